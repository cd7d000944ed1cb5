//! What changes a session: planning, moving, beginning, holding, recording and agreeing.

use super::Session;
use crate::supervision::model::{Kind, MovedFor, Theme};
use access::{Scope, UserId};
use kernel::{
    Error, Instant, Result, args,
    db::{Conn, ConnExt, Known, Val, Writes},
};
use uuid::Uuid;

/// A session to be planned.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The session.
    pub id: Uuid,
    /// What kind.
    pub kind: Kind,
    /// Who holds it.
    pub supervisor: UserId,
    /// When.
    pub planned_at: Instant,
    /// Where.
    pub place: String,
    /// For whom.
    pub attendees: Vec<UserId>,
}

/// A move of a session.
#[derive(Clone, Debug)]
pub struct NewMove {
    /// The move.
    pub move_id: Uuid,
    /// When it is planned for from now on.
    pub to: Instant,
    /// Who could not come.
    pub moved_for: MovedFor,
    /// Why.
    pub why: String,
}

/// How a session was.
#[derive(Clone, Debug)]
pub struct Held {
    /// When it began.
    pub started_at: Instant,
    /// When it ended.
    pub ended_at: Instant,
    /// How often it was interrupted.
    pub interruptions: i64,
    /// By what.
    pub interrupted_by: String,
}

/// What is written down about a session.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// How the worker is.
    pub wellbeing: String,
    /// Their work as a whole.
    pub workload: String,
    /// Learning and practice.
    pub development: String,
    /// What was decided beyond cases.
    pub decisions: String,
    /// What others may learn.
    pub learning: String,
    /// What it was about.
    pub themes: Vec<Theme>,
}

kernel::statements! {
    ADD: () = "INSERT INTO supervision_session (
            tenant_id, session_id, kind, state, supervisor_id, planned_at, place, interruptions, interrupted_by,
            not_held_why, wellbeing, workload, development, decisions, learning, recorded_at, recorded_by, version,
            changes)
        VALUES ($1, $2, $3, 'planned', $4, $5, $6, 0, '', '', '', '', '', '', '', $7, $8, 1, 1)";
    // What somebody wanted to talk about waits for the next session that is for one worker.
    ATTACH: () = "UPDATE supervision_item
        SET session_id = $2
        WHERE tenant_id = $1 AND user_id = $3 AND session_id IS NULL";
    DETACH: () = "UPDATE supervision_item
        SET session_id = NULL
        WHERE tenant_id = $1 AND session_id = $2";
    KEEP_MOVE: () = "INSERT INTO supervision_move (
            tenant_id, session_id, move_id, from_at, to_at, moved_for, why, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    MOVE: () = "UPDATE supervision_session
        SET planned_at = $3
        WHERE tenant_id = $1 AND session_id = $2 AND state = 'planned'";
    START: () = "UPDATE supervision_session
        SET state = 'started', started_at = $3, supervisor_id = $4
        WHERE tenant_id = $1 AND session_id = $2 AND state = 'planned'";
    HOLD: () = "UPDATE supervision_session
        SET state = 'held', started_at = $3, ended_at = $4, interruptions = $5, interrupted_by = $6
        WHERE tenant_id = $1 AND session_id = $2 AND state <> 'not_held'";
    NOT_HELD: () = "UPDATE supervision_session
        SET state = 'not_held', not_held_why = $3
        WHERE tenant_id = $1 AND session_id = $2 AND state = 'planned'";
    RECORD: () = "UPDATE supervision_session
        SET wellbeing = $4, workload = $5, development = $6, decisions = $7, learning = $8, version = version + 1
        WHERE tenant_id = $1 AND session_id = $2 AND version = $3 AND state <> 'not_held'";
    DROP_THEMES: () = "DELETE FROM supervision_theme WHERE tenant_id = $1 AND session_id = $2";
    AGREE_HOLDER: () = "UPDATE supervision_session
        SET agreed_at = $3
        WHERE tenant_id = $1 AND session_id = $2 AND state = 'held' AND changes = $4";
    AGREE_WORKER: () = "UPDATE supervision_attendee
        SET agreed_at = $4
        WHERE tenant_id = $1 AND session_id = $2 AND user_id = $3 AND EXISTS (
            SELECT 1 FROM supervision_session s
            WHERE s.tenant_id = $1 AND s.session_id = $2 AND s.state = 'held' AND s.changes = $5)";
    ASK_HOLDER: () = "UPDATE supervision_session
        SET agreed_at = NULL, changes = changes + 1
        WHERE tenant_id = $1 AND session_id = $2 AND state <> 'not_held'";
    ASK_WORKERS: () = "UPDATE supervision_attendee
        SET agreed_at = NULL
        WHERE tenant_id = $1 AND session_id = $2";
}

