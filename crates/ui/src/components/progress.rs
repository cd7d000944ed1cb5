//! How far a long job is, in a bar and in words.

use askama::Template;
use askama::filters::HtmlSafe;

/// A job on its way. While `poll` is set a script fetches that address every two seconds and puts the answer
/// (this component again) in its place; an answer without `poll` ends it.
#[derive(Clone, Debug, Template)]
#[template(path = "components/progress/progress.html")]
pub struct Progress {
    /// Unique on the page.
    pub id: String,
    /// What is being done.
    pub label: String,
    /// Steps done.
    pub done: u64,
    /// Steps in all; 0 counts as 1, so that the bar is never without an end.
    pub total: u64,
    /// The same in words: `4,100 of 9,800 rows read`.
    pub words: String,
    /// Where the next state is.
    pub poll: Option<String>,
}

impl Progress {
    /// A job that has come so far.
    pub fn new(id: impl Into<String>, label: impl Into<String>, done: u64, total: u64) -> Self {
        let total = total.max(1);
        let words = format!("{} of {total}", done.min(total));
        Self { id: id.into(), label: label.into(), done: done.min(total), total, words, poll: None }
    }

    /// Says it in better words.
    pub fn words(self, words: impl Into<String>) -> Self {
        Self { words: words.into(), ..self }
    }

    /// Keeps looking at an address.
    pub fn poll(self, address: impl Into<String>) -> Self {
        Self { poll: Some(address.into()), ..self }
    }
}

impl HtmlSafe for Progress {}
