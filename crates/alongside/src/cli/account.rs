//! `alongside account add`: an account for somebody new, or for a worker whom an import brought.

use super::print;
use access::{OrganisationId, Role, TeamId, UserId, store::NewUser};
use clap::{Args, Subcommand};
use kernel::{Error, Result, db::Conn, words::fold};
use std::io::Write;

/// Accounts of the people who sign in.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Make an account and print its first password
    Add(Add),
}

/// What `account add` is given.
#[derive(Clone, Debug, Args)]
pub struct Add {
    /// Whole name
    pub name: String,
    /// Name to sign in with (default: the whole name)
    #[arg(long, value_name = "NAME")]
    pub sign_in: Option<String>,
    /// Employer; made when it is not there yet (default with --imported: the one the import named)
    #[arg(long, value_name = "NAME", required_unless_present = "imported")]
    pub organisation: Option<String>,
    /// What they do
    #[arg(long, default_value = "", value_name = "WORDS")]
    pub job: String,
    /// Role, once for each: officer, leader, manager, analyst, data, privacy, admin
    #[arg(long = "role", value_name = "ROLE", required = true, value_parser = role)]
    pub roles: Vec<Role>,
    /// Team they are in, once for each
    #[arg(long = "team", value_name = "NAME")]
    pub teams: Vec<String>,
    /// They lead their teams
    #[arg(long, requires = "teams")]
    pub leads: bool,
    /// Take over a worker whom an import brought, with what stands under them: the name or number they have there
    #[arg(long, value_name = "REFERENCE")]
    pub imported: Option<String>,
}

/// An account that was made.
#[derive(Clone, Debug)]
pub struct Added {
    /// Whose.
    pub user: UserId,
    /// The name to sign in with, folded.
    pub sign_in: String,
    /// The first password.
    pub password: String,
}

impl Account {
    /// Does what was asked and says how to sign in.
    pub fn run(&self, db: &access::Db, out: &mut dyn Write) -> Result<()> {
        let Self::Add(asked) = self;
        let added = add(db, asked)?;
        print(
            out,
            &format!(
                "{} signs in as \"{}\" with the password {}\n",
                asked.name, added.sign_in, added.password
            ),
        )
    }
}

/// Makes the account in one transaction: a name that is taken, a team or an imported worker that is not there is
/// [`Error::Invalid`], and nothing is changed.
pub fn add(db: &access::Db, asked: &Add) -> Result<Added> {
    let (tenant, now, chance) = (db.tenant(), db.clock().now(), db.chance());
    let password = chance.token();
    let hash = access::sign_in::hash(&password, chance)?;
    let sign_in = fold(asked.sign_in.as_deref().unwrap_or(&asked.name));
    let (new_user, new_organisation) = (chance.id(now), chance.id(now));
    let (asked, name) = (asked.clone(), sign_in.clone());
    let user = db.facade().write_now(move |c| {
        let adopted = asked.imported.as_deref().map(|r| imported(c, tenant, r)).transpose()?;
        let same = adopted.as_ref().is_some_and(|worker| worker.sign_in == name);
        if !same && access::store::account_exists(c, tenant, &name)? {
            return Err(Error::invalid(format!("{name} signs in here already: choose another --sign-in.")));
        }
        let teams = teams(c, tenant, &asked.teams, now)?;
        // A service that nobody has named yet gets a plain name, so that accounts can be made first.
        access::store::add_tenant(c, tenant, "Alongside", "england-and-wales", now)?;
        let employer = match &asked.organisation {
            Some(organisation) => Some(employer(c, tenant, organisation, new_organisation)?),
            None => None,
        };
        let user = match (&adopted, employer) {
            (Some(worker), employer) => {
                let who = access::store::Adopted {
                    name: &asked.name,
                    job_title: &asked.job,
                    sign_in: &name,
                    organisation: employer.unwrap_or(worker.organisation_id),
                };
                access::store::adopt(c, tenant, worker.user_id, &who)?;
                worker.user_id
            }
            (None, employer) => {
                let employer = employer.ok_or_else(|| Error::invalid("Say --organisation."))?;
                access::store::add_user(c, tenant, &new(&asked, &name, new_user, employer))?;
                new_user
            }
        };
        access::store::set_password(c, tenant, user, &hash, now)?;
        asked.roles.iter().try_for_each(|role| access::store::grant(c, tenant, user, *role))?;
        teams.iter().try_for_each(|team| {
            access::relations::add_team_member(c, tenant, user, *team, asked.leads, now)
        })?;
        Ok(user)
    })?;
    Ok(Added { user, sign_in, password })
}

fn new(asked: &Add, sign_in: &str, user_id: UserId, organisation_id: OrganisationId) -> NewUser {
    NewUser {
        user_id,
        organisation_id,
        name: asked.name.clone(),
        job_title: asked.job.clone(),
        phone: String::new(),
        sign_in: sign_in.to_owned(),
        clearance: 1,
        status: "active".to_owned(),
        batch_id: None,
    }
}

fn employer(c: &mut dyn Conn, tenant: i64, name: &str, new: OrganisationId) -> Result<OrganisationId> {
    if let Some(known) = access::store::organisation_named(c, tenant, name)? {
        return Ok(known);
    }
    access::store::add_organisation(c, tenant, new, name, "other")?;
    Ok(new)
}

/// The teams of these names.
fn teams(c: &mut dyn Conn, tenant: i64, names: &[String], now: kernel::Instant) -> Result<Vec<TeamId>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let known = access::bulk::teams(c, tenant, now)?;
    let find = |name: &String| {
        let found = known.iter().find(|team| fold(&team.name) == fold(name)).map(|team| team.team_id);
        found.ok_or_else(|| {
            let all: Vec<&str> = known.iter().take(20).map(|team| team.name.as_str()).collect();
            let all = if all.is_empty() { "none yet".to_owned() } else { all.join(", ") };
            Error::invalid(format!("--team: no team here is called {name}. There are: {all}."))
        })
    };
    names.iter().map(find).collect()
}

/// The one worker whom an import brought under this name or number.
fn imported(c: &mut dyn Conn, tenant: i64, reference: &str) -> Result<imports::ImportedWorker> {
    let mut found = imports::imported_workers(c, tenant, Some(reference))?;
    match (found.pop(), found.as_slice()) {
        (Some(one), []) => Ok(one),
        (Some(_), _) => Err(Error::invalid(format!(
            "--imported: several imported workers are {reference}. Use the name."
        ))),
        (None, _) => {
            let all = imports::imported_workers(c, tenant, None)?;
            let all: Vec<String> = all.iter().map(|w| format!("{} ({})", w.sign_in, w.name)).collect();
            let all = if all.is_empty() { "none without an account".to_owned() } else { all.join(", ") };
            Err(Error::invalid(format!(
                "--imported: no import brought a worker {reference}. There are: {all}."
            )))
        }
    }
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        let all: Vec<&str> = Role::ALL.iter().map(|r| r.code()).collect();
        format!("use one of {}", all.join(", "))
    })
}
