//! What would make a return wrong, as packs say it. Pure.

use super::model::{
    CaseWorld, World,
    facts::{day_of, of_case},
};
use kernel::Day;
use packs::{
    Pack,
    model::{Check, Condition},
};

/// The checks that speak of a case on a day, errors first.
pub fn wrong<'p>(pack: &'p Pack, world: &World, case: &CaseWorld, on: Day) -> Vec<&'p Check> {
    let mut found: Vec<&Check> =
        pack.checks.iter().filter(|check| speaks(check, world, case, on)).collect();
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
        let day = |field: &str| day_of(world, case, field, on);
        return day(&order.first).zip(day(&order.then)).is_some_and(|(first, then)| then < first);
    }
    check.lacks.is_empty() || !case.parties.iter().any(|(_, role)| *role == check.lacks)
}

fn holds(when: &Condition, world: &World, case: &CaseWorld, on: Day) -> bool {
    if when.field == "case.band" {
        return when.is.contains(&case.band);
    }
    let facts = of_case(world, case, &when.field, on);
    facts.iter().flat_map(|fact| &fact.codes).any(|code| when.is.contains(code))
}
