//! A scenario: what comes in, how long it lasts, who there is to do it, what is asked of them, and what if.
//!
//! Written as TOML by people and by the page of the model alike. Shares are percent. Hours are hours a week; room is
//! points of an hour in four weeks, as the loads of the service count it.

mod check;
mod make;
mod write;

pub(in crate::forecast) use make::hundredths;
pub use make::{Made, make};
pub use write::text;

use crate::{capacity::CASEWORK, model::Sickness};
use kernel::Day;
use packs::Problem;
use serde::{Deserialize, Deserializer, de::Error as _};

/// Hours of a full week where nothing else is known. Alongside default, the commonest contract of English councils.
pub const FULL_WEEK: f64 = 37.0;

/// A scenario as it is written.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// What it is about, and where its numbers come from.
    #[serde(default)]
    pub about: String,
    /// The first day that is played.
    #[serde(deserialize_with = "day")]
    pub begins_on: Day,
    /// Days that are played; a year where it is left out.
    #[serde(default = "a_year")]
    pub days: u32,
    /// How often it is played; 2,000 times where it is left out.
    #[serde(default = "two_thousand")]
    pub runs: u32,
    /// Percent of days on which somebody may carry more than they have room for: what the posts needed are reckoned by.
    #[serde(default = "five")]
    pub risk: f64,
    /// Hours a week of all together that reviews of each other's cases take.
    #[serde(default)]
    pub review_hours: f64,
    /// Hours a week of administrative support that free as many for casework.
    #[serde(default)]
    pub admin_hours: f64,
    /// The kinds of case.
    #[serde(default)]
    pub kinds: Vec<Kind>,
    /// Who takes them.
    #[serde(default)]
    pub officers: Vec<Officer>,
    /// What arrivals are multiplied by.
    #[serde(default)]
    pub seasons: Option<Seasons>,
    /// Sickness.
    #[serde(default)]
    pub sickness: Option<Ill>,
    /// What the service asks of itself.
    #[serde(default)]
    pub standards: Standards,
    /// What if.
    #[serde(default)]
    pub change: Option<Change>,
    /// A desk at which people wait.
    #[serde(default)]
    pub desk: Option<Duty>,
    /// A published rule of thumb to hold it against.
    #[serde(default)]
    pub rule: Option<Rule>,
}

/// Cases of one kind.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its name.
    pub name: String,
    /// Whose they are; the first team where it is left out.
    #[serde(default)]
    pub team: String,
    /// How many come in a week on average.
    pub arrivals_a_week: f64,
    /// The variance of a week's arrivals over their mean; 1 where they come independently.
    #[serde(default = "one")]
    pub dispersion: f64,
    /// How long they last on average, in days.
    #[serde(default)]
    pub mean_days: Option<f64>,
    /// The share that is still open after so many days, in place of the mean.
    #[serde(default)]
    pub still_open: Vec<StillOpen>,
    /// What each weighs, in points: hours in four weeks.
    #[serde(default)]
    pub points: Option<f64>,
    /// The same as hours a week.
    #[serde(default)]
    pub hours_a_week: Option<f64>,
    /// How many days each that is open when it begins has been open; as the long run has it where that is left out.
    #[serde(default)]
    pub open: Option<Vec<f64>>,
    /// Who holds each of these, by the place in the list of officers from 1; 0 for nobody yet.
    #[serde(default)]
    pub held_by: Vec<usize>,
}

/// A point of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StillOpen {
    /// Days.
    pub days: f64,
    /// Percent still open after them.
    pub percent: f64,
}

/// Somebody who takes cases.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Officer {
    /// What they are called here.
    pub name: String,
    /// Their team.
    #[serde(default)]
    pub team: String,
    /// Contract hours a week.
    pub hours: f64,
    /// Hours a week that they have not for their own cases.
    #[serde(default)]
    pub reduced_hours: f64,
    /// Percent of their hours that is for casework.
    #[serde(default = "casework")]
    pub casework: f64,
    /// Working days of leave expected in a year, beside what is booked.
    #[serde(default)]
    pub leave_days: f64,
    /// Leave that is booked.
    #[serde(default)]
    pub leave: Vec<Leave>,
    /// The first day they work here, where it is later than the first that is played.
    #[serde(default, deserialize_with = "some_day")]
    pub joins_on: Option<Day>,
    /// The first day they work here no more.
    #[serde(default, deserialize_with = "some_day")]
    pub leaves_on: Option<Day>,
}

