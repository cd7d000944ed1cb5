//! The commands `alongside import …`: what they do and what they say.
//!
//! A command reads and checks the file itself and stages it. Publishing it hands to a running server; without one it
//! publishes itself. Bad input ends with code 2 and the database as it was; why it was refused goes to standard error.

mod life;
mod plain;
mod report;

pub use crate::read::Encoding as Letters;
pub use plain::{delimiter, letters};

pub(crate) use report::{bad_rows_of, write_row};

use crate::{
    check::Input,
    hmis as export,
    model::{Run, RunKind},
    read, reviews as past,
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
    /// `--delimiter SIGN`: what parts the columns of a CSV file; a comma where nothing is said.
    pub delimiter: Option<u8>,
    /// `--encoding NAME`: how the letters of a CSV file are written; UTF-8 where nothing is said.
    pub encoding: Option<Letters>,
    /// `--warnings FILE`: where every warning is written.
    pub warnings: Option<PathBuf>,
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
    /// `--warnings FILE`: where every warning is written.
    pub warnings: Option<PathBuf>,
}

/// Where a command speaks, and the wish to stop it.
pub struct Console<'a> {
    /// What it did.
    pub out: &'a mut dyn Write,
    /// Why it did not.
    pub err: &'a mut dyn Write,
    /// Set when somebody wants it to stop.
    pub cancelled: &'a AtomicBool,
}

/// `alongside import cases FILE`.
pub fn cases(db: &Db, args: &CasesArgs, console: &mut Console<'_>) -> Result<u8> {
    let done = prepare_cases(db, args).and_then(|(new, input)| {
        let beside = Beside {
            bad: Place::File(beside(&args.file, "-problems.csv")),
            warnings: beside(&args.file, "-warnings.csv"),
            said: args.warnings.clone(),
        };
        life::import(db, new, &input, args.exclude_bad, &beside, console)
    });
    code(done, console)
}

fn prepare_cases(db: &Db, args: &CasesArgs) -> Result<(NewRun, Input)> {
    let said = pairs(&args.map)?;
    let (file, told) = ((args.file.as_path(), read::scan(&args.file)?), (args.delimiter, args.encoding));
    let scan = plain::only(file, told, &|headers| ours::fit(headers, &said))?;
    let team = args.team.as_deref().map(|name| team(db, name)).transpose()?.flatten();
    let new = new_run(db, RunKind::Cases, read::name_of(&args.file), scan.hash.to_vec(), args.by.as_deref())?;
    Ok((NewRun { team, ..new }, Input::Cases(args.file.clone(), scan, said)))
}

/// What `--map` says: our headings and theirs.
fn pairs(map: &[String]) -> Result<Vec<(String, String)>> {
    let said = map.iter().map(|pair| {
        let pair = pair
            .split_once('=')
            .filter(|(ours, theirs)| !ours.trim().is_empty() && !theirs.trim().is_empty());
        let pair = pair.ok_or_else(|| Error::invalid("--map is written \"Our column=Their heading\"."))?;
        Ok((pair.0.trim().to_owned(), pair.1.trim().to_owned()))
    });
    said.collect()
}

/// `alongside import hmis DIR`.
pub fn hmis(db: &Db, args: &HmisArgs, console: &mut Console<'_>) -> Result<u8> {
    let done = export::scan(&args.folder).and_then(|folder| {
        let name = read::name_of(&args.folder);
        let new = new_run(db, RunKind::Hmis, name, folder.hash.to_vec(), args.by.as_deref())?;
        let beside = Beside {
            bad: Place::Folder(beside(&args.folder, "-problems")),
            warnings: beside(&args.folder, "-warnings.csv"),
            said: args.warnings.clone(),
        };
        life::import(db, new, &Input::Hmis(folder), args.exclude_bad, &beside, console)
    });
    code(done, console)
}

/// What `import reviews` is given.
#[derive(Clone, Debug, Default)]
pub struct ReviewsArgs {
    /// The CSV or XLSX file.
    pub file: PathBuf,
    /// `--map "Our column=Their heading"`, as often as wanted.
    pub map: Vec<String>,
    /// `--form ID` or `--form ID:VERSION`: the form by which it was filled; empty for a list of its own.
    pub form: String,
    /// `--team NAME`: the team of reviews whose row names none.
    pub team: Option<String>,
    /// `--exclude-bad`: bring in the sound reviews and leave the others out.
    pub exclude_bad: bool,
    /// `--as SIGN-IN`: who is said to have brought them in.
    pub by: Option<String>,
    /// `--delimiter SIGN`: what parts the columns of a CSV file; a comma where nothing is said.
    pub delimiter: Option<u8>,
    /// `--encoding NAME`: how the letters of a CSV file are written; UTF-8 where nothing is said.
    pub encoding: Option<Letters>,
    /// `--warnings FILE`: where every warning is written.
    pub warnings: Option<PathBuf>,
}

