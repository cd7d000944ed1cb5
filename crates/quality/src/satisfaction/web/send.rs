//! A code by which somebody answers by themselves: which ways are safe for them, and sending it.

use super::{address, survey_id};
use crate::satisfaction::{
    model::{CODE_DAYS, Way, new_code, spaced},
    store::{self, NewCode},
};
use access::{
    Action, Case, CaseRef, Changed, Db, Decide, Fault, Permit, PersonId, PostedOnce, Read, secret_hash,
};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use cases::{
    desk,
    letters::{
        guard::{self, Checked, Destination},
        model::{Audience, Reach, Recipient, Way as LetterWay},
        store::read as letters,
    },
    outbox::{self, model::NewMessage},
};
use kernel::{Day, Error, Instant, Result, db::Conn};
use ui::{Page, Shell, SubNav};
use uuid::Uuid;

/// A code that is to be handed over. It is shown once: only its hash is kept.
#[derive(Template)]
#[template(path = "satisfaction/sent_code.html")]
pub struct SentCode {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// The code, as people read it.
    pub code: String,
    /// Where it is typed.
    pub place: String,
    /// Until when it works.
    pub until: String,
    /// The survey's page.
    pub back: String,
}

/// Whom a survey is sent to, and every way to reach everybody in the case: what the guards look at.
pub struct Mailing {
    people: Vec<Recipient>,
    reach: Vec<Reach>,
}

impl Mailing {
    /// Reads them: two statements.
    pub fn read<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Self>
    where
        Case: Decide<A>,
    {
        Ok(Self { people: letters::recipients(c, permit)?, reach: letters::reach(c, permit)? })
    }

    /// Where words go to somebody by a way, or why they must not: the guards of letters, the same rules.
    pub fn destination(
        &self,
        person: PersonId,
        way: Way,
        words: &str,
    ) -> Result<(String, Destination), String> {
        let to = self.people.iter().find(|to| to.person == person).ok_or(
            "You may not see this person’s record. Ask whoever works with them to ask them.".to_owned(),
        )?;
        let way = match way {
            Way::Text => LetterWay::Text,
            Way::Email => LetterWay::Email,
            Way::Post => LetterWay::Post,
            Way::Hand | Way::Phone | Way::Face => LetterWay::Hand,
        };
        let checked = Checked {
            to,
            audience: Audience::Client,
            way,
            texts: [SUBJECT, words, ""],
            everybody: &self.people,
            reach: &self.reach,
            // These words name neither the service nor the team.
            senders: ["", ""],
        };
        match guard::destination(&checked) {
            Ok(found) => Ok((to.name.clone(), found)),
            Err(problems) => Err(problems.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" ")),
        }
    }

    /// The ways that are safe for somebody, and why each of the others is not.
    pub fn ways(&self, person: PersonId) -> (Vec<Way>, Vec<String>) {
        let (mut open, mut shut) = (Vec::new(), Vec::new());
        for way in Way::CODES {
            match self.destination(person, way, SUBJECT) {
                Ok(_) => open.push(way),
                Err(why) => shut.push(format!("{}: {why}", way.label())),
            }
        }
        (open, shut)
    }
}

/// A subject line that names neither the service nor the matter.
const SUBJECT: &str = "A few questions for you";

/// What is sent. Whoever else reads it learns nothing of the matter; where the person or an agreed rule asks for care,
/// not that there was help.
fn words(place: &str, code: &str, until: Day, neutral: bool) -> String {
    let link = format!("{place}/{code}");
    if neutral {
        return format!("{SUBJECT}: {link}");
    }
    format!(
        "Would you tell us how the help was? Open {link} or type the code {} at {place}. It takes two minutes. It works \
         until {}. You do not have to.",
        spaced(code),
        until.long()
    )
}

/// Where this service is reached, as the browser of whoever sends the code reached it.
fn place(headers: &HeaderMap, https: bool) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("{}://{host}/survey", if https { "https" } else { "http" })
}

