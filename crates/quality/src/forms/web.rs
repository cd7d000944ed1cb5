//! Pages of review forms: what there is, one form in words, editing it, and publishing its next version.

pub mod criterion;
pub mod edit;
pub mod publish;
mod samples;
pub mod whole;

use super::{
    Criterion, Forms, ReviewForm, draft,
    store::{self, Published},
};
use crate::{auto::Rule, web::nav};
use access::{Actor, Changed, Db, Fault, Posted, Query, Role, Shown};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Result, words::count};
use people::web::{errors, submission};
use ui::{Page, Shell, SubNav, SummaryList, SummaryRow, Tag};

/// Who reads review forms.
pub const READERS: &[Role] = &[Role::Leader, Role::Manager, Role::Admin];
/// Who edits and publishes them.
pub const EDITORS: &[Role] = &[Role::Manager, Role::Admin];

/// The review forms of a service.
#[derive(Template)]
#[template(path = "forms/list.html")]
pub struct ListForms {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// One each.
    pub forms: Vec<FormRow>,
    /// Drafts of the asker's own: address, id and when each was kept.
    pub drafts: Vec<(String, String, String)>,
}

/// A form in the list.
#[derive(Clone, Debug, Default)]
pub struct FormRow {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What it asks.
    pub about: String,
    /// The version in force, and since when.
    pub version: String,
    /// The kinds of case it reviews.
    pub kinds: String,
    /// The version that is still to come; empty where there is none.
    pub to_come: String,
}

