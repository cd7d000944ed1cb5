//! Samples of a form.

use super::{Entry, ShowForm};
use crate::{facts::sheet::Question, web::nav::case_nav};
use kernel::Id;
use ui::Shell;

/// For samples.
const LOOK: &str = "The latest stay ends before it begins. Take the stay back and write it anew.";

impl ui::Samples for ShowForm {
    const NAME: &'static str = "show-form";
    fn samples() -> Vec<(&'static str, Self)> {
        let question = |control, label: &str| Question {
            name: format!("f_{control}"),
            why_name: format!("why_{control}"),
            label: label.to_owned(),
            control,
            choices: ui::choices(&[("noise", "Noise"), ("threats", "Threats")]),
            ..Question::default()
        };
        let page = |questions: Vec<Question>, entries: Vec<Entry>, kept: &str| Self {
            shell: Shell::new("Assessment", "Cases").intro("LL-K7QM2-4DXA: Noise from upstairs"),
            subnav: case_nav(Id::from_uuid(access::NOBODY), "/forms"),
            purpose: "To know what has happened and what they want.".to_owned(),
            action: "/cases/forms".to_owned(),
            draft_action: "/cases/forms".to_owned(),
            back: "/cases".to_owned(),
            submission: String::new(),
            seen: "0".to_owned(),
            looks: if entries.is_empty() { Vec::new() } else { vec![LOOK.to_owned()] },
            questions,
            on_label: "On which day was it so?",
            on: "22 November 2026".to_owned(),
            kept: kept.to_owned(),
            entries,
            counted: "1 entry".to_owned(),
            totals: vec![("What it cost".to_owned(), "£1,250.50".to_owned())],
        };
        let wrong = Question {
            error: "Dean Morris saved “Quiet” here at 4.40pm, after you opened this page.".to_owned(),
            value: "Sleep.".to_owned(),
            ..question("long", "What do they want to happen?")
        };
        let only = Question {
            only_if: "Only if “What kind of harm” is Threats".to_owned(),
            when: "f_radios=threats".to_owned(),
            unmet: true,
            ..question("inline", "Was a weapon shown?")
        };
        let known = Question {
            known: "Recorded on 3 May 2026 by Priya Shah".to_owned(),
            withheld: "It names somebody else.".to_owned(),
            look: LOOK.to_owned(),
            ..question("text", "Interpreter (optional)")
        };
        let all = vec![
            question("radios", "What kind of harm"),
            only,
            question("select", "Where"),
            question("checks", "All kinds of harm"),
            question("day", "When did it begin?"),
            question("number", "Rooms"),
            known,
        ];
        let entry = Entry {
            when: "Sun 22 Nov".to_owned(),
            facts: vec![("What for".to_owned(), "A lock".to_owned())],
            by: "Recorded on 22 November 2026 by Priya Shah".to_owned(),
            withdraw: "/cases/forms".to_owned(),
            why_name: "reason_1".to_owned(),
            ..Entry::default()
        };
        let mut with_error = page(vec![wrong], Vec::new(), "");
        with_error.shell = with_error.shell.errors(std::iter::once(("f_long", "Look at this.")).collect());
        vec![
            ("every kind of question", page(all, Vec::new(), "20 November 2026, 4.40pm")),
            ("somebody saved before", with_error),
            ("repeats", page(vec![question("text", "What for")], vec![entry], "")),
        ]
    }
}
