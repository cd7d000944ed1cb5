//! The text of a pack, being edited: kept as a draft, checked, with what is wrong beside it.

use super::{live, nobody, param};
use crate::work::store::packs as published;
use ::packs::{Pack, Problem};
use access::{Actor, Db, Fault, NOBODY, Posted, Scope, draft_form};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Result, db::Conn};
use people::web::submission;
use ui::{Page, Shell};

/// The text, being edited.
#[derive(Template)]
#[template(path = "edit_kind.html")]
pub struct EditKind {
    /// The frame.
    pub shell: Shell,
    /// Where it is sent.
    pub action: String,
    /// Where drafts of it are kept.
    pub draft_action: String,
    /// The kind's page.
    pub back: String,
    /// Which sending this is.
    pub submission: String,
    /// The text.
    pub source: String,
    /// How many lines the box has.
    pub rows: String,
    /// What is wrong: line, field, words, remedy.
    pub problems: Vec<(String, String, String, String)>,
    /// When the draft on the page was kept; empty when there is none.
    pub kept: String,
}

impl ui::Samples for EditKind {
    const NAME: &'static str = "edit-kind";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |problems: Vec<Problem>| {
            Self::new(
                Shell::new("Larch lettings: edit", "Settings"),
                "larch",
                "id = \"larch\"\n".to_owned(),
                &problems,
            )
        };
        let wrong = Problem {
            line: 12,
            field: "stages[2].needs[0]".to_owned(),
            words: "There is no form “assess”.".to_owned(),
            remedy: "Use one of: assessment, duty.".to_owned(),
        };
        vec![("good", page(Vec::new())), ("problems", page(vec![wrong]))]
    }
}

impl EditKind {
    fn new(shell: Shell, id: &str, source: String, problems: &[Problem]) -> Self {
        let errors = problems.iter().take(1).map(|_| {
            let n = i64::try_from(problems.len()).unwrap_or(0);
            (
                "source",
                format!(
                    "{} in the text: see the list above it.",
                    kernel::words::count(n, "problem", "problems")
                ),
            )
        });
        Self {
            shell: shell.errors(errors.collect()),
            action: format!("/admin/packs/{id}/edit"),
            draft_action: format!("/admin/packs/{id}/draft"),
            back: format!("/admin/packs/{id}"),
            submission: String::new(),
            source,
            rows: "30".to_owned(),
            problems: problems
                .iter()
                .map(|p| (p.line.to_string(), p.field.clone(), p.words.clone(), p.remedy.clone()))
                .collect(),
            kept: String::new(),
        }
    }
}

fn draft_name(id: &str) -> String {
    format!("pack:{id}")
}

/// The editor's draft, if there is one.
pub(super) fn draft(c: &mut dyn Conn, scope: &Scope, id: &str) -> Result<Option<(String, String)>> {
    let kept = access::store::draft(c, scope.tenant(), scope.user(), &draft_name(id), NOBODY)?;
    Ok(kept.map(|(body, at)| (draft_form(&body).value("source").to_owned(), at.long())))
}

/// Throws the draft away: it was published.
pub(super) fn drop_draft(c: &mut dyn Conn, scope: &Scope, id: &str) -> Result<()> {
    access::store::drop_draft(c, scope.tenant(), scope.user(), &draft_name(id), NOBODY)
}

/// The text of the version in force: as published here, else as it ships.
pub(super) fn source(c: &mut dyn Conn, tenant: i64, pack: &Pack) -> Result<String> {
    match published::source(c, tenant, &pack.id, pack.version) {
        Err(Error::NotFound) => {
            let shipped = ::packs::SHIPPED
                .iter()
                .find(|(_, text)| ::packs::read(text).is_ok_and(|known| known.id == pack.id));
            shipped.map(|(_, text)| (*text).to_owned()).ok_or(Error::NotFound)
        }
        other => other,
    }
}

/// The number that a new version has to have.
pub(super) fn next_version(c: &mut dyn Conn, tenant: i64, id: &str) -> Result<i64> {
    let ours = crate::kinds::store::versions(c, tenant, id)?.iter().map(|v| v.version).max().unwrap_or(0);
    let built = ::packs::shipped_pack(id).map_or(0, |pack| pack.version);
    Ok(ours.max(built) + 1)
}

