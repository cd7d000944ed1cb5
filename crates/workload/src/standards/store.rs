//! SQL of standards and of own ways of keeping them.

use super::model::Counts;
use access::{Scope, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

/// Days without contact that count as long. Alongside default.
const SILENT: i64 = 28;

row! {
    /// A standard as it was worded from a day on.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Wording {
        /// The standard.
        pub standard_id: Uuid,
        /// Where it stands in the list, from 1.
        pub place: i64,
        /// What is asked; empty once it is withdrawn.
        pub title: String,
        /// What that means in practice.
        pub words: String,
        /// The code of the page that shows whether it is kept; empty for none.
        pub shown_by: String,
        /// First day on which it counts.
        pub from_on: Day,
        /// When it was written down.
        pub at: Instant,
        /// Who wrote it down.
        pub by: String,
    }
}

row! {
    /// How somebody keeps a standard.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Method {
        /// The standard.
        pub standard_id: Uuid,
        /// Whose way.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// Their way.
        pub words: String,
        /// Whether colleagues see it.
        pub shared: bool,
    }
}

macro_rules! wording {
    ($which:literal) => {
        concat!(
            "SELECT s.standard_id, s.place, s.title, s.words, s.shown_by, s.from_on, s.recorded_at, u.name
        FROM standard_entry s
        JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.recorded_by
        WHERE s.tenant_id = $1 AND ",
            $which
        )
    };
}

macro_rules! method {
    ($which:literal) => {
        concat!(
            "SELECT m.standard_id, m.user_id, u.name, m.words, m.shared
        FROM own_method m
        JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
        WHERE m.tenant_id = $1 AND ",
            $which,
            "
        ORDER BY u.sort_name, m.user_id, m.standard_id
        LIMIT 500"
        )
    };
}

kernel::statements! {
    // A service has some dozens of standards: the latest wording of each that has begun.
    IN_FORCE: Wording = wording!("s.from_on <= $2 AND s.title <> ''
          AND NOT EXISTS (
              SELECT 1 FROM standard_entry l
              WHERE l.tenant_id = s.tenant_id AND l.standard_id = s.standard_id AND l.from_on <= $2
                AND (l.from_on > s.from_on
                  OR (l.from_on = s.from_on AND l.recorded_at > s.recorded_at)
                  OR (l.from_on = s.from_on AND l.recorded_at = s.recorded_at AND l.entry_id > s.entry_id)))
        ORDER BY s.place, s.title, s.standard_id
        LIMIT 200");
    WORDINGS: Wording = wording!("s.standard_id = $2
        ORDER BY s.from_on DESC, s.recorded_at DESC, s.entry_id
        LIMIT 100");
    ADD: () = "INSERT INTO standard_entry (
            tenant_id, entry_id, standard_id, place, title, words, shown_by, from_on, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OWN: Method = method!("m.user_id = $2");
    WAYS: Method = method!("m.standard_id = $2 AND (m.shared OR m.user_id = $3)");
    KEEP: () = "INSERT INTO own_method (tenant_id, user_id, standard_id, words, shared, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, user_id, standard_id)
        DO UPDATE SET words = excluded.words, shared = excluded.shared, recorded_at = excluded.recorded_at";
    DROP: () = "DELETE FROM own_method
        WHERE tenant_id = $1 AND user_id = $2 AND standard_id = $3";
    COUNTS: (i64, i64, i64, i64) = "SELECT
            (SELECT count(*) FROM case_file f
                WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL AND f.clock_due_on < $3),
            (SELECT count(*) FROM case_file f
                WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL AND f.promise_due_on < $3),
            (SELECT count(*) FROM case_file f
                WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL
                  AND (f.last_contact_at < $4 OR (f.last_contact_at IS NULL AND f.opened_on < $5))),
            (SELECT count(*) FROM next_action a
                WHERE a.tenant_id = $1 AND a.owner_id = $2 AND a.done_on IS NULL AND a.due_on < $3)";
}

/// The standards in force on a day: one statement.
pub fn in_force(c: &mut dyn Conn, tenant: i64, on: Day) -> Result<Vec<Wording>> {
    c.all(IN_FORCE, args![tenant, on])
}

/// Every wording of a standard, the latest first: one statement.
pub fn wordings(c: &mut dyn Conn, tenant: i64, standard: Uuid) -> Result<Vec<Wording>> {
    c.all(WORDINGS, args![tenant, standard])
}

/// A wording that is about to be written down.
#[derive(Clone, Debug)]
pub struct NewWording {
    /// The entry.
    pub id: Uuid,
    /// The standard, the same in every wording.
    pub standard: Uuid,
    /// Where it stands in the list.
    pub place: i64,
    /// What is asked; empty to withdraw it.
    pub title: String,
    /// What that means in practice.
    pub words: String,
    /// The code of the page that shows whether it is kept.
    pub shown_by: String,
    /// First day on which it counts.
    pub from_on: Day,
}

/// Writes down a wording; what was worded before stays.
pub fn add(c: &mut dyn Conn, tenant: i64, n: &NewWording, (by, at): (UserId, Instant)) -> Result<()> {
    let NewWording { id, standard, place, title, words, shown_by, from_on } = n;
    c.exec(ADD, args![tenant, *id, *standard, *place, title, words, shown_by, *from_on, at, by]).map(drop)
}

/// The asker's own ways: one statement.
pub fn own(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<Method>> {
    c.all(OWN, args![scope.tenant(), scope.user()])
}

/// The asker's own way of a standard, and those that colleagues share: one statement.
pub fn ways(c: &mut dyn Conn, scope: &Scope, standard: Uuid) -> Result<Vec<Method>> {
    c.all(WAYS, args![scope.tenant(), standard, scope.user()])
}

/// Keeps somebody's own way, in place of what it was; no words take it away.
pub fn keep(
    c: &mut dyn Conn,
    tenant: i64,
    user: UserId,
    (standard, words, shared): (Uuid, &str, bool),
    at: Instant,
) -> Result<()> {
    if words.is_empty() {
        return c.exec(DROP, args![tenant, user, standard]).map(drop);
    }
    c.exec(KEEP, args![tenant, user, standard, words, shared, at]).map(drop)
}

/// What stands open of the asker's own: one statement.
pub fn counts(c: &mut dyn Conn, scope: &Scope) -> Result<Counts> {
    let today = Day::of(scope.now());
    let silent = today.plus(-SILENT);
    let (clocks, promises, contact, actions) =
        c.one(COUNTS, args![scope.tenant(), scope.user(), today, silent.start(), silent])?;
    Ok(Counts { clocks, promises, contact, actions })
}
