//! The chronology of a case: everything that happened in it, day by day, from the first to the last. Pure.
//!
//! Given to somebody outside it is redacted as a bundle is: whoever is not the person it is about is replaced before
//! a page is made.

mod facts;

use super::{
    store::{Happened, LETTER},
    visit::Printed,
};
use crate::{
    bundle::{
        make::{Material, hidden},
        redact::Redactor,
    },
    facts::model::Known,
    model::{Channel, Outcome},
    risk::store::AssessmentLine,
    store::read::ContactLine,
    web::entry,
};
use ::letters::{Block, Paper};
use ::packs::{Pack, model::Event};
use access::PersonId;
use kernel::{Day, Instant};

kernel::text_enum! {
    /// Kinds of entries.
    pub enum Kind {
        /// Contacts and notes.
        Contact = "contact", "Contacts and notes";
        /// Decisions.
        Decision = "decision", "Decisions";
        /// Letters, sent and received.
        Letter = "letter", "Letters";
        /// Documents.
        Document = "document", "Documents";
        /// Risk weighed.
        Risk = "risk", "Risk weighed";
        /// What was asked and answered: assessments, incidents, diary sheets, days of duties.
        Fact = "fact", "Forms and facts";
        /// Tools and powers given or served.
        Power = "power", "Tools and powers";
        /// Help that was offered, and what came of it.
        Help = "help", "Help offered";
        /// Opening, stages, closing, and who had the case.
        Stage = "stage", "Opening, stages and closing";
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Not before this day.
    pub from: Option<Day>,
    /// Not after this day.
    pub to: Option<Day>,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Whether it leaves the service: everybody but the person it is about is replaced.
    pub outside: bool,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The day.
    pub on: Day,
    /// The moment, where it is known.
    pub at: Option<Instant>,
    /// What kind.
    pub kind: Kind,
    /// What happened.
    pub what: String,
    /// More, a line each.
    pub more: Vec<String>,
}

/// Everything that happened, as the record has it.
#[derive(Clone, Debug)]
pub struct Record {
    /// Letters, notes, decisions, documents and names.
    pub material: Material,
    /// How the risk was weighed.
    pub risk: Vec<AssessmentLine>,
    /// What happened besides.
    pub happened: Vec<Happened>,
    /// What was asked and answered.
    pub facts: Vec<Known>,
}

/// The entries that were asked for, oldest first.
pub fn lines(record: &Record, pack: Option<&Pack>, asked: &Asked) -> Vec<Line> {
    let letters = record.happened.iter().filter(|h| h.event == LETTER);
    let sent: Vec<Instant> = letters.filter_map(|h| h.at).collect();
    let mut all: Vec<Line> = record.material.notes.iter().map(|note| of_note(note, &sent)).collect();
    all.extend(pack.map(|pack| facts::lines(&record.facts, pack, asked.outside)).unwrap_or_default());
    all.extend(record.material.decisions.iter().filter_map(|d| {
        let mut more = vec![d.decided.clone()];
        more.extend(said("Why", &d.why));
        more.extend(said("Under what rule", &d.rule));
        more.extend(d.decided_by.as_ref().map(|by| format!("Decided by {by}")));
        Some(Line {
            on: d.decided_on?,
            at: None,
            kind: Kind::Decision,
            what: format!("Decided: {}", d.kind_name),
            more,
        })
    }));
    all.extend(record.material.documents.iter().map(|d| Line {
        on: Day::of(d.added_at),
        at: Some(d.added_at),
        kind: Kind::Document,
        what: format!("Document put in: {}", d.title),
        more: vec![format!("{}. {}", d.kind.label(), d.added_by)],
    }));
    all.extend(record.risk.iter().map(|r| {
        let mut more = vec![format!("{} of {}: {}. {}", r.score, r.most, r.band_label, r.by)];
        more.extend(said("Another band was given because", &r.override_why));
        more.extend((!r.summary.is_empty()).then(|| r.summary.clone()));
        Line {
            on: r.reviewed_on,
            at: None,
            kind: Kind::Risk,
            what: format!("Risk weighed: {}", r.tool_name),
            more,
        }
    }));
    all.extend(record.happened.iter().filter_map(|h| happened(h, pack)));
    all.retain(|line| {
        asked.from.is_none_or(|from| line.on >= from)
            && asked.to.is_none_or(|to| line.on <= to)
            && asked.kind.is_none_or(|kind| line.kind == kind)
    });
    all.sort_by_key(|line| (line.on, line.at));
    all
}

fn said(label: &str, words: &str) -> Option<String> {
    (!words.is_empty()).then(|| format!("{label}: {words}"))
}

/// What an entry says, a part each: its words, what was said, seen, thought and reported, who was seen, and whether it
/// was corrected.
pub fn parts_of(note: &ContactLine) -> Vec<String> {
    let shown = entry(note);
    let mut parts = vec![note.summary.clone()];
    parts.extend(shown.parts.iter().map(|(mark, words)| format!("{mark}: {words}")));
    parts.extend(shown.notes);
    parts.retain(|part| !part.is_empty());
    parts
}

/// `sent` has the moments at which letters were sent.
fn of_note(note: &ContactLine, sent: &[Instant]) -> Line {
    let shown = entry(note);
    let time = note.occurred_at.time_of_day();
    let mut more = parts_of(note);
    let who = if note.with_whom.is_empty() { String::new() } else { format!(" With {}.", note.with_whom) };
    more.push(format!(
        "{}, {}.{who} Written down {}.",
        note.worker,
        note.organisation,
        note.recorded_at.long()
    ));
    // A letter that is sent is written down as a contact at that moment, however it went: it stands here once.
    let letter = note.channel == Channel::Letter || sent.contains(&note.occurred_at);
    Line {
        on: Day::of(note.occurred_at),
        at: Some(note.occurred_at),
        kind: if letter { Kind::Letter } else { Kind::Contact },
        what: format!(
            "{time}, {}{}",
            shown.what,
            if note.outcome == Outcome::Attempted { ", not reached" } else { "" }
        ),
        more,
    }
}

/// What happened besides: powers, help, who had the case, opening, stages and closing. `None` for what stands in a record
/// of its own.
fn happened(h: &Happened, pack: Option<&Pack>) -> Option<Line> {
    let (kind, what) = match h.event.split_once(' ') {
        Some(("power", _)) => (Kind::Power, format!("Given or served: {}", h.what)),
        Some(("help", step)) => (Kind::Help, format!("Help {step}: {}", h.what)),
        Some(("case", "lead")) => (Kind::Stage, format!("Given to {}", h.what)),
        Some(("case", "co")) => (Kind::Stage, format!("{} works on it, too", h.what)),
        Some(("case", _)) => (Kind::Stage, format!("{} has it no more", h.what)),
        _ => (Kind::Stage, stage_words(pack, &h.event)?),
    };
    let what = if h.by.is_empty() { what } else { format!("{what} ({})", h.by) };
    let more = [&h.words, &h.more].into_iter().filter(|words| !words.is_empty()).cloned().collect();
    Some(Line { on: h.on_day?, at: h.at, kind, what, more })
}

/// Opening, stages and closing in words; `None` for whatever else stands in its own record.
fn stage_words(pack: Option<&Pack>, event: &str) -> Option<String> {
    let stage = |id: &str| pack.and_then(|p| p.stage(id)).map_or(id.to_owned(), |s| s.name.clone());
    match Event::parse(event)? {
        Event::Reported => Some("It was reported".to_owned()),
        Event::Opened => Some("The case was opened".to_owned()),
        Event::Closed => Some("The case was closed".to_owned()),
        Event::Allocated => Some("The case was allocated".to_owned()),
        Event::PlanAgreed => Some("The plan was agreed".to_owned()),
        Event::Stage(id) => Some(format!("Began: {}", stage(&id))),
        Event::Left(id) => Some(format!("Ended: {}", stage(&id))),
        _ => None,
    }
}

/// The chronology on paper. `lines` are those of [`lines`].
pub fn paper(record: &Record, lines: &[Line], asked: &Asked, printed: &Printed) -> Paper {
    let frame = &record.material.frame;
    let people: Vec<PersonId> = if asked.outside { others(record) } else { Vec::new() };
    let redactor = Redactor::new(&hidden(&record.material, &people));
    let mut parts = vec![Block::Words { text: about(lines, asked) }];
    let mut day = None;
    for line in lines {
        if day != Some(line.on) {
            day = Some(line.on);
            parts.push(Block::Heading { text: line.on.long() });
        }
        let mut words = vec![line.what.clone()];
        words.extend(line.more.iter().cloned());
        parts.push(Block::Words { text: redactor.clean(&words.join("\n")) });
    }
    printed.paper("Chronology".to_owned(), frame.reference.clone(), parts)
}

/// Everybody in the case but the person it is about.
fn others(record: &Record) -> Vec<PersonId> {
    let mut all: Vec<PersonId> = record.material.names.iter().map(|(id, ..)| *id).collect();
    all.retain(|id| *id != record.material.frame.lead);
    all.sort_unstable();
    all.dedup();
    all
}

fn about(lines: &[Line], asked: &Asked) -> String {
    let mut said =
        vec![kernel::words::count(i64::try_from(lines.len()).unwrap_or(i64::MAX), "entry", "entries")];
    said.extend(asked.kind.map(|kind| format!("only {}", kind.label().to_lowercase())));
    said.extend(asked.from.map(|day| format!("from {}", day.long())));
    said.extend(asked.to.map(|day| format!("to {}", day.long())));
    let mut words = format!("{}.", said.join(", "));
    if asked.outside {
        words.push_str(
            " For somebody outside: words in square brackets stand where names, addresses and numbers of others were.",
        );
    }
    words
}
