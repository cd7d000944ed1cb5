//! Time as those live it: an officer on a phone who writes down what they do, and a study that changes a weight.

use crate::{product::Product, steps::Steps};

const OFFICER: &str = "priya.shah";
const LEADER: &str = "marcus.bell";
const MANAGER: &str = "helen.okoro";

#[test]
fn an_officer_writes_down_what_they_do_with_scripts() {
    day(true);
}

#[test]
fn an_officer_writes_down_what_they_do_without_scripts() {
    day(false);
}

#[test]
fn a_time_study_changes_a_weight_with_scripts() {
    weight(true);
}

#[test]
fn a_time_study_changes_a_weight_without_scripts() {
    weight(false);
}

/// The notice is read once; after that the clock starts with one press and stops with one.
fn day(scripts: bool) {
    let product = Product::start();
    let mut s = Steps::new(&product, "a day of a time study", scripts);
    s.sign_in(OFFICER);
    s.open("Caseloads");
    s.open("Time");
    s.task("read the notice and take part", 1, |s| {
        s.see("Nobody who leads you can open it.");
        s.press("I have read it and take part");
        s.see("You take part.");
    });
    s.task("start and stop the clock", 2, |s| {
        s.press("With a person, by phone");
        s.see("The clock runs.");
        s.press("Stop");
        s.see("Stopped and kept.");
    });
    s.task("find my own result", 1, |s| {
        s.open("My own result");
        s.see("Nobody but you can open this.");
    });
    s.task("answer two questions without my name", 2, |s| {
        s.open("Two questions");
        s.choose("Does this system help or hinder you?", "It helps a little");
        s.write("What gets in the way?", "Typing the same thing twice.");
        s.press("Send without my name");
        s.see("kept without your name");
    });
    s.tell();
}

/// A study is planned; one that is over becomes the next weights, which are looked at, published and taken back.
fn weight(scripts: bool) {
    let product = Product::start();
    let mut s = Steps::new(&product, "a time study changes a weight", scripts);
    s.sign_in(LEADER);
    s.open("Caseloads");
    s.open("Time");
    s.open("Time studies");
    s.task("plan a time study", 1, |s| {
        s.write("Name", "Spring time study");
        s.write("What is it for?", "To see whether the new weights are fair.");
        s.write("First day", &Steps::day(60).long());
        s.write("Last day", &Steps::day(71).long());
        s.choose_at("main input[type=checkbox]");
        s.press("Plan it");
        s.see("Spring time study");
    });
    s.task("read what a study says", 1, |s| {
        s.open("Two weeks of our time");
        s.see("95% interval");
    });
    s.sign_in(MANAGER);
    s.open("Caseloads");
    s.open("Time");
    s.open("Time studies");
    s.task("make the next weights of a study and publish them", 3, |s| {
        s.open("Two weeks of our time");
        s.open("Make the next weights from this");
        s.see("would weigh more or less than now");
        s.write("First day on which they count", &Steps::today());
        s.write("Why?", "Measured in two weeks by a whole team.");
        s.press("Publish");
        s.see("Measured in two weeks by a whole team.");
        s.see("version 2");
    });
    s.task("take them back", 1, |s| {
        s.press("Take back");
        s.see("The weights before count again.");
    });
    s.tell();
}
