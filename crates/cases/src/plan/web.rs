//! The plan of a case as a page, its card for other pages, and its forms.

pub mod agree;
pub mod exit;
pub mod goal;
pub mod help;
pub mod history;
pub mod lists;
pub mod print;
mod samples;
pub mod sheet;
pub mod start;
pub mod step;

pub(crate) use samples::head as sample_head;

use super::{
    model::{Binding, Goal, GoalState, Standing, Step},
    shape::Shape,
    store::{self, Head, State, help::Help},
};
use crate::web::{day_words, nav::case_nav};
use access::{Actor, CaseId, CaseRef, Db, Fault, Query, Read};
use askama::{Template, filters::HtmlSafe};
use kernel::{Day, words::count};
use ui::{Page, Shell, SubNav, SummaryList, SummaryRow, Tag};

/// The plan of a case.
#[derive(Template)]
#[template(path = "show_plan.html")]
pub struct ShowPlan {
    /// The frame.
    pub shell: Shell,
    /// Where else to go.
    pub nav: SubNav,
    /// Where the plan's own pages are.
    pub at: String,
    /// How it stands to its agreement.
    pub standing: Tag,
    /// Whom it is about, as they wish to be called.
    pub known_as: String,
    /// What is going well.
    pub strengths: String,
    /// Who and what helps already.
    pub supports: String,
    /// The goals with their steps.
    pub goals: Vec<GoalCard>,
    /// The latest agreement.
    pub agreement: SummaryList,
    /// What would make it safe to end.
    pub exit: SummaryList,
    /// Help that was offered.
    pub helps: Vec<HelpRow>,
    /// Whether the case is closed.
    pub closed: bool,
    /// Under what rule the plan is made; empty for none.
    pub rule: String,
}

/// A goal and its steps.
pub struct GoalCard {
    /// Id of its heading, unique on the page.
    pub id: String,
    /// In their words.
    pub words: String,
    /// Its area; empty for none.
    pub area: String,
    /// Where it stands, when it is not worked on.
    pub state: Option<Tag>,
    /// Where it is changed.
    pub href: String,
    /// Its steps.
    pub steps: Vec<StepRow>,
}

/// A step.
pub struct StepRow {
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub who: String,
    /// The day, for machines.
    pub date: String,
    /// By when, in words.
    pub when: String,
    /// Overdue, done, must be done.
    pub tags: Vec<Tag>,
    /// What came of it and what shows it; empty while open.
    pub came: String,
    /// Where it is changed; empty once it is done.
    pub href: String,
}

/// Help.
pub struct HelpRow {
    /// Its name and who gives it.
    pub what: String,
    /// How far it has come.
    pub state: Tag,
    /// Since when, sessions, whether it helped.
    pub words: String,
    /// Where more is recorded about it.
    pub href: String,
}

/// What the plan page reads.
pub(crate) struct Facts {
    /// The case and how its plan stands.
    pub(crate) head: Head,
    /// How plans of its kind look.
    pub(crate) shape: Shape,
    /// The goals.
    pub(crate) goals: Vec<Goal>,
    /// Their steps.
    pub(crate) steps: Vec<Step>,
    /// Help that was offered.
    pub(crate) helps: Vec<Help>,
}

impl ShowPlan {
    pub(crate) fn new(shell: Shell, case: CaseId, facts: Facts, today: Day) -> Self {
        let Facts { head, shape, goals, steps, helps } = facts;
        let at = format!("/cases/{case}/plan");
        Self {
            shell,
            nav: case_nav(case, "/plan"),
            standing: standing_tag(head.standing()),
            agreement: SummaryList { rows: agreement_rows(&head, &shape, today) },
            exit: SummaryList { rows: exit_rows(&head, today) },
            goals: goals
                .iter()
                .map(|goal| {
                    let of_goal = steps.iter().filter(|step| step.goal_id == goal.goal_id);
                    GoalCard {
                        id: format!("goal-{}", goal.goal_id.simple()),
                        words: goal.words.clone(),
                        area: shape.area(&goal.area),
                        state: goal_tag(goal),
                        href: format!("{at}/goals/{}", goal.goal_id.simple()),
                        steps: of_goal.map(|step| step_row(step, &at, today)).collect(),
                    }
                })
                .collect(),
            helps: helps.iter().map(|help| help_row(help, &at)).collect(),
            closed: head.closed_on.is_some(),
            strengths: head.strengths.unwrap_or_default(),
            supports: head.supports.unwrap_or_default(),
            known_as: head.known_as,
            rule: shape.rule,
            at,
        }
    }
}

