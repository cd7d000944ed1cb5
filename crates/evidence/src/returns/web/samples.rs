//! Samples of the pages of returns.

use super::{
    CardRow, CaseReturns, CheckedCase, ChecksPage, ChoiceRow, DrillPage, DrillRow, PlaceRow, ReturnsPage,
    TableCard, WorkerRow, WrongRow,
};
use kernel::Form;
use ui::{Choice, NavItem, Samples, Shell, SubNav, Tag};

const LONG: &str = "Households in interim or temporary accommodation on the last day of the period, by kind of \
                    accommodation and by the reason for the loss of their last settled home";
const PERIOD: &str = "1 July 2026 to 30 September 2026";

fn periods() -> Vec<Choice> {
    vec![Choice::new("2026-07-01_2026-09-30", PERIOD)]
}

fn packs() -> Vec<Choice> {
    vec![Choice::new("larch", "Larch lettings")]
}

fn table(title: &str) -> TableCard {
    let row = |label: &str, n: &str, percent: &str| CardRow {
        label: label.to_owned(),
        n: n.to_owned(),
        percent: percent.to_owned(),
        href: if n == "0" { String::new() } else { "/evidence/returns/cases".to_owned() },
    };
    TableCard {
        id: "A1".to_owned(),
        title: title.to_owned(),
        source: "Alongside default".to_owned(),
        how: vec!["Each case counts once, as it stood last in the period.".to_owned()],
        counts: "cases",
        total: "40".to_owned(),
        href: "/evidence/returns/cases".to_owned(),
        rows: vec![row("Prevention", "25", "62%"), row("Relief", "*", "*"), row("Not known", "0", "0%")],
        by_hand: "1 case left out by hand. 1 case put in by hand.".to_owned(),
    }
}

impl Samples for ReturnsPage {
    const NAME: &'static str = "returns";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |shell: Shell, tables: Vec<TableCard>| Self {
            shell,
            packs: packs(),
            pack: "larch".to_owned(),
            periods: periods(),
            period: "2026-07-01_2026-09-30".to_owned(),
            seen: String::new(),
            about: format!("Larch lettings, {PERIOD}. Whole service."),
            csv: if tables.is_empty() { String::new() } else { "/evidence/returns.csv".to_owned() },
            tables,
            checks: "/evidence/returns/checks".to_owned(),
            exports: vec![("/evidence/returns/export".to_owned(), "main.csv".to_owned())],
            export_rule: vec!["A case is in the files for one of these: The case is closed.".to_owned()],
        };
        let shell = || Shell::new("Returns", "Reports");
        let wrong = [("seen", "Enter a day that has come.")].into_iter().collect();
        vec![
            ("full", page(shell(), vec![table("Initial assessments, by duty owed")])),
            ("nothing to show", page(shell(), Vec::new())),
            ("with errors", page(shell().errors(wrong), Vec::new())),
            ("long names", page(shell(), vec![table(LONG)])),
        ]
    }
}

impl Samples for DrillPage {
    const NAME: &'static str = "return-cases";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, hidden: &str, n: usize| Self {
            shell: Shell::new("Cases in a return", "Reports"),
            about: format!("A1 {title}: Prevention, {PERIOD}"),
            cases: (0..n)
                .map(|n| DrillRow {
                    href: "/cases/1/returns".to_owned(),
                    reference: format!("LL-{n}K7QM"),
                    title: title.to_owned(),
                    worker: "Priya Shah".to_owned(),
                    on: "3 July 2026".to_owned(),
                })
                .collect(),
            hidden: hidden.to_owned(),
            back: "/evidence/returns".to_owned(),
        };
        vec![
            ("full", page("Help to keep a home", "2 restricted cases are not shown.", 3)),
            ("none may be read", page("Help to keep a home", "2 restricted cases are not shown.", 0)),
            ("long names", page(LONG, "", 1)),
        ]
    }
}

