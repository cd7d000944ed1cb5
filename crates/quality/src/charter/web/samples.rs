//! Samples of the charter's pages.

use super::{
    commitment::ShowCommitment,
    print::PrintCharter,
    show::{CommitmentCard, FigureRow, ShowCharter, tag},
};
use crate::charter::model::{ASKS, COMMITMENTS, Judgement};
use kernel::Form;
use ui::{Choice, Shell, SubNav, Tag};

const LONG: &str = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";

fn card(n: usize, full: bool) -> CommitmentCard {
    let figure = |name: &str, words: &str, percent| FigureRow {
        name: name.to_owned(),
        words: words.to_owned(),
        percent,
        href: if full { "/reviews/charter".to_owned() } else { String::new() },
    };
    CommitmentCard {
        n,
        name: COMMITMENTS.get(n - 1).copied().unwrap_or_default(),
        asks: ASKS.get(n - 1).copied().unwrap_or_default(),
        href: if full { "/reviews/charter".to_owned() } else { String::new() },
        tag: tag(full.then_some(Judgement::Partly)),
        words: if full {
            vec!["Contact is kept in most cases.".to_owned(), format!("{LONG}, 3 November 2026.")]
        } else {
            Vec::new()
        },
        figures: vec![
            figure("Criteria of this commitment met, in reviews that count", "75% (30 of 40)", 75),
            figure("Plans agreed, in open cases", "Nothing to count", 0),
        ],
        plan: if full {
            vec![(
                format!("Plans are agreed late. Book the visit at opening. {LONG} sees to it."),
                Tag::info("By Mon 30 Nov"),
            )]
        } else {
            Vec::new()
        },
    }
}

impl ui::Samples for ShowCharter {
    const NAME: &'static str = "charter";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |full: bool| Self {
            shell: Shell::new("Charter self-assessment", "Quality"),
            nav: SubNav::new("Quality", "", Vec::new()),
            standing: "None of the seven commitments is judged yet.".to_owned(),
            period: "Figures of 21 November 2025 to 20 November 2026, as they are now.".to_owned(),
            sign: if full { "/reviews/charter/1/sign".to_owned() } else { String::new() },
            may_begin: !full,
            print: "/reviews/charter/print".to_owned(),
            commitments: (1..=7).map(|n| card(n, full)).collect(),
            all: if full {
                vec![("Begun on 3 March 2026, open: 2 of 7 met".to_owned(), "/reviews/charter".to_owned())]
            } else {
                Vec::new()
            },
            submission: String::new(),
        };
        vec![("full", page(true)), ("none begun", page(false))]
    }
}

impl ui::Samples for ShowCommitment {
    const NAME: &'static str = "charter-commitment";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |open: bool, form: Form| Self {
            shell: Shell::new("4. Supportive approach to victims and witnesses", "Quality")
                .errors(people::web::errors(&form)),
            nav: SubNav::new("Quality", "", Vec::new()),
            at: "/reviews/charter".to_owned(),
            back: "/reviews/charter".to_owned(),
            period: "Figures of 21 November 2025 to 20 November 2026.".to_owned(),
            card: card(4, true),
            open,
            judgements: Judgement::ALL.iter().map(|one| Choice::new(one.code(), one.label())).collect(),
            owners: vec![Choice::new("1", LONG)],
            undone: vec![Choice::new("1", "Book the visit at opening.")],
            form,
            submissions: [String::new(), String::new(), String::new()],
        };
        let mut wrong = Form::default();
        for (field, words) in [
            ("judgement", "Choose how far it is kept."),
            ("words", "Say why, from what the record shows."),
            ("gap", "Write what is missing."),
        ] {
            wrong.error(field, words);
        }
        vec![
            ("open", page(true, Form::default())),
            ("signed", page(false, Form::default())),
            ("errors", page(true, wrong)),
        ]
    }
}

impl ui::Samples for PrintCharter {
    const NAME: &'static str = "charter-print";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |full| Self {
            shell: Shell::new("Charter self-assessment", "Quality"),
            back: "/reviews/charter".to_owned(),
            standing: "None of the seven commitments is judged yet.".to_owned(),
            period: "Figures of 21 November 2025 to 20 November 2026.".to_owned(),
            commitments: (1..=7).map(|n| card(n, full)).collect(),
        };
        vec![("full", page(true)), ("empty", page(false))]
    }
}
