//! What people carry and what bears on their room: one list for one person, for a team and for everybody, in one
//! statement. Every figure of a caseload, on whatever page, is worked out from it.

use access::{CaseId, Scope, TeamId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Known, Val, Writes},
    row, text_enum,
};

/// Days ahead that room is worked out for: as many as a point's hours are counted over.
pub const AHEAD: i64 = 28;

text_enum! {
    /// What an entry is about.
    pub enum About {
        /// Somebody who does casework: their name.
        Worker = "worker", "Worker";
        /// Hours a week and the share of them for casework.
        Contract = "contract", "Contract";
        /// Hours a week that are not for their own cases.
        Reduction = "reduction", "Reduction";
        /// Days away.
        Leave = "leave", "Leave";
        /// Half-days of a published rota.
        Rota = "rota", "Rota";
        /// Cases they hold.
        Own = "own", "Own cases";
        /// Cases they work on beside who holds them.
        Shared = "shared", "Shared cases";
        /// Contacts for others and by others, as last night counted them.
        Contacts = "contacts", "Contacts";
    }
}

row! {
    /// One thing that bears on somebody's load or room.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Entry {
        /// Whose.
        pub user_id: UserId,
        /// What it is about.
        pub about: About,
        /// First day, of what has one.
        pub from_on: Option<Day>,
        /// Last day, of what has one.
        pub until_on: Option<Day>,
        /// Cases, or hours in hundredths, or points for others in hundredths.
        pub n: i64,
        /// Points in hundredths, or percent for casework, or points by others in hundredths.
        pub amount: i64,
        /// A name, a pattern, a reason, or the letters of half-days.
        pub words: String,
        /// How far somebody is in their career, or what they do.
        pub code: String,
        /// Points that a full week stands for by the weights in force; 0 where a point is an hour in four weeks.
        pub week_points: i64,
        /// Hours of that week, in hundredths.
        pub week_hours: i64,
    }
}

// Cases of an import that is not live are no cases yet. There are few of these: they are gathered once, where asking each
// of sixty thousand cases would cost most of the page.
macro_rules! live {
    () => {
        "f.case_id NOT IN (
                SELECT k.case_id
                FROM batch b
                CROSS JOIN case_access k
                WHERE b.tenant_id = $1 AND NOT b.live AND k.tenant_id = b.tenant_id AND k.batch_id = b.batch_id)"
    };
}

// A number of the weights in force.
macro_rules! in_force {
    ($column:literal) => {
        concat!(
            "COALESCE((SELECT w.",
            $column,
            " FROM weight_pack w
                    WHERE w.tenant_id = $1 AND w.effective_from <= $2 AND w.taken_back_at IS NULL
                    ORDER BY w.effective_from DESC, w.published_at DESC, w.weight_pack_id DESC LIMIT 1), 0)"
        )
    };
}

// Who does casework: by their role, or because they hold a case.
macro_rules! does_casework {
    () => {
        "u.status IN ('active', 'imported') AND (EXISTS (
                  SELECT 1 FROM role_grant g
                  WHERE g.tenant_id = u.tenant_id AND g.user_id = u.user_id AND g.role IN ('officer', 'leader'))
                OR EXISTS (
                  SELECT 1 FROM case_file h
                  WHERE h.tenant_id = u.tenant_id AND h.worker_id = u.user_id AND h.closed_on IS NULL)) AND "
    };
}

