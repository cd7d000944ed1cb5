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
}

impl RiskTool {
    /// The band of a score: the first whose `from` it reaches.
    pub fn band(&self, score: i64) -> Option<&Band> {
        self.bands.iter().find(|band| score >= band.from)
    }
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
}
