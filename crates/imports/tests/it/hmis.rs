//! The two exports, against their own figures.

use crate::kit::{Folder, app, ask, everything, import_hmis, import_hmis_with, number, rows, undo};
use std::path::Path;
use testkit::on_both;

#[test]
fn continuum_comes_in_whole_with_its_warnings() {
    on_both(|fixture| {
        let app = app(fixture);
        let words = import_hmis(&app, &Folder::new().export("continuum")).good().words;
        let counts = ["person", "case_file", "household", "contact"].map(|table| rows(&app, table));
        assert_eq!(counts, [799, 819, 693, 5182 + 653]);
        let exits =
            number(&app, "SELECT count(*) FROM case_file WHERE tenant_id = $1 AND closed_on IS NOT NULL");
        let services =
            number(&app, "SELECT count(*) FROM contact WHERE tenant_id = $1 AND channel = 'service'");
        assert_eq!((exits, services), (442, 5182));
        assert!(
            words.contains("The exit is before the entry, ") && words.contains("No date of birth. 28 rows"),
            "{words}"
        );
        assert!(words.contains("User.csv does not name this user. 5,171 rows"), "{words}");
        let odd = number(&app, "SELECT count(*) FROM import_problem WHERE tenant_id = $1 AND NOT blocks");
        assert_eq!(odd, 727 + 755 + 406 + 5171 + 644 + 1 + 28);
        let before = "SELECT count(*) FROM case_file WHERE tenant_id = $1 AND closed_on < opened_on";
        assert_eq!(number(&app, before), 1, "as given");
        // What is odd about a case stands with it, for whoever opens it.
        let said = ask::<(String,)>(
            &app,
            "SELECT import_warning FROM case_file WHERE tenant_id = $1 AND closed_on < opened_on",
        );
        assert!(said[0].0.contains("The exit is before the entry, "), "{said:?}");
        assert_eq!(
            number(
                &app,
                "SELECT count(*) FROM app_user WHERE tenant_id = $1 AND sign_in = 'hmis-887' AND status = 'imported'"
            ),
            1
        );
        // Nothing of the staging is left, and every access row belongs to the one live batch.
        assert_eq!((rows(&app, "import_chunk"), rows(&app, "batch")), (0, 1));
        assert_eq!(number(&app, "SELECT count(*) FROM batch WHERE tenant_id = $1 AND live"), 1);
        assert_eq!(
            number(&app, "SELECT count(*) FROM person_access WHERE tenant_id = $1 AND batch_id IS NULL"),
            0
        );
    });
}

#[test]
fn street_outreach_has_its_people_enrolments_and_exits() {
    on_both(|fixture| {
        let app = app(fixture);
        import_hmis(&app, &Folder::new().export("street-outreach")).good();
        assert_eq!(["person", "case_file", "household"].map(|table| rows(&app, table)), [37, 37, 28]);
        assert_eq!(
            number(&app, "SELECT count(*) FROM case_file WHERE tenant_id = $1 AND closed_on IS NOT NULL"),
            35
        );
        let first = ask::<(String, String, String, String, String, String)>(
            &app,
            "SELECT k.reference, k.case_type, CAST(k.opened_on AS TEXT), CAST(k.closed_on AS TEXT), k.outcome, p.full_name
             FROM case_file k JOIN person p ON p.tenant_id = k.tenant_id AND p.person_id = k.lead_person_id
             WHERE k.tenant_id = $1 AND k.reference = 'HMIS-181528'",
        );
        let texts = [
            "HMIS-181528",
            "Street outreach",
            "2020-05-01",
            "2021-08-01",
            "Place not meant for living in",
            "Guadalupe Green Cavallo",
        ];
        assert_eq!(
            first.iter().map(|(a, b, c, d, e, f)| [a.as_str(), b, c, d, e, f]).collect::<Vec<_>>(),
            [texts]
        );
        // Written down on the wall in London: midnight of a summer day is eleven the evening before in UTC.
        let recorded = ask::<(kernel::Instant,)>(
            &app,
            "SELECT opened_recorded_at FROM case_file WHERE tenant_id = $1 AND reference = 'HMIS-181528'",
        );
        assert_eq!(recorded[0].0.to_string(), "2021-08-24T23:00:00.000000Z");
        let partial = ask::<(bool,)>(
            &app,
            "SELECT born_about FROM person WHERE tenant_id = $1 AND full_name = 'Cande Michalski'",
        );
        assert_eq!(partial, [(true,)]);
        let contacts = ask::<(String, String)>(
            &app,
            "SELECT channel, summary FROM contact WHERE tenant_id = $1 ORDER BY channel",
        );
        assert_eq!(
            contacts,
            [
                ("service".to_owned(), "Outreach service: clinical assessment".to_owned()),
                (
                    "visit".to_owned(),
                    "Where they are: Place not meant for living in. Under a bridge".to_owned()
                ),
            ]
        );
        let secret =
            number(&app, "SELECT count(*) FROM external_id WHERE tenant_id = $1 AND value = '516251004'");
        assert_eq!(secret, 0, "social security numbers stay out");
    });
}

