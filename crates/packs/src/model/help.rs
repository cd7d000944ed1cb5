//! Contact, plan, help, powers, and what sets actions going.

use super::{records::Code, stages::Condition};
use kernel::{Day, calendar::Mode};
use serde::Deserialize;

/// How often somebody is promised contact unless something else is agreed with them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactRule {
    /// Where the intervals come from.
    pub source: String,
    /// One for each risk band; the last is used when nothing is weighed yet.
    pub promises: Vec<PromiseRule>,
}

/// The interval for a risk band.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseRule {
    /// The band's code; `any` for all others.
    pub band: String,
    /// Days between contacts at most.
    pub every_days: i64,
}

/// A band of a risk tool.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Its code, the same words in all tools: `high`, `medium`, `standard`.
    pub code: String,
    /// As it is shown.
    pub label: String,
    /// The lowest score in it.
    pub from: i64,
    /// Working days until the risk is weighed again.
    pub review_days: i64,
    /// What is prompted, such as a referral to a panel; empty for nothing.
    #[serde(default)]
    pub prompt: String,
}

/// What the agreed plan looks like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanShape {
    /// What it is called: "Personalised housing plan".
    pub name: String,
    /// Under what rule it is made; empty for none.
    #[serde(default)]
    pub rule: String,
    /// Areas of life that goals are sorted under.
    pub areas: Vec<Code>,
    /// Whom it is agreed with: a role.
    pub agreed_with: String,
    /// Days until it is looked at again.
    pub review_days: i64,
    /// Where the review period comes from.
    pub review_source: String,
    /// Whether steps are mandatory or recommended (Housing Act 1996 s.189A(6)).
    #[serde(default)]
    pub mandatory_steps: bool,
}

/// Help that can be offered.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intervention {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
}

/// A tool or power.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Power {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who may use it.
    pub who: String,
    /// The legal test that must be met; empty for informal tools.
    #[serde(default)]
    pub test: String,
    /// The law; empty for informal tools.
    #[serde(default)]
    pub citation: String,
    /// The longest it may last, in words: "3 months, 6 months in all".
    #[serde(default)]
    pub lasts: String,
    /// Things to do first, shown as prompts.
    #[serde(default)]
    pub first: Vec<String>,
    /// A team leader authorises it.
    #[serde(default)]
    pub authorise: bool,
    /// Informal, before any order or notice.
    #[serde(default)]
    pub informal: bool,
    /// Whether the reading of the law has been confirmed.
    #[serde(default = "yes")]
    pub confirmed: bool,
    /// The first day it may be used; none: it always could.
    #[serde(default, with = "crate::day::maybe")]
    pub effective_from: Option<Day>,
    /// The last day it may be used, where the law has ended it.
    #[serde(default, with = "crate::day::maybe")]
    pub effective_until: Option<Day>,
}

/// What a fact sets going.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Its id.
    pub id: String,
    /// All of these hold.
    pub when: Vec<Condition>,
    /// What is put on the worker's list.
    pub actions: Vec<TriggerAction>,
    /// Where the targets come from.
    pub source: String,
}

/// An action that a trigger puts on the list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TriggerAction {
    /// What is to be done.
    pub what: String,
    /// Days or working days from the day the trigger holds.
    pub n: i64,
    /// How they are counted.
    #[serde(with = "crate::mode")]
    pub mode: Mode,
    /// `contact`, `visit`, `meeting` or `task`.
    pub kind: String,
}

/// What kind of thing a trigger may put on the list.
pub const ACTION_KINDS: [&str; 4] = ["contact", "visit", "meeting", "task"];

fn yes() -> bool {
    true
}
