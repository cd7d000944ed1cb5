//! Known answers for the rules of allocation.

use super::*;
use uuid::Uuid;

fn user(n: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(n))
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn candidate(n: u128, open: i64) -> Candidate {
    Candidate {
        user: user(n),
        name: format!("Worker {n}"),
        job: String::new(),
        open,
        high: 0,
        medium: 0,
        leave: None,
        before: None,
        same_person: false,
        leads: false,
        barred: None,
    }
}

fn order(candidates: Vec<Candidate>) -> Vec<UserId> {
    rank(candidates, day("2026-11-20")).into_iter().map(|c| c.user).collect()
}

#[test]
fn continuity_comes_first_then_room_and_who_is_away_comes_last() {
    let before = Some((day("2024-02-01"), day("2025-05-03")));
    let later = Some((day("2026-01-01"), day("2026-02-03")));
    let household = Candidate { before: later, ..candidate(1, 2) };
    let person = Candidate { before, same_person: true, ..candidate(2, 30) };
    let newer = Candidate { before: later, same_person: true, ..candidate(3, 31) };
    let away = Candidate {
        before: later,
        same_person: true,
        leave: Some((day("2026-11-16"), day("2026-11-20"))),
        ..candidate(4, 0)
    };
    let soon = Candidate { leave: Some((day("2026-11-30"), day("2026-12-04"))), ..candidate(5, 4) };
    let barred = Candidate { barred: Some(Barred::Kept), ..candidate(6, 0) };
    let free = candidate(7, 3);
    let leader = Candidate { leads: true, ..candidate(8, 0) };
    let knowing = Candidate { leads: true, ..Candidate { user: user(9), ..household.clone() } };
    let all = vec![leader, barred, away, free, soon, household, knowing, person, newer];
    assert_eq!(order(all), [3, 2, 1, 9, 7, 5, 8, 4, 6].map(user), "who leads comes after officers");
}

#[test]
fn a_choice_needs_a_reason_unless_it_is_the_first() {
    let leader = Chooser { user: user(9), leads: true, holds: false };
    let officer = Chooser { user: user(2), leads: false, holds: false };
    let holder = Chooser { holds: true, ..officer };
    let barred = Candidate { barred: Some(Barred::Clearance), ..candidate(3, 0) };
    let ranked = vec![candidate(1, 0), candidate(2, 5), barred];
    let field = |chosen: u128, reason: &str, who: Chooser| {
        choice_problem(&ranked, user(chosen), reason, who).map(|(field, _)| field)
    };
    assert_eq!(field(1, "", leader), None);
    assert_eq!(field(2, "", leader), Some("reason"));
    assert_eq!(field(2, "She speaks Somali.", leader), None);
    assert_eq!(field(3, "Because", leader), Some("to"), "a conflict stops everybody");
    assert_eq!(field(4, "Because", leader), Some("to"), "not of the team");
    assert_eq!(field(1, "", officer), Some("to"), "an officer takes cases, and gives none away");
    assert_eq!(field(2, "I know him.", officer), None);
    assert_eq!(field(1, "", holder), None, "who holds it hands it over");
}

#[test]
fn the_first_contact_is_due_by_clock_then_rule_then_default() {
    let pack = packs::read(include_str!("../../../tests/data/garden-help.toml")).unwrap();
    let today = day("2026-11-20");
    let due = |pack: Option<&Pack>, band: &str, clocks: &[(&str, &str)]| {
        let clocks: Vec<(String, Day)> = clocks.iter().map(|(id, on)| ((*id).to_owned(), day(on))).collect();
        first_contact(pack, band, &clocks, today)
    };
    assert_eq!(due(None, "", &[]), day("2026-11-25"), "no pack: five days");
    assert_eq!(due(Some(&pack), "high", &[]), day("2026-11-27"), "the rule of the band: seven days");
    assert_eq!(due(Some(&pack), "medium", &[]), day("2026-12-18"), "the rule for any band: 28 days");
    assert_eq!(
        due(Some(&pack), "high", &[("hello", "2026-11-24")]),
        day("2026-11-24"),
        "a clock that contact stops"
    );
    assert_eq!(
        due(Some(&pack), "high", &[("dig", "2026-11-21")]),
        day("2026-11-27"),
        "another clock is none"
    );
    assert_eq!(due(Some(&pack), "high", &[("hello", "2026-11-02")]), today, "late already: today");
}

#[test]
fn a_caseload_is_spread_with_continuity_first() {
    let (a, b, away) = (user(1), user(2), user(3));
    let anyone = Moving { able: vec![(a, None), (b, None)] };
    let knows = Moving { able: vec![(a, None), (b, Some(day("2025-01-01")))] };
    let gone = Moving { able: vec![(away, Some(day("2026-01-01")))] };
    let cases = [knows, anyone.clone(), anyone.clone(), anyone, gone];
    let proposed = propose(&cases, &[(a, 3), (b, 3)]);
    assert_eq!(proposed, [Some(b), Some(a), Some(a), Some(b), None]);
}
