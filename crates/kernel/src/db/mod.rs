//! The database facade: plain synchronous closures over `&mut dyn Conn`, run on threads that own their
//! connection for life, in three lanes. One SQL text serves SQLite and PostgreSQL.
//!
//! ```text
//! db.read(|c| people::store::find(c, …)).await?      one snapshot, never waits for a writer
//! db.report(|c| …).await?                            the same with a long deadline and threads of its own
//! db.write(|c| …).await?                             one transaction; answered after it is on disk
//! ```
//!
//! A closure may run more than once (a serialisation failure, a lost connection, a neighbour in the same group
//! commit that broke the transaction), so it is `FnMut` and keeps no state but what it captured.

mod bulk;
mod checkpoint;
mod conn;
pub mod dictionary;
mod lane;
pub mod migrate;
mod postgres;
mod row;
mod sqlite;
mod statement;
mod value;
mod watch;

pub use bulk::{Bulk, LazyBulk, Ready, Writes};
pub use conn::{Conn, ConnExt, Description, Engine};
pub use migrate::Migration;
pub use row::{__Field, Col, Field, FromRow, Kind, Row};
pub use statement::{Known, Sql};
pub use value::Val;

use crate::{Error, Result};
use lane::{Lane, Plan, Work};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Tables that are only ever added to: SQLite's authorizer and PostgreSQL's grants both hold it.
const APPEND_ONLY: [&str; 1] = ["audit_event"];

/// Where the facts are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// One SQLite file.
    File(PathBuf),
    /// A PostgreSQL connection address.
    Server(String),
}

impl Place {
    /// Reads `FILE.db` or `postgres://…`, as the command line takes it.
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Server(text.to_owned())
        } else {
            Self::File(PathBuf::from(text))
        }
    }

    /// The place as it may be printed: without the password of a server's address.
    pub fn shown(&self) -> String {
        match self {
            Self::File(file) => file.display().to_string(),
            Self::Server(address) => without_password(address),
        }
    }
}

/// An address without the password it has before its host, or among its parameters.
fn without_password(address: &str) -> String {
    let (rest, parameters) = address.split_once('?').unwrap_or((address, ""));
    let (scheme, rest) = rest.split_once("://").unwrap_or(("postgres", rest));
    // The last @ parts the host from who asks: a password may hold one.
    let rest = match rest.rsplit_once('@') {
        Some((who, host)) => format!("{}@{host}", who.split(':').next().unwrap_or_default()),
        None => rest.to_owned(),
    };
    let kept: Vec<&str> =
        parameters.split('&').filter(|p| !p.is_empty() && !p.starts_with("password=")).collect();
    let parameters = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("{scheme}://{rest}{parameters}")
}

/// How the facade is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// The tenant whose rows this program may touch.
    pub tenant: i64,
    /// Time a page's reading may take.
    pub read: Duration,
    /// Time a report may take.
    pub report: Duration,
    /// Time a change may take.
    pub write: Duration,
    /// What SQLite's `synchronous` is set to. `FULL` is the only honest value; the power-loss tests need others
    /// to prove that they bite.
    pub synchronous: &'static str,
    /// How many changes may share one commit on SQLite. 1 turns group commit off, for comparison.
    pub group: usize,
    /// Pages by which SQLite's log grows until they are copied into the file.
    pub log: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            tenant: 1,
            read: Duration::from_secs(5),
            report: Duration::from_mins(1),
            write: Duration::from_secs(10),
            synchronous: "FULL",
            group: 64,
            log: 1000,
        }
    }
}

/// The database, shared by cloning. Closed with [`Db::close`] or when the last clone goes.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    engine: Engine,
    tenant: i64,
    options: Options,
    read: Arc<Lane>,
    report: Arc<Lane>,
    write: Arc<Lane>,
    counted: Arc<AtomicU64>,
    threads: lane::Threads,
}

