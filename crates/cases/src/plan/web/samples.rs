//! Samples of the plan's pages: full, empty, with errors, crossed, with long words.

use super::{
    Facts, ShowPlan,
    agree::{PlanAgree, copies, hows},
    exit::PlanExit,
    goal::{PlanGoal, states},
    help::{PlanHelp, PlanOffer},
    history::{AgreementRow, PlanHistory},
    lists::{ListPlans, PlanRow, nav},
    print::PlanPrint,
    sheet::Sheet,
    start::PlanStart,
    step::{PlanDone, PlanStep, owners},
};
use crate::{
    plan::{
        help::State,
        model::{Binding, Copy, Goal, GoalState, How, Owner, Step},
        shape::Shape,
        store::{
            Head,
            help::Help,
            lists::{Counts, Lacking},
        },
    },
    web::nav::case_nav,
};
use access::{CaseId, NOBODY};
use kernel::{Day, Form, Id, Instant};
use people::web::{errors, safe::SafeCard};
use ui::{Choice, Pagination, Samples, Shell, Timeline};
use uuid::Uuid;

/// Friday 20 November 2026, the day of all samples.
const NOW: Instant = Instant::from_micros(1_795_168_800_000_000);

pub(crate) fn today() -> Day {
    Day::of(NOW)
}

fn shell(title: &str, form: &Form) -> Shell {
    Shell::new(title, "Cases").intro("Mina, ASB-K7QM2-4DXA").errors(errors(form))
}

fn sheet() -> Sheet {
    Sheet {
        action: "/cases/new".to_owned(),
        draft_action: "/cases/new".to_owned(),
        back: "#".to_owned(),
        ..Sheet::default()
    }
}

/// A form with an error, and one that crossed somebody else's change.
fn wrong(field: &str, words: &str) -> Form {
    let mut form = Form::default();
    form.set(field, "Mine");
    form.error(field, words);
    form
}

fn crossed() -> Sheet {
    Sheet {
        theirs: vec![("It says".to_owned(), "What Dean wrote meanwhile.".to_owned())],
        by: "Dean Morris".to_owned(),
        ..sheet()
    }
}

pub(crate) fn head() -> Head {
    Head {
        reference: "ASB-K7QM2-4DXA".to_owned(),
        case_type: "sample".to_owned(),
        title: "Noise and threats from the flat above".to_owned(),
        band: String::new(),
        lead_person_id: Id::from_uuid(NOBODY),
        known_as: "Mina".to_owned(),
        worker_id: None,
        worker: Some("Priya Shah".to_owned()),
        opened_on: today().plus(-60),
        closed_on: None,
        promise_due_on: Some(today().plus(3)),
        strengths: Some("Mina keeps a careful diary. Her allotment.".to_owned()),
        supports: Some("Her sister Grace, and the neighbours at number 12.".to_owned()),
        changed_at: Some(NOW),
        changed_by: Some("Priya Shah".to_owned()),
        version: Some(1),
        review_on: Some(today().plus(20)),
        agreed_on: Some(today().plus(-22)),
        agreed_at: Some(NOW.plus_seconds(-22 * 86_400)),
        agreed_with: Some("Mina and Grace".to_owned()),
        how: Some(How::FaceToFace),
        copy: Some(Copy::NotGiven),
        copy_why: Some("She asked us not to leave paper in the flat".to_owned()),
        exit_id: Some(NOBODY),
        safe_when: Some("Six weeks without noise at night, and Mina says she feels safe at home.".to_owned()),
        expected_on: Some(today().plus(60)),
        carries_on: Some("Grace, and the housing officer".to_owned()),
        exit_at: Some(NOW),
        exit_by: Some("Priya Shah".to_owned()),
        pack_version: 0,
        pack_hash: None,
    }
}

fn bare() -> Head {
    Head {
        strengths: None,
        supports: None,
        changed_at: None,
        changed_by: None,
        version: None,
        review_on: None,
        agreed_on: None,
        agreed_at: None,
        agreed_with: None,
        how: None,
        copy: None,
        copy_why: None,
        exit_id: None,
        safe_when: None,
        promise_due_on: None,
        ..head()
    }
}

fn goal(n: u128, words: &str, state: GoalState) -> Goal {
    Goal {
        goal_id: Uuid::from_u128(n),
        area: "home".to_owned(),
        words: words.to_owned(),
        state,
        ended_on: (state != GoalState::Open).then(today),
        changed_at: NOW,
        changed_by: "Priya Shah".to_owned(),
        version: 1,
    }
}

