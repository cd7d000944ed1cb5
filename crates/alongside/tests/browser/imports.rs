//! A file of cases is brought in by clicking: checked, looked at, let in without its bad row, and taken back.

use crate::{browser::Browser, product::Product};
use std::path::PathBuf;

/// One case that can come in and one that cannot: it was opened in a month 22.
const FILE: &str = "Case reference,Case type,Title,Opened,Full name,Date of birth
B-1,Anti-social behaviour,Noise at night,03/02/2026,Tomasz Wilk,14/03/1988
B-2,Anti-social behaviour,Bins on the stairs,11/22/2025,Ada Wilk,02/09/1961
";

/// Brings the file in as far as its check, as the data manager who is signed in, and says where the check is.
pub fn bring(browser: &mut Browser<'_>) -> String {
    let name = format!("browser-cases-{}.csv", std::process::id());
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, FILE).expect("a file");
    browser.click_link("Imports");
    browser.click("#team option:last-child");
    browser.type_into("#file", file.to_str().expect("a path in letters"));
    browser.click("main form button[type=submit]");
    browser.wait_for_page_to_say("Import without the 1 bad row");
    browser.path()
}

#[test]
fn a_file_is_checked_let_in_and_taken_back() {
    for scripts in [true, false] {
        let product = Product::start();
        let mut browser = Browser::open(&product, scripts, (1280, 800));
        browser.sign_in("rosa.lopes");
        let page = bring(&mut browser);
        assert!(browser.says("11/22/2025"), "the bad value is shown");
        // Nothing comes in before somebody says that the bad row may stay out.
        browser.click("form[action$='/accept'] button");
        browser.wait_for_words("There is a problem");
        browser.click("#without_bad");
        browser.click("form[action$='/accept'] button");
        browser.wait_for_page_to_say("It can be undone");
        assert_eq!(browser.path(), page);
        browser.click("form[action$='/undo'] button");
        browser.wait_for_page_to_say("Undone");
    }
}
