//! SQL of the cases slice: what is written here; what is read in [`read`], [`caseload`], [`day`] and [`timeline`].

pub mod bulk;
pub mod caseload;
pub mod day;
pub mod read;
pub mod timeline;

use crate::{
    model::{Closing, NewAction, NewCase, NewContact, Outcome, PartyRole},
    promise, work,
};
use access::{CaseId, PersonId, relations};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
};
use uuid::Uuid;

kernel::statements! {
    ADD: () = "INSERT INTO case_file (
            tenant_id, case_id, reference, case_type, stage, title, organisation_id, team_id, worker_id,
            lead_person_id, opened_on, opened_recorded_at, outcome, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 1)";
    ADD_PARTY: () = "INSERT INTO case_party (tenant_id, case_id, person_id, role)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant_id, case_id, person_id, role) DO NOTHING";
    CLOSE: () = "UPDATE case_file
        SET closed_on = $3, closed_recorded_at = $4, outcome = $5, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2";
    // Whoever worked on it does no more.
    END_WORK: () = "UPDATE allocation
        SET until_on = CASE WHEN from_on > $3 THEN from_on ELSE $3 END, ended_why = 'Case closed'
        WHERE tenant_id = $1 AND case_id = $2 AND until_on IS NULL";
    SHUT: () = "UPDATE case_access SET is_open = FALSE WHERE tenant_id = $1 AND case_id = $2";
    ADD_CONTACT: () = "INSERT INTO contact (
            tenant_id, contact_id, person_id, case_id, user_id, channel, direction, outcome, with_whom, summary,
            occurred_at, occurred_on, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    TOUCH: () = "UPDATE case_file
        SET last_contact_at = $3
        WHERE tenant_id = $1 AND case_id = $2 AND (last_contact_at IS NULL OR last_contact_at < $3)";
    ADD_ACTION: () = "INSERT INTO next_action (
            tenant_id, action_id, person_id, case_id, kind, what, owner_id, owner_name, due_on, due_at, outcome,
            recorded_at, recorded_by, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11, $12, 1)";
    DONE: () = "UPDATE next_action
        SET done_on = $4, outcome = $5, version = version + 1
        WHERE tenant_id = $1 AND person_id = $2 AND action_id = $3 AND done_on IS NULL";
}

/// Every SQL text of the slice.
pub fn statements() -> Vec<kernel::db::Known> {
    let mut all =
        [STATEMENTS, read::STATEMENTS, caseload::STATEMENTS, day::STATEMENTS, timeline::STATEMENTS].concat();
    all.extend(bulk::statements());
    all.extend(crate::work::store::statements());
    all.extend(crate::facts::store::statements());
    all.extend(crate::kinds::store::STATEMENTS);
    all.extend(crate::plan::store::statements());
    all.extend_from_slice(promise::store::STATEMENTS);
    all.extend_from_slice(crate::recording::store::STATEMENTS);
    all.extend(crate::desk::store::statements());
    all.extend(crate::intake::store::statements());
    all.extend(crate::allocation::store::statements());
    all.extend(crate::letters::store::statements());
    all.extend_from_slice(crate::outbox::store::STATEMENTS);
    all.extend_from_slice(crate::documents::store::STATEMENTS);
    all.extend_from_slice(crate::bundle::store::STATEMENTS);
    all.extend_from_slice(day::waiting::STATEMENTS);
    all.extend_from_slice(day::figures::STATEMENTS);
    all.extend_from_slice(crate::slots::store::STATEMENTS);
    all.extend_from_slice(crate::messages::store::STATEMENTS);
    all.extend_from_slice(crate::queues::store::STATEMENTS);
    all.extend_from_slice(crate::queues::store::why::STATEMENTS);
    all.extend_from_slice(crate::history::store::STATEMENTS);
    all.extend_from_slice(crate::print::store::STATEMENTS);
    all
}

