//! A rota as the search sees it, and what the search found as a rota. Pure.

use super::model::{Cell, Cells, NeedKind, Rota};
use rota::{
    Activity, Breach, Names, Plan, Problem,
    breach::breaches,
    problem::{Need, Officer, Rules, Standing, WEEK},
};

/// The bit that everybody has: of a panel to which any may go.
const ANY: u32 = 1 << 31;

/// The people the search plans: all but who leads.
pub fn officers(rota: &Rota) -> Vec<usize> {
    (0..rota.people.len()).filter(|n| !rota.people[*n].leads).collect()
}

/// Skills that its panels ask for, each once.
fn skills(rota: &Rota) -> Vec<&str> {
    let mut all: Vec<&str> =
        rota.needs.iter().map(|need| need.skill.as_str()).filter(|s| !s.is_empty()).collect();
    all.sort_unstable();
    all.dedup();
    all.truncate(31);
    all
}

/// What the search has to go by.
pub fn problem(rota: &Rota) -> Problem {
    let (slots, skills) = (rota.slots(), skills(rota));
    let bit = |skill: &str| skills.iter().position(|one| *one == skill).map_or(0, |n| 1 << n);
    let officers = officers(rota).into_iter().map(|n| {
        let person = &rota.people[n];
        Officer {
            name: person.name.clone(),
            senior: person.senior,
            skills: person.skills.iter().map(|skill| bit(skill)).fold(ANY, |all, one| all | one),
            dislikes: person.dislikes,
            at_work: (0..slots).map(|slot| matches!(person.cells.at(slot), Cell::Of(_))).collect(),
        }
    });
    let panel = |slot: usize| {
        let need = rota.needs.iter().find(|need| need.kind == NeedKind::Panel && need.comes(slot))?;
        let skills = if need.skill.is_empty() { ANY } else { bit(&need.skill) };
        (!rota.is_holiday(slot)).then_some(Need { people: need.people, skills })
    };
    let leads: Vec<_> = rota.people.iter().filter(|person| person.leads).collect();
    let free = |cell: Cell| matches!(cell, Cell::Of(Activity::Flexible | Activity::Supervision));
    let closed = |slot: usize| rota.is_holiday(slot);
    Problem {
        officers: officers.collect(),
        slots,
        desk: (0..slots).map(|slot| if closed(slot) { 0 } else { rota.desk }).collect(),
        panels: (0..slots).map(panel).collect(),
        supervisor: (0..slots)
            .map(|slot| {
                !closed(slot) && (leads.is_empty() || leads.iter().any(|who| free(who.cells.at(slot))))
            })
            .collect(),
        rules: Rules::default(),
        standing: None,
    }
}

/// The part of a rota that the search gives out.
pub fn plan(rota: &Rota) -> Plan {
    let row = |n: usize| {
        let cells = &rota.people[n].cells;
        let one = |slot| if let Cell::Of(activity) = cells.at(slot) { Some(activity) } else { None };
        (0..rota.slots()).map(one).collect()
    };
    Plan(officers(rota).into_iter().map(row).collect())
}

/// The problem of changing as little as possible from a half-day on, where `stood` is what stood before.
pub fn mending(rota: &Rota, stood: Plan, from: usize) -> Problem {
    Problem { standing: Some(Standing { plan: stood, from }), ..problem(rota) }
}

/// Puts what the search found into a rota. Whoever leads supervises where somebody is supervised.
pub fn put(rota: &mut Rota, plan: &Plan) {
    for (row, n) in officers(rota).into_iter().enumerate() {
        for slot in 0..rota.slots() {
            if let Some(activity) = plan.at(row, slot) {
                set(&mut rota.people[n].cells, slot, Cell::Of(activity));
            }
        }
    }
    supervise(rota);
}

/// Whoever leads supervises where somebody is supervised, and is open where nobody is.
pub fn supervise(rota: &mut Rota) {
    const SUPERVISION: Cell = Cell::Of(Activity::Supervision);
    const OPEN: Cell = Cell::Of(Activity::Flexible);
    let asked = |rota: &Rota, slot| {
        rota.people.iter().any(|person| !person.leads && person.cells.at(slot) == SUPERVISION)
    };
    for slot in 0..rota.slots() {
        let asked = asked(rota, slot);
        let mut given = false;
        for person in rota.people.iter_mut().filter(|person| person.leads) {
            match person.cells.at(slot) {
                OPEN | SUPERVISION if asked && !given => {
                    set(&mut person.cells, slot, SUPERVISION);
                    given = true;
                }
                SUPERVISION => set(&mut person.cells, slot, OPEN),
                _ => {}
            }
        }
    }
}

/// Puts something into a half-day.
pub fn set(cells: &mut Cells, slot: usize, cell: Cell) {
    if let Some(at) = cells.0.get_mut(slot) {
        *at = cell;
    }
}

/// Every rule that a rota does not keep, in words, the hard ones first, then what costs most.
pub fn broken(rota: &Rota) -> Vec<Breach> {
    let (slot, week) = (|slot| rota.slot_words(slot), |slot| rota.week_words(slot));
    let mut all = breaches(&problem(rota), &plan(rota), &Names { slot: &slot, week: &week });
    all.retain(|breach| breach.cost > 0);
    all.sort_by_key(|breach| (!breach.kind.is_hard(), -breach.cost, breach.slot));
    all
}

/// Places at the duty desk that nobody fills in a half-day.
pub fn empty_desk(rota: &Rota, slot: usize) -> i32 {
    let there = rota.people.iter().filter(|one| one.cells.at(slot) == Cell::Of(Activity::Duty)).count();
    if rota.is_holiday(slot) { 0 } else { (rota.desk - i32::try_from(there).unwrap_or(i32::MAX)).max(0) }
}

/// Weeks from a half-day's on that are looked at when a rota is mended.
pub fn week_start(slot: usize) -> usize {
    slot / WEEK * WEEK
}
