//! The commands `alongside import …`: what they do and what they say.
//!
//! A command reads and checks the file itself and stages it. Publishing it hands to a running server; without one it
//! publishes itself. Bad input ends with code 2 and the database as it was.

mod life;
mod report;

pub(crate) use report::{bad_rows_of, write_row};

use crate::{
    check::Input,
    hmis as export,
    model::{Run, RunKind},
    read,
    run::{self, Wish},
    store::{self, NewRun},
    template as ours,
};
use access::{Db, TeamId, UserId, bulk};
use kernel::{Error, Result, job::Progress, words::fold};
use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

/// All went well.
pub const GOOD: u8 = 0;
/// What was given cannot be used; the database is as it was.
pub const BAD_INPUT: u8 = 2;
/// Stopped on request; the database is as it was.
pub const STOPPED: u8 = 130;

/// What `import cases` is given.
#[derive(Clone, Debug, Default)]
pub struct CasesArgs {
    /// The CSV or XLSX file.
    pub file: PathBuf,
    /// `--map "Our column=Their heading"`, as often as wanted.
    pub map: Vec<String>,
    /// `--team NAME`: where cases go whose own team is empty or not known here.
    pub team: Option<String>,
    /// `--exclude-bad`: bring in the sound rows and leave the others out.
    pub exclude_bad: bool,
    /// `--as SIGN-IN`: who is said to have brought them in.
    pub by: Option<String>,
}

/// What `import hmis` is given.
#[derive(Clone, Debug, Default)]
pub struct HmisArgs {
    /// The folder of the export.
    pub folder: PathBuf,
    /// `--exclude-bad`: bring in the sound rows and leave the others out.
    pub exclude_bad: bool,
    /// `--as SIGN-IN`: who is said to have brought them in.
    pub by: Option<String>,
}

/// `alongside import cases FILE`.
pub fn cases(db: &Db, args: &CasesArgs, out: &mut dyn Write, cancelled: &AtomicBool) -> Result<u8> {
    let done = prepare_cases(db, args).and_then(|(new, input)| {
        let bad = Place::File(beside(&args.file, "-problems.csv"));
        life::import(db, &new, &input, args.exclude_bad, &bad, &mut Console { out: &mut *out, cancelled })
    });
    code(done, out)
}

fn prepare_cases(db: &Db, args: &CasesArgs) -> Result<(NewRun, Input)> {
    let said = args.map.iter().map(|pair| {
        let pair = pair
            .split_once('=')
            .filter(|(ours, theirs)| !ours.trim().is_empty() && !theirs.trim().is_empty());
        let pair = pair.ok_or_else(|| Error::invalid("--map is written \"Our column=Their heading\"."))?;
        Ok((pair.0.trim().to_owned(), pair.1.trim().to_owned()))
    });
    let said: Vec<(String, String)> = said.collect::<Result<_>>()?;
    let scan = read::scan(&args.file)?;
    let team = args.team.as_deref().map(|name| team(db, name)).transpose()?.flatten();
    let new = new_run(db, RunKind::Cases, read::name_of(&args.file), scan.hash.to_vec(), args.by.as_deref())?;
    Ok((NewRun { team, ..new }, Input::Cases(args.file.clone(), scan, said)))
}

/// `alongside import hmis DIR`.
pub fn hmis(db: &Db, args: &HmisArgs, out: &mut dyn Write, cancelled: &AtomicBool) -> Result<u8> {
    let done = export::scan(&args.folder).and_then(|folder| {
        let name = read::name_of(&args.folder);
        let new = new_run(db, RunKind::Hmis, name, folder.hash.to_vec(), args.by.as_deref())?;
        let bad = Place::Folder(beside(&args.folder, "-problems"));
        let input = Input::Hmis(folder);
        life::import(db, &new, &input, args.exclude_bad, &bad, &mut Console { out: &mut *out, cancelled })
    });
    code(done, out)
}

/// `alongside import undo ID`: takes an import back. `id` is the whole id, its end, or `last`.
pub fn undo(db: &Db, id: &str, out: &mut dyn Write, cancelled: &AtomicBool) -> Result<u8> {
    let done = find(db, id).and_then(|run| life::undo(db, &run, &mut Console { out: &mut *out, cancelled }));
    code(done, out)
}

/// `alongside import list`: the latest imports.
pub fn list(db: &Db, out: &mut dyn Write) -> Result<u8> {
    let tenant = db.tenant();
    let (runs, _) = db.facade().report_now(move |c| store::list(c, tenant, 50, 0))?;
    if runs.is_empty() {
        say(out, "Nothing was imported yet.")?;
    }
    for run in runs {
        let words = format!(
            "{}  {}  {}  {}  {}",
            short(&run),
            run.made_at.long(),
            run.state,
            run.name,
            run::holds(&run)
        );
        say(out, &words)?;
    }
    Ok(GOOD)
}

