//! What a sound row holds, staged.

use super::{
    check::{Check, Place},
    fields::Field,
    row::Values,
};
use crate::{
    ids::Kind,
    records::{Action, Alert, Case, Contact, External, ExternalKind, Member, Party, Person, Structure},
};
use cases::model::{Channel, PartyRole};
use kernel::{Day, Error, Result};
use uuid::Uuid;

/// The team and organisation made for cases where the service has no team yet.
const IMPORTED: &str = "Imported cases";

impl Check<'_, '_> {
    /// Stages what a row holds, and the rows that waited for it.
    pub(super) fn accept(&mut self, n: u64, values: &mut Values, place: &Place, leads: bool) -> Result<()> {
        let waiting = if leads { self.waiting.remove(&n).unwrap_or_default() } else { Vec::new() };
        if let Some(first) = waiting.first() {
            values.inherit(&first.values);
        }
        let person = self.person(values, place, n)?;
        if leads {
            self.case(n, values, place, person)?;
        } else {
            self.stager.put(&Party(n, person, values.role.unwrap_or(PartyRole::Subject)))?;
        }
        for mut row in waiting {
            self.accept(n, &mut row.values, place, false)?;
        }
        Ok(())
    }

    /// The number of a row's person; stages them when they are new.
    fn person(&mut self, values: &mut Values, place: &Place, case: u64) -> Result<u64> {
        let reference = values.text(Field::PersonReference).to_owned();
        let reference = reference.as_str();
        let is_subject = values.role.is_none_or(|r| matches!(r, PartyRole::Subject | PartyRole::GroupMember));
        let worker = self.seen.case_mut(case).and_then(|c| Some((c.worker?, c.opened, c.closed)));
        let worker = worker.map(|(at, opened, closed)| (self.workers[at as usize].uuid(), opened, closed));
        let known = if reference.is_empty() { None } else { self.seen.person(reference).map(|p| p.n) };
        let n = match known {
            Some(n) => n,
            None => self.new_person(values, worker.map(|(user, ..)| user), place)?,
        };
        if is_subject {
            if let Some((user, opened, closed)) = worker {
                self.joins(n, user, (opened, closed), !reference.is_empty())?;
            }
            let words = people::tokens::of_reference(values.text(Field::Reference));
            self.stager.tokens(n, words)?;
        }
        Ok(n)
    }

    fn new_person(&mut self, values: &mut Values, worker: Option<Uuid>, place: &Place) -> Result<u64> {
        let n = self.people;
        self.people += 1;
        let keeper = match worker.or(place.keeper) {
            Some(keeper) => keeper,
            None => self.nobody(place)?,
        };
        let born_on = values.day(Field::BornOn);
        if born_on.is_none() {
            let remedy = "The person comes in without one. Ask when you see them.";
            let warning = self.odd(values, Field::BornOn, "No date of birth.", remedy);
            values.odd(&warning.told());
            self.stager.warn(warning);
        }
        let values = &*values;
        let text = |field: Field| values.text(field).to_owned();
        let full_name = values.full_name();
        let others = values.text(Field::OtherNames).split([';', '|']).map(str::trim);
        let aliases: Vec<String> = others.filter(|a| !a.is_empty()).take(3).map(str::to_owned).collect();
        for (keeper, twin) in self.lookup.twins(&full_name, born_on).to_vec() {
            self.stager.put(&Alert(self.alerts, keeper, twin, n))?;
            self.alerts += 1;
        }
        let mut names: Vec<&str> = vec![&full_name, values.text(Field::KnownAs)];
        names.extend(aliases.iter().map(String::as_str));
        let words = self.words.of_person(&names, born_on, values.text(Field::Phone));
        self.stager.tokens(n, words)?;
        if !values.text(Field::PersonReference).is_empty() {
            self.seen.add_person(n, values);
            self.stager.external(External(ExternalKind::Person, text(Field::PersonReference), n))?;
        }
        self.stager.put(&Person {
            n,
            full_name,
            known_as: text(Field::KnownAs),
            aliases,
            born_on,
            born_about: false,
            pronouns: text(Field::Pronouns),
            language: text(Field::Language),
            needs: text(Field::Needs),
            sensitivity: values.sensitivity,
            keeper,
            recorded_at: None,
            phone: text(Field::Phone),
            email: text(Field::Email),
            rule: text(Field::SafeContact),
            address: text(Field::Address),
            postcode: text(Field::Postcode),
            withheld: values.withheld,
        })?;
        Ok(n)
    }

