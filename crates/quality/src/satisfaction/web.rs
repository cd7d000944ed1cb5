//! What the pages of satisfaction share.

pub mod asking;
pub mod case;
pub mod list;
pub mod public;
pub mod results;
pub mod said;
mod samples;
pub mod send;
pub mod survey;
pub mod unhappy;

use super::{
    model::{ANSWERS, Answer, MOST_WORDS, QUESTIONS, Safer, Way},
    store::Survey,
};
use access::CaseId;
use axum::extract::RawPathParams;
use kernel::{Day, Error, Form, Result, words::count};
use ui::{Choice, SummaryRow};
use uuid::Uuid;

/// The survey in an address.
fn survey_id(params: &RawPathParams) -> Result<Uuid> {
    let text = params.iter().find(|(name, _)| *name == "survey_id").map(|(_, value)| value);
    text.and_then(|text| Uuid::parse_str(text).ok()).ok_or(Error::NotFound)
}

/// A survey's page.
fn address(case: CaseId, survey: Uuid) -> String {
    format!("/cases/{case}/satisfaction/{}", survey.simple())
}

/// A question that is answered from 1 to 5.
pub struct Ask {
    /// Name of its field.
    pub name: &'static str,
    /// What is asked.
    pub words: &'static str,
    /// What was chosen.
    pub value: String,
    /// What is wrong with it.
    pub error: String,
}

/// The questions with what was typed.
fn asks(form: &Form) -> Vec<Ask> {
    let ask = |(name, words): &(&'static str, &'static str)| Ask {
        name,
        words,
        value: form.value(name).to_owned(),
        error: form.error_of(name).unwrap_or_default().to_owned(),
    };
    QUESTIONS.iter().map(ask).collect()
}

/// The answers to them.
fn scale() -> Vec<Choice> {
    ANSWERS.iter().map(|(n, words)| Choice::new(n.to_string(), *words)).collect()
}

/// The answers to whether somebody feels safer.
fn safer() -> Vec<Choice> {
    Safer::ALL.iter().map(|safer| Choice::new(safer.code(), safer.label())).collect()
}

/// Reads the questions of a form: nothing has to be answered, but something.
fn read(form: &mut Form) -> Answer {
    let [handling, outcome, informed] = QUESTIONS.map(|(name, _)| {
        let typed = form.value(name).to_owned();
        let found = typed.parse().ok().filter(|n| (1..=5).contains(n));
        if found.is_none() && !typed.is_empty() {
            form.error(name, "Choose one of the answers, or none.");
        }
        found
    });
    let safer = Safer::parse(form.value("safer"));
    let words = form.opt_text("words", MOST_WORDS);
    let answer = Answer { handling, outcome, informed, safer, words };
    if answer.is_empty() && form.is_good() {
        form.error("handling", "Answer at least one question.");
    }
    answer
}

/// A number of the scale in words: `4 of 5, content`.
fn of_five(n: i64) -> String {
    let words = ANSWERS.iter().find(|(answer, _)| *answer == n).map_or("", |(_, words)| words);
    format!("{n} of 5, {}", words.to_lowercase())
}

/// What somebody answered, row by row.
fn answered(survey: &Survey) -> Vec<SummaryRow> {
    let numbers = [survey.handling, survey.outcome, survey.informed];
    let mut rows: Vec<SummaryRow> = QUESTIONS
        .iter()
        .zip(numbers)
        .map(|((_, words), n)| SummaryRow::new(*words, n.map_or("Not said".to_owned(), of_five), ""))
        .collect();
    let safer = survey.feels_safer().map_or("Not said", |safer| safer.label());
    rows.push(SummaryRow::new("Do they feel safer than before?", safer, ""));
    rows
}

/// Where a survey that waits stands: `Asked by text message. The code works until 3 December 2026.`
fn standing(way: &str, tries: i64, until: Option<kernel::Instant>, now: kernel::Instant) -> String {
    let mut words = match Way::parse(way) {
        None => "Nobody has asked yet.".to_owned(),
        Some(way) => format!("Asked last: {}.", way.label().to_lowercase()),
    };
    if tries > 0 {
        words = format!("{words} {}.", count(tries, "try without an answer", "tries without an answer"));
    }
    match until {
        Some(until) if until > now => format!("{words} The code works until {}.", Day::of(until).long()),
        Some(_) => format!("{words} The code works no more."),
        None => words,
    }
}

/// What was just done, from the code that the address carries.
fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "asked" => "Saved. They are on the list of those to be asked.",
        "answered" => "Saved what they said. Thank them.",
        "refused" => "Saved that they do not want to answer. Nobody asks again.",
        "tried" => "Saved that nobody could be asked.",
        "sent" => "The code is on its way.",
        "dropped" => "Saved. Nobody asks any more.",
        "told" => "Saved what was done and what they were told.",
        "reopened" => "The case is open again. The reason is kept with its closing.",
        "draft" => "Draft kept. It stays for you until you save it.",
        _ => return None,
    })
}
