//! SQL of the versions of packs, and of moving cases between them.

use crate::work::store::{CodeRow, EventRow, Settled};
use access::CaseId;
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// A version as the page of a pack lists it.
    #[derive(Clone, Debug)]
    pub struct Version {
        /// Which version.
        pub version: i64,
        /// The first day new cases are of it.
        pub effective_from: Day,
        /// What was changed and why.
        pub note: String,
        /// When it was published.
        pub published_at: Instant,
        /// Who published it.
        pub by: Option<String>,
        /// When it was taken back.
        pub withdrawn_at: Option<Instant>,
        /// When open cases were asked to move to it.
        pub move_asked_at: Option<Instant>,
        /// When the last of them had moved.
        pub moved_at: Option<Instant>,
    }
}

row! {
    /// How many cases are worked by a version.
    #[derive(Clone, Debug)]
    pub struct Used {
        /// Which pack.
        pub case_type: String,
        /// Which version of it.
        pub version: i64,
        /// Open cases.
        pub open: i64,
        /// All cases.
        pub all: i64,
    }
}

kernel::statements! {
    VERSIONS: Version = "SELECT v.version, v.effective_from, v.note, v.published_at, u.name, v.withdrawn_at,
            v.move_asked_at, v.moved_at
        FROM pack_version v
        LEFT JOIN app_user u ON u.tenant_id = v.tenant_id AND u.user_id = v.published_by
        WHERE v.tenant_id = $1 AND v.pack_id = $2
        ORDER BY v.version DESC
        LIMIT 1000";
    // Counts every case of the service, for the list of kinds alone.
    USED: Used = "SELECT x.case_type, x.pack_version, CAST(sum(x.open_cases) AS BIGINT), CAST(sum(x.all_cases) AS BIGINT)
        FROM (
            SELECT f.case_type, f.pack_version, count(*) AS open_cases, 0 AS all_cases
            FROM case_file f
            WHERE f.tenant_id = $1 AND f.pack_version <> 0 AND f.closed_on IS NULL
            GROUP BY f.case_type, f.pack_version
            UNION ALL
            SELECT f.case_type, f.pack_version, 0 AS open_cases, count(*) AS all_cases
            FROM case_file f
            WHERE f.tenant_id = $1 AND f.pack_version <> 0
            GROUP BY f.case_type, f.pack_version) x
        GROUP BY x.case_type, x.pack_version
        ORDER BY x.case_type, x.pack_version";
    IS_USED: (i64,) = "SELECT CAST(count(*) AS BIGINT)
        FROM case_file f
        WHERE f.tenant_id = $1 AND f.case_type = $2 AND f.pack_version = $3";
    WITHDRAW: () = "UPDATE pack_version
        SET withdrawn_at = $4
        WHERE tenant_id = $1 AND pack_id = $2 AND version = $3 AND withdrawn_at IS NULL";
    ASK_MOVE: () = "UPDATE pack_version
        SET move_asked_at = $4, moved_at = NULL
        WHERE tenant_id = $1 AND pack_id = $2 AND version = $3 AND withdrawn_at IS NULL";
    ASKED: (String, i64) = "SELECT pack_id, version
        FROM pack_version
        WHERE tenant_id = $1 AND move_asked_at IS NOT NULL AND moved_at IS NULL AND withdrawn_at IS NULL
        ORDER BY move_asked_at
        LIMIT 1";
    BEHIND: (CaseId,) = "SELECT f.case_id
        FROM case_file f
        WHERE f.tenant_id = $1 AND f.case_type = $2 AND f.closed_on IS NULL
          AND f.pack_version <> 0 AND f.pack_version < $3
        ORDER BY f.case_id
        LIMIT $4";
    MOVE: () = "UPDATE case_file
        SET pack_version = $3, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND pack_version < $3";
    MOVED: () = "UPDATE pack_version SET moved_at = $4 WHERE tenant_id = $1 AND pack_id = $2 AND version = $3";
    // What happened in the cases that RECENT gives: those between two of them, closed ones too.
    HAPPENED: EventRow = "SELECT e.case_id, e.event_id, e.event, e.on_day, e.at_time, e.source_id
        FROM case_file f
        JOIN case_event e ON e.tenant_id = f.tenant_id AND e.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.case_id >= $4 AND f.case_id <= $5 AND f.case_type = $2 AND f.opened_on >= $3
          AND e.withdrawn_at IS NULL
        ORDER BY e.on_day, e.at_time NULLS FIRST, e.recorded_at, e.event_id";
    CODES: CodeRow = "SELECT f.case_id, x.field, x.code_value
        FROM case_file f
        JOIN case_fact x ON x.tenant_id = f.tenant_id AND x.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.case_id >= $4 AND f.case_id <= $5 AND f.case_type = $2 AND f.opened_on >= $3
          AND x.superseded_at IS NULL AND x.code_value IS NOT NULL
        UNION
        SELECT f.case_id, x.field, x.code_value
        FROM case_file f
        JOIN case_fact x ON x.tenant_id = f.tenant_id AND x.person_id = f.lead_person_id AND x.of_person
        WHERE f.tenant_id = $1 AND f.case_id >= $4 AND f.case_id <= $5 AND f.case_type = $2 AND f.opened_on >= $3
          AND x.superseded_at IS NULL AND x.code_value IS NOT NULL";
    RECENT: Settled = "SELECT f.case_id, f.case_type, f.pack_version, v.hash, f.stage, f.band, f.closed_on,
            f.worker_id, f.lead_person_id, f.clock_due_on, t.division
        FROM case_file f
        JOIN tenant t ON t.tenant_id = f.tenant_id
        LEFT JOIN pack_version v
            ON v.tenant_id = f.tenant_id AND v.pack_id = f.case_type AND v.version = f.pack_version
        WHERE f.tenant_id = $1 AND f.case_id > $4 AND f.case_type = $2 AND f.opened_on >= $3
          AND f.pack_version <> 0
        ORDER BY f.case_id
        LIMIT $5";
}

