//! When a service is open, and the working hours that follow from it.

use super::Calendar;
use crate::{Day, Error, Instant, Result};
use std::fmt;

/// The opening hours of a service: one span for each day of the week, none on bank holidays and local closures.
///
/// The week decides about Saturdays and Sundays here, not the calendar: a service that opens on Saturdays has
/// working hours then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceHours {
    calendar: Calendar,
    week: [Option<Opening>; 7],
}

impl ServiceHours {
    /// The hours of a week, Monday first; `None` is a day on which the service stays closed.
    ///
    /// [`Error::Invalid`] when it never opens.
    pub fn new(calendar: Calendar, week: [Option<Opening>; 7]) -> Result<Self> {
        if week.iter().all(Option::is_none) {
            return Err(Error::invalid("a service opens on one day of the week at least"));
        }
        Ok(Self { calendar, week })
    }

    /// Monday to Friday, the same hours each day.
    pub fn weekdays(calendar: Calendar, hours: Opening) -> Self {
        let day = Some(hours);
        Self { calendar, week: [day, day, day, day, day, None, None] }
    }

    /// The calendar whose bank holidays and closures keep the service closed.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The moments between which the service is open on a day; `None` when it is closed all day, or open only
    /// in the hour that the clocks skip.
    pub fn open_on(&self, day: Day) -> Option<(Instant, Instant)> {
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).ok()?;
        let hours = (*self.week.get(weekday)?)?;
        // Asked last, because it is the slower question.
        if self.calendar.is_closed(day) {
            return None;
        }
        let (opens, closes) = (moment(day, hours.opens), moment(day, hours.closes));
        (opens < closes).then_some((opens, closes))
    }

    /// Whether the service is open at a moment: from the moment it opens until just before it closes.
    pub fn is_open(&self, at: Instant) -> bool {
        self.open_on(Day::of(at)).is_some_and(|(opens, closes)| opens <= at && at < closes)
    }

    /// The moment at which `hours` working hours have run since `from`.
    ///
    /// Time outside the opening hours does not run, so that an event at night starts its period when the
    /// service opens, and a period that is used up at closing time is over then, not when the service opens
    /// again. 0 is the next moment at which the service is open. Open hours are real time also where the
    /// clocks change while it is open.
    ///
    /// [`Error::Invalid`] when the service never opens again before the calendar's end.
    pub fn plus_hours(&self, from: Instant, hours: i64) -> Result<Instant> {
        let mut left = hours.saturating_mul(3_600_000_000);
        let mut day = Day::of(from);
        loop {
            if let Some((opens, closes)) = self.open_on(day) {
                let start = opens.max(from).micros();
                let open = closes.micros() - start;
                // Not when `from` is past closing time: then this day has nothing to give, not even for 0 hours.
                if open > 0 && left <= open {
                    return Ok(Instant::from_micros(start + left));
                }
                left -= open.max(0);
            }
            let next = day.plus(1);
            if next == day {
                return Err(Error::invalid("the service never opens again: check its opening hours"));
            }
            day = next;
        }
    }
}

/// The hours of one day, on the wall in London: opening and closing time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Opening {
    opens: (i8, i8),
    closes: (i8, i8),
}

impl Opening {
    /// From `(hour, minute)` to `(hour, minute)`; `(24, 0)` is the end of the day.
    ///
    /// [`Error::Invalid`] when a time does not exist, or when closing is not after opening. A service that is
    /// open past midnight cannot be written in one span.
    pub fn new(opens: (i8, i8), closes: (i8, i8)) -> Result<Self> {
        let exists = |(hour, minute)| (0..24).contains(&hour) && (0..60).contains(&minute);
        if exists(opens) && (exists(closes) || closes == (24, 0)) && opens < closes {
            return Ok(Self { opens, closes });
        }
        Err(Error::invalid(
            "opening hours look like 09:00-17:00, and end on the same day, at 24:00 at the latest",
        ))
    }

    /// Reads `09:00-17:30`, the stored form; [`Error::Invalid`] for any other text.
    pub fn parse(text: &str) -> Result<Self> {
        let time = |text: &str| {
            let (hour, minute) = text.trim().split_once(':')?;
            Some((hour.parse().ok()?, minute.parse().ok()?))
        };
        let times = text.split_once('-').and_then(|(opens, closes)| Some((time(opens)?, time(closes)?)));
        let (opens, closes) =
            times.ok_or_else(|| Error::invalid(format!("{text} is not opening hours like 09:00-17:00")))?;
        Self::new(opens, closes)
    }
}

/// The stored form, `09:00-17:30`.
impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((h, m), (until_h, until_m)) = (self.opens, self.closes);
        write!(f, "{h:02}:{m:02}-{until_h:02}:{until_m:02}")
    }
}

/// The moment of a time of day; 24:00 is the next day's first.
fn moment(day: Day, (hour, minute): (i8, i8)) -> Instant {
    if hour == 24 { day.plus(1).start() } else { day.at(hour, minute) }
}
