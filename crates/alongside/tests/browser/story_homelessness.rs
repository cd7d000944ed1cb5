//! Homelessness in England, from a referral to a home: the duties, their clocks in plain words, and a review.

use crate::{product::Product, steps::Steps};

#[test]
fn homelessness_from_referral_to_closure_with_scripts() {
    story(true);
}

#[test]
fn homelessness_from_referral_to_closure_without_scripts() {
    story(false);
}

const PERSON: &str = "Thorbjorg Eyjolfsdottir";

fn story(scripts: bool) {
    let product = Product::start();
    let mut s = Steps::new(&product, "Homelessness", scripts);
    s.sign_in("tom.gallagher");
    s.task("take a duty to refer", 3, take_referral);
    s.task("open a case from it", 1, open_case);
    s.sign_in("helen.okoro");
    let mut worker = String::new();
    s.open("Allocate");
    s.task("allocate it to the best person", 2, |s| worker = allocate(s));
    s.sign_in(&worker);
    s.task("find it on my day and open the case", 3, open_from_my_day);
    s.task("record who referred", 2, referral);
    s.task("write down the first call", 2, first_call);
    s.task("triage: it is an application", 2, triage);
    s.task("initial interview", 2, interview);
    s.task("assessment under s.189A", 2, assessment);
    s.task("eligibility", 2, eligibility);
    s.task("weigh housing and safety", 3, weigh);
    s.task("agree how to be in touch", 4, promise_contact);
    s.task("decide that relief is owed", 3, relief_owed);
    s.task("begin the relief duty", 3, begin_relief);
    s.task("reason to believe and interim accommodation", 9, interim);
    s.task("begin the housing plan", 7, plan);
    s.task("agree the housing plan", 2, agree_plan);
    s.task("write and send the letter", 5, letter);
    s.task("record that it was notified", 4, notified);
    s.task("a review is asked for", 3, review);
    s.sign_in("helen.okoro");
    s.task("decide the review", 6, decide_review);
    s.sign_in(&worker);
    s.task("tell the outcome of the review", 7, tell_outcome);
    s.task("end the relief duty with its notice", 6, end_relief);
    s.task("write the notice and ask for approval", 4, end_letter);
    s.sign_in("helen.okoro");
    s.task("approve the notice", 7, approve_letter);
    s.sign_in(&worker);
    // The closing letter says who carries on, so the exit plan comes first.
    s.task("write the exit plan", 7, exit_plan);
    s.task("send the notice and the closing letter", 9, send_letters);
    s.task("ask for the closing", 3, close);
    s.sign_in("helen.okoro");
    s.task("sign the closing", 6, sign);
    s.tell();
}

fn take_referral(s: &mut Steps<'_>) {
    s.open("Intake");
    s.open("New report or referral");
    s.choose("What kind of case would it be?", "Homelessness");
    s.write("What do they say?", "She leaves hospital on Tuesday and has nowhere to go.");
    s.choose("Who is it?", "An agency");
    s.write("Their name, or the agency and who there", "Larch General Hospital, discharge team");
    s.choose("How did it come?", "E-mail");
    s.write("Name", PERSON);
    s.write("Phone number", "07700 900731");
    s.choose("Is it safe to contact them?", "Yes");
    s.press("Save report");
    s.see("Report saved.");
    // Two minutes at the telephone.
    s.typed_at_most(6);
}

fn open_case(s: &mut Steps<'_>) {
    s.press("Open a case");
    s.see("Case opened. It waits for a worker.");
}

fn allocate(s: &mut Steps<'_>) -> String {
    s.open(&format!("Allocate the case of {PERSON}"));
    // "Name, job".
    let worker = s.words_of("main .choices label").split(',').next().unwrap_or_default().to_owned();
    s.press("Allocate");
    s.see("Allocated. The worker finds it on their day.");
    worker
}

fn open_from_my_day(s: &mut Steps<'_>) {
    s.open(PERSON);
    s.open("Cases");
    s.open("HO-");
    s.see("Where it stands");
}

const MORE: &str = "Saved. You can add another one here.";
const SAVED: &str = "Saved. What follows from it is on this page.";

