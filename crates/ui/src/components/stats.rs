//! A few numbers on top of a page, each with its words.

use crate::Tone;
use askama::Template;
use askama::filters::HtmlSafe;

/// Tiles in a row; four read well.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "components/stats/stats.html")]
pub struct Stats {
    /// One tile each.
    pub stats: Vec<Stat>,
}

/// One number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    /// What is counted.
    pub label: String,
    /// The number, with its unit.
    pub number: String,
    /// A line under it; empty when there is none.
    pub note: String,
    /// The list behind the number; empty when there is none.
    pub href: String,
    /// A tone, when the number calls for one; the note must say why.
    pub tone: Option<Tone>,
}

impl Stat {
    /// A number with its words.
    #[expect(clippy::needless_pass_by_value, reason = "numbers and finished words read the same at the call")]
    pub fn new(label: impl Into<String>, number: impl ToString) -> Self {
        Self { label: label.into(), number: number.to_string(), ..Self::default() }
    }

    /// Adds a line under the number.
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    /// Links to the list behind the number.
    pub fn href(self, href: impl Into<String>) -> Self {
        Self { href: href.into(), ..self }
    }

    /// Colours the tile.
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone: Some(tone), ..self }
    }
}

impl HtmlSafe for Stats {}
