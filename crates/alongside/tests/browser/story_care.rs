//! A story of adult social care: somebody asks for help, is listened to, gets it in the way she chose, and goes on
//! without the council.

use crate::{
    care::{Story, day, leader},
    product::Product,
};

const ZOFIA: &str = "zofia.mazur";

#[test]
fn a_referral_becomes_a_life_she_chose_with_scripts() {
    println!("{}", story(true));
}

#[test]
fn a_referral_becomes_a_life_she_chose_without_scripts() {
    println!("{}", story(false));
}

/// Tells the story, and gives what each task took.
fn story(scripts: bool) -> String {
    let product = Product::start();
    let leader = leader(&product, "Adult Social Care East");
    let mut s = Story::begin(&product, scripts);
    s.now_works(ZOFIA);
    referral(&mut s);
    s.now_works(&leader);
    allocation(&mut s);
    s.now_works(ZOFIA);
    first_contact(&mut s);
    assessment(&mut s);
    carer(&mut s);
    eligibility(&mut s);
    letter(&mut s, &leader, "Our decision about your care", "Exercises of the falls class.");
    budget(&mut s);
    support_plan(&mut s);
    help(&mut s);
    review(&mut s);
    end(&mut s, &leader);
    s.now_works(&leader);
    close(&mut s);
    s.told()
}

/// Somebody the service knows already asks for help: she is found while her name is typed.
fn referral(s: &mut Story<'_>) {
    let looked_for = u32::from(!s.with_scripts());
    s.task("write down a referral about somebody known", (3 + looked_for, 3 + 1), |s| {
        s.press("Intake");
        s.press("New report or referral");
        s.fill(&[
            ("What kind of case", "Adult social care"),
            ("What do they say?", "Since the accident I fell twice. I want to go on cooking for myself."),
            ("Who is it?", "The person themselves"),
            ("Name", "Leila Karimi"),
        ]);
        if !s.with_scripts() {
            s.press("Look whether we know them");
        }
        s.sees("Who is it about?");
        s.fill(&[
            ("Who is it about?", "Leila Karimi"),
            ("Is it safe", "Yes"),
            ("Team", "Adult Social Care East"),
        ]);
        s.press("Save report");
        s.sees("Report saved.");
    });
    s.task("open a case", (1, 1), |s| {
        s.press("Open a case");
        s.sees("Case opened. It waits for a worker.");
    });
}

fn allocation(s: &mut Story<'_>) {
    s.task("come to the waiting list", (1, 1), |s| s.press("Allocate"));
    s.task("allocate it", (2, 2), |s| {
        s.press("Leila Karimi");
        s.answer("Who knows them", "Zofia Mazur");
        s.answer("Why them", "She speaks Farsi with the family.");
        s.press("Allocate");
        s.sees("Allocated. The worker finds it on their day.");
    });
}

fn open_case(s: &mut Story<'_>) {
    s.task("open the case from My day", (3, 3), |s| {
        s.press("Leila Karimi");
        s.press("Cases");
        s.press("SC-");
        s.sees("Where it stands");
    });
}

fn first_contact(s: &mut Story<'_>) {
    open_case(s);
    s.task("write down a call", (2, 2), |s| {
        s.press("Add a note");
        s.answer("What was said or done?", "We spoke for twenty minutes. She wants to be asked, not told.");
        s.answer("How was it made?", "Phone call");
        s.press("Save note");
        s.sees("Note saved.");
    });
    s.task("write down the first contact", (2, 2), |s| {
        s.press_in("Where it stands", "First contact");
        s.fill(&[
            ("Request received", &day(0)),
            ("Where it came from", "The person"),
            ("Does the person know", "Yes"),
            ("What is asked for", "Since the accident I fell twice. I want to go on cooking for myself."),
            ("Main reason for support", "Physical: getting about"),
            ("Would waiting put them at risk?", "No"),
            ("Is there a concern of abuse", "No"),
            ("What follows from the request", "Assessment of needs"),
            ("It appears that they may need", &day(0)),
            ("Request dealt with", &day(0)),
        ]);
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
        // 28 days, the day of the request not counted.
        s.sees(&day(28));
    });
}

