//! Pages of messages: those about a case, those about a person, and "I have read it".

use super::{
    MOST_LETTERS, MessageId,
    store::{self, Colleague, MOST_READERS, Message},
};
use crate::web::{case_nav, day_words};
use access::{Actor, CaseRef, Changed, Db, Fault, PersonRef, Posted, Query, Read, UserId, Write, shell};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, Id, words::count};
use people::{store::glance, web::errors};
use ui::{Page, Shell, SubNav, Tag};

/// Messages about a case or a person, with the form.
#[derive(Template)]
#[template(path = "show_messages.html")]
pub struct ShowMessages {
    /// The frame.
    pub shell: Shell,
    /// Where else to go.
    pub subnav: SubNav,
    /// Where the form is sent.
    pub action: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// Who may read the record: field, name and job, whether ticked.
    pub colleagues: Vec<(String, String, bool)>,
    /// Whether something may be written: the case is open.
    pub open: bool,
    /// The messages, the latest first.
    pub messages: Vec<MessageRow>,
}

/// A message.
#[derive(Clone, Debug)]
pub struct MessageRow {
    /// Who sent it, and when.
    pub from: String,
    /// What it says.
    pub words: String,
    /// To whom, and which case it is about.
    pub to: String,
    /// Whether those to whom it went have read it.
    pub tag: Tag,
    /// Where the asker says that they have read it; empty where that is not asked.
    pub read: String,
    /// Which sending that is.
    pub submission: String,
}

/// What a page of messages reads.
type Around = (String, bool, Vec<Colleague>, Vec<Message>);

impl MessageRow {
    fn new(message: Message, asker: UserId, today: Day, submission: String) -> Self {
        let unread = message.to.iter().filter(|(.., at)| at.is_none()).count();
        let mine = message.to.iter().any(|(user, _, at)| *user == asker && at.is_none());
        let names: Vec<&str> = message.to.iter().map(|(_, name, _)| name.as_str()).collect();
        let to = match message.reference.as_str() {
            "" => format!("To {}", names.join(", ")),
            reference => format!("To {}. {reference}", names.join(", ")),
        };
        Self {
            from: format!(
                "{}, {}, {}",
                message.from,
                day_words(Day::of(message.sent_at), today),
                message.sent_at.time_of_day()
            ),
            words: message.words,
            to,
            tag: match (unread, message.to.len()) {
                (0, _) => Tag::plain("Read"),
                (n, all) if n == all => Tag::info("Not read yet"),
                (n, _) => {
                    Tag::info(format!("{} not read it", count(n.try_into().unwrap_or(0), "has", "have")))
                }
            },
            read: if mine {
                format!("/messages/{}/read", message.message_id.simple())
            } else {
                String::new()
            },
            submission,
        }
    }
}

impl ShowMessages {
    fn new(
        (shell, subnav): (Shell, SubNav),
        action: String,
        (_, open, colleagues, messages): Around,
        form: Form,
        (asker, today): (UserId, Day),
        fresh: &dyn Fn() -> String,
    ) -> Self {
        let row = |c: Colleague| {
            let field = format!("to-{}", c.user_id);
            let on = form.value(&field) == "yes";
            let job =
                if c.job.is_empty() { c.organisation } else { format!("{}, {}", c.job, c.organisation) };
            (field, format!("{}, {job}", c.name), on)
        };
        Self {
            subnav,
            action,
            submission: fresh(),
            colleagues: colleagues.into_iter().map(row).collect(),
            open,
            messages: messages.into_iter().map(|m| MessageRow::new(m, asker, today, fresh())).collect(),
            shell: shell.errors(errors(&form)),
            form,
        }
    }
}

/// The frame of a page of messages: the tab names nobody.
fn frame(actor: &Actor, section: &str, at: &str, about: &str, done: &str) -> Shell {
    let shell = shell(actor, "Messages", section)
        .at(at)
        .quiet("Messages")
        .intro(format!("About {about}. Messages are part of the record: whoever may open it may read them."));
    match done {
        "sent" => shell.notice("Sent. They find it on their day."),
        "read" => shell.notice("Marked as read."),
        _ => shell,
    }
}

async fn of_case<A: access::Action>(db: &Db, case: &CaseRef<A>) -> Result<Around, Fault>
where
    access::Case: access::Decide<A>,
{
    Ok(db
        .view(case, |c, permit| {
            let row = crate::desk::store::row(c, permit)?;
            let about = format!("{}. {}: {}", row.person, row.reference, row.title);
            Ok((about, row.closed_on.is_none(), store::of_case(c, permit)?, store::about_case(c, permit)?))
        })
        .await?)
}

fn case_page<A>(db: &Db, case: &CaseRef<A>, around: Around, form: Form, done: &str) -> ShowMessages {
    let (actor, at) = (case.actor(), format!("/cases/{}/messages", case.id()));
    let frame = (frame(actor, "Cases", "/caseloads", &around.0, done), case_nav(case.id(), "/messages"));
    let fresh = || people::web::submission(db);
    ShowMessages::new(frame, at, around, form, (actor.user, Day::of(actor.now)), &fresh)
}

/// Shows the messages about a case: three statements.
pub async fn show_case(
    db: Db,
    case: CaseRef<Read>,
    Query(query): Query,
) -> Result<Page<ShowMessages>, Fault> {
    let around = of_case(&db, &case).await?;
    Ok(Page(case_page(&db, &case, around, Form::default(), query.value("done"))))
}

