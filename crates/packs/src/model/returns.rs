//! Tables of returns: what is counted, by what, and how small numbers are treated.

use super::stages::{Condition, Event};
use serde::Deserialize;

/// A table of a return.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its id, such as `A1`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who publishes it and where its rules are.
    pub source: String,
    /// What puts a case into the period.
    pub event: Event,
    /// What is counted.
    pub counts: Counted,
    /// What ends it, for a table of what lasts: a case or entry is counted by [`Table::during`].
    #[serde(default)]
    pub until: Option<Event>,
    /// Which of those that last are counted; of no meaning without `until`.
    #[serde(default)]
    pub during: During,
    /// The field whose codes are the rows; one of [`COMPUTED`], or `count.FIELD` for how many
    /// codes a field of several codes has (0, 1, 2, 3 or more). Empty: one row.
    #[serde(default)]
    pub by: String,
    /// Only cases of which these hold.
    #[serde(default, rename = "where")]
    pub only: Vec<Condition>,
    /// How figures that leave the service are rounded and withheld.
    #[serde(default)]
    pub rounding: Rounding,
}

/// What rows may be made of besides fields: it is worked out of the case.
pub const COMPUTED: [&str; 3] = ["case.age", "case.subjects", "case.band"];

/// What a table counts.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Cases.
    Cases,
    /// People, each once.
    People,
    /// Entries: a case may have several, one a row of `by`.
    Entries,
}

/// When something that lasts has to be running to be counted.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum During {
    /// On the last day of the period.
    #[default]
    LastDay,
    /// On any day of the period.
    AnyDay,
}

/// How figures are rounded.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// As they are.
    #[default]
    None,
    /// 0 to 4 as `*`, others to the nearest 5, percentages from unrounded figures (Safeguarding Adults Collection).
    Fives,
}