fn standing_tag(standing: Standing) -> Tag {
    match standing {
        Standing::Agreed(_) => Tag::good(standing.words()),
        Standing::NotAgreed | Standing::Changed(_) => Tag::warn(standing.words()),
    }
}

fn goal_tag(goal: &Goal) -> Option<Tag> {
    let on = goal.ended_on.map_or(String::new(), |on| format!(" {}", on.long()));
    match goal.state {
        GoalState::Open => None,
        GoalState::Reached => Some(Tag::good(format!("Reached{on}"))),
        GoalState::Dropped => Some(Tag::plain(format!("Not wanted any more{on}"))),
    }
}

fn step_row(step: &Step, at: &str, today: Day) -> StepRow {
    let mut tags = Vec::new();
    if step.done_on.is_some() {
        tags.push(Tag::good("Done"));
    } else if step.is_late(today) {
        tags.push(Tag::bad("Overdue"));
    }
    if step.binding != Binding::None {
        tags.push(Tag::info(step.binding.label()));
    }
    let evidence =
        if step.evidence.is_empty() { String::new() } else { format!(". What shows it: {}", step.evidence) };
    StepRow {
        what: step.what.clone(),
        who: step.who(false),
        date: step.done_on.unwrap_or(step.due_on).to_string(),
        when: day_words(step.done_on.unwrap_or(step.due_on), today),
        tags,
        came: format!("{}{evidence}", step.outcome),
        href: match step.done_on {
            None => format!("{at}/steps/{}", step.step_id.simple()),
            Some(_) => String::new(),
        },
    }
}

fn help_row(help: &Help, at: &str) -> HelpRow {
    use super::help::{State as Far, helped_words};
    let state = match help.state {
        Far::Completed | Far::Started => Tag::good(help.state.label()),
        Far::Offered | Far::Accepted => Tag::info(help.state.label()),
        Far::Refused | Far::Stopped => Tag::plain(help.state.label()),
    };
    let mut words = format!("Since {}.", help.state_on.long());
    if help.sessions > 0 {
        words = format!("{words} {}.", count(help.sessions, "session", "sessions"));
    }
    if let Some(mark) = help.helped {
        let said = if help.helped_words.is_empty() {
            String::new()
        } else {
            format!(": “{}”", help.helped_words)
        };
        words = format!("{words} Did it help? {} ({mark} of 5){said}", helped_words(mark));
    }
    let by = if help.provider.is_empty() { String::new() } else { format!(", {}", help.provider) };
    HelpRow {
        what: format!("{}{by}", help.label),
        state,
        words,
        href: format!("{at}/help/{}", help.intervention_id.simple()),
    }
}

fn agreement_rows(head: &Head, shape: &Shape, today: Day) -> Vec<SummaryRow> {
    let (Some(with), Some(on)) = (&head.agreed_with, head.agreed_on) else { return Vec::new() };
    let copy = match (head.copy, head.copy_why.as_deref().unwrap_or_default()) {
        (Some(copy), "") => copy.label().to_owned(),
        (Some(copy), why) => format!("{}: {why}", copy.label()),
        (None, _) => String::new(),
    };
    let review = head.review_on.map_or(String::new(), |on| {
        let due = if on <= today { ". Due now" } else { "" };
        format!("By {}{due}. {}", on.long(), shape.review_source)
    });
    vec![
        SummaryRow::new("Agreed with", with, ""),
        SummaryRow::new("On", on.long(), ""),
        SummaryRow::new("How", head.how.map_or("", super::model::How::label), ""),
        SummaryRow::new("Their copy", copy, ""),
        SummaryRow::new("Next review", review, ""),
    ]
}

