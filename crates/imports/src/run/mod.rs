//! The life of a run: begun, checked, published, taken back. Every long step is a job under a lease.
//!
//! ```text
//! staging → checked → publishing → live → undoing → undone
//!     ↘         ↘          ↘
//!      failed    cancelling → cancelled (or failed, when something broke)
//! ```

mod held;
mod publish;
mod remove;
mod runner;
mod stage;

pub use held::{Held, Watch, Wish};
pub use publish::holds;
pub use remove::Trace;
pub(crate) use runner::work;
pub use runner::{Runner, runner};
pub use stage::{BadRow, Checked, Stager};

use crate::{
    ids::Ids,
    model::{Run, RunState},
    store::{self, NewRun},
};
use access::{Db, bulk};
use kernel::{
    Error, Instant, Result,
    db::Conn,
    job::{self, Job},
    words::count,
};
use uuid::Uuid;

/// The job that reads and checks.
pub const CHECK: &str = "import-check";
/// The job that publishes.
pub const PUBLISH: &str = "import-publish";
/// The job that takes back.
pub const REMOVE: &str = "import-remove";

/// The setting of a run that made the service it came into, which goes with it.
pub const MADE_SERVICE: &str = "made service";

/// A name for this process among those that hold jobs.
pub fn holder(db: &Db) -> String {
    format!("process {} {}", std::process::id(), db.chance().token())
}

/// What came of beginning a run.
pub enum Begun {
    /// It is begun, and this process holds its job.
    New(Box<Job>),
    /// The same content is under way or live; and the job that works at it, if one does.
    Same(Box<Run>, Option<Job>),
}

/// Begins a run and claims its check, unless the same content is here or on its way. A database that nobody has set up
/// gets a service of a plain name with it, and the run remembers that it made it.
pub fn begin(db: &Db, new: &mut NewRun, holder: &str) -> Result<Begun> {
    let (tenant, run, holder) = (db.tenant(), new.clone(), holder.to_owned());
    let job = db.chance().uuid(new.made_at);
    let (begun, settings) = db.facade().write_now(move |c| {
        if let Some(same) = store::same(c, tenant, &run.hash)? {
            let at_work = job::latest(c, tenant, same.run_id)?;
            return Ok((Begun::Same(Box::new(same), at_work), run.settings.clone()));
        }
        let mut run = run.clone();
        if access::store::tenant(c, tenant)?.is_none() {
            access::store::add_tenant(c, tenant, "Alongside", "england-and-wales", run.made_at)?;
            run.settings += &crate::model::line(MADE_SERVICE, "yes");
        }
        store::add(c, tenant, &run)?;
        job::enqueue(c, tenant, job, CHECK, run.run_id, run.made_at)?;
        let claimed = job::claim(c, tenant, job, &holder, run.made_at)?;
        let job = claimed.ok_or_else(|| Error::defect("a new job is taken"))?;
        Ok((Begun::New(Box::new(job)), run.settings))
    })?;
    new.settings = settings;
    Ok(begun)
}

/// Begins a run whose check the server's worker takes up.
pub fn ask(c: &mut dyn Conn, tenant: i64, new: &NewRun, job: Uuid) -> Result<()> {
    if let Some(same) = store::same(c, tenant, &new.hash)? {
        return Err(Error::invalid(format!(
            "The same content was brought on {} as {}, and stands as: {}. Undo or cancel that import first, or choose another file.",
            same.made_at.long(),
            same.name,
            same.state.label().to_lowercase()
        )));
    }
    store::add(c, tenant, new)?;
    job::enqueue(c, tenant, job, CHECK, new.run_id, new.made_at)
}

/// Somebody accepts a checked run: its publishing is asked for. The job's id.
pub fn accept(
    c: &mut dyn Conn,
    tenant: i64,
    run: Uuid,
    without_bad: bool,
    job: Uuid,
    now: Instant,
) -> Result<()> {
    let found = store::find(c, tenant, run)?.ok_or(Error::NotFound)?;
    if found.rows_bad > 0 && !without_bad {
        let rows = count(found.rows_bad, "row has a problem", "rows have problems");
        return Err(Error::invalid(format!("{rows}. Mend the file, or import without them.")));
    }
    if !store::accept(c, tenant, run, without_bad)? {
        return Err(Error::Conflict(
            "This import is not waiting any more. Open it to see how it stands.".to_owned(),
        ));
    }
    job::enqueue(c, tenant, job, PUBLISH, run, now)
}

