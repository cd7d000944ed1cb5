//! Past spreadsheets of reviews: so that a service's history shows in results from before Alongside.
//!
//! A row is one review with a column for each criterion, or one answer to one criterion. Scores are worked out by a
//! version of a form that whoever brings the file names; without one its criteria weigh the same, or its totals count.

mod check;
mod criteria;
mod fields;
mod places;
pub mod record;
mod rows;
pub mod store;
mod values;
mod write;

pub use check::check;
pub use fields::Field;
pub use write::write;

use access::Db;
use kernel::{Day, Error, Result};
use quality::forms::{Forms, ReviewForm};

/// How many of our fields headings hold; 0 when they cannot be used.
pub fn fit(headers: &[String], said: &[(String, String)]) -> usize {
    fields::Mapping::fit(headers, said)
}

/// The form that a file was filled by: `mcr-asb` in the version in force, or a version of it as `mcr-asb:1`. `None` for
/// no words: the file has a list of its own.
///
/// # Errors
/// Invalid when there is no such form.
pub fn form_named(db: &Db, words: &str) -> Result<Option<&'static ReviewForm>> {
    let words = words.trim();
    if words.is_empty() {
        return Ok(None);
    }
    let (tenant, today) = (db.tenant(), Day::of(db.clock().now()));
    let forms = db.facade().report_now(move |c| Forms::read(c, tenant))?;
    let (id, version) = words.split_once(':').map_or((words, None), |(id, version)| (id, Some(version)));
    let found = match version {
        Some(version) => version.parse().ok().and_then(|version| forms.version(id, version)),
        None => forms.current(id, today),
    };
    found.map(Some).ok_or_else(|| {
        let ids = forms.ids().join(", ");
        Error::invalid(format!(
            "There is no review form {words}. There are: {ids}. Write a version of one as {words}:1, or leave the form out."
        ))
    })
}
