//! What a team would carry: cases come in, are given to whoever has most room, and end, played through many times with
//! chance that a seed fixes.
//!
//! Arrivals are Poisson a day, or come in bursts where the history does; durations follow a curve of cases that ended and
//! cases that are still open ([`Stays`]). A run begins with the cases that are open, or where such a team stands in the
//! long run: with as many as Little's law says, each with what is left of it. Every number drawn is the same on every
//! machine: xoshiro256++, and `libm` for logarithms. Each use of chance has a sequence of its own, so that scenarios of
//! the same seed differ by what was changed and not by luck.

mod draw;
mod run;
mod stays;

pub use draw::BURSTS;
pub use stays::Stays;

use crate::Points;
use draw::Arrivals;
use run::Playing;

/// Cases of one kind, of one team.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// How many come in a day on average.
    pub arrivals: f64,
    /// How long they last.
    pub stays: Stays,
    /// What each weighs.
    pub weight: Points,
    /// Whose they are: the team of that number.
    pub team: usize,
    /// The variance of a week's arrivals over their mean; bursts above [`BURSTS`].
    pub dispersion: f64,
    /// Those that are open when it begins; as many as the long run has where that is not said.
    pub open: Option<Vec<Open>>,
}

impl Kind {
    /// Of the first team, without bursts, begun in the long run.
    pub fn new(arrivals: f64, stays: Stays, weight: Points) -> Self {
        Self { arrivals, stays, weight, team: 0, dispersion: 1.0, open: None }
    }
}

/// A case that is open when it begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Open {
    /// How many days it has been open.
    pub age: f64,
    /// The officer of that number holds it; else it goes to whoever has most room.
    pub who: Option<usize>,
}

/// Somebody who takes cases.
#[derive(Clone, Debug, PartialEq)]
pub struct Officer {
    /// What they have room for.
    pub room: Points,
    /// The team of that number.
    pub team: usize,
    /// The first day they are there, from 0.
    pub from: usize,
    /// The first day they are there no more: their cases go to the others.
    pub until: usize,
    /// First and last days of leave that is booked.
    pub away: Vec<(usize, usize)>,
    /// Working days of leave a year that are expected beside it, taken in weeks.
    pub leave: f64,
}

impl Officer {
    /// One who is there all the time.
    pub fn new(room: Points) -> Self {
        Self { room, team: 0, from: 0, until: usize::MAX, away: Vec::new(), leave: 0.0 }
    }
}

/// How often and how long people are ill.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sickness {
    /// The chance that somebody falls ill on a working day.
    pub starts: f64,
    /// Working days it lasts on average, 1 or more.
    pub mean_days: f64,
}

/// What is played through.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The kinds of case that come in.
    pub kinds: Vec<Kind>,
    /// Who takes them.
    pub officers: Vec<Officer>,
    /// For how many days.
    pub days: usize,
    /// How often.
    pub runs: u32,
    /// What arrivals of each day are multiplied by; nothing for 1.
    pub factors: Vec<f64>,
    /// Which days are worked; nothing for all.
    pub working: Vec<bool>,
    /// Sickness, where it is played.
    pub sickness: Option<Sickness>,
    /// The most that anybody should carry, in percent of their room.
    pub most: i64,
    /// Days within which a first contact is due; 0 where that is no standard.
    pub first_contact: usize,
}

impl Scenario {
    /// Officers who are there all the time, in one team, with nothing else said.
    pub fn new(kinds: Vec<Kind>, rooms: Vec<Points>, days: usize, runs: u32) -> Self {
        let officers = rooms.into_iter().map(Officer::new).collect();
        let (factors, working) = (Vec::new(), Vec::new());
        Self { kinds, officers, days, runs, factors, working, sickness: None, most: 110, first_contact: 0 }
    }
}

/// A tenth of the runs lie below the first, half below the second, nine tenths below the third.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// The tenth.
    pub p10: Points,
    /// The half.
    pub p50: Points,
    /// Nine tenths.
    pub p90: Points,
}

/// How it stands at the end of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// What everybody together carries.
    pub load: Spread,
    /// How many cases are open: a tenth, a half and nine tenths of the runs.
    pub cases: [i64; 3],
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What everybody together carries on the last day.
    pub team: Spread,
    /// What each team carries on the last day.
    pub teams: Vec<Spread>,
    /// What each officer carries on the last day.
    pub officers: Vec<Spread>,
    /// The share of days on which somebody carries more than they have room for, or nobody holds a case.
    pub days_over: f64,
    /// The chance that somebody does on any of the days.
    pub ever_over: f64,
    /// The share of days on which somebody carries more than the most they should.
    pub days_far: f64,
    /// The chance that somebody does on any of the days.
    pub ever_far: f64,
    /// The share of days on which all that is open is more than those at work have room for.
    pub days_short: f64,
    /// The share of cases whose first contact is late; 0 where that is no standard.
    pub late: f64,
    /// The chance that any is.
    pub ever_late: f64,
    /// Cases that stand on a day, on average over days and runs.
    pub cases: f64,
    /// Its standard error, over the runs.
    pub error: f64,
    /// The course, a week at a time.
    pub weeks: Vec<Week>,
}

