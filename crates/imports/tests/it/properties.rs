//! What must hold for any file.

use crate::kit::{Folder, app, everything, import, rows, sound};
use proptest::{prelude::*, test_runner::TestRunner};
use testkit::on_both;

/// One bad row among sound ones: nothing comes in, and exactly that row is told.
#[test]
fn one_bad_row_keeps_all_out_and_is_the_one_that_is_told() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let before = everything(&app);
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 12,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let spoil = prop::sample::select(vec![
            (2, "30/02/2025"),
            (2, ""),
            (0, ""),
            (3, ""),
            (4, "13/13/1980"),
            (4, "nonsense"),
            (1, ""),
        ]);
        runner
            .run(&(2u64..450, any::<prop::sample::Index>(), spoil), |(n, at, (column, value))| {
                let text = sound(n);
                let at = at.index(usize::try_from(n).unwrap()) + 1;
                let lines: Vec<String> = text
                    .lines()
                    .enumerate()
                    .map(|(line, words)| {
                        let mut cells: Vec<&str> = words.split(',').collect();
                        if line == at {
                            cells[column] = value;
                        }
                        cells.join(",")
                    })
                    .collect();
                let outcome = import(&app, &folder.file("a.csv", lines.join("\n") + "\n"));
                prop_assert_eq!(outcome.code, 2, "{}", &outcome.words);
                prop_assert!(
                    outcome.words.contains(&format!("1 row of {n} cannot come in")),
                    "{}",
                    &outcome.words
                );
                let told: Vec<&str> =
                    outcome.words.lines().filter(|line| line.starts_with("line ")).collect();
                prop_assert_eq!(told.len(), 1, "{:?}", &told);
                prop_assert!(told[0].starts_with(&format!("line {},", at + 1)), "{:?}", &told);
                let back = std::fs::read_to_string(folder.0.join("a-problems.csv")).unwrap();
                std::fs::remove_file(folder.0.join("a-problems.csv")).unwrap();
                prop_assert_eq!(back.lines().count(), 2);
                prop_assert!(back.lines().nth(1).unwrap().starts_with(&lines[at]));
                Ok(())
            })
            .unwrap();
        assert_eq!(everything(&app), before);
    });
}

/// Whatever bytes a file has, a command ends with words and without a panic, and takes in all or nothing.
#[test]
fn no_bytes_break_it() {
    testkit::engines().take(1).for_each(|fixture| {
        let (app, folder) = (app(&fixture), Folder::new());
        let before = everything(&app);
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 150,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let start = prop::sample::select(vec![
            b"".to_vec(),
            b"\xff\xfe".to_vec(),
            b"PK\x03\x04".to_vec(),
            b"PK\x03\x04\x14\x00PK\x05\x06".to_vec(),
            sound(1).into_bytes(),
            sound(2).trim_end().replace("07700", "\"07700").into_bytes(),
        ]);
        runner
            .run(&(start, prop::collection::vec(any::<u8>(), 0..400)), |(mut bytes, tail)| {
                bytes.extend(tail);
                for name in ["a.csv", "a.xlsx"] {
                    let outcome = import(&app, &folder.file(name, &bytes));
                    prop_assert!(!outcome.words.is_empty());
                    if outcome.code == 0 {
                        crate::kit::undo(&app).good();
                    }
                }
                Ok(())
            })
            .unwrap();
        let mut after = everything(&app);
        after.extend([("import_run".to_owned(), before["import_run"]), ("job".to_owned(), before["job"])]);
        assert_eq!(after, before);
        assert_eq!(rows(&app, "person"), 0);
    });
}

/// The same for the files of an export.
#[test]
fn no_bytes_in_an_export_break_it() {
    testkit::engines().take(1).for_each(|fixture| {
        let (app, folder) = (app(&fixture), Folder::new());
        let before = everything(&app);
        let files = [
            "Client.csv",
            "Enrollment.csv",
            "Exit.csv",
            "Services.csv",
            "Export.csv",
            "User.csv",
            "Project.csv",
        ];
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 60,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        runner
            .run(
                &(
                    prop::sample::select(files.to_vec()),
                    any::<prop::sample::Index>(),
                    prop::collection::vec(any::<u8>(), 1..20),
                ),
                |(file, at, bytes)| {
                    let export = folder.export("street-outreach");
                    let mut content = std::fs::read(export.join(file)).unwrap();
                    let at = at.index(content.len());
                    content.splice(at..at, bytes);
                    std::fs::write(export.join(file), content).unwrap();
                    let outcome = crate::kit::import_hmis(&app, &export);
                    if outcome.code == 0 {
                        crate::kit::undo(&app).good();
                    } else {
                        prop_assert_eq!(outcome.code, 2, "{}", &outcome.words);
                    }
                    Ok(())
                },
            )
            .unwrap();
        let mut after = everything(&app);
        after.extend([("import_run".to_owned(), before["import_run"]), ("job".to_owned(), before["job"])]);
        assert_eq!(after, before);
    });
}
