//! What is said and written in the demo. `{name}`, `{they}`, `{them}` and `{their}` stand for the person, so verbs
//! after `{they}` are in the past or modal; `{money}`, `{count}`, `{weekday}` and `{time}` are drawn.

mod common;
mod kinds;

pub use common::*;
pub use kinds::{KINDS, Kind};

use crate::draw::Draw;
use cases::model::Channel;
use std::fmt::Write;

/// How a person is spoken of.
#[derive(Clone, Debug)]
pub struct Voice {
    /// Name as they wish to be called.
    pub name: String,
    /// she, he or they; them; their.
    pub words: [&'static str; 3],
}

impl Voice {
    /// Fills a text's gaps.
    pub fn fill(&self, draw: &Draw, text: &str) -> String {
        const WEEKDAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
        const TIMES: [&str; 6] = ["9.30am", "10am", "11am", "2pm", "3.30pm", "4.15pm"];
        const COUNTS: [&str; 6] = ["two", "three", "four", "five", "six", "seven"];
        let mut out = String::with_capacity(text.len() + 24);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (gap, tail) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            match gap {
                "name" => out.push_str(&self.name),
                "they" => out.push_str(self.words[0]),
                "them" => out.push_str(self.words[1]),
                "their" => out.push_str(self.words[2]),
                "money" => {
                    let _infallible = write!(out, "£{}", draw.between(8, 190) * 5);
                }
                "count" => out.push_str(draw.pick(&COUNTS)),
                "weekday" => out.push_str(draw.pick(&WEEKDAYS)),
                "time" => out.push_str(draw.pick(&TIMES)),
                // A gap nobody knows is left to be seen by the tests.
                other => {
                    let _infallible = write!(out, "{{{other}}}");
                }
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    /// A note of a contact: where, what happened, what was agreed.
    pub fn note(&self, draw: &Draw, kind: &Kind, channel: Channel, children: bool) -> String {
        let mut note = self.fill(draw, draw.pick(common::opener(channel)));
        let met = matches!(channel, Channel::Visit | Channel::Office);
        let fits: Vec<&str> = kind
            .happened
            .iter()
            .filter(|h| met || !h.starts_with('@'))
            .map(|h| h.trim_start_matches('@'))
            .collect();
        let first = pick_for(draw, &fits, children);
        let mut parts = vec![first];
        if draw.percent(34) {
            let second = pick_for(draw, &fits, children);
            if second != first {
                parts.push(second);
            }
        }
        if draw.percent(62) {
            parts.push(draw.pick(&common::AGREED));
        }
        for part in parts {
            note.push_str(if note.is_empty() { "" } else { " " });
            note.push_str(&self.fill(draw, part));
        }
        note
    }
}

/// One of these texts; without children at home none that speaks of them.
pub fn pick_for<T: Copy + AsText>(draw: &Draw, list: &[T], children: bool) -> T {
    const OF_CHILDREN: [&str; 6] = ["hildren", "kids", "daughter", " son ", "chool", "baby"];
    loop {
        let picked = draw.pick(list);
        if children || !OF_CHILDREN.iter().any(|word| picked.text().contains(word)) {
            return picked;
        }
    }
}

/// What a text of a list is judged by.
pub trait AsText {
    /// The text.
    fn text(&self) -> &str;
}

impl AsText for &str {
    fn text(&self) -> &str {
        self
    }
}

impl<T> AsText for (&str, T) {
    fn text(&self) -> &str {
        self.0
    }
}

/// What the person says matters: of the kind of case, and sometimes of life at large.
pub fn matter(draw: &Draw, kind: &Kind, children: bool) -> String {
    let mut words = pick_for(draw, kind.matters, children).to_owned();
    if draw.percent(65) {
        words.push(' ');
        words.push_str(pick_for(draw, &common::ALSO_MATTERS, children));
    }
    words
}
