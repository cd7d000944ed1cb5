//! Anti-social behaviour, from the first call to the watch after closing: what an officer and a team leader do, with
//! scripts on and off. Only clicks and typing, from the sign-in page on.

use crate::{product::Product, steps::Steps};

#[test]
fn asb_from_first_report_to_closure_with_scripts() {
    story(true);
}

#[test]
fn asb_from_first_report_to_closure_without_scripts() {
    story(false);
}

const PERSON: &str = "Wiktoria Przybylska";
const OTHER: &str = "Aurelio Ventimiglia";

fn story(scripts: bool) {
    let product = Product::start();
    let mut s = Steps::new(&product, "Anti-social behaviour", scripts);
    s.sign_in("priya.shah");
    s.task("take a report by phone", 4, |s| take_report(s, scripts));
    s.task("open a case from it", 1, open_case);
    s.sign_in("marcus.bell");
    let mut worker = String::new();
    s.task("allocate it to the best person", 3, |s| worker = allocate(s));
    s.sign_in(&worker);
    s.task("find it on my day and open the case", 3, open_from_my_day);
    s.task("record the report and acknowledge it", 2, acknowledge);
    s.task("promise contact", 3, promise_contact);
    s.task("write down the visit", 3, visit);
    s.task("record what was said at the visit", 2, interview);
    s.task("look out for greater harm", 2, screening);
    s.task("weigh the risk", 2, weigh_risk);
    s.task("begin the plan with a goal and a step", 7, plan);
    s.task("agree the plan and give a copy", 3, agree_plan);
    s.tell();
}

fn open_from_my_day(s: &mut Steps<'_>) {
    s.open(PERSON);
    s.open("Cases");
    s.open("ASB-");
    s.see("Where it stands");
}

/// The words of the report are there already: what is asked is what the pack needs besides.
fn acknowledge(s: &mut Steps<'_>) {
    s.open("Report");
    s.choose("Is anybody in danger now?", "No");
    s.choose("Who reported it", "The person affected");
    s.write("Who must not learn who reported it", "The man upstairs.");
    s.choose("Definition", "Personal");
    s.choose("What it is about", "Noise");
    s.choose("What it is about", "Verbal abuse");
    s.choose("How serious is the harm?", "Not of that kind");
    s.choose("Is it known who does it?", "Yes");
    s.choose("Do they agree that we talk to other agencies?", "Yes");
    let today = s.today();
    s.write("Day the report was acknowledged", &today);
    s.press("Save");
    s.see("Saved. What follows from it is on this page.");
}

fn promise_contact(s: &mut Steps<'_>) {
    s.open("Contact");
    s.open("Agree contact");
    s.choose("How do they wish it?", "Phone");
    s.write("How many days between contacts, at most?", "7");
    s.write("When is it safe?", "Weekdays until 3pm. No voicemail.");
    s.write("With whom was it agreed?", "Wiktoria");
    s.press("Save what was agreed");
    s.see("Promise to Wiktoria");
}

fn visit(s: &mut Steps<'_>) {
    s.open("Write down a contact");
    s.write("What was said or done?", "We went through what happened and what would help.");
    s.choose("How was it made?", "Visit");
    s.unfold("For a visit");
    s.write("Who was seen?", "Wiktoria");
    s.choose("Was the person seen alone?", "Yes");
    s.write("What did they say, in their words?", "I sit in the bathroom until it stops.");
    s.write("What did you see? Fact.", "A dent in the wall by the bed.");
    s.write("What do you think? Opinion.", "She is worn out.");
    s.press("Save note");
    s.see("Note saved.");
}

fn interview(s: &mut Steps<'_>) {
    s.open("Meeting the person affected");
    let today = s.today();
    s.write("Day the person affected was seen", &today);
    s.choose("How we spoke with the person affected", "At their home");
    s.write("Their account", "Since August, most nights from eleven. On Friday he kicked her door.");
    s.write("What it does to them", "She sleeps four hours and has stopped her evening class.");
    s.write("What they would like", "I want to sleep through the night.");
    s.choose("What makes it harder for them to bear", "Situation: lives alone");
    s.write("Safety measures agreed", "Door chain. She rings her sister first, then us.");
    s.press("Save");
    s.see("Saved. What follows from it is on this page.");
}