/// Days away.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// First day.
    #[serde(deserialize_with = "day")]
    pub from: Day,
    /// Last day.
    #[serde(deserialize_with = "day")]
    pub until: Day,
}

/// What arrivals are multiplied by.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seasons {
    /// January to December; nothing for all alike.
    #[serde(default)]
    pub months: Vec<f64>,
    /// Monday to Sunday; nothing for all alike.
    #[serde(default)]
    pub weekdays: Vec<f64>,
}

/// How often and how long people are ill.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ill {
    /// The chance in percent that somebody falls ill on a working day.
    pub starts_percent: f64,
    /// Working days it lasts on average; five where it is left out, an Alongside default.
    #[serde(default = "five")]
    pub mean_days: f64,
}

impl Ill {
    fn played(self) -> Sickness {
        Sickness { starts: self.starts_percent / 100.0, mean_days: self.mean_days }
    }

    /// The share of working days that somebody is ill.
    pub fn share(self) -> f64 {
        let sick = self.starts_percent / 100.0 * self.mean_days;
        sick / (1.0 + sick)
    }
}

/// What the service asks of itself.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standards {
    /// Nobody carries more than so many percent of their room.
    #[serde(default = "most")]
    pub most_percent: i64,
    /// A first contact is made within so many days; 0 where that is no standard.
    #[serde(default)]
    pub first_contact_days: u32,
}

impl Default for Standards {
    fn default() -> Self {
        Self { most_percent: most(), first_contact_days: 0 }
    }
}

/// What if.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Change {
    /// Arrivals go up by so many percent, or down.
    pub arrivals_percent: f64,
    /// Cases weigh so many percent more, or less.
    pub weights_percent: f64,
    /// Full-time posts more, or fewer.
    pub posts: i64,
    /// Hours a week of administrative support more, or fewer.
    pub admin_hours: f64,
    /// Percent of everybody's hours that is kept for casework; as each has it where this is left out.
    pub casework: Option<f64>,
}

/// A desk at which people wait their turn.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// How many come in an hour.
    pub an_hour: f64,
    /// How many one person can see in an hour.
    pub each_sees_an_hour: f64,
    /// How many are at the desk.
    pub at_desk: u32,
}

/// A published rule of thumb.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Where it is published.
    pub source: String,
    /// How many people it is about.
    pub people: f64,
    /// Cases in a year of 10,000 of them.
    pub cases_of_10_000: f64,
    /// Cases that one worker takes in a year.
    pub cases_of_a_worker: f64,
    /// Cases that one administrator serves in a year.
    pub cases_of_an_administrator: f64,
}

/// What a rule of thumb comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByRule {
    /// Cases in a year.
    pub cases: f64,
    /// Workers, full time.
    pub workers: f64,
    /// Administrators, full time.
    pub administrators: f64,
}

impl Rule {
    /// Cases by people, and posts by cases. SafeLives' rule: 40 cases of 10,000 adult women, 100 referrals a worker,
    /// 400 cases an administrator; 100,000 women are 400 cases, 4 workers and 1 administrator.
    pub fn comes_to(&self) -> ByRule {
        let cases = self.people * self.cases_of_10_000 / 10_000.0;
        ByRule {
            cases,
            workers: cases / self.cases_of_a_worker,
            administrators: cases / self.cases_of_an_administrator,
        }
    }
}

/// Reads a scenario and checks it.
///
/// # Errors
/// Every problem with its line, its field and what to do; the first alone where the text has not the form of a scenario.
pub fn read(text: &str) -> Result<Scenario, Vec<Problem>> {
    packs::read_as(text, check::all)
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
    let text = String::deserialize(from)?;
    Day::parse(&text).map_err(|_| D::Error::custom("this is no day: write one such as \"2026-04-01\""))
}

fn some_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Day>, D::Error> {
    day(from).map(Some)
}

fn a_year() -> u32 {
    365
}

fn two_thousand() -> u32 {
    2_000
}

fn one() -> f64 {
    1.0
}

fn five() -> f64 {
    5.0
}

fn most() -> i64 {
    110
}

fn casework() -> f64 {
    CASEWORK as f64
}
