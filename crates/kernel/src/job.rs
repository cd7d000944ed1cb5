//! Long work as rows: a job is asked for in the transaction that causes it, taken up by one process under a lease,
//! and goes on from where it was when that process dies. And the lease that says whether a server is running.
//!
//! A lease is a moment, not a lock: who holds one says again and again that it is still there ([`beat`]), and who
//! falls silent loses it. All that a job changes for good is changed in a transaction that also beats, so a process
//! that lost its lease cannot change anything.

use crate::{
    Chance, Clock, Error, Instant, Result, args,
    db::{Conn, ConnExt, Db},
    row, text_enum,
};
use std::{
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread::JoinHandle,
    time::Duration,
};
use uuid::Uuid;

/// Seconds for which a job is held without a word from its process.
pub const LEASE_SECONDS: i64 = 15;

/// How often a job is taken up before it is given up.
pub const MOST_TRIES: i64 = 8;

text_enum! {
    /// How a job stands.
    pub enum State {
        /// Nobody has taken it up yet.
        Waiting = "waiting", "Waiting";
        /// A process runs it, or died while it did.
        Running = "running", "Running";
        /// Finished.
        Done = "done", "Done";
        /// Given up; its words say why.
        Failed = "failed", "Failed";
        /// Stopped because somebody asked.
        Cancelled = "cancelled", "Cancelled";
    }
}

row! {
    /// A job.
    #[derive(Clone, Debug)]
    pub struct Job {
        /// The job.
        pub job_id: Uuid,
        /// What is to be done.
        pub kind: String,
        /// What it is done to.
        pub subject_id: Uuid,
        /// How it stands.
        pub state: State,
        /// Steps finished.
        pub done: i64,
        /// Steps in all; 0 while unknown.
        pub total: i64,
        /// What it is doing or why it failed.
        pub words: String,
        /// Whether somebody asked it to stop.
        pub cancel: bool,
        /// How often it was taken up.
        pub tries: i64,
        /// Who runs it; empty for nobody.
        pub holder: String,
        /// Until when they hold it.
        pub leased_until_at: Instant,
    }
}

crate::statements! {
    ENQUEUE: () = "INSERT INTO job (
            tenant_id, job_id, kind, subject_id, state, done, total, words, cancel, tries, holder, made_at,
            leased_until_at)
        VALUES ($1, $2, $3, $4, 'waiting', 0, 0, '', FALSE, 0, '', $5, $5)" => uncounted;
    NEXT: (Uuid,) = "SELECT job_id
        FROM job
        WHERE tenant_id = $1
          AND (state = 'waiting' OR (state = 'running' AND leased_until_at < $2))
          AND kind IN ($3, $4, $5)
        ORDER BY made_at, job_id
        LIMIT 1" => uncounted;
    CLAIM: () = "UPDATE job
        SET state = 'running', holder = $4, leased_until_at = $5, tries = tries + 1
        WHERE tenant_id = $1
          AND job_id = $2
          AND (state = 'waiting' OR (state = 'running' AND leased_until_at < $3))" => uncounted;
    FIND: Job = "SELECT job_id, kind, subject_id, state, done, total, words, cancel, tries, holder, leased_until_at
        FROM job
        WHERE tenant_id = $1 AND job_id = $2" => uncounted;
    LATEST: Job = "SELECT job_id, kind, subject_id, state, done, total, words, cancel, tries, holder, leased_until_at
        FROM job
        WHERE tenant_id = $1 AND subject_id = $2
        ORDER BY made_at DESC, job_id DESC
        LIMIT 1" => uncounted;
    BEAT: () = "UPDATE job
        SET done = $4, total = $5, words = $6, leased_until_at = $7
        WHERE tenant_id = $1 AND job_id = $2 AND holder = $3 AND state = 'running'" => uncounted;
    CANCEL: () = "UPDATE job
        SET cancel = TRUE
        WHERE tenant_id = $1 AND job_id = $2 AND state IN ('waiting', 'running')" => uncounted;
    FINISH: () = "UPDATE job
        SET state = $4, words = $5, holder = '', leased_until_at = $6
        WHERE tenant_id = $1 AND job_id = $2 AND holder = $3 AND state = 'running'" => uncounted;
    RELEASE: () = "UPDATE job
        SET state = 'waiting', holder = '', leased_until_at = $4
        WHERE tenant_id = $1 AND job_id = $2 AND holder = $3 AND state = 'running'" => uncounted;
    FORGET: () = "DELETE FROM job WHERE tenant_id = $1 AND subject_id = $2" => uncounted;
    HOLD: () = "INSERT INTO lease (tenant_id, name, holder, until_at)
        VALUES ($1, $2, $3, $5)
        ON CONFLICT (tenant_id, name) DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at
        WHERE lease.holder = excluded.holder OR lease.until_at < $4" => uncounted;
    DROP: () = "DELETE FROM lease WHERE tenant_id = $1 AND name = $2 AND holder = $3" => uncounted;
    HELD: (String,) = "SELECT holder
        FROM lease
        WHERE tenant_id = $1 AND name = $2 AND until_at >= $3" => uncounted;
}

