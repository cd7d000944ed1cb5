//! Pages of time studies.

pub mod day;
pub mod list;
pub mod mine;
mod samples;
pub mod show;
pub mod today;
pub mod twice;
pub mod weights;

use super::{
    model::Activity,
    store::own::{self, Entry, Mine, Running},
};
use access::{Actor, CaseId, Db, Fault, Role, Shown};
use axum::extract::RawPathParams;
use cases::slots::clock;
use kernel::{Day, Error, Form, words::count};
use ui::{Choice, NavItem, Shell, SubNav};
use uuid::Uuid;

/// The frame of a page of time studies.
pub(crate) fn shell(actor: &Actor, title: impl Into<String>, done: &str) -> Shell {
    let shell = access::shell(actor, title, "Caseloads").at("/caseloads");
    match notice(done) {
        Some(words) => shell.notice(words),
        None => shell,
    }
}

fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "agreed" => "You take part. Start the clock, or fill in quarter-hours.",
        "started" => "The clock runs.",
        "stopped" => "Stopped and kept.",
        "filled" => "Saved.",
        "removed" => "Taken away.",
        "planned" => "Planned. The people of its teams find it under Time study from its first day on.",
        "ended" => "The time study is over. Its results are below.",
        "pulse" => "Opened. Everybody finds the two questions under Time.",
        "thanks" => "Thank you. Your answer is kept without your name.",
        "published" => "Published. The new weights count from their first day on.",
        "taken-back" => "Taken back. The weights before count again.",
        _ => return None,
    })
}

/// The places of time studies that an actor's roles open; `here` is the address of this page.
pub(crate) fn nav(actor: &Actor, here: &str) -> SubNav {
    let mut items = vec![
        NavItem::new("/time", "My time"),
        NavItem::new("/time/mine", "My own result"),
        NavItem::new("/time/pulse", "Two questions"),
    ];
    if actor.roles.iter().any(|role| matches!(role, Role::Leader | Role::Manager)) {
        items.push(NavItem::new("/time/exercises", "Time studies"));
        items.push(NavItem::new("/time/discovery", "Discovery"));
        items.push(NavItem::new("/caseloads/weights", "What cases weigh"));
    }
    SubNav::new("Time", here, items)
}

/// The id of that name in an address.
pub(crate) fn id_of(params: &RawPathParams, name: &str) -> kernel::Result<Uuid> {
    let text = params.iter().find(|(param, _)| *param == name).map(|(_, value)| value);
    text.and_then(|text| Uuid::parse_str(text).ok()).ok_or(Error::NotFound)
}

/// What the pages on which somebody writes down their time are made from.
pub(super) struct Own {
    /// The study that runs, and whether they take part.
    pub(super) mine: Option<Mine>,
    /// What they wrote down on the day.
    pub(super) entries: Vec<Entry>,
    /// What they do now.
    pub(super) running: Option<Running>,
    /// Their open cases.
    pub(super) cases: Vec<(CaseId, String, String)>,
}

impl Own {
    /// Reads it: four statements, and one row of the audit.
    pub(super) async fn read(db: &Db, actor: &Actor, day: Day) -> Result<Self, Fault> {
        Ok(db
            .list(actor, "list", "own time".to_owned(), move |c, scope| {
                let mine = own::mine(c, scope)?;
                let taking_part = mine.as_ref().filter(|mine| mine.agreed_at.is_some());
                let Some(exercise) = taking_part.map(|mine| mine.exercise_id) else {
                    let value = Self { mine, entries: Vec::new(), running: None, cases: Vec::new() };
                    return Ok(Shown { value, subjects: Vec::new() });
                };
                let entries = own::on_day(c, scope, exercise, day)?;
                let running = own::running(c, scope)?.filter(|running| running.exercise_id == exercise);
                let cases = own::cases(c, scope)?;
                let subjects = cases.iter().map(|(id, ..)| id.uuid()).collect();
                Ok(Shown { value: Self { mine, entries, running, cases }, subjects })
            })
            .await?)
    }

    /// Their cases to choose from.
    pub(super) fn choices(&self) -> Vec<Choice> {
        let label = |reference: &str, name: &str| format!("{name}, {reference}");
        self.cases
            .iter()
            .map(|(id, reference, name)| Choice::new(id.to_string(), label(reference, name)))
            .collect()
    }

    /// What a case is called; a case that is theirs no more is not named.
    pub(super) fn case_words(&self, case: Option<CaseId>) -> String {
        let known = self.cases.iter().find(|(id, ..)| Some(*id) == case);
        match (case, known) {
            (None, _) => String::new(),
            (_, Some((_, reference, name))) => format!("{name}, {reference}"),
            (Some(_), None) => "A case that is not yours any more".to_owned(),
        }
    }
}

/// `9am to 9.30am`.
pub(super) fn time_words(from: i64, minutes: i64) -> String {
    format!("{} to {}", clock(from), clock(from + minutes))
}

/// `1 h 5 min`, `40 min`.
pub(crate) fn length(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{} h", kernel::words::thousands(hours)),
        (hours, minutes) => format!("{} h {minutes} min", kernel::words::thousands(hours)),
    }
}

/// The activities to choose from.
pub(super) fn activities() -> Vec<Choice> {
    Activity::ALL.iter().map(|one| Choice::new(one.code(), one.label())).collect()
}

/// The case of a field: none where it is empty; an error stands on it where it is no id.
pub(super) fn case_in(form: &mut Form, field: &str) -> Option<CaseId> {
    let text = form.text(field);
    if text.is_empty() {
        return None;
    }
    let case = text.parse().ok();
    if case.is_none() {
        form.error(field, "Choose a case of the list, or none.");
    }
    case
}

/// "5 people".
pub(crate) fn people(n: i64) -> String {
    count(n, "person", "people")
}
