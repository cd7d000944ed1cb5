//! What the demo writes: facts only, each drawn before it is written, so that writing can be repeated.

use crate::{asked::Asked, programmed::Programmed, reviewed::Reviewed, worked::Worked};
use access::{CaseId, PersonId, UserId, relations};
use cases::model::{Closing, NewAction, NewCase, NewContact, PartyRole};
use kernel::{Chance, Day, Instant, Result, db::Conn};
use people::{
    model::{NameKind, NewAddress, NewMember, NewMethod, NewPerson},
    store::{NewRisk, NewTie},
};
use uuid::Uuid;

/// One fact.
#[derive(Clone, Debug)]
pub enum Fact {
    /// A person.
    Person(Box<NewPerson>),
    /// Another name of a person.
    Name(PersonId, Uuid, NameKind, String),
    /// An address.
    Address(PersonId, Uuid, NewAddress),
    /// A way to reach somebody.
    Method(PersonId, Uuid, NewMethod),
    /// A household.
    Household(Uuid),
    /// A member of a household, and what they are to its head; empty for the head.
    Member(Uuid, PersonId, &'static str),
    /// Somebody who works with a person.
    Network(PersonId, Uuid, Box<NewMember>),
    /// A tie.
    Tie(PersonId, Uuid, NewTie),
    /// What matters to a person.
    Matter(PersonId, Uuid, Box<Said>),
    /// A risk.
    Risk(PersonId, Uuid, Box<NewRisk>),
    /// A warning.
    Alert(PersonId, Uuid, &'static str, Day),
    /// A worker who may see a restricted person.
    Reader(PersonId, UserId, Instant),
    /// A conflict of interest, and why.
    Exclusion(PersonId, UserId, &'static str, Instant),
    /// A case with its subjects.
    Case(Box<NewCase>),
    /// Another party.
    Party(CaseId, PersonId, PartyRole),
    /// How a case ended.
    Closing(CaseId, Closing),
    /// A contact or note.
    Contact(Box<NewContact>),
    /// Something to happen.
    Action(Box<NewAction>),
    /// Something that was done: when, and what came of it.
    Done(PersonId, Uuid, Day, &'static str),
    /// Casework.
    Worked(Box<Worked>),
    /// A look at cases: a self-audit, a six-week review.
    Reviewed(Box<Reviewed>),
    /// What became of asking somebody how the help was.
    Asked(Box<Asked>),
    /// Something of the programme of quality: an audit, a cost, a self-assessment.
    Programmed(Box<Programmed>),
}

/// What somebody said.
#[derive(Clone, Debug)]
pub struct Said {
    /// Their words.
    pub words: String,
    /// To whom.
    pub to: String,
    /// When.
    pub on: Day,
    /// When it was written down.
    pub recorded_at: Instant,
}

impl Fact {
    /// Writes the fact the way the slices write it.
    pub fn write(&self, c: &mut dyn Conn, tenant: i64) -> Result<()> {
        use people::store as p;
        match self {
            Self::Person(n) => p::add(c, tenant, n, &own_chance(n.person_id)),
            Self::Name(person, id, kind, name) => p::add_name(c, tenant, *person, *id, *kind, name),
            Self::Address(person, id, a) => p::add_address(c, tenant, *person, *id, a),
            Self::Method(person, id, m) => p::add_method(c, tenant, *person, *id, m),
            Self::Household(id) => p::add_household(c, tenant, *id, None),
            Self::Member(house, person, kin) => {
                p::add_household_member(c, tenant, *house, *person, kin.is_empty(), kin)
            }
            Self::Network(person, id, m) => p::add_member(c, tenant, *person, *id, m, None),
            Self::Tie(person, id, t) => p::add_tie(c, tenant, *person, *id, t),
            Self::Matter(person, id, said) => {
                p::add_matter(c, tenant, *person, *id, (&said.words, &said.to), said.on, said.recorded_at)
            }
            Self::Risk(person, id, r) => p::add_risk(c, tenant, *person, *id, r),
            Self::Alert(person, id, words, from) => p::add_alert(c, tenant, *person, *id, words, *from),
            Self::Reader(person, user, from) => relations::name_reader(c, tenant, *person, *user, *from),
            Self::Exclusion(person, user, reason, from) => {
                relations::exclude(c, tenant, *person, *user, reason, *from)
            }
            Self::Case(n) => cases::store::add(c, tenant, n),
            Self::Party(case, person, role) => cases::store::add_party(c, tenant, *case, *person, *role),
            Self::Closing(case, closing) => cases::store::close(c, tenant, *case, closing),
            Self::Contact(n) => cases::store::add_contact(c, tenant, n),
            Self::Action(n) => cases::store::add_action(c, tenant, n),
            Self::Done(person, id, on, outcome) => {
                cases::store::mark_done(c, tenant, *person, *id, *on, outcome)
            }
            Self::Worked(worked) => worked.write(c, tenant),
            Self::Reviewed(reviewed) => reviewed.write(c, tenant),
            Self::Asked(asked) => asked.write(c, tenant),
            Self::Programmed(programmed) => programmed.write(c, tenant),
        }
    }
}

/// Chance of a person's own, from their id: the same however often and in whatever company they are written.
fn own_chance(person: PersonId) -> Chance {
    Chance::seeded(person.uuid().as_u64_pair().1)
}
