//! Searching rotas: a job that shows how far it is, stops when asked, and keeps the best it has found. Another server goes
//! on with what one left.

use super::{
    model::{Cells, Rota, template},
    problem::{problem, put},
    store::{self, make},
};
use access::Db;
use kernel::{
    Error, Instant, Result,
    calendar::{Calendar, Division},
    db::Conn,
    job::{self, Job, MOST_TRIES, Progress, State},
};
use rota::{Effort, solve};
use staff::model::Pattern;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant as Clock},
};
use uuid::Uuid;

/// The kind of these jobs.
pub const KIND: &str = "rota";
/// How often a worker without work looks for some.
const LOOK: Duration = Duration::from_millis(500);
/// How often a search says how far it is.
const SAY: Duration = Duration::from_millis(400);

/// Asks for a search of a rota.
pub fn ask(c: &mut dyn Conn, tenant: i64, (job, rota): (Uuid, Uuid), now: Instant) -> Result<()> {
    job::enqueue(c, tenant, job, KIND, rota, now)
}

/// Takes up one search and works at it; `false` when there is none. `stop` ends it for another to go on with.
pub fn next(db: &Db, holder: &str, effort: &Effort, stop: &dyn Fn() -> bool) -> Result<bool> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    if !db.facade().report_now(move |c| job::is_any(c, tenant, [KIND; 3], now))? {
        return Ok(false);
    }
    let held = holder.to_owned();
    let claimed = db.facade().write_now(move |c| job::claim_next(c, tenant, [KIND; 3], &held, now))?;
    let Some(job) = claimed else { return Ok(false) };
    search(db, holder, &job, effort, stop)?;
    Ok(true)
}

fn search(db: &Db, holder: &str, job: &Job, effort: &Effort, stop: &dyn Fn() -> bool) -> Result<()> {
    let (tenant, id, rota) = (db.tenant(), job.job_id, job.subject_id);
    let finish = |state: State, words: &str| {
        let (holder, words, now) = (holder.to_owned(), words.to_owned(), db.clock().now());
        db.facade().write_now(move |c| job::finish(c, tenant, id, &holder, (state, &words), now))
    };
    if job.tries > MOST_TRIES {
        return finish(State::Failed, "It was begun too often and never finished.");
    }
    let now = db.clock().now();
    let read = db.facade().report_now(move |c| {
        let mut rota = store::find(c, tenant, rota)?;
        let division = access::store::tenant(c, tenant)?.map(|(_, division)| division).unwrap_or_default();
        afresh(c, tenant, &mut rota, &division, now)?;
        Ok(rota)
    });
    let mut rota = match read {
        Ok(rota) => rota,
        Err(Error::NotFound) => return finish(State::Failed, "The rota was thrown away."),
        Err(e) => return Err(e),
    };
    let (mut said, mut cancelled, mut left) = (Clock::now(), false, false);
    let seed = rota.seed.unsigned_abs();
    let found = solve(&problem(&rota), effort, seed, &mut |progress| {
        if stop() {
            left = true;
        } else if said.elapsed() >= SAY {
            said = Clock::now();
            match say(db, holder, job, progress) {
                Ok(cancel) => cancelled = cancel,
                Err(e) => {
                    tracing::warn!("a search of a rota ends, because nobody can be told how far it is: {e}");
                    left = true;
                }
            }
        }
        !left && !cancelled
    });
    if left {
        let (holder, now) = (holder.to_owned(), db.clock().now());
        return db.facade().write_now(move |c| job::release(c, tenant, id, &holder, now));
    }
    put(&mut rota, &found.plan);
    let (holder, now) = (holder.to_owned(), db.clock().now());
    let (state, words) =
        if cancelled { (State::Cancelled, "Stopped: the best so far.") } else { (State::Done, "") };
    db.facade().write_now(move |c| {
        make::found(c, tenant, &rota)?;
        job::finish(c, tenant, id, &holder, (state, words), now)
    })
}

/// Says how far a search is; whether somebody asked to stop.
fn say(db: &Db, holder: &str, job: &Job, progress: rota::Progress) -> Result<bool> {
    let (tenant, id, holder, now) = (db.tenant(), job.job_id, holder.to_owned(), db.clock().now());
    #[expect(clippy::cast_possible_truncation, reason = "a share in percent")]
    let done = (progress.done * 100.0) as i64;
    let at =
        Progress { done, total: 100, words: format!("Best so far: {} (lower is better)", progress.best) };
    match db.facade().write_now(move |c| job::beat(c, tenant, id, &holder, &at, now)) {
        Err(Error::Cancelled) => Ok(true),
        said => said.map(|()| false),
    }
}

/// Puts what is known now of hours, leave and bank holidays into a draft, so that a search goes by nothing that is past.
pub fn afresh(c: &mut dyn Conn, tenant: i64, rota: &mut Rota, division: &str, now: Instant) -> Result<()> {
    let members = make::members(c, tenant, rota.team, (now, rota.from))?;
    let away = make::away(c, tenant, rota.team, now, (rota.from, rota.last()))?;
    let calendar = calendar(division);
    let (from, weeks, needs) = (rota.from, rota.weeks, rota.needs.clone());
    for person in &mut rota.people {
        let member = members.iter().find(|member| member.user_id == person.user);
        let pattern = member.and_then(|member| Pattern::read(&member.pattern)).unwrap_or(Pattern::WHOLE);
        person.cells = if member.is_some() {
            template(
                (from, weeks),
                person.leads,
                &needs,
                |half| pattern.works(half),
                |day| calendar.bank_holiday(day).is_some(),
                |day| away.iter().any(|l| l.user_id == person.user && l.from_on <= day && day <= l.until_on),
            )
        } else {
            // Who left the team works none of it.
            Cells(vec![super::model::Cell::Free; weeks * rota::problem::WEEK])
        };
    }
    Ok(())
}

/// A short search of a draft, for a command that cannot wait for a long one.
pub fn shortly(rota: &mut Rota, steps: u64) {
    let effort = Effort { restarts: 1, steps, ..Effort::default() };
    let found = solve(&problem(rota), &effort, rota.seed.unsigned_abs(), &mut |_| true);
    put(rota, &found.plan);
}

/// The bank holidays of a division.
pub fn calendar(division: &str) -> Calendar {
    Calendar::new(Division::parse(division).unwrap_or(Division::EnglandAndWales))
}

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
        .name("rotas".to_owned())
        .spawn(move || {
            let holder = format!("rotas {} {}", std::process::id(), db.chance().token());
            while !told.load(Ordering::SeqCst) {
                match next(&db, &holder, &Effort::default(), &|| told.load(Ordering::SeqCst)) {
                    Ok(true) => {}
                    Ok(false) => std::thread::park_timeout(LOOK),
                    Err(e) => {
                        tracing::error!("a rota's search failed: {e}");
                        std::thread::park_timeout(LOOK);
                    }
                }
            }
        })
        .map_err(|e| Error::io("the thread of the rotas", e))?;
    Ok(Runner { stop, thread: Some(thread) })
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("the thread of the rotas had panicked");
            }
        }
    }
}
