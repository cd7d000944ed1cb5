//! One look through a whole file: its hash, its encoding, its first line.

use super::{name_of, unreadable};
use kernel::{Error, Result};
use sha2::{Digest, Sha256};
use std::{fs::File, io::Read, path::Path};

/// How a file's letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark at its beginning.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, as Excel saves plain CSV in Britain.
    Windows1252,
    /// An Excel workbook.
    Workbook,
}

/// What a look through a file found.
#[derive(Clone, Debug)]
pub struct Scan {
    /// SHA-256 of its content.
    pub hash: [u8; 32],
    /// Its size.
    pub size: u64,
    /// How its letters are written.
    pub encoding: Encoding,
    /// Line of the first byte that is no UTF-8, and the byte.
    pub broken: Option<(u64, u8)>,
    /// What parts its columns, where somebody said so; guessed from its first line where nobody did.
    pub delimiter: Option<u8>,
}

/// Looks through a file. An empty one, an old workbook, and bytes that are no text are errors that say what to do.
pub fn scan(path: &Path) -> Result<Scan> {
    let mut file = File::open(path).map_err(|e| unreadable(path, e))?;
    if file.metadata().map_err(|e| unreadable(path, e))?.is_dir() {
        return Err(Error::invalid(format!("{} is a folder. Give a CSV or XLSX file.", name_of(path))));
    }
    let mut look = Look::default();
    let mut block = vec![0; 1 << 16];
    loop {
        let n = file.read(&mut block).map_err(|e| unreadable(path, e))?;
        if n == 0 {
            break;
        }
        look.block(&block[..n]);
    }
    look.verdict(&name_of(path))
}

#[derive(Default)]
struct Look {
    hash: Sha256,
    size: u64,
    head: Vec<u8>,
    /// Bytes of an unfinished UTF-8 letter at the end of the last block.
    carry: Vec<u8>,
    lines: u64,
    wide: u64,
    /// Line of the first byte that is no UTF-8, and the byte.
    broken: Option<(u64, u8)>,
    zero: Option<u64>,
    /// Line of the first byte that Windows-1252 does not have, or that no text has.
    odd: Option<(u64, u8)>,
}

impl Look {
    fn block(&mut self, block: &[u8]) {
        self.hash.update(block);
        self.size += block.len() as u64;
        if self.head.len() < 16 {
            self.head.extend(block.iter().take(16 - self.head.len()));
        }
        if block.is_ascii() && self.carry.is_empty() && !block.contains(&0) {
            self.lines += newlines(block);
            return;
        }
        let mut bytes = std::mem::take(&mut self.carry);
        bytes.extend_from_slice(block);
        self.letters(&bytes);
    }

    fn letters(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            match std::str::from_utf8(bytes) {
                Ok(text) => {
                    self.sound(text);
                    return;
                }
                Err(e) => {
                    let (good, rest) = bytes.split_at(e.valid_up_to());
                    self.sound(&String::from_utf8_lossy(good));
                    let Some(n) = e.error_len() else {
                        self.carry = rest.to_vec();
                        return;
                    };
                    for byte in &rest[..n] {
                        self.stray(*byte);
                    }
                    bytes = &rest[n..];
                }
            }
        }
    }

    fn sound(&mut self, text: &str) {
        if let (Some(at), None) = (text.find('\0'), self.zero) {
            self.zero = Some(self.lines + newlines(&text.as_bytes()[..at]) + 1);
        }
        self.lines += newlines(text.as_bytes());
        self.wide += text.chars().filter(|c| !c.is_ascii() && *c != '\u{feff}').count() as u64;
    }

    fn stray(&mut self, byte: u8) {
        let here = (self.lines + 1, byte);
        self.broken.get_or_insert(here);
        // Five bytes mean nothing in Windows-1252, and two mean letters that no British file has.
        if matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0xfe | 0xff) {
            self.odd.get_or_insert(here);
        }
    }

    fn verdict(mut self, name: &str) -> Result<Scan> {
        for byte in std::mem::take(&mut self.carry) {
            self.stray(byte);
        }
        let fail = |words: String| Err(Error::invalid(words));
        if self.size == 0 {
            return fail(format!("{name} is empty."));
        }
        let encoding = match self.head.as_slice() {
            [b'P', b'K', 3, 4, ..] => Encoding::Workbook,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => {
                return fail(format!(
                    "{name} is an old Excel workbook, or one with a password. Save it as .xlsx without a password, or as CSV."
                ));
            }
            [0xff, 0xfe, ..] if self.size.is_multiple_of(2) => Encoding::Utf16Le,
            [0xfe, 0xff, ..] if self.size.is_multiple_of(2) => Encoding::Utf16Be,
            _ if self.zero.is_some() => {
                return fail(format!(
                    "{name}, line {}: there is a zero byte, which no text has. Save the file as CSV UTF-8.",
                    self.zero.unwrap_or(1)
                ));
            }
            _ => match (self.broken, self.odd) {
                (None, _) => Encoding::Utf8,
                (Some((line, byte)), _) if self.wide > 0 => {
                    return fail(format!(
                        "{name}, line {line}: byte {byte:#04x} is no UTF-8, and the rest of the file is. Save the file as CSV UTF-8."
                    ));
                }
                (_, Some((line, byte))) => {
                    return fail(format!(
                        "{name}, line {line}: byte {byte:#04x} is no letter in any encoding we know. Save the file as CSV UTF-8."
                    ));
                }
                _ => Encoding::Windows1252,
            },
        };
        Ok(Scan {
            hash: self.hash.finalize().into(),
            size: self.size,
            encoding,
            broken: self.broken,
            delimiter: None,
        })
    }
}

#[expect(clippy::naive_bytecount, reason = "a crate for this would save milliseconds in a minute")]
fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|b| **b == b'\n').count() as u64
}
