//! Workers who can sign in.

use crate::{Client, TestApp};
use access::{OrganisationId, PersonId, Role, TeamId, UserId, store::NewUser};

/// Every worker's password in tests.
pub(crate) const PASSWORD: &str = "heron stapler nine umbrella";

/// A worker in the making.
#[must_use = "end with added() or signed_in()"]
pub struct WorkerBuilder<'a> {
    app: &'a TestApp,
    new: NewUser,
    employer: Option<OrganisationId>,
    roles: Vec<Role>,
    teams: Vec<(TeamId, bool)>,
    people: Vec<PersonId>,
}

impl<'a> WorkerBuilder<'a> {
    pub(super) fn new(app: &'a TestApp, name: &str) -> Self {
        let user_id = app.chance().id(app.clock().now());
        let new = NewUser {
            user_id,
            organisation_id: OrganisationId::from_uuid(access::NOBODY),
            name: name.to_owned(),
            job_title: String::new(),
            phone: "01234 567890".to_owned(),
            sign_in: kernel::words::fold(name),
            clearance: 1,
            status: "active".to_owned(),
            batch_id: None,
        };
        Self { app, new, employer: None, roles: Vec::new(), teams: Vec::new(), people: Vec::new() }
    }

    /// Employed by this organisation.
    pub fn at(mut self, employer: OrganisationId) -> Self {
        self.employer = Some(employer);
        self
    }

    /// Has this role.
    pub fn role(mut self, role: Role) -> Self {
        self.roles.push(role);
        self
    }

    /// Is in this team.
    pub fn in_team(mut self, team: TeamId) -> Self {
        self.teams.push((team, false));
        self
    }

    /// Leads this team.
    pub fn leads(mut self, team: TeamId) -> Self {
        self.teams.push((team, true));
        self
    }

    /// May see records up to this sensitivity, 0 to 3.
    pub fn clearance(mut self, most: i64) -> Self {
        self.new.clearance = most;
        self
    }

    /// Works with this person.
    pub fn works_with(mut self, person: PersonId) -> Self {
        self.people.push(person);
        self
    }

    /// What they do, in their own words.
    pub fn job_title(mut self, words: &str) -> Self {
        words.clone_into(&mut self.new.job_title);
        self
    }

    /// Signs in under this name; otherwise under their own.
    pub fn sign_in_name(mut self, name: &str) -> Self {
        self.new.sign_in = kernel::words::fold(name);
        self
    }

    /// Another status of the account than `active`.
    pub fn status(mut self, status: &str) -> Self {
        status.clone_into(&mut self.new.status);
        self
    }

    /// Makes the account and gives its id.
    pub fn added(self) -> UserId {
        let (app, user) = (self.app, self.new.user_id);
        let employer = self.employer.unwrap_or_else(|| app.home());
        let new = NewUser { organisation_id: employer, ..self.new };
        let (roles, teams, now) = (self.roles, self.teams, app.clock().now());
        app.write(move |c| {
            access::store::add_user(c, 1, &new)?;
            access::store::set_password(c, 1, user, PASSWORD_HASH, now)?;
            for role in &roles {
                access::store::grant(c, 1, user, *role)?;
            }
            for (team, manages) in &teams {
                access::relations::add_team_member(c, 1, user, *team, *manages, now)?;
            }
            Ok(())
        });
        for person in self.people {
            app.join(user, person);
        }
        user
    }

    /// Makes the account and signs it in, through the page that people use.
    #[track_caller]
    pub fn signed_in(self) -> Client<'a> {
        let (app, name) = (self.app, self.new.sign_in.clone());
        let user = self.added();
        let client = app.nobody().known_as(user);
        client.post("/sign-in", &[("name", &name), ("password", PASSWORD)]).is(303);
        client
    }
}

/// [`PASSWORD`], hashed with the least work there is (8 KiB, once). How long the hash that people get takes is tested
/// with signing in; here it would be a fifth of what all tests do.
const PASSWORD_HASH: &str =
    "$argon2id$v=19$m=8,t=1,p=1$dGVzdHMtb25seS1zYWx0LQ$IhQ/SZoYwROD5WtBRi0pVDrl8lfTJIG7GKV3cO6SDmg";
