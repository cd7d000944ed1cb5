//! One note or session, with what was put right about it.

use super::{AT, case_types, check, list::about, nav, shell};
use crate::practice::store::{self, Correction, Entry};
use access::{Actor, Changed, Db, Fault, Posted, Query, Shown};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form};
use people::web::{errors, submission};
use ui::{Page, Shell, SubNav};
use uuid::Uuid;

/// A note or a session.
#[derive(Template)]
#[template(path = "practice/one.html")]
pub struct ShowPractice {
    /// The frame.
    pub shell: Shell,
    /// The places beside it.
    pub nav: SubNav,
    /// Its address.
    pub at: String,
    /// Its parts: a heading, and paragraphs.
    pub parts: Vec<(&'static str, Vec<String>)>,
    /// Who wrote it down and when.
    pub by: String,
    /// What was put right: what, who and when.
    pub corrections: Vec<(String, String)>,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

fn id_of(params: &RawPathParams) -> Result<Uuid, Error> {
    let text = params.iter().find(|(name, _)| *name == "entry_id").map(|(_, value)| value);
    text.and_then(|text| Uuid::parse_str(text).ok()).ok_or(Error::NotFound)
}

fn paragraphs(words: &str) -> Vec<String> {
    words.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn parts(one: &Entry) -> Vec<(&'static str, Vec<String>)> {
    let first = if one.learning.is_empty() { "What there is to know" } else { "What happened" };
    [
        (first, &one.words),
        ("What was learnt", &one.learning),
        ("What we do about it", &one.actions),
        ("Who was there", &one.attendees),
    ]
    .into_iter()
    .filter(|(_, words)| !words.is_empty())
    .map(|(heading, words)| (heading, paragraphs(words)))
    .collect()
}

fn written(by: &str, at: kernel::Instant) -> String {
    format!("Written down by {by} on {}", Day::of(at).long())
}

async fn page(db: &Db, actor: &Actor, id: Uuid, form: Form, done: &str) -> Result<ShowPractice, Fault> {
    let today = Day::of(actor.now);
    let (one, corrections, names): (Entry, Vec<Correction>, Vec<(String, String)>) = db
        .list(actor, "list", format!("practice {}", id.simple()), move |c, scope| {
            let tenant = scope.tenant();
            let one = store::entry(c, tenant, id)?;
            let value = (one, store::corrections(c, tenant, id)?, case_types(c, tenant, today)?);
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    Ok(ShowPractice {
        shell: shell(actor, one.title.as_str(), done).intro(about(&one, &names)).errors(errors(&form)),
        nav: nav(),
        at: format!("{AT}/{}", id.simple()),
        parts: parts(&one),
        by: written(&one.by, one.at),
        corrections: corrections.iter().map(|one| (one.words.clone(), written(&one.by, one.at))).collect(),
        form,
        submission: submission(db),
    })
}

/// Shows a note or session: three statements.
pub async fn show_entry(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowPractice>, Fault> {
    Ok(Page(page(&db, &actor, id_of(&params)?, Form::default(), query.value("done")).await?))
}

/// Puts something right; what stood before stays.
pub async fn correct(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let entry = id_of(&params)?;
    let words = posted.form.need_text("correction", 2000, "Write what is right.");
    check(&mut posted.form, "correction");
    if !posted.form.is_good() {
        let page = page(&db, &actor, entry, posted.form, "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let id = db.chance().uuid(actor.now);
    let location = db
        .act(&actor, "correctPractice", &posted.submission, move |c, scope| {
            store::entry(c, scope.tenant(), entry)?;
            store::correct(c, scope.tenant(), (entry, id), &words, (scope.user(), scope.now()))?;
            let to = format!("{AT}/{}?done=corrected", entry.simple());
            Ok(Changed::to(to, format!("practice {} corrected", entry.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for ShowPractice {
    const NAME: &'static str = "practice-one";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, corrections: Vec<(String, String)>, form: Form| Self {
            shell: Shell::new(title, "Caseloads").errors(errors(&form)),
            nav: SubNav::new("Caseloads", "", Vec::new()),
            at: AT.to_owned(),
            parts: vec![
                ("What happened", vec!["We offered a place before we asked what was wanted.".to_owned()]),
                ("What was learnt", vec!["Ask first.".to_owned()]),
            ],
            by: "Written down by Priya Shah on 3 November 2026".to_owned(),
            corrections,
            form,
            submission: String::new(),
        };
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let mended = || vec![("It was the second visit.".to_owned(), format!("Written down by {long}"))];
        let mut wrong = Form::default();
        wrong.error("correction", "Write what is right.");
        vec![
            ("full", page("Ask before you offer", mended(), Form::default())),
            ("long names", page(long, mended(), Form::default())),
            ("errors", page("Ask before you offer", Vec::new(), wrong)),
            ("empty", page("Ask before you offer", Vec::new(), Form::default())),
        ]
    }
}