fn screening(s: &mut Steps<'_>) {
    s.open("Looking out for greater harm");
    for question in [
        "Is domestic abuse part of this?",
        "Is a child at risk?",
        "Is an adult with care needs at risk?",
        "Has anybody spoken of suicide",
        "Are there signs of exploitation?",
    ] {
        s.choose(question, "No");
    }
    s.choose("Referrals made because of this", "None was needed");
    s.write("What was seen", "Asked in private. Nothing pointed to greater harm.");
    s.press("Save");
    s.see("Saved. What follows from it is on this page.");
}

fn weigh_risk(s: &mut Steps<'_>) {
    s.open("Weigh the risk: ASB risk assessment");
    for (question, answer) in [
        ("How often does it happen?", "Most days"),
        ("How long has it gone on?", "Up to six months"),
        ("Is it aimed at them?", "At one person"),
        ("How near is the person", "Next door"),
        ("What has the person who does it threatened", "Abuse"),
        ("Is it hostility to who they are?", "No"),
        ("Is it getting worse?", "More often"),
        ("What makes it harder to bear?", "One thing"),
        ("Who stands by them?", "Some people"),
        ("What does it do to them?", "It upsets them"),
    ] {
        s.choose(question, answer);
    }
    s.press("Save risk");
    s.see("16 of 30");
    s.see("Medium");
}

fn plan(s: &mut Steps<'_>) {
    s.open("Plan");
    s.open("Change strengths and supports");
    s.write("What is going well", "She knows her neighbours and keeps a diary.");
    s.write("Who and what helps already?", "Her sister Ola. The choir.");
    s.press("Save");
    s.open("Add a goal");
    s.write("What do they want, in their words?", "I want to sleep through the night.");
    s.choose("Which part of life is it about?", "Making it stop");
    s.press("Save goal");
    s.open("Add a step");
    s.write("What is to be done?", "Talk with the man upstairs, then warn him in writing.");
    let week = s.day(7).long();
    s.write("By which day?", &week);
    s.press("Save step");
    s.see("Talk with the man upstairs");
}

fn agree_plan(s: &mut Steps<'_>) {
    s.open("Write down the agreement");
    s.choose("How?", "Face to face");
    s.choose("Did they get a copy?", "Yes");
    s.press("Save agreement");
    s.see("zzz");
}

/// The caller is somebody new; it is looked while typing, and without scripts by a button.
fn take_report(s: &mut Steps<'_>, scripts: bool) {
    s.open("Intake");
    s.open("New report or referral");
    s.choose("What kind of case would it be?", "Anti-social behaviour");
    s.write("What do they say?", "He bangs on the wall every night and shouts at me on the stairs.");
    s.write("Name", PERSON);
    s.write("Phone number", "07700 900482");
    s.write("Address", "Flat 4, 18 Tannery Row");
    s.write("Postcode", "LR1 4QT");
    s.choose("Is it safe to contact them?", "Yes");
    if !scripts {
        s.press("Look whether we know them");
    }
    // Somebody else has given the same number before.
    s.choose("Who is it about?", "None of these");
    s.press("Save report");
    s.see("Report saved.");
}

fn open_case(s: &mut Steps<'_>) {
    s.press("Open a case");
    s.see("Case opened. It waits for a worker.");
}

/// Who knows the person or has fewest cases is chosen already. Gives their name.
fn allocate(s: &mut Steps<'_>) -> String {
    s.open("Allocate");
    s.open(&format!("Allocate the case of {PERSON}"));
    // "Name, job".
    let worker = s.words_of("main .choices label").split(',').next().unwrap_or_default().to_owned();
    s.press("Allocate");
    s.see("Allocated. The worker finds it on their day.");
    worker
}
