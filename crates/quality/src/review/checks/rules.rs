//! Rules that stop somebody at work until something is there. Each has a purpose, a source and a day by which it is
//! looked at again; who adds one writes these down. A test reads the program's text and fails where a place that
//! blocks is not in the list.

use kernel::Day;
use packs::{Finding, Pack, Problem};
use serde::Deserialize;
use std::sync::LazyLock;

/// Where answers are asked for, or things refused, that an officer cannot pass over.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// A short name.
    pub id: String,
    /// Where it stands: a folder or file of the program, or `packs`.
    pub place: String,
    /// What it stops.
    pub blocks: String,
    /// What for.
    pub purpose: String,
    /// Who says so.
    pub source: String,
    /// The day by which it is looked at again: kept with a new day, or taken out.
    #[serde(deserialize_with = "day")]
    pub expires_on: Day,
}

fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
    let text = String::deserialize(from)?;
    Day::parse(&text)
        .map_err(|_| serde::de::Error::custom(format!("{text:?} is no day: write it like \"2027-11-30\"")))
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    rules: Vec<Rule>,
}

/// The list. A text that does not hold together gives none, and a test sees to it that it does.
pub fn all() -> &'static [Rule] {
    static RULES: LazyLock<Vec<Rule>> =
        LazyLock::new(|| read(include_str!("rules.toml")).unwrap_or_default());
    &RULES
}

/// Reads a list.
///
/// # Errors
/// What is wrong, with its line.
pub fn read(text: &str) -> Result<Vec<Rule>, Vec<Problem>> {
    packs::read_as(text, |listed: &Listed| {
        let empty = listed.rules.iter().filter(|rule| {
            [&rule.id, &rule.place, &rule.blocks, &rule.purpose, &rule.source]
                .iter()
                .any(|text| text.is_empty())
        });
        empty
            .map(|rule| Finding {
                field: "rules".to_owned(),
                near: rule.id.clone(),
                words: "Nothing is said here.".to_owned(),
                remedy: "Write what it blocks, what for, who says so and by when it is looked at again."
                    .to_owned(),
            })
            .collect()
    })
    .map(|listed| listed.rules)
}

/// What a kind of case makes an officer do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfPack {
    /// Answers that a form cannot be saved without, or without why not.
    pub answers: usize,
    /// What must be there before a stage is left.
    pub stages: usize,
    /// What must be there before the case is closed.
    pub closing: usize,
    /// Letters, powers and closings that somebody else signs.
    pub signatures: usize,
}

impl OfPack {
    /// Counts the rules of a pack.
    pub fn of(pack: &Pack) -> Self {
        let fields = pack.forms.iter().flat_map(|form| &form.fields);
        Self {
            answers: fields.filter(|field| field.required).count(),
            stages: pack.stages.iter().map(|stage| stage.needs.len()).sum(),
            closing: pack.closing.needs.len(),
            signatures: pack.letters.iter().filter(|letter| letter.approve).count()
                + pack.powers.iter().filter(|power| power.authorise).count()
                + usize::from(pack.closing.sign_off),
        }
    }

    /// All of them.
    pub fn n(self) -> usize {
        self.answers + self.stages + self.closing + self.signatures
    }
}
