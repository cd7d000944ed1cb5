//! What a case says on the last day of a period.

use super::{CaseWorld, Fact, Happening, Period, World};
use access::PersonId;
use kernel::Day;
use packs::model::{Condition, Table};

/// What is known of a case when one event of a table is counted.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// The table.
    pub table: &'a Table,
    /// Everything there is.
    pub world: &'a World,
    /// The case.
    pub case: &'a CaseWorld,
    /// The period.
    pub period: Period,
    /// What happened.
    pub event: &'a Happening,
}

impl Said<'_> {
    /// What is said of a field. What the event itself was recorded with goes first: where an entry stands beside
    /// others of its form, and for the very fact that happened. Otherwise as it was on the last day of the period.
    pub fn of(&self, field: &str) -> Vec<&Fact> {
        let own = self.case.facts.iter().find(|fact| {
            Some(fact.entry) == self.event.entry
                && fact.field == field
                && (fact.repeats || self.event.event.strip_prefix("fact:") == Some(field))
        });
        match own {
            Some(fact) => vec![fact],
            None => of_case(self.world, self.case, field, self.period.to),
        }
    }

    /// Whether a condition holds.
    pub fn holds(&self, condition: &Condition) -> bool {
        if condition.field == "case.band" {
            let band = self.case.band_on(self.period.to);
            return condition.is.iter().any(|known| known == band);
        }
        let mut codes = self.of(&condition.field).into_iter().flat_map(|fact| &fact.codes);
        codes.any(|code| condition.is.contains(code))
    }

    /// The age of the person counted, on the last day of the period or on the day they died.
    pub fn age(&self) -> Option<i64> {
        let born = self.world.born.get(&self.case.lead)?;
        let died = match self.table.age_to.as_str() {
            "" => None,
            field => self.of(field).into_iter().find_map(|fact| fact.day),
        };
        let on = died.filter(|died| *died < self.period.to).unwrap_or(self.period.to);
        (*born <= on).then(|| born.age_on(on))
    }
}

/// What a case says of a field on a day: one fact, or several where a form repeats.
pub fn of_case<'a>(world: &'a World, case: &'a CaseWorld, field: &str, on: Day) -> Vec<&'a Fact> {
    let facts = case.facts.iter().chain(of_person(world, case.lead)).filter(|fact| fact.field == field);
    let (repeated, single): (Vec<&Fact>, Vec<&Fact>) = facts.partition(|fact| fact.repeats);
    let known: Vec<&Fact> = current(&single, on).into_iter().filter(|fact| is_said(fact)).collect();
    if !known.is_empty() || repeated.is_empty() {
        return known;
    }
    repeated.into_iter().filter(|fact| fact.on <= on && is_said(fact)).collect()
}

fn of_person(world: &World, person: PersonId) -> impl Iterator<Item = &Fact> {
    world.people.get(&person).into_iter().flatten()
}

/// An answer that was taken back says nothing.
fn is_said(fact: &Fact) -> bool {
    fact.has_value() || !fact.absent.is_empty()
}

/// Of facts of one field the one that holds on a day: the last written down of those that are true of that day or
/// an earlier one. What was only written down with a later day counts where nothing was said before.
fn current<'a>(facts: &[&'a Fact], on: Day) -> Option<&'a Fact> {
    let order = |fact: &&&Fact| (fact.recorded_at, fact.entry);
    let then = facts.iter().filter(|fact| fact.on <= on).max_by_key(order);
    then.or_else(|| facts.iter().min_by_key(|fact| (fact.on, fact.recorded_at, fact.entry))).copied()
}
