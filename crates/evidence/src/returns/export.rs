//! Sections of an export, case by case. Pure.

use super::model::{CaseWorld, Fact, Period, Why, World, enters, event_words, facts::of_case, place};
use crate::write::quoted;
use access::PersonId;
use kernel::{Day, csv_cell::guard};
use packs::{
    Pack,
    model::{Column, Each, Event, Export},
};
use std::fmt::Write;

/// A row of a section: what it is about besides the case.
struct Line<'a> {
    person: Option<(PersonId, &'a str)>,
    entry: Vec<&'a Fact>,
    code: &'a str,
}

/// How many rows a section has, and the file.
pub fn csv(pack: &Pack, section: &Export, world: &World, period: Period) -> (i64, String) {
    let mut out = cells(std::iter::once("case_id").chain(section.columns.iter().map(|c| c.name.as_str())));
    let mut n = 0;
    for case in world.cases.iter().filter(|case| enters(pack, world, case, period).is_ok()) {
        let said = |field: &String| of_case(world, case, field, period.to).iter().any(|f| f.has_value());
        if !section.said.is_empty() && !section.said.iter().any(said) {
            continue;
        }
        for line in lines(section, world, case, period) {
            let id = case.case_id.to_string();
            let values = section.columns.iter().map(|column| value(column, world, case, &line, period));
            let values: Vec<String> = std::iter::once(id).chain(values).collect();
            out.push_str(&cells(values.iter().map(String::as_str)));
            n += 1;
        }
    }
    (n, out)
}

/// The ids of the cases an export holds, for its audit row.
pub fn cases(pack: &Pack, world: &World, period: Period) -> Vec<uuid::Uuid> {
    let inside = world.cases.iter().filter(|case| enters(pack, world, case, period).is_ok());
    inside.map(|case| case.case_id.uuid()).collect()
}

fn lines<'a>(section: &'a Export, world: &'a World, case: &'a CaseWorld, period: Period) -> Vec<Line<'a>> {
    let whole = || Line { person: None, entry: Vec::new(), code: "" };
    match section.each {
        Each::Case => vec![whole()],
        Each::Person => {
            case.parties.iter().map(|(id, role)| Line { person: Some((*id, role)), ..whole() }).collect()
        }
        Each::Code => {
            let facts = of_case(world, case, &section.of, period.to);
            facts.iter().flat_map(|fact| &fact.codes).map(|code| Line { code, ..whole() }).collect()
        }
        Each::Entry => {
            let mut entries: Vec<(uuid::Uuid, Vec<&Fact>)> = Vec::new();
            for fact in case.facts.iter().filter(|fact| fact.form == section.of && fact.on <= period.to) {
                match entries.iter_mut().find(|(id, _)| *id == fact.entry) {
                    Some((_, facts)) => facts.push(fact),
                    None => entries.push((fact.entry, vec![fact])),
                }
            }
            entries.into_iter().map(|(_, entry)| Line { entry, ..whole() }).collect()
        }
    }
}

fn value(column: &Column, world: &World, case: &CaseWorld, line: &Line<'_>, period: Period) -> String {
    let age = |person: PersonId| {
        let born = world.born.get(&person).filter(|born| **born <= period.to);
        born.map_or_else(String::new, |born| born.age_on(period.to).to_string())
    };
    match column.from.as_str() {
        "case.opened" => case.opened_on.to_string(),
        "case.closed" => case.closed_on.map_or_else(String::new, |day| day.to_string()),
        "case.reference" => case.reference.clone(),
        "case.subjects" => case.subjects.len().to_string(),
        "case.age" => age(case.lead),
        "person.id" => line.person.map_or_else(String::new, |(id, _)| id.to_string()),
        "person.role" => line.person.map_or_else(String::new, |(_, role)| role.to_owned()),
        "person.age" => line.person.map_or_else(String::new, |(id, _)| age(id)),
        "row.code" => line.code.to_owned(),
        field => {
            let own = line.entry.iter().find(|fact| fact.field == field).copied();
            let person = line.person.filter(|(id, _)| *id != case.lead);
            let found = match (own, person) {
                (Some(fact), _) => vec![said_later(case, fact, period).unwrap_or(fact)],
                // An entry says nothing of what it was not asked; and facts are known of the lead's case.
                (None, Some((id, _))) => {
                    let one = CaseWorld { lead: id, facts: Vec::new(), ..case.clone() };
                    return joined(&of_case(world, &one, field, period.to));
                }
                (None, None) => of_case(world, case, field, period.to),
            };
            joined(&found)
        }
    }
}