#[test]
fn another_export_of_the_same_system_changes_nothing_that_is_here() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        import_hmis(&app, &Folder::new().export("street-outreach")).good();
        let before = everything(&app);
        let later = folder.export("street-outreach");
        let clients =
            std::fs::read_to_string(later.join("Client.csv")).unwrap().replace("Cavallo", "Renamed");
        std::fs::write(later.join("Client.csv"), clients).unwrap();
        import_hmis(&app, &later).bad("An earlier import brought this record.");
        assert_eq!(everything(&app), before);
        // Another system counts its own ids, though they are the same numbers.
        import_hmis(&app, &Folder::new().export("continuum")).good();
        assert_eq!(rows(&app, "person"), 37 + 799);
    });
}

#[test]
fn rows_deleted_in_their_system_stay_out() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let export = folder.export("street-outreach");
        let services = std::fs::read_to_string(export.join("Services.csv")).unwrap();
        let deleted = services.replace("\"891\",,", "\"891\",2021-09-01 00:00:00,");
        assert_ne!(services, deleted);
        std::fs::write(export.join("Services.csv"), deleted).unwrap();
        import_hmis(&app, &export).good();
        assert_eq!(
            number(&app, "SELECT count(*) FROM contact WHERE tenant_id = $1 AND channel = 'service'"),
            0
        );
    });
}

/// Changes one file of an export, which must be another then.
fn change(export: &Path, file: &str, change: impl FnOnce(String) -> String) {
    let path = export.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let new = change(text.clone());
    assert_ne!(text, new, "{file}");
    std::fs::write(path, new).unwrap();
}

/// Takes columns out of a file, by name.
fn without(text: &str, columns: &[&str]) -> String {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let out: Vec<usize> =
        columns.iter().map(|c| rows[0].iter().position(|h| h == *c).expect("the column is there")).collect();
    let mut to = csv::Writer::from_writer(Vec::new());
    for row in &rows {
        to.write_record(row.iter().enumerate().filter(|(n, _)| !out.contains(n)).map(|(_, cell)| cell))
            .unwrap();
    }
    String::from_utf8(to.into_inner().unwrap()).unwrap()
}

/// Sets DateDeleted in the rows whose first cell is this id.
fn deleted(text: &str, id: &str) -> String {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let at = rows[0].iter().position(|h| h == "DateDeleted").unwrap();
    let mut to = csv::Writer::from_writer(Vec::new());
    for row in &rows {
        let cells = row.iter().enumerate();
        let hit = row.get(0) == Some(id);
        to.write_record(cells.map(|(n, cell)| if n == at && hit { "2021-09-01 00:00:00" } else { cell }))
            .unwrap();
    }
    String::from_utf8(to.into_inner().unwrap()).unwrap()
}

#[test]
fn columns_that_only_describe_may_be_missing() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let export = folder.export("street-outreach");
        change(&export, "Client.csv", |t| {
            without(&t, &["MiddleName", "NameSuffix", "NameDataQuality", "DOBDataQuality", "DateDeleted"])
        });
        change(&export, "Exit.csv", |t| without(&t, &["Destination", "OtherDestination"]));
        change(&export, "Enrollment.csv", |t| without(&t, &["RelationshipToHoH"]));
        change(&export, "Services.csv", |t| without(&t, &["RecordType", "OtherTypeProvided"]));
        change(&export, "Project.csv", |t| without(&t, &["OrganizationID", "ProjectType"]));
        std::fs::remove_file(export.join("Export.csv")).unwrap();
        std::fs::remove_file(export.join("Organization.csv")).unwrap();
        import_hmis(&app, &export).good();
        assert_eq!(["person", "case_file"].map(|table| rows(&app, table)), [37, 37]);
        let host = "SELECT o.name FROM team t JOIN organisation o ON o.tenant_id = t.tenant_id AND o.organisation_id = t.organisation_id
            WHERE t.tenant_id = $1 AND t.batch_id IS NOT NULL";
        assert_eq!(ask::<(String,)>(&app, host)[0].0, "Organisation not given");
    });
}

/// Where projects say whose they are, the list of organisations is needed.
#[test]
fn a_list_that_rows_refer_to_may_not_be_missing() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let before = everything(&app);
        let export = folder.export("street-outreach");
        std::fs::remove_file(export.join("Organization.csv")).unwrap();
        import_hmis(&app, &export).bad("Organization.csv has no row with this id.");
        let whose = folder.export("continuum");
        change(&whose, "Project.csv", |t| without(&t, &["OrganizationID"]));
        import_hmis(&app, &whose).bad("Project.csv has no column OrganizationID.");
        assert_eq!(everything(&app), before);
    });
}

