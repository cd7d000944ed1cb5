//! The surveys of one case, and asking for one during it.

use super::{address, answered, notice, standing};
use crate::satisfaction::store::{self, Survey};
use access::{CaseRef, Changed, Db, Fault, Posted, Query, Read};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cases::desk::{self, Desk};
use kernel::{Day, Form, Instant};
use people::{
    store::glance,
    web::{errors, safe::SafeCard, submission},
};
use ui::{Page, Shell, SubNav, SummaryRow, Tag};

/// The surveys of a case.
#[derive(Template)]
#[template(path = "satisfaction/case_surveys.html")]
pub struct CaseSurveys {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// Each survey, the latest first.
    pub surveys: Vec<CaseSurvey>,
    /// Whether one can be asked for: none waits.
    pub may_ask: bool,
    /// Where the form is sent.
    pub action: String,
    /// Which sending this is.
    pub submission: String,
    /// What was typed.
    pub form: Form,
    /// How to reach them.
    pub safe: SafeCard,
}

/// A survey of the case.
pub struct CaseSurvey {
    /// Its page.
    pub href: String,
    /// After the end or during the case, and since when.
    pub title: String,
    /// How far it is.
    pub tag: Tag,
    /// Where it stands, or how the answer came.
    pub words: String,
    /// What was answered; empty without an answer.
    pub rows: Vec<SummaryRow>,
}

impl CaseSurvey {
    pub(super) fn new(case: access::CaseId, survey: &Survey, now: Instant) -> Self {
        let said = survey.answered_at.is_some() && survey.refused == Some(false);
        Self {
            href: address(case, survey.survey_id),
            title: format!("{}, {}", survey.kind.label(), Day::of(survey.queued_at).long()),
            tag: tag(survey),
            words: match (survey.is_open(), survey.answered_at) {
                (true, _) => standing(&survey.asked_way, survey.tries, survey.code_until, now),
                (false, Some(at)) => format!("On {}.", Day::of(at).long()),
                (false, None) => String::new(),
            },
            rows: if said { answered(survey) } else { Vec::new() },
        }
    }
}

/// How far a survey is.
pub(super) fn tag(survey: &Survey) -> Tag {
    use crate::satisfaction::model::State;
    match (survey.state, survey.refused, survey.unhappy) {
        (State::Answered, Some(true), _) => Tag::plain("Did not want to answer"),
        (State::Answered, _, Some(true)) => Tag::bad("Unhappy"),
        (State::Answered, ..) => Tag::good(State::Answered.label()),
        (State::Queued, ..) => Tag::warn(State::Queued.label()),
        (State::Sent, ..) => Tag::info(State::Sent.label()),
        (State::Dropped, ..) => Tag::plain(State::Dropped.label()),
    }
}

/// Shows what was asked and answered in a case: four statements.
pub async fn show_case(db: Db, case: CaseRef<Read>, Query(query): Query) -> Result<Page<CaseSurveys>, Fault> {
    let mut page = page(&db, &case, Form::default()).await?;
    if let Some(words) = notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

async fn page(db: &Db, case: &CaseRef<Read>, form: Form) -> Result<CaseSurveys, Fault> {
    let (desk, surveys, methods) = db
        .view(case, |c, permit| {
            Ok((desk::open(c, permit)?, store::of_case(c, permit)?, glance::methods_of_case(c, permit)?))
        })
        .await?;
    Ok(of(db, case, &desk, &surveys, SafeCard::new(&methods), form))
}

fn of(
    db: &Db,
    case: &CaseRef<Read>,
    desk: &Desk,
    surveys: &[Survey],
    safe: SafeCard,
    form: Form,
) -> CaseSurveys {
    let now = case.actor().now;
    CaseSurveys {
        shell: desk.shell(case.actor(), "Satisfaction").errors(errors(&form)),
        subnav: desk.subnav("/satisfaction"),
        may_ask: !surveys.iter().any(Survey::is_open),
        surveys: surveys.iter().map(|survey| CaseSurvey::new(case.id(), survey, now)).collect(),
        action: desk.at("/satisfaction"),
        submission: submission(db),
        form,
        safe,
    }
}

/// Has the person asked during the case.
pub async fn ask(db: Db, case: CaseRef<Read>, mut posted: Posted) -> Result<Response, Fault> {
    let how = posted.form.need_text("how", 200, "Say how they want to be asked, such as by telephone.");
    if !posted.form.is_good() {
        let page = page(&db, &case, posted.form).await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let (actor, id, fresh) = (case.actor().clone(), case.id(), db.chance().uuid(case.actor().now));
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            store::request(c, permit.tenant(), (id, fresh), &how, (actor.user, actor.now))?;
            let to = format!("/cases/{id}/satisfaction?done=asked");
            Ok(Changed::to(to, format!("survey {fresh} asked for")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
