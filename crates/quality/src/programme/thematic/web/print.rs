//! The report of an audit on paper.

use super::{
    at, id_of, shell,
    show::{Report, facts},
};
use access::{Actor, Db, Fault};
use askama::Template;
use axum::extract::RawPathParams;
use kernel::Day;
use ui::{Page, Shell};

/// The report on paper.
#[derive(Template)]
#[template(path = "programme/print.html")]
pub struct PrintAudit {
    /// The frame.
    pub shell: Shell,
    /// The audit's page.
    pub back: String,
    /// What it says.
    pub report: Report,
}

/// Shows the report as it is printed: no case is named.
pub async fn show_print(db: Db, actor: Actor, params: RawPathParams) -> Result<Page<PrintAudit>, Fault> {
    let facts = facts(&db, &actor, id_of(&params, "audit_id")?, "print").await?;
    let today = Day::of(actor.now);
    let mut shell = shell(&actor, format!("Thematic audit: {}", facts.audit.theme), "");
    shell.printed = format!("Thematic audit. It names no case. Printed {}.", today.long());
    Ok(Page(PrintAudit { shell, back: at(facts.audit.audit_id), report: Report::new(&facts, today) }))
}
