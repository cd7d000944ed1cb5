//! Asking the service manager where nobody of the team has room.

use crate::giving::store;
use access::{Actor, Case, CaseRef, Changed, Db, Fault, Permit, Submission, Write};
use axum::response::{IntoResponse, Redirect, Response};
use cases::{
    allocation::store::{self as kept, CaseFacts},
    model::{ActionKind, NewAction},
};
use kernel::{Chance, Day, Error, Result, db::Conn};

/// Puts the case on the service manager's day. It waits on.
pub(super) async fn ask(
    db: &Db,
    case: &CaseRef<Write>,
    submission: &Submission,
) -> std::result::Result<Response, Fault> {
    let (actor, chance) = (case.actor().clone(), db.chance().clone());
    let location = db
        .change(case, submission, move |c, permit| {
            let facts = kept::facts(c, permit)?;
            if facts.worker_id.is_some() {
                return Err(kept::taken());
            }
            put(c, permit, &facts, (&actor, &chance))?;
            Ok(Changed::to(format!("/cases/{}/allocate?done=asked", permit.id()), "service manager asked"))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn put(
    c: &mut dyn Conn,
    permit: &Permit<Case, Write>,
    facts: &CaseFacts,
    (actor, chance): (&Actor, &Chance),
) -> Result<()> {
    let Some((manager, _)) = store::manager(c, permit.tenant())? else {
        return Err(Error::Conflict(
            "No service manager has an account here. Speak to them, and choose somebody then.".to_owned(),
        ));
    };
    let action = NewAction {
        action_id: chance.uuid(actor.now),
        person: facts.person_id,
        case: Some(permit.id()),
        kind: ActionKind::Task,
        what: format!(
            "Decide who takes {}, or what gives: nobody of {} has room for it",
            facts.reference, facts.team
        ),
        owner: Some(manager),
        owner_name: String::new(),
        due_on: Day::of(actor.now),
        due_at: None,
        recorded_at: actor.now,
        recorded_by: actor.user,
    };
    cases::store::add_action(c, permit.tenant(), &action)
}
