//! Parts of a session's page: its cases, decisions, agenda, owners and agreements.

use super::facts::Facts;
use crate::supervision::{
    self,
    model::{self, Section},
    store::{
        session::{Attendee, Move, Session},
        talk::Item,
    },
    web::at,
};
use cases::queues::store::why::Why;
use kernel::{Day, Instant, words::count};
use ui::{Choice, SummaryList, SummaryRow, Tag};
use uuid::Uuid;

/// Cases shown at once; the others are one press away. Alongside default.
const FIRST_CASES: usize = 8;

/// A case on the agenda.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// Where it is decided about.
    pub href: String,
    /// The person and the reference.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// What is missing.
    pub reasons: Vec<String>,
    /// Whether something was decided about it in this session.
    pub decided: bool,
}

/// A decision made in the session.
#[derive(Clone, Debug)]
pub struct DecidedRow {
    /// The case's decisions.
    pub href: String,
    /// The reference.
    pub reference: String,
    /// What was decided.
    pub decided: String,
    /// Why.
    pub why: String,
    /// Whose, by when.
    pub who: String,
}

impl CaseRow {
    fn new(session: Uuid, why: &Why, facts: &Facts) -> Self {
        let Facts { decided, audit, .. } = facts;
        let audit = audit.iter().filter(|(case, _)| *case == why.case_id).map(|(_, words)| words.clone());
        Self {
            href: format!("{}/cases/{}", at(session), why.case_id),
            name: format!("{}, {}", why.person, why.reference),
            title: why.title.clone(),
            // What the worker asks for goes before what facts say.
            reasons: audit.chain(supervision::reasons(why).into_iter().map(str::to_owned)).collect(),
            decided: decided.iter().any(|d| d.case_id == why.case_id),
        }
    }
}

/// The cases of the agenda: those with most missing first, then the others with something missing, then the rest.
pub(super) fn cases(facts: &Facts) -> (Vec<CaseRow>, Vec<CaseRow>, Vec<CaseRow>) {
    let id = facts.session.session_id;
    let mut all: Vec<(&Why, CaseRow)> =
        facts.cases.iter().map(|why| (why, CaseRow::new(id, why, facts))).collect();
    // The longest open stays first among what is alike.
    all.sort_by_key(|(why, row)| (!why.high, std::cmp::Reverse(row.reasons.len())));
    let rows = all.into_iter().map(|(_, row)| row);
    let (mut asks, rest): (Vec<CaseRow>, Vec<CaseRow>) = rows.partition(|row| !row.reasons.is_empty());
    let more = asks.split_off(asks.len().min(FIRST_CASES));
    (asks, more, rest)
}

/// When, where, with whom, how long.
pub(in crate::supervision::web) fn summary(session: &Session, attendees: &[Attendee]) -> SummaryList {
    let names: Vec<&str> = attendees.iter().map(|a| a.name.as_str()).collect();
    let mut rows = vec![
        SummaryRow::new("For", names.join(", "), ""),
        SummaryRow::new("Held by", &session.supervisor, ""),
        SummaryRow::new("Planned for", session.planned_at.long(), ""),
    ];
    let mut more = |term: &str, words: String| {
        if !words.is_empty() {
            rows.push(SummaryRow::new(term, words, ""));
        }
    };
    more("Where", session.place.clone());
    more("Began", session.started_at.map(Instant::long).unwrap_or_default());
    let minutes = model::minutes(session.started_at, session.ended_at);
    more("Length", minutes.map(|m| model::length_words(m, session.interruptions)).unwrap_or_default());
    more("Interrupted by", session.interrupted_by.clone());
    more("Not held because", session.not_held_why.clone());
    SummaryList { rows }
}

pub(super) fn move_words(m: &Move) -> String {
    format!(
        "From {} to {}. {} could not make it: {} Written down by {}.",
        m.from_at.long(),
        m.to_at.long(),
        m.moved_for.label(),
        ended(&m.why),
        m.by
    )
}

/// Words with a full stop at their end.
fn ended(words: &str) -> String {
    if words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}

pub(super) fn agenda(items: &[Item]) -> Vec<(String, Vec<(String, String)>)> {
    let of = |section: Section| {
        let mine = items.iter().filter(move |item| item.section == section);
        (section.label().to_owned(), mine.map(|item| (item.words.clone(), item.by.clone())).collect())
    };
    Section::ALL.iter().map(|section| of(*section)).collect()
}

/// What facts say of the worker's work as a whole.
pub(super) fn workload(facts: &Facts) -> Vec<String> {
    let n = |count: usize| i64::try_from(count).unwrap_or(0);
    let all = n(facts.cases.len());
    let asks = n(facts.cases.iter().filter(|why| !supervision::reasons(why).is_empty()).count());
    let mut lines = Vec::new();
    if facts.worker().is_some() {
        let verb = if asks == 1 { "has" } else { "have" };
        lines.push(format!(
            "{} that you may see. {asks} {verb} something missing.",
            count(all, "open case", "open cases")
        ));
    }
    lines.extend(facts.away.iter().map(|(from, until)| {
        if from == until {
            format!("Away on {}.", from.long())
        } else {
            format!("Away from {} to {}.", from.long(), until.long())
        }
    }));
    lines
}

/// Who may do an action: those who are in the session.
pub(in crate::supervision::web) fn owners(session: &Session, attendees: &[Attendee]) -> Vec<Choice> {
    let workers = attendees.iter().map(|a| Choice::new(a.user_id.to_string(), &a.name));
    workers.chain([Choice::new(session.supervisor_id.to_string(), &session.supervisor)]).collect()
}

/// Who agreed to the record, and who has not.
pub(in crate::supervision::web) fn agreements(
    session: &Session,
    attendees: &[Attendee],
) -> Vec<(String, Tag)> {
    let tag = |at: Option<Instant>| match at {
        Some(at) => Tag::good(format!("Agreed on {}", Day::of(at).long())),
        None => Tag::warn("Not agreed yet"),
    };
    let workers = attendees.iter().map(|a| (a.name.clone(), tag(a.agreed_at)));
    workers.chain([(session.supervisor.clone(), tag(session.agreed_at))]).collect()
}
