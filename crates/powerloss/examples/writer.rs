//! A small database writer to try the instrument on: `writer <file> <full|normal|off>`.
//!
//! Four clients hand numbered notes to one writing thread, which commits whatever has come in at once and
//! then prints `ack <n>` for each note.

use std::error::Error;
use std::io::{self, Write as _};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use rusqlite::Connection;

/// As many notes wait for the next commit at most.
const GROUP: usize = 16;

/// Checkpoints come often, and each cuts the log, so that a few hundred file calls see all of it.
const PRAGMAS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA wal_autocheckpoint = 40;
    PRAGMA journal_size_limit = 0;
    CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, note INTEGER NOT NULL UNIQUE) STRICT;
";

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(file), Some(synchronous)) = (args.next(), args.next()) else {
        return Err("writer <file> <full|normal|off>".into());
    };
    let mut db = Connection::open(file)?;
    db.pragma_update(None, "synchronous", synchronous)?;
    db.execute_batch(PRAGMAS)?;
    let last: u32 = db.query_row("SELECT coalesce(max(id), 0) FROM note", [], |row| row.get(0))?;

    let (send, receive) = sync_channel(GROUP);
    let next = Arc::new(Mutex::new(last));
    for _ in 0..4 {
        let (send, next) = (send.clone(), Arc::clone(&next));
        thread::spawn(move || {
            while let Ok(mut id) = next.lock() {
                *id += 1;
                if send.send(*id).is_err() {
                    return;
                }
            }
        });
    }
    write_all(&mut db, &receive)
}

/// Commits what waits, acknowledges it, and again.
fn write_all(db: &mut Connection, notes: &Receiver<u32>) -> Result<(), Box<dyn Error>> {
    loop {
        let first = notes.recv()?;
        let group: Vec<u32> = std::iter::once(first).chain(notes.try_iter().take(GROUP - 1)).collect();
        let transaction = db.transaction()?;
        for id in &group {
            transaction.execute("INSERT INTO note (id, body) VALUES (?1, ?2)", (id, body(*id)))?;
            transaction.execute("INSERT INTO audit (note) VALUES (?1)", [id])?;
        }
        transaction.commit()?;
        let mut stdout = io::stdout().lock();
        group.iter().try_for_each(|id| writeln!(stdout, "ack {id}"))?;
    }
}

/// The text of a note follows from its number; `tests/torture/sqlite.rs` knows it too.
fn body(id: u32) -> String {
    format!("note {id} ").repeat(usize::try_from(id % 60).unwrap_or_default() + 1)
}
