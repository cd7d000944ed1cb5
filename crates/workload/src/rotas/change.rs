//! What a change would do to a rota, before anybody saves it; and a rota mended where somebody is away. Pure.

use super::{
    kept::{Change, Kept, moved_last, of_person},
    model::{Cell, Rota},
    problem::{broken, mending, plan, put, set, supervise},
};
use rota::{Activity, Effort, solve};
use std::ops::Range;

const SUPERVISION: Cell = Cell::Of(Activity::Supervision);

/// What a half-day becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// Something else.
    Cell(Cell),
    /// What a colleague had, who gets what stood here.
    Swap(usize),
}

/// A half-day that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Whose: their place in the rota.
    pub who: usize,
    /// Which.
    pub slot: usize,
    /// What stands there.
    pub was: Cell,
    /// What would.
    pub becomes: Cell,
}

impl Changed {
    /// Whether protected time is taken from somebody who is at work.
    pub fn takes(&self) -> bool {
        self.was.is_protected() && !self.becomes.is_protected() && self.becomes.is_work()
    }

    /// Whether it makes time protected that was not.
    pub fn gives(&self) -> bool {
        !self.was.is_protected() && self.becomes.is_protected()
    }
}

/// What a change does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The half-days that change.
    pub changed: Vec<Changed>,
    /// The rota as it would be.
    pub then: Rota,
    /// Why it cannot be saved; nothing where it can.
    pub stops: Vec<String>,
    /// Rules that would not be kept and are now.
    pub worse: Vec<String>,
    /// Rules that would be kept and are not now.
    pub better: Vec<String>,
    /// Protected half-days in the weeks that change of each whom it concerns: now, and then.
    pub protected: Vec<(usize, Kept, Kept)>,
}

/// What a change of one half-day does. `today` is the first half-day that may change.
pub fn effect(
    rota: &Rota,
    changes: &[Change],
    who: usize,
    slot: usize,
    becomes: Becomes,
    today: usize,
) -> Effect {
    let mut then = rota.clone();
    let mut stops = Vec::new();
    let was = rota.people[who].cells.at(slot);
    match becomes {
        Becomes::Cell(cell) => set(&mut then.people[who].cells, slot, cell),
        Becomes::Swap(other) => {
            let theirs = rota.people[other].cells.at(slot);
            set(&mut then.people[who].cells, slot, theirs);
            set(&mut then.people[other].cells, slot, was);
            if !theirs.is_work() {
                stops.push(format!("{} does not work then.", rota.people[other].name));
            } else if rota.people[other].leads || rota.people[who].leads {
                stops.push("Whoever leads the team is not on duty, so nobody swaps with them.".to_owned());
            }
        }
    }
    // Who comes back sooner is planned again.
    if !was.is_work() && (was != Cell::Away || matches!(becomes, Becomes::Swap(_))) {
        stops.push(format!("{} does not work then.", rota.people[who].name));
    }
    if slot < today {
        stops.push("That half-day is over. Choose a later one.".to_owned());
    }
    supervise(&mut then);
    let mut effect = weigh(rota, then, stops);
    if effect.changed.is_empty() && effect.stops.is_empty() {
        effect.stops.push("That is what stands there already.".to_owned());
    }
    for one in &effect.changed {
        if one.was == SUPERVISION && one.becomes != SUPERVISION && !rota.people[one.who].leads {
            let name = &rota.people[one.who].name;
            if moved_last(rota, changes, one.who, one.slot) {
                effect.stops.push(format!(
                    "{name}'s last supervision was moved already. Supervision is never moved twice running."
                ));
            }
        }
    }
    effect
}

/// The rota mended where somebody is away for some days: everything else stays as far as it can.
pub fn absence(rota: &Rota, changes: &[Change], who: usize, slots: &Range<usize>, seed: u64) -> Effect {
    let stood = plan(rota);
    let mut then = rota.clone();
    for slot in slots.clone() {
        if then.people[who].cells.at(slot).is_work() {
            set(&mut then.people[who].cells, slot, Cell::Away);
        }
    }
    // Where who leads is away, supervision moves to where they are there.
    let mend = mending(&then, stood, slots.start);
    let found = solve(&mend, &Effort::mend(), seed, &mut |_| true);
    put(&mut then, &found.plan);
    let stops = if (slots.clone()).any(|slot| rota.people[who].cells.at(slot).is_work()) {
        Vec::new()
    } else {
        vec![format!("{} does not work on these days.", rota.people[who].name)]
    };
    let mut effect = weigh(rota, then, stops);
    // Nobody chose it: whoever leads is away. It is said, so that it is made good by hand.
    for one in effect.changed.iter().filter(|one| one.was == SUPERVISION && one.becomes != SUPERVISION) {
        let person = &rota.people[one.who];
        if one.who != who && !person.leads && moved_last(rota, changes, one.who, one.slot) {
            effect.worse.push(format!("{}'s supervision moves a second time running.", person.name));
        }
    }
    effect
}

/// Compares a rota with what it would be.
fn weigh(rota: &Rota, then: Rota, mut stops: Vec<String>) -> Effect {
    let mut changed = Vec::new();
    for (who, (now, after)) in rota.people.iter().zip(&then.people).enumerate() {
        for slot in 0..rota.slots() {
            let (was, becomes) = (now.cells.at(slot), after.cells.at(slot));
            if was != becomes {
                changed.push(Changed { who, slot, was, becomes });
            }
        }
    }
    let (before, after) = (broken(rota), broken(&then));
    let new = |of: &[rota::Breach], than: &[rota::Breach], hard: bool| -> Vec<String> {
        of.iter()
            .filter(|one| one.kind.is_hard() == hard && than.iter().all(|other| other.words != one.words))
            .map(|one| one.words.clone())
            .collect()
    };
    stops.extend(new(&after, &before, true));
    let mut whom: Vec<usize> = changed.iter().map(|one| one.who).collect();
    whom.dedup();
    let weeks = |who: usize| {
        let slots: Vec<usize> = changed.iter().filter(|one| one.who == who).map(|one| one.slot).collect();
        let (first, last) =
            (slots.iter().min().copied().unwrap_or(0), slots.iter().max().copied().unwrap_or(0));
        super::problem::week_start(first)..super::problem::week_start(last) + rota::problem::WEEK
    };
    let protected = whom
        .into_iter()
        .map(|who| (who, of_person(&rota.people[who], weeks(who)), of_person(&then.people[who], weeks(who))))
        .collect();
    Effect {
        worse: new(&after, &before, false),
        better: new(&before, &after, false),
        stops,
        changed,
        then,
        protected,
    }
}

#[cfg(test)]
mod tests;
