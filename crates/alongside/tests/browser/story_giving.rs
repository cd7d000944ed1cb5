//! A story of giving: a team leader fairly allocates five waiting cases, with two presses each.

use crate::{product::Product, steps::Steps};
use std::collections::BTreeSet;

const PEOPLE: [&str; 5] =
    ["Orla Finnegan", "Tadeusz Wrona", "Bethan Llewelyn", "Ikram Jelassi", "Hamish Galbraith"];

#[test]
fn a_leader_fairly_allocates_five_waiting_cases_with_scripts() {
    story(true);
}

#[test]
fn a_leader_fairly_allocates_five_waiting_cases_without_scripts() {
    story(false);
}

fn story(scripts: bool) {
    let product = Product::start();
    let mut s = Steps::new(&product, "Giving", scripts);
    s.sign_in("marcus.bell");
    for person in PEOPLE {
        s.task("take a report and open a case", 4, |s| wait(s, person));
    }
    s.task("come to the waiting list", 1, |s| s.open("Allocate"));
    let mut workers = BTreeSet::new();
    for person in PEOPLE {
        s.task("allocate a case to the best person", 2, |s| {
            workers.insert(allocate(s, person));
        });
    }
    // What one is given counts when the next is suggested.
    assert!(workers.len() > 1, "all five went to {workers:?}");
    let person = "Rhoswen Pritchard";
    s.task("take one more", 4, |s| wait(s, person));
    s.open("Allocate");
    s.task("choose another than the first, with a reason", 3, |s| {
        s.open(&format!("Allocate the case of {person}"));
        let second = s.all_words_of("main .choices label").remove(1);
        s.choose("Who knows them", &second);
        s.press("Allocate");
        // What was chosen stays chosen, and the field says what is missing.
        s.see("Say why them and not the first on the list.");
        s.write("Why them", "She speaks Welsh with the family.");
        s.press("Allocate");
        s.see("Allocated. The worker finds it on their day.");
    });
    s.tell();
}

fn wait(s: &mut Steps<'_>, person: &str) {
    s.open("Intake");
    s.open("New report or referral");
    s.choose("What kind of case would it be?", "Anti-social behaviour");
    s.write("What do they say?", "Shouting on the stairs, night after night.");
    s.write("Name", person);
    s.press("Save report");
    s.see("Report saved.");
    s.press("Open a case");
    s.see("Case opened. It waits for a worker.");
}

/// Whoever is suggested first is chosen already; the page says why and what everybody would carry. Gives their name.
fn allocate(s: &mut Steps<'_>, person: &str) -> String {
    s.open(&format!("Allocate the case of {person}"));
    for words in ["Room after it", "Cost", "What they carry, and would carry", "Alongside default"] {
        s.see(words);
    }
    let worker = s.words_of("main .choices label").split(',').next().unwrap_or_default().to_owned();
    s.press("Allocate");
    s.see("Allocated. The worker finds it on their day.");
    worker
}
