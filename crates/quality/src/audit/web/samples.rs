//! Samples of the self-audit's page.

use super::{AuditRow, ShowAudit};
use crate::audit::{
    model::{Answer, Period},
    store::{AuditLine, Past},
};
use kernel::{Day, Id, Instant};
use ui::{NavItem, Shell, SubNav};

fn line(n: u128, person: &str, found: &str, answer: Option<Answer>) -> AuditLine {
    AuditLine {
        case_id: Id::from_uuid(uuid::Uuid::from_u128(n)),
        reference: "GDN-K7QM2-4DXA".to_owned(),
        case_type: "garden-help".to_owned(),
        title: "The hedge over the path".to_owned(),
        person: person.to_owned(),
        last_contact_at: Some(Instant::from_micros(1_791_000_000_000_000)),
        clock_due_on: Some(Day::of(Instant::from_micros(1_795_300_000_000_000))),
        found: found.to_owned(),
        answer,
        words: answer.map(|_| "The landlord does not answer.".to_owned()),
    }
}

impl ui::Samples for ShowAudit {
    const NAME: &'static str = "show-audit";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(Instant::from_micros(1_795_000_000_000_000));
        let page = |lines: Vec<AuditLine>, held: i64, past: &[Past]| {
            let rows = lines.into_iter().map(|line| AuditRow::new(line, today, String::new())).collect();
            let nav = SubNav::new(
                "Quality",
                "/reviews/audit",
                vec![NavItem::new("/reviews/audit", "My self-audit")],
            );
            Self {
                reviews: "#".to_owned(),
                ..Self::new(Shell::new("My self-audit", "Quality"), nav, rows, held, past, today)
            }
        };
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let all = "late-step no-step no-contact no-exit risk-due clock-due ";
        let some = || {
            vec![
                line(1, "Amina Okafor", "no-contact clock-due ", None),
                line(2, long, all, Some(Answer::Help)),
                line(3, "Joe Bell", "", None),
                line(4, "Els Moor", "", Some(Answer::Right)),
            ]
        };
        let past = Past {
            began_on: Period::of(today).before().began,
            finished_at: Some(Instant::from_micros(1_793_900_000_000_000)),
            answered: 12,
            help: 1,
        };
        let mut wrong = page(some(), 5, &[]);
        let words = "Write what help you need, so that it can be talked about.".to_owned();
        for row in wrong.found.iter_mut().take(1) {
            row.error.clone_from(&words);
        }
        wrong.shell = wrong.shell.errors([("words-1".to_owned(), words)].into_iter().collect());
        let done = line(3, "Joe Bell", "", Some(Answer::Right));
        let now = Past { began_on: Period::of(today).began, ..past.clone() };
        vec![
            ("full", page(some(), 5, &[past])),
            ("errors", wrong),
            ("done", page(vec![done], 1, &[now])),
            ("empty", page(Vec::new(), 0, &[])),
        ]
    }
}
