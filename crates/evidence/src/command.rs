//! `alongside report stays`: the same figures as the page, for a terminal or another program.
//!
//! It names nobody and is run by those who hold the database already, so it writes no audit row.

use crate::{
    model::{Stays, Window},
    store::{self, Place, Whose},
    write::{self, Format},
};
use kernel::{Day, Error, Id, Result, words::fold};
use std::io::Write;

/// Writes the report of stays for a period, of the whole service or of a team or organisation named by its name
/// or its id.
pub fn stays(
    db: &access::Db,
    from: Day,
    to: Day,
    team: Option<&str>,
    format: Format,
    out: &mut dyn Write,
) -> Result<()> {
    let window = Window::new(from, to)?;
    let (tenant, name) = (db.tenant(), team.map(str::to_owned));
    let (report, of): (Stays, String) = db.facade().report_now(move |c| {
        let (whose, of) = match &name {
            None => (Whose::All, write::EVERYBODY.to_owned()),
            Some(name) => find(&store::places(c, tenant)?, name)?,
        };
        Ok((store::stays(c, tenant, window, whose)?, of))
    })?;
    let text = match format {
        Format::Json => write::json(&report)?,
        Format::Csv => write::csv(&report, None, window, &of),
        Format::Table => write::table(&report, window, &of),
    };
    out.write_all(text.as_bytes()).map_err(|e| Error::io("writing the report", e))
}

/// The team or organisation of that name or id; of two with one name the id must be given.
fn find(places: &[Place], name: &str) -> Result<(Whose, String)> {
    let id = name.parse::<Id<()>>().ok().map(Id::uuid);
    let mut found: Vec<(Whose, String)> = Vec::new();
    for place in places {
        let fits =
            |name_of: &str, id_of: uuid::Uuid| id.map_or(fold(name_of) == fold(name), |id| id == id_of);
        if let (Some(team), Some(team_name)) = (place.team_id, &place.team)
            && fits(team_name, team.uuid())
        {
            found.push((Whose::Team(team), write::team_words(team_name, &place.organisation)));
        }
        let organisation = (Whose::Organisation(place.organisation_id), place.organisation.clone());
        // An organisation comes once for each of its teams.
        if fits(&place.organisation, place.organisation_id.uuid()) && !found.contains(&organisation) {
            found.push(organisation);
        }
    }
    match found.len() {
        1 => found.pop().ok_or(Error::NotFound),
        0 => {
            Err(Error::invalid(format!("There is no team or organisation called {name}. {}", known(places))))
        }
        _ => Err(Error::invalid(format!(
            "More than one is called {name}. Give its id instead. {}",
            known(places)
        ))),
    }
}

/// The teams, so that the next try can succeed.
fn known(places: &[Place]) -> String {
    let teams: Vec<String> =
        places.iter().filter_map(|p| Some(format!("{} ({})", p.team.as_ref()?, p.team_id?))).collect();
    if teams.is_empty() {
        "There are no teams yet.".to_owned()
    } else {
        format!("Teams: {}.", teams.join(", "))
    }
}
