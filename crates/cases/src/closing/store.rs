//! SQL of closing, the watch after it, and opening again.

use super::model::{ClosingState, There};
use crate::{model::Closing, store};
use access::{Action, Case, CaseId, Decide, Permit, PersonId, Reopen, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Val},
    row,
};
use uuid::Uuid;

row! {
    /// One closing of a case.
    #[derive(Clone, Debug)]
    pub struct ClosingLine {
        /// The closing.
        pub closing_id: Uuid,
        /// How far it is.
        pub state: ClosingState,
        /// How it ends, as a code of the pack.
        pub reason: String,
        /// The same in words.
        pub reason_words: String,
        /// What was done and what changed.
        pub summary: String,
        /// Whether the person said what they think.
        pub view: String,
        /// Their view.
        pub view_words: String,
        /// Whether the exit plan was met.
        pub exit_met: String,
        /// What is left, and who carries on.
        pub exit_words: String,
        /// Whether they are asked how it was.
        pub survey: String,
        /// How.
        pub survey_how: String,
        /// How they were told about the way back.
        pub way_back: String,
        /// Who asked for sign-off.
        pub asked_by_id: Option<UserId>,
        /// Their name.
        pub asked_by: Option<String>,
        /// When.
        pub asked_at: Option<Instant>,
        /// Why it was sent back.
        pub sent_back_why: String,
        /// Who closed it.
        pub signed_by: Option<String>,
        /// Last day.
        pub closed_on: Option<Day>,
        /// The last day of the watch.
        pub watch_until: Option<Day>,
        /// The day it was opened again.
        pub reopened_on: Option<Day>,
        /// Who opened it again.
        pub reopened_by: Option<String>,
        /// Why.
        pub reopened_why: String,
        /// Grows with each change.
        pub version: i64,
    }
}

row! {
    /// A case about the same person that was opened within the watch of another one's closing.
    #[derive(Clone, Debug)]
    pub struct Comeback {
        /// The other case.
        pub case_id: CaseId,
        /// Its reference.
        pub reference: String,
        /// The day the later case was opened.
        pub opened_on: Day,
        /// The day the earlier case was closed.
        pub closed_on: Day,
        /// The last day of the watch.
        pub watch_until: Day,
        /// Whether the other case is the later one: they came back after this one.
        pub later: bool,
    }
}

row! {
    /// Something open on a case's list.
    #[derive(Clone, Debug)]
    pub struct OpenAction {
        /// The action.
        pub action_id: Uuid,
        /// What is to happen.
        pub what: String,
        /// By when.
        pub due_on: Day,
        /// Whose it is.
        pub owner: String,
    }
}

row! {
    struct ThereRow {
        kind: String,
        id: String,
        n: i64,
    }
}

/// What the closing form says.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    /// How it ends: code and words.
    pub reason: (String, String),
    /// What was done and what changed.
    pub summary: String,
    /// Whether the person said what they think, and their view.
    pub view: (String, String),
    /// Whether the exit plan was met, what is left and who carries on.
    pub exit: (String, String),
    /// Whether they are asked how it was, and how.
    pub survey: (String, String),
    /// How they were told about the way back.
    pub way_back: String,
    /// Last day.
    pub closed_on: Option<Day>,
}

