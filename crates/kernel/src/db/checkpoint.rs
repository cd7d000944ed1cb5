//! Copying SQLite's write-ahead log into the file, beside the writer.
//!
//! Left alone, SQLite copies in whichever commit finds the log long, and that writer waits for thousands of pages.
//! Here a connection of its own copies while the writer goes on; the writer copies itself only when the log has
//! become [`FAR`] times as long, because only a log that is copied to its end begins anew.

use rusqlite::{Connection, ffi::ErrorCode, hooks::Wal};
use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

/// How many times as long as the length at which copying begins a log may become.
const FAR: u32 = 128;
/// The least time between two copies. Readers read what was copied faster than what is in the log, so it is copied
/// soon; an import comes back to the same pages in every step, so that many of its steps are copied at once.
const PAUSE: Duration = Duration::from_millis(1500);

/// The thread that copies; ends after the connection that asks it, which must be dropped first.
pub(super) struct Copier(Option<JoinHandle<()>>);

impl Copier {
    /// Has the log of the writer's connection copied each time it has grown by `pages`.
    pub(super) fn beside(
        writer: &mut Connection,
        path: &Path,
        synchronous: &str,
        pages: u32,
    ) -> rusqlite::Result<Self> {
        let own = Connection::open(path)?;
        // As durable as the writer: what was copied is on disk before the log may be written over.
        own.execute_batch(&format!("PRAGMA synchronous = {synchronous}; PRAGMA cache_size = 0;"))?;
        let (ask, asked) = sync_channel(1);
        let turn = Arc::new(Mutex::new(()));
        writer.wal_hook(Some(watch(ask, turn.clone(), pages)))?;
        let copy = move || copy(&own, &asked, &turn);
        let thread = std::thread::Builder::new().name("db-copy".to_owned()).spawn(copy);
        Ok(Self(thread.ok()))
    }
}

impl Drop for Copier {
    fn drop(&mut self) {
        if self.0.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the thread that copies the log had panicked");
        }
    }
}

/// What is done after each commit, with the number of pages in the log.
fn watch(
    ask: SyncSender<()>,
    turn: Arc<Mutex<()>>,
    pages: u32,
) -> impl FnMut(&mut Wal, i32) -> rusqlite::Result<()> + Send {
    let (mut asked_at, mut asked) = (0, None::<Instant>);
    move |wal, length| {
        let length = length.unsigned_abs();
        if length < asked_at {
            asked_at = 0;
        }
        if length >= pages.saturating_mul(FAR) {
            // Whoever copies now has next to nothing left to do; without the wait SQLite would not copy at all, and
            // the log would go on growing.
            let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
            // The commit is on disk by now: whatever happens here must not make it look failed.
            said(wal.checkpoint());
            return Ok(());
        }
        if length - asked_at >= pages && asked.is_none_or(|then| then.elapsed() >= PAUSE) {
            (asked_at, asked) = (length, Some(Instant::now()));
            // It is asked already, or could not be started: then the writer copies when the log is long.
            let _busy = ask.try_send(());
        }
        Ok(())
    }
}

fn copy(own: &Connection, asked: &Receiver<()>, turn: &Mutex<()>) {
    while asked.recv().is_ok() {
        let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
        said(own.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())));
    }
}

/// Logs what went wrong. That another process copies at the same time is nothing wrong: one of them does it.
fn said(done: rusqlite::Result<()>) {
    if let Err(e) = done {
        let busy = matches!(e.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked));
        if !busy {
            tracing::warn!("the log could not be copied into the database: {e}");
        }
    }
}
