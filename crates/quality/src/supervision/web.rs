//! Pages of supervision, and what they share.

pub mod board;
pub mod decide;
pub mod group;
pub mod mine;
pub mod print;
pub mod session;
pub mod worker;

use crate::supervision::{
    model::{self, Section, State},
    store::{
        session::{Line, Session},
        talk::Action,
    },
};
use access::Actor;
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};
use cases::recording::web::fields::parse_time;
use kernel::{Day, Error, Form, Id, Instant, Result};
use ui::{Choice, Shell, Tag};
use uuid::Uuid;

/// The most days ahead for which a session is planned. Alongside default.
const MOST_AHEAD: i64 = 366;

/// Marks ids of what supervision keeps.
pub enum Supervision {}

/// An id in an address; [`Error::NotFound`] when it is none.
pub(crate) fn id_of<K>(params: &RawPathParams, name: &str) -> Result<Id<K>> {
    let text = params.iter().find(|(param, _)| *param == name).map(|(_, value)| value);
    text.ok_or(Error::NotFound)?.parse()
}

/// The session of an address.
pub(crate) fn session_of(params: &RawPathParams) -> Result<Uuid> {
    Ok(id_of::<Supervision>(params, "session_id")?.uuid())
}

/// The address of a session.
pub(crate) fn at(session: Uuid) -> String {
    format!("/supervision/sessions/{}", session.simple())
}

/// The frame of a page: the tab names nobody.
pub(crate) fn shell(actor: &Actor, title: &str, done: &str) -> Shell {
    let shell = access::shell(actor, title, "Quality").at("/supervision").quiet("Supervision");
    match notice(done) {
        Some(words) => shell.notice(words),
        None => shell,
    }
}

fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "planned" => "The session is planned.",
        "added" => "Added to the agenda.",
        "started" => "The session has begun.",
        "moved" => "Moved. The move is kept with its reason.",
        "not-held" => "Saved that it was not held.",
        "held" => "Saved. Both of you can now agree to the record.",
        "record" => "The record is saved. Both of you are asked to agree to it.",
        "action" => "The action is agreed.",
        "arranged" | "ended" => "Saved.",
        "agreed" => "You agreed to the record.",
        "reflection" => "Your reflection is saved.",
        "decided" => "Saved, and written to the case.",
        "draft" => "Draft kept. It stays for you until you save it.",
        _ => return None,
    })
}

/// Sends the browser on.
pub(crate) fn on(location: &str) -> Response {
    Redirect::to(location).into_response()
}

/// A time of day on a day; errors stand on the fields. Nothing where both are empty and `needed` is not.
pub(crate) fn read_moment(
    form: &mut Form,
    (day_field, time_field): (&str, &str),
    needed: bool,
) -> Option<Instant> {
    if !needed && form.text(day_field).is_empty() && form.text(time_field).is_empty() {
        return None;
    }
    let day = form.need_day(day_field, "Enter the day.");
    let time = read_time(form, time_field, "Enter the time.");
    let (hour, minute) = time?;
    Some(day?.at(hour, minute))
}

/// A time of day.
pub(crate) fn read_time(form: &mut Form, field: &str, missing: &str) -> Option<(i8, i8)> {
    let text = form.text(field);
    let time = parse_time(&text);
    if time.is_none() {
        form.error(field, if text.is_empty() { missing } else { "Enter a time such as 9.30am or 14:00." });
    }
    time
}

/// The same for something still to come.
pub(crate) fn read_plan(
    form: &mut Form,
    (day_field, time_field): (&str, &str),
    needed: bool,
    today: Day,
) -> Option<Instant> {
    let at = read_moment(form, (day_field, time_field), needed)?;
    if Day::of(at) < today || today.days_until(Day::of(at)) > MOST_AHEAD {
        form.error(day_field, "Enter a day from today on, within a year.");
        return None;
    }
    Some(at)
}

/// The parts of the agenda, to choose from.
pub(crate) fn sections() -> Vec<Choice> {
    Section::ALL.iter().map(|section| Choice::new(section.code(), section.label())).collect()
}

