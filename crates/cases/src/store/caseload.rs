//! Caseloads: lists of open cases by worker and team, and the figures over them.
//!
//! Figures count every live case whoever asks; lists hold the predicate and say how many they do not show.

use access::{CaseId, OrganisationId, Scope, TeamId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// An open case in a caseload.
    #[derive(Clone, Debug)]
    pub struct LoadLine {
        /// The case.
        pub case_id: CaseId,
        /// The reference.
        pub reference: String,
        /// What kind of case.
        pub case_type: String,
        /// Where it stands.
        pub stage: String,
        /// What it is about.
        pub title: String,
        /// The subject it is listed under.
        pub person_id: access::PersonId,
        /// Their name.
        pub person: String,
        /// Whether the asker may open their record.
        pub may_open: bool,
        /// Who it is allocated to.
        pub worker: Option<String>,
        /// First day.
        pub opened_on: Day,
        /// Latest successful contact.
        pub last_contact_at: Option<Instant>,
        /// The day the next thing is due, if anything is booked.
        pub next_on: Option<Day>,
        /// What it weighs as last worked out, in hundredths of a point.
        pub points: i64,
    }
}

row! {
    /// Figures over a caseload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Counts {
        /// Open cases.
        pub open: i64,
        /// Of these, cases the asker may see.
        pub seen: i64,
        /// Of these, cases in which nobody was reached for 28 days.
        pub quiet: i64,
        /// Of these, cases with nothing booked.
        pub unbooked: i64,
    }
}

row! {
    /// One worker's figures in a team.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct WorkerLoad {
        /// The team's name.
        pub team: String,
        /// The organisation that hosts it.
        pub host: String,
        /// The worker; `None` for cases not allocated.
        pub user_id: Option<UserId>,
        /// Their name.
        pub name: Option<String>,
        /// Their employer.
        pub employer: Option<String>,
        /// Open cases of this team that they hold.
        pub open_cases: i64,
        /// Of these, cases the asker may see.
        pub seen: i64,
        /// What these weigh, in hundredths of a point.
        pub points: i64,
        /// Of these, cases in which nobody was reached for 28 days.
        pub quiet: i64,
        /// Of these, cases with nothing booked.
        pub unbooked: i64,
        /// The longest open of them: first day.
        pub oldest: Option<Day>,
    }
}

row! {
    /// One team's figures.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct TeamLoad {
        /// The team.
        pub team_id: TeamId,
        /// Its name.
        pub name: String,
        /// The host organisation.
        pub organisation_id: OrganisationId,
        /// Its name.
        pub organisation: String,
        /// Workers in it today.
        pub workers: i64,
        /// Open cases.
        pub open_cases: i64,
        /// Of these, not allocated.
        pub unallocated: i64,
        /// Of these, cases in which nobody was reached for 28 days.
        pub quiet: i64,
    }
}

// One text for each way of asking: whose cases, and which way sorted. An OR over both would lose the index. The page
// is cut before anything is read that only the page needs, and only the key that is asked for is looked up.
macro_rules! load_list {
    ($whose:literal, $direction:literal, $nulls:literal) => {
        concat!(
            "SELECT f.case_id, f.reference, f.case_type, f.stage, f.title, f.lead_person_id, n.full_name,
            CASE WHEN ",
            access::may_read_person!(),
            " THEN TRUE ELSE FALSE END, u.name,
            f.opened_on, f.last_contact_at,
            (SELECT min(a.due_on) FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL),
            f.points
        FROM (
            SELECT f.case_id AS found_id,
                CASE WHEN $7 = 'name' THEN
                    (SELECT n.sort_name FROM person n
                        WHERE n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id)
                    END AS by_name,
                CASE WHEN $7 = 'worker' THEN
                    (SELECT u.sort_name FROM app_user u
                        WHERE u.tenant_id = f.tenant_id AND u.user_id = f.worker_id)
                    END AS by_worker,
                CASE WHEN $7 = 'type' THEN f.case_type END AS by_type,
                CASE WHEN $7 = 'opened' THEN f.opened_on END AS by_opened,
                CASE WHEN $7 = 'last' THEN f.last_contact_at END AS by_last,
                CASE WHEN $7 = 'next' THEN
                    (SELECT min(a.due_on) FROM next_action a
                        WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL)
                    END AS by_next,
                CASE WHEN $7 = 'points' THEN f.points END AS by_points,
                f.opened_on AS since
            FROM case_file f
            JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
            WHERE f.tenant_id = $1
              AND f.closed_on IS NULL
              AND ",
            $whose,
            " = $6
              AND ",
            access::may_read_case!(),
            "
            ORDER BY ",
            load_order!("", $direction, $nulls),
            "
            LIMIT $8 OFFSET $9
        ) x
        JOIN case_file f ON f.tenant_id = $1 AND f.case_id = x.found_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        JOIN person_access p ON p.tenant_id = f.tenant_id AND p.person_id = f.lead_person_id
        LEFT JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        ORDER BY ",
            load_order!("x.", $direction, $nulls)
        )
    };
}

