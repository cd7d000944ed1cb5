//! Working days, and the periods that the law, guidance and local policy count in.
//!
//! Bank holidays are computed by rule, so that a clock may run into a year nobody has published yet; what was
//! proclaimed out of turn is a short table in `holidays`. A period is counted by [`last_day`] (days, working
//! days, months) or by [`due`] (hours).

mod count;
mod holidays;
mod hours;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use count::{MAX_PERIOD, Mode, due, last_day};
pub use hours::{Opening, ServiceHours};

use crate::{Day, Error, Result};
use jiff::civil::Weekday;
use std::collections::BTreeSet;
use std::ops::Bound::{Excluded, Included};

/// The days on which one part of the United Kingdom works.
///
/// Saturdays, Sundays, the division's bank holidays and the local closures given to it are not working days;
/// every other day is. The dates are those of GOV.UK's list in each year it gives (2019 to 2028), and of the
/// proclamations since 2008. Later years follow the rules alone, until a release adds what is proclaimed out of
/// turn. Earlier years follow today's rules and are not exact.
///
/// A statute's working days know no local closure: give such a clock a calendar without any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    division: Division,
    closures: BTreeSet<Day>,
}

impl Calendar {
    /// The division's calendar, with no local closures.
    pub fn new(division: Division) -> Self {
        Self { division, closures: BTreeSet::new() }
    }

    /// This calendar with more local closures: days on which this service alone does not work, or a bank
    /// holiday that was proclaimed since the last release.
    pub fn with_closures(mut self, closures: impl IntoIterator<Item = Day>) -> Self {
        self.closures.extend(closures);
        self
    }

    /// Whose bank holidays these are.
    pub fn division(&self) -> Division {
        self.division
    }

    /// The name of the bank holiday on this day, as GOV.UK writes it; `None` on every other day, which is also
    /// the answer for a holiday's own date when a substitute day is kept for it.
    pub fn bank_holiday(&self, day: Day) -> Option<&'static str> {
        // Substitutes see to it that none falls on a weekend, so most questions end here.
        if is_weekend(day) {
            return None;
        }
        holidays::of(self.division, day.year()).into_iter().find(|(d, _)| *d == day).map(|(_, name)| name)
    }

    /// Every bank holiday of a year with its name, earliest first.
    pub fn bank_holidays(&self, year: i16) -> Vec<(Day, &'static str)> {
        holidays::of(self.division, year)
    }

    /// Why the day is a bank holiday when no yearly rule makes it one: the proclamation. `None` for a holiday of
    /// every year and for a day that is none.
    pub fn proclamation(&self, day: Day) -> Option<&'static str> {
        holidays::proclamation(self.division, day)
    }

    /// Whether the day is a bank holiday or a local closure, whatever day of the week it is.
    pub fn is_closed(&self, day: Day) -> bool {
        self.closures.contains(&day) || self.bank_holiday(day).is_some()
    }

    /// Whether the day is a working day: Monday to Friday and not closed.
    pub fn is_working(&self, day: Day) -> bool {
        !is_weekend(day) && !self.is_closed(day)
    }

    /// The day itself when it is a working day, else the first one after it.
    pub fn next_working(&self, day: Day) -> Day {
        if self.is_working(day) { day } else { self.plus_working(day, 1) }
    }

    /// The `n`th working day after the day, which itself does not count: the next working day is 1. A negative
    /// `n` counts backwards (the last working day before it is -1); 0 is the day itself, working or not. Stops
    /// at the last day there is, in the year 9999.
    pub fn plus_working(&self, day: Day, n: i64) -> Day {
        let (step, mut left, mut day) = (n.signum(), n, day);
        while left != 0 {
            let next = day.plus(step);
            if next == day {
                break;
            }
            day = next;
            if self.is_working(day) {
                left -= step;
            }
        }
        day
    }

    /// Working days after `from`, up to and including `to`; negative when `to` is the earlier one. It undoes
    /// [`Calendar::plus_working`]: `working_days_between(d, plus_working(d, n))` is `n` for every `n` that is
    /// not negative.
    pub fn working_days_between(&self, from: Day, to: Day) -> i64 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        if to == from {
            return 0;
        }
        // Counted by weeks and years, not day by day: reports ask this of every case there ever was.
        let days = from.days_until(to);
        let odd = (0..days % 7).filter(|back| !is_weekend(to.plus(-back))).count() as i64;
        let holidays = (from.year()..=to.year())
            .flat_map(|year| self.bank_holidays(year))
            .filter(|(day, _)| from < *day && *day <= to)
            .count() as i64;
        let closures = self
            .closures
            .range((Excluded(from), Included(to)))
            .filter(|day| !is_weekend(**day) && self.bank_holiday(**day).is_none())
            .count() as i64;
        days / 7 * 5 + odd - holidays - closures
    }
}

/// A part of the United Kingdom with its own list of bank holidays (Banking and Financial Dealings Act 1971,
/// Schedule 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Division {
    /// England and Wales share one list.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Division {
    /// Every division.
    pub const ALL: [Self; 3] = [Self::EnglandAndWales, Self::Scotland, Self::NorthernIreland];

    /// The stored form, which is GOV.UK's: `england-and-wales`, `scotland`, `northern-ireland`.
    pub fn code(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "england-and-wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }

    /// Reads the stored form; [`Error::Invalid`] for any other text.
    pub fn parse(code: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|division| division.code() == code).ok_or_else(|| {
            Error::invalid(format!("{code} is not one of england-and-wales, scotland, northern-ireland"))
        })
    }
}

/// Saturday or Sunday.
fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
