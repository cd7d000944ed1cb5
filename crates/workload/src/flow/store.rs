//! SQL of how cases go through a team.

use access::{CaseId, TeamId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A time in a stage.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Stay {
        /// The kind of case.
        pub case_type: String,
        /// Its pack's version.
        pub pack_version: i64,
        /// The stage.
        pub stage: String,
        /// The case.
        pub case_id: CaseId,
        /// First day in it.
        pub entered_on: Day,
        /// Last day in it; the day the case closed, where it closed in it.
        pub left_on: Option<Day>,
    }
}

row! {
    /// Something that somebody of another agency did or was asked to do.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Partner {
        /// The agency.
        pub agency: String,
        /// The case.
        pub case_id: CaseId,
        /// When: of the contact, or when they were asked.
        pub at: Instant,
        /// Whether they were asked to do something; otherwise it was a contact.
        pub asked: bool,
        /// The day it was done, where they were asked.
        pub done_on: Option<Day>,
    }
}

row! {
    /// A worker's figures beside what they carried last night.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Worked {
        /// Who.
        pub user_id: UserId,
        /// What they carried, in hundredths of a point.
        pub points: i64,
        /// What they had room for.
        pub room: i64,
        /// Their open cases.
        pub cases: i64,
        /// Of these, cases whose promised contact is overdue.
        pub broken: i64,
        /// Of these, cases in which a contact is promised.
        pub promised: i64,
        /// Cases they closed in thirteen weeks.
        pub closed: i64,
        /// Of these, those that came back since.
        pub back: i64,
    }
}

kernel::statements! {
    STAYS: Stay = "SELECT f.case_type, f.pack_version, s.stage, s.case_id, s.entered_on,
            CASE WHEN s.left_on IS NULL THEN f.closed_on ELSE s.left_on END
        FROM case_file f
        JOIN case_stage s ON s.tenant_id = f.tenant_id AND s.case_id = f.case_id
        JOIN case_access k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.team_id = $2 AND NOT s.skipped AND s.entered_on >= $3
          AND (k.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = k.tenant_id AND b.batch_id = k.batch_id AND b.live))
        ORDER BY f.case_type, s.stage, s.case_id, s.entered_on
        LIMIT 100000";
    // A contact by a worker of another organisation than the one that owns the record, and what agencies were asked.
    PARTNERS: Partner = "SELECT o.name, f.case_id, k.occurred_at, FALSE AS asked, CAST(NULL AS DATE) AS done_on
        FROM case_file f
        JOIN contact k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
        JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.user_id
        JOIN organisation o ON o.tenant_id = u.tenant_id AND o.organisation_id = u.organisation_id
        WHERE f.tenant_id = $1 AND f.team_id = $2 AND f.closed_on IS NULL AND k.occurred_at >= $3
          AND u.organisation_id <> f.organisation_id
        UNION ALL
        SELECT a.owner_name, f.case_id, a.recorded_at, TRUE, a.done_on
        FROM case_file f
        JOIN next_action a ON a.tenant_id = f.tenant_id AND a.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.team_id = $2 AND a.owner_kind = 'agency' AND a.owner_name <> ''
          AND a.recorded_at >= $4
        ORDER BY 1, 2, 3
        LIMIT 100000";
    OPEN: (i64,) = "SELECT count(*)
        FROM case_file f
        JOIN case_access k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.team_id = $2 AND f.closed_on IS NULL
          AND (k.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = k.tenant_id AND b.batch_id = k.batch_id AND b.live))";
    WORKED: Worked = "SELECT d.user_id, d.own + d.shared + d.for_others - d.by_others, d.room, d.cases,
            (SELECT count(*) FROM case_file f
                WHERE f.tenant_id = d.tenant_id AND f.worker_id = d.user_id AND f.closed_on IS NULL
                  AND f.promise_due_on < $2),
            (SELECT count(*) FROM case_file f
                WHERE f.tenant_id = d.tenant_id AND f.worker_id = d.user_id AND f.closed_on IS NULL
                  AND f.promise_due_on IS NOT NULL),
            (SELECT count(*) FROM case_file f
                WHERE f.tenant_id = d.tenant_id AND f.worker_id = d.user_id AND f.closed_on >= $3),
            (SELECT count(*) FROM case_file f
                WHERE f.tenant_id = d.tenant_id AND f.worker_id = d.user_id AND f.closed_on >= $3
                  AND EXISTS (
                      SELECT 1 FROM case_file g
                      WHERE g.tenant_id = f.tenant_id AND g.lead_person_id = f.lead_person_id
                        AND g.case_id <> f.case_id AND g.case_type = f.case_type AND g.opened_on > f.closed_on))
        FROM worker_day d
        WHERE d.tenant_id = $1 AND d.on_day = (
            SELECT max(y.on_day) FROM worker_day y WHERE y.tenant_id = $1 AND y.on_day <= $2)
        ORDER BY d.user_id
        LIMIT 5000";
    // Ids of contacts begin with the time at which they were written down.
    WRITTEN: (UserId, Day, Instant) = "SELECT k.user_id, k.occurred_on, k.recorded_at
        FROM contact k
        WHERE k.tenant_id = $1 AND k.contact_id >= $2 AND k.recorded_at >= $3
        ORDER BY k.contact_id
        LIMIT 100000";
}

/// Times in stages that began on a day or since, of a team's cases: one statement.
pub fn stays(c: &mut dyn Conn, tenant: i64, team: TeamId, since: Day) -> Result<Vec<Stay>> {
    c.all(STAYS, args![tenant, team, since])
}

/// What partners did in a team's open cases since a moment, and were asked since another: one statement.
pub fn partners(
    c: &mut dyn Conn,
    tenant: i64,
    team: TeamId,
    (contact, asked): (Instant, Instant),
) -> Result<Vec<Partner>> {
    c.all(PARTNERS, args![tenant, team, contact, asked])
}

/// A team's open cases: one statement.
pub fn open(c: &mut dyn Conn, tenant: i64, team: TeamId) -> Result<i64> {
    Ok(c.one(OPEN, args![tenant, team])?.0)
}

/// Everybody's figures beside what they carried last night, with cases closed since a day: one statement.
pub fn worked(c: &mut dyn Conn, tenant: i64, today: Day, closed_since: Day) -> Result<Vec<Worked>> {
    c.all(WORKED, args![tenant, today, closed_since])
}

/// Contacts that were written down since a moment: who, the day they happened, when they were written down. One statement.
pub fn written(c: &mut dyn Conn, tenant: i64, since: Instant) -> Result<Vec<(UserId, Day, Instant)>> {
    let millis = u128::try_from(since.micros() / 1_000).unwrap_or(0);
    c.all(WRITTEN, args![tenant, Uuid::from_u128(millis << 80), since])
}
