//! Cuts the power under a database writer, many times, and counts the writes it lost.
//!
//! A `kill -9` leaves the page cache alone, so it cannot tell a database that syncs from one that does not.
//! Here the writer runs with a preloaded library (`powerloss-shim`) between it and its files. At some file
//! call the power goes: a random part of the 512-byte sectors not yet synced gets its older content back.
//!
//! ```text
//! torture ──┬─ start the writer ──────── ack 1, ack 2, … ack 40, power lost at call 317
//!           ├─ delete *-shm              (shared memory does not survive)
//!           ├─ check(database, {1..=40}) (every acknowledged write must be there)
//!           └─ again, on the same file; every 20 rounds on a new one
//! ```
//!
//! The writer is any program that prints `ack <n>` and a newline once write `n` is committed, never reuses a
//! number it finds in its database, and writes until it is stopped. It runs in the database's directory.
//!
//! Needs Linux and a writer linked to the C library at run time.

mod folder;
mod report;
mod run;
mod shim;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use folder::Folder;
pub use report::Report;

/// How many power losses a database file lives through before a new one is begun.
const ROUNDS_PER_FILE: u32 = 20;

/// What to torture, and how long.
#[derive(Clone, Debug)]
pub struct Config {
    /// The writer.
    pub program: PathBuf,
    /// Its arguments; it finds itself in the database's directory.
    pub args: Vec<OsString>,
    /// The database's file name, as the arguments have it, for the check.
    pub database: String,
    /// A directory to work in; what is made there is removed again.
    pub scratch: PathBuf,
    /// How many power losses.
    pub rounds: u32,
    /// Repeats the points of loss and the choice of sectors; the writer's threads are not repeated.
    pub seed: u64,
    /// The power goes at a file call from the first to this one.
    pub last_call: u64,
    /// How long a writer may take to get there.
    pub patience: Duration,
}

impl Config {
    /// 60 power losses within the first 600 file calls of `program`.
    pub fn new(
        program: impl Into<PathBuf>,
        args: impl IntoIterator<Item = impl Into<OsString>>,
        database: &str,
        scratch: impl Into<PathBuf>,
    ) -> Self {
        Self {
            program: program.into(),
            args: args.into_iter().map(Into::into).collect(),
            database: database.to_owned(),
            scratch: scratch.into(),
            rounds: 60,
            seed: 7,
            last_call: 600,
            patience: Duration::from_mins(1),
        }
    }

    /// The same for so many rounds.
    #[must_use]
    pub fn rounds(self, rounds: u32) -> Self {
        Self { rounds, ..self }
    }
}

/// What a power loss cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// These writes were acknowledged and are not there.
    Writes(Vec<u64>),
    /// The file cannot be read, or contradicts itself.
    File(String),
}

/// Why there is no [`Report`].
#[derive(Debug, thiserror::Error)]
pub enum TortureError {
    /// The preloaded library was not built.
    #[error("{name} is not in any of {looked:?}; cargo builds it with this package")]
    NoShim {
        /// What was looked for.
        name: &'static str,
        /// Where.
        looked: Vec<PathBuf>,
    },
    /// A file or a process could not be handled.
    #[error("cannot {doing}")]
    Io {
        /// What was tried.
        doing: &'static str,
        /// What came of it.
        source: io::Error,
    },
    /// The writer ended by itself; if it says so happily, the library was not loaded.
    #[error("round {round}: the writer ended with {status} before the power went:\n{stderr}")]
    Ended {
        /// Which run.
        round: u32,
        /// How it ended.
        status: std::process::ExitStatus,
        /// What it said.
        stderr: String,
    },
    /// The writer made no progress.
    #[error("round {round}: the writer did not come to file call {call} in time:\n{stderr}")]
    Stuck {
        /// Which run.
        round: u32,
        /// Where the power was to go.
        call: u64,
        /// What it said.
        stderr: String,
    },
    /// A whole line begins with `ack` and has no number.
    #[error("not an acknowledgement: {0:?}")]
    Acknowledgement(String),
}

/// Runs the writer into a power loss, checks what is left, and again.
///
/// `check` gets the database's path and all acknowledged writes that were not reported lost before. It must
/// take a database without tables, or none, for sound: one from before the first commit.
///
/// ```no_run
/// use powerloss::{Config, Lost, torture};
///
/// let config = Config::new("target/debug/writer", ["torture.db", "full"], "torture.db", "target/tmp");
/// let report = torture(&config.rounds(200), |database, acknowledged| {
///     let missing = Vec::new(); // open `database`, look for all `acknowledged`
///     if missing.is_empty() { Ok(()) } else { Err(Lost::Writes(missing)) }
/// })?;
/// assert!(report.kept_all(), "{report}: {:?}", report.first);
/// # Ok::<(), powerloss::TortureError>(())
/// ```
pub fn torture(
    config: &Config,
    mut check: impl FnMut(&Path, &BTreeSet<u64>) -> Result<(), Lost>,
) -> Result<Report, TortureError> {
    let shim = shim::find()?;
    let begun = Instant::now();
    let mut report = Report::default();
    let mut folder = Folder::new(&config.scratch)?;
    let mut acknowledged = BTreeSet::new();
    let mut rounds_left = ROUNDS_PER_FILE;
    for round in 0..config.rounds {
        if rounds_left == 0 {
            folder = Folder::new(&config.scratch)?;
            acknowledged.clear();
            rounds_left = ROUNDS_PER_FILE;
        }
        rounds_left -= 1;
        let loss = run::Loss::new(config, round);
        let run = run::until_loss(config, &shim, &folder, loss)?;
        folder.drop_shared_memory()?;
        report.crashes += 1;
        report.acknowledged += run.acknowledged.len();
        acknowledged.extend(run.acknowledged);
        if let Err(lost) = check(&folder.disk().join(&config.database), &acknowledged) {
            report.add(&lost, || format!("round {round}: {}", run.stderr.trim()));
            match lost {
                Lost::Writes(writes) => writes.iter().for_each(|write| _ = acknowledged.remove(write)),
                Lost::File(_) => rounds_left = 0,
            }
        }
    }
    report.wall = begun.elapsed();
    Ok(report)
}

/// Names what was tried when it fails.
fn tried<T>(doing: &'static str, outcome: io::Result<T>) -> Result<T, TortureError> {
    outcome.map_err(|source| TortureError::Io { doing, source })
}