fn assessment(s: &mut Story<'_>) {
    s.task("agree how to be in touch", (3, 3), |s| {
        s.press("Contact");
        s.press("Agree contact");
        s.fill(&[("How do they wish it?", "Phone"), ("How many days", "14"), ("With whom", "Leila Karimi")]);
        s.press("Save what was agreed");
        s.sees("Promise to");
    });
    s.task("assess needs, strengths first", (3, 3), |s| {
        s.press("Case");
        s.press("Assessment of needs");
        s.fill(&[
            ("Kind of assessment", "Needs, first"),
            ("How it is done", "Visit at home"),
            ("Supported self-assessment", "Offered: wanted"),
            ("Assessment began", &day(0)),
            ("What matters", "Cooking for my friends on Fridays."),
            ("Strengths", "She plans well, and laughs. Her sister comes on Sundays."),
            ("A usual day", "Slow mornings. By noon the pain is less."),
            ("Do the needs arise", "Yes"),
            ("Outcomes they cannot achieve", "Eating and drinking + Being dressed"),
            ("For each outcome", "She eats bread only, and stays in night clothes when it hurts."),
            ("Is the effect on wellbeing", "Yes"),
            ("What could prevent", "Rails, a stool in the kitchen, strength exercises."),
            ("Assessment completed", &day(0)),
        ]);
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
    });
    s.task("ask about help to take part", (2, 2), |s| {
        s.press("Advocacy");
        s.answer("Substantial difficulty", "None");
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
    });
    s.task("weigh the risk at home", (3, 3), |s| {
        s.press("Risk");
        s.press("Home safety and self-neglect");
        s.fill(&[
            ("Who or what says so, for most", "The person"),
            ("1. Eating and drinking", "Poorly at times"),
            ("2. Washing", "As they wish"),
            ("3. Medicine", "Takes it"),
            ("4. Falls", "More, or could not get up"),
            ("5. Fire", "No more than"),
            ("6. Clutter", "Rooms can be used"),
            ("7. Heat, water", "All work"),
            ("8. Dirt", "None"),
            ("9. Going out", "No"),
            ("10. Despair", "No"),
            ("11. People who take", "Not known"),
            ("12. Somebody sees", "Every week"),
            ("13. Carer", "No, or no carer"),
            ("14. Takes help", "Yes"),
        ]);
        s.press("Save risk");
        s.sees("Weighed on");
    });
}

fn carer(s: &mut Story<'_>) {
    s.task("offer her sister an assessment of her own", (3, 3), |s| {
        s.press("Case");
        s.press("Unpaid carer");
        s.fill(&[
            ("Carer's name", "Shirin Karimi, her sister"),
            ("Hours of care", "1 to 19"),
            ("Willing and able", "Willing and able"),
            ("Assessment offered", &day(0)),
            ("Carer's answer", "Not now"),
        ]);
        s.press("Save");
        s.sees("Saved. You can add another one here.");
    });
}

fn eligibility(s: &mut Story<'_>) {
    s.task("decide on eligibility", (3, 3), |s| {
        s.press("Decisions");
        s.press("Eligibility for care and support");
        s.fill(&[
            ("What is decided?", "Eligible: all three"),
            ("Why?", "Two outcomes cannot be achieved because of the accident. It takes her days away."),
            ("What else was considered?", "Equipment alone. It does not reach the mornings."),
            ("Who?", "Leila Karimi"),
            ("How?", "On the visit"),
            ("When?", &day(0)),
        ]);
        s.press("Save decision");
        s.sees("Care Act 2014 s.13");
    });
    s.task("write down what follows from it", (3, 3), |s| {
        s.press("Case");
        s.press("After the eligibility decision");
        s.fill(&[
            ("Needs to be met from", &day(0)),
            ("Advice on meeting", "Exercises of the falls class. A kitchen stool is lent for free."),
        ]);
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
    });
}

