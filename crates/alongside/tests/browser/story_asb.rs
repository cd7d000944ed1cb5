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
    s.open("Allocate");
    s.task("allocate it to the best person", 2, |s| worker = allocate(s));
    s.sign_in(&worker);
    s.task("find it on my day and open the case", 3, open_from_my_day);
    s.task("record the report and acknowledge it", 2, acknowledge);
    s.task("promise contact", 3, promise_contact);
    s.task("write down the visit", 3, visit);
    s.task("record what was said at the visit", 2, interview);
    s.task("look out for greater harm", 2, screening);
    s.task("weigh the risk", 2, weigh_risk);
    s.task("say what became of the prompt", 2, answer_prompt);
    s.task("begin the plan with a goal and a step", 7, plan);
    s.task("agree the plan and give a copy", 4, agree_plan);
    s.task("add the person complained about", 4, |s| add_other_side(s, scripts));
    s.task("hear the other side", 2, hear_other_side);
    s.task("write the words of the warning", 2, word_warning);
    s.task("use a power from the register", 3, use_power);
    s.task("decide to warn", 3, decide);
    s.task("write a letter and look at it", 4, write_letter);
    s.sign_in("marcus.bell");
    s.task("approve the letter", 7, approve_letter);
    s.sign_in(&worker);
    s.task("send the letter", 7, send_letter);
    s.sign_in(&worker);
    s.task("write the exit plan", 7, exit_plan);
    s.task("talk closing over and decide it", 6, closing_talk);
    s.task("ask for the closing", 3, close);
    s.sign_in("marcus.bell");
    s.task("sign the closing", 6, sign);
    s.task("see with the person that it is closed and watched", 3, look_back);
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
    let today = Steps::today();
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
    let today = Steps::today();
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
    let week = Steps::day(7).long();
    s.write("By which day?", &week);
    s.press("Save step");
    s.see("Talk with the man upstairs");
}

fn agree_plan(s: &mut Steps<'_>) {
    s.open("Write down the agreement");
    s.choose("How?", "Face to face");
    s.choose("Did they get a copy?", "Printed and handed over");
    s.press("Save agreement");
    s.see("Agreed");
    s.open("Copy to print");
    s.see("I want to sleep through the night.");
    s.open("Back to the plan");
}

/// The pack asks what became of a score in the middle band.
fn answer_prompt(s: &mut Steps<'_>) {
    s.choose("What became of it?", "It was done");
    s.write("What was done", "Door chain fitted. Victim support offered.");
    s.press("Save");
    s.see("Saved what became of it.");
    s.open("Case");
    s.see("Where it stands");
}

fn add_other_side(s: &mut Steps<'_>, scripts: bool) {
    s.open("Case");
    s.within("Who is in it", |s| s.open("Add somebody"));
    s.choose("What are they to this case?", "Person complained about");
    s.write("Name", OTHER);
    s.write("Address", "Flat 9, 18 Tannery Row");
    s.write("Postcode", "LR1 4QT");
    if !scripts {
        s.press("Look whether we know them");
    }
    // Wiktoria's postcode is the same.
    s.choose("Who is it about?", "None of these");
    s.press("Add to the case");
    s.see("Added to the case.");
}

fn hear_other_side(s: &mut Steps<'_>) {
    s.open("Meeting the person complained about");
    s.write("Risk of contacting them", "He may guess who rang. Wiktoria is told the day before.");
    let today = Steps::today();
    s.write("Day the person complained about was first spoken to", &today);
    s.choose("How we spoke with the person complained about", "At their home");
    s.write("Their side of it", "He works shifts and did not think it was so loud.");
    s.choose("Do they accept what is said?", "In part");
    s.choose("Support they need", "None");
    s.choose("Could a disability", "No");
    s.choose("Can they understand and keep to what is asked?", "Yes");
    s.press("Save");
    s.see("Saved. What follows from it is on this page.");
}

fn word_warning(s: &mut Steps<'_>) {
    s.open("Words of a warning or notice");
    s.write(
        "What they are said to have done",
        "Loud music and banging after 11pm on most nights in November.",
    );
    s.write("What must stop, or be done", "No loud music and no banging between 11pm and 7am.");
    let by = Steps::day(14).long();
    s.write("By which day", &by);
    s.press("Save");
    s.see("Saved. What follows from it is on this page.");
}

fn use_power(s: &mut Steps<'_>) {
    s.open("Powers");
    s.open("Community protection warning");
    s.write("Why does a formal power come before anything less intrusive?", "He was spoken to and went on.");
    s.choose("With or against whom?", OTHER);
    s.choose("Is the legal test met?", "Yes");
    s.write("How is it met?", "Diary of 14 nights; two neighbours heard it.");
    s.write("What was done first?", "Spoken to on the doorstep. Nothing points to a disability.");
    s.press("Save in the register");
    s.see("Saved in the register.");
}

