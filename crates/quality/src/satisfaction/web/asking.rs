//! What comes of asking somebody: what they said, that nobody could be asked, or that nobody should be.

use super::{
    address, read,
    survey::{FORM, wrong},
    survey_id,
};
use crate::satisfaction::{
    model::{Channel, Dropped, Way},
    store::{
        self,
        answers::{self, NewAnswer},
    },
};
use access::{CaseRef, Changed, Db, Fault, Posted, Read};
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};

/// Keeps what was typed. The script sends it as it is typed; without scripts a button does.
pub async fn keep_draft(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let survey = survey_id(&params)?;
    db.view(&case, move |c, permit| store::one(c, permit, survey)).await?;
    db.keep_draft(case.actor(), &posted, FORM, survey).await?;
    Ok(posted.draft_kept(&format!("{}?done=draft", address(case.id(), survey))))
}

/// Keeps what somebody said by telephone or face to face, or that they do not want to say.
pub async fn answer(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let (survey, actor) = (survey_id(&params)?, case.actor().clone());
    let refused = posted.form.value("button") == "refused";
    let channel = posted.form.one_of("channel", spoken, "Say how you asked them.");
    let said = if refused { None } else { Some(read(&mut posted.form)) };
    let (true, Some(channel)) = (posted.form.is_good(), channel) else {
        return wrong(&db, &case, survey, posted.form, ("channel", "")).await;
    };
    let new = NewAnswer {
        survey,
        case: case.id(),
        channel,
        answer: said,
        at: actor.now,
        by: Some(actor.user),
        action: db.chance().uuid(actor.now),
    };
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            store::one(c, permit, survey)?;
            answers::add(c, permit.tenant(), &new)?;
            access::store::drop_draft(c, permit.tenant(), actor.user, FORM, survey)?;
            let done = if new.answer.is_none() { "refused" } else { "answered" };
            Ok(Changed::to(
                format!("{}?done={done}", address(new.case, survey)),
                format!("survey {survey} {done}"),
            ))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// The ways in which somebody is asked by word of mouth.
fn spoken(code: &str) -> Option<Channel> {
    Channel::parse(code).filter(|channel| matches!(channel, Channel::Phone | Channel::Face))
}

/// Notes that nobody could be asked.
pub async fn tried(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let (survey, actor, id) = (survey_id(&params)?, case.actor().clone(), case.id());
    let way = if posted.form.value("way") == Way::Face.code() { Way::Face } else { Way::Phone };
    let fresh = db.chance().uuid(actor.now);
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let by = (actor.user, actor.now);
            store::not_reached(c, permit.tenant(), (id, survey), (way, fresh), by)?;
            Ok(Changed::to(
                format!("{}?done=tried", address(id, survey)),
                format!("survey {survey}: no answer"),
            ))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Stops asking, with the reason.
pub async fn drop_it(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let (survey, id) = (survey_id(&params)?, case.id());
    let Some(why) = Dropped::parse(posted.form.value("why")) else {
        return wrong(&db, &case, survey, posted.form, ("why", "Say why nobody should ask any more.")).await;
    };
    let at = case.actor().now;
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            store::drop_it(c, permit.tenant(), (id, survey), why, at)?;
            let words = format!("survey {survey} dropped: {}", why.code());
            Ok(Changed::to(format!("{}?done=dropped", address(id, survey)), words))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
