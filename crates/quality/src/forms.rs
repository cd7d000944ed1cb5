//! Review forms as dated data: criteria with weights, read and checked from TOML, and the score they give.
//!
//! The forms that ship are the files of `reviews/`, built in; each is an Alongside default. A service publishes later
//! versions and forms of its own ([`Forms`]): a review keeps the version it was drawn with. A form names the packs
//! whose cases it reviews, so nothing here knows a kind of case by name.

mod check;
mod draft;
pub mod edit;
mod known;
pub mod model;
mod score;
pub mod store;
pub mod trial;
pub mod web;
mod write;

pub use check::{WHOLE, read};
pub use known::{Forms, known, learn};
pub use model::{Criterion, How, ReviewForm, Section};
pub use score::{ENOUGH, Missing, Score, score, score_of_some};
pub use write::write;

use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The forms that ship, in the order of their files; read once. A text that does not hold together is left out, and
/// a test sees to it that there is none.
pub fn shipped() -> &'static [ReviewForm] {
    static FORMS: LazyLock<Vec<ReviewForm>> =
        LazyLock::new(|| SHIPPED.iter().filter_map(|(_, text)| read(text).ok()).collect());
    &FORMS
}

/// A version of a form that ships; [`Forms::version`] knows those that a service published too.
pub fn version(id: &str, version: i64) -> Option<&'static ReviewForm> {
    shipped().iter().find(|form| form.id == id && form.version == version)
}
