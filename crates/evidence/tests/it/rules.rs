//! Every rule of the figures, one case each.

use crate::days::{late, stay, window};
use evidence::model::{Buckets, Split, Stay, Stays, Window, stays};

/// A year in which every case below plays.
const YEAR: &str = "2020-10-01..2021-09-30";

fn of_year(all: impl IntoIterator<Item = Stay>) -> Stays {
    stays(window(YEAR), all)
}

/// Persons, leavers and stayers.
fn heads(report: &Stays) -> (i64, i64, i64) {
    (report.persons, report.leavers, report.stayers)
}

/// Labels of the ranges that hold somebody.
fn filled(buckets: &Buckets) -> Vec<(&'static str, i64)> {
    buckets.iter().filter(|(_, n)| *n > 0).collect()
}

#[test]
fn who_is_counted_and_who_has_left() {
    for (days, expected, why) in [
        ("2020-05-01..2020-09-30", (0, 0, 0), "ended the day before the window"),
        ("2020-05-01..2020-10-01", (1, 1, 0), "ended on its first day"),
        ("2020-12-01..2021-01-01", (1, 1, 0), "wholly inside"),
        ("2020-05-01..2021-09-30", (1, 1, 0), "ended on its last day"),
        ("2020-05-01..2021-10-01", (1, 0, 1), "ended the day after it: still there in it"),
        ("2020-05-01..", (1, 0, 1), "never ended"),
        ("2021-09-30..", (1, 0, 1), "began on its last day"),
        ("2021-10-01..", (0, 0, 0), "began the day after it"),
        ("2020-10-01..2020-10-01", (1, 1, 0), "came and went on its first day"),
        ("2021-09-30..2021-09-30", (1, 1, 0), "came and went on its last day"),
        ("2021-02-01..2021-01-15", (1, 1, 0), "ends before it begins, inside: counted as recorded"),
        ("2021-10-05..2021-01-15", (0, 0, 0), "ends before it begins, beginning after the window"),
        ("2021-02-01..2020-09-30", (0, 0, 0), "ends before it begins and before the window"),
    ] {
        assert_eq!(heads(&of_year([stay(1, days)])), expected, "{why}: {days}");
    }
}

#[test]
fn lengths_in_days() {
    for (days, length, range) in [
        ("2021-03-01..2021-03-01", 0, "30 or less"),
        ("2021-03-01..2021-03-02", 1, "30 or less"),
        ("2021-03-01..2021-03-31", 30, "30 or less"),
        ("2021-03-01..2021-04-01", 31, "31-60"),
        ("2021-03-01..2021-04-30", 60, "31-60"),
        ("2021-03-01..2021-05-01", 61, "61-90"),
        ("2021-03-01..2021-05-30", 90, "61-90"),
        ("2021-03-01..2021-05-31", 91, "91-180"),
        ("2021-03-01..2021-08-28", 180, "91-180"),
        ("2021-03-01..2021-08-29", 181, "181-365"),
        ("2020-03-01..2021-03-01", 365, "181-365"),
        ("2020-02-29..2021-03-01", 366, "366-730"),
        ("2019-03-02..2021-03-01", 730, "366-730"),
        ("2019-03-01..2021-03-01", 731, "731-1095"),
        ("2018-03-02..2021-03-01", 1095, "731-1095"),
        ("2018-03-01..2021-03-01", 1096, "1096-1460"),
        ("2017-03-02..2021-03-01", 1460, "1096-1460"),
        ("2017-03-01..2021-03-01", 1461, "1461-1825"),
        ("2016-03-02..2021-03-01", 1825, "1461-1825"),
        ("2016-03-01..2021-03-01", 1826, "over 1825"),
        ("1990-01-01..2021-03-01", 11_382, "over 1825"),
        ("2021-03-01..2021-02-27", -2, "30 or less"),
    ] {
        let report = of_year([stay(1, days)]);
        assert_eq!(report.mean_days, Split { leavers: Some(length), stayers: None }, "{days}");
        assert_eq!(filled(&report.length), [(range, 1)], "{days}");
        assert_eq!(report.backwards, i64::from(length < 0), "{days}");
    }
}

