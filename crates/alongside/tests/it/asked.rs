//! Is anything asked twice for one person? Every form of the program that takes words about a person or a case.

use crate::matrix::World;
use access::{Need, Role, RouteRow};
use packs::Pack;
use std::collections::{BTreeMap, BTreeSet};
use testkit::{Answer, TestApp, on_both};

/// Why the same words in several forms do not ask one thing twice.
#[derive(Clone, Copy)]
enum Excuse {
    /// Each form asks it of something else that happened.
    Another(&'static str),
    /// These forms ask it; the others must show what is known, in the control of this name.
    Shown(&'static [&'static str], &'static str),
}

use Excuse::{Another, Shown};

const GOAL: &[&str] = &["/cases/{case_id}/plan/goals/new"];
const STEP: &[&str] = &["/cases/{case_id}/plan/goals/{goal_id}/steps/new"];
/// A note, and a power that is served at a time of its own.
const TIME: &[&str] = &["/people/{person_id}/notes/new", "power"];

/// Questions that several forms ask in the same words, and why that is right. An excuse that no form needs any more
/// fails the test.
const EXCUSED: &[(&str, Excuse)] = &[
    ("On which day?", Another("The day of what this form records; today is filled in where it is likely.")),
    ("By which day?", Another("A task, a step and what is handed over each end on a day of their own.")),
    ("Why?", Another("The reason of this decision, stage, assessment or place in a return.")),
    ("How?", Another("How this power was served, this decision was told, this plan was agreed.")),
    ("To whom?", Another("Who heard what matters to them, who reads a message, who gets a letter.")),
    ("What did they say?", Another("What matters to them, and what they said of one offer of help.")),
    ("With whom was it agreed?", Another("A plan and a promise of contact are agreed each by itself.")),
    ("What shows it?", Another("What one answer on risk rests on, and what shows that one step is done.")),
    ("What do you make of it?", Another("The judgement of one weighing of risk, by one tool.")),
    ("When was the risk weighed?", Another("The day of one weighing, by one tool.")),
    ("Which band counts?", Another("The band of one weighing, by one tool.")),
    ("Why another band than the score's? (only if you chose one)", Another("Of one weighing, by one tool.")),
    ("Who or what says so?", Another("The source of one answer, in one weighing.")),
    ("Who or what says so, for most of it?", Another("The source of one weighing's answers.")),
    ("What should they know or do?", Another("Each message has words of its own.")),
    ("Which file?", Another("A first file, and a later version of it.")),
    ("Name", Another("Somebody who is not in the case yet; whoever is known is found while it is typed.")),
    ("Date of birth", Another("Somebody new; whoever is known is found while it is typed.")),
    ("Phone number", Another("Somebody new; whoever is known is found while it is typed.")),
    ("Address", Another("Somebody new; whoever is known is found while it is typed.")),
    ("Postcode", Another("Somebody new, or another address; those that are known stand on the page.")),
    (
        "How and when?",
        Another("Of a report's new person, and of another way to reach them: the known ones stand there."),
    ),
    ("What do they want, in their words?", Shown(GOAL, "words")),
    ("Which part of life is it about?", Shown(GOAL, "area")),
    ("What is to be done?", Shown(STEP, "what")),
    ("Who does it?", Shown(STEP, "owner_kind")),
    ("Which service, or who? (not needed for the worker)", Shown(STEP, "owner_name")),
    ("Must it be done?", Shown(STEP, "binding")),
    ("How does it go?", Shown(&["/cases/{case_id}/letters"], "way")),
    ("When did it happen?", Shown(TIME, "on")),
    ("At what time?", Shown(TIME, "at")),
    ("Were they reached?", Shown(TIME, "outcome")),
    ("Language they speak best", Shown(&["/people/new"], "f_language")),
];

/// What a question is asked by: an input with a label of its own, or a group with a legend. The labels of the choices
/// in a group are answers.
const QUESTIONS: &str = "main form[method=post] :not(.choice) > label, main form[method=post] legend, \
                         main form[method=post] .field:not(fieldset *) > .choice > label";

/// A question as two people would call it the same.
fn plain(label: &str) -> String {
    kernel::words::fold(label.trim_end_matches("(optional)"))
}

/// The forms in which an officer types about a person or a case, with their addresses. They come from the route
/// tables, so that a new form is walked as soon as it has an address; what stands in several forms of a pack is one
/// fact, and the slice of cases tests that each of them shows it.
fn forms(world: &World, pack: &Pack) -> Vec<(String, String)> {
    let typed = |row: &&RouteRow| {
        let of_record = matches!(row.need, Need::Person(_) | Need::Case(_));
        let own = ["{entry_id}", "{review_id}", "{session_id}", "{survey_id}", "{audit_id}", "/versions/"];
        row.method == "GET"
            && (of_record || ["/people/new", "/reports/new"].contains(&row.path))
            && !own.iter().any(|named| row.path.contains(named))
    };
    let mut found = Vec::new();
    for row in alongside::app::route_tables().iter().filter(typed) {
        let path = world.address(row);
        match row.path {
            "/cases/{case_id}/forms/{form}" => {
                let (start, _) = path.rsplit_once('/').expect("it ends in the form");
                found.extend(
                    pack.forms.iter().map(|form| ("pack".to_owned(), format!("{start}/{}", form.id))),
                );
            }
            "/cases/{case_id}/risk/weigh" => {
                let tools = pack.risk.iter().map(|tool| &tool.id);
                found.extend(tools.map(|id| (format!("risk {id}"), format!("{path}?tool={id}"))));
            }
            "/cases/{case_id}/decisions/new" => {
                let kinds = pack.decisions.iter().map(|kind| &kind.id);
                found.extend(kinds.map(|id| ("decision".to_owned(), format!("{path}?kind={id}"))));
            }
            "/cases/{case_id}/powers/new" => {
                let powers = pack.powers.iter().map(|power| &power.id);
                found.extend(powers.map(|id| ("power".to_owned(), format!("{path}?power={id}"))));
            }
            named => found.push((named.to_owned(), path)),
        }
    }
    found
}

/// Whether a control shows an answer: text, the choice of a list, or a ticked choice.
fn shows(page: &Answer, name: &str) -> bool {
    let typed = format!("input[name={name}]:not([type=radio]):not([type=checkbox])");
    page.attributes(&typed, "value").iter().any(|value| !value.is_empty())
        || page.select(&format!("textarea[name={name}]")).iter().any(|words| !words.is_empty())
        || page
            .attributes(&format!("select[name={name}] option[selected]"), "value")
            .iter()
            .any(|v| !v.is_empty())
        || page.count(&format!("input[name={name}][checked]")) > 0
}

/// The same words in two forms would be one value asked twice within days, unless it is said above why they are not.
#[test]
fn no_two_forms_for_one_person_ask_the_same_thing() {
    on_both(|fixture| {
        let app = TestApp::build(fixture, access::Settings::default(), alongside::app::router);
        let (mut defects, mut needed, mut walked) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for pack in packs::shipped() {
            let world = World::worked_by(&app, pack);
            let priya = app.worker(&format!("Priya {}", pack.short)).role(Role::Officer);
            let priya = priya.works_with(world.person).signed_in();
            let mut asked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            for (form, path) in forms(&world, pack) {
                let page = priya.get(&path);
                assert!(page.status == 200 || page.status == 303, "{path}: {}", page.status);
                for question in page.select(QUESTIONS) {
                    // Why there is no answer is asked of each question, where it is not answered.
                    if question.starts_with("No answer?") {
                        continue;
                    }
                    let question = plain(&question);
                    walked.insert((form.clone(), question.clone()));
                    let excuse = EXCUSED.iter().find(|(label, _)| plain(label) == question);
                    if let Some((label, Shown(first, control))) = excuse
                        && !first.contains(&form.as_str())
                        && !shows(&page, control)
                    {
                        defects.insert(format!(
                            "{}: {form} does not show what {first:?} asked: {label}",
                            pack.id
                        ));
                    }
                    asked.entry(question).or_default().insert(form.clone());
                }
            }
            for (question, forms) in asked.iter().filter(|(_, forms)| forms.len() > 1) {
                match EXCUSED.iter().find(|(label, _)| plain(label) == *question) {
                    Some((label, _)) => drop(needed.insert(*label)),
                    None => drop(defects.insert(format!("{}: “{question}” in {forms:?}", pack.id))),
                }
            }
        }
        assert!(walked.len() > 500, "only {} questions", walked.len());
        let defects: Vec<_> = defects.into_iter().collect();
        assert!(defects.is_empty(), "asked twice:\n{}", defects.join("\n"));
        for (label, excuse) in EXCUSED {
            let reason = match excuse {
                Another(reason) => reason,
                Shown(..) => "it is shown",
            };
            assert!(needed.contains(label), "“{label}” is asked once: take its excuse away ({reason})");
        }
    });
}
