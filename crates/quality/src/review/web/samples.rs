//! Samples of the pages of reviews.

use super::{
    decide::{DecideReview, Row},
    form::DoReview,
    list::{ListReviews, ReviewRow},
    of_case::CaseReviews,
    replace::ReplaceReview,
    show::{AnswerRow, ShowReview, StepRow},
    whole::Can,
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
        waits: if more.is_empty() { String::new() } else { "Share it".to_owned() },
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
                replace: "#".to_owned(),
                closed: !errors.is_empty(),
            }
        };
        vec![
            ("fresh", page(Form::default(), &[])),
            (
                "errors",
                page(
                    Form::default(),
                    &[("praise", "Say first what was done well."), ("a-A2", "A2: choose an answer.")],
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
            more: if note.is_empty() {
                Vec::new()
            } else {
                vec![
                    "Facts said: met. 5 of 6 windows kept.".to_owned(),
                    format!("{LONG} disputes it: she changed her number."),
                ]
            },
        };
        let page = |can: Can, response: &str| Self {
            shell: Shell::new("Review: MCR", "Quality").intro("Amina, GDN-K7QM2-4DXA"),
            at: "#".to_owned(),
            case: "#".to_owned(),
            tag: Tag::info("In review"),
            next: "Next: Priya Shah agrees or disagrees. Waiting since 20 November 2026.".to_owned(),
            origin: String::new(),
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
            agrees: false,
            decide: "Decide what the officer disputes".to_owned(),
            says: super::show::says(),
            disputable: vec![("d-B4".to_owned(), "B4. Contact kept: not met".to_owned())],
            steps: if can.check { steps() } else { Vec::new() },
            again_by: "By 27 November 2026 at the latest: five working days.".to_owned(),
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
            ("moderator", page(Can { decide: true, ..Can::default() }, LONG)),
            ("looked at again", page(Can { check: true, ..Can::default() }, "")),
            ("nobody else came", page(Can { alone: true, ..Can::default() }, "")),
            ("no answer", page(Can { go_on: true, ..Can::default() }, "")),
        ]
    }
}

fn steps() -> Vec<StepRow> {
    let step = |n, tag, waits: bool, wrong: &str| StepRow {
        n,
        href: "#".to_owned(),
        words: "B4. Ring her today and agree when".to_owned(),
        tag,
        notes: vec!["To be done by 27 November 2026.".to_owned()],
        waits,
        right: if wrong.is_empty() { String::new() } else { "no".to_owned() },
        found: String::new(),
        due: String::new(),
        wrong: [String::new(), wrong.to_owned(), String::new()],
    };
    vec![
        step(1, Tag::bad("Not yet: asked for again"), false, ""),
        step(2, Tag::info("Done: to be looked at again"), true, "Write what shows it, or what is missing."),
        step(3, Tag::warn("Open"), false, ""),
    ]
}

impl Samples for DecideReview {
    const NAME: &'static str = "decide-review";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, errors: &[(&str, &str)]| Self {
            shell: Shell::new(title, "Quality").intro(format!("{LONG}, GDN-K7QM2-4DXA")).errors(
                errors.iter().map(|(field, words)| ((*field).to_owned(), (*words).to_owned())).collect(),
            ),
            at: "#".to_owned(),
            case: "#".to_owned(),
            about: "Keep each answer or change it, and say why.".to_owned(),
            response: if errors.is_empty() { String::new() } else { "I rang her twice a week.".to_owned() },
            rows: vec![Row {
                name: "a-B4".to_owned(),
                reason: "r-B4".to_owned(),
                note: "n-B4".to_owned(),
                words: "B4. Contact kept to the agreed frequency (weight 8)".to_owned(),
                ask: "Was contact kept as agreed?".to_owned(),
                look: "#".to_owned(),
                sides: vec![
                    ("Marcus Bell".to_owned(), "Not met. Two calls in eleven weeks.".to_owned()),
                    (LONG.to_owned(), "She changed her number on the 3rd.".to_owned()),
                ],
                given: "not_met".to_owned(),
            }],
            answers: super::form::answers(),
            reasons: super::form::reasons(),
            form: Form::default(),
            submission: String::new(),
        };
        vec![
            ("between two", page("Two reviewers differ", &[])),
            (
                "errors",
                page("The officer disagrees", &[("n-B4", "Say why, so that both sides can follow it.")]),
            ),
        ]
    }
}

impl Samples for ReplaceReview {
    const NAME: &'static str = "replace-review";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |errors: &[(&str, &str)]| Self {
            shell: Shell::new("Replace: MCR", "Quality").intro(format!("{LONG}, GDN-K7QM2-4DXA")).errors(
                errors.iter().map(|(field, words)| ((*field).to_owned(), (*words).to_owned())).collect(),
            ),
            at: "#".to_owned(),
            about: format!("The next case of {LONG} in the order of the draw takes its place."),
            reasons: ui::choices(&[("closed", "The case was closed since"), ("other", "Another reason")]),
            form: Form::default(),
            submission: String::new(),
        };
        vec![
            ("fresh", page(&[])),
            (
                "errors",
                page(&[("reason", "The case is open. Choose another reason."), ("words", "Say why.")]),
            ),
        ]
    }
}

impl Samples for CaseReviews {
    const NAME: &'static str = "case-reviews";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |reviews, cannot: &str, errors: &[(&str, &str)]| Self {
            shell: Shell::new("Reviews of this case", "Cases")
                .intro(format!("{LONG}, GDN-K7QM2-4DXA"))
                .errors(
                    errors.iter().map(|(field, words)| ((*field).to_owned(), (*words).to_owned())).collect(),
                ),
            nav: SubNav::new("This case", "#", vec![NavItem::new("#", "Case")]),
            case: "#".to_owned(),
            reviews,
            may_ask: cannot.is_empty(),
            cannot: cannot.to_owned(),
            form: Form::default(),
            submission: String::new(),
        };
        let some = vec![row(LONG, Tag::good("Closed"), "89 of 100 Asked for.")];
        vec![
            ("some", page(some, "You hold this case. Somebody else asks for a review of it.", &[])),
            ("nothing yet", page(Vec::new(), "", &[])),
            ("errors", page(Vec::new(), "", &[("why", "Say why this case should be reviewed.")])),
        ]
    }
}
