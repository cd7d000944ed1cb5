//! How long people stay, and how soon things are written down: the rules, with no database and no clock.
//!
//! The rules are HUD's (HMIS Programming Specifications FY2022, CoC APR and ESG CAPER questions 5a, 6e, 22a1 and
//! 22b), since they are the only ones of this kind that come with files to check an answer against. Where HUD is
//! silent, the rule chosen is marked "Alongside default".

use access::PersonId;
use kernel::{Day, Error, Result};
use serde::Serialize;
use std::{cmp::Reverse, collections::HashMap};

pub use cases::recording::Buckets;

/// The days a figure is about, first and last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    from: Day,
    to: Day,
}

impl Window {
    /// From one day to another; the first may not be after the last.
    pub fn new(from: Day, to: Day) -> Result<Self> {
        if from > to {
            return Err(Error::invalid("The first day must be the same as or before the last day."));
        }
        Ok(Self { from, to })
    }

    /// The twelve months that ended yesterday.
    pub fn last_year(today: Day) -> Self {
        let to = today.plus(-1);
        Self { from: to.plus_months(-12).plus(1), to }
    }

    /// First day.
    pub fn from(self) -> Day {
        self.from
    }

    /// Last day.
    pub fn to(self) -> Day {
        self.to
    }

    /// Whether a day lies in it.
    pub fn has(self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// One stay of one person: a case that is about them. Members of a household have a stay each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Whose.
    pub person: PersonId,
    /// First day.
    pub entry: Day,
    /// Last day, once they have left.
    pub exit: Option<Day>,
    /// The day on which the beginning was written down.
    pub entry_recorded: Day,
    /// The day on which the end was written down, where that is known.
    pub exit_recorded: Option<Day>,
}

impl Stay {
    /// Whether any part of the stay lies in the window: it began by its last day, and had not ended before its
    /// first.
    pub fn is_active_in(&self, window: Window) -> bool {
        self.entry <= window.to && self.exit.is_none_or(|exit| exit >= window.from)
    }

    /// The day the person left, if that was by the end of the window. Who leaves later is still there.
    pub fn left_in(&self, window: Window) -> Option<Day> {
        self.exit.filter(|exit| *exit <= window.to)
    }

    /// Length in days. A leaver's last day is not counted (nobody slept there), a stayer's is: they are still
    /// there. Who comes and goes on one day stayed 0 days. A stay recorded as ending before it began has a
    /// negative length, as recorded.
    pub fn days(&self, window: Window) -> i64 {
        match self.left_in(window) {
            Some(exit) => self.entry.days_until(exit),
            None => self.entry.days_until(window.to) + 1,
        }
    }

    /// Which of a person's stays speaks for them: the one that began last. Of several that began on one day, one
    /// that has not ended, then the one that ended last, then the one written down last (Alongside default), so
    /// that the answer never depends on the order of rows.
    fn rank(&self) -> (Day, bool, Option<Day>, Day, Option<Day>) {
        (self.entry, self.exit.is_none(), self.exit, self.entry_recorded, self.exit_recorded)
    }
}

/// A figure for those who left and for those who are still there; none where there is nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Split {
    /// Of those who left.
    pub leavers: Option<i64>,
    /// Of those still there.
    pub stayers: Option<i64>,
}

/// The report of stays. The order of the fields is the order of the keys in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stays {
    /// People with a stay in the window, each counted once.
    pub persons: i64,
    /// Those of them who had left by its end.
    pub leavers: i64,
    /// Those who had not.
    pub stayers: i64,
    /// Mean length in days, to the nearest whole day.
    pub mean_days: Split,
    /// Median length in days, to the nearest whole day.
    pub median_days: Split,
    /// People by length of stay.
    pub length: Buckets,
    /// Beginnings in the window by days until they were written down.
    pub entry_delay: Buckets,
    /// Ends in the window by days until they were written down.
    pub exit_delay: Buckets,
    /// People whose stay is recorded as ending before it began. They are in every figure above, as recorded; the
    /// page says so. Not part of the JSON.
    #[serde(skip)]
    pub backwards: i64,
    /// Beginnings, then ends, of [`entry_delay`](Self::entry_delay) and [`exit_delay`](Self::exit_delay) that were
    /// written down before they happened. They count as written down the same day, and the page says so. Not part of the
    /// JSON.
    #[serde(skip)]
    pub ahead: (i64, i64),
}

