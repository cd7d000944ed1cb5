//! All rotas of a team, and one of them whole: being made, a draft, or in force.

use super::{
    at, chosen,
    grid::{Grid, grids},
    is_manager, led, nav, rota_id, shell,
};
use crate::rotas::{
    model::{Rota, State, monday, short},
    problem::broken,
    search,
    store::{self, Head, TeamHere, make},
};
use access::{Actor, Changed, Db, Fault, Posted, Query, TeamId};
use askama::Template;
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{
    Day, Error,
    job::{self, Job},
    words::count,
};
use people::web::submission;
use ui::{NavItem, Page, Progress, Shell, SubNav, Tag};

/// The most breaches that are listed.
const LISTED: usize = 60;

/// A team's rotas.
#[derive(Template)]
#[template(path = "rotas/list.html")]
pub struct ListRotas {
    /// The frame.
    pub shell: Shell,
    /// The places of rotas.
    pub nav: SubNav,
    /// The teams to choose from, where there are several.
    pub teams: Vec<NavItem>,
    /// How far ahead people know their rota.
    pub ahead: String,
    /// The rotas, the latest first.
    pub rows: Vec<(String, String, Tag)>,
    /// Where the next is made; empty for who makes none.
    pub make: String,
}

/// How far ahead a team's rota is published.
pub(super) fn ahead(heads: &[Head], today: Day) -> String {
    let last = heads.iter().filter(|head| head.state == State::Published).map(|head| head.until_on).max();
    match last.map(|last| today.days_until(last) / 7) {
        None => "No rota is published.".to_owned(),
        Some(weeks) if weeks < 1 => "The published rota ends this week.".to_owned(),
        Some(weeks) => format!("Published for {} ahead.", count(weeks, "week", "weeks")),
    }
}

/// Links to the same page of other teams.
pub(super) fn team_links(teams: &[TeamHere], here: Option<TeamId>, path: &str) -> Vec<NavItem> {
    if teams.len() < 2 {
        return Vec::new();
    }
    let item = |team: &TeamHere| {
        let item = NavItem::new(ui::query(path, &[("team", &team.team_id.to_string())]), &team.name);
        if Some(team.team_id) == here { item.here() } else { item }
    };
    teams.iter().map(item).collect()
}

