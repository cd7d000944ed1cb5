//! SQL of decisions.

use access::{Action, Case, CaseId, Decide, Permit, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

kernel::text_enum! {
    /// How far a decision is.
    pub enum DecisionState {
        /// Written by an officer, waits for a team leader.
        Asked = "asked", "Waits for a team leader";
        /// Made.
        Made = "made", "Made";
        /// A team leader sent it back.
        SentBack = "sent_back", "Sent back";
    }
}

row! {
    /// A decision.
    #[derive(Clone, Debug)]
    pub struct DecisionLine {
        /// The decision.
        pub decision_id: Uuid,
        /// Which kind of the pack.
        pub kind: String,
        /// Its name then.
        pub kind_name: String,
        /// What was decided, as a code.
        pub code: String,
        /// The same in words.
        pub decided: String,
        /// More about it.
        pub more: String,
        /// The reasons.
        pub why: String,
        /// What else was considered.
        pub considered: String,
        /// Under what rule.
        pub rule: String,
        /// How it may be challenged.
        pub challenge: String,
        /// How far it is.
        pub state: DecisionState,
        /// Who wrote it.
        pub asked_by: String,
        /// Their account.
        pub asked_by_id: UserId,
        /// Who made it.
        pub decided_by: Option<String>,
        /// The day it was made.
        pub decided_on: Option<Day>,
        /// Why it was sent back.
        pub sent_back_why: String,
        /// The decision whose place it takes.
        pub supersedes_id: Option<Uuid>,
        /// The decision that took its place, once that is made.
        pub superseded_by: Option<Uuid>,
        /// Who was told.
        pub told_whom: String,
        /// How.
        pub told_how: String,
        /// When.
        pub told_on: Option<Day>,
        /// When it was written down.
        pub recorded_at: Instant,
    }
}

/// A decision to be recorded.
#[derive(Clone, Debug)]
pub struct NewDecision {
    /// The decision.
    pub id: Uuid,
    /// Its kind and the kind's name.
    pub kind: (String, String),
    /// What is decided: code and words.
    pub decided: (String, String),
    /// More about it.
    pub more: String,
    /// The reasons.
    pub why: String,
    /// What else was considered.
    pub considered: String,
    /// Under what rule.
    pub rule: String,
    /// How it may be challenged.
    pub challenge: String,
    /// The day it is made; `None` where a team leader has to make it.
    pub made_on: Option<Day>,
    /// The decision whose place it takes.
    pub supersedes: Option<Uuid>,
    /// Who was told, how and when.
    pub told: (String, String, Option<Day>),
}

kernel::statements! {
    ALL: DecisionLine = "SELECT d.decision_id, d.kind, d.kind_name, d.code, d.decided, d.more, d.why, d.considered, d.rule,
            d.challenge, d.state, a.name, d.asked_by, u.name, d.decided_on, d.sent_back_why, d.supersedes_id,
            (SELECT l.decision_id
                FROM case_decision l
                WHERE l.tenant_id = d.tenant_id AND l.case_id = d.case_id AND l.supersedes_id = d.decision_id
                  AND l.state = 'made'
                ORDER BY l.recorded_at DESC
                LIMIT 1),
            d.told_whom, d.told_how, d.told_on, d.recorded_at
        FROM case_decision d
        JOIN app_user a ON a.tenant_id = d.tenant_id AND a.user_id = d.asked_by
        LEFT JOIN app_user u ON u.tenant_id = d.tenant_id AND u.user_id = d.decided_by
        WHERE d.tenant_id = $1 AND d.case_id = $2
        ORDER BY d.recorded_at DESC, d.decision_id DESC
        LIMIT 200";
    ADD: () = "INSERT INTO case_decision (
            tenant_id, case_id, decision_id, kind, kind_name, code, decided, more, why, considered, rule, challenge,
            state, asked_by, decided_by, decided_on, sent_back_why, supersedes_id, told_whom, told_how, told_on,
            recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', $17, $18, $19, $20, $21)";
    MAKE: () = "UPDATE case_decision
        SET state = 'made', decided_by = $4, decided_on = $5
        WHERE tenant_id = $1 AND case_id = $2 AND decision_id = $3 AND state = 'asked'";
    SEND_BACK: () = "UPDATE case_decision
        SET state = 'sent_back', sent_back_why = $4
        WHERE tenant_id = $1 AND case_id = $2 AND decision_id = $3 AND state = 'asked'";
    TELL: () = "UPDATE case_decision
        SET told_whom = $4, told_how = $5, told_on = $6
        WHERE tenant_id = $1 AND case_id = $2 AND decision_id = $3 AND state = 'made' AND told_on IS NULL";
}

/// The decisions of a case, latest first: one statement.
pub fn all<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<DecisionLine>>
where
    Case: Decide<A>,
{
    c.all(ALL, args![permit.tenant(), permit.id()])
}

/// Records a decision: made at once, or waiting for a team leader.
pub fn add(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    n: &NewDecision,
    (by, at): (UserId, Instant),
) -> Result<()> {
    let state = if n.made_on.is_some() { DecisionState::Made } else { DecisionState::Asked };
    c.exec(
        ADD,
        args![
            tenant,
            case,
            n.id,
            &n.kind.0,
            &n.kind.1,
            &n.decided.0,
            &n.decided.1,
            &n.more,
            &n.why,
            &n.considered,
            &n.rule,
            &n.challenge,
            state,
            by,
            n.made_on.map(|_| by),
            n.made_on,
            n.supersedes,
            &n.told.0,
            &n.told.1,
            n.told.2,
            at
        ],
    )
    .map(drop)
}

/// A team leader makes a decision that waits; [`Error::Conflict`] when it does not wait any more.
pub fn make(c: &mut dyn Conn, tenant: i64, case: CaseId, id: Uuid, (by, on): (UserId, Day)) -> Result<()> {
    waiting(c.exec(MAKE, args![tenant, case, id, by, on])?)
}

/// A team leader sends a decision back with words; [`Error::Conflict`] when it does not wait any more.
pub fn send_back(c: &mut dyn Conn, tenant: i64, case: CaseId, id: Uuid, why: &str) -> Result<()> {
    waiting(c.exec(SEND_BACK, args![tenant, case, id, why])?)
}

fn waiting(changed: u64) -> Result<()> {
    match changed {
        0 => Err(Error::Conflict("This decision does not wait for a team leader any more.".to_owned())),
        _ => Ok(()),
    }
}

/// Writes down who was told; [`Error::Conflict`] when that was written down before, or the decision is not made.
pub fn tell(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    id: Uuid,
    (whom, how, on): (&str, &str, Day),
) -> Result<()> {
    match c.exec(TELL, args![tenant, case, id, whom, how, on])? {
        0 => Err(Error::Conflict(
            "Who was told is written down already, or the decision is not made.".to_owned(),
        )),
        _ => Ok(()),
    }
}
