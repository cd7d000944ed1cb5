//! CSV as rows.

use super::{Encoding, MOST_COLUMNS, Row, Scan, Source, encoding::Utf8, guard::Guard, name_of, unreadable};
use kernel::{Error, Result};
use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// What may part columns, and what it is called.
const DELIMITERS: [(u8, &str); 4] =
    [(b',', "commas"), (b';', "semicolons"), (b'\t', "tabs"), (b'|', "upright lines")];

/// The most of a first line that is looked at.
const MOST_HEADER: u64 = 1 << 18;

/// Rows of CSV.
pub(super) struct Rows {
    path: PathBuf,
    reader: csv::Reader<Box<dyn Read + Send>>,
    read: Arc<AtomicU64>,
    /// Whether the first cell is the row's number, as in a sheet turned into CSV.
    numbered: bool,
}

/// Opens a CSV file.
pub(super) fn open(path: &Path, scan: &Scan, wanted: &dyn Fn(&[String]) -> usize) -> Result<Source> {
    let (delimiter, words) = match scan.delimiter {
        Some(meant) => DELIMITERS.into_iter().find(|(sign, _)| *sign == meant).unwrap_or(DELIMITERS[0]),
        None => delimiter(path, scan, wanted)?,
    };
    let read = Arc::new(AtomicU64::new(0));
    let file = Counted { inner: File::open(path).map_err(|e| unreadable(path, e))?, read: read.clone() };
    let text = Guard::new(Utf8::new(file, scan.encoding), delimiter);
    let mut notes = Vec::new();
    if scan.delimiter.is_some() {
        // Somebody said what the file is, so nothing was guessed.
    } else if scan.encoding == Encoding::Windows1252 {
        notes.push(
            "The file is not UTF-8, so it was read as Windows-1252, as Excel saves plain CSV. Look at names with accents."
                .to_owned(),
        );
    } else if matches!(scan.encoding, Encoding::Utf16Le | Encoding::Utf16Be) {
        notes.push("The file is UTF-16, as Excel saves Unicode text.".to_owned());
    }
    if delimiter != b',' && scan.delimiter.is_none() {
        notes.push(format!("Columns are parted by {words}."));
    }
    let rows =
        Rows { path: path.to_owned(), reader: reader(Box::new(text), delimiter), read, numbered: false };
    finish(rows, notes, scan.size, HashMap::new())
}

/// Rows of a sheet that was turned into CSV in memory, each with its number in front.
pub(super) fn of_sheet(
    path: &Path,
    bytes: Vec<u8>,
    notes: Vec<String>,
    marks: HashMap<(u64, usize), super::Mark>,
) -> Result<Source> {
    let read = Arc::new(AtomicU64::new(0));
    let size = bytes.len() as u64;
    let text = Counted { inner: io::Cursor::new(bytes), read: read.clone() };
    let rows = Rows { path: path.to_owned(), reader: reader(Box::new(text), b','), read, numbered: true };
    finish(rows, notes, size, marks)
}

fn reader(text: Box<dyn Read + Send>, delimiter: u8) -> csv::Reader<Box<dyn Read + Send>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(text)
}

/// Takes the first row for the headings.
fn finish(
    mut rows: Rows,
    notes: Vec<String>,
    size: u64,
    marks: HashMap<(u64, usize), super::Mark>,
) -> Result<Source> {
    let mut first = Row::default();
    let name = name_of(&rows.path);
    loop {
        if !rows.next(&mut first)? {
            return Err(Error::invalid(format!("{name} has no line with column headings.")));
        }
        if first.cells.iter().any(|cell| !cell.trim().is_empty()) {
            break;
        }
    }
    if first.cells.len() > MOST_COLUMNS {
        return Err(Error::invalid(format!("{name} has more than {MOST_COLUMNS} columns.")));
    }
    let mut headers: Vec<String> = first.cells.iter().map(|cell| cell.trim().to_owned()).collect();
    while headers.last().is_some_and(String::is_empty) {
        headers.pop();
    }
    Ok(Source { headers, notes, size, rows, marks })
}

impl Rows {
    pub(super) fn next(&mut self, row: &mut Row) -> Result<bool> {
        let found = self.reader.read_record(&mut row.cells).map_err(|e| self.failed(&e))?;
        if !found {
            return Ok(false);
        }
        if self.numbered {
            row.line = row.cells.get(0).and_then(|n| n.parse().ok()).unwrap_or_default();
            row.cells = row.cells.iter().skip(1).collect();
        } else {
            row.line = row.cells.position().map_or(0, csv::Position::line);
        }
        Ok(true)
    }

    pub(super) fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    fn failed(&self, e: &csv::Error) -> Error {
        let name = name_of(&self.path);
        match e.kind() {
            csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::Other => {
                Error::invalid(format!("{name}, {e}"))
            }
            csv::ErrorKind::Io(e) => Error::invalid(format!("{name} cannot be read: {e}")),
            csv::ErrorKind::Utf8 { pos, .. } => Error::invalid(format!(
                "{name}, line {}: some bytes are no letters. Save the file as CSV UTF-8.",
                pos.as_ref().map_or(0, csv::Position::line)
            )),
            _ => Error::invalid(format!("{name} cannot be read as CSV: {e}")),
        }
    }
}

/// What parts the columns of the first line, and its name: the sign that gives the best headings.
pub fn delimiter(
    path: &Path,
    scan: &Scan,
    wanted: &dyn Fn(&[String]) -> usize,
) -> Result<(u8, &'static str)> {
    let file = File::open(path).map_err(|e| unreadable(path, e))?;
    let mut head = BufReader::new(Utf8::new(file, scan.encoding).take(MOST_HEADER));
    let mut line = Vec::new();
    while line.iter().all(u8::is_ascii_whitespace) {
        line.clear();
        if head.read_until(b'\n', &mut line).map_err(|e| unreadable(path, e))? == 0 {
            break;
        }
    }
    let columns = |sign: u8| -> Vec<String> {
        let first = reader(Box::new(io::Cursor::new(line.clone())), sign).records().next();
        first
            .and_then(std::result::Result::ok)
            .map_or_else(Vec::new, |r| r.iter().map(|c| c.trim().to_owned()).collect())
    };
    // Of equals the first wins: commas.
    let best = DELIMITERS.into_iter().rev().max_by_key(|(sign, _)| {
        let found = columns(*sign);
        (wanted(&found), found.len())
    });
    Ok(best.unwrap_or(DELIMITERS[0]))
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