kernel::statements! {
    ALL: ClosingLine = "SELECT k.closing_id, k.state, k.reason, k.reason_words, k.summary, k.view, k.view_words, k.exit_met,
            k.exit_words, k.survey, k.survey_how, k.way_back, k.asked_by, a.name, k.asked_at, k.sent_back_why, s.name,
            k.closed_on, k.watch_until, k.reopened_on, r.name, k.reopened_why, k.version
        FROM case_closing k
        LEFT JOIN app_user a ON a.tenant_id = k.tenant_id AND a.user_id = k.asked_by
        LEFT JOIN app_user s ON s.tenant_id = k.tenant_id AND s.user_id = k.signed_by
        LEFT JOIN app_user r ON r.tenant_id = k.tenant_id AND r.user_id = k.reopened_by
        WHERE k.tenant_id = $1 AND k.case_id = $2
        ORDER BY k.recorded_at DESC, k.closing_id DESC
        LIMIT 50";
    BEGIN: () = "INSERT INTO case_closing (
            tenant_id, case_id, closing_id, state, reason, reason_words, summary, view, view_words, exit_met, exit_words,
            survey, survey_how, way_back, closed_on, asked_by, asked_at, sent_back_why, reopened_why, recorded_at,
            recorded_by, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '', '', $18, $19, 1)";
    CHANGE: () = "UPDATE case_closing
        SET state = $5, reason = $6, reason_words = $7, summary = $8, view = $9, view_words = $10, exit_met = $11,
            exit_words = $12, survey = $13, survey_how = $14, way_back = $15, closed_on = $16, asked_by = $17,
            asked_at = $18, sent_back_why = '', version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND closing_id = $3 AND version = $4 AND state IN ('begun', 'asked')";
    SEND_BACK: () = "UPDATE case_closing
        SET state = 'begun', sent_back_why = $4, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND closing_id = $3 AND state = 'asked'";
    SIGN: () = "UPDATE case_closing
        SET state = 'closed', signed_by = $4, closed_on = $5, watch_until = $6, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND closing_id = $3 AND state IN ('begun', 'asked')";
    QUEUE_SURVEY: () = "INSERT INTO survey_request (tenant_id, survey_id, case_id, person_id, channel, queued_at, state)
        VALUES ($1, $2, $3, $4, $5, $6, 'queued')";
    REOPENED: () = "UPDATE case_closing
        SET state = 'reopened', reopened_on = $3, reopened_by = $4, reopened_why = $5, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND state = 'closed'";
    // A case that was closed before closings were rows, such as an imported one, gets its row when it is opened again.
    REOPENED_OLD: () = "INSERT INTO case_closing (
            tenant_id, case_id, closing_id, state, reason, reason_words, summary, view, view_words, exit_met, exit_words,
            survey, survey_how, way_back, closed_on, sent_back_why, reopened_on, reopened_by, reopened_why, recorded_at,
            recorded_by, version)
        SELECT f.tenant_id, f.case_id, $3, 'reopened', '', f.outcome, '', '', '', '', '', '', '', '', f.closed_on, '',
            $4, $5, $6, $7, $5, 1
        FROM case_file f
        WHERE f.tenant_id = $1 AND f.case_id = $2";
    OPEN_FILE: () = "UPDATE case_file
        SET closed_on = NULL, closed_recorded_at = NULL, outcome = '', version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND closed_on IS NOT NULL";
    // Who has left the service, or the team, does not get the case back: it waits for a worker.
    FREE_OF_LEFT: () = "UPDATE case_file
        SET worker_id = NULL, worker_since = NULL
        WHERE tenant_id = $1 AND case_id = $2 AND worker_id IS NOT NULL
          AND NOT EXISTS (
              SELECT 1 FROM app_user u
              JOIN team_member m ON m.tenant_id = u.tenant_id AND m.user_id = u.user_id
              WHERE u.tenant_id = case_file.tenant_id AND u.user_id = case_file.worker_id
                AND u.status IN ('active', 'locked') AND m.team_id = case_file.team_id
                AND m.from_at <= $3 AND m.until_at > $3)";
    // Whoever was not asked yet how it was is not asked: it is not over.
    CALL_OFF_SURVEY: () = "UPDATE survey_request
        SET state = 'dropped'
        WHERE tenant_id = $1 AND case_id = $2 AND state = 'queued'";
    // Whoever has the case when it is opened again begins anew: what they had before stays as it ended.
    WORK_AGAIN: () = "INSERT INTO allocation (
            tenant_id, allocation_id, case_id, user_id, part, share, from_on, reason, ended_why, recorded_at,
            recorded_by)
        SELECT f.tenant_id, $3, f.case_id, f.worker_id, 'lead', 100, $4, 'The case was opened again', '', $5, $6
        FROM case_file f
        WHERE f.tenant_id = $1 AND f.case_id = $2 AND f.worker_id IS NOT NULL";
    OPEN_ACCESS: () = "UPDATE case_access SET is_open = TRUE WHERE tenant_id = $1 AND case_id = $2";
    // Everything that a pack can need of a case but the closing form's own answers.
    THERE: ThereRow = "SELECT 'fact', f.field, CAST(count(*) AS BIGINT)
        FROM case_fact f
        WHERE f.tenant_id = $1 AND f.case_id = $2 AND f.superseded_at IS NULL
        GROUP BY f.field
        UNION ALL
        SELECT 'fact', f.field, CAST(count(*) AS BIGINT)
        FROM case_fact f
        WHERE f.tenant_id = $1 AND f.person_id = $3 AND f.of_person AND f.superseded_at IS NULL
        GROUP BY f.field
        UNION ALL
        SELECT 'form', e.form, CAST(count(*) AS BIGINT)
        FROM fact_entry e
        WHERE e.tenant_id = $1 AND e.case_id = $2 AND e.withdrawn_at IS NULL
        GROUP BY e.form
        UNION ALL
        SELECT 'risk', r.tool, CAST(count(*) AS BIGINT)
        FROM risk_assessment r
        WHERE r.tenant_id = $1 AND r.case_id = $2
        GROUP BY r.tool
        UNION ALL
        SELECT 'event', v.event, CAST(count(*) AS BIGINT)
        FROM case_event v
        WHERE v.tenant_id = $1 AND v.case_id = $2 AND v.withdrawn_at IS NULL
        GROUP BY v.event
        UNION ALL
        SELECT 'actions', CASE WHEN a.goal_id IS NULL THEN '' ELSE 'plan' END,
            CAST(sum(CASE WHEN a.done_on IS NULL AND a.owner_kind = 'worker' THEN 1 ELSE 0 END) AS BIGINT)
        FROM next_action a
        WHERE a.tenant_id = $1 AND a.case_id = $2
        GROUP BY CASE WHEN a.goal_id IS NULL THEN '' ELSE 'plan' END
        UNION ALL
        SELECT 'exit', '', CAST(count(*) AS BIGINT)
        FROM case_plan h
        WHERE h.tenant_id = $1 AND h.case_id = $2 AND h.exit_id IS NOT NULL
        GROUP BY h.case_id
        UNION ALL
        SELECT 'event', 'contact-rule', CAST(count(*) AS BIGINT)
        FROM contact_promise m
        WHERE m.tenant_id = $1 AND m.case_id = $2 AND m.ended_on IS NULL
        GROUP BY m.case_id
        ORDER BY 1, 2
        LIMIT 2000";
    OPEN_ACTIONS: OpenAction = "SELECT a.action_id, a.what, a.due_on, COALESCE(u.name, a.owner_name)
        FROM next_action a
        LEFT JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.owner_id
        WHERE a.tenant_id = $1 AND a.case_id = $2 AND a.done_on IS NULL AND a.owner_kind = 'worker'
        ORDER BY a.due_on, a.action_id
        LIMIT 100";
    MOVE: () = "UPDATE next_action
        SET owner_id = NULL, owner_name = $5, owner_kind = $6, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND ($3 OR action_id = $4) AND done_on IS NULL
          AND owner_kind = 'worker'";
    END: () = "UPDATE next_action
        SET done_on = $5, outcome = $6, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND ($3 OR action_id = $4) AND done_on IS NULL
          AND owner_kind = 'worker'";
    COMEBACKS: Comeback = concat!("SELECT o.case_id, o.reference, o.opened_on, k.closed_on, k.watch_until, TRUE
        FROM case_closing k
        JOIN case_person q ON q.tenant_id = k.tenant_id AND q.case_id = k.case_id
        JOIN case_person z ON z.tenant_id = q.tenant_id AND z.person_id = q.person_id AND z.case_id <> q.case_id
        JOIN case_file o ON o.tenant_id = z.tenant_id AND o.case_id = z.case_id
        JOIN case_access c ON c.tenant_id = o.tenant_id AND c.case_id = o.case_id
        WHERE k.tenant_id = $1 AND k.case_id = $6 AND k.state = 'closed' AND o.opened_on >= k.closed_on
          AND o.opened_on <= k.watch_until AND ", access::may_read_case!(), "
        UNION
        SELECT o.case_id, o.reference, f.opened_on, k.closed_on, k.watch_until, FALSE
        FROM case_file f
        JOIN case_person q ON q.tenant_id = f.tenant_id AND q.case_id = f.case_id
        JOIN case_person z ON z.tenant_id = q.tenant_id AND z.person_id = q.person_id AND z.case_id <> q.case_id
        JOIN case_closing k ON k.tenant_id = z.tenant_id AND k.case_id = z.case_id AND k.state = 'closed'
        JOIN case_file o ON o.tenant_id = k.tenant_id AND o.case_id = k.case_id
        JOIN case_access c ON c.tenant_id = o.tenant_id AND c.case_id = o.case_id
        WHERE f.tenant_id = $1 AND f.case_id = $6 AND f.opened_on >= k.closed_on AND f.opened_on <= k.watch_until
          AND ", access::may_read_case!(), "
        ORDER BY 3 DESC, 1
        LIMIT 20");
}

