//! One discovery: its goals, its guide, what people said by theme; and the same on paper.

use super::{AT, at};
use crate::{
    discovery::{
        model::{Theme, said_by},
        store::{self, Discovery, Finding},
    },
    time::web::{id_of, nav, people, shell},
};
use access::{Actor, Changed, Db, Fault, Posted, Query, Shown};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};
use uuid::Uuid;

/// A discovery.
#[derive(Template)]
#[template(path = "discovery/show.html")]
pub struct ShowDiscovery {
    /// The frame.
    pub shell: Shell,
    /// The places of time studies.
    pub nav: SubNav,
    /// Its address.
    pub at: String,
    /// What it is about and what people said.
    pub view: View,
    /// Whether anything can be added.
    pub open: bool,
    /// The themes to choose from.
    pub themes: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// Which sendings these are: one a form.
    pub submissions: [String; 2],
}

/// A discovery on paper.
#[derive(Template)]
#[template(path = "discovery/print.html")]
pub struct PrintDiscovery {
    /// The frame.
    pub shell: Shell,
    /// The discovery's page.
    pub back: String,
    /// What it is about and what people said.
    pub view: View,
}

/// What a discovery is about and what people said in it.
#[derive(Clone, Debug)]
pub struct View {
    /// Who was asked and since when.
    pub about: String,
    /// What it is to find out.
    pub goals: Vec<String>,
    /// The questions.
    pub guide: Vec<String>,
    /// By theme: its name, its place on the page, and what was said by how many.
    pub themes: Vec<ThemeView>,
}

/// What people said about one theme.
#[derive(Clone, Debug)]
pub struct ThemeView {
    /// Its name.
    pub name: &'static str,
    /// Its place on the page.
    pub code: &'static str,
    /// What was said, and by how many.
    pub said: Vec<(String, String)>,
}

impl View {
    fn new(one: &Discovery, findings: &[Finding]) -> Self {
        let by = one.begun_by.as_deref().unwrap_or("somebody who is known no more");
        let begun = Day::of(one.begun_at).long();
        let ended = one.finished_on.map_or(String::new(), |on| format!(", finished on {}", on.long()));
        let lines = |text: &str| -> Vec<String> {
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        let of = |theme: Theme| -> Vec<(String, String)> {
            let some = findings.iter().filter(|finding| finding.theme == theme);
            some.map(|finding| (finding.words.clone(), said_by(finding.people))).collect()
        };
        let themes = Theme::ALL.iter().map(|theme| ThemeView {
            name: theme.label(),
            code: theme.code(),
            said: of(*theme),
        });
        Self {
            about: format!("{} spoken to. Begun by {by} on {begun}{ended}.", people(one.spoken)),
            goals: lines(&one.goals),
            guide: lines(&one.guide),
            themes: themes.filter(|theme| !theme.said.is_empty()).collect(),
        }
    }
}

async fn read(
    db: &Db,
    actor: &Actor,
    id: Uuid,
    action: &'static str,
) -> Result<(Discovery, Vec<Finding>), Fault> {
    Ok(db
        .list(actor, action, "discovery".to_owned(), move |c, scope| {
            let value = (store::one(c, scope.tenant(), id)?, store::findings(c, scope.tenant(), id)?);
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?)
}

async fn page(db: &Db, actor: &Actor, id: Uuid, form: Form, done: &str) -> Result<ShowDiscovery, Fault> {
    let (one, findings) = read(db, actor, id, "list").await?;
    Ok(ShowDiscovery {
        shell: shell(actor, &one.name, done).errors(errors(&form)),
        nav: nav(actor, AT),
        at: at(id),
        view: View::new(&one, &findings),
        open: one.finished_on.is_none(),
        themes: Theme::ALL.iter().map(|theme| Choice::new(theme.code(), theme.label())).collect(),
        form,
        submissions: [(); 2].map(|()| submission(db)),
    })
}

/// Shows a discovery.
pub async fn show_discovery(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowDiscovery>, Fault> {
    let id = id_of(&params, "discovery_id")?;
    Ok(Page(page(&db, &actor, id, Form::default(), query.value("done")).await?))
}

/// Shows a discovery as it is printed.
pub async fn show_print(db: Db, actor: Actor, params: RawPathParams) -> Result<Page<PrintDiscovery>, Fault> {
    let id = id_of(&params, "discovery_id")?;
    let (one, findings) = read(&db, &actor, id, "print").await?;
    let mut shell = shell(&actor, &one.name, "");
    shell.printed = format!("Discovery. It names nobody. Printed {}.", Day::of(actor.now).long());
    Ok(Page(PrintDiscovery { shell, back: at(id), view: View::new(&one, &findings) }))
}

/// A number of people of a form.
fn number(form: &mut Form, field: &str, missing: &str) -> Option<i64> {
    form.one_of(field, |text| text.parse::<i64>().ok().filter(|n| (1..=5_000).contains(n)), missing)
}

/// Adds what people said.
pub async fn add(db: Db, actor: Actor, params: RawPathParams, mut posted: Posted) -> Result<Response, Fault> {
    let id = id_of(&params, "discovery_id")?;
    let form = &mut posted.form;
    let theme = form.one_of("theme", Theme::parse, "Choose what it is about.");
    let words = form.need_text("words", 2_000, "Write what was said, in words that name nobody.");
    let people = number(form, "people", "Write how many people said it, in digits.");
    let (Some(theme), Some(people), true) = (theme, people, form.is_good()) else {
        let page = page(&db, &actor, id, posted.form, "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let finding = db.chance().uuid(actor.now);
    let location = db
        .act(&actor, "addFinding", &posted.submission, move |c, scope| {
            store::add(c, scope.tenant(), (id, finding), (theme, &words, people), scope.now())?;
            Ok(Changed::to(format!("{}?done=filled", at(id)), format!("discovery {}", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Finishes a discovery.
pub async fn finish(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let id = id_of(&params, "discovery_id")?;
    let (_, findings) = read(&db, &actor, id, "list").await?;
    let most = findings.iter().map(|one| one.people).max().unwrap_or(0);
    let form = &mut posted.form;
    let spoken = number(form, "spoken", "Write how many people you spoke to, in digits.");
    if spoken.is_some_and(|n| n < most) {
        form.error("spoken", format!("{most} people said one of the findings. Write that many or more."));
    }
    let (Some(spoken), true) = (spoken, form.is_good()) else {
        let page = page(&db, &actor, id, posted.form, "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let location = db
        .act(&actor, "finishDiscovery", &posted.submission, move |c, scope| {
            store::finish(c, scope.tenant(), id, (Day::of(scope.now()), spoken))?;
            Ok(Changed::to(format!("{}?done=filled", at(id)), format!("discovery {} finished", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
