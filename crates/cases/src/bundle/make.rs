//! Making a bundle: what was chosen, redacted, in chapters.

use super::{
    redact::{Hidden, Redactor},
    store::SentLetter,
    work::{self, Work},
};
use crate::{
    decisions::store::DecisionLine,
    documents::store::DocumentLine,
    letters::{
        model::{Reach, ReachKind},
        store::read::Frame,
    },
    print::chronology::parts_of,
    store::read::ContactLine,
};
use ::letters::{Block, Paper, blocks};
use access::PersonId;
use kernel::Day;
use std::fmt::Write;
use uuid::Uuid;

/// What a bundle may be made of, as the record has it.
#[derive(Clone, Debug)]
pub struct Material {
    /// Who writes, about what.
    pub frame: Frame,
    /// Letters that were sent.
    pub letters: Vec<SentLetter>,
    /// Notes and contacts.
    pub notes: Vec<ContactLine>,
    /// The plan, the risk and the powers, as far as they were asked for.
    pub work: Work,
    /// Decisions.
    pub decisions: Vec<DecisionLine>,
    /// Documents.
    pub documents: Vec<DocumentLine>,
    /// Pictures among them, by document.
    pub pictures: Vec<(Uuid, Vec<u8>)>,
    /// Every name of everybody in the case.
    pub names: Vec<(PersonId, String, String)>,
    /// Every address and way of everybody in the case.
    pub reach: Vec<Reach>,
}

/// What was chosen.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// Its title.
    pub title: String,
    /// Letters, notes, decisions and documents.
    pub parts: Vec<Uuid>,
    /// Whoever is left out.
    pub hidden: Vec<PersonId>,
    /// Whether somebody has looked at what cannot be redacted and wants it in.
    pub confirmed: bool,
    /// What is in it of the work as a whole.
    pub whole: Vec<Whole>,
}

/// A part of the work that a bundle has as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// The plan.
    Plan,
    /// The assessments of risk.
    Risk,
    /// The register of tools and powers.
    Powers,
}

/// The bundle as a paper.
pub fn paper(material: &Material, chosen: &Chosen, today: Day) -> Paper {
    let redactor = Redactor::new(&hidden(material, &chosen.hidden));
    let wanted = |id: &Uuid| chosen.parts.contains(id);
    let mut parts = Vec::new();
    for letter in material.letters.iter().filter(|l| wanted(&l.letter_id)) {
        parts.extend(of_letter(letter, &redactor));
    }
    let notes: Vec<&ContactLine> = material.notes.iter().filter(|n| wanted(&n.contact_id)).collect();
    if !notes.is_empty() {
        parts.push(chapter("Notes and contacts"));
        // The record has the newest first; a court reads from the beginning.
        notes.iter().rev().for_each(|note| parts.extend(of_note(note, &redactor)));
    }
    parts.extend(work::chapters(&material.work, &redactor));
    for decision in material.decisions.iter().filter(|d| wanted(&d.decision_id)) {
        parts.extend(of_decision(decision, &redactor));
    }
    let documents: Vec<&DocumentLine> =
        material.documents.iter().filter(|d| wanted(&d.document_id.uuid())).collect();
    if !documents.is_empty() {
        parts.extend(of_documents(&documents, material, chosen, &redactor));
    }
    if !chosen.hidden.is_empty() {
        parts.insert(0, Block::Words { text: legend(chosen.hidden.len()) });
    }
    Paper {
        title: redactor.clean(&chosen.title),
        language: "en-GB".to_owned(),
        service: material.frame.service.clone(),
        sender: vec![material.frame.team.clone()],
        date: today.long(),
        day: (today.year(), today.month(), today.day()),
        reference: material.frame.reference.clone(),
        contents: true,
        blocks: parts,
        ..Paper::default()
    }
}

/// Whoever is left out, with all the record has of them, in the order they were chosen.
pub fn hidden(material: &Material, people: &[PersonId]) -> Vec<Hidden> {
    let of = |n: usize, person: &PersonId| {
        let mut hidden = Hidden { label: format!("[person {}]", letter_of(n)), ..Hidden::default() };
        for (_, whole, known_as) in material.names.iter().filter(|(id, ..)| id == person) {
            hidden.names.extend([whole.clone(), known_as.clone()]);
        }
        for reach in material.reach.iter().filter(|r| r.person == *person) {
            match &reach.kind {
                ReachKind::Address { lines, postcode, .. } => {
                    hidden.addresses.push(lines.clone());
                    hidden.postcodes.extend((!postcode.is_empty()).then(|| postcode.clone()));
                }
                ReachKind::Way { value, .. } => hidden.ways.push(value.clone()),
            }
        }
        hidden
    };
    people.iter().enumerate().map(|(n, person)| of(n, person)).collect()
}

/// `A`, `B` … `Z`, then numbers.
fn letter_of(n: usize) -> String {
    u8::try_from(n)
        .ok()
        .filter(|n| *n < 26)
        .map_or_else(|| (n + 1).to_string(), |n| char::from(b'A' + n).to_string())
}

