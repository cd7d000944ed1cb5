//! Staged organisations, teams, workers, people, households, and who works with whom.

use super::{Context, Part, Record};
use crate::{
    ids::Kind,
    pack::{Pack, Unpack},
};
use access::{OrganisationId, PersonId, UserId};
use kernel::{Day, Instant, Result, db::Writes};
use people::{model::NameKind, store::bulk::Part as NetworkPart};
use uuid::Uuid;

/// An organisation, a team or a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Structure {
    /// An organisation: its number and name.
    Organisation(u64, String),
    /// A team: its number, host and name.
    Team(u64, Uuid, String),
    /// A worker: number, employer, name, telephone, sign-in name.
    User(u64, Uuid, [String; 3]),
}

impl Record for Structure {
    const PART: Part = Part::Structure;

    fn pack(&self, to: &mut Pack) {
        match self {
            Self::Organisation(n, name) => {
                to.num(0);
                to.num(*n);
                to.text(name);
            }
            Self::Team(n, host, name) => {
                to.num(1);
                to.num(*n);
                to.id(*host);
                to.text(name);
            }
            Self::User(n, employer, texts) => {
                to.num(2);
                to.num(*n);
                to.id(*employer);
                for text in texts {
                    to.text(text);
                }
            }
        }
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        Ok(match from.num()? {
            0 => Self::Organisation(from.num()?, from.text()?),
            1 => Self::Team(from.num()?, from.id()?, from.text()?),
            _ => Self::User(from.num()?, from.id()?, [from.text()?, from.text()?, from.text()?]),
        })
    }

    fn write(self, run: &Context, w: &mut Writes) {
        match self {
            Self::Organisation(n, name) => {
                access::bulk::organisation(w, run.ids.id(Kind::Organisation, n), name, "other");
            }
            Self::Team(n, host, name) => {
                access::bulk::team(w, run.ids.id(Kind::Team, n), OrganisationId::from_uuid(host), name);
            }
            Self::User(n, employer, [name, phone, sign_in]) => {
                let id = run.ids.id(Kind::User, n);
                access::bulk::user(w, id, OrganisationId::from_uuid(employer), name, phone, sign_in);
            }
        }
    }
}

/// A person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Number in the run.
    pub n: u64,
    /// Whole name.
    pub full_name: String,
    /// As they wish to be called; empty for the first given name.
    pub known_as: String,
    /// Other names they use.
    pub aliases: Vec<String>,
    /// Date of birth.
    pub born_on: Option<Day>,
    /// Whether it is a guess.
    pub born_about: bool,
    /// Pronouns.
    pub pronouns: String,
    /// Language.
    pub language: String,
    /// Needs.
    pub needs: String,
    /// 0 to 3.
    pub sensitivity: u8,
    /// Who keeps the record.
    pub keeper: Uuid,
    /// When it was made, where the file says.
    pub recorded_at: Option<Instant>,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Safe contact rule.
    pub rule: String,
    /// Address in one line.
    pub address: String,
    /// Its postcode.
    pub postcode: String,
    /// Whether it is withheld.
    pub withheld: bool,
}

impl Record for Person {
    const PART: Part = Part::People;

    fn pack(&self, to: &mut Pack) {
        to.num(self.n);
        to.text(&self.full_name);
        to.text(&self.known_as);
        to.num(self.aliases.len() as u64);
        self.aliases.iter().for_each(|alias| to.text(alias));
        to.maybe_day(self.born_on);
        to.flag(self.born_about);
        for text in [&self.pronouns, &self.language, &self.needs] {
            to.text(text);
        }
        to.num(self.sensitivity.into());
        to.id(self.keeper);
        to.flag(self.recorded_at.is_some());
        if let Some(at) = self.recorded_at {
            to.at(at);
        }
        for text in [&self.phone, &self.email, &self.rule, &self.address, &self.postcode] {
            to.text(text);
        }
        to.flag(self.withheld);
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        let (n, full_name, known_as) = (from.num()?, from.text()?, from.text()?);
        let aliases = (0..from.num()?).map(|_| from.text()).collect::<Result<_>>()?;
        Ok(Self {
            n,
            full_name,
            known_as,
            aliases,
            born_on: from.maybe_day()?,
            born_about: from.flag()?,
            pronouns: from.text()?,
            language: from.text()?,
            needs: from.text()?,
            sensitivity: u8::try_from(from.num()?).unwrap_or(3),
            keeper: from.id()?,
            recorded_at: if from.flag()? { Some(from.at()?) } else { None },
            phone: from.text()?,
            email: from.text()?,
            rule: from.text()?,
            address: from.text()?,
            postcode: from.text()?,
            withheld: from.flag()?,
        })
    }

