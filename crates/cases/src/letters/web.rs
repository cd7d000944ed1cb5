//! Pages about letters: the case's list and beginning one, writing it, looking at it, and sending it.

pub mod edit;
pub mod send;
pub mod show;

use super::{
    model::{Audience, LetterId, NewLetter, Recipient, State, Way},
    render::{Places, merge},
    store::{
        self,
        read::{self, Frame, LetterLine},
    },
};
use crate::web::nav::case_nav;
use access::{CaseId, CaseRef, Changed, Db, Fault, Posted, Query, Read, Write};
use askama::{Template, filters::HtmlSafe};
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Result};
use packs::Pack;
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav, Tag};

/// The letters of a case, and the form that begins one.
#[derive(Template)]
#[template(path = "letters/list.html")]
pub struct ListLetters {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub nav: SubNav,
    /// Where a letter is begun.
    pub action: String,
    /// Which sending of the form this is.
    pub submission: String,
    /// What was chosen.
    pub form: Form,
    /// Letters of the pack, and one written freely.
    pub templates: Vec<Choice>,
    /// Whom it may go to.
    pub people: Vec<Choice>,
    /// How it may go.
    pub ways: Vec<Choice>,
    /// The letters, newest first.
    pub letters: Vec<LetterRow>,
    /// Whether the case is closed: no letter is begun.
    pub closed: bool,
}

/// A letter in a list.
#[derive(Clone, Debug)]
pub struct LetterRow {
    /// Its page.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// Whom it is to.
    pub to: String,
    /// How it goes.
    pub way: String,
    /// How far it is.
    pub state: Tag,
    /// When it was begun or sent, and by whom.
    pub when: String,
}

impl LetterRow {
    fn new(case: CaseId, line: &LetterLine, people: &[Recipient]) -> Self {
        let to = people.iter().find(|p| p.person == line.person);
        let when = line.sent_at.map_or_else(
            || format!("Begun {} by {}", Day::of(line.made_at).long(), line.made_by),
            |at| format!("Sent {}", Day::of(at).long()),
        );
        Self {
            href: address(case, line.letter_id),
            title: line.title.clone(),
            to: to.map_or("Restricted person".to_owned(), |p| p.name.clone()),
            way: line.way.label().to_owned(),
            state: if line.failed { Tag::bad("Could not be sent") } else { tag(line.state) },
            when,
        }
    }
}

/// The tag of a state.
pub fn tag(state: State) -> Tag {
    match state {
        State::Draft | State::Dropped => Tag::plain(state.label()),
        State::Waiting => Tag::warn(state.label()),
        State::Approved => Tag::info(state.label()),
        State::Sent => Tag::good(state.label()),
    }
}

/// The latest letters, as a card for other pages. Made from [`read::list`]: one statement.
#[derive(Clone, Debug, Template)]
#[template(path = "letters/card.html")]
pub struct Card {
    /// The case's letters.
    pub href: String,
    /// The latest three.
    pub latest: Vec<LetterRow>,
}

impl HtmlSafe for Card {}

impl Card {
    /// A card of the latest letters.
    pub fn new(case: CaseId, lines: &[LetterLine], people: &[Recipient]) -> Self {
        let latest = lines.iter().take(3).map(|line| LetterRow::new(case, line, people)).collect();
        Self { href: format!("/cases/{case}/letters"), latest }
    }
}

/// A letter's page.
pub fn address(case: CaseId, letter: LetterId) -> String {
    format!("/cases/{case}/letters/{letter}")
}

/// The letter that the address names.
pub(crate) fn letter_id(params: &RawPathParams) -> Result<LetterId> {
    let text = params.iter().find(|(name, _)| *name == "letter_id").map(|(_, value)| value.to_owned());
    text.ok_or(Error::NotFound)?.parse()
}

fn ways() -> Vec<Choice> {
    Way::ALL.iter().map(|way| Choice::new(way.code(), way.label())).collect()
}

/// The name of the letter that begins empty.
const BLANK: &str = "blank";

