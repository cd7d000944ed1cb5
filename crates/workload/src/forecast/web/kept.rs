//! A scenario that was kept, played again from its own numbers; to be read, printed and compared.

use super::{AT, nav, played, read_kept, seed_of, shell, told::Told};
use crate::forecast::store::{self, Kept};
use access::{Actor, Db, Fault, Query};
use askama::Template;
use axum::extract::RawPathParams;
use kernel::{Day, Error};
use ui::{Page, Shell, SubNav};
use uuid::Uuid;

/// A scenario that was kept.
#[derive(Template)]
#[template(path = "forecast/kept.html")]
pub struct ShowKept {
    /// The frame.
    pub shell: Shell,
    /// The places of the model.
    pub nav: SubNav,
    /// Who kept it, when, and from what it was made.
    pub from: String,
    /// The answer.
    pub told: Option<Told>,
    /// The whole of it as text.
    pub body: String,
    /// Where it is compared with another.
    pub compare: String,
}

/// The scenario of an address.
pub(super) fn id_of(params: &RawPathParams) -> Result<Uuid, Error> {
    let text = params.iter().find(|(name, _)| *name == "scenario_id").map(|(_, value)| value);
    text.and_then(|text| Uuid::parse_str(text).ok()).ok_or(Error::NotFound)
}

/// Shows a scenario that was kept: one statement.
pub async fn show_kept(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowKept>, Fault> {
    let id = id_of(&params)?;
    let detail = format!("model: scenario {}", id.simple());
    let kept: Kept =
        db.report(&actor, "report", detail, move |c, scope| store::one(c, scope.tenant(), id)).await?;
    let (scenario, answer) = played(read_kept(&kept.body)?, seed_of(kept.seed)).await?;
    Ok(Page(ShowKept {
        shell: shell(&actor, kept.name, query.value("done")).intro(scenario.about.clone()),
        nav: nav(AT),
        from: format!(
            "Kept by {} on {}. Played from its own numbers, with seed {}.",
            kept.by,
            Day::of(kept.saved_at).long(),
            kept.seed
        ),
        told: answer.map(|answer| Told::new(&scenario, &answer)),
        body: kept.body,
        compare: ui::query("/caseloads/model/compare", &[("one", &id.simple().to_string())]),
    }))
}