/// Somebody wants a run stopped: what works at it is asked to stop, or its removal is asked for.
pub fn cancel(c: &mut dyn Conn, tenant: i64, run: Uuid, job: Uuid, now: Instant) -> Result<()> {
    let found = store::find(c, tenant, run)?.ok_or(Error::NotFound)?;
    match found.state {
        RunState::Staging | RunState::Publishing => match job::latest(c, tenant, run)? {
            Some(at_work) => job::ask_cancel(c, tenant, at_work.job_id),
            None => start_removal(c, tenant, run, RunState::Cancelling, "", job, now),
        },
        RunState::Checked => start_removal(c, tenant, run, RunState::Cancelling, "", job, now),
        _ => Err(Error::Conflict(
            "This import can no longer be cancelled. Open it to see how it stands.".to_owned(),
        )),
    }
}

/// Asks for a run's removal; from now on nothing of it shows.
pub fn start_removal(
    c: &mut dyn Conn,
    tenant: i64,
    run: Uuid,
    state: RunState,
    words: &str,
    job: Uuid,
    now: Instant,
) -> Result<()> {
    bulk::hide_batch(c, tenant, run)?;
    store::set_state(c, tenant, run, state, words)?;
    job::enqueue(c, tenant, job, REMOVE, run, now)
}

/// Why a live run cannot be undone any more, in words; `None` while it can.
pub fn why_not_undo(c: &mut dyn Conn, tenant: i64, run: &Run) -> Result<Option<String>> {
    if run.state != RunState::Live {
        return Ok(Some("Only an import that is in can be undone.".to_owned()));
    }
    let ids = Ids::of(run.run_id, run.made_at).bounds();
    let people = people::store::bulk::touched(c, tenant, run.run_id)?;
    let (cases, actions) = cases::store::bulk::touched(c, tenant, run.run_id)?;
    let built = bulk::built(c, tenant, run.run_id)?;
    let changed = [
        (people, "person was changed", "people were changed"),
        (cases, "case was changed", "cases were changed"),
        (actions, "action was changed or done", "actions were changed or done"),
        (built.workers, "worker works with one of its people", "workers work with its people"),
        (built.users, "of its workers has an account by now", "of its workers have accounts by now"),
    ];
    let changed = changed.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(n, one, many));
    let mut why: Vec<String> = changed.collect();
    why.extend(later_work(c, tenant, ids)?);
    Ok(worked_with(&why))
}

/// Later work that hangs on a run's records, in words: "3 cases have later work (a decision, a letter)".
fn later_work(c: &mut dyn Conn, tenant: i64, ids: (Uuid, Uuid)) -> Result<Vec<String>> {
    let (kinds, totals) = store::later::later(c, tenant, ids)?;
    let words = totals.iter().map(|total| {
        let (one, many) = match total.kind.as_str() {
            "case" => ("case has", "cases have"),
            "person" => ("person has", "people have"),
            "worker" => ("of its workers has", "of its workers have"),
            "team" => ("of its teams has", "of its teams have"),
            "organisation" => ("of its organisations has", "of its organisations have"),
            "household" => ("household has", "households have"),
            _ => ("action has", "actions have"),
        };
        let done: Vec<&str> =
            kinds.iter().filter(|k| k.kind == total.kind).map(|k| k.what.as_str()).collect();
        format!("{} later work ({})", count(total.records, one, many), done.join(", "))
    });
    Ok(words.collect())
}

fn worked_with(why: &[String]) -> Option<String> {
    (!why.is_empty())
        .then(|| format!("It cannot be undone, because it was worked with since: {}.", why.join("; ")))
}

/// Hides a live run and asks for its rows to be taken back.
pub fn start_undo(c: &mut dyn Conn, tenant: i64, run: Uuid, job: Uuid, now: Instant) -> Result<()> {
    match store::find(c, tenant, run)? {
        Some(found) if found.state == RunState::Live => {
            // Asked again in the same transaction: what hangs on a record would keep it from being taken back.
            let later = later_work(c, tenant, Ids::of(run, found.made_at).bounds())?;
            match worked_with(&later) {
                Some(why) => Err(Error::Conflict(why)),
                None => start_removal(c, tenant, run, RunState::Undoing, "", job, now),
            }
        }
        Some(_) => Err(Error::Conflict("Only an import that is in can be undone.".to_owned())),
        None => Err(Error::NotFound),
    }
}

/// Asks for a live run to be taken back. [`Error::Conflict`] when somebody has worked with it since.
pub fn undo(db: &Db, run: &Run) -> Result<()> {
    let (tenant, found) = (db.tenant(), run.clone());
    // Looking at a large import takes longer than a change may: it is looked at first, and hidden after.
    if let Some(why) = db.facade().report_now(move |c| why_not_undo(c, tenant, &found))? {
        return Err(Error::Conflict(why));
    }
    let (id, job, now) = (run.run_id, db.chance().uuid(db.clock().now()), db.clock().now());
    db.facade().write_now(move |c| start_undo(c, tenant, id, job, now))
}
