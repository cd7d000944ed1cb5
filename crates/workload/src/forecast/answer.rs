//! The answer to a scenario: what is played, the posts it takes, and what the closed forms say beside it.
//!
//! Closed forms: Little (1961) L = λW; the standard deviation of cases that stand is √L whatever law durations follow
//! (M/G/∞); Erlang (1917) for a desk. See [`stats::queueing`]. Posts are found by halving an interval while the same
//! chance is drawn in each try.

mod json;

pub use json::json;

use super::scenario::{ByRule, Change, FULL_WEEK, Made, Scenario, make};
use crate::{
    Points,
    capacity::WEEKS,
    model::{self, Outcome, play},
};
use stats::queueing::{Desk, Standing};

/// Runs of each try for the posts needed, of a command. Alongside default.
pub const TRIES: u32 = 200;
/// Posts are told in tenths.
const TENTHS: f64 = 10.0;
/// Working days in a year: 52 weeks of five.
const WORKING_DAYS: f64 = 260.0;

/// A scenario played, as it is or with its change.
#[derive(Clone, Debug)]
pub struct Played {
    /// What was played.
    pub made: Made,
    /// What came of it.
    pub outcome: Outcome,
    /// Full-time posts with which somebody is over their room on no more days than was asked; `None` where forty times
    /// the posts are too few.
    pub needed: Option<f64>,
}

/// What the closed forms say of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    /// The kind.
    pub name: String,
    /// Cases that come in a week.
    pub a_week: f64,
    /// Days that each stays.
    pub days: f64,
    /// Cases that stand.
    pub standing: Standing,
    /// What they weigh together, in points.
    pub points: f64,
}

/// All that is answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// As it is.
    pub today: Played,
    /// With the change, where there is one.
    pub changed: Option<Played>,
    /// The closed forms, kind by kind, of what is today.
    pub closed: Vec<Closed>,
    /// Full-time posts by the closed form: hours over what a post gives.
    pub posts_by_formula: Option<f64>,
    /// The desk; `None` where there is none or its queue grows for ever.
    pub desk: Option<Desk>,
    /// The rule of thumb.
    pub rule: Option<ByRule>,
}

/// Plays a scenario through, with so many runs for each try of the posts needed. `None` where nothing can be made of it,
/// which reading rules out.
pub fn answer(scenario: &Scenario, seed: u64, tries: u32) -> Option<Answer> {
    let none = Change::default();
    let today = played(scenario, &none, (seed, tries))?;
    let changed = match &scenario.change {
        Some(change) if *change != none => Some(played(scenario, change, (seed, tries))?),
        _ => None,
    };
    let closed = closed(scenario)?;
    let posts_by_formula = posts_by_formula(scenario, &closed);
    let desk = scenario.desk.and_then(|desk| Desk::of(desk.an_hour, desk.each_sees_an_hour, desk.at_desk));
    let rule = scenario.rule.as_ref().map(super::scenario::Rule::comes_to);
    Some(Answer { today, changed, closed, posts_by_formula, desk, rule })
}

fn played(scenario: &Scenario, change: &Change, (seed, tries): (u64, u32)) -> Option<Played> {
    let made = make(scenario, change)?;
    let outcome = play(&made.play, seed)?;
    let needed = needed(&made, scenario.risk / 100.0, (seed, tries));
    Some(Played { made, outcome, needed })
}

/// What each kind comes to by the closed forms.
pub fn closed(scenario: &Scenario) -> Option<Vec<Closed>> {
    let one = |kind: &super::scenario::Kind| {
        let days = kind.stays()?.mean();
        let standing = Standing::of(kind.arrivals_a_week / 7.0, days)?;
        let (name, a_week) = (kind.name.clone(), kind.arrivals_a_week);
        Some(Closed { name, a_week, days, standing, points: standing.mean * kind.weighs() })
    };
    scenario.kinds.iter().map(one).collect()
}

/// Hours ÷ (contract hours × (1 − leave − sickness) × casework share), of the means of those who are there.
fn posts_by_formula(scenario: &Scenario, closed: &[Closed]) -> Option<f64> {
    let hours = closed.iter().map(|kind| kind.points).sum::<f64>() / WEEKS as f64 + scenario.review_hours
        - scenario.admin_hours;
    let n = scenario.officers.len() as f64;
    let mean = |of: fn(&super::scenario::Officer) -> f64| scenario.officers.iter().map(of).sum::<f64>() / n;
    let leave = mean(|one| one.leave_days) / WORKING_DAYS;
    let sick = scenario.sickness.map_or(0.0, super::scenario::Ill::share);
    let gives = FULL_WEEK * (1.0 - leave - sick) * mean(|one| one.casework) / 100.0;
    (n > 0.0 && gives > 0.0).then(|| hours.max(0.0) / gives)
}

/// The fewest tenths of full-time posts with which somebody is over on no more than a share of days. Posts are shared
/// among the teams as they are now, and in each among as few officers as can hold them, alike.
fn needed(made: &Made, risk: f64, (seed, tries): (u64, u32)) -> Option<f64> {
    if made.posts <= 0.0 || made.hours <= 0.0 {
        return None;
    }
    let enough = |tenths: u32| {
        let mut run = with_posts(made, f64::from(tenths) / TENTHS);
        run.runs = run.runs.min(tries);
        play(&run, seed).is_some_and(|outcome| outcome.days_over <= risk)
    };
    let most = tenths(made.posts * 40.0);
    let (mut low, mut high) = (0, tenths(made.posts).max(1));
    while !enough(high) {
        low = high;
        high *= 2;
        if high > most {
            return None;
        }
    }
    while high - low > 1 {
        let middle = u32::midpoint(low, high);
        if enough(middle) { high = middle } else { low = middle }
    }
    Some(f64::from(high) / TENTHS)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "posts are few and above 0")]
fn tenths(posts: f64) -> u32 {
    (posts * TENTHS).round() as u32
}

/// The same scenario with so many full-time posts in place of those there are.
fn with_posts(made: &Made, posts: f64) -> model::Scenario {
    let full = made.hours / made.posts * WEEKS as f64;
    let rooms = |team: usize| -> f64 {
        let of = made.play.officers.iter().filter(|one| one.team == team && one.until > 0);
        of.map(|one| one.room.in_hundredths() as f64).sum()
    };
    let all: f64 = (0..made.teams.len()).map(rooms).sum();
    let mut officers = Vec::new();
    for team in 0..made.teams.len() {
        let of_team = if all > 0.0 { posts * rooms(team) / all } else { 0.0 };
        let like: Vec<&model::Officer> = made.play.officers.iter().filter(|one| one.team == team).collect();
        let leave = like.iter().map(|one| one.leave).sum::<f64>() / (like.len() as f64).max(1.0);
        let many = of_team.ceil().max(1.0);
        for _ in 0..tenths(many / TENTHS) {
            let room = super::scenario::hundredths(full * of_team / many);
            officers.push(model::Officer { team, leave, ..model::Officer::new(room) });
        }
    }
    let mut play = made.play.clone();
    // Who holds what is open now says nothing about other posts.
    for kind in &mut play.kinds {
        kind.open.iter_mut().flatten().for_each(|open| open.who = None);
    }
    model::Scenario { officers, ..play }
}

/// The room of everybody together on the first day.
pub(super) fn room(made: &Made) -> Points {
    made.play.officers.iter().filter(|one| one.from == 0 && one.until > 0).map(|one| one.room).sum()
}

#[cfg(test)]
mod tests;
