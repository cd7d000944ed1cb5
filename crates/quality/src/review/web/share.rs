//! Sharing a review with its officer, looking again at what was put right, and closing.

use super::{
    address, form_of,
    show::again,
    whole::{Whole, whole},
};
use crate::review::{
    after::{model::due, store as after},
    model::at_once,
    store::{self, Review},
};
use access::{CaseRef, Changed, Db, Fault, Posted, PostedOnce, Read, Scope};
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};
use cases::model::{ActionKind, NewAction};
use kernel::{Day, Error, Result, db::Conn};
use uuid::Uuid;

/// The longest text of what shows that something is put right.
const MOST: usize = 2000;

/// Shares a review with its officer; what is critical and not met becomes a next step of the case, to be done within
/// five working days. All or nothing.
pub async fn share(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let (whole, actor) = (whole(&db, &case, &params).await?, case.actor().clone());
    let score = whole.score(actor.user)?.filter(|_| whole.can(&actor).share);
    let score = score.ok_or_else(|| {
        Error::Conflict(
            "It was shared before, or another has to finish first. Open the review again.".to_owned(),
        )
    })?;
    let mut steps = Vec::new();
    for criterion in at_once(form_of(&whole.review)?, &score) {
        let field = format!("x-{}", criterion.id);
        let words = posted.form.need_text(&field, 300, "Say what is done about it.");
        steps.push((db.chance().uuid(actor.now), criterion.id.clone(), words));
    }
    if !posted.form.is_good() {
        return Ok(again(&db, &actor, &whole, posted.form)?);
    }
    let due = due(&whole.division, Day::of(actor.now));
    let (id, review) = (case.id(), whole.review);
    let location = db
        .act(&actor, "shareReview", &posted.submission, move |c, scope| {
            store::share(c, scope, (id, review.review_id, review.version), &score)?;
            for (step, _, words) in &steps {
                add_step(c, scope, &review, (*step, words), due)?;
            }
            let linked: Vec<_> = steps.iter().map(|(step, of, _)| (*step, of.clone())).collect();
            after::link(c, scope.tenant(), review.review_id, &linked)?;
            crate::results::recount(c, scope.tenant(), review.review_id)?;
            let to = format!("{}?done=shared", address(id, review.review_id));
            Ok(Changed::to(to, format!("review {} shared", review.review_id)))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Goes on without the officer's answer, once they had ten working days.
pub async fn go_on(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    PostedOnce(posted): PostedOnce,
) -> Result<Response, Fault> {
    let (whole, actor) = (whole(&db, &case, &params).await?, case.actor().clone());
    if !whole.can(&actor).go_on {
        return Err(Error::Conflict(
            "The officer has ten working days to answer (Alongside default), and only the reviewer goes on without."
                .to_owned(),
        )
        .into());
    }
    let (id, review) = (case.id(), whole.review.review_id);
    let location = db
        .act(&actor, "closeResponse", &posted.submission, move |c, scope| {
            after::no_answer(c, scope, (id, review))?;
            let to = format!("{}?done=unanswered", address(id, review));
            Ok(Changed::to(to, format!("review {review}: no answer came")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Goes on without a second reviewer, or without a third, once nobody came in ten working days: the answers of the
/// first stand.
pub async fn alone(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    PostedOnce(posted): PostedOnce,
) -> Result<Response, Fault> {
    let (whole, actor) = (whole(&db, &case, &params).await?, case.actor().clone());
    if !whole.can(&actor).alone {
        let words =
            "Others have ten working days (Alongside default), and only the first reviewer goes on alone.";
        return Err(Error::Conflict(words.to_owned()).into());
    }
    let (id, review) = (case.id(), whole.review.review_id);
    let location = db
        .act(&actor, "reviewAlone", &posted.submission, move |c, scope| {
            store::alone(c, scope, (id, review))?;
            let detail = format!("review {review}: nobody else came in time");
            Ok(Changed::to(format!("{}?done=alone", address(id, review)), detail))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Keeps what the reviewer found when they looked again at a step that is done. What is not put right becomes another
/// step, within five working days.
pub async fn check(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let action = params.iter().find(|(name, _)| *name == "action_id").map(|(_, value)| value.to_owned());
    let action = action.and_then(|text| Uuid::parse_str(&text).ok()).ok_or(Error::NotFound)?;
    let (whole, actor) = (whole(&db, &case, &params).await?, case.actor().clone());
    let place = whole.asked.iter().position(|one| one.action_id == action).ok_or(Error::NotFound)?;
    let today = Day::of(actor.now);
    let last = due(&whole.division, today);
    let form = &mut posted.form;
    let n = place + 1;
    let right = form.one_of(
        &format!("right-{n}"),
        |text| match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        "Say whether it is put right.",
    );
    let words = form.need_text(&format!("found-{n}"), MOST, "Write what shows it, or what is missing.");
    let field = format!("due-{n}");
    let due_on = if right == Some(false) {
        let day = form.need_day(&field, "Say by when it is done.");
        if day.is_some_and(|day| day < today || day > last) {
            form.error(&field, format!("Choose a day from today to {}: five working days.", last.long()));
        }
        day
    } else {
        None
    };
    let (Some(right), true) = (right, posted.form.is_good()) else {
        return Ok(again(&db, &actor, &whole, posted.form)?);
    };
    let again = due_on.map(|day| (db.chance().uuid(actor.now), day));
    let step = whole.asked.get(place).map(|one| (one.criterion.clone(), one.what.clone()));
    let (criterion, what) = step.ok_or(Error::NotFound)?;
    let (id, review) = (case.id(), whole.review);
    let location = db
        .act(&actor, "checkReview", &posted.submission, move |c, scope| {
            let at = (id, review.review_id, action);
            after::check(c, scope, at, (right, &words))?;
            if let Some((step, day)) = again {
                add_step(c, scope, &review, (step, &what), day)?;
                after::link(c, scope.tenant(), review.review_id, &[(step, criterion.clone())])?;
            }
            let to = format!("{}?done=checked", address(id, review.review_id));
            let found = if right { "put right" } else { "not put right yet" };
            Ok(Changed::to(to, format!("review {}: {criterion} {found}", review.review_id)))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Closes a review: it is settled, and all it asked for was looked at again.
pub async fn close(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let whole: Whole = whole(&db, &case, &params).await?;
    let (id, review) = (case.id(), whole.review.review_id);
    let location = db
        .act(case.actor(), "closeReview", &posted.submission, move |c, scope| {
            after::close(c, scope, (id, review))?;
            crate::results::recount(c, scope.tenant(), review)?;
            Ok(Changed::to(format!("{}?done=closed", address(id, review)), format!("review {review} closed")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Adds a next step of the officer to the case.
pub(super) fn add_step(
    c: &mut dyn Conn,
    scope: &Scope,
    review: &Review,
    (id, words): (Uuid, &str),
    due: Day,
) -> Result<()> {
    let new = NewAction {
        action_id: id,
        person: review.person_id,
        case: Some(review.case_id),
        kind: ActionKind::Task,
        what: words.to_owned(),
        owner: Some(review.worker_id),
        owner_name: String::new(),
        due_on: due,
        due_at: None,
        recorded_at: scope.now(),
        recorded_by: scope.user(),
    };
    cases::store::add_action(c, scope.tenant(), &new)
}
