//! Pages of reviews.

pub mod answer;
pub mod decide;
pub mod form;
pub mod list;
pub mod of_case;
pub mod replace;
mod samples;
pub mod share;
pub mod show;
mod whole;

use super::store::Review;
use crate::forms::{self, ReviewForm};
use access::{Actor, CaseId, Role};
use axum::extract::RawPathParams;
use kernel::{Error, Result};
use uuid::Uuid;

/// Whether somebody reviews the cases of others.
fn reviews(actor: &Actor) -> bool {
    actor.roles.iter().any(|role| matches!(role, Role::Leader | Role::Manager))
}

/// The review in an address.
fn review_id(params: &RawPathParams) -> Result<Uuid> {
    let text = params.iter().find(|(name, _)| *name == "review_id").map(|(_, value)| value);
    text.and_then(|text| Uuid::parse_str(text).ok()).ok_or(Error::NotFound)
}

/// A review's page.
fn address(case: CaseId, review: Uuid) -> String {
    format!("/cases/{case}/reviews/{}", review.simple())
}

/// The form of a review, in the version it was drawn with.
fn form_of(review: &Review) -> Result<&'static ReviewForm> {
    let form = forms::known(&review.form_id, review.form_version, review.form_hash.as_deref());
    form.ok_or_else(|| Error::invalid("The form of this review is not there any more."))
}

/// Who may see a review: whoever reviews, and the officer it is about once it is shared.
fn may_see(actor: &Actor, review: &Review) -> bool {
    let own = review.worker_id == actor.user;
    if own { review.shared_at.is_some() } else { reviews(actor) }
}
