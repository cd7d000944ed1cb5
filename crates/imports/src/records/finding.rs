//! Staged words to find people by, ids from other systems, and alerts to keepers.

use super::{Context, Part, Record, code};
use crate::{
    ids::Kind,
    pack::{Pack, Unpack},
    store,
};
use access::{PersonId, UserId};
use kernel::{Result, db::Writes};
use uuid::Uuid;

/// A word by which a person is found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token(pub String, pub u64);

impl Record for Token {
    const PART: Part = Part::Tokens;

    fn pack(&self, to: &mut Pack) {
        to.text(&self.0);
        to.num(self.1);
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        Ok(Self(from.text()?, from.num()?))
    }

    fn write(self, run: &Context, w: &mut Writes) {
        people::store::bulk::token(w, run.ids.id(Kind::Person, self.1), self.0);
    }
}

/// The id a record had in the system it came from: kind, value, our record's kind and number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct External(pub ExternalKind, pub String, pub u64);

kernel::text_enum! {
    /// A kind of record that had an id before.
    pub enum ExternalKind {
        /// A person.
        Person = "person", "Person";
        /// A case.
        Case = "case", "Case";
        /// A worker.
        Worker = "worker", "Worker";
        /// A team.
        Team = "team", "Team";
        /// A contact.
        Contact = "contact", "Contact";
        /// A household.
        Household = "household", "Household";
        /// An organisation.
        Organisation = "organisation", "Organisation";
    }
}

impl ExternalKind {
    fn kind(self) -> Kind {
        match self {
            Self::Person => Kind::Person,
            Self::Case => Kind::Case,
            Self::Worker => Kind::User,
            Self::Team => Kind::Team,
            Self::Contact => Kind::Contact,
            Self::Household => Kind::Household,
            Self::Organisation => Kind::Organisation,
        }
    }
}

impl Record for External {
    const PART: Part = Part::External;

    fn pack(&self, to: &mut Pack) {
        to.text(self.0.code());
        to.text(&self.1);
        to.num(self.2);
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        Ok(Self(code(from.str()?, ExternalKind::parse)?, from.text()?, from.num()?))
    }

    fn write(self, run: &Context, w: &mut Writes) {
        store::external(w, &run.system, self.0, self.1, run.ids.uuid(self.0.kind(), self.2));
    }
}

/// A new person who seems to be a restricted one: number, keeper, restricted person, new person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert(pub u64, pub Uuid, pub Uuid, pub u64);

impl Record for Alert {
    const PART: Part = Part::Alerts;

    fn pack(&self, to: &mut Pack) {
        to.num(self.0);
        to.id(self.1);
        to.id(self.2);
        to.num(self.3);
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        Ok(Self(from.num()?, from.id()?, from.id()?, from.num()?))
    }

    fn write(self, run: &Context, w: &mut Writes) {
        let whom = (UserId::from_uuid(self.1), PersonId::from_uuid(self.2));
        let new = run.ids.id(Kind::Person, self.3);
        people::store::bulk::alert(w, run.ids.uuid(Kind::Alert, self.0), whom, new, run.made_at);
    }
}
