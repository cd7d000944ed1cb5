//! SQL of the checks: figures of everybody's reviews, and the reviews behind them that the asker may read.

use super::model::Spread;
use access::{CaseId, Scope, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use std::collections::BTreeMap;
use uuid::Uuid;

row! {
    struct AnswerRow {
        form_id: String,
        form_version: i64,
        criterion: String,
        value: String,
        n: i64,
        proposed: i64,
        overruled: i64,
    }
}

row! {
    /// A review that was shared, and that the asker may read.
    #[derive(Clone, Debug)]
    pub struct SharedReview {
        /// The review.
        pub review_id: Uuid,
        /// The case.
        pub case_id: CaseId,
        /// Its reference.
        pub reference: String,
        /// Who reviewed it.
        pub reviewer: String,
        /// When the reviewer opened the form.
        pub began_at: Option<Instant>,
        /// When it was shared.
        pub shared_at: Instant,
    }
}

kernel::statements! {
    ANSWERS: AnswerRow = "SELECT r.form_id, r.form_version, a.criterion, a.value, CAST(count(*) AS BIGINT),
            CAST(sum(CASE WHEN a.proposed <> '' THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(CASE WHEN a.proposed <> '' AND a.proposed <> a.value THEN 1 ELSE 0 END) AS BIGINT)
        FROM case_review r
        JOIN review_answer a ON a.tenant_id = r.tenant_id AND a.review_id = r.review_id
        WHERE r.tenant_id = $1 AND r.shared_at >= $2
        GROUP BY r.form_id, r.form_version, a.criterion, a.value
        ORDER BY r.form_id, r.form_version, a.criterion, a.value
        LIMIT 20000";
    SHARED: (Instant, Option<Instant>) = "SELECT r.shared_at, r.started_at
        FROM case_review r
        WHERE r.tenant_id = $1 AND r.shared_at >= $2
        ORDER BY r.shared_at DESC
        LIMIT 20000";
    AUDITS: (Day, Instant) = "SELECT a.began_on, a.finished_at
        FROM self_audit a
        WHERE a.tenant_id = $1 AND a.finished_at >= $2
        ORDER BY a.finished_at DESC
        LIMIT 20000";
    SIX_WEEKS: (UserId, Day) = "SELECT w.user_id, w.completed_on
        FROM six_week_review w
        WHERE w.tenant_id = $1 AND w.completed_on >= $2
        ORDER BY w.user_id, w.completed_on
        LIMIT 20000";
    READABLE: SharedReview = concat!("SELECT r.review_id, r.case_id, f.reference, u.name, r.started_at, r.shared_at
        FROM case_review r
        JOIN case_file f ON f.tenant_id = r.tenant_id AND f.case_id = r.case_id
        JOIN case_access c ON c.tenant_id = r.tenant_id AND c.case_id = r.case_id
        JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.reviewer_id
        WHERE r.tenant_id = $1 AND r.shared_at >= $6 AND r.worker_id <> $2 AND ", access::may_read_case!(), "
        ORDER BY r.shared_at DESC, r.review_id
        LIMIT 2000");
}

/// How answers spread.
pub type Spreads = BTreeMap<(String, i64, String), Spread>;

/// How answers of reviews shared since a moment spread, by form, version and criterion: one statement.
pub fn answers(c: &mut dyn Conn, tenant: i64, since: Instant) -> Result<Spreads> {
    let mut all = Spreads::new();
    for row in c.all(ANSWERS, args![tenant, since])? {
        let spread = all.entry((row.form_id, row.form_version, row.criterion)).or_default();
        let place = ["met", "partly", "not_met", "na"].iter().position(|value| *value == row.value);
        if let Some(cell) = place.and_then(|place| spread.answers.get_mut(place)) {
            *cell += row.n;
        }
        spread.proposed += row.proposed;
        spread.overruled += row.overruled;
    }
    Ok(all)
}

/// When reviews were shared since a moment, and begun, latest first, 20,000 at most: one statement.
pub fn shared(c: &mut dyn Conn, tenant: i64, since: Instant) -> Result<Vec<(Instant, Option<Instant>)>> {
    c.all(SHARED, args![tenant, since])
}

/// Fortnights of self-audits that were finished since a moment: their first day, and when. One statement.
pub fn audits(c: &mut dyn Conn, tenant: i64, since: Instant) -> Result<Vec<(Day, Instant)>> {
    c.all(AUDITS, args![tenant, since])
}

/// Days from one complete six-week review of a worker to the next, since a day: one statement.
pub fn six_weeks(c: &mut dyn Conn, tenant: i64, since: Day) -> Result<Vec<i64>> {
    let rows = c.all(SIX_WEEKS, args![tenant, since])?;
    let apart = rows.windows(2).filter_map(|pair| match pair {
        [(one, before), (other, after)] if one == other => Some(before.days_until(*after)),
        _ => None,
    });
    Ok(apart.collect())
}

/// Reviews shared since a moment that the asker may read, without those of their own cases, latest first, 2,000 at
/// most: one statement.
pub fn readable(c: &mut dyn Conn, scope: &Scope, since: Instant) -> Result<Vec<SharedReview>> {
    c.all(READABLE, &scope.args(args![since]))
}
