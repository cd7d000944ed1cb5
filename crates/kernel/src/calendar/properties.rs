//! What holds for every day, checked where calendars go wrong: bank holidays, month ends, leap days and the days
//! on which the clocks change.

use super::*;
use crate::Instant;
use proptest::prelude::*;

const HOUR: i64 = 3600;

/// Days from 2008 to 2060, half of them awkward.
fn days() -> impl Strategy<Value = Day> {
    let year = || 2008_i16..=2060;
    prop_oneof![
        3 => (0_i64..19_358).prop_map(|n| Day::new(2008, 1, 1).unwrap().plus(n)),
        1 => (year(), 1_i8..=12).prop_map(|(y, m)| Day::new(y, m, 1).unwrap().plus_months(1).plus(-1)),
        1 => (year(), 0_i64..3).prop_map(|(y, n)| Day::new(y, 2, 28).unwrap().plus(n)),
        1 => (year(), prop_oneof![Just(3), Just(10)], -1_i64..=1).prop_map(|(y, m, n)| clock_change(y, m).plus(n)),
        1 => (year(), divisions(), 0_usize..8, -1_i64..=1)
            .prop_map(|(y, division, k, n)| Calendar::new(division).bank_holidays(y)[k].0.plus(n)),
    ]
}

/// The last Sunday of March or October (Summer Time Act 1972).
fn clock_change(year: i16, month: i8) -> Day {
    let last = Day::new(year, month, 31).unwrap();
    last.plus(-i64::from(last.weekday().to_sunday_zero_offset()))
}

fn divisions() -> impl Strategy<Value = Division> {
    prop::sample::select(Division::ALL.to_vec())
}

/// A division's calendar with a few closures near the days that are tried.
fn calendars() -> impl Strategy<Value = Calendar> {
    (divisions(), prop::collection::vec(days(), 0..20))
        .prop_map(|(division, closures)| Calendar::new(division).with_closures(closures))
}

/// Moments to the second on the days above, both passes of the repeated hour among them.
fn moments() -> impl Strategy<Value = Instant> {
    (days(), 0..25 * HOUR).prop_map(|(day, seconds)| day.start().plus_seconds(seconds))
}

/// Opening hours that are closed on some days and reach into the night on others.
fn openings() -> impl Strategy<Value = Option<Opening>> {
    let span = (0_i8..24, 0_i8..60, 1_i8..=24, 0_i8..60);
    prop::option::weighted(
        0.8,
        span.prop_filter_map("closing after opening", |(h, m, until_h, until_m)| {
            Opening::new((h, m), (until_h, if until_h == 24 { 0 } else { until_m })).ok()
        }),
    )
}

fn services() -> impl Strategy<Value = ServiceHours> {
    (calendars(), prop::array::uniform7(openings()))
        .prop_filter_map("opens at all", |(calendar, week)| ServiceHours::new(calendar, week).ok())
}

