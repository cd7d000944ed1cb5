//! What rows of our template become.

use crate::kit::{Folder, app, ask, import, import_with, number, rows, sound};
use imports::command::{self, CasesArgs};
use testkit::on_both;

#[test]
fn the_template_itself_comes_in_as_one_case_of_two_people() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let mut template = Vec::new();
        command::template(false, &mut template).unwrap();
        let file = folder.file("template.csv", template);
        import(&app, &file).good();
        assert_eq!((rows(&app, "person"), rows(&app, "case_file"), rows(&app, "case_party")), (2, 1, 2));
        let parties = ask::<(String, String)>(
            &app,
            "SELECT p.full_name, k.role FROM case_party k JOIN person p ON p.tenant_id = k.tenant_id AND p.person_id = k.person_id
             WHERE k.tenant_id = $1 ORDER BY k.role",
        );
        assert_eq!(
            parties,
            [("Maya Okafor".into(), "complainant".into()), ("Stephen Bell".into(), "subject".into())]
        );
        let case = ask::<(String, String, String, String)>(
            &app,
            "SELECT k.reference, k.stage, CAST(k.opened_on AS TEXT), p.full_name
             FROM case_file k JOIN person p ON p.tenant_id = k.tenant_id AND p.person_id = k.lead_person_id WHERE k.tenant_id = $1",
        );
        assert_eq!(
            case,
            [("ASB-2026-0001".into(), "Investigation".into(), "2026-02-03".into(), "Stephen Bell".into())]
        );
        assert_eq!((rows(&app, "contact"), rows(&app, "next_action"), rows(&app, "address")), (1, 1, 2));
        assert_eq!(number(&app, "SELECT count(*) FROM address WHERE tenant_id = $1 AND withheld"), 1);
        let safe =
            ask::<(String, String)>(&app, "SELECT safety, rule FROM contact_method WHERE tenant_id = $1");
        assert_eq!(safe, [("careful".into(), "Text after 4pm, no voicemail".into())]);
    });
}

#[test]
fn the_description_names_every_column() {
    let (mut template, mut words) = (Vec::new(), Vec::new());
    command::template(false, &mut template).unwrap();
    command::template(true, &mut words).unwrap();
    let head = String::from_utf8(template).unwrap().lines().next().unwrap().to_owned();
    let words = String::from_utf8(words).unwrap();
    for column in head.split(',') {
        assert!(words.lines().any(|line| line.starts_with(column)), "{column}");
    }
}

#[test]
fn workers_see_whom_they_are_given_and_everybody_is_found() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let file = folder.file("a.csv", sound(40));
        import(&app, &file).good();
        assert_eq!(rows(&app, "works_with"), 40);
        let members = ask::<(String, String)>(
            &app,
            "SELECT m.role, u.sign_in FROM network_member m JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
             WHERE m.tenant_id = $1 ORDER BY 1, 2 LIMIT 1",
        );
        assert_eq!(members, [("Case officer".into(), "priya".into())]);
        let found = |token: &str| {
            number(
                &app,
                &format!("SELECT count(*) FROM search_token WHERE tenant_id = $1 AND token = '{token}'"),
            )
        };
        assert_eq!(
            (found("maya"), found("okafor7"), found("07700900007"), found("asb00007"), found("19880808")),
            (40, 1, 1, 1, found("19880808"))
        );
        assert!(found("19880808") >= 1);
    });
}

#[test]
fn a_person_with_a_reference_is_one_person_in_all_their_cases() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let text = "Case ref,Type,Opened,Closed,Name,Person ref,Worker,Role\n\
            A-1,Noise,01/02/2025,01/03/2025,Maya Okafor,T1,priya,\n\
            A-2,Noise,01/06/2025,,Maya Okafor,T1,priya,\n\
            A-2,,,,Stephen Bell,T2,,Witness\n\
            A-1,,,,Stephen Bell,T2,,\n";
        let file = folder.file("a.csv", text);
        import(&app, &file).good();
        assert_eq!((rows(&app, "person"), rows(&app, "case_file"), rows(&app, "case_party")), (2, 2, 4));
        // Once ended and once open: the worker works with her from the first day on.
        let member = ask::<(String, Option<String>)>(
            &app,
            "SELECT CAST(m.since_on AS TEXT), CAST(m.until_on AS TEXT)
             FROM network_member m JOIN person p ON p.tenant_id = m.tenant_id AND p.person_id = m.person_id
             WHERE m.tenant_id = $1 AND p.full_name = 'Maya Okafor'",
        );
        assert_eq!(member, [("2025-02-01".to_owned(), None)]);
        assert_eq!(rows(&app, "external_id"), 2);
    });
}

