//! The page of one survey: the script, what somebody said, and what is done when they are unhappy.

use super::{
    Ask, address, answered, asks, notice, safer, scale, send::Mailing, send::works_until, standing, survey_id,
};
use crate::satisfaction::{
    model::{Channel, Dropped, Way},
    store::{self, Survey},
};
use access::{Action, Case, CaseRef, Db, Decide, Fault, Query, Read, draft_form};
use askama::Template;
use axum::{extract::RawPathParams, http::StatusCode, response::Response};
use cases::desk::{self, Desk};
use kernel::{Day, Form, Instant, Result};
use people::{
    store::glance::{self, Method},
    web::{errors, safe::SafeCard, submission},
};
use ui::{Choice, Page, Shell, SubNav, SummaryList, SummaryRow, Tag};
use uuid::Uuid;

/// The draft's name among a worker's drafts.
pub(super) const FORM: &str = "survey";

/// One survey.
#[derive(Template)]
#[template(path = "satisfaction/show_survey.html")]
pub struct ShowSurvey {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// Its address.
    pub at: String,
    /// Where drafts of it are kept.
    pub draft: String,
    /// How far it is.
    pub tag: Tag,
    /// Where it stands.
    pub standing: String,
    /// How they want to be asked; empty where nobody said.
    pub how: String,
    /// Whether they can still answer.
    pub open: bool,
    /// How they wish to be called.
    pub known_as: String,
    /// How to reach them.
    pub safe: SafeCard,
    /// The three questions.
    pub asks: Vec<Ask>,
    /// The answers to them.
    pub scale: Vec<Choice>,
    /// The answers to whether they feel safer.
    pub safer: Vec<Choice>,
    /// By telephone or face to face.
    pub channels: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// When the draft on the page was kept; empty when there is none.
    pub kept: String,
    /// The ways a code may go to them.
    pub ways: Vec<Choice>,
    /// Why the others may not.
    pub shut: Vec<String>,
    /// Until when a code works that is made now.
    pub until: String,
    /// Why nobody should ask any more.
    pub drops: Vec<Choice>,
    /// Which sending each form is.
    pub submission: String,
    /// What was answered; empty without an answer.
    pub answer: SummaryList,
    /// Their own words; empty for none.
    pub words: String,
    /// What is to be done about it; none where they are content.
    pub after: Option<After>,
}

/// Somebody is unhappy.
pub struct After {
    /// What was done and what they were told; empty until then.
    pub told: String,
    /// When and by whom.
    pub told_by: String,
    /// That the case was opened again, and when; empty where it was not.
    pub reopened: String,
    /// Whether it can be opened again: it is closed.
    pub closed: bool,
}

/// What the page needs to know.
pub(super) struct Facts {
    pub desk: Desk,
    pub survey: Survey,
    pub methods: Vec<Method>,
    pub ways: (Vec<Way>, Vec<String>),
    pub draft: Option<(String, Instant)>,
}

/// Reads a survey and how its person may be asked: seven statements.
async fn facts<A: Action>(db: &Db, case: &CaseRef<A>, survey: Uuid) -> Result<Facts, Fault>
where
    Case: Decide<A>,
{
    let facts = db
        .view(case, move |c, permit| {
            let (tenant, user) = (permit.tenant(), permit.scope().user());
            let found = store::one(c, permit, survey)?;
            let ways = if found.is_open() {
                Mailing::read(c, permit)?.ways(found.person_id)
            } else {
                (Vec::new(), Vec::new())
            };
            Ok(Facts {
                desk: desk::open(c, permit)?,
                methods: glance::methods_of_case(c, permit)?,
                draft: access::store::draft(c, tenant, user, FORM, survey)?,
                survey: found,
                ways,
            })
        })
        .await?;
    Ok(facts)
}

