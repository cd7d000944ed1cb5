//! Every kind of bad input: a clear error, exit code 2, the database as it was.

use crate::kit::{Folder, HEAD, app, everything, import, import_hmis, import_with, sound};
use std::path::{Path, PathBuf};
use testkit::on_both;

/// Tries files that cannot be used; each must leave the database as it was, with words that say why.
fn refused(files: &dyn Fn(&Folder) -> Vec<(PathBuf, &'static str)>) {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let before = everything(&app);
        for (file, words) in files(&folder) {
            if file.is_dir() { import_hmis(&app, &file) } else { import(&app, &file) }.bad(words);
            assert_eq!(everything(&app), before, "{}", file.display());
        }
    });
}

#[test]
fn files_that_are_no_tables() {
    refused(&|folder| {
        vec![
            (folder.0.join("none.csv"), "none.csv cannot be read"),
            (folder.file("empty.csv", ""), "empty.csv is empty"),
            (folder.file("blank.csv", "\n\n \n"), "no line with column headings"),
            (folder.file("head.csv", HEAD), "There are headings and no rows."),
            (
                folder.file("other.csv", "a,b\n1,2\n"),
                "no column for Case reference, Case type, Opened, Full name",
            ),
            (folder.file("one.csv", "whatever\nx\n"), "no column for Case reference"),
            (folder.file("zero.csv", format!("{}\0", sound(1))), "zero byte"),
            (folder.file("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"), "old Excel workbook"),
            (folder.file("not.xlsx", b"PK\x03\x04 nothing"), "cannot be read as an Excel workbook"),
            (
                folder.file("two.csv", "Ref,Case number,Type,Opened,Name\nA,B,C,1/1/2025,D\n"),
                "both hold Case reference",
            ),
        ]
    });
}

/// A command guesses neither: it says what it found and what to do.
#[test]
fn other_letters_and_other_separators_are_refused_until_they_are_named() {
    refused(&|folder| {
        let text = "Case reference;Case type;Opened;Full name\nA-1;Noise;01/02/2025;Zoe\n";
        let wide: Vec<u8> = text.replace(';', ",").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let latin = [text.replace(';', ",").as_bytes(), b"A-2,Noise,01/02/2025,Zo\xeb\n"].concat();
        vec![
            (
                folder.file("semi.csv", text),
                "semi.csv is separated by semicolons: save it with commas, or say --delimiter ';'",
            ),
            (
                folder.file("tab.csv", text.replace(';', "\t")),
                "tab.csv is separated by tabs: save it with commas, or say --delimiter tab",
            ),
            (
                folder.file("pipe.csv", text.replace(';', "|")),
                "pipe.csv is separated by upright lines: save it with commas, or say --delimiter '|'",
            ),
            (
                folder.file("latin.csv", latin),
                "latin.csv is not UTF-8: on line 3 there is the byte 0xeb. Save it as \"CSV UTF-8\", or say --encoding windows-1252",
            ),
            (
                folder.file("wide.csv", [b"\xff\xfe".as_slice(), &wide].concat()),
                "wide.csv is UTF-16 (Excel's \"Unicode text\"), not UTF-8. Save it as \"CSV UTF-8\", or say --encoding utf-16",
            ),
        ]
    });
}

#[test]
fn what_is_named_wrongly_is_refused_too() {
    use imports::command::{CasesArgs, delimiter, letters};
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let before = everything(&app);
        let file = folder.file("a.csv", sound(1));
        let wide = CasesArgs { file: file.clone(), encoding: letters("utf-16"), ..Default::default() };
        import_with(&app, &wide).bad("a.csv is not UTF-16");
        let half = folder.file("half.csv", [b"\xff\xfe".as_slice(), &[0x00, 0xd8, 0x41, 0x00]].concat());
        let half = CasesArgs { file: half, encoding: letters("utf-16"), ..Default::default() };
        import_with(&app, &half).bad("cannot be read");
        let semi = CasesArgs { file: file.clone(), delimiter: delimiter(";"), ..Default::default() };
        import_with(&app, &semi).bad("no column for Case reference");
        let latin = folder.file("b.csv", [sound(1).as_bytes(), b"A-2,Noise,01/02/2025,Zo\xeb\n"].concat());
        let utf8 = CasesArgs { file: latin, encoding: letters("utf-8"), ..Default::default() };
        import_with(&app, &utf8).bad("is not UTF-8");
        let there = CasesArgs { file: file.clone(), warnings: Some(file), ..Default::default() };
        import_with(&app, &there).bad("a.csv is there already. Name another file.");
        assert_eq!(everything(&app), before);
    });
}