fn step(n: u128, goal: u128, what: &str, days: i64) -> Step {
    let owner_kind = if n.is_multiple_of(2) { Owner::Agency } else { Owner::Person };
    Step {
        step_id: Uuid::from_u128(n),
        goal_id: Uuid::from_u128(goal),
        what: what.to_owned(),
        owner_kind,
        owner_id: None,
        owner: if n.is_multiple_of(2) { "Larch Homes".to_owned() } else { String::new() },
        due_on: today().plus(days),
        binding: if n == 1 { Binding::Mandatory } else { Binding::None },
        done_on: (n > 2).then(today),
        outcome: if n > 2 { "Fitted".to_owned() } else { String::new() },
        evidence: if n > 2 { "Seen on the visit".to_owned() } else { String::new() },
        version: 1,
    }
}

fn helps() -> Vec<Help> {
    let help = |label: &str, state, sessions, helped| Help {
        intervention_id: Uuid::from_u128(9),
        label: label.to_owned(),
        provider: "Victim Care".to_owned(),
        state,
        offered_on: today().plus(-20),
        state_on: today().plus(-2),
        sessions,
        helped,
        helped_words: "I sleep again.".to_owned(),
        version: 1,
    };
    vec![help("Counselling", State::Completed, 6, Some(4)), help("Mediation", State::Refused, 0, None)]
}

impl Samples for ShowPlan {
    const NAME: &'static str = "show-plan";
    fn samples() -> Vec<(&'static str, Self)> {
        let case = CaseId::from_uuid(NOBODY);
        let page = |head: Head, goals: Vec<Goal>, steps: Vec<Step>, helps: Vec<Help>| {
            let facts = Facts { head, shape: Shape::of(None), goals, steps, helps };
            Self::new(shell("Plan", &Form::default()), case, facts, today())
        };
        let long =
            "I want to come home late from work without looking over my shoulder all the way. ".repeat(6);
        let goals = vec![
            goal(1, "I want to sleep through the night.", GoalState::Open),
            goal(2, "I want my front door mended.", GoalState::Reached),
        ];
        let steps = vec![
            step(1, 1, "Keep the noise diary", 5),
            step(2, 1, "Answer the complaint", -3),
            step(3, 2, "Fit a new lock", -9),
        ];
        let closed = Head { closed_on: Some(today()), ..head() };
        vec![
            ("full", page(head(), goals.clone(), steps.clone(), helps())),
            ("empty", page(bare(), Vec::new(), Vec::new(), Vec::new())),
            ("closed", page(closed, goals, steps, helps())),
            (
                "long words",
                page(head(), vec![goal(1, &long, GoalState::Open)], vec![step(1, 1, &long, 1)], Vec::new()),
            ),
        ]
    }
}

impl Samples for PlanStart {
    const NAME: &'static str = "plan-start";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, sheet| Self { shell: shell("What the plan starts from", &form), sheet, form };
        vec![
            ("empty", page(Form::default(), sheet())),
            ("errors", page(wrong("strengths", "Use 4000 characters or fewer. You have 4100."), sheet())),
            ("two people at once", page(Form::default(), crossed())),
        ]
    }
}

impl Samples for PlanGoal {
    const NAME: &'static str = "plan-goal";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, sheet, known| Self {
            shell: shell("Add a goal", &form),
            sheet,
            form,
            areas: vec![Choice::new("home", "Home")],
            states: states(known),
        };
        vec![
            ("new", page(Form::default(), sheet(), false)),
            ("errors", page(wrong("words", "Write what they want, in their words."), sheet(), true)),
            ("two people at once", page(Form::default(), crossed(), true)),
        ]
    }
}

impl Samples for PlanStep {
    const NAME: &'static str = "plan-step";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, sheet| Self {
            shell: shell("Add a step", &form),
            sheet,
            form,
            goal: "I want to sleep through the night.".to_owned(),
            owners: owners("Priya Shah", "Mina"),
            bindings: vec![
                Choice::new("mandatory", "Must be done"),
                Choice::new("recommended", "Recommended"),
            ],
        };
        vec![
            ("new", page(Form::default(), sheet())),
            ("errors", page(wrong("due_on", "Say by which day."), sheet())),
            ("two people at once", page(Form::default(), crossed())),
        ]
    }
}

impl Samples for PlanDone {
    const NAME: &'static str = "plan-done";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form| Self {
            shell: shell("Mark a step as done", &form),
            sheet: sheet(),
            form,
            what: "Fit a new lock".to_owned(),
        };
        vec![("empty", page(Form::default())), ("errors", page(wrong("on", "Enter a day that has come.")))]
    }
}

impl Samples for PlanAgree {
    const NAME: &'static str = "plan-agree";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, sheet, ready| Self {
            shell: shell("Write down the agreement", &form),
            sheet,
            form,
            hows: hows(),
            copies: copies(),
            review_source: "Alongside default: six weeks".to_owned(),
            lines: vec!["Goal: I want to sleep through the night.".to_owned()],
            safe: SafeCard::default(),
            ready,
        };
        vec![
            ("empty", page(Form::default(), sheet(), true)),
            ("errors", page(wrong("how", "Choose how it was agreed."), sheet(), true)),
            ("changed meanwhile", page(Form::default(), crossed(), true)),
            ("no goal", page(Form::default(), sheet(), false)),
        ]
    }
}

