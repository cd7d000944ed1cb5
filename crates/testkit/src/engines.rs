//! Fresh databases on both engines, one for each test.

mod lite;
mod server;

use kernel::db::{Db, Engine, Options, Place};
use std::{
    hash::{DefaultHasher, Hasher},
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
};

/// The variable that holds the address of a PostgreSQL where databases may be made and dropped.
pub const VARIABLE: &str = "ALONGSIDE_TEST_POSTGRES";

/// Runs the same test on a fresh, migrated database of each engine. A failure says on which engine it happened.
///
/// ```no_run
/// testkit::on_both(|fixture| {
///     let db = fixture.open();
///     assert_eq!(db.tenant(), 1);
/// });
/// ```
pub fn on_both(test: impl Fn(&Fixture)) {
    for fixture in engines() {
        test(&fixture);
    }
}

/// The same with databases that have no table yet: for tests of the schema and of the facade itself.
pub fn on_both_bare(test: impl Fn(&Fixture)) {
    for engine in ENGINES {
        test(&Fixture::bare(engine));
    }
}

/// A fresh, migrated database of each engine, SQLite's first.
pub fn engines() -> impl Iterator<Item = Fixture> {
    ENGINES.into_iter().map(Fixture::migrated)
}

const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

/// Waits for a future on this thread: for the facade's asynchronous calls in an ordinary test.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    runtime().block_on(future)
}

/// A runtime for one test.
pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts")
}

/// One database, gone when the test is over.
pub struct Fixture {
    engine: Engine,
    kept: Kept,
}

enum Kept {
    /// A folder with the one file in it.
    Folder(PathBuf),
    /// A database of the server.
    Database(String),
}

impl Fixture {
    /// A database with the whole schema, copied from a template that is migrated once.
    pub fn migrated(engine: Engine) -> Self {
        let kept = match engine {
            Engine::Sqlite => Kept::Folder(lite::copy()),
            Engine::Postgres => Kept::Database(server::copy()),
        };
        Self { engine, kept }
    }

    /// A database without any table.
    pub fn bare(engine: Engine) -> Self {
        let kept = match engine {
            Engine::Sqlite => Kept::Folder(lite::folder()),
            Engine::Postgres => Kept::Database(server::empty()),
        };
        Self { engine, kept }
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Where it is, for [`Db::open`] and for commands.
    pub fn place(&self) -> Place {
        match &self.kept {
            Kept::Folder(folder) => Place::File(folder.join(lite::FILE)),
            Kept::Database(name) => Place::Server(server::address(name)),
        }
    }

    /// Opens it with the tests' options.
    pub fn open(&self) -> Db {
        self.open_with(&Self::options())
    }

    /// Opens it with other options.
    pub fn open_with(&self, options: &Options) -> Db {
        Db::open(&self.place(), options).expect("a fresh database opens")
    }

    /// The tests' options: as by default, without waiting for the disk.
    pub fn options() -> Options {
        Options { synchronous: "OFF", ..Options::default() }
    }

    /// Runs statements as the server's superuser, past every wall: to break connections and to look behind.
    /// PostgreSQL only.
    pub fn as_superuser(&self, sql: &str) {
        match &self.kept {
            Kept::Database(name) => server::as_superuser(name, sql),
            Kept::Folder(_) => panic!("SQLite has no superuser: ask only where engine() is Postgres"),
        }
    }
}

impl Drop for Fixture {
    #[expect(clippy::print_stderr, reason = "a failed test says on which engine it failed")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("(this failed on {:?})", self.engine);
        }
        match &self.kept {
            Kept::Folder(folder) => lite::remove(folder),
            // A second failure on the way out of a failed test would end the whole program.
            Kept::Database(name) => drop(std::panic::catch_unwind(|| server::remove(name))),
        }
    }
}

/// A name no other database of a running test has.
fn fresh_name() -> String {
    static MADE: AtomicU64 = AtomicU64::new(0);
    format!("alongside_test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::SeqCst))
}

/// Names the template after everything its content comes from, so that test programs can share one and none
/// finds a stale one.
fn template_name() -> String {
    let mut hasher = DefaultHasher::new();
    for step in kernel::db::migrate::SERIES {
        hasher.write(step.text.as_bytes());
    }
    hasher.write(include_bytes!("../../../migrations/statistics.sql"));
    hasher.write(include_bytes!("../../kernel/src/db/migrate.rs"));
    hasher.write(include_bytes!("../../kernel/src/db/dictionary.rs"));
    hasher.write(include_bytes!("../../kernel/src/db/sqlite.rs"));
    hasher.write(include_bytes!("../../kernel/src/db/mod.rs"));
    format!("alongside_template_{:016x}", hasher.finish())
}

/// Brings an empty database up to date.
fn migrate(place: &Place) {
    let db = Db::open(place, &Fixture::options()).expect("the template opens");
    let clock = kernel::Clock::fixed(crate::START);
    kernel::db::migrate::run(&db, kernel::db::migrate::SERIES, &clock).expect("the schema's steps run");
    db.close();
}