/// What an entry left open and another form said afterwards, as a review's outcome is told on a form of its own.
fn said_later<'a>(case: &'a CaseWorld, open: &Fact, period: Period) -> Option<&'a Fact> {
    let later = |fact: &&Fact| {
        fact.field == open.field
            && fact.form != open.form
            && fact.has_value()
            && fact.on <= period.to
            && fact.recorded_at >= open.recorded_at
    };
    if open.has_value() { None } else { case.facts.iter().filter(later).min_by_key(|fact| fact.recorded_at) }
}

/// Codes, days, words or amounts; else why there is none.
fn joined(facts: &[&Fact]) -> String {
    let each = facts.iter().map(|fact| match fact.day {
        Some(day) => day.to_string(),
        None if !fact.codes.is_empty() => fact.codes.join(";"),
        None if !fact.words.is_empty() => fact.words.clone(),
        None => fact.absent.clone(),
    });
    each.collect::<Vec<_>>().join(";")
}

fn cells<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut out = cells.map(|cell| quoted(&guard(cell))).collect::<Vec<_>>().join(",");
    out.push_str("\r\n");
    out
}

/// What stands beside the files.
pub const README: &str = "README.txt";

/// The file of a section: `temporary-accommodation.csv`.
pub fn file_name(section: &Export) -> String {
    format!("{}.csv", kernel::words::fold(&section.section).replace(' ', "-"))
}

/// What people decided against the rules, case by case with the reason; empty for nothing.
fn by_hand(pack: &Pack, world: &World, period: Period) -> String {
    let mut lines: Vec<(String, Vec<&str>)> = Vec::new();
    for case in &world.cases {
        for table in &pack.tables {
            let (what, choice) = match place(table, world, case, period) {
                Ok(units) => match units.into_iter().find_map(|unit| unit.put_in) {
                    Some(choice) => ("put into", choice),
                    None => continue,
                },
                Err(Why::LeftOut(choice)) => ("left out of", choice),
                Err(_) => continue,
            };
            let on = Day::of(choice.at).long();
            let said = format!("{} by {} on {on}: {} {what}", case.case_id, choice.by, choice.reason);
            match lines.iter_mut().find(|(known, _)| *known == said) {
                Some((_, tables)) => tables.push(&table.id),
                None => lines.push((said, vec![&table.id])),
            }
        }
    }
    if lines.is_empty() {
        return String::new();
    }
    let mut out = "\nBy hand, against the rules of the tables:\n".to_owned();
    for (said, tables) in lines {
        let _ = writeln!(out, "{said} {}.", tables.join(", "));
    }
    out.push('\n');
    out
}

/// Which cases the export holds, in sentences.
pub fn words(pack: &Pack) -> Vec<String> {
    let Some(entry) = &pack.entry else {
        return vec!["Cases in at least one table of the period are in the files.".to_owned()];
    };
    let named =
        |events: &[Event]| events.iter().map(|event| event_words(pack, event)).collect::<Vec<_>>().join("; ");
    let mut said =
        vec![format!("A case is in the files for one of these in the period: {}.", named(&entry.events))];
    for except in &entry.except {
        let label = pack.field(&except.field).map_or("Risk band", |field| field.label.as_str());
        let codes: Vec<String> = except
            .is
            .iter()
            .map(|code| {
                let field = pack.field(&except.field);
                field.map_or(code.clone(), |field| cases::facts::model::code_words(pack, field, code))
            })
            .collect();
        said.push(format!("Not where “{label}” is {}.", codes.join(" or ")));
    }
    if !entry.unless.is_empty() {
        said.push(format!("All the same where this happened by the last day: {}.", named(&entry.unless)));
    }
    let unsure = if entry.confirmed { "" } else { " Our reading, not yet confirmed." };
    said.push(format!("Source: {}.{unsure}", entry.source));
    said
}

/// What stands beside the files.
pub fn readme(pack: &Pack, world: &World, period: Period) -> String {
    let mut out = format!("{}, {}\n\n", pack.name, period.words());
    out.push_str("These files have the shape of H-CLIC: sections that are joined by the case id in the first column.\n");
    out.push_str(
        "They are not certified, and no authority has accepted them. Check them before you send them.\n\n",
    );
    for section in &pack.exports {
        let columns: Vec<&str> = section.columns.iter().map(|column| column.name.as_str()).collect();
        let _ = writeln!(out, "{}: {}: case_id, {}", file_name(section), section.section, columns.join(", "));
    }
    let _ = writeln!(out, "\n{}", words(pack).join("\n"));
    out.push_str("Those that somebody left out are not in the files, those put into a table by hand are.\n");
    out.push_str("Several codes of one field stand in one cell, with ; between them. Where nothing is known the cell\n");
    out.push_str(
        "says why: not_known, declined, not_asked or not_applicable; empty means that nothing is recorded.\n",
    );
    out.push_str(&by_hand(pack, world, period));
    out.push_str("The files are about people. Keep them as you keep the case records, and no longer than you need them.\n");
    out
}
