//! Pages of the model.

pub mod check;
pub mod compare;
pub mod kept;
mod samples;
pub mod show;
pub mod told;

use super::{
    answer::{Answer, answer},
    scenario::Scenario,
    store::Team,
};
use access::{Actor, Fault, Role, TeamId};
use kernel::{Error, Result};
use ui::{Choice, NavItem, Shell, SubNav};

/// Where the model stands.
pub(super) const AT: &str = "/caseloads/model";
/// What chance is drawn from on pages: the same question has the same answer each day of the same facts.
pub(super) const SEED: u64 = 1;
/// Officers times days times runs of a page: less than half a second.
const WORK: u64 = 1_200_000;
/// Runs of each try for the posts needed, on a page.
const TRIES: u32 = 40;

fn shell(actor: &Actor, title: impl Into<String>, done: &str) -> Shell {
    let shell = access::shell(actor, title, "Caseloads").at("/caseloads");
    if done == "kept" { shell.notice("The scenario is kept with all its numbers.") } else { shell }
}

fn nav(here: &str) -> SubNav {
    let items = vec![
        NavItem::new("/caseloads", "Caseloads"),
        NavItem::new(AT, "What if"),
        NavItem::new("/caseloads/model/compare", "Side by side"),
        NavItem::new("/caseloads/model/check", "Was it right?"),
        NavItem::new("/caseloads/standards", "Standards"),
    ];
    SubNav::new("Caseloads", here, items)
}

/// The teams that an actor may ask about: those they lead, and all of them for a manager.
fn may_ask(actor: &Actor, teams: Vec<Team>) -> Vec<Team> {
    let all = actor.is(Role::Manager);
    teams.into_iter().filter(|team| all || team.leads).collect()
}

/// The team that is asked about; without a choice one they lead, else the one with most open cases.
fn chosen(teams: &[Team], asked: &str) -> Option<Team> {
    let named = teams.iter().find(|team| team.team_id.to_string() == asked);
    let own = || teams.iter().filter(|team| team.leads).max_by_key(|team| team.open);
    named.or_else(own).or_else(|| teams.iter().max_by_key(|team| team.open)).cloned()
}

fn choices(teams: &[Team]) -> Vec<Choice> {
    teams.iter().map(|team| Choice::new(team.team_id.to_string(), &team.name)).collect()
}

fn team_value(team: Option<&Team>) -> String {
    team.map_or(String::new(), |team| team.team_id.to_string())
}

/// The number of runs that a page takes.
fn runs(scenario: &Scenario) -> u32 {
    let each = (scenario.officers.len() as u64).max(1) * u64::from(scenario.days.max(1));
    u32::try_from(WORK / each).unwrap_or(u32::MAX).clamp(20, scenario.runs.max(20))
}

/// Plays a scenario on a thread of its own: no lane of the database waits for it.
async fn played(mut scenario: Scenario, seed: u64) -> std::result::Result<(Scenario, Option<Answer>), Fault> {
    scenario.runs = runs(&scenario);
    let work = move || {
        let answered = answer(&scenario, seed, TRIES);
        (scenario, answered)
    };
    Ok(tokio::task::spawn_blocking(work).await.map_err(Error::defect)?)
}

/// The seed that a number in the database stands for.
fn seed_of(kept: i64) -> u64 {
    kept.unsigned_abs()
}

/// A scenario that was kept, read again.
///
/// # Errors
/// A defect where it cannot be read: it was written by this program.
fn read_kept(body: &str) -> Result<Scenario> {
    super::scenario::read(body).map_err(|wrong| {
        let first = wrong.first().map(ToString::to_string).unwrap_or_default();
        Error::defect(format!("a scenario that was kept cannot be read: {first}"))
    })
}

/// Whose team a figure is of, for the audit.
fn about(team: Option<TeamId>) -> String {
    team.map_or("model: no team".to_owned(), |team| format!("model: team {team}"))
}
