//! The head of a form, its sections and weights, being edited in fields; each criterion has a page of its own.

use super::{address, param};
use crate::forms::{
    ReviewForm, WHOLE,
    draft::{self, Editing, HEAD},
    edit,
};
use access::{Actor, Changed, Db, Fault, NOBODY, Posted, PostedOnce, Query, Shown, draft_form};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::Form;
use packs::Problem;
use people::web::{errors, submission};
use ui::{Page, Shell};

/// A form being edited.
#[derive(Template)]
#[template(path = "forms/edit.html")]
pub struct EditForm {
    /// The frame.
    pub shell: Shell,
    /// The form's address.
    pub at: String,
    /// Which sending this is.
    pub submission: String,
    /// When the draft was kept; empty when there is none.
    pub kept: String,
    /// When what is shown was typed, if it was never put into the draft; empty otherwise.
    pub unfinished: String,
    /// The fields as typed.
    pub typed: Form,
    /// The kinds of case: field, name, whether it reviews them.
    pub kinds: Vec<(String, String, bool)>,
    /// The sections: field and id.
    pub sections: Vec<(String, String)>,
    /// The criteria, in order.
    pub criteria: Vec<Weight>,
    /// What the weights add up to.
    pub sum: String,
    /// What is wrong, and where to mend it.
    pub problems: Vec<Wrong>,
    /// Whether the text cannot be read as a form, so that there are no fields.
    pub unread: bool,
    /// The whole text.
    pub text: String,
}

/// A criterion in the table of weights.
#[derive(Clone, Debug, Default)]
pub struct Weight {
    /// Its page.
    pub href: String,
    /// Its id.
    pub id: String,
    /// Its section.
    pub section: String,
    /// What it asks for.
    pub words: String,
    /// Who answers.
    pub how: String,
    /// The name of its weight's field.
    pub field: String,
}

/// Something wrong, and where to put it right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// Where it is mended.
    pub href: String,
    /// What it is about.
    pub place: String,
    /// The line of the whole text, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub words: (String, String),
}

impl Wrong {
    /// A problem of a form that could be read; of a text that could not, `form` is none.
    fn new(at: &str, form: Option<&ReviewForm>, problem: &Problem) -> Self {
        let (list, rest) = problem.field.split_once('[').unwrap_or((&problem.field, ""));
        let n: Option<usize> = rest.split_once(']').and_then(|(n, _)| n.parse().ok());
        let criterion = form.zip(n).filter(|_| list == "criteria").and_then(|(form, n)| form.criteria.get(n));
        let (href, place) = match (criterion, list) {
            (Some(one), _) => (format!("{at}/criteria/{}", one.id), one.id.clone()),
            (None, "criteria") => ("#weights".to_owned(), "Weights".to_owned()),
            (None, "sections") => ("#sections".to_owned(), "Sections".to_owned()),
            // A text that is no TOML has no fields.
            (None, "") => ("#head".to_owned(), "The text".to_owned()),
            _ => ("#head".to_owned(), problem.field.clone()),
        };
        let href = if form.is_some() { href } else { "#whole".to_owned() };
        Self { href, place, line: problem.line, words: (problem.words.clone(), problem.remedy.clone()) }
    }
}

impl EditForm {
    /// The page of what is being edited, with what was typed where that is not in the draft.
    pub(super) fn new(shell: Shell, editing: &Editing, typed: Option<Form>) -> Self {
        let at = address(&editing.id);
        let form = editing.form();
        // Until something was changed, nothing can be wrong.
        let changed = !editing.kept.is_empty();
        let wrong = if changed { editing.sound().err().unwrap_or_default() } else { Vec::new() };
        let problems = wrong.iter().map(|one| Wrong::new(&at, form.as_ref().ok(), one)).collect();
        let unread = form.is_err();
        let empty = || ReviewForm { criteria: Vec::new(), sections: Vec::new(), ..blank(&editing.id) };
        let form = form.unwrap_or_else(|_| empty());
        let typed = typed.unwrap_or_else(|| edit::typed_head(&form));
        let row = |one: &crate::forms::Criterion| Weight {
            href: format!("{at}/criteria/{}", one.id),
            id: one.id.clone(),
            section: one.section.clone(),
            words: one.words.clone(),
            how: one.how.label().to_owned(),
            field: format!("w-{}", one.id),
        };
        let kinds = kinds_of(editing, &form).into_iter().map(|(id, name)| {
            let field = format!("pack-{id}");
            let on = typed.value(&field) == "yes";
            (field, name, on)
        });
        Self {
            shell: shell.errors(errors(&typed)),
            submission: String::new(),
            kept: editing.kept.clone(),
            unfinished: String::new(),
            kinds: kinds.collect(),
            sections: form.sections.iter().map(|one| (format!("s-{}", one.id), one.id.clone())).collect(),
            criteria: form.criteria.iter().map(row).collect(),
            sum: sum_words(&form),
            problems,
            unread,
            text: editing.text.clone(),
            at,
            typed,
        }
    }
}

