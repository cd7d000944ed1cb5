//! Writing down that a plan was agreed: with whom, when, how, and whether they got a copy.

use super::{
    sheet::{self, Draft, Opened, Sheet},
    shell,
};
use crate::{
    plan::{
        model::{Copy, GoalState, How, Words},
        store::{self, Head, write},
    },
    work,
};
use access::{CaseRef, Changed, Db, Fault, Posted, Query, Write};
use askama::Template;
use axum::response::{IntoResponse, Response};
use kernel::{Day, Error, Form};
use packs::model::Event;
use people::{
    store::glance,
    web::{errors, safe::SafeCard},
};
use ui::{Choice, Page, Shell};

/// The form for an agreement.
#[derive(Template)]
#[template(path = "plan_agree.html")]
pub struct PlanAgree {
    /// The frame.
    pub shell: Shell,
    /// What forms of a plan share.
    pub sheet: Sheet,
    /// What was typed.
    pub form: Form,
    /// How it may be agreed.
    pub hows: Vec<Choice>,
    /// How a copy may be given.
    pub copies: Vec<Choice>,
    /// Where the review period comes from.
    pub review_source: String,
    /// The plan as it reads now, line by line.
    pub lines: Vec<String>,
    /// How to reach them safely, for the copy.
    pub safe: SafeCard,
    /// Whether there is a goal to agree on.
    pub ready: bool,
}

/// Shows the form.
pub async fn show_agree(db: Db, case: CaseRef<Write>, Query(query): Query) -> Result<Response, Fault> {
    page(&db, &case, Opened::Fresh, query.value("done")).await
}

/// What was read of the plan: the moment of its last change.
fn seen(head: &Head) -> String {
    head.changed_at.map_or(String::new(), |at| at.micros().to_string())
}

async fn page(db: &Db, case: &CaseRef<Write>, opened: Opened, done: &str) -> Result<Response, Fault> {
    let key = (Draft::Agree, case.id().uuid());
    let ((head, shape), (goals, steps), methods, draft) = db
        .view(case, move |c, permit| {
            Ok((
                store::framed(c, permit)?,
                store::goals(c, permit)?,
                glance::methods_of_case(c, permit)?,
                sheet::draft(c, permit, key)?,
            ))
        })
        .await?;
    let today = Day::of(case.actor().now);
    let words = words(&head, &goals, &steps).snapshot(&shape);
    let mut sheet = Sheet::new(db, case.id(), key, "plan");
    let now = (
        seen(&head),
        vec![("The plan now".to_owned(), words.clone())],
        head.changed_by.clone().unwrap_or_default(),
    );
    let status = opened.status();
    // A draft is about a plan that may have changed since: what counts is the plan on this page.
    let fresh = matches!(opened, Opened::Fresh);
    let form = opened.form(&mut sheet, draft, now, || {
        let mut form = Form::default();
        form.set("agreed_with", &head.known_as);
        form.set("agreed_on", today.long());
        form.set("review_on", today.plus(shape.review_days).long());
        form
    });
    if fresh {
        sheet.version = seen(&head);
    }
    let ready = goals.iter().any(|goal| goal.state != GoalState::Dropped);
    let page = PlanAgree {
        shell: shell(case.actor(), "Write down the agreement", &head, done).errors(errors(&form)),
        sheet,
        form,
        hows: hows(),
        copies: copies(),
        review_source: shape.review_source,
        lines: words.lines().map(str::to_owned).collect(),
        safe: SafeCard::new(&methods),
        ready,
    };
    Ok((status, Page(page)).into_response())
}

fn words<'a>(
    head: &'a Head,
    goals: &'a [crate::plan::model::Goal],
    steps: &'a [crate::plan::model::Step],
) -> Words<'a> {
    Words {
        strengths: head.strengths.as_deref().unwrap_or_default(),
        supports: head.supports.as_deref().unwrap_or_default(),
        goals,
        steps,
    }
}

pub(super) fn hows() -> Vec<Choice> {
    How::ALL.iter().map(|how| Choice::new(how.code(), how.label())).collect()
}

pub(super) fn copies() -> Vec<Choice> {
    Copy::ALL.iter().map(|copy| Choice::new(copy.code(), copy.label())).collect()
}

fn read_form(form: &mut Form, today: Day, id: uuid::Uuid) -> Option<write::NewAgreement> {
    let agreed_with = form.need_text("agreed_with", 300, "Say with whom it was agreed.");
    let agreed_on = form.need_day("agreed_on", "Say on which day it was agreed.");
    if agreed_on.is_some_and(|on| on > today) {
        form.error("agreed_on", "Enter a day that has come.");
    }
    let how = form.one_of("how", How::parse, "Choose how it was agreed.");
    let copy = form.one_of("copy", Copy::parse, "Choose whether they got a copy.");
    let mut copy_why = form.opt_text("copy_why", 300);
    match copy {
        Some(Copy::NotGiven) if copy_why.is_empty() => form.error("copy_why", "Say why they got no copy."),
        Some(Copy::NotGiven) => {}
        _ => copy_why.clear(),
    }
    let review_on = form.need_day("review_on", "Say by when it is looked at again.");
    if review_on.zip(agreed_on).is_some_and(|(review, agreed)| review <= agreed) {
        form.error("review_on", "Enter a day after the agreement.");
    }
    if !form.is_good() {
        return None;
    }
    Some(write::NewAgreement {
        agreement_id: id,
        agreed_with,
        agreed_on: agreed_on?,
        how: how?,
        copy: copy?,
        copy_why,
        review_on: review_on?,
        words: String::new(),
    })
}

/// Saves the agreement with the plan as it was seen, and says so to the case's stages and clocks.
pub async fn save_agree(db: Db, case: CaseRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let actor = case.actor();
    let (trace, id) = (db.chance().uuid(actor.now), db.chance().uuid(actor.now));
    let Some(new) = read_form(&mut posted.form, Day::of(actor.now), id) else {
        return page(&db, &case, Opened::Typed(posted.form), "").await;
    };
    let by = write::By { trace, user: actor.user, at: actor.now };
    let read = posted.form.value("version").to_owned();
    let back = format!("/cases/{}/plan?done=agreed", case.id());
    let changed = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, case) = (permit.tenant(), permit.id());
            let (head, shape) = store::framed(c, permit)?;
            if seen(&head) != read {
                return Err(Error::Conflict("The plan was changed meanwhile.".to_owned()));
            }
            let (goals, steps) = store::goals(c, permit)?;
            if goals.iter().all(|goal| goal.state == GoalState::Dropped) {
                return Err(Error::invalid("There is no goal to agree on. Add a goal first."));
            }
            let words = words(&head, &goals, &steps).snapshot(&shape);
            let new = write::NewAgreement { words, ..new.clone() };
            write::agree(c, tenant, case, &new, by)?;
            let event = work::NewEvent {
                event_id: by.trace,
                case,
                event: Event::PlanAgreed,
                on: new.agreed_on,
                at: None,
                source: Some(new.agreement_id),
                recorded_at: by.at,
                recorded_by: by.user,
            };
            work::happened(c, tenant, &event)?;
            sheet::drop_draft(c, permit.scope(), (Draft::Agree, case.uuid()))?;
            Ok(Changed::to(back.clone(), "plan agreed"))
        })
        .await;
    match sheet::settled(changed)? {
        Some(answer) => Ok(answer),
        None => page(&db, &case, Opened::Crossed(posted.form), "").await,
    }
}
