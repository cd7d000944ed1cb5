//! What is played, made from what is written.

use super::{Change, FULL_WEEK, Kind, Officer, Scenario};
use crate::{
    Points,
    capacity::WEEKS,
    model::{self, Open, Stays},
};
use kernel::Day;

/// What is played, and what it was made of.
#[derive(Clone, Debug)]
pub struct Made {
    /// What is played.
    pub play: model::Scenario,
    /// The names of the teams, in the order of their numbers.
    pub teams: Vec<String>,
    /// The names of the officers; posts that are added last.
    pub officers: Vec<String>,
    /// Full-time posts: contract hours over those of a full week.
    pub posts: f64,
    /// Casework hours a week of everybody who is there on the first day.
    pub hours: f64,
}

/// Makes what is played from a scenario that was read, with a change or without. `None` where nothing can be made of it,
/// which [`super::read`] rules out.
pub fn make(scenario: &Scenario, change: &Change) -> Option<Made> {
    let mut teams: Vec<String> = Vec::new();
    for officer in &scenario.officers {
        if !teams.contains(&officer.team) {
            teams.push(officer.team.clone());
        }
    }
    let team = |name: &str| teams.iter().position(|one| one == name).unwrap_or(0);
    let mut staff = scenario.officers.clone();
    posts(&mut staff, change.posts, scenario.begins_on);
    let hours = casework_hours(scenario, &staff, change);
    let days = usize::try_from(scenario.days).ok()?;
    let officers: Vec<model::Officer> = staff
        .iter()
        .zip(&hours)
        .map(|(one, hours)| officer(one, team(&one.team), *hours, scenario))
        .collect();
    let there = |one: &&Officer| {
        one.joins_on.is_none_or(|on| on <= scenario.begins_on) && !gone(one, scenario.begins_on)
    };
    let kinds = scenario
        .kinds
        .iter()
        .map(|one| kind(one, team(&one.team), change))
        .collect::<Option<Vec<model::Kind>>>()?;
    let calendar: Vec<Day> = (0..i64::from(scenario.days)).map(|n| scenario.begins_on.plus(n)).collect();
    let play = model::Scenario {
        kinds,
        officers,
        days,
        runs: scenario.runs,
        factors: factors(scenario, &calendar),
        working: calendar.iter().map(|day| day.weekday().to_monday_zero_offset() < 5).collect(),
        sickness: scenario.sickness.map(super::Ill::played),
        most: scenario.standards.most_percent,
        first_contact: usize::try_from(scenario.standards.first_contact_days).ok()?,
    };
    Some(Made {
        play,
        teams,
        officers: staff.iter().map(|one| one.name.clone()).collect(),
        posts: staff.iter().filter(|one| there(one)).map(|one| one.hours).sum::<f64>() / FULL_WEEK,
        hours: hours.iter().zip(&staff).filter(|(_, one)| there(one)).map(|(hours, _)| hours).sum(),
    })
}

fn gone(officer: &Officer, on: Day) -> bool {
    officer.leaves_on.is_some_and(|left| left <= on)
}

/// Posts are added to the team that has most officers and lost from it. One that is added is full-time; one that is lost
/// is the fullest there is, the last named of several, and its cases go to the others.
fn posts(staff: &mut Vec<Officer>, posts: i64, on: Day) {
    let there = |one: &Officer| one.joins_on.is_none_or(|day| day <= on) && !gone(one, on);
    let largest = |staff: &[Officer]| {
        let size = |team: &str| staff.iter().filter(|one| one.team == team && there(one)).count();
        staff.iter().map(|one| one.team.clone()).max_by_key(|team| size(team)).unwrap_or_default()
    };
    for _ in posts..0 {
        let team = largest(staff);
        let of_team = staff.iter_mut().filter(|one| one.team == team && there(one));
        if let Some(one) = of_team.max_by(|a, b| a.hours.total_cmp(&b.hours)) {
            one.leaves_on = Some(on);
        }
    }
    for n in 0..posts {
        let team = largest(staff);
        let like = staff.iter().find(|one| one.team == team);
        let casework = like.map_or_else(super::casework, |one| one.casework);
        let leave_days = like.map_or(0.0, |one| one.leave_days);
        staff.push(Officer {
            name: format!("New post {}", n + 1),
            team,
            hours: FULL_WEEK,
            reduced_hours: 0.0,
            casework,
            leave_days,
            leave: Vec::new(),
            joins_on: None,
            leaves_on: None,
        });
    }
}