kernel::bulk! {
    ATTENDEE = "INSERT INTO supervision_attendee (tenant_id, session_id, user_id) VALUES", "($1, ?, ?)", "";
    THEME = "INSERT INTO supervision_theme (tenant_id, session_id, theme) VALUES", "($1, ?, ?)", "";
}

/// Every SQL text that changes sessions.
pub fn statements() -> Vec<Known> {
    [STATEMENTS, &bulk_statements()].concat()
}

/// Plans a session; what waited to be talked about comes onto its agenda.
pub fn plan(c: &mut dyn Conn, tenant: i64, n: &NewSession, (by, at): (UserId, Instant)) -> Result<()> {
    c.exec(ADD, args![tenant, n.id, n.kind, n.supervisor, n.planned_at, &n.place, at, by])?;
    let mut writes = Writes::new(vec![Val::I64(tenant)]);
    for user in &n.attendees {
        writes.row(&ATTENDEE, [n.id.into(), (*user).into()]);
    }
    writes.ready().run(c)?;
    match n.attendees.as_slice() {
        [worker] if n.kind.is_single() => c.exec(ATTACH, args![tenant, n.id, *worker]).map(drop),
        _ => Ok(()),
    }
}

/// Moves a session that has not begun; each move is kept.
pub fn move_to(
    c: &mut dyn Conn,
    tenant: i64,
    (id, from): (Uuid, Instant),
    n: &NewMove,
    (by, at): (UserId, Instant),
) -> Result<()> {
    let NewMove { move_id, to, moved_for, why } = n;
    still(c.exec(MOVE, args![tenant, id, *to])?)?;
    let args = args![tenant, id, *move_id, from, *to, *moved_for, why, at, by];
    c.exec(KEEP_MOVE, args).map(drop)
}

/// Begins a session now: whoever begins it holds it, unless it is for them.
pub fn start(c: &mut dyn Conn, scope: &Scope, session: &Session) -> Result<()> {
    let holder = if session.attends { session.supervisor_id } else { scope.user() };
    still(c.exec(START, args![scope.tenant(), session.session_id, scope.now(), holder])?)
}

/// Writes down how a session was; both are asked again whether they agree.
pub fn hold(c: &mut dyn Conn, tenant: i64, id: Uuid, held: &Held) -> Result<()> {
    let Held { started_at, ended_at, interruptions, interrupted_by } = held;
    still(c.exec(HOLD, args![tenant, id, *started_at, *ended_at, *interruptions, interrupted_by])?)?;
    changed(c, tenant, id)
}

/// Writes down that a session was not held; what was to be talked about waits for the next one.
pub fn not_held(c: &mut dyn Conn, tenant: i64, id: Uuid, why: &str) -> Result<()> {
    still(c.exec(NOT_HELD, args![tenant, id, why])?)?;
    c.exec(DETACH, args![tenant, id]).map(drop)
}

/// Writes the record, where it still is what was read; [`Error::Conflict`] otherwise. Both are asked again.
pub fn record(c: &mut dyn Conn, tenant: i64, (id, version): (Uuid, i64), n: &Record) -> Result<()> {
    let args =
        args![tenant, id, version, &n.wellbeing, &n.workload, &n.development, &n.decisions, &n.learning];
    if c.exec(RECORD, args)? == 0 {
        return Err(Error::Conflict("The record was changed while you were writing.".to_owned()));
    }
    c.exec(DROP_THEMES, args![tenant, id])?;
    let mut writes = Writes::new(vec![Val::I64(tenant)]);
    for theme in &n.themes {
        writes.row(&THEME, [id.into(), (*theme).into()]);
    }
    writes.ready().run(c)?;
    changed(c, tenant, id)
}

/// Somebody agrees to the record as they read it: the worker named, or who holds it. [`Error::Conflict`] when it
/// changed since, or was not held.
pub fn agree(
    c: &mut dyn Conn,
    tenant: i64,
    (id, worker): (Uuid, Option<UserId>),
    changes: i64,
    at: Instant,
) -> Result<()> {
    let done = if let Some(worker) = worker {
        c.exec(AGREE_WORKER, args![tenant, id, worker, at, changes])?
    } else {
        c.exec(AGREE_HOLDER, args![tenant, id, at, changes])?
    };
    match done {
        0 => Err(Error::Conflict(
            "The record was changed since you read it. Read it again, then agree.".to_owned(),
        )),
        _ => Ok(()),
    }
}

/// The record is another one now: nobody has agreed to it yet.
pub fn changed(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<()> {
    c.exec(ASK_HOLDER, args![tenant, id])?;
    c.exec(ASK_WORKERS, args![tenant, id]).map(drop)
}

fn still(changed: u64) -> Result<()> {
    match changed {
        0 => Err(Error::Conflict(
            "This session is further than the page you sent. Open it again to see where it stands."
                .to_owned(),
        )),
        _ => Ok(()),
    }
}
