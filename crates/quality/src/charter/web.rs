//! Pages of the charter's self-assessment.

pub mod commitment;
pub mod list;
pub mod print;
mod samples;
pub mod show;

use super::{
    model::Figure,
    store::{self, Assessment, Judged, Planned, evidence},
};
use access::{Actor, Db, Fault, Shown, UserId};
use kernel::{Day, db::Conn};
use uuid::Uuid;

/// Where the self-assessment stands.
pub(super) const AT: &str = "/reviews/charter";

/// A self-assessment's page.
pub(super) fn at(id: Uuid) -> String {
    format!("{AT}/{}", id.simple())
}

/// The period of a self-assessment that is begun on a day: twelve months until then. Alongside default.
pub(super) fn period_of(today: Day) -> (Day, Day) {
    (today.plus_months(-12).plus(1), today)
}

/// What the pages of a self-assessment are made from.
pub(super) struct Facts {
    /// It; none before the first is begun.
    pub(super) assessment: Option<Assessment>,
    /// All of them, latest first.
    pub(super) all: Vec<Assessment>,
    /// What was judged.
    pub(super) judged: Vec<Judged>,
    /// What is missing and done about it.
    pub(super) planned: Vec<Planned>,
    /// Its figures: live ones while it is open, those that were kept after.
    pub(super) figures: Vec<Figure>,
    /// Who may own a line of the plan.
    pub(super) owners: Vec<(UserId, String)>,
}

/// Which self-assessment is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked {
    /// The one that is open, or the latest.
    Latest,
    /// This one.
    One(Uuid),
}

fn read(c: &mut dyn Conn, tenant: i64, asked: Asked, today: Day) -> kernel::Result<Facts> {
    let all = store::all(c, tenant)?;
    let assessment = match asked {
        Asked::Latest => all.iter().find(|one| one.signed_at.is_none()).or(all.first()).cloned(),
        Asked::One(id) => Some(store::one(c, tenant, id)?),
    };
    let (judged, planned) = match &assessment {
        Some(one) => {
            (store::judged(c, tenant, one.assessment_id)?, store::planned(c, tenant, one.assessment_id)?)
        }
        None => (Vec::new(), Vec::new()),
    };
    let figures = match &assessment {
        Some(one) if one.signed_at.is_some() => evidence::kept(c, tenant, one.assessment_id)?,
        Some(one) => evidence::evidence(c, tenant, (one.from_on, one.to_on.max(today)), today)?,
        None => evidence::evidence(c, tenant, period_of(today), today)?,
    };
    let owners = crate::programme::store::owners(c, tenant)?;
    Ok(Facts { assessment, all, judged, planned, figures, owners })
}

/// Reads a self-assessment with its evidence: ten statements at most.
pub(super) async fn facts(
    db: &Db,
    actor: &Actor,
    asked: Asked,
    action: &'static str,
) -> Result<Facts, Fault> {
    let today = Day::of(actor.now);
    if matches!(action, "print") {
        return Ok(db
            .list(actor, "print", "charter self-assessment".to_owned(), move |c, scope| {
                Ok(Shown { value: read(c, scope.tenant(), asked, today)?, subjects: Vec::new() })
            })
            .await?);
    }
    Ok(db
        .report(actor, "report", "charter self-assessment".to_owned(), move |c, scope| {
            read(c, scope.tenant(), asked, today)
        })
        .await?)
}