#[test]
fn columns_are_mapped_by_heading_and_by_word() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let file = folder.file(
            "a.csv",
            "Ref no;Logged;KIND;Forename;Surname;d.o.b.\nA-1;1/2/2025;Noise;Zoë;O’Brien;14 Mar 1988\n",
        );
        let args = CasesArgs {
            file,
            map: vec!["Opened=Logged".into(), "Case type = Kind".into()],
            delimiter: command::delimiter(";"),
            ..Default::default()
        };
        import_with(&app, &args).good();
        let person = ask::<(String, String)>(
            &app,
            "SELECT full_name, CAST(born_on AS TEXT) FROM person WHERE tenant_id = $1",
        );
        assert_eq!(person, [("Zoë O’Brien".into(), "1988-03-14".into())]);
    });
}

#[test]
fn encodings_of_spreadsheets_are_read_when_they_are_named() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let text = "Case reference,Case type,Opened,Full name\nA-1,Noise,01/02/2025,Zoë Łuk\n";
        let wide: Vec<u8> = text.replace("A-1", "A-2").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let files = [
            folder.file("bom.csv", [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat()),
            folder.file("wide.csv", [b"\xff\xfe".as_slice(), &wide].concat()),
            folder.file(
                "latin.csv",
                b"Case reference,Case type,Opened,Full name\nA-3,Noise,01/02/2025,Zo\xeb Luk\n",
            ),
        ];
        for (file, name) in files.into_iter().zip(["utf-8", "UTF-16", "windows-1252"]) {
            let args = CasesArgs { file, encoding: command::letters(name), ..Default::default() };
            import_with(&app, &args).good();
        }
        let names = ask::<(String,)>(&app, "SELECT full_name FROM person WHERE tenant_id = $1 ");
        let mut names: Vec<String> = names.into_iter().map(|(n,)| n).collect();
        names.sort();
        assert_eq!(names, ["Zoë Luk", "Zoë Łuk", "Zoë Łuk"]);
    });
}

#[test]
fn workbooks_are_read_with_their_dates_from_the_sheet_that_has_the_headings() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let mut book = Workbook::new();
        book.add_worksheet().write(0, 0, "Read me first").unwrap();
        let sheet = book.add_worksheet();
        let day = Format::new().set_num_format("dd/mm/yyyy");
        for (n, heading) in (0..).zip(["Case reference", "Case type", "Opened", "Full name"]) {
            sheet.write(1, n, heading).unwrap();
        }
        sheet.write(3, 0, 1042).unwrap();
        sheet.write(3, 1, "Noise").unwrap();
        sheet.write_with_format(3, 2, ExcelDateTime::from_ymd(2025, 2, 1).unwrap(), &day).unwrap();
        sheet.write(3, 3, "Maya Okafor").unwrap();
        let path = folder.0.join("cases.xlsx");
        book.save(&path).unwrap();
        import(&app, &path).good();
        let case = ask::<(String, String)>(
            &app,
            "SELECT reference, CAST(opened_on AS TEXT) FROM case_file WHERE tenant_id = $1",
        );
        assert_eq!(case, [("1042".into(), "2025-02-01".into())]);
    });
}

