//! The words of a plan as types, and the rules that need no database.

use super::shape::Shape;
use access::UserId;
use kernel::{Day, Instant};
use std::fmt::Write;
use uuid::Uuid;

kernel::text_enum! {
    /// Whether a goal is still worked on.
    pub enum GoalState {
        /// It is.
        Open = "open", "Working on it";
        /// It was reached.
        Reached = "reached", "Reached";
        /// It is not wanted any more.
        Dropped = "dropped", "Not wanted any more";
    }
}

kernel::text_enum! {
    /// Whose a step is.
    pub enum Owner {
        /// The worker's.
        Worker = "worker", "The worker";
        /// Another agency's.
        Agency = "agency", "Another service";
        /// The person's own.
        Person = "person", "The person";
        /// Their family's or friends'.
        Family = "family", "Family or a friend";
    }
}

kernel::text_enum! {
    /// Whether a step must be taken, where the law tells these apart.
    pub enum Binding {
        /// Neither is said.
        None = "", "Not said";
        /// It must be taken.
        Mandatory = "mandatory", "Must be done";
        /// It is recommended.
        Recommended = "recommended", "Recommended";
    }
}

kernel::text_enum! {
    /// How a plan was agreed.
    pub enum How {
        /// Sitting together.
        FaceToFace = "face_to_face", "Face to face";
        /// By telephone.
        Phone = "phone", "By phone";
        /// By video call.
        Video = "video", "By video call";
        /// By letter.
        Letter = "letter", "By letter";
        /// By e-mail.
        Email = "email", "By e-mail";
    }
}

kernel::text_enum! {
    /// Whether and how the person got a copy of the plan.
    pub enum Copy {
        /// Printed and handed over.
        Printed = "printed", "Printed and handed over";
        /// Sent to a safe address.
        Sent = "sent", "Sent to a safe address";
        /// Given in another way.
        Given = "given", "Given in another way";
        /// None was given; it is said why.
        NotGiven = "not_given", "No copy given";
    }
}

kernel::row! {
    /// A goal.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Goal {
        /// The goal.
        pub goal_id: Uuid,
        /// The code of its area; empty for none.
        pub area: String,
        /// In their words.
        pub words: String,
        /// Whether it is still worked on.
        pub state: GoalState,
        /// The day it was reached or dropped.
        pub ended_on: Option<Day>,
        /// When it was last changed.
        pub changed_at: Instant,
        /// Who changed it.
        pub changed_by: String,
        /// Grows with each change.
        pub version: i64,
    }
}

kernel::row! {
    /// A step of a goal.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Step {
        /// The step: an action.
        pub step_id: Uuid,
        /// Its goal.
        pub goal_id: Uuid,
        /// What is to be done.
        pub what: String,
        /// Whose it is.
        pub owner_kind: Owner,
        /// The worker's account, if one.
        pub owner_id: Option<UserId>,
        /// Who does it, by name; empty when not said.
        pub owner: String,
        /// By when.
        pub due_on: Day,
        /// Whether it must be taken.
        pub binding: Binding,
        /// The day it was done or dropped.
        pub done_on: Option<Day>,
        /// What came of it.
        pub outcome: String,
        /// What shows that it was done.
        pub evidence: String,
        /// Grows with each change.
        pub version: i64,
    }
}

impl Step {
    /// Who does it, in words that the person reads: `You`, `Dean Morris`, `Family`.
    pub fn who(&self, to_the_person: bool) -> String {
        let named = !self.owner.is_empty();
        match self.owner_kind {
            Owner::Person if to_the_person => "You".to_owned(),
            Owner::Person => "The person".to_owned(),
            _ if named => self.owner.clone(),
            Owner::Worker => "Your worker".to_owned(),
            kind => kind.label().to_owned(),
        }
    }

    /// Whether its day has passed and it is not done.
    pub fn is_late(&self, today: Day) -> bool {
        self.done_on.is_none() && self.due_on < today
    }
}

kernel::row! {
    /// What would make it safe to end.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ExitPlan {
        /// This version.
        pub exit_id: Uuid,
        /// What would make it safe to end.
        pub safe_when: String,
        /// When that is expected.
        pub expected_on: Day,
        /// Who carries on.
        pub carries_on: String,
        /// When it was written down.
        pub recorded_at: Instant,
        /// Who wrote it down.
        pub recorded_by: String,
    }
}

/// How a plan stands to its agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Never agreed.
    NotAgreed,
    /// Agreed on this day and not changed since.
    Agreed(Day),
    /// Changed since it was agreed on this day.
    Changed(Day),
}

impl Standing {
    /// From the day and the moment of the latest agreement, and the moment of the latest change.
    pub fn of(agreed: Option<(Day, Instant)>, changed_at: Option<Instant>) -> Self {
        match agreed {
            None => Self::NotAgreed,
            Some((on, at)) if changed_at.is_some_and(|changed| changed > at) => Self::Changed(on),
            Some((on, _)) => Self::Agreed(on),
        }
    }

    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::NotAgreed => "Not agreed yet".to_owned(),
            Self::Agreed(on) => format!("Agreed on {}", on.long()),
            Self::Changed(on) => format!("Changed since it was agreed on {}", on.long()),
        }
    }
}

/// What a plan says, for its agreement and its print.
#[derive(Clone, Debug, Default)]
pub struct Words<'a> {
    /// What is going well.
    pub strengths: &'a str,
    /// Who and what helps.
    pub supports: &'a str,
    /// The goals.
    pub goals: &'a [Goal],
    /// Their steps.
    pub steps: &'a [Step],
}

impl Words<'_> {
    /// The plan as it reads now, in lines: what an agreement keeps. Goals that are not wanted any more are left
    /// out.
    pub fn snapshot(&self, shape: &Shape) -> String {
        let mut out = String::new();
        for (heading, words) in
            [("What is going well", self.strengths), ("Who and what helps", self.supports)]
        {
            if !words.is_empty() {
                let _infallible = writeln!(out, "{heading}: {words}");
            }
        }
        for goal in self.goals.iter().filter(|goal| goal.state != GoalState::Dropped) {
            let area = shape.area(&goal.area);
            let area = if area.is_empty() { String::new() } else { format!(" ({area})") };
            let reached = if goal.state == GoalState::Reached { ". Reached" } else { "" };
            let _infallible = writeln!(out, "Goal{area}: {}{reached}", goal.words);
            for step in self.steps.iter().filter(|step| step.goal_id == goal.goal_id) {
                let done = step.done_on.map_or(String::new(), |on| format!(". Done {}", on.long()));
                let bound = match step.binding {
                    Binding::None => String::new(),
                    binding => format!(", {}", binding.label().to_lowercase()),
                };
                let (who, due) = (step.who(false), step.due_on.long());
                let _infallible = writeln!(out, "- {}: {who}, by {due}{bound}{done}", step.what);
            }
        }
        out
    }

    /// Whether somebody is to do something: a step that is not done.
    pub fn has_next_step(&self) -> bool {
        self.steps.iter().any(|step| step.done_on.is_none())
    }
}