fn exit_rows(head: &Head, today: Day) -> Vec<SummaryRow> {
    let Some(exit) = head.exit() else { return Vec::new() };
    let passed = if exit.expected_on < today { ". That day has passed" } else { "" };
    vec![
        SummaryRow::new("Safe to end when", exit.safe_when, ""),
        SummaryRow::new("Expected", format!("{}{passed}", exit.expected_on.long()), ""),
        SummaryRow::new("Who carries on", exit.carries_on, ""),
        SummaryRow::new("Written", format!("{}, {}", exit.recorded_by, exit.recorded_at.long()), ""),
    ]
}

/// The frame of a page of the plan; the tab names nobody.
pub(crate) fn shell(actor: &Actor, title: &str, head: &Head, done: &str) -> Shell {
    let shell = access::shell(actor, title, "Cases")
        .at("/caseloads")
        .quiet(title)
        .intro(format!("{}, {}", head.known_as, head.reference));
    match notice(done) {
        Some(words) => shell.notice(words),
        None => shell,
    }
}

/// What was just saved, from the code that the address carries.
fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "start" | "goal" | "step" => "Saved. Agree the plan again so that it holds what you changed.",
        "ended" => "Saved. What came of the step is in the plan.",
        "agreed" => "The agreement is saved, with the plan as it reads now.",
        "exit" => "The exit plan is saved. Older versions are kept.",
        "help" => "Saved.",
        _ => return people::web::notice(code),
    })
}

/// Shows the plan: three statements.
pub async fn show_plan(db: Db, case: CaseRef<Read>, Query(query): Query) -> Result<Page<ShowPlan>, Fault> {
    let facts = db
        .view(&case, |c, permit| {
            let (head, shape) = store::framed(c, permit)?;
            let (goals, steps) = store::goals(c, permit)?;
            Ok(Facts { head, shape, goals, steps, helps: store::help::of_case(c, permit)? })
        })
        .await?;
    let shell = shell(case.actor(), &facts.shape.name, &facts.head, query.value("done"));
    Ok(Page(ShowPlan::new(shell, case.id(), facts, Day::of(case.actor().now))))
}

/// The plan and the promise in a few lines, for the case page and other pages about the case. `{{ card }}` writes
/// it; [`store::state`] reads it.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/plan_card.html")]
pub struct Card {
    /// The plan's page.
    pub href: String,
    /// The contact page.
    pub contact_href: String,
    /// How the plan stands to its agreement.
    pub standing: Tag,
    /// Goals, steps, the next one.
    pub words: String,
    /// What is missing or late.
    pub lacks: Vec<Tag>,
    /// The next promised contact.
    pub promise: String,
}

impl HtmlSafe for Card {}

impl Card {
    /// The card of a case.
    pub fn new(case: CaseId, state: &State, today: Day) -> Self {
        let mut lacks = Vec::new();
        if state.late > 0 {
            lacks.push(Tag::bad(count(state.late, "step overdue", "steps overdue")));
        }
        if state.steps == 0 {
            lacks.push(Tag::warn("No next step"));
        }
        if !state.has_exit {
            lacks.push(Tag::warn("No exit plan"));
        }
        if state.review_on.is_some_and(|on| on <= today) {
            lacks.push(Tag::warn("Review due"));
        }
        let next =
            state.next_on.map_or(String::new(), |on| format!(" The next is due {}.", day_words(on, today)));
        let (goals, steps) =
            (count(state.goals, "goal", "goals"), count(state.steps, "step to do", "steps to do"));
        Self {
            href: format!("/cases/{case}/plan"),
            contact_href: format!("/cases/{case}/contact"),
            standing: standing_tag(state.standing()),
            words: format!("{goals}, {steps}.{next}"),
            lacks,
            promise: match (state.has_promise, state.promise_due_on) {
                (true, Some(on)) if on < today => {
                    format!("The promised contact is overdue since {}.", day_words(on, today))
                }
                (true, Some(on)) => format!("Contact is promised by {}.", day_words(on, today)),
                _ => "Nothing is agreed about contact yet.".to_owned(),
            },
        }
    }
}
