//! What is told of cases, kind by kind: read from `stories/`, built in. A file names its pack, and the pack's forms,
//! tools, decisions and powers by their ids; this program only knows what such a file may say.

use packs::Pack;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// The files.
const TEXTS: [&str; 4] = [
    include_str!("../stories/neighbours.toml"),
    include_str!("../stories/housing.toml"),
    include_str!("../stories/care.toml"),
    include_str!("../stories/adults.toml"),
];

static STORIES: LazyLock<Vec<(Story, &'static Pack)>> = LazyLock::new(|| {
    let read = |text: &&str| {
        let story: Story = toml::from_str(text).ok()?;
        let pack = packs::shipped_pack(&story.pack)?;
        Some((story, pack))
    };
    TEXTS.iter().filter_map(read).collect()
});

/// All stories, each with its pack.
#[cfg(test)]
fn all() -> &'static [(Story, &'static Pack)] {
    &STORIES
}

/// The story of a kind of case; none for a kind that has no pack.
pub fn of(code: &str) -> Option<&'static (Story, &'static Pack)> {
    STORIES.iter().find(|(story, _)| story.pack == code)
}

/// What is told of one kind of case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The pack.
    pub pack: String,
    /// Forms as far as every case has them.
    pub light: Vec<Filled>,
    /// Forms of the cases that are told at length.
    pub forms: Vec<Filled>,
    /// Risk tools with their weights.
    pub tools: Vec<(u64, String)>,
    /// What workers make of a risk.
    pub weighed: Vec<String>,
    /// What plans start from.
    pub strengths: Vec<String>,
    /// Who and what helps.
    pub supports: Vec<String>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// What would make it safe to end.
    pub safe_when: Vec<String>,
    /// Who carries on.
    pub carries_on: Vec<String>,
    /// Help that is offered, by its code.
    pub help: Vec<String>,
    /// Decisions.
    pub decisions: Vec<Decided>,
    /// Tools and powers.
    #[serde(default)]
    pub powers: Vec<Used>,
    /// Letters.
    pub letters: Vec<Written>,
    /// How cases end.
    pub endings: Vec<Ending>,
    /// Reports that are no cases yet.
    pub reports: Vec<String>,
}

/// A form that is filled in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filled {
    /// The form.
    pub form: String,
    /// Days after the opening, from and to.
    pub after: (i64, i64),
    /// In how many of a hundred cases.
    #[serde(default = "always")]
    pub percent: u64,
    /// What is answered.
    pub fields: BTreeMap<String, Fill>,
}

/// What a field gets: one of the lists, or a number between two.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fill {
    /// In how many of a hundred forms; always where it is not said.
    pub percent: Option<u64>,
    /// Words to choose from.
    pub words: Vec<String>,
    /// Codes with their weights.
    pub code: Vec<(u64, String)>,
    /// Days after the form's own.
    pub day: Option<(i64, i64)>,
    /// Whole numbers or pounds, from and to.
    pub amount: Option<(i64, i64)>,
}

/// A goal in somebody's words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Its area.
    pub area: String,
    /// The words.
    pub words: String,
    /// Steps: whose, and what.
    pub steps: Vec<(String, String)>,
}

/// A decision that is made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// Its kind.
    pub kind: String,
    /// What is decided, with weights.
    pub options: Vec<(u64, String)>,
    /// Days after the opening.
    pub after: (i64, i64),
    /// In how many of a hundred cases.
    pub percent: u64,
    /// Whether every case has it, not only those that are told at length.
    #[serde(default)]
    pub light: bool,
    /// Reasons.
    pub why: Vec<String>,
    /// What else was considered.
    pub considered: Vec<String>,
}

/// A tool or power that is used.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Used {
    /// Which.
    pub power: String,
    /// Days after the opening.
    pub after: (i64, i64),
    /// In how many of a hundred cases.
    pub percent: u64,
    /// With or against whom.
    pub whom: String,
    /// How its test is met, or why it fits.
    pub evidence: String,
    /// Days in force; 0 for none.
    #[serde(default)]
    pub days: i64,
}

