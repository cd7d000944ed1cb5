//! The points of a case, and how they came about.

use super::model::{Effect, Fact, Weights, When};
use crate::Points;
use kernel::Day;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// What is true of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts<'a>(BTreeMap<Fact, BTreeSet<&'a str>>);

impl<'a> Facts<'a> {
    /// The same with one more fact.
    #[must_use]
    pub fn with(mut self, fact: Fact, value: &'a str) -> Self {
        self.0.entry(fact).or_default().insert(value);
        self
    }

    /// The same with an answer of yes, or without one.
    #[must_use]
    pub fn if_so(self, fact: Fact, so: bool) -> Self {
        if so { self.with(fact, "yes") } else { self }
    }

    fn fit(&self, when: &When) -> bool {
        when.iter().all(|(fact, wanted)| {
            self.0
                .get(fact)
                .is_some_and(|had| wanted.values().iter().any(|value| had.contains(value.as_str())))
        })
    }
}

/// What a manager agreed for one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// Percent more, or less; never further than the pack allows.
    pub percent: i64,
    /// The last day it counts.
    pub until: Day,
}

/// One thing that made up a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// So many points more, or less.
    Plus(Points, String),
    /// That percentage of all before.
    Times(i64, String),
}

/// The points of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// What made it up, in this order. Nothing where no base fits.
    pub parts: Vec<Part>,
    /// All of it; never less than nothing.
    pub points: Points,
}

/// The points of a case by a pack on a day: its base, what is added to it, what it is multiplied by, and what a manager
/// agreed, each percentage rounded to a hundredth of a point. No points where no base fits: then it has not been said
/// what such a case is.
pub fn score(pack: &Weights, facts: &Facts<'_>, adjusted: Option<&Adjustment>, today: Day) -> Score {
    let Some(base) = pack.bases.iter().find(|base| facts.fit(&base.when)) else {
        return Score { parts: Vec::new(), points: Points::ZERO };
    };
    let fitting: Vec<_> = pack.changes.iter().filter(|change| facts.fit(&change.when)).collect();
    let mut parts = vec![Part::Plus(base.points, base.name.clone())];
    for change in &fitting {
        match change.counts {
            Effect::Add(points) => parts.push(Part::Plus(points, change.name.clone())),
            Effect::Percent(percent) => {
                parts.push(Part::Plus(base.points.percent(percent), change.name.clone()));
            }
            Effect::Of(_) => {}
        }
    }
    for change in &fitting {
        if let Effect::Of(percent) = change.counts {
            parts.push(Part::Times(percent, change.name.clone()));
        }
    }
    if let Some(agreed) = adjusted.filter(|agreed| agreed.until >= today) {
        let percent = agreed.percent.clamp(-pack.adjustment, pack.adjustment);
        if percent != 0 {
            parts.push(Part::Times(100 + percent, "agreed".to_owned()));
        }
    }
    let points = parts.iter().fold(Points::ZERO, |sum, part| match part {
        Part::Plus(points, _) => sum + *points,
        Part::Times(percent, _) => sum.percent(*percent),
    });
    Score { parts, points: points.max(Points::ZERO) }
}

impl Score {
    /// The whole of it in one line: `8 relief + 2 high risk + 1 interpreter = 11`, `(8 relief + 2 new) × 0.5 waiting = 5`.
    pub fn line(&self) -> String {
        let mut line = String::new();
        let added = self.parts.iter().filter(|part| matches!(part, Part::Plus(..))).count();
        for part in &self.parts {
            // A String never refuses.
            let _infallible = match part {
                Part::Plus(points, name) if line.is_empty() => write!(line, "{points} {name}"),
                Part::Plus(points, name) if *points < Points::ZERO => write!(line, " − {} {name}", -*points),
                Part::Plus(points, name) => write!(line, " + {points} {name}"),
                Part::Times(percent, name) => {
                    if added > 1 && !line.starts_with('(') {
                        line = format!("({line})");
                    }
                    write!(line, " × {} {name}", Points::hundredths(*percent))
                }
            };
        }
        if self.parts.len() > 1 {
            let _infallible = write!(line, " = {}", self.points);
        }
        if line.is_empty() { "0: no weight fits this case".to_owned() } else { line }
    }
}
