//! Time studies: planning one, all of them, ending one.

use super::{id_of, nav, people, shell};
use crate::time::store::{self, Exercise, NewExercise};
use access::{Actor, Changed, Db, Fault, Posted, Query, Role, TeamId};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav, Tag};
use uuid::Uuid;

/// The most days that a study lasts. Alongside default.
const MOST_DAYS: i64 = 56;

/// The privacy notice that a study begins with. Alongside default.
const NOTICE: &str = "What you write down is seen by you alone. Nobody who leads you can open it.
Results are shown only when the study is over, and only of five people or more who took part. They name nobody.
It is not used to judge anybody's work. You can leave out what you do not want to write down.
Entries are kept with your account and go when it goes.";

/// All time studies, and the form of the next.
#[derive(Template)]
#[template(path = "time/exercises.html")]
pub struct ListExercises {
    /// The frame.
    pub shell: Shell,
    /// The places of time studies.
    pub nav: SubNav,
    /// The studies, the latest first.
    pub rows: Vec<ExerciseRow>,
    /// The teams to choose from.
    pub teams: Vec<Choice>,
    /// What is wrong with the choice; empty where nothing is.
    pub no_team: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// A time study in the list.
#[derive(Clone, Debug)]
pub struct ExerciseRow {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// From when until when.
    pub when: String,
    /// How it stands.
    pub tag: Tag,
    /// How many take part.
    pub people: String,
}

/// A study's page.
pub(crate) fn at(id: Uuid) -> String {
    format!("/time/exercises/{}", id.simple())
}

/// How a study stands.
pub(super) fn tag(one: &Exercise, today: Day) -> Tag {
    match (one.is_over(today), one.ended_on) {
        (true, Some(on)) if on < one.from_on => Tag::plain("Withdrawn before it began"),
        (true, _) => Tag::good("Over"),
        (false, _) if one.from_on > today => Tag::info("Planned"),
        (false, _) => Tag::warn("Running"),
    }
}

/// `2 November 2026 to 13 November 2026`.
pub(super) fn when(one: &Exercise) -> String {
    format!("{} to {}", one.from_on.long(), one.last_on().max(one.from_on).long())
}

/// The name of a team's box.
fn box_of(team: TeamId) -> String {
    format!("team-{team}")
}

async fn page(db: &Db, actor: &Actor, form: Form, done: &str) -> Result<ListExercises, Fault> {
    let (today, all) = (Day::of(actor.now), actor.is(Role::Manager));
    let (exercises, teams) = db
        .report(actor, "report", "time studies".to_owned(), move |c, scope| {
            Ok((store::all(c, scope.tenant())?, store::teams(c, scope, all)?))
        })
        .await?;
    // A box has a name of its own: of a name sent twice only one would be kept.
    let choice = |(id, name): &(TeamId, String)| {
        let field = box_of(*id);
        let on = !form.value(&field).is_empty();
        Choice::new(field, name).on(on)
    };
    Ok(ListExercises {
        shell: shell(actor, "Time studies", done)
            .intro("For some days people write down what they do, for a purpose that you state.")
            .errors(errors(&form)),
        nav: nav(actor, "/time/exercises"),
        rows: exercises
            .iter()
            .map(|one| ExerciseRow {
                name: one.name.clone(),
                href: at(one.exercise_id),
                when: when(one),
                tag: tag(one, today),
                people: format!("{} of {} who agreed", people(one.recorded), one.agreed),
            })
            .collect(),
        no_team: teams.first().and_then(|(id, _)| form.error_of(&box_of(*id))).unwrap_or_default().to_owned(),
        teams: teams.iter().map(choice).collect(),
        form,
        submission: submission(db),
    })
}

/// Shows all time studies.
pub async fn show_list(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListExercises>, Fault> {
    let mut form = Form::default();
    form.set("notice", NOTICE);
    Ok(Page(page(&db, &actor, form, query.value("done")).await?))
}

/// Plans a study.
pub async fn plan(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let (today, all) = (Day::of(actor.now), actor.is(Role::Manager));
    let known =
        db.report(&actor, "report", "teams".to_owned(), move |c, scope| store::teams(c, scope, all)).await?;
    if known.is_empty() {
        return Err(Error::Conflict(
            "Nobody is in a team that you lead, so there is nobody to ask.".to_owned(),
        )
        .into());
    }
    let form = &mut posted.form;
    let name = form.need_text("name", 120, "Write a name by which people know it.");
    let purpose =
        form.need_text("purpose", 1_000, "Write what it is for. Everybody who takes part reads it.");
    let notice = form.need_text("notice", 4_000, "Write who sees what.");
    let from_on = form.need_day("from", "Write its first day.");
    let until_on = form.need_day("until", "Write its last day.");
    if from_on.is_some_and(|on| on < today) {
        form.error("from", "Write today or a later day.");
    }
    if let (Some(from), Some(until)) = (from_on, until_on)
        && !(0..MOST_DAYS).contains(&from.days_until(until))
    {
        form.error("until", format!("Write a day after the first, {MOST_DAYS} days at most."));
    }
    let teams: Vec<TeamId> =
        known.iter().map(|(id, _)| *id).filter(|id| !form.value(&box_of(*id)).is_empty()).collect();
    if teams.is_empty() {
        form.error(&box_of(known[0].0), "Choose one team at least.");
    }
    let (Some(from_on), Some(until_on), true) = (from_on, until_on, form.is_good()) else {
        let page = page(&db, &actor, posted.form, "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let id = db.chance().uuid(actor.now);
    let new = NewExercise { id, name, purpose, notice, from_on, until_on, teams };
    let location = db
        .act(&actor, "planTimeStudy", &posted.submission, move |c, scope| {
            store::plan(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            Ok(Changed::to("/time/exercises?done=planned", format!("time study {} planned", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Ends a study.
pub async fn end(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let id = id_of(&params, "exercise_id")?;
    let location = db
        .act(&actor, "endTimeStudy", &posted.submission, move |c, scope| {
            store::end(c, scope.tenant(), id, Day::of(scope.now()))?;
            let to = format!("{}?done=ended", at(id));
            Ok(Changed::to(to, format!("time study {} ended", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
