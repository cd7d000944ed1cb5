//! SQL of what comes after a review.

use super::model::{Between, Decided};
use crate::{
    forms::Score,
    model::Answer,
    review::{
        model::{Given, Settled},
        store::{ANSWERED, answer_values, finishes, moved},
    },
};
use access::{CaseId, Scope};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Known, Val, Writes},
    row,
};
use std::collections::BTreeMap;
use uuid::Uuid;

row! {
    /// What was decided about one answer.
    #[derive(Clone, Debug)]
    pub struct Decision {
        /// Between whom.
        pub between: Between,
        /// The criterion.
        pub criterion: String,
        /// The answer before.
        pub was: String,
        /// Why it did not apply then.
        pub was_reason: String,
        /// The answer that stands.
        pub value: String,
        /// Why it does not apply.
        pub na_reason: String,
        /// Why, in the words of whoever decided.
        pub why: String,
        /// Who decided.
        pub by: String,
        /// When.
        pub at: Instant,
    }
}

row! {
    /// A next step that a review asked for.
    #[derive(Clone, Debug)]
    pub struct Asked {
        /// The next step.
        pub action_id: Uuid,
        /// The criterion that was not met.
        pub criterion: String,
        /// What is to happen.
        pub what: String,
        /// By when.
        pub due_on: Day,
        /// When it was done or dropped.
        pub done_on: Option<Day>,
        /// What came of it.
        pub outcome: String,
        /// When the reviewer looked again.
        pub checked_at: Option<Instant>,
        /// Whether it is put right.
        pub put_right: Option<bool>,
        /// What shows it.
        pub words: String,
    }
}

