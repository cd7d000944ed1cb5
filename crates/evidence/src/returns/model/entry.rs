//! Which cases the exports of a period hold.

use super::{CaseWorld, Choice, Happening, Period, Why, World, facts, place};
use kernel::Day;
use packs::{Pack, model::Condition};

/// Why a case is in the exports of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// What took it in, as packs write events; empty when somebody put it in or a table holds it.
    pub event: String,
    /// The day.
    pub on: Day,
    /// The choice by which it is in, when somebody put it into a table.
    pub put_in: Option<Choice>,
}

/// Whether a case is in the exports of a period, by the pack's own rule; without one, when it stands in a table.
/// Somebody's choice goes before the rule. Otherwise why it is not: [`Why::Over`] and [`Why::SameParty`] are never
/// said.
pub fn enters(pack: &Pack, world: &World, case: &CaseWorld, period: Period) -> Result<Entered, Why> {
    let tables = || pack.tables.iter().filter_map(|table| place(table, world, case, period).ok()).flatten();
    if let Some(unit) = tables().find(|unit| unit.put_in.is_some()) {
        return Ok(Entered { event: String::new(), on: unit.on, put_in: unit.put_in });
    }
    let Some(entry) = &pack.entry else {
        let unit = tables().next().ok_or(Why::NoEvent(None))?;
        return Ok(Entered { event: String::new(), on: unit.on, put_in: None });
    };
    let mut all: Vec<Happening> = entry.events.iter().flat_map(|event| case.happened(event)).collect();
    all.sort_by_key(|one| one.on);
    let near = |day: Day| day.days_until(period.from).max(period.to.days_until(day));
    let mut why = Why::NoEvent(all.iter().map(|one| one.on).min_by_key(|day| near(*day)));
    let mut found = None;
    for one in all.into_iter().filter(|one| period.holds(one.on)) {
        match case.left_out("", one.on) {
            Some(choice) => why = Why::LeftOut(choice.clone()),
            None => found = Some(one),
        }
    }
    let one = found.ok_or(why)?;
    let holds = |condition: &&Condition| match condition.field.as_str() {
        "case.band" => condition.is.iter().any(|band| band == case.band_on(period.to)),
        field => {
            let facts = facts::of_case(world, case, field, period.to);
            facts.iter().flat_map(|fact| &fact.codes).any(|code| condition.is.contains(code))
        }
    };
    let saved = || entry.unless.iter().flat_map(|event| case.happened(event)).any(|one| one.on <= period.to);
    match entry.except.iter().find(holds) {
        Some(condition) if !saved() => Err(Why::Condition(condition.field.clone())),
        _ => Ok(Entered { event: one.event, on: one.on, put_in: None }),
    }
}
