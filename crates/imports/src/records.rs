//! Records as they lie staged: what both importers make of their rows, and how each is written.
//!
//! Records of one [`Part`] are written before those of the next, so that whatever a record refers to is there.
//! People, cases, teams and workers of the run itself are referred to by their number in the run; those that were
//! there before by their id.

use crate::{
    ids::{Ids, Kind},
    pack::{Pack, Unpack},
    store,
};
use access::{OrganisationId, PersonId, TeamId, UserId};
use cases::model::{Channel, Closing, Direction, Outcome, PartyRole};
use kernel::{Day, Error, Id, Instant, Result, db::Writes};
use people::{model::NameKind, store::bulk::Part as NetworkPart};
use uuid::Uuid;

kernel::text_enum! {
    /// A kind of staged record, in the order in which they are written.
    pub enum Part {
        /// Organisations, teams and workers.
        Structure = "a-structure", "Teams and workers";
        /// People.
        People = "b-people", "People";
        /// Households.
        Households = "c-households", "Households";
        /// Cases.
        Cases = "d-cases", "Cases";
        /// Further people in cases.
        Parties = "e-parties", "People in cases";
        /// Workers in networks.
        Members = "f-members", "Workers of people";
        /// Contacts.
        Contacts = "g-contacts", "Contacts";
        /// Actions.
        Actions = "h-actions", "Next actions";
        /// Words by which people are found.
        Tokens = "i-tokens", "Words to find people by";
        /// Ids in the system they came from.
        External = "j-external", "Ids they had before";
        /// Alerts to keepers of restricted people.
        Alerts = "k-alerts", "Checks";
        /// Rows that cannot come in, as they were; never written.
        Bad = "z-bad", "Rows with problems";
    }
}

impl Part {
    /// How much work a record of this kind is, against a word.
    pub const fn weight(self) -> i64 {
        match self {
            Self::People => 8,
            Self::Cases => 14,
            Self::Contacts | Self::Actions | Self::Members => 5,
            Self::Structure | Self::Households | Self::Parties | Self::External | Self::Alerts => 2,
            Self::Tokens => 1,
            Self::Bad => 0,
        }
    }

    /// How many records are written by one statement at most times: what a closure's work is counted in.
    pub const fn step(self) -> usize {
        match self {
            Self::Tokens | Self::External => 256,
            _ => 64,
        }
    }
}

/// What is known to all records of a run.
#[derive(Clone, Debug)]
pub struct Context {
    /// The run's ids.
    pub ids: Ids,
    /// When the run was made.
    pub made_at: Instant,
    /// Who made it.
    pub made_by: UserId,
    /// The system its ids come from.
    pub system: String,
}

/// A staged record.
pub trait Record: Sized {
    /// Which part it belongs to.
    const PART: Part;
    /// Packs it.
    fn pack(&self, to: &mut Pack);
    /// Unpacks it.
    fn unpack(from: &mut Unpack<'_>) -> Result<Self>;
    /// Writes it.
    fn write(self, run: &Context, w: &mut Writes);
}

/// Unpacks and writes up to `most` records of a part; how many there were.
pub fn write_some(part: Part, from: &mut Unpack<'_>, most: usize, run: &Context, w: &mut Writes) -> Result<usize> {
    fn some<R: Record>(from: &mut Unpack<'_>, most: usize, run: &Context, w: &mut Writes) -> Result<usize> {
        for n in 0..most {
            if from.is_empty() {
                return Ok(n);
            }
            R::unpack(from)?.write(run, w);
        }
        Ok(most)
    }
    let write = match part {
        Part::Structure => some::<Structure>,
        Part::People => some::<Person>,
        Part::Households => some::<Household>,
        Part::Cases => some::<Case>,
        Part::Parties => some::<Party>,
        Part::Members => some::<Member>,
        Part::Contacts => some::<Contact>,
        Part::Actions => some::<Action>,
        Part::Tokens => some::<Token>,
        Part::External => some::<External>,
        Part::Alerts => some::<Alert>,
        Part::Bad => return Err(Error::defect("rows with problems are not written")),
    };
    write(from, most, run, w)
}

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
                texts.iter().for_each(|text| to.text(text));
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
        if !self.known_as.is_empty() {
            bulk::name(w, id, detail(0), NameKind::KnownAs, self.known_as.clone());
        }
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
        // A person has eight numbers for details: three names besides the one above, an address, three ways.
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

/// A case with the subject it is listed under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Number in the run.
    pub n: u64,
    /// The reference people quote.
    pub reference: String,
    /// What kind of case.
    pub case_type: String,
    /// Where it stands.
    pub stage: String,
    /// What it is about.
    pub title: String,
    /// Who owns the record.
    pub organisation: Uuid,
    /// Who holds it.
    pub team: Uuid,
    /// Who it is allocated to.
    pub worker: Option<Uuid>,
    /// Number of the subject it is listed under.
    pub lead: u64,
    /// 0 to 3.
    pub sensitivity: u8,
    /// First day.
    pub opened_on: Day,
    /// When that was written down, where the file says.
    pub opened_recorded_at: Option<Instant>,
    /// Last day.
    pub closed_on: Option<Day>,
    /// When that was written down, where the file says.
    pub closed_recorded_at: Option<Instant>,
    /// How it ended.
    pub outcome: String,
    /// Day of the latest successful contact.
    pub last_contact_on: Option<Day>,
}

