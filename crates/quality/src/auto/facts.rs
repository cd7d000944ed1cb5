//! What is read about one case before anything is proposed of it. Pure.

use access::{CaseId, PersonId};
use cases::promise::model::Term;
use kernel::{Day, calendar::Calendar};
use packs::{
    Pack,
    clock::State,
    model::{Condition, Event, Shows},
};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

/// Everything the rules look at, of one case.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The case.
    pub case_id: CaseId,
    /// The pack it is worked by; none for a kind that has none.
    pub pack: Option<Arc<Pack>>,
    /// Whose bank holidays count.
    pub calendar: Calendar,
    /// First day.
    pub opened_on: Day,
    /// Last day, once closed.
    pub closed_on: Option<Day>,
    /// The subject it is listed under.
    pub lead: PersonId,
    /// The current risk band; empty when nothing is weighed.
    pub band: String,
    /// The plan and its agreement.
    pub plan: Plan,
    /// Every run of every clock.
    pub clocks: Vec<Clock>,
    /// Every time in a stage, in order, and what was skipped.
    pub stages: Vec<Stage>,
    /// What happened besides contacts, as packs write it, and when; in order.
    pub events: Vec<(String, Day)>,
    /// Contacts, attempts and notes, oldest first.
    pub contacts: Vec<Contact>,
    /// What was agreed about being in touch, each version.
    pub promises: Vec<(PersonId, Term)>,
    /// The parts people have.
    pub parties: Vec<(PersonId, String)>,
    /// Steps and other things to be done that are open, the nearest first.
    pub actions: Vec<Open>,
    /// Decisions, oldest first, without those whose place another took.
    pub decisions: Vec<Decision>,
    /// Risk that was weighed, oldest first.
    pub risks: Vec<Risk>,
    /// Forms that were filled in and not withdrawn, oldest first.
    pub entries: Vec<Entry>,
    /// Fields that have a value, with their codes; of forms that repeat see [`Entry::said`].
    pub said: BTreeMap<String, Vec<String>>,
}

/// The plan of a case and where its agreement stands.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Goals that are worked on or were reached, in the person's words.
    pub goals: i64,
    /// Steps, open or ended.
    pub steps: i64,
    /// The day of the latest agreement.
    pub agreed_on: Option<Day>,
    /// With whom.
    pub agreed_with: String,
    /// Whether they got a copy.
    pub copy: bool,
    /// Whether the plan was changed after that.
    pub changed: bool,
    /// The day by which it is looked at again.
    pub review_on: Option<Day>,
    /// When it is expected that ending is safe: there is an exit plan.
    pub exit_on: Option<Day>,
}

/// A run of a clock.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Which clock of the pack.
    pub id: String,
    /// Which run of it.
    pub nth: i64,
    /// The day that set it going.
    pub starts_on: Day,
    /// Its last day.
    pub due_on: Day,
    /// How it stands.
    pub state: State,
    /// The day it ended.
    pub ended_on: Option<Day>,
}

/// A time in a stage, or its being skipped.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Which stage of the pack.
    pub id: String,
    /// First day, or the day it was skipped.
    pub entered_on: Day,
    /// Last day, once left.
    pub left_on: Option<Day>,
    /// Whether it was skipped.
    pub skipped: bool,
    /// Whether a reason is written.
    pub reasoned: bool,
}

/// A contact, an attempt or a note.
#[derive(Clone, Debug)]
pub struct Contact {
    /// With or about whom.
    pub person: PersonId,
    /// The day it happened.
    pub on: Day,
    /// The day it was written down.
    pub recorded_on: Day,
    /// Whether they were reached; none for what is no contact.
    pub reached: Option<bool>,
    /// Whether it is a note and no contact.
    pub note: bool,
    /// Whether it corrects an earlier entry.
    pub corrects: bool,
    /// Whether a later entry took its place: it does not count, but for when it was written.
    pub corrected: bool,
}

/// Something that is to be done.
#[derive(Clone, Debug)]
pub struct Open {
    /// What.
    pub what: String,
    /// Whether it is a step of the plan.
    pub step: bool,
    /// Whether it is somebody's.
    pub owned: bool,
    /// By when.
    pub due_on: Day,
}

