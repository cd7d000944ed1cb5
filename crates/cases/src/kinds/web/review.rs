//! Before a text is published: what it changes, what an officer would see, and what it would do to open cases.

use super::{
    edit::{draft, drop_draft, next_version, problems, source, with_line},
    live, param,
    preview::{Part, parts},
};
use crate::{
    facts::sheet::{Question, Sheet},
    kinds::{
        diff::{Change, diff},
        trial::{DAYS, Trial, trial},
    },
    work::store::packs::{Publication, publish},
};
use ::packs::Pack;
use access::{Actor, Changed, Db, Fault, PostedOnce, Query};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, words::count};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell};

/// The last look at a text before it is published.
#[derive(Template)]
#[template(path = "review_kind.html")]
pub struct ReviewKind {
    /// The frame.
    pub shell: Shell,
    /// What differs from the version in force.
    pub changes: Vec<Change>,
    /// What it would do to cases of the last 90 days, in counts.
    pub effects: Vec<String>,
    /// Stages in their order.
    pub stages: Vec<(String, String)>,
    /// Forms to look at.
    pub forms: Vec<Choice>,
    /// The form that is shown.
    pub shown: String,
    /// Its title.
    pub form_title: String,
    /// Its questions, as an officer sees them.
    pub questions: Vec<Question>,
    /// What else an officer meets.
    pub parts: Vec<Part>,
    /// Where it is published.
    pub action: String,
    /// This page.
    pub here: String,
    /// Where it is edited.
    pub edit: String,
    /// Which sending this is.
    pub submission: String,
    /// The day and the note, as typed.
    pub typed: Form,
}

impl ui::Samples for ReviewKind {
    const NAME: &'static str = "review-kind";
    fn samples() -> Vec<(&'static str, Self)> {
        let Some(pack) = ::packs::shipped_pack(::packs::shipped().first().map_or("", |pack| &pack.id)) else {
            return Vec::new();
        };
        let page = |typed: Form| {
            let mut page = Self::new(
                Shell::new("Larch lettings: review", "Settings").errors(errors(&typed)),
                pack,
                vec![Change {
                    section: "clocks: reply".to_owned(),
                    line: 120,
                    gone: vec!["n = 5".to_owned()],
                    new: vec!["n = 3".to_owned()],
                }],
                Trial { cases: 40, closed: 9, overdue: 12, late: 2, clocks: 31, codes: 3, stages: 0 },
                "",
            );
            page.typed = typed;
            page
        };
        let mut wrong = Form::default();
        wrong.error("from", "Enter today or a day to come.");
        vec![("review", page(Form::default())), ("errors", page(wrong))]
    }
}

impl ReviewKind {
    fn new(shell: Shell, pack: &Pack, changes: Vec<Change>, trial: Trial, shown: &str) -> Self {
        let form = pack.form(shown).or_else(|| pack.forms.first());
        let questions = form.map(|form| Sheet::new(pack, form, &[], None).questions(&Form::default()));
        Self {
            shell,
            changes,
            effects: effects(trial),
            stages: pack.stages.iter().map(|stage| (stage.name.clone(), stage.purpose.clone())).collect(),
            forms: pack.forms.iter().map(|form| Choice::new(&form.id, &form.title)).collect(),
            shown: form.map(|form| form.id.clone()).unwrap_or_default(),
            form_title: form.map(|form| form.title.clone()).unwrap_or_default(),
            questions: questions.unwrap_or_default(),
            parts: parts(pack),
            action: format!("/admin/packs/{}/publish", pack.id),
            here: format!("/admin/packs/{}/review", pack.id),
            edit: format!("/admin/packs/{}/edit", pack.id),
            submission: String::new(),
            typed: Form::default(),
        }
    }
}

/// "12 cases would become overdue": what a trial found, in words.
fn effects(trial: Trial) -> Vec<String> {
    if trial.cases == 0 {
        return vec![format!("No case of the last {DAYS} days is of this kind, so nothing could be tried.")];
    }
    let closed =
        if trial.closed > 0 { format!(", {} of them closed since", trial.closed) } else { String::new() };
    let mut words =
        vec![format!("Tried on {} of the last {DAYS} days{closed}.", count(trial.cases, "case", "cases"))];
    let mut add = |n: i64, one: &str, many: &str| {
        if n > 0 {
            words.push(format!("{}.", count(n, one, many)));
        }
    };
    add(trial.overdue, "case would become overdue", "cases would become overdue");
    add(trial.late, "case would have met a clock late", "cases would have met a clock late");
    add(
        trial.clocks,
        "case would have another last day of a clock",
        "cases would have another last day of a clock",
    );
    add(
        trial.codes,
        "fact has a code that is no longer offered",
        "facts have codes that are no longer offered",
    );
    add(trial.stages, "case is in a stage that is gone", "cases are in stages that are gone");
    if words.len() == 1 {
        words.push("Nothing would change for them.".to_owned());
    }
    words
}