/// Kinds of job that one worker takes up; who has fewer names one of them again.
pub type Kinds<'a> = [&'a str; 3];

/// Asks for a job.
pub fn enqueue(
    c: &mut dyn Conn,
    tenant: i64,
    job: Uuid,
    kind: &str,
    subject: Uuid,
    now: Instant,
) -> Result<()> {
    c.exec(ENQUEUE, args![tenant, job, kind, subject, now]).map(drop)
}

/// Takes up the oldest job of some kinds that waits or whose process fell silent; `None` when there is nothing to do.
pub fn claim_next(
    c: &mut dyn Conn,
    tenant: i64,
    kinds: Kinds<'_>,
    holder: &str,
    now: Instant,
) -> Result<Option<Job>> {
    let [one, two, three] = kinds;
    match c.opt(NEXT, args![tenant, now, one, two, three])? {
        Some((job,)) => claim(c, tenant, job, holder, now),
        None => Ok(None),
    }
}

/// Takes up one job; `None` when somebody else has it or it is over.
pub fn claim(c: &mut dyn Conn, tenant: i64, job: Uuid, holder: &str, now: Instant) -> Result<Option<Job>> {
    let until = now.plus_seconds(LEASE_SECONDS);
    if c.exec(CLAIM, args![tenant, job, now, holder, until])? == 0 {
        return Ok(None);
    }
    find(c, tenant, job)
}

/// A job.
pub fn find(c: &mut dyn Conn, tenant: i64, job: Uuid) -> Result<Option<Job>> {
    c.opt(FIND, args![tenant, job])
}

/// The newest job about something.
pub fn latest(c: &mut dyn Conn, tenant: i64, subject: Uuid) -> Result<Option<Job>> {
    c.opt(LATEST, args![tenant, subject])
}

/// How far a job is, in steps and in words.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Steps finished.
    pub done: i64,
    /// Steps in all; 0 while unknown.
    pub total: i64,
    /// What it is doing.
    pub words: String,
}

/// Says that the holder is still there and how far it is. [`Error::Cancelled`] when somebody asked the job to stop,
/// [`Error::Conflict`] when another process has taken it over: whatever the transaction changed must then not last.
pub fn beat(
    c: &mut dyn Conn,
    tenant: i64,
    job: Uuid,
    holder: &str,
    at: &Progress,
    now: Instant,
) -> Result<()> {
    let until = now.plus_seconds(LEASE_SECONDS);
    if c.exec(BEAT, args![tenant, job, holder, at.done, at.total, &at.words, until])? == 0 {
        return Err(Error::Conflict("Another process has taken this work over.".to_owned()));
    }
    match find(c, tenant, job)? {
        Some(job) if job.cancel => Err(Error::Cancelled),
        _ => Ok(()),
    }
}

/// Asks a job to stop; it does so at its next beat.
pub fn ask_cancel(c: &mut dyn Conn, tenant: i64, job: Uuid) -> Result<()> {
    c.exec(CANCEL, args![tenant, job]).map(drop)
}

/// Ends a job. [`Error::Conflict`] when another process has taken it over.
pub fn finish(
    c: &mut dyn Conn,
    tenant: i64,
    job: Uuid,
    holder: &str,
    (state, words): (State, &str),
    now: Instant,
) -> Result<()> {
    match c.exec(FINISH, args![tenant, job, holder, state, words, now])? {
        0 => Err(Error::Conflict("Another process has taken this work over.".to_owned())),
        _ => Ok(()),
    }
}

