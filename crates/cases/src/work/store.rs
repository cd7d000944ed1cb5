//! SQL of events, facts, stages and clocks.

use super::NewEvent;
use kernel::{
    Result, args,
    db::{Conn, ConnExt},
};

kernel::statements! {
    ADD_EVENT: () = "INSERT INTO case_event (
            tenant_id, case_id, event_id, event, on_day, at_time, source_id, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
}

/// Records an event. Use [`super::happened`], which settles the case too.
pub(super) fn add_event(c: &mut dyn Conn, tenant: i64, n: &NewEvent) -> Result<()> {
    c.exec(
        ADD_EVENT,
        args![
            tenant,
            n.case,
            n.event_id,
            n.event.to_string(),
            n.on,
            n.at,
            n.source,
            n.recorded_at,
            n.recorded_by
        ],
    )
    .map(drop)
}
