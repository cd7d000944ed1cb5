//! SQLite's promises are known: `FULL` keeps every committed write, `NORMAL` keeps the file sound and loses
//! the last ones, `OFF` promises nothing.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use powerloss::{Config, Lost, Report, torture};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::{Outcome, example};

const DATABASE: &str = "torture.db";

#[test]
fn full_keeps_every_acknowledged_write() -> Outcome {
    let report = run("full", 60)?;
    assert!(report.kept_all(), "{report}\n{:?}", report.first);
    assert!(report.acknowledged > 1000, "{report}");
    Ok(())
}

#[test]
fn normal_loses_writes_but_no_file() -> Outcome {
    let report = run("normal", 60)?;
    assert!(report.losing_crashes > 10, "the instrument is blind: {report}");
    assert_eq!(report.corrupt_files, 0, "{report}\n{:?}", report.first);
    Ok(())
}

fn run(synchronous: &str, rounds: u32) -> Result<Report, Box<dyn Error>> {
    let config =
        Config::new(example("writer")?, [DATABASE, synchronous], DATABASE, env!("CARGO_TARGET_TMPDIR"));
    Ok(torture(&config.rounds(rounds), check)?)
}

fn check(path: &Path, acknowledged: &BTreeSet<u64>) -> Result<(), Lost> {
    let found = look(path).or_else(|error| match error.to_string() {
        // Sound, but from before the tables' commit.
        text if text.contains("no such table") => Ok(BTreeSet::new()),
        text => Err(Lost::File(text)),
    })?;
    let lost: Vec<u64> = acknowledged.difference(&found).copied().collect();
    if lost.is_empty() { Ok(()) } else { Err(Lost::Writes(lost)) }
}

/// The numbers of all notes in a sound file.
fn look(path: &Path) -> Result<BTreeSet<u64>, Box<dyn Error>> {
    let db =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    // Else closing would write the log back and delete it, and no writer would ever meet one.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let sound: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(sound.into());
    }
    let mut found = BTreeSet::new();
    let mut notes = db.prepare("SELECT id, body FROM note")?;
    let mut rows = notes.query([])?;
    while let Some(row) = rows.next()? {
        let (id, body): (u32, String) = (row.get(0)?, row.get(1)?);
        if body != format!("note {id} ").repeat(usize::try_from(id % 60)? + 1) {
            return Err(format!("note {id} has another's text").into());
        }
        found.insert(u64::from(id));
    }
    let audited =
        "SELECT (SELECT count(*) FROM audit), count(*) FROM audit JOIN note ON note.id = audit.note";
    let audits: (u32, u32) = db.query_row(audited, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let notes = u32::try_from(found.len())?;
    if audits != (notes, notes) {
        return Err(format!("{audits:?} audit rows for {notes} notes").into());
    }
    Ok(found)
}
