//! Who takes cases, from the hours that are written down.

use super::LEAVE;
use crate::{
    forecast::scenario::{FULL_WEEK, Leave, Officer},
    load::store::figures::{About, Entry},
};
use access::UserId;
use kernel::{Day, words::count};
use staff::{model::Career, store::Away};

/// Somebody who takes cases.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Who.
    pub user: UserId,
    /// Contract hours a week in hundredths; `None` where nobody has written them down.
    pub contract: Option<i64>,
    /// Hours a week in hundredths that they have not for their own cases.
    pub reduced: i64,
    /// Percent of their hours for casework, after what somebody of their career carries.
    pub casework: f64,
    /// Days they are booked to be away.
    pub away: Vec<(Day, Day)>,
}

/// Who takes cases: those whose hours are written down, and those who hold an open case. Entries are sorted by person.
pub fn people(entries: &[Entry], away: &[Away], today: Day) -> Vec<Person> {
    entries.chunk_by(|a, b| a.user_id == b.user_id).filter_map(|own| person(own, away, today)).collect()
}

fn person(entries: &[Entry], away: &[Away], today: Day) -> Option<Person> {
    let user = entries.first()?.user_id;
    let of = |about: About| entries.iter().filter(move |entry| entry.about == about);
    let contract = of(About::Contract).next();
    let holds = of(About::Own).any(|entry| entry.n > 0);
    if contract.is_none_or(|one| one.n <= 0) && !holds {
        return None;
    }
    let counts = |entry: &&Entry| {
        entry.from_on.is_none_or(|from| from <= today) && entry.until_on.is_none_or(|until| until >= today)
    };
    let casework = contract.map_or(crate::capacity::CASEWORK as f64, |one| {
        let career = Career::parse(&one.code).unwrap_or(Career::Experienced).share() as f64 / 100.0;
        // Where a full week stands for points, that many points an hour of four weeks.
        let share = if one.week_points > 0 && one.week_hours > 0 {
            one.week_points as f64 * 10_000.0 / (one.week_hours as f64 * crate::capacity::WEEKS as f64)
        } else {
            one.amount as f64
        };
        (share * career).clamp(1.0, 5_000.0)
    });
    Some(Person {
        user,
        contract: contract.map(|one| one.n).filter(|hours| *hours > 0),
        reduced: of(About::Reduction).filter(counts).map(|entry| entry.n).sum(),
        casework,
        away: away.iter().filter(|one| one.user_id == user).map(|one| (one.from_on, one.until_on)).collect(),
    })
}

/// As they stand in a scenario: with a number and without a name.
pub(super) fn officers(people: &[Person], as_of: Day) -> Vec<Officer> {
    let one = |(n, person): (usize, &Person)| {
        let hours = person.contract.map_or(FULL_WEEK, |hours| (hours as f64 / 100.0).clamp(0.5, 60.0));
        let year = as_of.plus(363);
        let leave: Vec<Leave> = person
            .away
            .iter()
            .filter(|(from, until)| *until >= as_of && *from <= year)
            .map(|(from, until)| Leave { from: (*from).max(as_of), until: (*until).min(year) })
            .collect();
        let booked: i64 = leave.iter().map(|one| working(one.from, one.until)).sum();
        Officer {
            name: format!("Officer {}", n + 1),
            team: String::new(),
            hours,
            reduced_hours: (person.reduced as f64 / 100.0).clamp(0.0, hours),
            casework: (person.casework * 100.0).round() / 100.0,
            leave_days: (LEAVE * (hours / FULL_WEEK).min(1.0) - booked as f64).max(0.0).round(),
            leave,
            joins_on: None,
            leaves_on: None,
        }
    };
    people.iter().enumerate().map(one).collect()
}

fn working(from: Day, until: Day) -> i64 {
    let days = (0..=from.days_until(until)).map(|n| from.plus(n));
    days.filter(|day| day.weekday().to_monday_zero_offset() < 5).map(|_| 1).sum()
}

/// Where their numbers came from.
pub(super) fn sources(people: &[Person]) -> Vec<(String, String)> {
    let unknown = people.iter().filter(|one| one.contract.is_none()).map(|_| 1).sum::<i64>();
    let all = i64::try_from(people.len()).unwrap_or(i64::MAX);
    let hours = match unknown {
        0 => format!("{}, by the hours that are written down", count(all, "officer", "officers")),
        n => format!(
            "{}; for {} no hours are written down: 37 a week and 55 percent for casework, Alongside defaults",
            count(all, "officer", "officers"),
            n
        ),
    };
    let reduced: i64 = people.iter().map(|one| one.reduced).sum();
    vec![
        ("Officers".to_owned(), hours),
        (
            "Reductions".to_owned(),
            format!("{:.1} hours a week of all together, as they count today", reduced as f64 / 100.0),
        ),
    ]
}
