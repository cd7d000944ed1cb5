//! What was wrong with a form: the summary on top of the page, and the words beside each field.

use askama::Template;
use askama::filters::HtmlSafe;

/// Errors by field, in the order of the form.
///
/// Rendered, it is the summary whose links lead to the fields; it renders nothing when there is no error.
/// A field's `id` is its name, so the name given here is also the link's target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "components/errors/errors.html")]
pub struct Errors {
    list: Vec<(String, String)>,
}

impl Errors {
    /// No errors yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what is wrong with a field. An empty field name makes a line without a link.
    pub fn add(&mut self, field: impl Into<String>, words: impl Into<String>) {
        self.list.push((field.into(), words.into()));
    }

    /// The first error of a field; empty when it has none.
    pub fn of(&self, field: &str) -> &str {
        self.list.iter().find(|(name, _)| name == field).map_or("", |(_, words)| words)
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Field and words of each error.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list.iter().map(|(field, words)| (field.as_str(), words.as_str()))
    }
}

impl<F: Into<String>, W: Into<String>> FromIterator<(F, W)> for Errors {
    fn from_iter<I: IntoIterator<Item = (F, W)>>(errors: I) -> Self {
        Self { list: errors.into_iter().map(|(field, words)| (field.into(), words.into())).collect() }
    }
}

impl HtmlSafe for Errors {}
