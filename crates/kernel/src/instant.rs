//! A moment, to the microsecond, in one written form.

use crate::{Error, Result, day::london};
use jiff::Timestamp;
use std::fmt;

/// A moment in UTC with microsecond precision.
///
/// Both databases keep microseconds, so nanoseconds are cut off when an instant is made. Its text has a fixed
/// width (`2026-11-22T09:05:00.000000Z`), so that text order is time order in SQLite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// From microseconds since 1970-01-01T00:00:00Z.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// From jiff's timestamp, cut to the microsecond.
    pub fn from_timestamp(at: Timestamp) -> Self {
        Self(at.as_microsecond())
    }

    /// As jiff's timestamp.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::MAX)
    }

    /// Reads an RFC 3339 moment.
    pub fn parse(text: &str) -> Result<Self> {
        text.parse::<Timestamp>()
            .map(Self::from_timestamp)
            .map_err(|_| Error::invalid(format!("{text} is not a moment like 2026-11-22T09:05:00Z")))
    }

    /// The instant `n` seconds later.
    pub fn plus_seconds(self, n: i64) -> Self {
        Self(self.0.saturating_add(n.saturating_mul(1_000_000)))
    }

    /// Seconds from `self` to `later`, rounded towards zero.
    pub fn seconds_until(self, later: Self) -> i64 {
        later.0.saturating_sub(self.0) / 1_000_000
    }

    /// `4.30pm`, on the wall in London.
    pub fn time_of_day(self) -> String {
        let t = self.timestamp().to_zoned(london());
        let (h, half) = (t.hour(), if t.hour() < 12 { "am" } else { "pm" });
        let h12 = if h % 12 == 0 { 12 } else { h % 12 };
        if t.minute() == 0 { format!("{h12}{half}") } else { format!("{h12}.{:02}{half}", t.minute()) }
    }

    /// `22 November 2026, 9.05am`, on the wall in London.
    pub fn long(self) -> String {
        format!("{}, {}", crate::Day::of(self).long(), self.time_of_day())
    }
}

/// The stored form: fixed width, UTC.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}", self.timestamp())
    }
}
