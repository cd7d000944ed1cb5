//! Who is offered and in which order.

use super::*;
use crate::load::model::Room;
use kernel::Id;
use staff::model::{Career, Pattern};
use uuid::Uuid;

fn user(n: u128) -> UserId {
    Id::from_uuid(Uuid::from_u128(n))
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

fn load(n: u128, points: i64) -> Load {
    Load {
        user: user(n),
        name: String::new(),
        job: String::new(),
        cases: 1,
        shared_cases: 0,
        own: Points::whole(points),
        shared: Points::ZERO,
        for_others: Points::ZERO,
        by_others: Points::ZERO,
        room: Some(Room {
            contract: 3_700,
            pattern: Pattern::WHOLE,
            career: Career::Experienced,
            casework: 55,
            reductions: 0,
            leave: 0,
            duties: 0,
            points: Points::whole(100),
        }),
    }
}

#[test]
fn who_has_no_time_for_cases_is_the_last_of_those_without_room() {
    let none = Load {
        room: load(1, 0).room.map(|room| Room { casework: 0, points: Points::ZERO, ..room }),
        ..load(1, 0)
    };
    let offers = offers(vec![candidate(1, 0), candidate(2, 5)], &around(vec![none, load(2, 140)]));
    assert_eq!(order(&offers), [user(2), user(1)]);
    assert_eq!(offers.iter().map(|o| o.used_after).collect::<Vec<_>>(), [Some(1_500), None]);
}

fn around(loads: Vec<Load>) -> Around {
    Around {
        today: day("2026-11-20"),
        first_contact: day("2026-11-25"),
        weight: Points::whole(10),
        loads,
        known: BTreeMap::new(),
    }
}

fn order(offers: &[Offer]) -> Vec<UserId> {
    offers.iter().map(|offer| offer.candidate.user).collect()
}

fn leader() -> Chooser {
    Chooser { user: user(0), leads: true, holds: false }
}

#[test]
fn those_with_room_come_first_then_those_whose_hours_are_not_known_then_the_others() {
    let away = Candidate { leave: Some((day("2026-11-18"), day("2026-11-25"))), ..candidate(5, 0) };
    let kept = Candidate { barred: Some(Barred::Kept), ..candidate(6, 0) };
    let all =
        vec![kept, away, candidate(1, 3), candidate(2, 1), candidate(3, 0), candidate(4, 9), candidate(7, 2)];
    let loads = vec![load(1, 20), load(2, 60), load(3, 105), load(5, 0), load(6, 0), load(7, 101)];
    let offers = offers(all, &around(loads));
    // One and two have room; four has no hours; seven and three are over 110%, seven less; then who cannot.
    assert_eq!(order(&offers)[..5], [user(1), user(2), user(4), user(7), user(3)]);
    assert_eq!(offers[0].used_after, Some(300));
    assert_eq!((offers[2].score, offers[2].can()), (None, true));
    assert!(offers[3].only_full() && offers[4].only_full());
    assert_eq!(offers[3].has_to_give(Points::whole(10)), Points::whole(11));
    let stops = |n: u128| offers.iter().find(|o| o.candidate.user == user(n)).unwrap().stops.clone();
    assert_eq!(stops(5), [Stop::Away(day("2026-11-25"))]);
    assert_eq!(stops(6), [Stop::Conflict]);
}

#[test]
fn where_no_hours_are_known_the_order_is_by_open_cases() {
    let all = vec![candidate(1, 3), candidate(2, 1), candidate(3, 2)];
    assert_eq!(order(&offers(all, &around(Vec::new()))), [user(2), user(3), user(1)]);
}

#[test]
fn only_leave_that_covers_the_first_contact_rules_out() {
    let on = |from: &str, until: &str| {
        let leave = Some((day(from), day(until)));
        offers(vec![Candidate { leave, ..candidate(1, 0) }], &around(vec![load(1, 0)]))[0].can()
    };
    assert!(!on("2026-11-20", "2026-11-25"));
    assert!(on("2026-11-20", "2026-11-24"), "back on the day itself");
    assert!(on("2026-11-21", "2026-12-25"), "here today: there is time to meet them");
}

#[test]
fn a_linked_case_counts_less_than_having_worked_with_them() {
    let mut around = around(vec![load(1, 40), load(2, 40), load(3, 40)]);
    around.known.insert(user(2), Known { link: Continuity::Linked, ..Known::default() });
    let before = Some((day("2025-01-01"), day("2025-02-01")));
    let known = Candidate { before, ..candidate(3, 0) };
    let offers = offers(vec![candidate(1, 0), candidate(2, 0), known], &around);
    let scores: Vec<_> = offers.iter().map(|o| (o.candidate.user, o.score.unwrap())).collect();
    // Half the room is 2,250; never given a case is 500; a linked case 1,500; having worked with them 2,500.
    assert_eq!(scores, [(user(3), 5_250), (user(2), 4_250), (user(1), 2_750)]);
}

#[test]
fn a_choice_needs_what_it_needs() {
    let full = load(2, 105);
    let kept = Candidate { barred: Some(Barred::Kept), ..candidate(3, 0) };
    let offers = offers(
        vec![candidate(1, 0), candidate(2, 0), kept, candidate(4, 0)],
        &around(vec![load(1, 20), full, load(3, 0), load(4, 80)]),
    );
    let field = |n, reason, who| problem(&offers, user(n), reason, who).map(|(field, _)| field);
    assert_eq!(field(1, "", leader()), None);
    assert_eq!(field(4, "", leader()), Some("reason"));
    assert_eq!(field(4, "Speaks Somali", leader()), None);
    assert_eq!(field(2, "", leader()), Some("reason"), "over their room: a leader says why");
    assert_eq!(field(2, "The court date is hers", leader()), None);
    assert_eq!(field(3, "Why not", leader()), Some("to"), "a conflict is never set aside");
    assert_eq!(field(9, "", leader()), Some("to"));
    let officer = |n| Chooser { user: user(n), leads: false, holds: false };
    assert_eq!(field(1, "", officer(4)), Some("to"), "an officer gives nothing to others");
    assert_eq!(field(4, "I know the street", officer(4)), None);
    assert_eq!(field(2, "I want it", officer(2)), Some("to"), "over their room they ask their leader");
}
