//! What a pack of weights says.

use crate::Points;
use kernel::Day;
use serde::{Deserialize, Deserializer, de::Error as _};
use std::collections::BTreeMap;

/// A pack of weights, dated and versioned.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Its id, the same in every version.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The version, from 1.
    pub version: i64,
    /// From when it may be used.
    #[serde(deserialize_with = "day")]
    pub effective_from: Day,
    /// What one point stands for.
    pub point: String,
    /// Where the numbers come from.
    pub source: String,
    /// What it is for.
    pub about: String,
    /// How many percent a manager may add or take, either way.
    pub adjustment: i64,
    /// What a contact counts that somebody makes for a colleague's case: it adds to theirs and takes from the colleague's.
    #[serde(default)]
    pub contact: Points,
    /// Where room is a share of points that a full week stands for; otherwise a point is an hour in four weeks.
    #[serde(default)]
    pub full_week: Option<FullWeek>,
    /// What a case is to begin with: the first that fits counts.
    pub bases: Vec<Base>,
    /// What makes it more or less: each that fits counts, in this order.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// The points that a full week stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullWeek {
    /// Points.
    pub points: i64,
    /// Hours of that week, in hundredths.
    pub hours: i64,
}

/// What a case is to begin with.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// What it is called in a score: `relief`.
    pub name: String,
    /// Points.
    pub points: Points,
    /// Which cases; all of it must hold.
    pub when: When,
}

/// What makes a case more or less.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// What it is called in a score: `interpreter`.
    pub name: String,
    /// How it counts: `{ add = 6 }`, `{ percent = 25 }` or `{ of = 50 }`.
    pub counts: Effect,
    /// Which cases; all of it must hold.
    pub when: When,
}

/// How a change counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Points more, or less.
    Add(Points),
    /// A percentage of the base more, or less.
    Percent(i64),
    /// Percent of what stands so far: 50 halves it.
    Of(i64),
}

/// Facts and the values of which one must be there.
pub type When = BTreeMap<Fact, OneOf>;

/// One value, or several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum OneOf {
    /// One.
    One(String),
    /// Any of them.
    Any(Vec<String>),
}

impl OneOf {
    /// The values.
    pub fn values(&self) -> &[String] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Any(values) => values,
        }
    }
}

/// What can be asked of a case. Where it is a question of yes or no, the value is `yes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// The kind of case: a pack's id.
    Pack,
    /// A stage it is in.
    Stage,
    /// The band of the risk as last weighed.
    Risk,
    /// Another kind of case that is open about the same person: its pack's id.
    Also,
    /// Whether a formal power or order is in use.
    Court,
    /// Whether it is new: opened in the last 28 days.
    New,
    /// Whether an interpreter or an advocate is needed.
    Interpreter,
    /// Whether getting there takes more than half an hour.
    Travel,
    /// Whether it waits for others and nothing can be done meanwhile.
    Waiting,
    /// Whether somebody works on it beside who holds it.
    Shared,
    /// A tier that another tool gave it.
    Tier,
    /// Where somebody is seen, in a tool that has tiers.
    Setting,
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
    let text = String::deserialize(from)?;
    Day::parse(&text)
        .map_err(|_| D::Error::custom(format!("{text} is no day: write a day such as 2026-04-01")))
}
