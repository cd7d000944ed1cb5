//! Files as rows: what encoding they have, what parts their columns, and where each row stands.
//!
//! A file is looked through once before it is read ([`scan`]): its hash, its encoding and its first line are known
//! before the first row. Then rows come one at a time; of a CSV file never more than one row is in memory.

mod csv;
mod encoding;
mod guard;
mod scan;
mod sheet;

pub use self::csv::delimiter;
pub use scan::{Encoding, Scan, scan};
pub use sheet::{Mark, address};

use kernel::{Error, Result};
use std::{collections::HashMap, path::Path};

/// The most that one cell may hold.
pub const MOST_CELL: usize = 1 << 20;

/// The most that one row may hold.
pub const MOST_ROW: usize = 4 << 20;

/// The most columns a file may have.
pub const MOST_COLUMNS: usize = 1000;

/// A row: where it stands, and its cells.
#[derive(Debug, Default)]
pub struct Row {
    /// Line of the file, or row of the sheet, from 1.
    pub line: u64,
    /// The cells.
    pub cells: ::csv::StringRecord,
}

/// An open file.
pub struct Source {
    /// The headings, trimmed.
    pub headers: Vec<String>,
    /// What was assumed in reading it, in sentences; empty when nothing was.
    pub notes: Vec<String>,
    /// Size in bytes, for progress.
    pub size: u64,
    rows: csv::Rows,
    /// Cells that are not what they seem, by row and column.
    marks: HashMap<(u64, usize), Mark>,
}

impl Source {
    /// Opens a file that was scanned before. `wanted` tells how well headings fit: of the possible separators and
    /// sheets the best wins.
    pub fn open(path: &Path, scan: &Scan, wanted: &dyn Fn(&[String]) -> usize) -> Result<Self> {
        match scan.encoding {
            Encoding::Workbook => sheet::open(path, scan, wanted),
            _ => csv::open(path, scan, wanted),
        }
    }

    /// The next row that is not empty; `false` at the end.
    pub fn next(&mut self, row: &mut Row) -> Result<bool> {
        loop {
            if !self.rows.next(row)? {
                return Ok(false);
            }
            if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(true);
            }
        }
    }

    /// Bytes read so far, for progress.
    pub fn read(&self) -> u64 {
        self.rows.read()
    }

    /// What a cell is instead of a value: a formula, an error of the spreadsheet.
    pub fn mark(&self, line: u64, column: usize) -> Option<&Mark> {
        if self.marks.is_empty() { None } else { self.marks.get(&(line, column)) }
    }

    /// Whether some cells are not what they seem.
    pub fn has_marks(&self) -> bool {
        !self.marks.is_empty()
    }
}

/// The name of a file, for messages.
pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// A heading as it is compared: letters and digits only, lower case.
pub fn bare(heading: &str) -> String {
    kernel::words::fold(heading).replace(' ', "")
}

fn unreadable(path: &Path, why: impl std::fmt::Display) -> Error {
    Error::invalid(format!("{} cannot be read: {why}", name_of(path)))
}
