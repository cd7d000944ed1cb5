//! When a review is due, and what it covers.

use kernel::{Day, words::count};

/// Days after a complete review by which the next is complete: six weeks, as the fifth founding text asks for (domain
/// 5.1). Counted from the day the last was completed.
pub const EVERY_DAYS: i64 = 42;
/// Days before its last day from which a review is shown as near. Alongside default.
pub const NEAR_DAYS: i64 = 7;

/// The last day by which a worker's cases are to be reviewed: 42 days after the last complete review, or after the
/// day they began to hold the case that they have longest, where none is complete. `None` for somebody who holds none
/// and was never reviewed.
pub fn due(last_complete: Option<Day>, holds_since: Option<Day>) -> Option<Day> {
    last_complete.or(holds_since).map(|day| day.plus(EVERY_DAYS))
}

/// How near a due day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Past it, by so many days.
    Late(i64),
    /// Due within [`NEAR_DAYS`]: in so many days, 0 today.
    Near(i64),
    /// Later, in so many days.
    Later(i64),
}

impl Standing {
    /// How near `due` is on `today`.
    pub fn of(due: Day, today: Day) -> Self {
        match today.days_until(due) {
            n if n < 0 => Self::Late(-n),
            n if n <= NEAR_DAYS => Self::Near(n),
            n => Self::Later(n),
        }
    }

    /// `3 days overdue`, `Due today`, `Due in 12 days`.
    pub fn words(self) -> String {
        match self {
            Self::Late(n) => format!("{} overdue", count(n, "day", "days")),
            Self::Near(0) => "Due today".to_owned(),
            Self::Near(n) | Self::Later(n) => format!("Due in {}", count(n, "day", "days")),
        }
    }
}

kernel::text_enum! {
    /// What became of a case in a review.
    pub enum State {
        /// Nobody has looked at it yet.
        Waits = "waits", "Not looked at";
        /// Somebody looked at it.
        Seen = "seen", "Seen";
        /// It was closed or moved before anybody looked.
        Gone = "gone", "Closed or moved before it was seen";
    }
}

/// What a review covers: cases held on the day it was begun, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Cases held that day.
    pub held: i64,
    /// Of these, cases somebody looked at.
    pub seen: i64,
    /// Of these, cases that were closed or moved before.
    pub gone: i64,
}

impl Coverage {
    /// Cases that somebody still has to look at.
    pub fn left(self) -> i64 {
        self.held - self.seen - self.gone
    }

    /// Only a review of something in which nothing is left is complete.
    pub fn is_complete(self) -> bool {
        self.held > 0 && self.left() == 0
    }

    /// `24 of 25 cases seen, 1 closed or moved before`.
    pub fn words(self) -> String {
        let gone =
            if self.gone == 0 { String::new() } else { format!(", {} closed or moved before", self.gone) };
        format!("{} of {} seen{gone}", self.seen, count(self.held, "case", "cases"))
    }
}

/// What a manager says about a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Whether it is on track.
    pub on_track: bool,
    /// What is to happen, and by when; empty for nothing.
    pub action: String,
    /// The day it is due.
    pub action_due_on: Option<Day>,
    /// Whether it should be closed.
    pub to_close: bool,
    /// Whether somebody else should have it.
    pub to_move: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn a_review_is_due_six_weeks_after_the_last_complete_one() {
        let some = |text| Some(day(text));
        for (last, since, expected) in [
            (some("2026-10-09"), some("2026-01-01"), some("2026-11-20")),
            // Over the end of summer time and of the year.
            (some("2026-10-24"), None, some("2026-12-05")),
            (some("2026-12-01"), None, some("2027-01-12")),
            (None, some("2026-10-01"), some("2026-11-12")),
            (None, None, None),
        ] {
            assert_eq!(due(last, since), expected);
        }
    }

    #[test]
    fn how_near_it_is_is_said_in_words() {
        let today = day("2026-11-20");
        for (due, words) in [
            ("2026-11-12", "8 days overdue"),
            ("2026-11-19", "1 day overdue"),
            ("2026-11-20", "Due today"),
            ("2026-11-27", "Due in 7 days"),
            ("2026-11-28", "Due in 8 days"),
        ] {
            assert_eq!(Standing::of(day(due), today).words(), words);
        }
        assert_eq!(Standing::of(day("2026-11-27"), today), Standing::Near(7));
        assert_eq!(Standing::of(day("2026-11-28"), today), Standing::Later(8));
    }

    #[test]
    fn a_review_is_complete_only_when_nothing_is_left() {
        for (held, seen, gone, left, complete) in [
            (25, 24, 0, 1, false),
            (25, 25, 0, 0, true),
            (25, 24, 1, 0, true),
            // Nobody completes a review of nothing.
            (0, 0, 0, 0, false),
        ] {
            let coverage = Coverage { held, seen, gone };
            assert_eq!((coverage.left(), coverage.is_complete()), (left, complete), "{coverage:?}");
        }
        assert_eq!(
            Coverage { held: 2, seen: 1, gone: 1 }.words(),
            "1 of 2 cases seen, 1 closed or moved before"
        );
    }
}