/// Takes stays one at a time and keeps one for each person, so that a report holds no more than its people.
#[derive(Debug)]
pub struct Counting {
    window: Window,
    latest: HashMap<PersonId, Stay>,
}

impl Counting {
    /// Begins a count.
    pub fn new(window: Window) -> Self {
        Self { window, latest: HashMap::new() }
    }

    /// Takes a stay; one outside the window is left out, and one that began before another of the same person is
    /// forgotten.
    pub fn add(&mut self, stay: Stay) {
        if !stay.is_active_in(self.window) {
            return;
        }
        match self.latest.get(&stay.person) {
            Some(known) if known.rank() >= stay.rank() => {}
            _ => {
                self.latest.insert(stay.person, stay);
            }
        }
    }

    /// The report.
    pub fn finish(self) -> Stays {
        let (window, mut length) = (self.window, Buckets::of_lengths());
        let (mut entry_delay, mut exit_delay) = (Buckets::of_delays(), Buckets::of_delays());
        let (mut leavers, mut stayers, mut backwards) = (Vec::new(), Vec::new(), 0);
        let mut ahead = (0, 0);
        for stay in self.latest.values() {
            let days = stay.days(window);
            length.add(days);
            if window.has(stay.entry) {
                entry_delay.add_delay(stay.entry, stay.entry_recorded);
                ahead.0 += i64::from(stay.entry_recorded < stay.entry);
            }
            match stay.left_in(window) {
                Some(exit) => {
                    leavers.push(days);
                    backwards += i64::from(days < 0);
                    // When nobody knows the day it was written down, there is no delay to count.
                    if let Some(recorded) = stay.exit_recorded {
                        exit_delay.add_delay(exit, recorded);
                        ahead.1 += i64::from(recorded < exit);
                    }
                }
                None => stayers.push(days),
            }
        }
        Stays {
            persons: size(&leavers) + size(&stayers),
            leavers: size(&leavers),
            stayers: size(&stayers),
            mean_days: Split { leavers: mean(&leavers), stayers: mean(&stayers) },
            median_days: Split { leavers: median(leavers), stayers: median(stayers) },
            length,
            entry_delay,
            exit_delay,
            backwards,
            ahead,
        }
    }
}

/// The report of stays, from all of them at once.
pub fn stays(window: Window, all: impl IntoIterator<Item = Stay>) -> Stays {
    let mut counting = Counting::new(window);
    for stay in all {
        counting.add(stay);
    }
    counting.finish()
}

fn size(list: &[i64]) -> i64 {
    i64::try_from(list.len()).unwrap_or(i64::MAX)
}

/// The mean to the nearest whole number; none of nothing.
fn mean(list: &[i64]) -> Option<i64> {
    quotient(list.iter().sum(), size(list))
}

/// The middle value, or the mean of the two in the middle, to the nearest whole number; none of nothing.
fn median(mut list: Vec<i64>) -> Option<i64> {
    list.sort_unstable_by_key(|days| Reverse(*days));
    let (upper, lower) = (list.get(list.len() / 2)?, list.get((list.len() - 1) / 2)?);
    quotient(upper + lower, 2)
}

/// `sum / n` to the nearest whole number, halves up: 30.5 days are 31. Done in whole numbers, so that both
/// engines and every machine agree.
fn quotient(sum: i64, n: i64) -> Option<i64> {
    (n > 0).then(|| (2 * sum + n).div_euclid(2 * n))
}