fn legend(n: usize) -> String {
    let who = kernel::words::count(i64::try_from(n).unwrap_or(i64::MAX), "person is", "people are");
    format!(
        "{who} left out of this bundle. Words in square brackets stand where their names, addresses and numbers were."
    )
}

fn chapter(text: impl Into<String>) -> Block {
    Block::Chapter { text: text.into() }
}

fn of_letter(letter: &SentLetter, redactor: &Redactor) -> Vec<Block> {
    let day = Day::of(letter.sent_at).long();
    let mut parts = vec![chapter(redactor.clean(&format!("Letter of {day}: {}", letter.title)))];
    parts.extend(blocks(&redactor.clean(&letter.body)));
    if !letter.second_body.is_empty() {
        let inner = blocks(&redactor.clean(&letter.second_body));
        parts.push(Block::Other { language: letter.second_language.clone(), blocks: inner });
    }
    parts
}

fn of_note(note: &ContactLine, redactor: &Redactor) -> Vec<Block> {
    let heading = format!("{}, {}", note.occurred_at.long(), note.channel.label().to_lowercase());
    // Fact, opinion and what others reported stay apart, and what was corrected says so: as in the chronology.
    let mut who =
        format!("Written down by {}, {}, on {}.", note.worker, note.organisation, note.recorded_at.long());
    if !note.with_whom.is_empty() {
        let _infallible = write!(who, " With {}.", note.with_whom);
    }
    let mut parts = vec![Block::Heading { text: heading }];
    let words = parts_of(note).into_iter().chain([who]);
    parts.extend(words.map(|text| Block::Words { text: redactor.clean(&text) }));
    parts
}

fn of_decision(decision: &DecisionLine, redactor: &Redactor) -> Vec<Block> {
    let day = decision.decided_on.map(|day| format!(" of {}", day.long())).unwrap_or_default();
    let mut parts = vec![chapter(format!("Decision{day}: {}", decision.kind_name))];
    let by = decision.decided_by.clone().unwrap_or_default();
    let told = decision.told_on.map_or_else(String::new, |on| {
        format!("{}, {}, {}", decision.told_whom, on.long(), decision.told_how)
    });
    for (heading, text) in [
        ("What was decided", &decision.decided),
        ("More about it", &decision.more),
        ("Why", &decision.why),
        ("What else was considered", &decision.considered),
        ("Who decided", &by),
        ("Under what rule", &decision.rule),
        ("How it may be challenged", &decision.challenge),
        ("Who was told", &told),
    ] {
        if !text.is_empty() {
            parts.push(Block::Heading { text: heading.to_owned() });
            parts.push(Block::Words { text: redactor.clean(text) });
        }
    }
    parts
}

/// The list of documents, and the pictures among them. What cannot be redacted is left out unless it was confirmed.
fn of_documents(
    documents: &[&DocumentLine],
    material: &Material,
    chosen: &Chosen,
    redactor: &Redactor,
) -> Vec<Block> {
    let shut = !chosen.hidden.is_empty() && !chosen.confirmed;
    let picture = |line: &DocumentLine| {
        let found = material.pictures.iter().find(|(id, _)| *id == line.document_id.uuid());
        found.filter(|_| !shut).map(|(_, content)| content)
    };
    let rows = documents
        .iter()
        .map(|line| {
            let how = match (shut, picture(line).is_some()) {
                (true, _) => "Left out: it cannot be redacted".to_owned(),
                (false, true) => "In this bundle".to_owned(),
                (false, false) if !line.scan.is_served() => {
                    "Left out: it is kept apart, see the virus check".to_owned()
                }
                (false, false) => format!("Supplied beside this bundle, {}", fingerprint(line)),
            };
            vec![redactor.clean(&line.title), Day::of(line.added_at).long(), how]
        })
        .collect();
    let head = ["Document", "Put in on", "Where it is"].map(str::to_owned).into();
    let mut parts =
        vec![chapter("Documents"), Block::Table { caption: "Documents chosen".to_owned(), head, rows }];
    for line in documents {
        let Some(content) = picture(line) else { continue };
        let title = redactor.clean(&line.title);
        parts.push(chapter(format!("Picture: {title}")));
        let hex = content.iter().fold(String::with_capacity(content.len() * 2), |mut out, byte| {
            let _infallible = write!(out, "{byte:02x}");
            out
        });
        parts.push(Block::Picture { media: line.media.clone(), hex, alt: title });
    }
    parts
}

/// By what a file that is supplied beside is known again: its size and its SHA-256, in groups of eight.
fn fingerprint(line: &DocumentLine) -> String {
    let group = |bytes: &[u8]| bytes.iter().fold(0u32, |n, byte| n << 8 | u32::from(*byte));
    let hex: Vec<String> = line.hash.chunks(4).map(|bytes| format!("{:08x}", group(bytes))).collect();
    format!("{}, SHA-256 {}", kernel::words::count(line.size, "byte", "bytes"), hex.join(" "))
}