#[test]
fn formulas_in_csv_are_told_and_telephone_numbers_are_none() {
    refused(&|folder| {
        vec![(
            folder.file("f.csv", format!("{HEAD}A-1,Noise,01/02/2025,=A1&B1,,,+44 7700 900123\n")),
            "line 2, Full name: \"=A1&B1\" The cell begins with =, so it is a formula and no value. Copy the column",
        )]
    });
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let text = format!("{HEAD}A-1,Noise,01/02/2025,Maya Okafor,,,+44 7700 900123\n");
        import(&app, &folder.file("a.csv", text)).good();
    });
}

/// A file of yesterday may have been mended half way.
#[test]
fn no_file_is_written_over() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let file = folder.file("cases.csv", format!("{}A-77,Noise,soon,Maya,,,\n", sound(1)));
        let mine = folder.file("cases-problems.csv", "mine");
        let words = import(&app, &file).bad("1 row of 2 cannot come in").words;
        assert!(words.contains("cases-problems-2.csv"), "{words}");
        assert_eq!(std::fs::read_to_string(mine).unwrap(), "mine");
        assert!(folder.0.join("cases-problems-2.csv").is_file());
    });
}

/// Where nothing can be written down or said, the import is taken back all the same.
#[test]
fn a_terminal_and_a_disk_that_are_gone_leave_nothing() {
    struct Gone;
    impl std::io::Write for Gone {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
    }
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let before = everything(&app);
        let file = folder.file("cases.csv", format!("{}A-77,Noise,soon,Maya,,,\n", sound(3)));
        let args = imports::command::CasesArgs { file, ..Default::default() };
        let mut console = imports::command::Console {
            out: &mut Gone,
            err: &mut Gone,
            cancelled: &std::sync::atomic::AtomicBool::new(false),
        };
        assert_eq!(imports::command::cases(app.db(), &args, &mut console).unwrap(), 2);
        assert_eq!(everything(&app), before);
    });
}

#[test]
fn bytes_that_are_no_letters() {
    refused(&|folder| {
        let mixed =
            [sound(3).into_bytes(), "A-9,Noise,01/02/2025,Zoë ".into(), b"\xeb,,,\n".to_vec()].concat();
        let garbage = [sound(1).into_bytes(), b"A-9,Noise,01/02/2025,\xff\xfe\x81,,,\n".to_vec()].concat();
        vec![
            (folder.file("mixed.csv", mixed), "line 5: byte 0xeb is no UTF-8"),
            (folder.file("garbage.csv", garbage), "line 3: byte 0xff is no letter"),
        ]
    });
}

#[test]
fn cells_and_rows_that_are_too_large() {
    refused(&|folder| {
        let huge = "x".repeat(10 << 20);
        let open = format!("{HEAD}A-1,Noise,01/02/2025,\"Maya {}", "line\n".repeat(400_000));
        vec![
            (
                folder.file("huge.csv", format!("{HEAD}A-1,Noise,01/02/2025,{huge},,,\n")),
                "line 2: a cell holds more than 1 MB",
            ),
            (
                folder.file("open.csv", open),
                "line 2: a cell holds more than 1 MB. Shorten it, or keep it as a file of its own. Perhaps a closing quote",
            ),
            (
                folder.file("wide.csv", format!("{HEAD}{}\n", "y,".repeat(3 << 20))),
                "line 2: a row holds more than 4 MB",
            ),
        ]
    });
}

#[test]
fn rows_that_cannot_be_used_are_told_by_row_column_value_and_remedy() {
    refused(&|folder| {
        let with = |row: &str| format!("{HEAD}A-0,Noise,01/02/2025,Ann Other,,,\n{row}\n");
        let cases = [
            (
                "A-1,Noise,11/22/2025,Maya Okafor,,,",
                "line 3, Opened: \"11/22/2025\" This looks month first: there is no month 22.",
            ),
            ("A-1,Noise,soon,Maya Okafor,,,", "line 3, Opened: \"soon\" This is not a date."),
            ("A-1,Noise,31/02/2025,Maya Okafor,,,", "There is no such day."),
            ("A-1,Noise,,Maya Okafor,,,", "Opened is missing."),
            (",Noise,01/02/2025,Maya Okafor,,,", "Case reference is missing."),
            ("A-1,Noise,01/02/2025,,,,", "The name is missing."),
            ("A-1,Noise,01/02/2025,Maya Okafor,01/01/2050,,", "This day is yet to come."),
            ("A-1,Noise,01/02/2025,Maya Okafor,,,,extra", "The row has 8 cells and the file 7 columns."),
            (
                "A-0,Other,01/02/2025,Maya Okafor,,,",
                "line 3, Case type: \"Other\" Line 2 says otherwise about the same case.",
            ),
            ("A-0,Noise,01/02/2025,Ann Other,,,", "Line 2 has the same person in the same case."),
        ];
        cases
            .iter()
            .enumerate()
            .map(|(n, (row, words))| (folder.file(&format!("{n}.csv"), with(row)), *words))
            .collect()
    });
}

