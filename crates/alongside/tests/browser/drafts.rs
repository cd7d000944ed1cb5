//! What is typed is not lost: not by a killed server, a closed browser, or a missing script.

use crate::{browser::Browser, product::Product};
use std::time::Duration;

const DESK: (u32, u32) = (1280, 800);
const WORDS: &str = "She said: not again. Bins & fires, 100% sure it's the same boys.";

#[test]
fn a_draft_outlives_a_killed_server_and_a_closed_browser() {
    let mut product = Product::start();
    let page = {
        let mut browser = Browser::open(&product, true, DESK);
        browser.sign_in("priya.shah");
        browser.click_link("Leila Karimi");
        browser.click_link("Add a note");
        browser.type_into("#summary", WORDS);
        browser.wait_for_words("Draft saved");
        browser.path()
    };
    product.crash_and_restart();
    let mut browser = Browser::open(&product, true, DESK);
    browser.sign_in("priya.shah");
    browser.go(&page);
    assert_eq!(browser.value("#summary").trim(), WORDS);
    assert!(browser.says("This is your draft"));
    browser.click("main form button[type=submit]");
    browser.wait_for_words("Note saved.");
    browser.go(&page);
    assert_eq!(browser.value("#summary").trim(), "", "a saved note leaves no draft");
}

#[test]
fn what_is_saved_at_once_leaves_no_draft() {
    let product = Product::start();
    let mut browser = Browser::open(&product, true, DESK);
    browser.sign_in("priya.shah");
    browser.click_link("Leila Karimi");
    browser.click_link("Add a note");
    browser.type_into("#summary", WORDS);
    // Pressed before the draft's pause is over.
    browser.click("main form button[type=submit]");
    browser.wait_for_words("Note saved.");
    std::thread::sleep(Duration::from_millis(500));
    browser.click_link("Add a note");
    browser.wait_for_words("What was said or done?");
    assert_eq!(browser.value("#summary").trim(), "");
    assert!(!browser.says("This is your draft"));
}

#[test]
fn without_scripts_a_button_keeps_the_draft() {
    let product = Product::start();
    let mut browser = Browser::open(&product, false, DESK);
    browser.sign_in("priya.shah");
    browser.click_link("Leila Karimi");
    browser.click_link("Add a note");
    browser.type_into("#summary", WORDS);
    browser.click("button[name=button][value=draft]");
    browser.wait_for_words("Draft kept.");
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(browser.value("#summary").trim(), WORDS);
}
