//! SQL of time kept for casework.

use super::Slot;
use access::{Scope, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// Time that somebody keeps.
    #[derive(Clone, Debug)]
    pub struct Kept {
        /// The time's own id.
        pub slot_id: Uuid,
        /// Whose.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// The day of the week, 1 for Monday; 0 when it is once.
        pub weekday: i64,
        /// The day, when it is once.
        pub on_day: Option<Day>,
        /// When it begins, in minutes of the day.
        pub from_minute: i64,
        /// When it ends, in minutes of the day.
        pub to_minute: i64,
    }
}

impl Kept {
    /// When it is.
    pub fn slot(&self) -> Slot {
        Slot {
            slot_id: self.slot_id,
            weekday: self.weekday,
            on_day: self.on_day,
            from_minute: self.from_minute,
            to_minute: self.to_minute,
        }
    }
}

// The asker, and those in the teams that the asker leads now.
macro_rules! led {
    () => {
        "SELECT o.user_id
        FROM team_member m
        CROSS JOIN team_member o
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.manages AND m.from_at <= $3 AND m.until_at > $3
          AND o.tenant_id = m.tenant_id AND o.team_id = m.team_id
          AND o.from_at <= $3 AND o.until_at > $3
        UNION
        SELECT z.user_id
        FROM app_user z
        WHERE z.tenant_id = $1 AND z.user_id = $2"
    };
}

kernel::statements! {
    PEOPLE: (UserId, String) = concat!("SELECT u.user_id, u.name
        FROM app_user u
        WHERE u.tenant_id = $1 AND u.status = 'active' AND u.user_id IN (", led!(), ")
        ORDER BY CASE WHEN u.user_id = $2 THEN 0 ELSE 1 END, u.sort_name, u.user_id
        LIMIT 200");
    KEPT: Kept = concat!("SELECT s.slot_id, s.user_id, u.name, s.weekday, s.on_day, s.from_minute, s.to_minute
        FROM app_user u
        JOIN protected_slot s ON s.tenant_id = u.tenant_id AND s.user_id = u.user_id
        WHERE u.tenant_id = $1 AND (s.on_day IS NULL OR s.on_day >= $4) AND u.user_id IN (", led!(), ")
        ORDER BY CASE WHEN u.user_id = $2 THEN 0 ELSE 1 END, u.sort_name, u.user_id, s.weekday, s.on_day, s.from_minute,
            s.slot_id
        LIMIT 300");
    ADD: () = "INSERT INTO protected_slot (
            tenant_id, slot_id, user_id, weekday, on_day, from_minute, to_minute, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    DROP: () = concat!("DELETE FROM protected_slot
        WHERE tenant_id = $1 AND slot_id = $4 AND user_id IN (", led!(), ")");
}

/// The asker, then those in the teams they lead: one statement.
pub fn people(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<(UserId, String)>> {
    c.all(PEOPLE, args![scope.tenant(), scope.user(), scope.now()])
}

/// The time they keep from today on, the asker's first: one statement.
pub fn kept(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<Kept>> {
    c.all(KEPT, args![scope.tenant(), scope.user(), scope.now(), Day::of(scope.now())])
}

/// Keeps time for somebody; [`Error::Invalid`] for whoever is neither the asker nor in a team they lead, and
/// [`Error::Conflict`] where it meets time that is kept already.
pub fn add(c: &mut dyn Conn, scope: &Scope, user: UserId, slot: &Slot) -> Result<()> {
    if !people(c, scope)?.iter().any(|(id, _)| *id == user) {
        return Err(Error::invalid("Choose yourself, or somebody of a team that you lead."));
    }
    let meets = kept(c, scope)?.into_iter().any(|other| other.user_id == user && other.slot().meets(slot));
    if meets {
        return Err(Error::Conflict(
            "Time is kept then already. Take that away first, or choose another time.".to_owned(),
        ));
    }
    keep(c, scope.tenant(), user, slot, (scope.user(), scope.now()))
}

/// Writes kept time down, for what comes in as a whole; [`add`] is for somebody who keeps some.
pub fn keep(
    c: &mut dyn Conn,
    tenant: i64,
    user: UserId,
    slot: &Slot,
    (by, at): (UserId, Instant),
) -> Result<()> {
    let Slot { slot_id, weekday, on_day, from_minute, to_minute } = slot;
    c.exec(ADD, args![tenant, *slot_id, user, *weekday, *on_day, *from_minute, *to_minute, at, by]).map(drop)
}

/// Gives time free again; [`Error::NotFound`] when it is not there, or not the asker's to give.
pub fn remove(c: &mut dyn Conn, scope: &Scope, slot: Uuid) -> Result<()> {
    match c.exec(DROP, args![scope.tenant(), scope.user(), scope.now(), slot])? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}