/// Every closing of a case, latest first; the first one is being prepared, waits, or closed it. One statement.
pub fn all<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<ClosingLine>>
where
    Case: Decide<A>,
{
    c.all(ALL, args![permit.tenant(), permit.id()])
}

/// What the case has of what closing may need: one statement.
pub fn there<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>, person: PersonId) -> Result<There>
where
    Case: Decide<A>,
{
    let mut there = There::default();
    for row in c.all(THERE, args![permit.tenant(), permit.id(), person])? {
        match row.kind.as_str() {
            "exit" => there.exit = true,
            "event" => _ = there.met.insert(row.id),
            "actions" => {
                there.open_actions += row.n;
                if row.id == "plan" {
                    there.met.insert("plan".to_owned());
                }
            }
            kind => _ = there.met.insert(format!("{kind}:{}", row.id)),
        }
    }
    Ok(there)
}

/// What is still open and the service's own: one statement.
pub fn open_actions<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<OpenAction>>
where
    Case: Decide<A>,
{
    c.all(OPEN_ACTIONS, args![permit.tenant(), permit.id()])
}

/// Cases of the same people that came within a watch, before or after this one: one statement.
pub fn comebacks<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Comeback>>
where
    Case: Decide<A>,
{
    c.all(COMEBACKS, &permit.scope().args(args![permit.id()]))
}

