//! What a case's points hang on, and the points as they were worked out last.

use access::{CaseId, PersonId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Known, Val, Writes},
    row,
};
use uuid::Uuid;

row! {
    /// An open case as weighing needs it.
    #[derive(Clone, Debug)]
    pub struct Weighed {
        /// The case.
        pub case_id: CaseId,
        /// What kind of case.
        pub case_type: String,
        /// Its risk band; empty when nothing is weighed.
        pub band: String,
        /// First day.
        pub opened_on: Day,
        /// The subject it is listed under.
        pub person_id: PersonId,
        /// Its points as kept, in hundredths.
        pub points: i64,
        /// When they were worked out, if they were.
        pub weighed_at: Option<Instant>,
        /// The language they speak best, and whether they need an interpreter, as somebody wrote it.
        pub language: String,
        /// Whether a form says that an interpreter is needed.
        pub interpreter: bool,
        /// Whether a formal power or order is in use.
        pub court: bool,
        /// Whether all that is to be done is a partner's to do.
        pub waiting: bool,
        /// Whether somebody works on it beside who holds it.
        pub shared: bool,
        /// Whether getting there takes long.
        pub travel: Option<bool>,
        /// Its tier by another tool.
        pub tier: Option<String>,
        /// Where somebody is seen.
        pub setting: Option<String>,
        /// Percent that was agreed.
        pub percent: Option<i64>,
        /// Until when.
        pub agreed_until: Option<Day>,
    }
}

// An open case f of whichever are asked for.
macro_rules! weighed {
    ($which:expr, $limit:literal) => {
        concat!(
            "SELECT f.case_id, f.case_type, f.band, f.opened_on, f.lead_person_id, f.points, f.weighed_at,
            n.language, CASE WHEN EXISTS (
                SELECT 1 FROM case_fact x
                WHERE x.tenant_id = f.tenant_id AND x.person_id = f.lead_person_id AND x.of_person
                  AND x.field = 'interpreter' AND x.code_value = 'yes' AND x.superseded_at IS NULL)
                THEN TRUE ELSE FALSE END,
            CASE WHEN EXISTS (
                SELECT 1 FROM power_use w
                WHERE w.tenant_id = f.tenant_id AND w.case_id = f.case_id AND NOT w.informal AND w.outcome = ''
                  AND w.authorised_on IS NOT NULL)
                THEN TRUE ELSE FALSE END,
            CASE WHEN ",
            cases::queues::partner!(),
            " AND NOT EXISTS (
                SELECT 1 FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL
                  AND a.owner_kind = 'worker' AND a.owner_id IS NOT NULL)
                THEN TRUE ELSE FALSE END,
            CASE WHEN EXISTS (
                SELECT 1 FROM allocation s
                WHERE s.tenant_id = f.tenant_id AND s.case_id = f.case_id AND s.part = 'co' AND s.until_on IS NULL)
                THEN TRUE ELSE FALSE END,
            t.travel, t.tier, t.setting, j.percent, COALESCE(j.ended_on, j.until_on)
        FROM case_file f
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        LEFT JOIN case_weighing t ON t.tenant_id = f.tenant_id AND t.case_id = f.case_id
        LEFT JOIN case_adjustment j ON j.tenant_id = f.tenant_id AND j.case_id = f.case_id
            AND j.from_on <= $2 AND j.until_on >= $2 AND COALESCE(j.ended_on, j.until_on) >= $2
            AND NOT EXISTS (
                SELECT 1 FROM case_adjustment l
                WHERE l.tenant_id = j.tenant_id AND l.case_id = j.case_id AND l.from_on <= $2 AND l.until_on >= $2
                  AND COALESCE(l.ended_on, l.until_on) >= $2 AND l.adjustment_id > j.adjustment_id)
        WHERE f.tenant_id = $1 AND f.closed_on IS NULL AND ",
            $which,
            "
        ORDER BY f.case_id
        LIMIT ",
            $limit
        )
    };
}

// What was written to since a moment (ids of events and cases begin with their time), or is about somebody who was.
macro_rules! touched {
    () => {
        "f.case_id IN (
                SELECT o.case_id FROM case_file o WHERE o.tenant_id = $1 AND o.case_id >= $3
                UNION
                SELECT e.object_id FROM audit_event e
                WHERE e.tenant_id = $1 AND e.event_id >= $3 AND e.object_type = 'case' AND e.outcome = 'allowed'
                  AND e.action <> 'read'
                UNION
                SELECT o.case_id FROM audit_event e
                CROSS JOIN case_file o
                WHERE e.tenant_id = $1 AND e.event_id >= $3 AND e.object_type = 'person'
                  AND e.outcome = 'allowed' AND e.action <> 'read'
                  AND o.tenant_id = $1 AND o.lead_person_id = e.person_id)"
    };
}

