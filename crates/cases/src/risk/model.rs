//! The rules of weighing risk: points, bands, who may give another band, when it is weighed again.

use kernel::{Day, calendar::Calendar};
use packs::model::{Band, RiskTool};
use std::collections::BTreeMap;

/// The answer that every question offers: it adds nothing and is not a no.
pub const NOT_KNOWN: &str = "not_known";

kernel::text_enum! {
    /// Who or what says so.
    pub enum ToldBy {
        /// The person themselves.
        Victim = "victim", "The person";
        /// Somebody who works with them.
        Professional = "professional", "A professional";
        /// Something written down before.
        Record = "record", "A record";
        /// The worker saw it.
        Observed = "observed", "I saw it";
    }
}

/// A question as it is asked: in the loaded wording where there is one, else in ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its id in the tool.
    pub id: String,
    /// Its words.
    pub words: String,
    /// Its answers.
    pub answers: Vec<Offer>,
}

/// An answer that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// As it is stored.
    pub code: String,
    /// As it is shown.
    pub label: String,
    /// What it adds to the score.
    pub points: i64,
    /// The band is at least this one; empty for no such rule.
    pub at_least: String,
}

impl Offer {
    fn plain(code: &str, label: &str, points: i64) -> Self {
        Self { code: code.to_owned(), label: label.to_owned(), points, at_least: String::new() }
    }
}

/// An answer that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The question's id.
    pub question: String,
    /// The question as it was asked.
    pub asked: String,
    /// The answer.
    pub offer: Offer,
    /// Who says so; `None` where the tool does not ask or nobody said.
    pub told_by: Option<ToldBy>,
    /// What was said about it.
    pub note: String,
}

/// The sum and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// The sum of the points.
    pub score: i64,
    /// The highest there is.
    pub most: i64,
    /// The band's place among the tool's bands, 0 for the highest.
    pub rank: usize,
    /// How many answers are not known: the score may be too low.
    pub not_known: usize,
}

/// The questions of a tool as they are asked: `wording` holds what the service loaded, by question.
pub fn asked(tool: &RiskTool, wording: &BTreeMap<String, String>) -> Vec<Asked> {
    tool.questions
        .iter()
        .map(|question| {
            let mut answers: Vec<Offer> = question
                .answers
                .iter()
                .map(|a| Offer { at_least: a.at_least.clone(), ..Offer::plain(&a.code, &a.label, a.points) })
                .collect();
            if answers.is_empty() {
                answers = vec![Offer::plain("yes", "Yes", 1), Offer::plain("no", "No", 0)];
            }
            if !answers.iter().any(|a| a.code == NOT_KNOWN) {
                answers.push(Offer::plain(NOT_KNOWN, "Not known", 0));
            }
            let words = wording.get(&question.id).unwrap_or(&question.label).clone();
            Asked { id: question.id.clone(), words, answers }
        })
        .collect()
}

/// The highest score a tool can give.
pub fn most(questions: &[Asked]) -> i64 {
    questions.iter().filter_map(|q| q.answers.iter().map(|a| a.points).max()).sum()
}

/// Adds the answers up and finds the band: the first one the score reaches, and at least the one that any answer
/// asks for. `None` for a tool without bands.
pub fn weigh(tool: &RiskTool, questions: &[Asked], given: &[Given]) -> Option<Scored> {
    let score = given.iter().map(|g| g.offer.points).sum();
    let by_score =
        tool.bands.iter().position(|band| score >= band.from).or(tool.bands.len().checked_sub(1))?;
    let floor = given
        .iter()
        .filter_map(|g| tool.bands.iter().position(|band| band.code == g.offer.at_least))
        .min()
        .unwrap_or(by_score);
    let not_known = given.iter().filter(|g| g.offer.code == NOT_KNOWN).count();
    Some(Scored { score, most: most(questions), rank: by_score.min(floor), not_known })
}

/// Whether somebody may give a band in place of the score's: anybody a higher one, a team leader also a lower one.
pub fn may_give(scored: usize, wanted: usize, leads: bool) -> bool {
    wanted <= scored || leads
}

/// The day by which the risk is weighed again: the band's working days after it was weighed.
pub fn next_review(weighed: Day, band: &Band, calendar: &Calendar) -> Day {
    calendar.plus_working(weighed, band.review_days.max(1))
}

/// What the assessment asks to be considered: that the band went up, what the band prompts, what the number of
/// incidents prompts. Empty for nothing. `before` is the place and label of the band of the assessment before;
/// `incidents` are the form and day of each report.
pub fn prompt(
    tool: &RiskTool,
    rank: usize,
    before: Option<(i64, &str)>,
    incidents: &[(String, Day)],
    weighed: Day,
) -> String {
    let Some(band) = tool.bands.get(rank) else { return String::new() };
    let mut words = Vec::new();
    if let Some((_, old)) = before.filter(|(old, _)| i64::try_from(rank).is_ok_and(|rank| rank < *old)) {
        words.push(format!("The band went up from {old} to {}. Does the plan still fit?", band.label));
    }
    words.push(band.prompt.clone());
    words.extend(escalations(tool, incidents, weighed));
    words.retain(|w| !w.is_empty());
    words.join(" ")
}

/// What the number of incidents prompts: `3 reports in 12 months: …`.
pub fn escalations(tool: &RiskTool, incidents: &[(String, Day)], on: Day) -> Vec<String> {
    let counted = |e: &packs::model::Escalates| {
        let since = on.plus_months(-e.months);
        let n = incidents.iter().filter(|(form, day)| *form == e.form && *day > since && *day <= on).count();
        i64::try_from(n).unwrap_or(i64::MAX)
    };
    tool.escalates
        .iter()
        .filter(|e| e.times > 0)
        .map(|e| (counted(e), e))
        .filter(|(n, e)| n >= &e.times)
        .map(|(n, e)| format!("{n} reports in {} months: {}", e.months, e.prompt))
        .collect()
}

#[cfg(test)]
mod tests;
