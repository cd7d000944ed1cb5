//! The whole text at once: taken out as a file, put in, checked, and the draft thrown away.

use super::{Editing, drop_draft, keep_draft, overview, problems};
use crate::kinds::web::{nobody, param};
use access::{Actor, Changed, Db, Fault, Posted};
use axum::{
    extract::RawPathParams,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use ui::Page;

/// Checks the draft, or the whole text that was put in, which becomes the draft: with problems its parts are shown
/// again with them, without it goes on to the review.
pub async fn check(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let id = param(&params)?;
    let (put_in, asked) = (posted.form.value("source").to_owned(), id.clone());
    let read = db
        .own(&actor, move |c, scope| {
            if !put_in.trim().is_empty() {
                keep_draft(c, scope, &asked, &put_in.replace("\r\n", "\n"))?;
            }
            Editing::read(c, scope, &asked)
        })
        .await?;
    let wrong = problems(&read.text, &id, read.next);
    if wrong.is_empty() {
        return Ok(Redirect::to(&format!("/admin/packs/{id}/review")).into_response());
    }
    Ok(Page(overview(&db, &actor, &id, &read, &wrong)).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// The whole text as a file: of the draft, or of the version in force with the next number.
pub async fn file(db: Db, actor: Actor, params: RawPathParams) -> Result<Response, Fault> {
    let id = param(&params)?;
    let asked = id.clone();
    let read = db
        .list(&actor, "take out kind of case", id.clone(), move |c, scope| {
            Ok(nobody(Editing::read(c, scope, &asked)?))
        })
        .await?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{id}-{}.toml\"", read.next)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, read.text).into_response())
}

/// Throws the editor's draft away.
pub async fn forget(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let id = param(&params)?;
    let location = db
        .act(&actor, "drop draft of kind of case", &posted.submission, move |c, scope| {
            drop_draft(c, scope, &id)?;
            Ok(Changed::to(format!("/admin/packs/{id}?done=dropped"), id.clone()))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