#[test]
fn people_must_agree_with_themselves_and_cases_need_a_subject() {
    refused(&|folder| {
        let head = "Case reference,Case type,Opened,Full name,Person reference,Address,Role,Sensitivity,Team,Organisation,Next action\n";
        let file = |name: &str, rows: &str| folder.file(name, format!("{head}{rows}"));
        vec![
            (
                file(
                    "two.csv",
                    "A-1,Noise,01/02/2025,Maya Okafor,T1,1 Low Road,,,,,\nA-2,Noise,01/02/2025,Maya Okafor,T1,2 High Road,,,,,\n",
                ),
                "line 3, Address: \"2 High Road\" Line 2 says otherwise about the person",
            ),
            (
                file("none.csv", "A-1,Noise,01/02/2025,Maya Okafor,,,Witness,,,,\n"),
                "No row of this case says whom it is about.",
            ),
            (file("role.csv", "A-1,Noise,01/02/2025,Maya Okafor,,,Boss,,,,\n"), "No such role is known."),
            (
                file("who.csv", "A-1,Noise,01/02/2025,Maya Okafor,,,,restricted,,,\n"),
                "A restricted person needs a worker",
            ),
            (
                file("org.csv", "A-1,Noise,01/02/2025,Maya Okafor,,,,,,Nowhere Homes,\n"),
                "No organisation here has this name.",
            ),
            (
                file("next.csv", "A-1,Noise,01/02/2025,Maya Okafor,,,,,,,Ring\n"),
                "The next action has no date.",
            ),
        ]
    });
}

#[test]
fn teams_must_be_known_where_there_are_several() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        app.team("Housing");
        let text = "Case reference,Case type,Opened,Full name,Team\nA-1,Noise,01/02/2025,Maya Okafor,Night shift\nA-2,Noise,01/02/2025,Stephen Bell,\n";
        let file = folder.file("a.csv", text);
        let before = everything(&app);
        let words = import(&app, &file)
            .bad("No team here has this name. Use one of: Community Safety, Housing.")
            .words;
        assert!(words.contains("The team is missing."), "{words}");
        assert_eq!(everything(&app), before);
        let with = |team: &str| imports::command::CasesArgs {
            file: file.clone(),
            team: Some(team.into()),
            ..Default::default()
        };
        crate::kit::import_with(&app, &with("Nowhere")).bad("no team here is called Nowhere");
        crate::kit::import_with(&app, &with("housing")).good();
    });
}

#[test]
fn references_that_are_here_already() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let head = "Case reference,Case type,Opened,Full name,Person reference\n";
        import(&app, &folder.file("a.csv", format!("{head}A-1,Noise,01/02/2025,Maya Okafor,T1\n"))).good();
        let before = everything(&app);
        import(&app, &folder.file("b.csv", format!("{head}A-1,Noise,01/02/2025,Stephen Bell,T2\n")))
            .bad("A case here has this reference already.");
        import(&app, &folder.file("c.csv", format!("{head}A-2,Noise,01/02/2025,Stephen Bell,T1\n")))
            .bad("A person with this reference is here already.");
        assert_eq!(everything(&app), before);
    });
}

#[test]
fn formulas_are_named_by_their_cell() {
    use rust_xlsxwriter::{Formula, Workbook};
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let before = everything(&app);
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (n, heading) in (0..).zip(["Case reference", "Case type", "Opened", "Full name"]) {
            sheet.write(0, n, heading).unwrap();
        }
        for (n, value) in (0..).zip(["A-1", "Noise", "01/02/2025"]) {
            sheet.write(1, n, value).unwrap();
        }
        sheet.write_formula(1, 3, Formula::new("A2&B2").set_result("Maya")).unwrap();
        let path = folder.0.join("cases.xlsx");
        book.save(&path).unwrap();
        import(&app, &path).bad("line 2, Full name: \"Maya\" Cell D2 is worked out by a formula.");
        assert_eq!(everything(&app), before);
    });
}

