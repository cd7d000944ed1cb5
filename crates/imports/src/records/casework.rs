//! Staged cases, their people, contacts and actions.

use super::{Context, Part, Record, code};
use crate::{
    ids::Kind,
    pack::{Pack, Unpack},
};
use access::TeamId;
use cases::model::{Channel, Closing, Direction, Outcome, PartyRole};
use kernel::{Day, Id, Instant, Result, db::Writes};
use uuid::Uuid;

/// A case with the subject it is listed under.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "a case type is what the trade calls it")]
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
    /// What is odd about it, in sentences; empty for nothing.
    pub warning: String,
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
        to.text(&self.warning);
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
            warning: String::new(),
        };
        for at in [&mut case.opened_recorded_at, &mut case.closed_recorded_at] {
            if from.flag()? {
                *at = Some(from.at()?);
            }
        }
        case.outcome = from.text()?;
        case.last_contact_on = from.maybe_day()?;
        case.warning = from.text()?;
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
                warning: self.warning,
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