kernel::statements! {
    RESPOND: () = "UPDATE case_review
        SET state = 'answered', response = $5, disagrees = $6, responded_at = $7, settled = $8, settled_at = $9,
            settled_by = $10, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3 AND worker_id = $4
          AND state IN ('shared', 'answered')
          AND settled = ''";
    CLEAR_DISPUTES: () = "DELETE FROM review_dispute WHERE tenant_id = $1 AND review_id = $2";
    DISPUTES: (String, String) = "SELECT criterion, words
        FROM review_dispute
        WHERE tenant_id = $1 AND review_id = $2
        ORDER BY criterion
        LIMIT 200";
    NO_ANSWER: () = concat!("UPDATE case_review
        SET state = 'answered', settled = 'no_answer', settled_at = $5, settled_by = $4, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3
          AND state = 'shared'
          AND settled = ''
          AND ", finishes!("$4"));
    MODERATE: () = "UPDATE case_review
        SET first_score = score, score = $6, applicable = $7, critical = $8, settled = 'moderated', settled_at = $5,
            settled_by = $4, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3
          AND state = 'answered'
          AND disagrees
          AND settled = ''
          AND worker_id <> $4
          AND reviewer_id <> $4
          AND NOT EXISTS (
              SELECT 1
              FROM review_second s
              WHERE s.tenant_id = $1 AND s.review_id = $3 AND (s.reviewer_id = $4 OR s.third_id = $4))";
    DECISIONS: Decision = "SELECT d.stage, d.criterion, d.was, d.was_reason, d.value, d.na_reason, d.why, u.name,
            d.decided_at
        FROM review_decision d
        JOIN app_user u ON u.tenant_id = d.tenant_id AND u.user_id = d.decided_by
        WHERE d.tenant_id = $1 AND d.review_id = $2
        ORDER BY d.decided_at, d.criterion
        LIMIT 400";
    ASKED: Asked = "SELECT a.action_id, a.criterion, n.what, n.due_on, n.done_on, n.outcome, a.checked_at, a.put_right,
            a.words
        FROM review_action a
        JOIN next_action n ON n.tenant_id = a.tenant_id AND n.action_id = a.action_id
        WHERE a.tenant_id = $1 AND a.review_id = $2
        ORDER BY n.recorded_at, a.criterion, a.action_id
        LIMIT 200";
    CHECK: () = concat!("UPDATE review_action
        SET checked_at = $6, checked_by = $5, put_right = $7, words = $8
        WHERE tenant_id = $1 AND review_id = $3 AND action_id = $4
          AND checked_at IS NULL
          AND EXISTS (
              SELECT 1
              FROM next_action n
              WHERE n.tenant_id = $1 AND n.action_id = $4 AND n.done_on IS NOT NULL)
          AND EXISTS (
              SELECT 1
              FROM case_review r
              WHERE r.tenant_id = $1 AND r.case_id = $2 AND r.review_id = $3
                AND r.state = 'answered'
                AND ", finishes!("$5"), ")");
    CLOSE: () = concat!("UPDATE case_review
        SET state = 'closed', closed_at = $5, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3
          AND state = 'answered'
          AND (settled <> '' OR NOT disagrees)
          AND NOT EXISTS (
              SELECT 1
              FROM review_action a
              WHERE a.tenant_id = $1 AND a.review_id = $3 AND a.checked_at IS NULL)
          AND ", finishes!("$4"));
}

kernel::bulk! {
    DISPUTE = "INSERT INTO review_dispute (tenant_id, review_id, criterion, words) VALUES", "($1, $2, ?, ?)", "";
    DECISION = "INSERT INTO review_decision (
            tenant_id, review_id, stage, criterion, was, was_reason, value, na_reason, why, decided_by, decided_at)
        VALUES",
        "($1, $2, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "";
    ACTION = "INSERT INTO review_action (tenant_id, review_id, action_id, criterion, words) VALUES",
        "($1, $2, ?, ?, '')", "";
}

/// Every SQL text of what comes after a review.
pub fn statements() -> Vec<Known> {
    [STATEMENTS, &bulk_statements()].concat()
}

/// What an officer says to a review.
#[derive(Clone, Debug)]
pub struct Said {
    /// Whether they disagree.
    pub disagrees: bool,
    /// In their words.
    pub words: String,
    /// The answers they dispute, by criterion, and why.
    pub disputes: BTreeMap<String, String>,
}

/// Keeps what the officer says, in place of what they said before. Agreeing settles it.
///
/// # Errors
/// Conflict when it is not theirs to answer, or settled.
pub fn respond(c: &mut dyn Conn, scope: &Scope, (case, review): (CaseId, Uuid), said: &Said) -> Result<()> {
    let (tenant, user, now) = (scope.tenant(), scope.user(), scope.now());
    let agreed = (!said.disagrees).then_some((now, user));
    let settled = if said.disagrees { Settled::Not } else { Settled::Agreed };
    let done = c.exec(
        RESPOND,
        args![
            tenant,
            case,
            review,
            user,
            &said.words,
            said.disagrees,
            now,
            settled,
            agreed.map(|(at, _)| at),
            agreed.map(|(_, by)| by)
        ],
    )?;
    moved(done, "Only the officer whose case it was answers a review, until it is settled.")?;
    c.exec(CLEAR_DISPUTES, args![tenant, review])?;
    let mut writes = Writes::new(vec![tenant.into(), review.into()]);
    for (criterion, words) in &said.disputes {
        writes.row(&DISPUTE, [criterion.clone().into(), words.clone().into()]);
    }
    writes.ready().run(c)
}

/// The answers that the officer disputes, by criterion, and why: one statement.
pub fn disputes(c: &mut dyn Conn, tenant: i64, review: Uuid) -> Result<BTreeMap<String, String>> {
    Ok(c.all(DISPUTES, args![tenant, review])?.into_iter().collect())
}

/// Goes on without an answer of the officer. When that may be is for the caller to see to.
///
/// # Errors
/// Conflict when they answered, or somebody else reviewed it.
pub fn no_answer(c: &mut dyn Conn, scope: &Scope, (case, review): (CaseId, Uuid)) -> Result<()> {
    let done = c.exec(NO_ANSWER, args![scope.tenant(), case, review, scope.user(), scope.now()])?;
    moved(done, "The officer has answered since, or somebody else reviews it. Open the review again.")
}

/// Settles what the officer disputes, with the score that the answers give now.
///
/// # Errors
/// Conflict when it is settled, or the asker reviewed it or holds the case.
pub fn moderate(
    c: &mut dyn Conn,
    scope: &Scope,
    (case, review): (CaseId, Uuid),
    worth: &Score,
) -> Result<()> {
    let critical = i64::try_from(worth.critical.len()).unwrap_or(i64::MAX);
    let (tenant, user, now) = (scope.tenant(), scope.user(), scope.now());
    let done =
        c.exec(MODERATE, args![tenant, case, review, user, now, worth.percent, worth.applicable, critical])?;
    moved(done, "It is settled already, or you reviewed it yourself. Open the review again.")
}

/// Keeps what was decided about answers, and what was answered before; then the answers are those that stand.
pub fn decide(
    c: &mut dyn Conn,
    scope: &Scope,
    (review, between): (Uuid, Between),
    (before, after): (&BTreeMap<String, Given>, &BTreeMap<String, Given>),
    decisions: &BTreeMap<String, Decided>,
) -> Result<()> {
    let mut writes = Writes::new(vec![scope.tenant().into(), review.into()]);
    for (criterion, decision) in decisions {
        let was = before.get(criterion).map_or(("", ""), |given| given.answer.codes());
        let (value, reason) = decision.answer.codes();
        let row: [Val; 9] = [
            between.into(),
            criterion.clone().into(),
            was.0.to_owned().into(),
            was.1.to_owned().into(),
            value.to_owned().into(),
            reason.to_owned().into(),
            decision.why.clone().into(),
            scope.user().into(),
            scope.now().into(),
        ];
        writes.row(&DECISION, row);
        if let Some(given) = after.get(criterion) {
            writes.row(&ANSWERED, answer_values(criterion, given));
        }
    }
    writes.ready().run(c)
}

/// What was decided about answers of a review, in the order of time: one statement.
pub fn decisions(c: &mut dyn Conn, tenant: i64, review: Uuid) -> Result<Vec<Decision>> {
    c.all(DECISIONS, args![tenant, review])
}

impl Decision {
    /// The answer before; `None` where there was none.
    pub fn before(&self) -> Option<Answer> {
        Answer::parse(&self.was, &self.was_reason)
    }

    /// The answer that stands.
    pub fn after(&self) -> Option<Answer> {
        Answer::parse(&self.value, &self.na_reason)
    }
}

/// Links next steps to the review that asked for them.
pub fn link(c: &mut dyn Conn, tenant: i64, review: Uuid, steps: &[(Uuid, String)]) -> Result<()> {
    let mut writes = Writes::new(vec![tenant.into(), review.into()]);
    for (action, criterion) in steps {
        writes.row(&ACTION, [(*action).into(), criterion.clone().into()]);
    }
    writes.ready().run(c)
}

/// The next steps that a review asked for, oldest first: one statement.
pub fn asked(c: &mut dyn Conn, tenant: i64, review: Uuid) -> Result<Vec<Asked>> {
    c.all(ASKED, args![tenant, review])
}

/// Keeps what the reviewer found when they looked again at a step that is done.
///
/// # Errors
/// Conflict when it is not done, was looked at before, or somebody else reviewed.
pub fn check(
    c: &mut dyn Conn,
    scope: &Scope,
    (case, review, action): (CaseId, Uuid, Uuid),
    (put_right, words): (bool, &str),
) -> Result<()> {
    let (tenant, user, now) = (scope.tenant(), scope.user(), scope.now());
    let done = c.exec(CHECK, args![tenant, case, review, action, user, now, put_right, words])?;
    moved(
        done,
        "It is not done yet, was looked at already, or is not yours to look at. Open the review again.",
    )
}

/// Closes a review: it is settled, and all it asked for was looked at again.
///
/// # Errors
/// Conflict when something is left, it is closed already or somebody else reviewed.
pub fn close(c: &mut dyn Conn, scope: &Scope, (case, review): (CaseId, Uuid)) -> Result<()> {
    let done = c.exec(CLOSE, args![scope.tenant(), case, review, scope.user(), scope.now()])?;
    moved(
        done,
        "It is closed already, something is left to look at, or somebody else reviewed it. Open it again.",
    )
}
