//! The page on which anybody with a code answers by themselves. It names nobody and no case, asks for no sign-in, and
//! says the same of a code that is wrong, used or too old.

use super::{Ask, asks, read, safer, scale};
use crate::satisfaction::{
    model::{Channel, tidy},
    store::answers::{self, NewAnswer, Opened},
};
use access::{
    Db, Fault, Posted, Source,
    audit::Event,
    secret_hash,
    sign_in::{may_try_code, note_wrong_code},
};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Error, Form, Result};
use people::web::errors;
use ui::{Choice, Page, Shell};

/// Where the button leads that leaves the page at once: a page on which nothing of it is seen.
const AWAY: &str = "https://www.bbc.co.uk/weather";
/// What is said of a code that opens nothing, whatever the reason.
const WRONG: &str = "This code does not work. Look whether it is typed right. It works once, for 28 days. To get another, ask whoever \
     gave it to you.";
/// What is said after too many wrong codes.
const WAIT: &str = "There were too many wrong codes. Wait 15 minutes, then try again.";

/// The page to type a code.
#[derive(Template)]
#[template(path = "satisfaction/enter_code.html")]
pub struct EnterCode {
    /// The frame.
    pub shell: Shell,
    /// What was typed.
    pub typed: String,
}

/// The questions.
#[derive(Template)]
#[template(path = "satisfaction/answer_survey.html")]
pub struct AnswerSurvey {
    /// The frame.
    pub shell: Shell,
    /// The code, which the answer is sent with.
    pub code: String,
    /// Whether the address held it.
    pub link: bool,
    /// The three questions.
    pub asks: Vec<Ask>,
    /// The answers to them.
    pub scale: Vec<Choice>,
    /// The answers to whether they feel safer.
    pub safer: Vec<Choice>,
    /// What was typed.
    pub form: Form,
}

/// The end.
#[derive(Template)]
#[template(path = "satisfaction/thanks.html")]
pub struct Thanks {
    /// The frame.
    pub shell: Shell,
}

/// The frame of these pages: no navigation, no name, a way out.
pub(super) fn frame(title: &str) -> Shell {
    Shell { exit: Some(AWAY.to_owned()), ..Shell::new(title, "") }
}

pub(super) fn enter(typed: &str, wrong: &str) -> EnterCode {
    let mut shell = frame("Tell us how it was");
    if !wrong.is_empty() {
        shell = shell.errors([("code", wrong)].into_iter().collect());
    }
    EnterCode { shell, typed: typed.to_owned() }
}

pub(super) fn questions(code: &str, link: bool, form: Form) -> AnswerSurvey {
    AnswerSurvey {
        shell: frame("How was it?").errors(errors(&form)),
        code: code.to_owned(),
        link,
        asks: asks(&form),
        scale: scale(),
        safer: safer(),
        form,
    }
}

/// The page to type a code.
pub async fn show_enter() -> Page<EnterCode> {
    Page(enter("", ""))
}

/// The end, whoever asks.
pub async fn show_thanks() -> Page<Thanks> {
    Page(Thanks { shell: frame("Thank you") })
}

/// The questions for a code in the address.
pub async fn show_link(db: Db, Source(source): Source, params: RawPathParams) -> Result<Response, Fault> {
    let code = params.iter().find(|(name, _)| *name == "code").map(|(_, code)| code.to_owned());
    open(&db, &source, &code.unwrap_or_default(), true).await
}

/// The questions for a code that was typed.
pub async fn post_code(db: Db, Source(source): Source, posted: Posted) -> Result<Response, Fault> {
    open(&db, &source, posted.form.value("code"), false).await
}

async fn open(db: &Db, source: &str, typed: &str, link: bool) -> Result<Response, Fault> {
    match find(db, source, typed).await? {
        Found::Open(code, _) => Ok(Page(questions(&code, link, Form::default())).into_response()),
        Found::Wrong => Ok(Page(enter(typed, WRONG)).with_status(StatusCode::UNPROCESSABLE_ENTITY)),
        Found::Wait => Ok(Page(enter(typed, WAIT)).with_status(StatusCode::TOO_MANY_REQUESTS)),
    }
}

/// What a code opens.
enum Found {
    Open(String, Opened),
    Wrong,
    Wait,
}

async fn find(db: &Db, source: &str, typed: &str) -> Result<Found> {
    if !may_try_code(db, source).await? {
        return Ok(Found::Wait);
    }
    let (tenant, now) = (db.tenant(), db.clock().now());
    // What can be no code is looked for too, so that it takes as long.
    let code = tidy(typed).unwrap_or_default();
    let hash = secret_hash(&code);
    let opened = db.facade().read(move |c| answers::opened(c, tenant, &hash, now)).await?;
    if let Some(opened) = opened {
        return Ok(Found::Open(code, opened));
    }
    note_wrong_code(db, source, "openSurvey").await?;
    Ok(Found::Wrong)
}

/// Keeps an answer. The code works no more.
pub async fn post_answer(db: Db, Source(source): Source, mut posted: Posted) -> Result<Response, Fault> {
    let typed = posted.form.value("code").to_owned();
    let (code, opened) = match find(&db, &source, &typed).await? {
        Found::Open(code, opened) => (code, opened),
        Found::Wrong => {
            return Ok(Page(enter(&typed, WRONG)).with_status(StatusCode::UNPROCESSABLE_ENTITY));
        }
        Found::Wait => return Ok(Page(enter(&typed, WAIT)).with_status(StatusCode::TOO_MANY_REQUESTS)),
    };
    let link = posted.form.value("by") == "link";
    let refused = posted.form.value("button") == "refused";
    let answer = if refused { None } else { Some(read(&mut posted.form)) };
    if !posted.form.is_good() {
        let page = questions(&code, link, posted.form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let (tenant, now) = (db.tenant(), db.clock().now());
    let new = NewAnswer {
        survey: opened.survey_id,
        case: opened.case_id,
        channel: Channel::of_code(opened.way, link),
        answer,
        at: now,
        by: None,
        action: db.chance().uuid(now),
    };
    let mut event = Event::of_nobody(tenant, now, db.chance(), "answerSurvey");
    (event.object_type, event.object) = ("case", opened.case_id.uuid());
    (event.basis, event.detail) =
        ("public".to_owned(), format!("survey {} answered by code", opened.survey_id));
    let kept = db
        .facade()
        .write(move |c| {
            answers::add(c, tenant, &new)?;
            event.write(c)
        })
        .await;
    match kept {
        Ok(()) => Ok(Redirect::to("/survey/thanks").into_response()),
        // Sent twice, or answered by another way in this very moment.
        Err(Error::Conflict(_)) => Ok(Page(enter("", WRONG)).with_status(StatusCode::UNPROCESSABLE_ENTITY)),
        Err(other) => Err(other.into()),
    }
}
