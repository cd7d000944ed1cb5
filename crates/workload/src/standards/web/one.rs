//! One standard: its wordings, the reader's own way, and those that colleagues share.

use super::{AT, list::at, nav, pages, read, shell, words_them};
use crate::standards::{
    model::ShownBy,
    store::{self, Method, NewWording, Wording},
};
use access::{Actor, Changed, Db, Fault, Posted, Query, Shown};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};
use uuid::Uuid;

/// A standard.
#[derive(Template)]
#[template(path = "standards/one.html")]
pub struct ShowStandard {
    /// The frame.
    pub shell: Shell,
    /// The places beside it.
    pub nav: SubNav,
    /// Its address.
    pub at: String,
    /// What it means in practice.
    pub words: String,
    /// The page that shows whether it is kept.
    pub shown: Option<(&'static str, String)>,
    /// Every wording: since when, what, who wrote it down.
    pub wordings: Vec<(String, String)>,
    /// Ways that colleagues share: whose, and how.
    pub ways: Vec<(String, String)>,
    /// Whether the reader words standards.
    pub words_them: bool,
    /// The pages that may show whether it is kept.
    pub pages: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// Which sendings these are.
    pub submissions: [String; 3],
}

fn id_of(params: &RawPathParams) -> Result<Uuid, Error> {
    let text = params.iter().find(|(name, _)| *name == "standard_id").map(|(_, value)| value);
    text.and_then(|text| Uuid::parse_str(text).ok()).ok_or(Error::NotFound)
}

fn past(one: &Wording) -> (String, String) {
    let what =
        if one.title.is_empty() { "Withdrawn".to_owned() } else { format!("{} {}", one.title, one.words) };
    let when =
        format!("From {}, written down by {} on {}", one.from_on.long(), one.by, Day::of(one.at).long());
    (when, what)
}

/// What to show of a standard: its wordings and the ways.
async fn found(db: &Db, actor: &Actor, id: Uuid) -> Result<(Vec<Wording>, Vec<Method>), Fault> {
    let (wordings, ways) = db
        .list(actor, "list", format!("casework standard {}", id.simple()), move |c, scope| {
            let value = (store::wordings(c, scope.tenant(), id)?, store::ways(c, scope, id)?);
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    if wordings.is_empty() { Err(Error::NotFound.into()) } else { Ok((wordings, ways)) }
}

async fn page(
    db: &Db,
    actor: &Actor,
    id: Uuid,
    form: Option<Form>,
    done: &str,
) -> Result<ShowStandard, Fault> {
    let (wordings, ways) = found(db, actor, id).await?;
    let today = Day::of(actor.now);
    let latest = wordings.iter().find(|one| one.from_on <= today).or(wordings.last()).cloned();
    let latest = latest.ok_or(Error::NotFound)?;
    let own = ways.iter().find(|one| one.user_id == actor.user);
    let form = form.unwrap_or_else(|| {
        let mut form = Form::default();
        form.set("title", latest.title.as_str());
        form.set("words", latest.words.as_str());
        form.set("shown_by", latest.shown_by.as_str());
        form.set("place", latest.place.to_string());
        form.set("way", own.map_or("", |one| one.words.as_str()));
        form.set("shared", if own.is_some_and(|one| one.shared) { "yes" } else { "" });
        form
    });
    let title =
        if latest.title.is_empty() { "A standard that was withdrawn".to_owned() } else { latest.title };
    Ok(ShowStandard {
        shell: shell(actor, title, done).errors(errors(&form)),
        nav: nav(AT),
        at: at(id),
        words: latest.words,
        shown: ShownBy::parse(&latest.shown_by).map(|page| (page.label(), page.href(actor.user))),
        wordings: wordings.iter().map(past).collect(),
        ways: ways
            .iter()
            .filter(|one| one.shared && one.user_id != actor.user)
            .map(|one| (one.name.clone(), one.words.clone()))
            .collect(),
        words_them: words_them(actor),
        pages: pages(),
        form,
        submissions: [(); 3].map(|()| submission(db)),
    })
}

/// Shows a standard: two statements.
pub async fn show_standard(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowStandard>, Fault> {
    Ok(Page(page(&db, &actor, id_of(&params)?, None, query.value("done")).await?))
}

/// Words a standard anew, from a day on.
pub async fn word(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let standard = id_of(&params)?;
    found(&db, &actor, standard).await?;
    let id = db.chance().uuid(actor.now);
    let Some(new) = read(&mut posted.form, Day::of(actor.now), (id, standard)) else {
        let page = page(&db, &actor, standard, Some(posted.form), "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let location = db
        .act(&actor, "wordStandard", &posted.submission, move |c, scope| {
            store::add(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            Ok(Changed::to(format!("{}?done=saved", at(standard)), format!("standard {}", standard.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Withdraws a standard from today on; what it asked stays on record.
pub async fn withdraw(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let standard = id_of(&params)?;
    let id = db.chance().uuid(actor.now);
    let location = db
        .act(&actor, "withdrawStandard", &posted.submission, move |c, scope| {
            let latest =
                store::wordings(c, scope.tenant(), standard)?.into_iter().next().ok_or(Error::NotFound)?;
            // One that begins later is withdrawn on the day on which it would begin.
            let from_on = Day::of(scope.now()).max(latest.from_on);
            let (title, words, shown_by) = (String::new(), String::new(), String::new());
            let new = NewWording { id, standard, place: latest.place, title, words, shown_by, from_on };
            store::add(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            let to = format!("{AT}?done=withdrawn");
            Ok(Changed::to(to, format!("standard {} withdrawn", standard.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Keeps the reader's own way.
pub async fn keep_method(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let standard = id_of(&params)?;
    found(&db, &actor, standard).await?;
    let words = posted.form.opt_text("way", 2000);
    let shared = posted.form.value("shared") == "yes";
    if !posted.form.is_good() {
        let page = page(&db, &actor, standard, Some(posted.form), "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let location = db
        .act(&actor, "ownWay", &posted.submission, move |c, scope| {
            store::keep(c, scope.tenant(), scope.user(), (standard, &words, shared), scope.now())?;
            Ok(Changed::to(format!("{}?done=way", at(standard)), format!("own way of {}", standard.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for ShowStandard {
    const NAME: &'static str = "standards-one";
    fn samples() -> Vec<(&'static str, Self)> {
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let page = |ways: Vec<(String, String)>, form: Form, name: &str| Self {
            shell: Shell::new(name, "Caseloads").errors(errors(&form)),
            nav: SubNav::new("Caseloads", "", Vec::new()),
            at: AT.to_owned(),
            words: "Ring on the day the case is yours.".to_owned(),
            shown: Some((ShownBy::Clocks.label(), "/day".to_owned())),
            wordings: vec![("From 1 April 2026".to_owned(), "We ring on the first day.".to_owned())],
            words_them: !ways.is_empty(),
            ways,
            pages: pages(),
            form,
            submissions: [(); 3].map(|()| String::new()),
        };
        let mut wrong = Form::default();
        wrong.error("place", "Write 1 to 99.");
        let ways = || vec![(long.to_owned(), "I write the time into my calendar while we speak.".to_owned())];
        vec![
            ("full", page(ways(), Form::default(), "We ring on the first day")),
            ("long names", page(ways(), Form::default(), long)),
            ("errors", page(ways(), wrong, "We ring on the first day")),
            ("empty", page(Vec::new(), Form::default(), "We ring on the first day")),
        ]
    }
}