fn write_letter(s: &mut Steps<'_>) {
    s.open("Letters");
    s.choose("Which letter?", "Community protection warning");
    s.choose("To whom?", OTHER);
    s.choose("How does it go?", "Post");
    s.press("Write this letter");
    s.press("Save and look at it");
    s.see("No loud music and no banging between 11pm and 7am.");
    s.see("Flat 9, 18 Tannery Row");
    s.press("Ask for approval");
    s.see("A team leader or manager is asked to approve it.");
}

fn decide(s: &mut Steps<'_>) {
    s.open("Decisions");
    s.open("Community protection warning");
    s.choose("What is decided?", "Issue a warning");
    s.write("Why?", "The noise is persistent, and talking did not end it.");
    s.write("What else was considered?", "Mediation. Neither wants it.");
    s.press("Save decision");
    s.see("Decision saved.");
}

/// From my day to something of the case.
fn find_case(s: &mut Steps<'_>) {
    s.write("Find a person", PERSON);
    s.press("Search");
    s.open(PERSON);
    s.open("Cases");
    s.open("ASB-");
    s.see("Where it stands");
}

fn approve_letter(s: &mut Steps<'_>) {
    find_case(s);
    s.open("Letters");
    s.within("Letters of this case", |s| s.open("Community protection warning"));
    s.press("Approve it");
    s.see("Approved");
}

fn send_letter(s: &mut Steps<'_>) {
    find_case(s);
    s.open("Letters");
    s.within("Letters of this case", |s| s.open("Community protection warning"));
    s.press("Send this letter");
    s.see("Sent");
}

fn exit_plan(s: &mut Steps<'_>) {
    find_case(s);
    s.open("Plan");
    s.open("Write the exit plan");
    s.write("What would make it safe to end?", "Four quiet weeks, and Wiktoria sleeps again.");
    let month = Steps::day(28).long();
    s.write("When do you expect that?", &month);
    s.write("Who carries on then?", "Her sister Ola; the housing officer for repairs.");
    s.press("Save exit plan");
    s.see("Four quiet weeks");
}

fn closing_talk(s: &mut Steps<'_>) {
    s.open("Closing");
    s.open("Closing talk");
    s.choose("Does the person agree that the case is closed?", "Yes");
    s.choose("How they were told of the closing", "In person");
    s.press("Save");
    s.open("Closing");
    s.open("Decide: Close the case");
    s.choose("What is decided?", "The person agrees");
    s.write("Why?", "It has been quiet for four weeks.");
    s.write("What else was considered?", "Four more weeks of monitoring. She does not need it.");
    s.press("Save decision");
    s.see("Decision saved.");
}

fn close(s: &mut Steps<'_>) {
    s.open("Closing");
    s.choose("Which of it?", "Everything");
    s.choose("What becomes of it?", "It is dropped");
    s.write("What came of it", "It has stopped.");
    s.press("Save what becomes of it");
    s.choose("How does it end?", "Stopped after a talk");
    s.write(
        "What was done, and what changed?",
        "A talk, a written warning, a door chain. It has been quiet since.",
    );
    s.choose("What do they think of it ending?", "They said");
    s.write("In their words, or what was tried", "I sleep again. I know whom to ring.");
    s.choose("Was the exit plan met?", "Yes");
    s.choose("Are they asked how it was?", "Ask them");
    s.write("How do they want to be asked?", "By phone, in the morning");
    s.write("How were they told about the way back?", "On the visit, and in the closing letter");
    s.press("Ask a team leader to sign");
    s.see("Sent to a team leader.");
}

fn sign(s: &mut Steps<'_>) {
    find_case(s);
    s.open("Closing");
    s.press("Close the case");
    s.see("The case is closed.");
    s.see("Watched until");
}

fn look_back(s: &mut Steps<'_>) {
    s.write("Find a person", PERSON);
    s.press("Search");
    s.open(PERSON);
    s.open("Cases");
    s.see("Closed");
    let last = Steps::day(90).long();
    s.see(&format!("Watched until {last}"));
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
    // Somebody else may have given the same number before.
    s.choose_if_asked("Who is it about?", "None of these");
    s.press("Save report");
    s.see("Report saved.");
    // Two minutes at the telephone.
    s.typed_at_most(6);
}

fn open_case(s: &mut Steps<'_>) {
    s.press("Open a case");
    s.see("Case opened. It waits for a worker.");
}

/// Who knows the person or has fewest cases is chosen already. Gives their name.
fn allocate(s: &mut Steps<'_>) -> String {
    s.open(&format!("Allocate the case of {PERSON}"));
    // "Name, job".
    let worker = s.words_of("main .choices label").split(',').next().unwrap_or_default().to_owned();
    s.press("Allocate");
    s.see("Allocated. The worker finds it on their day.");
    worker
}
