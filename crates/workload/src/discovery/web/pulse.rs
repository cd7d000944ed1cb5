//! The pulse: two questions, answered without a name.

use crate::{
    discovery::{
        model::{FEWEST, QUESTIONS, SCALE},
        store::pulse,
    },
    time::web::{nav, shell},
};
use access::{Actor, Changed, Db, Fault, Posted, Query, Shown, Submission};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};

/// The pulse.
#[derive(Template)]
#[template(path = "discovery/pulse.html")]
pub struct ShowPulse {
    /// The frame.
    pub shell: Shell,
    /// The places of time studies.
    pub nav: SubNav,
    /// Until when it can be answered; empty where nothing is asked.
    pub until: String,
    /// The two questions.
    pub questions: [&'static str; 2],
    /// The answers to the first.
    pub scale: Vec<Choice>,
    /// How many answers there must be before anything is shown.
    pub fewest: usize,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

async fn page(db: &Db, actor: &Actor, form: Form, done: &str) -> Result<ShowPulse, Fault> {
    let mine = db
        .list(actor, "list", "pulse".to_owned(), |c, scope| {
            Ok(Shown { value: pulse::mine(c, scope)?, subjects: Vec::new() })
        })
        .await?;
    Ok(ShowPulse {
        shell: shell(actor, "Two questions", done).errors(errors(&form)),
        nav: nav(actor, "/time/pulse"),
        until: mine.map_or(String::new(), |(.., until): (_, Day, Day)| until.long()),
        questions: QUESTIONS,
        scale: SCALE.iter().map(|(n, words)| Choice::new(n.to_string(), *words)).collect(),
        fewest: FEWEST,
        form,
        submission: submission(db),
    })
}

/// Shows the two questions.
pub async fn show_pulse(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowPulse>, Fault> {
    Ok(Page(page(&db, &actor, Form::default(), query.value("done")).await?))
}

/// Keeps an answer.
pub async fn answer(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let form = &mut posted.form;
    let find = |text: &str| SCALE.iter().map(|(n, _)| *n).find(|n| n.to_string() == text);
    let score = form.one_of("score", find, "Choose an answer.");
    let words = form.opt_text("words", 1_000);
    let (Some(score), true) = (score, form.is_good()) else {
        let page = page(&db, &actor, posted.form, "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    // A sending is kept with a hash of what was sent, and with who sent it. From that an answer could be guessed, so
    // this one is known by its number alone.
    let sending = match posted.form.value("submission") {
        "" => db.chance().token(),
        id => id.chars().take(64).collect(),
    };
    let chance = db.chance().clone();
    let location = db
        .act(&actor, "answerPulse", &Submission::new(&sending), move |c, scope| {
            pulse::answer(c, scope, (score, &words), &chance)?;
            Ok(Changed::to("/time/pulse?done=thanks", "pulse".to_owned()))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
