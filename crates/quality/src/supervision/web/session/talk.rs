//! What is added to a session: things to talk about, and actions.

use super::{again, change, facts::facts};
use crate::supervision::{
    model::Section,
    store::{
        people, session,
        talk::{self, NewAction},
    },
    web::{Supervision, goes_on, id_of, on, session_of},
};
use access::{Actor, Changed, Db, Fault, Posted, User};
use axum::{extract::RawPathParams, response::Response};
use kernel::{Day, Error, Id};

/// Adds something to the agenda, before the session or in it.
pub async fn add_item(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let id = session_of(&params)?;
    let facts = facts(&db, &actor, id).await?;
    let form = &mut posted.form;
    let section = form.one_of("section", Section::parse, "Choose a part of the agenda.");
    let words = form.need_text("item", 1000, "Write what you want to talk about.");
    let (Some(section), true) = (section, form.is_good()) else {
        return Ok(again(&db, &actor, &facts, posted.form));
    };
    // In a group it is the writer's own; else it belongs to the worker whose supervision it is.
    let (item, worker) = (db.chance().uuid(actor.now), facts.worker().unwrap_or(actor.user));
    let added = change(&db, &actor, &posted.submission, (id, "addToAgenda", "added"), move |c, scope, s| {
        goes_on(s)?;
        talk::add_item(c, scope, (item, worker, Some(s.session_id)), (section, &words))?;
        session::changed(c, scope.tenant(), s.session_id)
    });
    Ok(added.await?)
}

/// Agrees an action: what, whose, by when.
pub async fn add_action(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let id = session_of(&params)?;
    let facts = facts(&db, &actor, id).await?;
    let form = &mut posted.form;
    let what = form.need_text("what", 500, "Say what is to be done.");
    let owner = form.one_of(
        "owner",
        |text| text.parse::<Id<User>>().ok().filter(|user| facts.has(*user)),
        "Choose who does it.",
    );
    let due_on = form.need_day("due_on", "Say by when.");
    if due_on.is_some_and(|on| on < Day::of(actor.now)) {
        form.error("due_on", "Enter a day from today on.");
    }
    let (Some(owner), Some(due_on), true) = (owner, due_on, form.is_good()) else {
        return Ok(again(&db, &actor, &facts, posted.form));
    };
    let worker = facts.worker().unwrap_or(owner);
    let new = NewAction { id: db.chance().uuid(actor.now), worker, what, owner, due_on };
    let added = change(&db, &actor, &posted.submission, (id, "agreeAction", "action"), move |c, scope, s| {
        goes_on(s)?;
        talk::add_action(c, scope.tenant(), s.session_id, &new, scope.now())?;
        session::changed(c, scope.tenant(), s.session_id)
    });
    Ok(added.await?)
}

/// Marks an action done, or dropped with the reason.
pub async fn end_action(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let action = id_of::<Supervision>(&params, "action_id")?.uuid();
    let session: Option<Id<Supervision>> = posted.form.value("session").parse().ok();
    let drops = posted.form.value("button") == "dropped";
    let field = format!("why-{}", action.simple());
    let why = posted.form.opt_text(&field, 500);
    if let Some(session) = session.filter(|_| drops && why.is_empty()) {
        let facts = facts(&db, &actor, session.uuid()).await?;
        posted.form.error(&field, "Say why it is dropped.");
        return Ok(again(&db, &actor, &facts, posted.form));
    }
    let back = session.map_or("/supervision".to_owned(), |id| crate::supervision::web::at(id.uuid()));
    let why = if drops { why } else { String::new() };
    let location = db
        .act(&actor, "endAction", &posted.submission, move |c, scope| {
            let worker = talk::whose(c, scope.tenant(), action)?;
            if worker != scope.user() && !people::standing(c, scope, worker)?.mine {
                return Err(Error::NotFound);
            }
            if drops && why.is_empty() {
                return Err(Error::invalid("Say why it is dropped."));
            }
            talk::end_action(c, scope.tenant(), (action, worker), (Day::of(scope.now()), &why))?;
            Ok(Changed::to(format!("{back}?done=ended"), format!("action {}", action.simple())))
        })
        .await?;
    Ok(on(&location))
}