/// A letter that is written to the person the case is about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// Which of the pack.
    pub letter: String,
    /// Days after the opening.
    pub after: (i64, i64),
    /// In how many of a hundred cases.
    pub percent: u64,
    /// Its text.
    pub body: Vec<String>,
}

/// How a case ends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// The reason's code.
    pub reason: String,
    /// What was done and what changed.
    pub summary: String,
    /// What the person says; empty where they could not be reached.
    #[serde(default)]
    pub view: String,
}

fn always() -> u64 {
    100
}

#[cfg(test)]
mod tests {
    use super::{Fill, Filled, TEXTS, all};
    use packs::{Pack, model::FieldKind};

    #[test]
    fn every_file_is_read_and_says_what_its_pack_knows() {
        for text in TEXTS {
            toml::from_str::<super::Story>(text).expect("a story");
        }
        assert_eq!(all().len(), TEXTS.len());
        for (story, pack) in all() {
            let id = &pack.id;
            story.light.iter().chain(&story.forms).for_each(|filled| fits(pack, filled));
            for (_, tool) in &story.tools {
                assert!(pack.risk_tool(tool).is_some(), "{id} has no tool {tool}");
            }
            for goal in &story.goals {
                assert!(pack.plan.areas.iter().any(|a| a.code == goal.area), "{id}: {}", goal.area);
                for (whose, _) in &goal.steps {
                    assert!(cases::plan::model::Owner::parse(whose).is_some(), "{id}: {whose}");
                }
            }
            for code in &story.help {
                assert!(pack.interventions.iter().any(|i| i.id == *code), "{id} has no help {code}");
            }
            for decided in &story.decisions {
                let kind = pack.decision(&decided.kind).expect("a decision");
                for (_, code) in &decided.options {
                    assert!(kind.options.iter().any(|o| o.code == *code), "{id}: {} {code}", kind.id);
                }
            }
            for used in &story.powers {
                let power = pack.power(&used.power).expect("a power");
                assert!(!power.authorise, "{id}: {} waits for a leader", power.id);
            }
            for written in &story.letters {
                let letter = pack.letters.iter().find(|letter| letter.id == written.letter);
                let letter = letter.unwrap_or_else(|| panic!("{id} has no letter {}", written.letter));
                assert_eq!(letter.audience, "client", "{id}: {}", letter.id);
                assert!(!letter.approve && !written.body.is_empty(), "{id}: {}", letter.id);
            }
            for ending in &story.endings {
                assert!(pack.closing.reasons.iter().any(|r| r.code == ending.reason), "{}", ending.reason);
            }
            assert!(story.reports.len() > 2 && story.goals.len() > 3);
        }
    }

    fn fits(pack: &Pack, filled: &Filled) {
        let form = pack.form(&filled.form).unwrap_or_else(|| panic!("{} has no {}", pack.id, filled.form));
        for (id, fill) in &filled.fields {
            assert!(form.fields.iter().any(|f| f.field == *id), "{}: {} has no {id}", pack.id, form.id);
            let field = pack.field(id).expect("a field");
            let Fill { words, code, day, amount, .. } = fill;
            let good = match field.kind {
                FieldKind::Text | FieldKind::LongText => !words.is_empty(),
                FieldKind::Day => day.is_some(),
                FieldKind::Number | FieldKind::Money => amount.is_some(),
                FieldKind::YesNo => code.iter().all(|(_, c)| c == "yes" || c == "no") && !code.is_empty(),
                FieldKind::Code | FieldKind::Codes => {
                    let list = pack.list(&field.list).expect("a list");
                    !code.is_empty() && code.iter().all(|(_, c)| list.codes.iter().any(|k| k.code == *c))
                }
            };
            assert!(good, "{}: {id} is a {:?} and gets {fill:?}", pack.id, field.kind);
        }
    }
}
