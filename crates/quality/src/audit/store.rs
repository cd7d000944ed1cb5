//! SQL of self-audits.

pub mod found;

pub(crate) use found::found;

use super::model::{Answer, Finding, MOST, Period, SOON_DAYS};
use access::{CaseId, PersonId, Scope, UserId};
use cases::queues::QUIET_DAYS;
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Val},
    row,
};

row! {
    /// An open case of the asker's, what its facts say is missing, and what they said about it this fortnight.
    #[derive(Clone, Debug)]
    pub struct AuditLine {
        /// The case.
        pub case_id: CaseId,
        /// The reference people quote.
        pub reference: String,
        /// What kind of case.
        pub case_type: String,
        /// What it is about.
        pub title: String,
        /// The subject it is listed under.
        pub person: String,
        /// Latest successful contact.
        pub last_contact_at: Option<Instant>,
        /// The nearest last day of a running clock.
        pub clock_due_on: Option<Day>,
        /// What is missing, as codes; see [`findings`](super::model::findings).
        pub found: String,
        /// What they said.
        pub answer: Option<Answer>,
        /// And the words with it.
        pub words: Option<String>,
    }
}

row! {
    /// A fortnight that was answered in.
    #[derive(Clone, Debug)]
    pub struct Past {
        /// Its first day.
        pub began_on: Day,
        /// When the worker said that it is done.
        pub finished_at: Option<Instant>,
        /// Cases that they said something about.
        pub answered: i64,
        /// Of these, cases that needed help.
        pub help: i64,
    }
}

row! {
    /// A case for a supervision: it needs help, or nobody answered for it within a fortnight that is over.
    #[derive(Clone, Debug)]
    pub struct ForSupervision {
        /// The case.
        pub case_id: CaseId,
        /// The reference people quote.
        pub reference: String,
        /// What it is about.
        pub title: String,
        /// The subject it is listed under.
        pub person_id: PersonId,
        /// Their name.
        pub person: String,
        /// Whether the worker asked for help; otherwise it stayed unanswered.
        pub help: bool,
        /// What they said they need; empty where nobody answered.
        pub words: String,
        /// What its facts say is missing today, as codes; see [`findings`](super::model::findings).
        pub found: String,
        /// Latest successful contact.
        pub last_contact_at: Option<Instant>,
        /// The nearest last day of a running clock.
        pub clock_due_on: Option<Day>,
    }
}

