//! Days on which workers are away. Leaders write down the leave of the teams they are in.

use crate::allocation::model::LeaveKind;
use access::{Scope, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A worker's leave.
    #[derive(Clone, Debug)]
    pub struct Leave {
        /// The leave.
        pub leave_id: Uuid,
        /// Who is away.
        pub name: String,
        /// First day.
        pub from_on: Day,
        /// Last day.
        pub until_on: Day,
        /// What for.
        pub kind: LeaveKind,
    }
}

row! {
    /// A worker of the asker's teams.
    #[derive(Clone, Debug)]
    pub struct Colleague {
        /// Their account.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
    }
}

// Workers who are in a team with the asker now. The asker's own teams come first, whatever an engine would guess.
macro_rules! colleagues {
    () => {
        "SELECT o.user_id
        FROM team_member m
        CROSS JOIN team_member o
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.from_at <= $3 AND m.until_at > $3
          AND o.tenant_id = m.tenant_id AND o.team_id = m.team_id
          AND o.from_at <= $3 AND o.until_at > $3"
    };
}

kernel::statements! {
    COLLEAGUES: Colleague = concat!("SELECT u.user_id, u.name
        FROM app_user u
        WHERE u.tenant_id = $1 AND u.status = 'active' AND u.user_id IN (", colleagues!(), ")
        ORDER BY u.sort_name, u.user_id
        LIMIT 200");
    LEAVES: Leave = concat!("SELECT l.leave_id, u.name, l.from_on, l.until_on, l.kind
        FROM app_user u
        JOIN worker_leave l ON l.tenant_id = u.tenant_id AND l.user_id = u.user_id
        WHERE u.tenant_id = $1 AND l.until_on >= $4 AND u.user_id IN (", colleagues!(), ")
        ORDER BY l.from_on, u.sort_name, l.leave_id
        LIMIT 200");
    ADD: () = "INSERT INTO worker_leave (
            tenant_id, leave_id, user_id, from_on, until_on, kind, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    DROP: () = concat!("DELETE FROM worker_leave
        WHERE tenant_id = $1 AND leave_id = $4 AND user_id IN (", colleagues!(), ")");
}

/// Leave to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct NewLeave {
    /// The leave.
    pub leave_id: Uuid,
    /// Who is away.
    pub user: UserId,
    /// First day.
    pub from_on: Day,
    /// Last day.
    pub until_on: Day,
    /// What for.
    pub kind: LeaveKind,
    /// When it is written down.
    pub at: Instant,
}

/// The workers of the asker's teams, by name: one statement.
pub fn colleagues(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<Colleague>> {
    c.all(COLLEAGUES, args![scope.tenant(), scope.user(), scope.now()])
}

/// Their leave that is not over, the nearest first: one statement.
pub fn leaves(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<Leave>> {
    c.all(LEAVES, args![scope.tenant(), scope.user(), scope.now(), Day::of(scope.now())])
}

/// Writes leave down; [`Error::Invalid`] for somebody who is in no team of the asker's.
pub fn add(c: &mut dyn Conn, scope: &Scope, n: &NewLeave) -> Result<()> {
    if !colleagues(c, scope)?.iter().any(|colleague| colleague.user_id == n.user) {
        return Err(Error::invalid("Choose somebody of your own teams."));
    }
    record(c, scope.tenant(), n, scope.user())
}

/// The same without asking who writes it down: for what is made with the program's own rights.
pub fn record(c: &mut dyn Conn, tenant: i64, n: &NewLeave, by: UserId) -> Result<()> {
    c.exec(ADD, args![tenant, n.leave_id, n.user, n.from_on, n.until_on, n.kind, n.at, by]).map(drop)
}

/// Takes leave away; [`Error::NotFound`] when it is not there, or not of the asker's teams.
pub fn remove(c: &mut dyn Conn, scope: &Scope, leave: Uuid) -> Result<()> {
    match c.exec(DROP, args![scope.tenant(), scope.user(), scope.now(), leave])? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}
