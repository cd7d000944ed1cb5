//! Steps of goals: whose, by when, and what came of them.

use super::{
    sheet::{self, Draft, Opened, Sheet, id_of},
    shell,
};
use crate::plan::{
    model::{Binding, Goal, Owner, Step},
    shape::Shape,
    store::{self, Head, write},
};
use access::{Actor, CaseRef, Changed, Db, Fault, Posted, Query, UserId, Write};
use askama::Template;
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Response},
};
use kernel::{Day, Error, Form};
use people::web::errors;
use ui::{Choice, Page, Shell};
use uuid::Uuid;

/// The form for a step.
#[derive(Template)]
#[template(path = "plan_step.html")]
pub struct PlanStep {
    /// The frame.
    pub shell: Shell,
    /// What forms of a plan share.
    pub sheet: Sheet,
    /// What was typed.
    pub form: Form,
    /// The goal it serves, in their words.
    pub goal: String,
    /// Whose it may be.
    pub owners: Vec<Choice>,
    /// Whether it must be taken; none where the law does not tell these apart.
    pub bindings: Vec<Choice>,
}

/// The form for what came of a step.
#[derive(Template)]
#[template(path = "plan_done.html")]
pub struct PlanDone {
    /// The frame.
    pub shell: Shell,
    /// What forms of a plan share.
    pub sheet: Sheet,
    /// What was typed.
    pub form: Form,
    /// The step.
    pub what: String,
}

/// Which step a form is about.
#[derive(Clone, Copy)]
enum Which {
    /// A new one, of a goal.
    New(Uuid),
    /// One that is there.
    Known(Uuid),
}

impl Which {
    fn key(self) -> (Draft, Uuid) {
        match self {
            Self::New(goal) => (Draft::NewStep, goal),
            Self::Known(step) => (Draft::Step, step),
        }
    }
}

/// Shows the form for a new step of a goal.
pub async fn show_new_step(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    let which = Which::New(id_of(&params, "goal_id")?);
    page(&db, &case, which, Opened::Fresh, query.value("done")).await
}

/// Shows the form for a step.
pub async fn show_step(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    let which = Which::Known(id_of(&params, "step_id")?);
    page(&db, &case, which, Opened::Fresh, query.value("done")).await
}

async fn page(
    db: &Db,
    case: &CaseRef<Write>,
    which: Which,
    opened: Opened,
    done: &str,
) -> Result<Response, Fault> {
    let key = which.key();
    let ((head, shape), (goals, steps), draft) = db
        .view(case, move |c, permit| {
            Ok((store::framed(c, permit)?, store::goals(c, permit)?, sheet::draft(c, permit, key)?))
        })
        .await?;
    let (goal, step) = found(which, &goals, &steps)?;
    let mut sheet = Sheet::new(db, case.id(), key, "plan");
    let status = opened.status();
    let form = opened.form(&mut sheet, draft, now(step), || fresh(step));
    let title = if step.is_some() { "Change a step" } else { "Add a step" };
    let page = PlanStep {
        shell: shell(case.actor(), title, &head, done).errors(errors(&form)),
        sheet,
        goal: goal.words.clone(),
        owners: owners(head.worker.as_deref().unwrap_or(&case.actor().name), &head.known_as),
        bindings: bindings(&shape),
        form,
    };
    Ok((status, Page(page)).into_response())
}

/// The goal and the step that the address names.
fn found<'a>(
    which: Which,
    goals: &'a [Goal],
    steps: &'a [Step],
) -> Result<(&'a Goal, Option<&'a Step>), Error> {
    let step = match which {
        Which::New(_) => None,
        Which::Known(id) => Some(steps.iter().find(|step| step.step_id == id).ok_or(Error::NotFound)?),
    };
    let goal_id = match (which, step) {
        (Which::New(id), _) => id,
        (_, Some(step)) => step.goal_id,
        (Which::Known(_), None) => return Err(Error::NotFound),
    };
    Ok((goals.iter().find(|goal| goal.goal_id == goal_id).ok_or(Error::NotFound)?, step))
}

