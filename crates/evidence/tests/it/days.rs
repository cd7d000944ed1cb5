//! Days, windows and stays as the tests write them.

use evidence::model::{Stay, Window};
use kernel::{Day, Id};

/// A day from `2020-05-01`.
pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// A window from `2020-10-01..2021-09-30`.
pub fn window(text: &str) -> Window {
    let (from, to) = text.split_once("..").unwrap();
    Window::new(day(from), day(to)).unwrap()
}

/// A stay of person `n` from `2020-05-01..2021-08-01` or, still open, `2020-05-01..`; written down as it happened.
pub fn stay(n: u32, days: &str) -> Stay {
    let (entry, exit) = days.split_once("..").unwrap();
    let exit = (!exit.is_empty()).then(|| day(exit));
    Stay {
        person: Id::from_uuid(uuid::Uuid::from_u128(n.into())),
        entry: day(entry),
        exit,
        entry_recorded: day(entry),
        exit_recorded: exit,
    }
}

/// The same stay, written down so many days late at its beginning and its end.
pub fn late(stay: &Stay, entry: i64, exit: i64) -> Stay {
    Stay {
        entry_recorded: stay.entry.plus(entry),
        exit_recorded: stay.exit.map(|day| day.plus(exit)),
        ..stay.clone()
    }
}