#[test]
fn a_stayers_last_day_counts_and_a_leavers_does_not() {
    for (days, leavers, stayers) in [
        ("2021-09-30..", None, Some(1)),
        ("2021-09-30..2021-09-30", Some(0), None),
        ("2021-09-01..", None, Some(30)),
        ("2021-08-31..", None, Some(31)),
        // Left after the window: as long as the window saw them, however long they stayed in the end.
        ("2021-09-01..2030-01-01", None, Some(30)),
        ("2020-05-01..", None, Some(518)),
    ] {
        assert_eq!(of_year([stay(1, days)]).mean_days, Split { leavers, stayers }, "{days}");
    }
}

#[test]
fn a_person_is_counted_by_the_stay_that_began_last() {
    let older = "2020-01-01..2020-12-31";
    for (all, expected, mean) in [
        // Back again and still here.
        (vec![older, "2021-03-01.."], (1, 0, 1), Split { leavers: None, stayers: Some(214) }),
        // The later stay has ended, the earlier goes on: the later one speaks.
        (
            vec!["2020-01-01..", "2021-03-01..2021-03-11"],
            (1, 1, 0),
            Split { leavers: Some(10), stayers: None },
        ),
        // The later stay begins after the window: it is not there yet.
        (vec![older, "2021-10-01.."], (1, 1, 0), Split { leavers: Some(365), stayers: None }),
        // The later stay ended before the window began, by a slip of the pen.
        (vec![older, "2020-02-01..2020-09-01"], (1, 1, 0), Split { leavers: Some(365), stayers: None }),
        // Three, given in no order.
        (
            vec!["2021-01-01..2021-01-11", "2021-05-01..2021-05-06", older],
            (1, 1, 0),
            Split { leavers: Some(5), stayers: None },
        ),
    ] {
        let given: Vec<Stay> = all.iter().map(|days| stay(1, days)).collect();
        for order in [given.clone(), given.into_iter().rev().collect()] {
            let report = of_year(order);
            assert_eq!((heads(&report), report.mean_days), (expected, mean), "{all:?}");
        }
    }
}

#[test]
fn of_stays_that_began_on_one_day_the_same_one_always_speaks() {
    let began = "2021-01-01";
    let open = late(&stay(1, &format!("{began}..")), 20, 0);
    let long = late(&stay(1, &format!("{began}..2021-03-01")), 5, 0);
    let short = late(&stay(1, &format!("{began}..2021-02-01")), 2, 0);
    let twin = late(&stay(1, &format!("{began}..2021-02-01")), 8, 0);
    for (pair, days, delay, why) in [
        ([&open, &long], Split { leavers: None, stayers: Some(273) }, "11+", "one that has not ended"),
        ([&long, &short], Split { leavers: Some(59), stayers: None }, "4-6", "the one that ended last"),
        ([&short, &twin], Split { leavers: Some(31), stayers: None }, "7-10", "the one written down last"),
    ] {
        for order in [[pair[0], pair[1]], [pair[1], pair[0]]] {
            let report = of_year(order.map(Clone::clone));
            assert_eq!((report.persons, report.mean_days), (1, days), "{why}");
            assert_eq!(filled(&report.entry_delay), [(delay, 1)], "{why}");
        }
    }
}

#[test]
fn members_of_a_household_are_a_person_each() {
    let report = of_year((1..=4).map(|n| stay(n, "2021-01-01..2021-01-11")));
    assert_eq!(heads(&report), (4, 4, 0));
}

