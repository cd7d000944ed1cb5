//! What is open when a case is to be closed: done, taken on by somebody else, or dropped.

use super::{
    Facts, facts, kept, page,
    save::{Wish, read},
};
use crate::closing::{
    model::ClosingState,
    store::{self, Prepared},
};
use access::{CaseRef, Changed, Db, Fault, PostedOnce, Write};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form};
use ui::Page;
use uuid::Uuid;

/// What becomes of something that is open, as codes and words.
pub(super) const MOVERS: [(&str, &str); 5] = [
    ("done", "It is done"),
    ("agency", "An agency takes it on"),
    ("person", "The person does it themselves"),
    ("family", "Family does it"),
    ("drop", "It is dropped"),
];

/// The field with the words for it.
pub(super) const WORDS: &str = "mover_words";

/// What the closing form asks, besides its day.
const FIELDS: [&str; 9] =
    ["reason", "summary", "view", "view_words", "exit_met", "exit_words", "survey", "survey_how", "way_back"];

/// Says what became of what is open: one thing, or everything. What the closing form beside it says is kept too, so
/// that nothing typed is lost.
pub async fn move_actions(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let facts = facts(&db, &case).await?;
    if facts.actions.is_empty() {
        return Err(Error::Conflict("Nothing is open in this case any more.".to_owned()).into());
    }
    let form = &mut posted.form;
    let which = form.text("action");
    let action = Uuid::try_parse(&which).ok();
    if action.is_none() && which != "all" {
        form.error("action", "Choose what is handed on or dropped.");
    }
    let to = form.one_of(
        "mover",
        |code| MOVERS.iter().map(|(known, _)| *known).find(|known| *known == code),
        "Choose what becomes of it.",
    );
    let words = form.need_text(WORDS, 300, "Say what came of it, who takes it on, or why it is dropped.");
    let prepared = beside(&facts, form, Day::of(case.actor().now));
    let (Some(to), true) = (to, form.is_good()) else {
        let mut form = facts.current().map(kept).unwrap_or_default();
        for (name, value) in posted.form.pairs() {
            form.set(name, value);
        }
        for (field, words) in posted.form.errors() {
            form.error(field, words);
        }
        let page = page(&db, &case, &facts, form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let version = posted.form.value("version").parse().unwrap_or(0);
    let known = facts.current().map(|line| (line.closing_id, version));
    let fresh = db.chance().uuid(case.actor().now);
    let back = facts.desk.at("/close?done=moved");
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, case, today) = (permit.tenant(), permit.id(), Day::of(permit.scope().now()));
            match to {
                "done" => store::end_actions(c, tenant, case, action, (today, &words))?,
                "drop" => store::end_actions(c, tenant, case, action, (today, &format!("Dropped: {words}")))?,
                _ => store::move_actions(c, tenant, case, action, (&words, to))?,
            }
            if let Some(prepared) = &prepared {
                let by = (permit.scope().user(), permit.scope().now());
                store::prepare(c, tenant, case, (fresh, known), prepared, false, by)?;
            }
            Ok(Changed::to(back.clone(), "open actions"))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// What the closing form says when another button of the page is pressed; `None` when nothing was typed there, or a
/// team leader has it.
fn beside(facts: &Facts, form: &mut Form, today: Day) -> Option<Prepared> {
    let asked = facts.current().is_some_and(|line| line.state == ClosingState::Asked);
    let before = facts.current().map(kept).unwrap_or_default();
    let typed = FIELDS.iter().any(|name| form.value(name).trim() != before.text(name));
    (typed && !asked).then(|| read(facts, facts.desk.pack.clone().as_deref(), form, today, Wish::Save))
}
