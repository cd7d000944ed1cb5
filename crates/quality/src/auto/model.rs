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

    /// How it comes to its answer, for whoever asks how that is worked out.
    pub fn how(self) -> &'static str {
        match self {
            Self::Acknowledged => {
                "Met when somebody was reached or written to in time, partly when late. \
                 Not met once the last day of the clock has passed."
            }
            Self::RiskAssessed => {
                "Met when risk was weighed by the day its stage is due, and reasons are written. \
                 Partly when late or without reasons. Not met once that day has passed."
            }
            Self::PlanSteps => {
                "Met when every open step has an owner and a day. Partly when at least 6 in 10 have, \
                 or there are goals and no step. Not met once a plan is due and there is none."
            }
            Self::PlanAgreed => {
                "Met when it is agreed, has goals in their words, they have a copy, and nothing was changed since. \
                 Partly when one of these is missing. Not met once it is due."
            }
            Self::ContactAgreed => {
                "Met when it is agreed with the person the case is about, partly when with somebody else alone. \
                 Not met once the stage that asks for it is due."
            }
            Self::ContactKept => {
                "Windows are the days since the agreement divided by the interval, rounded down. \
                 One with a contact counts 1, with an attempt alone one half. 0.9 is met, 0.6 partly."
            }
            Self::IncidentsAnswered => {
                "An entry is answered when it says so, or somebody was reached, written to or decided about within \
                 5 working days (Alongside default). 0.9 is met, 0.6 partly."
            }
            Self::OtherSideHeard => {
                "Met when their account is recorded in time. Partly when late, or when they were spoken to and it is \
                 not recorded. Not met once it is due and somebody is known."
            }
            Self::StagesInOrder => {
                "Not met when a stage was passed over, or skipped without a reason, or a clock is overdue. \
                 Partly when something was late or out of turn and is done."
            }
            Self::RecordedInTime => {
                "The median of working days from a contact or attempt to its being written down. \
                 Up to 1 is met, up to 2 partly (Alongside default). Corrections do not count."
            }
            Self::ExitPlan => {
                "Met when there is one and its day is still to come, partly when its day has passed. \
                 Not met once a plan is agreed or due."
            }
            Self::NextStep => {
                "Met when something is planned and nothing is overdue, partly when something is overdue. \
                 Not met when nothing else is planned."
            }
            Self::DecisionRecorded => {
                "Not met when a stage that was left asks for a decision that is not recorded, or one is overdue. \
                 Partly when one waits for a leader or has no reasons."
            }
            Self::ReviewedInTime => {
                "Each risk tool and the plan have a day on which they are looked at again. \
                 Met when none has passed, partly when some have, not met when all have."
            }
            Self::DutyClocksKept => {
                "Not met when a clock of statute is overdue. Partly when one was late, or a duty ended by itself and \
                 that is not recorded."
            }
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
