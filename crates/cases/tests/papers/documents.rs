//! Documents: what comes in, what is kept apart, what goes out again.

use access::{CaseId, Role};
use axum::http::Method;
use cases::{documents::scan::Scan, tools::Tools};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::{Answer, Client, TestApp, on_both};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n a small picture";

fn world(app: &TestApp) -> (Client<'_>, CaseId) {
    let team = app.team("Community Safety");
    let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
    let mina = app.person("Mina Okafor").added();
    let case = app.case(mina).held_by(team).worker(priya.user()).added();
    (priya, case)
}

fn app(fixture: &testkit::Fixture, scan: Option<Scan>) -> TestApp {
    TestApp::with(fixture, cases::routes().layer(axum::Extension(Tools { scan, ..Tools::default() })))
}

fn upload(client: &Client<'_>, path: &str, pairs: &[(&str, &str)], name: &str, content: &[u8]) -> Answer {
    client.request(Method::POST, path).upload(pairs, ("file", name, content)).send()
}

fn one(client: &Client<'_>, case: CaseId, title: &str, name: &str, content: &[u8]) -> String {
    let pairs = [("title", title), ("kind", "evidence")];
    upload(client, &format!("/cases/{case}/documents"), &pairs, name, content)
        .goes_to(&format!("/cases/{case}/documents?done=added"));
    let list = client.get(&format!("/cases/{case}/documents")).ok();
    assert!(list.statements <= 8, "{} statements", list.statements);
    list.attributes("tbody th a", "href").remove(0)
}

#[test]
fn a_document_comes_back_as_it_came() {
    on_both(|fixture| {
        let app = app(fixture, None);
        let (priya, case) = world(&app);
        // More than one piece, and its last one short.
        let mut content = PNG.to_vec();
        content.extend((0..700_000_u32).map(|n| n.to_le_bytes()[0]));
        let document = one(&priya, case, "The street door", "../Zoë door.png", &content);
        let page = priya.get(&document).ok().saying("Zoë door.png").saying("Not scanned");
        assert!(page.statements <= 8, "{} statements", page.statements);
        assert_eq!(page.attributes("img", "alt"), ["The street door"]);
        let before = app.audit().len();
        let file = priya.get(&format!("{document}/versions/1")).ok();
        assert!(file.bytes == content, "{} bytes", file.bytes.len());
        assert_eq!(file.header("content-type"), "image/png");
        assert!(file.header("content-disposition").starts_with("attachment; filename=\"Zo_ door.png\""));
        assert!(file.header("content-security-policy").contains("sandbox"));
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        let audit = app.audit();
        assert_eq!(audit.len(), before + 1, "one look is one audit row");
        let shown = priya.get(&format!("{document}/versions/1?show=1")).ok();
        assert!(shown.header("content-disposition").starts_with("inline"));
        priya.get(&format!("{document}/versions/2")).not_found();
    });
}

#[test]
fn what_is_not_kept_is_said_and_what_was_typed_stays() {
    on_both(|fixture| {
        let app = app(fixture, None);
        let (priya, case) = world(&app);
        let path = format!("/cases/{case}/documents");
        let pairs = [("title", "Tenancy"), ("kind", "legal")];
        let refused = upload(&priya, &path, &pairs, "tenancy.pdf", b"MZ\x90\0 a program").is(422);
        refused.clone().saying("This file is none that is kept here");
        assert_eq!(refused.attributes("#title", "value"), ["Tenancy"]);
        upload(&priya, &path, &[("kind", "legal")], "", b"")
            .is(422)
            .saying("Choose a file")
            .saying("Say what it is");
        let big = vec![b'a'; (25 << 20) + 1];
        upload(&priya, &path, &pairs, "big.txt", &big).is(422).saying("more than 25 MB");
        let count: (i64,) = app
            .read(|c| c.one(Sql::new("SELECT count(*) FROM document_file WHERE tenant_id = $1"), args![1]));
        assert_eq!(count.0, 0);
        app.worker("Out Sider").role(Role::Officer).signed_in().get(&path).not_found();
    });
}

