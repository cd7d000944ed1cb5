//! Known answers: GOV.UK's list, the dates of the statutes' periods, and decided cases.

use super::*;
use crate::Instant;

const PUBLISHED: &str = include_str!("../../tests/data/bank-holidays.json");

#[test]
fn computed_days_are_the_published_ones() {
    let published: serde_json::Value = serde_json::from_str(PUBLISHED).unwrap();
    for division in Division::ALL {
        let calendar = Calendar::new(division);
        let years = &published["divisions"][format!("common.nations.{}_slug", division.code())];
        for year in 2019..=2028 {
            let expected: Vec<_> =
                years[year.to_string()].as_array().unwrap().iter().map(published_day).collect();
            let computed: Vec<_> =
                calendar.bank_holidays(year).into_iter().map(|(d, name)| (d, name.to_owned())).collect();
            assert_eq!(computed, expected, "{division:?} {year}");
        }
    }
}

/// One entry of the list with the words that its keys stand for.
fn published_day(entry: &serde_json::Value) -> (Day, String) {
    let text = |key: &str| entry[key].as_str().unwrap().to_owned();
    let date: Vec<i16> = text("date").split('/').map(|part| part.parse().unwrap()).collect();
    let day = Day::new(date[2], date[1].try_into().unwrap(), date[0].try_into().unwrap()).unwrap();
    let name = match text("title").strip_prefix("bank_holidays.").unwrap() {
        "new_year" => "New Year’s Day",
        "2nd_january" => "2nd January",
        "st_patrick" => "St Patrick’s Day",
        "good_friday" => "Good Friday",
        "easter_monday" => "Easter Monday",
        "early_may" => "Early May bank holiday",
        "early_may_ve" => "Early May bank holiday (VE day)",
        "spring" => "Spring bank holiday",
        "battle_boyne" => "Battle of the Boyne (Orangemen’s Day)",
        "summer" | "late_august" => "Summer bank holiday",
        "st_andrew" => "St Andrew’s Day",
        "christmas" => "Christmas Day",
        "boxing_day" => "Boxing Day",
        "queen_platinum" => "Platinum Jubilee bank holiday",
        "queens_bank_holiday" => "Bank Holiday for the State Funeral of Queen Elizabeth II",
        "kings_coronation" => "Bank holiday for the coronation of King Charles III",
        "world_cup" => "World Cup bank holiday",
        other => panic!("a holiday without a name here: {other}"),
    };
    let substitute = if text("notes") == "common.substitute_day" { " (substitute day)" } else { "" };
    (day, format!("{name}{substitute}"))
}

#[test]
fn numbers_of_holidays() {
    let count = |division, years: std::ops::RangeInclusive<i16>| -> Vec<usize> {
        years.map(|year| Calendar::new(division).bank_holidays(year).len()).collect()
    };
    assert_eq!(count(Division::EnglandAndWales, 2019..=2028), [8, 8, 8, 10, 9, 8, 8, 8, 8, 8]);
    assert_eq!(count(Division::Scotland, 2019..=2028), [9, 9, 9, 11, 10, 9, 9, 10, 9, 9]);
    assert_eq!(count(Division::NorthernIreland, 2019..=2028), [10, 10, 10, 12, 11, 10, 10, 10, 10, 10]);
    assert_eq!(count(Division::EnglandAndWales, 2008..=2013), [8, 8, 8, 9, 9, 8]);
}

#[test]
fn easter_in_years_that_are_hard_to_compute() {
    // The earliest and the latest there are, and two in which the correction of the last step counts.
    for easter in
        ["1818-03-22", "2038-04-25", "1943-04-25", "1954-04-18", "1981-04-19", "2049-04-18", "2285-03-22"]
    {
        let easter = day(easter);
        assert_eq!(england().bank_holiday(easter.plus(-2)), Some("Good Friday"), "{easter}");
        assert_eq!(england().bank_holiday(easter.plus(1)), Some("Easter Monday"), "{easter}");
    }
}

