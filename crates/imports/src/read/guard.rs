//! Keeps one cell or one row from filling the memory.

use super::{MOST_CELL, MOST_ROW};
use std::io::{self, Read};

/// Where a reader of CSV is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotes, or after its closing quote.
    Plain,
    /// Inside quotes.
    Quoted,
    /// Just after a quote inside quotes: the end, or the first half of a doubled quote.
    Quote,
}

/// Passes bytes on and counts how long the cell and the row are in which they stand, as a reader of CSV will see
/// them. An error when either is too long, before it is in memory.
pub(super) struct Guard<R> {
    inner: R,
    delimiter: u8,
    at: At,
    line: u64,
    row: u64,
    cell: usize,
    length: usize,
}

impl<R: Read> Guard<R> {
    pub(super) fn new(inner: R, delimiter: u8) -> Self {
        Self { inner, delimiter, at: At::Start, line: 1, row: 1, cell: 0, length: 0 }
    }

    fn step(&mut self, byte: u8) {
        self.cell += 1;
        self.length += 1;
        if byte == b'\n' {
            self.line += 1;
        }
        if self.at == At::Quoted {
            if byte == b'"' {
                self.at = At::Quote;
            }
            return;
        }
        self.at = if byte == self.delimiter {
            self.cell = 0;
            At::Start
        } else if byte == b'\n' || byte == b'\r' {
            (self.cell, self.length, self.row) = (0, 0, self.line);
            At::Start
        } else if byte == b'"' && matches!(self.at, At::Start | At::Quote) {
            At::Quoted
        } else {
            At::Plain
        };
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        for byte in &out[..n] {
            self.step(*byte);
            if self.cell > MOST_CELL || self.length > MOST_ROW {
                let hint = if self.at == At::Quoted { " Perhaps a closing quote is missing." } else { "" };
                let (what, most) =
                    if self.cell > MOST_CELL { ("a cell holds", "1 MB") } else { ("a row holds", "4 MB") };
                return Err(io::Error::other(format!(
                    "line {}: {what} more than {most}. Shorten it, or keep it as a file of its own.{hint}",
                    self.row
                )));
            }
        }
        Ok(n)
    }
}
