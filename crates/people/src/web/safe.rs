//! How to reach somebody safely: one card beside every telephone number, letter and message.

use super::safe_words;
use crate::{model::Safety, store::glance::Method};
use askama::{Template, filters::HtmlSafe};
use ui::Tag;

/// The safe-contact card of one person. Write `{{ safe }}` in a page that shows a number, an address to write to or
/// a message to be sent.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "safe_card.html")]
pub struct SafeCard {
    /// Each way: its words, and whether it is safe.
    pub ways: Vec<(String, Tag)>,
    /// When it is safe, as agreed with them; empty when nothing was agreed.
    pub times: String,
}

impl SafeCard {
    /// The card from everything that is recorded, safe or not, the way they asked for first.
    pub fn new(methods: &[Method]) -> Self {
        let tag = |method: &Method| match method.safety {
            Safety::Safe => Tag::good(Safety::Safe.label()),
            Safety::Careful => Tag::warn(Safety::Careful.label()),
            Safety::Unsafe => Tag::bad(Safety::Unsafe.label()),
            Safety::NotAsked => Tag::warn("Not asked yet whether it is safe"),
        };
        Self { ways: methods.iter().map(|m| (safe_words(m), tag(m))).collect(), times: String::new() }
    }

    /// Adds when it is safe, as agreed with them.
    pub fn times(self, times: impl Into<String>) -> Self {
        Self { times: times.into(), ..self }
    }
}

impl HtmlSafe for SafeCard {}