#[test]
fn one_day_by_its_name() {
    let name = |text, division| Calendar::new(division).bank_holiday(day(text));
    assert_eq!(name("2026-12-28", Division::EnglandAndWales), Some("Boxing Day (substitute day)"));
    // 26 December 2026 is a Saturday: not a working day, and no bank holiday either.
    assert_eq!(name("2026-12-26", Division::EnglandAndWales), None);
    assert!(!england().is_working(day("2026-12-26")));
    assert_eq!(name("2020-05-04", Division::EnglandAndWales), None);
    assert_eq!(name("2026-06-15", Division::Scotland), Some("World Cup bank holiday"));
    assert_eq!(name("2026-06-15", Division::EnglandAndWales), None);
    assert_eq!(name("2026-04-06", Division::Scotland), None);
}

#[test]
fn a_proclamation_gives_its_reason_where_it_holds() {
    let reason = |text, division| Calendar::new(division).proclamation(day(text));
    assert!(reason("2026-06-15", Division::Scotland).unwrap().contains("section 1(3)"));
    assert_eq!(reason("2026-06-15", Division::NorthernIreland), None);
    assert!(reason("2020-05-08", Division::EnglandAndWales).unwrap().contains("VE Day"));
    assert_eq!(reason("2026-12-25", Division::EnglandAndWales), None);
}

#[test]
fn working_days() {
    let calendar = england();
    // Maundy Thursday 2026: the next working day is Tuesday.
    assert_eq!(calendar.plus_working(day("2026-04-02"), 1), day("2026-04-07"));
    assert_eq!(calendar.plus_working(day("2026-04-07"), -1), day("2026-04-02"));
    assert_eq!(calendar.next_working(day("2026-04-02")), day("2026-04-02"));
    assert_eq!(calendar.next_working(day("2026-04-03")), day("2026-04-07"));
    assert_eq!(calendar.working_days_between(day("2026-04-02"), day("2026-04-07")), 1);
    assert_eq!(calendar.working_days_between(day("2026-04-07"), day("2026-04-02")), -1);
    // In Scotland Easter Monday is an ordinary Monday.
    assert_eq!(Calendar::new(Division::Scotland).next_working(day("2026-04-03")), day("2026-04-06"));
    // 365 days, 104 of them at weekends, 8 bank holidays.
    assert_eq!(calendar.working_days_between(day("2025-12-31"), day("2026-12-31")), 253);
    // At the end of the calendar, counting stops and does not hang.
    assert_eq!(calendar.plus_working(day("9999-12-30"), i64::MAX), day("9999-12-31"));
}

#[test]
fn local_closures_are_not_bank_holidays() {
    // Half term week, and a Saturday and a bank holiday that were no working days anyway.
    let closed = ["2026-12-29", "2026-12-30", "2026-12-26", "2026-12-25"].map(day);
    let calendar = england().with_closures(closed).with_closures([day("2026-12-31")]);
    assert_eq!(calendar.bank_holiday(day("2026-12-29")), None);
    assert!(calendar.is_closed(day("2026-12-29")));
    assert_eq!(calendar.plus_working(day("2026-12-24"), 1), day("2027-01-04"));
    assert_eq!(calendar.working_days_between(day("2026-12-24"), day("2027-01-04")), 1);
    assert_eq!(calendar.working_days_between(day("2026-12-29"), day("2027-01-04")), 1);
}

#[test]
fn last_days_of_the_homelessness_periods() {
    // Relief duty, 56 days beginning with acceptance
    last("D1", 56, "2026-04-01", "2026-05-26");
    // A decision received on 1 March: review request (s.202), county court appeal (s.204)
    last("D1", 21, "2026-03-01", "2026-03-21");
    last("D0", 21, "2026-03-01", "2026-03-22");
    // A review requested on 2 March: 3, 8, 10 and 12 weeks (SI 2018/223, regulation 9)
    last("D1", 3 * 7, "2026-03-02", "2026-03-22");
    last("D1", 8 * 7, "2026-03-02", "2026-04-26");
    last("D1", 10 * 7, "2026-03-02", "2026-05-10");
    last("D1", 12 * 7, "2026-03-02", "2026-05-24");
    // A notice under section 83ZA of the Housing Act 1985: 7 days on the words of section 85ZA(2)
    last("D1", 7, "2015-12-23", "2015-12-29");
}

