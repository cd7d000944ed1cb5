//! What changes a plan. Every change of words checks the version that was read, and keeps what was said in
//! `plan_change`: nobody's words are lost.

use crate::plan::model::{Binding, Copy, GoalState, How, Owner};
use access::{CaseId, PersonId, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
};
use uuid::Uuid;

kernel::statements! {
    TOUCH: () = "INSERT INTO case_plan (
            tenant_id, case_id, strengths, supports, changed_at, changed_by, version)
        VALUES ($1, $2, '', '', $3, $4, 0)
        ON CONFLICT (tenant_id, case_id)
        DO UPDATE SET changed_at = excluded.changed_at, changed_by = excluded.changed_by";
    BEGIN_PLAN: () = "INSERT INTO case_plan (
            tenant_id, case_id, strengths, supports, changed_at, changed_by, version)
        VALUES ($1, $2, '', '', $3, $4, 0)
        ON CONFLICT (tenant_id, case_id) DO NOTHING";
    GROW: () = "UPDATE case_file SET version = version + 1 WHERE tenant_id = $1 AND case_id = $2";
    SET_START: () = "UPDATE case_plan
        SET strengths = $4, supports = $5, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND version = $3";
    KEEP: () = "INSERT INTO plan_change (
            tenant_id, change_id, case_id, part, item_id, words, changed_at, changed_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ADD_GOAL: () = "INSERT INTO plan_goal (
            tenant_id, goal_id, case_id, area, words, state, recorded_at, recorded_by, changed_at, changed_by, version)
        VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $6, $7, 1)";
    SET_GOAL: () = "UPDATE plan_goal
        SET area = $5, words = $6, state = $7, ended_on = $8, changed_at = $9, changed_by = $10, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND goal_id = $3 AND version = $4";
    ADD_STEP: () = "INSERT INTO next_action (
            tenant_id, action_id, person_id, case_id, kind, what, owner_id, owner_name, due_on, outcome,
            recorded_at, recorded_by, version, goal_id, owner_kind, binding)
        VALUES ($1, $2, $3, $4, 'task', $5, $6, $7, $8, '', $9, $10, 1, $11, $12, $13)";
    SET_STEP: () = "UPDATE next_action
        SET what = $5, owner_id = $6, owner_name = $7, due_on = $8, owner_kind = $9, binding = $10,
            version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND action_id = $3 AND version = $4 AND done_on IS NULL
          AND goal_id IS NOT NULL";
    END_STEP: () = "UPDATE next_action
        SET done_on = $5, outcome = $6, evidence = $7, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND action_id = $3 AND version = $4 AND done_on IS NULL
          AND goal_id IS NOT NULL";
    ADD_AGREEMENT: () = "INSERT INTO plan_agreement (
            tenant_id, agreement_id, case_id, agreed_with, agreed_on, how, copy, copy_why, review_on, words,
            recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    AGREED: () = "UPDATE case_plan
        SET agreement_id = $3, agreed_on = $4, agreed_at = $5, review_on = $6
        WHERE tenant_id = $1 AND case_id = $2";
    ADD_EXIT: () = "INSERT INTO exit_plan (
            tenant_id, exit_id, case_id, safe_when, expected_on, carries_on, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    // The version read comes as an id, nobody's where there was none.
    SET_EXIT: () = "UPDATE case_plan
        SET exit_id = $3
        WHERE tenant_id = $1 AND case_id = $2 AND (exit_id = $4 OR (exit_id IS NULL AND $4 = $5))";
}

/// Who changes a plan, and the id its trace gets.
#[derive(Clone, Copy, Debug)]
pub struct By {
    /// Id of what is kept about the change.
    pub trace: Uuid,
    /// The worker.
    pub user: UserId,
    /// When.
    pub at: Instant,
}

/// Words of a goal.
#[derive(Clone, Debug)]
pub struct GoalWords {
    /// The code of its area; empty for none.
    pub area: String,
    /// In their words.
    pub words: String,
    /// Whether it is still worked on.
    pub state: GoalState,
    /// The day it was reached or dropped.
    pub ended_on: Option<Day>,
}

/// Words of a step.
#[derive(Clone, Debug)]
pub struct StepWords {
    /// What is to be done.
    pub what: String,
    /// Whose it is.
    pub owner_kind: Owner,
    /// The worker's account, for a worker's step.
    pub owner: Option<UserId>,
    /// Who does it, by name, for others' steps.
    pub owner_name: String,
    /// By when.
    pub due_on: Day,
    /// Whether it must be taken.
    pub binding: Binding,
}

/// An agreement to be recorded.
#[derive(Clone, Debug)]
pub struct NewAgreement {
    /// The agreement.
    pub agreement_id: Uuid,
    /// With whom.
    pub agreed_with: String,
    /// On which day.
    pub agreed_on: Day,
    /// How.
    pub how: How,
    /// Whether they got a copy.
    pub copy: Copy,
    /// Why they got none.
    pub copy_why: String,
    /// By when it is looked at again.
    pub review_on: Day,
    /// The plan as it reads; see [`Words::snapshot`](crate::plan::model::Words::snapshot).
    pub words: String,
}

/// What would make it safe to end, to be recorded.
#[derive(Clone, Debug)]
pub struct NewExit {
    /// The version.
    pub exit_id: Uuid,
    /// What would make it safe to end.
    pub safe_when: String,
    /// When that is expected.
    pub expected_on: Day,
    /// Who carries on.
    pub carries_on: String,
}

