//! SQL of reports: what is written here, what is read in [`read`].

pub mod read;

use super::model::{Band, Ending, NewReport};
use access::{CaseId, PersonId, UserId};
use kernel::{
    Error, Instant, Result, args,
    db::{Conn, ConnExt},
};
use uuid::Uuid;

kernel::statements! {
    ADD: () = "INSERT INTO report (
            tenant_id, report_id, case_type, team_id, person_id, words, reporter_kind, reporter_name, reporter_reach,
            received_how, received_on, safe, safe_words, danger, hurt, targeted, needing, repeated, quick_band,
            band, band_reason, state, ending, ending_words, told, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
            '', '', 'pending', '', '', '', $20, $21)";
    SCORE: () = "UPDATE report
        SET band = $3, band_reason = $4, scored_at = $5, scored_by = $6, state = 'scored'
        WHERE tenant_id = $1 AND report_id = $2 AND state IN ('pending', 'scored')";
    LEAD_TO: () = "UPDATE report
        SET state = $3, case_id = $4, earlier_case_id = $5, another_why = $6, decided_at = $7, decided_by = $8
        WHERE tenant_id = $1 AND report_id = $2 AND state IN ('pending', 'scored')";
    CLOSE: () = "UPDATE report
        SET state = 'closed', ending = $3, ending_words = $4, told = $5, decided_at = $6, decided_by = $7
        WHERE tenant_id = $1 AND report_id = $2 AND state IN ('pending', 'scored')";
    AGAINST: () = "UPDATE report
        SET against_id = $3
        WHERE tenant_id = $1 AND report_id = $2 AND state IN ('pending', 'scored')";
    BAND: () = "UPDATE case_file
        SET band = $3
        WHERE tenant_id = $1 AND case_id = $2";
}

/// Every SQL text of reports.
pub fn statements() -> Vec<kernel::db::Known> {
    [STATEMENTS, read::STATEMENTS].concat()
}

/// Records a report.
pub fn add(c: &mut dyn Conn, tenant: i64, n: &NewReport) -> Result<()> {
    c.exec(
        ADD,
        args![
            tenant,
            n.report_id,
            &n.case_type,
            n.team,
            n.person,
            &n.words,
            n.reporter,
            &n.reporter_name,
            &n.reporter_reach,
            n.received,
            n.received_on,
            n.safe,
            &n.safe_words,
            n.harm.danger,
            n.harm.hurt,
            n.harm.targeted,
            n.harm.needing,
            n.harm.repeated,
            n.harm.band(),
            n.recorded_at,
            n.recorded_by
        ],
    )
    .map(drop)
}

/// Settles a report's band; [`Error::Conflict`] when it was decided on before.
pub fn score(
    c: &mut dyn Conn,
    tenant: i64,
    report: Uuid,
    (band, reason): (Band, &str),
    (by, at): (UserId, Instant),
) -> Result<()> {
    once(c.exec(SCORE, args![tenant, report, band, reason, at, by])?)
}

/// A report opens a case, with the closed case that makes it a re-referral, if one, and why it is another case where
/// one was open that it could have joined; [`Error::Conflict`] when it was decided on before.
pub fn opened(
    c: &mut dyn Conn,
    tenant: i64,
    report: Uuid,
    (case, earlier, another): (CaseId, Option<CaseId>, &str),
    (by, at): (UserId, Instant),
) -> Result<()> {
    once(c.exec(LEAD_TO, args![tenant, report, "opened", case, earlier, another, at, by])?)
}

/// Says who is said to have done it, or that we know nobody; [`Error::Conflict`] when the report was decided on
/// before.
pub fn against(c: &mut dyn Conn, tenant: i64, report: Uuid, who: Option<PersonId>) -> Result<()> {
    once(c.exec(AGAINST, args![tenant, report, who])?)
}

/// A report joins an open case; [`Error::Conflict`] when it was decided on before.
pub fn joined(
    c: &mut dyn Conn,
    tenant: i64,
    report: Uuid,
    case: CaseId,
    (by, at): (UserId, Instant),
) -> Result<()> {
    once(c.exec(LEAD_TO, args![tenant, report, "joined", case, None::<Uuid>, "", at, by])?)
}

/// A report ends without a case; [`Error::Conflict`] when it was decided on before.
pub fn close(
    c: &mut dyn Conn,
    tenant: i64,
    report: Uuid,
    (ending, why, told): (Ending, &str, &str),
    (by, at): (UserId, Instant),
) -> Result<()> {
    once(c.exec(CLOSE, args![tenant, report, ending, why, told, at, by])?)
}

/// The band that a new case has from its report, until its risk is weighed.
pub fn band(c: &mut dyn Conn, tenant: i64, case: CaseId, band: Band) -> Result<()> {
    c.exec(BAND, args![tenant, case, band]).map(drop)
}

fn once(changed: u64) -> Result<()> {
    match changed {
        0 => Err(Error::Conflict(
            "Somebody decided on this report before you. Open it again to see what they did.".to_owned(),
        )),
        _ => Ok(()),
    }
}