/// Sends a message about a case.
pub async fn send_case(db: Db, case: CaseRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let around = of_case(&db, &case).await?;
    let Some((words, to)) = read_form(&mut posted.form, &around.2) else {
        let page = case_page(&db, &case, around, posted.form, "");
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let id = db.chance().uuid(case.actor().now);
    let back = format!("/cases/{}/messages?done=sent", case.id());
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let still = store::of_case(c, permit)?;
            still_may(&still, &to)?;
            let person = crate::desk::store::row(c, permit)?.person_id;
            store::send(c, permit.scope(), id, (person, Some(permit.id())), &words, &to)?;
            Ok(Changed::to(back.clone(), format!("message {} to {} people", id.simple(), to.len())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

async fn of_person<A: access::Action>(db: &Db, person: &PersonRef<A>) -> Result<Around, Fault>
where
    access::Person: access::Decide<A>,
{
    Ok(db
        .view(person, |c, permit| {
            let (known_as, _) = glance::name(c, permit)?;
            Ok((known_as, true, store::of_person(c, permit)?, store::about_person(c, permit)?))
        })
        .await?)
}

fn person_page<A>(db: &Db, person: &PersonRef<A>, around: Around, form: Form, done: &str) -> ShowMessages {
    let (actor, at) = (person.actor(), format!("/people/{}/messages", person.id()));
    let frame =
        (frame(actor, "People", "/people", &around.0, done), people::web::subnav(person.id(), &at, 0));
    let fresh = || people::web::submission(db);
    ShowMessages::new(frame, at, around, form, (actor.user, Day::of(actor.now)), &fresh)
}

/// Shows the messages about a person: three statements.
pub async fn show_person(
    db: Db,
    person: PersonRef<Read>,
    Query(query): Query,
) -> Result<Page<ShowMessages>, Fault> {
    let around = of_person(&db, &person).await?;
    Ok(Page(person_page(&db, &person, around, Form::default(), query.value("done"))))
}

/// Sends a message about a person.
pub async fn send_person(db: Db, person: PersonRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let around = of_person(&db, &person).await?;
    let Some((words, to)) = read_form(&mut posted.form, &around.2) else {
        let page = person_page(&db, &person, around, posted.form, "");
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let id = db.chance().uuid(person.actor().now);
    let back = format!("/people/{}/messages?done=sent", person.id());
    let location = db
        .change(&person, &posted.submission, move |c, permit| {
            still_may(&store::of_person(c, permit)?, &to)?;
            store::send(c, permit.scope(), id, (permit.id(), None), &words, &to)?;
            Ok(Changed::to(back.clone(), format!("message {} to {} people", id.simple(), to.len())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn read_form(form: &mut Form, colleagues: &[Colleague]) -> Option<(String, Vec<UserId>)> {
    let words = form.need_text("words", MOST_LETTERS, "Write what they should know or do.");
    let ticked = |c: &&Colleague| form.value(&format!("to-{}", c.user_id)) == "yes";
    let to: Vec<UserId> = colleagues.iter().filter(ticked).map(|c| c.user_id).collect();
    if to.is_empty() || to.len() > MOST_READERS {
        form.error("to", format!("Tick one to {MOST_READERS} colleagues."));
    }
    form.is_good().then_some((words, to))
}

/// Between the look and the change somebody may have lost the leave to read.
fn still_may(colleagues: &[Colleague], to: &[UserId]) -> kernel::Result<()> {
    if to.iter().all(|user| colleagues.iter().any(|c| c.user_id == *user)) {
        return Ok(());
    }
    Err(kernel::Error::Conflict(
        "One of them may not open this record any more. Open the page again and choose who is left."
            .to_owned(),
    ))
}

/// Whoever asks has read a message; back to their day.
pub async fn read(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let id: Id<MessageId> = crate::web::file::id_of(&params, "message_id")?;
    let location = db
        .act(&actor, "readMessage", &posted.submission, move |c, scope| {
            store::read(c, scope, id.uuid())?;
            Ok(Changed::to("/day?done=read", format!("message {id}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for ShowMessages {
    const NAME: &'static str = "show-messages";
    fn samples() -> Vec<(&'static str, Self)> {
        let at = kernel::Instant::from_micros(1_795_000_000_000_000);
        let user = |n| Id::from_uuid(uuid::Uuid::from_u128(n));
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let colleague = |n, name: &str| Colleague {
            user_id: user(n),
            name: name.to_owned(),
            job: "Officer".to_owned(),
            organisation: "Larch Council".to_owned(),
        };
        let message = |n, read| Message {
            message_id: uuid::Uuid::from_u128(n),
            words: "The lock is fitted. Please tell her when you see her on Thursday.".to_owned(),
            reference: "ASB-K7QM2-4DXA".to_owned(),
            sent_at: at,
            from: "Dean Morris".to_owned(),
            to: vec![(user(1), "Priya Shah".to_owned(), read), (user(2), long.to_owned(), None)],
        };
        let page = |open, messages, form| {
            let around =
                (String::new(), open, vec![colleague(1, "Priya Shah"), colleague(2, long)], messages);
            let nav = case_nav(Id::from_uuid(access::NOBODY), "/messages");
            let frame = (Shell::new("Messages", "Cases").intro("About Amina Okafor."), nav);
            Self::new(frame, "#".to_owned(), around, form, (user(1), Day::of(at)), &String::new)
        };
        let mut wrong = Form::default();
        wrong.error("to", "Tick one to 8 colleagues.");
        wrong.error("words", "Write what they should know or do.");
        vec![
            ("some", page(true, vec![message(1, None), message(2, Some(at))], Form::default())),
            ("none", page(true, Vec::new(), Form::default())),
            ("closed", page(false, vec![message(2, Some(at))], Form::default())),
            ("errors", page(true, Vec::new(), wrong)),
        ]
    }
}
