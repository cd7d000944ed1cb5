//! SQL of single reviews: those behind a figure, those of one officer, and those of an export.
//!
//! A figure counts everybody; a list names cases and officers. So a list shows reviews of cases that the asker may
//! read, and of these the asker's own and those of teams that they lead. Past reviews that know no case of ours show
//! to those who lead their team, and to service managers where the team is no team of ours.

use super::read::{Choice, live};
use crate::results::model::{LeftOut, Sum};
use access::{CaseId, NOBODY, Scope, UserId};
use kernel::{
    Result, args,
    db::{Conn, ConnExt, Val},
    row,
};
use uuid::Uuid;

row! {
    /// A review in a list.
    #[derive(Clone, Debug)]
    pub struct Line {
        /// The review.
        pub review_id: Uuid,
        /// The month it counts in.
        pub month: String,
        /// Whose score it is.
        pub worker: String,
        /// Their team.
        pub team: String,
        /// The area.
        pub area: String,
        /// The case, where it is one of ours.
        pub case_id: Option<CaseId>,
        /// Its reference.
        pub reference: String,
        /// The kind of case.
        pub case_type: String,
        /// The form.
        pub form_id: String,
        /// Its version.
        pub form_version: i64,
        /// The score.
        pub score: Option<i64>,
        /// Critical criteria that are not met.
        pub critical: i64,
        /// Why it enters no average.
        pub left_out: LeftOut,
        /// Whether it came in from a spreadsheet.
        pub past: bool,
    }
}

row! {
    /// What an officer's page says of them.
    #[derive(Clone, Debug)]
    pub struct Head {
        /// Their name.
        pub name: String,
        /// Whether the asker leads a team that they are in.
        pub leads: bool,
    }
}

row! {
    /// Reviews of an officer in a month.
    #[derive(Clone, Debug)]
    pub struct OfficerMonth {
        /// The month.
        pub month: String,
        /// How many.
        pub reviews: i64,
        /// The sum of their scores.
        pub total: i64,
        /// The sum of the squares.
        pub squares: i64,
        /// Reviews with something critical that is not met.
        pub critical: i64,
    }
}

impl OfficerMonth {
    /// The sum.
    pub fn sum(&self) -> Sum {
        Sum { reviews: self.reviews, total: self.total, squares: self.squares, critical: self.critical }
    }
}

row! {
    /// An officer's answers to one criterion.
    #[derive(Clone, Debug)]
    pub struct OfficerCriterion {
        /// The form.
        pub form_id: String,
        /// Its version.
        pub form_version: i64,
        /// The criterion.
        pub criterion: String,
        /// Reviews in which it is met.
        pub met: i64,
        /// In which some of it is.
        pub partly: i64,
        /// In which it is not.
        pub not_met: i64,
    }
}

row! {
    /// What a reviewer wrote about a criterion that was not met.
    #[derive(Clone, Debug)]
    pub struct Lesson {
        /// The review.
        pub review_id: Uuid,
        /// The case.
        pub case_id: CaseId,
        /// Its reference.
        pub reference: String,
        /// The month.
        pub month: String,
        /// The form.
        pub form_id: String,
        /// Its version.
        pub form_version: i64,
        /// The criterion.
        pub criterion: String,
        /// What was written.
        pub note: String,
    }
}

// Reviews `r` of a choice: `$6` to `$17`.
macro_rules! chosen {
    () => {
        concat!(
            "r.tenant_id = $1 AND r.month >= $6 AND r.month <= $7 AND ",
            live!("r", "$8"),
            " AND ($9 = $8 OR r.team_id = $9) AND ($10 = $8 OR r.area_id = $10) AND ($11 = '' OR r.case_type = $11)
          AND ($12 = '' OR r.form_id = $12) AND ($13 = $8 OR r.worker_id = $13)
          AND CASE WHEN r.left_out = '' THEN 'counted' ELSE 'left' END = $16
          AND (r.critical > 0 OR NOT $17)
          AND ($14 = '' OR EXISTS (
              SELECT 1 FROM criterion_counted a
              WHERE a.tenant_id = r.tenant_id AND a.review_id = r.review_id AND a.criterion = $14
                AND CASE WHEN $15 = '' AND a.value <> 'na' THEN TRUE ELSE a.value = $15 END))"
        )
    };
}