macro_rules! entries {
    ($whose:literal, $who:expr) => {
        entries!($whose, $who, "l.user_id", "s.user_id", "r.user_id", "p.user_id", "f.worker_id", "a.user_id",
            "d.user_id", "u.user_id")
    };
    (
        $whose:literal,
        $who:expr,
        $l:literal,
        $s:literal,
        $r:literal,
        $p:literal,
        $f:literal,
        $a:literal,
        $d:literal,
        $u:literal
    ) => {
        concat!(
            "SELECT x.user_id, x.about, x.from_on, x.until_on, x.n, x.amount, x.words, x.code, x.week_points, x.week_hours
        FROM (
            SELECT l.user_id, 'leave' AS about, l.from_on, l.until_on, CAST(0 AS BIGINT) AS n,
                CAST(0 AS BIGINT) AS amount, '' AS words, '' AS code, CAST(0 AS BIGINT) AS week_points,
                CAST(0 AS BIGINT) AS week_hours
            FROM worker_leave l
            WHERE l.tenant_id = $1 AND l.until_on >= $2 AND l.from_on < $3 AND ", $l, $whose, "
            UNION ALL
            SELECT s.user_id, 'contract', s.from_on, NULL, s.hours, s.casework, s.pattern, s.career,
                ", in_force!("week_points"), ", ", in_force!("week_hours"), "
            FROM staff_contract s
            WHERE s.tenant_id = $1 AND s.from_on <= $2 AND ", $s, $whose, "
              AND NOT EXISTS (
                  SELECT 1 FROM staff_contract l
                  WHERE l.tenant_id = s.tenant_id AND l.user_id = s.user_id AND l.from_on <= $2
                    AND (l.from_on > s.from_on OR (l.from_on = s.from_on AND l.contract_id > s.contract_id)))
            UNION ALL
            SELECT r.user_id, 'reduction', r.from_on, COALESCE(r.ended_on, r.until_on), r.hours, CAST(0 AS BIGINT),
                r.reason, '', 0, 0
            FROM staff_reduction r
            WHERE r.tenant_id = $1 AND r.until_on >= $2 AND COALESCE(r.ended_on, r.until_on) >= $2
              AND r.from_on < $3 AND ", $r, $whose, "
            UNION ALL
            SELECT p.user_id, 'rota', r.from_on, r.until_on, CAST(0 AS BIGINT), CAST(0 AS BIGINT), p.cells, '', 0, 0
            FROM rota_person p
            JOIN rota r ON r.tenant_id = p.tenant_id AND r.rota_id = p.rota_id
            WHERE p.tenant_id = $1 AND r.state = 'published' AND r.until_on >= $2 AND r.from_on < $3 AND ", $p, $whose, "
            UNION ALL
            SELECT f.worker_id, 'own', NULL, NULL, count(*), CAST(sum(f.points) AS BIGINT), '', '', 0, 0
            FROM case_file f
            WHERE f.tenant_id = $1 AND f.worker_id IS NOT NULL AND f.closed_on IS NULL AND ", live!(), "
              AND ", $f, $whose, "
            GROUP BY f.worker_id
            UNION ALL
            SELECT a.user_id, 'shared', NULL, NULL, count(*), CAST(sum(f.points) AS BIGINT), '', '', 0, 0
            FROM allocation a
            JOIN case_file f ON f.tenant_id = a.tenant_id AND f.case_id = a.case_id AND f.closed_on IS NULL
            WHERE a.tenant_id = $1 AND a.part = 'co' AND a.until_on IS NULL AND ", live!(), " AND ", $a, $whose, "
            GROUP BY a.user_id
            UNION ALL
            SELECT d.user_id, 'contacts', d.on_day, NULL, d.for_others, d.by_others, '', '', 0, 0
            FROM worker_day d
            WHERE d.tenant_id = $1 AND d.on_day = (
                SELECT max(y.on_day) FROM worker_day y WHERE y.tenant_id = $1 AND y.on_day <= $2)
              AND (d.for_others <> 0 OR d.by_others <> 0) AND ", $d, $whose, "
            UNION ALL
            SELECT u.user_id, 'worker', NULL, NULL, CAST(0 AS BIGINT), CAST(0 AS BIGINT), u.name,
                u.job_title || ', ' || o.name, 0, 0
            FROM app_user u
            JOIN organisation o ON o.tenant_id = u.tenant_id AND o.organisation_id = u.organisation_id
            WHERE u.tenant_id = $1 AND ", $who, $u, $whose, "
        ) x
        ORDER BY x.user_id, x.about, x.from_on
        LIMIT 200000"
        )
    };
}

