//! What is known of a case's weight that no other record says, and what a manager agreed.

use access::{CaseId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// What nothing else says of a case's weight.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Known {
        /// Whether getting there takes more than half an hour.
        pub travel: bool,
        /// A tier that another tool gave it.
        pub tier: String,
        /// Where somebody is seen, in a tool that has tiers.
        pub setting: String,
    }
}

row! {
    /// What was agreed about a case's weight.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Agreed {
        /// The agreement.
        pub adjustment_id: Uuid,
        /// Percent more, or less.
        pub percent: i64,
        /// Why.
        pub why: String,
        /// First day.
        pub from_on: Day,
        /// Last day; the day it was ended, where it was.
        pub until_on: Day,
        /// Who agreed it.
        pub by: Option<String>,
    }
}

kernel::statements! {
    KNOWN: Known = "SELECT travel, tier, setting FROM case_weighing WHERE tenant_id = $1 AND case_id = $2";
    SET: () = "INSERT INTO case_weighing (tenant_id, case_id, travel, tier, setting, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (tenant_id, case_id) DO UPDATE SET travel = excluded.travel, tier = excluded.tier,
            setting = excluded.setting, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by";
    AGREED: Agreed = "SELECT j.adjustment_id, j.percent, j.why, j.from_on, COALESCE(j.ended_on, j.until_on), u.name
        FROM case_adjustment j
        LEFT JOIN app_user u ON u.tenant_id = j.tenant_id AND u.user_id = j.recorded_by
        WHERE j.tenant_id = $1 AND j.case_id = $2
        ORDER BY j.until_on DESC, j.adjustment_id DESC
        LIMIT 50";
    AGREE: () = "INSERT INTO case_adjustment (
            tenant_id, adjustment_id, case_id, percent, why, from_on, until_on, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    END: () = "UPDATE case_adjustment SET ended_on = $4
        WHERE tenant_id = $1 AND case_id = $2 AND adjustment_id = $3 AND ended_on IS NULL AND until_on > $4";
}

/// What nothing else says of a case's weight: one statement.
pub fn known(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<Known> {
    Ok(c.opt(KNOWN, args![tenant, case])?.unwrap_or_default())
}

/// Writes that down.
pub fn set(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    known: &Known,
    (at, by): (Instant, UserId),
) -> Result<()> {
    c.exec(SET, args![tenant, case, known.travel, &known.tier, &known.setting, at, by]).map(drop)
}

/// What was agreed about a case, what ends last first: one statement.
pub fn agreed(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<Vec<Agreed>> {
    c.all(AGREED, args![tenant, case])
}

/// Writes an agreement down.
pub fn agree(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    n: &Agreed,
    (at, by): (Instant, UserId),
) -> Result<()> {
    let args = args![tenant, n.adjustment_id, case, n.percent, &n.why, n.from_on, n.until_on, at, by];
    c.exec(AGREE, args).map(drop)
}

/// Ends an agreement, its last day being `on`; whether it was there and would have gone on.
pub fn end(c: &mut dyn Conn, tenant: i64, case: CaseId, id: Uuid, on: Day) -> Result<bool> {
    Ok(c.exec(END, args![tenant, case, id, on])? > 0)
}
