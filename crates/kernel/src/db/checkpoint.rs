//! Copying SQLite's write-ahead log into the file, beside the writer.
//!
//! Left alone, SQLite copies in whichever commit finds the log long, and that writer waits for thousands of pages.
//! Here a connection of its own copies while the writer goes on. Only a log that is copied to its end begins anew, and
//! only the writer can see to that: it copies the rest itself when the log has become [`FAR`] times as long and next to
//! nothing is left to copy.

use rusqlite::{Connection, ffi::ErrorCode, hooks::Wal};
use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering::Relaxed},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

/// How many times as long as the length at which copying begins a log may become.
const FAR: u32 = 128;
/// How many times that length may be left for the writer to copy: some milliseconds of its time.
const REST: u32 = 4;
/// At how many times [`FAR`] the writer no longer waits for the rest to become small.
const TOO_FAR: u32 = 2;
/// The least time between two copies. Readers read what was copied faster than what is in the log, so it is copied
/// soon; an import comes back to the same pages in every step, so that many of its steps are copied at once.
const PAUSE: Duration = Duration::from_millis(2500);

/// What the writer and the thread that copies know of each other.
#[derive(Default)]
struct Shared {
    /// Held by whoever copies.
    turn: Mutex<()>,
    /// Pages of the log that were in the file when the thread had last copied.
    copied: AtomicU32,
}

/// The thread that copies, and what keeps it waiting: it closes its own connection only after the one that asks it is
/// closed for good, which must be dropped first. Of two that close at the same moment neither finds itself to be the
/// last, and the log would stay.
pub(super) struct Copier(Option<(SyncSender<()>, JoinHandle<()>)>);

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
        let shared = Arc::new(Shared::default());
        writer.wal_hook(Some(watch(ask.clone(), shared.clone(), pages)))?;
        let copy = move || copy(&own, &asked, &shared);
        let thread = std::thread::Builder::new().name("db-copy".to_owned()).spawn(copy);
        Ok(Self(thread.ok().map(|thread| (ask, thread))))
    }
}

impl Drop for Copier {
    fn drop(&mut self) {
        let Some((ask, thread)) = self.0.take() else { return };
        drop(ask);
        if thread.join().is_err() {
            tracing::error!("the thread that copies the log had panicked");
        }
    }
}

/// What is done after each commit, with the number of pages in the log.
fn watch(
    ask: SyncSender<()>,
    shared: Arc<Shared>,
    pages: u32,
) -> impl FnMut(&mut Wal, i32) -> rusqlite::Result<()> + Send {
    let (mut asked_at, mut asked) = (0, None::<Instant>);
    move |wal, length| {
        let length = length.unsigned_abs();
        if length < asked_at {
            asked_at = 0;
            shared.copied.store(0, Relaxed);
        }
        let copied = shared.copied.load(Relaxed);
        let paused = asked.is_none_or(|then| then.elapsed() >= PAUSE);
        match due(length, copied, length - asked_at, pages, paused) {
            Due::Nothing => {}
            Due::Copy => {
                (asked_at, asked) = (length, Some(Instant::now()));
                // It is asked already, or could not be started: then the writer copies when the log is too long.
                let _busy = ask.try_send(());
            }
            Due::Anew => {
                // Without the wait SQLite would not copy at all, and the log would go on growing.
                let _turn = shared.turn.lock().unwrap_or_else(PoisonError::into_inner);
                // The commit is on disk by now: whatever happens here must not make it look failed.
                said(wal.checkpoint());
            }
        }
        Ok(())
    }
}

/// What is to be done after a commit.
#[derive(Debug, PartialEq, Eq)]
enum Due {
    Nothing,
    /// The thread copies beside the writer.
    Copy,
    /// The writer copies the rest, so that the log begins anew.
    Anew,
}

/// What a log of `length` pages, of which `copied` are in the file and `grown` came since copying was asked for, is due.
fn due(length: u32, copied: u32, grown: u32, pages: u32, paused: bool) -> Due {
    let (far, rest) = (pages.saturating_mul(FAR), length.saturating_sub(copied));
    if length >= far.saturating_mul(TOO_FAR) || (length >= far && rest <= pages.saturating_mul(REST)) {
        Due::Anew
    } else if length >= far || (grown >= pages && paused) {
        Due::Copy
    } else {
        Due::Nothing
    }
}

fn copy(own: &Connection, asked: &Receiver<()>, shared: &Shared) {
    while asked.recv().is_ok() {
        let _turn = shared.turn.lock().unwrap_or_else(PoisonError::into_inner);
        // Whether it was kept from it, how long the log is, and how much of it is in the file.
        let done = own.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get::<_, i64>(2));
        match done {
            Ok(copied) => shared.copied.store(u32::try_from(copied).unwrap_or(0), Relaxed),
            Err(e) => said(Err(e)),
        }
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

#[cfg(test)]
mod tests {
    use super::{Due, due};

    #[test]
    fn the_writer_copies_only_a_small_rest_unless_the_log_is_too_long() {
        assert_eq!(due(99, 0, 99, 100, true), Due::Nothing);
        assert_eq!(due(100, 0, 100, 100, true), Due::Copy);
        assert_eq!(due(100, 0, 100, 100, false), Due::Nothing);
        assert_eq!(due(12_800, 12_000, 10, 100, false), Due::Copy, "far, and too much is left");
        assert_eq!(due(12_800, 12_400, 10, 100, false), Due::Anew);
        assert_eq!(due(12_799, 12_799, 10, 100, false), Due::Nothing);
        assert_eq!(due(25_600, 0, 10, 100, false), Due::Anew, "whatever is left");
    }
}
