//! What people come to do, with scripts on and off, counting clicks. A journey opens one address, the sign-in
//! page, and then only clicks and types.

use crate::{browser::Browser, product::Product};

const DESK: (u32, u32) = (1280, 800);

fn both(journey: impl Fn(&mut Browser<'_>)) {
    let product = Product::start();
    for scripts in [true, false] {
        let mut browser = Browser::open(&product, scripts, DESK);
        journey(&mut browser);
    }
}

#[test]
fn one_click_from_my_day_shows_who_works_with_a_person() {
    both(|browser| {
        browser.sign_in("priya.shah");
        browser.click_link("Leila Karimi");
        assert!(browser.says("Who is working with Leila"));
        browser.kept_to(1, 1);
    });
}

#[test]
fn two_clicks_find_and_open_a_person() {
    both(|browser| {
        browser.sign_in("priya.shah");
        browser.type_into("#site-q", "karim");
        browser.click(".find button");
        browser.wait_until("return location.pathname.startsWith('/people/search/')");
        assert!(browser.path().starts_with("/people/search/"), "no name in the address: {}", browser.path());
        browser.click_link("Leila Karimi");
        assert!(browser.says("Who is working with Leila"));
        browser.kept_to(2, 2);
    });
}

#[test]
fn two_clicks_add_a_note() {
    both(|browser| {
        browser.sign_in("priya.shah");
        browser.click_link("Leila Karimi");
        browser.count_from_here();
        browser.click_link("Add a note");
        browser.type_into("#summary", "Rang to say the lock is fitted.");
        browser.click("main form button[type=submit]");
        browser.wait_for_words("Note saved.");
        assert!(browser.says("Rang to say the lock is fitted."));
        browser.kept_to(2, 2);
    });
}

#[test]
fn two_clicks_mark_something_done_with_what_came_of_it() {
    both(|browser| {
        browser.sign_in("priya.shah");
        browser.click(".dated summary");
        browser.type_into(".dated details[open] input[name=outcome]", "Done with the caretaker.");
        browser.click(".dated details[open] button");
        browser.wait_for_words("Marked as done.");
        browser.kept_to(2, 1);
    });
}

#[test]
fn two_clicks_allocate_a_waiting_case_to_the_best_person() {
    // Somebody new each time: whoever is known already would be offered first.
    let names = std::sync::Mutex::new(vec!["Wiktoria Przybylska", "Thorbjorg Eyjolfsdottir"]);
    both(|browser| {
        let name = names.lock().expect("one at a time").pop().expect("a name for each time");
        browser.sign_in("marcus.bell");
        browser.click_link("Intake");
        browser.click_link("New report or referral");
        browser.click("#kind option[value=asb]");
        browser.type_into("#words", "He shouts on the stairs every night.");
        browser.type_into("#name", name);
        browser.click("main form .actions button:not([name])");
        browser.wait_for_words("Report saved.");
        browser.click("form[action$='/open'] button:not([formaction])");
        browser.wait_for_words("Case opened. It waits for a worker.");
        browser.click_link("Allocate");
        browser.wait_for_words("Waiting for a worker");
        browser.count_from_here();
        browser.click("tbody th a");
        browser.click("main form button[type=submit]");
        browser.wait_for_words("Allocated. The worker finds it on their day.");
        browser.kept_to(2, 2);
    });
}

#[test]
fn three_clicks_plan_the_next_contact() {
    both(|browser| {
        browser.sign_in("priya.shah");
        browser.click_link("Leila Karimi");
        browser.count_from_here();
        browser.click_link("Book the next contact");
        browser.type_into("#summary", "She would like a call after the weekend.");
        browser.type_into("#next_what", "Ring Leila");
        browser.type_into("#next_on", "1 12 2026");
        browser.click("main form button[type=submit]");
        browser.wait_for_words("Note saved.");
        browser.kept_to(3, 2);
    });
}

#[test]
fn three_clicks_publish_a_kind_of_case() {
    both(|browser| {
        browser.sign_in("joan.pearce");
        browser.go("/admin/packs/asb/edit/clocks.acknowledge");
        let words = browser.value("#words");
        browser.type_over("#words", &words.replace("n = 5", "n = 4"));
        browser.click("main form button[type=submit]");
        browser.wait_for_words("Check and review");
        browser.go("/admin/packs/asb");
        browser.count_from_here();
        browser.click_link("Edit");
        browser.click("main form button[type=submit]");
        browser.wait_for_words("What it would do");
        browser.type_into("#note", "Four working days from now on.");
        browser.click("main form[action$='/publish'] button[type=submit]");
        browser.wait_for_words("Published.");
        browser.kept_to(3, 3);
    });
}

#[test]
fn a_caseload_is_sorted_by_its_headings_and_the_timeline_filtered() {
    both(|browser| {
        browser.sign_in("priya.shah");
        browser.click_link("Show my cases");
        browser.click("table[data-sortable] th a");
        browser.wait_until(
            "return document.querySelector('table[data-sortable] th[aria-sort=ascending] a')?.innerText.startsWith('Person')",
        );
        browser.click("table[data-sortable] tbody th a");
        browser.click_link("Timeline");
        browser.click("#outcome option[value=attempted]");
        browser.click("main form button[type=submit]");
        browser.wait_for_words("Tried, not reached");
    });
}

#[test]
fn an_error_keeps_what_was_typed_and_leads_to_its_field() {
    both(|browser| {
        browser.sign_in("priya.shah");
        browser.click_link("People");
        browser.click_link("Record a new person");
        browser.type_into("#name", "Zofia Nowak");
        browser.type_into("#born", "31/2/1990");
        browser.click("main form button[type=submit]");
        browser.wait_for_words("Enter a real date");
        assert_eq!(browser.value("#name"), "Zofia Nowak");
        assert_eq!(browser.value("#born"), "31/2/1990");
        browser.click("[data-problem] a, .problem a, .errors a");
    });
}

#[test]
fn somebody_signed_out_does_not_get_back_by_the_back_button() {
    both(|browser| {
        browser.sign_in("priya.shah");
        browser.click_link("Leila Karimi");
        browser.click(".who button");
        browser.wait_for_words("Sign-in name");
        browser.back();
        assert!(!browser.says("Who is working with Leila"), "the page was kept");
    });
}

#[test]
fn suggestions_come_while_typing_and_are_announced() {
    let product = Product::start();
    let mut browser = Browser::open(&product, true, DESK);
    browser.sign_in("priya.shah");
    browser.click_link("People");
    browser.type_into("#q", "ka");
    std::thread::sleep(std::time::Duration::from_millis(700));
    assert!(!browser.says("people found"), "nothing is suggested for two letters");
    browser.type_into("#q", "rimi");
    browser.wait_for_words("Leila Karimi");
    assert_eq!(browser.path(), "/people", "typing changes no address");
    browser.wait_until("return document.querySelector('[data-announce]').textContent.includes('found')");
}

#[test]
fn the_first_screen_answers_who_what_next_what_matters_and_what_is_risky() {
    let product = Product::start();
    let mut browser = Browser::open(&product, true, DESK);
    browser.sign_in("priya.shah");
    browser.click_link("Leila Karimi");
    for id in ["who", "next", "matters", "risk"] {
        let bottom =
            browser.run(&format!("return document.getElementById({id:?}).getBoundingClientRect().bottom"));
        assert!(bottom.as_f64().unwrap_or(f64::MAX) <= 800.0, "{id} ends at {bottom}");
    }
    // Initials in a circle are no reading: assistive technology skips them too.
    browser.run("document.querySelectorAll('[aria-hidden=true]').forEach(e => e.remove())");
    let words = |css: &str| browser.text(css).split_whitespace().count();
    assert!(words(".network > .lead") <= 26, "the lead's row has {} words", words(".network > .lead"));
    assert!(
        words("section[aria-labelledby=who]") <= 120,
        "the section has {} words",
        words("section[aria-labelledby=who]")
    );
}
