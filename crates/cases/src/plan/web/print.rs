//! The plan on paper, for the person: plain words, and larger print for who asks for it.

use super::shell;
use crate::plan::{
    model::{Binding, GoalState},
    store,
};
use access::{CaseRef, Db, Fault, Query, Read};
use askama::Template;
use kernel::Day;
use ui::{Page, Shell};

/// The person's copy of their plan.
#[derive(Template)]
#[template(path = "plan_print.html")]
pub struct PlanPrint {
    /// The frame.
    pub shell: Shell,
    /// The plan's page.
    pub at: String,
    /// As they wish to be called.
    pub known_as: String,
    /// What is going well.
    pub strengths: String,
    /// Who and what helps.
    pub supports: String,
    /// Each goal with its steps: who does what by when.
    pub goals: Vec<(String, Vec<String>)>,
    /// What would make it safe to end, when, who carries on; empty when nothing is written.
    pub exit: Vec<String>,
    /// Who works with them.
    pub worker: String,
    /// Where the agreement stands.
    pub agreed: String,
    /// By when it is looked at again; empty when not said.
    pub review: String,
    /// Whether the print is large.
    pub large: bool,
}

/// Shows the person's copy: two statements.
pub async fn show_print(db: Db, case: CaseRef<Read>, Query(query): Query) -> Result<Page<PlanPrint>, Fault> {
    let ((head, shape), (goals, steps)) =
        db.view(&case, |c, permit| Ok((store::framed(c, permit)?, store::goals(c, permit)?))).await?;
    let open = goals.iter().filter(|goal| goal.state == GoalState::Open);
    let goals = open.map(|goal| {
        let of_goal = steps.iter().filter(|s| s.goal_id == goal.goal_id && s.done_on.is_none());
        let lines = of_goal.map(|step| {
            let bound = if step.binding == Binding::Mandatory { " This must be done." } else { "" };
            format!("{}: {}. By {}.{bound}", step.who(true), step.what, step.due_on.long())
        });
        (goal.words.clone(), lines.collect())
    });
    let exit = head.exit().map_or(Vec::new(), |exit| {
        vec![
            format!("We can stop when: {}", exit.safe_when),
            format!("We think that will be by {}.", exit.expected_on.long()),
            format!("Then you have: {}", exit.carries_on),
        ]
    });
    let today = Day::of(case.actor().now);
    let mut shell = shell(case.actor(), &shape.name, &head, "");
    shell.printed = format!("{}. Printed {}.", head.reference, today.long());
    Ok(Page(PlanPrint {
        shell,
        at: format!("/cases/{}/plan", case.id()),
        goals: goals.collect(),
        exit,
        worker: head.worker.clone().unwrap_or_default(),
        agreed: head.standing().words(),
        review: head.review_on.map_or(String::new(), Day::long),
        large: query.value("large") == "1",
        strengths: head.strengths.unwrap_or_default(),
        supports: head.supports.unwrap_or_default(),
        known_as: head.known_as,
    }))
}