/// What the hospital said is there already, and the day it came.
fn referral(s: &mut Steps<'_>) {
    s.open("Duty to refer");
    s.choose("Who referred", "Hospital");
    s.choose("Did the person agree to be referred?", "Yes");
    s.choose("Did they agree that their contact details are passed on?", "Yes");
    s.press("Save");
    s.see(SAVED);
}

fn first_call(s: &mut Steps<'_>) {
    s.open("Add a note");
    s.write("What was said or done?", "She would like to stay near the hospital. We meet on Monday.");
    s.choose("How was it made?", "Phone");
    s.press("Save note");
    s.see("Note saved.");
}

fn triage(s: &mut Steps<'_>) {
    s.open("First approach");
    let today = Steps::today();
    s.write("First approached us", &today);
    s.choose("Is there somewhere safe to sleep tonight?", "No");
    s.choose("Triage outcome", "Application");
    s.write("Day of application", &today);
    s.press("Save");
    s.see(SAVED);
}

fn interview(s: &mut Steps<'_>) {
    s.open("Initial interview");
    s.choose("Household type", "Single woman");
    s.choose("Is anybody in the household pregnant?", "No");
    s.choose("Where they stayed when they applied", "With friends");
    s.choose("Last settled home", "Private rented home");
    s.choose("Main reason for losing the last settled home", "Illegal eviction");
    s.press("Save");
    s.see(SAVED);
}

fn assessment(s: &mut Steps<'_>) {
    s.open("Assessment of circumstances");
    s.write("What caused this", "The landlord changed the locks while she was in hospital.");
    s.write("What home they need", "A ground floor room for one, near the clinic.");
    s.write("What they would like", "A door I can lock, and my cat with me.");
    s.choose("Support needs in the household", "Physical ill health");
    let today = Steps::today();
    s.write("Assessment made", &today);
    s.press("Save");
    s.see(SAVED);
}

fn eligibility(s: &mut Steps<'_>) {
    s.open("Eligibility");
    s.choose("Eligibility", "Eligible: settled status");
    s.press("Save");
    s.see(SAVED);
}

fn weigh(s: &mut Steps<'_>) {
    s.open("Weigh the risk: Housing and safety now");
    for (question, answer) in [
        ("Where they sleep tonight", "Nowhere"),
        ("Time until the home is lost", "Less than a week"),
        ("A child or a pregnancy", "No"),
        ("Harm from somebody", "None known"),
        ("Health that homelessness", "Some"),
        ("Thoughts of harming themselves", "No"),
        ("Drink or drugs", "No"),
        ("Leaving prison", "Yes, with a plan"),
        ("People who help", "One"),
        ("Homeless before", "No"),
    ] {
        s.choose(question, answer);
    }
    s.press("Save risk");
    s.see("Risk saved.");
    s.open("Case");
}

fn promise_contact(s: &mut Steps<'_>) {
    s.open("Agree how and how often to be in touch");
    s.open("Agree contact");
    s.choose("How do they wish it?", "Phone");
    s.write("How many days between contacts, at most?", "7");
    s.write("With whom was it agreed?", "Thorbjorg");
    s.press("Save what was agreed");
    s.open("Case");
}

fn relief_owed(s: &mut Steps<'_>) {
    s.open("Decisions");
    s.open("Relief duty owed");
    s.choose("What is decided?", "Homeless and eligible");
    s.write("Why?", "Locked out, no other home; settled status seen.");
    s.write("What else was considered?", "Prevention: the home is lost already.");
    s.press("Save decision");
    s.see("Decision saved.");
}

/// The day of acceptance is day 1 of 56.
fn begin_relief(s: &mut Steps<'_>) {
    s.open("Case");
    s.open("Duty accepted");
    let (today, last) = (Steps::today(), Steps::day(55).long());
    s.write("Relief duty owed from", &today);
    s.press("Save");
    s.see(SAVED);
    s.see(&format!("Relief duty ends {last}. Statute: Housing Act 1996 s.189B(4). Day 1 was {today}."));
    s.see("55 days left");
}