/// Lists them: two statements.
pub async fn list(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListRotas>, Fault> {
    let (today, manager) = (Day::of(actor.now), is_manager(&actor));
    let asked = query.value("team").to_owned();
    let (teams, team, heads) = db
        .report(&actor, "report", "rotas".to_owned(), move |c, scope| {
            let mut teams = store::teams(c, scope, manager)?;
            teams.retain(|team| team.leads);
            let team = chosen(&teams, &asked).cloned();
            let heads = match &team {
                Some(team) => store::of_team(c, scope.tenant(), team.team_id, today.plus(-180))?,
                None => Vec::new(),
            };
            Ok((teams, team, heads))
        })
        .await?;
    let tag = |state| match state {
        State::Published => Tag::good(State::Published.label()),
        State::Searching => Tag::warn(State::Searching.label()),
        State::Ready => Tag::plain(State::Ready.label()),
    };
    let row = |head: &Head| {
        let words = format!("{} to {}", head.from_on.long(), head.until_on.plus(-2).long());
        (words, at(head.rota_id), tag(head.state))
    };
    let id = team.as_ref().map(|team| team.team_id);
    Ok(Page(ListRotas {
        shell: shell(&actor, "All rotas", query.value("done"))
            .intro(team.as_ref().map_or(String::new(), |team| team.name.clone())),
        nav: nav(&actor, "/rota/all"),
        teams: team_links(&teams, id, "/rota/all"),
        ahead: ahead(&heads, today),
        rows: heads.iter().map(row).collect(),
        make: id.map_or(String::new(), |id| ui::query("/rota/new", &[("team", &id.to_string())])),
    }))
}

/// A rota, whole.
#[derive(Template)]
#[template(path = "rotas/show.html")]
pub struct ShowRota {
    /// The frame.
    pub shell: Shell,
    /// The places of rotas.
    pub nav: SubNav,
    /// How it stands.
    pub state: Tag,
    /// How far the search is, while it runs.
    pub progress: Option<Progress>,
    /// What came of a search that did not end well; empty otherwise.
    pub words: String,
    /// Rules that it breaks and may not.
    pub hard: Vec<String>,
    /// Rules that it breaks and may, what costs most first.
    pub soft: Vec<String>,
    /// How many more there are.
    pub further: usize,
    /// Its weeks; none while it is searched.
    pub weeks: Vec<Grid>,
    /// Whether they make this team's rota.
    pub leads: bool,
    /// Its page.
    pub path: String,
    /// The rota, as it is sent.
    pub id: String,
    /// The page of its first week that is not over.
    pub week: String,
    /// Whether it can be published: a draft without a hard breach.
    pub can_publish: bool,
    /// Whether it is a draft.
    pub draft: bool,
    /// Which sending a form is.
    pub submission: String,
}

/// Shows it: six statements at most.
pub async fn show(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowRota>, Fault> {
    let (id, manager) = (rota_id(&params)?, is_manager(&actor));
    let (rota, job, leads) = db
        .report(&actor, "report", format!("rota {}", id.simple()), move |c, scope| {
            let rota = store::find(c, scope.tenant(), id)?;
            let teams = store::teams(c, scope, manager)?;
            let team = teams.iter().find(|team| team.team_id == rota.team).ok_or(Error::NotFound)?;
            // A draft is nobody's but theirs who make it.
            if rota.state != State::Published && !team.leads {
                return Err(Error::NotFound);
            }
            let job = if rota.state == State::Published { None } else { job::latest(c, scope.tenant(), id)? };
            Ok((rota, job, team.leads))
        })
        .await?;
    let title = format!("Rota, {}", rota.team_name);
    let page = ShowRota::new(
        shell(&actor, title, query.value("done")),
        &rota,
        job.as_ref(),
        leads,
        Day::of(actor.now),
    );
    Ok(Page(ShowRota { nav: nav(&actor, ""), submission: submission(&db), ..page }))
}

impl ShowRota {
    pub(super) fn new(shell: Shell, rota: &Rota, job: Option<&Job>, leads: bool, today: Day) -> Self {
        let searching = rota.state == State::Searching;
        let broken = if searching || !leads { Vec::new() } else { broken(rota) };
        let (hard, soft): (Vec<_>, Vec<_>) = broken.into_iter().partition(|breach| breach.kind.is_hard());
        let failed = job.filter(|job| matches!(job.state, job::State::Failed | job::State::Cancelled));
        let draft = rota.state == State::Ready || (searching && failed.is_some());
        Self {
            shell: shell.intro(format!("{} to {}", rota.from.long(), rota.last().long())),
            nav: SubNav::default(),
            state: match rota.state {
                State::Published => Tag::good(State::Published.label()),
                State::Searching => Tag::warn(State::Searching.label()),
                State::Ready => Tag::plain(State::Ready.label()),
            },
            progress: progress(rota, job),
            words: failed.map_or(String::new(), |job| job.words.clone()),
            can_publish: rota.state == State::Ready && leads && hard.is_empty(),
            further: soft.len().saturating_sub(LISTED),
            hard: hard.into_iter().map(|breach| breach.words).collect(),
            soft: soft.into_iter().take(LISTED).map(|breach| breach.words).collect(),
            weeks: if searching { Vec::new() } else { grids(rota, 0..rota.weeks) },
            leads,
            path: at(rota.id),
            id: rota.id.simple().to_string(),
            week: {
                let monday = rota.from.max(monday(today)).to_string();
                ui::query("/rota", &[("team", &rota.team.to_string()), ("week", &monday)])
            },
            draft,
            submission: String::new(),
        }
    }
}

fn progress(rota: &Rota, job: Option<&Job>) -> Option<Progress> {
    if rota.state != State::Searching || job.is_some_and(|job| job.state == job::State::Failed) {
        return None;
    }
    let (done, words) =
        job.map_or((0, String::new()), |job| (job.done.max(0).unsigned_abs(), job.words.clone()));
    let words = if words.is_empty() { "Begins in a moment.".to_owned() } else { words };
    let bar = Progress::new("rota-progress", "The rota is being made", done, 100);
    Some(bar.words(words).poll(format!("{}/progress", at(rota.id))))
}

/// The end of a progress bar.
#[derive(Template)]
#[template(
    source = r#"<div class="notice info" id="rota-progress"><p data-words>The rota is made. <a href="{{ path }}">Look at it</a></p></div>"#,
    ext = "html"
)]
struct Over {
    path: String,
}

