//! How a case is worked: what happened in it, and what follows for its stages and clocks.
//!
//! Whatever a slice records that a pack may care about (a fact, a decision, a power used, a letter sent) is also
//! an *event*. [`happened`] writes it and settles the case; nothing else moves a clock or a stage by itself.

pub mod packs;
pub(crate) mod settle;
pub mod stages;
pub mod stands;
pub mod store;
pub mod sweep;
pub mod web;
pub mod words;

pub use packs::{current_pack, pack_of, packs};

pub(crate) use settle::calendar as settle_calendar;
pub use store::page::Head;

use ::packs::{Pack, model::Event};
use access::{Action, Case, CaseId, Decide, Permit, UserId};
use kernel::{Day, Instant, Result, db::Conn};
use std::sync::Arc;
use uuid::Uuid;

/// An event to be recorded.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// The event's own id.
    pub event_id: Uuid,
    /// The case.
    pub case: CaseId,
    /// What happened.
    pub event: Event,
    /// The day it happened.
    pub on: Day,
    /// The moment, where it is known.
    pub at: Option<Instant>,
    /// The record it comes from.
    pub source: Option<Uuid>,
    /// When it is written down.
    pub recorded_at: Instant,
    /// Who writes it down.
    pub recorded_by: UserId,
}

/// Records what happened in a case and settles its stages and clocks, in the same transaction.
pub fn happened(c: &mut dyn Conn, tenant: i64, n: &NewEvent) -> Result<()> {
    happened_all(c, tenant, std::slice::from_ref(n))
}

/// Records several things that happened in one case, and settles it once. Nothing for none.
pub fn happened_all(c: &mut dyn Conn, tenant: i64, events: &[NewEvent]) -> Result<()> {
    let Some(last) = events.last() else { return Ok(()) };
    store::add_events(c, tenant, events)?;
    settle(c, tenant, last.case, last.recorded_by, last.recorded_at)
}

/// Takes back the events that come from a record which was corrected or withdrawn. The case is not settled: write
/// what takes their place first, then call [`settle`].
pub fn withdraw(c: &mut dyn Conn, tenant: i64, case: CaseId, source: Uuid, at: Instant) -> Result<()> {
    store::withdraw(c, tenant, case, source, at)
}

/// What every page of a case begins with, and the pack it is worked by: one statement, and one more for a pack of the
/// service's own that was not read before.
pub fn head<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<(Head, Option<Arc<Pack>>)>
where
    Case: Decide<A>,
{
    let head = store::page::head(c, permit)?;
    let pack = packs::known(c, permit.tenant(), &head.case_type, head.pack_version, head.hash.as_deref())?;
    Ok((head, pack))
}

/// Begins to work a case by a version of its pack: a case that was recorded with
/// [`store::add`](crate::store::add) is opened by it, on `opened.on`, and enters its first stage.
/// `opened.event` is [`Event::Opened`].
pub fn begin(c: &mut dyn Conn, tenant: i64, pack: &Pack, opened: &NewEvent) -> Result<()> {
    store::begin(c, tenant, opened.case, pack.version)?;
    happened(c, tenant, opened)
}

/// Begins to work a case whose past is recorded already: `events` are what happened in it, its opening among them. It
/// is settled once, as at `now`. For what comes in as a whole; [`begin`] is for a case that is opened now.
pub fn begin_with_past(
    c: &mut dyn Conn,
    tenant: i64,
    (case, pack): (CaseId, &Pack),
    events: &[NewEvent],
    (by, now): (UserId, Instant),
) -> Result<()> {
    store::begin(c, tenant, case, pack.version)?;
    store::add_events(c, tenant, events)?;
    settle(c, tenant, case, by, now)
}

/// Works the case's stages, clocks and triggers out anew from what happened in it, and writes what has changed: nine
/// statements to read, and one or two for each kind of row that changes. A case without a pack is left as it is.
pub fn settle(c: &mut dyn Conn, tenant: i64, case: CaseId, by: UserId, now: Instant) -> Result<()> {
    settle::settle(c, tenant, case, by, now)
}
