//! The kinds of case that the partnership works on, and the words that belong to each: read from `words/`, built in.

use cases::model::{ActionKind, PartyRole};
use serde::Deserialize;
use std::sync::LazyLock;

/// The kinds of case the partnership works on; teams name them by their place.
pub static KINDS: LazyLock<Vec<Kind>> =
    LazyLock::new(|| TEXTS.iter().filter_map(|text| read(text)).collect());

const TEXTS: [&str; 5] = [
    include_str!("../../words/neighbours.toml"),
    include_str!("../../words/housing.toml"),
    include_str!("../../words/care.toml"),
    include_str!("../../words/adults.toml"),
    include_str!("../../words/violence.toml"),
];

/// A kind of case and the words that belong to it. Its lists live as long as the program.
pub struct Kind {
    /// The case type's code.
    pub code: &'static str,
    /// How many days cases last, from and to.
    pub days: (i64, i64),
    /// How many of a hundred cases are sensitive where the worker may see such cases.
    pub delicate: u64,
    /// Parts the person may have besides being whom the case is about, with their weights; often none.
    pub parts: &'static [(u64, PartyRole)],
    /// How many of a hundred cases are about everybody at home.
    pub households: u64,
    /// Percent of their hours that workers have for casework, where nearly all of them are there all week.
    pub casework: Option<i64>,
    /// What cases are about.
    pub titles: Words,
    /// Stages, early ones first.
    pub stages: Words,
    /// How cases end.
    pub outcomes: Words,
    /// What the worker does, for the list of who works with somebody.
    pub doing: Words,
    /// What happened at a contact; `@` marks what only happens face to face.
    pub happened: Words,
    /// What is to be done.
    pub steps: &'static [(ActionKind, &'static str)],
    /// Risks, each with what may be done about it.
    pub risks: &'static [(&'static str, Words)],
    /// What people say matters to them.
    pub matters: Words,
    /// What others do who have no account here: role, agency, what they do.
    pub others: &'static [(&'static str, &'static str, &'static str)],
}

/// A list of texts.
pub type Words = &'static [&'static str];

/// A kind as its file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    code: String,
    days: (i64, i64),
    delicate: u64,
    #[serde(default)]
    parts: Vec<(u64, String)>,
    #[serde(default)]
    households: u64,
    casework: Option<i64>,
    titles: Vec<String>,
    stages: Vec<String>,
    outcomes: Vec<String>,
    doing: Vec<String>,
    happened: Vec<String>,
    steps: Vec<(String, String)>,
    risks: Vec<(String, Vec<String>)>,
    matters: Vec<String>,
    others: Vec<(String, String, String)>,
}

/// Reads a file; `None` when it cannot be read, which a test would tell.
fn read(text: &str) -> Option<Kind> {
    let t: Text = toml::from_str(text).ok()?;
    let parts = t.parts.into_iter().map(|(weight, role)| Some((weight, PartyRole::parse(&role)?)));
    let steps = t.steps.into_iter().map(|(kind, what)| Some((ActionKind::parse(&kind)?, word(what))));
    Some(Kind {
        code: word(t.code),
        days: t.days,
        delicate: t.delicate,
        parts: all(parts.collect::<Option<_>>()?),
        households: t.households,
        casework: t.casework,
        titles: words(t.titles),
        stages: words(t.stages),
        outcomes: words(t.outcomes),
        doing: words(t.doing),
        happened: words(t.happened),
        steps: all(steps.collect::<Option<_>>()?),
        risks: all(t.risks.into_iter().map(|(risk, done)| (word(risk), words(done))).collect()),
        matters: words(t.matters),
        others: all(t.others.into_iter().map(|(a, b, c)| (word(a), word(b), word(c))).collect()),
    })
}

/// Kept for as long as the program runs: this is read once.
fn all<T>(list: Vec<T>) -> &'static [T] {
    list.leak()
}

fn word(text: String) -> &'static str {
    text.leak()
}

fn words(list: Vec<String>) -> Words {
    all(list.into_iter().map(word).collect())
}

#[cfg(test)]
mod tests {
    use super::{KINDS, TEXTS};

    #[test]
    fn every_file_is_read() {
        assert_eq!(KINDS.len(), TEXTS.len());
        assert!(
            KINDS.iter().all(|kind| kind.titles.len() > 5 && kind.stages.len() > 3 && !kind.steps.is_empty())
        );
    }
}
