//! Sample letters.

use super::{Can, ShowLetter};
use crate::letters::{
    model::{State, Way},
    paper::PaperView,
    plain,
    web::tag,
};
use ::letters::{Paper, blocks};
use ui::{Shell, SummaryList, SummaryRow};

impl ui::Samples for ShowLetter {
    const NAME: &'static str = "show-letter";
    fn samples() -> Vec<(&'static str, Self)> {
        let rows = [("To", "Amina Okafor"), ("How", Way::Post.label())];
        let text = "Dear Mina\n\n# Next\n\n- A lock\n\n| What | When |\n| Lock | Friday |";
        let paper = Paper {
            title: "What we agreed".to_owned(),
            service: "Alongside in Fernshire".to_owned(),
            to: vec!["Amina Okafor".to_owned(), "12 Larch Court".to_owned()],
            date: "20 November 2026".to_owned(),
            blocks: blocks(text),
            ..Paper::default()
        };
        let page = |state, problems: &[&str], can: Can, copy: &str| Self {
            shell: Shell::new("What we agreed", "Cases").quiet("Letter").intro("ASB-K7QM2-4DXA"),
            list_href: "/cases/0/letters".to_owned(),
            path: "/cases/0/letters/0".to_owned(),
            state: tag(state),
            submission: String::new(),
            facts: SummaryList { rows: rows.iter().map(|(k, v)| SummaryRow::new(*k, *v, "")).collect() },
            safe: people::web::safe::SafeCard::default(),
            problems: problems.iter().map(|words| (*words).to_owned()).collect(),
            hints: plain::hints("We will commence."),
            paper: PaperView { paper: paper.clone() },
            can,
            copy: copy.to_owned(),
            no_printer: true,
        };
        let all = || Can {
            buttons: vec![("ask", "Ask for approval"), ("reopen", "Make it a draft again")],
            edit: true,
            send: true,
            drop: true,
        };
        let problem = "Mina has no current address here. Add one to their record, or choose another way.";
        vec![
            ("draft with problems", page(State::Draft, &[problem], all(), "")),
            ("ready", page(State::Approved, &[], all(), "")),
            ("sent", page(State::Sent, &[], Can::default(), "PDF, SHA-256 0a1b2c3d4e5f…")),
        ]
    }
}
