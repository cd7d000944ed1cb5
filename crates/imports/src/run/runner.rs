//! The server's worker: takes up jobs that wait or were left, one at a time.

use super::{
    CHECK, PUBLISH, REMOVE,
    held::{Held, Serving, Watch},
    holder, publish,
    remove::{self, Trace},
    start_removal,
};
use crate::{
    check,
    model::{Run, RunState},
    store,
};
use access::Db;
use kernel::{
    Error, Result,
    job::{self, Job, MOST_TRIES, State},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

/// What this worker does.
const KINDS: job::Kinds<'static> = [CHECK, PUBLISH, REMOVE];
/// How often a worker without work looks for some.
const LOOK: Duration = Duration::from_millis(400);

/// The worker of a server. Dropped, it leaves its work for the next one and ends.
pub struct Runner {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// Starts the worker.
pub fn runner(db: &Db) -> Result<Runner> {
    let (db, stop) = (db.clone(), Arc::new(AtomicBool::new(false)));
    let told = stop.clone();
    let thread = std::thread::Builder::new()
        .name("imports".to_owned())
        .spawn(move || {
            let holder = holder(&db);
            while !told.load(Ordering::SeqCst) {
                match next(&db, &holder, &told) {
                    Ok(true) => {}
                    Ok(false) => std::thread::park_timeout(LOOK),
                    Err(e) => {
                        tracing::error!("an import's step failed: {e}");
                        std::thread::park_timeout(LOOK);
                    }
                }
            }
        })
        .map_err(|e| Error::io("the thread of the imports", e))?;
    Ok(Runner { stop, thread: Some(thread) })
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("the thread of the imports had panicked");
            }
        }
    }
}

/// Takes up one job and works at it; `false` when there is none.
fn next(db: &Db, holder: &str, stop: &AtomicBool) -> Result<bool> {
    let (tenant, now, holder) = (db.tenant(), db.clock().now(), holder.to_owned());
    let (any, left) = db
        .facade()
        .report_now(move |c| Ok((job::is_any(c, tenant, KINDS, now)?, store::left_over(c, tenant)?)))?;
    if !any {
        // What a live run staged is of no use any more; its process ended before it could throw it away.
        if let Some(run) = left {
            db.facade().write_now(move |c| store::drop_chunks(c, tenant, run, false, 4))?;
        }
        return Ok(left.is_some());
    }
    let claimed = db.facade().write_now(move |c| job::claim_next(c, tenant, KINDS, &holder, now))?;
    let Some(job) = claimed else { return Ok(false) };
    work(db, &job, &mut Serving(stop), Trace::Run)?;
    Ok(true)
}

/// Works at a claimed job to its end, whatever it is. What breaks it for good is written on the run.
pub(crate) fn work(db: &Db, job: &Job, watch: &mut dyn Watch, trace: Trace) -> Result<()> {
    let mut held = Held::new(db, job, watch);
    let (tenant, id) = (db.tenant(), job.subject_id);
    let Some(run) = db.facade().report_now(move |c| store::find(c, tenant, id))? else {
        return held.finish(State::Failed, "There is no such import.");
    };
    let done = match job.kind.as_str() {
        CHECK => check::uploaded(&mut held, &run),
        PUBLISH => publish::publish(&mut held, &run).and_then(|()| remove::tidy(&held, run.run_id)),
        REMOVE => remove::remove(&mut held, &run, trace),
        other => held.finish(State::Failed, &format!("Nobody knows how to do {other}.")),
    };
    done.or_else(|e| broke(&held, &run, job, e))
}

/// What to do when a job did not get through.
fn broke(held: &Held<'_>, run: &Run, job: &Job, e: Error) -> Result<()> {
    let words = match e {
        Error::Cancelled => String::new(),
        // Gone wrong for a passing reason: whoever is next goes on with it.
        Error::Lost(_) | Error::Passing(_) | Error::Busy | Error::Deadline | Error::DiskFull
            if job.tries < MOST_TRIES =>
        {
            let (tenant, job, holder, now) =
                (held.db.tenant(), held.job, held.holder.clone(), held.db.clock().now());
            held.db.facade().write_now(move |c| job::release(c, tenant, job, &holder, now))?;
            return if matches!(e, Error::Lost(_)) { Ok(()) } else { Err(e) };
        }
        // Another process has the job now.
        Error::Conflict(_) => return Err(e),
        _ if job.kind == REMOVE => return Err(e),
        ref e => e.to_string(),
    };
    if !matches!(e, Error::Cancelled | Error::Invalid(_)) {
        tracing::error!("import {}: {e}", run.run_id.simple());
    }
    let (tenant, id, now) = (held.db.tenant(), run.run_id, held.db.clock().now());
    let (old, new, holder) = (held.job, held.db.chance().uuid(now), held.holder.clone());
    let state = if words.is_empty() { State::Cancelled } else { State::Failed };
    held.db.facade().write_now(move |c| {
        job::finish(c, tenant, old, &holder, (state, &words), now)?;
        start_removal(c, tenant, id, RunState::Cancelling, &words, new, now)
    })
}
