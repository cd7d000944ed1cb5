//! The plan, the risk and the powers of a case as chapters of a bundle.

use super::redact::Redactor;
use crate::{
    plan::{
        model::{Goal, GoalState, Step},
        store::Head,
    },
    powers::{store::UseLine, web::told_use},
    risk::store::AssessmentLine,
};
use ::letters::Block;
use kernel::Day;

/// What was done in a case, as far as it was asked for.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// The plan with its goals and steps.
    pub plan: Option<(Head, Vec<Goal>, Vec<Step>)>,
    /// How risk was weighed, latest first.
    pub risk: Option<Vec<AssessmentLine>>,
    /// Tools and powers, latest first.
    pub powers: Option<Vec<UseLine>>,
}

/// Everything that was asked for, each in a chapter of its own, oldest first: a court reads from the beginning.
pub fn chapters(work: &Work, redactor: &Redactor) -> Vec<Block> {
    let mut parts = Vec::new();
    if let Some((head, goals, steps)) = &work.plan {
        parts.extend(plan(head, goals, steps, redactor));
    }
    if let Some(history) = &work.risk {
        parts.extend(risk(history, redactor));
    }
    if let Some(uses) = &work.powers {
        parts.extend(powers(uses, redactor));
    }
    parts
}

fn words(redactor: &Redactor, text: &str) -> Block {
    Block::Words { text: redactor.clean(text) }
}

fn heading(text: String) -> Block {
    Block::Heading { text }
}

fn plan(head: &Head, goals: &[Goal], steps: &[Step], redactor: &Redactor) -> Vec<Block> {
    let mut parts =
        vec![Block::Chapter { text: "Plan".to_owned() }, words(redactor, &head.standing().words())];
    for (title, text) in [("What is going well", &head.strengths), ("Who and what helps", &head.supports)] {
        if let Some(text) = text.as_ref().filter(|text| !text.is_empty()) {
            parts.extend([heading(title.to_owned()), words(redactor, text)]);
        }
    }
    for goal in goals {
        let open = if goal.state == GoalState::Open { "" } else { " (ended)" };
        parts.push(heading(redactor.clean(&format!("{}{open}", goal.words))));
        let of_goal: Vec<&Step> = steps.iter().filter(|step| step.goal_id == goal.goal_id).collect();
        let rows: Vec<Vec<String>> = of_goal
            .iter()
            .map(|step| {
                let done = step.done_on.map_or_else(|| "Not yet".to_owned(), Day::long);
                vec![redactor.clean(&step.who(false)), redactor.clean(&step.what), step.due_on.long(), done]
            })
            .collect();
        if !rows.is_empty() {
            parts.push(Block::Table {
                caption: "Steps".to_owned(),
                head: ["Who", "What", "By", "Done"].map(str::to_owned).into(),
                rows,
            });
        }
    }
    if let Some(exit) = head.exit() {
        parts.push(heading("Exit plan".to_owned()));
        parts.push(words(redactor, &format!("Safe to end when: {}", exit.safe_when)));
        parts.push(words(redactor, &format!("Expected by {}.", exit.expected_on.long())));
        parts.push(words(redactor, &format!("Who carries on: {}", exit.carries_on)));
    }
    parts
}

fn risk(history: &[AssessmentLine], redactor: &Redactor) -> Vec<Block> {
    let mut parts = vec![Block::Chapter { text: "Risk".to_owned() }];
    if history.is_empty() {
        parts.push(words(redactor, "Nothing was weighed."));
    }
    for one in history.iter().rev() {
        parts.push(heading(format!("{}: {}", one.reviewed_on.long(), one.tool_name)));
        let band = format!("{} ({} of {}). Weighed by {}.", one.band_label, one.score, one.most, one.by);
        parts.push(words(redactor, &band));
        if !one.override_why.is_empty() {
            parts.push(words(redactor, &format!("Another band than the score’s: {}", one.override_why)));
        }
        if !one.summary.is_empty() {
            parts.push(words(redactor, &one.summary));
        }
    }
    parts
}

fn powers(uses: &[UseLine], redactor: &Redactor) -> Vec<Block> {
    let mut parts = vec![Block::Chapter { text: "Tools and powers".to_owned() }];
    if uses.is_empty() {
        parts.push(words(redactor, "None was used."));
    }
    for one in uses.iter().rev() {
        parts.push(heading(one.name.clone()));
        let (whom, time) = told_use(one);
        for (what, text) in [
            ("With or against", &whom),
            ("When", &time),
            ("Legal test", &one.test),
            ("How it is met", &one.evidence),
            ("Law", &one.citation),
            ("What came of it", &one.outcome),
        ] {
            if !text.is_empty() {
                parts.push(words(redactor, &format!("{what}: {text}")));
            }
        }
    }
    parts
}
