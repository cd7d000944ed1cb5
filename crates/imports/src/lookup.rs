//! The teams, workers and organisations that a file names, looked up as people write them, and the restricted
//! people that new ones are compared with.

use access::{Db, OrganisationId, TeamId, UserId, bulk};
use kernel::{
    Day, Result,
    words::{fold, sort_name},
};
use people::store::bulk::Kept;
use std::collections::HashMap;
use uuid::Uuid;

/// A team as a case is given to it.
#[derive(Clone, Debug)]
pub struct Team {
    /// The team.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Its host.
    pub organisation: OrganisationId,
    /// Somebody in it, for records that nobody else keeps.
    pub keeper: Option<UserId>,
}

/// What a name was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<T> {
    /// This one.
    One(T),
    /// Nothing here has that name.
    None,
    /// Several have it.
    Several,
}

/// All that can be looked up.
pub struct Lookup {
    /// Every team.
    pub teams: Vec<Team>,
    team_names: HashMap<String, Vec<usize>>,
    users: HashMap<String, Vec<UserId>>,
    organisations: HashMap<String, Vec<OrganisationId>>,
    restricted: HashMap<(String, Day), Vec<(Uuid, Uuid)>>,
    seen_teams: HashMap<String, Found<usize>>,
    seen_users: HashMap<String, Found<UserId>>,
}

impl Lookup {
    /// Reads all of it, once for a run.
    pub fn load(db: &Db) -> Result<Self> {
        let (tenant, now) = (db.tenant(), db.clock().now());
        let (teams, users, organisations, restricted) = db.facade().report_now(move |c| {
            Ok((
                bulk::teams(c, tenant, now)?,
                bulk::users(c, tenant)?,
                bulk::organisations(c, tenant)?,
                people::store::bulk::restricted(c, tenant)?,
            ))
        })?;
        let mut found = Self {
            teams: Vec::new(),
            team_names: HashMap::new(),
            users: HashMap::new(),
            organisations: HashMap::new(),
            restricted: HashMap::new(),
            seen_teams: HashMap::new(),
            seen_users: HashMap::new(),
        };
        for team in teams {
            found.team_names.entry(fold(&team.name)).or_default().push(found.teams.len());
            found.teams.push(Team {
                id: team.team_id,
                name: team.name,
                organisation: team.organisation_id,
                keeper: team.keeper,
            });
        }
        for user in users {
            for name in [fold(&user.sign_in), fold(&user.name)] {
                let same = found.users.entry(name).or_default();
                if !same.contains(&user.user_id) {
                    same.push(user.user_id);
                }
            }
        }
        for organisation in organisations {
            found
                .organisations
                .entry(fold(&organisation.name))
                .or_default()
                .push(organisation.organisation_id);
        }
        for Kept { person_id, keeper_id, sort_name, born_on } in restricted {
            found
                .restricted
                .entry((sort_name, born_on))
                .or_default()
                .push((keeper_id.uuid(), person_id.uuid()));
        }
        Ok(found)
    }

    /// The team of a name, as its place in `teams`.
    pub fn team(&mut self, name: &str) -> Found<usize> {
        remembered(&mut self.seen_teams, name, |folded| one(self.team_names.get(folded)))
    }

    /// The worker of a sign-in name or a whole name.
    pub fn user(&mut self, name: &str) -> Found<UserId> {
        remembered(&mut self.seen_users, name, |folded| one(self.users.get(folded)))
    }

    /// The organisation of a name.
    pub fn organisation(&self, name: &str) -> Found<OrganisationId> {
        one(self.organisations.get(&fold(name)))
    }

    /// The keepers to be told that a new person seems to be a restricted one: keeper and person.
    pub fn twins(&self, full_name: &str, born_on: Option<Day>) -> &[(Uuid, Uuid)] {
        match born_on {
            Some(born_on) if !self.restricted.is_empty() => {
                self.restricted.get(&(sort_name(full_name), born_on)).map_or(&[], Vec::as_slice)
            }
            _ => &[],
        }
    }

    /// The names of the teams, for messages.
    pub fn team_list(&self) -> String {
        let mut names: Vec<&str> = self.teams.iter().map(|t| t.name.as_str()).collect();
        names.sort_unstable();
        let more = names.len().saturating_sub(8);
        names.truncate(8);
        let list = names.join(", ");
        if more == 0 { list } else { format!("{list} and {more} more") }
    }
}

fn one<T: Copy>(found: Option<&Vec<T>>) -> Found<T> {
    match found.map(Vec::as_slice) {
        None | Some([]) => Found::None,
        Some([one]) => Found::One(*one),
        Some(_) => Found::Several,
    }
}

/// Files name the same few again and again, so what was found is remembered by how it was written.
fn remembered<T: Copy>(
    seen: &mut HashMap<String, Found<T>>,
    name: &str,
    find: impl Fn(&str) -> Found<T>,
) -> Found<T> {
    if let Some(found) = seen.get(name) {
        return *found;
    }
    let found = find(&fold(name));
    // A column of nothing but different names must not fill the memory.
    if seen.len() < 10_000 {
        seen.insert(name.to_owned(), found);
    }
    found
}
