//! Samples of the closing page.

use super::CloseCase;
use kernel::Form;
use people::web::errors;
use ui::{Shell, SummaryList, SummaryRow, Task, TaskList};

fn page(form: Form) -> CloseCase {
    CloseCase {
        shell: Shell::new("Close the case", "Cases").errors(errors(&form)),
        subnav: crate::web::case_nav(kernel::Id::from_uuid(access::NOBODY), "/close"),
        case: "/cases/0".to_owned(),
        submissions: Default::default(),
        form,
        closed: false,
        history: Vec::new(),
        comebacks: Vec::new(),
        missing: Vec::new(),
        tasks: TaskList {
            tasks: vec![
                Task::done("Weigh the risk: Risk matrix", "/cases/0/risk"),
                Task::untouched("Write down their own view", "/cases/0/close#view"),
            ],
        },
        actions: vec!["Weekly call, by 25 November 2026. Priya Shah".to_owned()],
        action_choices: ui::choices(&[("all", "Everything that is open")]),
        movers: ui::choices(&super::open::MOVERS),
        reasons: ui::choices(&[("stopped", "The nuisance stopped"), ("moved", "They moved")]),
        views: ui::choices(&[("said", "They said"), ("declined", "They did not want to say")]),
        exits: ui::choices(&[("met", "Yes"), ("partly", "In part")]),
        surveys: ui::choices(&[("queue", "Ask them"), ("unsafe", "It would not be safe to ask")]),
        way_back: "Call 01234 567890 and quote your reference.".to_owned(),
        sign_off: true,
        waits: String::new(),
        may_sign: false,
        sent_back: String::new(),
        watch: "Nothing closes by itself.".to_owned(),
    }
}

impl ui::Samples for CloseCase {
    const NAME: &'static str = "close-case";
    fn samples() -> Vec<(&'static str, Self)> {
        let mut wrong = Form::default();
        for (field, words) in [
            ("reason", "Choose how it ends."),
            ("way_back", "Say how they were told about the way back, or why they could not be."),
            ("mover_words", "Say what came of it, who takes it on, or why it is dropped."),
        ] {
            wrong.error(field, words);
        }
        let waits = Self {
            waits: "Priya Shah asked on 20 November 2026.".to_owned(),
            may_sign: true,
            ..page(Form::default())
        };
        let closed = Self {
            closed: true,
            history: vec![SummaryList { rows: vec![SummaryRow::new("Closed", "20 November 2026", "")] }],
            comebacks: vec![(
                "Came back 34 days after this case was closed: ASB-K7QM2-4DXA".to_owned(),
                "/cases/0".to_owned(),
            )],
            ..page(Form::default())
        };
        let plain = Self { actions: Vec::new(), tasks: TaskList::default(), ..page(Form::default()) };
        vec![
            ("full", page(Form::default())),
            (
                "errors",
                Self { missing: vec!["Decide: Whether the threshold is met.".to_owned()], ..page(wrong) },
            ),
            ("waits", waits),
            ("closed", closed),
            ("plain", plain),
        ]
    }
}