impl ListLetters {
    fn new(
        shell: Shell,
        case: CaseId,
        (frame, pack, lines, people): (&Frame, Option<&Pack>, &[LetterLine], &[Recipient]),
        form: Form,
    ) -> Self {
        let mut templates: Vec<Choice> = pack
            .iter()
            .flat_map(|pack| &pack.letters)
            .map(|letter| Choice::new(&letter.id, &letter.title))
            .collect();
        templates.push(Choice::new(BLANK, "A letter of my own"));
        let people_choices = people
            .iter()
            .map(|p| Choice::new(p.person.to_string(), format!("{} ({})", p.name, p.role.to_lowercase())))
            .collect();
        Self {
            nav: case_nav(case, "/letters"),
            action: format!("/cases/{case}/letters"),
            submission: String::new(),
            templates,
            people: people_choices,
            ways: ways(),
            letters: lines.iter().map(|line| LetterRow::new(case, line, people)).collect(),
            closed: frame.closed_on.is_some(),
            shell: shell.errors(errors(&form)),
            form,
        }
    }
}

/// Shows the case's letters.
pub async fn list_letters(
    db: Db,
    case: CaseRef<Read>,
    Query(query): Query,
) -> Result<Page<ListLetters>, Fault> {
    let mut form = Form::default();
    form.set("template", query.value("template"));
    form.set("way", Way::Post.code());
    let ((frame, pack), lines, people) = db
        .view(&case, |c, permit| {
            Ok((read::frame(c, permit)?, read::list(c, permit)?, read::recipients(c, permit)?))
        })
        .await?;
    let mut shell = access::shell(case.actor(), "Letters", "Cases").at("/caseloads").intro(&frame.reference);
    if query.value("done") == "dropped" {
        shell = shell.notice("The letter was put away unsent.");
    }
    let mut page = ListLetters::new(shell, case.id(), (&frame, pack.as_deref(), &lines, &people), form);
    page.submission = submission(&db);
    Ok(Page(page))
}

/// What came of beginning a letter: where it is, or the form with what is missing.
enum Begun {
    At(String),
    Missing(Box<ListLetters>),
}

