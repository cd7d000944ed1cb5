//! The standards in force.

use super::{AT, nav, pages, read, shell, words_them};
use crate::standards::{
    model::{Counts, ShownBy},
    store::{self, Method, Wording},
};
use access::{Actor, Changed, Db, Fault, Posted, Query, Shown, UserId};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};
use uuid::Uuid;

/// The standards in force.
#[derive(Template)]
#[template(path = "standards/list.html")]
pub struct ListStandards {
    /// The frame.
    pub shell: Shell,
    /// The places beside it.
    pub nav: SubNav,
    /// The standards.
    pub standards: Vec<StandardRow>,
    /// Whether the reader words them.
    pub words_them: bool,
    /// The pages that may show whether one is kept.
    pub pages: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// A standard.
#[derive(Clone, Debug)]
pub struct StandardRow {
    /// Its page.
    pub href: String,
    /// What is asked.
    pub title: String,
    /// What that means.
    pub words: String,
    /// The page that shows whether it is kept: its name and address.
    pub shown: Option<(&'static str, String)>,
    /// How many stand open of the reader's own.
    pub count: String,
    /// The reader's own way; empty for none.
    pub own: String,
    /// Since when.
    pub since: String,
}

impl StandardRow {
    fn new(one: &Wording, own: &[Method], counts: &Counts, user: UserId) -> Self {
        let shown = ShownBy::parse(&one.shown_by);
        Self {
            href: at(one.standard_id),
            title: one.title.clone(),
            words: one.words.clone(),
            shown: shown.map(|page| (page.label(), page.href(user))),
            count: shown.map_or(String::new(), |page| counts.words(page)),
            own: own
                .iter()
                .find(|method| method.standard_id == one.standard_id)
                .map_or(String::new(), |method| method.words.clone()),
            since: format!("Since {}", one.from_on.long()),
        }
    }
}

/// A standard's page.
pub(super) fn at(id: Uuid) -> String {
    format!("{AT}/{}", id.simple())
}

async fn page(db: &Db, actor: &Actor, mut form: Form, done: &str) -> Result<ListStandards, Fault> {
    let today = Day::of(actor.now);
    let (all, own, counts) = db
        .list(actor, "list", "casework standards".to_owned(), move |c, scope| {
            let all = store::in_force(c, scope.tenant(), today)?;
            let value = (all, store::own(c, scope)?, store::counts(c, scope)?);
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    if form.value("place").is_empty() {
        form.set("place", (all.iter().map(|one| one.place).max().unwrap_or(0) + 1).min(99).to_string());
    }
    Ok(ListStandards {
        shell: shell(actor, "Casework standards", done)
            .intro("What we ask of our own work, in our words, and where each of us sees whether it is so.")
            .errors(errors(&form)),
        nav: nav(AT),
        standards: all.iter().map(|one| StandardRow::new(one, &own, &counts, actor.user)).collect(),
        words_them: words_them(actor),
        pages: pages(),
        form,
        submission: submission(db),
    })
}

/// Shows the standards: three statements.
pub async fn show_standards(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListStandards>, Fault> {
    Ok(Page(page(&db, &actor, Form::default(), query.value("done")).await?))
}

/// Writes down a new standard.
pub async fn add(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let (id, standard) = (db.chance().uuid(actor.now), db.chance().uuid(actor.now));
    let Some(new) = read(&mut posted.form, Day::of(actor.now), (id, standard)) else {
        let page = page(&db, &actor, posted.form, "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let location = db
        .act(&actor, "wordStandard", &posted.submission, move |c, scope| {
            store::add(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            Ok(Changed::to(format!("{AT}?done=saved"), format!("standard {}", standard.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for ListStandards {
    const NAME: &'static str = "standards-list";
    fn samples() -> Vec<(&'static str, Self)> {
        let long =
            "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley hears from us within five working days";
        let row = |title: &str| StandardRow {
            href: AT.to_owned(),
            title: title.to_owned(),
            words: "Ring on the day the case is yours. Say who you are and when you come.".to_owned(),
            shown: Some((ShownBy::Clocks.label(), "/day".to_owned())),
            count: "2 of your cases past the last day".to_owned(),
            own: "I ring before ten.".to_owned(),
            since: "Since 1 April 2026".to_owned(),
        };
        let page = |standards: Vec<StandardRow>, form: Form| Self {
            shell: Shell::new("Casework standards", "Caseloads").errors(errors(&form)),
            nav: SubNav::new("Caseloads", "", Vec::new()),
            words_them: !standards.is_empty(),
            standards,
            pages: pages(),
            form,
            submission: String::new(),
        };
        let mut wrong = Form::default();
        wrong.error("title", "Write what is asked, in one line.");
        vec![
            (
                "full",
                page(vec![row("We ring on the first day"), row("Nobody waits unheard")], Form::default()),
            ),
            ("long names", page(vec![row(long)], Form::default())),
            ("errors", page(vec![row("We ring on the first day")], wrong)),
            ("empty", page(Vec::new(), Form::default())),
        ]
    }
}