/// Records a case with its subjects; the access rows come with it, and its reference finds the subjects.
pub fn add(c: &mut dyn Conn, tenant: i64, n: &NewCase) -> Result<()> {
    let lead = *n.subjects.first().ok_or_else(|| Error::invalid("A case needs somebody it is about."))?;
    relations::add_case(
        c,
        tenant,
        relations::CaseAccess {
            case: n.case_id,
            team: n.team,
            sensitivity: n.sensitivity,
            open: true,
            batch: n.batch,
        },
    )?;
    c.exec(
        ADD,
        args![
            tenant,
            n.case_id,
            &n.reference,
            &n.case_type,
            &n.stage,
            &n.title,
            n.organisation,
            n.team,
            n.worker,
            lead,
            n.opened_on,
            n.opened_recorded_at
        ],
    )?;
    let tokens = people::tokens::of_reference(&n.reference);
    for person in &n.subjects {
        add_party(c, tenant, n.case_id, *person, PartyRole::Subject)?;
        people::store::add_tokens(c, tenant, *person, &tokens)?;
    }
    Ok(())
}

/// Adds a party. Only subjects' workers may see the case through them.
pub fn add_party(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    person: PersonId,
    role: PartyRole,
) -> Result<()> {
    if matches!(role, PartyRole::Subject | PartyRole::GroupMember) {
        relations::add_subject(c, tenant, case, person)?;
    }
    c.exec(ADD_PARTY, args![tenant, case, person, role]).map(drop)
}

/// Closes a case: it is not written to any more, and what people had of it ends.
pub fn close(c: &mut dyn Conn, tenant: i64, case: CaseId, closing: &Closing) -> Result<()> {
    c.exec(CLOSE, args![tenant, case, closing.closed_on, closing.recorded_at, &closing.outcome])?;
    c.exec(END_WORK, args![tenant, case, closing.closed_on])?;
    c.exec(SHUT, args![tenant, case]).map(drop)
}

/// Records a contact or a note. A successful contact moves the case's "last contact" and its next promised contact
/// on, and is an event.
pub fn add_contact(c: &mut dyn Conn, tenant: i64, n: &NewContact) -> Result<()> {
    c.exec(
        ADD_CONTACT,
        args![
            tenant,
            n.contact_id,
            n.person,
            n.case,
            n.user,
            n.channel,
            n.direction,
            n.outcome,
            &n.with_whom,
            &n.summary,
            n.occurred_at,
            Day::of(n.occurred_at),
            n.recorded_at
        ],
    )?;
    match n.case {
        Some(case) if n.outcome == Outcome::Successful => {
            touch(c, tenant, case, n.occurred_at)?;
            promise::store::refresh(c, tenant, case)?;
            work::happened(c, tenant, &reached(n, case))
        }
        _ => Ok(()),
    }
}

/// That somebody was reached, as an event. An event's id is its own within its case; the contact's does.
fn reached(n: &NewContact, case: CaseId) -> work::NewEvent {
    work::NewEvent {
        event_id: n.contact_id,
        case,
        event: packs::model::Event::Contact,
        on: Day::of(n.occurred_at),
        at: Some(n.occurred_at),
        source: Some(n.contact_id),
        recorded_at: n.recorded_at,
        recorded_by: n.user,
    }
}

/// Moves a case's last successful contact on to a moment, never back.
pub fn touch(c: &mut dyn Conn, tenant: i64, case: CaseId, at: Instant) -> Result<()> {
    c.exec(TOUCH, args![tenant, case, at]).map(drop)
}

/// Records something that is to happen.
pub fn add_action(c: &mut dyn Conn, tenant: i64, n: &NewAction) -> Result<()> {
    c.exec(
        ADD_ACTION,
        args![
            tenant,
            n.action_id,
            n.person,
            n.case,
            n.kind,
            &n.what,
            n.owner,
            &n.owner_name,
            n.due_on,
            n.due_at,
            n.recorded_at,
            n.recorded_by
        ],
    )
    .map(drop)
}

/// Marks an action done; [`Error::Conflict`] when it was done before.
pub fn mark_done(
    c: &mut dyn Conn,
    tenant: i64,
    person: PersonId,
    action: Uuid,
    on: Day,
    outcome: &str,
) -> Result<()> {
    match c.exec(DONE, args![tenant, person, action, on, outcome])? {
        0 => Err(Error::Conflict("Somebody marked this as done before you.".to_owned())),
        _ => Ok(()),
    }
}

/// Who an action or contact without a worker's account is shown as.
pub fn owner_words(user: Option<&str>, name: &str) -> String {
    user.unwrap_or(if name.is_empty() { "Nobody yet" } else { name }).to_owned()
}
