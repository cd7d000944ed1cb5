//! The search: simulated annealing, begun anew several times, and the best of it.
//!
//! The landscape has two or more deep valleys, and a longer cooling does not lead from one into the other: several
//! short searches find more than one long one. Everything the search does is counted in steps and drawn from the seed,
//! never from the clock, so the same seed gives the same rota on every machine.

use crate::{
    chance::Chance,
    plan::{ACTIVITIES, Activity, Plan},
    problem::{Problem, WEEK},
    state::{AWAY, State},
};

/// How much is searched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// Searches from the start; the best is kept. One at least.
    pub restarts: u32,
    /// Steps of each.
    pub steps: u64,
    /// The temperature at the beginning, in points of the objective: what a step may cost.
    pub hot: f64,
    /// And at the end.
    pub cold: f64,
}

impl Default for Effort {
    fn default() -> Self {
        Self { restarts: 2, steps: 20_000_000, hot: 8.0, cold: 0.3 }
    }
}

impl Effort {
    /// Enough to mend a rota that stands: two are missing, the others stay where they are.
    pub fn mend() -> Self {
        Self { restarts: 1, steps: 1_500_000, hot: 8.0, cold: 0.25 }
    }
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// The part that is done, 0 to 1.
    pub done: f64,
    /// The best objective so far.
    pub best: i32,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solved {
    /// The rota.
    pub plan: Plan,
    /// Its objective: lower is better.
    pub objective: i32,
    /// Whether all of the work was done; not where somebody stopped it.
    pub finished: bool,
}

/// Steps between looks at the temperature, the progress and whether to go on.
const ROUND: u64 = 4_096;
/// Thresholds of −ln(u), by which a step that costs something is taken with the chance exp(−cost ÷ temperature).
const THRESHOLDS: usize = 1 << 14;

/// Searches a rota. `go_on` is asked several times a second: `false` ends the search, and what it has found by then is
/// given back.
pub fn solve(
    problem: &Problem,
    effort: &Effort,
    seed: u64,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Solved {
    let thresholds: Vec<f64> =
        (0..THRESHOLDS).map(|n| -libm::log((n as f64 + 0.5) / THRESHOLDS as f64)).collect();
    let mut best: Option<(i32, Vec<u8>)> = None;
    let mut finished = true;
    for restart in 0..effort.restarts.max(1) {
        let chance = Chance::seeded(seed ^ u64::from(restart).wrapping_mul(0xd134_2543_de82_ef95));
        let mut search = Search::new(problem, chance);
        let ended = search.cool(effort, &thresholds, &mut |part, found| {
            let of_all = (f64::from(restart) + part) / f64::from(effort.restarts.max(1));
            let so_far = best.as_ref().map_or(found, |(least, _)| found.min(*least));
            go_on(Progress { done: of_all, best: so_far })
        });
        if best.as_ref().is_none_or(|(least, _)| search.best.0 < *least) {
            best = Some(search.best);
        }
        if !ended {
            finished = false;
            break;
        }
    }
    let mut state = State::new(problem);
    for (at, cell) in best.into_iter().flat_map(|(_, cells)| cells).enumerate() {
        let (officer, slot) = (at / problem.slots, at % problem.slots);
        if cell != state.at(officer, slot) {
            state.set(officer, slot, cell);
        }
    }
    Solved { plan: state.plan(), objective: state.objective(), finished }
}

struct Search<'a> {
    state: State<'a>,
    chance: Chance,
    /// What a step changes: officer, half-day, what stood there.
    undo: Vec<(usize, usize, u8)>,
    people: usize,
    /// The first half-day that may change, and how many may.
    from: usize,
    open: usize,
    best: (i32, Vec<u8>),
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem, mut chance: Chance) -> Self {
        let mut state = State::new(problem);
        let from = problem.standing.as_ref().map_or(0, |standing| standing.from);
        for officer in 0..problem.officers.len() {
            for slot in 0..problem.slots {
                let stood = problem.standing.as_ref().and_then(|one| one.plan.at(officer, slot));
                let wish = match (&problem.standing, stood) {
                    (Some(_), Some(activity)) => activity as u8,
                    (Some(_), None) => Activity::Flexible as u8,
                    (None, _) => [0, 1, 1, 2, 5][chance.below(5)],
                };
                if state.may(officer, slot, wish) {
                    state.set(officer, slot, wish);
                }
            }
        }
        let best = (state.total, state.cells.clone());
        let people = problem.officers.len();
        Self { state, chance, undo: Vec::new(), people, from, open: problem.slots - from, best }
    }