fn interim(s: &mut Steps<'_>) {
    s.open("Interim accommodation: reason to believe");
    let today = Steps::today();
    s.write("Reason to believe", &today);
    s.press("Save");
    s.see(SAVED);
    s.open("Decisions");
    s.open("Interim accommodation");
    s.choose("What is decided?", "Provide it");
    s.write("Why?", "Homeless tonight, and ill: there is reason to believe in priority need.");
    s.write("What else was considered?", "Staying with her friend. There is no bed.");
    s.press("Save decision");
    s.open("Case");
    s.open("Interim or temporary accommodation");
    s.choose("Placed under", "Interim duty");
    s.choose("Kind of accommodation", "Nightly paid");
    s.write("From", &today);
    s.write("Why it is suitable", "Ground floor, ten minutes from the clinic, takes the cat.");
    s.press("Save");
    s.see(MORE);
    s.open("Back to the case");
}

fn plan(s: &mut Steps<'_>) {
    s.open("Plan");
    s.open("Add a goal");
    s.write("What do they want, in their words?", "A door I can lock, and my cat with me.");
    s.choose("Which part of life is it about?", "Finding a home");
    s.press("Save goal");
    s.open("Add a step");
    s.write("What is to be done?", "Ask three landlords with ground floor rooms.");
    let week = Steps::day(7).long();
    s.write("By which day?", &week);
    s.choose("Must it be done?", "Must");
    s.press("Save step");
    s.open("Add a step");
    s.write("What is to be done?", "Send two months of bank statements.");
    s.choose("Who does it?", "Thorbjorg");
    s.write("By which day?", &week);
    s.choose("Must it be done?", "Recommended");
    s.press("Save step");
    s.see("Send two months of bank statements.");
}

fn agree_plan(s: &mut Steps<'_>) {
    s.open("Write down the agreement");
    s.choose("How?", "Face to face");
    s.choose("Did they get a copy?", "Printed and handed over");
    s.press("Save agreement");
    s.see("Agreed");
}

/// It says what may be reviewed, and until when.
fn letter(s: &mut Steps<'_>) {
    s.open("Letters");
    s.choose("Which letter?", "We have a duty to help you find a home");
    s.choose("How does it go?", "Handed over in person");
    s.press("Write this letter");
    s.press("Save and look at it");
    let last = Steps::day(55).long();
    s.see(&format!("Day 56 is {last}."));
    s.see("You can ask us to look again at this decision, or at the steps we take. Ask within 21 days.");
    s.press("Send this letter");
    s.see("The copy that is kept");
    s.open("Back to the letters of this case");
}

fn notified(s: &mut Steps<'_>) {
    s.open("Case");
    s.open("Decision notified");
    let today = Steps::today();
    s.choose("Decision that was notified", "What duty is owed");
    s.write("Notified on", &today);
    s.choose("How it was given", "By hand");
    s.press("Save");
    s.see(MORE);
    s.open("Back to the case");
    let last = Steps::day(20).long();
    s.see(&format!(
        "Time to ask for a review ends {last}. Statute: Housing Act 1996 s.202(3). Day 1 was {today}."
    ));
}

/// Steps are reviewed within three weeks that begin with the day of the request.
fn review(s: &mut Steps<'_>) {
    s.open("Review requested");
    let today = Steps::today();
    s.choose("Decision to be reviewed", "Steps we take in relief");
    s.write("Review requested", &today);
    s.write("Why they disagree", "She asked for help with the deposit, and the plan has none.");
    s.choose("Who reviews", "Senior officer here");
    s.choose("Accommodation while the review is decided", "Provided");
    s.press("Save");
    s.see(MORE);
    s.open("Back to the case");
    let last = Steps::day(20).long();
    s.see(&format!("Review decision is due by {last}. Statute: SI 2018/223 reg 9(1)(a). Day 1 was {today}."));
}

/// A team leader, who was not involved, decides it; the outcome is recorded by the decision itself.
fn decide_review(s: &mut Steps<'_>) {
    find_case(s);
    s.open("Decide: Review decision");
    s.choose("What is decided?", "Changed in part");
    s.write("Why?", "The deposit scheme was not offered, and it should have been.");
    s.write("What else was considered?", "Confirming the steps. They leave out what she needs most.");
    s.press("Save decision");
    s.see("Decision saved.");
}