impl Db {
    /// Opens the lanes. A SQLite file that is not there is made (without tables: see [`migrate`]).
    pub fn open(place: &Place, options: &Options) -> Result<Self> {
        let engine = match place {
            Place::File(_) => Engine::Sqlite,
            Place::Server(_) => Engine::Postgres,
        };
        let counted = Arc::new(AtomicU64::new(0));
        let (read, report, write) = (Lane::new(4096), Lane::new(256), Lane::new(4096));
        let mut threads = lane::Threads::default();
        let opener = |readonly: bool, limit: Duration| Opener {
            place: place.clone(),
            options: options.clone(),
            readonly,
            limit,
            counted: counted.clone(),
        };
        // The writer goes first: it makes the file and sets its journal mode, which readers then find.
        let writers = if engine == Engine::Sqlite { 1 } else { 6 };
        let group = if engine == Engine::Sqlite { options.group } else { 1 };
        for n in 0..writers {
            let plan = Plan::write(engine, options.tenant, group);
            threads.start(&format!("db-write-{n}"), &write, plan, opener(false, options.write))?;
        }
        for (name, lane, limit, count) in
            [("read", &read, options.read, 4), ("report", &report, options.report, 2)]
        {
            for n in 0..count {
                let plan = Plan::read(engine, options.tenant);
                threads.start(&format!("db-{name}-{n}"), lane, plan, opener(true, limit))?;
            }
        }
        let inner = Inner {
            engine,
            tenant: options.tenant,
            options: options.clone(),
            read,
            report,
            write,
            counted,
            threads,
        };
        Ok(Self(Arc::new(inner)))
    }

    /// Which database this is. For messages and tests; nothing outside the kernel branches on it.
    pub fn engine(&self) -> Engine {
        self.0.engine
    }

    /// The tenant whose rows this facade touches.
    pub fn tenant(&self) -> i64 {
        self.0.tenant
    }

    /// Statements run so far that count against a page's budget.
    pub fn counted_statements(&self) -> u64 {
        self.0.counted.load(Ordering::SeqCst)
    }

    /// Reads for a page: one snapshot, a short deadline.
    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut dyn Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        wait(submit(&self.0.read, self.0.options.read, f)?, self.0.options.read).await
    }

    /// Reads for a report: one snapshot, a long deadline, threads of its own so that pages do not wait for it.
    pub async fn report<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut dyn Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        wait(submit(&self.0.report, self.0.options.report, f)?, self.0.options.report).await
    }

    /// Changes: one transaction, answered after it is on disk. Whatever the caller does meanwhile, it commits
    /// or rolls back whole.
    pub async fn write<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut dyn Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        wait(submit(&self.0.write, self.0.options.write, f)?, self.0.options.write).await
    }

    /// [`Db::report`] for code that runs on an ordinary thread: commands, jobs, tests.
    pub fn report_now<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut dyn Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        submit(&self.0.report, self.0.options.report, f)?.blocking_recv().unwrap_or(Err(Error::Deadline))
    }

    /// [`Db::write`] for code that runs on an ordinary thread: commands, jobs, tests.
    pub fn write_now<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut dyn Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        submit(&self.0.write, self.0.options.write, f)?.blocking_recv().unwrap_or(Err(Error::Deadline))
    }

    /// Finishes what is queued and closes every connection.
    pub fn close(&self) {
        self.0.shut();
    }
}

impl Inner {
    fn shut(&self) {
        // One lane after the other, the writer's last: SQLite's last connection copies the log into the file and takes
        // it away, and of two that close at the same time neither finds itself to be the last.
        for lane in [&self.read, &self.report, &self.write] {
            self.threads.end(lane);
        }
        self.threads.end_watch();
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.shut();
    }
}

/// Queues a closure; the receiver gets what it gives.
fn submit<T: Send + 'static>(
    lane: &Arc<Lane>,
    limit: Duration,
    f: impl FnMut(&mut dyn Conn) -> Result<T> + Send + 'static,
) -> Result<tokio::sync::oneshot::Receiver<Result<T>>> {
    let (reply, answer) = tokio::sync::oneshot::channel();
    lane.push(Work::new(f, reply, limit))?;
    Ok(answer)
}

/// The caller's own deadline: a frozen server must not freeze a page. The grace lets the lane's answer,
/// which knows more, come first.
async fn wait<T>(answer: tokio::sync::oneshot::Receiver<Result<T>>, limit: Duration) -> Result<T> {
    match tokio::time::timeout(limit + Duration::from_secs(1), answer).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(Error::defect("a database job panicked; the log says where")),
        Err(_) => Err(Error::Deadline),
    }
}

/// What a lane's thread needs to open (and reopen) its connection.
struct Opener {
    place: Place,
    options: Options,
    readonly: bool,
    limit: Duration,
    counted: Arc<AtomicU64>,
}

impl Opener {
    fn open(&self) -> Result<Box<dyn conn::Owned>> {
        Ok(match &self.place {
            Place::File(path) => {
                Box::new(sqlite::Lite::open(path, self.readonly, &self.options, self.counted.clone())?)
            }
            Place::Server(url) => Box::new(postgres::Pg::open(url, self.limit, self.counted.clone())?),
        })
    }
}
