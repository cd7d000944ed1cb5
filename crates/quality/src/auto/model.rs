//! The rules of automatic answers, and what a rule proposes. Pure.

use crate::model::Answer;

/// An existence question that facts answer. A form names it by its code: `rule = "acknowledged"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The report was acknowledged within the target for its harm (A1).
    Acknowledged,
    /// Risk was weighed within its target, with score and rationale (A2).
    RiskAssessed,
    /// There is a plan, and each open step has an owner and a day (B1).
    PlanSteps,
    /// The plan is agreed with the person, in their words, and they have a copy (B2).
    PlanAgreed,
    /// How and how often they are contacted is agreed (B3).
    ContactAgreed,
    /// Contact was kept as agreed (B4).
    ContactKept,
    /// What was reported or kept in a diary was answered (C1).
    IncidentsAnswered,
    /// The person complained about was heard and their account recorded (C2).
    OtherSideHeard,
    /// Stages came in order, none was skipped without a reason, and no clock is overdue (C4).
    StagesInOrder,
    /// What happens is written down in time (E2).
    RecordedInTime,
    /// It is said what would make it safe to end.
    ExitPlan,
    /// There is a next step, and its day has not passed.
    NextStep,
    /// Decisions that the stages ask for are recorded with reasons.
    DecisionRecorded,
    /// Risk and plan are looked at again in time.
    ReviewedInTime,
    /// No clock that statute sets was missed.
    DutyClocksKept,
}

impl Rule {
    /// All of them, in the order of the default form.
    pub const ALL: [Self; 15] = [
        Self::Acknowledged,
        Self::RiskAssessed,
        Self::PlanSteps,
        Self::PlanAgreed,
        Self::ContactAgreed,
        Self::ContactKept,
        Self::IncidentsAnswered,
        Self::OtherSideHeard,
        Self::StagesInOrder,
        Self::RecordedInTime,
        Self::ExitPlan,
        Self::NextStep,
        Self::DecisionRecorded,
        Self::ReviewedInTime,
        Self::DutyClocksKept,
    ];

    /// As forms write it. It never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Acknowledged => "acknowledged",
            Self::RiskAssessed => "risk_assessed",
            Self::PlanSteps => "plan_steps",
            Self::PlanAgreed => "plan_agreed",
            Self::ContactAgreed => "contact_agreed",
            Self::ContactKept => "contact_kept",
            Self::IncidentsAnswered => "incidents_answered",
            Self::OtherSideHeard => "other_side_heard",
            Self::StagesInOrder => "stages_in_order",
            Self::RecordedInTime => "recorded_in_time",
            Self::ExitPlan => "exit_plan",
            Self::NextStep => "next_step",
            Self::DecisionRecorded => "decision_recorded",
            Self::ReviewedInTime => "reviewed_in_time",
            Self::DutyClocksKept => "duty_clocks_kept",
        }
    }

    /// Reads a code; `None` for any other text.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// What it looks at, in a sentence for whoever edits a form.
    pub fn label(self) -> &'static str {
        match self {
            Self::Acknowledged => "The report was acknowledged within its target",
            Self::RiskAssessed => "Risk was weighed within its target, with a score and reasons",
            Self::PlanSteps => "There is a plan, and each open step has an owner and a day",
            Self::PlanAgreed => "The plan is agreed with the person, in their words, and they have a copy",
            Self::ContactAgreed => "How and how often to be in touch is agreed",
            Self::ContactKept => "Contact was kept as agreed",
            Self::IncidentsAnswered => "What was reported or kept in a diary was answered",
            Self::OtherSideHeard => "The person complained about was heard, and their account recorded",
            Self::StagesInOrder => "Stages came in order, and no clock is overdue",
            Self::RecordedInTime => "What happens is written down by the next working day",
            Self::ExitPlan => "It is written what would make it safe to end",
            Self::NextStep => "There is a next step, and its day has not passed",
            Self::DecisionRecorded => "Decisions are recorded with their reasons",
            Self::ReviewedInTime => "Risk and plan are looked at again in time",
            Self::DutyClocksKept => "No clock that statute sets was missed",
        }
    }
}

/// A fact that a proposal rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is, with its day: "Plan agreed on 3 March 2026".
    pub words: String,
    /// Where it stands, from the root: `/cases/…/plan`.
    pub href: String,
}

/// What a rule proposes of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Which rule.
    pub rule: Rule,
    /// The answer. The reviewer may give another, with a note.
    pub answer: Answer,
    /// Why, in plain words with numbers and days.
    pub why: String,
    /// The facts it rests on, the weightiest first; empty where there are none.
    pub evidence: Vec<Evidence>,
}
