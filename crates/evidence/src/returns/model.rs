//! Counting the tables of a return over what happened. Pure: the rows come from [`super::store`].
//!
//! A table is counted and explained by one function, [`place`]: it says where a case stands in a table, or why it
//! does not. So a page that says why, and a figure, cannot differ.

mod entry;
pub mod facts;
pub mod round;
pub mod rows;
mod worlds;

pub use entry::{Entered, enters};
pub use facts::Said;
pub use rows::{Cell, Row};
pub use worlds::{CaseWorld, Choice, Fact, Happening, Period, Weighed, World};

use access::{CaseId, PersonId};
use kernel::Day;
use packs::{
    Pack,
    model::{Counted, During, Event, Table},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// One thing that a table counts of a case: what put it there, and its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The day of the event.
    pub on: Day,
    /// The rows it stands in; several where a field has several codes.
    pub cells: Vec<Cell>,
    /// The choice by which it is counted although the rule leaves it out.
    pub put_in: Option<Choice>,
}

/// Why a case does not stand in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The event did not happen in the period; with the nearest day on which it did, if it ever did.
    NoEvent(Option<Day>),
    /// It began, and was over before it could count; with the day it ended.
    Over(Day),
    /// It happened, and a condition does not hold: of this field.
    Condition(String),
    /// Somebody left it out, with their reason.
    LeftOut(Choice),
    /// Another case with the same person in this part was open when this one was.
    SameParty(String),
}

/// Where a case stands in a table: what is counted, or why nothing is. Never empty when it is `Ok`.
pub fn place(table: &Table, world: &World, case: &CaseWorld, period: Period) -> Result<Vec<Unit>, Why> {
    let mut why = Why::NoEvent(nearest(table, case, period));
    let mut units = Vec::new();
    for (event, on) in spans(table, case, period, &mut why) {
        if let Some(choice) = case.left_out(&table.id, on) {
            why = Why::LeftOut(choice.clone());
            continue;
        }
        let known = Said { table, world, case, period, event: &event };
        let fails = table.only.iter().find(|condition| !known.holds(condition));
        match fails.or_else(|| table.except.iter().find(|condition| known.holds(condition))) {
            Some(condition) => why = Why::Condition(condition.field.clone()),
            None => units.push(Unit { on: event.on, cells: rows::cells(&known), put_in: None }),
        }
    }
    if let (false, Some(role)) =
        (units.is_empty(), case.repeats.iter().find(|role| table.once_by.contains(role)))
    {
        why = Why::SameParty(role.clone());
        units.clear();
    }
    if units.is_empty() {
        return by_hand(table, world, case, period).map(|unit| vec![unit]).ok_or(why);
    }
    match table.counts {
        // A case counts once: as it stood last.
        Counted::Cases | Counted::People => Ok(units.split_off(units.len() - 1)),
        Counted::Entries => Ok(units),
    }
}

/// The unit of a case that somebody put into the table: as the case stood last in the period.
fn by_hand(table: &Table, world: &World, case: &CaseWorld, period: Period) -> Option<Unit> {
    let (choice, on) = case.put_in(&table.id, period)?;
    let event = Happening { event: String::new(), on, entry: None };
    let cells = rows::cells(&Said { table, world, case, period, event: &event });
    Some(Unit { on, cells, put_in: Some(choice.clone()) })
}

/// The events of the table that lie in the period, or last into it; with the day by which a case that was left out
/// of a quarter is: that of the event, or the last day for what lasts.
fn spans(table: &Table, case: &CaseWorld, period: Period, why: &mut Why) -> Vec<(Happening, Day)> {
    let starts = case.happened(&table.event);
    let Some(until) = &table.until else {
        return starts.into_iter().filter(|e| period.holds(e.on)).map(|e| (e.clone(), e.on)).collect();
    };
    let ends = case.happened(until);
    let mut found = Vec::new();
    for start in starts.iter().filter(|start| start.on <= period.to) {
        let end = end_of(start, &starts, &ends, case.closed_on);
        let counts = match table.during {
            During::LastDay => end.is_none_or(|end| end > period.to),
            During::AnyDay => end.is_none_or(|end| end >= period.from),
        };
        match end {
            Some(end) if !counts => *why = Why::Over(end),
            _ => found.push((start.clone(), period.to)),
        }
    }
    found
}

/// The day something that lasts ended: as its own entry says, else when something of another entry next ended it,
/// else when the case closed.
fn end_of(start: &Happening, starts: &[Happening], ends: &[Happening], closed: Option<Day>) -> Option<Day> {
    let same = |a: Option<Uuid>, b: Option<Uuid>| a.is_some() && a == b;
    let own = ends.iter().find(|end| same(end.entry, start.entry));
    let loose = |end: &&Happening| !starts.iter().any(|other| same(other.entry, end.entry));
    let other = || ends.iter().filter(loose).find(|end| end.on >= start.on);
    own.or_else(other).map(|end| end.on).or(closed)
}

/// The day nearest to the period on which the event happened.
fn nearest(table: &Table, case: &CaseWorld, period: Period) -> Option<Day> {
    let days = case.happened(&table.event).into_iter().map(|event| event.on);
    days.min_by_key(|day| day.days_until(period.from).max(period.to.days_until(*day)))
}