/// The kinds of case there are, and those the form names that are not offered any more.
fn kinds_of(editing: &Editing, form: &ReviewForm) -> Vec<(String, String)> {
    let known = |id: &String| editing.kinds.iter().any(|(known, _)| known == id);
    let gone =
        form.packs.iter().filter(|id| !known(id)).map(|id| (id.clone(), format!("{id} (no longer offered)")));
    editing.kinds.iter().cloned().chain(gone).collect()
}

fn blank(id: &str) -> ReviewForm {
    ReviewForm {
        id: id.to_owned(),
        name: String::new(),
        version: 1,
        effective_from: kernel::Day::of(kernel::Instant::from_micros(0)),
        source: String::new(),
        about: String::new(),
        packs: Vec::new(),
        sections: Vec::new(),
        criteria: Vec::new(),
    }
}

/// "The weights add up to 97: 3 are still to be given out."
fn sum_words(form: &ReviewForm) -> String {
    let sum: i64 = form.criteria.iter().map(|one| one.weight).sum();
    match sum - WHOLE {
        0 => format!("The weights add up to {WHOLE}."),
        over @ 1.. => format!("The weights add up to {sum}: {over} too many. They must make {WHOLE}."),
        under => format!("The weights add up to {sum}: {} are still to be given out.", -under),
    }
}

/// The frame of a page that edits a form.
pub(super) fn shell(actor: &Actor, title: String, intro: &str) -> Shell {
    access::shell(actor, title, "Quality").at("/reviews").intro(intro)
}

pub(super) const NOTHING_YET: &str = "Nothing changes for anybody until the draft is published.";

/// Reads what is being edited, and what was typed in a part of it and not put into the draft.
pub(super) async fn read(
    db: &Db,
    actor: &Actor,
    id: &str,
    part: String,
) -> Result<(Editing, Option<(Form, String)>), Fault> {
    let asked = id.to_owned();
    let read = db
        .list(actor, "edit review form", id.to_owned(), move |c, scope| {
            let editing = Editing::read(c, scope, &asked)?;
            let part = draft::part(&asked, &part);
            let typed = access::store::draft(c, scope.tenant(), scope.user(), &part, NOBODY)?;
            let typed = typed.map(|(body, at)| (draft_form(&body), at.long()));
            Ok(Shown { value: (editing, typed), subjects: Vec::new() })
        })
        .await?;
    Ok(read)
}

/// Shows the form that is edited: of the draft, or of the latest version with the next number.
pub async fn show_edit(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<EditForm>, Fault> {
    let id = param(&params)?;
    let (editing, typed) = read(&db, &actor, &id, HEAD.to_owned()).await?;
    let (typed, when) = typed.unzip();
    let mut page = page(&db, &actor, &editing, typed);
    page.unfinished = when.unwrap_or_default();
    if query.value("done") == "kept" {
        page.shell = page.shell.notice("Kept in your draft.");
    }
    Ok(Page(page))
}

/// The page, under a name of its own.
pub(super) fn page(db: &Db, actor: &Actor, editing: &Editing, typed: Option<Form>) -> EditForm {
    let name = editing.form().map_or_else(|_| editing.id.clone(), |form| form.name);
    let mut page = EditForm::new(shell(actor, format!("{name}: edit"), NOTHING_YET), editing, typed);
    page.submission = submission(db);
    page
}

/// Keeps the head while it is typed.
pub async fn keep_typed(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    db.keep_draft(&actor, &posted, &draft::part(&param(&params)?, HEAD), NOBODY).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Puts the head, the sections and the weights into the draft; "check" goes on to the last look where all is sound.
pub async fn save(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let id = param(&params)?;
    let (mut editing, _) = read(&db, &actor, &id, HEAD.to_owned()).await?;
    let Ok(mut form) = editing.form() else {
        return Ok(Page(page(&db, &actor, &editing, None)).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let kinds = kinds_of(&editing, &form);
    edit::head(&mut posted.form, &mut form, &kinds);
    if !posted.form.is_good() {
        let page = page(&db, &actor, &editing, Some(posted.form));
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    editing.text = crate::forms::write(&form);
    let goes_on = posted.form.value("button") == "check" && editing.sound().is_ok();
    let checked = posted.form.value("button") == "check" && !goes_on;
    let to =
        if goes_on { format!("{}/check", address(&id)) } else { format!("{}/edit?done=kept", address(&id)) };
    let text = editing.text.clone();
    if checked {
        db.own(&actor, move |c, scope| draft::keep(c, scope, &id, &text, HEAD)).await?;
        "now".clone_into(&mut editing.kept);
        return Ok(Page(page(&db, &actor, &editing, None)).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let location = db
        .act(&actor, "keep draft of review form", &posted.submission, move |c, scope| {
            draft::keep(c, scope, &id, &text, HEAD)?;
            Ok(Changed::to(to.clone(), id.clone()))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Throws the asker's draft away.
pub async fn forget(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let id = param(&params)?;
    let location = db
        .act(&actor, "drop draft of review form", &posted.submission, move |c, scope| {
            draft::forget(c, scope, &id)?;
            let there = crate::forms::Forms::read(c, scope.tenant())?.has(&id);
            let to =
                if there { format!("{}?done=dropped", address(&id)) } else { "/reviews/forms".to_owned() };
            Ok(Changed::to(to, id.clone()))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