#[test]
fn a_new_version_overwrites_nothing() {
    on_both(|fixture| {
        let app = app(fixture, None);
        let (priya, case) = world(&app);
        let document = one(&priya, case, "Statement", "s.txt", b"First words");
        let versions = format!("{document}/versions");
        upload(&priya, &versions, &[], "s.txt", b"Second").is(422).saying("Say what is new");
        upload(&priya, &versions, &[("note", "Signed")], "s.txt", b"Second words").is(303);
        // Sent again, it is the same version.
        let same = [("note", "Again"), ("submission", "again")];
        let first = upload(&priya, &versions, &same, "s.txt", b"Third words").is(303);
        assert_eq!(upload(&priya, &versions, &same, "s.txt", b"Third words").location(), first.location());
        priya.get(&document).ok().saying("Signed").saying("Version");
        for (n, words) in [(1, "First words"), (2, "Second words"), (3, "Third words")] {
            assert_eq!(priya.get(&format!("{versions}/{n}")).ok().html(), words);
        }
        priya.get(&format!("{versions}/4")).not_found();
    });
}

#[test]
fn what_the_virus_check_refuses_is_kept_apart() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/scan.sh");
    on_both(|fixture| {
        let app = app(fixture, Scan::parse(script));
        let (priya, case) = world(&app);
        let clean = one(&priya, case, "Clean", "a.txt", b"Good words");
        priya.get(&clean).ok().saying("No virus found");
        let bad = one(&priya, case, "Bad", "b.txt", b"a VIRUS in here");
        priya.get(&bad).ok().saying("Refused by the virus check").saying("Kept apart").saying("Test FOUND");
        for query in ["", "?show=1"] {
            let refused = priya.get(&format!("{bad}/versions/1{query}")).is(422);
            refused.saying("kept apart").without("in here");
        }
    });
}

/// A check that is set up and does not work calls nothing clean: the file is kept, and nobody gets it.
#[test]
fn a_file_is_held_while_the_virus_check_does_not_work() {
    on_both(|fixture| {
        let app = app(fixture, Scan::parse("/nowhere/at/all"));
        let (priya, case) = world(&app);
        let held = one(&priya, case, "Held", "a.txt", b"Good words");
        let page = priya.get(&held).ok().saying("Held: the virus check did not work").saying("Kept apart");
        page.without("Good words");
        for query in ["", "?show=1"] {
            priya
                .get(&format!("{held}/versions/1{query}"))
                .is(422)
                .saying("kept apart")
                .without("Good words");
        }
    });
}

#[test]
fn the_page_shows_how_a_text_begins() {
    on_both(|fixture| {
        let app = app(fixture, None);
        let (priya, case) = world(&app);
        let csv = format!("Day,What\r\n2 July,\"<b>Loud</b>\"\r\n{}", "x".repeat(5_000));
        let page = priya.get(&one(&priya, case, "Diary", "diary.csv", csv.as_bytes())).ok();
        let shown = page.text("main pre");
        assert!(
            shown.contains("2 July,\"<b>Loud</b>\"") && shown.contains("The rest is in the file."),
            "{shown}"
        );
        assert!(shown.len() < 4_100, "{}", shown.len());
        assert!(page.html().contains("&#60;b&#62;Loud") || page.html().contains("&lt;b&gt;Loud"));
        assert!(page.statements <= 12, "{} statements", page.statements);
        let png = one(&priya, case, "Words", "words.txt", b"Dear Mina");
        assert_eq!(priya.get(&png).ok().text("main pre"), "Dear Mina");
    });
}

#[test]
fn a_file_that_was_broken_off_is_swept() {
    on_both(|fixture| {
        let app = app(fixture, None);
        let (priya, case) = world(&app);
        let by = priya.user();
        let (file, now) = (app.uuid(), testkit::START);
        app.write(move |c| {
            let new = cases::documents::model::NewFile {
                file_id: file,
                media: "text/plain",
                size: 3,
                hash: vec![1],
                scan: cases::documents::scan::Scanned::Not,
                scan_words: String::new(),
                arrived_at: now,
                arrived_by: by,
            };
            cases::documents::store::add_file(c, 1, &new)?;
            cases::documents::store::add_piece(c, 1, file, 0, b"abc")
        });
        let files = || {
            app.read(|c| {
                c.one(Sql::<(i64,)>::new("SELECT count(*) FROM document_file WHERE tenant_id = $1"), args![1])
            })
            .0
        };
        one(&priya, case, "Today", "a.txt", b"Good words");
        assert_eq!(files(), 2, "not a day old");
        app.clock().advance_seconds(25 * 3600);
        let priya = app.worker("Priya Again").role(Role::Officer).signed_in();
        let mina = app.person("Mina").added();
        let case = app.case(mina).added();
        app.join(priya.user(), mina);
        one(&priya, case, "Tomorrow", "b.txt", b"Good words");
        assert_eq!(files(), 2, "what belongs to a document stays");
    });
}
