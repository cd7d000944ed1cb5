//! Sending: the guards once more, the copy, the outbox, the event and the entry in the history, all or nothing.

use super::{letter_id, show::Whole};
use crate::{
    letters::{
        guard::Destination,
        model::{Copy, Sending, State, Way},
        paper::{paper, printed},
        store,
    },
    model::{Channel, Direction, NewContact, Outcome},
    outbox::{self, model::NewMessage},
    tools::Tools,
    work::{self, NewEvent},
};
use access::{Actor, CaseId, CaseRef, Changed, Db, Fault, PostedOnce, Write};
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Result, db::Conn};
use packs::model::Event;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Sends a letter. Its address is read again in the transaction that sends it: one that changed meanwhile stops it.
pub async fn send(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    tools: Tools,
    PostedOnce(posted): PostedOnce,
) -> Result<Response, Fault> {
    let (letter, actor) = (letter_id(&params)?, case.actor().clone());
    let whole = db.view(&case, move |c, permit| Whole::read(c, permit, letter)).await?;
    let to = ready(&whole)?;
    let copy = copy_of(&whole, &to, &tools, Day::of(actor.now)).await?;
    let ids = [db.chance().uuid(actor.now), db.chance().uuid(actor.now), db.chance().uuid(actor.now)];
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let now = Whole::read(c, permit, letter)?;
            let same = now.letter.version == whole.letter.version
                && now.wants_approval() == whole.wants_approval()
                && now.destination().as_ref() == Ok(&to);
            if !same {
                return Err(Error::Conflict(
                    "The letter or the person’s record changed while you looked. Open the letter again."
                        .to_owned(),
                ));
            }
            let sending = Sending {
                letter: letter.uuid(),
                sent_to: to.address.clone(),
                copy: copy.clone(),
                at: actor.now,
                by: actor.user,
            };
            store::send(c, permit.tenant(), permit.id(), now.letter.version, &sending)?;
            follow(c, permit.id(), &actor, &now, &to, ids)?;
            let back = format!("{}?done=sent", super::address(permit.id(), letter));
            Ok(Changed::to(back, format!("letter {letter} sent by {}", now.letter.way.code())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Where a letter that may be sent goes; else why it may not.
fn ready(whole: &Whole) -> Result<Destination> {
    let words = match whole.letter.state {
        State::Draft if whole.wants_approval() => {
            "Somebody else approves this letter first. Ask for approval."
        }
        State::Draft | State::Approved => {
            return whole.destination().map_err(|problems| Error::invalid(problems.join(" ")));
        }
        State::Waiting => "It waits for approval. It can be sent when it is approved.",
        State::Sent | State::Dropped => "It was sent or put away before. Open the letter to see.",
    };
    Err(Error::invalid(words))
}

/// The copy that is kept, made before anything is written: typesetting takes its time.
async fn copy_of(whole: &Whole, to: &Destination, tools: &Tools, today: Day) -> Result<Copy> {
    let page = paper(&whole.letter, &whole.frame, &whole.to_lines(&to.address), to.neutral, today);
    let (media, content) = match (&tools.printer, whole.letter.way) {
        (_, Way::Text) => ("text/plain", words(whole).into_bytes()),
        (Some(printer), _) => match printer.print(page.clone()).await {
            Ok(pdf) => ("application/pdf", pdf),
            Err(e) => {
                tracing::error!("a letter could not be typeset, so a page to print is kept: {e}");
                return printed(page);
            }
        },
        (None, _) => return printed(page),
    };
    let hash = Sha256::digest(&content).to_vec();
    Ok(Copy { media, content, hash })
}

/// Both texts, as a message has them.
fn words(whole: &Whole) -> String {
    let (body, second) = (&whole.letter.body, &whole.letter.second_body);
    if second.is_empty() { body.clone() } else { format!("{body}\n\n{second}") }
}

/// What follows from a letter that is sent: the outbox, the history, the event.
fn follow(
    c: &mut dyn Conn,
    case: CaseId,
    actor: &Actor,
    whole: &Whole,
    to: &Destination,
    [message, contact, event]: [Uuid; 3],
) -> Result<()> {
    let letter = &whole.letter;
    if let Some(message) = message_of(message, whole, to, actor) {
        outbox::store::queue(c, actor.tenant, &message)?;
    }
    let channel = match letter.way {
        Way::Post | Way::Hand => Channel::Letter,
        Way::Email => Channel::Email,
        Way::Text => Channel::Text,
    };
    let entry = NewContact {
        contact_id: contact,
        person: letter.person,
        case: Some(case),
        user: actor.user,
        channel,
        direction: Direction::Out,
        // Sending is neither reaching somebody nor an attempt to: nobody has answered yet.
        outcome: Outcome::None,
        with_whom: String::new(),
        summary: format!("Letter sent: {}.", letter.title),
        occurred_at: actor.now,
        recorded_at: actor.now,
    };
    crate::store::add_contact(c, actor.tenant, &entry)?;
    if letter.template.is_empty() {
        return Ok(());
    }
    let happened = NewEvent {
        event_id: event,
        case,
        event: Event::Letter(letter.template.clone()),
        on: Day::of(actor.now),
        at: Some(actor.now),
        source: Some(letter.letter_id.uuid()),
        recorded_at: actor.now,
        recorded_by: actor.user,
    };
    work::happened(c, actor.tenant, &happened)
}

/// What goes into the outbox; nothing for a letter that is handed over.
fn message_of(id: Uuid, whole: &Whole, to: &Destination, actor: &Actor) -> Option<NewMessage> {
    let letter = whole.letter.letter_id;
    let way = match whole.letter.way {
        Way::Post => outbox::model::Way::Post,
        Way::Email => outbox::model::Way::Email,
        Way::Text => outbox::model::Way::Text,
        Way::Hand => return None,
    };
    let subject = match (way, to.neutral) {
        (outbox::model::Way::Text, _) => String::new(),
        // Somebody else may see the subject line: it names neither the service nor the matter.
        (_, true) => "A message for you".to_owned(),
        (_, false) => format!("A letter from {}", whole.frame.service),
    };
    let recipient = match way {
        outbox::model::Way::Post => whole.to_lines(&to.address).join("\n"),
        _ => to.address.clone(),
    };
    Some(NewMessage {
        message_id: id,
        way,
        letter: Some(letter),
        once: format!("letter:{letter}"),
        recipient,
        subject,
        body: words(whole),
        at: actor.now,
    })
}
