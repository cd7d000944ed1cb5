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
    /// The field whose codes are the rows, or one of [`COMPUTED`]. Empty: one row.
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
