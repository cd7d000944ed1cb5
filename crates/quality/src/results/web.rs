//! Pages of results.

pub mod asked;
pub mod changes;
pub mod export;
mod heat;
pub mod list;
pub mod officer;
mod officers;
mod parts;
mod samples;
pub mod show;

use crate::forms::Forms;
use access::{Actor, Role};

/// Who reads results: figures of the whole service, and officers of the teams that they lead.
pub(crate) const READERS: &[Role] = &[Role::Leader, Role::Manager];

/// Whether somebody reads them.
fn reads(actor: &Actor) -> bool {
    READERS.iter().any(|role| actor.is(*role))
}

/// `Nov 2026` of `2026-11`.
pub(super) fn short(month: &str) -> String {
    let long = crate::review::web::list::month_words(month);
    match long.split_once(' ') {
        Some((name, year)) => format!("{} {year}", name.chars().take(3).collect::<String>()),
        None => long,
    }
}

/// `November 2026` of `2026-11`.
fn long(month: &str) -> String {
    crate::review::web::list::month_words(month)
}

/// A mean in whole points, halves rounded up.
pub(super) fn whole(mean: f64) -> String {
    format!("{:.0}", mean.round())
}

/// The name of a form: its own, or that of a spreadsheet's list.
fn form_name(forms: &Forms, id: &str) -> String {
    forms.latest(id).map_or_else(|| "Criteria of a past spreadsheet".to_owned(), |form| form.name.clone())
}

/// A form with its version, once: some names end in it already.
fn form_words(forms: &Forms, id: &str, version: i64) -> String {
    let name = form_name(forms, id);
    if version == 0 || name.ends_with(&format!(" v{version}")) {
        name
    } else {
        format!("{name}, version {version}")
    }
}

/// The words of a criterion in a version of a form; nothing where the form is not there.
fn criterion_words(forms: &Forms, form: &str, version: i64, criterion: &str) -> String {
    forms
        .version(form, version)
        .and_then(|form| form.criterion(criterion))
        .map_or(String::new(), |criterion| criterion.words.clone())
}

/// The kind of case in words.
fn kind_name(kind: &str) -> String {
    if kind.is_empty() { "Not said".to_owned() } else { cases::web::type_words(kind) }
}
