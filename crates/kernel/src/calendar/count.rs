//! Counting a period in the mode its source prescribes, to its last day or its last moment.
//!
//! The law takes no account of parts of a day: a period in days or months is over when its last day is. Periods
//! in hours are over at a moment. Nothing here moves a last day that falls on a weekend; a clock whose source
//! says so asks [`Calendar::next_working`] itself.

use super::{Calendar, ServiceHours};
use crate::{Day, Error, Instant, Result};

/// The longest period that is counted, in whatever unit: no clock in force comes near it, and a slip of the hand
/// in a setting must not count for minutes.
pub const MAX_PERIOD: i64 = 40_000;

/// The last day of a period of `n` days, working days or months.
///
/// `from` is the day of the event that starts the period. The thing may be done until the end of the day
/// returned. 0 means the same day, also on a day that is not a working day.
///
/// [`Error::Invalid`] when the mode counts hours, when `n` is negative or above [`MAX_PERIOD`], and when `n` is
/// 0 in a mode in which the first day counts (the period would be over before it began).
pub fn last_day(mode: Mode, n: i64, from: Day, calendar: &Calendar) -> Result<Day> {
    check(mode, n)?;
    match mode {
        Mode::D1 => Ok(from.plus(n - 1)),
        Mode::D0 => Ok(from.plus(n)),
        Mode::Wd => Ok(calendar.plus_working(from, n)),
        Mode::Cm => Ok(from.plus_months(n)),
        Mode::Cm1 => {
            let corresponding = from.plus_months(n);
            // In a month too short for the corresponding date, its last day is not one day too many.
            Ok(if corresponding.day() == from.day() { corresponding.plus(-1) } else { corresponding })
        }
        Mode::Wh | Mode::H => Err(Error::invalid(format!("{} counts hours, not days", mode.code()))),
    }
}

/// The moment at which a period of `n` hours is over.
///
/// `from` is the moment of the event that starts the period. Elapsed hours are real time: a day on which the
/// clocks go forward has 23 of them, one on which they go back 25. Working hours run only while the service is
/// open; see [`ServiceHours::plus_hours`].
///
/// [`Error::Invalid`] when the mode counts days or months, when `n` is negative or above [`MAX_PERIOD`], and
/// when the service never opens again.
pub fn due(mode: Mode, n: i64, from: Instant, hours: &ServiceHours) -> Result<Instant> {
    check(mode, n)?;
    match mode {
        Mode::H => Ok(from.plus_seconds(n * 3600)),
        Mode::Wh => hours.plus_hours(from, n),
        Mode::D1 | Mode::D0 | Mode::Wd | Mode::Cm | Mode::Cm1 => {
            Err(Error::invalid(format!("{} does not count hours", mode.code())))
        }
    }
}

/// How a period is counted.
///
/// Which words ask for which mode is settled law: "beginning with" a day takes that day in (Hare v Gocher
/// \[1962\] 2 QB 641; Trow v Ind Coope \[1967\] 2 QB 899), "within n days of" or "after" a day leaves it out
/// (Lester v Garland (1808) 15 Ves Jun 248), and months run to the corresponding date (Dodds v Walker \[1981\]
/// 1 WLR 1027).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Days of which the first is the day of the event: "n days beginning with the day on which". Code `D1`.
    D1,
    /// Days of which the first is the day after the event: "within n days of". Code `D0`.
    D0,
    /// Working days of a [`Calendar`], of which the first is the next working day after the event. Code `WD`.
    Wd,
    /// Hours in which the service is open, by its [`ServiceHours`]. Code `WH`.
    Wh,
    /// Hours of real time, day and night. Code `H`.
    H,
    /// Calendar months after the event: to the same date of the later month, or to its last day when it has no
    /// such date. Code `CM`.
    Cm,
    /// Calendar months beginning with the day of the event: to the day before the one [`Mode::Cm`] gives, except
    /// in a month too short for the corresponding date, where both end with the month. Code `CM1`.
    Cm1,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 7] = [Self::D1, Self::D0, Self::Wd, Self::Wh, Self::H, Self::Cm, Self::Cm1];

    /// The stored form. It never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::D1 => "D1",
            Self::D0 => "D0",
            Self::Wd => "WD",
            Self::Wh => "WH",
            Self::H => "H",
            Self::Cm => "CM",
            Self::Cm1 => "CM1",
        }
    }

    /// Reads the stored form; [`Error::Invalid`] for any other text.
    pub fn parse(code: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code).ok_or_else(|| {
            Error::invalid(format!("{code} is not a way of counting: use D1, D0, WD, WH, H, CM or CM1"))
        })
    }

    /// Whether the period starts and ends at a moment ([`due`]) and not on a day ([`last_day`]).
    pub fn counts_hours(self) -> bool {
        matches!(self, Self::Wh | Self::H)
    }
}

/// Refuses lengths that mean nothing.
fn check(mode: Mode, n: i64) -> Result<()> {
    let least = i64::from(matches!(mode, Mode::D1 | Mode::Cm1));
    if (least..=MAX_PERIOD).contains(&n) {
        return Ok(());
    }
    Err(Error::invalid(format!("a period counted as {} is from {least} to {MAX_PERIOD} long", mode.code())))
}
