//! SQL of reviews.

use super::model::{Given, State};
use crate::{forms::Score, model::Answer};
use access::{Action, Case, CaseId, Decide, Permit, PersonId, Scope, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Known, Writes},
    row,
};
use std::collections::BTreeMap;
use uuid::Uuid;

row! {
    /// A review and the case in brief.
    #[derive(Clone, Debug)]
    pub struct Review {
        /// The review.
        pub review_id: Uuid,
        /// The case.
        pub case_id: CaseId,
        /// Its reference.
        pub reference: String,
        /// What it is about.
        pub title: String,
        /// Whom it is about, as they wish to be called.
        pub known_as: String,
        /// The person's id.
        pub person_id: PersonId,
        /// First day.
        pub opened_on: Day,
        /// Last day, once closed.
        pub closed_on: Option<Day>,
        /// The day it was drawn.
        pub drawn_on: Day,
        /// The month it counts in.
        pub month: String,
        /// Who held it when it was drawn.
        pub worker_id: UserId,
        /// Their name.
        pub worker: String,
        /// The form.
        pub form_id: String,
        /// Its version.
        pub form_version: i64,
        /// Whether somebody asked for it.
        pub directed: bool,
        /// How far it is.
        pub state: State,
        /// Who reviews.
        pub reviewer_id: Option<UserId>,
        /// Their name.
        pub reviewer: Option<String>,
        /// When they began.
        pub started_at: Option<Instant>,
        /// When the officer could read it.
        pub shared_at: Option<Instant>,
        /// The score; none before it is shared, or where nothing applies.
        pub score: Option<i64>,
        /// The weight of what applies.
        pub applicable: Option<i64>,
        /// What was done well.
        pub praise: String,
        /// What the client says.
        pub voice: String,
        /// What the officer answers.
        pub response: String,
        /// Whether they disagree.
        pub disagrees: bool,
        /// When they answered.
        pub responded_at: Option<Instant>,
        /// Grows with each change.
        pub version: i64,
    }
}

row! {
    struct AnswerRow {
        criterion: String,
        value: String,
        na_reason: String,
        note: String,
        proposed: String,
        proposed_why: String,
    }
}

// A draw's reviews show once all of them are there.
macro_rules! review {
    ($from:literal, $when:expr, $order:literal) => {
        concat!(
            "SELECT r.review_id, r.case_id, f.reference, f.title, n.known_as, f.lead_person_id, f.opened_on, f.closed_on,
            r.drawn_on,
            r.month, r.worker_id, u.name, r.form_id, r.form_version, r.directed, r.state, r.reviewer_id, v.name,
            r.started_at, r.shared_at, r.score, r.applicable, r.praise, r.voice, r.response, r.disagrees,
            r.responded_at, r.version
        FROM ",
            $from,
            "
        JOIN case_file f ON f.tenant_id = r.tenant_id AND f.case_id = r.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.worker_id
        LEFT JOIN app_user v ON v.tenant_id = r.tenant_id AND v.user_id = r.reviewer_id
        LEFT JOIN review_draw d ON d.tenant_id = r.tenant_id AND d.draw_id = r.draw_id
        WHERE r.tenant_id = $1
          AND (r.draw_id IS NULL OR d.drawn_at IS NOT NULL)
          AND ",
            $when,
            "
        ",
            $order
        )
    };
}

kernel::statements! {
    ONE: Review = review!("case_review r", "r.case_id = $2 AND r.review_id = $3", "");
    OF_CASE: Review = review!("case_review r", "r.case_id = $2", "ORDER BY r.drawn_on DESC, r.review_id LIMIT 50");
    TO_DO: Review = review!(
        "case_review r
        JOIN case_access c ON c.tenant_id = r.tenant_id AND c.case_id = r.case_id",
        concat!("r.team_id IN (
              SELECT m.team_id FROM team_member m
              WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.from_at <= $4 AND m.until_at > $4)
          AND r.month >= $6
          AND r.worker_id <> $2
          AND r.state IN ('drawn', 'in_review', 'shared', 'answered')
          AND ", access::may_read_case!()),
        "ORDER BY r.month DESC, u.name, r.place, r.review_id LIMIT 200");
    MINE: Review = review!(
        "case_review r",
        "r.worker_id = $2 AND r.state IN ('shared', 'answered', 'closed')",
        "ORDER BY r.shared_at DESC, r.review_id LIMIT 50");
    ANSWERS: AnswerRow = "SELECT criterion, value, na_reason, note, proposed, proposed_why
        FROM review_answer
        WHERE tenant_id = $1 AND review_id = $2
        ORDER BY criterion
        LIMIT 200";
    TAKE: () = "UPDATE case_review
        SET state = 'in_review', reviewer_id = $4, started_at = COALESCE(started_at, $5), praise = $6, voice = $7,
            version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3
          AND state IN ('drawn', 'in_review')
          AND (reviewer_id IS NULL OR reviewer_id = $4)
          AND worker_id <> $4";
    CLEAR: () = "DELETE FROM review_answer WHERE tenant_id = $1 AND review_id = $2";
    SHARE: () = "UPDATE case_review
        SET state = 'shared', shared_at = $5, score = $6, applicable = $7, critical = $8, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3 AND state = 'in_review' AND reviewer_id = $4";
    RESPOND: () = "UPDATE case_review
        SET state = 'answered', response = $5, disagrees = $6, responded_at = $7, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3 AND worker_id = $4 AND state IN ('shared', 'answered')";
    CLOSE: () = "UPDATE case_review
        SET state = 'closed', version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3 AND reviewer_id = $4 AND state IN ('shared', 'answered')";
}

