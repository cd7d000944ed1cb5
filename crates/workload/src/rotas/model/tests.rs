//! Days, half-days, and what a rota begins with.

use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

#[test]
fn letters_are_read_as_they_are_written() {
    let all = "DCVSPFTR-AB";
    assert_eq!(Cells::read(all).letters(), all);
    assert_eq!(Cells::read("x").at(0), Cell::Free);
    assert_eq!(Cells::read("D").at(7), Cell::Free);
    let protected: String =
        Cells::read(all).0.into_iter().filter(|cell| cell.is_protected()).map(Cell::letter).collect();
    assert_eq!(protected, "CSR");
}

#[test]
fn what_is_known_stands_before_anything_is_given_out() {
    // Monday 21 December 2026 to the Christmas holidays: the 25th is a bank holiday.
    let from = day("2026-12-21");
    let training = Need {
        kind: NeedKind::Training,
        name: "First aid".to_owned(),
        half: 1,
        every: 2,
        first: 1,
        people: 0,
        skill: String::new(),
    };
    let made = |leads: bool| {
        let holiday = |on: Day| on == day("2026-12-25");
        let away = |on: Day| on == day("2026-12-23");
        template((from, 1), leads, std::slice::from_ref(&training), |half| half != 0, holiday, away).letters()
    };
    assert_eq!(made(false), "-TFFAAFFBB");
    // Whoever leads keeps Tuesday morning and Thursday afternoon.
    assert_eq!(made(true), "-TCFAAFCBB");
}

#[test]
fn what_comes_again_comes_in_its_weeks() {
    let panel = Need {
        kind: NeedKind::Panel,
        name: "MARAC".to_owned(),
        half: 3,
        every: 2,
        first: 2,
        people: 2,
        skill: String::new(),
    };
    let slots: Vec<usize> = (0..60).filter(|slot| panel.comes(*slot)).collect();
    assert_eq!(slots, [13, 33, 53]);
}

#[test]
fn days_and_half_days_find_each_other() {
    let rota = super::super::web::sample(State::Published, 1, 4);
    for slot in 0..rota.slots() {
        assert_eq!(rota.slot_of(rota.day(slot)), slot / 2 * 2, "{slot}");
    }
    // A weekend's first half-day is the Monday after; what lies beyond is the end.
    assert_eq!(rota.slot_of(rota.from.plus(5)), 10);
    assert_eq!(rota.slot_of(rota.from.plus(-3)), 0);
    assert_eq!(rota.slot_of(rota.from.plus(400)), 40);
    assert_eq!(rota.week_of(rota.from.plus(27)), Some(3));
    assert_eq!(rota.week_of(rota.from.plus(28)), None);
    assert_eq!(rota.last(), rota.from.plus(25));
    assert_eq!(monday(rota.from.plus(6)), rota.from);
}
