//! SQL of the blind second review.

use super::model::{Answers, differing};
use crate::review::store::{self, AnswerRow, Saved, given_of, moved};
use access::{CaseId, Scope, UserId};
use kernel::{
    Result, args,
    db::{Conn, ConnExt, Known, Writes},
    row,
};
use uuid::Uuid;

row! {
    struct BlindRow {
        voice: String,
        criterion: String,
        value: String,
        na_reason: String,
        note: String,
        proposed: String,
        proposed_why: String,
    }
}

row! {
    /// What the second reviewer wrote beside the answers.
    #[derive(Clone, Debug, Default)]
    pub struct Words {
        /// What was done well.
        pub praise: String,
        /// What the client says.
        pub voice: String,
    }
}

kernel::statements! {
    BLIND: BlindRow = "SELECT voice, criterion, value, na_reason, note, proposed, proposed_why
        FROM blind_answer
        WHERE tenant_id = $1 AND review_id = $2
        ORDER BY voice, criterion
        LIMIT 400";
    WORDS: Words = "SELECT praise, voice FROM review_second WHERE tenant_id = $1 AND review_id = $2";
    // Touches the review, so that two who finish at once wait for each other.
    TOUCH: () = "UPDATE case_review
        SET version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3
          AND second
          AND alone_at IS NULL
          AND state IN ('drawn', 'in_review')
          AND worker_id <> $4
          AND (reviewer_id IS NULL OR reviewer_id <> $4)";
    TAKE: () = "INSERT INTO review_second (
            tenant_id, review_id, reviewer_id, finished_at, praise, voice, differs)
        VALUES ($1, $2, $3, $4, $5, $6, 0)
        ON CONFLICT (tenant_id, review_id)
        DO UPDATE SET finished_at = excluded.finished_at, praise = excluded.praise, voice = excluded.voice
        WHERE review_second.reviewer_id = excluded.reviewer_id AND review_second.met_at IS NULL";
    CLEAR: () = "DELETE FROM blind_answer WHERE tenant_id = $1 AND review_id = $2 AND voice = 'second'";
    BOTH: (UserId,) = "SELECT s.reviewer_id
        FROM review_second s
        JOIN case_review r ON r.tenant_id = s.tenant_id AND r.review_id = s.review_id
        WHERE s.tenant_id = $1 AND s.review_id = $2 AND s.met_at IS NULL AND r.state = 'in_review'";
    KEEP_FIRST: () = "INSERT INTO blind_answer (
            tenant_id, review_id, voice, criterion, value, na_reason, note, proposed, proposed_why)
        SELECT a.tenant_id, a.review_id, 'first', a.criterion, a.value, a.na_reason, a.note, a.proposed, a.proposed_why
        FROM review_answer a
        WHERE a.tenant_id = $1 AND a.review_id = $2";
    MEET: () = "UPDATE review_second SET met_at = $3, differs = $4
        WHERE tenant_id = $1 AND review_id = $2 AND met_at IS NULL";
    THIRD: () = "UPDATE review_second SET third_id = $4, third_at = $5
        WHERE tenant_id = $1 AND review_id = $3
          AND met_at IS NOT NULL
          AND third_at IS NULL
          AND reviewer_id <> $4
          AND EXISTS (
              SELECT 1
              FROM case_review r
              WHERE r.tenant_id = $1 AND r.case_id = $2 AND r.review_id = $3
                AND r.state = 'in_review' AND r.alone_at IS NULL AND r.reviewer_id <> $4 AND r.worker_id <> $4)";
}

kernel::bulk! {
    ANSWER = "INSERT INTO blind_answer (
            tenant_id, review_id, voice, criterion, value, na_reason, note, proposed, proposed_why) VALUES",
        "($1, $2, 'second', ?, ?, ?, ?, ?, ?)", "";
}

/// Every SQL text of second reviews.
pub fn statements() -> Vec<Known> {
    [STATEMENTS, &bulk_statements()].concat()
}

/// What both answered before either saw the other's answers: the first's, which are there once both have finished,
/// and the second's. One statement.
pub fn blind(c: &mut dyn Conn, tenant: i64, review: Uuid) -> Result<(Answers, Answers)> {
    let (mut first, mut second) = (Answers::new(), Answers::new());
    for row in c.all(BLIND, args![tenant, review])? {
        let BlindRow { voice, criterion, value, na_reason, note, proposed, proposed_why } = row;
        let answer = AnswerRow { criterion, value, na_reason, note, proposed, proposed_why };
        if let Some((id, given)) = given_of(answer) {
            if voice == "first" { &mut first } else { &mut second }.insert(id, given);
        }
    }
    Ok((first, second))
}

/// What the second reviewer wrote beside the answers; empty while there is none. One statement.
pub fn words(c: &mut dyn Conn, tenant: i64, review: Uuid) -> Result<Words> {
    Ok(c.opt(WORDS, args![tenant, review])?.unwrap_or_default())
}

/// Saves the second reviewer's answers in place of those before.
///
/// # Errors
/// Conflict when somebody else reviews it a second time, both have finished, or it is not for the asker to do.
pub fn save(c: &mut dyn Conn, scope: &Scope, (case, review): (CaseId, Uuid), saved: &Saved) -> Result<()> {
    const WORDS: &str =
        "Somebody else reviews this case a second time, or both have finished. Open it again.";
    let (tenant, user) = (scope.tenant(), scope.user());
    moved(c.exec(TOUCH, args![tenant, case, review, user])?, WORDS)?;
    let taken = c.exec(TAKE, args![tenant, review, user, scope.now(), &saved.praise, &saved.voice])?;
    moved(taken, WORDS)?;
    c.exec(CLEAR, args![tenant, review])?;
    let mut writes = Writes::new(vec![tenant.into(), review.into()]);
    for (criterion, given) in &saved.given {
        writes.row(&ANSWER, store::answer_values(criterion, given));
    }
    writes.ready().run(c)?;
    meet(c, scope, review)
}

/// Lays both sets of answers side by side, when both are there: the first's are kept as they were given.
pub fn meet(c: &mut dyn Conn, scope: &Scope, review: Uuid) -> Result<()> {
    let tenant = scope.tenant();
    if c.opt(BOTH, args![tenant, review])?.is_none() {
        return Ok(());
    }
    let (first, (_, second)) = (store::answers(c, tenant, review)?, blind(c, tenant, review)?);
    let differs = i64::try_from(differing(&first, &second).len()).unwrap_or(i64::MAX);
    c.exec(KEEP_FIRST, args![tenant, review])?;
    c.exec(MEET, args![tenant, review, scope.now(), differs]).map(drop)
}

/// Notes who decided between two reviewers.
///
/// # Errors
/// Conflict when it is decided, or the asker is one of the two or the officer.
pub fn decide(c: &mut dyn Conn, scope: &Scope, (case, review): (CaseId, Uuid)) -> Result<()> {
    let done = c.exec(THIRD, args![scope.tenant(), case, review, scope.user(), scope.now()])?;
    moved(done, "It is decided already, or you reviewed it yourself. Open the review again.")
}