kernel::bulk! {
    ANSWER = "INSERT INTO review_answer (
            tenant_id, review_id, criterion, value, na_reason, note, proposed, proposed_why) VALUES",
        "($1, $2, ?, ?, ?, ?, ?, ?)", "";
}

/// Every SQL text of reviews.
pub fn statements() -> Vec<Known> {
    [STATEMENTS, &bulk_statements()].concat()
}

/// A review of the case; not found when it is another case's: one statement.
pub fn one<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>, review: Uuid) -> Result<Review>
where
    Case: Decide<A>,
{
    c.one(ONE, args![permit.tenant(), permit.id(), review])
}

/// The reviews of a case, latest first: one statement.
pub fn of_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Review>>
where
    Case: Decide<A>,
{
    c.all(OF_CASE, args![permit.tenant(), permit.id()])
}

/// Reviews of the asker's teams since a month that are not closed, without those of their own cases: one statement.
pub fn to_do(c: &mut dyn Conn, scope: &Scope, since: &str) -> Result<Vec<Review>> {
    c.all(TO_DO, &scope.args(args![since]))
}

/// Reviews of the asker's own cases that were shared with them, latest first: one statement.
pub fn mine(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<Review>> {
    c.all(MINE, args![scope.tenant(), scope.user()])
}

/// What was answered, by criterion: one statement.
pub fn answers(c: &mut dyn Conn, tenant: i64, review: Uuid) -> Result<BTreeMap<String, Given>> {
    let rows = c.all(ANSWERS, args![tenant, review])?;
    let given = |row: AnswerRow| {
        let answer = Answer::parse(&row.value, &row.na_reason)?;
        // Why a proposal did not apply is in its words.
        let proposed = match row.proposed.as_str() {
            "na" => Some(Answer::NotApplicable(crate::model::Reason::Other)),
            value => Answer::parse(value, ""),
        };
        let proposed = proposed.map(|answer| (answer, row.proposed_why));
        Some((row.criterion, Given { answer, note: row.note, proposed }))
    };
    Ok(rows.into_iter().filter_map(given).collect())
}

/// What a reviewer saves.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Answers by criterion.
    pub given: BTreeMap<String, Given>,
    /// What was done well.
    pub praise: String,
    /// What the client says.
    pub voice: String,
}

/// Saves a reviewer's answers in place of those before.
///
/// # Errors
/// Conflict when somebody else reviews it or it was shared; nobody reviews a case of their own.
pub fn save(c: &mut dyn Conn, scope: &Scope, (case, review): (CaseId, Uuid), saved: &Saved) -> Result<()> {
    let (tenant, user) = (scope.tenant(), scope.user());
    let taken = c.exec(TAKE, args![tenant, case, review, user, scope.now(), &saved.praise, &saved.voice])?;
    moved(taken, "Somebody else reviews this case, or the review is shared already. Open it again.")?;
    c.exec(CLEAR, args![tenant, review])?;
    let mut writes = Writes::new(vec![tenant.into(), review.into()]);
    for (criterion, given) in &saved.given {
        let (value, reason) = given.answer.codes();
        let (proposed, why) =
            given.proposed.clone().map_or(("", String::new()), |(a, why)| (a.codes().0, why));
        let own = [criterion.as_str(), value, reason, &given.note, proposed, &why]
            .map(|text| text.to_owned().into());
        writes.row(&ANSWER, own);
    }
    writes.ready().run(c)
}

/// Shares a review with its officer and keeps its score.
///
/// # Errors
/// Conflict when it was shared before or somebody else reviews it.
pub fn share(c: &mut dyn Conn, scope: &Scope, (case, review): (CaseId, Uuid), worth: &Score) -> Result<()> {
    let critical = i64::try_from(worth.critical.len()).unwrap_or(i64::MAX);
    let (tenant, user, now) = (scope.tenant(), scope.user(), scope.now());
    let shared =
        c.exec(SHARE, args![tenant, case, review, user, now, worth.percent, worth.applicable, critical])?;
    moved(shared, "It was shared before, or somebody else reviews it. Open the review again.")
}

/// Keeps what the officer answers.
///
/// # Errors
/// Conflict when it is not theirs to answer, or closed.
pub fn respond(
    c: &mut dyn Conn,
    scope: &Scope,
    (case, review): (CaseId, Uuid),
    (response, disagrees): (&str, bool),
) -> Result<()> {
    let done =
        c.exec(RESPOND, args![scope.tenant(), case, review, scope.user(), response, disagrees, scope.now()])?;
    moved(done, "Only the officer whose case it was answers a review, until it is closed.")
}

/// Closes a review: what it asked for was looked at again.
///
/// # Errors
/// Conflict when it is closed already or somebody else reviews it.
pub fn close(c: &mut dyn Conn, scope: &Scope, (case, review): (CaseId, Uuid)) -> Result<()> {
    let done = c.exec(CLOSE, args![scope.tenant(), case, review, scope.user()])?;
    moved(done, "It is closed already, or somebody else reviews it. Open the review again.")
}

fn moved(changed: u64, words: &str) -> Result<()> {
    if changed == 0 { Err(Error::Conflict(words.to_owned())) } else { Ok(()) }
}
