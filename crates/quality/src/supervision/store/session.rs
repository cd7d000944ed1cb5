//! Sessions as they stand. Who may see one stands in [`session`]'s SQL; what changes them stands in
//! `session/write.rs`.

mod write;

pub use write::{
    Held, NewMove, NewSession, Record, agree, changed, hold, move_to, not_held, plan, record, start,
};

use crate::supervision::{
    model::{Kind, MovedFor, State, Theme},
    store::mine,
};
use access::{Scope, UserId};
use kernel::{
    Error, Instant, Result, args,
    db::{Conn, ConnExt, Known},
    row,
};
use uuid::Uuid;

row! {
    /// A session as those see it who were in it.
    #[derive(Clone, Debug)]
    pub struct Session {
        /// The session.
        pub session_id: Uuid,
        /// What kind.
        pub kind: Kind,
        /// How far it is.
        pub state: State,
        /// Who holds it.
        pub supervisor_id: UserId,
        /// Their name.
        pub supervisor: String,
        /// When it is planned for.
        pub planned_at: Instant,
        /// Where.
        pub place: String,
        /// When it began.
        pub started_at: Option<Instant>,
        /// When it ended.
        pub ended_at: Option<Instant>,
        /// How often it was interrupted.
        pub interruptions: i64,
        /// By what.
        pub interrupted_by: String,
        /// Why it was not held.
        pub not_held_why: String,
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
        /// When who held it agreed.
        pub agreed_at: Option<Instant>,
        /// Grows when what was said is written anew.
        pub version: i64,
        /// Grows with whatever is changed.
        pub changes: i64,
        /// Whether it is for the asker.
        pub attends: bool,
    }
}

row! {
    /// A session in a list, without what was said.
    #[derive(Clone, Debug)]
    pub struct Line {
        /// The session.
        pub session_id: Uuid,
        /// What kind.
        pub kind: Kind,
        /// How far it is.
        pub state: State,
        /// Who holds it.
        pub supervisor: String,
        /// When it is planned for.
        pub planned_at: Instant,
        /// Where.
        pub place: String,
        /// When it began.
        pub started_at: Option<Instant>,
        /// When it ended.
        pub ended_at: Option<Instant>,
        /// How often it was interrupted.
        pub interruptions: i64,
        /// How often it was moved.
        pub moves: i64,
        /// Those who have not agreed to the record.
        pub missing: i64,
        /// Whether the asker may open it.
        pub may_open: bool,
    }
}

row! {
    /// A worker for whom a session is.
    #[derive(Clone, Debug)]
    pub struct Attendee {
        /// Their account.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// When they agreed.
        pub agreed_at: Option<Instant>,
    }
}

row! {
    /// A move of a session.
    #[derive(Clone, Debug)]
    pub struct Move {
        /// When it was planned for before.
        pub from_at: Instant,
        /// When it is planned for since.
        pub to_at: Instant,
        /// Who could not come.
        pub moved_for: MovedFor,
        /// Why.
        pub why: String,
        /// Who wrote it down.
        pub by: String,
    }
}

// Whether the session `s` is open to `$2`: they hold it, it is for them, or it is for one worker whom they supervise.
macro_rules! may_open {
    () => {
        concat!(
            "(s.supervisor_id = $2
              OR EXISTS (
                  SELECT 1 FROM supervision_attendee b
                  WHERE b.tenant_id = s.tenant_id AND b.session_id = s.session_id AND b.user_id = $2)
              OR (s.kind IN ('one_to_one', 'ad_hoc') AND EXISTS (
                  SELECT 1 FROM supervision_attendee b
                  WHERE b.tenant_id = s.tenant_id AND b.session_id = s.session_id AND b.user_id IN (",
            mine!(),
            "))))"
        )
    };
}

kernel::statements! {
    ONE: Session = concat!("SELECT s.session_id, s.kind, s.state, s.supervisor_id, u.name, s.planned_at, s.place, s.started_at,
            s.ended_at, s.interruptions, s.interrupted_by, s.not_held_why, s.wellbeing, s.workload, s.development,
            s.decisions, s.learning, s.agreed_at, s.version, s.changes,
            CASE WHEN EXISTS (
                SELECT 1 FROM supervision_attendee a
                WHERE a.tenant_id = s.tenant_id AND a.session_id = s.session_id AND a.user_id = $2)
                THEN TRUE ELSE FALSE END
        FROM supervision_session s
        JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.supervisor_id
        WHERE s.tenant_id = $1 AND s.session_id = $4 AND ", may_open!());
    ATTENDEES: Attendee = "SELECT a.user_id, u.name, a.agreed_at
        FROM supervision_attendee a
        JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.user_id
        WHERE a.tenant_id = $1 AND a.session_id = $2
        ORDER BY u.sort_name, u.user_id
        LIMIT 60";
    MOVES: Move = "SELECT m.from_at, m.to_at, m.moved_for, m.why, u.name
        FROM supervision_move m
        JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.recorded_by
        WHERE m.tenant_id = $1 AND m.session_id = $2
        ORDER BY m.recorded_at, m.move_id
        LIMIT 50";
    THEMES: (Theme,) = "SELECT theme
        FROM supervision_theme
        WHERE tenant_id = $1 AND session_id = $2
        ORDER BY theme
        LIMIT 50";
    OF_WORKER: Line = concat!("SELECT s.session_id, s.kind, s.state, u.name, s.planned_at, s.place, s.started_at, s.ended_at,
            s.interruptions,
            (SELECT count(*) FROM supervision_move v
                WHERE v.tenant_id = s.tenant_id AND v.session_id = s.session_id),
            (SELECT count(*) FROM supervision_attendee y
                WHERE y.tenant_id = s.tenant_id AND y.session_id = s.session_id AND y.agreed_at IS NULL)
                + CASE WHEN s.agreed_at IS NULL THEN 1 ELSE 0 END,
            CASE WHEN ", may_open!(), " THEN TRUE ELSE FALSE END
        FROM supervision_attendee a
        JOIN supervision_session s ON s.tenant_id = a.tenant_id AND s.session_id = a.session_id
        JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.supervisor_id
        WHERE a.tenant_id = $1 AND a.user_id = $4
        ORDER BY COALESCE(s.started_at, s.planned_at) DESC, s.session_id
        LIMIT 60");
}

/// Every SQL text of sessions.
pub fn statements() -> Vec<Known> {
    [STATEMENTS, &write::statements()].concat()
}

/// A session, if it is open to the asker; [`Error::NotFound`] otherwise. One statement.
pub fn session(c: &mut dyn Conn, scope: &Scope, id: Uuid) -> Result<Session> {
    c.opt(ONE, args![scope.tenant(), scope.user(), scope.now(), id])?.ok_or(Error::NotFound)
}

/// For whom a session is, by name: one statement.
pub fn attendees(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Vec<Attendee>> {
    c.all(ATTENDEES, args![tenant, id])
}

/// How a session was moved, the first move first: one statement.
pub fn moves(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Vec<Move>> {
    c.all(MOVES, args![tenant, id])
}

/// What a session was about: one statement.
pub fn themes(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Vec<Theme>> {
    Ok(c.all(THEMES, args![tenant, id])?.into_iter().map(|(theme,)| theme).collect())
}

/// A worker's sessions, the latest first; what was said is not in it. Who may ask is the caller's to see to. One statement.
pub fn of_worker(c: &mut dyn Conn, scope: &Scope, user: UserId) -> Result<Vec<Line>> {
    c.all(OF_WORKER, args![scope.tenant(), scope.user(), scope.now(), user])
}