/// Hours a week that each has for cases: what is left of the contract, the share of it that is kept for casework, less
/// a part of the hours for reviews, and more by a part of the support. Both are shared out by hours.
fn casework_hours(scenario: &Scenario, staff: &[Officer], change: &Change) -> Vec<f64> {
    let left: Vec<f64> = staff
        .iter()
        .map(|one| if gone(one, scenario.begins_on) { 0.0 } else { (one.hours - one.reduced_hours).max(0.0) })
        .collect();
    let all: f64 = left.iter().sum();
    let more = scenario.admin_hours + change.admin_hours - scenario.review_hours;
    let each = |(one, left): (&Officer, &f64)| {
        let share = change.casework.unwrap_or(one.casework) / 100.0;
        let part = if all > 0.0 { more * left / all } else { 0.0 };
        (left * share + part).max(0.0)
    };
    staff.iter().zip(&left).map(each).collect()
}

fn officer(one: &Officer, team: usize, hours: f64, scenario: &Scenario) -> model::Officer {
    let first = scenario.begins_on;
    let number = |day: Day| usize::try_from(first.days_until(day)).unwrap_or(0);
    let away = one
        .leave
        .iter()
        .filter(|leave| leave.until >= first)
        .map(|leave| (number(leave.from), number(leave.until)))
        .collect();
    model::Officer {
        room: hundredths(hours * WEEKS as f64),
        team,
        from: one.joins_on.map_or(0, number),
        until: one.leaves_on.map_or(usize::MAX, number),
        away,
        leave: one.leave_days,
    }
}

/// To the nearest hundredth of a point.
#[expect(clippy::cast_possible_truncation, reason = "what was read is far below the most that fits")]
pub(in crate::forecast) fn hundredths(points: f64) -> Points {
    Points::hundredths((points * 100.0).round() as i64)
}

impl Kind {
    /// How long these cases last. `None` where that cannot be, which reading rules out.
    pub fn stays(&self) -> Option<Stays> {
        if let Some(mean) = self.mean_days {
            return Stays::about(mean);
        }
        let points: Vec<(f64, f64)> =
            self.still_open.iter().map(|point| (point.days, point.percent / 100.0)).collect();
        Stays::by(&points)
    }

    /// What each weighs, in points.
    pub fn weighs(&self) -> f64 {
        self.points.or_else(|| self.hours_a_week.map(|hours| hours * WEEKS as f64)).unwrap_or(1.0)
    }
}

fn kind(one: &Kind, team: usize, change: &Change) -> Option<model::Kind> {
    let held = |n: usize| one.held_by.get(n).and_then(|who| who.checked_sub(1));
    let open = one
        .open
        .as_ref()
        .map(|ages| ages.iter().enumerate().map(|(n, age)| Open { age: *age, who: held(n) }).collect());
    Some(model::Kind {
        arrivals: one.arrivals_a_week / 7.0 * (1.0 + change.arrivals_percent / 100.0),
        stays: one.stays()?,
        weight: hundredths(one.weighs() * (1.0 + change.weights_percent / 100.0)),
        team,
        dispersion: one.dispersion,
        open,
    })
}

/// What the arrivals of each day are multiplied by; nothing where all days are alike.
fn factors(scenario: &Scenario, calendar: &[Day]) -> Vec<f64> {
    let Some(seasons) = &scenario.seasons else { return Vec::new() };
    let of =
        |factors: &[f64], n: i8| usize::try_from(n).ok().and_then(|n| factors.get(n)).copied().unwrap_or(1.0);
    calendar
        .iter()
        .map(|day| {
            of(&seasons.months, day.month() - 1)
                * of(&seasons.weekdays, day.weekday().to_monday_zero_offset())
        })
        .collect()
}
