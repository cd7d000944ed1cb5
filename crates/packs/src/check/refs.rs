//! What one part of a pack says of another: that it is there.

use super::{Checks, Finding, path};
use crate::model::{Condition, Event, Field, FieldKind, Need, Pack};
use std::collections::BTreeSet;

/// The ids there are.
pub(super) struct Known<'p> {
    pub fields: Vec<&'p str>,
    /// Fields that some form asks or some decision records.
    pub asked: BTreeSet<&'p str>,
    pub lists: Vec<&'p str>,
    pub forms: Vec<&'p str>,
    pub stages: Vec<&'p str>,
    pub clocks: Vec<&'p str>,
    pub tools: Vec<&'p str>,
    pub bands: Vec<&'p str>,
    pub decisions: Vec<&'p str>,
    pub powers: Vec<&'p str>,
    pub letters: Vec<&'p str>,
}

impl<'p> Known<'p> {
    pub fn of(pack: &'p Pack) -> Self {
        let id = String::as_str;
        let bands: BTreeSet<&str> =
            pack.risk.iter().flat_map(|t| &t.bands).map(|b| b.code.as_str()).collect();
        Self {
            fields: pack.fields.iter().map(|x| id(&x.id)).collect(),
            asked: (pack.forms.iter().flat_map(|form| &form.fields).map(|f| id(&f.field)))
                .chain(pack.decisions.iter().map(|kind| id(&kind.records)))
                .collect(),
            lists: pack.lists.iter().map(|x| id(&x.id)).collect(),
            forms: pack.forms.iter().map(|x| id(&x.id)).collect(),
            stages: pack.stages.iter().map(|x| id(&x.id)).collect(),
            // Several rules may share an id.
            clocks: pack.clocks.iter().map(|x| id(&x.id)).collect::<BTreeSet<_>>().into_iter().collect(),
            tools: pack.risk.iter().map(|x| id(&x.id)).collect(),
            bands: bands.into_iter().collect(),
            decisions: pack.decisions.iter().map(|x| id(&x.id)).collect(),
            powers: pack.powers.iter().map(|x| id(&x.id)).collect(),
            letters: pack.letters.iter().map(|x| id(&x.id)).collect(),
        }
    }
}

impl<'p> Checks<'p> {
    /// That an id is one of those there are.
    pub fn one_of(&mut self, field: impl Into<String>, what: &str, id: &str, ids: &[&str]) -> bool {
        if ids.contains(&id) {
            return true;
        }
        self.found.push(missing(field.into(), what, id, ids));
        false
    }

    /// That what an event speaks of is there, and can happen.
    pub fn event(&mut self, field: &str, event: &Event) {
        match event {
            Event::Reported
            | Event::Opened
            | Event::Closed
            | Event::Allocated
            | Event::Contact
            | Event::PlanAgreed => {}
            Event::Stage(id) | Event::Left(id) => {
                let ids = self.known.stages.clone();
                self.one_of(field, "stage", id, &ids);
            }
            Event::Fact(id) => self.recordable(field, id),
            Event::Decision(id) => {
                let ids = self.known.decisions.clone();
                self.one_of(field, "decision", id, &ids);
            }
            Event::Power(id) => {
                let ids = self.known.powers.clone();
                self.one_of(field, "power", id, &ids);
            }
            Event::Letter(id) => {
                let ids = self.known.letters.clone();
                self.one_of(field, "letter", id, &ids);
            }
        }
    }

    /// That what is needed can be there.
    pub fn need(&mut self, field: &str, need: &Need) {
        let (what, id, ids) = match need {
            Need::Fact(id) => return self.recordable(field, id),
            Need::Form(id) => ("form", id, self.known.forms.clone()),
            Need::Risk(id) => ("risk tool", id, self.known.tools.clone()),
            Need::Decision(id) => ("decision", id, self.known.decisions.clone()),
            Need::Letter(id) => ("letter", id, self.known.letters.clone()),
            Need::Contact
            | Need::ContactRule
            | Need::Plan
            | Need::PlanAgreed
            | Need::ExitPlan
            | Need::Allocated
            | Need::ActionsMoved
            | Need::Survey
            | Need::View => return,
        };
        self.one_of(field, what, id, &ids);
    }

    /// That a field is there and that something records it.
    pub fn recordable(&mut self, field: &str, id: &str) {
        let ids = self.known.fields.clone();
        if self.one_of(field, "field", id, &ids) && !self.known.asked.contains(id) {
            self.add(
                field,
                format!("No form asks {id} and no decision records it."),
                format!("Ask {id} in a form."),
            );
        }
    }

    /// That a condition is about codes there are.
    pub fn condition(&mut self, at: &str, condition: &Condition) {
        let codes: Vec<&str> = if condition.field == "case.band" {
            self.known.bands.clone()
        } else {
            let ids = self.known.fields.clone();
            if !self.one_of(path(at, "field"), "field", &condition.field, &ids) {
                return;
            }
            let Some(field) = self.pack.field(&condition.field) else { return };
            match self.codes(field) {
                Some(codes) => codes,
                // Its list is missing, and that is said where it stands.
                None if matches!(field.kind, FieldKind::Code | FieldKind::Codes) => return,
                None => {
                    return self.add(
                        path(at, "field"),
                        format!("{} holds no codes, so nothing can be said of them.", field.id),
                        "Use a field of kind code, codes or yes_no.",
                    );
                }
            }
        };
        self.some(path(at, "is"), &condition.is, "code");
        for (n, code) in condition.is.iter().enumerate() {
            self.one_of(path(at, &format!("is[{n}]")), &format!("code of {}", condition.field), code, &codes);
        }
    }

    /// The codes a field may have; `None` for one that has none.
    pub fn codes(&self, field: &Field) -> Option<Vec<&'p str>> {
        match field.kind {
            FieldKind::YesNo => Some(vec!["yes", "no"]),
            FieldKind::Code | FieldKind::Codes => {
                Some(self.pack.list(&field.list)?.codes.iter().map(|code| code.code.as_str()).collect())
            }
            FieldKind::Text | FieldKind::LongText | FieldKind::Day | FieldKind::Number | FieldKind::Money => {
                None
            }
        }
    }
}

fn missing(field: String, what: &str, id: &str, ids: &[&str]) -> Finding {
    let near = ids.iter().map(|known| (distance(id, known), known)).min();
    let remedy = match near {
        None => format!("Write the {what} first; there is none yet."),
        // As many slips as a word of that length may have.
        Some((far, known)) if far <= (id.len() / 3).max(1) => format!("Did you mean {known}?"),
        Some(_) if ids.len() <= 8 => format!("Use {}.", ids.join(", ")),
        Some(_) => format!("Write it, or use one of the {} there are.", ids.len()),
    };
    Finding { field, near: String::new(), words: format!("There is no {what} {id:?}."), remedy }
}

/// How many letters must be changed, added or left out to make one word the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = before + usize::from(x != *y);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