/// A letter is written, read by a leader because her address is withheld, and handed over.
fn letter(s: &mut Story<'_>, leader: &str, title: &str, says: &str) {
    s.task("write a letter and ask for approval", (4, 4), |s| {
        s.press("Letters");
        s.fill(&[("Which letter?", title), ("How does it go?", "Handed over in person")]);
        s.press("Write this letter");
        s.press("Save and look at it");
        s.sees(says);
        s.press("Ask for approval");
        s.sees("A team leader or manager is asked to approve it.");
    });
    s.now_works(leader);
    find_case(s);
    s.task("approve the letter", (3, 3), |s| {
        s.press("Letters");
        s.press(title);
        s.press("Approve it");
        s.sees("Approved. It can be sent now.");
    });
    s.now_works(ZOFIA);
    find_case(s);
    s.task("send the letter", (3, 3), |s| {
        s.press("Letters");
        s.press(title);
        s.press("Send this letter");
        s.sees("Sent. The copy is kept as it went.");
    });
    s.task("come back to the case", (2, 2), |s| {
        s.press("Back to the letters of this case");
        s.press("Case");
    });
}

fn find_case(s: &mut Story<'_>) {
    s.task("find the case", (4, 4), |s| {
        s.answer("Find a person", "Leila Karimi");
        s.press("Search");
        // The page before it may name them too.
        s.sees(" found");
        s.press("Leila Karimi");
        s.press("Cases");
        s.press("SC-");
        s.sees("Where it stands");
    });
}

fn budget(s: &mut Story<'_>) {
    s.task("write down the personal budget", (2, 2), |s| {
        s.press("Personal budget");
        s.fill(&[
            ("Personal budget agreed", "84"),
            ("Why the budget is enough", "Four mornings of one hour each, at the local rate."),
            ("How they want the budget", "Direct payment"),
            ("Direct payment to", "The person"),
            ("Direct payment from", &day(0)),
            ("If something goes wrong", "She rings her sister, then the duty worker."),
        ]);
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
    });
    s.task("write down about charging", (2, 2), |s| {
        s.press("Charging");
        s.answer("Financial assessment", "Not needed");
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
    });
}

fn support_plan(s: &mut Story<'_>) {
    s.task("write her strengths into the plan", (3, 3), |s| {
        s.press("Plan");
        s.press("Change strengths and supports");
        s.fill(&[
            ("What is going well", "She plans well, and laughs."),
            ("Who and what helps", "Her sister."),
        ]);
        s.press("Save");
        s.sees("She plans well, and laughs.");
    });
    s.task("write a goal in her words", (2, 2), |s| {
        s.press("Add a goal");
        s.answer("What do they want", "I cook on Fridays for all of them.");
        s.press("Save goal");
        s.sees("I cook on Fridays for all of them.");
    });
    for (what, who, name) in [
        ("Order the kitchen stool and the rails", "Zofia Mazur, the worker", ""),
        ("Teach strength exercises at home", "Another service", "Community physiotherapy"),
        ("Carry the shopping on Thursdays", "Family or a friend", "Shirin Karimi"),
    ] {
        s.task("add a step", (2, 2), |s| {
            s.press("Add a step");
            s.fill(&[("What is to be done?", what), ("Who does it?", who), ("By which day?", &day(7))]);
            if !name.is_empty() {
                s.answer("Which service, or who?", name);
            }
            s.press("Save step");
            s.sees(what);
        });
    }
    s.task("write the exit plan", (2, 2), |s| {
        s.press("Write the exit plan");
        s.fill(&[
            ("What would make it safe", "No fall for two months, and four Fridays cooked."),
            ("When do you expect", &day(60)),
            ("Who carries on", "Shirin Karimi, and the falls class"),
        ]);
        s.press("Save exit plan");
        s.sees("No fall for two months");
    });
    s.task("agree the plan with her", (2, 2), |s| {
        s.press("Write down the agreement");
        s.fill(&[
            ("With whom was it agreed?", "Leila Karimi"),
            ("How?", "Face to face"),
            ("Did they get a copy?", "Printed and handed over"),
        ]);
        s.press("Save agreement");
        s.sees("Agreed");
    });
}

