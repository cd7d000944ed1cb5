//! Time that a worker keeps for casework: every week on a day, or once. They or a leader of their team write it down;
//! it shows on their own day. A rota, once there is one, finds it here.

pub mod store;
pub mod web;

use kernel::Day;
use uuid::Uuid;

/// Time kept for casework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The time's own id.
    pub slot_id: Uuid,
    /// The day of the week, 1 for Monday; 0 when it is once.
    pub weekday: i64,
    /// The day, when it is once.
    pub on_day: Option<Day>,
    /// When it begins, in minutes of the day.
    pub from_minute: i64,
    /// When it ends, in minutes of the day.
    pub to_minute: i64,
}

/// The days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Slot {
    /// Whether it is on a day.
    pub fn is_on(&self, day: Day) -> bool {
        self.on_day == Some(day) || self.weekday == i64::from(day.weekday().to_monday_one_offset())
    }

    /// `1pm to 4.30pm`.
    pub fn time(&self) -> String {
        format!("{} to {}", clock(self.from_minute), clock(self.to_minute))
    }

    /// `Every Tuesday, 1pm to 4.30pm`.
    pub fn words(&self) -> String {
        let name = usize::try_from(self.weekday - 1).ok().and_then(|n| WEEKDAYS.get(n));
        match (self.on_day, name) {
            (Some(day), _) => format!("{}, {}", day.long(), self.time()),
            (None, Some(name)) => format!("Every {name}, {}", self.time()),
            (None, None) => self.time(),
        }
    }

    /// Whether two of one worker's times meet: on the same day, and one begins before the other ends.
    pub fn meets(&self, other: &Self) -> bool {
        let day = match (self.on_day, other.on_day) {
            (Some(a), Some(b)) => a == b,
            (Some(day), None) => other.is_on(day),
            (None, Some(day)) => self.is_on(day),
            (None, None) => self.weekday == other.weekday,
        };
        day && self.from_minute < other.to_minute && other.from_minute < self.to_minute
    }
}

/// A minute of the day as people write it: `9am`, `4.30pm`, `midnight`.
pub fn clock(minute: i64) -> String {
    let (hour, rest) = (minute / 60, minute % 60);
    let half = if hour % 24 < 12 { "am" } else { "pm" };
    let shown = if hour % 12 == 0 { 12 } else { hour % 12 };
    match (hour, rest) {
        (24, _) => "midnight".to_owned(),
        (_, 0) => format!("{shown}{half}"),
        _ => format!("{shown}.{rest:02}{half}"),
    }
}

#[cfg(test)]
mod tests {
    use super::Slot;
    use kernel::Day;

    fn slot(weekday: i64, on: Option<&str>, from: i64, to: i64) -> Slot {
        let on_day = on.map(|day| Day::parse(day).expect("a day"));
        Slot { slot_id: uuid::Uuid::nil(), weekday, on_day, from_minute: from, to_minute: to }
    }

    #[test]
    fn a_time_is_on_its_own_days() {
        // 20 November 2026 is a Friday.
        let friday = Day::parse("2026-11-20").expect("a day");
        assert!(slot(5, None, 540, 600).is_on(friday));
        assert!(!slot(4, None, 540, 600).is_on(friday));
        assert!(slot(0, Some("2026-11-20"), 540, 600).is_on(friday));
        assert!(!slot(0, Some("2026-11-27"), 540, 600).is_on(friday));
    }

    #[test]
    fn it_says_when_it_is() {
        for (slot, words) in [
            (slot(2, None, 780, 990), "Every Tuesday, 1pm to 4.30pm"),
            (slot(0, Some("2026-11-20"), 0, 720), "20 November 2026, 12am to 12pm"),
            (slot(7, None, 1_260, 1_440), "Every Sunday, 9pm to midnight"),
        ] {
            assert_eq!(slot.words(), words);
        }
    }

    #[test]
    fn times_meet_where_both_are() {
        let weekly = slot(5, None, 540, 720);
        for (other, meets) in [
            (slot(5, None, 700, 800), true),
            (slot(5, None, 720, 800), false),
            (slot(4, None, 540, 720), false),
            (slot(0, Some("2026-11-20"), 600, 610), true),
            (slot(0, Some("2026-11-21"), 600, 610), false),
        ] {
            assert_eq!((weekly.meets(&other), other.meets(&weekly)), (meets, meets), "{}", other.words());
        }
    }
}