/// Gives a job back unfinished, for another process to go on with at once.
pub fn release(c: &mut dyn Conn, tenant: i64, job: Uuid, holder: &str, now: Instant) -> Result<()> {
    c.exec(RELEASE, args![tenant, job, holder, now]).map(drop)
}

/// Whether there is a job of some kinds to take up.
pub fn is_any(c: &mut dyn Conn, tenant: i64, kinds: Kinds<'_>, now: Instant) -> Result<bool> {
    let [one, two, three] = kinds;
    Ok(c.opt(NEXT, args![tenant, now, one, two, three])?.is_some())
}

/// Forgets the jobs about something that is gone itself.
pub fn forget(c: &mut dyn Conn, tenant: i64, subject: Uuid) -> Result<()> {
    c.exec(FORGET, args![tenant, subject]).map(drop)
}

/// The lease of the process that serves this database.
const SERVER: &str = "server";
/// Seconds after which a silent server counts as gone.
const SERVER_SECONDS: i64 = 10;
/// How often it says that it is there.
const SERVER_BEAT: Duration = Duration::from_secs(2);

/// Whether a server runs on this database: a command then hands its work over.
pub fn server_is_live(c: &mut dyn Conn, tenant: i64, now: Instant) -> Result<bool> {
    Ok(c.opt(HELD, args![tenant, SERVER, now])?.is_some())
}

/// Takes a turn that comes once in a while, such as once a night, on whichever of several servers asks first: `true`
/// when it is this one's, and nobody else's until the moment `until`. It comes back after that moment.
pub fn take_turn(
    c: &mut dyn Conn,
    tenant: i64,
    name: &str,
    holder: &str,
    now: Instant,
    until: Instant,
) -> Result<bool> {
    Ok(c.exec(HOLD, args![tenant, name, holder, now, until])? > 0)
}

/// The server's word that it is there, said every two seconds until dropped. A second server on the same database
/// stands by and takes over when the first falls silent.
pub struct ServerLease {
    stop: Arc<(Mutex<bool>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

impl ServerLease {
    /// Begins to say so; returns after the first time.
    pub fn start(db: &Db, clock: &Clock, chance: &Chance) -> Result<Self> {
        let (db, clock) = (db.clone(), clock.clone());
        let holder = format!("server {} {}", std::process::id(), chance.token());
        hold(&db, &clock, &holder)?;
        let stop = Arc::new((Mutex::new(false), Condvar::new()));
        let told = stop.clone();
        let thread = std::thread::Builder::new()
            .name("server-lease".to_owned())
            .spawn(move || {
                while !wait(&told, SERVER_BEAT) {
                    if let Err(e) = hold(&db, &clock, &holder) {
                        tracing::warn!("the server's lease could not be renewed: {e}");
                    }
                }
                let tenant = db.tenant();
                if let Err(e) = db.write_now(move |c| c.exec(DROP, args![tenant, SERVER, &holder])) {
                    tracing::warn!("the server's lease could not be given back: {e}");
                }
            })
            .map_err(|e| Error::io("the thread of the server's lease", e))?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for ServerLease {
    fn drop(&mut self) {
        let (stopped, bell) = &*self.stop;
        *stopped.lock().unwrap_or_else(PoisonError::into_inner) = true;
        bell.notify_all();
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the thread of the server's lease had panicked");
        }
    }
}

fn hold(db: &Db, clock: &Clock, holder: &str) -> Result<()> {
    let (tenant, now, holder) = (db.tenant(), clock.now(), holder.to_owned());
    let until = now.plus_seconds(SERVER_SECONDS);
    db.write_now(move |c| c.exec(HOLD, args![tenant, SERVER, &holder, now, until])).map(drop)
}

/// Waits, and tells whether it was woken to stop.
fn wait((stopped, bell): &(Mutex<bool>, Condvar), time: Duration) -> bool {
    let guard = stopped.lock().unwrap_or_else(PoisonError::into_inner);
    let (guard, _) =
        bell.wait_timeout_while(guard, time, |stopped| !*stopped).unwrap_or_else(PoisonError::into_inner);
    *guard
}
