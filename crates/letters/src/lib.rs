//! What a printed page says, as data: the one model behind the preview on the screen and the PDF.
//!
//! With the feature `typeset` there is also the program `alongside-letters`: it reads a [`Paper`] as JSON and
//! answers with a tagged PDF. Nothing else needs typesetting, so nothing else builds it. The two speak in frames
//! ([`write_frame`], [`read_frame`]).

mod text;

pub use text::blocks;

use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Write};

/// A letter, a leaflet or a bundle as it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Title, also of the PDF; the first heading.
    pub title: String,
    /// Language as in BCP 47, such as `en-GB`.
    pub language: String,
    /// Who writes: the service's name, in the letterhead; empty for a letter that gives its sender away to nobody.
    pub service: String,
    /// More of the letterhead, a line each: team, worker, telephone.
    pub sender: Vec<String>,
    /// The address block, a line each; empty for none.
    pub to: Vec<String>,
    /// The date as people write it.
    pub date: String,
    /// The same day as year, month, day: for the PDF's own date.
    pub day: (i16, i8, i8),
    /// The reference; empty for none.
    pub reference: String,
    /// Whether it is printed at 18 points rather than 12.
    pub large: bool,
    /// Words behind each page, such as `Visit sheet`; empty for none.
    pub watermark: String,
    /// Whether it begins with a list of its chapters and their pages.
    pub contents: bool,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A chapter of a bundle: begins a page and stands in the contents.
    Chapter {
        /// Its name.
        text: String,
    },
    /// A heading below the title or chapter.
    Heading {
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Words {
        /// Its words; a line break inside is kept.
        text: String,
    },
    /// A list with bullets.
    List {
        /// Its items.
        items: Vec<String>,
    },
    /// A table with a row of headings.
    Table {
        /// What it lists.
        caption: String,
        /// The headings.
        head: Vec<String>,
        /// The rows, each as wide as the head.
        rows: Vec<Vec<String>>,
    },
    /// A picture.
    Picture {
        /// `image/png` or `image/jpeg`.
        media: String,
        /// The picture, as hexadecimal digits.
        hex: String,
        /// What it shows.
        alt: String,
    },
    /// Parts in another language.
    Other {
        /// The language as in BCP 47.
        language: String,
        /// The parts.
        blocks: Vec<Block>,
    },
}

/// Writes a frame: a line of one word and the length in bytes, then the bytes.
pub fn write_frame(out: &mut dyn Write, word: &str, bytes: &[u8]) -> io::Result<()> {
    writeln!(out, "{word} {}", bytes.len())?;
    out.write_all(bytes)?;
    out.flush()
}

/// Reads a frame of `most` bytes at most: its word and its bytes. `None` at the end of the stream; an error of kind
/// [`io::ErrorKind::InvalidData`] when it is no frame or a longer one.
pub fn read_frame(from: &mut dyn BufRead, most: usize) -> io::Result<Option<(String, Vec<u8>)>> {
    let mut line = Vec::new();
    // A frame's first line is short; whatever is longer is no frame.
    io::Read::take(&mut *from, 64).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    let wrong = || io::Error::new(io::ErrorKind::InvalidData, "this is no frame");
    let line = String::from_utf8(line).map_err(|_| wrong())?;
    let (word, length) = line.strip_suffix('\n').and_then(|l| l.split_once(' ')).ok_or_else(wrong)?;
    let length: usize = length.parse().map_err(|_| wrong())?;
    if length > most {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{length} bytes are too many")));
    }
    let mut bytes = vec![0; length];
    io::Read::read_exact(from, &mut bytes)?;
    Ok(Some((word.to_owned(), bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn frames_come_back_as_they_went() {
        let mut out = Vec::new();
        write_frame(&mut out, "pdf", b"one\ntwo").unwrap();
        write_frame(&mut out, "no", b"").unwrap();
        let mut from = Cursor::new(out);
        assert_eq!(read_frame(&mut from, 100).unwrap(), Some(("pdf".to_owned(), b"one\ntwo".to_vec())));
        assert_eq!(read_frame(&mut from, 100).unwrap(), Some(("no".to_owned(), Vec::new())));
        assert_eq!(read_frame(&mut from, 100).unwrap(), None);
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        for bad in [&b"nonsense"[..], b"pdf x\n", b"pdf 9\nshort", b"pdf 1000\n", &[b'a'; 200]] {
            assert!(read_frame(&mut Cursor::new(bad), 100).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_paper_comes_back_from_its_json() {
        let paper = Paper {
            title: "Your plan".to_owned(),
            blocks: vec![
                Block::Table {
                    caption: "Steps".to_owned(),
                    head: vec!["What".to_owned()],
                    rows: vec![vec!["Fit a lock".to_owned()]],
                },
                Block::Other { language: "pl".to_owned(), blocks: blocks("Dzień dobry") },
            ],
            ..Paper::default()
        };
        let json = serde_json::to_vec(&paper).unwrap();
        assert_eq!(serde_json::from_slice::<Paper>(&json).unwrap(), paper);
    }
}
