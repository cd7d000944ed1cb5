//! The night: every open case weighed, what everybody carried kept, notices opened and passed on. And the watch between
//! two nights, that weighs again what was written to.

use super::{
    model::{Load, loads},
    notices::{Step, steps},
    store::{
        figures::{self, AHEAD, Whose, WorkerDay},
        notices as kept,
    },
    weigh,
};
use crate::{Points, weights};
use access::{Db, UserId};
use cases::work::sweep::Night;
use kernel::{Day, Error, Instant, Result, db::Conn};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

/// Rows written in one change: a few milliseconds of the only writer.
const TOGETHER: usize = 200;
/// How often what was written to is weighed again.
const WATCH: Duration = Duration::from_secs(5);
/// How far back each look goes: twice the pause and more, so that a commit that took its time is not passed by.
const BACK: i64 = 30;

/// For the server's night.
pub const NIGHT: Night = Night {
    name: "loads",
    run: |db, go_on| {
        let weighed = weigh::all(db, go_on)?;
        let (people, notices) = if go_on() { day(db)? } else { (0, 0) };
        Ok(format!(
            "{} open cases weighed, {} changed; {people} caseloads kept, {notices} notices opened, passed on or ended",
            weighed.looked, weighed.changed
        ))
    },
};

/// Keeps what everybody carries today and sees to the notices; how many people and how many notices that was.
pub fn day(db: &Db) -> Result<(usize, usize)> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    let (loads, open, division) = db.facade().report_now(move |c| {
        let loads = counted(c, tenant, now)?;
        let division = access::store::tenant(c, tenant)?.map(|(_, division)| division).unwrap_or_default();
        Ok((loads, kept::open(c, tenant)?, division))
    })?;
    let days: Vec<_> = loads.iter().map(day_of).collect();
    for some in days.chunks(TOGETHER) {
        let some = some.to_vec();
        db.facade().write_now(move |c| figures::keep_day(c, tenant, Day::of(now), &some))?;
    }
    let steps = steps(&loads, &open, (now, &division), db.chance());
    for some in steps.chunks(TOGETHER) {
        let some = some.to_vec();
        db.facade().write_now(move |c| some.iter().try_for_each(|step| take(c, tenant, *step, now)))?;
    }
    Ok((days.len(), steps.len()))
}

fn take(c: &mut dyn Conn, tenant: i64, step: Step, now: Instant) -> Result<()> {
    match step {
        Step::Begin(notice) => kept::begin(c, tenant, &notice),
        Step::Climb(notice) => kept::climb(c, tenant, notice, Day::of(now)),
        Step::End(notice) => kept::end(c, tenant, notice, Day::of(now)),
    }
}

/// What everybody carries, with the contacts for others of the four weeks before as they stand now.
fn counted(c: &mut dyn Conn, tenant: i64, now: Instant) -> Result<Vec<Load>> {
    let today = Day::of(now);
    let pack = weights::store::in_force(c, tenant, today)?;
    let mut all = loads(&figures::entries(c, tenant, Whose::All, now)?, today);
    let (mut by, mut on) = (BTreeMap::<UserId, i64>::new(), BTreeMap::<UserId, i64>::new());
    let since = now.plus_seconds(-AHEAD * 24 * 3600);
    for (who, whose, n) in figures::contacts_for_others(c, tenant, since, now)? {
        *by.entry(who).or_default() += n;
        *on.entry(whose).or_default() += n;
    }
    for load in &mut all {
        let of = |counts: &BTreeMap<UserId, i64>| {
            let n = counts.get(&load.user).copied().unwrap_or(0);
            Points::hundredths(pack.contact.in_hundredths() * n)
        };
        (load.for_others, load.by_others) = (of(&by), of(&on));
    }
    Ok(all)
}

fn day_of(load: &Load) -> WorkerDay {
    WorkerDay {
        user: load.user,
        cases: load.cases,
        own: load.own.in_hundredths(),
        shared: load.shared.in_hundredths(),
        for_others: load.for_others.in_hundredths(),
        by_others: load.by_others.in_hundredths(),
        room: load.room_points().in_hundredths(),
    }
}

/// The watch of a server. Dropped, it stops before the next look.
pub struct Watch {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// Weighs again what was written to, every few seconds, until dropped. Several servers may do so side by side: each
/// finds what another has done, and does nothing.
pub fn watch(db: &Db) -> Result<Watch> {
    let (db, stop) = (db.clone(), Arc::new(AtomicBool::new(false)));
    let told = stop.clone();
    let thread = std::thread::Builder::new()
        .name("loads".to_owned())
        .spawn(move || {
            while !told.load(Ordering::SeqCst) {
                let since = db.clock().now().plus_seconds(-BACK);
                if let Err(e) = weigh::touched(&db, since) {
                    tracing::error!("what was written to could not be weighed again: {e}");
                }
                std::thread::park_timeout(WATCH);
            }
        })
        .map_err(|e| Error::io("the thread of the loads", e))?;
    Ok(Watch { stop, thread: Some(thread) })
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("the thread of the loads had panicked");
            }
        }
    }
}
