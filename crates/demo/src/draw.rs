//! Draws from a seeded source, in the order in which they are asked for.

use crate::names::Sex;
use kernel::{Chance, Day, Id, Instant};
use uuid::Uuid;

/// A hand that draws. Ids it gives always grow, so that rows made together lie together on disk.
#[derive(Clone, Debug)]
pub struct Draw {
    chance: Chance,
    /// The moment from which ids are made.
    ids_from: Instant,
}

impl Draw {
    /// The hand of a seed; its ids are of the day on which the demo stands.
    pub fn new(seed: u64, as_at: Day) -> Self {
        Self { chance: Chance::seeded(seed), ids_from: as_at.start() }
    }

    /// The source itself.
    pub fn source(&self) -> &Chance {
        &self.chance
    }

    /// A new record id.
    pub fn id<K: ?Sized>(&self) -> Id<K> {
        self.chance.id(self.ids_from)
    }

    /// The same, bare.
    pub fn uuid(&self) -> Uuid {
        self.chance.uuid(self.ids_from)
    }

    /// A number below `n`.
    pub fn below(&self, n: u64) -> u64 {
        self.chance.below(n)
    }

    /// A place in a list of `n`.
    pub fn index(&self, n: usize) -> usize {
        usize::try_from(self.below(n as u64)).unwrap_or(0)
    }

    /// One of a list, each equally likely.
    pub fn pick<T: Copy>(&self, list: &[T]) -> T {
        list[self.index(list.len())]
    }

    /// A number from `low` to `high`, both possible; `low` when `high` is less.
    pub fn between(&self, low: i64, high: i64) -> i64 {
        let span = (high - low).max(0).unsigned_abs() + 1;
        low + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// Yes, so many times in a hundred.
    pub fn percent(&self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list whose weights are given, the heavier the likelier.
    pub fn weighted<T: Copy>(&self, list: &[(u64, T)]) -> T {
        let mut at = self.below(list.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in list {
            if at < *weight {
                return *value;
            }
            at -= weight;
        }
        list[0].1
    }

    /// A woman's name or a man's.
    pub fn sex(&self) -> Sex {
        if self.percent(53) { Sex::Woman } else { Sex::Man }
    }

    /// A time in working hours of a day.
    pub fn office_time(&self, day: Day) -> Instant {
        let hour = self.weighted(&[
            (2, 8),
            (4, 9),
            (6, 10),
            (6, 11),
            (3, 12),
            (3, 13),
            (6, 14),
            (5, 15),
            (4, 16),
            (2, 17),
        ]);
        let minute = i8::try_from(self.below(12) * 5).unwrap_or(0);
        day.at(hour, minute)
    }

    /// When something was written down: mostly the same day, sometimes much later, never on or after `today`.
    pub fn recorded(&self, happened: Instant, today: Day) -> Instant {
        let days = self.weighted(&[
            (60, 0),
            (21, self.between(1, 3)),
            (12, self.between(4, 10)),
            (7, self.between(11, 45)),
        ]);
        let later = working(Day::of(happened).plus(days));
        if days == 0 || later >= today {
            // The same evening at the latest.
            return happened.plus_seconds(self.between(5, 140) * 60);
        }
        self.office_time(later)
    }
}

/// The day itself, or the next on which offices are open. (Easter and the rest of the bank holidays are left out.)
pub fn working(day: Day) -> Day {
    let mut day = day;
    while day.weekday().to_monday_zero_offset() > 4
        || matches!((day.month(), day.day()), (12, 25 | 26) | (1, 1))
    {
        day = day.plus(1);
    }
    day
}
