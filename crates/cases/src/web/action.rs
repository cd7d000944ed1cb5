//! Marking something as done.

use crate::store;
use access::{Changed, Db, Fault, PersonRef, Posted, Write};
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Id};

/// Marks kind ids of next actions.
pub enum NextAction {}

/// Marks an action done with what came of it, and goes back to where it was marked.
pub async fn mark_done(
    db: Db,
    person: PersonRef<Write>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let text = params.iter().find(|(name, _)| *name == "action_id").map(|(_, value)| value.to_owned());
    let action: Id<NextAction> = text.ok_or(Error::NotFound)?.parse()?;
    let outcome = posted.form.opt_text("outcome", 500);
    if !posted.form.is_good() {
        return Err(Error::invalid(
            "What came of it is too long: use 500 characters or fewer, or add a note.",
        )
        .into());
    }
    let outcome = if outcome.is_empty() { "Done".to_owned() } else { outcome };
    let back = if posted.form.value("back") == "day" {
        "/day?done=done".to_owned()
    } else {
        format!("/people/{}?done=done", person.id())
    };
    let location = db
        .change(&person, &posted.submission, move |c, permit| {
            let today = Day::of(permit.scope().now());
            store::mark_done(c, permit.tenant(), permit.id(), action.uuid(), today, &outcome)?;
            Ok(Changed::to(back.clone(), format!("action {action} done")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
