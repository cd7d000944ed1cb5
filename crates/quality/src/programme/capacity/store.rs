//! SQL of capacity: who holds how many cases, how long things took, and the hours there are. Figures only.

use crate::programme::rate::{model::Known, store as rate};
use access::{Scope, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use std::collections::BTreeMap;

row! {
    /// Hours that a reviewer has in a month.
    #[derive(Clone, Debug)]
    pub struct Hours {
        /// Their account.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// From which month.
        pub month: String,
        /// How much, in minutes.
        pub minutes: i64,
        /// Who wrote it down.
        pub by: String,
        /// When.
        pub at: Instant,
    }
}

kernel::statements! {
    // An officer whose cases are of two teams counts in the first by name: a draw sees them once.
    CASELOADS: (String, UserId, i64, i64) = "SELECT min(t.name), f.worker_id, count(*),
            CAST(sum(CASE WHEN f.band = 'high' THEN 1 ELSE 0 END) AS BIGINT)
        FROM case_file f
        JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        WHERE f.tenant_id = $1
          AND f.closed_on IS NULL
          AND f.worker_id IS NOT NULL
          AND (c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))
        GROUP BY f.worker_id
        ORDER BY min(t.name), f.worker_id
        LIMIT 10000";
    REVIEWS: (Instant, Instant) = "SELECT r.started_at, r.shared_at
        FROM case_review r
        WHERE r.tenant_id = $1 AND r.month >= $2 AND r.started_at IS NOT NULL AND r.shared_at IS NOT NULL
        ORDER BY r.shared_at DESC, r.review_id
        LIMIT 1000";
    SIX_WEEK: (Instant, Instant) = "SELECT r.begun_at, r.completed_at
        FROM six_week_review r
        WHERE r.tenant_id = $1 AND r.completed_on >= $2 AND r.completed_at IS NOT NULL
        ORDER BY r.completed_at DESC, r.review_id
        LIMIT 1000";
    SESSIONS: (Instant, Instant) = "SELECT s.started_at, s.ended_at
        FROM supervision_session s
        WHERE s.tenant_id = $1 AND s.kind = 'one_to_one' AND s.state = 'held' AND s.planned_at >= $2
          AND s.started_at IS NOT NULL AND s.ended_at IS NOT NULL
        ORDER BY s.started_at DESC, s.session_id
        LIMIT 1000";
    HOURS: Hours = "SELECT h.user_id, u.name, h.month, h.minutes, b.name, h.recorded_at
        FROM review_hours h
        JOIN app_user u ON u.tenant_id = h.tenant_id AND u.user_id = h.user_id
        JOIN app_user b ON b.tenant_id = h.tenant_id AND b.user_id = h.recorded_by
        WHERE h.tenant_id = $1
          AND h.month <= $2
          AND NOT EXISTS (
              SELECT 1 FROM review_hours l
              WHERE l.tenant_id = h.tenant_id AND l.user_id = h.user_id AND l.month <= $2
                AND (l.month > h.month OR (l.month = h.month AND l.recorded_at > h.recorded_at)))
        ORDER BY u.sort_name, u.user_id
        LIMIT 500";
    ADD: () = "INSERT INTO review_hours (tenant_id, user_id, month, recorded_at, minutes, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6)";
}

/// What capacity is worked out from.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Officers with open cases, each in one team by its name.
    pub teams: Vec<(String, UserId)>,
    /// What a rate asks of them.
    pub known: BTreeMap<UserId, Known>,
    /// What the service settled.
    pub settled: Option<rate::Settled>,
    /// Seconds from beginning a review to sharing it.
    pub reviews: Vec<i64>,
    /// Seconds from beginning a six-week review to its end.
    pub six_week: Vec<i64>,
    /// Seconds of one-to-one sessions.
    pub sessions: Vec<i64>,
    /// Hours there are, by reviewer.
    pub hours: Vec<Hours>,
}

/// Reads it all, with the timings of six months: eight statements.
pub fn facts(c: &mut dyn Conn, scope: &Scope) -> Result<Facts> {
    let (tenant, today) = (scope.tenant(), Day::of(scope.now()));
    let since = today.plus_months(-6);
    let month = |day: Day| day.to_string().chars().take(7).collect::<String>();
    let seconds = |rows: Vec<(Instant, Instant)>| {
        rows.into_iter().map(|(a, b)| a.seconds_until(b)).collect::<Vec<i64>>()
    };
    let mut facts = Facts { settled: rate::settled(c, tenant)?, ..Facts::default() };
    for (team, worker, cases, high) in c.all(CASELOADS, args![tenant])? {
        facts.teams.push((team, worker));
        facts.known.insert(worker, Known { cases, high, ..Known::default() });
    }
    rate::fill(c, tenant, &mut facts.known, crate::programme::rate::web::month_of(today))?;
    facts.reviews = seconds(c.all(REVIEWS, args![tenant, month(since)])?);
    facts.six_week = seconds(c.all(SIX_WEEK, args![tenant, since])?);
    facts.sessions = seconds(c.all(SESSIONS, args![tenant, since.start()])?);
    facts.hours = c.all(HOURS, args![tenant, month(today)])?;
    Ok(facts)
}

/// Hours that are about to be kept.
#[derive(Clone, Debug)]
pub struct NewHours {
    /// Whose.
    pub user: UserId,
    /// From which month: `2026-11`.
    pub month: String,
    /// How much in a month, in minutes.
    pub minutes: i64,
}

/// Keeps hours; what stood before stays as it was.
pub fn add(c: &mut dyn Conn, tenant: i64, n: &NewHours, (by, at): (UserId, Instant)) -> Result<()> {
    c.exec(ADD, args![tenant, n.user, &n.month, at, n.minutes, by]).map(drop)
}
