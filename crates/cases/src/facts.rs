//! Facts that a pack defines: asked once, recorded together by a form, shown wherever they are needed.
//!
//! A fact is never overwritten: what takes its place supersedes it. Facts of the person are known in all their
//! cases. The entries of a form that repeats stand beside each other until one is taken back.

pub mod checks;
pub mod model;
pub mod sheet;
pub mod store;
pub mod web;

pub use model::{Answer, Known, NewEntry, Value};

use crate::work::{self, NewEvent, stages::derived};
use ::packs::model::{Event, Keeps};
use access::{CaseId, UserId};
use kernel::{Instant, Result, db::Conn};
use uuid::Uuid;

/// Records facts together, supersedes what they take the place of, and settles the case: all in one transaction.
/// An entry without answers says that a form was gone through and everything on it was known.
///
/// A fact that is known is an event on the day it holds, or on the day it is true of. One that takes the place of
/// another *corrects* it when it is a day, or true of the same or an earlier day: the event of the other is taken
/// back. Otherwise it is a change, and both have happened.
pub fn save(c: &mut dyn Conn, tenant: i64, entry: &NewEntry) -> Result<()> {
    store::add(c, tenant, entry)?;
    if !entry.repeats {
        store::supersede(c, tenant, entry)?;
    }
    keep_of_person(c, tenant, entry)?;
    let events: Vec<NewEvent> = entry
        .answers
        .iter()
        .filter_map(|answer| {
            let on = match &answer.value {
                Value::Nothing | Value::Absent(_) => return None,
                Value::Day(day) => *day,
                _ => entry.occurred_on,
            };
            Some(NewEvent {
                event_id: derived(entry.entry_id, &format!("event {}", answer.field)),
                case: entry.case,
                event: Event::Fact(answer.field.clone()),
                on,
                at: None,
                source: Some(fact_id(entry.entry_id, &answer.field, 0)),
                recorded_at: entry.recorded_at,
                recorded_by: entry.recorded_by,
            })
        })
        .collect();
    if events.is_empty() {
        return work::settle(c, tenant, entry.case, entry.recorded_by, entry.recorded_at);
    }
    work::happened_all(c, tenant, &events)
}

/// Writes what is of the person's own record there too. A reason why there is no answer changes nothing there.
fn keep_of_person(c: &mut dyn Conn, tenant: i64, entry: &NewEntry) -> Result<()> {
    let words = |keeps: Keeps| {
        let answer = entry.answers.iter().find(|answer| answer.keeps == keeps)?;
        match &answer.value {
            Value::Text(text) => Some(text.as_str()),
            Value::Nothing => Some(""),
            _ => None,
        }
    };
    let (language, needs) = (words(Keeps::Language), words(Keeps::Needs));
    if language.is_none() && needs.is_none() {
        return Ok(());
    }
    people::store::own::set(c, tenant, entry.person, (language, needs))
}

/// Takes an entry back as a mistake, with the reason: its facts and what followed from them count no more.
/// [`kernel::Error::Conflict`] when somebody took it back before.
pub fn withdraw(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    entry: Uuid,
    why: &str,
    (by, now): (UserId, Instant),
) -> Result<()> {
    store::withdraw(c, tenant, case, entry, why, now)?;
    work::settle(c, tenant, case, by, now)
}

/// The id of a fact: the same for the same answer of the same entry.
pub(crate) fn fact_id(entry: Uuid, field: &str, nth: usize) -> Uuid {
    derived(entry, &format!("{field} {nth}"))
}
