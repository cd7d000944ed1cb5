//! Hours, reductions and strengths of those who work here.

use crate::model::{Contract, Hours, StrengthKind};
use access::UserId;
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// Hours that somebody has not.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Reduction {
        /// The reduction.
        pub reduction_id: Uuid,
        /// Whose.
        pub user_id: UserId,
        /// Why, of the list of reasons.
        pub reason: String,
        /// Hours a week, in hundredths.
        pub hours: Hours,
        /// First day.
        pub from_on: Day,
        /// Last day; the day it was ended, where it was.
        pub until_on: Day,
        /// What was agreed.
        pub words: String,
    }
}

row! {
    /// What somebody can do.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Strength {
        /// Who.
        pub user_id: UserId,
        /// What sort.
        pub kind: StrengthKind,
        /// Which.
        pub code: String,
    }
}

row! {
    /// Days on which somebody is away.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Away {
        /// Who.
        pub user_id: UserId,
        /// First day away.
        pub from_on: Day,
        /// Last day away.
        pub until_on: Day,
    }
}

kernel::statements! {
    CONTRACTS: Contract = "SELECT s.user_id, s.from_on, s.hours, s.pattern, s.career, s.casework
        FROM staff_contract s
        WHERE s.tenant_id = $1 AND s.from_on <= $2
          AND NOT EXISTS (
              SELECT 1 FROM staff_contract l
              WHERE l.tenant_id = s.tenant_id AND l.user_id = s.user_id AND l.from_on <= $2
                AND (l.from_on > s.from_on OR (l.from_on = s.from_on AND l.contract_id > s.contract_id)))
        ORDER BY s.user_id
        LIMIT 100000";
    REDUCTIONS: Reduction = "SELECT r.reduction_id, r.user_id, r.reason, r.hours, r.from_on,
            COALESCE(r.ended_on, r.until_on), r.words
        FROM staff_reduction r
        WHERE r.tenant_id = $1 AND r.until_on >= $2 AND COALESCE(r.ended_on, r.until_on) >= $2
        ORDER BY r.user_id, r.from_on, r.reduction_id
        LIMIT 100000";
    STRENGTHS: Strength = "SELECT s.user_id, s.kind, s.code
        FROM team_member m
        CROSS JOIN staff_strength s
        WHERE m.tenant_id = $1 AND m.team_id = $2 AND m.from_at <= $3 AND m.until_at > $3
          AND s.tenant_id = m.tenant_id AND s.user_id = m.user_id
        ORDER BY s.user_id, s.kind, s.code
        LIMIT 5000";
    OF_CONTRACTS: Contract = "SELECT s.user_id, s.from_on, s.hours, s.pattern, s.career, s.casework
        FROM staff_contract s
        WHERE s.tenant_id = $1 AND s.user_id = $2
        ORDER BY s.from_on DESC, s.contract_id DESC
        LIMIT 20";
    OF_REDUCTIONS: Reduction = "SELECT r.reduction_id, r.user_id, r.reason, r.hours, r.from_on,
            COALESCE(r.ended_on, r.until_on), r.words
        FROM staff_reduction r
        WHERE r.tenant_id = $1 AND r.user_id = $2
        ORDER BY r.until_on DESC, r.from_on, r.reduction_id
        LIMIT 60";
    OF_STRENGTHS: Strength = "SELECT s.user_id, s.kind, s.code
        FROM staff_strength s
        WHERE s.tenant_id = $1 AND s.user_id = $2
        ORDER BY s.kind, s.code
        LIMIT 200";
    AREAS: (Uuid, String) = "SELECT a.area_id, a.name FROM area a WHERE a.tenant_id = $1 ORDER BY a.name LIMIT 500";
    AWAY: Away = "SELECT l.user_id, l.from_on, l.until_on
        FROM worker_leave l
        WHERE l.tenant_id = $1 AND l.until_on >= $2 AND l.from_on <= $3
        ORDER BY l.user_id, l.from_on, l.leave_id
        LIMIT 100000";
    ADD_CONTRACT: () = "INSERT INTO staff_contract (
            tenant_id, contract_id, user_id, from_on, hours, pattern, career, casework, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    ADD_REDUCTION: () = "INSERT INTO staff_reduction (
            tenant_id, reduction_id, user_id, reason, hours, from_on, until_on, words, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    END_REDUCTION: () = "UPDATE staff_reduction SET ended_on = $4
        WHERE tenant_id = $1 AND user_id = $2 AND reduction_id = $3 AND ended_on IS NULL";
    ADD_STRENGTH: () = "INSERT INTO staff_strength (tenant_id, user_id, kind, code, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, user_id, kind, code) DO NOTHING";
    DROP_STRENGTH: () = "DELETE FROM staff_strength
        WHERE tenant_id = $1 AND user_id = $2 AND kind = $3 AND code = $4";
}

