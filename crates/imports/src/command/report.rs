//! What a command says at the end, and the file of bad rows.

use super::{Beside, Console, GOOD, Place, short};
use crate::{
    pack::Unpack,
    problem::Problem,
    records::{Part, Record},
    run::{self, BadRow, Checked},
    store,
};
use access::Db;
use kernel::{
    Error, Result, csv_cell,
    db::Conn,
    words::{count, thousands},
};
use std::{
    collections::BTreeMap,
    fs::File,
    io::Write,
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// Problems shown one by one; the file has all.
const SHOWN: usize = 20;

/// Hands every bad row of a run to `f`, headings before the rows of a file.
pub(crate) fn each_bad_row(db: &Db, run: Uuid, mut f: impl FnMut(BadRow) -> Result<()>) -> Result<()> {
    let tenant = db.tenant();
    for chunk in db.facade().report_now(move |c| store::bad_chunks(c, tenant, run))? {
        let body = db.facade().report_now(move |c| store::body(c, tenant, run, Part::Bad, chunk))?;
        let mut from = Unpack::new(&body);
        while !from.is_empty() {
            f(BadRow::unpack(&mut from)?)?;
        }
    }
    Ok(())
}

/// The same, inside a transaction.
pub(crate) fn bad_rows_of(
    c: &mut dyn Conn,
    tenant: i64,
    run: Uuid,
    mut f: impl FnMut(BadRow) -> Result<()>,
) -> Result<()> {
    for chunk in store::bad_chunks(c, tenant, run)? {
        let body = store::body(c, tenant, run, Part::Bad, chunk)?;
        let mut from = Unpack::new(&body);
        while !from.is_empty() {
            f(BadRow::unpack(&mut from)?)?;
        }
    }
    Ok(())
}

/// A bad row as a line of CSV: its cells, safe for a spreadsheet, and what is wrong.
pub(crate) fn write_row<W: Write>(out: &mut csv::Writer<W>, row: &BadRow) -> Result<()> {
    let why = if row.line == 0 { "Problem" } else { &row.why };
    let cells = row.cells.iter().map(|cell| csv_cell::guard(cell).into_owned());
    out.write_record(cells.chain([why.to_owned()]))
        .map_err(|e| Error::invalid(format!("The file of bad rows: {e}")))
}

/// Writes the bad rows beside what was imported, or here when nothing can be written there. Where they are.
pub(super) fn bad_rows(db: &Db, run: Uuid, place: &Place) -> Result<PathBuf> {
    let (Place::File(path) | Place::Folder(path)) = place;
    write_bad_rows(db, run, place, &free(path)).or_else(|_| {
        let here = path.file_name().map_or_else(|| PathBuf::from("problems"), PathBuf::from);
        write_bad_rows(db, run, place, &free(&here))
    })
}

/// A path that nothing has yet: `a-problems.csv`, then `a-problems-2.csv` and so on. A file of yesterday may have been
/// mended half way, so none is written over.
fn free(path: &Path) -> PathBuf {
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let tail = path.extension().map_or_else(String::new, |tail| format!(".{}", tail.to_string_lossy()));
    let others = (2..10_000).map(|n| path.with_file_name(format!("{stem}-{n}{tail}")));
    std::iter::once(path.to_owned()).chain(others).find(|p| !p.exists()).unwrap_or_else(|| path.to_owned())
}

/// A file that somebody named for what comes back must not be there yet.
pub(super) fn must_be_free(file: &Path) -> Result<()> {
    if file.exists() {
        return Err(Error::invalid(format!("{} is there already. Name another file.", file.display())));
    }
    Ok(())
}

fn new_file(path: &Path) -> Result<File> {
    File::create_new(path).map_err(|e| Error::io(path.display(), e))
}

fn write_bad_rows(db: &Db, run: Uuid, place: &Place, path: &Path) -> Result<PathBuf> {
    let mut files: BTreeMap<String, csv::Writer<File>> = BTreeMap::new();
    if matches!(place, Place::Folder(_)) {
        std::fs::create_dir_all(path).map_err(|e| Error::io(path.display(), e))?;
    }
    each_bad_row(db, run, |row| {
        if !files.contains_key(&row.part) {
            let to = if row.part.is_empty() { path.to_owned() } else { path.join(&row.part) };
            let out = csv::WriterBuilder::new().flexible(true).from_writer(new_file(&to)?);
            files.insert(row.part.clone(), out);
        }
        files.get_mut(&row.part).map_or(Ok(()), |out| write_row(out, &row))
    })?;
    files.into_values().try_for_each(|mut out| out.flush().map_err(|e| Error::io(path.display(), e)))?;
    Ok(path.to_owned())
}

/// Says what is wrong with a file: as what was done when the rest comes in, else as why nothing did.
pub(super) fn problems(
    checked: &Checked,
    written: Result<PathBuf>,
    left_out: bool,
    console: &mut Console<'_>,
) {
    let mut say = |words: &str| if left_out { console.tell(words) } else { console.warn(words) };
    let (bad, rows) = (checked.verdict.bad, checked.verdict.rows);
    for problem in checked.problems.iter().take(SHOWN) {
        say(&line(problem));
    }
    let more = checked.problems.len().saturating_sub(SHOWN);
    if more > 0 {
        say(&format!("and {} more.", thousands(more as i64)));
    }
    let of = format!("{} of {}", count(bad, "row", "rows"), thousands(rows));
    let file = match written {
        Ok(path) => format!("They are in {} with what is wrong.", path.display()),
        Err(e) => format!("A file of them could not be written: {e}."),
    };
    if left_out {
        say(&format!("{of} stay out because of problems. {file}"));
    } else {
        say(&format!(
            "{of} cannot come in, so nothing was imported. {file} Mend the file and import it again, or bring in the \
             others with --exclude-bad."
        ));
    }
}

fn line(p: &Problem) -> String {
    let file = if p.part.is_empty() { String::new() } else { format!("{}, ", p.part) };
    let column = if p.column.is_empty() { String::new() } else { format!(", {}", p.column) };
    let value = if p.value.is_empty() { String::new() } else { format!(" \"{}\"", p.value) };
    format!("{file}line {}{column}:{value} {} {}", p.line, p.problem, p.remedy)
}

/// Says what came in, with the warnings: one line for each kind, and all of them in a file when that is not all.
pub(super) fn done(
    db: &Db,
    run: Uuid,
    warnings: &[Problem],
    beside: &Beside,
    console: &mut Console<'_>,
) -> Result<u8> {
    let tenant = db.tenant();
    let found = db.facade().report_now(move |c| store::find(c, tenant, run))?.ok_or(Error::NotFound)?;
    for (_, note) in found.settings_of("note") {
        console.tell(note);
    }
    console.tell(&format!("In: {} (import {}).", run::holds(&found), short(&found)));
    if found.warnings == 0 {
        return Ok(GOOD);
    }
    console.tell(&format!(
        "{}, all imported as given and listed on the import's page:",
        count(found.warnings, "warning", "warnings")
    ));
    let mut kinds: BTreeMap<(&str, &str), (i64, &Problem)> = BTreeMap::new();
    for warning in warnings {
        kinds.entry((&warning.part, &warning.problem)).or_insert((0, warning)).0 += 1;
    }
    let more = warnings.len() > kinds.len();
    for ((part, problem), (n, first)) in kinds {
        let file = if part.is_empty() { String::new() } else { format!("{part}: ") };
        console.tell(&format!(
            "  {file}{problem} {}, first on line {}.",
            count(n, "row", "rows"),
            first.line
        ));
    }
    if more || beside.said.is_some() {
        match write_warnings(warnings, beside) {
            Ok(path) => console.tell(&format!("All of them are in {}.", path.display())),
            Err(e) => console.tell(&format!("A file of them could not be written: {e}.")),
        }
    }
    Ok(GOOD)
}

/// Writes warnings where somebody said, else beside what was imported, else here. Where they are.
fn write_warnings(warnings: &[Problem], beside: &Beside) -> Result<PathBuf> {
    if let Some(file) = &beside.said {
        return warnings_to(warnings, file);
    }
    warnings_to(warnings, &free(&beside.warnings)).or_else(|_| {
        let here = beside.warnings.file_name().map_or_else(|| PathBuf::from("warnings.csv"), PathBuf::from);
        warnings_to(warnings, &free(&here))
    })
}

fn warnings_to(warnings: &[Problem], path: &Path) -> Result<PathBuf> {
    let failed = |e: csv::Error| Error::invalid(format!("{}: {e}", path.display()));
    let mut out = csv::Writer::from_writer(new_file(path)?);
    out.write_record(["File", "Line", "Column", "Value", "Warning", "What to do"]).map_err(failed)?;
    for w in warnings {
        let line = w.line.to_string();
        let cells = [&w.part, &line, &w.column, &w.value, &w.problem, &w.remedy];
        out.write_record(cells.map(|cell| csv_cell::guard(cell).into_owned())).map_err(failed)?;
    }
    out.flush().map_err(|e| Error::io(path.display(), e))?;
    Ok(path.to_owned())
}
