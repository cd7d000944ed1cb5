//! Who is working with a person: the first thing a page about somebody answers.

use crate::initials;
use askama::Template;
use askama::filters::HtmlSafe;

/// The people at work, the lead first.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "components/network/network.html")]
pub struct Network {
    /// One row each.
    pub workers: Vec<Worker>,
}

/// One person at work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worker {
    /// Name.
    pub name: String,
    /// Role, in words.
    pub role: String,
    /// Agency; empty for family and friends.
    pub agency: String,
    /// What they do for the person.
    pub doing: String,
    /// Last contact, in words; empty when there was none.
    pub last: String,
    /// Next contact, in words; empty makes the tag "None booked".
    pub next: String,
    /// Whether this person leads.
    pub lead: bool,
    /// Where more is said; empty for no link.
    pub href: String,
}

impl Worker {
    /// Letters for the disc beside the name.
    pub fn initials(&self) -> String {
        initials(&self.name)
    }
}

impl HtmlSafe for Network {}