    /// A worker works with a person: at once, or, when the person may come again, told at the end.
    fn joins(
        &mut self,
        person: u64,
        user: Uuid,
        (from, to): (Day, Option<Day>),
        may_return: bool,
    ) -> Result<()> {
        if may_return {
            let part = self.parts.entry((person, user)).or_insert((from, to));
            part.0 = part.0.min(from);
            part.1 = part.1.zip(to).map(|(a, b)| a.max(b));
            return Ok(());
        }
        self.member(person, user, (from, to))
    }

    pub(super) fn member(
        &mut self,
        person: u64,
        user: Uuid,
        (since_on, until_on): (Day, Option<Day>),
    ) -> Result<()> {
        let n = self.members;
        self.members += 1;
        self.stager.put(&Member { n, person, user, since_on, until_on })
    }

    fn case(&mut self, n: u64, values: &mut Values, place: &Place, lead: u64) -> Result<()> {
        let Some(seen) = self.seen.case_mut(n) else { return Err(Error::defect("a case that was not seen")) };
        seen.has_subject = true;
        let worker = seen.worker.map(|at| self.workers[at as usize].uuid());
        let (opened_on, closed_on) = (seen.opened, seen.closed);
        let by = match worker.or(place.keeper) {
            Some(by) => by,
            None => self.nobody(place)?,
        };
        let (last, note) = (values.day(Field::LastContact), values.take(Field::LastNote));
        if let Some(on) = last.or((!note.is_empty()).then_some(opened_on)) {
            // A note without a date is a note, not a contact.
            let channel = if last.is_some() { Channel::Visit } else { Channel::Note };
            let contact = Contact {
                n: self.contacts,
                person: lead,
                case: n,
                user: by,
                channel,
                summary: note,
                on,
                recorded_at: None,
            };
            self.contacts += 1;
            self.stager.put(&contact)?;
        }
        let what = values.take(Field::Next);
        if let (false, Some(due_on)) = (what.is_empty(), values.day(Field::NextDue)) {
            let action = Action { n: self.actions, person: lead, case: n, what, owner: worker, due_on };
            self.actions += 1;
            self.stager.put(&action)?;
        }
        self.stager.put(&Case {
            n,
            reference: values.take(Field::Reference),
            case_type: values.take(Field::Type),
            stage: values.take(Field::Stage),
            title: values.take(Field::Title),
            organisation: place.organisation,
            team: place.team,
            worker,
            lead,
            sensitivity: values.sensitivity,
            opened_on,
            opened_recorded_at: None,
            closed_on,
            closed_recorded_at: None,
            outcome: values.take(Field::Outcome),
            last_contact_on: last,
            warning: std::mem::take(&mut values.warning),
        })
    }

    /// The team made for a service that has none.
    pub(super) fn imported_team(&mut self) -> Result<Place> {
        if let Some(made) = self.made_team {
            return Ok(made);
        }
        let made = Place {
            team: self.ids.uuid(Kind::Team, 0),
            organisation: self.ids.uuid(Kind::Organisation, 0),
            keeper: None,
        };
        self.stager.put(&Structure::Organisation(0, IMPORTED.to_owned()))?;
        self.stager.put(&Structure::Team(0, made.organisation, IMPORTED.to_owned()))?;
        self.made_team = Some(made);
        Ok(made)
    }

    /// The account that keeps records which nobody keeps: whoever imports, or one made for it.
    fn nobody(&mut self, place: &Place) -> Result<Uuid> {
        if self.run.made_by.uuid() != access::NOBODY {
            return Ok(self.run.made_by.uuid());
        }
        if let Some(keeper) = self.made_keeper {
            return Ok(keeper);
        }
        let keeper = self.ids.uuid(Kind::User, 0);
        self.made_keeper = Some(keeper);
        let sign_in = format!("import-{}", &self.run.run_id.simple().to_string()[..12]);
        let texts = ["Nobody yet (imported)".to_owned(), String::new(), sign_in];
        self.stager.put(&Structure::User(0, place.organisation, texts))?;
        Ok(keeper)
    }
}
