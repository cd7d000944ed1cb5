//! Writing down a note or a session.

use super::{AT, case_types, check, kinds, nav, shell, themes};
use crate::practice::{
    model::{Kind, Theme},
    store::{self, NewEntry},
};
use access::{Actor, Changed, Db, Fault, Posted, Query};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};

/// A form for a note or a session.
#[derive(Template)]
#[template(path = "practice/new.html")]
pub struct NewPractice {
    /// The frame.
    pub shell: Shell,
    /// The places beside it.
    pub nav: SubNav,
    /// Notes and sessions.
    pub kinds: Vec<Choice>,
    /// Themes.
    pub themes: Vec<Choice>,
    /// Kinds of case.
    pub case_types: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

async fn page(db: &Db, actor: &Actor, form: Form) -> Result<NewPractice, Fault> {
    let today = Day::of(actor.now);
    let names = db
        .report(actor, "report", "kinds of case".to_owned(), move |c, scope| {
            case_types(c, scope.tenant(), today)
        })
        .await?;
    Ok(NewPractice {
        shell: shell(actor, "Write down what was learnt", "")
            .intro("Leave out names, addresses and anything by which somebody could be found.")
            .errors(errors(&form)),
        nav: nav(),
        kinds: kinds(),
        themes: themes(),
        case_types: names.iter().map(|(id, name)| Choice::new(id, name)).collect(),
        form,
        submission: submission(db),
    })
}

/// Shows the form: one statement.
pub async fn show_new(db: Db, actor: Actor, Query(query): Query) -> Result<Page<NewPractice>, Fault> {
    let mut form = Form::default();
    form.set("kind", Kind::parse(query.value("kind")).unwrap_or(Kind::Note).code());
    form.set("on", Day::of(actor.now).to_string());
    Ok(Page(page(&db, &actor, form).await?))
}

/// Reads what was written; errors stand on their fields.
fn read(form: &mut Form, today: Day, id: uuid::Uuid) -> Option<NewEntry> {
    let kind = form.one_of("kind", Kind::parse, "Choose a note or a session.");
    let on_day = form.need_day("on", "Write the day.");
    if on_day.is_some_and(|on| on > today) {
        form.error("on", "Write today or an earlier day.");
    }
    let theme = form.one_of("theme", Theme::parse, "Choose what it is about.");
    let title = form.need_text("title", 200, "Give it a title.");
    let words = form.need_text("words", 8000, "Write what happened, or what there is to know.");
    let attendees = form.opt_text("attendees", 500);
    let learning = form.opt_text("learning", 4000);
    if kind == Some(Kind::Session) && learning.is_empty() {
        form.error("learning", "Write what was learnt.");
    }
    let actions = form.opt_text("actions", 2000);
    let case_type = form.text("case_type");
    for field in ["title", "words", "attendees", "learning", "actions"] {
        check(form, field);
    }
    let (kind, on_day, theme) = (kind?, on_day?, theme?);
    form.is_good().then_some(NewEntry {
        id,
        kind,
        on_day,
        theme,
        case_type,
        title,
        attendees,
        words,
        learning,
        actions,
    })
}

/// Writes it down.
pub async fn write(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let today = Day::of(actor.now);
    let id = db.chance().uuid(actor.now);
    let Some(new) = read(&mut posted.form, today, id) else {
        let page = page(&db, &actor, posted.form).await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let location = db
        .act(&actor, "writePractice", &posted.submission, move |c, scope| {
            // A kind of case that there is not is every kind.
            let known = case_types(c, scope.tenant(), today)?.iter().any(|(id, _)| *id == new.case_type);
            let case_type = if known { new.case_type.clone() } else { String::new() };
            let new = NewEntry { case_type, ..new.clone() };
            store::add(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            Ok(Changed::to(format!("{AT}/{}?done=written", id.simple()), format!("practice {}", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for NewPractice {
    const NAME: &'static str = "practice-new";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form| Self {
            shell: Shell::new("Write down what was learnt", "Caseloads").errors(errors(&form)),
            nav: SubNav::new("Caseloads", "", Vec::new()),
            kinds: kinds(),
            themes: themes(),
            case_types: vec![Choice::new("a", "A kind of case with a name that goes on for a long while")],
            form,
            submission: String::new(),
        };
        let mut wrong = Form::default();
        wrong.set("words", "Ring her on 07700 900123.");
        check(&mut wrong, "words");
        vec![("empty", page(Form::default())), ("errors", page(wrong))]
    }
}
