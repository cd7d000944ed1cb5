//! Review forms as dated data: criteria with weights, read and checked from TOML, and the score they give.
//!
//! The forms that ship are the files of `reviews/`, built in; each is an Alongside default. A form names the packs
//! whose cases it reviews, so nothing here knows a kind of case by name.

mod check;
pub mod model;
mod score;

pub use check::read;
pub use model::{Criterion, How, ReviewForm, Section};
pub use score::{ENOUGH, Missing, Score, score};

use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The forms that ship, in the order of their files; read once. A text that does not hold together is left out, and
/// a test sees to it that there is none.
pub fn shipped() -> &'static [ReviewForm] {
    static FORMS: LazyLock<Vec<ReviewForm>> =
        LazyLock::new(|| SHIPPED.iter().filter_map(|(_, text)| read(text).ok()).collect());
    &FORMS
}

/// The form for cases of a pack.
pub fn for_pack(pack: &str) -> Option<&'static ReviewForm> {
    shipped().iter().find(|form| form.packs.iter().any(|known| known == pack))
}

/// A version of a form.
pub fn version(id: &str, version: i64) -> Option<&'static ReviewForm> {
    shipped().iter().find(|form| form.id == id && form.version == version)
}