    fn write(self, run: &Context, w: &mut Writes) {
        use people::{model::Channel, store::bulk};
        let id: PersonId = run.ids.id(Kind::Person, self.n);
        let (restricted, keeper) = (self.sensitivity == 3, UserId::from_uuid(self.keeper));
        let recorded_at = self.recorded_at.unwrap_or(run.made_at);
        let detail = |n: u64| run.ids.uuid(Kind::Detail, self.n * 8 + n);
        access::bulk::person(w, id, self.sensitivity.into(), restricted, keeper);
        if restricted {
            access::bulk::reader(w, id, keeper, run.made_at);
        }
        let known_as = self.known_as.clone();
        bulk::person(
            w,
            bulk::Imported {
                id,
                full_name: self.full_name,
                known_as: self.known_as,
                born_on: self.born_on,
                born_about: self.born_about,
                pronouns: self.pronouns,
                language: self.language,
                needs: self.needs,
                recorded_at,
                recorded_by: run.made_by,
            },
        );
        // A person has eight numbers for details: a name to call them by, three others, an address, three ways.
        if !known_as.is_empty() {
            bulk::name(w, id, detail(0), NameKind::KnownAs, known_as);
        }
        for (n, alias) in (1..4).zip(self.aliases) {
            bulk::name(w, id, detail(n), NameKind::Alias, alias);
        }
        if !self.address.is_empty() || !self.postcode.is_empty() {
            bulk::address(w, id, detail(4), self.address, &self.postcode, self.withheld);
        }
        let no_way = self.phone.is_empty() && self.email.is_empty() && !self.rule.is_empty();
        for (n, channel, value) in [(5, Channel::Phone, self.phone), (6, Channel::Email, self.email)] {
            if !value.is_empty() {
                bulk::method(w, id, detail(n), channel, value, self.rule.clone());
            }
        }
        if no_way {
            bulk::method(w, id, detail(7), Channel::Other, String::new(), self.rule);
        }
    }
}

/// A household: its number, and its members: person, whether they are its head, what they are to the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household(pub u64, pub Vec<(u64, bool, String)>);

impl Record for Household {
    const PART: Part = Part::Households;

    fn pack(&self, to: &mut Pack) {
        to.num(self.0);
        to.num(self.1.len() as u64);
        for (person, head, relationship) in &self.1 {
            to.num(*person);
            to.flag(*head);
            to.text(relationship);
        }
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        let (n, members) = (from.num()?, from.num()?);
        let members = (0..members).map(|_| Ok((from.num()?, from.flag()?, from.text()?)));
        Ok(Self(n, members.collect::<Result<_>>()?))
    }

    fn write(self, run: &Context, w: &mut Writes) {
        use people::store::bulk;
        let id = run.ids.uuid(Kind::Household, self.0);
        bulk::household(w, id);
        for (person, head, relationship) in self.1 {
            bulk::household_member(w, id, run.ids.id(Kind::Person, person), head, relationship);
        }
    }
}

/// A worker in a person's network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Number in the run.
    pub n: u64,
    /// The person.
    pub person: u64,
    /// The worker.
    pub user: Uuid,
    /// Since when.
    pub since_on: Day,
    /// Last day, once it has ended.
    pub until_on: Option<Day>,
}

impl Record for Member {
    const PART: Part = Part::Members;

    fn pack(&self, to: &mut Pack) {
        to.num(self.n);
        to.num(self.person);
        to.id(self.user);
        to.day(self.since_on);
        to.maybe_day(self.until_on);
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        Ok(Self {
            n: from.num()?,
            person: from.num()?,
            user: from.id()?,
            since_on: from.day()?,
            until_on: from.maybe_day()?,
        })
    }

    fn write(self, run: &Context, w: &mut Writes) {
        let (person, user) = (run.ids.id(Kind::Person, self.person), UserId::from_uuid(self.user));
        let until = self.until_on.map_or_else(access::forever, |last| last.plus(1).start());
        access::bulk::works_with(w, user, person, self.since_on.start(), until);
        let part = NetworkPart {
            role: "Case officer",
            doing: "",
            is_lead: true,
            since_on: self.since_on,
            until_on: self.until_on,
        };
        people::store::bulk::member(w, person, run.ids.uuid(Kind::Member, self.n), user, part);
    }
}