kernel::statements! {
    OF_ONE: Entry = entries!(" = $4", "");
    OF_TEAM: Entry = entries!(" IN (
                SELECT m.user_id FROM team_member m
                WHERE m.tenant_id = $1 AND m.team_id = $4 AND m.from_at <= $5 AND m.until_at > $5)", does_casework!());
    OF_ALL: Entry = entries!(" IS NOT NULL", does_casework!());
    // Contacts of the days before that somebody made in a case that a colleague holds, unless they share in it.
    CONTACTS: (UserId, UserId, i64) = "SELECT k.user_id, f.worker_id, count(*)
        FROM case_file f
        JOIN contact k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.closed_on IS NULL AND f.worker_id IS NOT NULL AND k.user_id <> f.worker_id
          AND k.occurred_at >= $2 AND k.occurred_at < $3 AND k.outcome = 'successful'
          AND NOT EXISTS (
              SELECT 1 FROM allocation a
              WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.user_id = k.user_id
                AND a.from_on <= k.occurred_on AND (a.until_on IS NULL OR a.until_on >= k.occurred_on))
        GROUP BY k.user_id, f.worker_id
        ORDER BY k.user_id, f.worker_id
        LIMIT 200000";
    LINES: Line = concat!("SELECT f.case_id, f.reference, f.title, f.points,
            (SELECT p.line FROM case_points p
                WHERE p.tenant_id = f.tenant_id AND p.case_id = f.case_id
                ORDER BY p.from_at DESC LIMIT 1),
            x.holds
        FROM (
            SELECT h.case_id AS found_id, TRUE AS holds
            FROM case_file h
            WHERE h.tenant_id = $1 AND h.worker_id = $6 AND h.closed_on IS NULL
            UNION ALL
            SELECT a.case_id, FALSE
            FROM allocation a
            WHERE a.tenant_id = $1 AND a.user_id = $6 AND a.part = 'co' AND a.until_on IS NULL
        ) x
        JOIN case_file f ON f.tenant_id = $1 AND f.case_id = x.found_id AND f.closed_on IS NULL
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        WHERE ", access::may_read_case!(), "
        ORDER BY f.points DESC, f.case_id
        LIMIT 200");
    DAYS: (Day, i64, i64, i64) = "SELECT d.on_day, d.cases, d.own + d.shared + d.for_others - d.by_others, d.room
        FROM worker_day d
        WHERE d.tenant_id = $1 AND d.user_id = $2 AND d.on_day >= $3
        ORDER BY d.on_day
        LIMIT 400";
    TOGETHER: (bool,) = "SELECT CASE WHEN EXISTS (
            SELECT 1 FROM team_member m
            JOIN team_member o ON o.tenant_id = m.tenant_id AND o.team_id = m.team_id
            WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.from_at <= $3 AND m.until_at > $3
              AND o.user_id = $4 AND o.from_at <= $3 AND o.until_at > $3)
        THEN TRUE ELSE FALSE END";
    MEMBERS: (TeamId, UserId) = "SELECT m.team_id, m.user_id
        FROM team_member m
        WHERE m.tenant_id = $1 AND m.from_at <= $2 AND m.until_at > $2
        ORDER BY m.team_id, m.user_id
        LIMIT 100000";
}

kernel::bulk! {
    DAY = "INSERT INTO worker_day (
            tenant_id, on_day, user_id, cases, own, shared, for_others, by_others, room) VALUES",
        "($1, $2, ?, ?, ?, ?, ?, ?, ?)",
        "ON CONFLICT (tenant_id, user_id, on_day) DO UPDATE SET cases = excluded.cases, own = excluded.own,
            shared = excluded.shared, for_others = excluded.for_others, by_others = excluded.by_others,
            room = excluded.room";
}