#[test]
fn last_days_in_working_days() {
    last("WD", 1, "2026-12-24", "2026-12-29");
    last("WD", 10, "2026-12-24", "2027-01-12");
    // Received on a Saturday: Monday is 1.
    last("WD", 1, "2026-11-21", "2026-11-23");
    last("WD", 0, "2026-11-21", "2026-11-21");
}

#[test]
fn last_days_in_months() {
    // Dodds v Walker: notice on 30 September 1978, four months
    last("CM", 4, "1978-09-30", "1979-01-30");
    last("CM", 1, "2027-01-31", "2027-02-28");
    last("CM", 1, "2028-01-31", "2028-02-29");
    last("CM", 12, "2028-02-29", "2029-02-28");
    last("CM", 0, "2028-02-29", "2028-02-29");
    // Trow v Ind Coope: a writ of 10 September 1965, twelve months beginning with its date
    last("CM1", 12, "1965-09-10", "1966-09-09");
    last("CM1", 1, "2026-03-01", "2026-03-31");
    last("CM1", 1, "2026-01-31", "2026-02-28");
    last("CM1", 1, "2026-01-29", "2026-02-28");
    last("CM1", 1, "2026-01-28", "2026-02-27");
    // Behaviour of 15 March: the complaint must come within one month beginning with it (s.104(11) of the
    // Anti-social Behaviour, Crime and Policing Act 2014).
    last("CM1", 1, "2026-03-15", "2026-04-14");
}

fn last(mode: &str, n: i64, from: &str, expected: &str) {
    let mode = Mode::parse(mode).unwrap();
    assert_eq!(last_day(mode, n, day(from), &england()).unwrap(), day(expected), "{mode:?} {n} from {from}");
}

#[test]
fn elapsed_hours_across_both_clock_changes() {
    // 29 March 2026 has 23 hours, 25 October 25.
    moment("H", 24, ("2026-03-28", 18, 0), ("2026-03-29", 19, 0));
    moment("H", 24, ("2026-10-24", 18, 0), ("2026-10-25", 17, 0));
    moment("H", 48, ("2026-12-24", 18, 0), ("2026-12-26", 18, 0));
    // Out of the repeated hour, which `at` takes the first time it comes
    moment("H", 2, ("2026-10-25", 1, 30), ("2026-10-25", 2, 30));
    moment("H", 0, ("2026-03-28", 18, 0), ("2026-03-28", 18, 0));
}

#[test]
fn working_hours_of_an_office() {
    moment("WH", 2, ("2026-11-20", 15, 30), ("2026-11-23", 9, 30));
    // Before opening, after closing, at the weekend: the period starts when the office opens.
    moment("WH", 1, ("2026-11-20", 7, 0), ("2026-11-20", 10, 0));
    moment("WH", 1, ("2026-11-20", 17, 0), ("2026-11-23", 10, 0));
    moment("WH", 1, ("2026-11-21", 12, 0), ("2026-11-23", 10, 0));
    // Used up at closing time: over then.
    moment("WH", 8, ("2026-11-20", 9, 0), ("2026-11-20", 17, 0));
    moment("WH", 0, ("2026-11-20", 17, 0), ("2026-11-23", 9, 0));
    // Over Christmas 2026: closed 25 and 28 December
    moment("WH", 24, ("2026-12-24", 9, 0), ("2026-12-30", 17, 0));
}