/// How far a search is, for the script.
pub async fn show_progress(db: Db, actor: Actor, params: RawPathParams) -> Result<Response, Fault> {
    let (id, manager) = (rota_id(&params)?, is_manager(&actor));
    let (rota, job) = db
        .report(&actor, "report", format!("rota {}", id.simple()), move |c, scope| {
            let rota = store::find(c, scope.tenant(), id)?;
            led(&store::teams(c, scope, manager)?, rota.team)?;
            Ok((rota, job::latest(c, scope.tenant(), id)?))
        })
        .await?;
    Ok(match progress(&rota, job.as_ref()) {
        Some(bar) => ui::fragment(&bar),
        None => ui::fragment(&Over { path: at(id) }),
    }
    .into_response())
}

/// Searches a draft again, with another chance; one that others made meanwhile is not searched over.
pub async fn again(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let (id, manager, new) = (rota_id(&params)?, is_manager(&actor), db.chance().uuid(actor.now));
    let location = db
        .act(&actor, "makeRota", &posted.submission, move |c, scope| {
            let rota = store::find(c, scope.tenant(), id)?;
            led(&store::teams(c, scope, manager)?, rota.team)?;
            make::again(c, scope.tenant(), &rota, rota.seed + 1)?;
            search::ask(c, scope.tenant(), (new, id), scope.now())?;
            Ok(Changed::to(at(id), format!("rota {} searched again", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Stops a search: the best it has found stays.
pub async fn stop(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let (id, manager) = (rota_id(&params)?, is_manager(&actor));
    let location = db
        .act(&actor, "makeRota", &posted.submission, move |c, scope| {
            let rota = store::find(c, scope.tenant(), id)?;
            led(&store::teams(c, scope, manager)?, rota.team)?;
            if let Some(job) = job::latest(c, scope.tenant(), id)? {
                job::ask_cancel(c, scope.tenant(), job.job_id)?;
            }
            Ok(Changed::to(at(id), format!("rota {} stopped", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Publishes a draft.
///
/// # Errors
/// Conflict with a hard breach, or where another rota of the team is in force.
pub async fn publish(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let (id, manager) = (rota_id(&params)?, is_manager(&actor));
    let location = db
        .act(&actor, "publishRota", &posted.submission, move |c, scope| {
            let rota = store::find(c, scope.tenant(), id)?;
            led(&store::teams(c, scope, manager)?, rota.team)?;
            if let Some(breach) = broken(&rota).first().filter(|breach| breach.kind.is_hard()) {
                return Err(Error::Conflict(format!(
                    "{} Search it again before it is published.",
                    breach.words
                )));
            }
            make::publish(c, scope.tenant(), &rota, (scope.now(), scope.user()))?;
            let week = rota.from.to_string();
            let to = ui::query(
                "/rota",
                &[("team", &rota.team.to_string()), ("week", &week), ("done", "published")],
            );
            Ok(Changed::to(to, format!("rota {} from {}", id.simple(), short(rota.from))))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Throws a draft away.
pub async fn remove(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let (id, manager) = (rota_id(&params)?, is_manager(&actor));
    let location = db
        .act(&actor, "removeRota", &posted.submission, move |c, scope| {
            let rota = store::find(c, scope.tenant(), id)?;
            led(&store::teams(c, scope, manager)?, rota.team)?;
            make::remove(c, scope.tenant(), &rota)?;
            job::forget(c, scope.tenant(), id)?;
            let to = ui::query("/rota/all", &[("team", &rota.team.to_string()), ("done", "removed")]);
            Ok(Changed::to(to, format!("rota {}", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