/// Every SQL text of this store.
pub(crate) fn statements() -> Vec<Known> {
    [STATEMENTS, &bulk_statements()].concat()
}

/// Whose figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// One person's.
    One(UserId),
    /// Those in a team now.
    Team(TeamId),
    /// Everybody's who does casework.
    All,
}

/// Everything that bears on loads and room, by person: one statement, whosesoever.
pub fn entries(c: &mut dyn Conn, tenant: i64, whose: Whose, now: Instant) -> Result<Vec<Entry>> {
    let today = Day::of(now);
    let until = today.plus(AHEAD);
    match whose {
        Whose::One(user) => c.all(OF_ONE, args![tenant, today, until, user]),
        Whose::Team(team) => c.all(OF_TEAM, args![tenant, today, until, team, now]),
        Whose::All => c.all(OF_ALL, args![tenant, today, until]),
    }
}

/// Who is in which team now: one statement.
pub fn members(c: &mut dyn Conn, tenant: i64, now: Instant) -> Result<Vec<(TeamId, UserId)>> {
    c.all(MEMBERS, args![tenant, now])
}

/// Contacts of somebody in cases of another, from a moment until another: who made them, whose case it is, how many.
/// One statement.
pub fn contacts_for_others(
    c: &mut dyn Conn,
    tenant: i64,
    from: Instant,
    until: Instant,
) -> Result<Vec<(UserId, UserId, i64)>> {
    c.all(CONTACTS, args![tenant, from, until])
}

/// What somebody carried on a day, in hundredths of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkerDay {
    /// Who.
    pub user: UserId,
    /// Open cases they held.
    pub cases: i64,
    /// Points of them.
    pub own: i64,
    /// Points of cases they shared in.
    pub shared: i64,
    /// Points of contacts for others.
    pub for_others: i64,
    /// Points of contacts by others.
    pub by_others: i64,
    /// Points they had room for.
    pub room: i64,
}

/// Keeps what people carried on a day; kept again, it takes the place of what was kept.
pub fn keep_day(c: &mut dyn Conn, tenant: i64, on: Day, all: &[WorkerDay]) -> Result<()> {
    let mut writes = Writes::new(vec![Val::I64(tenant), on.into()]);
    for one in all {
        let numbers = [one.cases, one.own, one.shared, one.for_others, one.by_others, one.room].map(Val::I64);
        let [cases, own, shared, for_others, by_others, room] = numbers;
        writes.row(&DAY, [one.user.into(), cases, own, shared, for_others, by_others, room]);
    }
    writes.ready().run(c)
}

row! {
    /// A case of somebody with how its points came about.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Line {
        /// The case.
        pub case_id: CaseId,
        /// Its reference.
        pub reference: String,
        /// What it is about.
        pub title: String,
        /// What it weighs, in hundredths of a point.
        pub points: i64,
        /// How that came about; `None` before it was weighed.
        pub line: Option<String>,
        /// Whether they hold it; otherwise they share in it.
        pub holds: bool,
    }
}

/// The open cases of somebody that the asker may see, heaviest first: one statement.
pub fn lines(c: &mut dyn Conn, scope: &Scope, user: UserId) -> Result<Vec<Line>> {
    c.all(LINES, &scope.args(args![user]))
}

/// What somebody carried since a day: the day, cases, points and room in hundredths. One statement.
pub fn days(c: &mut dyn Conn, tenant: i64, user: UserId, since: Day) -> Result<Vec<(Day, i64, i64, i64)>> {
    c.all(DAYS, args![tenant, user, since])
}

/// Whether two people are in a team together now: one statement.
pub fn share_a_team(c: &mut dyn Conn, scope: &Scope, user: UserId) -> Result<bool> {
    Ok(c.one(TOGETHER, args![scope.tenant(), scope.user(), scope.now(), user])?.0)
}
