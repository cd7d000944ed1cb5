//! Builders: organisations, teams, workers, people, cases, contacts and actions, made through the slices' own
//! store functions. Each begins with what any test can do with and is changed by naming what matters.

mod casework;
mod people;
mod workers;

pub use casework::{ActionBuilder, CaseBuilder, ContactBuilder};
pub use people::PersonBuilder;
pub use workers::WorkerBuilder;

pub(crate) use workers::PASSWORD;

use crate::TestApp;
use access::{CaseId, OrganisationId, PersonId, TeamId, UserId};

impl TestApp {
    /// A new organisation; `kind` is a code such as `council` or `police`.
    pub fn organisation(&self, name: &str, kind: &'static str) -> OrganisationId {
        let (id, name) = (self.chance().id(self.clock().now()), name.to_owned());
        self.write(move |c| access::store::add_organisation(c, 1, id, &name, kind));
        id
    }

    /// The organisation of everything that names none: made when first asked for.
    pub fn home(&self) -> OrganisationId {
        let known = *self.home.borrow();
        known.unwrap_or_else(|| {
            let id = self.organisation("Fernshire Council", "council");
            *self.home.borrow_mut() = Some(id);
            id
        })
    }

    /// A new team of the home organisation.
    pub fn team(&self, name: &str) -> TeamId {
        self.team_of(self.home(), name)
    }

    /// A new team of an organisation.
    pub fn team_of(&self, host: OrganisationId, name: &str) -> TeamId {
        let (id, name) = (self.chance().id(self.clock().now()), name.to_owned());
        self.write(move |c| access::relations::add_team(c, 1, id, host, None, &name));
        id
    }

    /// A worker with a sign-in: by default with no role, no team, clearance 1.
    pub fn worker(&self, name: &str) -> WorkerBuilder<'_> {
        WorkerBuilder::new(self, name)
    }

    /// A person: by default of sensitivity 1, not restricted, of whom nobody knows anything more.
    pub fn person(&self, name: &str) -> PersonBuilder<'_> {
        PersonBuilder::new(self, name)
    }

    /// A case about a person: by default open, of sensitivity 1, held by a team of its own.
    pub fn case(&self, about: PersonId) -> CaseBuilder<'_> {
        CaseBuilder::new(self, about)
    }

    /// A contact a worker had with a person: by default a successful visit, an hour ago.
    pub fn contact(&self, person: PersonId, by: UserId) -> ContactBuilder<'_> {
        ContactBuilder::new(self, person, by)
    }

    /// Something that is to happen: by default a visit today that is nobody's yet.
    pub fn action(&self, person: PersonId, what: &str) -> ActionBuilder<'_> {
        ActionBuilder::new(self, person, what)
    }

    /// From now on a worker works with a person.
    pub fn join(&self, user: UserId, person: PersonId) {
        let now = self.clock().now();
        self.write(move |c| access::relations::join(c, 1, user, person, now, access::forever(), None));
    }

    /// From now on a worker no longer works with a person.
    pub fn leave(&self, user: UserId, person: PersonId) {
        let now = self.clock().now();
        self.write(move |c| access::relations::leave(c, 1, user, person, now));
    }

    /// From now on a worker may not look at a person: a conflict of interest.
    pub fn exclude(&self, user: UserId, person: PersonId) {
        let now = self.clock().now();
        self.write(move |c| access::relations::exclude(c, 1, person, user, "They are related.", now));
    }

    /// From now on a worker is one of the few who may see a restricted person.
    pub fn name_reader(&self, user: UserId, person: PersonId) {
        let now = self.clock().now();
        self.write(move |c| access::relations::name_reader(c, 1, person, user, now));
    }

    /// Closes a case today.
    pub fn close(&self, case: CaseId) {
        let (on, at) = (self.clock().today(), self.clock().now());
        let closing = cases::model::Closing { closed_on: on, recorded_at: at, outcome: "Settled".to_owned() };
        self.write(move |c| cases::store::close(c, 1, case, &closing));
    }
}
