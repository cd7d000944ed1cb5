//! What would make a return wrong, as packs say it. Pure.

use super::model::{CaseWorld, World, facts::of_case};
use kernel::Day;
use packs::{
    Pack,
    model::{Check, Condition, OPENED},
};
use uuid::Uuid;

/// The checks that speak of a case on a day, errors first.
pub fn wrong<'p>(pack: &'p Pack, world: &World, case: &CaseWorld, on: Day) -> Vec<&'p Check> {
    let mut found: Vec<&Check> = pack.checks.iter().filter(|check| speaks(check, world, case, on)).collect();
    found.sort_by_key(|check| check.level);
    found
}

fn speaks(check: &Check, world: &World, case: &CaseWorld, on: Day) -> bool {
    let value = |field: &String| of_case(world, case, field, on).iter().any(|fact| fact.has_value());
    check.when.iter().all(|when| holds(when, world, case, on))
        && check.said.iter().all(value)
        && breaks(check, world, case, on)
}

/// Whether what the check's rule forbids is so; always where it has none.
fn breaks(check: &Check, world: &World, case: &CaseWorld, on: Day) -> bool {
    if !check.needs.is_empty() {
        return of_case(world, case, &check.needs, on).is_empty();
    }
    if let Some(order) = &check.order {
        let (firsts, thens) = (days(world, case, &order.first, on), days(world, case, &order.then, on));
        return thens
            .iter()
            .any(|then| firsts.iter().any(|first| together(first, then) && then.day < first.day));
    }
    check.lacks.is_empty() || !case.parties.iter().any(|(_, role)| *role == check.lacks)
}

/// A day as it stands in a case; with its entry, where that is one of several.
struct Dated {
    day: Day,
    entry: Option<Uuid>,
}

/// The days of a field, or that of the case's opening.
fn days(world: &World, case: &CaseWorld, field: &str, on: Day) -> Vec<Dated> {
    if field == OPENED {
        return vec![Dated { day: case.opened_on, entry: None }];
    }
    let facts = of_case(world, case, field, on).into_iter();
    facts.filter_map(|f| Some(Dated { day: f.day?, entry: f.repeats.then_some(f.entry) })).collect()
}

/// Days of two entries of a form have nothing to do with each other.
fn together(a: &Dated, b: &Dated) -> bool {
    a.entry.is_none() || b.entry.is_none() || a.entry == b.entry
}

fn holds(when: &Condition, world: &World, case: &CaseWorld, on: Day) -> bool {
    if when.field == "case.band" {
        return when.is.contains(&case.band);
    }
    let facts = of_case(world, case, &when.field, on);
    facts.iter().flat_map(|fact| &fact.codes).any(|code| when.is.contains(code))
}