/// Shows what a draft changes.
pub async fn show_review(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    let id = param(&params)?;
    match page(&db, &actor, &id, query.value("form"), fresh(&actor)).await? {
        Some(page) => Ok(Page(page).into_response()),
        None => Ok(Redirect::to(&format!("/admin/packs/{id}/edit")).into_response()),
    }
}

/// Most lines of differences that the page shows: beyond that one reads the text itself.
const LINES: usize = 150;

/// The first of the changes, with a word about the others.
fn first_of(changes: Vec<Change>) -> Vec<Change> {
    let mut room = LINES;
    let (mut kept, mut left_out) = (Vec::new(), 0);
    for change in changes {
        let lines = change.gone.len() + change.new.len();
        if lines > room {
            left_out += lines;
            room = 0;
            continue;
        }
        room -= lines;
        kept.push(change);
    }
    if left_out > 0 {
        let words = format!("{left_out} more lines differ: take the text out as a file to compare them.");
        kept.push(Change { section: "More".to_owned(), new: vec![words], ..Change::default() });
    }
    kept
}

fn fresh(actor: &Actor) -> Form {
    let mut form = Form::default();
    form.set("from", Day::of(actor.now).plus(1).long());
    form
}

/// The page; `None` where there is no draft that could be published.
async fn page(
    db: &Db,
    actor: &Actor,
    id: &str,
    shown: &str,
    typed: Form,
) -> Result<Option<ReviewKind>, Fault> {
    let (asked, now, today) = (id.to_owned(), actor.now, Day::of(actor.now));
    let read = db
        .report(actor, "review kind of case", id.to_owned(), move |c, scope| {
            let tenant = scope.tenant();
            let Some((text, _)) = draft(c, scope, &asked)? else { return Ok(None) };
            if !problems(&text, &asked, next_version(c, tenant, &asked)?).is_empty() {
                return Ok(None);
            }
            let Ok(pack) = ::packs::read(&text) else { return Ok(None) };
            let old = live(c, tenant, &asked, today)?;
            let before = source(c, tenant, &old)?;
            let tried = trial(c, tenant, &pack, now)?;
            Ok(Some((pack, first_of(diff(&before, &text)), tried)))
        })
        .await?;
    Ok(read.map(|(pack, changes, trial)| {
        let shell = access::shell(actor, format!("{}: review", pack.name), "Settings").errors(errors(&typed));
        let mut page = ReviewKind::new(shell, &pack, changes, trial, shown);
        (page.submission, page.typed) = (submission(db), typed);
        page
    }))
}

/// Reads from which day a text counts, today at the earliest, and what was changed and why.
pub fn read_publication(form: &mut Form, today: Day) -> Option<(Day, String)> {
    let from = form.need_day("from", "Enter the day.");
    if from.is_some_and(|day| day < today) {
        form.error("from", "Enter today or a day to come.");
    }
    let note = form.need_text("note", 1000, "Say what was changed and why.");
    from.filter(|_| form.is_good()).map(|from| (from, note))
}

/// Publishes the draft, for new cases from a day on.
pub async fn post_publish(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let id = param(&params)?;
    let Some((from, note)) = read_publication(&mut posted.form, Day::of(actor.now)) else {
        return match page(&db, &actor, &id, "", posted.form).await? {
            Some(page) => Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY)),
            None => Ok(Redirect::to(&format!("/admin/packs/{id}/edit")).into_response()),
        };
    };
    let location = db
        .act(&actor, "publish kind of case", &posted.submission, move |c, scope| {
            let tenant = scope.tenant();
            let text = draft(c, scope, &id)?.map(|(text, _)| text).ok_or(Error::NotFound)?;
            let text = with_line(&text, "effective_from", &format!("\"{from}\""));
            let next = next_version(c, tenant, &id)?;
            if let Some(problem) = problems(&text, &id, next).first() {
                return Err(Error::Conflict(format!("The text cannot be published any more. {problem}")));
            }
            let publication = Publication {
                pack_id: id.clone(),
                version: next,
                effective_from: from,
                source: text,
                note: note.clone(),
                at: scope.now(),
                by: scope.user(),
            };
            if !publish(c, tenant, &publication)? {
                return Err(Error::Conflict("Somebody published this version before you.".to_owned()));
            }
            drop_draft(c, scope, &id)?;
            Ok(Changed::to(format!("/admin/packs/{id}?done=published"), format!("{id} {next}: {note}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