kernel::statements! {
    MINE: AuditLine = concat!("SELECT f.case_id, f.reference, f.case_type, f.title, n.full_name, f.last_contact_at,
            f.clock_due_on, ", crate::audit::store::found!("$6", "$7", "$8", "$9"), ", w.answer, w.words
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        LEFT JOIN self_audit_answer w ON w.tenant_id = f.tenant_id AND w.case_id = f.case_id AND w.user_id = $2
            AND w.began_on = $10
        WHERE f.tenant_id = $1
          AND f.worker_id = $2
          AND f.closed_on IS NULL
          AND ", access::may_read_case!(), "
        ORDER BY f.opened_on, f.case_id
        LIMIT 300");
    // All that they hold, whether they may read it or not.
    HELD: (i64,) = "SELECT count(*)
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        WHERE f.tenant_id = $1
          AND f.worker_id = $2
          AND f.closed_on IS NULL
          AND (c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))";
    ONE: (String,) = concat!("SELECT ", crate::audit::store::found!("$4", "$5", "$6", "$7"), "
        FROM case_file f
        WHERE f.tenant_id = $1 AND f.case_id = $2 AND f.worker_id = $3 AND f.closed_on IS NULL");
    PAST: Past = "SELECT a.began_on, a.finished_at,
            (SELECT count(*) FROM self_audit_answer w
                WHERE w.tenant_id = a.tenant_id AND w.user_id = a.user_id AND w.began_on = a.began_on),
            (SELECT count(*) FROM self_audit_answer w
                WHERE w.tenant_id = a.tenant_id AND w.user_id = a.user_id AND w.began_on = a.began_on
                  AND w.answer = 'help')
        FROM self_audit a
        WHERE a.tenant_id = $1 AND a.user_id = $2
        ORDER BY a.began_on DESC
        LIMIT 8";
    BEGIN: () = "INSERT INTO self_audit (tenant_id, user_id, began_on, begun_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant_id, user_id, began_on) DO NOTHING";
    ANSWER: () = "INSERT INTO self_audit_answer (
            tenant_id, user_id, began_on, case_id, answer, words, answered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (tenant_id, user_id, began_on, case_id)
        DO UPDATE SET answer = excluded.answer, words = excluded.words, answered_at = excluded.answered_at";
    FORGET: () = "DELETE FROM self_audit_finding
        WHERE tenant_id = $1 AND user_id = $2 AND began_on = $3 AND case_id = $4";
    KEEP: () = "INSERT INTO self_audit_finding (tenant_id, user_id, began_on, case_id, finding)
        SELECT w.tenant_id, w.user_id, w.began_on, w.case_id, x.finding
        FROM self_audit_answer w
        JOIN (
            SELECT 'late-step' AS finding
            UNION ALL SELECT 'no-step'
            UNION ALL SELECT 'no-contact'
            UNION ALL SELECT 'no-exit'
            UNION ALL SELECT 'risk-due'
            UNION ALL SELECT 'clock-due'
        ) x ON x.finding IN ($5, $6, $7, $8, $9, $10)
        WHERE w.tenant_id = $1 AND w.user_id = $2 AND w.began_on = $3 AND w.case_id = $4";
    UNANSWERED: (i64,) = concat!("SELECT count(*)
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        WHERE f.tenant_id = $1
          AND f.worker_id = $2
          AND f.closed_on IS NULL
          AND ", access::may_read_case!(), "
          AND NOT EXISTS (
              SELECT 1 FROM self_audit_answer w
              WHERE w.tenant_id = f.tenant_id AND w.user_id = $2 AND w.began_on = $6 AND w.case_id = f.case_id)");
    FINISH: () = "UPDATE self_audit
        SET finished_at = $4
        WHERE tenant_id = $1 AND user_id = $2 AND began_on = $3 AND finished_at IS NULL";
    // `w` is the last that the worker said. Help stays until they say something else; what nobody answered for, until
    // they answer. A case that came after the fortnight is not late.
    FOR_SUPERVISION: ForSupervision = concat!("SELECT x.case_id, x.reference, x.title, x.person_id, x.person, x.help,
            x.words, x.found, x.last_contact_at, x.clock_due_on
        FROM (
            SELECT f.case_id, f.reference, f.title, f.lead_person_id AS person_id, n.full_name AS person,
                CASE WHEN w.answer = 'help' THEN TRUE ELSE FALSE END AS help,
                CASE WHEN w.answer = 'help' THEN w.words ELSE '' END AS words,
                ", crate::audit::store::found!("$7", "$8", "$9", "$10"), " AS found, f.last_contact_at, f.clock_due_on,
                CASE WHEN (w.began_on IS NULL OR w.began_on < $11)
                    AND COALESCE(f.worker_since, f.opened_on) <= $12 THEN TRUE ELSE FALSE END AS late,
                f.opened_on
            FROM case_file f
            JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
            JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
            LEFT JOIN self_audit_answer w ON w.tenant_id = f.tenant_id AND w.case_id = f.case_id AND w.user_id = $6
                AND w.began_on = (
                    SELECT max(l.began_on) FROM self_audit_answer l
                    WHERE l.tenant_id = f.tenant_id AND l.case_id = f.case_id AND l.user_id = $6)
            WHERE f.tenant_id = $1
              AND f.worker_id = $6
              AND f.closed_on IS NULL
              AND ", access::may_read_case!(), "
        ) x
        WHERE x.help OR (x.late AND x.found <> '')
        ORDER BY CASE WHEN x.help THEN 0 ELSE 1 END, x.opened_on, x.case_id
        LIMIT 100");
}

/// What the conditions of findings are asked with: no contact since, the day of that, today, the last day that is soon.
pub(crate) fn moments(now: Instant) -> [Val; 4] {
    let (today, quiet) = (Day::of(now), now.plus_seconds(-QUIET_DAYS * 24 * 3600));
    [quiet.into(), Day::of(quiet).into(), today.into(), today.plus(SOON_DAYS).into()]
}

/// The asker's open cases, the longest open first, with what is missing and what they said this fortnight: one
/// statement.
pub fn mine(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<AuditLine>> {
    let mut args = scope.args(&moments(scope.now()));
    args.push(Period::of(Day::of(scope.now())).began.into());
    c.all(MINE, &args)
}

/// How many open cases a worker holds, readable or not: one statement.
pub fn held(c: &mut dyn Conn, tenant: i64, worker: UserId) -> Result<i64> {
    Ok(c.one(HELD, args![tenant, worker])?.0)
}

/// The asker's own fortnights that they answered in, the latest first, eight at most: one statement.
pub fn past(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<Past>> {
    c.all(PAST, args![scope.tenant(), scope.user()])
}

/// What the facts say is missing in a case of the asker's now, as codes; [`Error::Conflict`] when it is not theirs.
pub fn missing(
    c: &mut dyn Conn,
    tenant: i64,
    (worker, case): (UserId, CaseId),
    now: Instant,
) -> Result<String> {
    let [quiet, day, today, soon] = moments(now);
    let found = c.opt(ONE, args![tenant, case, worker, quiet, day, today, soon])?;
    found.map(|(codes,)| codes).ok_or_else(|| {
        Error::Conflict(
            "You do not hold this case, so it is not in your self-audit. Open the list again.".to_owned(),
        )
    })
}

/// What a worker says about a case in a fortnight, to be kept.
#[derive(Clone, Debug)]
pub struct NewAnswer {
    /// The worker.
    pub worker: UserId,
    /// The fortnight.
    pub period: Period,
    /// The case.
    pub case: CaseId,
    /// What they say.
    pub answer: Answer,
    /// And the words with it; empty for none.
    pub words: String,
    /// What was missing.
    pub found: Vec<Finding>,
    /// When.
    pub at: Instant,
}

/// Keeps an answer, in place of one that was given in the same fortnight.
pub fn answer(c: &mut dyn Conn, tenant: i64, n: &NewAnswer) -> Result<()> {
    let (worker, began) = (n.worker, n.period.began);
    c.exec(BEGIN, args![tenant, worker, began, n.at])?;
    c.exec(ANSWER, args![tenant, worker, began, n.case, n.answer, &n.words, n.at])?;
    c.exec(FORGET, args![tenant, worker, began, n.case])?;
    let mut args = args![tenant, worker, began, n.case].to_vec();
    let code = |place: usize| n.found.get(place).map_or("", |finding| finding.code());
    args.extend((0..MOST).map(|place| Val::from(code(place))));
    c.exec(KEEP, &args)?;
    cases::plan::store::write::grow(c, tenant, n.case)
}

/// The asker says that the fortnight's self-audit is done. Gives how many cases they have not answered for: it is
/// kept only when there is none.
pub fn finish(c: &mut dyn Conn, scope: &Scope, period: Period) -> Result<i64> {
    let (unanswered,) = c.one(UNANSWERED, &scope.args(args![period.began]))?;
    if unanswered == 0 {
        set_finished(c, scope.tenant(), (scope.user(), period), scope.now())?;
    }
    Ok(unanswered)
}

/// Notes when a worker finished a fortnight, whatever they said in it.
pub fn set_finished(
    c: &mut dyn Conn,
    tenant: i64,
    (worker, period): (UserId, Period),
    at: Instant,
) -> Result<()> {
    c.exec(BEGIN, args![tenant, worker, period.began, at])?;
    c.exec(FINISH, args![tenant, worker, period.began, at]).map(drop)
}

/// A worker's cases for their supervision that the asker may read: those that need help first, then those whose facts
/// miss something and that stayed unanswered in the fortnight that ended last and since: one statement.
pub fn for_supervision(c: &mut dyn Conn, scope: &Scope, worker: UserId) -> Result<Vec<ForSupervision>> {
    let over = Period::of(Day::of(scope.now())).before();
    let mut args = scope.args(args![worker]);
    args.extend(moments(scope.now()));
    args.extend([over.began.into(), over.last().into()]);
    c.all(FOR_SUPERVISION, &args)
}
