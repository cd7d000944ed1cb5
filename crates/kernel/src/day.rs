//! A calendar day, and the zone the service lives in.
//!
//! A [`Day`] is what people write on a letter: it has no time of day and no zone. Days are made from an
//! [`Instant`](crate::Instant) only through [`Day::of`], which reads the clock on the wall in London.

use crate::{Error, Instant, Result};
use jiff::{ToSpan, civil, tz::TimeZone};
use std::fmt;

/// The zone of every office this service knows: England, Wales, Scotland and Northern Ireland share it.
pub const ZONE: &str = "Europe/London";

/// One calendar day in the service's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(civil::Date);

impl Day {
    /// The day from its numbers; `None` when there is no such day (31 February).
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The day on the wall in London at an instant.
    pub fn of(at: Instant) -> Self {
        Self(at.timestamp().to_zoned(london()).date())
    }

    /// Reads `2026-11-22`, the form days have in files and in the database.
    pub fn parse(text: &str) -> Result<Self> {
        text.parse::<civil::Date>()
            .map(Self)
            .map_err(|_| Error::invalid(format!("{text} is not a day like 2026-11-22")))
    }

    /// The civil date inside, for arithmetic that this type does not offer.
    pub fn date(self) -> civil::Date {
        self.0
    }

    /// The day from a civil date.
    pub fn from_date(date: civil::Date) -> Self {
        Self(date)
    }

    /// Year, as people write it.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Day of the week.
    pub fn weekday(self) -> civil::Weekday {
        self.0.weekday()
    }

    /// The day `n` days later (earlier when negative); the calendar's last day when that is past its end.
    pub fn plus(self, n: i64) -> Self {
        Self(self.0.saturating_add(n.clamp(-3_000_000, 3_000_000).days()))
    }

    /// The same day of a later month (an earlier one when negative); the month's last day when it is shorter.
    pub fn plus_months(self, n: i64) -> Self {
        Self(self.0.saturating_add(n.clamp(-100_000, 100_000).months()))
    }

    /// Whole days from `self` to `later`; negative when `later` is earlier.
    pub fn days_until(self, later: Self) -> i64 {
        later.0.duration_since(self.0).as_hours() / 24
    }

    /// The instant at which the day begins in London.
    pub fn start(self) -> Instant {
        self.at(0, 0)
    }

    /// The instant of a time of day in London; a time that the clock change skips moves on by the gap.
    pub fn at(self, hour: i8, minute: i8) -> Instant {
        let time = self.0.at(hour.clamp(0, 23), minute.clamp(0, 59), 0, 0);
        let at = london().to_ambiguous_timestamp(time).compatible();
        Instant::from_timestamp(at.unwrap_or(jiff::Timestamp::MAX))
    }

    /// Whole years of age on `on` of somebody born this day.
    pub fn age_on(self, on: Self) -> i64 {
        let years = i64::from(on.year()) - i64::from(self.year());
        if (on.month(), on.day()) < (self.month(), self.day()) { years - 1 } else { years }
    }

    /// `22 November 2026`.
    pub fn long(self) -> String {
        self.0.strftime("%-d %B %Y").to_string()
    }

    /// `Sun 22 Nov`, for lists of near dates.
    pub fn short(self) -> String {
        self.0.strftime("%a %-d %b").to_string()
    }
}

/// ISO 8601, as stored and as sent to machines.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// London's zone, from the tables compiled into the program.
pub(crate) fn london() -> TimeZone {
    TimeZone::get(ZONE).unwrap_or(TimeZone::UTC)
}
