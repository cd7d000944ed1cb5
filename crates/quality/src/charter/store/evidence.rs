//! The evidence: figures of facts over everybody, the lists behind them, and figures kept as they were at signing.

use crate::{
    charter::model::{Answered, Facts, Figure, List, commitment_of},
    forms::Forms,
};
use access::{CaseId, NOBODY, Scope};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt, Writes},
    row,
};
use uuid::Uuid;

row! {
    struct Cases {
        open: i64,
        planned: i64,
        promised: i64,
        kept: i64,
        held: i64,
        officers: i64,
    }
}

row! {
    struct Work {
        opened: i64,
        helped: i64,
        clocks: i64,
        in_time: i64,
        reviewed: i64,
        audited: i64,
        sessions: i64,
        sessions_held: i64,
        recommended: i64,
        closed: i64,
        asked: i64,
        answered: i64,
        cost_months: i64,
    }
}

row! {
    /// A case or a review behind a figure, that the asker may read.
    #[derive(Clone, Debug)]
    pub struct Listed {
        /// The case.
        pub case_id: CaseId,
        /// Its reference.
        pub reference: String,
        /// What it is about.
        pub title: String,
        /// Whom it is about.
        pub person: String,
        /// The review; none for a case.
        pub review_id: Option<Uuid>,
        /// The form.
        pub form_id: String,
        /// Its version.
        pub form_version: i64,
        /// The criterion.
        pub criterion: String,
        /// The answer.
        pub value: String,
        /// The day that matters: of the review, of the promise, of the clock, of opening.
        pub on: Option<Day>,
    }
}

// An import that is not live shows nothing; the parameter is all zeros.
macro_rules! live {
    ($of:literal, $zeros:literal) => {
        concat!(
            "(",
            $of,
            ".batch_id = ",
            $zeros,
            " OR EXISTS (
              SELECT 1 FROM batch b
              WHERE b.tenant_id = ",
            $of,
            ".tenant_id AND b.batch_id = ",
            $of,
            ".batch_id AND b.live))"
        )
    };
}

macro_rules! shown {
    () => {
        "(c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))"
    };
}

macro_rules! add_up {
    ($when:literal) => {
        concat!("CAST(COALESCE(sum(CASE WHEN ", $when, " THEN 1 ELSE 0 END), 0) AS BIGINT)")
    };
}

macro_rules! case_list {
    ($on:literal, $when:literal) => {
        concat!(
            "SELECT f.case_id, f.reference, f.title, n.known_as, CAST(NULL AS UUID), '', CAST(0 AS BIGINT), '', '', ",
            $on,
            "
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        WHERE f.tenant_id = $1
          AND f.closed_on IS NULL
          AND ",
            $when,
            "
          AND ",
            access::may_read_case!(),
            "
        ORDER BY f.opened_on, f.case_id
        LIMIT 200"
        )
    };
}

