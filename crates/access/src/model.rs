//! The words of this crate as types.

use kernel::{Id, Instant};
use uuid::Uuid;

/// Marks ids of people helped. Their records are the `people` slice's; who may see them is decided here.
pub enum Person {}
/// Marks ids of cases.
pub enum Case {}
/// Marks ids of accounts.
pub enum User {}
/// Marks ids of teams.
pub enum Team {}
/// Marks ids of organisations.
pub enum Organisation {}

/// Id of a person.
pub type PersonId = Id<Person>;
/// Id of a case.
pub type CaseId = Id<Case>;
/// Id of an account.
pub type UserId = Id<User>;
/// Id of a team.
pub type TeamId = Id<Team>;
/// Id of an organisation.
pub type OrganisationId = Id<Organisation>;

/// The id that stands for nobody and nothing, where a column may not be empty.
pub const NOBODY: Uuid = Uuid::nil();

kernel::text_enum! {
    /// What somebody does here. A role opens screens, never people.
    pub enum Role {
        /// Holds cases.
        Officer = "officer", "Officer";
        /// Leads a team.
        Leader = "leader", "Team leader";
        /// Answers for several teams.
        Manager = "manager", "Service manager";
        /// Works with figures.
        Analyst = "analyst", "Analyst";
        /// Brings files in.
        Data = "data", "Data manager";
        /// Answers for privacy: reads the audit.
        Privacy = "privacy", "Privacy officer";
        /// Sets the service up; sees no people.
        Admin = "admin", "Service administrator";
    }
}

/// Somebody signed in, as read from the database for this one request. Nothing in it is cached.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The shared service.
    pub tenant: i64,
    /// The account.
    pub user: UserId,
    /// The employer, for whom they act.
    pub organisation: OrganisationId,
    /// The employer's name.
    pub organisation_name: String,
    /// The shared service's name.
    pub service: String,
    /// Their name.
    pub name: String,
    /// What they do, in their own words.
    pub job_title: String,
    /// Highest sensitivity they may see, 0 to 3.
    pub clearance: i64,
    /// Their own record as a client, [`NOBODY`] when none.
    pub own_person: Uuid,
    /// Their roles.
    pub roles: Vec<Role>,
    /// The session, as named in the audit.
    pub session: Uuid,
    /// This request, as named in the audit.
    pub request: Uuid,
    /// The moment of this request.
    pub now: Instant,
    /// Token of this session's forms.
    pub csrf: String,
    /// Seconds until the session ends unless used.
    pub idle_seconds: i64,
}

impl Actor {
    /// Whether they have a role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether they do casework or lead it.
    pub fn is_staff(&self) -> bool {
        self.roles.iter().any(|r| matches!(r, Role::Officer | Role::Leader | Role::Manager))
    }
}
