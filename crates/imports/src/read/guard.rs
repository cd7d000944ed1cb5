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
/// them. An error when either is too long, before it is in memory. Every end of line becomes a line feed, because
/// the reader counts lines by those.
pub(super) struct Guard<R> {
    inner: R,
    delimiter: u8,
    at: At,
    line: u64,
    row: u64,
    cell: usize,
    length: usize,
    /// A carriage return whose next byte is not known yet.
    held: bool,
}

impl<R> Guard<R> {
    pub(super) fn new(inner: R, delimiter: u8) -> Self {
        Self { inner, delimiter, at: At::Start, line: 1, row: 1, cell: 0, length: 0, held: false }
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
        loop {
            let offset = usize::from(self.held).min(out.len());
            if offset == 1 {
                out[0] = b'\r';
            }
            let n = self.inner.read(&mut out[offset..])?;
            if n == 0 {
                // At the end of the file, or without room for more than the held byte.
                self.held &= offset == 0;
                return Ok(offset);
            }
            self.held = false;
            let kept = self.pass(&mut out[..offset + n])?;
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}

impl<R> Guard<R> {
    /// Looks at bytes and moves those that stay to the front; how many they are.
    fn pass(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let mut kept = 0;
        for n in 0..bytes.len() {
            let mut byte = bytes[n];
            if byte == b'\r' {
                match bytes.get(n + 1) {
                    Some(b'\n') => continue,
                    None => {
                        self.held = true;
                        continue;
                    }
                    Some(_) if self.at != At::Quoted => byte = b'\n',
                    Some(_) => {}
                }
            }
            bytes[kept] = byte;
            kept += 1;
            self.step(byte);
            if self.cell > MOST_CELL || self.length > MOST_ROW {
                return Err(self.too_long());
            }
        }
        Ok(kept)
    }

    fn too_long(&self) -> io::Error {
        let hint = if self.at == At::Quoted { " Perhaps a closing quote is missing." } else { "" };
        let (what, most) =
            if self.cell > MOST_CELL { ("a cell holds", "1 MB") } else { ("a row holds", "4 MB") };
        io::Error::other(format!(
            "line {}: {what} more than {most}. Shorten it, or keep it as a file of its own.{hint}",
            self.row
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives a few bytes at a time.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let n = self.1.min(self.0.len()).min(out.len());
            out[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    fn passed(text: &str, step: usize) -> String {
        let mut out = String::new();
        Guard::new(Drip(text.as_bytes(), step), b',').read_to_string(&mut out).unwrap();
        out
    }

    #[test]
    fn ends_of_line_become_line_feeds() {
        for step in 1..5 {
            assert_eq!(passed("a,b\r\nc,\"d\r\ne\"\rf\r\n", step), "a,b\nc,\"d\ne\"\nf\n");
            assert_eq!(passed("a\r", step), "a\r");
        }
    }

    proptest! {
        #[test]
        fn nothing_else_changes(text in "[a-c,\"\n]{0,60}", step in 1usize..7) {
            prop_assert_eq!(passed(&text, step), text);
        }
    }
}
