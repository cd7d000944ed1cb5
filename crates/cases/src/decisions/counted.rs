//! Complaints counted for whoever decides: each with whether it qualifies, and why not.

use super::review::{Complaint, Met, Rules, count};
use crate::facts::{
    model::{Known, Value},
    store,
};
use access::{Action, Case, Decide, Permit, PersonId};
use kernel::{Day, Result, db::Conn, words};
use packs::{Pack, model::Counts};

/// Complaints that are looked at most, of each form.
const MOST: i64 = 500;

/// What is counted, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many qualify, and what follows.
    pub headline: String,
    /// Each complaint, and why it does not count; empty where it does.
    pub complaints: Vec<(String, String)>,
}

/// Counts a case's complaints for a decision: one statement for each form they are in, and one for the day.
pub fn counted<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Case, A>,
    person: PersonId,
    pack: &Pack,
    counts: &Counts,
) -> Result<Counted>
where
    Case: Decide<A>,
{
    let (tenant, case) = (permit.tenant(), permit.id());
    let mut complaints = Vec::new();
    for form in &counts.forms {
        complaints.extend(of_entries(&store::entries(c, tenant, case, form, MOST)?, counts));
    }
    complaints.sort_by(|a, b| (a.complained_on, &a.incident).cmp(&(b.complained_on, &b.incident)));
    let asks = |form: &&packs::model::Form| form.fields.iter().any(|asked| asked.field == counts.asked);
    let asked = match pack.forms.iter().find(asks).filter(|form| form.repeats) {
        Some(form) => store::entries(c, tenant, case, &form.id, 1)?,
        None => store::current(c, tenant, case, person)?,
    };
    let Some(applied_on) = asked.iter().find_map(|known| day(known, &counts.asked)) else {
        let label = pack.field(&counts.asked).map_or("The day it was asked for", |field| &field.label);
        return Ok(Counted {
            headline: format!("“{label}” is not recorded yet, so nothing can be counted. Record it first."),
            complaints: Vec::new(),
        });
    };
    let why = asked.iter().find(|known| known.field == counts.vulnerable).map(|known| match &known.value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    });
    told(&complaints, applied_on, counts, why.as_deref())
}

/// What came out, in words. Pure.
fn told(complaints: &[Complaint], applied_on: Day, counts: &Counts, why: Option<&str>) -> Result<Counted> {
    let rules = Rules {
        threshold: usize::try_from(counts.threshold).unwrap_or(usize::MAX),
        to_complain: counts.to_complain,
        to_apply: counts.to_apply,
        different_people: counts.different_people,
    };
    let found = count(complaints, applied_on, rules, why)?;
    let many = words::count(
        i64::try_from(found.qualifying).unwrap_or(i64::MAX),
        "complaint qualifies",
        "complaints qualify",
    );
    let follows = match &found.met {
        Met::ByNumber => "The number is reached, so the threshold is met.".to_owned(),
        Met::ByOverride(why) => {
            format!("The number is not reached. A senior manager finds the threshold met all the same: {why}")
        }
        Met::No => {
            "The number is not reached. Persistence, harm and the response so far may still be weighed."
                .to_owned()
        }
    };
    let people = if counts.different_people { " from different people" } else { "" };
    let lines = complaints.iter().zip(&found.complaints).map(|(complaint, out)| {
        let words = if complaint.reported {
            format!("{}, reported on {}", complaint.behaviour_on.long(), complaint.complained_on.long())
        } else {
            complaint.behaviour_on.long()
        };
        (words, out.map_or(String::new(), |out| out.label().to_owned()))
    });
    Ok(Counted {
        headline: format!(
            "{many} of {} for a request of {}; {}{people} are needed. {follows}",
            complaints.len(),
            applied_on.long(),
            counts.threshold
        ),
        complaints: lines.collect(),
    })
}

/// Entries as complaints. Those that name the same incident share it.
fn of_entries(facts: &[Known], counts: &Counts) -> Vec<Complaint> {
    let entries = facts.chunk_by(|a, b| a.entry_id == b.entry_id);
    let complaint = |entry: &[Known]| {
        let find = |field: &str| entry.iter().find_map(|known| day(known, field));
        let (behaviour_on, complained_on) = (find(&counts.happened)?, find(&counts.told));
        let words = |field: &String| {
            let known = entry.iter().find(|known| known.field == *field);
            known.map_or_else(String::new, |known| said(&known.value))
        };
        let named: Vec<String> = counts.incident.iter().map(words).collect();
        let incident = if named.iter().all(String::is_empty) {
            entry.first()?.entry_id.to_string()
        } else {
            named.join("\n")
        };
        Some(Complaint {
            incident,
            behaviour_on,
            complained_on: complained_on.unwrap_or(behaviour_on),
            reported: complained_on.is_some(),
            by: words(&counts.by),
        })
    };
    entries.filter_map(complaint).collect()
}

/// What is said, so that it can be compared: case, accents and spaces do not matter.
fn said(value: &Value) -> String {
    match value {
        Value::Text(text) => words::fold(text),
        Value::Codes(codes) => codes.join(" "),
        Value::Day(day) => day.to_string(),
        Value::Hundredths(n) => n.to_string(),
        Value::Nothing | Value::Absent(_) => String::new(),
    }
}

fn day(known: &Known, field: &str) -> Option<Day> {
    match known.value {
        Value::Day(day) if known.field == field => Some(day),
        _ => None,
    }
}
