//! Pages of rotas.

pub mod change;
pub mod cover;
pub mod draft;
pub mod feeds;
pub mod grid;
pub mod kept;
pub mod make;
pub mod mine;
mod samples;
pub mod week;

#[cfg(test)]
pub(super) use samples::sample;

use super::store::TeamHere;
use access::{Actor, Role, TeamId};
use axum::extract::RawPathParams;
use kernel::{Error, Form, Result};
use ui::{NavItem, Shell, SubNav};
use uuid::Uuid;

/// The frame of a page of rotas.
pub(super) fn shell(actor: &Actor, title: impl Into<String>, done: &str) -> Shell {
    // Whoever leads comes here from caseloads: the places above hold seven at most.
    let leads = actor.roles.iter().any(|role| super::LEADERS.contains(role));
    let shell = access::shell(actor, title, "Rota").at(if leads { "/caseloads" } else { "/rota" });
    match notice(done) {
        Some(words) => shell.notice(words),
        None => shell,
    }
}

fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "published" => "Published. Everybody on it sees it now.",
        "changed" => "Saved. Those whom it concerns see it on their own rota.",
        "covered" => "Saved. The absence is written down, and cover is planned.",
        "removed" => "The draft is thrown away.",
        "ended" => "That address works no more.",
        _ => return None,
    })
}

/// The places of rotas that an actor's roles open.
pub(super) fn nav(actor: &Actor, here: &str) -> SubNav {
    let mut items = vec![
        NavItem::new("/rota", "Week"),
        NavItem::new("/rota/mine", "My rota"),
        NavItem::new("/rota/protected", "Protected time"),
        NavItem::new("/rota/calendars", "Calendars"),
    ];
    if actor.roles.iter().any(|role| super::LEADERS.contains(role)) {
        items.insert(2, NavItem::new("/rota/all", "All rotas"));
        items.insert(3, NavItem::new("/rota/cover", "Somebody is away"));
    }
    SubNav::new("Rota", here, items)
}

/// Whether somebody sees and makes the rotas of all teams.
pub(super) fn is_manager(actor: &Actor) -> bool {
    actor.is(Role::Manager)
}

/// The team of that id, else the first that they lead, else their first.
pub(super) fn chosen<'a>(teams: &'a [TeamHere], asked: &str) -> Option<&'a TeamHere> {
    let named = teams.iter().find(|team| team.team_id.to_string() == asked);
    named.or_else(|| teams.iter().find(|team| team.leads)).or_else(|| teams.first())
}

/// A team of which somebody makes the rota; [`Error::NotFound`] for any other.
pub(super) fn led(teams: &[TeamHere], team: TeamId) -> Result<&TeamHere> {
    teams.iter().find(|one| one.team_id == team && one.leads).ok_or(Error::NotFound)
}

/// The rota of an address.
pub(super) fn rota_id(params: &RawPathParams) -> Result<Uuid> {
    let text = params.iter().find(|(name, _)| *name == "rota_id").map(|(_, value)| value);
    text.and_then(|text| Uuid::parse_str(text).ok()).ok_or(Error::NotFound)
}

/// The rota that a form or a query names.
pub(super) fn asked_rota(form: &Form) -> Result<Uuid> {
    Uuid::parse_str(&form.text("rota"))
        .map_err(|_| Error::invalid("Open a week of a rota, and choose a half-day there."))
}

/// A rota's page.
pub(super) fn at(id: Uuid) -> String {
    format!("/rota/{}", id.simple())
}
