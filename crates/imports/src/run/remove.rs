//! Taking a run back: what it wrote goes in short steps, out of sight from the first one on.

use super::held::Held;
use crate::{
    ids::{Ids, Kind},
    model::{Run, RunKind, RunState},
    store,
};
use access::{audit::Event, bulk};
use kernel::{
    Result,
    db::Conn,
    job::{self, State},
};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long a step should hold the writer.
const STEP: Duration = Duration::from_millis(20);

/// What stays of a run that is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// The run itself, so that the list of imports still tells of it.
    Run,
    /// Nothing.
    Nothing,
}

/// Takes back all that a run wrote and staged, and puts it into its last state.
pub fn remove(held: &mut Held<'_>, run: &Run, trace: Trace) -> Result<()> {
    let (tenant, id) = (held.db.tenant(), run.run_id);
    let ids = Ids::of(id, run.made_at);
    let alerts = ids.bounds_of(Kind::Alert);
    let (first_case, _) = ids.bounds_of(Kind::Case);
    held.begin();
    let total = run.count("people") + run.count("cases") + run.count("reviews");
    let mut gone = 0;
    if run.kind == RunKind::Reviews {
        steps(held, (&mut gone, total), move |c, most| {
            quality::results::import::drop_imported(c, tenant, id, most)
        })?;
    }
    steps(held, (&mut gone, total), move |c, most| {
        let cases = bulk::cases_of(c, tenant, id, most)?;
        if let Some(last) = cases.last() {
            store::later::drop_worked_out(c, tenant, (first_case, last.uuid()))?;
            cases::store::bulk::drop_cases(c, tenant, id, *last)?;
        }
        Ok(cases.len() as u64)
    })?;
    steps(held, (&mut gone, total), move |c, most| {
        let people = bulk::people_of(c, tenant, id, most)?;
        if let Some(last) = people.last() {
            people::store::bulk::drop_people(c, tenant, id, *last)?;
            bulk::drop_people(c, tenant, id, *last)?;
        }
        Ok(people.len() as u64)
    })?;
    let mut uncounted = 0;
    steps(held, (&mut uncounted, 0), move |c, most| {
        people::store::bulk::drop_households(c, tenant, id, most)
    })?;
    steps(held, (&mut uncounted, 0), move |c, most| store::drop_external(c, tenant, id, most))?;
    steps(held, (&mut uncounted, 0), move |c, _| store::drop_chunks(c, tenant, id, true, 4))?;
    steps(held, (&mut uncounted, 0), move |c, most| store::drop_problems(c, tenant, id, most))?;
    finish(held, run, alerts, trace)
}

/// Throws away what a run staged once it is live; its bad rows stay, to be fetched and mended. The job is over by
/// then, so nobody is told, and nothing is lost when the process ends half way: the server's worker looks for it.
pub fn tidy(held: &Held<'_>, run: Uuid) -> Result<()> {
    let tenant = held.db.tenant();
    while held.db.facade().write_now(move |c| store::drop_chunks(c, tenant, run, false, 4))? > 0 {}
    Ok(())
}

/// Runs a step until it finds nothing more, taking as many at a time as fit.
fn steps(
    held: &mut Held<'_>,
    (done, total): (&mut i64, i64),
    step: impl Fn(&mut dyn Conn, i64) -> Result<u64> + Clone + Send + 'static,
) -> Result<()> {
    let mut most = 50;
    loop {
        let step = step.clone();
        let began = Instant::now();
        let n = held.db.facade().write_now(move |c| step(c, most))?;
        if n == 0 {
            return Ok(());
        }
        *done += n as i64;
        held.beat("Taking back:", *done, total)?;
        most = if began.elapsed() > STEP { (most / 2).max(5) } else { (most + most / 4).min(2_000) };
    }
}

fn finish(held: &Held<'_>, run: &Run, (first, last): (Uuid, Uuid), trace: Trace) -> Result<()> {
    let (tenant, id, now) = (held.db.tenant(), run.run_id, held.db.clock().now());
    let state = match run.state {
        RunState::Undoing => RunState::Undone,
        // Words on a run that is being cancelled say what failed.
        _ if run.words.is_empty() => RunState::Cancelled,
        _ => RunState::Failed,
    };
    let mut event = Event::of_nobody(tenant, now, held.db.chance(), "import_undo").with_actor(
        run.made_by.uuid(),
        access::NOBODY,
        access::NOBODY,
    );
    (event.object_type, event.object) = ("import", id);
    event.detail.clone_from(&run.name);
    let (job, holder, words) = (held.job, held.holder.clone(), run.words.clone());
    let made_service = !run.setting(super::MADE_SERVICE).is_empty();
    held.db.facade().write_now(move |c| {
        people::store::bulk::drop_alerts(c, tenant, (first, last))?;
        bulk::drop_rest(c, tenant, id)?;
        if made_service {
            bulk::drop_service(c, tenant)?;
        }
        if trace == Trace::Nothing {
            job::forget(c, tenant, id)?;
            return store::forget(c, tenant, id);
        }
        store::set_state(c, tenant, id, state, &words)?;
        event.write(c)?;
        job::finish(c, tenant, job, &holder, (State::Done, "Taken back"), now)
    })
}
