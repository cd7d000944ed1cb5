//! A story of a rota: made, published, broken by two sicknesses and mended; protected time is taken and owed.

use crate::{product::Product, steps::Steps};
use std::time::Duration;

/// The row of somebody in the week that is shown: where their first half-day of casework stands, from 1.
const CASEWORK: &str = r"
    return [...document.querySelectorAll('.rota tbody tr')]
        .filter(tr => !tr.querySelector('.off'))
        .map(tr => [tr.querySelector('th').textContent.trim(),
            [...tr.querySelectorAll('td')].findIndex(td => td.textContent.trim() === 'Casework') + 1])
        .filter(([name, at]) => at > 0)
        .map(([name, at]) => `${at} ${name}`)";

#[test]
fn a_rota_is_made_broken_and_mended_with_scripts() {
    story(true);
}

#[test]
fn a_rota_is_made_broken_and_mended_without_scripts() {
    story(false);
}

fn story(scripts: bool) {
    let product = Product::start();
    let mut s = Steps::new(&product, "A rota", scripts);
    s.sign_in("marcus.bell");
    s.task("come to the rota", 2, |s| {
        s.open("Caseloads");
        s.open("Rota");
        s.see("Protected time this week");
    });
    s.task("make a rota", 3, |s| {
        s.open("All rotas");
        s.open("Make a rota");
        s.write("Weeks", "4");
        s.press("Make the rota");
        s.see("You can leave this page: the search goes on.");
    });
    s.task("stop, and keep the best so far", 1, |s| s.press("Stop and keep the best so far"));
    made(&mut s, scripts);
    s.see("What it does not keep");
    s.task("publish it", 1, |s| {
        s.press("Publish it");
        s.see("Published. Everybody on it sees it now.");
    });
    let names = s.all_words_of(".rota tbody th");
    let first = kernel::form::parse_day(&weeks(&mut s)).expect("the first day of the rota");
    for (name, days) in [(&names[1], (0, 11)), (&names[2], (7, 11))] {
        s.task("somebody is ill: cover is found and saved", 4, |s| {
            s.open("Plan cover in this rota");
            s.choose("Who", name);
            s.write("First day", &first.plus(days.0).long());
            s.write("Last day", &first.plus(days.1).long());
            s.press("See who covers");
            s.see("What else changes");
            s.press("Save it and plan the cover");
            s.see("Saved. The absence is written down, and cover is planned.");
            s.open("All weeks of this rota");
        });
    }
    // Mended, it breaks no rule that it may not break: the page says so by offering no stop.
    assert!(!s.says("It cannot be published"));
    s.task("come to its first week", 1, |s| s.open("Its first week that is not over"));
    change(&mut s);
    s.sign_in("priya.shah");
    s.task("see one's own weeks", 2, |s| {
        s.open("Rota");
        s.open("My rota");
        s.see("of protected time in the next");
        s.see("Owed to you");
    });
    s.tell();
}

/// Waits until the rota is made, as somebody would: with scripts the page says so, without them it is looked at again.
fn made(s: &mut Steps<'_>, scripts: bool) {
    for _ in 0..60 {
        if s.offers("Publish it") {
            return;
        }
        if s.says("Look at it") {
            s.open("Look at it");
        } else if scripts {
            std::thread::sleep(Duration::from_millis(500));
        } else {
            std::thread::sleep(Duration::from_millis(500));
            s.open("Look again");
        }
    }
    panic!("the rota is not made");
}

/// Opens the rota that was published last, and gives its first day in words.
fn weeks(s: &mut Steps<'_>) -> String {
    s.open("All rotas");
    let words = s.words_of("main ul.plain a");
    s.open(&words);
    words.split(" to ").next().unwrap_or_default().to_owned()
}

/// A half-day of casework is taken for a reason: it is owed.
fn change(s: &mut Steps<'_>) {
    let found = s.all(CASEWORK);
    let hers = found.iter().find_map(|one| one.strip_suffix(" Priya Shah"));
    let at = hers.expect("she has casework this week").to_owned();
    s.task("change a half-day of the rota", 2, |s| {
        s.choose("Person", "Priya Shah");
        s.choose_at(&format!("#slot option:nth-child({at})"));
        s.choose("Becomes", "Open");
        s.press("Check the change");
        s.see("This takes protected time. It is given back by");
        s.choose("Why is it taken?", "A crisis that could not wait");
        s.write("What happened?", "A family was threatened at home.");
        s.press("Save the change");
        s.see("Saved. Those whom it concerns see it on their own rota.");
    });
    s.see("Protected time to give back");
}
