//! A safeguarding story: a concern, the adult's own wishes, an enquiry, a plan, and how it was for her.

use crate::{
    care::{Story, day, leader},
    product::Product,
};

const ABENA: &str = "abena.mensah";

#[test]
fn a_concern_becomes_an_enquiry_and_ends_as_the_adult_wished_with_scripts() {
    println!("{}", story(true));
}

#[test]
fn a_concern_becomes_an_enquiry_and_ends_as_the_adult_wished_without_scripts() {
    println!("{}", story(false));
}

/// Tells the story, and gives what each task took.
fn story(scripts: bool) -> String {
    let product = Product::start();
    let leader = leader(&product, "Safeguarding Adults");
    let mut s = Story::begin(&product, scripts);
    s.now_works(ABENA);
    concern(&mut s);
    s.now_works(&leader);
    allocation(&mut s);
    s.now_works(ABENA);
    her_own_view(&mut s);
    test_and_risk(&mut s);
    visit(&mut s);
    ask_to_enquire(&mut s);
    s.now_works(&leader);
    decide_to_enquire(&mut s);
    s.now_works(ABENA);
    enquiry(&mut s);
    safety_plan(&mut s);
    ask_to_conclude(&mut s);
    s.now_works(&leader);
    conclude(&mut s);
    s.now_works(ABENA);
    how_it_was(&mut s);
    ask_to_close(&mut s);
    s.now_works(&leader);
    close(&mut s);
    s.told()
}

