//! Reading and checking a pack's text. A problem says where it is and what to do.

use crate::{Pack, check, place::Places};
use serde::de::DeserializeOwned;
use std::fmt;

/// Something wrong in a pack's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// Where in the pack, such as `stages[2].needs[0]`; empty where the text cannot be read at all.
    pub field: String,
    /// What is wrong.
    pub words: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = if self.field.is_empty() { "the text" } else { &self.field };
        write!(f, "line {}: {field}: {} {}", self.line, self.words, self.remedy)
    }
}

/// Something that does not fit, by its path in a text.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Such as `stages[2].needs[0]`.
    pub field: String,
    /// Words of the value on whose line it stands; empty for the value's first line.
    pub near: String,
    /// What is wrong.
    pub words: String,
    /// What to do.
    pub remedy: String,
}

/// Reads a pack and checks that its parts fit together.
///
/// A text that has not the form of a pack gives its first problem alone; one that has gives all of them, in the
/// order of their lines.
pub fn read(text: &str) -> Result<Pack, Vec<Problem>> {
    read_as(text, check::all)
}

/// Reads a text of another kind that people write as TOML, and checks it: for whatever else is dated data.
///
/// # Errors
/// The first problem alone where it has not the form of a `T`; else all that `check` finds, in the order of lines.
pub fn read_as<T: DeserializeOwned>(
    text: &str,
    check: impl FnOnce(&T) -> Vec<Finding>,
) -> Result<T, Vec<Problem>> {
    let read = toml::from_str::<T>(text).map_err(|e| vec![unread(text, &e)])?;
    let places = Places::of(text);
    let mut problems: Vec<Problem> = check(&read)
        .into_iter()
        .map(|found| Problem {
            line: places.line(&found.field, &found.near),
            field: found.field,
            words: found.words,
            remedy: found.remedy,
        })
        .collect();
    problems.sort_by_key(|problem| problem.line);
    if problems.is_empty() { Ok(read) } else { Err(problems) }
}

/// What the TOML reader found, with a place and a remedy.
fn unread(text: &str, e: &toml::de::Error) -> Problem {
    let places = Places::of(text);
    let start = e.span().map_or(0, |span| span.start);
    let message = e.message().trim().lines().next().unwrap_or_default();
    let field = places.field_at(start);
    let (words, remedy) = if let Some(key) = quoted(message, "missing field ") {
        (format!("{key} is left out."), format!("Write {key} here."))
    } else if let Some(key) = quoted(message, "unknown field ") {
        let keys = message.split_once("expected ").map_or("", |(_, keys)| keys);
        (format!("There is no key {key} here."), format!("Take it out, or use {}.", keys.replace('`', "")))
    } else if let Some(key) = quoted(message, "unknown variant ") {
        let keys = message.split_once("expected ").map_or("", |(_, keys)| keys);
        (format!("{key} is not known here."), format!("Use {}.", keys.replace('`', "")))
    } else if let Some((wrong, use_this)) = message.split_once(": ") {
        (format!("{}.", sentence(wrong)), format!("{}.", sentence(use_this)))
    } else {
        (format!("{}.", sentence(message)), "Correct this line.".to_owned())
    };
    Problem { line: places.line_at(start), field, words, remedy }
}

/// The name in back quotes after some words.
fn quoted<'m>(message: &'m str, after: &str) -> Option<&'m str> {
    message.strip_prefix(after)?.strip_prefix('`')?.split('`').next()
}

fn sentence(words: &str) -> String {
    let mut letters = words.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
