//! What holds for any data, and a second way of counting that must agree.

use crate::days::{day, stay};
use evidence::model::{Stay, Stays, Window, stays};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Stays of a few people over a few months, so that they overlap, tie, touch the window's ends and go backwards.
fn some_stays() -> impl Strategy<Value = Vec<Stay>> {
    let one =
        (1u32..6, 0i64..120, proptest::option::of(-10i64..120), -3i64..15, proptest::option::of(-3i64..15));
    proptest::collection::vec(one, 0..40).prop_map(|rows| {
        rows.into_iter()
            .map(|(n, begins, length, entry_late, exit_late)| {
                let entry = day("2021-01-01").plus(begins);
                let exit = length.map(|days| entry.plus(days));
                Stay {
                    entry,
                    exit,
                    entry_recorded: entry.plus(entry_late),
                    exit_recorded: exit.zip(exit_late).map(|(day, late)| day.plus(late)),
                    ..stay(n, "2021-01-01..")
                }
            })
            .collect()
    })
}

fn some_window() -> impl Strategy<Value = Window> {
    (0i64..120, 0i64..90).prop_map(|(from, length)| {
        let from = day("2021-01-01").plus(from);
        Window::new(from, from.plus(length)).unwrap()
    })
}

/// The rules again, as plainly as they can be written: person by person, with floating point.
fn plainly(window: Window, all: &[Stay]) -> (Vec<i64>, Vec<i64>) {
    let people: BTreeSet<_> = all.iter().map(|s| s.person).collect();
    let (mut leavers, mut stayers) = (Vec::new(), Vec::new());
    for person in people {
        let mut theirs: Vec<&Stay> = all
            .iter()
            .filter(|s| s.person == person && s.entry <= window.to())
            .filter(|s| s.exit.is_none() || s.exit >= Some(window.from()))
            .collect();
        // Never ended counts as ended at the end of time.
        theirs.sort_by_key(|s| (s.entry, s.exit.unwrap_or(day("9999-12-31"))));
        let Some(last) = theirs.last() else { continue };
        match last.exit {
            Some(exit) if exit <= window.to() => leavers.push(last.entry.days_until(exit)),
            _ => stayers.push(last.entry.days_until(window.to().plus(1))),
        }
    }
    leavers.sort_unstable();
    stayers.sort_unstable();
    (leavers, stayers)
}

fn rounded(value: f64) -> i64 {
    format!("{:.0}", (value + 0.5).floor()).parse().unwrap()
}

fn mean(list: &[i64]) -> Option<i64> {
    (!list.is_empty()).then(|| rounded(list.iter().sum::<i64>() as f64 / list.len() as f64))
}

fn median(list: &[i64]) -> Option<i64> {
    let n = list.len();
    (n > 0)
        .then(|| if n % 2 == 1 { list[n / 2] } else { rounded((list[n / 2 - 1] + list[n / 2]) as f64 / 2.0) })
}

fn check(report: &Stays, leavers: &[i64], stayers: &[i64]) {
    assert_eq!(report.leavers, leavers.len() as i64);
    assert_eq!(report.stayers, stayers.len() as i64);
    assert_eq!((report.mean_days.leavers, report.mean_days.stayers), (mean(leavers), mean(stayers)));
    assert_eq!((report.median_days.leavers, report.median_days.stayers), (median(leavers), median(stayers)));
}

proptest! {
    #[test]
    fn the_plain_way_of_counting_agrees(all in some_stays(), window in some_window()) {
        let (leavers, stayers) = plainly(window, &all);
        check(&stays(window, all), &leavers, &stayers);
    }

    #[test]
    fn the_parts_make_the_whole(all in some_stays(), window in some_window()) {
        let report = stays(window, all);
        prop_assert_eq!(report.persons, report.leavers + report.stayers);
        prop_assert_eq!(report.length.total(), report.persons);
        prop_assert!(report.entry_delay.total() <= report.persons);
        prop_assert!(report.exit_delay.total() <= report.leavers);
        prop_assert!(report.backwards <= report.leavers);
    }

    #[test]
    fn the_order_of_rows_changes_nothing(
        (all, mixed) in some_stays().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        window in some_window(),
    ) {
        prop_assert_eq!(stays(window, all), stays(window, mixed));
    }

    #[test]
    fn rows_given_twice_change_nothing(all in some_stays(), window in some_window()) {
        let twice: Vec<Stay> = all.iter().chain(&all).cloned().collect();
        prop_assert_eq!(stays(window, all), stays(window, twice));
    }

    #[test]
    fn people_apart_add_up(all in some_stays(), window in some_window()) {
        let (one, rest): (Vec<Stay>, Vec<Stay>) =
            all.iter().cloned().partition(|s| s.person == stay(1, "2021-01-01..").person);
        let (whole, one, rest) = (stays(window, all), stays(window, one), stays(window, rest));
        prop_assert!(one.persons <= 1);
        prop_assert_eq!(whole.persons, one.persons + rest.persons);
        for ((_, n), ((_, a), (_, b))) in whole.length.iter().zip(one.length.iter().zip(rest.length.iter())) {
            prop_assert_eq!(n, a + b);
        }
    }
}
