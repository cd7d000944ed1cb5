//! Answers with a way to change each, before anything leaves the building.

use askama::Template;
use askama::filters::HtmlSafe;

/// Rows of term and answer.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "components/summary/summary.html")]
pub struct SummaryList {
    /// One each.
    pub rows: Vec<SummaryRow>,
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryRow {
    /// What was asked.
    pub term: String,
    /// What was answered; empty reads "Not given".
    pub words: String,
    /// Where to change it; empty for no link.
    pub change: String,
}

impl SummaryRow {
    /// An answer that can be changed at `change`, or not when that is empty.
    pub fn new(term: impl Into<String>, words: impl Into<String>, change: impl Into<String>) -> Self {
        Self { term: term.into(), words: words.into(), change: change.into() }
    }
}

impl HtmlSafe for SummaryList {}
