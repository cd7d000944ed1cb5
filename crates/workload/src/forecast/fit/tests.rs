//! What is made of a history is what the history is.

use super::*;
use crate::{
    forecast::scenario::{Change, make, read, text},
    model::play,
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Two cases a week for two years, on Mondays; every one lasts 70 days but those that are open still.
fn steady(as_of: Day) -> Recorded {
    let past: Vec<Past> = (0..104)
        .map(|week| as_of.plus(-7 * (week + 1)))
        .map(|opened_on| {
            let closed_on = Some(opened_on.plus(70)).filter(|closed| *closed < as_of);
            Past { case_type: "flood".to_owned(), opened_on, closed_on, n: 2 }
        })
        .collect();
    let open = past
        .iter()
        .filter(|one| one.closed_on.is_none())
        .flat_map(|one| [one; 2])
        .map(|one| OpenCase {
            case_type: one.case_type.clone(),
            opened_on: one.opened_on,
            worker_id: None,
            points: 450,
        })
        .collect();
    let person = Person {
        user: access::UserId::from_uuid(uuid::Uuid::from_u128(1)),
        contract: Some(3_700),
        reduced: 0,
        casework: 55.0,
        away: Vec::new(),
    };
    Recorded {
        past,
        open,
        people: vec![person],
        review_minutes: 520,
        names: BTreeMap::from([("flood".to_owned(), "Floods".to_owned())]),
    }
}

#[test]
fn arrivals_stays_and_points_are_those_of_the_history() {
    let as_of = day("2026-11-23");
    let fitted = fit(&steady(as_of), as_of, 52, "Floods");
    let kind = &fitted.scenario.kinds[0];
    assert_eq!(kind.name, "Floods");
    assert!((kind.arrivals_a_week - 2.0).abs() < 0.01, "{kind:?}");
    assert!((kind.stays().unwrap().mean() - 70.7).abs() < 0.1, "{kind:?}");
    assert_eq!((kind.points, kind.dispersion), (Some(4.5), 0.0));
    // Ten weeks of two stand; nobody holds them.
    assert_eq!(kind.open.as_ref().map(Vec::len), Some(20));
    assert_eq!(kind.held_by, vec![0; 20]);
    // Little's law on the data: 20 stood on every day.
    let (census, law) = fitted.census.unwrap();
    assert!((census - 20.0).abs() < 1e-9 && (law - 20.0).abs() < 0.3, "{census} and {law}");
    // 520 minutes a month are two hours a week.
    assert!((fitted.scenario.review_hours - 2.0).abs() < 1e-9);
    // What is kept is read again, and played.
    assert_eq!(read(&text(&fitted.scenario)).as_ref(), Ok(&fitted.scenario));
    let made = make(&fitted.scenario, &Change::default()).unwrap();
    assert!(play(&crate::model::Scenario { runs: 10, ..made.play }, 1).is_some());
}

#[test]
fn what_happened_later_is_not_looked_at() {
    let as_of = day("2026-11-23");
    let mut later = steady(as_of);
    let year_ago = as_of.plus(-364);
    let (now, then) = (fit(&later, year_ago, 26, "A"), year_ago);
    // A flood of cases after that day, and closings after it, change nothing of it.
    later.past.push(Past { case_type: "flood".to_owned(), opened_on: then.plus(3), closed_on: None, n: 900 });
    for one in later.past.iter_mut().filter(|one| one.closed_on.is_some_and(|closed| closed >= then)) {
        one.closed_on = Some(then.plus(200));
    }
    assert_eq!(fit(&later, year_ago, 26, "A").scenario, now.scenario);
}

#[test]
fn what_is_not_known_is_said() {
    let as_of = day("2026-11-23");
    let mut recorded = steady(as_of);
    recorded.past.truncate(6);
    recorded.open.iter_mut().for_each(|one| one.points = 0);
    recorded.people[0].contract = None;
    let fitted = fit(&recorded, as_of, 52, "New");
    let said: Vec<String> = fitted.sources.iter().map(|(what, from)| format!("{what}: {from}. ")).collect();
    let said = said.concat();
    for words in [
        "cases opened in the 6 weeks before 23 November 2026",
        "no case has ended yet: 120 days, an Alongside default",
        "1 point a case, an Alongside default",
        "37 a week and 55 percent",
        "too few cases to say",
    ] {
        assert!(said.contains(words), "{words} is not in {said}");
    }
    assert_eq!(fitted.scenario.kinds[0].mean_days, Some(120.0));
}
