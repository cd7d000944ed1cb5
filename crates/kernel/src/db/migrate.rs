//! One series of schema steps for both engines.
//!
//! A step is one SQL text with type tokens (`{uuid}`, `{at}`, …) and, where the engines truly differ,
//! `--@sqlite`, `--@pg`, `--@end` blocks. Applied steps are kept in `schema_step` with the hash of their text: a
//! step that was changed after it ran stops the program.

use super::{Conn, ConnExt, Db, Engine};
use crate::{Clock, Error, Result, args};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// One step of the series.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `0001_kernel`.
    pub name: &'static str,
    /// The text, tokens and all.
    pub text: &'static str,
}

macro_rules! series {
    ($($name:literal),* $(,)?) => {
        /// The whole series, in order.
        pub const SERIES: &[Migration] = &[
            $(Migration { name: $name, text: include_str!(concat!("../../../../migrations/", $name, ".sql")) }),*
        ];
    };
}
series![
    "0001_kernel",
    "0002_access",
    "0003_people",
    "0004_cases",
    "0005_imports",
    "0006_work",
    "0007_packs",
    "0008_allocation",
    "0009_plan",
    "0010_risk",
    "0011_letters",
    "0012_returns",
    "0013_messages",
    "0014_findings_and_reach",
    "0015_open_cases",
    "0016_reviews",
    "0017_self_audit_and_six_week",
    "0018_supervision",
    "0019_results",
    "0020_after_review",
    "0021_satisfaction",
    "0022_programme",
    "0023_review_forms",
    "0024_import_warning",
    "0025_casework",
    "0026_casework_two",
    "0027_queues",
    "0028_staff",
    "0029_rota",
    "0030_time",
    "0031_model",
    "0032_giving",
    "0033_shared_cases",
    "0034_loads",
];

crate::statements! {
    DONE: (String, String) = "SELECT name, hash FROM schema_step ORDER BY name" => uncounted;
    NOTE: () = "INSERT INTO schema_step (name, hash, applied_at) VALUES ($1, $2, $3)" => uncounted;
}

/// The ledger itself, which must be there before any step.
const LEDGER: &str = "CREATE TABLE IF NOT EXISTS schema_step (
    name TEXT PRIMARY KEY NOT NULL, -- Name of the step. | none | structure
    hash TEXT NOT NULL, -- SHA-256 of its text, in hexadecimal. | none | structure
    applied_at {at} NOT NULL -- When it was applied. | none | structure
) {strict};";

/// The ledger with its dictionary comments, for [`dictionary`](super::dictionary).
pub(super) const LEDGER_TABLE: &str = LEDGER;

/// What SQLite is told about its indexes, so that its plans hold at every size.
const STATISTICS: &str = include_str!("../../../../migrations/statistics.sql");

/// Applies what is missing of `series`, each step in a transaction of its own; returns the names applied.
pub fn run(db: &Db, series: &'static [Migration], clock: &Clock) -> Result<Vec<&'static str>> {
    let now = clock.now();
    db.write_now(|c| c.batch(&render(LEDGER, c.engine())))?;
    let done = db.write_now(|c| c.all(DONE, &[]))?;
    let mut applied = Vec::new();
    for step in series {
        let hash = hash(step.text);
        match done.iter().find(|(name, _)| name == step.name) {
            Some((_, known)) if *known == hash => continue,
            Some(_) => {
                return Err(Error::invalid(format!(
                    "step {} of this database was made from another text: use the program version that made it",
                    step.name
                )));
            }
            None => {}
        }
        db.write_now(move |c| {
            let engine = c.engine();
            c.batch(&render(step.text, engine))?;
            match engine {
                Engine::Sqlite => c.batch(STATISTICS)?,
                Engine::Postgres => c.batch(&walls(step.text))?,
            }
            c.exec(NOTE, args![step.name, hash.clone(), now])?;
            Ok(())
        })?;
        applied.push(step.name);
    }
    Ok(applied)
}

/// Names of the steps of `series` that the database does not have.
pub fn missing(c: &mut dyn Conn, series: &[Migration]) -> Result<Vec<&'static str>> {
    let done = c.all(DONE, &[])?;
    Ok(series.iter().map(|s| s.name).filter(|name| !done.iter().any(|(d, _)| d == name)).collect())
}

/// The text of a step for one engine.
pub fn render(text: &str, engine: Engine) -> String {
    let mut out = String::with_capacity(text.len());
    let mut wanted = true;
    for line in text.lines() {
        match line.trim() {
            "--@sqlite" => wanted = engine == Engine::Sqlite,
            "--@pg" => wanted = engine == Engine::Postgres,
            "--@end" => wanted = true,
            _ if wanted => {
                out.push_str(line);
                out.push('\n');
            }
            _ => {}
        }
    }
    let tokens = [
        ("{uuid}", "BLOB", "UUID"),
        ("{at}", "TEXT", "TIMESTAMPTZ"),
        ("{on}", "TEXT", "DATE"),
        ("{bool}", "INTEGER", "BOOLEAN"),
        ("{i64}", "INTEGER", "BIGINT"),
        ("{f64}", "REAL", "DOUBLE PRECISION"),
        ("{bytes}", "BLOB", "BYTEA"),
        // Keys sort and range-scan by code point on both engines, whatever the server's locale.
        ("{key}", "TEXT", "TEXT COLLATE \"C\""),
        ("{strict}", "STRICT", ""),
        // A table that is little more than its key: in SQLite the key is then the table.
        ("{narrow}", "STRICT, WITHOUT ROWID", ""),
    ];
    for (token, sqlite, pg) in tokens {
        out = out.replace(token, if engine == Engine::Sqlite { sqlite } else { pg });
    }
    out
}

/// Row-level security for every table of a step: the second wall between tenants, beside `tenant_id` in every
/// statement. `SET LOCAL app.tenant` opens the one tenant's rows for one transaction. And what may only be added
/// to loses the right to change it, also its owner's.
fn walls(text: &str) -> String {
    let mut out = String::new();
    for table in super::dictionary::tables(text) {
        let name = &table.name;
        if super::APPEND_ONLY.contains(&name.as_str()) {
            let _infallible = write!(out, "REVOKE UPDATE, DELETE, TRUNCATE ON {name} FROM CURRENT_USER;");
        }
        if table.columns.iter().any(|c| c.name == "tenant_id") {
            let _infallible = write!(
                out,
                "ALTER TABLE {name} ENABLE ROW LEVEL SECURITY; ALTER TABLE {name} FORCE ROW LEVEL SECURITY; \
                 CREATE POLICY tenant_wall ON {name} USING (tenant_id = CAST(current_setting('app.tenant') AS BIGINT));"
            );
        }
    }
    out
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut out, byte| {
        let _infallible = write!(out, "{byte:02x}");
        out
    })
}
