//! A drawn review that cannot be done: the next case in order takes its place.

use super::{address, form_of, reviews, whole::whole};
use crate::{
    draw::replace::{
        Reason, next,
        store::{self, Origin, Successor},
    },
    forms::Forms,
    review::{model::State, store::Review},
};
use access::{Actor, CaseId, CaseRef, Changed, Db, Fault, PostedOnce, Read, Scope};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Result, db::Conn};
use people::web::{errors, submission};
use std::collections::BTreeSet;
use ui::{Choice, Page, Shell};
use uuid::Uuid;

/// The longest text of why.
const MOST: usize = 1000;

/// Why a review cannot be done.
#[derive(Template)]
#[template(path = "reviews/replace.html")]
pub struct ReplaceReview {
    /// The frame.
    pub shell: Shell,
    /// The review's address.
    pub at: String,
    /// What follows.
    pub about: String,
    /// The reasons there are.
    pub reasons: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// Reads a review that the asker may replace.
async fn replaceable(db: &Db, case: &CaseRef<Read>, params: &RawPathParams) -> Result<Review, Fault> {
    let (review, actor) = (whole(db, case, params).await?.review, case.actor());
    let own = review.reviewer_id.is_none_or(|reviewer| reviewer == actor.user);
    let early = matches!(review.state, State::Drawn | State::InReview) && review.met_at.is_none();
    if reviews(actor) && early && own && review.worker_id != actor.user {
        Ok(review)
    } else {
        Err(Error::NotFound.into())
    }
}

/// Asks why.
pub async fn show_replace(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
) -> Result<Page<ReplaceReview>, Fault> {
    let review = replaceable(&db, &case, &params).await?;
    let mut form = Form::default();
    if review.closed_on.is_some() {
        form.set("reason", Reason::Closed.code());
    }
    Ok(Page(page(&db, case.actor(), &review, form)?))
}

fn page(db: &Db, actor: &Actor, review: &Review, form: Form) -> Result<ReplaceReview> {
    let reasons = Reason::ALL.iter().map(|reason| Choice::new(reason.code(), reason.label()));
    let about = if review.directed {
        "Somebody asked for this review, so no other case takes its place.".to_owned()
    } else {
        format!(
            "The next case of {} in the order of the draw takes its place. Nobody chooses it, and the reason is kept.",
            review.worker
        )
    };
    Ok(ReplaceReview {
        shell: access::shell(actor, format!("Replace: {}", form_of(review)?.name), "Quality")
            .at("/reviews")
            .quiet("Review")
            .intro(format!("{}, {}", review.known_as, review.reference))
            .errors(errors(&form)),
        at: address(review.case_id, review.review_id),
        about,
        reasons: reasons.collect(),
        submission: submission(db),
        form,
    })
}

/// Replaces a review by one of the next case, or marks it where none is left.
pub async fn replace(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let (review, actor) = (replaceable(&db, &case, &params).await?, case.actor().clone());
    let form = &mut posted.form;
    let reason = form.one_of("reason", Reason::parse, "Choose why it cannot be done.");
    let words = match reason {
        Some(Reason::Other) => form.need_text("words", MOST, "Say why it cannot be done."),
        _ => form.opt_text("words", MOST),
    };
    if reason == Some(Reason::Closed) && review.closed_on.is_none() {
        form.error("reason", "The case is open. Choose another reason.");
    }
    let (Some(reason), true) = (reason, posted.form.is_good()) else {
        let page = page(&db, &actor, &review, posted.form)?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let why = if words.is_empty() {
        format!("{}.", reason.label())
    } else {
        format!("{}. {words}", reason.label())
    };
    let (case_id, id, new) = (case.id(), review.review_id, db.chance().uuid(actor.now));
    let location = db
        .act(&actor, "replaceReview", &posted.submission, move |c, scope| {
            let to = instead(c, scope, (case_id, id, new), &why)?;
            crate::results::recount(c, scope.tenant(), id)?;
            let detail = format!("review {id} replaced: {}", reason.label());
            Ok(Changed::to(to.unwrap_or_else(|| format!("{}?done=replaced", address(case_id, id))), detail))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Replaces a review in the order of its draw, and gives where to go on: four statements.
fn instead(
    c: &mut dyn Conn,
    scope: &Scope,
    (case, review, new): (CaseId, Uuid, Uuid),
    why: &str,
) -> Result<Option<String>> {
    let origin = store::origin(c, scope.tenant(), review)?;
    let found = match &origin {
        Some(origin) => successor(c, scope, origin, (new, why))?,
        None => None,
    };
    store::replace(c, scope, (case, review), (why, found.as_ref().map(|one| one.review_id)))?;
    match (origin, found) {
        (Some(origin), Some(next)) => {
            store::add(c, scope, &origin, &next)?;
            Ok(Some("/reviews?done=replaced".to_owned()))
        }
        _ => Ok(None),
    }
}

/// The next case of the officer in the order of the draw, as a review.
fn successor(
    c: &mut dyn Conn,
    scope: &Scope,
    origin: &Origin,
    (review_id, why): (Uuid, &str),
) -> Result<Option<Successor>> {
    let today = Day::of(scope.now());
    let (frame, forms) =
        (store::in_frame(c, scope.tenant(), origin, today)?, Forms::read(c, scope.tenant())?);
    let of = |which: &dyn Fn(&store::InFrame) -> bool| -> BTreeSet<CaseId> {
        frame.iter().filter(|one| which(one)).map(|one| one.case_id).collect()
    };
    let framed: Vec<_> = frame.iter().map(store::InFrame::framed).collect();
    let still = of(&|one| one.still && forms.for_pack(&one.case_type, today).is_some());
    let pick = next(&framed, &origin.seed, &of(&|one| one.taken), &still);
    let found = pick.and_then(|pick| {
        let case = frame.into_iter().find(|one| one.case_id == pick.framed.case)?;
        let form = forms.for_pack(&case.case_type, today)?;
        let place = i64::try_from(pick.place).ok()?;
        let form = (form.id.clone(), form.version);
        Some(Successor { review_id, case, form, place, why: why.to_owned() })
    });
    Ok(found)
}