/// The versions of a pack that were ever published here, latest first: one statement.
pub fn versions(c: &mut dyn Conn, tenant: i64, id: &str) -> Result<Vec<Version>> {
    c.all(VERSIONS, args![tenant, id])
}

/// How many cases are worked by each version of each pack: one statement.
pub fn used(c: &mut dyn Conn, tenant: i64) -> Result<Vec<Used>> {
    c.all(USED, args![tenant])
}

/// Takes a version back: new cases are not of it any more, those that are worked by it keep it. Tells how many they
/// are. [`kernel::Error::NotFound`] when there is no such version, or it was taken back before.
pub fn withdraw(c: &mut dyn Conn, tenant: i64, id: &str, version: i64, now: Instant) -> Result<i64> {
    if c.exec(WITHDRAW, args![tenant, id, version, now])? == 0 {
        return Err(Error::NotFound);
    }
    Ok(c.one(IS_USED, args![tenant, id, version])?.0)
}

/// Asks for open cases of earlier versions to be moved to this one; `false` when there is no such version.
pub fn ask_move(c: &mut dyn Conn, tenant: i64, id: &str, version: i64, now: Instant) -> Result<bool> {
    Ok(c.exec(ASK_MOVE, args![tenant, id, version, now])? > 0)
}

/// A version to which open cases are still to be moved.
pub(super) fn asked(c: &mut dyn Conn, tenant: i64) -> Result<Option<(String, i64)>> {
    c.opt(ASKED, args![tenant])
}

/// A few open cases that are worked by an earlier version.
pub(super) fn behind(
    c: &mut dyn Conn,
    tenant: i64,
    id: &str,
    version: i64,
    most: i64,
) -> Result<Vec<CaseId>> {
    Ok(c.all(BEHIND, args![tenant, id, version, most])?.into_iter().map(|(case,)| case).collect())
}

/// Moves a case to a later version. Settle it after.
pub(super) fn move_case(c: &mut dyn Conn, tenant: i64, case: CaseId, version: i64) -> Result<()> {
    c.exec(MOVE, args![tenant, case, version]).map(drop)
}

/// Notes that the last case has moved.
pub(super) fn moved(c: &mut dyn Conn, tenant: i64, id: &str, version: i64, now: Instant) -> Result<()> {
    c.exec(MOVED, args![tenant, id, version, now]).map(drop)
}

/// Cases of a pack that were opened since a day, those closed since too, after one of them.
pub(super) fn recent(
    c: &mut dyn Conn,
    tenant: i64,
    id: &str,
    since: Day,
    after: CaseId,
    most: i64,
) -> Result<Vec<Settled>> {
    c.all(RECENT, args![tenant, id, since, after, most])
}

/// What happened in cases of a pack that were opened since a day, and their current codes: those from one case to
/// another, as [`recent`] gives them. Two statements.
pub(super) fn told(
    c: &mut dyn Conn,
    tenant: i64,
    id: &str,
    since: Day,
    (from, to): (CaseId, CaseId),
) -> Result<(Vec<EventRow>, Vec<CodeRow>)> {
    let args = args![tenant, id, since, from, to];
    Ok((c.all(HAPPENED, args)?, c.all(CODES, args)?))
}
