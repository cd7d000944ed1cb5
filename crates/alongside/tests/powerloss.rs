//! The program's own writes survive power cuts: acknowledged means on disk.
//!
//! The same harness must show losses when SQLite is told to sync less: an instrument that never finds anything
//! proves nothing.

use powerloss::{Config, Lost, torture};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::{collections::BTreeSet, path::Path};

/// File calls within which the power goes. The migrations of a new database are some hundred of them, and more with every
/// one that is added.
const CALLS: u64 = 1_500;

fn config(synchronous: &str, rounds: u32) -> Config {
    let args = ["torture", "torture.db", "--synchronous", synchronous];
    let config =
        Config::new(env!("CARGO_BIN_EXE_alongside"), args, "torture.db", env!("CARGO_TARGET_TMPDIR"));
    Config { last_call: CALLS, ..config.rounds(rounds) }
}

#[test]
fn no_acknowledged_write_is_lost() {
    let report = torture(&config("full", 500), check).expect("the harness runs");
    println!("full: {report}");
    assert!(report.kept_all(), "{report}: {:?}", report.first);
    assert!(report.acknowledged > 5_000, "too few writes to tell: {report}");
}

#[test]
fn the_harness_sees_losses_when_less_is_synced() {
    let report = torture(&config("normal", 60), check).expect("the harness runs");
    println!("normal: {report}");
    assert!(report.losing_crashes > 0, "the harness is blind: {report}");
}

/// Every acknowledged write is there, the file is sound, and each write has its audit row.
fn check(path: &Path, acknowledged: &BTreeSet<u64>) -> Result<(), Lost> {
    let broken = |e: rusqlite::Error| Lost::File(e.to_string());
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(broken)?;
    // The next round must meet the journal as the crash left it.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(broken)?;
    let sound: String = db.query_row("PRAGMA integrity_check", [], |r| r.get(0)).map_err(broken)?;
    if sound != "ok" {
        return Err(Lost::File(sound));
    }
    let made: i64 = db
        .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'submission'", [], |r| r.get(0))
        .map_err(broken)?;
    if made == 0 {
        // Crashed before the schema was made: then nothing can have been acknowledged.
        let all: Vec<u64> = acknowledged.iter().copied().collect();
        return if all.is_empty() { Ok(()) } else { Err(Lost::Writes(all)) };
    }
    let mut found = BTreeSet::new();
    let mut rows = db.prepare("SELECT submission_id FROM submission").map_err(broken)?;
    for id in rows.query_map([], |r| r.get::<_, String>(0)).map_err(broken)? {
        found.insert(id.map_err(broken)?.parse::<u64>().map_err(|e| Lost::File(e.to_string()))?);
    }
    let lost: Vec<u64> = acknowledged.difference(&found).copied().collect();
    if !lost.is_empty() {
        return Err(Lost::Writes(lost));
    }
    let audited: i64 = match db.query_row("SELECT count(*) FROM audit_event", [], |r| r.get(0)) {
        Ok(n) => n,
        Err(_) if found.is_empty() => 0,
        Err(e) => return Err(broken(e)),
    };
    if usize::try_from(audited).ok() != Some(found.len()) {
        return Err(Lost::File(format!("{} writes have {audited} audit rows", found.len())));
    }
    Ok(())
}