impl Record for Case {
    const PART: Part = Part::Cases;

    fn pack(&self, to: &mut Pack) {
        to.num(self.n);
        for text in [&self.reference, &self.case_type, &self.stage, &self.title] {
            to.text(text);
        }
        to.id(self.organisation);
        to.id(self.team);
        to.id(self.worker.unwrap_or(Uuid::nil()));
        to.num(self.lead);
        to.num(self.sensitivity.into());
        to.day(self.opened_on);
        to.maybe_day(self.closed_on);
        for at in [self.opened_recorded_at, self.closed_recorded_at] {
            to.flag(at.is_some());
            if let Some(at) = at {
                to.at(at);
            }
        }
        to.text(&self.outcome);
        to.maybe_day(self.last_contact_on);
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        let mut case = Self {
            n: from.num()?,
            reference: from.text()?,
            case_type: from.text()?,
            stage: from.text()?,
            title: from.text()?,
            organisation: from.id()?,
            team: from.id()?,
            worker: Some(from.id()?).filter(|id| !id.is_nil()),
            lead: from.num()?,
            sensitivity: u8::try_from(from.num()?).unwrap_or(3),
            opened_on: from.day()?,
            closed_on: from.maybe_day()?,
            opened_recorded_at: None,
            closed_recorded_at: None,
            outcome: String::new(),
            last_contact_on: None,
        };
        for at in [&mut case.opened_recorded_at, &mut case.closed_recorded_at] {
            if from.flag()? {
                *at = Some(from.at()?);
            }
        }
        case.outcome = from.text()?;
        case.last_contact_on = from.maybe_day()?;
        Ok(case)
    }

    fn write(self, run: &Context, w: &mut Writes) {
        use cases::store::bulk;
        let id = run.ids.id(Kind::Case, self.n);
        let lead = run.ids.id(Kind::Person, self.lead);
        let team = TeamId::from_uuid(self.team);
        access::bulk::case(w, id, team, self.sensitivity.into(), self.closed_on.is_none());
        access::bulk::subject(w, id, lead);
        let closing = self.closed_on.map(|closed_on| Closing {
            closed_on,
            recorded_at: self.closed_recorded_at.unwrap_or(run.made_at),
            outcome: self.outcome,
        });
        bulk::case(
            w,
            bulk::Imported {
                id,
                reference: self.reference,
                case_type: self.case_type,
                stage: self.stage,
                title: self.title,
                organisation: Id::from_uuid(self.organisation),
                team,
                worker: self.worker.map(Id::from_uuid),
                lead,
                opened_on: self.opened_on,
                opened_recorded_at: self.opened_recorded_at.unwrap_or(run.made_at),
                closing,
                last_contact_at: self.last_contact_on.map(Day::start),
            },
        );
        bulk::party(w, id, lead, PartyRole::Subject);
    }
}

/// A further person in a case: case, person, role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party(pub u64, pub u64, pub PartyRole);

