//! Quality as those live it: a month of Mid Case Reviews, an officer's fortnight, a manager's look at every case of a worker, a supervision.

use crate::{product::Product, steps::Steps};

const OFFICER: &str = "priya.shah";
const LEADER: &str = "marcus.bell";

#[test]
fn an_officers_fortnight_with_scripts() {
    fortnight(true);
}

#[test]
fn an_officers_fortnight_without_scripts() {
    fortnight(false);
}

#[test]
fn a_manager_reviews_every_case_of_a_worker_with_scripts() {
    every_case(true);
}

#[test]
fn a_manager_reviews_every_case_of_a_worker_without_scripts() {
    every_case(false);
}

#[test]
fn a_supervision_with_scripts() {
    supervision(true);
}

#[test]
fn a_supervision_without_scripts() {
    supervision(false);
}

#[test]
fn a_month_of_reviews_from_the_draw_to_the_chart_with_scripts() {
    month(true);
}

#[test]
fn a_month_of_reviews_from_the_draw_to_the_chart_without_scripts() {
    month(false);
}

/// Drawn, answered, shared, agreed, put right, looked at again and closed; then it counts on the chart.
fn month(scripts: bool) {
    let product = Product::start_whole();
    let mut s = Steps::new(&product, "a month of reviews", scripts);
    s.sign_in(LEADER);
    s.open("Quality");
    s.task("draw this month's cases", 1, |s| {
        s.press("Draw");
        s.see("drawn");
    });
    let rows = s.all(
        "const name = r => r.querySelector('th').textContent.trim(); \
         const all = [...document.querySelectorAll('main tbody tr')]; \
         return all.filter(r => r.textContent.includes('Priya Shah') && r.textContent.includes('To be reviewed') && \
         !/second|twice/i.test(r.textContent)).map(name) \
         .filter(one => all.filter(r => name(r) === one).length === 1)",
    );
    let person = rows
        .first()
        .expect("a case of Priya's was drawn, has one reviewer, and nobody else there has that name")
        .clone();
    s.task("review a case, score it, send it", 3, |s| {
        s.open(&person);
        s.write("What would you thank the officer for?", "You went back the same evening, and they noticed.");
        s.write("What do they say about the handling?", "Asked by phone: she rings when she says she will.");
        answer_all(s);
        s.press("Score it");
        s.see("of 100");
        for n in 1..=s.count("main form[action$='/share'] input[type=text]") {
            let field = format!("main form[action$='/share'] .field:nth-of-type({n}) input");
            s.write_at(&field, "Agree it with them this week");
        }
        s.press("Share with the officer");
        s.see("Shared with the officer");
    });
    let asked = s.count("main section[aria-labelledby=steps] li");
    s.sign_in(OFFICER);
    s.open("Quality");
    s.task("read it and agree", 2, |s| {
        s.within("Reviews of my cases", |s| s.open(&person));
        s.choose("Do you agree?", "I agree");
        s.write("What do you say to it?", "That is fair. I will mend it this week.");
        s.press("Save my answer");
        s.see("Saved: you agree.");
    });
    if asked == 0 {
        s.sign_in(LEADER);
        s.open("Quality");
        s.task("close it", 2, |s| {
            s.within("Cases to review", |s| s.open(&person));
            s.press("Close this review");
            s.see("The review is closed.");
        });
    } else {
        s.see("puts right what was asked for");
        s.sign_in(LEADER);
    }
    s.task("see it on the chart", 2, |s| {
        s.open("Quality");
        s.open("Results");
        s.see("by more than chance explains");
        s.see("may also be learning the form");
    });
    let this_month = Steps::today().split(' ').skip(1).collect::<Vec<_>>().join(" ");
    s.unfold("Show the numbers by month");
    s.see(&this_month);
    s.tell();
}

/// Goes by what facts propose, says why where something is not met, and answers the rest.
fn answer_all(s: &mut Steps<'_>) {
    let open = "return [...document.querySelectorAll('main form fieldset')].filter(f => \
        f.querySelector('input[type=radio][value=met]') && !f.querySelector('input:checked')).map(f => \
        '#' + f.querySelector('input[value=met]').id)";
    for css in s.all(open) {
        s.choose_at(&css);
    }
    // Where the page asks why: something is not met, or the answer differs from what facts say.
    let asked = "return [...document.querySelectorAll('main form input[type=radio]:checked')].filter(i => \
        i.value === 'not_met' || /Facts say: (?!met)/i.test(i.closest('.field')?.nextElementSibling?.textContent ?? '') && \
        i.value === 'met').map(i => '#' + CSS.escape(i.name.replace(/^a-/, 'n-')))";
    for css in s.all(asked) {
        s.write_at(&css, "Nothing is written about it since the summer.");
    }
}

