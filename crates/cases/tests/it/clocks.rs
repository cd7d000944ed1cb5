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
        assert_eq!(clock.law, "Jurisdiction: England. For starts since 3 April 2018.");
    }
}

/// The page says what the command prints: who set it, with the citation, also where the default is ours and where
/// hours are counted.
#[test]
fn a_clock_names_its_source_on_the_page_as_the_command_does() {
    let at = |day: &str, hour| Day::parse(day).expect("a day").at(hour, 0);
    for (text, id, starts, due, due_at, words) in [
        (
            include_str!("../../../../packs/safeguarding.toml"),
            "acknowledge",
            "2026-03-02",
            "2026-03-03",
            Some(at("2026-03-03", 10)),
            "Acknowledge the concern is due by 3 March 2026, 10am. Local policy: Local safeguarding procedures: the same working day or 24 hours. The Care Act sets no period. It runs from 2 March 2026, 10am.",
        ),
        (
            HOMELESSNESS,
            "assessment",
            "2026-03-02",
            "2026-03-09",
            None,
            "Initial interview and assessment is due by 9 March 2026. Alongside default: Duty without a period: Housing Act 1996 s.189A; Code of Guidance 11.3. Day 1 was 3 March 2026.",
        ),
    ] {
        let pack = packs::read(text).expect("the pack reads");
        let day = |text: &str| Day::parse(text).expect("a day");
        let line = ClockLine {
            clock: id.to_owned(),
            nth: 1,
            starts_on: day(starts),
            first_due_on: day(due),
            due_on: day(due),
            due_at,
            near_on: day(due),
            state: State::Running,
            ended_on: None,
        };
        let worked = Worked { clocks: vec![line], ..Worked::default() };
        let has = Has { pack: &pack, worked: &worked, known: &[], allocated: true, open_actions: false };
        let clocks = has.clocks(day(starts), &Calendar::new(Division::EnglandAndWales));
        assert_eq!(clocks.first().expect("a clock").words, words);
    }
}