/// `alongside import template cases`: the template with two example rows, or with `columns` what each column means.
pub fn template(db: &Db, columns: bool, out: &mut dyn Write) -> Result<u8> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    let teams = db.facade().report_now(move |c| bulk::teams(c, tenant, now))?;
    let (template, words) = ours::write(teams.first().map(|team| team.name.as_str()))?;
    let bytes = if columns { words } else { template };
    out.write_all(&bytes).map_err(|e| Error::io("the output", e))?;
    Ok(GOOD)
}

/// Where bad rows are written.
enum Place {
    /// One file.
    File(PathBuf),
    /// A folder with a file for each of the export's.
    Folder(PathBuf),
}

/// A path beside another: its name without ending, and a tail.
fn beside(path: &Path, tail: &str) -> PathBuf {
    let stem = path.file_stem().map_or_else(|| "import".into(), |stem| stem.to_string_lossy().into_owned());
    path.with_file_name(format!("{stem}{tail}"))
}

fn new_run(db: &Db, kind: RunKind, name: String, hash: Vec<u8>, by: Option<&str>) -> Result<NewRun> {
    let made_at = db.clock().now();
    Ok(NewRun {
        run_id: db.chance().uuid(made_at),
        kind,
        name,
        hash,
        made_by: by.map_or(Ok(UserId::from_uuid(access::NOBODY)), |by| user(db, by))?,
        made_at,
        team: None,
        settings: crate::model::line("by", "command"),
    })
}

fn user(db: &Db, name: &str) -> Result<UserId> {
    let (tenant, folded) = (db.tenant(), fold(name));
    let found = db.facade().report_now(move |c| bulk::users(c, tenant))?;
    let mut same =
        found.iter().filter(|u| u.active && (fold(&u.sign_in) == folded || fold(&u.name) == folded));
    match (same.next(), same.next()) {
        (Some(one), None) => Ok(one.user_id),
        _ => Err(Error::invalid(format!("--as: {name} is not the sign-in name of one worker here."))),
    }
}

/// The team of a name. Where the service has no team at all, the import makes one, whatever name was given.
fn team(db: &Db, name: &str) -> Result<Option<TeamId>> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    let teams = db.facade().report_now(move |c| bulk::teams(c, tenant, now))?;
    let found = teams.iter().find(|t| fold(&t.name) == fold(name)).map(|t| t.team_id);
    if found.is_none() && !teams.is_empty() {
        let names: Vec<&str> = teams.iter().take(20).map(|t| t.name.as_str()).collect();
        return Err(Error::invalid(format!(
            "--team: no team here is called {name}. There are: {}.",
            names.join(", ")
        )));
    }
    Ok(found)
}

/// A run as people name it: the end of its id.
pub(crate) fn short(run: &Run) -> String {
    run.run_id.simple().to_string().split_off(24)
}

fn find(db: &Db, id: &str) -> Result<Run> {
    let tenant = db.tenant();
    let (runs, _) = db.facade().report_now(move |c| store::list(c, tenant, 1000, 0))?;
    let wanted = id.trim().to_lowercase().replace('-', "");
    let last = runs.iter().find(|r| r.state == crate::model::RunState::Live).filter(|_| wanted == "last");
    let ends = |r: &&Run| wanted.len() >= 4 && r.run_id.simple().to_string().ends_with(&wanted);
    last.or_else(|| runs.iter().find(ends))
        .cloned()
        .ok_or_else(|| Error::invalid(format!("There is no import {id}. See: alongside import list")))
}

/// What is said on the way, and the wish to stop.
struct Console<'a> {
    out: &'a mut dyn Write,
    cancelled: &'a AtomicBool,
}

impl run::Watch for Console<'_> {
    fn told(&mut self, progress: &Progress) {
        // A terminal that went away does not stop the work.
        let _gone = say(self.out, &progress.words);
    }

    fn wish(&self) -> Wish {
        if self.cancelled.load(Ordering::SeqCst) { Wish::Cancel } else { Wish::GoOn }
    }
}

fn say(out: &mut dyn Write, words: &str) -> Result<()> {
    writeln!(out, "{words}").and_then(|()| out.flush()).map_err(|e| Error::io("the output", e))
}

/// What a command ends with: words for what was wrong with its input, the code for the shell.
fn code(done: Result<u8>, out: &mut dyn Write) -> Result<u8> {
    match done {
        Err(Error::Invalid(words) | Error::Conflict(words)) => say(out, &words).map(|()| BAD_INPUT),
        Err(Error::Cancelled) => say(out, "Stopped. Nothing was changed.").map(|()| STOPPED),
        done => done,
    }
}