kernel::statements! {
    CRITERIA: (String, i64, String, i64, i64) = concat!("SELECT s.form_id, s.form_version, s.criterion,
            CAST(sum(s.met) AS BIGINT), CAST(sum(s.partly + s.not_met) AS BIGINT)
        FROM criterion_sum s
        WHERE s.tenant_id = $1 AND s.month >= $2 AND s.month <= $3 AND ", live!("s", "$4"), "
        GROUP BY s.form_id, s.form_version, s.criterion
        ORDER BY s.form_id, s.form_version, s.criterion
        LIMIT 2000");
    CASES: Cases = concat!("SELECT count(*), ", add_up!("p.agreed_on IS NOT NULL"), ",
            ", add_up!("f.promise_due_on IS NOT NULL"), ", ", add_up!("f.promise_due_on >= $2"), ",
            ", add_up!("f.worker_id IS NOT NULL"), ", count(DISTINCT f.worker_id)
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        LEFT JOIN case_plan p ON p.tenant_id = f.tenant_id AND p.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.closed_on IS NULL AND ", shown!());
    WORK: Work = concat!("SELECT
            (SELECT count(*) FROM case_file f
                JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
                WHERE f.tenant_id = $1 AND f.opened_on >= $2 AND f.opened_on <= $3 AND ", shown!(), "),
            (SELECT count(*) FROM case_file f
                JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
                WHERE f.tenant_id = $1 AND f.opened_on >= $2 AND f.opened_on <= $3 AND ", shown!(), "
                  AND EXISTS (
                      SELECT 1 FROM intervention i WHERE i.tenant_id = f.tenant_id AND i.case_id = f.case_id)),
            (SELECT count(*) FROM case_clock k
                WHERE k.tenant_id = $1 AND k.ended_on >= $2 AND k.ended_on <= $3 AND k.state IN ('met', 'late')),
            (SELECT count(*) FROM case_clock k
                WHERE k.tenant_id = $1 AND k.ended_on >= $2 AND k.ended_on <= $3 AND k.state = 'met'),
            (SELECT count(DISTINCT r.user_id) FROM six_week_review r
                WHERE r.tenant_id = $1 AND r.completed_on >= $4
                  AND EXISTS (
                      SELECT 1 FROM case_file f
                      WHERE f.tenant_id = r.tenant_id AND f.worker_id = r.user_id AND f.closed_on IS NULL)),
            (SELECT count(*) FROM self_audit a
                WHERE a.tenant_id = $1 AND a.began_on = $5 AND a.finished_at IS NOT NULL
                  AND EXISTS (
                      SELECT 1 FROM case_file f
                      WHERE f.tenant_id = a.tenant_id AND f.worker_id = a.user_id AND f.closed_on IS NULL)),
            (SELECT count(*) FROM supervision_session s
                WHERE s.tenant_id = $1 AND s.kind = 'one_to_one' AND s.state IN ('held', 'not_held')
                  AND s.planned_at >= $6 AND s.planned_at < $7),
            (SELECT count(*) FROM supervision_session s
                WHERE s.tenant_id = $1 AND s.kind = 'one_to_one' AND s.state = 'held'
                  AND s.planned_at >= $6 AND s.planned_at < $7),
            (SELECT count(*) FROM recommendation r
                WHERE r.tenant_id = $1 AND (r.due_on <= $3 OR r.accepted_at IS NOT NULL)),
            (SELECT count(*) FROM recommendation r WHERE r.tenant_id = $1 AND r.accepted_at IS NOT NULL),
            (SELECT count(*) FROM survey_request q
                WHERE q.tenant_id = $1 AND q.asked_month >= $8 AND q.asked_month <= $9),
            (SELECT count(*) FROM survey_request q
                JOIN survey_answer a ON a.tenant_id = q.tenant_id AND a.survey_id = q.survey_id
                WHERE q.tenant_id = $1 AND q.asked_month >= $8 AND q.asked_month <= $9 AND NOT a.refused),
            (SELECT count(DISTINCT k.month) FROM care_cost k
                WHERE k.tenant_id = $1 AND k.month >= $8 AND k.month <= $9)");
    DRAWN: (i64, i64) = concat!("SELECT count(*), ", add_up!("r.shared_at IS NOT NULL"), "
        FROM case_review r
        WHERE r.tenant_id = $1 AND r.month >= $2 AND r.month <= $3 AND r.draw_id IS NOT NULL AND r.state <> 'replaced'");
    MISSED: Listed = concat!("SELECT f.case_id, f.reference, f.title, n.known_as, r.review_id, r.form_id, r.form_version,
            a.criterion, a.value, r.counted_on
        FROM review_counted r
        JOIN criterion_counted a ON a.tenant_id = r.tenant_id AND a.review_id = r.review_id
        JOIN case_file f ON f.tenant_id = r.tenant_id AND f.case_id = r.case_id
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        WHERE r.tenant_id = $1
          AND r.month >= $6
          AND r.month <= $7
          AND r.left_out = ''
          AND r.batch_id = $8
          AND a.value IN ('partly', 'not_met')
          AND ", access::may_read_case!(), "
        ORDER BY r.counted_on DESC, r.review_id, a.criterion
        LIMIT 2000");
    PROMISES: Listed = case_list!("f.promise_due_on", "f.promise_due_on < $6");
    PLANS: Listed = case_list!("f.opened_on", "NOT EXISTS (
              SELECT 1 FROM case_plan p
              WHERE p.tenant_id = f.tenant_id AND p.case_id = f.case_id AND p.agreed_on IS NOT NULL)
          AND f.opened_on <= $6");
    CLOCKS: Listed = case_list!("f.clock_due_on", "f.clock_due_on < $6");
    FIGURES: (i64, String, i64, i64) = "SELECT commitment, name, hits, total
        FROM charter_figure
        WHERE tenant_id = $1 AND assessment_id = $2
        ORDER BY commitment, nth
        LIMIT 200";
}

kernel::bulk! {
    FIGURE = "INSERT INTO charter_figure (tenant_id, assessment_id, commitment, nth, name, hits, total) VALUES",
        "($1, $2, ?, ?, ?, ?, ?)", "";
}

/// `2026-11` of a day.
fn month(day: Day) -> String {
    day.to_string().chars().take(7).collect()
}

/// The evidence of a period: five statements, however much there is.
pub fn evidence(c: &mut dyn Conn, tenant: i64, (from, to): (Day, Day), today: Day) -> Result<Vec<Figure>> {
    use crate::{audit::model::Period, six_week::model::EVERY_DAYS};
    let rows = c.all(CRITERIA, args![tenant, month(from), month(to), NOBODY])?;
    let answered: Vec<Answered> = rows
        .into_iter()
        .map(|(form, version, criterion, met, less)| Answered { form, version, criterion, met, less })
        .collect();
    let cases = c.one(CASES, args![tenant, today])?;
    let (began, fortnight) = (today.plus(-EVERY_DAYS), Period::of(today).before().began);
    let (start, end) = (from.start(), to.plus(1).start());
    let work = c.one(WORK, args![tenant, from, to, began, fortnight, start, end, month(from), month(to)])?;
    let (drawn, shared) = c.one(DRAWN, args![tenant, month(from), month(to)])?;
    let months = (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month())
        - i64::from(from.month())
        + 1;
    let facts = Facts {
        open: cases.open,
        planned: cases.planned,
        promised: cases.promised,
        kept: cases.kept,
        held: cases.held,
        officers: cases.officers,
        opened: work.opened,
        helped: work.helped,
        clocks: work.clocks,
        in_time: work.in_time,
        reviewed: work.reviewed,
        audited: work.audited,
        sessions: work.sessions,
        sessions_held: work.sessions_held,
        recommended: work.recommended,
        closed: work.closed,
        asked: work.asked,
        answered: work.answered,
        cost_months: work.cost_months,
        months,
        drawn,
        shared,
    };
    Ok(crate::charter::model::evidence(&Forms::read(c, tenant)?, &answered, &facts))
}

/// What stands behind a figure, as far as the asker may read it, with the forms that name criteria: one statement, or
/// two for criteria.
pub fn listed(
    c: &mut dyn Conn,
    scope: &Scope,
    (list, commitment): (List, i64),
    (from, to): (Day, Day),
) -> Result<(Forms, Vec<Listed>)> {
    let today = Day::of(scope.now());
    let rows = match list {
        List::Criteria => {
            let mut rows = c.all(MISSED, &scope.args(args![month(from), month(to), NOBODY]))?;
            let forms = Forms::read(c, scope.tenant())?;
            let of = |row: &Listed| commitment_of(&forms, &row.form_id, row.form_version, &row.criterion);
            rows.retain(|row| of(row) == commitment);
            return Ok((forms, rows));
        }
        List::Promise => c.all(PROMISES, &scope.args(args![today])),
        List::Plan => c.all(PLANS, &scope.args(args![today])),
        List::Clock => c.all(CLOCKS, &scope.args(args![today])),
    };
    Ok((Forms::shipped(), rows?))
}

/// Figures that were kept when a self-assessment was signed: one statement.
pub fn kept(c: &mut dyn Conn, tenant: i64, assessment: Uuid) -> Result<Vec<Figure>> {
    let rows = c.all(FIGURES, args![tenant, assessment])?;
    let figure = |(commitment, name, hits, of)| Figure { commitment, name, hits, of, href: String::new() };
    Ok(rows.into_iter().map(figure).collect())
}

/// Keeps figures as they are now.
pub fn keep(c: &mut dyn Conn, tenant: i64, assessment: Uuid, figures: &[Figure]) -> Result<()> {
    let mut writes = Writes::new(vec![tenant.into(), assessment.into()]);
    for (one, nth) in figures.iter().zip(1_i64..) {
        writes.row(
            &FIGURE,
            [one.commitment.into(), nth.into(), one.name.clone().into(), one.hits.into(), one.of.into()],
        );
    }
    writes.ready().run(c)
}
