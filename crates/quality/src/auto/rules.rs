//! What each rule proposes of the facts. Pure.

mod early;
mod others;
mod plan;
mod touch;
mod way;

use super::{
    due::Due,
    facts::Facts,
    model::{Evidence, Proposal, Rule},
};
use crate::model::{Answer, Reason};
use kernel::Day;

/// Facts that a proposal shows at most.
const SHOWN: usize = 6;

/// What a rule proposes of a case, as on a day: the case's last where it is closed.
pub fn propose(rule: Rule, facts: &Facts, today: Day) -> Proposal {
    let today = facts.as_at(today);
    let found = match rule {
        Rule::Acknowledged => early::acknowledged(facts, today),
        Rule::RiskAssessed => early::risk_assessed(facts, today),
        Rule::PlanSteps => plan::steps(facts, today),
        Rule::PlanAgreed => plan::agreed(facts, today),
        Rule::ExitPlan => plan::exit(facts, today),
        Rule::NextStep => plan::next(facts, today),
        Rule::ContactAgreed => touch::agreed(facts, today),
        Rule::ContactKept => touch::kept(facts, today),
        Rule::RecordedInTime => touch::recorded(facts),
        Rule::IncidentsAnswered => others::incidents(facts, today),
        Rule::OtherSideHeard => others::heard(facts, today),
        Rule::StagesInOrder => way::in_order(facts, today),
        Rule::DecisionRecorded => way::decisions(facts, today),
        Rule::ReviewedInTime => way::reviewed(facts, today),
        Rule::DutyClocksKept => way::duties(facts, today),
    };
    let mut evidence = found.evidence;
    evidence.truncate(SHOWN);
    Proposal { rule, answer: found.answer, why: found.why, evidence }
}

/// What a rule found.
struct Found {
    answer: Answer,
    why: String,
    evidence: Vec<Evidence>,
}

impl Found {
    fn new(answer: Answer, why: impl Into<String>) -> Self {
        Self { answer, why: why.into(), evidence: Vec::new() }
    }

    fn met(why: impl Into<String>) -> Self {
        Self::new(Answer::Met, why)
    }

    fn partly(why: impl Into<String>) -> Self {
        Self::new(Answer::Partly, why)
    }

    fn not_met(why: impl Into<String>) -> Self {
        Self::new(Answer::NotMet, why)
    }

    fn not_applicable(reason: Reason, why: impl Into<String>) -> Self {
        Self::new(Answer::NotApplicable(reason), why)
    }

    /// Nothing is there: not met once it had to be, else the case has not come so far.
    fn missing(what: &str, due: Due) -> Self {
        let ours = if due.ours { " (Alongside default)" } else { "" };
        match due.day.map(Day::long) {
            Some(day) if due.passed => Self::not_met(format!("{what} It was due by {day}{ours}.")),
            Some(day) => {
                Self::not_applicable(Reason::StageNotReached, format!("{what} It is due by {day}{ours}."))
            }
            None => {
                Self::not_applicable(Reason::StageNotReached, format!("{what} The case has not come so far."))
            }
        }
    }

    /// With a fact and where it stands.
    fn shown(mut self, words: impl Into<String>, href: String) -> Self {
        self.evidence.push(Evidence { words: words.into(), href });
        self
    }

    /// With several.
    fn shown_all(mut self, all: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(all);
        self
    }
}

/// A count as figures are written.
fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Whether a share reaches a part in ten, in whole numbers.
fn reaches(share: (i64, i64), tenths: i64) -> bool {
    share.0 * 10 >= share.1 * tenths
}

/// The answer of a share, by the boundaries of B4: 0.9 is met, 0.6 partly.
fn of_share(share: (i64, i64)) -> Answer {
    match share {
        _ if reaches(share, 9) => Answer::Met,
        _ if reaches(share, 6) => Answer::Partly,
        _ => Answer::NotMet,
    }
}
