//! What the officer says to a review of their case.

use super::{
    address, form_of,
    show::again,
    whole::{Whole, whole},
};
use crate::review::after::store::{self as after, Said};
use access::{CaseRef, Changed, Db, Fault, PostedOnce, Read};
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Form, Result};
use std::collections::BTreeMap;

/// The longest text of an answer.
const MOST: usize = 4000;

/// Keeps what the officer says: they agree, or disagree and name the answers they dispute, each with why.
pub async fn respond(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let (whole, actor) = (whole(&db, &case, &params).await?, case.actor().clone());
    let said = read(&whole, &mut posted.form)?;
    if !posted.form.is_good() {
        return Ok(again(&db, &actor, &whole, posted.form)?);
    }
    let (id, review) = (case.id(), whole.review.review_id);
    let location = db
        .act(&actor, "answerReview", &posted.submission, move |c, scope| {
            after::respond(c, scope, (id, review), &said)?;
            let done = if said.disagrees { "disputed" } else { "agreed" };
            Ok(Changed::to(format!("{}?done={done}", address(id, review)), format!("review {review} {done}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn read(whole: &Whole, form: &mut Form) -> Result<Said> {
    let says = form.one_of(
        "says",
        |text| match text {
            "agree" => Some(false),
            "disagree" => Some(true),
            _ => None,
        },
        "Say whether you agree.",
    );
    let words = form.opt_text("response", MOST);
    let mut disputes = BTreeMap::new();
    for (id, _) in disputable(whole)? {
        let why = form.opt_text(&format!("d-{id}"), MOST);
        if !why.is_empty() {
            disputes.insert(id, why);
        }
    }
    let disagrees = says == Some(true);
    if disagrees && disputes.is_empty() {
        let first =
            disputable(whole)?.into_iter().next().map_or("says".to_owned(), |(id, _)| format!("d-{id}"));
        form.error(&first, "Say with what you disagree, and why: beside one answer at least.");
    }
    if !disagrees {
        disputes.clear();
    }
    Ok(Said { disagrees, words, disputes })
}

/// The answers that an officer may dispute, in the order of the form, with their words: all but "met"; every one where
/// all are met.
pub(super) fn disputable(whole: &Whole) -> Result<Vec<(String, String)>> {
    let form = form_of(&whole.review)?;
    let line = |criterion: &crate::forms::Criterion| {
        let given = whole.given.get(&criterion.id)?;
        let words = format!("{}. {}: {}", criterion.id, criterion.words, given.answer.label().to_lowercase());
        Some((criterion.id.clone(), words, given.answer == crate::model::Answer::Met))
    };
    let all: Vec<_> = form.criteria.iter().filter_map(line).collect();
    let only_met = all.iter().all(|(.., met)| *met);
    Ok(all.into_iter().filter(|(.., met)| only_met || !met).map(|(id, words, _)| (id, words)).collect())
}
