//! SQL of costs by month, what was done in it, and the quality beside it.

use super::model::Cost;
use access::UserId;
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// What was entered for a month, as it stands now.
    #[derive(Clone, Debug)]
    pub struct Entered {
        /// `2026-11`.
        pub month: String,
        /// Pay, in pounds.
        pub pay: i64,
        /// Employer's costs, in pounds.
        pub on_costs: i64,
        /// The share of overheads, in pounds.
        pub overheads: i64,
        /// Gross spend on adult social care, in pounds.
        pub spend: i64,
        /// Where the figures are from, or what was corrected.
        pub why: String,
        /// When it was written down.
        pub at: Instant,
        /// Who wrote it down.
        pub by: String,
        /// How many rows stood before it.
        pub before: i64,
    }
}

impl Entered {
    /// The cost.
    pub fn cost(&self) -> Cost {
        let Self { pay, on_costs, overheads, spend, .. } = *self;
        Cost { pay, on_costs, overheads, spend }
    }
}

kernel::statements! {
    ENTERED: Entered = "SELECT k.month, k.pay, k.on_costs, k.overheads, k.spend, k.why, k.recorded_at, u.name,
            (SELECT count(*) FROM care_cost e
                WHERE e.tenant_id = k.tenant_id AND e.month = k.month AND e.recorded_at < k.recorded_at)
        FROM care_cost k
        JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.recorded_by
        WHERE k.tenant_id = $1
          AND k.month >= $2
          AND NOT EXISTS (
              SELECT 1 FROM care_cost l
              WHERE l.tenant_id = k.tenant_id AND l.month = k.month AND l.recorded_at > k.recorded_at)
        ORDER BY k.month
        LIMIT 60";
    HISTORY: Entered = "SELECT k.month, k.pay, k.on_costs, k.overheads, k.spend, k.why, k.recorded_at, u.name,
            CAST(0 AS BIGINT)
        FROM care_cost k
        JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.recorded_by
        WHERE k.tenant_id = $1
          AND k.month >= $2
          AND EXISTS (
              SELECT 1 FROM care_cost l
              WHERE l.tenant_id = k.tenant_id AND l.month = k.month AND l.recorded_at > k.recorded_at)
        ORDER BY k.recorded_at DESC, k.month
        LIMIT 60";
    DONE: (String, String, Day, i64) = "SELECT f.case_type, e.event, e.on_day, count(*)
        FROM case_event e
        JOIN case_file f ON f.tenant_id = e.tenant_id AND f.case_id = e.case_id
        JOIN case_access c ON c.tenant_id = e.tenant_id AND c.case_id = e.case_id
        WHERE e.tenant_id = $1
          AND e.event IN ($3, $4, $5, $6, $7, $8, $9, $10)
          AND e.on_day >= $2
          AND e.withdrawn_at IS NULL
          AND (c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))
        GROUP BY f.case_type, e.event, e.on_day
        ORDER BY f.case_type, e.event, e.on_day
        LIMIT 20000";
    QUALITY: (String, String, i64, i64) = "SELECT s.month, s.form_id, CAST(sum(s.reviews) AS BIGINT),
            CAST(sum(s.total) AS BIGINT)
        FROM review_sum s
        WHERE s.tenant_id = $1
          AND s.month >= $2
          AND (s.batch_id = $3 OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = s.tenant_id AND b.batch_id = s.batch_id AND b.live))
        GROUP BY s.month, s.form_id
        ORDER BY s.month, s.form_id
        LIMIT 1000";
    ADD: () = "INSERT INTO care_cost (
            tenant_id, month, recorded_at, pay, on_costs, overheads, spend, why, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
}

/// The most events that packs may name.
pub const MOST_EVENTS: usize = 8;

/// What stands for each month since one, earliest first: one statement.
pub fn entered(c: &mut dyn Conn, tenant: i64, since: &str) -> Result<Vec<Entered>> {
    c.all(ENTERED, args![tenant, since])
}

/// What was corrected, latest first: one statement.
pub fn corrected(c: &mut dyn Conn, tenant: i64, since: &str) -> Result<Vec<Entered>> {
    c.all(HISTORY, args![tenant, since])
}

/// How often each of some events happened since a day: kind of case, event, day, how often. One statement.
pub fn done(
    c: &mut dyn Conn,
    tenant: i64,
    since: Day,
    events: &[String],
) -> Result<Vec<(String, String, Day, i64)>> {
    let mut asked = args![tenant, since].to_vec();
    asked.extend((0..MOST_EVENTS).map(|n| events.get(n).map_or("", String::as_str).into()));
    c.all(DONE, &asked)
}

/// Reviews that count since a month: month, form, how many, the sum of their scores. One statement.
pub fn quality(c: &mut dyn Conn, tenant: i64, since: &str) -> Result<Vec<(String, String, i64, i64)>> {
    c.all(QUALITY, args![tenant, since, access::NOBODY])
}

/// What is about to be kept for a month.
#[derive(Clone, Debug)]
pub struct NewCost {
    /// `2026-11`.
    pub month: String,
    /// The cost.
    pub cost: Cost,
    /// Where the figures are from, or what is corrected.
    pub why: String,
}

/// Keeps a month's cost; what stood before stays as it was.
pub fn add(c: &mut dyn Conn, tenant: i64, n: &NewCost, (by, at): (UserId, Instant)) -> Result<()> {
    let Cost { pay, on_costs, overheads, spend } = n.cost;
    c.exec(ADD, args![tenant, &n.month, at, pay, on_costs, overheads, spend, &n.why, by]).map(drop)
}
