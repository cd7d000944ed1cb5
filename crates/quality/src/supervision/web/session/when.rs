//! When a session is: beginning, moving, not holding, and how it was. The next one is booked in the same form.

use super::{again, change, facts::facts};
use crate::supervision::{
    model::{Kind, MovedFor},
    store::session::{self, Held, NewMove, NewSession},
    web::{read_moment, read_plan, read_time, runs, session_of},
};
use access::{Actor, Db, Fault, PostedOnce};
use axum::{extract::RawPathParams, response::Response};
use kernel::{Day, Form};

/// The longest session in minutes that is taken for one. Alongside default.
const MOST_MINUTES: i64 = 480;

/// Begins a session now.
pub async fn start(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    PostedOnce(posted): PostedOnce,
) -> Result<Response, Fault> {
    let id = session_of(&params)?;
    let begun =
        change(&db, &actor, &posted.submission, (id, "beginSupervision", "started"), |c, scope, s| {
            runs(s)?;
            session::start(c, scope, s)
        });
    Ok(begun.await?)
}

/// Moves a session: for whom and why is kept with every move.
pub async fn move_session(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let id = session_of(&params)?;
    let facts = facts(&db, &actor, id).await?;
    runs(facts.session())?;
    let form = &mut posted.form;
    form.set("form", "move");
    let to = read_plan(form, ("move_on", "move_time"), true, Day::of(actor.now));
    let moved_for = form.one_of("moved_for", MovedFor::parse, "Choose who could not make it.");
    let why = form.need_text("move_why", 500, "Say why it is moved.");
    let (Some(to), Some(moved_for), true) = (to, moved_for, form.is_good()) else {
        return Ok(again(&db, &actor, &facts, posted.form));
    };
    let new = NewMove { move_id: db.chance().uuid(actor.now), to, moved_for, why };
    let moved =
        change(&db, &actor, &posted.submission, (id, "moveSupervision", "moved"), move |c, scope, s| {
            runs(s)?;
            let of = (s.session_id, s.planned_at);
            session::move_to(c, scope.tenant(), of, &new, (scope.user(), scope.now()))
        });
    Ok(moved.await?)
}

/// Writes down that a session was not held, and why.
pub async fn not_held(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let id = session_of(&params)?;
    let facts = facts(&db, &actor, id).await?;
    runs(facts.session())?;
    let why = posted.form.need_text("not_why", 500, "Say why it was not held.");
    if !posted.form.is_good() {
        return Ok(again(&db, &actor, &facts, posted.form));
    }
    let saved =
        change(&db, &actor, &posted.submission, (id, "dropSupervision", "not-held"), move |c, scope, s| {
            runs(s)?;
            session::not_held(c, scope.tenant(), s.session_id, &why)
        });
    Ok(saved.await?)
}

/// When it began and ended, and what interrupted it.
fn read_held(form: &mut Form, actor: &Actor) -> Option<Held> {
    let started_at = read_moment(form, ("held_on", "began"), true);
    let ended = read_time(form, "ended", "Enter when it ended.");
    let interruptions = match form.text("interruptions").as_str() {
        "" => Some(0),
        text => text.parse::<i64>().ok().filter(|n| (0..=99).contains(n)),
    };
    if interruptions.is_none() {
        form.error("interruptions", "Enter a number, 0 for none.");
    }
    let interrupted_by = form.opt_text("interrupted_by", 500);
    if interruptions.is_some_and(|n| n > 0) && interrupted_by.is_empty() {
        form.error("interrupted_by", "Say what interrupted it.");
    }
    let (started_at, (hour, minute)) = (started_at?, ended?);
    let ended_at = Day::of(started_at).at(hour, minute);
    let minutes = started_at.seconds_until(ended_at) / 60;
    if !(1..=MOST_MINUTES).contains(&minutes) {
        form.error("ended", "Enter an end that is after the beginning, on the same day.");
    }
    if started_at > actor.now {
        form.error("held_on", "Enter a day and time that have come.");
    }
    form.is_good().then_some(())?;
    Some(Held { started_at, ended_at, interruptions: interruptions?, interrupted_by })
}

/// Writes down how a session was, and plans the next one where a day is given.
pub async fn hold(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let id = session_of(&params)?;
    let facts = facts(&db, &actor, id).await?;
    runs(facts.session())?;
    let form = &mut posted.form;
    form.set("form", "held");
    let held = read_held(form, &actor);
    let next = match facts.worker() {
        Some(_) => read_plan(form, ("next_on", "next_time"), false, Day::of(actor.now)),
        None => None,
    };
    let place = form.opt_text("next_place", 200);
    let (Some(held), true) = (held, form.is_good()) else {
        return Ok(again(&db, &actor, &facts, posted.form));
    };
    let new = next.zip(facts.worker()).map(|(planned_at, worker)| NewSession {
        id: db.chance().uuid(actor.now),
        kind: Kind::OneToOne,
        supervisor: facts.session().supervisor_id,
        planned_at,
        place,
        attendees: vec![worker],
    });
    let saved =
        change(&db, &actor, &posted.submission, (id, "holdSupervision", "held"), move |c, scope, s| {
            runs(s)?;
            session::hold(c, scope.tenant(), s.session_id, &held)?;
            match &new {
                Some(new) => session::plan(c, scope.tenant(), new, (scope.user(), scope.now())),
                None => Ok(()),
            }
        });
    Ok(saved.await?)
}
