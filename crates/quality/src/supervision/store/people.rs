//! Who supervises whom, since when somebody is in practice, and which session is next.

use crate::supervision::store::{arranged, by_default, mine, usually};
use access::{Scope, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// Somebody whom the asker supervises.
    #[derive(Clone, Debug)]
    pub struct Supervised {
        /// Their account.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// The day they began in practice.
        pub started_on: Option<Day>,
        /// When the last one-to-one session that was held was planned for.
        pub last_at: Option<Instant>,
        /// When the next session is planned for.
        pub next_at: Option<Instant>,
    }
}

row! {
    /// A worker, and what the asker is to them.
    #[derive(Clone, Debug)]
    pub struct Standing {
        /// Their name.
        pub name: String,
        /// What they do.
        pub job: String,
        /// The day they began in practice.
        pub started_on: Option<Day>,
        /// Who is set as their supervisor.
        pub supervisor_id: Option<UserId>,
        /// Whether the asker supervises them.
        pub mine: bool,
        /// Whether the asker arranges their supervision.
        pub arranged: bool,
        /// Whether the asker would supervise them if nobody were set.
        pub usual: bool,
    }
}

impl Standing {
    /// Whether the asker would become their supervisor by setting `supervisor`. Whoever supervises a worker reads what
    /// was said with those before, so that somebody else has to hand it over. Alongside default.
    pub fn would_gain(&self, asker: UserId, supervisor: Option<UserId>) -> bool {
        let after = match supervisor {
            Some(set) => set == asker,
            None => self.usual,
        };
        after && !self.mine
    }
}

// The last one-to-one session of `u` that was held, and the next that is planned.
macro_rules! last_held {
    () => {
        "(SELECT max(s.started_at)
            FROM supervision_attendee a
            JOIN supervision_session s ON s.tenant_id = a.tenant_id AND s.session_id = a.session_id
            WHERE a.tenant_id = u.tenant_id AND a.user_id = u.user_id AND s.state = 'held' AND s.kind = 'one_to_one')"
    };
}
macro_rules! next_planned {
    () => {
        "(SELECT min(s.planned_at)
            FROM supervision_attendee a
            JOIN supervision_session s ON s.tenant_id = a.tenant_id AND s.session_id = a.session_id
            WHERE a.tenant_id = u.tenant_id AND a.user_id = u.user_id AND s.state IN ('planned', 'started')
              AND s.kind = 'one_to_one')"
    };
}

