//! Samples of the pages of discovery.

use super::{
    list::{DiscoveryRow, ListDiscoveries, PulseRow},
    pulse::ShowPulse,
    show::{PrintDiscovery, ShowDiscovery, ThemeView, View},
};
use crate::discovery::model::{FEWEST, QUESTIONS, SCALE, Theme};
use kernel::Form;
use people::web::errors;
use ui::{Choice, Shell, SubNav, Tag};

const LONG: &str =
    "What keeps us from being with people in the evenings and at weekends, asked in three teams";

fn nav() -> SubNav {
    SubNav::new("Time", "", Vec::new())
}

fn wrong(all: &[(&str, &str)]) -> Form {
    let mut form = Form::default();
    for (field, words) in all {
        form.error(field, *words);
    }
    form
}

impl ui::Samples for ListDiscoveries {
    const NAME: &'static str = "discoveries";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |name: &str, tag| DiscoveryRow {
            name: name.to_owned(),
            href: "/time/discovery/1".to_owned(),
            about: "6 findings, 9 people spoken to".to_owned(),
            tag,
        };
        let pulse = |none: &str| PulseRow {
            when: "1 September 2026 to 14 September 2026".to_owned(),
            answered: "9 of 14 people answered".to_owned(),
            none: none.to_owned(),
            scores: if none.is_empty() {
                SCALE.iter().map(|(n, words)| ((*words).to_owned(), 2, 10 * n)).collect()
            } else {
                Vec::new()
            },
            words: if none.is_empty() { vec![LONG.to_owned()] } else { Vec::new() },
        };
        let page = |rows, pulses: Vec<PulseRow>, wait: &str, form: Form| Self {
            shell: Shell::new("Discovery", "Caseloads").errors(errors(&form)),
            nav: nav(),
            rows,
            pulses,
            wait: wait.to_owned(),
            opens: true,
            form,
            submissions: [String::new(), String::new()],
        };
        let rows = vec![row("Autumn discovery", Tag::info("Under way")), row(LONG, Tag::good("Finished"))];
        let pulses = vec![pulse("Results are shown when it is over."), pulse("")];
        let bad = wrong(&[
            ("name", "Write a name by which people know it."),
            ("goals", "Write what it is to find out."),
            ("guide", "Write the questions, one a line."),
        ]);
        vec![
            ("full", page(rows, pulses, "One is open until 30 November 2026.", Form::default())),
            ("empty", page(Vec::new(), Vec::new(), "", Form::default())),
            ("errors", page(Vec::new(), Vec::new(), "", bad)),
        ]
    }
}

fn view(full: bool) -> View {
    let said = vec![(LONG.to_owned(), "5 people".to_owned())];
    View {
        about: "9 people spoken to. Begun by Ruth Lane on 2 November 2026.".to_owned(),
        goals: vec![LONG.to_owned()],
        guide: vec!["What got in the way?".to_owned(), "What must not change?".to_owned()],
        themes: if full {
            Theme::ALL
                .iter()
                .map(|theme| ThemeView { name: theme.label(), code: theme.code(), said: said.clone() })
                .collect()
        } else {
            Vec::new()
        },
    }
}

impl ui::Samples for ShowDiscovery {
    const NAME: &'static str = "discovery";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |full, open, form: Form| Self {
            shell: Shell::new("Autumn discovery", "Caseloads").errors(errors(&form)),
            nav: nav(),
            at: "/time/discovery/1".to_owned(),
            view: view(full),
            open,
            themes: Theme::ALL.iter().map(|theme| Choice::new(theme.code(), theme.label())).collect(),
            form,
            submissions: [String::new(), String::new()],
        };
        let bad = wrong(&[
            ("theme", "Choose what it is about."),
            ("words", "Write what was said, in words that name nobody."),
            ("people", "Write how many people said it, in digits."),
            ("spoken", "Write how many people you spoke to, in digits."),
        ]);
        vec![
            ("full", page(true, true, Form::default())),
            ("finished", page(true, false, Form::default())),
            ("empty", page(false, true, Form::default())),
            ("errors", page(false, true, bad)),
        ]
    }
}

impl ui::Samples for PrintDiscovery {
    const NAME: &'static str = "discovery-print";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |full| Self {
            shell: Shell::new("Autumn discovery", "Caseloads"),
            back: "/time/discovery/1".to_owned(),
            view: view(full),
        };
        vec![("full", page(true)), ("empty", page(false))]
    }
}

impl ui::Samples for ShowPulse {
    const NAME: &'static str = "pulse";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |until: &str, form: Form| Self {
            shell: Shell::new("Two questions", "Caseloads").errors(errors(&form)),
            nav: nav(),
            until: until.to_owned(),
            questions: QUESTIONS,
            scale: SCALE.iter().map(|(n, words)| Choice::new(n.to_string(), *words)).collect(),
            fewest: FEWEST,
            form,
            submission: String::new(),
        };
        vec![
            ("full", page("4 December 2026", Form::default())),
            ("empty", page("", Form::default())),
            ("errors", page("4 December 2026", wrong(&[("score", "Choose an answer.")]))),
        ]
    }
}
