//! The promise of contact as a page: what is agreed with whom, whether it was kept, and the next contact.

pub mod agree;
mod samples;

use super::{
    model::{self, Grade, Kept, Record, every_words},
    store::{self, Promise, WayOf},
};
use crate::{
    model::ActionKind,
    plan::{
        shape::Shape,
        store::{Head, framed, head},
    },
    store::{add_action, read},
    web::{day_words, nav::case_nav},
};
use access::{CaseRef, Changed, Db, Fault, PersonId, Posted, Query, Read, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, words::count};
use people::{
    store::glance::{self, Method},
    web::{errors, safe::SafeCard, submission},
};
use read::Party;
use ui::{Choice, Page, Shell, SubNav, SummaryList, SummaryRow, Tag, chart};

/// Windows that the page shows.
const SHOWN: usize = 12;

/// Contact in a case.
#[derive(Template)]
#[template(path = "show_contact.html")]
pub struct ShowContact {
    /// The frame.
    pub shell: Shell,
    /// Where else to go.
    pub nav: SubNav,
    /// This page's address.
    pub at: String,
    /// One for each person something is agreed with, or may be.
    pub people: Vec<PersonCard>,
    /// How to reach the person the case is listed under.
    pub safe: SafeCard,
    /// Whether the case is closed.
    pub closed: bool,
    /// What was typed to book the next contact.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// Contact or visit.
    pub kinds: Vec<Choice>,
    /// Where a contact is written down.
    pub note_href: String,
    /// Where they are asked how the help is.
    pub survey_href: String,
}

/// What is agreed with one person, and how it was kept.
pub struct PersonCard {
    /// Id of its heading, unique on the page.
    pub id: String,
    /// Who.
    pub name: String,
    /// Where something is agreed, or agreed anew.
    pub href: String,
    /// What is agreed; empty when nothing is.
    pub promise: SummaryList,
    /// What holds while nothing is agreed; empty once something is.
    pub default: String,
    /// The grade.
    pub grade: Tag,
    /// The count in words.
    pub words: String,
    /// Kept, tried, missed: how many, and the share of all.
    pub shares: Vec<(&'static str, i64, chart::Share)>,
    /// The latest windows, latest first: from when to when, and how each went.
    pub windows: Vec<(String, Tag, String)>,
    /// What was agreed before, latest first.
    pub before: Vec<String>,
    /// How to reach them safely, where they are not the person the case is listed under; that one has a card.
    pub ways: Vec<(String, Tag)>,
}

impl PersonCard {
    fn new(at: &str, party: &Party, promises: &[Promise], tries: &[(Day, bool)], seen: &Seen<'_>) -> Self {
        let current = promises.iter().rev().find(|p| p.ended_on.is_none());
        let terms: Vec<model::Term> = promises.iter().map(Promise::term).collect();
        let record = model::record(&terms, seen.until, tries);
        let last = tries.iter().filter(|(_, reached)| *reached).map(|(day, _)| *day).max();
        Self {
            id: format!("p-{}", party.person_id),
            name: party.name.clone(),
            href: format!("{at}/agree?person={}", party.person_id),
            promise: SummaryList { rows: current.map_or(Vec::new(), |p| promise_rows(p, last, seen)) },
            default: if current.is_none() { default_words(seen) } else { String::new() },
            grade: grade_tag(record.grade()),
            words: record_words(&record),
            shares: shares(&record),
            windows: window_rows(&record),
            before: promises.iter().rev().filter(|p| p.ended_on.is_some()).map(before_words).collect(),
            ways: Vec::new(),
        }
    }
}

/// What all cards of a page are made with.
struct Seen<'a> {
    head: &'a Head,
    shape: &'a Shape,
    today: Day,
    /// The last day that counts: yesterday, or the case's last.
    until: Day,
}

fn promise_rows(p: &Promise, last: Option<Day>, seen: &Seen<'_>) -> Vec<SummaryRow> {
    let due = p.term().due_on(last);
    let late = if due < seen.today && seen.head.closed_on.is_none() { ". Overdue" } else { "" };
    let mut rows = vec![
        SummaryRow::new("How", p.channel.label(), ""),
        SummaryRow::new("How often", format!("At least {}", every_words(p.every_days)), ""),
        SummaryRow::new("Safe times", if p.safe_times.is_empty() { "Any time" } else { &p.safe_times }, ""),
        SummaryRow::new("Agreed with", format!("{}, {}", p.agreed_with, p.agreed_on.long()), ""),
        SummaryRow::new(
            "Last reached",
            last.map_or("Not yet".to_owned(), |on| day_words(on, seen.today)),
            "",
        ),
    ];
    if seen.head.closed_on.is_none() {
        rows.push(SummaryRow::new("Next promised contact", format!("By {}{late}", due.long()), ""));
    }
    rows
}

