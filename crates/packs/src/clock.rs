//! Clocks worked out: from what set them going to their last day.
#![expect(missing_docs, reason = "a stand-in until the engine is there")]

use crate::{Pack, model::Event};
use kernel::{Day, Instant, calendar::Calendar};

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Happened {
    pub event: Event,
    pub on: Day,
    pub at: Option<Instant>,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    Pause,
    Resume,
    Extend,
}
#[derive(Clone, Debug)]
pub struct Change {
    pub clock: String,
    pub nth: i64,
    pub kind: ChangeKind,
    pub on: Day,
    pub to: Option<Day>,
    pub reason: String,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Running,
    Paused,
    Met,
    Late,
    Stopped,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub clock: String,
    pub nth: i64,
    pub starts_on: Day,
    pub first_due_on: Day,
    pub due_on: Day,
    pub due_at: Option<Instant>,
    pub near_on: Day,
    pub state: State,
    pub ended_on: Option<Day>,
}
pub fn run(
    pack: &Pack,
    happened: &[Happened],
    _changes: &[Change],
    closed: Option<Day>,
    _today: Day,
    calendar: &Calendar,
    _codes: &dyn Fn(&str) -> Vec<String>,
) -> Vec<Run> {
    let mut out = Vec::new();
    for rule in &pack.clocks {
        let Some(start) = happened.iter().find(|h| h.event == rule.starts) else { continue };
        let Ok(due) = kernel::calendar::last_day(rule.mode, rule.n, start.on, calendar) else { continue };
        let end = happened.iter().find(|h| rule.stops.contains(&h.event)).map(|h| h.on);
        let state = match end {
            Some(e) if e <= due => State::Met,
            Some(_) => State::Late,
            None if closed.is_some() => State::Stopped,
            None => State::Running,
        };
        out.push(Run {
            clock: rule.id.clone(),
            nth: 1,
            starts_on: start.on,
            first_due_on: due,
            due_on: due,
            due_at: None,
            near_on: calendar.plus_working(due, -rule.warn),
            state,
            ended_on: end.or(closed),
        });
    }
    out
}
