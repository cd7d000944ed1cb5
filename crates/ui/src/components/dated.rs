//! What happens next: things with a day, in order, the late ones tagged.

use crate::Tag;
use askama::Template;
use askama::filters::HtmlSafe;

/// Things with a day, in the order given.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "components/dated/dated.html")]
pub struct DatedList {
    /// One row each.
    pub items: Vec<Dated>,
}

/// One thing with its day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dated {
    /// The day for machines: `2026-11-23`.
    pub date: String,
    /// The day for people: `Mon 23 Nov`.
    pub when: String,
    /// What happens.
    pub what: String,
    /// Who does it, with whom; empty when that is plain.
    pub who: String,
    /// `Overdue`, `Cancelled`.
    pub tag: Option<Tag>,
    /// Where more is said; empty for no link.
    pub href: String,
}

impl HtmlSafe for DatedList {}
