//! Looking over the clocks of all open cases.
//!
//! What is stored of a clock is worked out whenever something happens in its case, and whether it is near or late
//! follows from the day on which somebody looks. So a night changes little: a paused clock's last day moves, and a
//! new release may count by better rules. The sweep reads chunk by chunk beside the writer, works every case out,
//! and settles the few that differ, a handful in one change.

use super::{
    packs, settle,
    store::{Facts, Settled, sweep as rows},
};
use crate::kinds::moving::move_asked;
use access::{CaseId, Db, NOBODY, UserId};
use kernel::{Day, Error, Instant, Result, db::Conn, job::take_turn};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

/// Cases read at once.
const CHUNK: i64 = 500;
/// Cases settled in one change: a few milliseconds of the only writer.
const TOGETHER: usize = 8;

/// What a sweep found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Open cases that were worked out.
    pub looked: i64,
    /// Those of which something had to be written.
    pub changed: i64,
}

/// Works the clocks of all open cases out anew. `go_on` is asked before each chunk; what was done until then stays,
/// and the next sweep does the rest.
pub fn sweep(db: &Db, mut go_on: impl FnMut() -> bool) -> Result<Swept> {
    let (tenant, mut after, mut swept) = (db.tenant(), CaseId::from_uuid(NOBODY), Swept::default());
    while go_on() {
        let now = db.clock().now();
        let chunk = db.facade().report_now(move |c| look(c, tenant, after, Day::of(now)))?;
        let Some(last) = chunk.last else { break };
        after = last;
        swept.looked += chunk.looked;
        swept.changed += i64::try_from(chunk.differ.len()).unwrap_or(0);
        for some in chunk.differ.chunks(TOGETHER) {
            let some = some.to_vec();
            db.facade().write_now(move |c| settle_some(c, tenant, &some, now))?;
        }
    }
    Ok(swept)
}

/// The nightly sweep of a server. Dropped, it stops before the next chunk.
pub struct Nightly {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// How often the server looks whether it is time.
const LOOK: Duration = Duration::from_secs(5);

/// Other work for the night: done after the sweep, on one of the servers there are.
#[derive(Clone, Copy)]
pub struct Night {
    /// Its name among the turns that servers take.
    pub name: &'static str,
    /// Does it and says what was done. It is handed a question to ask between two pieces: whether to go on.
    pub run: fn(&Db, &dyn Fn() -> bool) -> Result<String>,
}

/// Sweeps every night at two, on one of the servers there are, and does the `others` then; once right away where
/// that was never done.
pub fn nightly(db: &Db, others: Vec<Night>) -> Result<Nightly> {
    let (db, stop) = (db.clone(), Arc::new(AtomicBool::new(false)));
    let told = stop.clone();
    let thread = std::thread::Builder::new()
        .name("clocks".to_owned())
        .spawn(move || {
            while !told.load(Ordering::SeqCst) {
                if let Err(e) = tonight(&db, &told) {
                    tracing::error!("the clocks could not be looked over: {e}");
                }
                if let Err(e) = move_asked(&db, || !told.load(Ordering::SeqCst)) {
                    tracing::error!("cases could not be moved to another version of their pack: {e}");
                }
                for night in &others {
                    if let Err(e) = other(&db, *night, &told) {
                        tracing::error!("the night's work \"{}\" could not be done: {e}", night.name);
                    }
                }
                std::thread::park_timeout(LOOK);
            }
        })
        .map_err(|e| Error::io("the thread of the clocks", e))?;
    Ok(Nightly { stop, thread: Some(thread) })
}

impl Drop for Nightly {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("the thread of the clocks had panicked");
            }
        }
    }
}

fn tonight(db: &Db, stop: &AtomicBool) -> Result<()> {
    let (tenant, now, holder) = (db.tenant(), db.clock().now(), db.chance().token());
    let until = next_two(now);
    if db.facade().write_now(move |c| take_turn(c, tenant, "clocks", &holder, now, until))? {
        let swept = sweep(db, || !stop.load(Ordering::SeqCst))?;
        tracing::info!("clocks of {} open cases looked over, {} changed", swept.looked, swept.changed);
    }
    Ok(())
}

fn other(db: &Db, night: Night, stop: &AtomicBool) -> Result<()> {
    let (tenant, now, holder) = (db.tenant(), db.clock().now(), db.chance().token());
    let (name, until) = (night.name, next_two(now));
    if db.facade().write_now(move |c| take_turn(c, tenant, name, &holder, now, until))? {
        let done = (night.run)(db, &|| !stop.load(Ordering::SeqCst))?;
        tracing::info!("{name}: {done}");
    }
    Ok(())
}

/// The next time it is two in the morning. Alongside default: the hour when fewest people work.
fn next_two(now: Instant) -> Instant {
    let today = Day::of(now);
    let two = today.at(2, 0);
    if now < two { two } else { today.plus(1).at(2, 0) }
}

/// Settles a few cases; each reads again what happened, because something may have happened since.
fn settle_some(c: &mut dyn Conn, tenant: i64, cases: &[CaseId], now: Instant) -> Result<()> {
    let nobody = UserId::from_uuid(NOBODY);
    cases.iter().try_for_each(|case| super::settle(c, tenant, *case, nobody, now))
}

struct Chunk {
    last: Option<CaseId>,
    looked: i64,
    differ: Vec<CaseId>,
}

/// Works a chunk of cases out and tells which differ from what is stored.
fn look(c: &mut dyn Conn, tenant: i64, after: CaseId, today: Day) -> Result<Chunk> {
    let cases = rows::open(c, tenant, after, CHUNK)?;
    let (Some(first), Some(last)) = (cases.first(), cases.last()) else {
        return Ok(Chunk { last: None, looked: 0, differ: Vec::new() });
    };
    let (from, to) = (first.case_id, last.case_id);
    let mut events = by_case(rows::events(c, tenant, from, to)?, |row| row.case_id);
    let mut changes = by_case(rows::changes(c, tenant, from, to)?, |row| row.case_id);
    let mut clocks = by_case(rows::clocks(c, tenant, from, to)?, |row| row.case_id);
    let mut codes = by_case(rows::codes(c, tenant, from, to)?, |row| row.case_id);
    let (mut chunk, mut calendars) =
        (Chunk { last: Some(to), looked: 0, differ: Vec::new() }, HashMap::new());
    for case in cases {
        let id = case.case_id;
        let facts = Facts {
            events: events.remove(&id).unwrap_or_default(),
            changes: changes.remove(&id).unwrap_or_default(),
            clocks: clocks.remove(&id).unwrap_or_default(),
            codes: codes.remove(&id).unwrap_or_default(),
            case,
        };
        let Settled { case_type, pack_version, hash, division, .. } = &facts.case;
        let Some(pack) = packs::known(c, tenant, case_type, *pack_version, hash.as_deref())? else {
            continue;
        };
        let calendar = calendars.entry(division.clone()).or_insert_with(|| settle::calendar(division));
        chunk.looked += 1;
        if settle::is_stale(&pack, &facts, today, calendar) {
            chunk.differ.push(id);
        }
    }
    Ok(chunk)
}

fn by_case<R>(rows: Vec<R>, case: impl Fn(&R) -> CaseId) -> HashMap<CaseId, Vec<R>> {
    let mut found: HashMap<CaseId, Vec<R>> = HashMap::new();
    for row in rows {
        found.entry(case(&row)).or_default().push(row);
    }
    found
}
