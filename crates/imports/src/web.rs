//! The pages: what came in, bringing in a file, and the check of one import.

mod show;
mod upload;

pub use show::ShowImport;
pub use upload::ListImports;

use crate::{
    command,
    model::{Run, RunKind, RunState},
    read, reviews, run, store, template,
};
use access::{Actor, Db, Fault, Posted, Query};
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Error, Id, Result};
use ui::{Tag, Tone};
use uuid::Uuid;

pub(crate) use show::{show_import, show_progress};
pub(crate) use upload::{list_imports, upload};

/// The run of an address; what is no id is no run.
fn run_id(text: &str) -> Result<Uuid> {
    text.parse::<Id<Run>>().map(Id::uuid)
}

fn address(run: Uuid) -> String {
    format!("/imports/{}", run.simple())
}

fn tag(state: RunState) -> Tag {
    let tone = match state {
        RunState::Live => Tone::Good,
        RunState::Checked => Tone::Warn,
        RunState::Failed => Tone::Bad,
        RunState::Staging | RunState::Publishing | RunState::Cancelling | RunState::Undoing => Tone::Info,
        RunState::Cancelled | RunState::Undone => Tone::Plain,
    };
    Tag::new(state.label(), tone)
}

/// Brings a checked import in, with or without its bad rows.
pub(crate) async fn accept(
    db: Db,
    actor: Actor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Fault> {
    let id = run_id(&id)?;
    let without_bad = posted.form.value("without_bad") == "yes";
    let found = find(&db, id).await?;
    if found.rows_bad > 0 && !without_bad {
        return show::with_error(
            &db,
            &actor,
            found,
            "Say that the rows with problems stay out, or cancel and mend the file.",
        )
        .await;
    }
    let (tenant, job, now) = (db.tenant(), db.chance().uuid(db.clock().now()), db.clock().now());
    let to = db
        .act(&actor, "import_accept", &posted.submission, move |c, _| {
            run::accept(c, tenant, id, without_bad, job, now)?;
            Ok(access::Changed::to(address(id), ""))
        })
        .await?;
    Ok(Redirect::to(&to).into_response())
}

/// Stops an import that is not in yet.
pub(crate) async fn cancel(
    db: Db,
    actor: Actor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Redirect, Fault> {
    let id = run_id(&id)?;
    let (tenant, job, now) = (db.tenant(), db.chance().uuid(db.clock().now()), db.clock().now());
    let to = db
        .act(&actor, "import_cancel", &posted.submission, move |c, _| {
            run::cancel(c, tenant, id, job, now)?;
            Ok(access::Changed::to(address(id), ""))
        })
        .await?;
    Ok(Redirect::to(&to))
}

/// Takes an import back, unless somebody has worked with it.
pub(crate) async fn undo(
    db: Db,
    actor: Actor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Redirect, Fault> {
    let id = run_id(&id)?;
    let found = find(&db, id).await?;
    let (tenant, looked_at) = (db.tenant(), found.clone());
    // Sent again, the form must get its first answer, so only a live run is looked at.
    if found.state == RunState::Live {
        let why = db.facade().report(move |c| run::why_not_undo(c, tenant, &looked_at)).await?;
        if let Some(why) = why {
            return Err(Error::Conflict(why).into());
        }
    }
    let (job, now) = (db.chance().uuid(db.clock().now()), db.clock().now());
    let to = db
        .act(&actor, "import_undo", &posted.submission, move |c, _| {
            run::start_undo(c, tenant, id, job, now)?;
            Ok(access::Changed::to(address(id), ""))
        })
        .await?;
    Ok(Redirect::to(&to))
}

async fn find(db: &Db, id: Uuid) -> Result<Run> {
    let tenant = db.tenant();
    db.facade().read(move |c| store::find(c, tenant, id)).await?.ok_or(Error::NotFound)
}

/// The bad rows of an import as a file, each with what is wrong.
pub(crate) async fn bad_rows(db: Db, actor: Actor, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = run_id(&id)?;
    let found = find(&db, id).await?;
    let tenant = db.tenant();
    let bytes = db
        .list(&actor, "export", format!("Rows with problems of {}", found.name), move |c, _| {
            let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            command::bad_rows_of(c, tenant, id, |row| command::write_row(&mut out, &row))?;
            let value = out.into_inner().map_err(|e| Error::defect(e.to_string()))?;
            Ok(access::Shown { value, subjects: Vec::new() })
        })
        .await?;
    let stem = found.name.rsplit_once('.').map_or(found.name.as_str(), |(stem, _)| stem);
    Ok(csv_file(&format!("{}-problems.csv", read::bare(stem)), bytes))
}

/// Our template with two example rows.
pub(crate) async fn template_file(db: Db, _actor: Actor, Query(query): Query) -> Result<Response, Fault> {
    if query.value("kind") == RunKind::Reviews.code() {
        return Ok(csv_file("reviews-template.csv", reviews::write(None)?.0));
    }
    Ok(csv_file("cases-template.csv", template_of(&db).await?.0))
}

/// What each column of our template means.
pub(crate) async fn template_columns(db: Db, _actor: Actor, Query(query): Query) -> Result<Response, Fault> {
    if query.value("kind") == RunKind::Reviews.code() {
        return Ok(csv_file("reviews-template-columns.csv", reviews::write(None)?.1));
    }
    Ok(csv_file("cases-template-columns.csv", template_of(&db).await?.1))
}

async fn template_of(db: &Db) -> Result<(Vec<u8>, Vec<u8>)> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    let teams = db.facade().read(move |c| access::bulk::teams(c, tenant, now)).await?;
    template::write(teams.first().map(|team| team.name.as_str()))
}

fn csv_file(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
