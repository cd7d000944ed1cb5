//! Giving a waiting case to a worker: what is written then. Who could have it is for `workload` to say.

use super::giving;
use crate::{
    allocation::{
        model::{Candidate, Part, first_contact},
        store::{
            self, CaseFacts, Giving,
            choices::{self, ChoiceKind, NewChoice, Suggested},
        },
    },
    model::{ActionKind, NewAction},
    work::{self, NewEvent},
};
use access::{Actor, Case, Permit, UserId, Write};
use kernel::{Chance, Day, Error, Result, db::Conn};
use packs::model::Event;
use uuid::Uuid;

/// Days ahead that somebody sees on their day: what is due later does not tell them today.
const SEEN_AHEAD: i64 = 7;

/// Gives the case to a worker, with what follows. [`Error::Conflict`] when somebody has it by now: nothing is changed
/// then.
pub fn give(
    c: &mut dyn Conn,
    permit: &Permit<Case, Write>,
    facts: &CaseFacts,
    (to, reason): (UserId, &str),
    (actor, chance): (&Actor, &Chance),
) -> Result<()> {
    let giving = giving(chance, actor, permit.id(), (to, Part::Lead, 100), reason.to_owned());
    let first = store::give(c, permit.tenant(), &giving)?;
    follow(c, permit, facts, &giving, (first, actor), chance)
}

/// Keeps what a leader chose beside what was suggested, where no loads were weighed for it.
pub(super) fn keep_choice(
    c: &mut dyn Conn,
    tenant: i64,
    (kind, choice_id): (ChoiceKind, Uuid),
    giving: &Giving,
    suggested: impl Iterator<Item = UserId>,
) -> Result<()> {
    let choice = NewChoice {
        choice_id,
        case: giving.case,
        kind,
        points: None,
        suggested: suggested.map(Suggested::plain).collect(),
        chosen: giving.to,
        reason: giving.reason.clone(),
        at: giving.at,
        by: giving.by,
    };
    choices::keep(c, tenant, &choice)
}

/// [`Error::Conflict`] when there is nobody to choose: the form has no field then that an error could stand on.
pub(super) fn somebody_can(candidates: &[Candidate]) -> Result<()> {
    if candidates.iter().any(|c| c.barred.is_none()) { Ok(()) } else { Err(nobody()) }
}

/// Nobody of the team can take the case.
pub fn nobody() -> Error {
    Error::Conflict(
        "Nobody of this team can take the case. Ask the service manager for somebody of another team."
            .to_owned(),
    )
}

/// What was good on the page may have changed meanwhile: a conflict was recorded, somebody left the team.
pub fn still_good(problem: Option<(&'static str, &'static str)>) -> Result<()> {
    problem.map_or(Ok(()), |(_, words)| {
        Err(Error::Conflict(format!(
            "{words} Something changed since you opened the page. Nothing was changed."
        )))
    })
}

/// What follows when a case is given: the event, where it is the first time; and the first contact on the worker's
/// list, which tells them.
fn follow(
    c: &mut dyn Conn,
    permit: &Permit<Case, Write>,
    facts: &CaseFacts,
    giving: &Giving,
    (first, actor): (bool, &Actor),
    chance: &Chance,
) -> Result<()> {
    let (tenant, today) = (permit.tenant(), Day::of(giving.at));
    if first {
        work::happened(
            c,
            tenant,
            &NewEvent {
                event_id: chance.uuid(giving.at),
                case: giving.case,
                event: Event::Allocated,
                on: today,
                at: Some(giving.at),
                source: Some(giving.allocation_id),
                recorded_at: giving.at,
                recorded_by: giving.by,
            },
        )?;
    }
    let pack = work::pack_of(c, tenant, &facts.case_type, facts.pack_version)?;
    let clocks = store::clocks(c, tenant, giving.case)?;
    let due = first_contact(pack.as_deref(), &facts.band, &clocks, today);
    let by =
        if giving.to == giving.by { "taken by you".to_owned() } else { format!("given by {}", actor.name) };
    let action = |what: String, kind, due_on| NewAction {
        action_id: chance.uuid(giving.at),
        person: facts.person_id,
        case: Some(giving.case),
        kind,
        what,
        owner: Some(giving.to),
        owner_name: String::new(),
        due_on,
        due_at: None,
        recorded_at: giving.at,
        recorded_by: giving.by,
    };
    let what = format!("First contact. New to you: {}, {by}", facts.reference);
    crate::store::add_action(c, tenant, &action(what, ActionKind::Contact, due))?;
    if today.days_until(due) > SEEN_AHEAD {
        let what = format!("Read {}, new to you, {by}. First contact by {}", facts.reference, due.long());
        crate::store::add_action(c, tenant, &action(what, ActionKind::Task, today))?;
    }
    Ok(())
}
