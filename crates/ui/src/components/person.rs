//! The banner on top of every page about a person: name, facts, alerts and safe contact on two lines.

use crate::Tag;
use askama::Template;
use askama::filters::HtmlSafe;

/// Who the page is about. It writes the page's `h1`, so it goes into the block `top`.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "components/person/person.html")]
pub struct PersonBanner {
    /// The name, equal to the shell's title.
    pub name: String,
    /// The name the person prefers; empty when it is the same.
    pub known_as: String,
    /// Born, lives at, language: short facts for one line.
    pub facts: Vec<Fact>,
    /// Alerts as words.
    pub alerts: Vec<Tag>,
    /// How the person can be reached safely; empty when nothing special was agreed.
    pub safe_contact: String,
    /// What one can do here; the first is the main act.
    pub actions: Vec<Action>,
}

/// A short fact with its term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// `Born`
    pub term: String,
    /// `14 March 1988, aged 38`
    pub words: String,
}

/// An act, as a link that looks like a button.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Action {
    /// What it does, starting with a verb.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Fact {
    /// A fact from its term and its words.
    pub fn new(term: impl Into<String>, words: impl Into<String>) -> Self {
        Self { term: term.into(), words: words.into() }
    }
}

impl Action {
    /// An act from its words and its address.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

impl HtmlSafe for PersonBanner {}