#[test]
fn what_is_odd_comes_in_as_given_and_is_told() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let text = "Case reference,Case type,Opened,Closed,Full name,Worker\nA-1,Noise,01/02/2025,01/01/2025,Maya Okafor,Nobody Known\n";
        let words = import(&app, &folder.file("a.csv", text)).good().words;
        for told in [
            "The case was closed before it was opened.",
            "No worker here has this name.",
            "No date of birth.",
            "3 warnings",
        ] {
            assert!(words.contains(told), "{told:?} is not in {words}");
        }
        assert_eq!(
            number(&app, "SELECT count(*) FROM case_file WHERE tenant_id = $1 AND worker_id IS NULL"),
            1
        );
        assert_eq!(
            number(&app, "SELECT count(*) FROM import_problem WHERE tenant_id = $1 AND NOT blocks"),
            3
        );
    });
}

#[test]
fn a_restricted_persons_keeper_is_told_of_a_twin_and_the_importer_is_not() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let keeper = app.worker("Kee Per").added();
        let hidden = app.person("Maya Okafor").born("1988-03-14").restricted().kept_by(keeper).added();
        let text = "Case reference,Case type,Opened,Full name,Date of birth\n\
            A-1,Noise,01/02/2025,MAYA OKAFOR,14/03/1988\nA-2,Noise,01/02/2025,Maya Okafor,14/03/1989\n";
        let words = import(&app, &folder.file("a.csv", text)).good().words;
        assert!(!words.to_lowercase().contains("restrict") && !words.contains("match"), "{words}");
        let alerts = ask::<(uuid::Uuid, uuid::Uuid)>(
            &app,
            "SELECT keeper_id, person_id FROM match_alert WHERE tenant_id = $1",
        );
        assert_eq!(alerts, [(keeper.uuid(), hidden.uuid())]);
    });
}

#[test]
fn a_service_without_teams_gets_one_for_what_comes_in() {
    on_both(|fixture| {
        let app = testkit::TestApp::with(fixture, imports::routes());
        let folder = Folder::new();
        let file = folder.file("a.csv", sound(3));
        import_with(&app, &CasesArgs { file, team: Some("Anything".into()), ..Default::default() }).good();
        let team = ask::<(String,)>(&app, "SELECT name FROM team WHERE tenant_id = $1");
        assert_eq!(team, [("Imported cases".to_owned(),)]);
        // Everybody has a keeper who is an account, so that finding them tells whom to ask.
        let kept = "SELECT count(*) FROM person_access a JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.keeper_id WHERE a.tenant_id = $1";
        assert_eq!(number(&app, kept), 3);
    });
}

#[test]
fn what_came_in_is_in_the_audit() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let file = folder.file("a.csv", sound(2));
        import_with(&app, &CasesArgs { file, by: Some("priya".into()), ..Default::default() }).good();
        assert_eq!(
            number(&app, "SELECT count(*) FROM audit_event WHERE tenant_id = $1 AND action = 'import'"),
            1
        );
        let mut out = Vec::new();
        command::list(app.db(), &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().contains("a.csv"));
        let nobody = CasesArgs {
            file: folder.file("b.csv", sound(1)),
            by: Some("nobody".into()),
            ..Default::default()
        };
        import_with(&app, &nobody).bad("--as: nobody is not the sign-in name of one worker here.");
    });
}

/// Two names under one reference may be a couple, or a reference typed wrongly: it comes in and is told.
#[test]
fn two_names_under_one_reference_are_told() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let head = "Case reference,Case type,Opened,Full name,Person reference,Role\n";
        let sound = format!(
            "{head}A-1,Noise,01/02/2025,Maya Okafor,,\nA-1,,,Stephen Bell,,Witness\nA-1,,,Priya Bell,T2,\n"
        );
        let words = import(&app, &folder.file("a.csv", sound)).good().words;
        assert!(!words.contains("has another name"), "{words}");
        let odd = format!("{head}A-2,Noise,01/02/2025,Maya Okafor,,\nA-2,,,Stephen Bell,,\n");
        let words = import(&app, &folder.file("b.csv", odd)).good().words;
        let told =
            "Line 2 has another name for this case, and this row says no role. 1 row, first on line 3.";
        assert!(words.contains(told), "{words}");
        let said = "SELECT import_warning FROM case_file WHERE tenant_id = $1 AND reference = 'A-2'";
        assert_eq!(ask::<(String,)>(&app, said)[0].0, "Date of birth: No date of birth.");
    });
}