fn wrong_row() -> WrongRow {
    WrongRow {
        level: Tag::bad("Error"),
        words: "The duty was accepted before the application was made.".to_owned(),
        remedy: "Correct one of the two days.".to_owned(),
        since: "New this week.".to_owned(),
    }
}

fn worker_row(nth: usize) -> WorkerRow {
    WorkerRow {
        id: nth.to_string(),
        name: if nth == 0 { "Priya Shah" } else { "Nobody yet" }.to_owned(),
        href: "/evidence/returns/checks".to_owned(),
        cases: 2,
        new: 1,
    }
}

impl Samples for ChecksPage {
    const NAME: &'static str = "return-checks";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, n: usize| Self {
            shell: Shell::new("Cases to correct", "Reports"),
            packs: packs(),
            pack: "larch".to_owned(),
            people: vec![Choice::new("1", "Priya Shah"), Choice::new("nobody", "Nobody yet")],
            worker: String::new(),
            workers: (0..n.min(2)).map(worker_row).collect(),
            cases: (0..n)
                .map(|n| CheckedCase {
                    href: "/cases/1/returns".to_owned(),
                    reference: format!("LL-{n}K7QM"),
                    title: title.to_owned(),
                    worker: "Priya Shah".to_owned(),
                    wrong: vec![wrong_row()],
                })
                .collect(),
            tables: true,
            about: format!("Larch lettings: {n} open cases you may read with something to correct."),
        };
        vec![
            ("full", page("Help to keep a home", 3)),
            ("nothing wrong", page("", 0)),
            ("long names", page(LONG, 1)),
        ]
    }
}

impl Samples for CaseReturns {
    const NAME: &'static str = "returns-of-a-case";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |why: &str| PlaceRow {
            table: "A1 Initial assessments, by duty owed".to_owned(),
            why: why.to_owned(),
            how: "Each case counts once.".to_owned(),
        };
        let page = |shell: Shell, full: bool, why: &str| Self {
            shell: shell.intro("Amina Okafor. LL-K7QM: Help to keep a home"),
            subnav: SubNav::new(
                "About this case",
                "/cases/1/returns",
                vec![NavItem::new("/cases/1", "Case")],
            ),
            action: "/cases/1/returns".to_owned(),
            submission: "s".to_owned(),
            form: Form::default(),
            periods: periods(),
            period: "2026-07-01_2026-09-30".to_owned(),
            period_words: PERIOD.to_owned(),
            export: "Yes. Recorded: Relief duty accepted on 2 July 2026.".to_owned(),
            export_rule: vec!["A case is in the files for one of these: The case is closed.".to_owned()],
            inside: if full {
                vec![row("Prevention. Recorded: Duty owed on 3 July 2026.")]
            } else {
                Vec::new()
            },
            outside: vec![row(why)],
            wrong: if full { vec![wrong_row()] } else { Vec::new() },
            choices: if full {
                vec![ChoiceRow {
                    what: Tag::warn("Left out"),
                    period: PERIOD.to_owned(),
                    reason: "Another council sends it.".to_owned(),
                    by: "Priya Shah, 2 October 2026".to_owned(),
                }]
            } else {
                Vec::new()
            },
            offers: ui::choices(super::case::OFFERS),
            tables: vec![Choice::new("A1", "A1 Initial assessments, by duty owed")],
            mine: "/evidence/returns/checks".to_owned(),
        };
        let shell = || Shell::new("Returns", "Cases").quiet("Returns");
        let wrong = [("choice", "Say whether it is left out or taken in."), ("reason", "Say why.")];
        vec![
            ("full", page(shell(), true, "“Household” does not fit.")),
            ("in no table", page(shell(), false, "This has not happened: Recorded: Duty owed.")),
            ("with errors", page(shell().errors(wrong.into_iter().collect()), true, "It was over.")),
            ("long names", page(shell(), true, LONG)),
        ]
    }
}
