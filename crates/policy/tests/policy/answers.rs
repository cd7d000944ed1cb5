//! Every question that can be asked in a world, with Cedar's answer.

use crate::{
    Told,
    engines::Record,
    oracle::{Answer, Oracle, Thing, case, person, user},
    predicates::PREDICATES,
    world::{NOW, World, id},
};
use kernel::{Instant, db::Val};
use std::collections::BTreeMap;

/// One predicate of the shipped file, with the table it is about.
pub struct Pair {
    pub kind: &'static str,
    pub action: &'static str,
    pub may: String,
    pub decide: String,
    row: &'static str,
    table: &'static str,
    key: &'static str,
}

/// Every predicate that ships.
pub fn pairs() -> Vec<Pair> {
    let pair = |(kind, action, may, decide): &(&'static str, &'static str, &str, &str)| {
        let (row, table, key) = match *kind {
            "person" => ("p", "person_access", "person_id"),
            _ => ("c", "case_access", "case_id"),
        };
        Pair { kind, action, may: (*may).to_owned(), decide: (*decide).to_owned(), row, table, key }
    };
    PREDICATES.iter().map(pair).collect()
}

impl Pair {
    /// What a list of records asks. No tenant beside the predicate: it must hold that wall alone.
    pub fn list(&self) -> String {
        let Self { row, table, key, may, .. } = self;
        format!("SELECT {row}.tenant_id, {row}.{key} FROM {table} {row} WHERE {may}")
    }

    /// What is said about every record at once.
    pub fn verdicts(&self) -> String {
        let Self { row, table, key, may, decide, .. } = self;
        format!("SELECT {row}.tenant_id, {row}.{key}, {may}, {decide} FROM {table} {row}")
    }

    /// What is said about the record $7 of tenant $6.
    pub fn verdict(&self) -> String {
        format!("{} WHERE {}.tenant_id = $6 AND {}.{} = $7", self.verdicts(), self.row, self.row, self.key)
    }
}

/// All answers to one user about one predicate.
pub struct Asked {
    /// The user, for messages.
    pub who: String,
    /// The predicates' parameters.
    pub args: Vec<Val>,
    /// Which of [`pairs`].
    pub pair: usize,
    /// What Cedar says about each record.
    pub answers: BTreeMap<Record, Answer>,
}

/// Asks Cedar everything: every user about every record of every tenant, every action.
pub fn ask_all(oracle: &Oracle, world: &World) -> Told<Vec<Asked>> {
    let mut records: BTreeMap<&str, Vec<(Record, Thing)>> = BTreeMap::new();
    for p in &world.people {
        records.entry("person").or_default().push(((p.tenant, p.id), person(world, p)?));
    }
    for c in &world.cases {
        records.entry("case").or_default().push(((c.tenant, c.id), case(world, c)?));
    }
    let pairs = pairs();
    let mut all = Vec::new();
    for u in &world.users {
        let asking = user(world, u)?;
        let now = Instant::from_micros(NOW);
        let args = vec![u.tenant.into(), id(u.id), u.clearance.into(), now.into(), id(u.own)];
        for (kind, records) in &records {
            let mine: Vec<usize> = (0..pairs.len()).filter(|n| pairs[*n].kind == *kind).collect();
            let mut answers: Vec<BTreeMap<Record, Answer>> = mine.iter().map(|_| BTreeMap::new()).collect();
            for (record, thing) in records {
                let facts = oracle.facts(&asking, thing)?;
                for (place, n) in mine.iter().enumerate() {
                    let answer = oracle.ask(&asking, pairs[*n].action, thing, &facts)?;
                    answers[place].insert(*record, answer);
                }
            }
            for (pair, answers) in mine.into_iter().zip(answers) {
                let who = format!("user {} of tenant {}", u.id, u.tenant);
                all.push(Asked { who, args: args.clone(), pair, answers });
            }
        }
    }
    Ok(all)
}