/// Makes a code and sends it, or shows it to be handed over. The way is checked in the transaction that sends it.
pub async fn send(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    headers: HeaderMap,
    PostedOnce(posted): PostedOnce,
) -> Result<Response, Fault> {
    let (survey, actor) = (survey_id(&params)?, case.actor().clone());
    let Some(way) = Way::parse(posted.form.value("way")).filter(|way| Way::CODES.contains(way)) else {
        return super::survey::wrong(&db, &case, survey, posted.form, ("way", "Choose how it goes to them."))
            .await;
    };
    let (code, message) = (new_code(db.chance()), db.chance().uuid(actor.now));
    let until = actor.now.plus_seconds(CODE_DAYS * 24 * 3600);
    let place = place(&headers, db.settings().https);
    let new = NewCode { hash: secret_hash(&code), way, at: actor.now, by: actor.user, until };
    let sent = Sent { survey, message, place: place.clone(), code: code.clone() };
    let done = db
        .change(&case, &posted.submission, move |c, permit| {
            sent.go(c, permit, &new)?;
            let to = format!("{}?done=sent", address(permit.id(), survey));
            Ok(Changed::to(to, format!("survey {survey}: code by {}", way.code())))
        })
        .await;
    let location = match done {
        Ok(location) => location,
        Err(Error::Invalid(why)) => {
            return super::survey::wrong(&db, &case, survey, posted.form, ("way", &why)).await;
        }
        Err(other) => return Err(other.into()),
    };
    if way != Way::Hand {
        return Ok(Redirect::to(&location).into_response());
    }
    // Only now is the code known: it is on this page and nowhere else.
    let desk = db.view(&case, |c, permit| desk::open(c, permit)).await?;
    Ok(Page(SentCode {
        shell: desk.shell(&actor, "Hand over this code"),
        subnav: desk.subnav("/satisfaction"),
        code: spaced(&code),
        place,
        until: Day::of(until).long(),
        back: address(case.id(), survey),
    })
    .into_response())
}

/// A code on its way.
struct Sent {
    survey: Uuid,
    message: Uuid,
    place: String,
    code: String,
}

impl Sent {
    fn go(&self, c: &mut dyn Conn, permit: &Permit<Case, Read>, new: &NewCode) -> Result<()> {
        let (tenant, case) = (permit.tenant(), permit.id());
        let survey = store::one(c, permit, self.survey)?;
        let mailing = Mailing::read(c, permit)?;
        let text = |neutral| words(&self.place, &self.code, Day::of(new.until), neutral);
        let (name, to) =
            mailing.destination(survey.person_id, new.way, &text(false)).map_err(Error::Invalid)?;
        store::add_code(c, tenant, (case, self.survey), new)?;
        if let Some(message) = self.message((&name, &to), text(to.neutral || !to.rule.is_empty()), new) {
            outbox::store::queue(c, tenant, &message)?;
        }
        Ok(())
    }

    fn message(&self, (name, to): (&str, &Destination), body: String, new: &NewCode) -> Option<NewMessage> {
        let (way, recipient) = match new.way {
            Way::Text => (outbox::model::Way::Text, to.address.clone()),
            Way::Email => (outbox::model::Way::Email, to.address.clone()),
            Way::Post => (outbox::model::Way::Post, format!("{name}\n{}", to.address)),
            Way::Hand | Way::Phone | Way::Face => return None,
        };
        let subject = if way == outbox::model::Way::Text { "" } else { SUBJECT };
        Some(NewMessage {
            message_id: self.message,
            way,
            letter: None,
            once: format!("survey:{}", self.message.simple()),
            recipient,
            subject: subject.to_owned(),
            body,
            at: new.at,
        })
    }
}

/// Until when a code works that is made now.
pub fn works_until(now: Instant) -> Day {
    Day::of(now.plus_seconds(CODE_DAYS * 24 * 3600))
}
