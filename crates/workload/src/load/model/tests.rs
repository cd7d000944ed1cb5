//! Known answers of loads and room.

use super::*;
use kernel::Id;
use uuid::Uuid;

const MONDAY: &str = "2026-11-23";

fn entry(user: u128, about: About, n: i64, amount: i64) -> Entry {
    Entry {
        user_id: Id::from_uuid(Uuid::from_u128(user)),
        about,
        from_on: None,
        until_on: None,
        n,
        amount,
        words: String::new(),
        code: String::new(),
        week_points: 0,
        week_hours: 0,
    }
}

fn contract(user: u128, hours: i64, pattern: &str, career: &str) -> Entry {
    Entry { words: pattern.to_owned(), code: career.to_owned(), ..entry(user, About::Contract, hours, 55) }
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn during(entry: Entry, from: &str, until: &str) -> Entry {
    Entry { from_on: Some(day(from)), until_on: Some(day(until)), ..entry }
}

fn one(entries: &[Entry]) -> Load {
    let mut all = loads(entries, day(MONDAY));
    assert_eq!(all.len(), 1);
    all.remove(0)
}

#[test]
fn room_is_the_hours_left_of_four_weeks_that_are_for_casework() {
    let whole = contract(1, 3_700, "WWWWWWWWWW", "experienced");
    // 37 × 4 × 0.55.
    assert_eq!(one(std::slice::from_ref(&whole)).room_points(), Points::hundredths(8_140));
    // 1.8 hours a week less in all of them: 35.2 × 4 × 0.55.
    let less = during(entry(1, About::Reduction, 180, 0), "2026-11-01", "2027-03-01");
    assert_eq!(one(&[whole.clone(), less.clone()]).room_points(), Points::hundredths(7_744));
    // The same for two of the four weeks: (148 − 3.6) × 0.55.
    let two = during(less, "2026-12-07", "2027-03-01");
    assert_eq!(one(&[whole.clone(), two]).room_points(), Points::hundredths(7_942));
    // A week away, of which the weekend is none: (148 − 37) × 0.55.
    let week = during(entry(1, About::Leave, 0, 0), "2026-11-30", "2026-12-06");
    assert_eq!(one(&[week.clone(), whole]).room_points(), Points::hundredths(6_105));
    // Sixteen half-days of duty in the four weeks, of 3.7 hours; a fifth of the time is left for it:
    // (148 − (59.2 − 29.6)) × 0.55. What lies before and after the four weeks does not count.
    let letters = format!("DDDDDDDDDD{}DDDDDDDDDD", "DDPPCCVVSF".repeat(4));
    let rota = |letters: &str| Entry {
        words: letters.to_owned(),
        ..during(entry(1, About::Rota, 0, 0), "2026-11-16", "2026-12-27")
    };
    let whole = contract(1, 3_700, "WWWWWWWWWW", "experienced");
    assert_eq!(one(&[whole.clone(), rota(&letters)]).room_points(), Points::hundredths(6_512));
    // Less than a fifth takes nothing.
    assert_eq!(one(&[whole, rota(&"DDCCCCCCCC".repeat(6))]).room_points(), Points::hundredths(8_140));
    // Three mornings a week, one of them away: 11.1 hours a week, 3.7 less, newly qualified.
    let mornings = contract(1, 1_110, "W-W-W-----", "newly_qualified");
    let monday = during(entry(1, About::Leave, 0, 0), "2026-11-30", "2026-11-30");
    let room = one(&[mornings, monday]).room.unwrap();
    assert_eq!((room.leave, room.points), (370, Points::hundredths(2_239).percent(90)));
}

#[test]
fn in_the_probation_way_room_is_a_share_of_what_a_full_week_stands_for() {
    let less = during(entry(1, About::Reduction, 180, 0), "2026-11-01", "2027-03-01");
    let by = |hours| Entry {
        week_points: 2_176,
        week_hours: 3_700,
        ..contract(1, hours, "WWWWWWWWWW", "experienced")
    };
    let of = |hours| one(&[by(hours), less.clone()]).room_points();
    assert_eq!((of(3_700), of(3_000)), (Points::whole(2_070), Points::whole(1_658)));
}

#[test]
fn what_is_carried_is_own_and_shared_and_contacts_for_others_less_those_by_others() {
    let all = [
        entry(1, About::Own, 10, 11_000),
        entry(1, About::Shared, 2, 700),
        entry(1, About::Contacts, 300, 100),
        contract(1, 3_700, "WWWWWWWWWW", "experienced"),
    ];
    let load = one(&all);
    assert_eq!((load.cases, load.points()), (10, Points::hundredths(11_900)));
    assert_eq!((load.used(), load.band()), (Some(1_462), Some(Band::FarOver)));
}

#[test]
fn who_has_no_hours_has_no_share_and_counts_in_no_sum() {
    let all =
        [entry(1, About::Own, 3, 900), entry(2, About::Own, 4, 4_070), contract(2, 3_700, "WWWWWWWWWW", "x")];
    let loads = loads(&all, day(MONDAY));
    assert_eq!((loads[0].used(), loads[0].room.as_ref()), (None, None));
    assert_eq!(together(&loads), (Points::hundredths(4_070), Points::hundredths(8_140)));
}

#[test]
fn work_without_any_room_is_far_over() {
    let all_away = during(entry(1, About::Reduction, 3_700, 0), "2026-11-01", "2027-03-01");
    let base = [contract(1, 3_700, "WWWWWWWWWW", "experienced"), all_away];
    assert_eq!(one(&base).band(), Some(Band::Room));
    let with = [base.as_slice(), &[entry(1, About::Own, 1, 100)]].concat();
    assert_eq!(one(&with).band(), Some(Band::FarOver));
}
