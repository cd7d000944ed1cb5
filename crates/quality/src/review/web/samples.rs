//! Samples of the pages of reviews.

use super::{
    form::DoReview,
    list::{ListReviews, ReviewRow},
    show::{AnswerRow, Can, ShowReview},
};
use crate::model::Answer;
use kernel::Form;
use ui::{NavItem, Samples, Shell, SubNav, SummaryList, SummaryRow, Tag};

const LONG: &str = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";

fn nav() -> SubNav {
    SubNav::new("Quality", "/reviews", vec![NavItem::new("/reviews", "Mid Case Reviews")])
}

fn row(person: &str, tag: Tag, more: &str) -> ReviewRow {
    ReviewRow {
        href: "#".to_owned(),
        person: person.to_owned(),
        about: "GDN-K7QM2-4DXA: The hedge over the path".to_owned(),
        worker: "Priya Shah".to_owned(),
        month: "November 2026".to_owned(),
        tag,
        more: more.to_owned(),
    }
}

impl Samples for ListReviews {
    const NAME: &'static str = "list-reviews";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |reviews, to_do, mine| Self {
            shell: Shell::new("Mid Case Reviews", "Quality"),
            nav: nav(),
            reviews,
            to_do,
            mine,
            form: Form::default(),
            each: 2,
            submission: String::new(),
        };
        let to_do = vec![
            row("Amina", Tag::info("To be reviewed"), ""),
            row(LONG, Tag::warn("In review"), "Marcus Bell reviews it"),
        ];
        vec![
            ("leader", page(true, to_do, vec![row("Joe", Tag::good("Closed"), "89 of 100")])),
            ("nothing yet", page(false, Vec::new(), Vec::new())),
        ]
    }
}

impl Samples for DoReview {
    const NAME: &'static str = "do-review";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, errors: &[(&str, &str)]| {
            let asks = vec![super::form::sample_ask("A1", true), super::form::sample_ask("A2", false)];
            Self {
                shell: Shell::new("Review: MCR", "Quality").errors(
                    errors.iter().map(|(field, words)| ((*field).to_owned(), (*words).to_owned())).collect(),
                ),
                at: "#".to_owned(),
                draft_action: "#".to_owned(),
                case: "#".to_owned(),
                brief: vec!["The hedge over the path".to_owned(), format!("Held by {LONG}.")],
                kept: String::new(),
                form,
                submission: String::new(),
                source: "Alongside default".to_owned(),
                sections: vec![("A. At the start".to_owned(), asks)],
                answers: super::form::answers(),
                reasons: super::form::reasons(),
            }
        };
        vec![
            ("fresh", page(Form::default(), &[])),
            (
                "errors",
                page(
                    Form::default(),
                    &[("praise", "Say first what was done well."), ("a-A2", "Choose an answer.")],
                ),
            ),
        ]
    }
}

impl Samples for ShowReview {
    const NAME: &'static str = "show-case-review";
    fn samples() -> Vec<(&'static str, Self)> {
        let answer = |words: &str, tag, note: &str| AnswerRow {
            words: words.to_owned(),
            tag,
            note: note.to_owned(),
            overruled: if note.is_empty() {
                String::new()
            } else {
                "Facts said: met. 5 of 6 windows kept.".to_owned()
            },
        };
        let page = |can: Can, response: &str| Self {
            shell: Shell::new("Review: MCR", "Quality").intro("Amina, GDN-K7QM2-4DXA"),
            at: "#".to_owned(),
            case: "#".to_owned(),
            tag: Tag::info("In review"),
            score: "89 of 100".to_owned(),
            rests: "It rests on 96 of 100 points of weight.".to_owned(),
            critical: vec!["B4. Contact kept to the agreed frequency".to_owned()],
            praise: "Came the same evening.".to_owned(),
            voice: "I was told what happens. I would like to be rung sooner.".to_owned(),
            sections: vec![(
                "B. The plan and contact".to_owned(),
                vec![
                    answer("B1. Plan exists", Tag::good(Answer::Met.label()), ""),
                    answer(
                        "B4. Contact kept",
                        Tag::bad(Answer::NotMet.label()),
                        "Two calls were to another number.",
                    ),
                ],
            )],
            facts: SummaryList { rows: vec![SummaryRow::new("Officer", LONG, "")] },
            response: response.to_owned(),
            disagrees: !response.is_empty(),
            can,
            form: Form::default(),
            at_once: vec![("x-B4".to_owned(), "What is done about B4? Contact kept".to_owned())],
            form_href: "#".to_owned(),
            due: "A next step of Priya Shah, to be done by 27 November 2026.".to_owned(),
            submission: String::new(),
        };
        vec![
            ("reviewer", page(Can { share: true, ..Can::default() }, "")),
            ("officer", page(Can { respond: true, ..Can::default() }, "")),
            (
                "answered",
                page(Can { close: true, ..Can::default() }, "The number was changed by her on the 3rd."),
            ),
        ]
    }
}
