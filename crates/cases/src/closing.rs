//! Closing a case, watching whether somebody comes back, and opening it again.
//!
//! Nothing closes by itself: a worker closes, and where the pack wants it a team leader signs. A *closing* is a row;
//! a case that is opened again keeps its earlier ones. For the pack's number of days after closing a case is
//! *watched*: a new case about the same person in that time shows on both as coming back.

pub mod model;
pub mod store;
pub mod web;

use crate::work;
use access::{Case, Permit, Reopen};
use kernel::{Result, db::Conn};
use model::ClosingState;
use uuid::Uuid;

/// Opens a closed case again, all of it: the reason is kept on its closing, the closing's event is taken back and the
/// case worked out anew. `fresh` is the id of what is written for it. [`kernel::Error::Conflict`] when it is open.
pub fn open_again(c: &mut dyn Conn, permit: &Permit<Case, Reopen>, fresh: Uuid, why: &str) -> Result<()> {
    let (tenant, id) = (permit.tenant(), permit.id());
    let (by, at) = (permit.scope().user(), permit.scope().now());
    let closings = store::all(c, permit)?;
    let closed = closings.iter().find(|line| line.state == ClosingState::Closed);
    store::reopen(c, permit, fresh, why)?;
    if let Some(line) = closed {
        work::withdraw(c, tenant, id, line.closing_id, at)?;
    }
    work::settle(c, tenant, id, by, at)
}
