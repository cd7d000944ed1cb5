//! Clocks worked out: from what set them going to their last day.
//!
//! [`explain`] answers for one rule and one start; [`run`] makes every run of every clock of a case from what
//! happened in it. Nothing here reads, writes or asks for the time.

mod moved;
mod run;
mod spans;

pub use run::{Change, ChangeKind, Happened, Run, State, run};

use crate::model::{Basis, ClockRule, Ends, Variant};
use kernel::{
    Day, Instant, Result,
    calendar::{Calendar, Mode, Opening, ServiceHours, due, last_day},
};
use std::borrow::Cow;

/// When a clock was set going: a day, and for clocks that count hours the moment, where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The day, in London.
    pub on: Day,
    /// The moment; without it a clock that counts hours counts from the day's first.
    pub at: Option<Instant>,
}

impl From<Day> for Start {
    fn from(on: Day) -> Self {
        Self { on, at: None }
    }
}

impl From<Instant> for Start {
    fn from(at: Instant) -> Self {
        Self { on: Day::of(at), at: Some(at) }
    }
}

/// A clock worked out, and why it is so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The clock's id.
    pub clock: String,
    /// Its name.
    pub name: String,
    /// The day that sets it going.
    pub from: Day,
    /// The moment that sets it going, for a clock that counts hours.
    pub from_at: Option<Instant>,
    /// Day 1: the first day that counts.
    pub starts: Day,
    /// The last day.
    pub due: Day,
    /// The last moment, for a clock that counts hours.
    pub due_at: Option<Instant>,
    /// How it is counted.
    pub mode: Mode,
    /// How many days, working days, hours or months.
    pub n: i64,
    /// Days from the start to the end whose hours do not count.
    pub skipped: Vec<Day>,
    /// The rule in plain words.
    pub rule: String,
    /// The section, guidance or policy.
    pub source: String,
    /// Who sets it.
    pub basis: Basis,
    /// Whether the reading has been confirmed.
    pub confirmed: bool,
    /// What happens at the end.
    pub ends: Ends,
    /// More about the end in plain words; often empty.
    pub ends_words: String,
    /// First day on which it may start under this rule; `None` when the rule has no beginning.
    pub effective_from: Option<Day>,
    /// Last day on which it may start under this rule; `None` when the rule has no end.
    pub effective_until: Option<Day>,
    /// All of it as people see it.
    pub words: String,
}

/// Works out one clock that is set going on a day (or at a moment), under one rule.
///
/// `chosen` is the variant that holds, if one does ([`ClockRule::variant`]). The rule's own dates are not looked
/// at: [`Pack::clock`](crate::Pack::clock) finds the rule of a day. [`kernel::Error::Invalid`] for a length that
/// cannot be counted, which [`read`](crate::read) would not have let through.
pub fn explain(
    rule: &ClockRule,
    start: impl Into<Start>,
    chosen: Option<&Variant>,
    calendar: &Calendar,
) -> Result<Explained> {
    let start = start.into();
    let counted = Counted::of(rule, chosen, start, calendar)?;
    let mut explained = Explained {
        clock: rule.id.clone(),
        name: rule.name.clone(),
        from: start.on,
        from_at: counted.begins_at(),
        starts: counted.day_one(),
        due: counted.due.on,
        due_at: counted.due.at,
        mode: counted.mode,
        n: counted.n,
        skipped: counted.due.at.map_or_else(Vec::new, |end| skipped(rule, start.on, end)),
        rule: chosen.map_or(&rule.rule, |variant| &variant.rule).clone(),
        source: chosen.map_or(&rule.citation, |variant| &variant.citation).clone(),
        basis: rule.basis,
        confirmed: rule.confirmed,
        ends: rule.ends,
        ends_words: rule.ends_words.clone(),
        effective_from: rule.effective_from,
        effective_until: rule.effective_until,
        words: String::new(),
    };
    let due = explained.due_at.map_or_else(|| explained.due.long(), Instant::long);
    explained.words = explained.told(&due, explained.from_at);
    Ok(explained)
}

impl Explained {
    /// "Relief duty ends 26 May 2026. Statute: Housing Act 1996 s.189B. Day 1 was 1 April 2026."
    ///
    /// `due` is its end as it is shown, which may have moved. A clock that counts hours says from which moment it runs
    /// where that is known (`since`), and names no day 1.
    pub fn told(&self, due: &str, since: Option<Instant>) -> String {
        let verb = if self.ends == Ends::Overdue { "is due by" } else { "ends" };
        let begins = match since {
            Some(at) => format!(" It runs from {}.", at.long()),
            None if self.mode.counts_hours() => String::new(),
            None => format!(" Day 1 was {}.", self.starts.long()),
        };
        let mut words = format!("{} {verb} {due}. {}.{begins}", self.name, self.who_says_so());
        if self.mode == Mode::Wh {
            words.push_str(" Working hours are 9am to 5pm on working days (Alongside default).");
        }
        words.push_str(&not_counted(&self.skipped));
        if !self.confirmed {
            words.push_str(" Our reading, not yet confirmed.");
        }
        words
    }