impl Record for Party {
    const PART: Part = Part::Parties;

    fn pack(&self, to: &mut Pack) {
        to.num(self.0);
        to.num(self.1);
        to.text(self.2.code());
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        Ok(Self(from.num()?, from.num()?, code(from.str()?, PartyRole::parse)?))
    }

    fn write(self, run: &Context, w: &mut Writes) {
        let (case, person) = (run.ids.id(Kind::Case, self.0), run.ids.id(Kind::Person, self.1));
        if matches!(self.2, PartyRole::Subject | PartyRole::GroupMember) {
            access::bulk::subject(w, case, person);
        }
        cases::store::bulk::party(w, case, person, self.2);
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

/// A contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Number in the run.
    pub n: u64,
    /// The person.
    pub person: u64,
    /// The case.
    pub case: u64,
    /// The worker.
    pub user: Uuid,
    /// How.
    pub channel: Channel,
    /// What was said or done.
    pub summary: String,
    /// The day.
    pub on: Day,
    /// When it was written down, where the file says.
    pub recorded_at: Option<Instant>,
}

impl Record for Contact {
    const PART: Part = Part::Contacts;

    fn pack(&self, to: &mut Pack) {
        to.num(self.n);
        to.num(self.person);
        to.num(self.case);
        to.id(self.user);
        to.text(self.channel.code());
        to.text(&self.summary);
        to.day(self.on);
        to.flag(self.recorded_at.is_some());
        if let Some(at) = self.recorded_at {
            to.at(at);
        }
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        Ok(Self {
            n: from.num()?,
            person: from.num()?,
            case: from.num()?,
            user: from.id()?,
            channel: code(from.str()?, Channel::parse)?,
            summary: from.text()?,
            on: from.day()?,
            recorded_at: if from.flag()? { Some(from.at()?) } else { None },
        })
    }

    fn write(self, run: &Context, w: &mut Writes) {
        // A note is not a contact.
        let (direction, outcome) = match self.channel {
            Channel::Note => (Direction::None, Outcome::None),
            _ => (Direction::Out, Outcome::Successful),
        };
        cases::store::bulk::contact(
            w,
            cases::store::bulk::Contact {
                id: run.ids.uuid(Kind::Contact, self.n),
                person: run.ids.id(Kind::Person, self.person),
                case: run.ids.id(Kind::Case, self.case),
                user: Id::from_uuid(self.user),
                channel: self.channel,
                direction,
                outcome,
                summary: self.summary,
                occurred_on: self.on,
                recorded_at: self.recorded_at.unwrap_or(run.made_at),
            },
        );
    }
}

/// Something that is to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Number in the run.
    pub n: u64,
    /// The person.
    pub person: u64,
    /// The case.
    pub case: u64,
    /// What is to happen.
    pub what: String,
    /// Whose it is.
    pub owner: Option<Uuid>,
    /// The day it is due.
    pub due_on: Day,
}

impl Record for Action {
    const PART: Part = Part::Actions;

    fn pack(&self, to: &mut Pack) {
        to.num(self.n);
        to.num(self.person);
        to.num(self.case);
        to.text(&self.what);
        to.id(self.owner.unwrap_or(Uuid::nil()));
        to.day(self.due_on);
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        Ok(Self {
            n: from.num()?,
            person: from.num()?,
            case: from.num()?,
            what: from.text()?,
            owner: Some(from.id()?).filter(|id| !id.is_nil()),
            due_on: from.day()?,
        })
    }

    fn write(self, run: &Context, w: &mut Writes) {
        cases::store::bulk::action(
            w,
            cases::store::bulk::Action {
                id: run.ids.uuid(Kind::Action, self.n),
                person: run.ids.id(Kind::Person, self.person),
                case: run.ids.id(Kind::Case, self.case),
                what: self.what,
                owner: self.owner.map(Id::from_uuid),
                due_on: self.due_on,
                recorded_at: run.made_at,
                recorded_by: run.made_by,
            },
        );
    }
}

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

fn code<T>(text: &str, parse: fn(&str) -> Option<T>) -> Result<T> {
    parse(text).ok_or_else(|| Error::defect(format!("{text} is no code of a staged record")))
}