/// How a due day is said, and whether it has passed.
pub(crate) fn due_tag(due: Option<Day>, any: bool, today: Day) -> Tag {
    match due {
        Some(on) if on < today => Tag::bad(format!("Overdue since {}", on.short())),
        Some(on) if on <= today.plus(7) => Tag::warn(format!("Due by {}", on.short())),
        Some(on) => Tag::plain(format!("Due by {}", on.short())),
        None if any => Tag::plain("Due"),
        None => Tag::warn("None recorded yet"),
    }
}

/// How far a session is, as a tag.
pub(crate) fn state_tag(state: State) -> Tag {
    match state {
        State::Planned => Tag::info(state.label()),
        State::Started => Tag::info("Begun"),
        State::Held => Tag::good(state.label()),
        State::NotHeld => Tag::bad(state.label()),
    }
}

/// A session as a row of a history.
#[derive(Clone, Debug)]
pub struct LineRow {
    /// When it was planned for.
    pub when: String,
    /// Its page; empty for whoever may not open it.
    pub href: String,
    /// What kind, and who held it.
    pub what: String,
    /// How far it is.
    pub state: Tag,
    /// How long it was, how often it was moved, and who has not agreed.
    pub notes: Vec<String>,
}

impl LineRow {
    pub(crate) fn new(line: &Line) -> Self {
        let mut notes = Vec::new();
        if let Some(minutes) = model::minutes(line.started_at, line.ended_at) {
            notes.push(format!("{}.", model::length_words(minutes, line.interruptions)));
        }
        match line.moves {
            0 => {}
            1 => notes.push("Moved once.".to_owned()),
            n => notes.push(format!("Moved {n} times.")),
        }
        if line.state == State::Held && line.missing > 0 {
            notes.push("Not agreed by everybody yet.".to_owned());
        }
        Self {
            when: line.started_at.unwrap_or(line.planned_at).long(),
            href: if line.may_open { at(line.session_id) } else { String::new() },
            what: format!("{}, {}", line.kind, line.supervisor),
            state: state_tag(line.state),
            notes,
        }
    }
}

/// An action as a row.
#[derive(Clone, Debug)]
pub struct ActionRow {
    /// Where it is ended.
    pub href: String,
    /// The name of the field for the reason to drop it.
    pub field: String,
    /// What is to be done.
    pub what: String,
    /// Whose, by when, and how often it was carried over.
    pub about: String,
    /// How it stands.
    pub tag: Tag,
    /// Whether it is open.
    pub open: bool,
}

impl ActionRow {
    pub(crate) fn new(action: &Action, today: Day) -> Self {
        let id = action.action_id.simple();
        let carried = match action.carried {
            0 => String::new(),
            1 => ". Carried over once".to_owned(),
            n => format!(". Carried over {n} times"),
        };
        let dropped = match action.dropped_why.as_str() {
            "" => String::new(),
            why => format!(". Dropped: {why}"),
        };
        Self {
            href: format!("/supervision/actions/{id}"),
            field: format!("why-{id}"),
            what: action.what.clone(),
            about: format!("{}, by {}{carried}{dropped}", action.owner, action.due_on.long()),
            tag: match action.ended_on {
                Some(_) if action.dropped_why.is_empty() => Tag::good("Done"),
                Some(_) => Tag::plain("Dropped"),
                None if action.due_on < today => Tag::bad("Overdue"),
                None => Tag::plain("Open"),
            },
            open: action.ended_on.is_none(),
        }
    }
}

/// Whether somebody may change a session: both of a session for one worker, else only who holds it.
pub(crate) fn runs(session: &Session) -> Result<()> {
    if session.attends && !session.kind.is_single() {
        return Err(Error::Conflict("Only who holds this session can change it.".to_owned()));
    }
    Ok(())
}

/// Whether something may still be added to a session.
pub(crate) fn goes_on(session: &Session) -> Result<()> {
    if session.state == State::NotHeld {
        return Err(Error::Conflict("This session was not held. Add it to the next one.".to_owned()));
    }
    Ok(())
}

/// What the record says, part by part; nothing for parts that are empty.
pub(crate) fn said(session: &Session) -> Vec<(String, String)> {
    [
        ("How the worker is", &session.wellbeing),
        ("Work as a whole", &session.workload),
        ("Learning and practice", &session.development),
        ("Decisions beyond cases", &session.decisions),
        ("What others may learn", &session.learning),
    ]
    .into_iter()
    .filter(|(_, words)| !words.is_empty())
    .map(|(part, words)| (part.to_owned(), words.clone()))
    .collect()
}
