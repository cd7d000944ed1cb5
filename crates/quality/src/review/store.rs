//! SQL of reviews.

use super::model::{Given, Settled, State};
use crate::{forms::Score, model::Answer};
use access::{Action, Case, CaseId, Decide, Permit, PersonId, Scope, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Known, Val, Writes},
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
        /// What that version says, as a hash; none for a form as it ships.
        pub form_hash: Option<Vec<u8>>,
        /// Whether somebody asked for it.
        pub directed: bool,
        /// How far it is.
        pub state: State,
        /// Who reviews.
        pub reviewer_id: Option<UserId>,
        /// Their name.
        pub reviewer: Option<String>,
        /// Whether they have left since: then others finish it.
        pub reviewer_left: bool,
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
        /// Why it was asked for, takes another's place or was replaced.
        pub why: String,
        /// Whether a second reviewer answers it blind.
        pub second: bool,
        /// Who reviews it a second time, once they have finished.
        pub second_id: Option<UserId>,
        /// Their name.
        pub second_name: Option<String>,
        /// When they finished.
        pub second_at: Option<Instant>,
        /// When both had finished.
        pub met_at: Option<Instant>,
        /// Answers that differed then.
        pub differs: i64,
        /// Who decided these.
        pub third_id: Option<UserId>,
        /// When.
        pub third_at: Option<Instant>,
        /// How what the officer says was settled.
        pub settled: Settled,
        /// When.
        pub settled_at: Option<Instant>,
        /// By whom.
        pub settled_by: Option<String>,
        /// The score as it was shared, where a moderator changed an answer.
        pub first_score: Option<i64>,
        /// When it was closed or replaced.
        pub closed_at: Option<Instant>,
        /// The review that took its place.
        pub replaced_by: Option<Uuid>,
        /// When the first reviewer went on alone, since no second or third came in time.
        pub alone_at: Option<Instant>,
        /// Steps it asked for that are not done.
        pub open_actions: i64,
        /// Steps it asked for that were not looked at again.
        pub unchecked: i64,
    }
}

row! {
    pub(super) struct AnswerRow {
        pub(super) criterion: String,
        pub(super) value: String,
        pub(super) na_reason: String,
        pub(super) note: String,
        pub(super) proposed: String,
        pub(super) proposed_why: String,
    }
}

// Who sees a review to its end: its reviewer; and where they have left, anybody but the officer whose case it was.
macro_rules! finishes {
    ($user:literal) => {
        concat!(
            "(reviewer_id = ",
            $user,
            " OR (worker_id <> ",
            $user,
            " AND EXISTS (
              SELECT 1
              FROM app_user gone
              WHERE gone.tenant_id = $1 AND gone.user_id = reviewer_id AND gone.status = 'left')))"
        )
    };
}
pub(super) use finishes;

