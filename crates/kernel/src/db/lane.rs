//! Lanes: bounded queues of work, each served by threads that own a connection.
//!
//! On SQLite's one write lane whatever queued up while the last commit ran shares the next one (group commit);
//! each piece of work has a savepoint of its own, and every caller is answered after the commit. Callers that were
//! answered together mostly come back together, so the lane waits for as many as last time, never longer than a
//! commit takes: without that the first to come back would have a commit of its own and keep the others waiting.

use super::{
    Engine, Opener,
    conn::{Conn, Owned},
    watch::{self, Slot},
};
use crate::{Error, Result};
use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};
use tokio::sync::oneshot;

/// Times a piece of work is tried when the database refuses for a passing reason.
const TRIES: u32 = 6;

/// Time that work gets whatever happened before it, within the grace its caller waits beyond the deadline: a
/// neighbour in the same group may have used up the time of both.
const LEAST: Duration = Duration::from_millis(400);

/// One piece of work: a closure, and somebody waiting for its result.
pub(super) struct Work {
    task: Box<dyn Task>,
    until: Instant,
}

trait Task: Send {
    /// Runs the closure; `Err` tells the lane why the transaction must not commit.
    fn run(&mut self, c: &mut dyn Conn) -> Result<(), Failure>;
    /// Answers the caller: with what the closure gave, or with why the lane could not do it.
    fn answer(self: Box<Self>, lane: Result<()>);
}

/// Why a closure did not succeed, as far as the lane cares.
enum Failure {
    /// Try the same again.
    Passing,
    /// The connection is gone; try again on a new one.
    Lost,
    /// It was stopped at its deadline: never tried again.
    Late,
    /// The closure's own verdict.
    Own,
}

struct Typed<F, T> {
    run: F,
    result: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T: Send, F: FnMut(&mut dyn Conn) -> Result<T> + Send> Task for Typed<F, T> {
    fn run(&mut self, c: &mut dyn Conn) -> Result<(), Failure> {
        // A panic leaves no result: that of an earlier try, which did not last, must not be answered instead.
        self.result = None;
        let result = (self.run)(c);
        let verdict = match &result {
            Ok(_) => Ok(()),
            Err(Error::Passing(_)) => Err(Failure::Passing),
            Err(Error::Lost(_)) => Err(Failure::Lost),
            Err(Error::Deadline) => Err(Failure::Late),
            Err(_) => Err(Failure::Own),
        };
        self.result = Some(result);
        verdict
    }

    fn answer(self: Box<Self>, lane: Result<()>) {
        let result = match (lane, self.result) {
            // The closure's own error says more than the lane's.
            (_, Some(Err(e))) | (Err(e), _) => Err(e),
            (Ok(()), Some(ok)) => ok,
            (Ok(()), None) => Err(Error::defect("a database job gave no result")),
        };
        // The caller may have gone; the work stands all the same.
        let _gone = self.reply.send(result);
    }
}

impl Work {
    pub(super) fn new<T: Send + 'static>(
        run: impl FnMut(&mut dyn Conn) -> Result<T> + Send + 'static,
        reply: oneshot::Sender<Result<T>>,
        limit: Duration,
    ) -> Self {
        Self { task: Box::new(Typed { run, result: None, reply }), until: Instant::now() + limit }
    }

    /// Whether its caller is about to be told that it took too long and nothing was changed: keep that true.
    fn is_over(&self) -> bool {
        self.until + LEAST <= Instant::now()
    }
}

/// A bounded queue.
pub(super) struct Lane {
    queue: Mutex<Queue>,
    ready: Condvar,
    most: usize,
}

#[derive(Default)]
struct Queue {
    work: VecDeque<Work>,
    closed: bool,
    /// How many pieces are worth waking a thread for.
    wanted: usize,
}

/// How large the last group was, and how long the next may be waited for.
#[derive(Clone, Copy, Debug, Default)]
struct Gather {
    size: usize,
    wait: Duration,
}

/// Longest wait for a group, however slow the disk is.
const GATHER: Duration = Duration::from_millis(2);

/// After work of this length nobody is waited for: whoever was to come back has come while it was done.
const LONG: Duration = Duration::from_millis(10);

