//! An import by command from its first look at the file to its end.

use super::{BAD_INPUT, Beside, Console, GOOD, report, short};
use crate::{
    check::{Input, check},
    model::{Run, RunState},
    run::{self, Begun, Checked, Held, Trace, Watch, Wish},
    store::{self, NewRun},
};
use access::Db;
use kernel::{
    Error, Result,
    job::{self, Job, Progress, State},
};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How often a command looks how far the server is.
const LOOK: Duration = Duration::from_millis(200);

/// How often it says so.
const TELL: Duration = Duration::from_secs(2);

pub(super) fn import(
    db: &Db,
    mut new: NewRun,
    input: &Input,
    exclude_bad: bool,
    beside: &Beside,
    console: &mut Console<'_>,
) -> Result<u8> {
    if let Some(file) = &beside.said {
        report::must_be_free(file)?;
    }
    if console.wish() == Wish::Cancel {
        return Err(Error::Cancelled);
    }
    let holder = run::holder(db);
    clear_orphans(db, &new, &holder, console)?;
    let job = loop {
        match run::begin(db, &mut new, &holder)? {
            Begun::New(job) => break job,
            Begun::Same(run, at_work) => {
                if interrupted(db, &run, at_work, &holder, console)? {
                    return report::done(db, run.run_id, &[], beside, console);
                }
            }
        }
    };
    let taken_back = |e: Error| take_back(db, new.run_id, job.job_id, &holder).and(Err(e));
    let mut held = Held::new(db, &job, console);
    let checked =
        check(&mut held, &new, input).and_then(|checked| held.finish(State::Done, "").map(|()| checked));
    let checked = match checked.and_then(|checked| some_rows(checked, exclude_bad)) {
        Ok(checked) => checked,
        Err(e) => return taken_back(e),
    };
    let bad = checked.verdict.bad > 0;
    // What cannot be written is told, and changes nothing of what becomes of the import.
    let written = bad.then(|| report::bad_rows(db, new.run_id, &beside.bad));
    if bad && !exclude_bad {
        take_back(db, new.run_id, job.job_id, &holder)?;
    }
    if let Some(written) = written {
        report::problems(&checked, written, exclude_bad, console);
    }
    if bad && !exclude_bad {
        return Ok(BAD_INPUT);
    }
    let (tenant, id, next, now) =
        (db.tenant(), new.run_id, db.chance().uuid(db.clock().now()), db.clock().now());
    if let Err(e) = db.facade().write_now(move |c| run::accept(c, tenant, id, exclude_bad, next, now)) {
        return taken_back(e);
    }
    follow(db, next, &holder, console, Trace::Nothing)?;
    outcome(db, new.run_id)?;
    report::done(db, new.run_id, &checked.warnings, beside, console)
}

/// Takes back what commands that died while they read have left: nobody is at it, and nobody would come back to it.
fn clear_orphans(db: &Db, new: &NewRun, holder: &str, console: &mut Console<'_>) -> Result<()> {
    let (tenant, now) = (db.tenant(), new.made_at);
    let left = db.facade().report_now(move |c| store::orphans(c, tenant, now))?;
    // The same content is told of where the run is begun.
    let by_command = left.iter().filter(|run| run.setting("by") == "command" && run.file_hash != new.hash);
    for run in by_command {
        take_back(db, run.run_id, Uuid::nil(), holder)?;
        console.tell(&format!(
            "What an interrupted import of {} left ({}) is cleared away.",
            run.made_at.long(),
            run.name
        ));
    }
    Ok(())
}

/// A file without a row that can come in is no import.
fn some_rows(checked: Checked, exclude_bad: bool) -> Result<Checked> {
    if checked.verdict.rows == 0 {
        return Err(Error::invalid("There are headings and no rows."));
    }
    if exclude_bad && checked.verdict.rows == checked.verdict.bad {
        return Err(Error::invalid("Every row has a problem, so nothing would come in."));
    }
    Ok(checked)
}

pub(super) fn undo(db: &Db, run: &Run, console: &mut Console<'_>) -> Result<u8> {
    run::undo(db, run)?;
    let (tenant, id) = (db.tenant(), run.run_id);
    let at_work = db.facade().report_now(move |c| job::latest(c, tenant, id))?.ok_or(Error::NotFound)?;
    // Half undone is hidden and nothing else: the rest is finished whatever the terminal says.
    follow(db, at_work.job_id, &run::holder(db), &mut Quiet(Some(console)), Trace::Run)?;
    console.tell(&format!("Undone: {}, {}.", run.name, run::holds(run)));
    Ok(GOOD)
}