fn moment(mode: &str, n: i64, from: (&str, i8, i8), expected: (&str, i8, i8)) {
    let mode = Mode::parse(mode).unwrap();
    let office = ServiceHours::weekdays(england(), Opening::new((9, 0), (17, 0)).unwrap());
    assert_eq!(due(mode, n, at(from), &office).unwrap(), at(expected), "{mode:?} {n} from {from:?}");
}

#[test]
fn open_hours_on_the_days_the_clocks_change() {
    let all_day = Some(Opening::parse("00:00-24:00").unwrap());
    let hours = ServiceHours::new(england(), [all_day; 7]).unwrap();
    let open = |text| hours.open_on(day(text)).map(|(opens, closes)| opens.seconds_until(closes) / 3600);
    assert_eq!(
        ["2026-03-29", "2026-10-25", "2026-11-22", "2026-12-25"].map(open),
        [Some(23), Some(25), Some(24), None]
    );
    // A service that opens only in the hour that is skipped stays closed that day.
    let skipped = Some(Opening::parse("01:00-02:00").unwrap());
    let hours = ServiceHours::new(england(), [skipped; 7]).unwrap();
    assert_eq!(hours.open_on(day("2026-03-29")), None);
    assert_eq!(hours.plus_hours(day("2026-03-29").start(), 1).unwrap(), day("2026-03-30").at(2, 0));
}

#[test]
fn open_until_just_before_closing() {
    let office = ServiceHours::weekdays(england(), Opening::parse("09:00-17:00").unwrap());
    let open = |hour, minute| office.is_open(day("2026-11-20").at(hour, minute));
    assert_eq!([open(8, 59), open(9, 0), open(16, 59), open(17, 0)], [false, true, true, false]);
    assert!(!office.is_open(day("2026-12-25").at(12, 0)));
    assert_eq!(office.calendar().division(), Division::EnglandAndWales);
}

#[test]
fn what_is_refused() {
    let office = ServiceHours::weekdays(england(), Opening::new((9, 0), (17, 0)).unwrap());
    let (from, noon) = (day("2026-11-22"), at(("2026-11-22", 12, 0)));
    for (mode, n) in [(Mode::D1, 0), (Mode::Cm1, 0), (Mode::D0, -1), (Mode::Wd, MAX_PERIOD + 1), (Mode::H, 1)]
    {
        assert!(matches!(last_day(mode, n, from, &england()), Err(Error::Invalid(_))), "{mode:?} {n}");
    }
    for (mode, n) in [(Mode::D1, 1), (Mode::H, -1), (Mode::Wh, -1), (Mode::H, i64::MAX)] {
        assert!(matches!(due(mode, n, noon, &office), Err(Error::Invalid(_))), "{mode:?} {n}");
    }
    for text in
        ["", "9-17", "09:00", "17:00-09:00", "09:00-09:00", "09:00-24:01", "24:00-24:00", "-1:00-09:00"]
    {
        assert!(matches!(Opening::parse(text), Err(Error::Invalid(_))), "{text}");
    }
    assert!(ServiceHours::new(england(), [None; 7]).is_err());
    // The calendar ends before the office opens again.
    assert!(office.plus_hours(day("9999-12-31").at(17, 0), 1).is_err());
}

#[test]
fn stored_forms_are_read_back() {
    for mode in Mode::ALL {
        assert_eq!(Mode::parse(mode.code()).unwrap(), mode);
        let accepted = last_day(mode, 1, day("2026-11-22"), &england()).is_ok();
        assert_eq!(mode.counts_hours(), !accepted);
    }
    for division in Division::ALL {
        assert_eq!(Division::parse(division.code()).unwrap(), division);
    }
    assert!(Mode::parse("d1").is_err() && Division::parse("Wales").is_err());
    assert_eq!(Opening::parse("9:00-17:30").unwrap().to_string(), "09:00-17:30");
}

fn england() -> Calendar {
    Calendar::new(Division::EnglandAndWales)
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn at((text, hour, minute): (&str, i8, i8)) -> Instant {
    day(text).at(hour, minute)
}
