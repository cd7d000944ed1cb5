//! Small faults, put into every rule and every predicate on purpose: each must make an answer differ from Cedar's.

use crate::{
    Told,
    answers::{Asked, Pair, ask_all, pairs},
    engines::{Engine, Lite},
    oracle::Oracle,
    world::{WORLDS, world},
};
use policy::{dictionary::TABLES, fragment};
use std::collections::BTreeSet;

/// Faults that change nothing, each with the reason. The test fails when one of them does change something.
const EQUIVALENT: &[(&str, &str)] = &[];

/// What a token may turn into. A token is looked for with these spaces around it.
const SWAPS: &[(&str, &[&str])] = &[
    (" <= $4", &[" < $4", " > $4", " >= $4"]),
    (" > $4", &[" >= $4", " <= $4", " < $4"]),
    (" <= $3", &[" < $3", " >= $3", " <= 3"]),
    (" <= 1", &[" < 1", " = 1", " <= 2", " >= 1"]),
    (" = ", &[" <> "]),
    (" <> ", &[" = "]),
    ("AND ", &["OR "]),
    ("OR ", &["AND "]),
    ("NOT ", &[""]),
    (" IS NULL", &[" IS NOT NULL"]),
    ("EXISTS (", &["NOT EXISTS (", "TRUE OR EXISTS (", "FALSE AND EXISTS ("]),
];

/// A fault: where, and the predicates with it.
struct Mutant {
    name: String,
    pairs: Vec<(usize, Pair)>,
}

#[test]
fn every_fault_is_noticed() -> Told<()> {
    let mutants = mutants()?;
    let mut worlds = Vec::new();
    let oracle = Oracle::new()?;
    for seed in 0..WORLDS {
        let world = world(seed);
        let mut engine = Lite::open()?;
        engine.load(&world)?;
        worlds.push((engine, ask_all(&oracle, &world)?));
    }
    let mut survived = BTreeSet::new();
    for mutant in &mutants {
        if !noticed(mutant, &mut worlds)? {
            survived.insert(mutant.name.as_str());
        }
    }
    let known: BTreeSet<_> = EQUIVALENT.iter().map(|(name, _)| *name).collect();
    println!(
        "{} faults, {} noticed, {} change nothing",
        mutants.len(),
        mutants.len() - survived.len(),
        known.len()
    );
    assert!(mutants.len() - survived.len() >= 30);
    assert_eq!(survived, known, "left: faults that nothing noticed; right: those known to change nothing");
    Ok(())
}

fn noticed(mutant: &Mutant, worlds: &mut [(Lite, Vec<Asked>)]) -> Told<bool> {
    for (engine, asked) in worlds {
        for (n, pair) in &mutant.pairs {
            let sql = pair.verdicts();
            for question in asked.iter().filter(|q| q.pair == *n) {
                for (record, may, decided) in engine.verdicts(&sql, &question.args)? {
                    let answer = &question.answers[&record];
                    if may != answer.allowed || decided != answer.decided() {
                        return Ok(true);
                    }
                }
            }
        }
    }
    Ok(false)
}

fn mutants() -> Told<Vec<Mutant>> {
    let mut all = Vec::new();
    let policy = crate::policy()?;
    for table in &TABLES {
        for rule in policy.rules.iter().filter(|r| r.is_about(table.kind, None)) {
            let sound = fragment::compile(rule, table)?.tall(8);
            for (what, faulty) in faults(&sound) {
                let pairs = with(&sound, &faulty, table.name)?;
                all.push(Mutant { name: format!("{} {}: {what}", table.name, rule.id), pairs });
            }
        }
    }
    for n in 0..pairs().len() {
        all.extend(joints(n));
    }
    Ok(all)
}

/// The predicates of a kind that hold a rule, with a fault in it.
fn with(sound: &str, faulty: &str, kind: &str) -> Told<Vec<(usize, Pair)>> {
    let (sound, faulty) = (format!("\n{sound}\n"), format!("\n{faulty}\n"));
    let mut changed = Vec::new();
    for (n, mut pair) in pairs().into_iter().enumerate().filter(|(_, p)| p.kind == kind) {
        match (pair.may.matches(&sound).count(), pair.decide.matches(&sound).count()) {
            (0, 0) => continue,
            (1, 1) => {}
            _ => return Err(format!("{} does not hold {sound} once", pair.action).into()),
        }
        pair.may = pair.may.replace(&sound, &faulty);
        pair.decide = pair.decide.replace(&sound, &faulty);
        changed.push((n, pair));
    }
    if changed.is_empty() { Err(format!("nothing holds {sound}").into()) } else { Ok(changed) }
}

/// Every fault of one place in a rule.
fn faults(sound: &str) -> Vec<(String, String)> {
    let mut all = vec![("never".to_owned(), "FALSE".to_owned())];
    if sound == "TRUE" {
        return all;
    }
    all.push(("always".to_owned(), "TRUE".to_owned()));
    for (token, others) in SWAPS {
        for (at, _) in sound.match_indices(token) {
            for other in *others {
                let faulty = format!("{}{other}{}", &sound[..at], &sound[at + token.len()..]);
                all.push((format!("{} for{token}, {}", other, place(sound, at)), faulty));
            }
        }
    }
    for (at, condition) in conditions(sound) {
        let faulty = format!("{}TRUE{}", &sound[..at], &sound[at + condition.len()..]);
        all.push((format!("without {condition}, {}", place(sound, at)), faulty));
    }
    all
}

/// The line of a place, as a message names it.
fn place(text: &str, at: usize) -> String {
    format!("line {}", text[..at].matches('\n').count() + 1)
}

/// Every single condition, with where it starts: what stands between WHERE, AND, OR, ON and the line's end.
fn conditions(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let from = line.find(" ON ").map_or(0, |at| at + 4);
        if line.contains("JOIN ") == line.contains(" ON ")
            && !line.contains("FROM ")
            && !line.contains("SELECT ")
        {
            let mut at = start + from;
            for part in line[from..].split(" AND ") {
                let words = part.trim();
                let bare = ["WHERE ", "AND ", "OR ", "NOT "]
                    .iter()
                    .fold(words, |w, word| w.trim_start_matches(word));
                if !bare.is_empty() && !bare.contains(['(', ')']) {
                    found.push((at + part.find(bare).unwrap_or_default(), bare));
                }
                at += part.len() + " AND ".len();
            }
        }
        start += line.len();
    }
    found
}

/// Faults in how a predicate joins its rules.
fn joints(n: usize) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (token, others) in
        [(") AND NOT (\n", [") AND (\n", ") OR NOT (\n"]), (" OR (\n", [" AND (\n", " AND NOT (\n"])]
    {
        let text = pairs().swap_remove(n).may;
        for (count, (at, _)) in text.match_indices(token).enumerate() {
            for other in others {
                let mut pair = pairs().swap_remove(n);
                pair.may = format!("{}{other}{}", &text[..at], &text[at + token.len()..]);
                let name = format!(
                    "{} {}: {} for {}, {}",
                    pair.kind,
                    pair.action,
                    other.trim(),
                    token.trim(),
                    count + 1
                );
                all.push(Mutant { name, pairs: vec![(n, pair)] });
            }
        }
    }
    all
}
