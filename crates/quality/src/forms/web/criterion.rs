//! One criterion of a form, being edited: what it asks, what it weighs, who answers it; moved, or taken out.

use super::{
    address,
    edit::{NOTHING_YET, read, shell},
    named, param,
};
use crate::{
    auto::Rule,
    forms::{
        How, ReviewForm,
        check::PAGES,
        draft::{self, Editing, of_criterion},
        edit::{self, Step},
    },
};
use access::{Actor, Changed, Db, Fault, NOBODY, Posted, PostedOnce};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Error, Form, Result};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell};

/// A criterion being edited.
#[derive(Template)]
#[template(path = "forms/criterion.html")]
pub struct EditCriterion {
    /// The frame.
    pub shell: Shell,
    /// Where it is kept.
    pub action: String,
    /// Where it is kept while it is typed.
    pub draft_action: String,
    /// Where it is moved or taken out; empty for a new one.
    pub move_action: String,
    /// The whole form.
    pub back: String,
    /// Which sending this is.
    pub submission: String,
    /// When what is shown was typed, if it was never put into the draft; empty otherwise.
    pub unfinished: String,
    /// The fields as typed.
    pub typed: Form,
    /// Sections to stand in.
    pub sections: Vec<Choice>,
    /// Who may answer.
    pub hows: Vec<Choice>,
    /// The rules there are.
    pub rules: Vec<Choice>,
    /// The commitments of the charter.
    pub charters: Vec<Choice>,
    /// The pages of a case.
    pub pages: Vec<Choice>,
}

impl EditCriterion {
    pub(super) fn new(shell: Shell, form: &ReviewForm, old: Option<&str>, typed: Form) -> Self {
        let at = address(&form.id);
        let own = old.map_or_else(|| format!("{at}/criteria"), |old| format!("{at}/criteria/{old}"));
        let section =
            |one: &crate::forms::Section| Choice::new(&one.id, format!("{}. {}", one.id, one.title));
        let none = std::iter::once(Choice::new("0", "None"));
        Self {
            shell: shell.errors(errors(&typed)),
            draft_action: format!("{own}/draft"),
            move_action: if old.is_some() { format!("{own}/move") } else { String::new() },
            action: own,
            back: format!("{at}/edit"),
            submission: String::new(),
            unfinished: String::new(),
            typed,
            sections: form.sections.iter().map(section).collect(),
            hows: How::ALL.iter().map(|how| Choice::new(how.code(), how.label())).collect(),
            rules: Rule::ALL.iter().map(|rule| Choice::new(rule.code(), rule.label())).collect(),
            charters: none.chain((1..=7).map(|n| Choice::new(n.to_string(), n.to_string()))).collect(),
            pages: PAGES.iter().map(|(code, label)| Choice::new(*code, *label)).collect(),
        }
    }
}

/// The criterion that the address names; none for a new one.
fn old(params: &RawPathParams) -> Option<String> {
    named(params, "criterion").ok()
}

/// What was read of a form that has to be one.
fn form_of(editing: &Editing, old: Option<&str>) -> Result<ReviewForm> {
    let form = editing
        .form()
        .map_err(|_| Error::Conflict("The text of the draft has to be mended first.".to_owned()))?;
    match old {
        Some(old) if form.criterion(old).is_none() => Err(Error::NotFound),
        _ => Ok(form),
    }
}

fn page(db: &Db, actor: &Actor, form: &ReviewForm, old: Option<&str>, typed: Form) -> EditCriterion {
    let title =
        old.map_or_else(|| format!("{}: new criterion", form.name), |old| format!("{}: {old}", form.name));
    let mut page = EditCriterion::new(shell(actor, title, NOTHING_YET), form, old, typed);
    page.submission = submission(db);
    page
}

/// Shows a criterion, or an empty page for a new one: as it was being typed, or as it stands in the draft.
pub async fn show_criterion(
    db: Db,
    actor: Actor,
    params: RawPathParams,
) -> Result<Page<EditCriterion>, Fault> {
    let (id, old) = (param(&params)?, old(&params));
    let part = of_criterion(old.as_deref().unwrap_or_default());
    let (editing, typed) = read(&db, &actor, &id, part).await?;
    let form = form_of(&editing, old.as_deref())?;
    let (typed, when) = typed.unzip();
    let stands = || old.as_deref().and_then(|old| form.criterion(old)).map(edit::typed);
    let typed = typed.or_else(stands).unwrap_or_default();
    let mut page = page(&db, &actor, &form, old.as_deref(), typed);
    page.unfinished = when.unwrap_or_default();
    Ok(Page(page))
}

/// Keeps a criterion while it is typed.
pub async fn keep_typed(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let part = draft::part(&param(&params)?, &of_criterion(&old(&params).unwrap_or_default()));
    db.keep_draft(&actor, &posted, &part, NOBODY).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Puts a criterion into the draft.
pub async fn save(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let (id, old) = (param(&params)?, old(&params));
    let part = of_criterion(old.as_deref().unwrap_or_default());
    let (editing, _) = read(&db, &actor, &id, part.clone()).await?;
    let mut form = form_of(&editing, old.as_deref())?;
    let Some(criterion) = edit::criterion(&mut posted.form, &form, old.as_deref()) else {
        let page = page(&db, &actor, &form, old.as_deref(), posted.form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    edit::put(&mut form, old.as_deref(), criterion);
    keep(&db, &actor, &posted, (id, form, part)).await
}

/// Moves a criterion one place, or takes it out.
pub async fn go(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    PostedOnce(posted): PostedOnce,
) -> Result<Response, Fault> {
    let (id, old) = (param(&params)?, named(&params, "criterion")?);
    let step = Step::parse(posted.form.value("step"));
    let step = step.ok_or_else(|| Error::invalid("Choose where it goes, and try again."))?;
    let part = of_criterion(&old);
    let (editing, _) = read(&db, &actor, &id, part.clone()).await?;
    let mut form = form_of(&editing, Some(&old))?;
    edit::go(&mut form, &old, step);
    keep(&db, &actor, &posted, (id, form, part)).await
}

async fn keep(
    db: &Db,
    actor: &Actor,
    posted: &Posted,
    (id, form, part): (String, ReviewForm, String),
) -> Result<Response, Fault> {
    let (to, text) = (format!("{}/edit?done=kept", address(&id)), crate::forms::write(&form));
    let location = db
        .act(actor, "keep draft of review form", &posted.submission, move |c, scope| {
            draft::keep(c, scope, &id, &text, &part)?;
            Ok(Changed::to(to.clone(), id.clone()))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
