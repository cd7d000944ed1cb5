//! Samples of the pages of decisions.

use super::{DecisionRow, KindRow, NewDecisionPage, ShowDecision, ShowDecisions};
use crate::decisions::counted::Counted;
use kernel::Form;
use people::web::errors;
use ui::{Shell, SubNav, SummaryList, SummaryRow, Tag};

fn subnav() -> SubNav {
    crate::web::case_nav(kernel::Id::from_uuid(access::NOBODY), "/decisions")
}

impl ui::Samples for ShowDecisions {
    const NAME: &'static str = "show-decisions";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |state: Tag, told: &str| DecisionRow {
            href: "/cases/0/decisions/one".to_owned(),
            kind: "Whether the threshold for a case review is met".to_owned(),
            decided: "Met".to_owned(),
            why: "Three qualifying complaints within the period, each about a night of its own.".to_owned(),
            who: "Dean Morris, 20 November 2026".to_owned(),
            state,
            told: told.to_owned(),
        };
        let page = |rows: Vec<DecisionRow>| Self {
            shell: Shell::new("Decisions", "Cases"),
            subnav: subnav(),
            rows,
            kinds: vec![KindRow {
                href: "/cases/0/decisions/new".to_owned(),
                name: "Whether to seek possession".to_owned(),
                about: "Housing Act 1985 s.84. A team leader makes it.".to_owned(),
            }],
        };
        let told = "Amina Okafor was told on 20 November 2026: by letter";
        let rows = vec![row(Tag::good("Made and told"), told), row(Tag::warn("Waits for a team leader"), "")];
        vec![("full", page(rows)), ("empty", page(Vec::new()))]
    }
}

impl ui::Samples for NewDecisionPage {
    const NAME: &'static str = "new-decision";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, kind: &str, asks: bool| Self {
            shell: Shell::new("Whether to seek possession", "Cases").errors(errors(&form)),
            subnav: subnav(),
            action: "/cases/0/decisions/new".to_owned(),
            submission: String::new(),
            form,
            kind: kind.to_owned(),
            about: "Housing Act 1985 s.84. A team leader makes it.".to_owned(),
            challenge: "Ask for a review within 7 days.".to_owned(),
            options: ui::choices(&[("seek", "Seek possession"), ("not", "Do not")]),
            asks,
            instead: if asks { String::new() } else { "This takes the place of “Do not”.".to_owned() },
            counted: (!asks).then(|| Counted {
                headline: "1 complaint qualifies of 2; 3 are needed. The number is not reached.".to_owned(),
                complaints: vec![
                    ("3 March 2026, reported on 5 March 2026".to_owned(), String::new()),
                    ("9 March 2026".to_owned(), "It was not reported to an agency.".to_owned()),
                ],
            }),
        };
        let mut wrong = Form::default();
        wrong.error("code", "Choose what is decided.");
        wrong.error("why", "Say why: the reasons are what a court or the person will read.");
        vec![
            ("officer", page(Form::default(), "possession", true)),
            ("errors", page(wrong, "possession", false)),
            ("no such kind", page(Form::default(), "", false)),
        ]
    }
}

impl ui::Samples for ShowDecision {
    const NAME: &'static str = "show-decision";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, decision: &str, waits: bool| Self {
            shell: Shell::new("Whether to seek possession", "Cases").errors(errors(&form)),
            subnav: subnav(),
            case: "/cases/0".to_owned(),
            submissions: Default::default(),
            form,
            decision: decision.to_owned(),
            state: Some(Tag::warn("Waits for a team leader")),
            facts: SummaryList { rows: vec![SummaryRow::new("What was decided", "Seek possession", "")] },
            challenge: "Ask for a review within 7 days.".to_owned(),
            links: vec![("Decide again in its place".to_owned(), "/cases/0/decisions/new".to_owned())],
            may_sign: waits,
            waits,
            asks_told: !waits,
        };
        let mut wrong = Form::default();
        wrong.error("told_whom", "Say who was told.");
        vec![
            ("waits", page(Form::default(), "1", true)),
            ("made", page(Form::default(), "1", false)),
            ("errors", page(wrong, "1", false)),
            ("none", page(Form::default(), "", false)),
        ]
    }
}
