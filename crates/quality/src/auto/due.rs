//! By when something had to be there, from the clocks and stages of the pack. Pure.

use super::facts::{Clock, Facts};
use kernel::Day;
use packs::{
    clock::State,
    model::{Event, Need, Stage},
};

/// Working days after opening by which something has to be there where no clock of the pack says so. Alongside
/// default: ten to see the person and weigh the risk, ten more to agree the plan.
const UNSAID: i64 = 20;

/// How far back a clock that has not begun is followed to what would begin it.
const DEPTH: usize = 4;

/// By when something has to be there, and whether that has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due {
    /// The last day, where one is known.
    pub(super) day: Option<Day>,
    /// Whether it has passed.
    pub(super) passed: bool,
    /// Whether no clock of the pack says so: the day is an Alongside default.
    pub(super) ours: bool,
}

impl Due {
    /// Its time has not come.
    pub(super) const LATER: Self = Self { day: None, passed: false, ours: false };

    /// By a day that a clock or a stage sets.
    fn by(day: Day, today: Day) -> Self {
        Self { day: Some(day), passed: day < today, ours: false }
    }
}

/// Whether a clock runs and its last day has passed. A pause stops it; an ended one is late or in time.
pub(super) fn is_overdue(clock: &Clock, today: Day) -> bool {
    clock.state == State::Running && clock.due_on < today
}

/// By when what one of some events brings had to be there: the last day of the clock that they stop; while no such
/// clock has begun, the last day of the one that would begin it, once that has passed. `None` when no clock of the
/// pack is stopped by any of them.
pub(super) fn of_events(facts: &Facts, today: Day, stops: &[Event]) -> Option<Due> {
    follow(facts, today, stops, (true, DEPTH))
}

/// `ended`: whether a run that has ended says anything still.
fn follow(facts: &Facts, today: Day, stops: &[Event], (ended, depth): (bool, usize)) -> Option<Due> {
    let pack = facts.pack.as_ref()?;
    let mut found = None;
    let runs = facts.clocks.iter().filter(|run| {
        let rule = pack.clock(&run.id, run.starts_on);
        rule.is_some_and(|rule| rule.stops.iter().any(|stop| stops.contains(stop)))
    });
    for run in runs {
        // The first run counts: what comes again is a review of it.
        let due = match run.state {
            State::Stopped => Due::LATER,
            State::Met | State::Late if !ended => Due::LATER,
            State::Paused => Due { passed: false, ..Due::by(run.due_on, today) },
            _ => Due::by(run.due_on, today),
        };
        found = Some(earlier(found, due));
    }
    if found.is_some() {
        return found;
    }
    for rule in pack.clocks.iter().filter(|rule| rule.stops.iter().any(|stop| stops.contains(stop))) {
        let before = match depth {
            0 => None,
            _ => follow(facts, today, std::slice::from_ref(&rule.starts), (ended, depth - 1)),
        };
        // What would begin it is itself late, and has not happened: so is what comes after.
        let due = match before {
            Some(due) if due.passed && facts.first(&rule.starts).is_none() => due,
            _ => Due::LATER,
        };
        found = Some(earlier(found, due));
    }
    found
}

/// What counts of two: what had to be there already, else the nearer day.
fn earlier(one: Option<Due>, other: Due) -> Due {
    let Some(one) = one else { return other };
    let rank = |due: Due| (!due.passed, due.day.is_none(), due.day);
    if rank(one) <= rank(other) { one } else { other }
}

/// By when a need had to be met: with the stage that asks for it, which is due when the clock ends that its being
/// entered stops, else its being left, else the next stage's being entered, else a day that its forms ask. A stage
/// that was left is due in any case; one that was skipped, or may be and was not entered, is not.
pub(super) fn of_need(facts: &Facts, today: Day, is: impl Fn(&Need) -> bool) -> Due {
    let unsaid = facts.calendar.plus_working(facts.opened_on, UNSAID);
    let by_default = Due { ours: true, ..Due::by(unsaid, today) };
    let Some(pack) = &facts.pack else { return by_default };
    let mut found = None;
    for (at, stage) in pack.stages.iter().enumerate().filter(|(_, stage)| stage.needs.iter().any(&is)) {
        let next = pack.stages.iter().skip(at + 1).find(|next| !next.parallel);
        if let Some(due) = of_stage(facts, today, stage, next) {
            found = Some(earlier(found, due));
        }
    }
    found.unwrap_or(by_default)
}

fn of_stage(facts: &Facts, today: Day, stage: &Stage, next: Option<&Stage>) -> Option<Due> {
    let times = || facts.stages.iter().filter(|time| time.id == stage.id);
    let entered = times().any(|time| !time.skipped);
    let left = times().filter(|time| !time.skipped).filter_map(|time| time.left_on).min();
    if !entered && times().any(|time| time.skipped) {
        return Some(Due::LATER);
    }
    // A clock that was stopped in another way says nothing of a stage that was never entered.
    let by_clock =
        ways(facts, stage, next).iter().find_map(|stops| follow(facts, today, stops, (entered, DEPTH)));
    match (by_clock, left) {
        // The clock's own last day stands, also where the stage was left before it.
        (Some(due), _) if due.day.is_some() => Some(due),
        (_, Some(left)) if left < today => Some(Due::by(left, today)),
        (Some(due), _) => Some(due),
        (None, _) if stage.skippable && !entered => Some(Due::LATER),
        (None, _) => None,
    }
}

/// What ends the time of a stage, the clearest first.
fn ways(facts: &Facts, stage: &Stage, next: Option<&Stage>) -> Vec<Vec<Event>> {
    let one = |event: Option<&Event>| event.into_iter().cloned().collect::<Vec<_>>();
    let forms = stage.needs.iter().filter_map(|need| match need {
        Need::Form(form) => facts.pack.as_ref()?.form(form),
        _ => None,
    });
    let asked = forms.flat_map(|form| &form.fields).map(|field| Event::Fact(field.field.clone())).collect();
    vec![
        one(stage.enter.as_ref()),
        one(stage.leave.as_ref()),
        one(next.and_then(|next| next.enter.as_ref())),
        asked,
    ]
}
