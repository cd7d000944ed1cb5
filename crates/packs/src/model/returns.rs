//! Tables of returns: what is counted, by what, and how small numbers are treated; what is checked before, and what
//! is exported case by case.

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
    /// codes a field of several codes has (0, 1, 2, 3 or more; the code `none` is none of them). Empty: one row.
    #[serde(default)]
    pub by: String,
    /// Only cases of which these hold.
    #[serde(default, rename = "where")]
    pub only: Vec<Condition>,
    /// Not cases of which one of these holds.
    #[serde(default)]
    pub except: Vec<Condition>,
    /// The lowest age of each band, ascending, for rows by `case.age`; [`AGES`] when not said.
    #[serde(default)]
    pub ages: Vec<i64>,
    /// The field with the day somebody died: age counts on it where it comes before the period's last day.
    #[serde(default)]
    pub age_to: String,
    /// Parts in a case: it is not counted where somebody with one of them had one in another case of this kind that
    /// was open on that day. A report about the same party is then no new case.
    #[serde(default)]
    pub once_by: Vec<String>,
    /// How figures that leave the service are rounded and withheld.
    #[serde(default)]
    pub rounding: Rounding,
}

/// The lowest ages of bands where a table says none: an Alongside default.
pub const AGES: [i64; 9] = [0, 16, 18, 25, 35, 45, 55, 65, 75];

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

/// Something that is wrong or odd in a case and would make a return wrong. It speaks when all of `when` hold, each
/// field of `said` has a value, and what the rule forbids is so: `needs` has no value, `order` is broken, or nobody
/// has the part `lacks`. Without any of these three the rest alone is wrong.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Its id.
    pub id: String,
    /// What is wrong, in a sentence.
    pub words: String,
    /// What to do about it.
    pub remedy: String,
    /// How bad it is.
    #[serde(default)]
    pub level: Level,
    /// All of these hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Each of these fields has a value.
    #[serde(default)]
    pub said: Vec<String>,
    /// A field that has to be answered then, be it with the reason why not.
    #[serde(default)]
    pub needs: String,
    /// Two days, of which the second may not be before the first.
    #[serde(default)]
    pub order: Option<Order>,
    /// A part that somebody has to have in the case.
    #[serde(default)]
    pub lacks: String,
}

/// How bad something is.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The return would be wrong.
    #[default]
    Error,
    /// Somebody should look.
    Warning,
}

/// Two days in their order; each is a field that holds a day, or [`OPENED`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// What comes first.
    pub first: String,
    /// What may not come before it.
    pub then: String,
}

/// The day the case was opened, where a check or an export names days.
pub const OPENED: &str = "case.opened";

/// Which cases the exports of a period hold. Without it: those that stand in one of the tables.
///
/// One of `events` on a day of the period takes a case in. A case of which a condition of `except` holds on the last
/// day stays out, unless something of `unless` happened by then.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Who says so.
    pub source: String,
    /// What takes a case in, on a day of the period.
    pub events: Vec<Event>,
    /// Any of these keeps it out.
    #[serde(default)]
    pub except: Vec<Condition>,
    /// Any of these, by the last day of the period, takes it in all the same.
    #[serde(default)]
    pub unless: Vec<Event>,
    /// Whether the reading has been confirmed; otherwise it says "our reading, not yet confirmed".
    #[serde(default = "yes")]
    pub confirmed: bool,
}

fn yes() -> bool {
    true
}

/// A section of an export, case by case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// Its name, and that of its file.
    pub section: String,
    /// What a row is.
    #[serde(default)]
    pub each: Each,
    /// The form whose entries are the rows, for `each = "entry"`; the field whose codes are, for `each = "code"`.
    #[serde(default)]
    pub of: String,
    /// Only cases in which one of these fields has a value; empty: all.
    #[serde(default)]
    pub said: Vec<String>,
    /// The columns, in order. The first of every section is the case's own id, which joins them.
    pub columns: Vec<Column>,
}

/// What a row of an export is.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Each {
    /// A case.
    #[default]
    Case,
    /// A person in a case.
    Person,
    /// An entry of a form that repeats.
    Entry,
    /// A code of a field of several codes.
    Code,
}

/// A column of an export.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// A field, or one of [`EXPORTED`].
    pub from: String,
}

/// What columns may hold besides fields.
pub const EXPORTED: [&str; 9] = [
    OPENED,
    "case.closed",
    "case.reference",
    "case.subjects",
    "case.age",
    "person.id",
    "person.role",
    "person.age",
    "row.code",
];