fn checked(changed: u64) -> Result<()> {
    match changed {
        0 => Err(Error::Conflict(
            "Somebody changed this part of the plan. Open it again to see both texts.".to_owned(),
        )),
        _ => Ok(()),
    }
}

/// Notes that the plan's words changed, and keeps what the part says now.
fn changed(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    (part, item, words): (&str, Uuid, &str),
    by: By,
) -> Result<()> {
    c.exec(TOUCH, args![tenant, case, by.at, by.user])?;
    c.exec(KEEP, args![tenant, by.trace, case, part, item, words, by.at, by.user])?;
    grow(c, tenant, case)
}

/// A case that somebody changed: an import that made it is not undone over their work.
pub fn grow(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<()> {
    c.exec(GROW, args![tenant, case]).map(drop)
}

/// Writes what the plan starts from, where it still is what was read: `version` 0 for a plan nobody has begun.
pub fn set_start(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    version: i64,
    (strengths, supports): (&str, &str),
    by: By,
) -> Result<()> {
    c.exec(BEGIN_PLAN, args![tenant, case, by.at, by.user])?;
    checked(c.exec(SET_START, args![tenant, case, version, strengths, supports])?)?;
    let words = format!("What is going well: {strengths}\nWho and what helps: {supports}");
    changed(c, tenant, case, ("start", case.uuid(), &words), by)
}

/// Adds a goal.
pub fn add_goal(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    goal: Uuid,
    n: &GoalWords,
    by: By,
) -> Result<()> {
    c.exec(ADD_GOAL, args![tenant, goal, case, &n.area, &n.words, by.at, by.user])?;
    changed(c, tenant, case, ("goal", goal, &n.words), by)
}

/// Changes a goal, where it still is what was read.
pub fn set_goal(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    (goal, version): (Uuid, i64),
    n: &GoalWords,
    by: By,
) -> Result<()> {
    let args = args![tenant, case, goal, version, &n.area, &n.words, n.state, n.ended_on, by.at, by.user];
    checked(c.exec(SET_GOAL, args)?)?;
    let words = match n.state {
        GoalState::Open => n.words.clone(),
        state => format!("{} ({})", n.words, state.label().to_lowercase()),
    };
    changed(c, tenant, case, ("goal", goal, &words), by)
}

/// Adds a step to a goal, for the person the case is listed under.
pub fn add_step(
    c: &mut dyn Conn,
    tenant: i64,
    (case, person): (CaseId, PersonId),
    (goal, step): (Uuid, Uuid),
    n: &StepWords,
    by: By,
) -> Result<()> {
    c.exec(
        ADD_STEP,
        args![
            tenant,
            step,
            person,
            case,
            &n.what,
            n.owner,
            &n.owner_name,
            n.due_on,
            by.at,
            by.user,
            goal,
            n.owner_kind,
            n.binding
        ],
    )?;
    changed(c, tenant, case, ("step", step, &step_words(n)), by)
}

/// Changes a step that is not done, where it still is what was read.
pub fn set_step(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    (step, version): (Uuid, i64),
    n: &StepWords,
    by: By,
) -> Result<()> {
    let args = args![
        tenant,
        case,
        step,
        version,
        &n.what,
        n.owner,
        &n.owner_name,
        n.due_on,
        n.owner_kind,
        n.binding
    ];
    checked(c.exec(SET_STEP, args)?)?;
    changed(c, tenant, case, ("step", step, &step_words(n)), by)
}

fn step_words(n: &StepWords) -> String {
    let who = if n.owner_name.is_empty() { n.owner_kind.label() } else { &n.owner_name };
    format!("{}: {who}, by {}", n.what, n.due_on.long())
}

/// Ends a step with what came of it and what shows it; carrying out a plan does not change what was agreed.
pub fn end_step(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    (step, version): (Uuid, i64),
    (on, outcome, evidence): (Day, &str, &str),
) -> Result<()> {
    checked(c.exec(END_STEP, args![tenant, case, step, version, on, outcome, evidence])?)?;
    grow(c, tenant, case)
}

/// Records an agreement. The event `plan-agreed` is the caller's, with [`crate::work::happened`].
pub fn agree(c: &mut dyn Conn, tenant: i64, case: CaseId, n: &NewAgreement, by: By) -> Result<()> {
    c.exec(BEGIN_PLAN, args![tenant, case, by.at, by.user])?;
    c.exec(
        ADD_AGREEMENT,
        args![
            tenant,
            n.agreement_id,
            case,
            &n.agreed_with,
            n.agreed_on,
            n.how,
            n.copy,
            &n.copy_why,
            n.review_on,
            &n.words,
            by.at,
            by.user
        ],
    )?;
    c.exec(AGREED, args![tenant, case, n.agreement_id, n.agreed_on, by.at, n.review_on])?;
    grow(c, tenant, case)
}

/// Records a version of the exit plan, where the one in force still is what was read.
pub fn set_exit(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    read: Option<Uuid>,
    n: &NewExit,
    by: By,
) -> Result<()> {
    c.exec(BEGIN_PLAN, args![tenant, case, by.at, by.user])?;
    c.exec(
        ADD_EXIT,
        args![tenant, n.exit_id, case, &n.safe_when, n.expected_on, &n.carries_on, by.at, by.user],
    )?;
    let read = read.unwrap_or(access::NOBODY);
    checked(c.exec(SET_EXIT, args![tenant, case, n.exit_id, read, access::NOBODY])?)?;
    grow(c, tenant, case)
}