// A draw's reviews show once all of them are there.
macro_rules! review {
    ($from:literal, $when:expr, $order:literal) => {
        concat!(
            "SELECT r.review_id, r.case_id, f.reference, f.title, n.known_as, f.lead_person_id, f.opened_on, f.closed_on,
            r.drawn_on,
            r.month, r.worker_id, u.name, r.form_id, r.form_version, g.hash, r.directed, r.state, r.reviewer_id, v.name,
            CASE WHEN v.status = 'left' THEN TRUE ELSE FALSE END,
            r.started_at, r.shared_at, r.score, r.applicable, r.praise, r.voice, r.response, r.disagrees,
            r.responded_at, r.version, r.why, r.second, s.reviewer_id, w.name, s.finished_at, s.met_at,
            COALESCE(s.differs, 0), s.third_id, s.third_at, r.settled, r.settled_at, b.name, r.first_score, r.closed_at,
            r.replaced_by, r.alone_at,
            (SELECT CAST(count(*) AS BIGINT)
            FROM review_action x
            JOIN next_action y ON y.tenant_id = x.tenant_id AND y.action_id = x.action_id
            WHERE x.tenant_id = r.tenant_id AND x.review_id = r.review_id AND x.checked_at IS NULL
              AND y.done_on IS NULL),
            (SELECT CAST(count(*) AS BIGINT)
            FROM review_action x
            WHERE x.tenant_id = r.tenant_id AND x.review_id = r.review_id AND x.checked_at IS NULL)
        FROM ",
            $from,
            "
        JOIN case_file f ON f.tenant_id = r.tenant_id AND f.case_id = r.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.worker_id
        LEFT JOIN app_user v ON v.tenant_id = r.tenant_id AND v.user_id = r.reviewer_id
        LEFT JOIN review_form g
            ON g.tenant_id = r.tenant_id AND g.form_id = r.form_id AND g.version = r.form_version
        LEFT JOIN review_second s ON s.tenant_id = r.tenant_id AND s.review_id = r.review_id
        LEFT JOIN app_user w ON w.tenant_id = s.tenant_id AND w.user_id = s.reviewer_id
        LEFT JOIN app_user b ON b.tenant_id = r.tenant_id AND b.user_id = r.settled_by
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
        SET state = 'in_review', reviewer_id = $4,
            started_at = COALESCE(started_at, (
                SELECT g.begun_at
                FROM review_begun g
                WHERE g.tenant_id = $1 AND g.review_id = $3 AND g.user_id = $4), $5),
            praise = $6, voice = $7, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3
          AND state IN ('drawn', 'in_review')
          AND (reviewer_id IS NULL OR reviewer_id = $4)
          AND worker_id <> $4
          AND NOT EXISTS (
              SELECT 1
              FROM review_second s
              WHERE s.tenant_id = $1 AND s.review_id = $3 AND (s.met_at IS NOT NULL OR s.reviewer_id = $4))";
    BEGIN: () = "INSERT INTO review_begun (tenant_id, review_id, user_id, begun_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant_id, review_id, user_id) DO NOTHING";
    BEGUN: (UserId, String, Instant) = "SELECT g.user_id, u.name, g.begun_at
        FROM review_begun g
        JOIN app_user u ON u.tenant_id = g.tenant_id AND u.user_id = g.user_id
        WHERE g.tenant_id = $1 AND g.review_id = $2 AND g.user_id <> $3 AND g.begun_at >= $4
        ORDER BY g.begun_at DESC, g.user_id
        LIMIT 5";
    CLEAR: () = "DELETE FROM review_answer WHERE tenant_id = $1 AND review_id = $2";
    ALONE: () = concat!("UPDATE case_review
        SET alone_at = $5, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3
          AND second
          AND state = 'in_review'
          AND alone_at IS NULL
          AND ", finishes!("$4"));
    SHARE: () = concat!("UPDATE case_review
        SET state = 'shared', shared_at = $5, score = $6, applicable = $7, critical = $8, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3 AND state = 'in_review' AND version = $9
          AND (NOT second OR alone_at IS NOT NULL OR EXISTS (
              SELECT 1
              FROM review_second s
              WHERE s.tenant_id = $1 AND s.review_id = $3 AND s.met_at IS NOT NULL
                AND (s.differs = 0 OR s.third_at IS NOT NULL)))
          AND ", finishes!("$4"));
}

kernel::bulk! {
    ANSWER = "INSERT INTO review_answer (
            tenant_id, review_id, criterion, value, na_reason, note, proposed, proposed_why) VALUES",
        "($1, $2, ?, ?, ?, ?, ?, ?)", "";
    /// An answer that stands after a decision, in place of the one before.
    pub(super) ANSWERED = "INSERT INTO review_answer (
            tenant_id, review_id, criterion, value, na_reason, note, proposed, proposed_why) VALUES",
        "($1, $2, ?, ?, ?, ?, ?, ?)",
        "ON CONFLICT (tenant_id, review_id, criterion)
        DO UPDATE SET value = excluded.value, na_reason = excluded.na_reason, note = excluded.note";
}

/// Every SQL text of reviews.
pub fn statements() -> Vec<Known> {
    [
        STATEMENTS,
        &bulk_statements(),
        &super::after::store::statements(),
        super::agreed::store::STATEMENTS,
        super::asked::store::STATEMENTS,
        super::checks::store::STATEMENTS,
        &super::second::store::statements(),
    ]
    .concat()
}

/// A review of the case, with its form in mind; not found when it is another case's: one statement, and another one
/// when the form's text was not read before.
pub fn one<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>, review: Uuid) -> Result<Review>
where
    Case: Decide<A>,
{
    let found = c.one(ONE, args![permit.tenant(), permit.id(), review])?;
    crate::forms::learn(c, permit.tenant(), found.form_hash.as_deref())?;
    Ok(found)
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
    Ok(rows.into_iter().filter_map(given_of).collect())
}

/// An answer as it is stored.
pub(super) fn given_of(row: AnswerRow) -> Option<(String, Given)> {
    let answer = Answer::parse(&row.value, &row.na_reason)?;
    // Why a proposal did not apply is in its words.
    let proposed = match row.proposed.as_str() {
        "na" => Some(Answer::NotApplicable(crate::model::Reason::Other)),
        value => Answer::parse(value, ""),
    };
    let proposed = proposed.map(|answer| (answer, row.proposed_why));
    Some((row.criterion, Given { answer, note: row.note, proposed }))
}

/// An answer as it is written: criterion, value, reason, note, proposal and from what.
pub(super) fn answer_values(criterion: &str, given: &Given) -> [Val; 6] {
    let (value, reason) = given.answer.codes();
    let (proposed, why) = given.proposed.clone().map_or(("", String::new()), |(a, why)| (a.codes().0, why));
    [criterion, value, reason, &given.note, proposed, &why].map(|text| text.to_owned().into())
}

/// Notes when somebody first opened the form of a review.
pub fn begin(c: &mut dyn Conn, scope: &Scope, review: Uuid) -> Result<()> {
    c.exec(BEGIN, args![scope.tenant(), review, scope.user(), scope.now()]).map(drop)
}

/// Who else opened the form of a review since a moment, latest first: one statement.
pub fn begun(
    c: &mut dyn Conn,
    scope: &Scope,
    review: Uuid,
    since: Instant,
) -> Result<Vec<(UserId, String, Instant)>> {
    c.all(BEGUN, args![scope.tenant(), review, scope.user(), since])
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
        writes.row(&ANSWER, answer_values(criterion, given));
    }
    writes.ready().run(c)?;
    super::second::store::meet(c, scope, review)
}

