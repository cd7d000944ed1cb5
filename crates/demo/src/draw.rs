//! Draws from a seeded source, in the order in which they are asked for.

use kernel::{Chance, Day, Instant};

/// A hand that draws.
#[derive(Clone, Debug)]
pub struct Draw(pub Chance);

impl Draw {
    /// One of a list, each equally likely.
    pub fn pick<'a, T>(&self, list: &'a [T]) -> &'a T {
        &list[self.index(list.len())]
    }

    /// A number below `n`.
    pub fn index(&self, n: usize) -> usize {
        usize::try_from(self.0.below(n as u64)).unwrap_or(0)
    }

    /// A number from `low` to `high`, both possible.
    pub fn between(&self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.0.below((high - low + 1).unsigned_abs())).unwrap_or(0)
    }

    /// Yes, so many times in a hundred.
    pub fn chance(&self, percent: u64) -> bool {
        self.0.below(100) < percent
    }

    /// One of a list whose weights are given, the heavier the likelier.
    pub fn weighted<T: Copy>(&self, list: &[(u64, T)]) -> T {
        let total = list.iter().map(|(weight, _)| weight).sum();
        let mut at = self.0.below(total);
        for (weight, value) in list {
            if at < *weight {
                return *value;
            }
            at -= weight;
        }
        list[0].1
    }

    /// A time in working hours of a day.
    pub fn office_time(&self, day: Day) -> Instant {
        let hour = i8::try_from(self.between(9, 17)).unwrap_or(9);
        let quarter = i8::try_from(self.between(0, 3) * 15).unwrap_or(0);
        day.at(hour, quarter)
    }

    /// When something of a day was written down: mostly the same day, sometimes much later, never after `now`.
    pub fn recorded(&self, happened: Instant, now: Instant) -> Instant {
        let day = Day::of(happened);
        let late = self.weighted(&[
            (62, 0),
            (20, self.between(1, 3)),
            (11, self.between(4, 10)),
            (7, self.between(11, 45)),
        ]);
        let at = if late == 0 {
            happened.plus_seconds(self.between(5, 150) * 60)
        } else {
            self.office_time(day.plus(late))
        };
        at.min(now)
    }
}
