//! A person's own words, with who wrote them down and when.

use askama::Template;
use askama::filters::HtmlSafe;

/// Words as they were said. Quotation marks come from the stylesheet's language rules, not from the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "components/quote/quote.html")]
pub struct Quote {
    /// What was said.
    pub words: String,
    /// `Her words, 3 November 2026, to Priya Shah`; empty when unknown.
    pub said: String,
}

impl Quote {
    /// Words with their source.
    pub fn new(words: impl Into<String>, said: impl Into<String>) -> Self {
        Self { words: words.into(), said: said.into() }
    }
}

impl HtmlSafe for Quote {}
