//! What is talked about: the agenda people add to, actions, decisions about cases, and the worker's own reflection.

use crate::supervision::model::Section;
use access::{CaseId, Scope, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// Something that somebody wants to talk about.
    #[derive(Clone, Debug)]
    pub struct Item {
        /// Which part of the agenda.
        pub section: Section,
        /// What.
        pub words: String,
        /// Who added it.
        pub by: String,
    }
}

row! {
    /// An action agreed in supervision.
    #[derive(Clone, Debug)]
    pub struct Action {
        /// The action.
        pub action_id: Uuid,
        /// The session it was agreed in.
        pub session_id: Uuid,
        /// When that was planned for.
        pub agreed_at: Instant,
        /// What is to be done.
        pub what: String,
        /// Who does it.
        pub owner: String,
        /// By when.
        pub due_on: Day,
        /// The day it was done or dropped.
        pub ended_on: Option<Day>,
        /// Why it was dropped.
        pub dropped_why: String,
        /// Sessions held since, in which it was still open.
        pub carried: i64,
    }
}

row! {
    /// A decision about a case that was made in a session.
    #[derive(Clone, Debug)]
    pub struct Decided {
        /// The case.
        pub case_id: CaseId,
        /// The reference.
        pub reference: String,
        /// What was decided.
        pub decided: String,
        /// Why.
        pub why: String,
        /// Who does it.
        pub owner: Option<String>,
        /// By when.
        pub due_on: Day,
    }
}

row! {
    /// A worker's own words about a session.
    #[derive(Clone, Debug)]
    pub struct Reflection {
        /// Whose it is.
        pub user_id: UserId,
        /// Their name.
        pub by: String,
        /// What they think.
        pub words: String,
        /// Whether who held it may read it.
        pub shared: bool,
    }
}

/// An action to be agreed.
#[derive(Clone, Debug)]
pub struct NewAction {
    /// The action.
    pub id: Uuid,
    /// The worker whose supervision it is.
    pub worker: UserId,
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub owner: UserId,
    /// By when.
    pub due_on: Day,
}

macro_rules! actions {
    ($where:literal) => {
        concat!(
            "SELECT x.action_id, x.session_id, s.planned_at, x.what, u.name, x.due_on, x.ended_on, x.dropped_why,
            (SELECT count(*)
                FROM supervision_attendee a
                JOIN supervision_session l ON l.tenant_id = a.tenant_id AND l.session_id = a.session_id
                WHERE a.tenant_id = x.tenant_id AND a.user_id = x.user_id AND l.state = 'held'
                  AND l.kind = 'one_to_one' AND l.session_id <> x.session_id AND l.started_at > x.recorded_at)
        FROM supervision_action x
        JOIN supervision_session s ON s.tenant_id = x.tenant_id AND s.session_id = x.session_id
        JOIN app_user u ON u.tenant_id = x.tenant_id AND u.user_id = x.owner_id
        WHERE x.tenant_id = $1 AND ",
            $where,
            "
        ORDER BY x.due_on, x.recorded_at, x.action_id
        LIMIT 60"
        )
    };
}

kernel::statements! {
    ITEMS: Item = "SELECT i.section, i.words, u.name
        FROM supervision_item i
        JOIN app_user u ON u.tenant_id = i.tenant_id AND u.user_id = i.added_by
        WHERE i.tenant_id = $1 AND i.session_id = $2
        ORDER BY i.added_at, i.item_id
        LIMIT 100";
    WAITING: Item = "SELECT i.section, i.words, u.name
        FROM supervision_item i
        JOIN app_user u ON u.tenant_id = i.tenant_id AND u.user_id = i.added_by
        WHERE i.tenant_id = $1 AND i.user_id = $2 AND i.session_id IS NULL
        ORDER BY i.added_at, i.item_id
        LIMIT 100";
    ADD_ITEM: () = "INSERT INTO supervision_item (
            tenant_id, item_id, user_id, session_id, section, words, added_at, added_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    OPEN: Action = actions!("x.user_id = $2 AND x.ended_on IS NULL");
    // Those of a session itself, and those of others that are open still: carried over.
    OF_SESSION: Action = actions!("x.user_id = $2 AND (x.ended_on IS NULL OR x.session_id = $3)");
    MADE_IN: Action = actions!("x.session_id = $2");
    ADD_ACTION: () = "INSERT INTO supervision_action (
            tenant_id, action_id, session_id, user_id, what, owner_id, due_on, dropped_why, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8)";
    END_ACTION: () = "UPDATE supervision_action
        SET ended_on = $4, dropped_why = $5
        WHERE tenant_id = $1 AND action_id = $2 AND user_id = $3 AND ended_on IS NULL";
    WHOSE: (UserId,) = "SELECT user_id FROM supervision_action WHERE tenant_id = $1 AND action_id = $2";
    // Only cases that the asker may read today: who left a case reads no more of it here than there.
    DECIDED: Decided = concat!("SELECT d.case_id, f.reference, k.decided, k.why, u.name, n.due_on
        FROM supervision_decision d
        JOIN case_decision k ON k.tenant_id = d.tenant_id AND k.case_id = d.case_id AND k.decision_id = d.decision_id
        JOIN case_file f ON f.tenant_id = d.tenant_id AND f.case_id = d.case_id
        JOIN case_access c ON c.tenant_id = d.tenant_id AND c.case_id = d.case_id
        JOIN next_action n ON n.tenant_id = d.tenant_id AND n.action_id = d.action_id
        LEFT JOIN app_user u ON u.tenant_id = n.tenant_id AND u.user_id = n.owner_id
        WHERE d.tenant_id = $1 AND d.session_id = $6 AND ", access::may_read_case!(), "
        ORDER BY k.recorded_at, k.decision_id
        LIMIT 100");
    ADD_DECIDED: () = "INSERT INTO supervision_decision (tenant_id, session_id, case_id, decision_id, action_id)
        VALUES ($1, $2, $3, $4, $5)";
    // Their own, and what others wrote for whoever held it. Nobody else's, whoever asks.
    REFLECTIONS: Reflection = "SELECT r.user_id, u.name, r.words, r.shared
        FROM supervision_reflection r
        JOIN supervision_session s ON s.tenant_id = r.tenant_id AND s.session_id = r.session_id
        JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.user_id
        WHERE r.tenant_id = $1 AND r.session_id = $3
          AND (r.user_id = $2 OR (r.shared AND s.supervisor_id = $2))
        ORDER BY CASE WHEN r.user_id = $2 THEN 0 ELSE 1 END, u.sort_name, r.user_id
        LIMIT 60";
    REFLECT: () = "INSERT INTO supervision_reflection (tenant_id, session_id, user_id, words, shared, saved_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, session_id, user_id)
        DO UPDATE SET words = excluded.words, shared = excluded.shared, saved_at = excluded.saved_at";
    UNREFLECT: () = "DELETE FROM supervision_reflection
        WHERE tenant_id = $1 AND session_id = $2 AND user_id = $3";
}

