//! Typesetting: a world of one template, one paper and four fonts.

use letters::{Block, Paper};
use std::fmt::Write;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// How a paper looks: the one template.
const TEMPLATE: &str = include_str!("paper.typ");

/// What is the same for every paper: fonts, the library and the template.
pub struct Printer {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
}

impl Printer {
    /// Sets up fonts and library: some milliseconds, once.
    pub fn new() -> Result<Self, String> {
        let faces =
            [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, notosans::BOLD_ITALIC_TTF];
        let fonts: Vec<Font> = faces.iter().flat_map(|face| Font::iter(Bytes::new(*face))).collect();
        let main = Source::new(file("main.typ")?, TEMPLATE.to_owned());
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main,
        })
    }

    /// A tagged PDF (PDF/UA-1 and PDF/A-2a) of a paper, or why there is none, in words.
    pub fn print(&self, paper: &Paper) -> Result<Vec<u8>, String> {
        let world = Desk { printer: self, files: files(paper)? };
        let document = typst::compile::<PagedDocument>(&world).output.map_err(|e| told(&e));
        // What was worked out for this paper is of no use for the next but one.
        comemo::evict(2);
        let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
            .map_err(|e| e.message().to_string())?;
        let options = PdfOptions {
            creator: Smart::Custom(Some("Alongside".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document?, &options).map_err(|e| told(&e))
    }
}

/// The name of a file in the world.
fn file(path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|e| format!("{path}: {e:?}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The paper and its pictures, under the names that the template opens.
fn files(paper: &Paper) -> Result<Vec<(FileId, Bytes)>, String> {
    let mut paper = paper.clone();
    let mut files = Vec::new();
    for block in &mut paper.blocks {
        if let Block::Picture { media, hex, .. } = block {
            let ending = if media == "image/png" { "png" } else { "jpg" };
            let name = format!("picture-{}.{ending}", files.len());
            files.push((file(&name)?, Bytes::new(bytes(hex)?)));
            // The template reads the file's name where the digits stood.
            *hex = name;
        }
    }
    let json = serde_json::to_vec(&paper).map_err(|e| e.to_string())?;
    files.push((file("paper.json")?, Bytes::new(json)));
    Ok(files)
}

fn bytes(hex: &str) -> Result<Vec<u8>, String> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| match *pair {
            [a, b] => digit(a).zip(digit(b)).map(|(a, b)| a * 16 + b),
            _ => None,
        })
        .collect::<Option<_>>()
        .ok_or_else(|| "a picture's bytes are no hexadecimal digits".to_owned())
}

/// What the typesetter complains of, in one line.
fn told(errors: &[SourceDiagnostic]) -> String {
    errors.iter().fold(String::new(), |mut out, e| {
        let _infallible = write!(out, "{}{}", if out.is_empty() { "" } else { "; " }, e.message);
        out
    })
}

/// One paper on the desk: nothing else can be opened from here.
struct Desk<'a> {
    printer: &'a Printer,
    files: Vec<(FileId, Bytes)>,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.printer.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &self.printer.book
    }
    fn main(&self) -> FileId {
        self.printer.main.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.printer.main.id() {
            Ok(self.printer.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(known, _)| *known == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }
    fn font(&self, index: usize) -> Option<Font> {
        self.fonts().get(index).cloned()
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

impl Desk<'_> {
    fn fonts(&self) -> &[Font] {
        &self.printer.fonts
    }
}
