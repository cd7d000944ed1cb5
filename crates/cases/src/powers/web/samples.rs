//! Samples of the register's pages.

use super::{NewPower, PowerRow, ShowPowers, ShowUse, UseRow, test_choices};
use kernel::Form;
use people::web::errors;
use ui::{Shell, SubNav, SummaryList, SummaryRow, Tag};

fn subnav() -> SubNav {
    crate::web::case_nav(kernel::Id::from_uuid(access::NOBODY), "/powers")
}

impl ui::Samples for ShowPowers {
    const NAME: &'static str = "show-powers";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |name: &str, state: Tag, breaches: &str| UseRow {
            href: "/cases/0/powers/use".to_owned(),
            name: name.to_owned(),
            whom: "Dean Carter".to_owned(),
            state,
            time: "Served on 3 November 2026, from 3 November 2026 to 2 February 2027".to_owned(),
            breaches: breaches.to_owned(),
            outcome: String::new(),
        };
        let power = |name: &str| PowerRow {
            href: "/cases/0/powers/new".to_owned(),
            name: name.to_owned(),
            about: "Who may use it: council, police.".to_owned(),
        };
        let page = |uses: Vec<UseRow>, costs: Vec<SummaryRow>| Self {
            shell: Shell::new("Tools and powers", "Cases"),
            subnav: subnav(),
            uses,
            informal: vec![power("Warning letter")],
            formal: vec![power("Community protection notice")],
            costs: SummaryList { rows: costs },
        };
        let rows = vec![
            row(
                "Closure order of a dwelling after nuisance, with a long name",
                Tag::good("In force"),
                "2 breaches",
            ),
            row("Warning letter", Tag::plain("Ended"), ""),
        ];
        let costs =
            vec![SummaryRow::new("Repairs", "£120.00", ""), SummaryRow::new("In all", "£1,204.50", "")];
        vec![("full", page(rows, costs)), ("empty", page(Vec::new(), Vec::new()))]
    }
}

impl ui::Samples for NewPower {
    const NAME: &'static str = "new-power";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, power: &str| Self {
            shell: Shell::new("Community protection notice", "Cases").errors(errors(&form)),
            subnav: subnav(),
            action: "/cases/0/powers/new".to_owned(),
            submission: String::new(),
            form,
            power: power.to_owned(),
            test: "Persistent conduct that harms the quality of life of those in the locality.".to_owned(),
            citation: "2014 Act s.43 (our reading, not yet confirmed)".to_owned(),
            about: vec!["Who may use it: council, police.".to_owned()],
            first: vec!["A written warning".to_owned(), "Time to put it right".to_owned()],
            asks_why: true,
            hours: true,
            parties: ui::choices(&[("1", "Dean Carter, alleged perpetrator")]),
            tests: test_choices(),
        };
        let mut wrong = Form::default();
        wrong.error("whom", "Choose a party above, or say whom, such as a company.");
        wrong.error("test_met", "Say whether the legal test is met.");
        wrong.error("formal_why", "Say why nothing less intrusive was tried first.");
        vec![
            ("empty", page(Form::default(), "notice")),
            ("errors", page(wrong, "notice")),
            ("no such power", page(Form::default(), "")),
        ]
    }
}

impl ui::Samples for ShowUse {
    const NAME: &'static str = "show-use";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, id: &str, waits: bool| Self {
            shell: Shell::new("Community protection notice", "Cases").errors(errors(&form)),
            subnav: subnav(),
            case: "/cases/0".to_owned(),
            submissions: Default::default(),
            form,
            use_id: id.to_owned(),
            facts: SummaryList { rows: vec![SummaryRow::new("With or against whom", "Dean Carter", "")] },
            state: Some(Tag::good("In force")),
            waits,
            may_authorise: waits,
            open: true,
            tests: test_choices(),
            hours: true,
            breaches: vec![(
                "19 November 2026".to_owned(),
                "Music until three.".to_owned(),
                "Fixed penalty.".to_owned(),
                "Priya Shah".to_owned(),
            )],
        };
        let mut wrong = Form::default();
        wrong.error("served_how", "Say how it was given or served, such as by hand.");
        vec![
            ("full", page(Form::default(), "1", false)),
            ("waits", page(Form::default(), "1", true)),
            ("errors", page(wrong, "1", false)),
            ("none", page(Form::default(), "", false)),
        ]
    }
}
