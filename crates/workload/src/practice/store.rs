//! SQL of practice notes and reflective sessions. Entries stay as they were written; corrections stand beside them.

use super::model::{Kind, Theme};
use access::UserId;
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A note or a session.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Entry {
        /// The entry.
        pub entry_id: Uuid,
        /// Whether it is a note or a session.
        pub kind: Kind,
        /// The day of it.
        pub on_day: Day,
        /// What it is about.
        pub theme: Theme,
        /// The kind of case; empty for every kind.
        pub case_type: String,
        /// Its title.
        pub title: String,
        /// Which colleagues were there.
        pub attendees: String,
        /// What happened, or what there is to know.
        pub words: String,
        /// What was learnt.
        pub learning: String,
        /// What is done about it.
        pub actions: String,
        /// When it was written down.
        pub at: Instant,
        /// Who wrote it down.
        pub by: String,
    }
}

row! {
    /// What was put right.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Correction {
        /// What is right.
        pub words: String,
        /// When it was written down.
        pub at: Instant,
        /// Who wrote it down.
        pub by: String,
    }
}

macro_rules! entry {
    ($which:literal) => {
        concat!(
            "SELECT e.entry_id, e.kind, e.on_day, e.theme, e.case_type, e.title, e.attendees, e.words, e.learning,
            e.actions, e.recorded_at, u.name
        FROM practice_entry e
        JOIN app_user u ON u.tenant_id = e.tenant_id AND u.user_id = e.recorded_by
        WHERE e.tenant_id = $1 AND ",
            $which
        )
    };
}

kernel::statements! {
    // Words are looked for in what this gives: a library is some hundreds of entries.
    ENTRIES: Entry = entry!("e.on_day <= $2 AND ($3 = '' OR e.kind = $3) AND ($4 = '' OR e.theme = $4)
          AND ($5 = '' OR e.case_type = $5 OR e.case_type = '')
        ORDER BY e.on_day DESC, e.entry_id
        LIMIT 1000");
    ENTRY: Entry = entry!("e.entry_id = $2");
    CORRECTIONS: Correction = "SELECT k.words, k.recorded_at, u.name
        FROM practice_correction k
        JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.recorded_by
        WHERE k.tenant_id = $1 AND k.entry_id = $2
        ORDER BY k.recorded_at, k.correction_id
        LIMIT 100";
    ADD: () = "INSERT INTO practice_entry (
            tenant_id, entry_id, kind, on_day, theme, case_type, title, attendees, words, learning, actions,
            recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    CORRECT: () = "INSERT INTO practice_correction (
            tenant_id, entry_id, recorded_at, correction_id, words, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6)";
}

/// Which entries are asked for; empty for any.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The code of a kind.
    pub kind: String,
    /// The code of a theme.
    pub theme: String,
    /// The id of a kind of case; entries about every kind are among them.
    pub case_type: String,
}

/// Entries up to a day, the latest first, a thousand at most: one statement.
pub fn entries(c: &mut dyn Conn, tenant: i64, until: Day, asked: &Asked) -> Result<Vec<Entry>> {
    c.all(ENTRIES, args![tenant, until, &asked.kind, &asked.theme, &asked.case_type])
}

/// One entry: one statement.
pub fn entry(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Entry> {
    c.one(ENTRY, args![tenant, id])
}

/// What was put right about it, the earliest first: one statement.
pub fn corrections(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Vec<Correction>> {
    c.all(CORRECTIONS, args![tenant, id])
}

/// An entry that is about to be written down.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// The entry.
    pub id: Uuid,
    /// Whether it is a note or a session.
    pub kind: Kind,
    /// The day of it.
    pub on_day: Day,
    /// What it is about.
    pub theme: Theme,
    /// The kind of case; empty for every kind.
    pub case_type: String,
    /// Its title.
    pub title: String,
    /// Which colleagues were there; empty for a note.
    pub attendees: String,
    /// What happened, or what there is to know.
    pub words: String,
    /// What was learnt; empty for a note.
    pub learning: String,
    /// What is done about it; empty when nothing.
    pub actions: String,
}

/// Writes an entry down.
pub fn add(c: &mut dyn Conn, tenant: i64, n: &NewEntry, (by, at): (UserId, Instant)) -> Result<()> {
    let args = args![
        tenant,
        n.id,
        n.kind,
        n.on_day,
        n.theme,
        &n.case_type,
        &n.title,
        &n.attendees,
        &n.words,
        &n.learning,
        &n.actions,
        at,
        by
    ];
    c.exec(ADD, args).map(drop)
}

/// Writes down what is right; what stood before stays.
pub fn correct(
    c: &mut dyn Conn,
    tenant: i64,
    (entry, id): (Uuid, Uuid),
    words: &str,
    (by, at): (UserId, Instant),
) -> Result<()> {
    c.exec(CORRECT, args![tenant, entry, at, id, words, by]).map(drop)
}
