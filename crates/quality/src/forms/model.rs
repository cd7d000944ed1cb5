//! What a review form says.

use kernel::Day;
use serde::Deserialize;

/// A form by which live cases are reviewed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewForm {
    /// Its id; it never changes.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Which version. A score keeps the one it was given by.
    pub version: i64,
    /// From which day it is used.
    #[serde(deserialize_with = "day")]
    pub effective_from: Day,
    /// Who wrote it, from what.
    pub source: String,
    /// What it asks, in a sentence.
    pub about: String,
    /// The packs whose cases it reviews.
    pub packs: Vec<String>,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// Its criteria, in order.
    pub criteria: Vec<Criterion>,
}

/// Criteria that stand together.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its id: `A`.
    pub id: String,
    /// Its heading.
    pub title: String,
}

/// One thing that good casework does.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its id: `B4`.
    pub id: String,
    /// The section it stands in.
    pub section: String,
    /// What is asked for.
    pub words: String,
    /// What it weighs.
    pub weight: i64,
    /// Who answers.
    pub how: How,
    /// The rule that proposes the answer; empty where a person judges alone.
    #[serde(default)]
    pub rule: String,
    /// Whether somebody may be harmed where it is not met: it opens an immediate action, and never changes the score.
    #[serde(default)]
    pub critical: bool,
    /// Which commitment of the Respect ASB Charter for Housing it evidences, 1 to 7; 0 for none.
    #[serde(default)]
    pub charter: i64,
    /// The page of the case on which to look; empty for the case itself.
    #[serde(default)]
    pub look: String,
    /// What to ask oneself.
    pub ask: String,
}

/// Who answers a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum How {
    /// Facts propose the answer.
    #[serde(rename = "auto")]
    Auto,
    /// Facts propose whether it is there; a person judges how good it is.
    #[serde(rename = "auto+judge")]
    AutoAndJudge,
    /// A person judges.
    #[serde(rename = "judge")]
    Judge,
}

impl How {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::AutoAndJudge, Self::Judge];

    /// As forms write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::AutoAndJudge => "auto+judge",
            Self::Judge => "judge",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.code() == code)
    }

    /// As people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Auto => "Facts answer it",
            Self::AutoAndJudge => "Facts say whether it is there, a person how good it is",
            Self::Judge => "A person judges it",
        }
    }
}

impl ReviewForm {
    /// A criterion by its id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == id)
    }
}

fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
    let text = String::deserialize(from)?;
    Day::parse(&text).map_err(|_| serde::de::Error::custom("This is no date: write it like 2026-01-31"))
}
