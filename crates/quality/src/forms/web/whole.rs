//! The whole text of a form at once: taken out as a file, and put in.

use super::{
    address,
    edit::{page, read},
    param,
};
use crate::forms::{
    check,
    draft::{self, HEAD},
    write,
};
use access::{Actor, Db, Fault, Posted};
use axum::{
    extract::RawPathParams,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use ui::Page;

/// The whole text as a file: of the draft, or of the latest version with the next number.
pub async fn file(db: Db, actor: Actor, params: RawPathParams) -> Result<Response, Fault> {
    let id = param(&params)?;
    let (editing, _) = read(&db, &actor, &id, HEAD.to_owned()).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{id}-{}.toml\"", editing.next)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, editing.text).into_response())
}

/// Takes a whole text as the draft, whatever is wrong with it; what is wrong is shown beside it.
pub async fn put_in(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let id = param(&params)?;
    let text = posted.form.value("whole").replace("\r\n", "\n");
    // A text that is a form is kept the way we write one, so that later only what was changed differs.
    let text = check::draft(&text).map_or(text, |form| write(&form));
    let (asked, kept) = (id.clone(), text.clone());
    // Nobody begins a form here: it has to be there, or copied from one.
    read(&db, &actor, &id, HEAD.to_owned()).await?;
    db.own(&actor, move |c, scope| draft::keep(c, scope, &asked, &kept, HEAD)).await?;
    let (editing, _) = read(&db, &actor, &id, HEAD.to_owned()).await?;
    if editing.sound().is_ok() {
        return Ok(Redirect::to(&format!("{}/edit?done=kept", address(&id))).into_response());
    }
    Ok(Page(page(&db, &actor, &editing, None)).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}
