//! Stages, what they need, and how a case ends.

use super::records::Code;
use serde::Deserialize;

/// A step on the way from first report to closing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for, in a sentence.
    pub purpose: String,
    /// What makes a case enter it by itself; otherwise a worker moves the case.
    #[serde(default)]
    pub enter: Option<Event>,
    /// What makes it done by itself, besides its needs.
    #[serde(default)]
    pub leave: Option<Event>,
    /// What must be there before it counts as done.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Forms that are filled in here.
    #[serde(default)]
    pub forms: Vec<String>,
    /// May be entered again.
    #[serde(default)]
    pub repeats: bool,
    /// May run beside other stages; others end the stage before.
    #[serde(default)]
    pub parallel: bool,
    /// May be skipped, with a reason.
    #[serde(default)]
    pub skippable: bool,
}

/// Something that happens in a case: clocks start and stop on it, stages are entered by it, returns count it.
/// Written `reported`, `opened`, `closed`, `allocated`, `contact`, `plan-agreed`, `stage:ID`, `left:ID`, `fact:ID`,
/// `decision:ID`, `power:ID` or `letter:ID`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Event {
    /// The report that opened it came in; of a case that no report opened, the day it was opened.
    Reported,
    /// The case is opened.
    Opened,
    /// The case is closed.
    Closed,
    /// The case is first given to a worker.
    Allocated,
    /// Somebody is reached.
    Contact,
    /// The plan is agreed.
    PlanAgreed,
    /// A stage is entered.
    Stage(String),
    /// A stage is left.
    Left(String),
    /// A fact is recorded: the day it holds when it is a day, the day it was so otherwise.
    Fact(String),
    /// A decision of a kind is made.
    Decision(String),
    /// A power is used: the day it was served.
    Power(String),
    /// A letter is sent.
    Letter(String),
}

/// Something that must be there. Written `fact:ID`, `form:ID`, `risk:ID`, `decision:ID`, `letter:ID`, `contact`,
/// `contact-rule`, `plan`, `plan-agreed`, `exit-plan`, `allocated`, `actions-moved`, `survey` or `view`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// A fact is recorded, or it is said why not.
    Fact(String),
    /// A form was filled in.
    Form(String),
    /// A risk tool was answered.
    Risk(String),
    /// A decision of a kind was made.
    Decision(String),
    /// A letter was sent.
    Letter(String),
    /// Somebody was reached.
    Contact,
    /// It is agreed how and how often to be in touch.
    ContactRule,
    /// There is a plan with a step that has an owner and a date.
    Plan,
    /// The plan is agreed.
    PlanAgreed,
    /// There is an exit plan.
    ExitPlan,
    /// A worker has the case.
    Allocated,
    /// Nothing is left open: steps and next actions are done, dropped or moved to somebody else.
    ActionsMoved,
    /// A survey is queued, or the person does not want one.
    Survey,
    /// The person's own view is recorded.
    View,
}

/// A fact that has one of some codes.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The field; `case.band` for the current risk band.
    pub field: String,
    /// Codes that make it so: `yes` and `no` for yes-or-no fields.
    pub is: Vec<String>,
}

/// A part in a case in this kind's words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyWords {
    /// One of the program's roles, such as `complainant`.
    pub role: String,
    /// What it is called here.
    pub label: String,
}

/// The parts people may have in a case: the program's own, which packs give words to.
pub const ROLES: [&str; 10] = [
    "subject",
    "partner",
    "child",
    "family",
    "complainant",
    "victim",
    "alleged_perpetrator",
    "witness",
    "group_member",
    "other",
];

/// What closing a case needs, and what follows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// How a case may end.
    pub reasons: Vec<Code>,
    /// What must be there.
    pub needs: Vec<Need>,
    /// Days after closing in which somebody who comes back is shown as a re-referral.
    pub watch_days: i64,
    /// The way back that the person is told.
    pub way_back: String,
    /// Whether a team leader signs it off.
    #[serde(default)]
    pub sign_off: bool,
}

/// How long a case is kept and who says so.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Years.
    pub years: i64,
    /// What they are counted from: `closing` or `last-contact`.
    pub from: String,
    /// Who says so.
    pub authority: String,
}