/// Begins a letter: fills the template from the record, or says what is missing.
pub async fn begin_letter(db: Db, case: CaseRef<Write>, posted: Posted) -> Result<Response, Fault> {
    match begin(&db, &case, posted).await? {
        Begun::At(location) => Ok(Redirect::to(&location).into_response()),
        Begun::Missing(page) => Ok(Page(*page).with_status(StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

async fn begin(db: &Db, case: &CaseRef<Write>, posted: Posted) -> Result<Begun, Fault> {
    let actor = case.actor();
    if let Some(before) = db.answered(actor, &posted.submission).await? {
        return Ok(Begun::At(before));
    }
    let ((frame, pack), lines, people, mut places, reach) = db
        .view(case, |c, permit| {
            let (frame, pack) = read::frame(c, permit)?;
            let mut places = Places::default();
            store::places::places(c, permit, pack.as_deref(), &mut places)?;
            let (lines, people) = (read::list(c, permit)?, read::recipients(c, permit)?);
            Ok(((frame, pack), lines, people, places, read::reach(c, permit)?))
        })
        .await?;
    let mut form = posted.form;
    let to = form.one_of(
        "to",
        |id| people.iter().find(|p| p.person.to_string() == id).cloned(),
        "Choose whom it is to.",
    );
    let way = form.one_of("way", Way::parse, "Choose how it goes.");
    let templates = pack.as_ref().map_or(&[][..], |pack| &pack.letters);
    let blank = form.value("template") == BLANK;
    let template = templates.iter().find(|letter| letter.id == form.value("template")).cloned();
    if template.is_none() && !blank {
        form.error("template", "Choose a letter.");
    }
    let mut made = None;
    if let (Some(to), Some(way), true) = (to, way, form.is_good()) {
        places_of(&mut places, &frame, &to, Day::of(actor.now));
        let kinds = pack.iter().flat_map(|pack| &pack.decisions);
        let id = template.as_ref().map_or("", |t| t.id.as_str());
        let of_letter = kinds.filter(|k| !id.is_empty() && k.letter == id);
        let told: Vec<(&str, &str)> = of_letter.map(|k| (k.id.as_str(), k.name.as_str())).collect();
        places.set_decision(&told);
        if let Some(address) = super::guard::address_of(to.person, &reach) {
            places.set("address", address);
        }
        let audience =
            template.as_ref().and_then(|t| Audience::parse(&t.audience)).unwrap_or(Audience::Client);
        let body = template.as_ref().map_or_else(|| format!("Dear {}\n\n", to.known_as), |t| t.body.clone());
        match merge(&body, audience, &places) {
            Ok(body) => {
                made = Some(NewLetter {
                    letter_id: db.chance().id(actor.now),
                    case: case.id(),
                    person: to.person,
                    template: template.as_ref().map(|t| t.id.clone()).unwrap_or_default(),
                    audience,
                    title: template.as_ref().map(|t| t.title.clone()).unwrap_or_default(),
                    body,
                    way,
                    needs_approval: template.as_ref().is_some_and(|t| t.approve),
                    made_at: actor.now,
                    made_by: actor.user,
                });
            }
            Err(problems) => problems.into_iter().for_each(|words| form.error("template", words)),
        }
    }
    let Some(new) = made else {
        let shell = access::shell(actor, "Letters", "Cases").at("/caseloads").intro(&frame.reference);
        let mut page = ListLetters::new(shell, case.id(), (&frame, pack.as_deref(), &lines, &people), form);
        page.submission = submission(db);
        return Ok(Begun::Missing(Box::new(page)));
    };
    let location = db
        .change(case, &posted.submission, move |c, permit| {
            store::add(c, permit.tenant(), &new)?;
            let to = format!("{}/edit", address(permit.id(), new.letter_id));
            Ok(Changed::to(to, format!("letter {} begun", new.letter_id)))
        })
        .await?;
    Ok(Begun::At(location))
}

/// Fills the places that need no look at the case's facts.
fn places_of(places: &mut Places, frame: &Frame, to: &Recipient, today: Day) {
    places.to_subject = to.person == frame.lead;
    for (place, value) in [
        ("person", &to.name),
        ("known_as", &to.known_as),
        ("reference", &frame.reference),
        ("team", &frame.team),
        ("service", &frame.service),
    ] {
        places.set(place, value);
    }
    places.set_day("today", today);
    places.set("worker", frame.worker.clone().unwrap_or_default());
    places.set("worker_phone", frame.worker_phone.clone().unwrap_or_default());
}

impl ui::Samples for ListLetters {
    const NAME: &'static str = "letters";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |title: &str, state, to: &str| LetterRow {
            href: "/cases/0/letters/0".to_owned(),
            title: title.to_owned(),
            to: to.to_owned(),
            way: Way::Post.label().to_owned(),
            state: tag(state),
            when: "Begun 20 November 2026 by Priya Shah".to_owned(),
        };
        let page = |letters, form: Form, closed| Self {
            shell: Shell::new("Letters", "Cases").intro("ASB-K7QM2-4DXA").errors(errors(&form)),
            nav: case_nav(kernel::Id::from_uuid(access::NOBODY), "/letters"),
            action: "/cases/0/letters".to_owned(),
            submission: String::new(),
            form,
            templates: vec![Choice::new("plan", "Your plan"), Choice::new(BLANK, "A letter of my own")],
            people: vec![Choice::new("0", "Amina Okafor (subject)")],
            ways: ways(),
            letters,
            closed,
        };
        let long =
            "What we agreed at our meeting about the noise, the lock on the street door and the parking";
        let rows =
            State::ALL.iter().map(|state| row("Your plan", *state, "Amina Okafor")).collect::<Vec<_>>();
        let mut wrong = Form::default();
        wrong
            .error("template", "The clock relief has not started, so it has no date. Record what starts it.");
        wrong.error("to", "Choose whom it is to.");
        vec![
            ("empty", page(Vec::new(), Form::default(), false)),
            ("full", page(rows, Form::default(), false)),
            ("errors", page(Vec::new(), wrong, false)),
            (
                "long names",
                page(
                    vec![row(long, State::Sent, "Wilhelmina Featherstonehaugh-Cholmondeley")],
                    Form::default(),
                    true,
                ),
            ),
        ]
    }
}