proptest! {
    #[test]
    fn bank_holidays_are_weekdays_in_order(division in divisions(), year in 1900_i16..3000) {
        let calendar = Calendar::new(division);
        let days = calendar.bank_holidays(year);
        prop_assert!(days.len() >= 8);
        prop_assert!(days.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (day, name) in days {
            prop_assert!(!is_weekend(day), "{} {}", day, name);
            prop_assert_eq!(day.year(), year);
            prop_assert_eq!(calendar.bank_holiday(day), Some(name));
        }
    }

    #[test]
    fn no_year_is_too_far(year in i16::MIN..=i16::MAX, division in divisions()) {
        let days = Calendar::new(division).bank_holidays(year);
        prop_assert!(days.is_empty() || (-9999..=9999).contains(&year));
    }

    #[test]
    fn easter_falls_from_22_march_to_25_april(year in 1583_i16..=9999) {
        let days = Calendar::new(Division::EnglandAndWales).bank_holidays(year);
        let friday = days.iter().find(|(_, name)| *name == "Good Friday").unwrap().0;
        let sunday = friday.plus(2);
        prop_assert_eq!(sunday.weekday(), Weekday::Sunday);
        prop_assert!((3, 22) <= (sunday.month(), sunday.day()) && (sunday.month(), sunday.day()) <= (4, 25));
    }

    #[test]
    fn working_days_there_and_back(calendar in calendars(), from in days(), n in 0_i64..300) {
        let to = calendar.plus_working(from, n);
        prop_assert_eq!(calendar.working_days_between(from, to), n);
        prop_assert_eq!(calendar.working_days_between(to, from), -n);
        prop_assert!(n == 0 || calendar.is_working(to));
        prop_assert!(n == 0 || calendar.plus_working(to, -n) <= calendar.next_working(from));
        prop_assert_eq!(calendar.plus_working(from, n + 1), calendar.plus_working(to, 1));
    }

    #[test]
    fn working_days_are_those_one_counts(calendar in calendars(), a in days(), span in 0_i64..1500) {
        let counted = (1..=span).filter(|n| calendar.is_working(a.plus(*n))).count();
        prop_assert_eq!(calendar.working_days_between(a, a.plus(span)), i64::try_from(counted).unwrap());
    }

    #[test]
    fn next_working_day_skips_none(calendar in calendars(), day in days()) {
        let next = calendar.next_working(day);
        prop_assert!(calendar.is_working(next));
        prop_assert!((0..day.days_until(next)).all(|n| !calendar.is_working(day.plus(n))));
    }

    #[test]
    fn days_with_and_without_the_first(calendar in calendars(), from in days(), n in 1_i64..2000) {
        let with = last_day(Mode::D1, n, from, &calendar).unwrap();
        let without = last_day(Mode::D0, n, from, &calendar).unwrap();
        prop_assert_eq!(from.days_until(with) + 1, n);
        prop_assert_eq!(from.days_until(without), n);
    }

    #[test]
    fn months_end_on_the_same_date_or_with_the_month(from in days(), n in 1_i64..400) {
        let calendar = Calendar::new(Division::EnglandAndWales);
        let after = last_day(Mode::Cm, n, from, &calendar).unwrap();
        let month = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month());
        prop_assert_eq!(month(after) - month(from), n);
        let month_ends = after.plus(1).day() == 1;
        prop_assert!(after.day() == from.day() || (after.day() < from.day() && month_ends));
        // Beginning with the day: one day less, except where both end with a short month.
        let with = last_day(Mode::Cm1, n, from, &calendar).unwrap();
        prop_assert_eq!(with.days_until(after), i64::from(after.day() == from.day()));
    }

    #[test]
    fn months_from_the_first_are_whole_months(from in days(), n in 1_i64..400) {
        let first = Day::new(from.year(), from.month(), 1).unwrap();
        let with = last_day(Mode::Cm1, n, first, &Calendar::new(Division::Scotland)).unwrap();
        prop_assert_eq!(with.plus(1), first.plus_months(n));
    }

    #[test]
    fn elapsed_hours_are_real_time(from in moments(), n in 0_i64..5000, hours in services()) {
        prop_assert_eq!(from.seconds_until(due(Mode::H, n, from, &hours).unwrap()), n * HOUR);
    }

    #[test]
    fn working_hours_are_the_open_ones_between(hours in services(), from in moments(), n in 0_i64..200) {
        let until = due(Mode::Wh, n, from, &hours).unwrap();
        prop_assert!(from <= until);
        prop_assert!(n > 0 || hours.is_open(until));
        let (first, last) = (Day::of(from), Day::of(until));
        let open: i64 = (0..=first.days_until(last))
            .filter_map(|k| hours.open_on(first.plus(k)))
            .map(|(opens, closes)| opens.max(from).seconds_until(closes.min(until)).max(0))
            .sum();
        prop_assert_eq!(open, n * HOUR);
        // It runs while the service is open: a second before the end, it was not yet over.
        prop_assert!(n == 0 || hours.is_open(until.plus_seconds(-1)));
    }

    #[test]
    fn working_hours_add_up(hours in services(), from in moments(), a in 0_i64..50, b in 1_i64..50) {
        let both = due(Mode::Wh, a + b, from, &hours).unwrap();
        let first = due(Mode::Wh, a, from, &hours).unwrap();
        prop_assert_eq!(due(Mode::Wh, b, first, &hours).unwrap(), both);
    }

    #[test]
    fn opening_hours_are_read_back(opening in openings()) {
        if let Some(opening) = opening {
            prop_assert_eq!(Opening::parse(&opening.to_string()).unwrap(), opening);
        }
    }
}