/// Keeps what the closing form says: a new closing where `known` is none, else a change of that one in its version.
/// `asks` says that a team leader is to sign it. [`Error::Conflict`] when somebody changed it since.
pub fn prepare(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    (fresh, known): (Uuid, Option<(Uuid, i64)>),
    p: &Prepared,
    asks: bool,
    (by, at): (UserId, Instant),
) -> Result<Uuid> {
    let state = if asks { ClosingState::Asked } else { ClosingState::Begun };
    let (asked_by, asked_at) = (asks.then_some(by), asks.then_some(at));
    let mut values = vec![Val::I64(tenant), Val::from(case)];
    match known {
        None => values.push(Val::from(fresh)),
        Some((id, version)) => values.extend([Val::from(id), Val::I64(version)]),
    }
    values.extend([
        Val::from(state.code()),
        Val::from(&p.reason.0),
        Val::from(&p.reason.1),
        Val::from(&p.summary),
        Val::from(&p.view.0),
        Val::from(&p.view.1),
        Val::from(&p.exit.0),
        Val::from(&p.exit.1),
        Val::from(&p.survey.0),
        Val::from(&p.survey.1),
        Val::from(&p.way_back),
        Val::from(p.closed_on),
        Val::from(asked_by),
        Val::from(asked_at),
    ]);
    match known {
        None => {
            values.extend([Val::At(at), Val::from(by)]);
            c.exec(BEGIN, &values)?;
            Ok(fresh)
        }
        Some((id, _)) => match c.exec(CHANGE, &values)? {
            0 => Err(Error::Conflict(
                "Somebody changed the closing since you opened it. Open it again to see both.".to_owned(),
            )),
            _ => Ok(id),
        },
    }
}

