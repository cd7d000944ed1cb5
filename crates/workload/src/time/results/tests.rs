//! Known answers of a time study.

use super::*;
use access::UserId;
use kernel::Id;
use uuid::Uuid;

fn entry(user: u128, day: &str, (from, minutes): (i64, i64), activity: Activity) -> Counted {
    Counted {
        user_id: UserId::from_uuid(Uuid::from_u128(user)),
        team_id: Id::from_uuid(Uuid::from_u128(user / 10)),
        on_day: Day::parse(day).expect("a day"),
        from_minute: from,
        minutes,
        activity,
        interrupted: false,
        case_id: None,
        case_type: None,
    }
}

fn case(n: u128) -> CaseId {
    Id::from_uuid(Uuid::from_u128(n))
}

#[test]
fn shares_are_of_minutes_and_their_intervals_of_days_of_people() {
    // Four days of people, 480 minutes; a quarter of the time by phone.
    let all = [
        entry(1, "2026-11-16", (540, 60), Activity::Phone),
        entry(1, "2026-11-16", (600, 60), Activity::Recording),
        entry(1, "2026-11-17", (540, 120), Activity::Recording),
        entry(2, "2026-11-16", (540, 60), Activity::Phone),
        entry(2, "2026-11-16", (600, 60), Activity::Booking),
        entry(2, "2026-11-17", (540, 120), Activity::Twice),
    ];
    let all: Vec<&Counted> = all.iter().collect();
    let results = results(&all, &[], &[], 14);
    assert_eq!((results.people, results.days, results.minutes), (2, 4, 480));
    assert_eq!(
        results.shares.iter().map(|(a, s)| (*a, s.minutes)).collect::<Vec<_>>(),
        [(Activity::Recording, 180), (Activity::Phone, 120), (Activity::Twice, 120), (Activity::Booking, 60)]
    );
    assert_eq!((results.direct.minutes, results.support.minutes, results.duplicate.minutes), (120, 60, 120));
    // Wilson's interval of 1 in 4: 4.6 % to 69.9 %.
    let interval = results.direct.interval.expect("an interval");
    assert!(
        (interval.lower - 0.0456).abs() < 0.0001 && (interval.upper - 0.6994).abs() < 0.0001,
        "{interval:?}"
    );
}

#[test]
fn cases_count_in_the_stage_that_was_entered_last() {
    let on = |day: &str| Day::parse(day).expect("a day");
    let stage = |n, stage: &str, entered, left: Option<&str>| InStage {
        case_id: case(n),
        stage: stage.to_owned(),
        entered_on: on(entered),
        left_on: left.map(on),
    };
    let stages = [
        stage(1, "prevention", "2026-11-01", Some("2026-11-16")),
        stage(1, "relief", "2026-11-17", None),
        stage(2, "relief", "2026-10-01", None),
        stage(2, "interim", "2026-11-01", None),
        stage(3, "relief", "2026-11-01", None),
    ];
    let of = |n: u128, day: &str, minutes| Counted {
        case_id: Some(case(n)),
        case_type: Some("h".to_owned()),
        ..entry(1, day, (540, minutes), Activity::Face)
    };
    let all = [
        of(1, "2026-11-16", 28),
        of(1, "2026-11-17", 30),
        of(2, "2026-11-17", 50),
        of(3, "2026-11-17", 60),
        of(3, "2026-11-18", 60),
        of(4, "2026-11-18", 14),
    ];
    let all: Vec<&Counted> = all.iter().collect();
    let found: Vec<_> = results(&all, &stages, &[], 14)
        .cases
        .into_iter()
        .map(|one| (one.stage, one.cases, one.minutes, one.weekly))
        .collect();
    // Half of the minutes in two weeks is a week's; the median of 15 and 60 is 37.5.
    let expected =
        [("relief", 2, 150, 37.5), ("interim", 1, 50, 25.0), ("prevention", 1, 28, 14.0), ("", 1, 14, 7.0)];
    assert_eq!(
        found,
        expected.map(|(stage, cases, minutes, weekly)| (stage.to_owned(), cases, minutes, weekly))
    );
}

#[test]
fn kept_time_is_split_into_casework_lost_and_unsaid() {
    let slot = |user: u128, weekday, from_minute, to_minute| KeptTime {
        user_id: UserId::from_uuid(Uuid::from_u128(user)),
        weekday,
        on_day: None,
        from_minute,
        to_minute,
    };
    // 16 November 2026 is a Monday. Two hours are kept: 45 minutes of casework, 30 of duty, 45 of nothing said.
    let mut duty = entry(1, "2026-11-16", (600, 60), Activity::Duty);
    duty.interrupted = true;
    let all = [
        entry(1, "2026-11-16", (510, 75), Activity::Face),
        duty,
        entry(2, "2026-11-16", (540, 60), Activity::Duty),
    ];
    let kept = [slot(1, 1, 540, 630), slot(1, 2, 540, 600), slot(2, 1, 900, 930), slot(3, 1, 540, 600)];
    let all: Vec<&Counted> = all.iter().collect();
    let kept = results(&all, &[], &kept, 14).kept;
    assert_eq!(kept, Kept { planned: 120, casework: 45, lost: 30, unsaid: 45, interrupted: 1 });
    assert_eq!((kept.lost_per_hour(), kept.interrupted_per_hour()), (Some(15.0), Some(0.5)));
    assert_eq!(Kept::default().lost_per_hour(), None);
}

#[test]
fn results_are_of_five_people_and_teams_only_where_each_has_five() {
    let people = |numbers: &[u128]| -> Vec<Counted> {
        numbers.iter().map(|n| entry(*n, "2026-11-16", (540, 60), Activity::Face)).collect()
    };
    let none = MayShow { all: false, teams: Vec::new() };
    assert_eq!(may_show(&people(&[1, 2, 3, 4])), none);
    assert_eq!(may_show(&people(&[1, 1, 1, 1, 1, 1])), none, "one person is one however much they write");
    let four_and_six = people(&[1, 2, 3, 4, 11, 12, 13, 14, 15, 16]);
    assert_eq!(may_show(&four_and_six), MayShow { all: true, teams: Vec::new() });
    let five_and_five = may_show(&people(&[1, 2, 3, 4, 5, 11, 12, 13, 14, 15]));
    assert_eq!((five_and_five.all, five_and_five.teams.len()), (true, 2));
}