/// By the key that is asked for; what is alike in it, oldest first.
macro_rules! load_order {
    ($of:literal, $direction:literal, $nulls:literal) => {
        concat!(
            load_key!($of, "by_name", $direction, $nulls),
            load_key!($of, "by_worker", $direction, $nulls),
            load_key!($of, "by_type", $direction, $nulls),
            load_key!($of, "by_opened", $direction, $nulls),
            load_key!($of, "by_last", $direction, $nulls),
            load_key!($of, "by_next", $direction, $nulls),
            load_key!($of, "by_points", $direction, $nulls),
            $of,
            "since, ",
            $of,
            "found_id"
        )
    };
}

macro_rules! load_key {
    ($of:literal, $key:literal, $direction:literal, $nulls:literal) => {
        concat!($of, $key, " ", $direction, " NULLS ", $nulls, ", ")
    };
}

macro_rules! load_count {
    ($whose:literal) => {
        concat!("SELECT count(*),
            CAST(COALESCE(sum(CASE WHEN ", access::may_read_case!(), " THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(sum(CASE WHEN ", crate::queues::quiet!("$7", "$8"), " THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(sum(CASE WHEN EXISTS (
                SELECT 1 FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL)
                THEN 0 ELSE 1 END), 0) AS BIGINT)
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        WHERE f.tenant_id = $1
          AND f.closed_on IS NULL
          AND ", $whose, " = $6
          AND (c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))")
    };
}

kernel::statements! {
    OF_WORKER_UP: LoadLine = load_list!("f.worker_id", "ASC", "FIRST");
    OF_WORKER_DOWN: LoadLine = load_list!("f.worker_id", "DESC", "LAST");
    OF_TEAM_UP: LoadLine = load_list!("f.team_id", "ASC", "FIRST");
    OF_TEAM_DOWN: LoadLine = load_list!("f.team_id", "DESC", "LAST");
    COUNT_WORKER: Counts = load_count!("f.worker_id");
    COUNT_TEAM: Counts = load_count!("f.team_id");
    BY_WORKER: WorkerLoad = concat!("SELECT t.name, h.name, f.worker_id, u.name, o.name, count(*),
            CAST(sum(CASE WHEN ", access::may_read_case!(), " THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(f.points) AS BIGINT),
            CAST(sum(CASE WHEN ", crate::queues::quiet!("$7", "$8"), " THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(CASE WHEN EXISTS (
                SELECT 1 FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL)
                THEN 0 ELSE 1 END) AS BIGINT),
            min(f.opened_on)
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
        JOIN organisation h ON h.tenant_id = t.tenant_id AND h.organisation_id = t.organisation_id
        LEFT JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        LEFT JOIN organisation o ON o.tenant_id = u.tenant_id AND o.organisation_id = u.organisation_id
        WHERE f.tenant_id = $1
          AND f.team_id = $6
          AND f.closed_on IS NULL
          AND (c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))
        GROUP BY t.name, h.name, f.worker_id, u.name, o.name
        ORDER BY count(*) DESC, u.name NULLS FIRST
        LIMIT 2000");
    BY_TEAM: TeamLoad = concat!("SELECT t.team_id, t.name, t.organisation_id, o.name,
            (SELECT count(*) FROM team_member m
                WHERE m.tenant_id = t.tenant_id AND m.team_id = t.team_id AND m.from_at <= $3 AND m.until_at > $3),
            CAST(COALESCE(sum(x.cases), 0) AS BIGINT),
            CAST(COALESCE(sum(x.unallocated), 0) AS BIGINT),
            CAST(COALESCE(sum(x.quiet), 0) AS BIGINT)
        FROM team t
        JOIN organisation o ON o.tenant_id = t.tenant_id AND o.organisation_id = t.organisation_id
        LEFT JOIN (
            SELECT f.tenant_id, f.team_id, 1 AS cases,
                CASE WHEN f.worker_id IS NULL THEN 1 ELSE 0 END AS unallocated,
                CASE WHEN ", crate::queues::quiet!("$2", "$4"), " THEN 1 ELSE 0 END AS quiet
            FROM case_file f
            WHERE f.tenant_id = $1
              AND f.closed_on IS NULL
              AND f.case_id NOT IN (
                  SELECT c.case_id
                  FROM batch b
                  CROSS JOIN case_access c
                  WHERE b.tenant_id = $1 AND NOT b.live AND c.tenant_id = b.tenant_id AND c.batch_id = b.batch_id)
        ) x ON x.tenant_id = t.tenant_id AND x.team_id = t.team_id
        WHERE t.tenant_id = $1
        GROUP BY t.team_id, t.name, t.organisation_id, o.name, t.tenant_id
        ORDER BY t.name, t.team_id");
    TEAM: (String, String) = "SELECT t.name, o.name
        FROM team t
        JOIN organisation o ON o.tenant_id = t.tenant_id AND o.organisation_id = t.organisation_id
        WHERE t.tenant_id = $1 AND t.team_id = $2";
    TEAM_NAME: (String,) = "SELECT name FROM team WHERE tenant_id = $1 AND team_id = $2";
    WORKER: (String, String, String) = "SELECT u.name, u.job_title, o.name
        FROM app_user u
        JOIN organisation o ON o.tenant_id = u.tenant_id AND o.organisation_id = u.organisation_id
        WHERE u.tenant_id = $1 AND u.user_id = $2";
}

/// Whose caseload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// One worker's.
    Worker(UserId),
    /// One team's.
    Team(TeamId),
}

impl Whose {
    /// The worker's or the team's id.
    pub(crate) fn id(self) -> Uuid {
        match self {
            Self::Worker(user) => user.uuid(),
            Self::Team(team) => team.uuid(),
        }
    }
}

/// The keys a caseload can be sorted by.
pub const SORT_KEYS: [&str; 7] = ["name", "type", "worker", "opened", "last", "next", "points"];

/// `size` open cases from `offset`, sorted by one of [`SORT_KEYS`]: one statement.
pub fn list(
    c: &mut dyn Conn,
    scope: &Scope,
    whose: Whose,
    (key, down): (&str, bool),
    size: i64,
    offset: i64,
) -> Result<Vec<LoadLine>> {
    let sql = match (whose, down) {
        (Whose::Worker(_), false) => OF_WORKER_UP,
        (Whose::Worker(_), true) => OF_WORKER_DOWN,
        (Whose::Team(_), false) => OF_TEAM_UP,
        (Whose::Team(_), true) => OF_TEAM_DOWN,
    };
    c.all(sql, &scope.args(args![whose.id(), key, size, offset]))
}

/// A caseload's figures: one statement.
pub fn counts(c: &mut dyn Conn, scope: &Scope, whose: Whose) -> Result<Counts> {
    let sql = if matches!(whose, Whose::Worker(_)) { COUNT_WORKER } else { COUNT_TEAM };
    let quiet = quiet_since(scope.now());
    c.one(sql, &scope.args(args![whose.id(), quiet, Day::of(quiet)]))
}

/// Each worker's figures in a team, most cases first; nothing for a team without open cases. One statement.
pub fn by_worker(c: &mut dyn Conn, scope: &Scope, team: TeamId) -> Result<Vec<WorkerLoad>> {
    let quiet = quiet_since(scope.now());
    c.all(BY_WORKER, &scope.args(args![team, quiet, Day::of(quiet)]))
}

/// Each team's figures, by name: one statement.
pub fn by_team(c: &mut dyn Conn, tenant: i64, now: Instant) -> Result<Vec<TeamLoad>> {
    let quiet = quiet_since(now);
    c.all(BY_TEAM, args![tenant, quiet, now, Day::of(quiet)])
}

/// A team's name and host: one statement.
pub fn team(c: &mut dyn Conn, tenant: i64, team: TeamId) -> Result<(String, String)> {
    c.one(TEAM, args![tenant, team])
}

/// A team's name: one statement.
pub fn team_name(c: &mut dyn Conn, tenant: i64, team: TeamId) -> Result<String> {
    Ok(c.one(TEAM_NAME, args![tenant, team])?.0)
}

/// A worker's name, job and employer: one statement.
pub fn worker(c: &mut dyn Conn, tenant: i64, user: UserId) -> Result<(String, String, String)> {
    c.one(WORKER, args![tenant, user])
}

/// A case is quiet when nobody was reached for 28 days since it was opened. Alongside default.
pub(super) fn quiet_since(now: Instant) -> Instant {
    now.plus_seconds(-28 * 24 * 3600)
}
