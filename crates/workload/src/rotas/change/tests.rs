//! What a change would do, and cover with few changes.

use super::*;
use crate::rotas::{model::State, problem::empty_desk, web::sample};

const DUTY: Cell = Cell::Of(Activity::Duty);
const CASE: Cell = Cell::Of(Activity::Case);
const OPEN: Cell = Cell::Of(Activity::Flexible);

fn first(rota: &Rota, who: usize, cell: Cell) -> usize {
    (0..rota.slots()).find(|slot| rota.people[who].cells.at(*slot) == cell).expect("a half-day of that")
}

#[test]
fn protected_time_that_is_taken_is_seen_before_it_is_saved() {
    let rota = sample(State::Published, 1, 4);
    let slot = first(&rota, 1, CASE);
    let found = effect(&rota, &[], 1, slot, Becomes::Cell(OPEN), 0);
    assert_eq!(found.changed, [Changed { who: 1, slot, was: CASE, becomes: OPEN }]);
    assert!(found.changed[0].takes() && found.stops.is_empty(), "{:?}", found.stops);
    let (who, now, then) = found.protected[0];
    assert_eq!((who, now.kept - then.kept, now.planned), (1, 1, then.planned));
    assert_eq!(found.then.people[1].planned, rota.people[1].planned);
}

#[test]
fn what_may_not_be_is_refused_in_words() {
    let rota = sample(State::Published, 1, 4);
    let stops = |who, slot, becomes, today| effect(&rota, &[], who, slot, becomes, today).stops;
    // Where the desk has who it needs, another is one too many.
    let full = |slot: &usize| rota.people[1].cells.at(*slot) == CASE && empty_desk(&rota, *slot) == 0;
    let slot = (0..rota.slots()).find(full).expect("somebody else is on duty");
    assert!(!stops(1, slot, Becomes::Cell(DUTY), 0).is_empty());
    let slot = first(&rota, 1, CASE);
    assert_eq!(stops(1, slot, Becomes::Cell(OPEN), slot + 1), ["That half-day is over. Choose a later one."]);
    assert_eq!(stops(1, slot, Becomes::Cell(CASE), 0), ["That is what stands there already."]);
    let off = first(&rota, 3, Cell::Free);
    assert!(stops(3, off, Becomes::Cell(OPEN), 0).contains(&"Zofia Mazur does not work then.".to_owned()));
    // Who is back sooner is planned again.
    let away = first(&rota, 4, Cell::Away);
    assert_eq!(stops(4, away, Becomes::Cell(OPEN), 0), [""; 0]);
    let swap = stops(1, slot, Becomes::Swap(0), 0);
    assert!(swap.iter().any(|words| words.contains("nobody swaps with them")), "{swap:?}");
}

#[test]
fn a_swap_changes_both() {
    let rota = sample(State::Published, 1, 4);
    let differ = |slot: &usize| {
        let (one, other) = (rota.people[1].cells.at(*slot), rota.people[2].cells.at(*slot));
        one == CASE && other == DUTY
    };
    let slot = (0..rota.slots()).find(differ).expect("one in casework while the other is on duty");
    let found = effect(&rota, &[], 1, slot, Becomes::Swap(2), 0);
    assert_eq!(
        found.changed,
        [
            Changed { who: 1, slot, was: CASE, becomes: DUTY },
            Changed { who: 2, slot, was: DUTY, becomes: CASE },
        ]
    );
    assert!(found.changed[0].takes() && found.changed[1].gives());
}

#[test]
fn supervision_is_never_moved_twice_running() {
    let rota = sample(State::Published, 1, 8);
    const SUPERVISION: Cell = Cell::Of(Activity::Supervision);
    let supervised: Vec<usize> =
        (0..rota.slots()).filter(|slot| rota.people[1].cells.at(*slot) == SUPERVISION).collect();
    let &[one, two] = supervised.as_slice() else { panic!("supervised once in four weeks: {supervised:?}") };
    let moved = effect(&rota, &[], 1, one, Becomes::Cell(CASE), 0);
    assert!(moved.stops.is_empty(), "{:?}", moved.stops);
    // Whoever leads is open then.
    assert_eq!(moved.then.people[0].cells.at(one), OPEN);
    let change = Change {
        id: uuid::Uuid::nil(),
        who: 1,
        slot: one,
        was: SUPERVISION,
        reason: crate::rotas::model::Reason::Other,
        owed_until: None,
        given_back: None,
    };
    let again = effect(&moved.then, &[change], 1, two, Becomes::Cell(CASE), 0);
    assert!(again.stops.iter().any(|words| words.contains("never moved twice running")), "{:?}", again.stops);
}

#[test]
fn cover_is_found_with_few_changes() {
    let rota = sample(State::Published, 1, 8);
    let slots = 10..20;
    let found = absence(&rota, &[], 1, &slots, 1);
    let gaps: Vec<usize> = slots.clone().filter(|slot| rota.people[1].cells.at(*slot) == DUTY).collect();
    assert!(!gaps.is_empty(), "nothing to cover: another sample is needed");
    for slot in slots.clone() {
        assert!(!found.then.people[1].cells.at(slot).is_work(), "{slot}");
        assert!(empty_desk(&found.then, slot) <= empty_desk(&rota, slot), "{}", rota.slot_words(slot));
    }
    let others = found.changed.iter().filter(|one| one.who != 1).count();
    assert!(others <= gaps.len() * 3, "{others} half-days of others for {} of duty", gaps.len());
    // What is over stays as it was, and the same question has the same answer.
    assert!(found.changed.iter().all(|one| one.slot >= slots.start));
    assert_eq!(found.changed, absence(&rota, &[], 1, &slots, 1).changed);
}

#[test]
fn supervision_moves_to_where_who_leads_is_there() {
    const SUPERVISION: Cell = Cell::Of(Activity::Supervision);
    let rota = sample(State::Published, 1, 8);
    let week = (0..8).find(|week| rota.week(*week).any(|slot| rota.people[0].cells.at(slot) == SUPERVISION));
    let slots = rota.week(week.expect("a week in which somebody is supervised"));
    let found = absence(&rota, &[], 0, &slots, 1);
    assert_eq!(found.stops, [""; 0]);
    assert!(!found.worse.iter().any(|words| words.contains("second time running")));
    for slot in slots {
        let supervised = found.then.people.iter().any(|one| one.cells.at(slot) == SUPERVISION);
        assert!(!supervised, "{}", rota.slot_words(slot));
    }
}

#[test]
fn who_does_not_work_then_cannot_be_away() {
    let rota = sample(State::Published, 1, 4);
    let away = first(&rota, 4, Cell::Away);
    let found = absence(&rota, &[], 4, &(away..away + 1), 1);
    assert_eq!(found.stops, ["Abena Mensah does not work on these days."]);
}
