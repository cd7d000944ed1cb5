//! The rows of what the rules look at, and how they become [`Facts`].

use crate::auto::facts::{Clock, Contact, Decision, Entry, Facts, Open, Plan, Risk, Stage};
use access::{CaseId, PersonId};
use cases::promise::model::Term;
use kernel::{
    Day, Instant,
    calendar::{Calendar, Division},
    row,
};
use packs::{Pack, clock::State};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

row! {
    pub(super) struct HeadRow {
        pub(super) case_id: CaseId,
        pub(super) case_type: String,
        pub(super) pack_version: i64,
        pub(super) hash: Option<Vec<u8>>,
        pub(super) division: String,
        pub(super) opened_on: Day,
        pub(super) closed_on: Option<Day>,
        pub(super) lead_person_id: PersonId,
        pub(super) band: String,
        pub(super) agreed_on: Option<Day>,
        pub(super) agreed_at: Option<Instant>,
        pub(super) changed_at: Option<Instant>,
        pub(super) review_on: Option<Day>,
        pub(super) agreed_with: String,
        pub(super) copy: String,
        pub(super) exit_on: Option<Day>,
    }
}

row! {
    pub(super) struct WorkRow {
        pub(super) case_id: CaseId,
        pub(super) what: String,
        pub(super) id: String,
        pub(super) n: i64,
        pub(super) from_on: Day,
        pub(super) to_on: Option<Day>,
        pub(super) due_on: Option<Day>,
        pub(super) state: String,
    }
}

row! {
    pub(super) struct TouchRow {
        pub(super) case_id: CaseId,
        pub(super) what: String,
        pub(super) person_id: PersonId,
        pub(super) on: Day,
        pub(super) ended_on: Option<Day>,
        pub(super) every_days: i64,
        pub(super) outcome: String,
        pub(super) recorded_at: Instant,
        pub(super) corrects: bool,
        pub(super) corrected: bool,
    }
}

row! {
    pub(super) struct HeldRow {
        pub(super) case_id: CaseId,
        pub(super) what: String,
        pub(super) id: Option<Uuid>,
        pub(super) key: String,
        pub(super) words: String,
        pub(super) more: String,
        pub(super) flag: bool,
        pub(super) on: Option<Day>,
        pub(super) to: Option<Day>,
        pub(super) n: i64,
        pub(super) most: i64,
        pub(super) recorded_at: Option<Instant>,
    }
}

row! {
    pub(super) struct FactRow {
        pub(super) case_id: CaseId,
        pub(super) entry_id: Uuid,
        pub(super) form: String,
        pub(super) recorded_at: Instant,
        pub(super) field: Option<String>,
        pub(super) code: Option<String>,
        pub(super) repeats: bool,
    }
}

impl HeadRow {
    pub(super) fn facts(self, pack: Option<Arc<Pack>>) -> Facts {
        Facts {
            case_id: self.case_id,
            pack,
            calendar: Calendar::new(Division::parse(&self.division).unwrap_or(Division::EnglandAndWales)),
            opened_on: self.opened_on,
            closed_on: self.closed_on,
            lead: self.lead_person_id,
            band: self.band,
            plan: Plan {
                goals: 0,
                steps: 0,
                agreed_on: self.agreed_on,
                agreed_with: self.agreed_with,
                copy: !matches!(self.copy.as_str(), "" | "not_given"),
                changed: self
                    .agreed_at
                    .zip(self.changed_at)
                    .is_some_and(|(agreed, changed)| changed > agreed),
                review_on: self.review_on,
                exit_on: self.exit_on,
            },
            clocks: Vec::new(),
            stages: Vec::new(),
            events: Vec::new(),
            contacts: Vec::new(),
            promises: Vec::new(),
            parties: Vec::new(),
            actions: Vec::new(),
            decisions: Vec::new(),
            risks: Vec::new(),
            entries: Vec::new(),
            said: BTreeMap::new(),
        }
    }
}

impl WorkRow {
    pub(super) fn add(self, facts: &mut Facts) {
        match (self.what.as_str(), self.due_on, State::parse(&self.state)) {
            ("clock", Some(due_on), Some(state)) => facts.clocks.push(Clock {
                id: self.id,
                nth: self.n,
                starts_on: self.from_on,
                due_on,
                state,
                ended_on: self.to_on,
            }),
            ("stage", ..) => facts.stages.push(Stage {
                id: self.id,
                entered_on: self.from_on,
                left_on: self.to_on,
                skipped: self.n == 1,
                reasoned: !self.state.is_empty(),
            }),
            ("event", ..) => facts.events.push((self.id, self.from_on)),
            _ => {}
        }
    }
}

impl TouchRow {
    pub(super) fn add(self, facts: &mut Facts) {
        if self.what == "promise" {
            let term = Term { agreed_on: self.on, every_days: self.every_days, ended_on: self.ended_on };
            facts.promises.push((self.person_id, term));
            return;
        }
        facts.contacts.push(Contact {
            person: self.person_id,
            on: self.on,
            recorded_on: Day::of(self.recorded_at),
            reached: match self.outcome.as_str() {
                "successful" => Some(true),
                "attempted" => Some(false),
                _ => None,
            },
            note: self.what == "note",
            corrects: self.corrects,
            corrected: self.corrected,
        });
    }
}

impl HeldRow {
    pub(super) fn add(self, facts: &mut Facts) {
        match (self.what.as_str(), self.id, self.on, self.to) {
            ("risk", _, Some(on), Some(next_on)) => facts.risks.push(Risk {
                tool: self.key,
                name: self.words,
                band: self.more,
                score: (self.n, self.most),
                reasoned: self.flag,
                on,
                next_on,
            }),
            ("decision", Some(id), ..) => facts.decisions.push(Decision {
                id,
                kind: self.key,
                name: self.words,
                made_on: self.on.filter(|_| self.more == "made"),
                reasoned: self.flag,
            }),
            ("action", _, Some(due_on), _) => facts.actions.push(Open {
                what: self.words,
                step: self.key == "step",
                owned: self.flag,
                due_on,
            }),
            ("party", Some(person), ..) => facts.parties.push((PersonId::from_uuid(person), self.key)),
            ("goals", ..) => facts.plan.goals = self.n,
            ("steps", ..) => facts.plan.steps = self.n,
            _ => {}
        }
    }
}

impl FactRow {
    pub(super) fn add(self, facts: &mut Facts) {
        // An entry's rows follow each other; those known from other cases have no form and are no entry of this one.
        let new = facts.entries.last().is_none_or(|entry| entry.id != self.entry_id);
        if new && !self.form.is_empty() {
            facts.entries.push(Entry {
                id: self.entry_id,
                form: self.form.clone(),
                recorded_on: Day::of(self.recorded_at),
                said: Vec::new(),
            });
        }
        let Some(field) = self.field else { return };
        if !self.form.is_empty()
            && let Some(entry) = facts.entries.last_mut()
            && !entry.said.contains(&field)
        {
            entry.said.push(field.clone());
        }
        if !self.repeats {
            facts.said.entry(field).or_default().extend(self.code);
        }
    }
}
