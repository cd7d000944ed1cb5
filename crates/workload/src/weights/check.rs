//! Whether the parts of a pack of weights fit together.

use super::model::{Effect, Weights, When};
use crate::Points;
use packs::{Finding, Problem};
use std::collections::BTreeSet;

/// The most a manager may be allowed to add or take, in percent.
const MOST: i64 = 50;

/// Reads a pack and checks it.
///
/// # Errors
/// Every problem with its line, its field and what to do.
pub fn read(text: &str) -> Result<Weights, Vec<Problem>> {
    packs::read_as(text, all)
}

fn all(pack: &Weights) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut add = |field: String, words: &str, remedy: &str| {
        found.push(Finding {
            field,
            near: String::new(),
            words: words.to_owned(),
            remedy: remedy.to_owned(),
        });
    };
    for (field, text) in [
        ("id", &pack.id),
        ("name", &pack.name),
        ("point", &pack.point),
        ("source", &pack.source),
        ("about", &pack.about),
    ] {
        if text.trim().is_empty() {
            add(field.to_owned(), "Nothing is said here.", "Write the words that people see.");
        }
    }
    if pack.version < 1 {
        add("version".to_owned(), "A version is 1 or more.", "Count on from the version in force.");
    }
    if !(0..=MOST).contains(&pack.adjustment) {
        add("adjustment".to_owned(), "That is no share a manager may change.", "Write 0 to 50 percent.");
    }
    if pack.bases.is_empty() {
        add("bases".to_owned(), "No case has any points.", "Say what some kind of case is to begin with.");
    }
    let mut seen = BTreeSet::new();
    for (n, base) in pack.bases.iter().enumerate() {
        if base.name.trim().is_empty() {
            add(format!("bases[{n}].name"), "It has no name.", "Write the words that stand in a score.");
        }
        if base.points < Points::ZERO {
            add(format!("bases[{n}].points"), "A case is never less than nothing.", "Write 0 or more.");
        }
        if !seen.insert(&base.name) {
            add(format!("bases[{n}].name"), "It stands here twice.", "Give each a name of its own.");
        }
        // A base that holds whenever an earlier one does is never reached.
        if pack.bases[..n].iter().any(|before| holds_whenever(&before.when, &base.when)) {
            add(
                format!("bases[{n}].when"),
                "It never counts: one before it fits every case that it fits.",
                "Put it before that one, or ask more of that one.",
            );
        }
    }
    for (n, change) in pack.changes.iter().enumerate() {
        if change.name.trim().is_empty() {
            add(format!("changes[{n}].name"), "It has no name.", "Write the words that stand in a score.");
        }
        if change.when.is_empty() {
            add(format!("changes[{n}].when"), "It fits every case.", "Say which cases it is about.");
        }
        match change.counts {
            Effect::Of(percent) if percent < 0 => {
                add(format!("changes[{n}].counts"), "A case is never less than nothing.", "Write 0 or more.");
            }
            Effect::Percent(0) | Effect::Of(100) => {
                add(
                    format!("changes[{n}].counts"),
                    "It changes nothing.",
                    "Take it out, or write another number.",
                );
            }
            Effect::Add(points) if points == Points::ZERO => {
                add(
                    format!("changes[{n}].counts"),
                    "It changes nothing.",
                    "Take it out, or write another number.",
                );
            }
            _ => {}
        }
    }
    for (at, when) in conditions(pack) {
        for (fact, values) in when {
            if values.values().iter().all(|value| value.trim().is_empty()) {
                add(
                    format!("{at}.{}", key(*fact)),
                    "No value is named.",
                    "Name one, or take the condition out.",
                );
            }
        }
    }
    found
}

fn conditions(pack: &Weights) -> impl Iterator<Item = (String, &When)> {
    let bases = pack.bases.iter().enumerate().map(|(n, one)| (format!("bases[{n}].when"), &one.when));
    let changes = pack.changes.iter().enumerate().map(|(n, one)| (format!("changes[{n}].when"), &one.when));
    bases.chain(changes)
}

/// Whether `wide` holds for every case for which `narrow` does: it asks for no more.
fn holds_whenever(wide: &When, narrow: &When) -> bool {
    wide.iter().all(|(fact, values)| {
        narrow
            .get(fact)
            .is_some_and(|asked| asked.values().iter().all(|value| values.values().contains(value)))
    })
}

/// A fact as it is written in a pack.
fn key(fact: super::Fact) -> String {
    format!("{fact:?}").to_lowercase()
}