// Whether the asker may see a review `r` of the case `c` and the team `t` by name.
macro_rules! shown {
    () => {
        concat!(
            "(r.worker_id = $2 OR ($18 AND r.case_id IS NULL AND t.team_id IS NULL) OR EXISTS (
              SELECT 1 FROM team_member m
              WHERE m.tenant_id = r.tenant_id AND m.team_id = r.team_id AND m.user_id = $2 AND m.manages
                AND m.from_at <= $4 AND m.until_at > $4))
          AND (r.case_id IS NULL OR (c.case_id IS NOT NULL AND ",
            access::may_read_case!(),
            "))"
        )
    };
}

macro_rules! from {
    () => {
        "FROM review_counted r
        LEFT JOIN case_access c ON c.tenant_id = r.tenant_id AND c.case_id = r.case_id
        LEFT JOIN team t ON t.tenant_id = r.tenant_id AND t.team_id = r.team_id"
    };
}

// A name that a spreadsheet brought.
macro_rules! past {
    ($id:literal) => {
        concat!(
            "(SELECT max(p.name) FROM past_name p WHERE p.tenant_id = r.tenant_id AND p.name_id = ",
            $id,
            ")"
        )
    };
}

kernel::statements! {
    COUNT: (i64, i64) = concat!("SELECT count(*), CAST(COALESCE(sum(CASE WHEN ", shown!(), " THEN 1 ELSE 0 END), 0) AS BIGINT)
        ", from!(), "
        WHERE ", chosen!());
    LIST: Line = concat!("SELECT r.review_id, r.month, COALESCE(u.name, ", past!("r.worker_id"), ", ''),
            COALESCE(t.name, ", past!("r.team_id"), ", ''), COALESCE(o.name, ", past!("r.area_id"), ", ''), r.case_id,
            r.reference, r.case_type, r.form_id, r.form_version, r.score, r.critical, r.left_out,
            CASE WHEN r.batch_id = $8 THEN FALSE ELSE TRUE END
        ", from!(), "
        LEFT JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.worker_id
        LEFT JOIN area o ON o.tenant_id = r.tenant_id AND o.area_id = r.area_id
        WHERE ", chosen!(), " AND ", shown!(), "
        ORDER BY r.month DESC, r.counted_on DESC, r.review_id
        LIMIT $19 OFFSET $20");
    // Of the reviews that LIST gives first, and of no other: a limit of answers alone would cut some of them short.
    ANSWERS: (Uuid, String, String) = concat!("SELECT k.review_id, k.criterion, k.value
        FROM (
            SELECT r.tenant_id, r.review_id
            ", from!(), "
            WHERE ", chosen!(), " AND ", shown!(), "
            ORDER BY r.month DESC, r.counted_on DESC, r.review_id
            LIMIT $19) l
        JOIN criterion_counted k ON k.tenant_id = l.tenant_id AND k.review_id = l.review_id
        ORDER BY k.review_id, k.criterion
        LIMIT 1000000");
    HEAD: Head = "SELECT u.name, CASE WHEN EXISTS (
                SELECT 1
                FROM team_member m
                JOIN team_member t ON t.tenant_id = m.tenant_id AND t.team_id = m.team_id
                WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.from_at <= $4 AND m.until_at > $4
                  AND t.user_id = $3 AND t.manages AND t.from_at <= $4 AND t.until_at > $4
                  AND m.user_id <> t.user_id) THEN TRUE ELSE FALSE END
        FROM app_user u
        WHERE u.tenant_id = $1 AND u.user_id = $2";
    MONTHS: OfficerMonth = concat!("SELECT s.month, CAST(sum(s.reviews) AS BIGINT), CAST(sum(s.total) AS BIGINT),
            CAST(sum(s.squares) AS BIGINT), CAST(sum(s.critical) AS BIGINT)
        FROM review_sum s
        WHERE s.tenant_id = $1 AND s.worker_id = $2 AND s.month >= $3 AND s.month <= $4 AND ", live!("s", "$5"), "
        GROUP BY s.month
        ORDER BY s.month
        LIMIT 300");
    CRITERIA: OfficerCriterion = concat!("SELECT r.form_id, r.form_version, k.criterion,
            CAST(sum(CASE WHEN k.value = 'met' THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(CASE WHEN k.value = 'partly' THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(CASE WHEN k.value = 'not_met' THEN 1 ELSE 0 END) AS BIGINT)
        FROM review_counted r
        JOIN criterion_counted k ON k.tenant_id = r.tenant_id AND k.review_id = r.review_id
        WHERE r.tenant_id = $1 AND r.worker_id = $2 AND r.month >= $3 AND r.month <= $4 AND r.left_out = ''
          AND ", live!("r", "$5"), "
        GROUP BY r.form_id, r.form_version, k.criterion
        ORDER BY r.form_id, r.form_version, k.criterion
        LIMIT 300");
    LESSONS: Lesson = concat!("SELECT r.review_id, r.case_id, r.reference, r.month, r.form_id, r.form_version, w.criterion,
            w.note
        FROM review_counted r
        JOIN review_answer w ON w.tenant_id = r.tenant_id AND w.review_id = r.review_id
        JOIN case_access c ON c.tenant_id = r.tenant_id AND c.case_id = r.case_id
        WHERE r.tenant_id = $1 AND r.worker_id = $6 AND r.month >= $7 AND r.month <= $8
          AND w.value = 'not_met' AND w.note <> '' AND ", access::may_read_case!(), "
        ORDER BY r.month DESC, r.counted_on DESC, r.review_id, w.criterion
        LIMIT 12");
}

/// Which of a choice's reviews.
#[derive(Clone, Debug)]
pub struct Which {
    /// The period, team, area, kind of case and form.
    pub choice: Choice,
    /// One officer; all zeros for all.
    pub worker: Uuid,
    /// Those in which this criterion applies; empty for all.
    pub criterion: String,
    /// And has this answer: `met`, `partly`, `not_met`, `na`; empty for any that applies.
    pub answer: String,
    /// Those that enter no average, in place of those that do.
    pub left: bool,
    /// Only those with something critical that is not met.
    pub critical: bool,
    /// Whether the asker is a service manager.
    pub manager: bool,
}

impl Which {
    fn args(&self, scope: &Scope, more: &[Val]) -> Vec<Val> {
        let choice = &self.choice;
        let mut args = scope.args(args![
            &choice.from,
            &choice.to,
            NOBODY,
            choice.team,
            choice.area,
            &choice.kind,
            &choice.form,
            self.worker,
            &self.criterion,
            &self.answer,
            if self.left { "left" } else { "counted" },
            self.critical,
        ]);
        args.extend_from_slice(more);
        args
    }
}

/// How many reviews there are, and how many of them the asker sees by name: one statement.
pub fn count(c: &mut dyn Conn, scope: &Scope, which: &Which) -> Result<(i64, i64)> {
    c.one(COUNT, &which.args(scope, args![which.manager]))
}

/// Those that the asker sees, the latest first: `most` after the first `skip`. One statement.
pub fn lines(c: &mut dyn Conn, scope: &Scope, which: &Which, (most, skip): (i64, i64)) -> Result<Vec<Line>> {
    c.all(LIST, &which.args(scope, args![which.manager, most, skip]))
}

/// Answers of the `most` latest that the asker sees, by review; for 20,000 with fifty criteria each at most. One
/// statement.
pub fn answers(
    c: &mut dyn Conn,
    scope: &Scope,
    which: &Which,
    most: i64,
) -> Result<Vec<(Uuid, String, String)>> {
    c.all(ANSWERS, &which.args(scope, args![which.manager, most]))
}

/// Who an officer is, and whether the asker leads them: one statement.
pub fn head(c: &mut dyn Conn, scope: &Scope, worker: UserId) -> Result<Head> {
    c.one(HEAD, args![scope.tenant(), worker, scope.user(), scope.now()])
}

/// An officer's months, criteria and lessons: three statements.
pub fn of_officer(
    c: &mut dyn Conn,
    scope: &Scope,
    worker: UserId,
    choice: &Choice,
) -> Result<(Vec<OfficerMonth>, Vec<OfficerCriterion>, Vec<Lesson>)> {
    let key = args![scope.tenant(), worker, &choice.from, &choice.to, NOBODY];
    Ok((
        c.all(MONTHS, key)?,
        c.all(CRITERIA, key)?,
        c.all(LESSONS, &scope.args(args![worker, &choice.from, &choice.to]))?,
    ))
}