/// Writes a top-level line of a text anew: `version = 3`.
pub(super) fn with_line(text: &str, key: &str, value: &str) -> String {
    let mut done = false;
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            let is_it = !done && line.split('=').next().is_some_and(|word| word.trim() == key);
            if is_it {
                done = true;
                format!("{key} = {value}")
            } else {
                line.to_owned()
            }
        })
        .collect();
    lines.join("\n") + "\n"
}

/// Shows the text: the draft, or the version in force with the next number.
pub async fn show_edit(db: Db, actor: Actor, params: RawPathParams) -> Result<Page<EditKind>, Fault> {
    let (id, today) = (param(&params)?, Day::of(actor.now));
    let asked = id.clone();
    let (name, text, kept) = db
        .list(&actor, "edit kind of case", id.clone(), move |c, scope| {
            let tenant = scope.tenant();
            let pack = live(c, tenant, &asked, today)?;
            if let Some((text, kept)) = draft(c, scope, &asked)? {
                return Ok(nobody((pack.name.clone(), text, kept)));
            }
            let version = next_version(c, tenant, &asked)?;
            let text = with_line(&source(c, tenant, &pack)?, "version", &version.to_string());
            Ok(nobody((pack.name.clone(), text, String::new())))
        })
        .await?;
    let shell = access::shell(&actor, format!("{name}: edit"), "Settings");
    let mut page = EditKind::new(shell, &id, text, &[]);
    (page.kept, page.submission) = (kept, submission(&db));
    Ok(Page(page))
}

/// Keeps the text as a draft.
pub async fn keep_draft(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let id = param(&params)?;
    keep(&db, &actor, &id, &posted.body).await?;
    if posted.form.value("button") == "draft" {
        return Ok(Redirect::to(&format!("/admin/packs/{id}?done=draft")).into_response());
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn keep(db: &Db, actor: &Actor, id: &str, body: &str) -> Result<()> {
    let (name, body) = (draft_name(id), body.to_owned());
    db.own(actor, move |c, scope| {
        access::store::keep_draft(c, scope.tenant(), scope.user(), &name, NOBODY, &body, scope.now())
    })
    .await
}

/// Checks the text: with problems it is shown again with them, without it goes on to the review.
pub async fn check(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let id = param(&params)?;
    keep(&db, &actor, &id, &posted.body).await?;
    let text = posted.form.value("source").to_owned();
    let asked = id.clone();
    let next = db
        .list(&actor, "check kind of case", id.clone(), move |c, scope| {
            Ok(nobody(next_version(c, scope.tenant(), &asked)?))
        })
        .await?;
    let problems = problems(&text, &id, next);
    if problems.is_empty() {
        return Ok(Redirect::to(&format!("/admin/packs/{id}/review")).into_response());
    }
    let shell = access::shell(&actor, "Edit a kind of case", "Settings");
    let mut page = EditKind::new(shell, &id, text, &problems);
    page.submission = submission(&db);
    Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// What is wrong with a text that is to be the next version of a pack.
pub(super) fn problems(text: &str, id: &str, next: i64) -> Vec<Problem> {
    let pack = match ::packs::read(text) {
        Ok(pack) => pack,
        Err(problems) => return problems,
    };
    let at = |key: &str| {
        text.lines()
            .position(|line| line.split('=').next().is_some_and(|w| w.trim() == key))
            .map_or(1, |n| n + 1)
    };
    let mut found = Vec::new();
    if pack.id != id {
        found.push(Problem {
            line: at("id"),
            field: "id".to_owned(),
            words: format!("The id is {}, and this is {id}.", pack.id),
            remedy: format!("Write id = \"{id}\"."),
        });
    }
    if pack.version != next {
        found.push(Problem {
            line: at("version"),
            field: "version".to_owned(),
            words: format!("Version {} is not the next one.", pack.version),
            remedy: format!("Write version = {next}."),
        });
    }
    found
}