fn help(s: &mut Story<'_>) {
    s.task("offer reablement", (2, 2), |s| {
        s.press("Offer help");
        s.answer("What help was offered?", "Reablement");
        s.answer("Who gives it?", "Larch home team");
        s.press("Save offer");
        s.sees("Reablement");
    });
    for (what, words) in [
        ("They want it", ""),
        ("It has started", ""),
        ("A session was held", "I stood for the whole soup."),
        ("It is finished", "I can do it."),
    ] {
        s.task(&format!("help: {what}"), (2, 2), |s| {
            s.press("Reablement");
            s.answer("What happened?", what);
            if what == "It is finished" {
                s.answer("Did it help?", "Very much");
            }
            if !words.is_empty() {
                s.answer("What did they say?", words);
            }
            s.press("Save");
            s.sees("Help that was offered");
        });
    }
    for step in ["Order the kitchen stool", "Teach strength exercises", "Carry the shopping"] {
        s.task("mark a step as done", (2, 2), |s| {
            s.press(&format!("Mark as done: {step}"));
            s.answer("What came of it?", "It is done and it helps.");
            s.press("Mark as done");
        });
    }
}

fn review(s: &mut Story<'_>) {
    s.task("review the plan with her", (3, 3), |s| {
        s.press("Case");
        s.press("Review of the plan");
        s.fill(&[
            ("Review asked for", &day(0)),
            ("Why it is reviewed", "Planned"),
            ("How the review is done", "Visit at home"),
            ("What the person says", "I cook every Friday. I do not need the mornings any more."),
            ("Outcomes of the plan", "All met"),
            ("What follows from the review", "Less support"),
            ("Review completed", &day(0)),
        ]);
        s.press("Save");
        s.sees("Saved. You can add another one here.");
    });
}

fn end(s: &mut Story<'_>, leader: &str) {
    s.task("say what became of what is open", (2, 2), |s| {
        s.press("Closing");
        s.fill(&[
            ("Which of it?", "Everything"),
            ("What becomes of it?", "It is done"),
            ("What came of it", "Rung, visited, and looked at again with her."),
        ]);
        s.press("Save what becomes of it");
        s.sees("Nothing is open.");
    });
    s.task("ask for the decision to end support", (3, 3), |s| {
        s.press("Decisions");
        s.press("End of support");
        s.fill(&[
            ("What is decided?", "End it"),
            ("Why?", "You cook every Friday, and you have not fallen."),
            ("What else was considered?", "One morning a week. She does not want it."),
        ]);
        s.press("Send to a team leader");
        s.sees("Waits for a team leader");
    });
    s.now_works(leader);
    find_case(s);
    s.task("decide to end support", (3, 3), |s| {
        s.press("Decisions");
        s.press("End of support");
        s.press("Make this decision");
        s.sees("Who was told?");
    });
    s.now_works(ZOFIA);
    // Nothing is left to do for her, so she is not on the day's list any more.
    find_case(s);
    letter(s, leader, "Our work with you", "Shirin Karimi, and the falls class");
    s.task("ask to close", (2, 2), |s| {
        s.press("Closing");
        s.fill(&[
            ("How does it end?", "Goals reached"),
            ("What was done", "Exercises, a stool, rails. She cooks and has not fallen."),
            ("What do they think", "They said"),
            ("In their words", "I was asked what I want. I had forgotten that."),
            ("Was the exit plan met?", "Yes"),
            ("Are they asked how it was?", "Ask them"),
            ("How do they want to be asked?", "By phone"),
            ("How were they told", "In the last letter"),
        ]);
        s.press("Ask a team leader to sign");
        s.sees("Waits for a team leader");
    });
}

fn close(s: &mut Story<'_>) {
    find_case(s);
    s.task("sign the closing", (2, 2), |s| {
        s.press("Closing");
        s.press("Close the case");
        s.sees("The case is closed");
        s.sees("I was asked what I want. I had forgotten that.");
        s.sees("Watched until");
    });
}