/// The same content is here or on its way. `true` when an interrupted import of it was brought to its end, `false`
/// when one was cleared away, an error when it is in or somebody is at it.
fn interrupted(
    db: &Db,
    run: &Run,
    at_work: Option<Job>,
    holder: &str,
    console: &mut Console<'_>,
) -> Result<bool> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    let served = db.facade().report_now(move |c| job::server_is_live(c, tenant, now))?;
    let alive = at_work.as_ref().is_some_and(|job| match job.state {
        State::Waiting => served,
        State::Running => job.leased_until_at >= now,
        _ => false,
    });
    let (when, name) = (run.made_at.long(), short(run));
    let refuse = |words: String| Err(Error::invalid(words));
    match run.state {
        RunState::Live => refuse(format!(
            "The same content came in on {when} as {} (import {name}). To bring it in again, undo that import first: \
             alongside import undo {name}",
            run.name
        )),
        _ if alive => refuse(format!(
            "The same content is being imported at this moment, since {when} (import {name})."
        )),
        RunState::Checked if run.setting("by") != "command" => refuse(format!(
            "The same content was checked on {when} and waits for somebody to decide, on the page of import {name}."
        )),
        RunState::Publishing => {
            console.tell(&format!("The import of {when} was interrupted. It goes on from where it was."));
            let job = at_work.ok_or_else(|| Error::defect("an import without a job"))?;
            let job = restarted(db, &job, run)?;
            follow(db, job, holder, console, Trace::Nothing)?;
            outcome(db, run.run_id).map(|()| true)
        }
        _ => {
            console.tell(&format!("What an interrupted import of {when} left is cleared away."));
            take_back(db, run.run_id, at_work.map_or(Uuid::nil(), |job| job.job_id), holder)?;
            Ok(false)
        }
    }
}

/// The job of an interrupted import, or a new one when that ended.
fn restarted(db: &Db, job: &Job, run: &Run) -> Result<Uuid> {
    if matches!(job.state, State::Waiting | State::Running) {
        return Ok(job.job_id);
    }
    let (tenant, id, now) = (db.tenant(), run.run_id, db.clock().now());
    let next = db.chance().uuid(now);
    db.facade().write_now(move |c| job::enqueue(c, tenant, next, run::PUBLISH, id, now))?;
    Ok(next)
}

/// Takes back all that a run staged or wrote, and the run: as if it had never been.
fn take_back(db: &Db, run: Uuid, old: Uuid, holder: &str) -> Result<()> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    let (next, me) = (db.chance().uuid(now), holder.to_owned());
    // Claimed in the same breath, so that no server takes it and leaves the run's name behind.
    let claimed = db.facade().write_now(move |c| {
        if let Some(job) = job::find(c, tenant, old)?
            && job.state == State::Running
            && job.holder == me
        {
            job::finish(c, tenant, old, &me, (State::Failed, ""), now)?;
        }
        run::start_removal(c, tenant, run, RunState::Cancelling, "", next, now)?;
        job::claim(c, tenant, next, &me, now)
    })?;
    let job = claimed.ok_or_else(|| Error::defect("a new job is taken"))?;
    run::work(db, &job, &mut Quiet(None), Trace::Nothing)
}

/// How a followed import ended, as an error when it is not in.
fn outcome(db: &Db, run: Uuid) -> Result<()> {
    let tenant = db.tenant();
    match db.facade().report_now(move |c| store::find(c, tenant, run))? {
        Some(run) if run.state == RunState::Live => Ok(()),
        Some(run) if run.state == RunState::Failed => Err(Error::invalid(run.words)),
        _ => Err(Error::Cancelled),
    }
}

/// Brings a job to its end: the server's when one runs, else in this process. A job that was cancelled or broke has a
/// removal behind it, which is followed as well.
fn follow(db: &Db, job: Uuid, holder: &str, watch: &mut dyn Watch, trace: Trace) -> Result<()> {
    let tenant = db.tenant();
    let mut told = Instant::now();
    let (mut asked, mut job) = (false, job);
    loop {
        let (now, me) = (db.clock().now(), holder.to_owned());
        let (found, newest, served) = db.facade().report_now(move |c| {
            let Some(found) = job::find(c, tenant, job)? else { return Ok((None, None, false)) };
            let newest = job::latest(c, tenant, found.subject_id)?;
            Ok((Some(found), newest, job::server_is_live(c, tenant, now)?))
        })?;
        // A run that left nothing took its jobs with it.
        let Some(found) = found else { return Ok(()) };
        match found.state {
            State::Done | State::Failed | State::Cancelled => match newest {
                Some(newest) if newest.job_id != job => job = newest.job_id,
                _ => return Ok(()),
            },
            State::Waiting | State::Running if !served => {
                let claimed = db.facade().write_now(move |c| job::claim(c, tenant, job, &me, now))?;
                if let Some(claimed) = claimed {
                    if claimed.kind == run::REMOVE {
                        run::work(db, &claimed, &mut Quiet(None), trace)?;
                    } else {
                        run::work(db, &claimed, watch, trace)?;
                    }
                } else {
                    std::thread::sleep(LOOK);
                }
            }
            State::Waiting | State::Running => {
                if watch.wish() == Wish::Cancel && !asked && found.kind != run::REMOVE {
                    asked = true;
                    db.facade().write_now(move |c| job::ask_cancel(c, tenant, job))?;
                }
                if told.elapsed() >= TELL && !found.words.is_empty() {
                    told = Instant::now();
                    watch.told(&Progress { done: found.done, total: found.total, words: found.words });
                }
                std::thread::sleep(LOOK);
            }
        }
    }
}

/// Work that is brought to its end whatever anybody wishes; what it says may still be heard.
struct Quiet<'a, 'b>(Option<&'a mut Console<'b>>);

impl Watch for Quiet<'_, '_> {
    fn told(&mut self, progress: &Progress) {
        if let Some(console) = &mut self.0 {
            console.told(progress);
        }
    }

    fn wish(&self) -> Wish {
        Wish::GoOn
    }
}
