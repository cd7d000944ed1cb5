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

/// Begins a run and claims its check, unless the same content is here or on its way.
pub fn begin(db: &Db, new: &NewRun, holder: &str) -> Result<Begun> {
    let (tenant, new, holder) = (db.tenant(), new.clone(), holder.to_owned());
    let job = db.chance().uuid(new.made_at);
    db.facade().write_now(move |c| {
        if let Some(same) = store::same(c, tenant, &new.hash)? {
            let at_work = job::latest(c, tenant, same.run_id)?;
            return Ok(Begun::Same(Box::new(same), at_work));
        }
        set_up(c, tenant, new.made_at)?;
        store::add(c, tenant, &new)?;
        job::enqueue(c, tenant, job, CHECK, new.run_id, new.made_at)?;
        let claimed = job::claim(c, tenant, job, &holder, new.made_at)?;
        claimed.map(|job| Begun::New(Box::new(job))).ok_or_else(|| Error::defect("a new job is taken"))
    })
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

/// A database that nobody has set up gets a service of a plain name: people and cases need one.
fn set_up(c: &mut dyn Conn, tenant: i64, at: Instant) -> Result<()> {
    access::store::add_tenant(c, tenant, "Alongside", "england-and-wales", at)
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
    let people = people::store::bulk::touched(c, tenant, run.run_id, ids)?;
    let cases = cases::store::bulk::touched(c, tenant, run.run_id, ids)?;
    let built = bulk::built(c, tenant, run.run_id)?;
    let later: Vec<String> = [
        (people.people, "person was changed", "people were changed"),
        (people.names, "name was added", "names were added"),
        (people.addresses, "address was added", "addresses were added"),
        (people.methods, "way to reach somebody was added", "ways to reach people were added"),
        (people.members, "worker was added to somebody", "workers were added to people"),
        (people.ties, "tie was added", "ties were added"),
        (people.matters, "saying of what matters was added", "sayings of what matters were added"),
        (people.risks, "risk was added", "risks were added"),
        (people.alerts, "warning was added", "warnings were added"),
        (people.households, "place in a household was added", "places in households were added"),
        (cases.cases, "case was changed", "cases were changed"),
        (cases.contacts, "contact was added", "contacts were added"),
        (cases.actions, "action was added or done", "actions were added or done"),
        (cases.parties, "person was added to a case", "people were added to cases"),
        (built.cases, "later case is about one of its people", "later cases are about its people"),
        (
            built.workers.saturating_sub(people.members),
            "worker works with one of its people",
            "workers work with its people",
        ),
        (built.team_cases, "later case is with one of its teams", "later cases are with its teams"),
        (built.team_members, "worker joined one of its teams", "workers joined its teams"),
        (built.users, "of its workers is in use", "of its workers are in use"),
    ]
    .into_iter()
    .filter(|(n, ..)| *n > 0)
    .map(|(n, one, many)| count(n, one, many))
    .collect();
    Ok((!later.is_empty())
        .then(|| format!("It cannot be undone, because it was worked with since: {}.", later.join(", "))))
}

/// Hides a live run and asks for its rows to be taken back.
pub fn start_undo(c: &mut dyn Conn, tenant: i64, run: Uuid, job: Uuid, now: Instant) -> Result<()> {
    match store::find(c, tenant, run)? {
        Some(found) if found.state == RunState::Live => {
            start_removal(c, tenant, run, RunState::Undoing, "", job, now)
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