fn concern(s: &mut Story<'_>) {
    s.task("report a concern", (3, 3), |s| {
        s.press("Intake");
        s.press("New report or referral");
        s.fill(&[
            ("What kind of case", "Safeguarding"),
            ("What do they say?", "Her nephew keeps her bank card and shouts when she asks for it."),
            ("Name", "Gwendoline Attah"),
            ("Date of birth", "3 May 1941"),
            ("Phone number", "07700 900415"),
            ("Address", "14 Tannery Row"),
            ("Postcode", "LX1 4QT"),
            ("Is it safe", "Only as they say"),
            ("How and when?", "Mornings, when he is at work. No voicemail."),
            ("Team", "Safeguarding Adults"),
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
        s.press("Gwendoline Attah");
        s.answer("Who knows them", "Abena Mensah");
        s.answer("Why them", "She knows the bank's team for accounts at risk.");
        s.press("Allocate");
        s.sees("Allocated. The worker finds it on their day.");
    });
}

/// Opens the case from the day's list of its worker.
fn open_case(s: &mut Story<'_>) {
    s.task("open the case from My day", (3, 3), |s| {
        s.press("Gwendoline Attah");
        s.press("Cases (1)");
        s.press("SG-");
        s.sees("Where it stands");
    });
}

fn her_own_view(s: &mut Story<'_>) {
    open_case(s);
    s.sees("Decide whether to enquire");
    s.task("write down the concern", (2, 2), |s| {
        s.press_in("Where it stands", "Concern");
        s.fill(&[
            (
                "What somebody is worried about",
                "He keeps her card. She has had no money for food since Friday.",
            ),
            ("Is anybody in danger now?", "No"),
            (
                "What was done at once",
                "Food brought by her neighbour. The bank was asked to watch the account.",
            ),
            ("Who raised the concern", "Family, friend or neighbour"),
            ("Name, role and contact", "Ruth Bello, her neighbour, on the number of the report."),
            ("Once, or more", "It goes on"),
            ("Kinds of abuse", "Financial or material + Psychological or emotional"),
            ("Place of the abuse", "Own home"),
            ("Source of the risk", "Other, known to the adult"),
            ("What they are to the adult", "Another relative"),
            ("Can they still reach", "Yes"),
            ("Do they work or volunteer", "No"),
            ("Were the police told?", "No: the adult does not want it"),
            ("Is a child at risk?", "No"),
            ("Are other adults at risk?", "No"),
            ("Is domestic abuse part", "Yes"),
            ("Earlier concerns", "None is known."),
        ]);
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
    });
    s.task("write down what she wants, consent, capacity and advocate", (2, 2), |s| {
        s.press_in("Where it stands", "The adult's own view");
        s.fill(&[
            ("Does the adult know", "Yes"),
            ("Was the adult asked", "Asked, and said what they want"),
            ("What they want to happen, at the start", "I want my card back, and I want him to still visit."),
            ("Did the adult agree", "Yes"),
            ("Capacity to decide", "Presumed"),
            ("Could somebody be pressing", "No"),
            ("Substantial difficulty", "Saying what they think"),
            ("Is there somebody appropriate", "No"),
            ("Independent advocate asked for", &day(0)),
            ("Advocate or representative", "Asked for, not in place yet"),
        ]);
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
    });
}

fn test_and_risk(s: &mut Story<'_>) {
    s.task("answer the three-part test", (2, 2), |s| {
        s.press_in("Where it stands", "Three-part test");
        s.fill(&[
            ("Is the adult in our area?", "Yes"),
            ("Do they have needs", "Yes"),
            ("Are they experiencing", "Yes"),
            ("Because of those needs", "Yes"),
            (
                "What the answers rest on",
                "She cannot get to the bank without him. Her words, and her neighbour's.",
            ),
        ]);
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
    });
    s.task("weigh the risk", (2, 2), |s| {
        s.press_in("Where it stands", "Weigh the risk: Safeguarding risk");
        s.fill(&[
            ("How serious", "Upset, a small loss"),
            ("How often?", "It goes on"),
            ("When was the last", "In the past days"),
            ("How far do they depend", "For daily care"),
            ("Can the source", "Lives with them"),
            ("How did it come", "Knowing, and not caring"),
            ("How far can they protect", "Hardly"),
            ("What has it done", "Changed how they live"),
            ("Are others at risk", "No"),
            ("Who looks out", "Some people"),
        ]);
        s.press("Save risk");
        s.sees("High");
    });
}

fn visit(s: &mut Story<'_>) {
    s.task("come back to the case", (1, 1), |s| s.press("Case"));
    s.task("write a visit note", (3, 2), |s| {
        s.press("Add a note");
        assert!(
            s.says("Mornings, when he is at work. No voicemail: 07700 900415"),
            "how it is safe to reach her"
        );
        s.answer("What was said or done?", "Seen at home while her nephew was at work.");
        s.answer("How was it made?", "Visit");
        s.press("For a visit");
        s.fill(&[
            ("Who was seen?", "Gwendoline Attah"),
            ("Was the person seen alone?", "Yes"),
            ("What did they say", "I am not frightened of him. I am tired of asking."),
            ("What did you see?", "An empty fridge. Two letters of the bank, unopened."),
            ("What do you think?", "She plays down what it does to her."),
            ("What did others tell you?", "Her neighbour hears shouting on Sundays."),
        ]);
        s.press("Save note");
        s.sees("Note saved.");
        s.sees("The person was seen alone.");
    });
    s.task("agree how to be in touch", (3, 3), |s| {
        s.press("Contact");
        s.press("Agree contact");
        s.fill(&[
            ("How do they wish it?", "Phone"),
            ("How many days", "7"),
            ("When is it safe?", "Weekdays, 9am to noon"),
            ("With whom", "Gwendoline Attah"),
        ]);
        s.press("Save what was agreed");
        s.sees("Weekdays, 9am to noon");
    });
}

fn ask_to_enquire(s: &mut Story<'_>) {
    s.task("ask for the decision to enquire", (3, 3), |s| {
        s.press("Decisions");
        s.press("Enquiry under section 42");
        s.fill(&[
            ("What is decided?", "The council causes another body"),
            ("Why?", "All three parts of the test are met. She asks for help with her card."),
            ("What else was considered?", "Advice alone. It would leave the card with him."),
        ]);
        s.press("Send to a team leader");
        s.sees("Waits for a team leader");
    });
}

/// A leader comes to the case by the person's name.
fn find_case(s: &mut Story<'_>) {
    s.task("find the case", (4, 4), |s| {
        s.answer("Find a person", "Attah");
        s.press("Search");
        s.sees(" found");
        s.press("Gwendoline Attah");
        s.press("Cases (1)");
        s.press("SG-");
        s.sees("Where it stands");
    });
}

fn decide_to_enquire(s: &mut Story<'_>) {
    find_case(s);
    s.task("make the decision", (3, 3), |s| {
        s.press("Decisions");
        s.press("Enquiry under section 42");
        s.press("Make this decision");
        s.sees("Who was told?");
    });
    s.task("write down who was told", (1, 1), |s| {
        s.fill(&[("Who?", "Gwendoline Attah"), ("How?", "On the visit, alone"), ("When?", &day(0))]);
        s.press("Save who was told");
        s.sees("On the visit, alone");
    });
}

fn enquiry(s: &mut Story<'_>) {
    open_case(s);
    s.task("plan the enquiry", (2, 2), |s| {
        s.press_in("Where it stands", "Plan of the enquiry");
        s.fill(&[
            ("Day the enquiry was planned", &day(0)),
            ("What the enquiry should find out", "What was taken, and what she wants of him."),
            ("Who makes the enquiry", "Specialist or voluntary"),
            ("Name of the enquirer", "Grace Tan, money advice service"),
            ("Day the enquiry report is due", &day(20)),
            ("How the adult takes part", "She chooses the day and who sits with her."),
            (
                "Safety while the enquiry lasts",
                "Her neighbour calls each evening. The bank watches the account.",
            ),
            ("Do the police go first?", "No"),
            ("Other processes", "None"),
        ]);
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
        s.sees("Finish the enquiry");
    });
    s.task("cause the enquiry", (3, 3), |s| {
        s.press("Decisions");
        s.press("Cause another body to enquire");
        s.fill(&[
            ("What is decided?", "Another body"),
            ("Why?", "The money advice service knows her and she trusts it."),
            ("What else was considered?", "An enquiry by the council. She did not want a new face."),
        ]);
        s.press("Save decision");
        s.sees("Cause another body to enquire");
    });
    s.task("record the report, her outcomes in the middle", (3, 3), |s| {
        s.press("Case");
        s.press_in("Where it stands", "Report of the enquiry");
        s.fill(&[
            ("Day the enquiry report came", &day(0)),
            (
                "What they want to happen, in the middle",
                "I want my card back. He can come on Sundays if he asks.",
            ),
            ("Outcomes agreed as realistic", "A new card, an account only she uses, and Sundays."),
            ("Who was spoken to", "Gwendoline Attah twice, her nephew once, her bank."),
            ("What the adult says", "He was a good boy. I said yes once and he went on."),
            ("What the person said", "He thought that she had agreed. He will give the card back."),
            ("Evidence", "Eleven withdrawals on days when she was at home."),
            ("What it means", "Her money was used without her agreement."),
            ("What the enquirer recommends", "A new card, and a visit of her bank at home."),
            ("Does the report answer", "Yes: accepted"),
            ("Day the report was accepted", &day(0)),
        ]);
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
    });
}

fn safety_plan(s: &mut Story<'_>) {
    s.task("write her strengths", (3, 3), |s| {
        s.press("Plan");
        s.press("Change strengths and supports");
        s.fill(&[
            ("What is going well", "She runs her house and knows what she spends."),
            ("Who and what helps", "Ruth next door. The choir on Thursdays."),
        ]);
        s.press("Save");
        s.sees("The choir on Thursdays.");
    });
    s.task("write a goal in her words", (2, 2), |s| {
        s.press("Add a goal");
        s.answer("What do they want", "I want my own card in my own purse.");
        s.answer("Which part of life", "Money");
        s.press("Save goal");
        s.sees("I want my own card in my own purse.");
    });
    s.task("add a step of the worker", (2, 2), |s| {
        s.press("Add a step");
        s.fill(&[
            ("What is to be done?", "Sit with her while the bank opens the new account"),
            ("Who does it?", "Abena Mensah, the worker"),
            ("By which day?", &day(5)),
        ]);
        s.press("Save step");
        s.sees("Sit with her while the bank opens the new account");
    });
    s.task("write the exit plan", (2, 2), |s| {
        s.press("Write the exit plan");
        s.fill(&[
            ("What would make it safe", "Only she has a card, for a month."),
            ("When do you expect", &day(40)),
            ("Who carries on", "Ruth Bello next door, and the money advice service"),
        ]);
        s.press("Save exit plan");
        s.sees("Only she has a card, for a month.");
    });
    s.task("agree the plan with her", (2, 2), |s| {
        s.press("Write down the agreement");
        s.fill(&[
            ("With whom was it agreed?", "Gwendoline Attah"),
            ("How?", "Face to face"),
            ("Did they get a copy?", "Printed and handed over"),
        ]);
        s.press("Save agreement");
        s.sees("Agreed");
    });
    s.task("mark the step as done", (2, 2), |s| {
        s.press("Mark as done");
        s.answer("What came of it?", "The account is open. Only she has a card.");
        s.press("Mark as done");
        s.sees("Only she has a card.");
    });
}

fn ask_to_conclude(s: &mut Story<'_>) {
    s.task("ask for the conclusion", (3, 3), |s| {
        s.press("Decisions");
        s.press("Section 42 enquiry concluded");
        s.fill(&[
            ("What is decided?", "It is more likely than not"),
            ("Why?", "Eleven withdrawals that she did not make or want."),
            ("What else was considered?", "That she had agreed. She had, once."),
        ]);
        s.press("Send to a team leader");
        s.sees("Waits for a team leader");
    });
}

fn conclude(s: &mut Story<'_>) {
    find_case(s);
    s.task("make the conclusion", (3, 3), |s| {
        s.press("Decisions");
        s.press("Section 42 enquiry concluded");
        s.press("Make this decision");
        s.sees("Who was told?");
    });
}

fn how_it_was(s: &mut Story<'_>) {
    open_case(s);
    s.task("write down the end of it, her outcomes at the end", (2, 2), |s| {
        s.press("The end of it");
        s.fill(&[
            ("What they wanted in the end", "Her card is hers again. He came on Sunday and rang first."),
            ("Was a risk found", "Risk found, and action taken"),
            ("The risk at the end", "Reduced"),
            ("Safeguarding adults review", "No death"),
            ("Day the adult was told", &day(0)),
            ("How the adult was told", "In person"),
            ("Was the person who raised it told?", "Yes"),
        ]);
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
    });
    s.task("ask her the seven questions", (2, 2), |s| {
        s.press("What the adult says of it");
        s.fill(&[
            ("Day they were asked", &day(0)),
            ("Who answered", "The adult"),
            ("Who asked", "Somebody who had no part"),
            ("Was what they wanted achieved?", "Fully"),
            ("How far were they part of it?", "Very much"),
            ("How far were they listened to?", "Very much"),
            ("How content are they", "Quite"),
            ("How much safer", "Quite"),
            ("What they would have us do", "Ring before you write."),
        ]);
        s.press("Save");
        s.sees("Saved. What follows from it is on this page.");
    });
}

fn ask_to_close(s: &mut Story<'_>) {
    s.task("ask to close", (3, 3), |s| {
        s.press("Closing");
        s.fill(&[
            ("How does it end?", "Risk reduced"),
            ("What was done", "A new account, and an agreement about visits."),
            ("What do they think", "They said"),
            ("In their words", "It is quiet now. I can buy my own bread."),
            ("Was the exit plan met?", "Yes"),
            ("Are they asked how it was?", "Ask them"),
            ("How do they want to be asked?", "By phone, in the morning"),
            ("How were they told", "On the last visit"),
            ("Which of it?", "Everything"),
            ("What becomes of it?", "It is done"),
            (
                "What came of it",
                "The bank watches the account. Nobody else has a card. Seen alone each time.",
            ),
        ]);
        s.press("Save what becomes of it");
        s.sees("Nothing is open.");
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
        s.sees("It is quiet now. I can buy my own bread.");
        s.sees("Watched until");
    });
}
