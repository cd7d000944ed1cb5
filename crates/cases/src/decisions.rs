//! Decisions with their reasons: what, why, what else was considered, who, when, under what rule, and who was told.
//!
//! A decision that is made is never changed or deleted; a later one takes its place and both stay. Where the pack
//! wants a team leader, an officer writes it and a leader makes it or sends it back.

pub mod counted;
pub mod review;
pub mod store;
pub mod web;

use crate::{
    facts::{self, Answer, NewEntry, Value},
    work::{self, NewEvent, stages::derived},
};
use access::{CaseId, PersonId, UserId};
use kernel::{Day, Instant, Result, db::Conn};
use packs::{Pack, model::Event};
use uuid::Uuid;

/// A decision that was made just now.
#[derive(Clone, Debug)]
pub struct Made {
    /// The decision.
    pub decision: Uuid,
    /// The id of its event.
    pub event_id: Uuid,
    /// The case.
    pub case: CaseId,
    /// The person the case is listed under.
    pub person: PersonId,
    /// Which kind of decision.
    pub kind: String,
    /// The code of what was decided.
    pub code: String,
    /// The day it was made.
    pub on: Day,
    /// When it is written down.
    pub at: Instant,
    /// Who made it.
    pub by: UserId,
    /// The decision whose place it takes, if one.
    pub instead: Option<Uuid>,
}

/// What follows from a decision: its event, and the fact that its kind records, so that nobody is asked twice and
/// returns can count it. What followed from the decision whose place it takes counts no more: an enquiry is concluded
/// once, however often its conclusion is written anew. The case is settled.
pub fn made(c: &mut dyn Conn, tenant: i64, pack: Option<&Pack>, made: &Made) -> Result<()> {
    let field = pack.and_then(|pack| pack.field(&pack.decision(&made.kind)?.records));
    if let Some(before) = made.instead {
        work::withdraw(c, tenant, made.case, before, made.at)?;
        if let Some(field) = field {
            let fact = facts::fact_id(derived(before, "recorded"), &field.id, 0);
            work::withdraw(c, tenant, made.case, fact, made.at)?;
        }
    }
    let event = NewEvent {
        event_id: made.event_id,
        case: made.case,
        event: Event::Decision(made.kind.clone()),
        on: made.on,
        at: None,
        source: Some(made.decision),
        recorded_at: made.at,
        recorded_by: made.by,
    };
    work::happened(c, tenant, &event)?;
    let Some(field) = field else { return Ok(()) };
    let entry = NewEntry {
        entry_id: derived(made.decision, "recorded"),
        case: made.case,
        person: made.person,
        form: format!("decision:{}", made.kind),
        repeats: false,
        occurred_on: made.on,
        recorded_at: made.at,
        recorded_by: made.by,
        answers: vec![Answer::new(field, Value::Codes(vec![made.code.clone()]))],
    };
    facts::save(c, tenant, &entry)
}