/// A table, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Its rows in the order of the code list, those with nobody in them too.
    pub rows: Vec<Row>,
    /// Where nothing is known, by why: not known, declined, not asked, does not apply, not recorded.
    pub unknown: Vec<Row>,
    /// How many in all: cases, people or entries. Rows may add up to more where one stands in several.
    pub total: i64,
    /// Cases left out by somebody.
    pub left_out: i64,
    /// Cases that somebody put in although the rule leaves them out.
    pub put_in: i64,
}

impl Count {
    /// Known and unknown rows.
    pub fn all(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().chain(&self.unknown)
    }
}

/// Counts a table over a period.
pub fn count(pack: &Pack, table: &Table, world: &World, period: Period) -> Count {
    let mut tally: BTreeMap<Cell, i64> = BTreeMap::new();
    let mut people: BTreeMap<PersonId, Unit> = BTreeMap::new();
    let (mut total, mut left_out, mut put_in) = (0, 0, 0);
    for case in &world.cases {
        let units = match place(table, world, case, period) {
            Ok(units) => units,
            Err(why) => {
                left_out += i64::from(matches!(why, Why::LeftOut(_)));
                continue;
            }
        };
        put_in += i64::from(units.iter().any(|unit| unit.put_in.is_some()));
        if table.counts == Counted::People {
            for (person, unit) in persons(table, world, case, period, &units) {
                let before = people.get(&person).map(|unit| unit.on);
                if before.is_none_or(|before| before <= unit.on) {
                    people.insert(person, unit);
                }
            }
            continue;
        }
        total += i64::try_from(units.len()).unwrap_or(i64::MAX);
        for unit in units {
            add(&mut tally, unit);
        }
    }
    total += i64::try_from(people.len()).unwrap_or(i64::MAX);
    for unit in people.into_values() {
        add(&mut tally, unit);
    }
    let (rows, unknown) = rows::lay_out(pack, table, tally);
    Count { rows, unknown, total, left_out, put_in }
}

/// One thing counts once in a row, however often it was said: two sources of one kind are one.
fn add(tally: &mut BTreeMap<Cell, i64>, unit: Unit) {
    for cell in unit.cells.into_iter().collect::<BTreeSet<_>>() {
        *tally.entry(cell).or_default() += 1;
    }
}

/// Each subject of a case with the row that is theirs: their own age and facts.
fn persons(
    table: &Table,
    world: &World,
    case: &CaseWorld,
    period: Period,
    units: &[Unit],
) -> Vec<(PersonId, Unit)> {
    let Some(unit) = units.last() else { return Vec::new() };
    let of = |person: PersonId| {
        let one = CaseWorld { lead: person, ..case.clone() };
        let theirs = place(table, world, &one, period).ok().and_then(|mut units| units.pop());
        (person, theirs.unwrap_or_else(|| unit.clone()))
    };
    match case.subjects.as_slice() {
        [only] if *only == case.lead => vec![(*only, unit.clone())],
        many => many.iter().map(|person| of(*person)).collect(),
    }
}

/// The cases that stand in a table, or in one row of it, with the day; in the order of the days.
pub fn members(table: &Table, world: &World, period: Period, row: Option<&str>) -> Vec<(CaseId, Day)> {
    let mut found: Vec<(CaseId, Day)> = Vec::new();
    for case in &world.cases {
        let units = place(table, world, case, period).unwrap_or_default();
        let fits = |unit: &&Unit| row.is_none_or(|row| unit.cells.iter().any(|cell| cell.code() == row));
        found.extend(units.iter().find(fits).map(|unit| (case.case_id, unit.on)));
    }
    found.sort_by_key(|(case, on)| (*on, *case));
    found
}

/// The event as packs and rows write it.
pub(crate) fn event_words(pack: &Pack, event: &Event) -> String {
    let named = |name: Option<&str>, id: &str| name.unwrap_or(id).to_owned();
    match event {
        Event::Reported => "It is reported".to_owned(),
        Event::Opened => "The case is opened".to_owned(),
        Event::Closed => "The case is closed".to_owned(),
        Event::Allocated => "The case is allocated".to_owned(),
        Event::Contact => "Somebody is reached".to_owned(),
        Event::PlanAgreed => "The plan is agreed".to_owned(),
        Event::Stage(id) => format!("Begins: {}", named(pack.stage(id).map(|s| s.name.as_str()), id)),
        Event::Left(id) => format!("Ends: {}", named(pack.stage(id).map(|s| s.name.as_str()), id)),
        Event::Fact(id) => format!("Recorded: {}", named(pack.field(id).map(|f| f.label.as_str()), id)),
        Event::Decision(id) => format!("Decided: {}", named(pack.decision(id).map(|d| d.name.as_str()), id)),
        Event::Power(id) => format!("Used: {}", named(pack.power(id).map(|p| p.name.as_str()), id)),
        Event::Letter(id) => format!("Sent: {}", named(pack.letter(id).map(|l| l.title.as_str()), id)),
    }
}
