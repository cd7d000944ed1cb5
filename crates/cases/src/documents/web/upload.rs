//! Putting a document in: read, looked at, checked for viruses, kept in pieces, and only then part of the case.

use super::{ListDocuments, ShowDocument, address, document_id};
use crate::{
    documents::{
        media,
        model::{DocumentId, Kind, MOST_BYTES, NewDocument, NewFile, NewVersion, PIECE},
        scan::Scanned,
        store,
    },
    tools::Tools,
};
use access::{Actor, CaseRef, Changed, Db, Fault, Submission, Write};
use axum::{
    body::Body,
    extract::{DefaultBodyLimit, FromRequest, Multipart, RawPathParams},
    http::{HeaderMap, Request, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Error, Form, Result};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use ui::Page;
use uuid::Uuid;

/// Seconds after which a file whose sending was broken off is thrown away: a day.
const STRAY: i64 = 24 * 3600;

/// A form with a file in it.
struct Sent {
    form: Form,
    name: String,
    content: Vec<u8>,
}

/// Puts a document in.
pub async fn add_document(
    db: Db,
    case: CaseRef<Write>,
    tools: Tools,
    headers: HeaderMap,
    request: Request<Body>,
) -> Result<Response, Fault> {
    // Nothing is read from somebody who may not write to the case.
    db.view(&case, |_, _| Ok(())).await?;
    let mut sent = receive(&db, &headers, request).await?;
    let title = sent.form.need_text("title", 200, "Say what it is, in a few words.");
    let kind = sent.form.one_of("kind", Kind::parse, "Choose what kind of document it is.");
    let looked = look(&mut sent);
    let (Some(media), Some(kind), true) = (looked, kind, sent.form.is_good()) else {
        let page = ListDocuments::read(&db, &case, sent.form).await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let submission = submission_of(&db, &sent.form);
    if let Some(before) = db.answered(case.actor(), &submission).await? {
        return Ok(Redirect::to(&before).into_response());
    }
    let document_id: DocumentId = db.chance().id(case.actor().now);
    let new = NewDocument { document_id, case: case.id(), kind, title };
    let version = keep(&db, case.actor(), &tools, media, sent).await?;
    let location = db
        .change(&case, &submission, move |c, permit| {
            store::add(c, permit.tenant(), &new, &version)?;
            let back = format!("/cases/{}/documents?done=added", permit.id());
            Ok(Changed::to(back, format!("document {document_id} put in")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Puts a new version of a document in.
pub async fn add_version(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    tools: Tools,
    headers: HeaderMap,
    request: Request<Body>,
) -> Result<Response, Fault> {
    let document = document_id(&params)?;
    let there = db.view(&case, move |c, permit| store::versions(c, permit, document)).await?;
    if there.is_empty() {
        return Err(Error::NotFound.into());
    }
    let mut sent = receive(&db, &headers, request).await?;
    let note = sent.form.need_text("note", 500, "Say what is new in this version.");
    let Some(media) = look(&mut sent).filter(|_| sent.form.is_good()) else {
        let page = ShowDocument::read(&db, &case, document, sent.form).await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let submission = submission_of(&db, &sent.form);
    if let Some(before) = db.answered(case.actor(), &submission).await? {
        return Ok(Redirect::to(&before).into_response());
    }
    let version = NewVersion { note, ..keep(&db, case.actor(), &tools, media, sent).await? };
    let location = db
        .change(&case, &submission, move |c, permit| {
            store::add_version(c, permit.tenant(), (permit.id(), document), &version)?;
            let back = format!("{}?done=version", address(permit.id(), document));
            Ok(Changed::to(back, format!("document {document} new version")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Reads the form and its file, as much as may be sent. A request that is no such form is an empty one.
async fn receive(db: &Db, headers: &HeaderMap, mut request: Request<Body>) -> Result<Sent> {
    DefaultBodyLimit::max(MOST_BYTES + (1 << 20)).apply(&mut request);
    let mut sent = Sent { form: Form::default(), name: String::new(), content: Vec::new() };
    if let Ok(mut parts) = Multipart::from_request(request, db).await {
        read_parts(&mut parts, &mut sent).await?;
    }
    access::refuse_other_sites(db, headers, sent.form.value("csrf"))?;
    Ok(sent)
}

async fn read_parts(parts: &mut Multipart, sent: &mut Sent) -> Result<()> {
    let broken = |_| {
        Error::invalid(
            "The file did not arrive whole, or it has more than 25 MB. Send it again, or a smaller one.",
        )
    };
    while let Some(mut field) = parts.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let given = field.file_name().unwrap_or_default().to_owned();
            while let Some(chunk) = field.chunk().await.map_err(broken)? {
                if sent.content.len() + chunk.len() > MOST_BYTES {
                    return Err(Error::invalid("The file has more than 25 MB. Send a smaller one."));
                }
                sent.content.extend_from_slice(&chunk);
            }
            if !given.is_empty() {
                sent.name = media::clean_name(&given);
            }
        } else {
            let text = field.text().await.map_err(broken)?;
            if text.len() > 4_000 {
                return Err(Error::invalid("That is too long to send. Shorten it and try again."));
            }
            sent.form.set(&name, text.replace("\r\n", "\n"));
        }
    }
    Ok(())
}

/// What the file is; an error on the form when it is none that is kept here.
fn look(sent: &mut Sent) -> Option<&'static str> {
    if sent.content.is_empty() {
        sent.form
            .error("file", "Choose a file. Browsers forget it when a form comes back, so choose it again.");
        return None;
    }
    let found = media::of(&sent.content, &sent.name);
    if found.is_none() {
        sent.form.error("file", format!("This file is none that is kept here. Choose {}.", media::WANTED));
    }
    found.map(|media| media.code)
}

fn submission_of(db: &Db, form: &Form) -> Submission {
    match form.value("submission") {
        "" => Submission::new(&db.chance().token()),
        id => Submission::new(&id.chars().take(64).collect::<String>()),
    }
}

/// Keeps the file: checked, then written in pieces, each in a transaction of its own.
async fn keep(db: &Db, actor: &Actor, tools: &Tools, media: &'static str, sent: Sent) -> Result<NewVersion> {
    let content = Arc::new(sent.content);
    let (scan, scan_words) = match &tools.scan {
        Some(scan) => scan.look(content.clone()).await?,
        None => (Scanned::Not, String::new()),
    };
    let file_id: Uuid = db.chance().uuid(actor.now);
    let new = NewFile {
        file_id,
        media,
        size: i64::try_from(content.len()).unwrap_or(i64::MAX),
        hash: Sha256::digest(content.as_slice()).to_vec(),
        scan,
        scan_words,
        arrived_at: actor.now,
        arrived_by: actor.user,
    };
    db.own(actor, move |c, scope| {
        store::sweep(c, scope.tenant(), scope.now().plus_seconds(-STRAY))?;
        store::add_file(c, scope.tenant(), &new)
    })
    .await?;
    for (nth, piece) in content.chunks(PIECE).enumerate() {
        let (nth, piece) = (i64::try_from(nth).unwrap_or(i64::MAX), piece.to_vec());
        db.own(actor, move |c, scope| store::add_piece(c, scope.tenant(), file_id, nth, &piece)).await?;
    }
    Ok(NewVersion { file: file_id, name: sent.name, note: String::new(), at: actor.now, by: actor.user })
}