/// What people added to a session's agenda: one statement.
pub fn items(c: &mut dyn Conn, tenant: i64, session: Uuid) -> Result<Vec<Item>> {
    c.all(ITEMS, args![tenant, session])
}

/// What waits to be talked about with a worker while no session is planned: one statement.
pub fn waiting(c: &mut dyn Conn, tenant: i64, worker: UserId) -> Result<Vec<Item>> {
    c.all(WAITING, args![tenant, worker])
}

/// Adds something to talk about.
pub fn add_item(
    c: &mut dyn Conn,
    scope: &Scope,
    (item, worker, session): (Uuid, UserId, Option<Uuid>),
    (section, words): (Section, &str),
) -> Result<()> {
    let args = args![scope.tenant(), item, worker, session, section, words, scope.now(), scope.user()];
    c.exec(ADD_ITEM, args).map(drop)
}

/// A worker's open actions, the first due first: one statement.
pub fn open(c: &mut dyn Conn, tenant: i64, worker: UserId) -> Result<Vec<Action>> {
    c.all(OPEN, args![tenant, worker])
}

/// A session's actions and those carried over into it: one statement.
pub fn of_session(c: &mut dyn Conn, tenant: i64, worker: UserId, session: Uuid) -> Result<Vec<Action>> {
    c.all(OF_SESSION, args![tenant, worker, session])
}

/// The actions agreed in a session: one statement.
pub fn made_in(c: &mut dyn Conn, tenant: i64, session: Uuid) -> Result<Vec<Action>> {
    c.all(MADE_IN, args![tenant, session])
}

/// Agrees an action in a session.
pub fn add_action(c: &mut dyn Conn, tenant: i64, session: Uuid, n: &NewAction, at: Instant) -> Result<()> {
    let args = args![tenant, n.id, session, n.worker, &n.what, n.owner, n.due_on, at];
    c.exec(ADD_ACTION, args).map(drop)
}

/// Whose supervision an action belongs to; [`Error::NotFound`] where there is none. One statement.
pub fn whose(c: &mut dyn Conn, tenant: i64, action: Uuid) -> Result<UserId> {
    c.opt(WHOSE, args![tenant, action])?.map(|(user,)| user).ok_or(Error::NotFound)
}

/// Ends an action: done where `dropped_why` is empty. [`Error::Conflict`] where it ended before.
pub fn end_action(
    c: &mut dyn Conn,
    tenant: i64,
    (action, worker): (Uuid, UserId),
    (on, dropped_why): (Day, &str),
) -> Result<()> {
    match c.exec(END_ACTION, args![tenant, action, worker, on, dropped_why])? {
        0 => Err(Error::Conflict("Somebody marked this action as done or dropped before you.".to_owned())),
        _ => Ok(()),
    }
}

/// What was decided about cases in a session, of those that the asker may read: one statement.
pub fn decided(c: &mut dyn Conn, scope: &Scope, session: Uuid) -> Result<Vec<Decided>> {
    c.all(DECIDED, &scope.args(args![session]))
}

/// Notes that a decision about a case was made in a session. The decision itself is the case's.
pub fn add_decided(
    c: &mut dyn Conn,
    tenant: i64,
    session: Uuid,
    (case, decision, action): (CaseId, Uuid, Uuid),
) -> Result<()> {
    c.exec(ADD_DECIDED, args![tenant, session, case, decision, action]).map(drop)
}

/// The reflections that the asker may read: their own, and those written for them as who held it. One statement.
pub fn reflections(c: &mut dyn Conn, scope: &Scope, session: Uuid) -> Result<Vec<Reflection>> {
    c.all(REFLECTIONS, args![scope.tenant(), scope.user(), session])
}

/// Keeps the asker's own reflection; nothing is left of one without words.
pub fn reflect(c: &mut dyn Conn, scope: &Scope, session: Uuid, words: &str, shared: bool) -> Result<()> {
    let (tenant, user) = (scope.tenant(), scope.user());
    if words.is_empty() {
        return c.exec(UNREFLECT, args![tenant, session, user]).map(drop);
    }
    c.exec(REFLECT, args![tenant, session, user, words, shared, scope.now()]).map(drop)
}