    fn who_says_so(&self) -> String {
        let (basis, source) = (self.basis.label(), self.source.trim_end_matches('.'));
        // A default is often cited as what it is; once is enough.
        if source.starts_with(basis) { source.to_owned() } else { format!("{basis}: {source}") }
    }
}

/// The days of a period whose hours do not count by its rule.
pub fn skipped(rule: &ClockRule, from: Day, end: Instant) -> Vec<Day> {
    if rule.skips.is_empty() {
        return Vec::new();
    }
    let days = (0..=from.days_until(Day::of(end))).map(|n| from.plus(n));
    days.filter(|day| rule.skips(*day) && day.start() < end).collect()
}

/// " 25 December 2026 does not count."; empty where every day counts.
pub fn not_counted(days: &[Day]) -> String {
    let said: Vec<String> = days.iter().map(|day| format!(" {} does not count.", day.long())).collect();
    said.concat()
}

impl ClockRule {
    /// The variant that holds: the first whose condition does. `codes` gives the current codes of a field.
    pub fn variant(&self, codes: &dyn Fn(&str) -> Vec<String>) -> Option<&Variant> {
        self.variants.iter().find(|variant| {
            let now = codes(&variant.when.field);
            variant.when.is.iter().any(|code| now.contains(code))
        })
    }
}

/// A last day, and the last moment where hours are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Due {
    on: Day,
    at: Option<Instant>,
}

/// A period counted from its start.
struct Counted<'c> {
    calendar: Cow<'c, Calendar>,
    mode: Mode,
    n: i64,
    start: Start,
    due: Due,
}

impl<'c> Counted<'c> {
    fn of(rule: &ClockRule, chosen: Option<&Variant>, start: Start, calendar: &'c Calendar) -> Result<Self> {
        let mode = chosen.and_then(|variant| variant.mode).unwrap_or(rule.mode);
        let n = chosen.map_or(rule.n, |variant| variant.n);
        // The law's working days know no day on which one service alone is closed.
        let calendar = match rule.basis {
            Basis::Local | Basis::Default => Cow::Borrowed(calendar),
            Basis::Statute | Basis::Guidance | Basis::National => {
                Cow::Owned(Calendar::new(calendar.division()))
            }
        };
        let mut due = count(mode, n, start, &calendar)?;
        if let (Mode::H, Some(at)) = (mode, due.at) {
            let at = leave_out(rule, start.at.unwrap_or(start.on.start()), at);
            due = Due { on: Day::of(at), at: Some(at) };
        }
        Ok(Self { calendar, mode, n, start, due })
    }

    /// The moment from which hours are counted.
    fn begins_at(&self) -> Option<Instant> {
        self.mode.counts_hours().then(|| self.start.at.unwrap_or(self.start.on.start()))
    }

    /// The first day that counts.
    fn day_one(&self) -> Day {
        let on = self.start.on;
        match self.mode {
            Mode::D1 | Mode::Cm1 | Mode::H => on,
            Mode::D0 | Mode::Cm => on.plus(1),
            Mode::Wd => self.calendar.plus_working(on, 1),
            Mode::Wh => {
                let opens = self.begins_at().map(|at| office(&self.calendar)?.plus_hours(at, 0));
                opens.and_then(Result::ok).map_or(on, Day::of)
            }
        }
    }
}

/// The last day or moment of a period.
fn count(mode: Mode, n: i64, start: Start, calendar: &Calendar) -> Result<Due> {
    if mode.counts_hours() {
        let from = start.at.unwrap_or(start.on.start());
        let at = due(mode, n, from, &office(calendar)?)?;
        return Ok(Due { on: Day::of(at), at: Some(at) });
    }
    Ok(Due { on: last_day(mode, n, start.on, calendar)?, at: None })
}

/// The end of hours of real time moved on by the days that do not count: from each of these the hours that fall into
/// the period are given back, so that it goes on when the day is over.
fn leave_out(rule: &ClockRule, from: Instant, mut end: Instant) -> Instant {
    let mut day = Day::of(from);
    while day.start() < end {
        let next = day.plus(1);
        if rule.skips(day) {
            end = end.plus_seconds(from.max(day.start()).seconds_until(next.start()));
        }
        if next == day {
            break;
        }
        day = next;
    }
    end
}

/// Monday to Friday, 9am to 5pm: an Alongside default.
fn office(calendar: &Calendar) -> Result<ServiceHours> {
    Ok(ServiceHours::weekdays(calendar.clone(), Opening::new((9, 0), (17, 0))?))
}
