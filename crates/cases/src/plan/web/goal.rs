//! Goals, in the person's words.

use super::{
    sheet::{self, Draft, Opened, Sheet, id_of},
    shell,
};
use crate::plan::{
    model::{Goal, GoalState},
    shape::Shape,
    store::{self, write},
};
use access::{CaseRef, Changed, Db, Fault, Posted, Query, Write};
use askama::Template;
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Response},
};
use kernel::{Day, Error, Form};
use people::web::errors;
use ui::{Choice, Page, Shell};
use uuid::Uuid;

/// The form for a goal.
#[derive(Template)]
#[template(path = "plan_goal.html")]
pub struct PlanGoal {
    /// The frame.
    pub shell: Shell,
    /// What forms of a plan share.
    pub sheet: Sheet,
    /// What was typed.
    pub form: Form,
    /// Areas of life; none where goals are not sorted.
    pub areas: Vec<Choice>,
    /// Where a goal may stand; none for a new one.
    pub states: Vec<Choice>,
}

/// Shows the form for a new goal.
pub async fn show_new_goal(db: Db, case: CaseRef<Write>, Query(query): Query) -> Result<Response, Fault> {
    page(&db, &case, None, Opened::Fresh, query.value("done")).await
}

/// Shows the form for a goal.
pub async fn show_goal(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    let goal = id_of(&params, "goal_id")?;
    page(&db, &case, Some(goal), Opened::Fresh, query.value("done")).await
}

async fn page(
    db: &Db,
    case: &CaseRef<Write>,
    goal: Option<Uuid>,
    opened: Opened,
    done: &str,
) -> Result<Response, Fault> {
    let key = goal.map_or((Draft::NewGoal, case.id().uuid()), |goal| (Draft::Goal, goal));
    let ((head, shape), (goals, _), draft) = db
        .view(case, move |c, permit| {
            Ok((store::framed(c, permit)?, store::goals(c, permit)?, sheet::draft(c, permit, key)?))
        })
        .await?;
    let known = match goal {
        Some(id) => Some(goals.into_iter().find(|g| g.goal_id == id).ok_or(Error::NotFound)?),
        None => None,
    };
    let mut sheet = Sheet::new(db, case.id(), key, "plan");
    let status = opened.status();
    let form = opened.form(&mut sheet, draft, now(known.as_ref(), &shape), || fresh(known.as_ref()));
    let title = if known.is_some() { "Change a goal" } else { "Add a goal" };
    let shell = shell(case.actor(), title, &head, done).errors(errors(&form));
    Ok((status, Page(PlanGoal { shell, sheet, form, areas: areas(&shape), states: states(known.is_some()) }))
        .into_response())
}

/// What stands there now: its version, its words, and who wrote them.
fn now(goal: Option<&Goal>, shape: &Shape) -> (String, Vec<(String, String)>, String) {
    let Some(goal) = goal else { return Default::default() };
    let mut theirs = vec![("Goal".to_owned(), goal.words.clone())];
    if !shape.areas.is_empty() {
        theirs.push(("Area of life".to_owned(), shape.area(&goal.area)));
    }
    theirs.push(("Where it stands".to_owned(), goal.state.label().to_owned()));
    (goal.version.to_string(), theirs, goal.changed_by.clone())
}

fn fresh(goal: Option<&Goal>) -> Form {
    let mut form = Form::default();
    if let Some(goal) = goal {
        form.set("words", &goal.words);
        form.set("area", &goal.area);
        form.set("state", goal.state.code());
    }
    form
}

pub(super) fn areas(shape: &Shape) -> Vec<Choice> {
    shape.areas.iter().filter(|a| !a.retired).map(|a| Choice::new(&a.code, &a.label).hint(&a.hint)).collect()
}

pub(super) fn states(known: bool) -> Vec<Choice> {
    let states = if known { GoalState::ALL } else { &[] };
    states.iter().map(|state| Choice::new(state.code(), state.label())).collect()
}

fn read_form(form: &mut Form, known: bool, today: Day) -> Option<write::GoalWords> {
    let words = form.need_text("words", 1000, "Write what they want, in their words.");
    let area = form.opt_text("area", 60);
    let state = if known {
        form.one_of("state", GoalState::parse, "Choose where the goal stands.")
    } else {
        Some(GoalState::Open)
    };
    let state = state.filter(|_| form.is_good())?;
    let ended_on = (state != GoalState::Open).then_some(today);
    Some(write::GoalWords { area, words, state, ended_on })
}

/// Saves a new goal.
pub async fn add_goal(db: Db, case: CaseRef<Write>, posted: Posted) -> Result<Response, Fault> {
    save(&db, &case, None, posted).await
}

/// Saves a goal.
pub async fn change_goal(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let goal = id_of(&params, "goal_id")?;
    save(&db, &case, Some(goal), posted).await
}

async fn save(
    db: &Db,
    case: &CaseRef<Write>,
    goal: Option<Uuid>,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let actor = case.actor();
    let Some(words) = read_form(&mut posted.form, goal.is_some(), Day::of(actor.now)) else {
        return page(db, case, goal, Opened::Typed(posted.form), "").await;
    };
    let version: i64 = posted.form.value("version").parse().unwrap_or(0);
    let by = write::By { trace: db.chance().uuid(actor.now), user: actor.user, at: actor.now };
    let new = db.chance().uuid(actor.now);
    let back = format!("/cases/{}/plan?done=goal", case.id());
    let changed = db
        .change(case, &posted.submission, move |c, permit| {
            let (tenant, id) = (permit.tenant(), permit.id());
            let (_, shape) = store::framed(c, permit)?;
            // An area that was retired since stays with the goals that have it.
            if !words.area.is_empty() && !shape.areas.iter().any(|area| area.code == words.area) {
                return Err(Error::invalid("Choose a part of life from the list."));
            }
            let key = if let Some(goal) = goal {
                write::set_goal(c, tenant, id, (goal, version), &words, by)?;
                (Draft::Goal, goal)
            } else {
                write::add_goal(c, tenant, id, new, &words, by)?;
                (Draft::NewGoal, id.uuid())
            };
            sheet::drop_draft(c, permit.scope(), key)?;
            Ok(Changed::to(back.clone(), format!("plan: goal {}", goal.unwrap_or(new))))
        })
        .await;
    match sheet::settled(changed)? {
        Some(answer) => Ok(answer),
        None => page(db, case, goal, Opened::Crossed(posted.form), "").await,
    }
}