/// Lists the forms: four statements.
pub async fn list_forms(db: Db, actor: Actor) -> Result<Page<ListForms>, Fault> {
    let today = Day::of(actor.now);
    let (forms, kinds, drafts) = db
        .list(&actor, "list review forms", String::new(), move |c, scope| {
            let tenant = scope.tenant();
            let value = (Forms::read(c, tenant)?, draft::kinds(c, tenant, today)?, draft::all(c, scope)?);
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    let mut ids = forms.ids();
    ids.sort_by_key(|id| forms.latest(id).map(|form| form.name.clone()));
    let rows = ids.iter().filter_map(|id| row(&forms, &kinds, id, today)).collect();
    let drafts = drafts.into_iter().map(|(id, at)| (format!("{}/edit", address(&id)), id, at)).collect();
    Ok(Page(ListForms {
        shell: access::shell(&actor, "Review forms", "Quality")
            .at("/reviews")
            .intro("What good casework is asked for. A review keeps the version it was drawn with."),
        nav: nav(&actor, "/reviews/forms"),
        forms: rows,
        drafts: if may_edit(&actor) { drafts } else { Vec::new() },
    }))
}

fn row(forms: &Forms, kinds: &[(String, String)], id: &str, today: Day) -> Option<FormRow> {
    let latest = forms.latest(id)?;
    let form = forms.current(id, today).unwrap_or(latest);
    let later = (latest.version > form.version)
        .then(|| format!("Version {} comes on {}", latest.version, latest.effective_from.long()));
    let own =
        form.packs.iter().filter(|pack| forms.for_pack(pack, today).is_some_and(|used| used.id == form.id));
    let names: Vec<&str> = own.map(|pack| kind(kinds, pack)).collect();
    Some(FormRow {
        href: address(id),
        name: form.name.clone(),
        about: form.about.clone(),
        version: since(form, today),
        kinds: if names.is_empty() { "No kind of case at this time".to_owned() } else { names.join(", ") },
        to_come: later.unwrap_or_default(),
    })
}

fn since(form: &ReviewForm, today: Day) -> String {
    let word = if form.effective_from > today { "from" } else { "since" };
    format!("Version {}, {word} {}", form.version, form.effective_from.long())
}

/// The name of a kind of case; its id where it is not offered any more.
fn kind<'a>(kinds: &'a [(String, String)], id: &'a str) -> &'a str {
    kinds.iter().find(|(known, _)| known == id).map_or(id, |(_, name)| name)
}

/// A form in words, and its versions.
#[derive(Template)]
#[template(path = "forms/show.html")]
pub struct ShowForm {
    /// The frame.
    pub shell: Shell,
    /// The form's address.
    pub at: String,
    /// Whether the asker may edit it.
    pub may_edit: bool,
    /// What holds of all of it.
    pub facts: SummaryList,
    /// Its criteria, section by section.
    pub sections: Vec<(String, Vec<CriterionRow>)>,
    /// Its versions, latest first.
    pub versions: Vec<VersionRow>,
    /// What was typed to copy it.
    pub typed: Form,
    /// Which sending this is.
    pub submission: String,
}

/// A criterion in words.
#[derive(Clone, Debug, Default)]
pub struct CriterionRow {
    /// Its id.
    pub id: String,
    /// What is asked for.
    pub words: String,
    /// What it weighs.
    pub weight: i64,
    /// Who answers, and by which rule.
    pub how: String,
    /// Whether it is critical, and which commitment it evidences.
    pub marks: String,
}

impl CriterionRow {
    pub(super) fn new(criterion: &Criterion) -> Self {
        let rule = Rule::parse(&criterion.rule).map(|rule| format!(": {}", rule.label())).unwrap_or_default();
        let charter = (criterion.charter > 0).then(|| format!("Charter {}", criterion.charter));
        let marks = [criterion.critical.then(|| "Critical".to_owned()), charter];
        Self {
            id: criterion.id.clone(),
            words: criterion.words.clone(),
            weight: criterion.weight,
            how: format!("{}{rule}", criterion.how.label()),
            marks: marks.into_iter().flatten().collect::<Vec<_>>().join(", "),
        }
    }
}

/// A version in the list.
#[derive(Clone, Debug, Default)]
pub struct VersionRow {
    /// Its number.
    pub version: i64,
    /// Since when, by whom, why.
    pub words: String,
    /// How it stands.
    pub tag: Option<Tag>,
    /// How many reviews are by it.
    pub used: String,
    /// Whether it may be taken back.
    pub may_withdraw: bool,
}

/// Shows a form: five statements.
pub async fn show_form(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowForm>, Fault> {
    let mut page = page(&db, &actor, param(&params)?, Form::default()).await?;
    if let Some(words) = notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "published" => {
            "Published. Reviews that are drawn from its day on are by it; others keep their version."
        }
        "withdrawn" => "Taken back. No review had used it.",
        "dropped" => "Your draft is gone. The version in force stays as it is.",
        _ => return None,
    })
}

async fn page(db: &Db, actor: &Actor, id: String, typed: Form) -> Result<ShowForm, Fault> {
    let today = Day::of(actor.now);
    let (forms, kinds, used, id) = db
        .report(actor, "show review form", id.clone(), move |c, scope| {
            let tenant = scope.tenant();
            let (forms, used) = (Forms::read(c, tenant)?, store::used(c, tenant, &id)?);
            Ok((forms, draft::kinds(c, tenant, today)?, used, id.clone()))
        })
        .await?;
    let form = forms.current(&id, today).or_else(|| forms.latest(&id)).ok_or(Error::NotFound)?;
    let names: Vec<&str> = form.packs.iter().map(|pack| kind(&kinds, pack)).collect();
    let rows = vec![
        SummaryRow::new("Version", since(form, today), ""),
        SummaryRow::new("Kinds of case", names.join(", "), ""),
        SummaryRow::new("Whose it is", &form.source, ""),
    ];
    let mut versions: Vec<VersionRow> =
        forms.published_of(&id).map(|(row, own)| version_row(row, own, form, &used)).collect();
    versions.reverse();
    Ok(ShowForm {
        shell: access::shell(actor, &form.name, "Quality")
            .at("/reviews")
            .intro(&form.about)
            .errors(errors(&typed)),
        at: address(&id),
        may_edit: may_edit(actor),
        facts: SummaryList { rows },
        sections: sections(form),
        versions,
        typed,
        submission: submission(db),
    })
}

/// Criteria in words, section by section.
pub(super) fn sections(form: &ReviewForm) -> Vec<(String, Vec<CriterionRow>)> {
    let of = |id: &str| form.criteria.iter().filter(|one| one.section == id).map(CriterionRow::new).collect();
    form.sections.iter().map(|one| (format!("{}. {}", one.id, one.title), of(&one.id))).collect()
}

fn version_row(row: &Published, own: &ReviewForm, live: &ReviewForm, used: &[(i64, i64)]) -> VersionRow {
    let n = used.iter().find(|(version, _)| *version == row.version).map_or(0, |(_, n)| *n);
    let by = row.by.clone().unwrap_or_else(|| "somebody who has left".to_owned());
    VersionRow {
        version: row.version,
        words: format!(
            "For reviews drawn from {}. Published on {} by {by}: {}",
            own.effective_from.long(),
            Day::of(row.published_at).long(),
            row.note
        ),
        tag: match row.withdrawn_at {
            Some(_) => Some(Tag::plain("Taken back")),
            None if row.version == live.version => Some(Tag::good("In force")),
            None if row.version > live.version => Some(Tag::info("To come")),
            None => None,
        },
        used: count(n, "review", "reviews"),
        may_withdraw: row.withdrawn_at.is_none() && n == 0,
    }
}

/// Begins a new form with what another says: a draft under an id of its own.
pub async fn copy(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let of = param(&params)?;
    let id = posted.form.need_text("new", 40, "Give the new form an id, such as mcr-lettings.");
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.is_empty() && !id.chars().all(plain) {
        posted.form.error("new", "Use small letters, digits and hyphens, such as mcr-lettings.");
    }
    let (source, new) = (of.clone(), id.clone());
    let today = Day::of(actor.now);
    let found = db
        .list(&actor, "copy review form", of.clone(), move |c, scope| {
            let forms = Forms::read(c, scope.tenant())?;
            let form = forms.current(&source, today).or_else(|| forms.latest(&source));
            Ok(Shown { value: (form.ok_or(Error::NotFound)?, forms.has(&new)), subjects: Vec::new() })
        })
        .await?;
    if found.1 {
        posted.form.error("new", format!("There is a form {id} already. Choose another id."));
    }
    if !posted.form.is_good() {
        let page = page(&db, &actor, of, posted.form).await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let text = super::write(&ReviewForm {
        id: id.clone(),
        version: 1,
        name: format!("Copy of {}", found.0.name),
        ..found.0.clone()
    });
    let to = format!("{}/edit", address(&id));
    db.own(&actor, move |c, scope| draft::keep(c, scope, &id, &text, draft::HEAD)).await?;
    Ok(Redirect::to(&to).into_response())
}

/// Takes a version back while no review is by it.
pub async fn withdraw(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let id = param(&params)?;
    let version = posted.form.value("version").parse();
    let version: i64 =
        version.map_err(|_| Error::invalid("Choose a version on the page of its form, and try again."))?;
    let location = db
        .act(&actor, "withdraw review form", &posted.submission, move |c, scope| {
            let used = store::withdraw(c, scope.tenant(), &id, version, scope.now())?;
            if used > 0 {
                let reviews = count(used, "review is", "reviews are");
                return Err(Error::Conflict(format!(
                    "{reviews} by this version, so it stays. Publish a later one in its place."
                )));
            }
            Ok(Changed::to(format!("{}?done=withdrawn", address(&id)), format!("{id} {version}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// A form's page.
pub(super) fn address(id: &str) -> String {
    format!("/reviews/forms/{id}")
}

/// The form that the address names.
pub(super) fn param(params: &RawPathParams) -> Result<String> {
    named(params, "review_form")
}

/// A part of the address by its name.
pub(super) fn named(params: &RawPathParams, name: &str) -> Result<String> {
    params.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned()).ok_or(Error::NotFound)
}

fn may_edit(actor: &Actor) -> bool {
    actor.roles.iter().any(|role| EDITORS.contains(role))
}