fn now(step: Option<&Step>) -> (String, Vec<(String, String)>, String) {
    let Some(step) = step else { return Default::default() };
    let mut theirs = vec![
        ("Step".to_owned(), step.what.clone()),
        ("Who does it".to_owned(), step.who(false)),
        ("By".to_owned(), step.due_on.long()),
    ];
    if let Some(on) = step.done_on {
        theirs.push(("Done".to_owned(), format!("{}. {}", on.long(), step.outcome)));
    }
    (step.version.to_string(), theirs, "A colleague".to_owned())
}

fn fresh(step: Option<&Step>) -> Form {
    let mut form = Form::default();
    let Some(step) = step else {
        form.set("owner_kind", Owner::Worker.code());
        return form;
    };
    form.set("what", &step.what);
    form.set("owner_kind", step.owner_kind.code());
    if step.owner_kind != Owner::Worker {
        form.set("owner_name", &step.owner);
    }
    form.set("due_on", step.due_on.long());
    form.set("binding", step.binding.code());
    form
}

pub(super) fn owners(worker: &str, known_as: &str) -> Vec<Choice> {
    Owner::ALL
        .iter()
        .map(|kind| match kind {
            Owner::Worker => Choice::new(kind.code(), format!("{worker}, the worker")),
            Owner::Person => Choice::new(kind.code(), known_as),
            _ => Choice::new(kind.code(), kind.label()),
        })
        .collect()
}

pub(super) fn bindings(shape: &Shape) -> Vec<Choice> {
    let all: &[Binding] =
        if shape.mandatory_steps { &[Binding::Mandatory, Binding::Recommended] } else { &[] };
    all.iter().map(|b| Choice::new(b.code(), b.label())).collect()
}

/// Reads a step; a worker's step is the case's worker's, or the writer's where the case has none.
fn read_form(
    form: &mut Form,
    (head, shape): (&Head, &Shape),
    known: Option<&Step>,
    actor: &Actor,
) -> Option<write::StepWords> {
    let what = form.need_text("what", 300, "Say what is to be done.");
    let owner_kind = form.one_of("owner_kind", Owner::parse, "Choose who does it.");
    let owner_name = form.opt_text("owner_name", 120);
    if matches!(owner_kind, Some(Owner::Agency | Owner::Family)) && owner_name.is_empty() {
        form.error("owner_name", "Say which service or who, so that somebody can be asked.");
    }
    let due_on = form.need_day("due_on", "Say by which day.");
    let binding = Binding::parse(form.value("binding")).unwrap_or(Binding::None);
    if shape.mandatory_steps && binding == Binding::None {
        form.error("binding", "Say whether it must be done or is recommended.");
    }
    if !form.is_good() {
        return None;
    }
    let owner_kind = owner_kind?;
    let kept: Option<UserId> = known.filter(|s| s.owner_kind == Owner::Worker).and_then(|s| s.owner_id);
    let worker = kept.or(head.worker_id).unwrap_or(actor.user);
    Some(write::StepWords {
        what,
        owner_kind,
        owner: (owner_kind == Owner::Worker).then_some(worker),
        owner_name: if owner_kind == Owner::Worker { String::new() } else { owner_name },
        due_on: due_on?,
        binding,
    })
}

/// Saves a new step.
pub async fn add_step(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let which = Which::New(id_of(&params, "goal_id")?);
    save(&db, &case, which, posted).await
}

/// Saves a step.
pub async fn change_step(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let which = Which::Known(id_of(&params, "step_id")?);
    save(&db, &case, which, posted).await
}

