//! Adding a contact or a note: one required field, and a draft on the server that survives everything.

use crate::{
    model::{ActionKind, Channel, Direction, NewAction, NewContact, Outcome},
    recording::{
        self,
        model::Marks,
        web::fields::{MARKS, alones, ask_about, ask_first, read_marks, read_when, typed_numbers},
    },
    store::{self, read, read::CaseLine},
};
use access::{CaseId, Changed, Db, Fault, PersonRef, Posted, Query, Write, draft_form};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, Instant};
use people::{
    store::glance::{self, Core},
    web::{errors, safe::SafeCard, submission},
};
use ui::{Choice, Page, Shell};

/// The draft's name among a worker's drafts.
pub(crate) const FORM: &str = "note";

/// The form for a contact or note.
#[derive(Template)]
#[template(path = "new_note.html")]
pub struct NewNote {
    /// The frame.
    pub shell: Shell,
    /// Where the form is sent.
    pub action: String,
    /// Where drafts of it are kept.
    pub draft_action: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// How it was made.
    pub channels: Vec<Choice>,
    /// Whether they were reached.
    pub outcomes: Vec<Choice>,
    /// Who began it.
    pub directions: Vec<Choice>,
    /// Cases it may belong to.
    pub cases: Vec<Choice>,
    /// How to reach them safely.
    pub safe: SafeCard,
    /// Whether they were seen alone, to choose from.
    pub alones: Vec<Choice>,
    /// Whether the part for visits is open.
    pub visit: bool,
    /// What to think of, for each way of being in touch. None has to be answered.
    pub prompts: Vec<(&'static str, &'static [&'static str])>,
    /// Whether it is asked if a number is to stay in the note.
    pub asks: bool,
    /// Where such a number is taken to the address record.
    pub reach_action: String,
    /// When the draft on the page was kept; empty when there is none.
    pub kept: String,
}

impl ui::Samples for NewNote {
    const NAME: &'static str = "new-note";
    fn samples() -> Vec<(&'static str, Self)> {
        let safe = SafeCard {
            ways: vec![("Text after 4pm, no voicemail: 07700 900123".to_owned(), ui::Tag::good("Safe"))],
            times: String::new(),
        };
        let page = |form: Form, kept: &str| Self {
            shell: Shell::new("Add a note about Mina", "People").errors(errors(&form)),
            action: "/people/new".to_owned(),
            draft_action: "/people/new".to_owned(),
            form,
            submission: String::new(),
            channels: channels(),
            outcomes: outcomes(),
            directions: directions(),
            cases: Vec::new(),
            safe: safe.clone(),
            alones: alones(),
            visit: true,
            prompts: prompts(),
            asks: false,
            reach_action: "/people/notes/reach".to_owned(),
            kept: kept.to_owned(),
        };
        let mut wrong = Form::default();
        wrong.set("when", "32 May");
        wrong.error("summary", "Write what was said or done.");
        wrong.error("on", "Enter a real date, like 22 11 2026 or 22 November 2026.");
        let mut numbered = Form::default();
        numbered.set("summary", "New number 07700 900123");
        numbered.error("summary", ask_about(&typed_numbers(&numbered)));
        vec![
            ("empty", page(Form::default(), "")),
            ("errors", page(wrong, "")),
            ("draft", page(Form::default(), "20 November 2026, 4.40pm")),
            ("a number was typed", Self { asks: true, ..page(numbered, "") }),
        ]
    }
}

fn channels() -> Vec<Choice> {
    [
        Channel::Note,
        Channel::Visit,
        Channel::Phone,
        Channel::Office,
        Channel::Text,
        Channel::Email,
        Channel::Letter,
        Channel::Video,
        Channel::Meeting,
        Channel::Service,
    ]
    .iter()
    .map(|c| Choice::new(c.code(), c.label()))
    .collect()
}

fn outcomes() -> Vec<Choice> {
    [Outcome::Successful, Outcome::Attempted].iter().map(|o| Choice::new(o.code(), o.label())).collect()
}

/// Prompts by way of being in touch. Alongside default.
fn prompts() -> Vec<(&'static str, &'static [&'static str])> {
    [Channel::Visit, Channel::Phone, Channel::Office, Channel::Meeting]
        .iter()
        .map(|channel| (channel.label(), recording::model::prompts(*channel)))
        .collect()
}

fn directions() -> Vec<Choice> {
    [Direction::Out, Direction::In].iter().map(|d| Choice::new(d.code(), d.label())).collect()
}

/// Shows the form, with the worker's draft in it if there is one.
pub async fn show_new_note(
    db: Db,
    person: PersonRef<Write>,
    Query(query): Query,
) -> Result<Page<NewNote>, Fault> {
    let mut page = page(&db, &person, None).await?;
    // A link may say what kind of note it is for; a draft knows better.
    if page.kept.is_empty() {
        if let Some(channel) = Channel::parse(query.value("channel")) {
            page.form.set("channel", channel.code());
            page.visit |= channel == Channel::Visit;
        }
        if page.cases.iter().any(|case| case.is(query.value("case"))) {
            page.form.set("case", query.value("case"));
        }
    }
    if query.value("back") == "case" {
        page.form.set("back", "case");
    }
    if let Some(words) = people::web::notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

/// Builds the page around `typed`, or around the draft when nothing was sent yet.
async fn page(db: &Db, person: &PersonRef<Write>, typed: Option<Form>) -> Result<NewNote, Fault> {
    let (core, methods, cases, draft) = db
        .view(person, |c, permit| {
            let scope = permit.scope();
            Ok((
                glance::core(c, permit)?,
                glance::methods(c, permit)?,
                read::of_person(c, scope, permit.id())?,
                access::store::draft(c, scope.tenant(), scope.user(), FORM, permit.id().uuid())?,
            ))
        })
        .await?;
    let mut writable: Vec<&CaseLine> = cases.iter().filter(|case| case.may_write).collect();
    // Somebody with two parts in a case is listed twice, one after the other.
    writable.dedup_by_key(|case| case.case_id);
    let (mut form, kept) = match (typed, draft) {
        (Some(form), _) => (form, String::new()),
        (None, Some((body, at))) => (draft_form(&body), at.long()),
        (None, None) => (fresh(person.actor().now, &writable), String::new()),
    };
    if form.value("channel").is_empty() {
        form.set("channel", Channel::Note.code());
    }
    Ok(NewNote {
        shell: shell(person, &core, &form),
        action: format!("/people/{}/notes/new", person.id()),
        draft_action: format!("/people/{}/notes/draft", person.id()),
        channels: channels(),
        outcomes: outcomes(),
        directions: directions(),
        cases: writable
            .iter()
            .map(|case| Choice::new(case.case_id.to_string(), format!("{} {}", case.reference, case.title)))
            .collect(),
        safe: SafeCard::new(&methods),
        alones: alones(),
        visit: MARKS.iter().any(|name| !form.value(name).is_empty()),
        prompts: prompts(),
        reach_action: format!("/people/{}/notes/reach", person.id()),
        asks: form.error_of("summary").is_some() && !typed_numbers(&form).is_empty(),
        submission: submission(db),
        form,
        kept,
    })
}

fn shell(person: &PersonRef<Write>, core: &Core, form: &Form) -> Shell {
    access::shell(person.actor(), format!("Add a note about {}", core.known_as), "People")
        .quiet("Add a note")
        .errors(errors(form))
}

/// A form as it is first opened: now, by me, on the only case there is.
fn fresh(now: Instant, writable: &[&CaseLine]) -> Form {
    let mut form = Form::default();
    form.set("on", Day::of(now).long());
    form.set("outcome", Outcome::Successful.code());
    form.set("direction", Direction::Out.code());
    if let [only] = writable {
        form.set("case", only.case_id.to_string());
    }
    form
}

/// Keeps what was typed. The script sends it as it is typed; without scripts a button does.
pub async fn keep_draft(db: Db, person: PersonRef<Write>, posted: Posted) -> Result<Response, Fault> {
    // Keeping a draft changes nothing about the person, but only who may write to them may keep one.
    db.view(&person, |_, _| Ok(())).await?;
    db.keep_draft(person.actor(), &posted, FORM, person.id().uuid()).await?;
    Ok(posted.draft_kept(&format!("/people/{}/notes/new?done=draft", person.id())))
}

/// Saves the note, and what is to happen next if that was said; the draft goes.
pub async fn add_note(db: Db, person: PersonRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let read = read_form(&db, &person, &mut posted.form);
    if read.is_some() {
        ask_first(&db, &person, &mut posted.form).await?;
    }
    let Some(((contact, marks), action)) = read.filter(|_| posted.form.is_good()) else {
        return Ok(
            Page(page(&db, &person, Some(posted.form)).await?).with_status(StatusCode::UNPROCESSABLE_ENTITY)
        );
    };
    // Whoever came from the case goes back to it.
    let back = match contact.case.filter(|_| posted.form.value("back") == "case") {
        Some(case) => format!("/cases/{case}?done=note"),
        None => format!("/people/{}?done=note", person.id()),
    };
    let location = db
        .change(&person, &posted.submission, move |c, permit| {
            let scope = permit.scope();
            if let Some(case) = contact.case {
                let known = read::of_person(c, scope, permit.id())?;
                if !known.iter().any(|k| k.case_id == case && k.may_write) {
                    return Err(kernel::Error::Conflict(
                        "That case was closed, or moved to another team. Choose another case, or none."
                            .to_owned(),
                    ));
                }
            }
            store::add_contact(c, scope.tenant(), &contact)?;
            recording::store::mark(c, scope.tenant(), contact.contact_id, &marks)?;
            if let Some(action) = &action {
                store::add_action(c, scope.tenant(), action)?;
            }
            access::store::drop_draft(c, scope.tenant(), scope.user(), FORM, permit.id().uuid())?;
            Ok(Changed::to(back.clone(), format!("contact {}", contact.contact_id)))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// A note as it was typed, and what is to happen next.
type Typed = ((NewContact, Marks), Option<NewAction>);

fn read_form(db: &Db, person: &PersonRef<Write>, form: &mut Form) -> Option<Typed> {
    let actor = person.actor();
    let marks = read_marks(form);
    let summary = form.need_text("summary", 20_000, "Write what was said or done.");
    let with_whom = form.opt_text("with_whom", 300);
    let channel = form.one_of("channel", Channel::parse, "Choose how it was made.").unwrap_or(Channel::Note);
    let occurred_at = read_when(form, actor.now);
    let case = match form.value("case") {
        "" => None,
        text => text.parse::<CaseId>().ok(),
    };
    let (direction, outcome) = if channel == Channel::Note {
        (Direction::None, Outcome::None)
    } else {
        (
            Direction::parse(form.value("direction")).unwrap_or(Direction::Out),
            Outcome::parse(form.value("outcome")).unwrap_or(Outcome::Successful),
        )
    };
    let action = read_next(db, person, form, case);
    if !form.is_good() {
        return None;
    }
    let contact = NewContact {
        contact_id: db.chance().uuid(actor.now),
        person: person.id(),
        case,
        user: actor.user,
        channel,
        direction,
        outcome,
        with_whom,
        summary,
        occurred_at,
        recorded_at: actor.now,
    };
    Some(((contact, marks), action))
}

fn read_next(db: &Db, person: &PersonRef<Write>, form: &mut Form, case: Option<CaseId>) -> Option<NewAction> {
    let actor = person.actor();
    let what = form.opt_text("next_what", 300);
    let due_on = form.opt_day("next_on");
    match (what.is_empty(), due_on) {
        (true, None) => return None,
        (true, Some(_)) => form.error("next_what", "Say what is to happen on that day."),
        (false, None) if form.error_of("next_on").is_none() => form.error("next_on", "Say on which day."),
        _ => {}
    }
    let due_on = due_on?;
    Some(NewAction {
        action_id: db.chance().uuid(actor.now),
        person: person.id(),
        case,
        kind: ActionKind::Contact,
        what,
        owner: Some(actor.user),
        owner_name: String::new(),
        due_on,
        due_at: None,
        recorded_at: actor.now,
        recorded_by: actor.user,
    })
}
