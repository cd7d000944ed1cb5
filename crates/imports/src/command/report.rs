//! What a command says at the end, and the file of bad rows.

use super::{GOOD, Place, say, short};
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
    write_bad_rows(db, run, place, path).or_else(|_| {
        let here = path.file_name().map_or_else(|| PathBuf::from("problems"), PathBuf::from);
        write_bad_rows(db, run, place, &here)
    })
}

fn write_bad_rows(db: &Db, run: Uuid, place: &Place, path: &Path) -> Result<PathBuf> {
    let mut files: BTreeMap<String, csv::Writer<File>> = BTreeMap::new();
    if matches!(place, Place::Folder(_)) {
        std::fs::create_dir_all(path).map_err(|e| Error::io(path.display(), e))?;
    }
    each_bad_row(db, run, |row| {
        if !files.contains_key(&row.part) {
            let to = if row.part.is_empty() { path.to_owned() } else { path.join(&row.part) };
            let file = File::create(&to).map_err(|e| Error::io(to.display(), e))?;
            files.insert(row.part.clone(), csv::WriterBuilder::new().flexible(true).from_writer(file));
        }
        files.get_mut(&row.part).map_or(Ok(()), |out| write_row(out, &row))
    })?;
    files.into_values().try_for_each(|mut out| out.flush().map_err(|e| Error::io(path.display(), e)))?;
    Ok(path.to_owned())
}

/// Says what is wrong with a file.
pub(super) fn problems(checked: &Checked, written: &Path, left_out: bool, out: &mut dyn Write) -> Result<()> {
    let (bad, rows) = (checked.verdict.bad, checked.verdict.rows);
    for problem in checked.problems.iter().take(SHOWN) {
        say(out, &line(problem))?;
    }
    let more = checked.problems.len().saturating_sub(SHOWN);
    if more > 0 {
        say(out, &format!("and {} more.", thousands(more as i64)))?;
    }
    let of = format!("{} of {}", count(bad, "row", "rows"), thousands(rows));
    if left_out {
        say(out, &format!("{of} stay out because of problems: they are in {}.", written.display()))
    } else {
        say(
            out,
            &format!(
                "{of} cannot come in, so nothing was imported. They are in {} with what is wrong. Mend the file and \
                 import it again, or bring in the others with --exclude-bad.",
                written.display()
            ),
        )
    }
}

fn line(p: &Problem) -> String {
    let file = if p.part.is_empty() { String::new() } else { format!("{}, ", p.part) };
    let column = if p.column.is_empty() { String::new() } else { format!(", {}", p.column) };
    let value = if p.value.is_empty() { String::new() } else { format!(" \"{}\"", p.value) };
    format!("{file}line {}{column}:{value} {} {}", p.line, p.problem, p.remedy)
}

/// Says what came in, with the warnings.
pub(super) fn done(db: &Db, run: Uuid, warnings: &[Problem], out: &mut dyn Write) -> Result<u8> {
    let tenant = db.tenant();
    let found = db.facade().report_now(move |c| store::find(c, tenant, run))?.ok_or(Error::NotFound)?;
    for (_, note) in found.settings_of("note") {
        say(out, note)?;
    }
    say(out, &format!("In: {} (import {}).", run::holds(&found), short(&found)))?;
    if found.warnings == 0 {
        return Ok(GOOD);
    }
    say(
        out,
        &format!(
            "{}, all imported as given and listed on the import's page:",
            count(found.warnings, "warning", "warnings")
        ),
    )?;
    let mut kinds: BTreeMap<(&str, &str), (i64, &Problem)> = BTreeMap::new();
    for warning in warnings {
        kinds.entry((&warning.part, &warning.problem)).or_insert((0, warning)).0 += 1;
    }
    for ((part, problem), (n, first)) in kinds {
        let file = if part.is_empty() { String::new() } else { format!("{part}: ") };
        say(out, &format!("  {file}{problem} {}, first on line {}.", count(n, "row", "rows"), first.line))?;
    }
    Ok(GOOD)
}
