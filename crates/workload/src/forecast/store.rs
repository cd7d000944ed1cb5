//! SQL of the model: what a service recorded, and scenarios that were kept.

use super::fit::{OpenCase, Past, Recorded, people};
use crate::load::store::figures::{self, Whose};
use access::{Scope, TeamId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

/// How many years of cases are read.
const YEARS: i64 = 3;
/// Days ahead for which leave that is booked is read.
const YEAR: i64 = 364;

row! {
    /// A team that may be asked about.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Team {
        /// The team.
        pub team_id: TeamId,
        /// Its name.
        pub name: String,
        /// Whether the asker leads it.
        pub leads: bool,
        /// Its open cases.
        pub open: i64,
    }
}

row! {
    /// A scenario that was kept.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Kept {
        /// The scenario.
        pub scenario_id: Uuid,
        /// Its name.
        pub name: String,
        /// The whole of it as TOML.
        pub body: String,
        /// What chance is drawn from.
        pub seed: i64,
        /// When it was kept.
        pub saved_at: Instant,
        /// Who kept it.
        pub by: String,
    }
}

// Cases of an import that is not live are no cases yet.
macro_rules! live {
    () => {
        "JOIN case_access k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
            AND (k.batch_id IS NULL OR EXISTS (
                SELECT 1 FROM batch b WHERE b.tenant_id = k.tenant_id AND b.batch_id = k.batch_id AND b.live))"
    };
}

kernel::statements! {
    TEAMS: Team = "SELECT t.team_id, t.name,
            EXISTS (SELECT 1 FROM team_member m
                WHERE m.tenant_id = t.tenant_id AND m.user_id = $2 AND m.team_id = t.team_id AND m.manages
                  AND m.from_at <= $3 AND m.until_at > $3),
            (SELECT count(*) FROM case_access k
                WHERE k.tenant_id = t.tenant_id AND k.team_id = t.team_id AND k.is_open)
        FROM team t
        WHERE t.tenant_id = $1
          AND (t.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = t.tenant_id AND b.batch_id = t.batch_id AND b.live))
        ORDER BY t.name, t.team_id
        LIMIT 500";
    PAST: Past = concat!("SELECT f.case_type, f.opened_on, f.closed_on, count(*)
        FROM case_file f
        ", live!(), "
        WHERE f.tenant_id = $1 AND f.team_id = $2 AND (f.closed_on IS NULL OR f.closed_on >= $3)
        GROUP BY f.case_type, f.opened_on, f.closed_on
        ORDER BY f.case_type, f.opened_on, f.closed_on NULLS LAST
        LIMIT 200000");
    OPEN: OpenCase = concat!("SELECT f.case_type, f.opened_on, f.worker_id, f.points
        FROM case_file f
        ", live!(), "
        WHERE f.tenant_id = $1 AND f.team_id = $2 AND f.closed_on IS NULL
        ORDER BY f.case_type, f.opened_on, f.case_id
        LIMIT 50000");
    REVIEW_MINUTES: (UserId, i64) = "SELECT h.user_id, h.minutes
        FROM team_member m
        JOIN review_hours h ON h.tenant_id = m.tenant_id AND h.user_id = m.user_id
        WHERE m.tenant_id = $1 AND m.team_id = $2 AND m.from_at <= $3 AND m.until_at > $3 AND h.month <= $4
          AND NOT EXISTS (
              SELECT 1 FROM review_hours l
              WHERE l.tenant_id = h.tenant_id AND l.user_id = h.user_id AND l.month <= $4
                AND (l.month > h.month OR (l.month = h.month AND l.recorded_at > h.recorded_at)))
        ORDER BY h.user_id
        LIMIT 1000";
    KEPT: Kept = "SELECT s.scenario_id, s.name, s.body, s.seed, s.saved_at, u.name
        FROM model_scenario s
        JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.saved_by
        WHERE s.tenant_id = $1
        ORDER BY s.saved_at DESC, s.scenario_id
        LIMIT 50";
    ONE: Kept = "SELECT s.scenario_id, s.name, s.body, s.seed, s.saved_at, u.name
        FROM model_scenario s
        JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.saved_by
        WHERE s.tenant_id = $1 AND s.scenario_id = $2";
    KEEP: () = "INSERT INTO model_scenario (tenant_id, scenario_id, name, body, seed, saved_at, saved_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// The teams there are: one statement.
pub fn teams(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<Team>> {
    c.all(TEAMS, args![scope.tenant(), scope.user(), scope.now()])
}

/// What a team recorded, and who is in it: six statements. Nobody is named and no case is shown: it counts.
pub fn recorded(c: &mut dyn Conn, tenant: i64, team: TeamId, now: Instant) -> Result<Recorded> {
    let today = Day::of(now);
    let past = c.all(PAST, args![tenant, team, today.plus_months(-12 * YEARS)])?;
    let open = c.all(OPEN, args![tenant, team])?;
    let entries = figures::entries(c, tenant, Whose::Team(team), now)?;
    let away = staff::store::away(c, tenant, today, today.plus(YEAR))?;
    let month: String = today.to_string().chars().take(7).collect();
    let minutes: Vec<(UserId, i64)> = c.all(REVIEW_MINUTES, args![tenant, team, now, month])?;
    let packs = cases::work::packs::packs(c, tenant, today)?;
    let names = packs.iter().map(|pack| (pack.id.clone(), pack.name.clone())).collect();
    Ok(Recorded {
        past,
        open,
        people: people(&entries, &away, today),
        review_minutes: minutes.iter().map(|(_, minutes)| minutes).sum(),
        names,
    })
}

/// Scenarios that were kept, latest first: one statement.
pub fn kept(c: &mut dyn Conn, tenant: i64) -> Result<Vec<Kept>> {
    c.all(KEPT, args![tenant])
}

/// One of them: one statement.
pub fn one(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Kept> {
    c.one(ONE, args![tenant, id])
}

/// A scenario that is about to be kept.
#[derive(Clone, Debug)]
pub struct NewKept {
    /// The scenario.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The whole of it as TOML.
    pub body: String,
    /// What chance is drawn from.
    pub seed: i64,
}

/// Keeps a scenario.
pub fn keep(c: &mut dyn Conn, tenant: i64, n: &NewKept, (by, at): (UserId, Instant)) -> Result<()> {
    c.exec(KEEP, args![tenant, n.id, &n.name, &n.body, n.seed, at, by]).map(drop)
}
