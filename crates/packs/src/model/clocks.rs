//! Clocks: how a period is counted, who says so, and what may move it.

use super::stages::{Condition, Event};
use kernel::{Day, calendar::Mode};
use serde::Deserialize;

/// One rule of a clock, for the time it holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockRule {
    /// Its id; several rules may share it when the law changed.
    pub id: String,
    /// Its name as people say it: "Relief duty".
    pub name: String,
    /// What starts it.
    pub starts: Event,
    /// What stops it, whichever comes first. A clock that nothing stops runs until the case closes.
    #[serde(default)]
    pub stops: Vec<Event>,
    /// What ends it with nothing done, and for good: a duty that is over needs no more reviews.
    #[serde(default)]
    pub until: Vec<Event>,
    /// How days or hours are counted.
    #[serde(with = "crate::mode")]
    pub mode: Mode,
    /// How many days, working days, hours or months.
    pub n: i64,
    /// Lengths for special cases; the first that holds counts.
    #[serde(default)]
    pub variants: Vec<Variant>,
    /// Who sets it.
    pub basis: Basis,
    /// The section, guidance or policy, as it is shown.
    pub citation: String,
    /// The rule in plain words.
    pub rule: String,
    /// Whether the reading has been confirmed; otherwise it says "our reading, not yet confirmed".
    #[serde(default = "yes")]
    pub confirmed: bool,
    /// What happens at the end.
    #[serde(default)]
    pub ends: Ends,
    /// More about the end in plain words.
    #[serde(default)]
    pub ends_words: String,
    /// First day a clock may start under this rule.
    #[serde(default, with = "crate::day::maybe")]
    pub effective_from: Option<Day>,
    /// Last day a clock may start under this rule.
    #[serde(default, with = "crate::day::maybe")]
    pub effective_until: Option<Day>,
    /// Reasons it may be paused for. None: it cannot be paused.
    #[serde(default)]
    pub pauses: Vec<Reason>,
    /// Reasons it may be extended for. None: it cannot be extended.
    #[serde(default)]
    pub extensions: Vec<Reason>,
    /// Clocks whose dates move by as much when this one is paused or extended.
    #[serde(default)]
    pub moves: Vec<String>,
    /// Days of the year whose hours do not count, as month and day: `12-25`. For hours of real time alone.
    #[serde(default)]
    pub skips: Vec<String>,
    /// Working days before the end when it is shown as near.
    #[serde(default = "five")]
    pub warn: i64,
    /// Those of `stops` from which it starts again: a review, from which the next one is due.
    #[serde(default)]
    pub again: Vec<Event>,
    /// Each start has a run of its own, also while another runs: two decisions, each with its time for a review.
    /// Without it a start counts when the last run has ended.
    #[serde(default)]
    pub repeats: bool,
}

impl ClockRule {
    /// Whether a clock that starts on `day` is under this rule.
    pub fn holds_on(&self, day: Day) -> bool {
        self.effective_from.is_none_or(|from| from <= day)
            && self.effective_until.is_none_or(|until| day <= until)
    }

    /// Whether the hours of a day do not count. "In calculating when the period of 48 hours ends, Christmas Day is to
    /// be disregarded" is the one such rule known (Anti-social Behaviour, Crime and Policing Act 2014 s.80(4)).
    pub fn skips(&self, day: Day) -> bool {
        self.skips.iter().any(|text| month_and_day(text) == Some((day.month(), day.day())))
    }

    /// Since when and until when it holds: "since 3 April 2018", "from 3 April 2018 to 30 April 2026"; `None` when it
    /// always does.
    pub fn held(&self) -> Option<String> {
        match (self.effective_from, self.effective_until) {
            (None, None) => None,
            (Some(from), None) => Some(format!("since {}", from.long())),
            (None, Some(until)) => Some(format!("until {}", until.long())),
            (Some(from), Some(until)) => Some(format!("from {} to {}", from.long(), until.long())),
        }
    }
}

/// Reads `12-25`; `None` for what is no day of every year.
pub(crate) fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    // A year that has no 29 February: a day that some years lack is none of every year.
    let day = Day::new(2026, month.parse().ok()?, day.parse().ok()?)?;
    (text.len() == 5).then_some((day.month(), day.day()))
}

/// Another length where a condition holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// When.
    pub when: Condition,
    /// How days are counted then; as the rule does when not said.
    #[serde(default, with = "crate::mode::maybe")]
    pub mode: Option<Mode>,
    /// How many.
    pub n: i64,
    /// Who says so.
    pub citation: String,
    /// The rule in plain words.
    pub rule: String,
}

/// Why a clock may be paused or extended.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Its id.
    pub id: String,
    /// In words.
    pub label: String,
    /// Who allows it.
    pub citation: String,
}

/// Who sets a clock. A target we invented is never shown as law.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// An Act or regulations.
    Statute,
    /// Statutory guidance.
    Guidance,
    /// A national standard.
    National,
    /// The service's own policy.
    Local,
    /// A default of the product.
    Default,
}

impl Basis {
    /// As packs write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Statute => "statute",
            Self::Guidance => "guidance",
            Self::National => "national",
            Self::Local => "local",
            Self::Default => "default",
        }
    }

    /// As it is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Statute => "Statute",
            Self::Guidance => "Statutory guidance",
            Self::National => "National standard",
            Self::Local => "Local policy",
            Self::Default => "Alongside default",
        }
    }
}

/// What happens when a clock has run.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Ends {
    /// Something is overdue.
    #[default]
    Overdue,
    /// The duty ends by itself where `ends_words` say so.
    Automatic,
    /// The duty may be ended, by notice.
    Notice,
    /// A right to act has passed.
    Lapses,
}

impl Ends {
    /// As packs write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Automatic => "automatic",
            Self::Notice => "notice",
            Self::Lapses => "lapses",
        }
    }
}

fn yes() -> bool {
    true
}

fn five() -> i64 {
    5
}
