//! The rows of a spreadsheet of past reviews: they are few, and looked at together.

use crate::{
    problem::Problem,
    read::{Row, Source},
    run::{Held, Stager},
    values::marked,
};
use kernel::{Error, Result};

/// The most rows a file may have. Ten years of 300 officers with two reviews a month are fewer.
const MOST_ROWS: usize = 100_000;

/// A row of the file.
pub struct Line {
    /// Its number in the file.
    pub number: u64,
    /// The cells as they are.
    pub cells: Vec<String>,
    /// What keeps it out.
    pub found: Vec<Problem>,
}

impl Line {
    /// A cell without outer white space; empty where the file has no such column.
    pub fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|at| self.cells.get(at)).map_or("", |cell| cell.trim())
    }
}

/// Reads all rows, with what is wrong with their cells as cells.
pub fn read_all(held: &mut Held<'_>, source: &mut Source, stager: &mut Stager) -> Result<Vec<Line>> {
    let (mut lines, mut row) = (Vec::new(), Row::default());
    while source.next(&mut row)? {
        stager.row();
        let mut found = Vec::new();
        for (column, heading) in source.headers.iter().enumerate() {
            if let Some(mark) = source.mark(row.line, column) {
                let cell = row.cells.get(column).unwrap_or_default();
                found.push(marked(row.line, column, heading, cell, *mark));
            }
        }
        if row.cells.iter().skip(source.headers.len()).any(|cell| !cell.is_empty()) {
            let (problem, remedy) = (
                "The row has more cells than the file has columns.",
                "Put a value that holds a separator into quotes.",
            );
            found.push(Problem::bad(row.line, "", "", problem, remedy));
        }
        lines.push(Line { number: row.line, cells: row.cells.iter().map(str::to_owned).collect(), found });
        if lines.len() > MOST_ROWS {
            return Err(Error::invalid(format!(
                "The file has more than {} rows. Split it by year and bring the parts.",
                kernel::words::thousands(MOST_ROWS as i64)
            )));
        }
        if lines.len().is_multiple_of(500) {
            held.beat("Rows read:", source.read() as i64, source.size as i64)?;
        }
    }
    Ok(lines)
}
