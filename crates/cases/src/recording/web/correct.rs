//! Correcting an entry: the correction is an entry of its own, and both are shown.

use super::fields::{ask_first, read_when, typed_numbers};
use crate::{
    model::{Channel, Direction, NewContact, Outcome},
    plan::web::sheet::id_of,
    recording::store::{self, Entry},
};
use access::{Changed, Db, Fault, PersonRef, Posted, Write};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form};
use people::{
    store::glance,
    web::{errors, submission},
};
use ui::{Choice, Page, Shell};
use uuid::Uuid;

/// The form for a correction.
#[derive(Template)]
#[template(path = "correct_note.html")]
pub struct CorrectNote {
    /// The frame.
    pub shell: Shell,
    /// Where the form is sent.
    pub action: String,
    /// Where to go back to.
    pub back: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// What the entry says.
    pub old: String,
    /// Who wrote it and when.
    pub old_who: String,
    /// When it was corrected already; empty when it was not.
    pub done: String,
    /// Whether they were reached; none for a note.
    pub outcomes: Vec<Choice>,
    /// Whether to ask about a number that was typed.
    pub asks: bool,
    /// The address record.
    pub reach: String,
}

impl ui::Samples for CorrectNote {
    const NAME: &'static str = "correct-note";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, done: &str| Self {
            shell: Shell::new("Correct an entry", "People").errors(errors(&form)),
            action: "/people/new".to_owned(),
            back: "#".to_owned(),
            submission: String::new(),
            old: "Called, no answer.".to_owned(),
            old_who: "Priya Shah, 18 November, 4.40pm".to_owned(),
            done: done.to_owned(),
            outcomes: outcomes(),
            asks: form_asks(&form),
            reach: "#".to_owned(),
            form,
        };
        let mut wrong = Form::default();
        wrong.error("why", "Say what was wrong.");
        let mut numbered = Form::default();
        numbered.set("summary", "New number 07700 900123");
        numbered.error("summary", super::fields::ask_about(&typed_numbers(&numbered)));
        vec![
            ("empty", page(Form::default(), "")),
            ("errors", page(wrong, "")),
            ("a number was typed", page(numbered, "")),
            ("corrected already", page(Form::default(), "19 November, 9am")),
        ]
    }
}

/// Whether the page asks about a number that was typed.
fn form_asks(form: &Form) -> bool {
    form.error_of("summary").is_some() && !typed_numbers(form).is_empty()
}

fn outcomes() -> Vec<Choice> {
    [Outcome::Successful, Outcome::Attempted].iter().map(|o| Choice::new(o.code(), o.label())).collect()
}

/// Shows the form.
pub async fn show_correct(
    db: Db,
    person: PersonRef<Write>,
    params: RawPathParams,
) -> Result<Page<CorrectNote>, Fault> {
    let contact = id_of(&params, "contact_id")?;
    page(&db, &person, contact, None).await.map(Page)
}

async fn page(
    db: &Db,
    person: &PersonRef<Write>,
    contact: Uuid,
    typed: Option<Form>,
) -> Result<CorrectNote, Fault> {
    let (old, (known_as, _)) = db
        .view(person, move |c, permit| Ok((store::entry(c, permit, contact)?, glance::name(c, permit)?)))
        .await?;
    let form = typed.unwrap_or_else(|| {
        let mut form = Form::default();
        form.set("summary", &old.summary);
        form.set("outcome", old.outcome.code());
        form.set("on", Day::of(old.occurred_at).long());
        form.set("at", old.occurred_at.time_of_day());
        form
    });
    Ok(CorrectNote {
        shell: access::shell(person.actor(), "Correct an entry", "People")
            .at("/people")
            .quiet("Correct an entry")
            .intro(format!("About {known_as}. Both entries stay: the old one is shown as corrected."))
            .errors(errors(&form)),
        action: format!("/people/{}/notes/{}/correct", person.id(), contact.simple()),
        back: format!("/people/{}/timeline", person.id()),
        submission: submission(db),
        old_who: format!("{}, {}", old.worker, old.occurred_at.long()),
        done: old.corrected_at.map_or(String::new(), kernel::Instant::long),
        outcomes: if old.outcome == Outcome::None { Vec::new() } else { outcomes() },
        old: old.summary,
        asks: form_asks(&form),
        reach: format!("/people/{}/reach", person.id()),
        form,
    })
}

/// Saves the correction beside the entry it corrects.
pub async fn add_correction(
    db: Db,
    person: PersonRef<Write>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let contact = id_of(&params, "contact_id")?;
    let actor = person.actor();
    let form = &mut posted.form;
    let summary = form.need_text("summary", 20_000, "Write what it should say.");
    let why = form.need_text("why", 500, "Say what was wrong.");
    let occurred_at = read_when(form, actor.now);
    let outcome = Outcome::parse(form.value("outcome"));
    if form.is_good() {
        ask_first(&db, &person, form).await?;
    }
    if !posted.form.is_good() {
        let page = page(&db, &person, contact, Some(posted.form)).await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let (id, user, now) = (db.chance().uuid(actor.now), actor.user, actor.now);
    let back = format!("/people/{}/timeline?done=corrected", person.id());
    let location = db
        .change(&person, &posted.submission, move |c, permit| {
            let old = store::entry(c, permit, contact)?;
            let new = corrected(&old, id, (user, now), outcome);
            let new = NewContact { summary: summary.clone(), occurred_at, ..new };
            store::correct(c, permit.tenant(), contact, &new, &why)?;
            Ok(Changed::to(back.clone(), format!("contact {id} corrects {contact}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// The entry anew: of the same kind, in the same case, by whoever corrects it.
fn corrected(
    old: &Entry,
    id: Uuid,
    (user, now): (access::UserId, kernel::Instant),
    outcome: Option<Outcome>,
) -> NewContact {
    let note = old.channel == Channel::Note;
    NewContact {
        contact_id: id,
        person: old.person_id,
        case: old.case_id,
        user,
        channel: old.channel,
        direction: if note { Direction::None } else { old.direction },
        outcome: if note {
            Outcome::None
        } else {
            outcome.filter(|o| *o != Outcome::None).unwrap_or(old.outcome)
        },
        with_whom: old.with_whom.clone(),
        summary: String::new(),
        occurred_at: old.occurred_at,
        recorded_at: now,
    }
}