/// Shares a review with its officer and keeps its score, which was worked out when the review was at `version`.
///
/// # Errors
/// Conflict when it was shared or answered anew since, somebody else reviews it, or a second review is not finished.
pub fn share(
    c: &mut dyn Conn,
    scope: &Scope,
    (case, review, version): (CaseId, Uuid, i64),
    worth: &Score,
) -> Result<()> {
    let critical = i64::try_from(worth.critical.len()).unwrap_or(i64::MAX);
    let (tenant, user, now) = (scope.tenant(), scope.user(), scope.now());
    let Score { percent, applicable, .. } = worth;
    let shared =
        c.exec(SHARE, args![tenant, case, review, user, now, *percent, *applicable, critical, version])?;
    moved(shared, "It was shared or answered anew since, or somebody else reviews it. Open the review again.")
}

/// Goes on without a second reviewer, or without a third. When that may be is for the caller to see to.
///
/// # Errors
/// Conflict when it was shared, or somebody else reviews it.
pub fn alone(c: &mut dyn Conn, scope: &Scope, (case, review): (CaseId, Uuid)) -> Result<()> {
    let done = c.exec(ALONE, args![scope.tenant(), case, review, scope.user(), scope.now()])?;
    moved(done, "It was shared since, or somebody else reviews it. Open the review again.")
}

/// Says what is wrong where nothing changed.
pub(crate) fn moved(changed: u64, words: &str) -> Result<()> {
    if changed == 0 { Err(Error::Conflict(words.to_owned())) } else { Ok(()) }
}
