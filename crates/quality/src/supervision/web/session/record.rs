//! The record of a session, agreeing to it, and the worker's own reflection.

use super::{again, change, facts::facts};
use crate::supervision::{
    model::Theme,
    store::session::{self, Record},
    store::talk,
    web::{at, runs, session_of},
};
use access::{Actor, Db, Fault, Posted};
use axum::{extract::RawPathParams, response::Response};
use kernel::{Error, Form};

/// The draft of a record.
pub const DRAFT: &str = "supervision-record";

/// The draft of a reflection: its writer's alone, like the reflection.
pub const OWN_DRAFT: &str = "supervision-reflection";

fn read(form: &mut Form) -> Record {
    let themes = Theme::ALL.iter().copied();
    Record {
        wellbeing: form.opt_text("wellbeing", 4000),
        workload: form.opt_text("workload", 4000),
        development: form.opt_text("development", 4000),
        decisions: form.opt_text("decisions", 4000),
        learning: form.opt_text("learning", 4000),
        themes: themes.filter(|theme| form.value(&format!("theme-{}", theme.code())) == "yes").collect(),
    }
}

/// Saves the record; whoever agreed is asked again.
pub async fn save(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let id = session_of(&params)?;
    let before = facts(&db, &actor, id).await?;
    runs(before.session())?;
    posted.form.set("form", "record");
    let (record, version) =
        (read(&mut posted.form), posted.form.value("version").parse::<i64>().unwrap_or(0));
    if !posted.form.is_good() {
        return Ok(again(&db, &actor, &before, posted.form));
    }
    let saved =
        change(&db, &actor, &posted.submission, (id, "recordSupervision", "record"), move |c, scope, s| {
            runs(s)?;
            session::record(c, scope.tenant(), (s.session_id, version), &record)?;
            access::store::drop_draft(c, scope.tenant(), scope.user(), DRAFT, s.session_id)
        })
        .await;
    match saved {
        // Nothing typed is lost: it stands on the page, beside what is to be done.
        Err(Error::Conflict(_)) => {
            let now = facts(&db, &actor, id).await?;
            let form = &mut posted.form;
            let theirs = now.session();
            for (field, words) in [
                ("wellbeing", &theirs.wellbeing),
                ("workload", &theirs.workload),
                ("development", &theirs.development),
                ("decisions", &theirs.decisions),
                ("learning", &theirs.learning),
            ] {
                if form.text(field) != *words {
                    form.error(
                        field,
                        format!("Somebody changed the session meanwhile. It now says: {}", said(words)),
                    );
                }
            }
            if form.is_good() {
                form.error("wellbeing", "Somebody changed the session meanwhile. Read it, then save again.");
            }
            form.set("version", theirs.version.to_string());
            Ok(again(&db, &actor, &now, posted.form))
        }
        other => Ok(other?),
    }
}

fn said(words: &str) -> &str {
    if words.is_empty() { "nothing." } else { words }
}

/// Keeps what is typed into the record.
pub async fn keep(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    draft(&db, &actor, &params, &posted, DRAFT).await
}

/// Keeps what is typed into a reflection.
pub async fn keep_own(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    draft(&db, &actor, &params, &posted, OWN_DRAFT).await
}

async fn draft(
    db: &Db,
    actor: &Actor,
    params: &RawPathParams,
    posted: &Posted,
    form: &'static str,
) -> Result<Response, Fault> {
    let id = session_of(params)?;
    db.own(actor, move |c, scope| session::session(c, scope, id).map(drop)).await?;
    db.keep_draft(actor, posted, form, id).await?;
    Ok(posted.draft_kept(&format!("{}?done=draft", at(id))))
}

/// The asker agrees to the record as they read it: one press.
pub async fn agree(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let id = session_of(&params)?;
    let changes = posted.form.value("changes").parse::<i64>().unwrap_or(0);
    let agreed =
        change(&db, &actor, &posted.submission, (id, "agreeSupervision", "agreed"), move |c, scope, s| {
            if !s.attends && s.supervisor_id != scope.user() {
                return Err(Error::Conflict(
                    "Only those who were in the session agree to its record.".to_owned(),
                ));
            }
            let worker = s.attends.then(|| scope.user());
            session::agree(c, scope.tenant(), (s.session_id, worker), changes, scope.now())
        });
    Ok(agreed.await?)
}

/// Saves the asker's own reflection; it changes nothing of the record.
pub async fn reflect(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let id = session_of(&params)?;
    let facts = facts(&db, &actor, id).await?;
    let form = &mut posted.form;
    form.set("form", "reflection");
    let words = form.opt_text("reflection", 8000);
    let shared = form.value("shared") == "yes";
    if !form.is_good() {
        return Ok(again(&db, &actor, &facts, posted.form));
    }
    let saved = change(&db, &actor, &posted.submission, (id, "reflect", "reflection"), move |c, scope, s| {
        if !s.attends {
            return Err(Error::Conflict("A reflection is the worker's own.".to_owned()));
        }
        talk::reflect(c, scope, s.session_id, &words, shared)?;
        access::store::drop_draft(c, scope.tenant(), scope.user(), OWN_DRAFT, s.session_id)
    });
    Ok(saved.await?)
}
