//! What a clock says of itself.

use cases::work::{
    stands::Has,
    store::worked::{ClockLine, Worked},
};
use kernel::{
    Day,
    calendar::{Calendar, Division},
};
use packs::clock::State;

const HOMELESSNESS: &str = include_str!("../../../../packs/homelessness-england.toml");

/// SI 2018/223 reg 9(1): a request of 2 March 2026 is decided within 3, 8, 10 or 12 weeks that begin with that day.
/// What is reviewed, and by whom, stands in a form that repeats, so no fact of the case says which it is.
#[test]
fn a_review_is_said_to_be_due_under_the_paragraph_that_set_its_day() {
    let pack = packs::read(HOMELESSNESS).expect("the pack reads");
    let day = |text: &str| Day::parse(text).expect("a day");
    for (due, paragraph, weeks) in [
        ("2026-03-22", "(a)", "3 weeks"),
        ("2026-04-26", "(b)", "8 weeks"),
        ("2026-05-10", "(c)", "10 weeks"),
        ("2026-05-24", "(d)", "12 weeks"),
    ] {
        let due = day(due);
        let line = ClockLine {
            clock: "review-decision".to_owned(),
            nth: 1,
            starts_on: day("2026-03-02"),
            first_due_on: due,
            due_on: due,
            due_at: None,
            near_on: due,
            state: State::Running,
            ended_on: None,
        };
        let worked = Worked { clocks: vec![line], ..Worked::default() };
        let has = Has { pack: &pack, worked: &worked, known: &[], allocated: true, open_actions: false };
        let clocks = has.clocks(day("2026-03-03"), &Calendar::new(Division::EnglandAndWales));
        let clock = clocks.first().expect("a clock");
        let words = format!(
            "Review decision is due by {}. Statute: SI 2018/223 reg 9(1){paragraph}. Day 1 was 2 March 2026.",
            due.long()
        );
        assert_eq!(clock.words, words);
        assert!(clock.rule.starts_with(weeks), "{}", clock.rule);
    }
}