kernel::statements! {
    AFTER: Weighed = weighed!("f.case_id > $3", "$4");
    ONE: Weighed = weighed!("f.case_id = $3", "1");
    TOUCHED: Weighed = weighed!(touched!(), "$4");
    STAGES: (CaseId, String) = "SELECT s.case_id, s.stage
        FROM case_stage s
        WHERE s.tenant_id = $1 AND s.case_id >= $2 AND s.case_id <= $3 AND s.left_on IS NULL AND NOT s.skipped
        ORDER BY s.case_id, s.stage
        LIMIT 100000";
    ALSO: (CaseId, String) = "SELECT DISTINCT f.case_id, o.case_type
        FROM case_file f
        JOIN case_file o ON o.tenant_id = f.tenant_id AND o.lead_person_id = f.lead_person_id
            AND o.case_id <> f.case_id AND o.closed_on IS NULL
        WHERE f.tenant_id = $1 AND f.case_id >= $2 AND f.case_id <= $3 AND f.closed_on IS NULL
        ORDER BY f.case_id, o.case_type
        LIMIT 100000";
    SET: () = "UPDATE case_file
        SET points = $3, weighed_at = $4
        WHERE tenant_id = $1 AND case_id = $2";
    LINE: (i64, String, Instant, String, i64) = "SELECT p.points, p.line, p.from_at, p.pack_code, p.pack_version
        FROM case_points p
        WHERE p.tenant_id = $1 AND p.case_id = $2
        ORDER BY p.from_at DESC
        LIMIT 24";
}

kernel::bulk! {
    POINTS = "INSERT INTO case_points (
            tenant_id, pack_code, pack_version, case_id, from_at, points, line) VALUES",
        "($1, $2, $3, ?, ?, ?, ?)",
        "ON CONFLICT (tenant_id, case_id, from_at) DO NOTHING";
}

/// Every SQL text of this store.
pub(crate) fn statements() -> Vec<Known> {
    [STATEMENTS, &bulk_statements()].concat()
}

/// Which open cases are weighed.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// Those after one of them, so many at once.
    After(CaseId, i64),
    /// One.
    One(CaseId),
    /// Those that were written to since ids began with this time.
    Touched(Uuid, i64),
}

/// Open cases with what their points hang on, but for stages: one statement.
pub fn cases(c: &mut dyn Conn, tenant: i64, which: Which, today: Day) -> Result<Vec<Weighed>> {
    match which {
        Which::After(after, most) => c.all(AFTER, args![tenant, today, after, most]),
        Which::One(case) => c.all(ONE, args![tenant, today, case]),
        Which::Touched(since, most) => c.all(TOUCHED, args![tenant, today, since, most]),
    }
}

/// The stages that the cases of a span are in: one statement.
pub fn stages(c: &mut dyn Conn, tenant: i64, from: CaseId, to: CaseId) -> Result<Vec<(CaseId, String)>> {
    c.all(STAGES, args![tenant, from, to])
}

/// Other kinds of case that are open about the same people: one statement.
pub fn also(c: &mut dyn Conn, tenant: i64, from: CaseId, to: CaseId) -> Result<Vec<(CaseId, String)>> {
    c.all(ALSO, args![tenant, from, to])
}

/// New points of a case, in hundredths, and the line that says how they came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPoints {
    /// The case.
    pub case: CaseId,
    /// Hundredths of a point.
    pub points: i64,
    /// How they came about.
    pub line: String,
}

/// Keeps new points, by a pack and its version.
pub fn keep(
    c: &mut dyn Conn,
    tenant: i64,
    (code, version): (&str, i64),
    at: Instant,
    all: &[NewPoints],
) -> Result<()> {
    let mut writes = Writes::new(vec![Val::I64(tenant), code.into(), Val::I64(version)]);
    for one in all {
        writes.row(&POINTS, [one.case.into(), at.into(), Val::I64(one.points), (&one.line).into()]);
    }
    writes.ready().run(c)?;
    all.iter().try_for_each(|one| c.exec(SET, args![tenant, one.case, one.points, at]).map(drop))
}

/// Points that a case had: hundredths, the line, since when, the pack and its version.
pub type Past = (i64, String, Instant, String, i64);

/// How a case's points came about, the last first.
pub fn history(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<Vec<Past>> {
    c.all(LINE, args![tenant, case])
}