/// A self-audit costs one press a case and one to finish; what needs help is on the agenda of supervision.
fn fortnight(scripts: bool) {
    let product = Product::start();
    let mut s = Steps::new(&product, "an officer's fortnight", scripts);
    s.sign_in(OFFICER);
    s.task("come to my self-audit", 2, |s| {
        s.open("Quality");
        s.open("My self-audit");
        s.see("to look at by");
    });
    let help = s.words_of("main section.card h2");
    s.task("ask for help with a case", 2, |s| {
        s.within(&help, |s| s.press("I need help"));
        s.see("Write what help you need");
        s.within(&help, |s| {
            s.write("A word about it", "The landlord does not answer. Who knows somebody there?");
            s.press("I need help");
        });
        s.see("The landlord does not answer.");
    });
    if s.offers("Mended now") {
        s.task("say that something is mended that is not", 1, |s| {
            s.press("Mended now");
            s.see("The record still says");
        });
    }
    let cases = u32::try_from(s.count("main form[action^='/reviews/audit/'] button[value=right]"))
        .expect("a number of cases");
    let answered = u32::try_from(s.count("main .card details form[action^='/reviews/audit/']")).unwrap_or(0);
    assert!(cases > 3, "there is something to look at");
    s.task("look at every case, and finish", cases - answered.min(cases) + 1 + answered, |s| {
        while s.offers("This is right") || s.offers("Looked at") {
            s.press(if s.offers("This is right") { "This is right" } else { "Looked at" });
        }
        s.press("Finish this self-audit");
        s.see("Finished. Thank you for looking.");
    });
    s.task("find it on my agenda", 2, |s| {
        s.open("Supervision");
        s.within("Next session", |s| s.open(""));
        s.see("Agenda");
    });
    s.tell();
}

/// One press a case and one to finish, whoever holds the most.
fn every_case(scripts: bool) {
    let product = Product::start_whole();
    let mut s = Steps::new(&product, "every case of a worker", scripts);
    s.sign_in(LEADER);
    s.open("Quality");
    s.open("Six-week reviews");
    let (names, held) = (s.all_words_of("main tbody th"), s.all_words_of("main tbody td:nth-child(3)"));
    let most = names
        .iter()
        .zip(held)
        .filter_map(|(name, n)| Some((n.split(' ').next()?.parse::<u32>().ok()?, name)))
        .max();
    let (cases, name) = most.expect("somebody holds cases");
    assert!(cases >= 20, "{name} holds {cases} cases: too few to show anything");
    s.open(name);
    s.task(&format!("review {cases} cases"), cases + 1, |s| {
        for _ in 0..cases {
            s.press("Seen, on track");
        }
        s.press("Finish the review");
        s.see("complete");
    });
    s.tell();
}

/// Planned, prepared by both, held, written to the case at once, agreed by both.
fn supervision(scripts: bool) {
    let product = Product::start();
    let mut s = Steps::new(&product, "a supervision", scripts);
    s.sign_in(OFFICER);
    s.open("Quality");
    s.open("Supervision");
    s.task("put something on my agenda", 1, |s| {
        s.choose("Which part?", "Workload");
        s.write("What do you want to talk about?", "Duty days eat into my visits.");
        s.press("Add to the agenda");
        s.see("Added to the agenda.");
    });
    s.sign_in(LEADER);
    s.open("Quality");
    s.open("Supervision");
    s.within("People I supervise", |s| s.open("Priya Shah"));
    s.within("Next session", |s| s.open(""));
    s.see("Duty days eat into my visits.");
    s.task("decide about a case", 2, |s| {
        s.within("Cases", |s| s.open("Decide"));
        s.write("What is decided?", "Visit together before the end of the week");
        s.write("Why?", "Nobody has reached them for a month, and a letter would not help.");
        s.choose("Who does it?", "Priya Shah");
        s.write("By when?", &Steps::day(5).long());
        s.press("Save decision");
        s.see("Visit together before the end of the week");
    });
    s.task("begin it", 1, |s| s.press("Begin now"));
    s.task("agree an action", 1, |s| {
        s.write("What is to be done?", "Swap one duty day with the other half of the team");
        s.choose("Who does it?", "Priya Shah");
        s.within("Actions", |s| s.write("By when?", &Steps::day(9).long()));
        s.press("Agree this action");
        s.see("Swap one duty day");
    });
    s.task("write the record", 1, |s| {
        s.write("How the worker is", "Tired, and glad that two cases end well.");
        s.write("Work as a whole", "Duty days eat into visits. One is swapped.");
        s.press("Save record");
        s.see("The record is saved.");
    });
    s.task("say how it was", 1, |s| {
        s.write("On which day?", &Steps::today());
        s.write("It began at", "0:01");
        s.write("It ended at", "0:02");
        s.write("How often was it interrupted?", "0");
        s.press("Save that it was held");
        s.see("Agreed by");
    });
    s.task("agree to it", 1, |s| s.press("I agree with this record"));
    s.sign_in(OFFICER);
    s.open("Quality");
    s.open("Supervision");
    s.task("read the record, and agree", 2, |s| {
        s.within("Sessions", |s| s.open(&Steps::today()));
        assert!(s.written("How the worker is").contains("Tired, and glad"), "both see the record");
        s.press("I agree with this record");
    });
    s.task("write a reflection that nobody else sees", 1, |s| {
        s.write("What do you think about it?", "I should have said earlier how tired I was.");
        s.press("Save my reflection");
        s.see("reflection is saved");
    });
    s.sign_in(LEADER);
    s.open("Quality");
    s.open("Supervision");
    s.within("People I supervise", |s| s.open("Priya Shah"));
    s.within("Sessions", |s| s.open(&Steps::today()));
    assert!(!s.says("I should have said earlier"), "a reflection is its writer's alone");
    s.tell();
}
