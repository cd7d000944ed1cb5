//! The self-assessment on paper.

use super::{
    AT, Asked, Facts, at, facts,
    show::{CommitmentCard, head},
};
use crate::{
    charter::model::COMMITMENTS,
    programme::thematic::web::{id_of, shell},
};
use access::{Actor, Db, Fault};
use askama::Template;
use axum::extract::RawPathParams;
use kernel::Day;
use ui::{Page, Shell};

/// The self-assessment on paper.
#[derive(Template)]
#[template(path = "charter/print.html")]
pub struct PrintCharter {
    /// The frame.
    pub shell: Shell,
    /// The self-assessment's page.
    pub back: String,
    /// How far it is.
    pub standing: String,
    /// The period of its figures.
    pub period: String,
    /// The commitments.
    pub commitments: Vec<CommitmentCard>,
}

fn page(actor: &Actor, facts: &Facts) -> PrintCharter {
    let today = Day::of(actor.now);
    let (standing, period) = head(facts, today);
    let mut shell = shell(actor, "Charter self-assessment", "");
    shell.printed =
        format!("Charter self-assessment. It names nobody who is helped. Printed {}.", today.long());
    PrintCharter {
        shell,
        back: facts.assessment.as_ref().map_or(AT.to_owned(), |one| at(one.assessment_id)),
        standing,
        period,
        commitments: (1..=COMMITMENTS.len()).map(|n| CommitmentCard::new(n, facts, today)).collect(),
    }
}

/// Shows the self-assessment that is open, or the latest, as it is printed.
pub async fn show_print(db: Db, actor: Actor) -> Result<Page<PrintCharter>, Fault> {
    let facts = facts(&db, &actor, Asked::Latest, "print").await?;
    Ok(Page(page(&actor, &facts)))
}

/// Shows one self-assessment as it is printed.
pub async fn show_one(db: Db, actor: Actor, params: RawPathParams) -> Result<Page<PrintCharter>, Fault> {
    let facts = facts(&db, &actor, Asked::One(id_of(&params, "assessment_id")?), "print").await?;
    Ok(Page(page(&actor, &facts)))
}
