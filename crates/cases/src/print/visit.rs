//! The visit sheet: what a worker has to know at the door, on one sheet of A4 or two. Pure.
//!
//! What is not needed at the door is not on it. What is closed to the worker on the screen is closed on paper.

use crate::{
    store::read::{ActionLine, ContactLine},
    web::{day_words, entry},
};
use ::letters::{Block, Paper};
use kernel::{Day, Instant};
use people::{
    model::Safety,
    store::glance::{Core, Method, Signs},
    web::safe_words,
};

/// Latest contacts on the sheet. Alongside default: what fits on two sheets.
pub const LATEST: usize = 4;
/// Steps on the sheet. Alongside default.
const STEPS: usize = 8;
/// Letters of a contact that are printed: the rest is in the record. Alongside default.
const WORDS: usize = 280;

/// What the sheet is made from.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who they are.
    pub core: Core,
    /// The address, where the worker may see it; why not, where not.
    pub address: String,
    /// Code to the door, where the worker may see it; empty for none.
    pub code: String,
    /// Warnings, what matters and risks.
    pub signs: Signs,
    /// Ways to reach them.
    pub methods: Vec<Method>,
    /// When it is safe.
    pub times: String,
    /// What is to happen, soonest first.
    pub actions: Vec<ActionLine>,
    /// Latest contacts.
    pub latest: Vec<ContactLine>,
}

/// Who prints, and when.
#[derive(Clone, Debug)]
pub struct Printed {
    /// Their name.
    pub by: String,
    /// The service's name.
    pub service: String,
    /// When.
    pub at: Instant,
}

impl Printed {
    /// `Priya Shah, 22 November 2026, 4.40pm`.
    pub fn words(&self) -> String {
        format!("{}, {}", self.by, self.at.long())
    }

    /// A paper with nothing on it yet, marked with who printed it and when.
    pub fn paper(&self, title: String, reference: String, blocks: Vec<Block>) -> Paper {
        let today = Day::of(self.at);
        Paper {
            title,
            language: "en-GB".to_owned(),
            service: self.service.clone(),
            date: format!("Printed by {}", self.words()),
            day: (today.year(), today.month(), today.day()),
            reference,
            watermark: self.words(),
            blocks,
            ..Paper::default()
        }
    }
}

/// The sheet.
pub fn paper(facts: &Facts, printed: &Printed) -> Paper {
    let today = Day::of(printed.at);
    let mut parts = Vec::new();
    let mut part = |heading: &str, lines: Vec<String>, none: &str| {
        parts.push(Block::Heading { text: heading.to_owned() });
        parts.push(if lines.is_empty() {
            Block::Words { text: none.to_owned() }
        } else {
            Block::List { items: lines }
        });
    };
    part("Who", who(facts, today), "");
    part("Before you go", facts.signs.alerts.clone(), "No warning is recorded.");
    part(
        "How to reach them safely",
        safe(facts),
        "No safe way is recorded. Ask before you call, write or visit.",
    );
    part("Where", place(facts), "");
    part("Risks", risks(facts), "No risk is recorded. Ask whether anybody, or anything, makes them unsafe.");
    part(
        "What matters to them",
        facts.signs.matters.iter().take(2).map(|m| format!("“{}” ({})", m.words, m.said_on.long())).collect(),
        "Nobody has written this down yet.",
    );
    part("What was agreed", steps(facts, today), "No step is open.");
    part(
        "Last contacts",
        facts.latest.iter().take(LATEST).map(contact).collect(),
        "Nothing is written down yet.",
    );
    part("What to ask today", ask(facts, today), "");
    printed.paper(format!("Visit: {}", facts.core.full_name), String::new(), parts)
}

fn who(facts: &Facts, today: Day) -> Vec<String> {
    let core = &facts.core;
    let mut lines = vec![format!("Likes to be called {}", core.known_as)];
    if let Some(born) = core.born_on {
        let about = if core.born_about { "about " } else { "" };
        lines.push(format!("{about}{} years old, born {about}{}", born.age_on(today), born.long()));
    }
    for (label, words) in [
        ("Pronouns", &core.pronouns),
        ("Language", &core.language),
        ("Communication and access", &core.needs),
    ] {
        if !words.is_empty() {
            lines.push(format!("{label}: {words}"));
        }
    }
    lines
}

fn safe(facts: &Facts) -> Vec<String> {
    let way = |method: &Method| format!("{}: {}", method.safety.label(), safe_words(method));
    let mut lines: Vec<String> = facts.methods.iter().map(way).collect();
    if !facts.times.is_empty() {
        lines.push(format!("Safe times: {}", facts.times));
    }
    lines
}

fn place(facts: &Facts) -> Vec<String> {
    let mut lines = vec![facts.address.clone()];
    if !facts.code.is_empty() {
        lines.push(format!("Door or key safe: {}", facts.code));
    }
    lines
}

fn risks(facts: &Facts) -> Vec<String> {
    let risks = facts.signs.risks.iter();
    risks.map(|r| format!("{}: {}. {}", r.level.label(), r.what.trim_end_matches('.'), r.plan)).collect()
}

fn steps(facts: &Facts, today: Day) -> Vec<String> {
    let line = |a: &ActionLine| {
        let late = if a.due_on < today { "was due" } else { "by" };
        let day = day_words(a.due_on, today).replace("Today", "today").replace("Tomorrow", "tomorrow");
        format!("{}: {} ({late} {day})", a.owner, a.what)
    };
    facts.actions.iter().take(STEPS).map(line).collect()
}

fn contact(line: &ContactLine) -> String {
    let shown = entry(line);
    let mut words: String = line.summary.chars().take(WORDS).collect();
    if line.summary.chars().nth(WORDS).is_some() {
        words.push('…');
    }
    format!("{}, {}, {}: {words}", shown.when, shown.what.to_lowercase(), line.worker)
}

/// What follows from what is missing or late. It asks; it concludes nothing.
fn ask(facts: &Facts, today: Day) -> Vec<String> {
    let mut asks = Vec::new();
    if facts.methods.is_empty() || facts.methods.iter().any(|m| m.safety == Safety::NotAsked) {
        asks.push("Is it safe to call, text or write to you? When is it not?".to_owned());
    }
    if facts.signs.matters.is_empty() {
        asks.push("What would make things better for you?".to_owned());
    }
    for risk in facts.signs.risks.iter().filter(|r| r.review_on.is_some_and(|on| on <= today)) {
        asks.push(format!("Is this still so: {}?", risk.what.trim_end_matches('.')));
    }
    for late in facts.actions.iter().filter(|a| a.due_on < today).take(3) {
        asks.push(format!("What became of this: {}?", late.what.trim_end_matches('.')));
    }
    if facts.core.language.is_empty() {
        asks.push("Which language do you like best, and do you want an interpreter?".to_owned());
    }
    asks.push("When shall we speak next?".to_owned());
    asks
}
