//! The programme: audits under way and finished, and the way to everything else that plans the work of quality.

use super::{at, shell, tag};
use crate::{
    programme::thematic::store::{self, Audit},
    web::nav,
};
use access::{Actor, Db, Fault, Query, Shown};
use askama::Template;
use kernel::{Day, words::count};
use ui::{Page, Shell, SubNav, Tag};

/// The programme of quality.
#[derive(Template)]
#[template(path = "programme/list.html")]
pub struct Programme {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// What stands out, in a sentence.
    pub headline: String,
    /// Audits, latest first.
    pub audits: Vec<AuditRow>,
}

/// An audit in the list.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// Its page.
    pub href: String,
    /// What it is about.
    pub theme: String,
    /// When it was begun, and by whom.
    pub begun: String,
    /// How far it is.
    pub tag: Tag,
    /// `18 of 20`.
    pub looked: String,
    /// `2 of 3 closed, 1 overdue`.
    pub asked: String,
}

impl AuditRow {
    pub(super) fn new(audit: &Audit, today: Day) -> Self {
        let late = if audit.late > 0 { format!(", {} overdue", audit.late) } else { String::new() };
        Self {
            href: at(audit.audit_id),
            theme: audit.theme.clone(),
            begun: format!("{}, {}", Day::of(audit.framed_at).long(), audit.by),
            tag: tag(audit, today),
            looked: format!("{} of {}", audit.looked, audit.sampled),
            asked: if audit.asked == 0 {
                "None".to_owned()
            } else {
                format!("{} of {} closed{late}", audit.closed, audit.asked)
            },
        }
    }
}

/// `1 audit is under way. 2 recommendations are overdue.`
pub(super) fn headline(audits: &[Audit]) -> String {
    let open = audits.iter().filter(|audit| audit.finished_at.is_none()).count();
    let late: i64 = audits.iter().map(|audit| audit.late).sum();
    let open = i64::try_from(open).unwrap_or(0);
    let first = match open {
        0 => "No thematic audit is under way.".to_owned(),
        n => format!("{} under way.", count(n, "thematic audit is", "thematic audits are")),
    };
    match late {
        0 => format!("{first} No recommendation is overdue."),
        n => format!("{first} {} overdue.", count(n, "recommendation is", "recommendations are")),
    }
}

/// Shows the programme: one statement.
pub async fn show_programme(db: Db, actor: Actor, Query(query): Query) -> Result<Page<Programme>, Fault> {
    let today = Day::of(actor.now);
    let audits = db
        .list(&actor, "list", "thematic audits".to_owned(), move |c, scope| {
            Ok(Shown { value: store::all(c, scope.tenant(), today)?, subjects: Vec::new() })
        })
        .await?;
    Ok(Page(Programme {
        shell: shell(&actor, "Programme of quality", query.value("done"))
            .intro("What is looked at, how often, with whose time, and what it costs."),
        nav: nav(&actor, "/reviews/programme"),
        headline: headline(&audits),
        audits: audits.iter().map(|audit| AuditRow::new(audit, today)).collect(),
    }))
}
