//! Filling a form of a pack in.

mod beside;
mod samples;

use super::{
    checks::{is_mended_by, mentions},
    model::{Known, NewEntry, Value},
    sheet::{Question, Sheet},
    store::{self, Total},
};
use crate::{
    web::nav::case_nav,
    work::{self, Head},
};
use ::packs::{
    Pack,
    model::{FieldKind, Form as PackForm},
};
use access::{CaseRef, Changed, Db, Fault, Posted, PostedOnce, Query, Write, draft_form};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use beside::{add_own, look_words, looks};
use kernel::{Day, Error, Form, Id, Instant, words::count};
use people::web::{errors, submission};
use std::sync::Arc;
use ui::{Page, Shell, SubNav};

/// Entries of a form that repeats shown at most.
const MOST: i64 = 200;

/// A form of a pack, being filled in.
#[derive(Template)]
#[template(path = "show_form.html")]
pub struct ShowForm {
    /// The frame.
    pub shell: Shell,
    /// The pages of the case.
    pub subnav: SubNav,
    /// Why it is asked.
    pub purpose: String,
    /// Where it is sent.
    pub action: String,
    /// Where drafts of it are kept.
    pub draft_action: String,
    /// The case.
    pub back: String,
    /// Which sending this is.
    pub submission: String,
    /// The latest moment at which something on the page was written down.
    pub seen: String,
    /// What checks say of the entries there are; of a form that does not repeat they speak at the questions.
    pub looks: Vec<String>,
    /// The questions.
    pub questions: Vec<Question>,
    /// The words beside the day.
    pub on_label: &'static str,
    /// The day it is true of, as typed.
    pub on: String,
    /// When the draft on the page was kept; empty when there is none.
    pub kept: String,
    /// Entries of a form that repeats, newest first.
    pub entries: Vec<Entry>,
    /// How many there are, in words.
    pub counted: String,
    /// Sums of money fields, in words.
    pub totals: Vec<(String, String)>,
}

/// An entry of a form that repeats.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The day it is true of.
    pub when: String,
    /// What it says.
    pub facts: Vec<(String, String)>,
    /// Who wrote it down, and when.
    pub by: String,
    /// Where it is taken back.
    pub withdraw: String,
    /// The name of the field for the reason.
    pub why_name: String,
    /// What is wrong with the reason.
    pub error: String,
    /// Which sending of taking it back this is.
    pub submission: String,
}

/// What the page reads.
struct Read {
    head: Head,
    pack: Arc<Pack>,
    known: Vec<Known>,
    entries: Vec<Known>,
    totals: Vec<Total>,
    roles: Vec<String>,
    draft: Option<(String, Instant)>,
}

/// The case, its pack and the form that the address names.
async fn open(db: &Db, case: &CaseRef<Write>, form: &str, seen: Instant) -> Result<Read, Fault> {
    let (id, draft) = (form.to_owned(), draft_name(form));
    Ok(db
        .view(case, move |c, permit| {
            let (scope, tenant) = (permit.scope(), permit.tenant());
            let (head, pack) = work::head(c, permit)?;
            let pack = pack.ok_or(Error::NotFound)?;
            let repeats = pack.form(&id).ok_or(Error::NotFound)?.repeats;
            let mut known = store::known(c, tenant, permit.id(), head.lead_person_id, seen)?;
            add_own(c, tenant, (&pack, &id), &head, &mut known)?;
            Ok(Read {
                known,
                entries: if repeats {
                    store::entries(c, tenant, permit.id(), &id, MOST)?
                } else {
                    Vec::new()
                },
                totals: if repeats { store::totals(c, tenant, permit.id())? } else { Vec::new() },
                roles: if pack.checks.iter().any(|check| !check.lacks.is_empty()) {
                    store::roles(c, tenant, permit.id())?
                } else {
                    Vec::new()
                },
                draft: access::store::draft(c, tenant, scope.user(), &draft, permit.id().uuid())?,
                head,
                pack,
            })
        })
        .await?)
}

fn draft_name(form: &str) -> String {
    format!("form:{form}")
}