/// What a pack says while nothing is agreed, and that it is not an agreement.
fn default_words(seen: &Seen<'_>) -> String {
    let days = seen.shape.contact.as_ref().and_then(|rule| {
        let days = model::default_days(rule, &seen.head.band)?;
        Some((days, &rule.source))
    });
    match days {
        Some((days, source)) => {
            let band = match seen.head.band.as_str() {
                "" => "while no risk is weighed".to_owned(),
                band => format!("at risk band {band}"),
            };
            format!(
                "Nothing is agreed yet. The rule for this kind of case is {} {band}. {source}",
                every_words(days)
            )
        }
        None => "Nothing is agreed yet. Ask how, how often and when it is safe.".to_owned(),
    }
}

fn before_words(p: &Promise) -> String {
    let until = p.ended_on.map_or(String::new(), Day::long);
    format!(
        "{} to {until}: {}, {}, agreed with {}",
        p.agreed_on.long(),
        p.channel.label().to_lowercase(),
        every_words(p.every_days),
        p.agreed_with
    )
}

fn grade_tag(grade: Grade) -> Tag {
    match grade {
        Grade::Met => Tag::good(grade.label()),
        Grade::Partly => Tag::warn(grade.label()),
        Grade::NotMet => Tag::bad(grade.label()),
        Grade::NotApplicable => Tag::plain(grade.label()),
    }
}

fn record_words(record: &Record) -> String {
    match record.expected() {
        0 => String::new(),
        expected => format!(
            "{} expected. Reached in {}. Tried and not reached in {}. Missed in {}.",
            count(expected, "contact was", "contacts were"),
            record.kept(),
            record.attempted(),
            record.missed()
        ),
    }
}

fn shares(record: &Record) -> Vec<(&'static str, i64, chart::Share)> {
    let all = record.expected();
    if all == 0 {
        return Vec::new();
    }
    [
        (Kept::Kept.label(), record.kept()),
        (Kept::Attempted.label(), record.attempted()),
        (Kept::Missed.label(), record.missed()),
    ]
    .map(|(label, n)| (label, n, chart::share(n * 100 / all)))
    .into()
}

fn window_rows(record: &Record) -> Vec<(String, Tag, String)> {
    let row = |w: &model::Window| {
        let tag = match w.kept {
            Kept::Kept => Tag::good(w.kept.label()),
            Kept::Attempted => Tag::warn(w.kept.label()),
            Kept::Missed => Tag::bad(w.kept.label()),
        };
        let on = w.on.map_or(String::new(), |on| format!("on {}", on.long()));
        (format!("{} to {}", w.from.long(), w.to.long()), tag, on)
    };
    record.windows.iter().rev().take(SHOWN).map(row).collect()
}

/// Shows contact in a case: seven statements.
pub async fn show_contact(
    db: Db,
    case: CaseRef<Read>,
    Query(query): Query,
) -> Result<Page<ShowContact>, Fault> {
    let mut page = page(&db, &case, None).await?;
    if let Some(words) = notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "promise" => "What was agreed is saved. The next promised contact is on the worker's day.",
        "booked" => "The next contact is booked.",
        _ => return None,
    })
}

async fn page(db: &Db, case: &CaseRef<Read>, typed: Option<Form>) -> Result<ShowContact, Fault> {
    let ((head, shape), promises, tries, (methods, ways), parties) = db
        .view(case, |c, permit| {
            Ok((
                framed(c, permit)?,
                store::of_case(c, permit)?,
                store::tries(c, permit)?,
                (glance::methods_of_case(c, permit)?, store::ways(c, permit)?),
                read::parties(c, permit)?,
            ))
        })
        .await?;
    let today = Day::of(case.actor().now);
    let form = typed.unwrap_or_else(|| fresh(&head, today));
    let shell = access::shell(case.actor(), "Contact", "Cases")
        .at("/caseloads")
        .quiet("Contact")
        .intro(format!("{}, {}", head.known_as, head.reference))
        .errors(errors(&form));
    let at = format!("/cases/{}/contact", case.id());
    let current = promises.iter().rev().find(|p| p.person_id == head.lead_person_id && p.ended_on.is_none());
    let channel = current.map_or(crate::model::Channel::Phone, |p| p.channel).code();
    Ok(ShowContact {
        shell,
        nav: case_nav(case.id(), "/contact"),
        people: with_ways(
            cards(&at, (&head, &shape), &parties, &promises, &tries, today),
            &head,
            &parties,
            ways,
        ),
        safe: SafeCard::new(&methods).times(current.map_or("", |p| p.safe_times.as_str())),
        closed: head.closed_on.is_some(),
        form,
        submission: submission(db),
        kinds: kinds(),
        survey_href: format!("/cases/{}/satisfaction", case.id()),
        note_href: format!(
            "/people/{}/notes/new?channel={channel}&case={}&back=case",
            head.lead_person_id,
            case.id()
        ),
        at,
    })
}

