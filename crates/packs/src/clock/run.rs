//! Every run of every clock of a case, from what happened in it.

use super::{
    Counted, Due, Start,
    moved::{self, Moved},
    spans::{Ended, Span, Story},
};
use crate::{
    Pack,
    model::{ClockRule, Ends, Event},
};
use kernel::{
    Day, Instant,
    calendar::{Calendar, Mode},
};
use std::collections::BTreeSet;

/// Something that happened in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub event: Event,
    /// The day it happened.
    pub on: Day,
    /// The moment, where it is known.
    pub at: Option<Instant>,
}

/// A pause, its end, or an extension of one run of a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which clock.
    pub clock: String,
    /// Which run of it, from 1.
    pub nth: i64,
    /// What is done.
    pub kind: ChangeKind,
    /// The first day of a pause, the first day it runs again, or the day an extension was agreed.
    pub on: Day,
    /// The new last day, for an extension.
    pub to: Option<Day>,
    /// Which reason of the rule; of no account for the end of a pause.
    pub reason: String,
}

kernel::text_enum! {
    /// What is done to a run.
    pub enum ChangeKind {
        /// Days do not count from now on.
        Pause = "pause", "Paused";
        /// Days count again.
        Resume = "resume", "Runs again";
        /// A later last day.
        Extend = "extend", "Extended";
    }
}

/// One run of a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Which clock.
    pub clock: String,
    /// Which run of it, from 1.
    pub nth: i64,
    /// The day that set it going; day 1 may be later ([`explain`](super::explain)).
    pub starts_on: Day,
    /// The last day it had first: pauses and extensions do not change it.
    pub first_due_on: Day,
    /// Its last day.
    pub due_on: Day,
    /// Its last moment, where hours are counted.
    pub due_at: Option<Instant>,
    /// The day from which it is shown as near.
    pub near_on: Day,
    /// How it stands. A run that is overdue is still running; its last day tells.
    pub state: State,
    /// The day it ended, once it did.
    pub ended_on: Option<Day>,
}

kernel::text_enum! {
    /// How a run stands.
    pub enum State {
        /// It runs.
        Running = "running", "Running";
        /// It is paused today.
        Paused = "paused", "Paused";
        /// What should be done was done in time.
        Met = "met", "Met";
        /// It was done late.
        Late = "late", "Late";
        /// It ended with the case, or because its rule says so, with nothing done.
        Stopped = "stopped", "Stopped";
    }
}

/// Works out every run of every clock, in the pack's order and then in the order of time.
///
/// - The rule in force on the day of the start counts, and of its variants the first whose condition holds by
///   `codes(field)`, the current codes of a field.
/// - A start while a run runs starts no second one, unless the clock `repeats`: then each start has a run of its own.
///   What the rule names under `again` starts the next run from the stop of the last.
/// - The first stop on or after the start ends the run: in time up to its last day, late after that. What the rule
///   names under `until`, and the end of the case (`closed`), stop it with nothing done; what closing itself
///   starts goes on. One that ends by itself and that nothing stops is over after its last day.
/// - Pauses and extensions count only for the reasons that the rule lists; `today` ends no pause, but days up to
///   it do not count while one holds. Clocks under `moves` that run on the day of the change move by as many days.
///
/// The order in which events and changes are given does not matter.
pub fn run(
    pack: &Pack,
    happened: &[Happened],
    changes: &[Change],
    closed: Option<Day>,
    today: Day,
    calendar: &Calendar,
    codes: &dyn Fn(&str) -> Vec<String>,
) -> Vec<Run> {
    let story = Story::of(happened, closed);
    let mut working = Vec::new();
    let mut seen = BTreeSet::new();
    for clock in pack.clocks.iter().map(|rule| rule.id.as_str()).filter(|id| seen.insert(*id)) {
        let mut nth = 0;
        for span in story.spans(pack, clock) {
            nth += 1;
            let of_this: Vec<&Change> =
                changes.iter().filter(|change| change.clock == clock && change.nth == nth).collect();
            working.extend(Working::of(span, nth, &of_this, today, calendar, codes));
        }
    }
    move_others(&mut working, calendar);
    working.into_iter().map(|one| one.run(today, calendar)).collect()
}

