//! What moves a last day: pauses and extensions, for the reasons that the rule lists.

use super::{Change, ChangeKind, Counted, Due, count};
use crate::model::{ClockRule, Reason};
use kernel::{Day, Result, calendar::Mode};

/// What changes made of a run.
pub(super) struct Moved {
    pub due: Due,
    /// Whether it is paused today.
    pub paused: bool,
    /// Each change: its day, and by how many days it moved the last one.
    pub by: Vec<(Day, i64)>,
}

/// A change with its days put together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// A new last day.
    Extend(Day),
    /// Days that do not count, up to the day before this one.
    PauseUntil(Day),
}

/// Applies the changes of one run. Days from a pause to the day before it is over do not count; a pause that is
/// not over yet takes in today.
pub(super) fn apply(
    counted: &Counted<'_>,
    rule: &ClockRule,
    changes: &[&Change],
    ended: Option<Day>,
    today: Day,
) -> Result<Moved> {
    let (mut steps, paused) = pauses(rule, changes, ended, today);
    let extensions = changes
        .iter()
        .filter(|change| change.kind == ChangeKind::Extend && listed(&rule.extensions, change))
        .filter(|change| ended.is_none_or(|ended| change.on <= ended));
    steps.extend(extensions.filter_map(|change| Some((change.on, Step::Extend(change.to?)))));
    steps.sort_unstable();
    let mut at = Position { counted, due: counted.due, extended: false, closed: Vec::new() };
    let mut by = Vec::new();
    for (on, step) in steps {
        let before = at.due.on;
        match step {
            Step::Extend(to) => at.extend(to),
            Step::PauseUntil(until) => at.pause(on, until)?,
        }
        by.push((on, before.days_until(at.due.on)));
    }
    Ok(Moved { due: at.due, paused, by })
}

fn listed(reasons: &[Reason], change: &Change) -> bool {
    reasons.iter().any(|reason| reason.id == change.reason)
}

/// The pauses, each with the day it is over, and whether one holds today.
fn pauses(rule: &ClockRule, changes: &[&Change], ended: Option<Day>, today: Day) -> (Vec<(Day, Step)>, bool) {
    let mut begins: Vec<Day> = changes
        .iter()
        .filter(|change| change.kind == ChangeKind::Pause && listed(&rule.pauses, change))
        .map(|change| change.on)
        .collect();
    begins.sort_unstable();
    let resumes =
        || changes.iter().filter(|change| change.kind == ChangeKind::Resume).map(|change| change.on);
    let (mut steps, mut paused) = (Vec::new(), false);
    let mut free_from = None;
    for begin in begins {
        // Paused already: nothing new.
        if free_from.is_some_and(|day| begin < day) || ended.is_some_and(|ended| begin >= ended) {
            continue;
        }
        // A pause from a day on which one is over is a new one, and is not over that day.
        let over = resumes().filter(|day| *day > begin || (*day == begin && free_from != Some(begin))).min();
        let holds = begin <= today && over.is_none_or(|over| today < over);
        paused |= holds && ended.is_none();
        let until = over.or(ended).unwrap_or(if holds { today.plus(1) } else { begin });
        steps.push((begin, Step::PauseUntil(until)));
        match over {
            Some(over) => free_from = Some(over),
            None => break,
        }
    }
    (steps, paused)
}

/// The last day on its way.
struct Position<'c> {
    counted: &'c Counted<'c>,
    due: Due,
    extended: bool,
    /// Days that do not count, for modes that are counted anew.
    closed: Vec<Day>,
}

impl Position<'_> {
    /// A later last day; an earlier one changes nothing.
    fn extend(&mut self, to: Day) {
        if to > self.due.on {
            self.extended = true;
            self.due = Due { on: to, at: self.due.at.map(|_| to.at(23, 59)) };
        }
    }

    /// Takes out the days from `from` to the day before `until`.
    fn pause(&mut self, from: Day, until: Day) -> Result<()> {
        let Counted { calendar, mode, n, start, .. } = self.counted;
        match mode {
            Mode::D0 | Mode::D1 | Mode::Cm | Mode::Cm1 => {
                let from = from.max(self.counted.day_one());
                if from <= self.due.on {
                    self.due.on = self.due.on.plus(from.days_until(until).max(0));
                }
            }
            Mode::H => {
                let from = self.counted.begins_at().map_or(from.start(), |at| at.max(from.start()));
                if let Some(at) = self.due.at.filter(|at| from < *at) {
                    let at = at.plus_seconds(from.seconds_until(until.start()).max(0));
                    self.due = Due { on: Day::of(at), at: Some(at) };
                }
            }
            Mode::Wh if !self.extended => {
                self.closed.extend((0..from.days_until(until).min(10_000)).map(|k| from.plus(k)));
                let calendar = calendar.clone().into_owned().with_closures(self.closed.iter().copied());
                self.due = count(*mode, *n, *start, &calendar)?;
            }
            Mode::Wd | Mode::Wh => {
                let from = from.max(start.on.plus(1));
                if from <= self.due.on && from < until {
                    let lost = calendar.working_days_between(from.plus(-1), until.plus(-1));
                    let on = calendar.plus_working(self.due.on, lost);
                    self.due = Due { on, at: self.due.at.map(|_| on.at(23, 59)) };
                }
            }
        }
        Ok(())
    }
}