#[test]
fn what_belongs_to_a_deleted_row_stays_out_with_a_warning() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let export = folder.export("street-outreach");
        // The first client, who has the enrolment 181528 with an exit.
        change(&export, "Client.csv", |t| deleted(&t, "76773"));
        let words = import_hmis(&app, &export).good().words;
        assert_eq!(["person", "case_file"].map(|table| rows(&app, table)), [36, 36]);
        for line in [
            "Enrollment.csv: Its client was deleted there. 1 row, first on line 2.",
            "Exit.csv: Its client was deleted there. 1 row",
        ] {
            assert!(words.contains(line), "{line:?} is not in: {words}");
        }
        undo(&app).good();
        // Deleted, an enrolment takes its services and its living situations with it.
        let export = folder.export("street-outreach");
        change(&export, "Enrollment.csv", |t| deleted(&t, "181670"));
        let words = import_hmis(&app, &export).good().words;
        assert_eq!(["person", "case_file", "contact"].map(|table| rows(&app, table)), [37, 36, 0]);
        for file in ["Services", "CurrentLivingSituation"] {
            let line = format!("{file}.csv: Its enrolment was deleted there.");
            assert!(words.contains(&line), "{line:?} is not in: {words}");
        }
        undo(&app).good();
        let export = folder.export("street-outreach");
        let project = std::fs::read_to_string(export.join("Project.csv")).unwrap();
        let id = project.lines().nth(1).unwrap().split(',').next().unwrap().trim_matches('"').to_owned();
        change(&export, "Project.csv", |t| deleted(&t, &id));
        let words = import_hmis(&app, &export).good().words;
        assert!(words.contains("Enrollment.csv: Its project was deleted there."), "{words}");
    });
}

#[test]
fn formulas_in_an_export_are_told() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let before = everything(&app);
        let export = folder.export("street-outreach");
        change(&export, "Client.csv", |t| t.replacen("Cavallo", "=A1+1", 1));
        import_hmis(&app, &export).bad("Client.csv, line 2, LastName: \"=A1+1\" The cell begins with =");
        assert_eq!(everything(&app), before);
    });
}

#[test]
fn every_warning_is_in_a_file() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let export = folder.export("continuum");
        let words = import_hmis(&app, &export).good().words;
        let file = folder.0.join("continuum-warnings.csv");
        assert!(words.contains("All of them are in") && words.contains("continuum-warnings.csv"), "{words}");
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(text.lines().count(), 1 + 727 + 755 + 406 + 5171 + 644 + 1 + 28);
        assert!(text.starts_with("File,Line,Column,Value,Warning,What to do\n"));
        assert!(text.contains("The exit is before the entry, "));
        undo(&app).good();
        let named = folder.0.join("mine.csv");
        let args = imports::command::HmisArgs {
            folder: export,
            warnings: Some(named.clone()),
            ..Default::default()
        };
        import_hmis_with(&app, &args).good();
        assert_eq!(std::fs::read_to_string(named).unwrap(), text);
        assert!(!folder.0.join("continuum-warnings-2.csv").exists());
    });
}

#[test]
fn what_belongs_to_a_bad_row_stays_out_with_it() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let export = folder.export("street-outreach");
        let clients =
            std::fs::read_to_string(export.join("Client.csv")).unwrap().replace("2000-01-11", "soon");
        std::fs::write(export.join("Client.csv"), clients).unwrap();
        let args = imports::command::HmisArgs { folder: export, exclude_bad: true, ..Default::default() };
        let words = import_hmis_with(&app, &args).good().words;
        assert_eq!(["person", "case_file"].map(|table| rows(&app, table)), [36, 36]);
        assert!(
            words.contains("1 row of"),
            "the one bad row is counted, not those that went with it: {words}"
        );
        let back = std::fs::read_to_string(folder.0.join("street-outreach-problems").join("Enrollment.csv"))
            .unwrap();
        assert!(back.contains("Its client or project is left out."), "{back}");
    });
}

#[test]
fn undone_nothing_of_an_export_is_left() {
    on_both(|fixture| {
        let app = app(fixture);
        let before = everything(&app);
        import_hmis(&app, &Folder::new().export("continuum")).good();
        undo(&app).good();
        let mut after = everything(&app);
        assert_eq!(
            (after.remove("import_run"), after.remove("job")),
            (Some(1), Some(3)),
            "the list still tells of it"
        );
        let without = |mut all: std::collections::BTreeMap<String, i64>| {
            all.remove("import_run");
            all.remove("job");
            all
        };
        assert_eq!(after, without(before));
        import_hmis(&app, &Folder::new().export("continuum")).good();
    });
}