async fn save(db: &Db, case: &CaseRef<Write>, which: Which, mut posted: Posted) -> Result<Response, Fault> {
    let actor = case.actor();
    let ((head, shape), (goals, steps)) =
        db.view(case, |c, permit| Ok((store::framed(c, permit)?, store::goals(c, permit)?))).await?;
    let (_, known) = found(which, &goals, &steps)?;
    let Some(words) = read_form(&mut posted.form, (&head, &shape), known, actor) else {
        return page(db, case, which, Opened::Typed(posted.form), "").await;
    };
    let version: i64 = posted.form.value("version").parse().unwrap_or(0);
    let by = write::By { trace: db.chance().uuid(actor.now), user: actor.user, at: actor.now };
    let (new, person) = (db.chance().uuid(actor.now), head.lead_person_id);
    let back = format!("/cases/{}/plan?done=step", case.id());
    let changed = db
        .change(case, &posted.submission, move |c, permit| {
            let (tenant, id) = (permit.tenant(), permit.id());
            match which {
                Which::New(goal) => write::add_step(c, tenant, (id, person), (goal, new), &words, by)?,
                Which::Known(step) => write::set_step(c, tenant, id, (step, version), &words, by)?,
            }
            sheet::drop_draft(c, permit.scope(), which.key())?;
            Ok(Changed::to(back.clone(), "plan: step"))
        })
        .await;
    match sheet::settled(changed)? {
        Some(answer) => Ok(answer),
        None => page(db, case, which, Opened::Crossed(posted.form), "").await,
    }
}

/// Shows the form for what came of a step.
pub async fn show_done(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    let step = id_of(&params, "step_id")?;
    done_page(&db, &case, step, Opened::Fresh, query.value("done")).await
}

async fn done_page(
    db: &Db,
    case: &CaseRef<Write>,
    step: Uuid,
    opened: Opened,
    done: &str,
) -> Result<Response, Fault> {
    let key = (Draft::Done, step);
    let (head, (_, steps), draft) = db
        .view(case, move |c, permit| {
            Ok((store::head(c, permit)?, store::goals(c, permit)?, sheet::draft(c, permit, key)?))
        })
        .await?;
    let known = steps.iter().find(|s| s.step_id == step).ok_or(Error::NotFound)?;
    let mut sheet = Sheet::new(db, case.id(), key, "plan");
    let status = opened.status();
    let form = opened.form(&mut sheet, draft, now(Some(known)), || {
        let mut form = Form::default();
        form.set("on", Day::of(case.actor().now).long());
        form
    });
    let shell = shell(case.actor(), "Mark a step as done", &head, done).errors(errors(&form));
    Ok((status, Page(PlanDone { shell, sheet, form, what: known.what.clone() })).into_response())
}

/// Marks a step as done, with what came of it and what shows it.
pub async fn end_step(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let step = id_of(&params, "step_id")?;
    let today = Day::of(case.actor().now);
    let form = &mut posted.form;
    let outcome = form.opt_text("outcome", 500);
    let evidence = form.opt_text("evidence", 500);
    let on = form.need_day("on", "Say on which day.");
    if on.is_some_and(|on| on > today) {
        form.error("on", "Enter a day that has come.");
    }
    let (Some(on), true) = (on, form.is_good()) else {
        return done_page(&db, &case, step, Opened::Typed(posted.form), "").await;
    };
    let outcome = if outcome.is_empty() { "Done".to_owned() } else { outcome };
    let version: i64 = posted.form.value("version").parse().unwrap_or(0);
    let back = format!("/cases/{}/plan?done=ended", case.id());
    let changed = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, id) = (permit.tenant(), permit.id());
            write::end_step(c, tenant, id, (step, version), (on, &outcome, &evidence))?;
            sheet::drop_draft(c, permit.scope(), (Draft::Done, step))?;
            Ok(Changed::to(back.clone(), format!("plan: step {step} done")))
        })
        .await;
    match sheet::settled(changed)? {
        Some(answer) => Ok(answer),
        None => done_page(&db, &case, step, Opened::Crossed(posted.form), "").await,
    }
}
