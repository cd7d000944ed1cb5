//! Ranges of days, and how many fall into each.

use kernel::{Day, Result};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// Lengths of stay: each label with its largest number of days.
const LENGTHS: [(&str, i64); 10] = [
    ("30 or less", 30),
    ("31-60", 60),
    ("61-90", 90),
    ("91-180", 180),
    ("181-365", 365),
    ("366-730", 730),
    ("731-1095", 1095),
    ("1096-1460", 1460),
    ("1461-1825", 1825),
    ("over 1825", i64::MAX),
];

/// Delays of recording: each label with its largest number of days.
const DELAYS: [(&str, i64); 5] = [("0", 0), ("1-3", 3), ("4-6", 6), ("7-10", 10), ("11+", i64::MAX)];

/// How many fall into each of a row of ranges. Every range is there, also when empty; in JSON it is an object in
/// the order of the ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buckets {
    ranges: &'static [(&'static str, i64)],
    counts: Vec<i64>,
}

impl Buckets {
    /// Empty ranges for lengths of stay.
    pub fn of_lengths() -> Self {
        Self::empty(&LENGTHS)
    }

    /// Empty ranges for delays of recording.
    pub fn of_delays() -> Self {
        Self::empty(&DELAYS)
    }

    fn empty(ranges: &'static [(&'static str, i64)]) -> Self {
        Self { ranges, counts: vec![0; ranges.len()] }
    }

    /// Counts one; what is below the first range falls into it.
    pub fn add(&mut self, days: i64) {
        let range = self.ranges.iter().position(|(_, most)| days <= *most);
        if let Some(count) = range.and_then(|at| self.counts.get_mut(at)) {
            *count += 1;
        }
    }

    /// Counts the delay from what happened to its being written down. Written down ahead of time counts as 0.
    pub fn add_delay(&mut self, happened: Day, recorded: Day) {
        self.add(happened.days_until(recorded).max(0));
    }

    /// Each label and its count, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, i64)> {
        self.ranges.iter().map(|(label, _)| *label).zip(self.counts.iter().copied())
    }

    /// The count of a label; 0 for one that is not there.
    pub fn of(&self, label: &str) -> i64 {
        self.iter().find(|(l, _)| *l == label).map_or(0, |(_, n)| n)
    }

    /// All together.
    pub fn total(&self) -> i64 {
        self.counts.iter().sum()
    }
}

impl Serialize for Buckets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.counts.len()))?;
        for (label, n) in self.iter() {
            map.serialize_entry(label, &n)?;
        }
        map.end()
    }
}
