//! What holds for every clock, whatever happened.

use super::clocks::pack;
use kernel::{
    Day,
    calendar::{Calendar, Division, Mode},
};
use packs::{
    Pack,
    clock::{Change, ChangeKind, Happened, Run, State, run},
    model::Event,
};
use proptest::prelude::*;

const MODES: [&str; 7] = ["D0", "D1", "WD", "WH", "H", "CM", "CM1"];

/// Days from 2019 to 2028: bank holidays, month ends, leap years and clock changes.
fn days() -> impl Strategy<Value = Day> {
    (0_i64..3_650).prop_map(|n| Day::new(2019, 1, 1).unwrap().plus(n))
}

fn one(mode: &str, n: i64, keys: &str) -> Pack {
    pack(&format!(
        "id = \"a\"\nstarts = \"fact:a\"\nstops = [\"fact:b\"]\nmode = \"{mode}\"\nn = {n}\nmoves = [\"b\"]\n\
         pauses = [{{ id = \"away\", label = \"x\", citation = \"y\" }}]\n{keys}\n\n\
         id = \"b\"\nstarts = \"fact:a\"\nmode = \"D1\"\nn = 9"
    ))
}

fn england() -> Calendar {
    Calendar::new(Division::EnglandAndWales)
}

fn at(event: &str, on: Day) -> Happened {
    Happened { event: Event::parse(event).unwrap(), on, at: None }
}

fn pauses(spans: &[(Day, i64)]) -> Vec<Change> {
    let change = |kind, on| Change { clock: "a".into(), nth: 1, kind, on, to: None, reason: "away".into() };
    spans
        .iter()
        .flat_map(|(on, n)| [change(ChangeKind::Pause, *on), change(ChangeKind::Resume, on.plus(*n))])
        .collect()
}

fn runs(pack: &Pack, story: &[Happened], changes: &[Change]) -> Vec<Run> {
    let today = Day::new(2040, 1, 1).unwrap();
    run(pack, story, changes, None, today, &england(), &|_| Vec::new())
}

/// Counted day by day: the slow way that nobody can get wrong.
fn by_hand(mode: Mode, n: i64, from: Day, paused: &[(Day, i64)]) -> Day {
    let calendar = england();
    let counts = |day: Day| {
        let out = paused.iter().any(|(on, n)| *on <= day && day < on.plus(*n));
        !out && (mode != Mode::Wd || calendar.is_working(day))
    };
    let mut day = if mode == Mode::D1 { from } else { from.plus(1) };
    let mut left = n;
    loop {
        left -= i64::from(counts(day));
        if left == 0 {
            return day;
        }
        day = day.plus(1);
    }
}

/// Pauses one after the other from a day: a gap, a length.
fn spans() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0_i64..12, 0_i64..12), 0..4)
}

fn laid_out(from: Day, spans: &[(i64, i64)]) -> Vec<(Day, i64)> {
    let mut on = from;
    spans
        .iter()
        .map(|(gap, length)| {
            // A day between two, so that the end of one is not the beginning of the next.
            let begins = on.plus(*gap);
            on = begins.plus(length + 1);
            (begins, *length)
        })
        .collect()
}

proptest! {
    #[test]
    fn the_last_day_is_never_before_the_start(mode in 0..7_usize, n in 1_i64..200, from in days()) {
        for run in runs(&one(MODES[mode], n, ""), &[at("fact:a", from)], &[]) {
            prop_assert!(run.due_on >= run.starts_on, "{run:?}");
            prop_assert!(run.near_on <= run.due_on, "{run:?}");
            prop_assert_eq!(run.first_due_on, run.due_on);
            prop_assert_eq!(run.due_at.map(Day::of), run.due_at.map(|_| run.due_on));
        }
    }

    #[test]
    fn a_pause_never_makes_it_earlier(mode in 0..7_usize, n in 1_i64..60, from in days(), spans in spans()) {
        let pack = one(MODES[mode], n, "");
        let (without, with) = (
            runs(&pack, &[at("fact:a", from)], &[]),
            runs(&pack, &[at("fact:a", from)], &pauses(&laid_out(from, &spans))),
        );
        for (before, after) in without.iter().zip(&with) {
            prop_assert!(after.due_on >= before.due_on && after.due_at >= before.due_at);
            prop_assert_eq!(after.first_due_on, before.first_due_on);
        }
    }

    #[test]
    fn a_pause_of_no_days_changes_nothing(mode in 0..7_usize, n in 1_i64..60, from in days(), after in 0_i64..80) {
        let pack = one(MODES[mode], n, "");
        let story = [at("fact:a", from)];
        prop_assert_eq!(runs(&pack, &story, &pauses(&[(from.plus(after), 0)])), runs(&pack, &story, &[]));
    }

    #[test]
    fn pauses_are_counted_as_by_hand(mode in 0..3_usize, n in 1_i64..60, from in days(), spans in spans()) {
        let paused = laid_out(from, &spans);
        let got = runs(&one(MODES[mode], n, ""), &[at("fact:a", from)], &pauses(&paused));
        prop_assert_eq!(got[0].due_on, by_hand(Mode::parse(MODES[mode]).unwrap(), n, from, &paused));
    }

    #[test]
    fn the_order_of_what_is_given_does_not_matter(
        mode in 0..7_usize,
        (repeats, again) in any::<(bool, bool)>(),
        from in days(),
        story in prop::collection::vec((0..3_usize, 0_i64..40), 0..9),
        spans in spans(),
        seed in any::<usize>(),
    ) {
        let pack = one(
            MODES[mode],
            5,
            &format!("repeats = {repeats}\nagain = [{}]", if again { "\"fact:b\"" } else { "" }),
        );
        let story: Vec<Happened> =
            story.iter().map(|(k, n)| at(["fact:a", "fact:b", "opened"][*k], from.plus(*n))).collect();
        let changes = pauses(&laid_out(from, &spans));
        let mut other = (story.clone(), changes.clone());
        shuffle(&mut other.0, seed);
        shuffle(&mut other.1, seed / 3);
        prop_assert_eq!(runs(&pack, &story, &changes), runs(&pack, &other.0, &other.1));
    }

    /// Runs of a clock that does not repeat: numbered from 1, the next not before the last ended, one open at most.
    #[test]
    fn runs_of_a_clock_follow_each_other(
        again: bool,
        from in days(),
        story in prop::collection::vec((0..2_usize, 0_i64..60), 0..12),
    ) {
        let pack = one("D1", 5, if again { "again = [\"fact:b\"]" } else { "" });
        let story: Vec<Happened> =
            story.iter().map(|(k, n)| at(["fact:a", "fact:b"][*k], from.plus(*n))).collect();
        let all: Vec<Run> = runs(&pack, &story, &[]).into_iter().filter(|run| run.clock == "a").collect();
        for (n, run) in all.iter().enumerate() {
            prop_assert_eq!(run.nth, n as i64 + 1);
            prop_assert_eq!(run.ended_on.is_none(), matches!(run.state, State::Running | State::Paused));
            prop_assert!(run.ended_on.is_some() || n + 1 == all.len());
        }
        for pair in all.windows(2) {
            prop_assert!(pair[0].ended_on.is_some_and(|ended| ended <= pair[1].starts_on));
        }
    }
}

/// Puts a list into another order.
fn shuffle<T>(list: &mut [T], seed: usize) {
    for k in 1..list.len() {
        list.swap(k, seed / k % (k + 1));
    }
}
