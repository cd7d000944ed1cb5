//! One commitment: its evidence, the service's judgement, what is missing and what is done about it.

use super::{
    Asked, Facts, at, facts,
    show::{CommitmentCard, head},
};
use crate::{
    charter::{
        model::{Judgement, name},
        store::{self, NewPlan},
    },
    programme::thematic::web::{id_of, shell},
    web::nav,
};
use access::{Actor, Changed, Db, Fault, Posted, Query};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Result};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};
use uuid::Uuid;

/// One commitment of a self-assessment.
#[derive(Template)]
#[template(path = "charter/commitment.html")]
pub struct ShowCommitment {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// Its address.
    pub at: String,
    /// The self-assessment's page.
    pub back: String,
    /// The period of its figures.
    pub period: String,
    /// The commitment.
    pub card: CommitmentCard,
    /// Whether it may be judged still.
    pub open: bool,
    /// The judgements there are.
    pub judgements: Vec<Choice>,
    /// Who may own a line of the plan.
    pub owners: Vec<Choice>,
    /// Lines of the plan that are not done.
    pub undone: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// Which sendings these are: of the judgement, of a line, of what was done.
    pub submissions: [String; 3],
}

/// The self-assessment and the commitment of an address.
fn asked(params: &RawPathParams) -> Result<(Uuid, i64)> {
    let id = id_of(params, "assessment_id")?;
    let text = params.iter().find(|(name, _)| *name == "commitment").map(|(_, value)| value);
    let n = text.and_then(|text| text.parse().ok()).filter(|n| (1..=7).contains(n));
    Ok((id, n.ok_or(Error::NotFound)?))
}

fn address((id, n): (Uuid, i64)) -> String {
    format!("{}/commitments/{n}", at(id))
}

fn page(
    db: &Db,
    actor: &Actor,
    (id, n): (Uuid, i64),
    facts: &Facts,
    form: Form,
    done: &str,
) -> ShowCommitment {
    let today = Day::of(actor.now);
    let undone = facts.planned.iter().filter(|one| one.commitment == n && one.done_on.is_none());
    ShowCommitment {
        shell: shell(actor, format!("{n}. {}", name(n)), done).errors(errors(&form)),
        nav: nav(actor, "/reviews/programme"),
        at: address((id, n)),
        back: at(id),
        period: head(facts, today).1,
        card: CommitmentCard::new(usize::try_from(n).unwrap_or(1), facts, today),
        open: facts.assessment.as_ref().is_some_and(|one| one.signed_at.is_none()),
        judgements: Judgement::ALL.iter().map(|one| Choice::new(one.code(), one.label())).collect(),
        owners: facts.owners.iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect(),
        undone: undone.map(|one| Choice::new(one.plan_id.simple().to_string(), &one.what)).collect(),
        form,
        submissions: [(); 3].map(|()| submission(db)),
    }
}

/// Shows a commitment, with what was judged before.
pub async fn show_commitment(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowCommitment>, Fault> {
    let asked = asked(&params)?;
    let facts = facts(&db, &actor, Asked::One(asked.0), "report").await?;
    let mut form = Form::default();
    if let Some(judged) = facts.judged.iter().find(|one| one.commitment == asked.1) {
        form.set("judgement", judged.judgement.code());
        form.set("words", judged.words.as_str());
    }
    Ok(Page(page(&db, &actor, asked, &facts, form, query.value("done"))))
}

async fn refused(db: &Db, actor: &Actor, asked: (Uuid, i64), form: Form) -> Result<Response, Fault> {
    let facts = facts(db, actor, Asked::One(asked.0), "report").await?;
    Ok(Page(page(db, actor, asked, &facts, form, "")).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// Judges a commitment.
pub async fn judge(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let asked = asked(&params)?;
    let form = &mut posted.form;
    let judgement = form.one_of("judgement", Judgement::parse, "Choose how far it is kept.");
    let words = form.need_text("words", 4000, "Say why, from what the record shows.");
    let (Some(judgement), true) = (judgement, form.is_good()) else {
        return refused(&db, &actor, asked, posted.form).await;
    };
    let location = db
        .act(&actor, "judgeCharter", &posted.submission, move |c, scope| {
            let by = (scope.user(), scope.now());
            store::judge(c, scope.tenant(), asked.0, (asked.1, judgement, &words), by)?;
            let to = format!("{}?done=saved", address(asked));
            Ok(Changed::to(to, format!("charter commitment {}: {}", asked.1, judgement.code())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Keeps what is missing, and what is done about it.
pub async fn plan(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let asked = asked(&params)?;
    let owners = db
        .report(&actor, "report", "owners".to_owned(), |c, scope| {
            crate::programme::store::owners(c, scope.tenant())
        })
        .await?;
    let form = &mut posted.form;
    let gap = form.need_text("gap", 2000, "Write what is missing.");
    let what = form.need_text("what", 2000, "Write what is done about it.");
    let find = |text: &str| owners.iter().map(|(id, _)| *id).find(|id| id.to_string() == text);
    let owner = form.one_of("owner", find, "Choose who sees to it.");
    let due_on = form.need_day("due", "Write by when.");
    if due_on.is_some_and(|on| on < Day::of(actor.now)) {
        form.error("due", "Write today or a later day.");
    }
    let (Some(owner), Some(due_on), true) = (owner, due_on, form.is_good()) else {
        return refused(&db, &actor, asked, posted.form).await;
    };
    let new = NewPlan { plan_id: db.chance().uuid(actor.now), commitment: asked.1, gap, what, owner, due_on };
    let location = db
        .act(&actor, "planCharter", &posted.submission, move |c, scope| {
            store::plan(c, scope.tenant(), asked.0, &new, scope.now())?;
            let to = format!("{}?done=saved", address(asked));
            Ok(Changed::to(to, format!("charter commitment {}: plan {}", asked.1, new.plan_id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Marks a line of the plan as done.
pub async fn done(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let asked = asked(&params)?;
    let form = &mut posted.form;
    let line = form.one_of("line", |text| Uuid::parse_str(text).ok(), "Choose what is done.");
    let words = form.need_text("shows", 2000, "Write what shows that it is done.");
    let (Some(line), true) = (line, form.is_good()) else {
        return refused(&db, &actor, asked, posted.form).await;
    };
    let location = db
        .act(&actor, "doneCharter", &posted.submission, move |c, scope| {
            let today = Day::of(scope.now());
            store::done(c, scope.tenant(), (asked.0, line), (today, &words))?;
            let to = format!("{}?done=saved", address(asked));
            Ok(Changed::to(to, format!("charter plan {} done", line.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
