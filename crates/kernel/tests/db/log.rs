//! SQLite's log: copied into the file beside the writer, so that it stays short whatever is written.

use crate::seats::{add, names, open, set, tenant};
use kernel::db::{Db, Options, Place};
use std::path::{Path, PathBuf};
use testkit::Fixture;

const PAGE: u64 = 4096;

fn log_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Pages in the log after many commits of a few pages each.
fn pages_after_writing(db: &Db, file: &Path) -> u64 {
    db.write_now(|c| (0..500).try_for_each(|n| add(c, 1, &format!("{n:0200}"), n))).unwrap();
    let begun = std::fs::metadata(log_of(file)).unwrap().len();
    for n in 0..1200 {
        db.write_now(move |c| set(c, &format!("{:0200}", n % 500), n)).unwrap();
    }
    std::fs::metadata(log_of(file)).unwrap().len().max(begun) / PAGE
}

#[test]
fn the_log_is_copied_and_begins_anew_while_writers_go_on() {
    let fixture = Fixture::bare(kernel::db::Engine::Sqlite);
    let Place::File(file) = fixture.place() else { panic!("a file") };
    let db = open(&fixture, &Options { log: 20, ..tenant(1) });
    let short = pages_after_writing(&db, &file);
    assert!(short < 20 * 32 + 100, "the log has {short} pages");
    db.close();
    assert!(!log_of(&file).exists(), "what was written is all in the file, and no connection is left");
    let db = open(&fixture, &tenant(1));
    assert_eq!(names(&db).len(), 500);
}

#[test]
fn without_copying_the_same_work_makes_a_long_log() {
    let fixture = Fixture::bare(kernel::db::Engine::Sqlite);
    let Place::File(file) = fixture.place() else { panic!("a file") };
    let db = open(&fixture, &Options { log: 1_000_000, ..tenant(1) });
    let long = pages_after_writing(&db, &file);
    assert!(long > 20 * 32 + 100, "the log has {long} pages, so the other test proves nothing");
}

/// Of two connections that close at the same moment neither is the last; so they close one lane after the other.
#[test]
fn a_database_that_was_closed_is_one_file_each_time() {
    let fixture = Fixture::bare(kernel::db::Engine::Sqlite);
    let Place::File(file) = fixture.place() else { panic!("a file") };
    for n in 0..40 {
        let db = open(&fixture, &tenant(1));
        // Every reader has looked into the log, so that each has something to put down.
        db.write_now(move |c| add(c, 1, &format!("{n}"), n)).unwrap();
        let looking: Vec<_> = (0..8)
            .map(|_| {
                let db = db.clone();
                std::thread::spawn(move || names(&db).len())
            })
            .collect();
        for reader in looking {
            assert!(reader.join().unwrap() > 0);
        }
        drop(db);
        assert!(!log_of(&file).exists(), "a log is left after closing the {n}th time");
    }
}
