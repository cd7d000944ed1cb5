//! What a plan said before: every agreement, every version of the exit plan, every change.

use super::shell;
use crate::{plan::store, web::nav::case_nav};
use access::{CaseRef, Db, Fault, Read};
use askama::Template;
use kernel::{Day, Instant};
use ui::{Page, Shell, SubNav, Timeline};

/// The history of a plan.
#[derive(Template)]
#[template(path = "plan_history.html")]
pub struct PlanHistory {
    /// The frame.
    pub shell: Shell,
    /// Where else to go.
    pub nav: SubNav,
    /// The plan's page.
    pub at: String,
    /// Every agreement with the plan as it read then, latest first.
    pub agreements: Vec<AgreementRow>,
    /// Every version of the exit plan, latest first.
    pub exits: Timeline,
    /// Every change of words, latest first.
    pub changes: Timeline,
}

/// An agreement.
pub struct AgreementRow {
    /// Who agreed when and how.
    pub what: String,
    /// Copy and review.
    pub more: String,
    /// The plan as it read, line by line.
    pub lines: Vec<String>,
}

fn line(what: &str, at: Instant, who: String, words: String) -> ui::Entry {
    ui::Entry {
        what: what.to_owned(),
        date: Day::of(at).to_string(),
        when: at.long(),
        who,
        words,
        ..ui::Entry::default()
    }
}

/// Shows the history: four statements.
pub async fn show_history(db: Db, case: CaseRef<Read>) -> Result<Page<PlanHistory>, Fault> {
    let (head, agreements, exits, changes) = db
        .view(&case, |c, permit| {
            Ok((
                store::head(c, permit)?,
                store::agreements(c, permit)?,
                store::exits(c, permit)?,
                store::changes(c, permit)?,
            ))
        })
        .await?;
    let at = format!("/cases/{}/plan", case.id());
    let agreements = agreements.into_iter().map(|a| {
        let why = if a.copy_why.is_empty() { String::new() } else { format!(": {}", a.copy_why) };
        AgreementRow {
            what: format!("{}, {} with {}", a.agreed_on.long(), a.how.label().to_lowercase(), a.agreed_with),
            more: format!(
                "{}{why}. To be looked at again by {}. Written down by {}.",
                a.copy.label(),
                a.review_on.long(),
                a.recorded_by
            ),
            lines: a.words.lines().map(str::to_owned).collect(),
        }
    });
    let exits = exits.into_iter().map(|e| {
        let words = format!(
            "Safe to end when: {}\nExpected: {}\nWho carries on: {}",
            e.safe_when,
            e.expected_on.long(),
            e.carries_on
        );
        line("Exit plan", e.recorded_at, e.recorded_by, words)
    });
    let changes = changes.into_iter().map(|change| {
        let what = match change.part.as_str() {
            "goal" => "Goal",
            "step" => "Step",
            _ => "What the plan starts from",
        };
        line(what, change.changed_at, change.changed_by, change.words)
    });
    Ok(Page(PlanHistory {
        shell: shell(case.actor(), "Agreements and changes", &head, ""),
        nav: case_nav(case.id(), "/plan"),
        agreements: agreements.collect(),
        exits: Timeline { entries: exits.collect() },
        changes: Timeline { entries: changes.collect() },
        at,
    }))
}