/// Shows a survey: the script with the worker's draft in it, or what was said.
pub async fn show_survey(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowSurvey>, Fault> {
    let facts = facts(&db, &case, survey_id(&params)?).await?;
    let (form, kept) = match &facts.draft {
        Some((body, at)) if facts.survey.is_open() => (draft_form(body), at.long()),
        _ => (Form::default(), String::new()),
    };
    let mut page = page(&db, &case, &facts, form, kept);
    if let Some(words) = notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

fn page<A>(db: &Db, case: &CaseRef<A>, facts: &Facts, form: Form, kept: String) -> ShowSurvey {
    let (desk, submission) = (&facts.desk, submission(db));
    let shell = desk.shell(case.actor(), "How was the help?").errors(errors(&form));
    ShowSurvey {
        at: address(case.id(), facts.survey.survey_id),
        draft: format!("{}/draft", address(case.id(), facts.survey.survey_id)),
        subnav: desk.subnav("/satisfaction"),
        kept,
        submission,
        ..ShowSurvey::of(shell, facts, form, case.actor().now)
    }
}

impl ShowSurvey {
    pub(super) fn of(shell: Shell, facts: &Facts, form: Form, now: Instant) -> Self {
        let survey = &facts.survey;
        Self {
            shell,
            subnav: SubNav::default(),
            at: String::new(),
            draft: String::new(),
            tag: super::case::tag(survey),
            standing: where_it_stands(survey, now),
            how: survey.how.clone(),
            open: survey.is_open(),
            known_as: survey.known_as.clone(),
            safe: SafeCard::new(&facts.methods),
            asks: asks(&form),
            scale: scale(),
            safer: safer(),
            channels: [Channel::Phone, Channel::Face].map(|c| Choice::new(c.code(), c.label())).into(),
            form,
            kept: String::new(),
            ways: facts.ways.0.iter().map(|way| Choice::new(way.code(), way.label())).collect(),
            shut: facts.ways.1.clone(),
            until: works_until(now).long(),
            drops: Dropped::ALL.iter().map(|why| Choice::new(why.code(), why.label())).collect(),
            submission: String::new(),
            answer: SummaryList { rows: rows(survey) },
            words: survey.words.clone().unwrap_or_default(),
            after: survey.unhappy.filter(|unhappy| *unhappy).map(|_| after(&facts.desk, survey)),
        }
    }
}

fn where_it_stands(survey: &Survey, now: Instant) -> String {
    match (survey.is_open(), survey.answered_at) {
        (true, _) => standing(&survey.asked_way, survey.tries, survey.code_until, now),
        (false, Some(at)) => {
            let channel = survey.channel.map_or("", |channel| channel.label()).to_lowercase();
            let by = survey.recorded_by.as_ref().map(|who| format!(" Written down by {who}."));
            let by = by.unwrap_or_else(|| " They answered by themselves.".to_owned());
            format!("Answered on {}: {channel}.{by}", Day::of(at).long())
        }
        (false, None) => {
            // Opening the case again calls off whom nobody asked yet, with no reason of its own.
            let why = Dropped::parse(&survey.dropped_why);
            let why = why.map_or("The case was opened again before they were asked", |why| why.label());
            format!("Nobody asks any more. {why}.")
        }
    }
}

fn rows(survey: &Survey) -> Vec<SummaryRow> {
    if survey.refused == Some(false) { answered(survey) } else { Vec::new() }
}

fn after(desk: &Desk, survey: &Survey) -> After {
    let at = survey.told_at.map(|at| Day::of(at).long()).unwrap_or_default();
    After {
        told: survey.told_words.clone().unwrap_or_default(),
        told_by: format!("{}, {at}", survey.told_by.clone().unwrap_or_default()),
        reopened: survey.reopened_at.map_or(String::new(), |at| {
            format!("The case was opened again on {} because of this.", Day::of(at).long())
        }),
        closed: desk.row.closed_on.is_some(),
    }
}

/// The page again with what was typed and what is wrong with it.
pub(super) async fn wrong<A: Action>(
    db: &Db,
    case: &CaseRef<A>,
    survey: Uuid,
    mut form: Form,
    (field, words): (&str, &str),
) -> Result<Response, Fault>
where
    Case: Decide<A>,
{
    if !words.is_empty() {
        form.error(field, words);
    }
    let facts = facts(db, case, survey).await?;
    Ok(Page(page(db, case, &facts, form, String::new())).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}
