//! A letter as it will look or as it was sent, what keeps it from being sent, and its approval.

mod facts;
mod samples;

use super::{address, letter_id, tag};
use crate::{
    letters::{
        guard::{self, Checked},
        model::{LetterId, Reach, ReachKind, Recipient, State, Way},
        paper::{PaperView, paper},
        plain,
        store::{
            self,
            read::{self, Frame, Letter},
        },
    },
    tools::Tools,
};
use access::{
    Actor, Case, CaseId, CaseRef, Changed, Db, Decide, Fault, Permit, PersonId, Posted, Query, Read, Role,
    Write,
};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Result, db::Conn};
use people::{
    store::glance::Method,
    web::{safe::SafeCard, submission},
};
use ui::{Page, Shell, SummaryList, Tag};

/// One letter.
#[derive(Template)]
#[template(path = "letters/show.html")]
pub struct ShowLetter {
    /// The frame.
    pub shell: Shell,
    /// The case's letters.
    pub list_href: String,
    /// Its own address: forms add to it.
    pub path: String,
    /// How far it is.
    pub state: Tag,
    /// Which sending of a form this is.
    pub submission: String,
    /// Whom it is to, how it goes, who approved it.
    pub facts: SummaryList,
    /// How to reach whom it is to safely.
    pub safe: SafeCard,
    /// What keeps it from being sent.
    pub problems: Vec<String>,
    /// What could be said more plainly.
    pub hints: Vec<String>,
    /// The letter.
    pub paper: PaperView,
    /// What can be done with it now.
    pub can: Can,
    /// What the copy of it is; empty until it is sent.
    pub copy: String,
    /// Whether there is no typesetter: it is printed from the browser.
    pub no_printer: bool,
}

/// What whoever looks may do with a letter now.
#[derive(Clone, Debug, Default)]
pub struct Can {
    /// Buttons of the approval form: what it sends, and its words.
    pub buttons: Vec<(&'static str, &'static str)>,
    /// Change the text.
    pub edit: bool,
    /// Send it.
    pub send: bool,
    /// Put it away.
    pub drop: bool,
}

impl Can {
    fn anything(&self) -> bool {
        self.edit || self.send || self.drop || !self.buttons.is_empty()
    }
}

/// A letter with all that decides whether it may be sent.
pub(super) struct Whole {
    pub frame: Frame,
    pub letter: Letter,
    pub people: Vec<Recipient>,
    pub reach: Vec<Reach>,
}

impl Whole {
    /// Reads it: four statements.
    pub(super) fn read<A: access::Action>(
        c: &mut dyn Conn,
        permit: &Permit<Case, A>,
        letter: LetterId,
    ) -> Result<Self>
    where
        Case: Decide<A>,
    {
        Ok(Self {
            frame: read::frame(c, permit)?.0,
            letter: read::one(c, permit, letter)?,
            people: read::recipients(c, permit)?,
            reach: read::reach(c, permit)?,
        })
    }

    fn recipient(&self) -> Option<&Recipient> {
        self.people.iter().find(|p| p.person == self.letter.person)
    }

    /// Whether somebody else approves it: the template says so, or something about the person asks for care.
    pub(super) fn wants_approval(&self) -> bool {
        self.letter.needs_approval || self.recipient().is_none_or(|to| guard::needs_care(to, &self.reach))
    }

    /// Whether it may not give its sender away.
    fn is_neutral(&self) -> bool {
        self.recipient().is_some_and(|to| guard::needs_care(to, &self.reach))
    }

    /// Where it goes, or what keeps it.
    pub(super) fn destination(&self) -> Result<guard::Destination, Vec<String>> {
        let Some(to) = self.recipient() else {
            let words = "You may not see whom this letter is to. Ask who leads the work with them.";
            return Err(vec![words.to_owned()]);
        };
        let checked = Checked {
            to,
            audience: self.letter.audience,
            way: self.letter.way,
            texts: [&self.letter.title, &self.letter.body, &self.letter.second_body],
            everybody: &self.people,
            reach: &self.reach,
            senders: [&self.frame.service, &self.frame.team],
        };
        guard::destination(&checked).map_err(|all| all.into_iter().map(|(_, words)| words).collect())
    }

    /// The address block: name and lines; the name alone where it is not posted.
    pub(super) fn to_lines(&self, address: &str) -> Vec<String> {
        let lines = if self.letter.way == Way::Post { address } else { "" };
        std::iter::once(self.name()).chain(lines.lines().map(str::to_owned)).collect()
    }

    fn name(&self) -> String {
        self.recipient().map_or_else(|| "Restricted person".to_owned(), |to| to.name.clone())
    }

    /// What somebody may do with it.
    fn can(&self, actor: &Actor) -> Can {
        let letter = &self.letter;
        if self.frame.closed_on.is_some() {
            return Can::default();
        }
        let other = letter.changed_by != actor.user && letter.made_by != actor.user;
        let (draft, waiting) = (letter.state == State::Draft, letter.state == State::Waiting);
        let (approved, approval) = (letter.state == State::Approved, self.wants_approval());
        let mut buttons = Vec::new();
        if draft && approval {
            buttons.push(("ask", "Ask for approval"));
        }
        if waiting && leads(actor) && other {
            buttons.push(("approve", "Approve it"));
        }
        if waiting || approved || letter.state == State::Dropped {
            buttons.push(("reopen", "Make it a draft again"));
        }
        Can {
            buttons,
            edit: draft,
            send: approved || (draft && !approval),
            drop: draft || waiting || approved,
        }
    }
}