/// A team leader sends a closing back with words; [`Error::Conflict`] when it does not wait any more.
pub fn send_back(c: &mut dyn Conn, tenant: i64, case: CaseId, closing: Uuid, why: &str) -> Result<()> {
    match c.exec(SEND_BACK, args![tenant, case, closing, why])? {
        0 => Err(Error::Conflict("This closing does not wait for a team leader any more.".to_owned())),
        _ => Ok(()),
    }
}

/// Closes the case: the closing is signed, the case is not written to any more, its watch begins. The caller records
/// the event. [`Error::Conflict`] when it was closed before.
pub fn sign(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    closing: Uuid,
    (on, watch_until, outcome): (Day, Day, &str),
    (by, at): (UserId, Instant),
) -> Result<()> {
    if c.exec(SIGN, args![tenant, case, closing, by, on, watch_until])? == 0 {
        return Err(Error::Conflict("Somebody closed the case before you.".to_owned()));
    }
    store::close(c, tenant, case, &Closing { closed_on: on, recorded_at: at, outcome: outcome.to_owned() })
}

/// Queues somebody to be asked how it was.
pub fn queue_survey(
    c: &mut dyn Conn,
    tenant: i64,
    survey: Uuid,
    (case, person): (CaseId, PersonId),
    channel: &str,
    at: Instant,
) -> Result<()> {
    c.exec(QUEUE_SURVEY, args![tenant, survey, case, person, channel, at]).map(drop)
}

/// Opens a closed case again and keeps why on its closing. It goes back to its worker where they are still in its team,
/// else to the waiting list; a survey that was not asked yet is called off.
/// [`Error::Conflict`] when it is open. The caller takes the
/// closing's event back and settles the case.
pub fn reopen(c: &mut dyn Conn, permit: &Permit<Case, Reopen>, fresh: Uuid, why: &str) -> Result<()> {
    let (tenant, case) = (permit.tenant(), permit.id());
    let (by, at) = (permit.scope().user(), permit.scope().now());
    let today = Day::of(at);
    if c.exec(REOPENED, args![tenant, case, today, by, why])? == 0 {
        c.exec(REOPENED_OLD, args![tenant, case, fresh, today, by, why, at])?;
    }
    if c.exec(OPEN_FILE, args![tenant, case])? == 0 {
        return Err(Error::Conflict("The case is open already.".to_owned()));
    }
    c.exec(FREE_OF_LEFT, args![tenant, case, at])?;
    c.exec(CALL_OFF_SURVEY, args![tenant, case])?;
    c.exec(WORK_AGAIN, args![tenant, case, fresh, today, at, by])?;
    c.exec(OPEN_ACCESS, args![tenant, case]).map(drop)
}

/// Hands what is open on to somebody outside (`agency`, `person` or `family`): one action, or all where `action` is
/// `None`.
pub fn move_actions(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    action: Option<Uuid>,
    (name, kind): (&str, &str),
) -> Result<()> {
    c.exec(MOVE, args![tenant, case, action.is_none(), action.unwrap_or_default(), name, kind]).map(drop)
}

/// Ends what is open, with what came of it or why it is dropped as its outcome: one action, or all where `action` is
/// `None`.
pub fn end_actions(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    action: Option<Uuid>,
    (on, outcome): (Day, &str),
) -> Result<()> {
    c.exec(END, args![tenant, case, action.is_none(), action.unwrap_or_default(), on, outcome]).map(drop)
}