impl Lane {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { queue: Mutex::default(), ready: Condvar::new(), most })
    }

    pub(super) fn push(&self, work: Work) -> Result<()> {
        let mut queue = self.lock();
        if queue.closed || queue.work.len() >= self.most {
            return Err(Error::Busy);
        }
        queue.work.push_back(work);
        let enough = queue.work.len() >= queue.wanted;
        drop(queue);
        if enough {
            self.ready.notify_one();
        }
        Ok(())
    }

    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.ready.notify_all();
    }

    /// Waits for work and takes up to `n` pieces; `None` once closed and empty.
    fn take(&self, n: usize, last: Gather) -> Option<Vec<Work>> {
        let mut queue = self.lock();
        let wanted = last.size.min(n);
        if wanted > 1 {
            queue.wanted = wanted;
            let few = |queue: &mut Queue| queue.work.len() < wanted && !queue.closed;
            let gathered = self.ready.wait_timeout_while(queue, last.wait, few);
            queue = gathered.unwrap_or_else(PoisonError::into_inner).0;
            queue.wanted = 0;
        }
        loop {
            if !queue.work.is_empty() {
                let n = n.min(queue.work.len());
                return Some(queue.work.drain(..n).collect());
            }
            if queue.closed {
                return None;
            }
            queue = self.ready.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How a lane's transactions begin, and how many pieces of work may share one.
#[derive(Clone)]
pub(super) struct Plan {
    begin: String,
    group: usize,
}

impl Plan {
    pub(super) fn write(engine: Engine, tenant: i64, group: usize) -> Self {
        let begin = match engine {
            // IMMEDIATE: a transaction that reads first and writes later could otherwise fail half way.
            Engine::Sqlite => "BEGIN IMMEDIATE".to_owned(),
            Engine::Postgres => {
                format!("BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL app.tenant = '{tenant}'")
            }
        };
        Self { begin, group }
    }

    pub(super) fn read(engine: Engine, tenant: i64) -> Self {
        let begin = match engine {
            Engine::Sqlite => "BEGIN".to_owned(),
            Engine::Postgres => {
                format!("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL app.tenant = '{tenant}'")
            }
        };
        Self { begin, group: 1 }
    }
}

/// The threads of a facade, and the one that watches their deadlines.
#[derive(Default)]
pub(super) struct Threads {
    running: Mutex<Vec<(Arc<Lane>, JoinHandle<()>)>>,
    watch: Mutex<Option<JoinHandle<()>>>,
    slots: Arc<Mutex<Vec<Arc<Slot>>>>,
    stopped: Arc<AtomicBool>,
}

impl Threads {
    /// Starts a lane's thread and returns once its connection is open.
    pub(super) fn start(&mut self, name: &str, lane: &Arc<Lane>, plan: Plan, opener: Opener) -> Result<()> {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        if watch.is_none() {
            let (slots, stopped) = (self.slots.clone(), self.stopped.clone());
            *watch = Some(spawn("db-watch", move || watch::run(&slots, &stopped))?);
        }
        let slot = Arc::new(Slot::default());
        self.slots.lock().unwrap_or_else(PoisonError::into_inner).push(slot.clone());
        let (tell, told) = std::sync::mpsc::channel();
        let served = lane.clone();
        let thread = spawn(name, move || match opener.open() {
            Ok(conn) => {
                slot.stopper(conn.stopper());
                let _heard = tell.send(Ok(()));
                Server { conn, opener, plan, slot, last: Gather::default() }.serve(&served);
            }
            Err(e) => {
                let _heard = tell.send(Err(e));
            }
        })?;
        self.running.lock().unwrap_or_else(PoisonError::into_inner).push((lane.clone(), thread));
        told.recv().map_err(|_| Error::defect("a database thread died at its start"))?
    }

    /// Closes a lane and waits until its threads have finished what is queued and closed their connections.
    pub(super) fn end(&self, lane: &Arc<Lane>) {
        lane.close();
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let ending = running.extract_if(.., |(serves, _)| Arc::ptr_eq(serves, lane));
        ending.for_each(|(_, thread)| joined(thread));
    }

    /// Ends the watch over deadlines, after every lane.
    pub(super) fn end_watch(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        if let Some(watch) = self.watch.lock().unwrap_or_else(PoisonError::into_inner).take() {
            joined(watch);
        }
    }
}

fn joined(thread: JoinHandle<()>) {
    if thread.join().is_err() {
        tracing::error!("a database thread had panicked");
    }
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(run)
        .map_err(|e| Error::io("a database thread", e))
}

/// One thread's connection and its work.
struct Server {
    conn: Box<dyn Owned>,
    opener: Opener,
    plan: Plan,
    slot: Arc<Slot>,
    last: Gather,
}

impl Server {
    fn serve(mut self, lane: &Lane) {
        while let Some(mut jobs) = lane.take(self.plan.group, self.last) {
            self.last = Gather { size: jobs.len(), wait: self.last.wait };
            let now = Instant::now();
            for late in jobs.extract_if(.., |job| job.until <= now).collect::<Vec<_>>() {
                late.task.answer(Err(Error::Deadline));
            }
            if jobs.len() > 1 {
                jobs = self.together(jobs);
            }
            for job in jobs {
                self.alone(job);
            }
        }
    }

    /// Runs a group in one transaction and answers it. Gives back the work to be done one by one when the
    /// transaction was lost (an interrupted statement or a full disk takes all of it).
    fn together(&mut self, mut jobs: Vec<Work>) -> Vec<Work> {
        if self.conn.batch(&self.plan.begin).is_err() {
            return jobs;
        }
        let (mut sound, mut late, working) = (true, Vec::new(), Instant::now());
        for (n, job) in jobs.iter_mut().enumerate() {
            if job.is_over() {
                late.push(n);
                continue;
            }
            let (closed, done) = self.in_savepoint(job);
            sound = closed && self.conn.in_transaction();
            if !sound {
                // What was stopped at its deadline has had its time; its neighbours have not.
                late.extend(matches!(done, Err(Failure::Late)).then_some(n));
                break;
            }
        }
        let begun = Instant::now();
        let committed = sound && self.conn.batch("COMMIT").is_ok();
        self.last.wait = if begun - working < LONG { begun.elapsed().min(GATHER) } else { Duration::ZERO };
        if !committed {
            self.roll_back();
        }
        for n in late.into_iter().rev() {
            jobs.remove(n).task.answer(Err(Error::Deadline));
        }
        if committed {
            for job in jobs {
                job.task.answer(Ok(()));
            }
            return Vec::new();
        }
        jobs
    }

    /// Whether the savepoint could be closed, with or without the work's changes in it; and how the work went.
    fn in_savepoint(&mut self, job: &mut Work) -> (bool, Result<(), Failure>) {
        if self.conn.batch("SAVEPOINT work").is_err() {
            return (false, Err(Failure::Passing));
        }
        let done = self.guarded(job);
        let closed = (done.is_ok() || self.conn.batch("ROLLBACK TO work").is_ok())
            && self.conn.batch("RELEASE work").is_ok();
        (closed, done)
    }

    /// Runs one piece of work in a transaction of its own, again when the database refuses for a passing reason.
    fn alone(&mut self, mut job: Work) {
        if job.is_over() {
            job.task.answer(Err(Error::Deadline));
            return;
        }
        let mut verdict = Ok(());
        for attempt in 1..=TRIES {
            verdict = self.attempt(&mut job);
            match &verdict {
                Err(Error::Passing(_) | Error::Lost(_)) if attempt < TRIES && Instant::now() < job.until => {
                    self.mend();
                    // Spread the next tries, so that two that met do not meet again at once.
                    let spread = u64::from(std::process::id() % 7) + u64::from(attempt);
                    std::thread::sleep(Duration::from_millis(spread * u64::from(attempt * attempt)));
                }
                _ => break,
            }
        }
        job.task.answer(verdict);
    }

    fn attempt(&mut self, job: &mut Work) -> Result<()> {
        self.conn.batch(&self.plan.begin)?;
        match self.guarded(job) {
            Ok(()) => {
                let committed = self.conn.batch("COMMIT");
                if let Err(Error::Lost(words)) = committed {
                    // Whether it is on disk cannot be known here. The closures of `access` begin by looking for
                    // their submission id, so running again gives the stored answer instead of a second change.
                    return Err(Error::Lost(words));
                }
                committed.inspect_err(|_| self.roll_back())
            }
            Err(failure) => {
                self.roll_back();
                match failure {
                    Failure::Passing => Err(Error::Passing("a neighbour changed the same rows".to_owned())),
                    Failure::Lost => Err(Error::Lost("while working".to_owned())),
                    Failure::Late | Failure::Own => Ok(()),
                }
            }
        }
    }

    /// Runs the closure under its deadline; a panic inside is the closure's own failure.
    fn guarded(&mut self, job: &mut Work) -> Result<(), Failure> {
        self.slot.begin(job.until.max(Instant::now() + LEAST));
        let conn = self.conn.as_conn();
        let done = catch_unwind(AssertUnwindSafe(|| job.task.run(conn)));
        self.slot.end();
        done.unwrap_or(Err(Failure::Own))
    }

    fn roll_back(&mut self) {
        if self.conn.in_transaction() && self.conn.batch("ROLLBACK").is_err() {
            self.mend();
        }
    }

    /// Opens a new connection when this one is broken.
    fn mend(&mut self) {
        if !self.conn.is_broken() {
            return;
        }
        match self.opener.open() {
            Ok(conn) => {
                self.slot.stopper(conn.stopper());
                self.conn = conn;
            }
            Err(e) => tracing::warn!("the database cannot be reached: {e}"),
        }
    }
}
