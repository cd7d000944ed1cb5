//! Cedar, SQLite and PostgreSQL must give one answer to every question.

use crate::{
    Told,
    answers::{Asked, Pair, ask_all, pairs},
    engines::{Engine, Lite, Server},
    oracle::Oracle,
    world::{WORLDS, id, world},
};
use kernel::db::Val;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

#[test]
fn both_databases_answer_as_cedar_does() -> Told<()> {
    let oracle = Oracle::new()?;
    let pairs = pairs();
    let mut engines: [Box<dyn Engine>; 2] = [Box::new(Lite::open()?), Box::new(Server::open()?)];
    let mut seen: BTreeMap<(&str, String), u32> = BTreeMap::new();
    let (mut decisions, mut allowed) = (0usize, 0usize);
    let mut spent = BTreeMap::from([("Cedar", Duration::ZERO)]);
    for seed in 0..WORLDS {
        let world = world(seed);
        let start = Instant::now();
        let asked = ask_all(&oracle, &world)?;
        *spent.entry("Cedar").or_default() += start.elapsed();
        for engine in &mut engines {
            let start = Instant::now();
            engine.load(&world)?;
            for question in &asked {
                compare(engine.as_mut(), seed, &pairs[question.pair], question)?;
            }
            *spent.entry(engine.name()).or_default() += start.elapsed();
        }
        for question in &asked {
            decisions += question.answers.len();
            for answer in question.answers.values() {
                allowed += usize::from(answer.allowed);
                *seen.entry((pairs[question.pair].kind, answer.decided())).or_default() += 1;
            }
        }
    }
    println!("{decisions} decisions on each database, {allowed} allowed, in {spent:?}; deciding: {seen:?}");
    assert!(decisions >= 20_000);
    every_rule_decided(&seen)
}

/// The list, and each record alone: allowed or not, and the rule that is named.
fn compare(engine: &mut dyn Engine, seed: u64, pair: &Pair, asked: &Asked) -> Told<()> {
    let case = format!("{} seed {seed}: {} {} {}", engine.name(), asked.who, pair.action, pair.kind);
    let wanted: BTreeSet<_> = asked.answers.iter().filter(|(_, a)| a.allowed).map(|(r, _)| *r).collect();
    assert_eq!(engine.list(&pair.list(), &asked.args)?, wanted, "list: {case}");
    let single = pair.verdict();
    for (record, answer) in &asked.answers {
        let args = [asked.args.as_slice(), &[Val::from(record.0), id(record.1)]].concat();
        let found = engine.verdicts(&single, &args)?;
        let decided = answer.decided();
        assert_eq!(found, vec![(*record, answer.allowed, decided.clone())], "{case} {record:?}");
        assert_eq!(decided.starts_with('!'), !answer.allowed, "{case} {record:?}");
    }
    Ok(())
}

/// A rule that never decides is not tested, or says what another already says.
fn every_rule_decided(seen: &BTreeMap<(&str, String), u32>) -> Told<()> {
    let policy = crate::policy()?;
    for pair in pairs() {
        let entity = if pair.kind == "person" { "Person" } else { "Case" };
        for permits in [true, false] {
            for rule in policy.deciding(entity, pair.action, permits) {
                let name = if permits { rule.id.clone() } else { format!("!{}", rule.id) };
                let times = seen.get(&(pair.kind, name)).copied().unwrap_or_default();
                assert!(times >= 20, "rule {} decided only {times} times about a {}", rule.id, pair.kind);
            }
        }
        assert!(seen.contains_key(&(pair.kind, "!none".to_owned())));
    }
    Ok(())
}