/// Everybody's hours on a day: one statement. Who has none is not in it.
pub fn contracts(c: &mut dyn Conn, tenant: i64, on: Day) -> Result<Vec<Contract>> {
    c.all(CONTRACTS, args![tenant, on])
}

/// Everybody's reductions that have not ended before a day, those to come as well: one statement.
pub fn reductions(c: &mut dyn Conn, tenant: i64, from: Day) -> Result<Vec<Reduction>> {
    c.all(REDUCTIONS, args![tenant, from])
}

/// What the members of a team can do: one statement.
pub fn strengths(c: &mut dyn Conn, tenant: i64, team: Uuid, now: Instant) -> Result<Vec<Strength>> {
    c.all(STRENGTHS, args![tenant, team, now])
}

/// Somebody's hours over time, reductions and strengths, and the areas there are: four statements.
pub fn of_worker(c: &mut dyn Conn, tenant: i64, user: UserId) -> Result<OfWorker> {
    Ok(OfWorker {
        contracts: c.all(OF_CONTRACTS, args![tenant, user])?,
        reductions: c.all(OF_REDUCTIONS, args![tenant, user])?,
        strengths: c.all(OF_STRENGTHS, args![tenant, user])?,
        areas: c.all(AREAS, args![tenant])?,
    })
}

/// All that is written down about somebody's work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfWorker {
    /// Their hours, the latest first.
    pub contracts: Vec<Contract>,
    /// Their reductions, those that end last first.
    pub reductions: Vec<Reduction>,
    /// What they can do.
    pub strengths: Vec<Strength>,
    /// The areas of the service, by name.
    pub areas: Vec<(Uuid, String)>,
}

/// Who is away on days from the first to the last: one statement.
pub fn away(c: &mut dyn Conn, tenant: i64, from: Day, until: Day) -> Result<Vec<Away>> {
    c.all(AWAY, args![tenant, from, until])
}

/// Who writes something down, and when.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// The shared service.
    pub tenant: i64,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: UserId,
}

/// Writes down somebody's hours from a day on.
pub fn add_contract(c: &mut dyn Conn, w: Written, id: Uuid, n: &Contract) -> Result<()> {
    let args =
        args![w.tenant, id, n.user_id, n.from_on, n.hours, &n.pattern, n.career, n.casework, w.at, w.by];
    c.exec(ADD_CONTRACT, args).map(drop)
}

/// Writes down a reduction.
pub fn add_reduction(c: &mut dyn Conn, w: Written, n: &Reduction) -> Result<()> {
    let args = args![
        w.tenant,
        n.reduction_id,
        n.user_id,
        &n.reason,
        n.hours,
        n.from_on,
        n.until_on,
        &n.words,
        w.at,
        w.by
    ];
    c.exec(ADD_REDUCTION, args).map(drop)
}

/// Ends a reduction on a day; whether it was there and had not been ended.
pub fn end_reduction(c: &mut dyn Conn, w: Written, user: UserId, id: Uuid, on: Day) -> Result<bool> {
    Ok(c.exec(END_REDUCTION, args![w.tenant, user, id, on])? > 0)
}

/// Writes down what somebody can do; once is enough.
pub fn add_strength(c: &mut dyn Conn, w: Written, n: &Strength) -> Result<()> {
    c.exec(ADD_STRENGTH, args![w.tenant, n.user_id, n.kind, &n.code, w.at, w.by]).map(drop)
}

/// Takes away what somebody was said to be able to do; whether it was there.
pub fn drop_strength(c: &mut dyn Conn, tenant: i64, n: &Strength) -> Result<bool> {
    Ok(c.exec(DROP_STRENGTH, args![tenant, n.user_id, n.kind, &n.code])? > 0)
}
