//! Whether contact was kept to what was agreed: the rules, with no database and no clock.
//!
//! The formula is criterion B4 of the Mid Case Review: expected contacts are the open days since the agreement,
//! divided by the agreed interval and rounded down; a window with a successful contact is kept; one with an
//! attempt alone is partly kept and counts half, as `partly` does in that review's score. At least 0.9 of what
//! was expected is met, at least 0.6 is partly met. Nothing expected: not applicable.

use access::PersonId;
use kernel::Day;
use packs::model::ContactRule;
use std::collections::BTreeMap;

/// What was agreed for a time: from the day of the agreement until another took its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The day it was agreed. That day's own contact is the agreement, not its keeping.
    pub agreed_on: Day,
    /// Days between contacts at most; less than 1 counts as 1.
    pub every_days: i64,
    /// The day another agreement took its place, if one did.
    pub ended_on: Option<Day>,
}

impl Term {
    /// The window that a day lies in, from 1; 0 for the day of the agreement and before.
    pub fn window_of(self, day: Day) -> i64 {
        let days = self.agreed_on.days_until(day).max(0);
        (days + self.every() - 1) / self.every()
    }

    /// First and last day of a window, counted from 1.
    pub fn window(self, nth: i64) -> (Day, Day) {
        let last = self.agreed_on.plus(nth * self.every());
        (last.plus(1 - self.every()), last)
    }

    /// The day by which the next contact is promised: the end of the window after the one in which they were last
    /// reached. It stays where it is until they are reached, so a broken promise shows as overdue.
    pub fn due_on(self, last_reached: Option<Day>) -> Day {
        let reached = last_reached.map_or(0, |day| self.window_of(day));
        self.window(reached + 1).1
    }

    fn every(self) -> i64 {
        self.every_days.max(1)
    }
}

/// How a window went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// Nobody tried.
    Missed,
    /// Somebody tried and did not reach them: not a contact.
    Attempted,
    /// They were reached.
    Kept,
}

impl Kept {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Kept => "Kept",
            Self::Attempted => "Tried, not reached",
            Self::Missed => "Missed",
        }
    }
}

/// An expected window that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// How it went.
    pub kept: Kept,
    /// The first day they were reached in it, or else the first attempt.
    pub on: Option<Day>,
}

/// How contact was kept over all windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// At least nine in ten.
    Met,
    /// At least six in ten.
    Partly,
    /// Fewer.
    NotMet,
    /// Nothing was expected yet.
    NotApplicable,
}

impl Grade {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Met => "Contact is kept as agreed",
            Self::Partly => "Contact is partly kept as agreed",
            Self::NotMet => "Contact is not kept as agreed",
            Self::NotApplicable => "No promised contact is due yet",
        }
    }
}

/// Every expected window, oldest first, and what they come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The windows that have ended.
    pub windows: Vec<Window>,
}

impl Record {
    /// Windows expected.
    pub fn expected(&self) -> i64 {
        count(&self.windows, |_| true)
    }

    /// Windows in which they were reached.
    pub fn kept(&self) -> i64 {
        count(&self.windows, |w| w.kept == Kept::Kept)
    }

    /// Windows with an attempt alone.
    pub fn attempted(&self) -> i64 {
        count(&self.windows, |w| w.kept == Kept::Attempted)
    }

    /// Windows in which nobody tried.
    pub fn missed(&self) -> i64 {
        count(&self.windows, |w| w.kept == Kept::Missed)
    }

    /// The grade, in whole numbers: kept windows count 2 of 2, those with an attempt alone 1 of 2.
    pub fn grade(&self) -> Grade {
        let (points, most) = (2 * self.kept() + self.attempted(), 2 * self.expected());
        match most {
            0 => Grade::NotApplicable,
            _ if points * 10 >= most * 9 => Grade::Met,
            _ if points * 10 >= most * 6 => Grade::Partly,
            _ => Grade::NotMet,
        }
    }
}

fn count(windows: &[Window], f: impl Fn(&Window) -> bool) -> i64 {
    i64::try_from(windows.iter().filter(|w| f(w)).count()).unwrap_or(i64::MAX)
}

/// Works out the windows of what was agreed with one person.
///
/// `until` is the last day that counts: yesterday for an open case, since today is not over; its last day for a
/// closed one. `tries` are contacts and attempts in any order: the day, and whether they were reached. Each term
/// has `floor(days from its agreement to its end / its interval)` windows; what is left of one is nobody's.
pub fn record(terms: &[Term], until: Day, tries: &[(Day, bool)]) -> Record {
    let mut windows = Vec::new();
    for term in terms {
        let end = term.ended_on.map_or(until, |ended| ended.min(until));
        let expected = term.agreed_on.days_until(end).max(0) / term.every();
        let mut best: BTreeMap<i64, (Kept, Day)> = BTreeMap::new();
        for (day, reached) in tries.iter().filter(|(day, _)| *day <= end) {
            let kept = if *reached { Kept::Kept } else { Kept::Attempted };
            let nth = term.window_of(*day);
            let better = best.get(&nth).is_none_or(|(had, on)| kept > *had || (kept == *had && day < on));
            if better {
                best.insert(nth, (kept, *day));
            }
        }
        windows.extend((1..=expected).map(|nth| {
            let (from, to) = term.window(nth);
            let found = best.get(&nth);
            Window { from, to, kept: found.map_or(Kept::Missed, |f| f.0), on: found.map(|f| f.1) }
        }));
    }
    Record { windows }
}

/// The nearest day a contact is promised to anybody of a case, from what is in force with each and the day each
/// was last reached.
pub fn nearest(promised: &[(PersonId, Term, Option<Day>)]) -> Option<Day> {
    promised.iter().map(|(_, term, reached)| term.due_on(*reached)).min()
}

/// How many days a pack says for a risk band, when nothing is agreed: the rule of the band, else the rule for
/// `any`, else the last one.
pub fn default_days(rule: &ContactRule, band: &str) -> Option<i64> {
    let of = |code: &str| rule.promises.iter().find(|p| p.band == code);
    of(band).or_else(|| of("any")).or(rule.promises.last()).map(|p| p.every_days)
}

/// `every day`, `every 2 weeks`, `every 10 days`.
pub fn every_words(days: i64) -> String {
    match (days, days % 7) {
        (..=1, _) => "every day".to_owned(),
        (7, _) => "every week".to_owned(),
        (_, 0) => format!("every {} weeks", days / 7),
        _ => format!("every {days} days"),
    }
}
