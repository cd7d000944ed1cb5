//! People are recorded once, found by those who may, and listed in files; a restricted person is found by nobody
//! else, whatever is tried.

use crate::{browser::Browser, product::Product};
use std::{path::Path, time::Duration};

const DESK: (u32, u32) = (1280, 800);

/// Somebody whose name nobody else has and whose record another worker keeps: name, date of birth, the keeper's
/// sign-in. The test asks the database, because the demo's lives differ from version to version.
fn somebody(database: &rusqlite::Connection) -> (String, String, String) {
    let row = database.query_row(
        "SELECT n.full_name, n.born_on, u.sign_in
         FROM person_access a
         JOIN person n ON n.tenant_id = a.tenant_id AND n.person_id = a.person_id
         JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.keeper_id
         WHERE a.restricted = 0 AND n.born_on IS NOT NULL AND u.sign_in <> 'priya shah'
           AND (SELECT count(*) FROM person t WHERE t.full_name = n.full_name) = 1
         ORDER BY n.full_name LIMIT 1",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    );
    row.expect("the demo has somebody")
}

/// Restricts the record to its keeper alone, as only a later part of the program will be able to.
fn restrict(database: &rusqlite::Connection, name: &str) {
    let who = "SELECT person_id FROM person WHERE full_name = ?1";
    let named = format!(
        "INSERT INTO named_reader (tenant_id, person_id, user_id, from_at, until_at)
         SELECT tenant_id, person_id, keeper_id, '2020-01-01T00:00:00.000000Z', '9999-12-30T00:00:00.000000Z'
         FROM person_access WHERE person_id = ({who})"
    );
    database.execute(&named, [name]).expect("the keeper is named");
    let restricted = format!("UPDATE person_access SET restricted = 1 WHERE person_id = ({who})");
    assert_eq!(database.execute(&restricted, [name]).expect("the record is restricted"), 1);
}

/// Whom the search or the suggestions show.
fn found(browser: &Browser<'_>) -> String {
    let names =
        browser.run("return [...document.querySelectorAll('#results li')].map(e => e.innerText).join('; ')");
    names.as_str().unwrap_or_default().to_owned()
}

fn search(browser: &mut Browser<'_>, words: &str) {
    browser.click_link("People");
    browser.type_into("#q", words);
    browser.click("main form button[type=submit]");
    browser.wait_until("return location.pathname.startsWith('/people/search/')");
}

#[test]
fn a_restricted_person_is_found_by_nobody_else_and_their_keeper_hears_of_a_double() {
    let product = Product::start();
    let database = rusqlite::Connection::open(product.database()).expect("the demo's database opens");
    let (name, born, keeper) = somebody(&database);
    let family = name.split(' ').next_back().expect("a family name").to_owned();
    let mut browser = Browser::open(&product, true, DESK);
    browser.sign_in("priya.shah");
    search(&mut browser, &name);
    assert!(found(&browser).contains(&name), "everybody finds {name}");
    restrict(&database, &name);
    for words in [&name, &family, &born] {
        search(&mut browser, words);
        assert!(!found(&browser).contains(&name), "{words} finds {name}");
    }
    browser.click_link("People");
    browser.type_into("#q", &name);
    browser.wait_for_words(" found");
    assert!(!found(&browser).contains(&name), "{name} is suggested");
    // Recording the same person again says nothing to the one who does it.
    browser.click_link("Record a new person");
    browser.type_into("#name", &name);
    browser.type_into("#born", &born);
    browser.click("main form button[type=submit]");
    browser.wait_for_words("The person is recorded.");
    drop(browser);
    let mut browser = Browser::open(&product, true, DESK);
    browser.sign_in(&keeper);
    search(&mut browser, &name);
    assert!(found(&browser).contains(&name), "the keeper finds {name} still");
    browser.click_link("My day");
    assert!(browser.says(&format!("A new record has the name and date of birth of {name}.")));
}

#[test]
fn somebody_who_is_known_is_shown_before_they_are_recorded_again() {
    let product = Product::start();
    for scripts in [true, false] {
        let mut browser = Browser::open(&product, scripts, DESK);
        browser.sign_in("priya.shah");
        browser.click_link("People");
        browser.click_link("Record a new person");
        browser.type_into("#name", "Leila Karimi");
        browser.type_into("#phone", "07700 900999");
        browser.click("main form button[type=submit]");
        browser.wait_for_words("They may be known already");
        assert!(browser.text(".panel").contains("Leila Karimi, born 1991"), "{}", browser.text(".panel"));
        assert_eq!(browser.value("#phone"), "07700 900999", "nothing typed is lost");
        browser.click("#sure");
        browser.click("main form button[type=submit]");
        browser.wait_for_words("The person is recorded.");
        assert!(browser.says("Leila Karimi") && browser.says("Nobody has written this down yet."));
    }
}

#[test]
fn an_error_takes_the_focus_and_leads_to_its_field() {
    let product = Product::start();
    let mut browser = Browser::open(&product, true, DESK);
    browser.sign_in("priya.shah");
    browser.click_link("Leila Karimi");
    browser.click_link("Add a note");
    browser.type_into("#summary", "She rang. All is well.");
    browser.type_into("#on", " or so");
    browser.click("main form button[type=submit]");
    browser.wait_for_words("There is a problem");
    let focused = "return document.activeElement.id || document.activeElement.className";
    assert_eq!(browser.run(focused), "problem", "a screen reader begins with what is wrong");
    assert_eq!(browser.value("#summary").trim(), "She rang. All is well.");
    assert!(browser.value("#on").ends_with(" or so"), "{}", browser.value("#on"));
    assert!(browser.run("return document.title").as_str().is_some_and(|t| t.starts_with("Error: ")));
    browser.click(".problem a");
    assert_eq!(browser.run(focused), "on", "the link leads into the field");
}

#[test]
fn a_caseload_is_downloaded_with_one_click() {
    let product = Product::start();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("downloads-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut browser = Browser::open(&product, false, DESK);
    browser.devtools(
        "Browser.setDownloadBehavior",
        serde_json::json!({"behavior": "allow", "downloadPath": folder}),
    );
    browser.sign_in("priya.shah");
    browser.click_link("Show my cases");
    let shown = browser.run("return document.querySelectorAll('main table tbody tr').length");
    browser.count_from_here();
    browser.click_link("Download these cases as CSV");
    browser.kept_to(1, 0);
    let csv = downloaded(&folder);
    std::fs::remove_dir_all(&folder).expect("the folder goes");
    assert!(csv.contains("Leila Karimi"), "{csv}");
    assert_eq!(
        csv.lines().count() as u64 - 1,
        shown.as_u64().expect("rows"),
        "a line for each case shown: {csv}"
    );
}

/// The one file that arrives in a folder.
fn downloaded(folder: &Path) -> String {
    for _ in 0..100 {
        let files = std::fs::read_dir(folder).expect("the folder is there").flatten().map(|f| f.path());
        if let Some(file) = files.into_iter().find(|f| f.extension().is_some_and(|e| e == "csv")) {
            return std::fs::read_to_string(file).expect("a text file");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("no file came");
}
