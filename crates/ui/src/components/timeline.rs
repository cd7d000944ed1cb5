//! What happened, newest first, as an ordered list.

use crate::Tag;
use askama::Template;
use askama::filters::HtmlSafe;

/// Entries in the order given.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "components/timeline/timeline.html")]
pub struct Timeline {
    /// One each.
    pub entries: Vec<Entry>,
}

/// One thing that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What happened: `Home visit`.
    pub what: String,
    /// Where more is said; empty for no link.
    pub href: String,
    /// The moment for machines.
    pub date: String,
    /// The moment for people.
    pub when: String,
    /// Who was there or who wrote it.
    pub who: String,
    /// What was said or agreed.
    pub words: String,
    /// A word about its kind.
    pub tag: Option<Tag>,
    /// What is kept apart in it, each with its mark: what was said, seen, thought, reported.
    pub parts: Vec<(String, String)>,
    /// What is to be known about the entry itself, such as that it was corrected.
    pub notes: Vec<String>,
    /// Something that can be done with it: a label and an address; empty for nothing.
    pub act: Option<(String, String)>,
}

impl HtmlSafe for Timeline {}
