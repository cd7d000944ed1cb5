//! The pages, as somebody with a browser uses them.

use crate::kit::{Folder, HEAD, app, number, rows, sound};
use access::Role;
use axum::http::Method;
use std::time::{Duration, Instant};
use testkit::{Client, TestApp, on_both};

/// Lets the server's worker run until an import stands like this.
fn work(app: &TestApp, state: &str) {
    let worker = imports::runner(app.db()).unwrap();
    let end = Instant::now() + Duration::from_mins(1);
    while number(app, &format!("SELECT count(*) FROM import_run WHERE tenant_id = $1 AND state = '{state}'"))
        == 0
    {
        assert!(Instant::now() < end, "no import came to be {state}");
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(worker);
}

fn send(client: &Client<'_>, name: &str, content: &[u8], pairs: &[(&str, &str)]) -> testkit::Answer {
    client.request(Method::POST, "/imports").upload(pairs, ("file", name, content)).send()
}

#[test]
fn a_file_is_brought_checked_and_imported() {
    on_both(|fixture| {
        let app = app(fixture);
        let data = app.worker("Dana Mills").role(Role::Data).signed_in();
        data.get("/imports").ok();
        let text = format!("{}A-77,Noise,11/22/2025,Maya Okafor,,,\n", sound(60));
        let page = send(&data, "asb cases.csv", text.as_bytes(), &[]).is(303).location().to_owned();
        data.get(&page).ok();
        work(&app, "checked");
        let answer = data.get(&page).ok();
        let html = answer.html();
        for words in
            ["asb cases.csv", "Import without the 1 bad row", "11/22/2025", "Dates are day first here"]
        {
            assert!(html.contains(words), "{words}");
        }
        assert!(answer.statements <= 12, "{}", answer.statements);
        let back = data.get(&format!("{page}/bad-rows")).ok();
        assert!(
            String::from_utf8_lossy(&back.bytes)
                .contains("A-77,Noise,11/22/2025,Maya Okafor,,,,Opened: This looks month first")
        );
        // Without the tick it stays as it is, and says so.
        let unticked = data.submit(&answer, &format!("form[action='{page}/accept']"), &[]);
        assert_eq!(unticked.status, 422);
        assert_eq!(rows(&app, "person"), 0);
        let accept = [("without_bad", "yes"), ("submission", "one-a")];
        let first = data.post(&format!("{page}/accept"), &accept).is(303).location().to_owned();
        assert_eq!(data.post(&format!("{page}/accept"), &accept).is(303).location(), first, "sent twice");
        assert!(data.get(&page).ok().html().contains("data-poll"));
        work(&app, "live");
        assert_eq!(rows(&app, "person"), 60);
        let over =
            data.request(Method::GET, &format!("{page}/progress")).header("x-fragment", "1").send().ok();
        assert!(over.html().contains("See what came of it") && !over.html().contains("data-poll"));
        data.post(&format!("{page}/undo"), &[]).is(303);
        work(&app, "undone");
        assert_eq!(rows(&app, "person"), 0);
        assert!(data.get("/imports").ok().html().contains("Undone"));
    });
}

#[test]
fn what_cannot_be_used_is_said_on_the_page() {
    on_both(|fixture| {
        let app = app(fixture);
        let data = app.worker("Dana Mills").role(Role::Data).signed_in();
        let none = data.post("/imports", &[]);
        assert_eq!(none.status, 422);
        assert!(none.html().contains("Choose a CSV or XLSX file."));
        assert_eq!(send(&data, "", b"", &[]).status, 422);
        let empty = send(&data, "cases.csv", b"", &[]);
        assert!(empty.status == 422 && empty.html().contains("cases.csv is empty"), "{}", empty.html());
        let map = send(&data, "cases.csv", sound(1).as_bytes(), &[("map", "nonsense")]);
        assert!(map.status == 422 && map.html().contains("one on a line"));
        // What only reading shows is on the import's own page.
        let page = send(&data, "other.csv", b"a,b\n1,2\n", &[]).is(303).location().to_owned();
        work(&app, "failed");
        assert!(data.get(&page).ok().html().contains("no column for Case reference"));
        let left = std::fs::read_dir(std::env::temp_dir()).unwrap().filter_map(Result::ok);
        let left = left.filter(|f| f.file_name().to_string_lossy().starts_with("alongside-upload-"));
        // Other tests upload at the same time, so only what is old counts.
        let old = left.filter(|f| {
            f.metadata()
                .is_ok_and(|m| m.modified().is_ok_and(|t| t.elapsed().is_ok_and(|e| e.as_secs() > 120)))
        });
        assert_eq!(old.count(), 0, "uploaded files are taken away");
    });
}

#[test]
fn a_form_sent_twice_brings_one_import_and_the_same_content_none() {
    on_both(|fixture| {
        let app = app(fixture);
        let data = app.worker("Dana Mills").role(Role::Data).signed_in();
        let form = [("submission", "same-form")];
        let one = send(&data, "a.csv", sound(2).as_bytes(), &form).is(303).location().to_owned();
        assert_eq!(send(&data, "a.csv", sound(2).as_bytes(), &form).is(303).location(), one);
        assert_eq!(rows(&app, "import_run"), 1);
        let again = send(&data, "a.csv", sound(2).as_bytes(), &[("submission", "another")]);
        assert!(
            again.status == 422 && again.html().contains("The same content was brought on"),
            "{}",
            again.html()
        );
        data.post(&format!("{one}/cancel"), &[]).is(303);
        work(&app, "cancelled");
        assert_eq!(rows(&app, "import_chunk"), 0);
    });
}

#[test]
fn headings_can_be_named_on_the_form() {
    on_both(|fixture| {
        let app = app(fixture);
        let data = app.worker("Dana Mills").role(Role::Data).signed_in();
        let text = "Ref,Type,Logged,Name\nA-1,Noise,01/02/2025,Maya Okafor\n";
        let page = send(&data, "a.csv", text.as_bytes(), &[("map", "Opened = Logged\r\n")])
            .is(303)
            .location()
            .to_owned();
        work(&app, "checked");
        let html = data.get(&page).ok().html();
        assert!(html.contains("Logged") && html.contains("Import all 1 row"), "{html}");
    });
}

#[test]
fn other_sites_and_other_roles_bring_nothing() {
    on_both(|fixture| {
        let app = app(fixture);
        let data = app.worker("Dana Mills").role(Role::Data).signed_in();
        let request =
            data.request(Method::POST, "/imports").upload(&[], ("file", "a.csv", sound(1).as_bytes()));
        assert_eq!(request.header("sec-fetch-site", "cross-site").send().status, 422);
        let officer = app.worker("Off Icer").role(Role::Officer).signed_in();
        assert_eq!(send(&officer, "a.csv", sound(1).as_bytes(), &[]).status, 404);
        assert_eq!(officer.get("/imports").status, 404);
        assert_eq!(rows(&app, "import_run"), 0);
    });
}

#[test]
fn the_template_is_on_the_page() {
    on_both(|fixture| {
        let app = app(fixture);
        let data = app.worker("Dana Mills").role(Role::Data).signed_in();
        let template = data.get("/imports/template").ok();
        assert!(template.bytes.starts_with(b"Case reference,Case type,"));
        let columns = data.get("/imports/template/columns").ok();
        assert!(String::from_utf8_lossy(&columns.bytes).contains("Date of birth"));
        let _unused = (Folder::new(), HEAD);
    });
}