#[test]
fn the_bad_rows_come_back_as_a_file_with_the_reason() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let text = format!("{}A-77,Noise,soon,=HYPERLINK(\"x\"),,,\n", sound(3));
        let words = import(&app, &folder.file("cases.csv", text))
            .bad("1 row of 4 cannot come in, so nothing was imported.")
            .words;
        assert!(words.contains("cases-problems.csv"), "{words}");
        let back = std::fs::read_to_string(folder.0.join("cases-problems.csv")).unwrap();
        let lines: Vec<&str> = back.lines().collect();
        assert_eq!(lines.len(), 2, "{back}");
        assert_eq!(lines[0], format!("{},Problem", HEAD.trim()));
        assert!(lines[1].starts_with("A-77,Noise,soon,\"'=HYPERLINK(\"\"x\"\")\",,,,"), "{back}");
        assert!(lines[1].contains("Opened: This is not a date. Write it day first"), "{back}");
    });
}

#[test]
fn exports_with_a_fault() {
    refused(&|folder| {
        let spoilt = |n: usize, file: &str, change: &dyn Fn(String) -> String| {
            let export = folder.export("street-outreach");
            let to = folder.0.join(format!("export{n}"));
            std::fs::rename(export, &to).unwrap();
            let path = to.join(file);
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(&path, change(text)).unwrap();
            to
        };
        let doubled = |text: String| {
            let second = text.lines().nth(1).unwrap().to_owned();
            format!("{text}{second}\r\n")
        };
        let missing = spoilt(0, "Exit.csv", &|t| t);
        std::fs::remove_file(missing.join("Exit.csv")).unwrap();
        std::fs::remove_file(missing.join("User.csv")).unwrap();
        let latin = spoilt(1, "Client.csv", &|t| t);
        let bytes = std::fs::read(latin.join("Organization.csv")).unwrap();
        std::fs::write(
            latin.join("Organization.csv"),
            bytes.iter().map(|b| if *b == b'D' { 0xe9 } else { *b }).collect::<Vec<u8>>(),
        )
        .unwrap();
        vec![
            (missing, "has no User.csv, no Exit.csv"),
            (latin, "Organization.csv is not UTF-8"),
            (
                folder.0.join("export1").join("Client.csv").parent().map(Path::to_owned).unwrap(),
                "Organization.csv is not UTF-8",
            ),
            (spoilt(2, "Client.csv", &|t| t.replace("\"DOB\"", "\"Born\"")), "Client.csv has no column DOB"),
            (
                spoilt(3, "Client.csv", &|t| t.replace("2000-01-11", "11/01/2000")),
                "Client.csv, line 2, DOB: \"11/01/2000\" This is not a date.",
            ),
            (
                spoilt(4, "Enrollment.csv", &|t| t.replacen("2020-05-01", "soon", 1)),
                "Enrollment.csv, line 2, EntryDate: \"soon\" This is not a date.",
            ),
            (spoilt(5, "Client.csv", &doubled), "PersonalID: \"76773\" A row before has the same id."),
            (spoilt(6, "Exit.csv", &doubled), "A row before has the same id."),
            (spoilt(7, "Services.csv", &doubled), "A row before has the same id."),
            (
                spoilt(8, "Enrollment.csv", &|t| t.replacen("\"76773\"", "\"99\"", 1)),
                "PersonalID: \"99\" Client.csv has no row with this id.",
            ),
            (
                spoilt(9, "Enrollment.csv", &|t| t.replacen("\"239\"", "\"98\"", 1)),
                "ProjectID: \"98\" Project.csv has no row with this id.",
            ),
            (
                spoilt(10, "Exit.csv", &|t| t.replacen("\"181528\",\"181528\"", "\"181528\",\"97\"", 1)),
                "EnrollmentID: \"97\" Enrollment.csv has no row with this id.",
            ),
            (
                spoilt(11, "Services.csv", &|t| t.replacen("\"181670\"", "\"96\"", 1)),
                "Enrollment.csv has no row with this id.",
            ),
            (
                spoilt(12, "CurrentLivingSituation.csv", &|t| t.replacen("\"181670\"", "\"96\"", 1)),
                "Enrollment.csv has no row with this id.",
            ),
            (
                spoilt(13, "Project.csv", &|t| t.replacen("\"7007\"", "\"95\"", 1)),
                "Organization.csv has no row with this id.",
            ),
            (spoilt(14, "Client.csv", &|t| t.replace(',', ";")), "parted by semicolons"),
            (
                spoilt(15, "Exit.csv", &|t| t.replacen("2021-08-24 00:00:00", "late", 1)),
                "DateCreated: \"late\" This is not a date and time.",
            ),
            (spoilt(16, "Export.csv", &|t| t.lines().next().unwrap().to_owned()), "Export.csv has no row"),
            (spoilt(17, "Client.csv", &|_| String::new()), "Client.csv is empty"),
        ]
    });
}