/// `alongside import reviews FILE`.
pub fn reviews(db: &Db, args: &ReviewsArgs, console: &mut Console<'_>) -> Result<u8> {
    let done = prepare_reviews(db, args).and_then(|(new, input)| {
        let beside = Beside {
            bad: Place::File(beside(&args.file, "-problems.csv")),
            warnings: beside(&args.file, "-warnings.csv"),
            said: args.warnings.clone(),
        };
        life::import(db, new, &input, args.exclude_bad, &beside, console)
    });
    code(done, console)
}

fn prepare_reviews(db: &Db, args: &ReviewsArgs) -> Result<(NewRun, Input)> {
    let said = pairs(&args.map)?;
    let (file, told) = ((args.file.as_path(), read::scan(&args.file)?), (args.delimiter, args.encoding));
    let scan = plain::only(file, told, &|headers| past::fit(headers, &said))?;
    let form = past::form_named(db, &args.form)?;
    let team = args.team.as_deref().map(|name| team(db, name)).transpose()?.flatten();
    let new =
        new_run(db, RunKind::Reviews, read::name_of(&args.file), scan.hash.to_vec(), args.by.as_deref())?;
    Ok((NewRun { team, ..new }, Input::Reviews(args.file.clone(), scan, said, form)))
}

/// `alongside import undo [ID]`: takes an import back. `id` is the whole id, its end, or `last`.
pub fn undo(db: &Db, id: &str, console: &mut Console<'_>) -> Result<u8> {
    let done = find(db, id).and_then(|run| life::undo(db, &run, console));
    code(done, console)
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

/// `alongside import template cases`: the template with two example rows, or with `columns` what each column means. It
/// needs no database.
pub fn template(columns: bool, out: &mut dyn Write) -> Result<u8> {
    let (template, words) = ours::write(None)?;
    let bytes = if columns { words } else { template };
    out.write_all(&bytes).map_err(|e| Error::io("the output", e))?;
    Ok(GOOD)
}

/// `alongside import template reviews`: the template with two example rows, or with `columns` what each means; with
/// the criteria of a form where one is named.
pub fn reviews_template(db: &Db, form: &str, columns: bool, console: &mut Console<'_>) -> Result<u8> {
    let done = past::form_named(db, form).and_then(|form| {
        let (template, words) = past::write(form)?;
        let bytes = if columns { words } else { template };
        console.out.write_all(&bytes).map_err(|e| Error::io("the output", e)).map(|()| GOOD)
    });
    code(done, console)
}

/// Where bad rows are written.
enum Place {
    /// One file.
    File(PathBuf),
    /// A folder with a file for each of the export's.
    Folder(PathBuf),
}

/// Where files go that come back.
struct Beside {
    /// Rows that cannot come in.
    bad: Place,
    /// Warnings, when there are more than are told.
    warnings: PathBuf,
    /// Warnings, when somebody said where.
    said: Option<PathBuf>,
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
    last.or_else(|| runs.iter().find(ends)).cloned().ok_or_else(|| {
        let none = if wanted == "last" {
            "No import is in that could be undone.".to_owned()
        } else {
            format!("There is no import {id}.")
        };
        Error::invalid(format!("{none} See: alongside import list"))
    })
}

impl run::Watch for Console<'_> {
    fn told(&mut self, progress: &Progress) {
        self.tell(&progress.words);
    }

    fn wish(&self) -> Wish {
        if self.cancelled.load(Ordering::SeqCst) { Wish::Cancel } else { Wish::GoOn }
    }
}

impl Console<'_> {
    /// Says what was done. A terminal that went away does not stop the work.
    fn tell(&mut self, words: &str) {
        let _gone = say(self.out, words);
    }

    /// Says what was refused.
    fn warn(&mut self, words: &str) {
        let _gone = say(self.err, words);
    }
}

fn say(out: &mut dyn Write, words: &str) -> Result<()> {
    writeln!(out, "{words}").and_then(|()| out.flush()).map_err(|e| Error::io("the output", e))
}

/// What a command ends with: words for what was wrong with its input, the code for the shell.
fn code(done: Result<u8>, console: &mut Console<'_>) -> Result<u8> {
    match done {
        Err(Error::Invalid(words) | Error::Conflict(words)) => {
            console.warn(&format!("alongside: {words}"));
            Ok(BAD_INPUT)
        }
        Err(Error::Cancelled) => {
            console.warn("alongside: Stopped. Nothing was changed.");
            Ok(STOPPED)
        }
        done => done,
    }
}