/// A run on its way.
struct Working<'p> {
    span: Span<'p>,
    nth: i64,
    mode: Mode,
    first: Day,
    moved: Moved,
}

impl<'p> Working<'p> {
    /// `None` for a length that cannot be counted, which a checked pack does not have.
    fn of(
        span: Span<'p>,
        nth: i64,
        changes: &[&Change],
        today: Day,
        calendar: &Calendar,
        codes: &dyn Fn(&str) -> Vec<String>,
    ) -> Option<Self> {
        let rule = span.rule;
        let start = Start { on: span.start.on, at: span.start.at };
        let counted = Counted::of(rule, rule.variant(codes), start, calendar).ok()?;
        let moved = moved::apply(&counted, rule, changes, span.ended_on(), today).ok()?;
        Some(Self { nth, mode: counted.mode, first: counted.due.on, moved, span })
    }

    /// Whether it runs on a day.
    fn runs_on(&self, day: Day) -> bool {
        self.span.start.on <= day && self.span.ended_on().is_none_or(|ended| day <= ended)
    }

    fn run(self, today: Day, calendar: &Calendar) -> Run {
        let (rule, due) = (self.span.rule, self.moved.due);
        let over = self.is_over(today);
        Run {
            clock: rule.id.clone(),
            nth: self.nth,
            starts_on: self.span.start.on,
            first_due_on: self.first,
            due_on: due.on,
            due_at: due.at,
            near_on: calendar.plus_working(due.on, -rule.warn),
            state: if over { State::Stopped } else { self.state(due) },
            ended_on: if over { Some(due.on) } else { self.span.ended_on() },
        }
    }

    /// Whether it ended by itself on its last day, because its rule says so and names nothing that could be done: an
    /// order that lasts three months is over then, and waits for nobody.
    fn is_over(&self, today: Day) -> bool {
        let (rule, last) = (self.span.rule, self.moved.due.on);
        let by_itself = rule.ends == Ends::Automatic && rule.stops.is_empty() && !self.moved.paused;
        by_itself && last < today && self.span.ended_on().is_none_or(|ended| last < ended)
    }

    fn state(&self, due: Due) -> State {
        let Some(end) = &self.span.end else {
            return if self.moved.paused { State::Paused } else { State::Running };
        };
        if end.by == Ended::Dropped {
            return State::Stopped;
        }
        let in_time = due.at.zip(end.what.at).map_or(end.what.on <= due.on, |(due, done)| done <= due);
        if in_time { State::Met } else { State::Late }
    }
}

impl Span<'_> {
    fn ended_on(&self) -> Option<Day> {
        self.end.as_ref().map(|end| end.what.on)
    }
}

/// Moves the clocks that move with others, by the days that each change of the other moved it.
fn move_others(working: &mut [Working<'_>], calendar: &Calendar) {
    let moving: Vec<(&ClockRule, Vec<(Day, i64)>)> = working
        .iter()
        .filter(|one| !one.span.rule.moves.is_empty() && !one.moved.by.is_empty())
        .map(|one| (one.span.rule, one.moved.by.clone()))
        .collect();
    for (rule, steps) in moving {
        for other in working.iter_mut().filter(|other| rule.moves.contains(&other.span.rule.id)) {
            for (on, days) in &steps {
                if !other.runs_on(*on) || *days == 0 {
                    continue;
                }
                let Due { on, at } = other.moved.due;
                let on = on.plus(*days);
                // A period in working days never ends on a Sunday.
                let on = if other.mode == Mode::Wd { calendar.next_working(on) } else { on };
                other.moved.due = Due { on, at: at.map(|at| at.plus_seconds(days * 86_400)) };
            }
        }
    }
}
