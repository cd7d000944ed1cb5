//! Before a form is published: what it changes, what it would make of past reviews, and how a reviewer sees it.

use super::{address, edit::shell, param};
use crate::{
    auto::Rule,
    forms::{
        Criterion, ReviewForm,
        draft::{self, Editing},
        trial, write,
    },
    review::web::form::{Ask, answers, reasons},
};
use access::{Actor, Changed, Db, Fault, PostedOnce};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cases::kinds::diff::{Change, diff};
use cases::kinds::web::review::read_publication;
use kernel::{Day, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell};

/// The last look at a form before it is published.
#[derive(Template)]
#[template(path = "forms/check.html")]
pub struct CheckForm {
    /// The frame.
    pub shell: Shell,
    /// The form's address.
    pub at: String,
    /// Which sending this is.
    pub submission: String,
    /// What it is compared with: "version 1, since 1 January 2026"; empty for a new form.
    pub before: String,
    /// What differs from that.
    pub changes: Vec<Change>,
    /// What it would do, a sentence each.
    pub effects: Vec<String>,
    /// The day and the reason, as typed.
    pub typed: Form,
    /// The criteria as a reviewer sees them, section by section.
    pub sections: Vec<(String, Vec<Ask>)>,
    /// The answers there are.
    pub answers: Vec<Choice>,
    /// Why a criterion may not apply.
    pub reasons: Vec<Choice>,
    /// What the preview's fields hold: nothing.
    pub form: Form,
}

impl CheckForm {
    pub(super) fn new(shell: Shell, form: &ReviewForm, changes: Vec<Change>, effects: Vec<String>) -> Self {
        Self {
            shell,
            at: address(&form.id),
            submission: String::new(),
            before: String::new(),
            changes,
            effects,
            typed: Form::default(),
            sections: asks(form),
            answers: answers(),
            reasons: reasons(),
            form: Form::default(),
        }
    }
}

/// Each criterion as the page of a review asks it, without a case.
fn asks(form: &ReviewForm) -> Vec<(String, Vec<Ask>)> {
    let empty = Form::default();
    let ask = |criterion: &Criterion| {
        let mut ask = Ask::new(criterion, None, &empty, "#");
        // There is no case to look at.
        "#preview".clone_into(&mut ask.look);
        if let Some(rule) = Rule::parse(&criterion.rule) {
            ask.proposed = format!("Facts will say whether: {}.", rule.label().to_lowercase());
        }
        ask
    };
    let of = |id: &str| form.criteria.iter().filter(|one| one.section == id).map(ask).collect();
    form.sections.iter().map(|one| (format!("{}. {}", one.id, one.title), of(&one.id))).collect()
}

/// Kinds of case that another form reviews until this one comes.
fn taken_over(editing: &Editing, form: &ReviewForm, today: Day) -> Vec<String> {
    let over = form.packs.iter().filter_map(|pack| {
        let other = editing.forms.for_pack(pack, today).filter(|other| other.id != form.id)?;
        let name = editing.kinds.iter().find(|(id, _)| id == pack).map_or(pack.as_str(), |(_, name)| name);
        Some(format!("Cases of {name} are reviewed by {} now, and by this form from its day on.", other.name))
    });
    over.collect()
}

/// Shows the last look; a draft that is not sound leads back to its fields.
pub async fn show_check(db: Db, actor: Actor, params: RawPathParams) -> Result<Response, Fault> {
    let id = param(&params)?;
    Ok(match page(&db, &actor, &id, Form::default()).await? {
        Some(page) => Page(page).into_response(),
        None => Redirect::to(&format!("{}/edit", address(&id))).into_response(),
    })
}

async fn page(db: &Db, actor: &Actor, id: &str, typed: Form) -> Result<Option<CheckForm>, Fault> {
    let (asked, today) = (id.to_owned(), Day::of(actor.now));
    let read = db
        .report(actor, "try review form", id.to_owned(), move |c, scope| {
            let editing = Editing::read(c, scope, &asked)?;
            let Ok(form) = editing.sound() else { return Ok(None) };
            // A new form is tried on reviews by the form it takes a kind of case over from.
            let other = form.packs.iter().find_map(|pack| editing.forms.for_pack(pack, today));
            let of =
                if editing.live.is_some() { &form.id } else { other.map_or(&form.id, |other| &other.id) };
            let tried = trial::trial(c, scope.tenant(), &form, of, today)?;
            Ok(Some((editing, form, tried)))
        })
        .await?;
    Ok(read.map(|(editing, form, tried)| {
        let changes = diff(&editing.before(&form), &write(&form));
        let mut effects = trial::words(&tried);
        effects.extend(taken_over(&editing, &form, today));
        let intro = "Nothing is wrong with it. Look at what it does, then publish it.";
        let shell = shell(actor, format!("{}: check", form.name), intro).errors(errors(&typed));
        let changes = if editing.live.is_some() { changes } else { Vec::new() };
        let mut page = CheckForm::new(shell, &form, changes, effects);
        page.before = editing.live.map(|live| super::since(live, today)).unwrap_or_default();
        (page.submission, page.typed) = (submission(db), typed);
        page
    }))
}

/// Publishes the draft, for reviews that are drawn from a day on.
pub async fn post_publish(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let id = param(&params)?;
    let Some((from, note)) = read_publication(&mut posted.form, Day::of(actor.now)) else {
        return match page(&db, &actor, &id, posted.form).await? {
            Some(page) => Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY)),
            None => Ok(Redirect::to(&format!("{}/edit", address(&id))).into_response()),
        };
    };
    let location = db
        .act(&actor, "publish review form", &posted.submission, move |c, scope| {
            let version = draft::publish(c, scope, &id, (from, &note))?;
            Ok(Changed::to(format!("{}?done=published", address(&id)), format!("{id} {version}: {note}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