#[test]
fn means_and_medians_are_whole_days_halves_up() {
    // Lengths of stays that all end in the window, mean and median of them.
    for (lengths, mean, median) in [
        (vec![10_i64], 10, 10),
        (vec![10, 11], 11, 11),
        (vec![10, 12], 11, 11),
        (vec![1, 1, 2], 1, 1),
        (vec![1, 2, 2], 2, 2),
        (vec![0, 0, 1], 0, 0),
        (vec![0, 0, 0, 1, 1, 1], 1, 1),
        (vec![1, 2, 3, 100], 27, 3),
        (vec![100, 3, 2, 1, 7], 23, 3),
        (vec![-3, 0], -1, -1),
    ] {
        let last = crate::days::day("2021-06-01");
        let all =
            lengths.iter().zip(1..).map(|(length, n)| stay(n, &format!("{}..{last}", last.plus(-length))));
        let report = of_year(all);
        assert_eq!(report.mean_days.leavers, Some(mean), "mean of {lengths:?}");
        assert_eq!(report.median_days.leavers, Some(median), "median of {lengths:?}");
        assert_eq!((report.mean_days.stayers, report.median_days.stayers), (None, None));
    }
}

#[test]
fn delays_by_days() {
    for (days, range) in [
        (-400, "0"),
        (-1, "0"),
        (0, "0"),
        (1, "1-3"),
        (3, "1-3"),
        (4, "4-6"),
        (6, "4-6"),
        (7, "7-10"),
        (10, "7-10"),
        (11, "11+"),
        (4000, "11+"),
    ] {
        let report = of_year([late(&stay(1, "2021-01-01..2021-02-01"), days, 0)]);
        assert_eq!(filled(&report.entry_delay), [(range, 1)], "{days} days late at the beginning");
        let report = of_year([late(&stay(1, "2021-01-01..2021-02-01"), 0, days)]);
        assert_eq!(filled(&report.exit_delay), [(range, 1)], "{days} days late at the end");
    }
}

#[test]
fn only_what_happened_in_the_window_has_a_delay() {
    for (days, entries, exits) in [
        ("2020-09-30..2021-01-01", 0, 1),
        ("2020-10-01..2021-01-01", 1, 1),
        ("2021-09-30..2021-10-01", 1, 0),
        ("2020-05-01..2021-09-30", 0, 1),
        ("2020-05-01..", 0, 0),
        ("2021-01-01..", 1, 0),
    ] {
        let report = of_year([stay(1, days)]);
        assert_eq!((report.entry_delay.total(), report.exit_delay.total()), (entries, exits), "{days}");
    }
    // Only the stay that counts has delays.
    let report = of_year([stay(1, "2020-11-01..2020-12-01"), stay(1, "2021-01-01..2021-02-01")]);
    assert_eq!((report.entry_delay.total(), report.exit_delay.total()), (1, 1));
    // Nobody knows when the end was written down.
    let unknown = Stay { exit_recorded: None, ..stay(1, "2021-01-01..2021-02-01") };
    assert_eq!(of_year([unknown]).exit_delay.total(), 0);
}

#[test]
fn nobody_gives_noughts_and_no_means() {
    let report = of_year([]);
    assert_eq!(heads(&report), (0, 0, 0));
    assert_eq!((report.mean_days, report.median_days), (Split::default(), Split::default()));
    assert_eq!((report.length.total(), report.entry_delay.total(), report.exit_delay.total()), (0, 0, 0));
}

#[test]
fn a_window_may_be_one_day_and_not_less() {
    let one = window("2021-03-01..2021-03-01");
    let report =
        stays(one, [stay(1, "2021-03-01.."), stay(2, "2021-02-28..2021-03-01"), stay(3, "2021-03-02..")]);
    assert_eq!(heads(&report), (2, 1, 1));
    assert!(Window::new(crate::days::day("2021-03-02"), crate::days::day("2021-03-01")).is_err());
}

#[test]
fn the_last_year_ends_yesterday_and_is_twelve_months() {
    for (today, expected) in [
        ("2026-11-22", "2025-11-22..2026-11-21"),
        ("2024-03-01", "2023-03-01..2024-02-29"),
        ("2024-02-29", "2023-03-01..2024-02-28"),
        ("2025-03-01", "2024-02-29..2025-02-28"),
        ("2026-01-01", "2025-01-01..2025-12-31"),
    ] {
        assert_eq!(Window::last_year(crate::days::day(today)), window(expected), "{today}");
    }
}