/// Plays a scenario through. The same seed draws the same arrivals, durations and absences whatever else is changed.
/// `None` where there is nobody, no day or no run.
pub fn play(scenario: &Scenario, seed: u64) -> Option<Outcome> {
    if scenario.officers.is_empty() || scenario.days == 0 || scenario.runs == 0 {
        return None;
    }
    let laws: Vec<Vec<Arrivals>> = scenario.kinds.iter().map(|kind| laws(kind, &scenario.factors)).collect();
    let mut sums = Sums::new(scenario);
    for run in 0..scenario.runs {
        let seed = seed.wrapping_add(u64::from(run).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        sums.add(scenario, Playing::new(scenario, seed).play(&laws));
    }
    sums.outcome(scenario)
}

/// The law of each day, or one for all of them.
fn laws(kind: &Kind, factors: &[f64]) -> Vec<Arrivals> {
    if factors.is_empty() {
        return vec![Arrivals::of(kind.arrivals, kind.dispersion)];
    }
    factors.iter().map(|factor| Arrivals::of(kind.arrivals * factor, kind.dispersion)).collect()
}

/// What the runs came to.
struct Sums {
    team: Vec<i64>,
    teams: Vec<Vec<i64>>,
    officers: Vec<Vec<i64>>,
    weeks: Vec<(Vec<i64>, Vec<i64>)>,
    means: Vec<f64>,
    over: u64,
    far: u64,
    short: u64,
    contacts: u64,
    late: u64,
    ever: [u32; 3],
}

impl Sums {
    fn new(scenario: &Scenario) -> Self {
        let teams = scenario.officers.iter().map(|officer| officer.team + 1).max().unwrap_or(1);
        Self {
            team: Vec::new(),
            teams: vec![Vec::new(); teams],
            officers: vec![Vec::new(); scenario.officers.len()],
            weeks: vec![(Vec::new(), Vec::new()); scenario.days / 7],
            means: Vec::new(),
            over: 0,
            far: 0,
            short: 0,
            contacts: 0,
            late: 0,
            ever: [0; 3],
        }
    }

    fn add(&mut self, scenario: &Scenario, run: run::Run) {
        self.team.push(run.loads.iter().sum());
        let mut teams = vec![0; self.teams.len()];
        for (who, officer) in scenario.officers.iter().enumerate() {
            teams[officer.team] += run.loads[who];
            self.officers[who].push(run.loads[who]);
        }
        for (all, load) in self.teams.iter_mut().zip(teams) {
            all.push(load);
        }
        for (all, (load, cases)) in self.weeks.iter_mut().zip(run.weeks) {
            all.0.push(load);
            all.1.push(cases);
        }
        self.means.push(run.stood as f64 / scenario.days as f64);
        self.over += run.over;
        self.far += run.far_over;
        self.short += run.short;
        self.contacts += run.contacts;
        self.late += run.late;
        for (ever, n) in self.ever.iter_mut().zip([run.over, run.far_over, run.late]) {
            *ever += u32::from(n > 0);
        }
    }

    fn outcome(self, scenario: &Scenario) -> Option<Outcome> {
        let runs = f64::from(scenario.runs);
        let days = |n: u64| n as f64 / (runs * scenario.days as f64);
        let [ever_over, ever_far, ever_late] = self.ever.map(|n| f64::from(n) / runs);
        let week = |(loads, cases): (Vec<i64>, Vec<i64>)| Week { load: spread(loads), cases: tenths(cases) };
        Some(Outcome {
            team: spread(self.team),
            teams: self.teams.into_iter().map(spread).collect(),
            officers: self.officers.into_iter().map(spread).collect(),
            days_over: days(self.over),
            ever_over,
            days_far: days(self.far),
            ever_far,
            days_short: days(self.short),
            late: if self.contacts == 0 { 0.0 } else { self.late as f64 / self.contacts as f64 },
            ever_late,
            cases: stats::mean(&self.means)?,
            error: stats::deviation(&self.means).map_or(0.0, |deviation| deviation / runs.sqrt()),
            weeks: self.weeks.into_iter().map(week).collect(),
        })
    }
}

fn spread(all: Vec<i64>) -> Spread {
    let [p10, p50, p90] = tenths(all).map(Points::hundredths);
    Spread { p10, p50, p90 }
}

fn tenths(mut all: Vec<i64>) -> [i64; 3] {
    all.sort_unstable();
    [1, 5, 9].map(|tenths| {
        all.get((all.len() * tenths / 10).min(all.len().saturating_sub(1))).copied().unwrap_or(0)
    })
}

#[cfg(test)]
mod tests;