/// A card for the person the case is listed under, and for everybody something was agreed with.
fn cards(
    at: &str,
    (head, shape): (&Head, &Shape),
    parties: &[Party],
    promises: &[Promise],
    tries: &[(PersonId, Day, bool)],
    today: Day,
) -> Vec<PersonCard> {
    let until = head.closed_on.unwrap_or(today.plus(-1));
    let seen = Seen { head, shape, today, until };
    people_of(parties)
        .into_iter()
        .filter(|p| {
            let agreed = promises.iter().any(|promise| promise.person_id == p.person_id);
            agreed || p.role == crate::model::PartyRole::Subject
        })
        .map(|party| {
            let of: Vec<Promise> =
                promises.iter().filter(|p| p.person_id == party.person_id).cloned().collect();
            let tries: Vec<(Day, bool)> =
                tries.iter().filter(|t| t.0 == party.person_id).map(|t| (t.1, t.2)).collect();
            PersonCard::new(at, party, &of, &tries, &seen)
        })
        .collect()
}

/// Adds to the cards of other people how to reach them, where the asker may open their record.
fn with_ways(
    mut cards: Vec<PersonCard>,
    head: &Head,
    parties: &[Party],
    ways: Vec<WayOf>,
) -> Vec<PersonCard> {
    for way in ways {
        let open = parties.iter().any(|p| p.person_id == way.person_id && p.may_open);
        let id = format!("p-{}", way.person_id);
        if let Some(card) =
            cards.iter_mut().find(|card| card.id == id && open && way.person_id != head.lead_person_id)
        {
            let WayOf { channel, value, safety, rule, preferred, .. } = way;
            card.ways.extend(SafeCard::new(&[Method { channel, value, safety, rule, preferred }]).ways);
        }
    }
    cards
}

/// Each person of a case once, whom the asker may know.
fn people_of(parties: &[Party]) -> Vec<&Party> {
    let mut people: Vec<&Party> = Vec::new();
    for party in parties.iter().filter(|p| p.known) {
        match people.iter_mut().find(|p| p.person_id == party.person_id) {
            Some(had) if party.role == crate::model::PartyRole::Subject => *had = party,
            Some(_) => {}
            None => people.push(party),
        }
    }
    people
}

fn fresh(head: &Head, today: Day) -> Form {
    let mut form = Form::default();
    form.set("what", "Contact as promised");
    form.set("kind", ActionKind::Contact.code());
    form.set("on", head.promise_due_on.unwrap_or(today.plus(7)).max(today).long());
    form
}

fn kinds() -> Vec<Choice> {
    [ActionKind::Contact, ActionKind::Visit].iter().map(|k| Choice::new(k.code(), k.label())).collect()
}

/// Books the next contact: it takes the promised contact's place on the worker's day.
pub async fn book(
    db: Db,
    case: CaseRef<Write>,
    reading: CaseRef<Read>,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let actor = case.actor();
    let form = &mut posted.form;
    let what = form.need_text("what", 300, "Say what is to happen.");
    let kind = form.one_of("kind", ActionKind::parse, "Choose contact or visit.");
    let due_on = form.need_day("on", "Say on which day.");
    if due_on.is_some_and(|on| on < Day::of(actor.now)) {
        form.error("on", "Enter today or a day that is still to come.");
    }
    let (Some(kind), Some(due_on), true) = (kind, due_on, form.is_good()) else {
        let page = page(&db, &reading, Some(posted.form)).await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (id, user, now) = (db.chance().uuid(actor.now), actor.user, actor.now);
    let back = format!("/cases/{}/contact?done=booked", case.id());
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let head = head(c, permit)?;
            let new = crate::model::NewAction {
                action_id: id,
                person: head.lead_person_id,
                case: Some(permit.id()),
                kind,
                what: what.clone(),
                owner: Some(head.worker_id.unwrap_or(user)),
                owner_name: String::new(),
                due_on,
                due_at: None,
                recorded_at: now,
                recorded_by: user,
            };
            add_action(c, permit.tenant(), &new)?;
            Ok(Changed::to(back.clone(), format!("action {id}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