/// Whether somebody may approve what others wrote.
fn leads(actor: &Actor) -> bool {
    actor.is(Role::Leader) || actor.is(Role::Manager)
}

/// The safe-contact card of one person, from the ways of everybody in the case.
pub(super) fn safe_card(reach: &[Reach], person: PersonId) -> SafeCard {
    let of = reach.iter().filter(|r| r.person == person);
    let ways = of.filter_map(|r| match &r.kind {
        ReachKind::Way { channel, value, safety, rule, preferred } => Some(Method {
            channel: *channel,
            value: value.clone(),
            safety: *safety,
            rule: rule.clone(),
            preferred: *preferred,
        }),
        ReachKind::Address { .. } => None,
    });
    SafeCard::new(&ways.collect::<Vec<_>>())
}

impl ShowLetter {
    fn new(shell: Shell, case: CaseId, whole: &Whole, can: Can, today: Day) -> Self {
        let letter = &whole.letter;
        let found = whole.destination();
        let address = match (letter.sent_at, &found) {
            (Some(_), _) => letter.sent_to.clone(),
            (None, Ok(to)) => to.address.clone(),
            (None, Err(_)) => String::new(),
        };
        let day = letter.sent_at.map_or(today, Day::of);
        let open = letter.sent_at.is_none() && letter.state != State::Dropped;
        Self {
            shell,
            list_href: format!("/cases/{case}/letters"),
            path: super::address(case, letter.letter_id),
            state: tag(letter.state),
            submission: String::new(),
            facts: facts::of(whole, &address, found.as_ref().ok()),
            safe: whole.recipient().map_or_else(SafeCard::default, |to| safe_card(&whole.reach, to.person)),
            problems: if open { found.err().unwrap_or_default() } else { Vec::new() },
            hints: if open { plain::hints(&letter.body) } else { Vec::new() },
            paper: PaperView {
                paper: paper(letter, &whole.frame, &whole.to_lines(&address), whole.is_neutral(), day),
            },
            can,
            copy: facts::copy_words(letter),
            no_printer: false,
        }
    }
}

/// Shows a letter.
pub async fn show_letter(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    tools: Tools,
    Query(query): Query,
) -> Result<Page<ShowLetter>, Fault> {
    let letter = letter_id(&params)?;
    let whole = db.view(&case, move |c, permit| Whole::read(c, permit, letter)).await?;
    let actor = case.actor();
    let title = if whole.letter.title.is_empty() { "Letter" } else { whole.letter.title.as_str() };
    let mut shell =
        access::shell(actor, title, "Cases").quiet("Letter").at("/caseloads").intro(&whole.frame.reference);
    if let Some(words) = notice(query.value("done")) {
        shell = shell.notice(words);
    }
    let mut page = ShowLetter::new(shell, case.id(), &whole, whole.can(actor), Day::of(actor.now));
    page.submission = submission(&db);
    page.no_printer = tools.printer.is_none();
    Ok(Page(page))
}

fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "saved" => "Letter saved. This is how it will look.",
        "asked" => "A team leader or manager is asked to approve it.",
        "approved" => "Approved. It can be sent now.",
        "reopened" => "It is a draft again.",
        "sent" => "Sent. The copy is kept as it went.",
        _ => return None,
    })
}

/// Asks for approval, approves, or makes a draft of it again: the button says which.
pub async fn decide(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let (letter, actor) = (letter_id(&params)?, case.actor());
    let (button, back) = (posted.form.value("button").to_owned(), address(case.id(), letter));
    let (at, by, leads) = (actor.now, actor.user, leads(actor));
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, id) = (permit.tenant(), permit.id());
            let done = match button.as_str() {
                "ask" => store::ask(c, tenant, id, letter).map(|()| "asked")?,
                "approve" if leads => {
                    store::approve(c, tenant, (id, letter), (at, by)).map(|()| "approved")?
                }
                "approve" => {
                    return Err(Error::invalid(
                        "A team leader or manager approves letters. Ask one of them.",
                    ));
                }
                "reopen" => store::reopen(c, tenant, id, letter).map(|()| "reopened")?,
                _ => return Err(Error::invalid("Choose what to do with the letter.")),
            };
            Ok(Changed::to(format!("{back}?done={done}"), format!("letter {letter} {done}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Puts a letter away unsent.
pub async fn drop_letter(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let letter = letter_id(&params)?;
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            store::drop_letter(c, permit.tenant(), permit.id(), letter)?;
            let back = format!("/cases/{}/letters?done=dropped", permit.id());
            Ok(Changed::to(back, format!("letter {letter} dropped")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// The letter as it was sent, byte for byte; a letter that was not sent is shown instead.
pub async fn show_copy(db: Db, case: CaseRef<Read>, params: RawPathParams) -> Result<Response, Fault> {
    let letter = letter_id(&params)?;
    let found = db
        .view(&case, move |c, permit| match read::copy(c, permit, letter) {
            Err(Error::NotFound) => Ok(None),
            found => found.map(Some),
        })
        .await?;
    let Some((media, content)) = found else {
        return Ok(Redirect::to(&address(case.id(), letter)).into_response());
    };
    let (kind, ending) = match media.as_str() {
        "application/pdf" => ("application/pdf", "pdf"),
        "text/html" => ("text/html; charset=utf-8", "html"),
        _ => ("text/plain; charset=utf-8", "txt"),
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"letter-{letter}.{ending}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, content).into_response())
}