    /// Cools from hot to cold; `false` when it was stopped.
    fn cool(&mut self, effort: &Effort, thresholds: &[f64], go_on: &mut dyn FnMut(f64, i32) -> bool) -> bool {
        if self.open == 0 {
            return true;
        }
        let rounds = (effort.steps / ROUND).max(1);
        for round in 0..rounds {
            let part = round as f64 / rounds as f64;
            if round % 64 == 0 && !go_on(part, self.best.0) {
                return false;
            }
            let temperature = effort.hot * libm::pow(effort.cold / effort.hot, part);
            for _ in 0..ROUND {
                self.step(temperature, thresholds);
            }
        }
        true
    }

    fn step(&mut self, temperature: f64, thresholds: &[f64]) {
        let before = self.state.total;
        self.undo.clear();
        self.propose();
        if self.undo.is_empty() {
            return;
        }
        let cost = self.state.total - before;
        if cost > 0 {
            let at = usize::try_from(self.chance.bits() >> 50).unwrap_or(0);
            if f64::from(cost) > temperature * thresholds[at] {
                while let Some((officer, slot, was)) = self.undo.pop() {
                    self.state.set(officer, slot, was);
                }
                return;
            }
        }
        if self.state.total < self.best.0 {
            self.best.0 = self.state.total;
            self.best.1.copy_from_slice(&self.state.cells);
        }
    }

    /// Changes something: one half-day, two of one officer, the same of two officers, whole days.
    fn propose(&mut self) {
        let officer = self.chance.below(self.people);
        let slot = self.slot();
        match self.chance.below(8) {
            0 => {
                let activity = self.chance.below(ACTIVITIES);
                self.change(officer, slot, u8::try_from(activity).unwrap_or(AWAY));
            }
            1 => {
                let other = self.slot();
                self.swap((officer, slot), (officer, other));
            }
            2 => {
                let other = self.chance.below(self.people);
                self.swap((officer, slot), (other, slot));
            }
            3 => {
                let other = self.chance.below(self.people);
                for slot in self.day(slot) {
                    self.swap((officer, slot), (other, slot));
                }
            }
            4 => {
                let to = slot / WEEK * WEEK + 2 * self.chance.below(5);
                if to >= self.from {
                    for (slot, half) in self.day(slot).zip(0..) {
                        self.swap((officer, slot), (officer, to + half));
                    }
                }
            }
            6 => self.exchange(officer, slot, 2),
            7 => self.exchange(officer, slot, 1),
            _ => {
                let activity = u8::try_from(self.chance.below(3)).unwrap_or(AWAY);
                for slot in self.day(slot) {
                    self.change(officer, slot, activity);
                }
            }
        }
    }

    /// Two officers exchange a day (or a half-day) on which one is on duty, and another on which the other is: their shares
    /// of duty stay as they are.
    fn exchange(&mut self, officer: usize, slot: usize, length: usize) {
        const DUTY: u8 = Activity::Duty as u8;
        let slot = slot / length * length;
        let other = self.chance.below(self.people);
        if slot < self.from || self.state.at(officer, slot) != DUTY || self.state.at(other, slot) == DUTY {
            return;
        }
        let near = self.chance.below(2) == 0;
        for _ in 0..12 {
            let to = if near { slot / WEEK * WEEK + self.chance.below(WEEK) } else { self.slot() };
            let to = to / length * length;
            if to >= self.from && self.state.at(other, to) == DUTY && self.state.at(officer, to) != DUTY {
                for half in 0..length {
                    self.swap((officer, slot + half), (other, slot + half));
                    self.swap((officer, to + half), (other, to + half));
                }
                return;
            }
        }
    }

    fn slot(&mut self) -> usize {
        self.from + self.chance.below(self.open)
    }

    /// The half-days of the day of a half-day that may change; a rota is made again from a morning on, or loses one.
    fn day(&self, slot: usize) -> std::ops::Range<usize> {
        let morning = slot / 2 * 2;
        morning.max(self.from)..morning + 2
    }

    fn change(&mut self, officer: usize, slot: usize, activity: u8) {
        let was = self.state.at(officer, slot);
        if was != activity && was != AWAY && self.state.may(officer, slot, activity) {
            self.state.set(officer, slot, activity);
            self.undo.push((officer, slot, was));
        }
    }

    /// Both change, or neither.
    fn swap(&mut self, one: (usize, usize), other: (usize, usize)) {
        let (first, second) = (self.state.at(one.0, one.1), self.state.at(other.0, other.1));
        if self.state.may(one.0, one.1, second) && self.state.may(other.0, other.1, first) {
            self.change(one.0, one.1, second);
            self.change(other.0, other.1, first);
        }
    }
}
