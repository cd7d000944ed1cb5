//! A letter as a page: the model behind the preview, the PDF and the printed page.

use super::{
    model::Copy,
    store::read::{Frame, Letter},
};
use ::letters::{Block, Paper, blocks};
use askama::{Template, filters::HtmlSafe};
use kernel::{Day, Error, Result};
use sha2::{Digest, Sha256};

/// Languages that a letter may also be written in, by their codes.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "Arabic"),
    ("bn", "Bengali"),
    ("zh", "Chinese"),
    ("fr", "French"),
    ("gu", "Gujarati"),
    ("it", "Italian"),
    ("ku", "Kurdish"),
    ("fa", "Persian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("pa", "Punjabi"),
    ("ro", "Romanian"),
    ("so", "Somali"),
    ("es", "Spanish"),
    ("ta", "Tamil"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("cy", "Welsh"),
];

/// A language's name by its code; empty for none.
pub fn language(code: &str) -> &'static str {
    LANGUAGES.iter().find(|(known, _)| *known == code).map_or("", |(_, name)| name)
}

/// A letter as a page. `to` is whom it is to, a line each; `neutral` leaves out what gives the sender away to whoever
/// else opens it: the names of service and team, and the reference, which tells the kind of case.
pub fn paper(letter: &Letter, frame: &Frame, to: &[String], neutral: bool, today: Day) -> Paper {
    let mut parts = blocks(&letter.body);
    if !letter.second_body.is_empty() {
        let language = letter.second_language.clone();
        parts.push(Block::Other { language, blocks: blocks(&letter.second_body) });
    }
    let worker = frame.worker.clone().unwrap_or_default();
    let phone = frame.worker_phone.clone().unwrap_or_default();
    let who = [worker, phone].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    Paper {
        title: letter.title.clone(),
        language: "en-GB".to_owned(),
        service: if neutral { String::new() } else { frame.service.clone() },
        sender: [if neutral { String::new() } else { frame.team.clone() }, who]
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect(),
        to: to.to_vec(),
        date: today.long(),
        day: (today.year(), today.month(), today.day()),
        reference: if neutral { String::new() } else { frame.reference.clone() },
        large: letter.large_print,
        blocks: parts,
        ..Paper::default()
    }
}

/// A paper as part of a page on the screen: the headings of the paper are of the third level and below.
#[derive(Clone, Debug, Template)]
#[template(path = "letters/paper.html")]
pub struct PaperView {
    /// What it says.
    pub paper: Paper,
}

impl HtmlSafe for PaperView {}

/// A paper as a page of its own, to be printed by a browser where there is no typesetter.
#[derive(Clone, Debug, Template)]
#[template(path = "letters/print.html")]
pub struct PrintView {
    /// What it says.
    pub paper: Paper,
}

/// The copy that is kept of a letter where there is no typesetter: a page to print.
///
/// # Errors
/// A defect of the template.
pub fn printed(paper: Paper) -> Result<Copy> {
    let content = PrintView { paper }.render().map(String::into_bytes);
    let content = content.map_err(|e| Error::defect(format!("a letter as a page: {e}")))?;
    let hash = Sha256::digest(&content).to_vec();
    Ok(Copy { media: "text/html", content, hash })
}

/// Parts as HTML.
#[derive(Clone, Debug, Template)]
#[template(path = "letters/blocks.html")]
pub struct BlocksView<'a> {
    /// The parts.
    pub blocks: &'a [Block],
    /// The level of their headings.
    pub level: u8,
}

impl HtmlSafe for BlocksView<'_> {}

impl PaperView {
    fn parts(&self) -> BlocksView<'_> {
        BlocksView { blocks: &self.paper.blocks, level: 4 }
    }
}

impl PrintView {
    fn parts(&self) -> BlocksView<'_> {
        BlocksView { blocks: &self.paper.blocks, level: 2 }
    }
}

impl BlocksView<'_> {
    fn inner<'b>(&self, blocks: &'b [Block]) -> BlocksView<'b> {
        BlocksView { blocks, level: self.level }
    }

    /// Whether a language is written from right to left.
    fn direction(language: &str) -> &'static str {
        if ["ar", "fa", "ur", "ku"].contains(&language) { "rtl" } else { "ltr" }
    }
}