kernel::statements! {
    MINE: Supervised = concat!("SELECT u.user_id, u.name, w.started_on, ", last_held!(), ", ", next_planned!(), "
        FROM app_user u
        LEFT JOIN supervised_worker w ON w.tenant_id = u.tenant_id AND w.user_id = u.user_id
        WHERE u.tenant_id = $1 AND u.status = 'active' AND u.user_id IN (", mine!(), ")
        ORDER BY u.sort_name, u.user_id
        LIMIT 100");
    STANDING: Standing = concat!("SELECT u.name, u.job_title, w.started_on, w.supervisor_id,
            CASE WHEN u.user_id IN (", mine!(), ") THEN TRUE ELSE FALSE END,
            CASE WHEN u.user_id IN (", arranged!(), ") THEN TRUE ELSE FALSE END,
            CASE WHEN EXISTS (
                SELECT 1
                FROM team_member m
                CROSS JOIN team_member o
                WHERE m.tenant_id = $1 AND m.user_id = $2 AND o.user_id = u.user_id AND ", usually!(), ")
                THEN TRUE ELSE FALSE END
        FROM app_user u
        LEFT JOIN supervised_worker w ON w.tenant_id = u.tenant_id AND w.user_id = u.user_id
        WHERE u.tenant_id = $1 AND u.user_id = $4");
    SUPERVISORS: (UserId, String) = concat!("SELECT u.user_id, u.name
        FROM app_user u
        WHERE u.tenant_id = $1 AND u.status = 'active' AND u.user_id IN (
            SELECT m.user_id
            FROM team_member o
            CROSS JOIN team_member m
            WHERE o.tenant_id = $1 AND o.user_id = $2 AND ", by_default!(), "
            UNION
            SELECT w.supervisor_id
            FROM supervised_worker w
            WHERE w.tenant_id = $1 AND w.user_id = $2)
        ORDER BY u.sort_name, u.user_id
        LIMIT 20");
    // Whoever leads or manages a team in the service may be set as somebody's supervisor.
    CANDIDATES: (UserId, String) = "SELECT u.user_id, u.name
        FROM app_user u
        WHERE u.tenant_id = $1 AND u.status = 'active' AND u.user_id <> $2 AND u.user_id IN (
            SELECT g.user_id
            FROM role_grant g
            WHERE g.tenant_id = $1 AND g.role IN ('leader', 'manager'))
        ORDER BY u.sort_name, u.user_id
        LIMIT 200";
    ARRANGE: () = "INSERT INTO supervised_worker (tenant_id, user_id, started_on, supervisor_id, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, user_id)
        DO UPDATE SET started_on = excluded.started_on, supervisor_id = excluded.supervisor_id,
            recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by";
    LEAVE: (Day, Day) = "SELECT l.from_on, l.until_on
        FROM worker_leave l
        WHERE l.tenant_id = $1 AND l.user_id = $2 AND l.until_on >= $3 AND l.from_on <= $4
        ORDER BY l.from_on, l.leave_id
        LIMIT 5";
    DRAFTS: (String, String, Instant) = "SELECT form, body, saved_at
        FROM draft
        WHERE tenant_id = $1 AND user_id = $2 AND object_id = $3 AND form IN ('supervision-record', 'supervision-reflection')
        ORDER BY form
        LIMIT 2";
}

/// Those whom the asker supervises, by name: one statement.
pub fn mine(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<Supervised>> {
    c.all(MINE, args![scope.tenant(), scope.user(), scope.now()])
}

/// A worker, and what the asker is to them; [`kernel::Error::NotFound`] where there is none. One statement.
pub fn standing(c: &mut dyn Conn, scope: &Scope, user: UserId) -> Result<Standing> {
    c.opt(STANDING, args![scope.tenant(), scope.user(), scope.now(), user])?.ok_or(kernel::Error::NotFound)
}

/// Who supervises a worker: who is set, or else the leaders of their team. One statement.
pub fn supervisors(c: &mut dyn Conn, scope: &Scope, user: UserId) -> Result<Vec<(UserId, String)>> {
    c.all(SUPERVISORS, args![scope.tenant(), user, scope.now()])
}

/// Who may be set as a worker's supervisor, by name: one statement.
pub fn candidates(c: &mut dyn Conn, scope: &Scope, user: UserId) -> Result<Vec<(UserId, String)>> {
    c.all(CANDIDATES, args![scope.tenant(), user])
}

/// Writes down when a worker began in practice and who supervises them.
pub fn arrange(
    c: &mut dyn Conn,
    tenant: i64,
    user: UserId,
    (started_on, supervisor): (Option<Day>, Option<UserId>),
    (by, at): (UserId, Instant),
) -> Result<()> {
    c.exec(ARRANGE, args![tenant, user, started_on, supervisor, at, by]).map(drop)
}

/// A worker's leave of the next six weeks, first and last days; colleagues see only that they are away. One statement.
pub fn leave(c: &mut dyn Conn, scope: &Scope, user: UserId) -> Result<Vec<(Day, Day)>> {
    let today = Day::of(scope.now());
    c.all(LEAVE, args![scope.tenant(), user, today, today.plus(42)])
}

/// What the asker has typed into a session's forms and not sent: form, fields, when. One statement.
pub fn drafts(c: &mut dyn Conn, scope: &Scope, session: Uuid) -> Result<Vec<(String, String, Instant)>> {
    c.all(DRAFTS, args![scope.tenant(), scope.user(), session])
}
