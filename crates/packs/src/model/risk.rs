//! Tools that weigh risk.

use super::help::Band;
use serde::Deserialize;

/// A tool: questions with points, and bands of the sum.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskTool {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Grows when questions or points change; an old score keeps its version.
    pub version: i64,
    /// Where it comes from.
    pub source: String,
    /// What may not be forgotten when it is used; shown above the questions.
    #[serde(default)]
    pub note: String,
    /// The official wording may be loaded by a service that has the right to it; labels here are our own.
    #[serde(default)]
    pub wording_may_be_loaded: bool,
    /// Each answer says who told us.
    #[serde(default)]
    pub asks_source: bool,
    /// The questions.
    pub questions: Vec<Question>,
    /// The bands, highest first.
    pub bands: Vec<Band>,
    /// How often something may happen again before it is said, whatever the score.
    #[serde(default)]
    pub escalates: Option<Escalates>,
}

impl RiskTool {
    /// The band of a score: the first whose `from` it reaches.
    pub fn band(&self, score: i64) -> Option<&Band> {
        self.bands.iter().find(|band| score >= band.from)
    }

    /// The band of a set of answers: that of their score, or a higher one that an answer alone leads to. `chosen` are
    /// the ids of questions and the codes of their answers; `score` is the sum of their points.
    pub fn band_of(&self, score: i64, chosen: &[(&str, &str)]) -> Option<&Band> {
        let floor = |band: &&Band| {
            self.questions.iter().any(|question| {
                question.answers.iter().any(|answer| {
                    answer.at_least == band.code && chosen.contains(&(&question.id, &answer.code))
                })
            })
        };
        self.bands.iter().find(|band| score >= band.from || floor(band))
    }
}

/// Something that is said when it happens again and again.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalates {
    /// The form whose entries are counted.
    pub form: String,
    /// How many of them.
    pub times: i64,
    /// Within how many months up to today.
    pub months: i64,
    /// What is said then.
    pub prompt: String,
}

/// A question.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// In our own short words.
    pub label: String,
    /// The answers. None: yes (1), no (0), not known (0).
    #[serde(default)]
    pub answers: Vec<Answer>,
}

/// An answer and its points.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Its code.
    pub code: String,
    /// As it is shown.
    pub label: String,
    /// What it adds.
    pub points: i64,
    /// The band that this answer alone leads to, whatever the score: a band's code, or empty.
    #[serde(default)]
    pub at_least: String,
}
