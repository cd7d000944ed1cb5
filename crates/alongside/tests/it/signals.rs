//! Asked to stop in the middle, a command leaves nothing half done.

use crate::commands::{Folder, program, sound};
use rusqlite::Connection;
use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

fn number(database: &Path, sql: &str) -> Option<i64> {
    // Until it is made there is no file, then no table, and a moment may find it locked.
    let db = Connection::open_with_flags(database, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    db.query_row(sql, [], |row| row.get(0)).ok()
}

/// Sends a signal once the import stands as wanted; the exit code.
fn stopped(mut import: Child, signal: &str, database: &Path, when: &str) -> Option<i32> {
    let end = Instant::now() + Duration::from_mins(2);
    while number(database, when).unwrap_or(0) == 0 {
        assert!(Instant::now() < end, "it never came to {when}");
        assert!(import.try_wait().expect("it runs").is_none(), "it ended before {when}");
        std::thread::sleep(Duration::from_millis(2));
    }
    let sent = Command::new("kill").args([signal, &import.id().to_string()]).status().expect("kill");
    assert!(sent.success());
    import.wait().expect("it ends").code()
}

#[test]
fn asked_to_stop_an_import_leaves_nothing_half_done() {
    let folder = Folder::new("signals");
    let file = folder.file("large.csv", &sound(20_000));
    let database = folder.0.join("s.db");
    const READING: &str = "SELECT count(*) FROM import_run WHERE state = 'staging'";
    const PUBLISHING: &str = "SELECT count(*) FROM import_run WHERE state = 'publishing' AND published > 0";
    for (signal, when) in [("-INT", READING), ("-INT", PUBLISHING), ("-TERM", PUBLISHING), ("-HUP", READING)]
    {
        let import = program(&folder.0)
            .args(["import", "cases", "large.csv", "--database", "s.db"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        assert_eq!(stopped(import, signal, &database, when), Some(130), "{signal} {when}");
        for table in
            ["import_run", "import_chunk", "job", "batch", "person", "case_file", "search_token", "tenant"]
        {
            let left = number(&database, &format!("SELECT count(*) FROM {table}"));
            assert_eq!(left, Some(0), "{table} after {signal} {when}");
        }
    }
    assert!(file.is_file());
}
