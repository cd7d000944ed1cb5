//! Protected time that is kept, lost and owed.

use super::*;
use crate::rotas::{
    model::{Cells, State},
    problem::set,
    web::sample,
};

fn person(planned: &str, cells: &str) -> Person {
    let rota = sample(State::Published, 1, 4);
    Person { planned: Cells::read(planned), cells: Cells::read(cells), ..rota.people[1].clone() }
}

fn change(who: usize, slot: usize, was: Cell, reason: Reason) -> Change {
    Change {
        id: Uuid::from_u128(slot as u128),
        who,
        slot,
        was,
        reason,
        owed_until: Day::parse("2026-12-04").ok(),
        given_back: None,
    }
}

#[test]
fn kept_is_what_was_planned_and_still_stands() {
    let one = person("CCDDSRVFAA", "CDDDSRVCAA");
    // Given back elsewhere is no part of it: what was planned there was not protected.
    assert_eq!(of_person(&one, 0..10), Kept { planned: 4, kept: 3 });
    assert_eq!(of_person(&one, 0..10).percent(), Some(75));
    assert_eq!(of_person(&one, 6..10).percent(), None);
}

#[test]
fn what_was_lost_has_the_reason_of_its_last_change() {
    const CASE: Cell = Cell::Of(Activity::Case);
    let mut rota = sample(State::Published, 1, 4);
    let slot = (0..10).find(|slot| rota.people[1].cells.at(*slot) == CASE).expect("casework");
    let other = (slot + 1..40).find(|slot| rota.people[1].cells.at(*slot) == CASE).expect("casework");
    set(&mut rota.people[1].cells, slot, Cell::Of(Activity::Duty));
    set(&mut rota.people[1].cells, other, Cell::Away);
    let changes = [
        change(1, slot, CASE, Reason::Crisis),
        change(1, slot, CASE, Reason::Cover),
        change(2, slot, CASE, Reason::Swap),
    ];
    let lost = lost(&rota, &changes, &(0..40));
    assert_eq!(lost, BTreeMap::from([(Reason::Cover, 1), (Reason::Other, 1)]));
}

#[test]
fn supervision_that_was_moved_stays_the_next_time() {
    const SUPERVISION: Cell = Cell::Of(Activity::Supervision);
    let mut rota = sample(State::Published, 1, 8);
    rota.people[1].cells = Cells::read(&format!("{}S{}", "C".repeat(44), "C".repeat(35)));
    // In the first four weeks it stood in half-day 4 and was taken out.
    let moved = [change(1, 4, SUPERVISION, Reason::Crisis)];
    assert!(moved_last(&rota, &moved, 1, 44));
    assert!(!moved_last(&rota, &[], 1, 44));
    // It was put somewhere else and held there: the next may move.
    set(&mut rota.people[1].cells, 9, SUPERVISION);
    assert!(!moved_last(&rota, &moved, 1, 44));
    // Somebody else's does not count.
    set(&mut rota.people[1].cells, 9, Cell::Of(Activity::Case));
    assert!(!moved_last(&rota, &[change(2, 4, SUPERVISION, Reason::Crisis)], 1, 44));
}

#[test]
fn a_switch_is_an_afternoon_for_something_else() {
    assert_eq!(switches(&person("", "CCDVSSA-FF"), 0..10), (4, 1));
}
