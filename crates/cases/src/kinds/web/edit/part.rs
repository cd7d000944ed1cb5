//! One part of a pack's text, being edited.

use super::{Editing, Wrong, keep_draft, problem_count, problems};
use crate::kinds::{
    parts,
    web::{nobody, param},
};
use access::{Actor, Db, Fault, NOBODY, Posted, Scope, draft_form};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Error, Result, db::Conn};
use people::web::submission;
use ui::{Page, Shell};

/// A part of the text.
#[derive(Template)]
#[template(path = "edit_part.html")]
pub struct EditPart {
    /// The frame.
    pub shell: Shell,
    /// Where it is kept.
    pub action: String,
    /// Where it is kept while it is typed.
    pub draft_action: String,
    /// All parts.
    pub back: String,
    /// Which sending this is.
    pub submission: String,
    /// The words.
    pub words: String,
    /// How many lines the box has.
    pub rows: String,
    /// What is wrong in it.
    pub problems: Vec<Wrong>,
    /// When what is shown was typed, if it was never kept; empty otherwise.
    pub typed: String,
}

impl ui::Samples for EditPart {
    const NAME: &'static str = "edit-kind-part";
    fn samples() -> Vec<(&'static str, Self)> {
        let wrong = Wrong {
            line: 3,
            field: "stages[2].needs[0]".to_owned(),
            words: ("There is no form “assess”.".to_owned(), "Use one of: assessment, duty.".to_owned()),
            ..Wrong::default()
        };
        let page = |problems| {
            let shell = Shell::new("stages: help", "Settings");
            Self::new(shell, "larch", "stages.help", "[[stages]]\nid = \"help\"\n".to_owned(), problems)
        };
        vec![("good", page(Vec::new())), ("problems", page(vec![wrong]))]
    }
}

impl EditPart {
    fn new(shell: Shell, id: &str, key: &str, words: String, problems: Vec<Wrong>) -> Self {
        let said = format!("{} here: see the list above it.", problem_count(problems.len()));
        let errors = if problems.is_empty() { Vec::new() } else { vec![("words", said)] };
        let lines = words.lines().count();
        Self {
            shell: shell.errors(errors.into_iter().collect()),
            action: format!("/admin/packs/{id}/edit/{key}"),
            draft_action: format!("/admin/packs/{id}/edit/{key}/draft"),
            back: format!("/admin/packs/{id}/edit"),
            submission: String::new(),
            words,
            rows: lines.clamp(8, 30).to_string(),
            problems,
            typed: String::new(),
        }
    }
}

/// The part that the address names.
fn key(params: &RawPathParams) -> Result<String> {
    params.iter().find(|(name, _)| *name == "part").map(|(_, value)| value.to_owned()).ok_or(Error::NotFound)
}

/// What an unfinished part is kept under. Ids are long and forms' names short, so the whole name is one form's.
fn unfinished(id: &str, key: &str) -> String {
    format!("pack:{id}:{key}")
}

/// Shows a part: as it was being typed, or as it stands.
pub async fn show_part(db: Db, actor: Actor, params: RawPathParams) -> Result<Page<EditPart>, Fault> {
    let (id, key) = (param(&params)?, key(&params)?);
    let asked = (id.clone(), key.clone());
    let (name, words, typed) = db
        .list(&actor, "edit part of kind of case", format!("{id} {key}"), move |c, scope| {
            let (id, key) = &asked;
            let read = Editing::read(c, scope, id)?;
            let part = parts::find(&read.text, key).ok_or(Error::NotFound)?;
            let kept = access::store::draft(c, scope.tenant(), scope.user(), &unfinished(id, key), NOBODY)?;
            let (words, typed) = kept.map_or_else(
                || (parts::words(&read.text, &part), String::new()),
                |(body, at)| (draft_form(&body).value("words").to_owned(), at.long()),
            );
            Ok(nobody((format!("{}: {}", read.name, part.name()), words, typed)))
        })
        .await?;
    let mut page = EditPart::new(access::shell(&actor, name, "Settings"), &id, &key, words, Vec::new());
    (page.typed, page.submission) = (typed, submission(&db));
    Ok(Page(page))
}

/// Keeps a part while it is typed.
pub async fn keep_typed(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let name = unfinished(&param(&params)?, &key(&params)?);
    db.own(&actor, move |c, scope| {
        access::store::keep_draft(c, scope.tenant(), scope.user(), &name, NOBODY, &posted.body, scope.now())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What came of keeping a part.
enum Kept {
    /// The part is no longer there under that name.
    Gone,
    /// It is in the draft, with what is wrong in it.
    In(Vec<Wrong>),
}

/// Puts a part into the draft. What is wrong in it is shown at once; it is kept all the same.
pub async fn save_part(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let (id, key) = (param(&params)?, key(&params)?);
    let words = posted.form.value("words").replace("\r\n", "\n");
    let (asked, said) = ((id.clone(), key.clone()), words.clone());
    let kept = db.own(&actor, move |c, scope| keep(c, scope, &asked.0, &asked.1, &said)).await?;
    let (status, wrong) = match kept {
        Kept::In(wrong) if wrong.is_empty() => {
            return Ok(Redirect::to(&format!("/admin/packs/{id}/edit?done=kept")).into_response());
        }
        Kept::In(wrong) => (StatusCode::UNPROCESSABLE_ENTITY, wrong),
        Kept::Gone => (StatusCode::CONFLICT, Vec::new()),
    };
    let mut page =
        EditPart::new(access::shell(&actor, format!("Edit {key}"), "Settings"), &id, &key, words, wrong);
    if status == StatusCode::CONFLICT {
        let words = "This part is no longer there under that name. Copy what you wrote, and open it again.";
        page.shell = page.shell.errors([("words", words.to_owned())].into_iter().collect());
    }
    page.submission = submission(&db);
    Ok(Page(page).with_status(status))
}

fn keep(c: &mut dyn Conn, scope: &Scope, id: &str, key: &str, words: &str) -> Result<Kept> {
    let read = Editing::read(c, scope, id)?;
    let Some(part) = parts::find(&read.text, key) else { return Ok(Kept::Gone) };
    let text = parts::with(&read.text, &part, words);
    keep_draft(c, scope, id, &text)?;
    access::store::drop_draft(c, scope.tenant(), scope.user(), &unfinished(id, key), NOBODY)?;
    let lines = part.lines.start..part.lines.start + words.lines().count();
    let all = parts::parts(&text);
    let here = problems(&text, id, read.next).into_iter().filter(|p| lines.contains(&(p.line - 1)));
    Ok(Kept::In(
        here.map(|problem| Wrong { line: problem.line - lines.start, ..Wrong::new(id, &all, &problem) })
            .collect(),
    ))
}