fn tell_outcome(s: &mut Steps<'_>) {
    find_case(s);
    s.open("Review outcome notified");
    let today = Steps::today();
    s.write("Review outcome notified", &today);
    s.press("Save");
    s.see(MORE);
    s.open("Back to the case");
    let (first, last) = (Steps::day(1).long(), Steps::day(21).long());
    s.see(&format!(
        "Time to appeal to the county court ends {last}. Statute: Housing Act 1996 s.204(2). Day 1 was {first}."
    ));
}

fn end_relief(s: &mut Steps<'_>) {
    s.open("Decisions");
    s.open("Notice to end relief");
    s.choose("What is decided?", "End the duty by notice");
    s.write("Why?", "She has moved to a suitable home for at least six months.");
    s.write("What else was considered?", "Going on helping. It is not needed.");
    s.press("Save decision");
    s.open("Case");
    s.open("End of the relief duty");
    s.choose("Why relief ended", "Suitable home for at least 6 months");
    let today = Steps::today();
    s.write("Relief duty ended", &today);
    s.choose("Home that relieved it", "Moved to a private rented home");
    s.press("Save");
    s.see(SAVED);
}

/// The notice of the end says why, and how to have it reviewed. A team leader approves it.
fn end_letter(s: &mut Steps<'_>) {
    s.open("Letters");
    s.choose("Which letter?", "The relief duty");
    s.choose("How does it go?", "Handed over in person");
    s.press("Write this letter");
    s.press("Save and look at it");
    s.see("21 days");
    s.press("Ask for approval");
    s.see("A team leader or manager is asked to approve it.");
}

fn approve_letter(s: &mut Steps<'_>) {
    find_case(s);
    s.open("Letters");
    s.within("Letters of this case", |s| s.open("The relief duty"));
    s.press("Approve it");
    s.see("Approved");
}

fn send_letters(s: &mut Steps<'_>) {
    s.open("Letters");
    s.within("Letters of this case", |s| s.open("The relief duty"));
    s.press("Send this letter");
    s.open("Back to the letters of this case");
    s.choose("Which letter?", "We are closing your case");
    s.choose("How does it go?", "Handed over in person");
    s.press("Write this letter");
    s.press("Save and look at it");
    s.press("Send this letter");
    s.see("The copy that is kept");
    s.open("Back to the letters of this case");
}

fn exit_plan(s: &mut Steps<'_>) {
    find_case(s);
    s.open("Plan");
    s.open("Write the exit plan");
    s.write("What would make it safe to end?", "The tenancy is signed and the first rent is paid.");
    let month = Steps::day(28).long();
    s.write("When do you expect that?", &month);
    s.write("Who carries on then?", "The clinic's nurse; floating support for three months.");
    s.press("Save exit plan");
    s.see("The tenancy is signed");
}

fn close(s: &mut Steps<'_>) {
    s.open("Closing");
    s.choose("Which of it?", "Everything");
    s.choose("What becomes of it?", "It is dropped");
    s.write("What came of it", "She has her home.");
    s.press("Save what becomes of it");
    s.choose("How does it end?", "Homelessness relieved");
    s.write("What was done, and what changed?", "A private rented home for a year, with the deposit paid.");
    s.choose("What do they think of it ending?", "They said");
    s.write("In their words, or what was tried", "I have a door I can lock.");
    s.choose("Was the exit plan met?", "Yes");
    s.choose("Are they asked how it was?", "Ask them");
    s.write("How do they want to be asked?", "By text");
    s.write("How were they told about the way back?", "In the closing letter, and on the phone");
    s.press("Ask a team leader to sign");
    s.see("Sent to a team leader.");
}

fn sign(s: &mut Steps<'_>) {
    find_case(s);
    s.open("Closing");
    s.press("Close the case");
    s.see("The case is closed.");
    let last = Steps::day(90).long();
    s.see("Watched until");
    s.see(&last);
}

/// From my day to the case.
fn find_case(s: &mut Steps<'_>) {
    s.write("Find a person", PERSON);
    s.press("Search");
    s.open(PERSON);
    s.open("Cases");
    s.open("HO-");
    s.see("Where it stands");
}
