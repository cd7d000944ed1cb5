//! Publishing: staged records are written in short steps, out of sight, and show all at once at the end.
//!
//! ```text
//! a thread of its own      unpack → fold names → fill statements
//!                                     ↓ a few steps ahead
//! the one writer           [25 ms] others [25 ms] others [25 ms] …   each step counts itself
//! ```
//! A step writes its records and the number of records written so far in one transaction. A process that takes the
//! work over after another died begins at that number; ids follow from the run, so nothing is made twice.

use super::held::Held;
use crate::{
    ids::Ids,
    model::{Run, RunKind},
    pack::Unpack,
    records::{self, Context, Part},
    reviews::record::{self as past, Past},
    store::{self, Chunk},
    template,
};
use access::{audit::Event, relations};
use kernel::{
    Error, Result,
    db::{Conn, Ready, Writes},
    job::{self, Progress, State},
};
use std::{
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How long a step's closure should take. Nobody may hold the writer over 50 ms. The commit comes on top and is not
/// counted: it costs nearly the same for a short step, so that short steps would only make more of it.
const STEP: Duration = Duration::from_millis(44);

/// Records ready to be written: how many, what they weigh, and how.
struct Prepared {
    records: i64,
    weight: i64,
    step: Step,
}

/// How some records are written.
enum Step {
    /// By statements that stand.
    Rows(Ready),
    /// By the slice whose sums they change.
    Past(Vec<Past>),
}

impl Step {
    fn run(&self, c: &mut dyn Conn, tenant: i64, batch: Uuid) -> Result<()> {
        match self {
            Self::Rows(ready) => ready.run(c),
            Self::Past(part) => past::write_all(c, tenant, batch, part),
        }
    }
}

/// Writes what a run staged and makes it show. Goes on from wherever it stood.
pub fn publish(held: &mut Held<'_>, run: &Run) -> Result<()> {
    let (tenant, id) = (held.db.tenant(), run.run_id);
    let context = Context {
        ids: Ids::of(id, run.made_at),
        made_at: run.made_at,
        made_by: run.made_by,
        system: match run.kind {
            RunKind::Cases => template::SYSTEM.to_owned(),
            RunKind::Hmis => run.setting("system").to_owned(),
            RunKind::Reviews => String::new(),
        },
    };
    let (chunks, at) = held.db.facade().write_now(move |c| {
        relations::open_batch(c, tenant, id)?;
        Ok((store::chunks(c, tenant, id)?, store::published(c, tenant, id)?))
    })?;
    held.begin();
    let db = held.db.facade().clone();
    std::thread::scope(|scope| {
        let (give, take) = sync_channel(12);
        let (list, context) = (chunks.clone(), context.clone());
        let preparing = scope.spawn(move || prepare(&db, id, &list, at, &context, &give));
        let written = Writing { run: id, chunks: &chunks, at, rate: 0.004 }.all(held, &take);
        // The other thread ends when nobody takes what it gives.
        drop(take);
        let prepared = preparing.join().map_err(|_| Error::defect("preparing records panicked"))?;
        written.and(prepared)
    })?;
    show(held, run)
}

/// Unpacks chunk after chunk into statements, from record `at` on.
fn prepare(
    db: &kernel::db::Db,
    run: Uuid,
    chunks: &[Chunk],
    at: i64,
    context: &Context,
    give: &SyncSender<Prepared>,
) -> Result<()> {
    let tenant = db.tenant();
    let mut before = 0;
    for chunk in chunks.iter().copied() {
        let skip = usize::try_from((at - before).clamp(0, chunk.records)).unwrap_or(0);
        before += chunk.records;
        if at >= before {
            continue;
        }
        let body = db.report_now(move |c| store::body(c, tenant, run, chunk.part, chunk.chunk))?;
        let mut from = Unpack::new(&body);
        // What was written before is unpacked and thrown away.
        records::write_some(chunk.part, &mut from, skip, context, &mut Writes::new(Vec::new()))?;
        while !from.is_empty() {
            let (n, step) = if chunk.part == Part::Reviews {
                let part = past::some(&mut from, chunk.part.step())?;
                (part.len() as i64, Step::Past(part))
            } else {
                let mut writes = Writes::new(vec![tenant.into(), run.into()]);
                let n = records::write_some(chunk.part, &mut from, chunk.part.step(), context, &mut writes)?;
                (n as i64, Step::Rows(writes.ready()))
            };
            let prepared = Prepared { records: n, weight: n * chunk.part.weight(), step };
            if give.send(prepared).is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Writing, step by step.
struct Writing<'a> {
    run: Uuid,
    chunks: &'a [Chunk],
    at: i64,
    /// Milliseconds that a unit of weight takes, as measured so far.
    rate: f64,
}

impl Writing<'_> {
    fn all(mut self, held: &mut Held<'_>, take: &Receiver<Prepared>) -> Result<()> {
        let total: i64 = self.chunks.iter().map(|c| c.records * c.part.weight()).sum();
        let mut done = self.weight_before(self.at);
        let mut next = take.recv().ok();
        while let Some(first) = next.take() {
            let (mut records, mut weight) = (first.records, first.weight);
            let mut step = vec![first.step];
            let most = STEP.as_secs_f64() * 1000.0 / self.rate;
            while let Ok(more) = take.recv() {
                if (weight + more.weight) as f64 > most {
                    next = Some(more);
                    break;
                }
                records += more.records;
                weight += more.weight;
                step.push(more.step);
            }
            done += weight;
            held.goes_on()?;
            let progress = held.progress("Coming in:", done, total);
            held.tell(&progress);
            let spent = self.step(held, step, records, progress)?.as_secs_f64() * 1000.0;
            // Follow slowness quickly and speed with care, so that one quick step makes no long one.
            let seen = spent / weight.max(1) as f64;
            let follow = if seen > self.rate { 0.5 } else { 0.2 };
            self.rate += (seen - self.rate) * follow;
        }
        Ok(())
    }

    fn weight_before(&self, at: i64) -> i64 {
        let mut before = 0;
        self.chunks
            .iter()
            .map(|c| {
                let here = (at - before).clamp(0, c.records);
                before += c.records;
                here * c.part.weight()
            })
            .sum()
    }

    /// One transaction: the records, and how many there are by now. How long its closure took.
    fn step(
        &mut self,
        held: &Held<'_>,
        step: Vec<Step>,
        records: i64,
        progress: Progress,
    ) -> Result<Duration> {
        let (tenant, run, from) = (held.db.tenant(), self.run, self.at);
        let (job, holder, now) = (held.job, held.holder.clone(), held.db.clock().now());
        let step = Arc::new(step);
        let spent = held.db.facade().write_now(move |c| {
            let began = Instant::now();
            // A commit whose answer was lost has counted itself already.
            if store::published(c, tenant, run)? == from + records {
                return Ok(began.elapsed());
            }
            job::beat(c, tenant, job, &holder, &progress, now)?;
            for part in step.iter() {
                part.run(c, tenant, run)?;
            }
            if store::move_on(c, tenant, run, from, from + records)? {
                Ok(began.elapsed())
            } else {
                Err(Error::Conflict("Another process has taken this import over.".to_owned()))
            }
        })?;
        self.at += records;
        Ok(spent)
    }
}

/// Makes the run's rows show, with the audit of it, at once.
fn show(held: &Held<'_>, run: &Run) -> Result<()> {
    let (tenant, id, now) = (held.db.tenant(), run.run_id, held.db.clock().now());
    let words = holds(run);
    let mut event = Event::of_nobody(tenant, now, held.db.chance(), "import").with_actor(
        run.made_by.uuid(),
        access::NOBODY,
        access::NOBODY,
    );
    (event.object_type, event.object) = ("import", id);
    event.detail = format!("{}: {words}", run.name);
    let (job, holder) = (held.job, held.holder.clone());
    held.db.facade().write_now(move |c| {
        if !store::live(c, tenant, id, now, &words)? {
            // A commit whose answer was lost has made it live already.
            return Ok(());
        }
        relations::publish_batch(c, tenant, id)?;
        job::finish(c, tenant, job, &holder, (State::Done, &words), now)?;
        event.write(c)
    })
}

/// What a run holds, in words: `799 people, 819 cases`.
pub fn holds(run: &Run) -> String {
    let some: Vec<String> = run
        .holds()
        .filter(|(_, n)| *n > 0)
        .map(|(name, n)| format!("{} {name}", kernel::words::thousands(n)))
        .collect();
    if some.is_empty() { "nothing".to_owned() } else { some.join(", ") }
}
