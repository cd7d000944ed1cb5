//! Excel workbooks as rows: the first sheet that has the headings, turned into CSV in memory.

use super::{MOST_CELL, MOST_COLUMNS, Scan, Source, csv as text, name_of, unreadable};
use calamine::{Data, DataRef, ExcelDateTime, Reader, Xlsx};
use kernel::{Error, Result};
use std::{
    collections::HashMap,
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom},
    path::Path,
};

/// The most that a workbook may hold once unpacked.
const MOST_UNPACKED: u64 = 2 << 30;

/// A cell that is not what it seems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Worked out by a formula.
    Formula,
    /// An error of the spreadsheet, such as #N/A.
    Error,
}

type Book = Xlsx<BufReader<File>>;

/// Opens the first sheet of a workbook whose headings fit best.
pub(super) fn open(path: &Path, _: &Scan, wanted: &dyn Fn(&[String]) -> usize) -> Result<Source> {
    let mut file = File::open(path).map_err(|e| unreadable(path, e))?;
    if unpacked(&mut file).map_err(|e| unreadable(path, e))?.is_some_and(|size| size > MOST_UNPACKED) {
        return Err(Error::invalid(format!(
            "{} is too large once unpacked. Save the sheet as CSV.",
            name_of(path)
        )));
    }
    file.seek(SeekFrom::Start(0)).map_err(|e| unreadable(path, e))?;
    let mut book: Book = Xlsx::new(BufReader::new(file)).map_err(|e| broken(path, &e))?;
    let names = book.sheet_names();
    let mut best: Option<(usize, String)> = None;
    for name in &names {
        let found = headings(&mut book, name).map_or(0, |headings| wanted(&headings));
        if best.as_ref().is_none_or(|(most, _)| found > *most) {
            best = Some((found, name.clone()));
        }
    }
    let Some((_, sheet)) = best else {
        return Err(Error::invalid(format!("{} has no sheet.", name_of(path))));
    };
    let (bytes, marks) = spool(&mut book, &sheet, path)?;
    let notes =
        if names.len() > 1 { vec![format!("Rows were read from the sheet {sheet}.")] } else { Vec::new() };
    text::of_sheet(path, bytes, notes, marks)
}

fn broken(path: &Path, e: &calamine::XlsxError) -> Error {
    Error::invalid(format!(
        "{} cannot be read as an Excel workbook: {e}. Save it again, or save the sheet as CSV.",
        name_of(path)
    ))
}

/// The first row of a sheet that is not empty.
fn headings(book: &mut Book, sheet: &str) -> Option<Vec<String>> {
    let mut cells = book.worksheet_cells_reader(sheet).ok()?;
    let (mut row, mut found) = (None, Vec::new());
    while let Some(cell) = cells.next_cell().ok()? {
        let words = words(cell.get_value());
        if row.is_none() && words.trim().is_empty() {
            continue;
        }
        let (at, column) = cell.get_position();
        if *row.get_or_insert(at) != at || column as usize >= MOST_COLUMNS {
            break;
        }
        found.resize(column as usize, String::new());
        found.push(words);
    }
    row.map(|_| found)
}

/// Cells that are not what they seem, by line and column.
type Marks = HashMap<(u64, usize), Mark>;

/// The sheet as CSV, each row with its number in front, and its cells that are not what they seem.
fn spool(book: &mut Book, sheet: &str, path: &Path) -> Result<(Vec<u8>, Marks)> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| broken(path, &e))?;
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut marks = HashMap::new();
    let mut row: Vec<String> = Vec::new();
    let mut line = 0u64;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|e| broken(path, &e))? {
        let (at, column) = (u64::from(cell.pos.0) + 1, cell.pos.1 as usize);
        if at != line {
            write(&mut out, line, &mut row)?;
            line = at;
        }
        let value = words(&cell.value);
        if value.len() > MOST_CELL || value.contains('\0') || column >= MOST_COLUMNS {
            return Err(Error::invalid(format!(
                "{}, cell {}: it holds more than 1 MB, a character that is no letter, or stands too far right.",
                name_of(path),
                address(at, column)
            )));
        }
        if cell.formula.is_some() {
            marks.insert((at, column), Mark::Formula);
        } else if matches!(cell.value, DataRef::Error(_)) {
            marks.insert((at, column), Mark::Error);
        } else if value.is_empty() {
            continue;
        }
        row.resize((column + 1).max(row.len()), String::new());
        row[column] = value;
    }
    write(&mut out, line, &mut row)?;
    let bytes = out.into_inner().map_err(|e| Error::defect(e.to_string()))?;
    Ok((bytes, marks))
}

/// Writes a row with its number in front, unless it is empty.
fn write(out: &mut csv::Writer<Vec<u8>>, line: u64, row: &mut Vec<String>) -> Result<()> {
    if !row.is_empty() {
        row.insert(0, line.to_string());
        out.write_record(row.iter()).map_err(|e| Error::defect(e.to_string()))?;
        row.clear();
    }
    Ok(())
}

/// A cell's value as text: days as `2026-11-22`, whole numbers without a point.
fn words(value: &DataRef<'_>) -> String {
    match Data::from(value.clone()) {
        Data::Empty => String::new(),
        Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) => s,
        Data::Bool(b) => if b { "yes" } else { "no" }.to_owned(),
        Data::Int(n) => n.to_string(),
        Data::Float(x) => x.to_string(),
        Data::DateTime(at) => moment(at),
        Data::Error(e) => e.to_string(),
    }
}

fn moment(at: ExcelDateTime) -> String {
    if !at.is_datetime() || at.as_f64() < 1.0 {
        return at.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

/// A cell's address as the spreadsheet shows it: `C7`.
pub fn address(row: u64, column: usize) -> String {
    let (mut letters, mut n) = (String::new(), column + 1);
    while n > 0 {
        n -= 1;
        letters.insert(0, char::from(b'A' + u8::try_from(n % 26).unwrap_or(0)));
        n /= 26;
    }
    format!("{letters}{row}")
}

/// What a ZIP file says it holds once unpacked; `None` when it does not say.
fn unpacked(file: &mut File) -> std::io::Result<Option<u64>> {
    let size = file.metadata()?.len();
    let tail = size.min(66_000);
    file.seek(SeekFrom::Start(size - tail))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let Some(end) = bytes.windows(4).rposition(|w| w == [b'P', b'K', 5, 6]) else { return Ok(None) };
    let number = |bytes: &[u8], at: usize| -> Option<u64> {
        Some(u64::from(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)))
    };
    let (Some(length), Some(start)) = (number(&bytes, end + 12), number(&bytes, end + 16)) else {
        return Ok(None);
    };
    file.seek(SeekFrom::Start(start))?;
    let mut list = Vec::new();
    file.take(length.min(16 << 20)).read_to_end(&mut list)?;
    let (mut at, mut total) = (0, 0u64);
    while list.get(at..at + 4).is_some_and(|w| w == [b'P', b'K', 1, 2]) {
        total = total.saturating_add(number(&list, at + 24).unwrap_or(0));
        let short =
            |at: usize| list.get(at..at + 2).map_or(0, |b| usize::from(u16::from_le_bytes([b[0], b[1]])));
        at += 46 + short(at + 28) + short(at + 30) + short(at + 32);
    }
    Ok(Some(total))
}
