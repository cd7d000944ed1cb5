//! SQL of discoveries and their findings. A pulse stands in [`pulse`].

pub mod pulse;

use super::model::Theme;
use access::UserId;
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A discovery.
    #[derive(Clone, Debug)]
    pub struct Discovery {
        /// The discovery.
        pub discovery_id: Uuid,
        /// Its name.
        pub name: String,
        /// What it is to find out.
        pub goals: String,
        /// The questions of its interviews, one a line.
        pub guide: String,
        /// How many people were spoken to.
        pub spoken: i64,
        /// When it was begun.
        pub begun_at: Instant,
        /// Who began it.
        pub begun_by: Option<String>,
        /// The day it was finished.
        pub finished_on: Option<Day>,
        /// How many findings it has.
        pub findings: i64,
    }
}

row! {
    /// What several people said.
    #[derive(Clone, Debug)]
    pub struct Finding {
        /// The finding.
        pub finding_id: Uuid,
        /// Its theme.
        pub theme: Theme,
        /// What was said.
        pub words: String,
        /// How many people said it.
        pub people: i64,
    }
}

macro_rules! discovery {
    ($when:literal) => {
        concat!(
            "SELECT d.discovery_id, d.name, d.goals, d.guide, d.spoken, d.begun_at, u.name, d.finished_on,
            (SELECT count(*) FROM discovery_finding f
                WHERE f.tenant_id = d.tenant_id AND f.discovery_id = d.discovery_id)
        FROM discovery d
        LEFT JOIN app_user u ON u.tenant_id = d.tenant_id AND u.user_id = d.begun_by
        WHERE d.tenant_id = $1",
            $when
        )
    };
}

kernel::statements! {
    ALL: Discovery = discovery!("
        ORDER BY d.begun_at DESC, d.discovery_id
        LIMIT 50");
    ONE: Discovery = discovery!(" AND d.discovery_id = $2");
    FINDINGS: Finding = "SELECT f.finding_id, f.theme, f.words, f.people
        FROM discovery_finding f
        WHERE f.tenant_id = $1 AND f.discovery_id = $2
        ORDER BY f.theme, f.people DESC, f.finding_id
        LIMIT 500";
    BEGIN: () = "INSERT INTO discovery (
            tenant_id, discovery_id, name, goals, guide, spoken, begun_at, begun_by)
        VALUES ($1, $2, $3, $4, $5, 0, $6, $7)";
    // Only while it is open; the number of those spoken to grows with what they said.
    SPOKEN: () = "UPDATE discovery
        SET spoken = CASE WHEN spoken < $3 THEN $3 ELSE spoken END
        WHERE tenant_id = $1 AND discovery_id = $2 AND finished_on IS NULL";
    ADD: () = "INSERT INTO discovery_finding (
            tenant_id, finding_id, discovery_id, theme, words, people, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FINISH: () = "UPDATE discovery
        SET finished_on = $3, spoken = $4
        WHERE tenant_id = $1 AND discovery_id = $2 AND finished_on IS NULL";
}

/// All discoveries, the latest first: one statement.
pub fn all(c: &mut dyn Conn, tenant: i64) -> Result<Vec<Discovery>> {
    c.all(ALL, args![tenant])
}

/// One of them: one statement.
pub fn one(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Discovery> {
    c.one(ONE, args![tenant, id])
}

/// Its findings by theme, what most people said first: one statement.
pub fn findings(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Vec<Finding>> {
    c.all(FINDINGS, args![tenant, id])
}

/// Begins a discovery: its name, its goals and its guide.
pub fn begin(
    c: &mut dyn Conn,
    tenant: i64,
    id: Uuid,
    (name, goals, guide): (&str, &str, &str),
    (by, at): (UserId, Instant),
) -> Result<()> {
    c.exec(BEGIN, args![tenant, id, name, goals, guide, at, by]).map(drop)
}

/// Keeps what people said: its theme, the words and how many said it.
///
/// # Errors
/// Conflict when the discovery is finished.
pub fn add(
    c: &mut dyn Conn,
    tenant: i64,
    (id, finding): (Uuid, Uuid),
    (theme, words, people): (Theme, &str, i64),
    at: Instant,
) -> Result<()> {
    open(c.exec(SPOKEN, args![tenant, id, people])?)?;
    c.exec(ADD, args![tenant, finding, id, theme, words, people, at]).map(drop)
}

/// Finishes it, with how many people were spoken to in all.
///
/// # Errors
/// Conflict when it is finished already.
pub fn finish(c: &mut dyn Conn, tenant: i64, id: Uuid, (on, spoken): (Day, i64)) -> Result<()> {
    open(c.exec(FINISH, args![tenant, id, on, spoken])?)
}

fn open(changed: u64) -> Result<()> {
    if changed == 0 {
        Err(Error::Conflict("This discovery is finished, so it stays as it is. Begin another.".to_owned()))
    } else {
        Ok(())
    }
}
