//! What is done for somebody who is unhappy: they are told, or the case is opened again.

use super::{address, survey::wrong, survey_id};
use crate::satisfaction::store::{self, answers};
use access::{CaseRef, Changed, Db, Fault, Posted, Read, Reopen};
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};

/// The longest text of what was done.
const MOST: usize = 4000;

/// Notes what was done for somebody who is unhappy, and what they were told.
pub async fn tell(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let (survey, actor, id) = (survey_id(&params)?, case.actor().clone(), case.id());
    let words = posted.form.need_text("told", MOST, "Write what is done, and what they were told.");
    if !posted.form.is_good() {
        return wrong(&db, &case, survey, posted.form, ("told", "")).await;
    }
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let found = store::one(c, permit, survey)?;
            let whose = (found.person_id, found.action_id);
            answers::told(c, permit.tenant(), survey, whose, &words, (actor.user, actor.now))?;
            Ok(Changed::to(
                format!("{}?done=told", address(id, survey)),
                format!("survey {survey}: told back"),
            ))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Opens the case again because of what they said. Its closing stays, with the reason.
pub async fn reopen(
    db: Db,
    case: CaseRef<Reopen>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let (survey, id) = (survey_id(&params)?, case.id());
    let why = posted.form.need_text("why_again", 2000, "Say why the case is opened again.");
    if !posted.form.is_good() {
        return wrong(&db, &case, survey, posted.form, ("why_again", "")).await;
    }
    let fresh = db.chance().uuid(case.actor().now);
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            store::one(c, permit, survey)?;
            cases::closing::open_again(c, permit, fresh, &why)?;
            answers::set_reopened(c, permit.tenant(), survey, permit.scope().now())?;
            let to = format!("{}?done=reopened", address(id, survey));
            Ok(Changed::to(to, format!("case opened again after survey {survey}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