/// A decision.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The record.
    pub id: Uuid,
    /// Which kind of the pack.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The day it was made; none while it waits for a leader.
    pub made_on: Option<Day>,
    /// Whether its reasons are written.
    pub reasoned: bool,
}

/// Risk that was weighed.
#[derive(Clone, Debug)]
pub struct Risk {
    /// With which tool of the pack.
    pub tool: String,
    /// The tool's name.
    pub name: String,
    /// The band in words.
    pub band: String,
    /// The score, and the highest there can be.
    pub score: (i64, i64),
    /// Whether it is written what the worker makes of it.
    pub reasoned: bool,
    /// On which day.
    pub on: Day,
    /// By when it is weighed again.
    pub next_on: Day,
}

/// A form that was filled in.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The entry.
    pub id: Uuid,
    /// Which form of the pack.
    pub form: String,
    /// The day it was written down.
    pub recorded_on: Day,
    /// The fields that have a value.
    pub said: Vec<String>,
}

impl Facts {
    /// An address under the case.
    pub fn at(&self, rest: &str) -> String {
        format!("/cases/{}{rest}", self.case_id)
    }

    /// Where clocks stand.
    pub fn at_clocks(&self) -> String {
        self.open_or("/clocks", "#clocks")
    }

    /// Where stages stand.
    pub fn at_stages(&self) -> String {
        self.open_or("/stages", "#stages")
    }

    /// Where a form stands.
    pub fn at_form(&self, form: &str) -> String {
        self.open_or(&format!("/forms/{form}"), "#known")
    }

    /// A page that only an open case has; the part of the case's own page that says the same of a closed one.
    fn open_or(&self, page: &str, part: &str) -> String {
        self.at(if self.closed_on.is_none() { page } else { part })
    }

    /// The last day that is looked at: today, or the case's last.
    pub fn as_at(&self, today: Day) -> Day {
        self.closed_on.map_or(today, |closed| closed.min(today))
    }

    /// Whether a condition of the pack holds.
    pub fn holds(&self, condition: &Condition) -> bool {
        if condition.field == "case.band" {
            return condition.is.contains(&self.band);
        }
        let codes = self.said.get(&condition.field);
        codes.is_some_and(|codes| condition.is.iter().any(|code| codes.contains(code)))
    }

    /// Whether somebody has a part in the case.
    pub fn has_part(&self, role: &str) -> bool {
        self.parties.iter().any(|(_, part)| part == role)
    }

    /// The fields of the pack that show something to a review.
    pub fn showing(&self, shows: Shows) -> Vec<&str> {
        let fields = self.pack.iter().flat_map(|pack| &pack.fields);
        fields.filter(|field| field.shows == shows).map(|field| field.id.as_str()).collect()
    }

    /// The first of some fields that has a value, in the case or in an entry of a form that repeats.
    pub fn first_said<'a>(&self, fields: &[&'a str]) -> Option<&'a str> {
        let of_entry =
            |field: &str| self.entries.iter().any(|entry| entry.said.iter().any(|said| said == field));
        fields.iter().copied().find(|field| self.said.contains_key(*field) || of_entry(field))
    }

    /// The form of the pack that asks a field.
    pub fn form_of(&self, field: &str) -> Option<&str> {
        let mut forms = self.pack.iter().flat_map(|pack| &pack.forms);
        forms.find(|form| form.fields.iter().any(|f| f.field == field)).map(|form| form.id.as_str())
    }

    /// The first day on which something happened; a contact is somebody reached.
    pub fn first(&self, event: &Event) -> Option<Day> {
        if *event == Event::Contact {
            let reached = self.contacts.iter().filter(|c| c.reached == Some(true) && !c.corrected);
            return reached.map(|c| c.on).min();
        }
        let words = event.to_string();
        self.events.iter().filter(|(happened, _)| *happened == words).map(|(_, on)| *on).min()
    }

    /// The name of a clock's rule.
    pub fn clock_name<'a>(&'a self, clock: &'a Clock) -> &'a str {
        let rule = self.pack.as_ref().and_then(|pack| pack.clock(&clock.id, clock.starts_on));
        rule.map_or(&clock.id, |rule| &rule.name)
    }
}