impl Samples for PlanExit {
    const NAME: &'static str = "plan-exit";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, sheet| Self { shell: shell("How it can end safely", &form), sheet, form };
        vec![
            ("empty", page(Form::default(), sheet())),
            ("errors", page(wrong("expected_on", "Enter a day that is still to come."), sheet())),
            ("two people at once", page(Form::default(), crossed())),
        ]
    }
}

impl Samples for PlanOffer {
    const NAME: &'static str = "plan-offer";
    fn samples() -> Vec<(&'static str, Self)> {
        let page =
            |form: Form, kinds| Self { shell: shell("Offer help", &form), sheet: sheet(), form, kinds };
        vec![
            ("in words", page(Form::default(), Vec::new())),
            (
                "errors",
                page(wrong("label", "Say what help was offered."), vec![Choice::new("c", "Counselling")]),
            ),
        ]
    }
}

impl Samples for PlanHelp {
    const NAME: &'static str = "plan-help";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, marks| Self {
            shell: shell("What happened with this help", &form),
            sheet: sheet(),
            form,
            label: "Counselling".to_owned(),
            kinds: State::Started.next().iter().map(|s| Choice::new(s.code(), s.label())).collect(),
            marks,
            so_far: Timeline::default(),
        };
        vec![
            (
                "started",
                page(Form::default(), vec![Choice::new("1", "Not at all"), Choice::new("5", "Very much")]),
            ),
            ("errors", page(wrong("kind", "Choose what happened."), Vec::new())),
        ]
    }
}

impl Samples for PlanHistory {
    const NAME: &'static str = "plan-history";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |agreements| Self {
            shell: shell("Agreements and changes", &Form::default()),
            nav: case_nav(CaseId::from_uuid(NOBODY), ""),
            at: "#".to_owned(),
            agreements,
            exits: Timeline::default(),
            changes: Timeline::default(),
        };
        let row = AgreementRow {
            what: "29 October 2026, face to face with Mina".to_owned(),
            more: "Printed and handed over. To be looked at again by 10 December 2026.".to_owned(),
            lines: vec!["Goal: I want to sleep through the night.".to_owned()],
        };
        vec![("one", page(vec![row])), ("none", page(Vec::new()))]
    }
}

impl Samples for PlanPrint {
    const NAME: &'static str = "plan-print";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |large, full: bool| Self {
            shell: shell("Plan", &Form::default()),
            at: "#".to_owned(),
            known_as: "Mina".to_owned(),
            strengths: if full { "You keep a careful diary.".to_owned() } else { String::new() },
            supports: if full { "Your sister Grace.".to_owned() } else { String::new() },
            goals: if full {
                vec![(
                    "I want to sleep.".to_owned(),
                    vec!["You: keep the diary. By 27 November 2026.".to_owned()],
                )]
            } else {
                Vec::new()
            },
            exit: if full { vec!["We can stop when: it is quiet.".to_owned()] } else { Vec::new() },
            worker: "Priya Shah".to_owned(),
            agreed: "Agreed on 29 October 2026".to_owned(),
            review: if full { "10 December 2026".to_owned() } else { String::new() },
            large,
        };
        vec![("full", page(false, true)), ("large print", page(true, true)), ("empty", page(false, false))]
    }
}

impl Samples for ListPlans {
    const NAME: &'static str = "list-plans";
    fn samples() -> Vec<(&'static str, Self)> {
        let counts = Counts { open: 12, overdue: 3, no_step: 2, no_exit: 5, not_agreed: 4, review: 1 };
        let page = |rows, of_team| Self {
            shell: Shell::new("Plans that need a look: Priya Shah", "Caseloads"),
            nav: nav("/plans", Lacking::Overdue, &counts),
            headline: "Steps overdue: 3 cases of 12 open cases.".to_owned(),
            column: "Earliest step due",
            of_team,
            rows,
            pages: Pagination::new("/plans", 1, 25, 3, "cases"),
        };
        let row = || PlanRow {
            href: "#".to_owned(),
            person_href: "#".to_owned(),
            person: "Amina Okafor".to_owned(),
            reference: "ASB-K7QM2-4DXA".to_owned(),
            title: "Noise and threats from the flat above".to_owned(),
            worker: "Priya Shah".to_owned(),
            when: "Tue 17 Nov".to_owned(),
        };
        vec![
            ("a team's", page(vec![row()], true)),
            ("a worker's", page(vec![row()], false)),
            ("none", page(Vec::new(), false)),
        ]
    }
}