/// Shows a form with what is known in it, or with the worker's draft.
pub async fn show_form(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowForm>, Fault> {
    let form = param(&params, "form")?;
    let read = open(&db, &case, &form, case.actor().now).await?;
    let (typed, kept) = match &read.draft {
        Some((body, at)) => (Some(draft_form(body)), at.long()),
        None => (None, String::new()),
    };
    let mut page = page(&db, &case, &form, &read, typed)?;
    page.kept = kept;
    if query.value("done") == "draft" {
        page.shell = page.shell.notice("Draft kept. It stays for you until you save it.");
    }
    if query.value("done") == "look" {
        page.shell =
            page.shell.notice("Saved. Look at what is marked below; it does not have to be put right now.");
    }
    if query.value("done") == "withdrawn" {
        page.shell = page.shell.notice("The entry is taken back. It counts no more.");
    }
    if query.value("done") == "saved" {
        page.shell = page.shell.notice("Saved. You can add another one here.");
    }
    Ok(Page(page))
}

/// Builds the page around what was typed, or around what is known.
fn page(
    db: &Db,
    case: &CaseRef<Write>,
    id: &str,
    read: &Read,
    typed: Option<Form>,
) -> Result<ShowForm, Fault> {
    let form = read.pack.form(id).ok_or(Error::NotFound)?;
    let seen = typed.as_ref().map(seen);
    let sheet = Sheet::new(&read.pack, form, &read.known, seen);
    let typed = typed.unwrap_or_else(|| {
        let mut fresh = Form::default();
        sheet.fill(&mut fresh);
        fresh.set("on", Day::of(case.actor().now).long());
        fresh
    });
    let base = format!("/cases/{}/forms/{id}", case.id());
    let spoken = looks(read, form, &sheet, &typed);
    let mut questions = sheet.questions(&typed);
    for question in &mut questions {
        let mine = spoken.iter().filter(|(field, _)| question.name == format!("f_{field}"));
        question.look = mine.map(|(_, check)| look_words(check)).collect::<Vec<_>>().join(" ");
    }
    let entries = entries(db, &base, &read.pack, form, &read.entries, &typed);
    Ok(ShowForm {
        shell: access::shell(case.actor(), &form.title, "Cases")
            .intro(format!("{}: {}", read.head.reference, read.head.known_as))
            .quiet(&form.title)
            .at("/caseloads")
            .errors(errors(&typed)),
        subnav: case_nav(case.id(), "/forms"),
        purpose: form.purpose.clone(),
        draft_action: format!("{base}/draft"),
        action: base,
        back: format!("/cases/{}", case.id()),
        submission: submission(db),
        seen: typed.value("seen").to_owned(),
        questions: if form.repeats { sheet.questions(&typed) } else { questions },
        looks: if form.repeats {
            spoken.iter().map(|(_, check)| look_words(check)).collect()
        } else {
            Vec::new()
        },
        on_label: if form.repeats { "On which day was it?" } else { "On which day was it so?" },
        on: typed.value("on").to_owned(),
        kept: String::new(),
        counted: count(i64::try_from(entries.len()).unwrap_or(0), "entry", "entries"),
        totals: sums(&read.pack, form, &read.totals),
        entries,
    })
}

/// The moment that a form carried when it was sent.
fn seen(typed: &Form) -> Instant {
    Instant::from_micros(typed.value("seen").parse().unwrap_or(0).clamp(0, 200_000_000_000_000_000))
}

fn entries(db: &Db, base: &str, pack: &Pack, form: &PackForm, known: &[Known], typed: &Form) -> Vec<Entry> {
    let mut found: Vec<(uuid::Uuid, Entry)> = Vec::new();
    for fact in known {
        if found.last().is_none_or(|(id, _)| *id != fact.entry_id) {
            let why_name = format!("reason_{}", fact.entry_id.simple());
            let entry = Entry {
                when: fact.occurred_on.long(),
                by: fact.provenance(),
                withdraw: format!("{base}/entries/{}/withdraw", fact.entry_id.simple()),
                error: typed.error_of(&why_name).unwrap_or_default().to_owned(),
                why_name,
                submission: submission(db),
                facts: Vec::new(),
            };
            found.push((fact.entry_id, entry));
        }
        if let (Some((_, entry)), Some(field)) = (found.last_mut(), pack.field(&fact.field)) {
            entry.facts.push((field.label.clone(), fact.value.words(pack, field)));
        }
    }
    for (_, entry) in &mut found {
        let place = |label: &String| {
            form.fields.iter().position(|f| pack.field(&f.field).is_some_and(|field| field.label == *label))
        };
        entry.facts.sort_by_key(|(label, _)| place(label));
    }
    found.into_iter().map(|(_, entry)| entry).collect()
}

fn sums(pack: &Pack, form: &PackForm, totals: &[Total]) -> Vec<(String, String)> {
    totals
        .iter()
        .filter(|total| total.form == form.id)
        .filter_map(|total| {
            let field = pack.field(&total.field).filter(|field| field.kind == FieldKind::Money)?;
            Some((field.label.clone(), Value::Hundredths(total.hundredths).words(pack, field)))
        })
        .collect()
}

/// Saves a form: what is new or has changed becomes facts, and what follows from them happens.
pub async fn save_form(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let id = param(&params, "form")?;
    let seen = seen(&posted.form);
    let read = open(&db, &case, &id, seen).await?;
    let form = read.pack.form(&id).ok_or(Error::NotFound)?;
    let sheet = Sheet::new(&read.pack, form, &read.known, Some(seen));
    let on = read_on(&mut posted.form, case.actor().now);
    let answers = sheet.read(&mut posted.form);
    if !posted.form.is_good() {
        let page = page(&db, &case, &id, &read, Some(posted.form))?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let now = case.actor().now;
    let entry = NewEntry {
        entry_id: db.chance().uuid(now),
        case: case.id(),
        person: read.head.lead_person_id,
        form: id.clone(),
        repeats: form.repeats,
        occurred_on: on,
        recorded_at: now,
        recorded_by: case.actor().user,
        answers,
    };
    let (repeats, title, base) =
        (form.repeats, form.title.clone(), format!("/cases/{}/forms/{id}?done=", case.id()));
    // What was just answered and looks wrong is shown once, after it is saved, where this form can put it right: a
    // check never blocks, and what is missing elsewhere keeps nobody from going on.
    let look = looks(&read, form, &sheet, &posted.form)
        .iter()
        .filter(|(_, check)| is_mended_by(check, form))
        .flat_map(|(_, check)| mentions(check))
        .any(|field| entry.answers.iter().any(|answer| answer.field == field));
    let after = read.known.iter().map(|known| known.recorded_at).max();
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (scope, tenant) = (permit.scope(), permit.tenant());
            if !repeats {
                // Whoever saved between the reading above and this change has been seen by nobody yet.
                let known = store::current(c, tenant, permit.id(), entry.person)?;
                if known.iter().map(|known| known.recorded_at).max() > after {
                    return Err(Error::Conflict(
                        "Somebody saved this form in the same moment. Go back, and save again to see both."
                            .to_owned(),
                    ));
                }
            }
            super::save(c, tenant, &entry)?;
            access::store::drop_draft(c, tenant, scope.user(), &draft_name(&entry.form), permit.id().uuid())?;
            let to = match (repeats, look) {
                (true, _) => format!("{base}saved"),
                (false, true) => format!("{base}look"),
                (false, false) => format!("/cases/{}?done=form", permit.id()),
            };
            Ok(Changed::to(to, format!("form {}: {title}", entry.form)))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// The day it is true of: today when nothing is typed, and never a day to come.
fn read_on(form: &mut Form, now: Instant) -> Day {
    let today = Day::of(now);
    let on = form.opt_day("on").unwrap_or(today);
    if on > today {
        form.error("on", "Enter a day that has come. What is to come goes into the plan.");
    }
    on
}

/// Keeps what was typed.
pub async fn keep_draft(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let id = param(&params, "form")?;
    // Keeping a draft changes nothing about the case, but only who may write to it may keep one.
    db.view(&case, |_, _| Ok(())).await?;
    db.keep_draft(case.actor(), &posted, &draft_name(&id), case.id().uuid()).await?;
    Ok(posted.draft_kept(&format!("/cases/{}/forms/{id}?done=draft", case.id())))
}

/// Takes an entry of a form that repeats back as a mistake, with the reason.
pub async fn withdraw_entry(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let (id, text) = (param(&params, "form")?, param(&params, "entry_id")?);
    let entry: Id<Known> = text.parse()?;
    let reason = format!("reason_{}", entry.uuid().simple());
    let why = posted.form.need_text(&reason, 500, "Say why it was a mistake.");
    if !posted.form.is_good() {
        let read = open(&db, &case, &id, case.actor().now).await?;
        let mut page = page(&db, &case, &id, &read, None)?;
        let error = posted.form.error_of(&reason).unwrap_or_default().to_owned();
        let entry = page.entries.iter_mut().find(|entry| entry.why_name == reason).ok_or(Error::NotFound)?;
        entry.error = error;
        page.shell = page.shell.errors(errors(&posted.form));
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let back = format!("/cases/{}/forms/{id}?done=withdrawn", case.id());
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let by = (permit.scope().user(), permit.scope().now());
            super::withdraw(c, permit.tenant(), permit.id(), entry.uuid(), &why, by)?;
            Ok(Changed::to(back.clone(), format!("entry {entry} taken back")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// A word of the address.
fn param(params: &RawPathParams, name: &str) -> Result<String, Error> {
    params.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned()).ok_or(Error::NotFound)
}
