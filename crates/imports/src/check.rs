//! Reading and checking, whichever importer it is.

use crate::{
    hmis,
    model::{Run, RunKind},
    read, reviews,
    run::{Checked, Held},
    store::NewRun,
    template,
};
use kernel::{Error, Result, job::State};
use std::path::{Path, PathBuf};

/// What a command or an upload brings.
pub enum Input {
    /// A file of our template, and pairs of our heading and its own.
    Cases(PathBuf, read::Scan, Vec<(String, String)>),
    /// The folder of an HMIS export.
    Hmis(hmis::Folder),
    /// A spreadsheet of past reviews, pairs of our heading and its own, and the form it was filled by.
    Reviews(PathBuf, read::Scan, Vec<(String, String)>, Option<&'static quality::forms::ReviewForm>),
}

/// Reads, checks and stages.
pub fn check(held: &mut Held<'_>, run: &NewRun, input: &Input) -> Result<Checked> {
    held.begin();
    match input {
        Input::Cases(path, scan, said) => template::check(held, run, path, scan, said),
        Input::Hmis(folder) => hmis::check(held, run, folder),
        Input::Reviews(path, scan, said, form) => reviews::check(held, run, (path, scan), said, *form),
    }
}

/// Checks what was uploaded: the file lies where the run's settings say, and goes when it is read.
pub(crate) fn uploaded(held: &mut Held<'_>, run: &Run) -> Result<()> {
    let path = PathBuf::from(run.setting("upload"));
    let done = read_upload(held, run, &path);
    // Whatever came of it: what is in the file is staged, or of no use.
    if !matches!(done, Err(Error::Lost(_))) && std::fs::remove_file(&path).is_err() {
        tracing::warn!("an uploaded file could not be removed");
    }
    // Asked to stop before the reading began or at its very end, it stops as well.
    done.and_then(|()| held.not_cancelled())?;
    held.finish(State::Done, "Checked")
}

fn read_upload(held: &mut Held<'_>, run: &Run, path: &Path) -> Result<()> {
    if run.kind == RunKind::Hmis || !path.is_file() {
        return Err(Error::invalid(
            "The file was not read to its end when the server stopped. Send it again.",
        ));
    }
    let scan = read::scan(path).map_err(|e| named(e, path, &run.name))?;
    let new = NewRun {
        run_id: run.run_id,
        kind: run.kind,
        name: run.name.clone(),
        hash: run.file_hash.clone(),
        made_by: run.made_by,
        made_at: run.made_at,
        team: run.team_id,
        settings: crate::model::line("by", "browser"),
    };
    let said = run.settings_of("said").filter_map(|(_, pair)| pair.split_once('='));
    let said = said.map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned())).collect();
    let input = match run.kind {
        RunKind::Reviews => {
            let form = reviews::form_named(held.db, run.setting("form"))?;
            Input::Reviews(path.to_owned(), scan, said, form)
        }
        _ => Input::Cases(path.to_owned(), scan, said),
    };
    let checked = check(held, &new, &input);
    checked.map(drop).map_err(|e| named(e, path, &run.name))
}

/// Messages name the file as its sender does, not as it lies here.
pub(crate) fn named(e: Error, path: &Path, name: &str) -> Error {
    match e {
        Error::Invalid(words) => Error::Invalid(words.replace(&read::name_of(path), name)),
        e => e,
    }
}
