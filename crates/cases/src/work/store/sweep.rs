//! SQL of the sweep: the rows that settling reads, of a whole chunk of open cases at once.

use super::{ChangeRow, ClockRow, CodeRow, EventRow, Settled};
use access::CaseId;
use kernel::{
    Result, args,
    db::{Conn, ConnExt},
};

kernel::statements! {
    OPEN: Settled = "SELECT f.case_id, f.case_type, f.pack_version, v.hash, f.stage, f.band, f.closed_on,
            f.worker_id, f.lead_person_id, f.clock_due_on, t.division
        FROM case_file f
        JOIN tenant t ON t.tenant_id = f.tenant_id
        LEFT JOIN pack_version v
            ON v.tenant_id = f.tenant_id AND v.pack_id = f.case_type AND v.version = f.pack_version
        WHERE f.tenant_id = $1 AND f.case_id > $2 AND f.closed_on IS NULL AND f.pack_version <> 0
        ORDER BY f.case_id
        LIMIT $3";
    EVENTS: EventRow = "SELECT e.case_id, e.event_id, e.event, e.on_day, e.at_time, e.source_id
        FROM case_file f
        JOIN case_event e ON e.tenant_id = f.tenant_id AND e.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.case_id >= $2 AND f.case_id <= $3 AND f.closed_on IS NULL
          AND e.withdrawn_at IS NULL
        ORDER BY e.on_day, e.at_time NULLS FIRST, e.recorded_at, e.event_id";
    CHANGES: ChangeRow = "SELECT h.case_id, h.clock, h.nth, h.kind, h.on_day, h.to_on, h.reason
        FROM clock_change h
        WHERE h.tenant_id = $1 AND h.case_id >= $2 AND h.case_id <= $3
        ORDER BY h.on_day, h.recorded_at, h.change_id";
    CLOCKS: ClockRow = "SELECT k.case_id, k.clock, k.nth, k.starts_on, k.first_due_on, k.due_on, k.due_at, k.near_on,
            k.state, k.ended_on, k.ends
        FROM case_file f
        JOIN case_clock k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.case_id >= $2 AND f.case_id <= $3 AND f.closed_on IS NULL";
    CODES: CodeRow = "SELECT f.case_id, x.field, x.code_value
        FROM case_file f
        JOIN case_fact x ON x.tenant_id = f.tenant_id AND x.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.case_id >= $2 AND f.case_id <= $3 AND f.closed_on IS NULL
          AND x.superseded_at IS NULL AND x.code_value IS NOT NULL
        UNION
        SELECT f.case_id, x.field, x.code_value
        FROM case_file f
        JOIN case_fact x ON x.tenant_id = f.tenant_id AND x.person_id = f.lead_person_id AND x.of_person
        WHERE f.tenant_id = $1 AND f.case_id >= $2 AND f.case_id <= $3 AND f.closed_on IS NULL
          AND x.superseded_at IS NULL AND x.code_value IS NOT NULL";
}

/// Open cases that are worked by a pack, after one of them.
pub(crate) fn open(c: &mut dyn Conn, tenant: i64, after: CaseId, most: i64) -> Result<Vec<Settled>> {
    c.all(OPEN, args![tenant, after, most])
}

/// What happened in the open cases of a span.
pub(crate) fn events(c: &mut dyn Conn, tenant: i64, from: CaseId, to: CaseId) -> Result<Vec<EventRow>> {
    c.all(EVENTS, args![tenant, from, to])
}

/// Pauses and extensions in a span.
pub(crate) fn changes(c: &mut dyn Conn, tenant: i64, from: CaseId, to: CaseId) -> Result<Vec<ChangeRow>> {
    c.all(CHANGES, args![tenant, from, to])
}

/// The clocks of a span as they were worked out last.
pub(crate) fn clocks(c: &mut dyn Conn, tenant: i64, from: CaseId, to: CaseId) -> Result<Vec<ClockRow>> {
    c.all(CLOCKS, args![tenant, from, to])
}

/// The current codes of a span.
pub(crate) fn codes(c: &mut dyn Conn, tenant: i64, from: CaseId, to: CaseId) -> Result<Vec<CodeRow>> {
    c.all(CODES, args![tenant, from, to])
}
