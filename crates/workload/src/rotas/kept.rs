//! Protected time: what was planned, what of it is kept, and what was lost why. Pure.

use super::model::{Cell, Person, Reason, Rota};
use kernel::Day;
use rota::{Activity, problem::WEEK};
use std::{collections::BTreeMap, ops::Range};
use uuid::Uuid;

/// Protected half-days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Planned when the rota was published.
    pub planned: i64,
    /// Of these, still protected.
    pub kept: i64,
}

impl Kept {
    /// The share kept in percent; `None` where none was planned.
    pub fn percent(self) -> Option<i64> {
        (self.planned > 0).then(|| (self.kept * 100 + self.planned / 2) / self.planned)
    }
}

impl std::ops::Add for Kept {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { planned: self.planned + other.planned, kept: self.kept + other.kept }
    }
}

/// Somebody's protected half-days in a part of a rota.
pub fn of_person(person: &Person, slots: Range<usize>) -> Kept {
    let planned = |slot: &usize| person.planned.at(*slot).is_protected();
    let kept = |slot: &usize| person.cells.at(*slot).is_protected();
    let n = |of: &dyn Fn(&usize) -> bool| slots.clone().filter(of).map(|_| 1).sum();
    Kept { planned: n(&planned), kept: n(&|slot| planned(slot) && kept(slot)) }
}

/// Everybody's.
pub fn of_all(rota: &Rota, slots: &Range<usize>) -> Kept {
    rota.people.iter().map(|one| of_person(one, slots.clone())).fold(Kept::default(), |all, one| all + one)
}

/// What was changed of a half-day, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The change.
    pub id: Uuid,
    /// Whose half-day: their place in the rota.
    pub who: usize,
    /// Which.
    pub slot: usize,
    /// What stood there.
    pub was: Cell,
    /// Why.
    pub reason: Reason,
    /// By when it is given back, where that is owed.
    pub owed_until: Option<Day>,
    /// When that was planned.
    pub given_back: Option<Day>,
}

/// Protected half-days that were lost, by the reason of the last change to each.
pub fn lost(rota: &Rota, changes: &[Change], slots: &Range<usize>) -> BTreeMap<Reason, i64> {
    let mut by = BTreeMap::new();
    for (who, person) in rota.people.iter().enumerate() {
        for slot in slots.clone() {
            if person.planned.at(slot).is_protected() && !person.cells.at(slot).is_protected() {
                let last = changes.iter().rev().find(|one| one.who == who && one.slot == slot);
                *by.entry(last.map_or(Reason::Other, |one| one.reason)).or_insert(0) += 1;
            }
        }
    }
    by
}

/// Changes that owe somebody time that is not given back yet, what is due first first.
pub fn owed<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<&'a Change> {
    let mut owed: Vec<&Change> =
        changes.into_iter().filter(|one| one.owed_until.is_some() && one.given_back.is_none()).collect();
    owed.sort_by_key(|one| (one.owed_until, one.id));
    owed
}

/// Whether the last supervision that was planned for somebody before a half-day was moved out of its place, so that the
/// next one has to stay.
pub fn moved_last(rota: &Rota, changes: &[Change], who: usize, slot: usize) -> bool {
    const SUPERVISION: Cell = Cell::Of(Activity::Supervision);
    let Some(person) = rota.people.get(who) else { return false };
    let before = (0..slot).rev().find(|at| {
        person.cells.at(*at) == SUPERVISION
            || changes.iter().any(|one| one.who == who && one.slot == *at && one.was == SUPERVISION)
    });
    before.is_some_and(|at| person.cells.at(at) != SUPERVISION)
}

/// Days with two half-days at work, and on how many of them the afternoon is for something else than the morning.
pub fn switches(person: &Person, slots: Range<usize>) -> (i64, i64) {
    let mut found = (0, 0);
    for morning in slots.step_by(2) {
        let (first, second) = (person.cells.at(morning), person.cells.at(morning + 1));
        if first.is_work() && second.is_work() {
            found.0 += 1;
            found.1 += i64::from(first != second);
        }
    }
    found
}

/// Percent of protected half-days kept in each week that is over by a day, of weeks with any; with the week.
pub fn weeks_over(rota: &Rota, today: Day) -> Vec<(usize, Kept)> {
    (0..rota.weeks)
        .filter(|week| rota.day(week * WEEK).plus(7) <= today)
        .map(|week| (week, of_all(rota, &rota.week(week))))
        .filter(|(_, kept)| kept.planned > 0)
        .collect()
}

#[cfg(test)]
mod tests;
