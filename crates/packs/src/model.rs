//! What a case-type pack says, as types. A pack is dated data: a service changes how it works by publishing a new
//! version of a text, never by changing the program.

mod clocks;
mod help;
mod records;
mod returns;
mod risk;
mod stages;

pub(crate) use clocks::month_and_day;
pub use clocks::{Basis, ClockRule, Ends, Reason, Variant};
pub use help::{
    ACTION_KINDS, Band, ContactRule, Intervention, PlanShape, Power, PromiseRule, Trigger, TriggerAction,
};
pub use records::{
    AUDIENCES, Code, CodeList, Counts, DecisionKind, Field, FieldKind, Form, FormField, Keeps, Letter,
    OfReport, Owner, PLACES, Shows, Signer, Whose,
};
pub use returns::{
    AGES, COMPUTED, Check, Column, Counted, During, EXPORTED, Each, Entry, Export, Level, OPENED, Order,
    Rounding, Table,
};
pub use risk::{Answer, Escalates, Question, RiskTool};
pub use stages::{Closing, Condition, Event, Need, PartyWords, ROLES, Retention, Stage};

use kernel::Day;
use serde::Deserialize;

/// A case type: everything the program has to know about one kind of case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// What the text is called in addresses and commands, such as `larch-lettings`.
    pub id: String,
    /// What people call this kind of case.
    pub name: String,
    /// What it is for, in a sentence.
    pub about: String,
    /// The letters its references begin with, two to four.
    pub short: String,
    /// Grows with each publication.
    pub version: i64,
    /// The first day new cases are of this version.
    #[serde(with = "crate::day")]
    pub effective_from: Day,
    /// Where its law holds, such as `England`.
    pub jurisdiction: String,
    /// What the person a case is about is called, such as `Applicant`.
    pub subject: String,
    /// 0 universal, 1 standard, 2 sensitive, 3 restricted: what a new case has.
    pub sensitivity: i64,
    /// How long a closed case is kept.
    pub retention: Retention,
    /// What assessment and care management did, where their cost is counted for this kind of case.
    pub cost: Option<CareWork>,
    /// Code lists that fields draw on.
    #[serde(default)]
    pub lists: Vec<CodeList>,
    /// Facts that may be recorded. Each is asked once and shown wherever it is needed.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Views over facts that are filled in together.
    #[serde(default)]
    pub forms: Vec<Form>,
    /// The parts people have in a case, in this kind's words.
    #[serde(default)]
    pub roles: Vec<PartyWords>,
    /// From first report to closing, in the usual order.
    pub stages: Vec<Stage>,
    /// Periods that the law, guidance or the service sets. One id may have several rules, each for its own time.
    #[serde(default)]
    pub clocks: Vec<ClockRule>,
    /// What a category, a definition or a risk band sets going.
    #[serde(default)]
    pub triggers: Vec<Trigger>,
    /// How often somebody is promised contact.
    pub contact: ContactRule,
    /// Tools that weigh risk.
    #[serde(default)]
    pub risk: Vec<RiskTool>,
    /// What the agreed plan looks like.
    pub plan: PlanShape,
    /// Help that is offered, accepted, started and finished.
    #[serde(default)]
    pub interventions: Vec<Intervention>,
    /// Tools and powers, each with its legal test.
    #[serde(default)]
    pub powers: Vec<Power>,
    /// Decisions that are recorded with reasons.
    #[serde(default)]
    pub decisions: Vec<DecisionKind>,
    /// Letters and leaflets.
    #[serde(default)]
    pub letters: Vec<Letter>,
    /// What closing needs.
    pub closing: Closing,
    /// Tables of statutory and national returns that count this kind of case.
    #[serde(default)]
    pub tables: Vec<Table>,
    /// What would make a return wrong, looked for when facts are recorded and before a return is sent.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// Which cases the exports of a period hold; those that stand in a table when it is not said.
    #[serde(default)]
    pub entry: Option<Entry>,
    /// Sections of an export, case by case.
    #[serde(default)]
    pub exports: Vec<Export>,
}

/// Events whose number the cost of assessment and care management is divided by.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareWork {
    /// What says that an assessment is complete.
    pub assessments: Vec<Event>,
    /// What says that a review is complete.
    pub reviews: Vec<Event>,
}

impl Pack {
    /// A field by its id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.id == id)
    }

    /// A code list by its id.
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.lists.iter().find(|l| l.id == id)
    }

    /// A form by its id.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|f| f.id == id)
    }

    /// A stage by its id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|s| s.id == id)
    }

    /// The rule of a clock that is in force on the day the clock starts.
    pub fn clock(&self, id: &str, starts: Day) -> Option<&ClockRule> {
        self.clocks.iter().find(|rule| rule.id == id && rule.holds_on(starts))
    }

    /// A risk tool by its id.
    pub fn risk_tool(&self, id: &str) -> Option<&RiskTool> {
        self.risk.iter().find(|tool| tool.id == id)
    }

    /// A power by its id.
    pub fn power(&self, id: &str) -> Option<&Power> {
        self.powers.iter().find(|power| power.id == id)
    }

    /// A kind of decision by its id.
    pub fn decision(&self, id: &str) -> Option<&DecisionKind> {
        self.decisions.iter().find(|kind| kind.id == id)
    }

    /// A table by its id.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// A letter by its id.
    pub fn letter(&self, id: &str) -> Option<&Letter> {
        self.letters.iter().find(|letter| letter.id == id)
    }
}
