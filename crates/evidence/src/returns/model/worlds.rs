//! What is counted in: cases with what happened in them and what is known of them.

use access::{CaseId, PersonId};
use kernel::{Day, Error, Instant, Result};
use packs::model::Event;
use std::collections::HashMap;
use uuid::Uuid;

/// A period, both days counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Period {
    /// A period; [`Error::Invalid`] when it ends before it begins.
    pub fn new(from: Day, to: Day) -> Result<Self> {
        if from > to {
            return Err(Error::invalid("The period ends before it begins. Put the earlier day first."));
        }
        Ok(Self { from, to })
    }

    /// The calendar quarter a day lies in. Quarters of the financial year begin on the same days.
    pub fn quarter(day: Day) -> Self {
        let first = (day.month() - 1) / 3 * 3 + 1;
        let from = Day::new(day.year(), first, 1).unwrap_or(day);
        Self { from, to: from.plus_months(3).plus(-1) }
    }

    /// The financial year a day lies in: 1 April to 31 March.
    pub fn year(day: Day) -> Self {
        let year = if day.month() < 4 { day.year() - 1 } else { day.year() };
        let from = Day::new(year, 4, 1).unwrap_or(day);
        Self { from, to: from.plus_months(12).plus(-1) }
    }

    /// `2025/26` as a financial year; `None` for anything else.
    pub fn parse_year(text: &str) -> Option<Self> {
        let (first, second) = text.split_once('/')?;
        let year: i16 = (first.len() == 4).then(|| first.parse().ok())??;
        let next: i16 = second.parse().ok()?;
        let fits = (second.len() == 2 && next == (year + 1) % 100) || next == year + 1;
        fits.then(|| Day::new(year, 4, 1).map(Self::year))?
    }

    /// Whether a day lies in it.
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// `1 July 2026 to 30 September 2026`.
    pub fn words(self) -> String {
        format!("{} to {}", self.from.long(), self.to.long())
    }
}

/// Everything a return is counted from.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// The cases that may stand in it.
    pub cases: Vec<CaseWorld>,
    /// Facts of people, known in all their cases.
    pub people: HashMap<PersonId, Vec<Fact>>,
    /// Dates of birth.
    pub born: HashMap<PersonId, Day>,
}

/// A case as a return sees it.
#[derive(Clone, Debug)]
pub struct CaseWorld {
    /// The case.
    pub case_id: CaseId,
    /// The reference people quote.
    pub reference: String,
    /// First day.
    pub opened_on: Day,
    /// Last day, if it was closed by then.
    pub closed_on: Option<Day>,
    /// The risk band as the case holds it now: that of a case whose risk was weighed elsewhere. Ask
    /// [`CaseWorld::band_on`].
    pub band: String,
    /// How its risk was weighed, in the order of the days.
    pub weighed: Vec<Weighed>,
    /// The subject whose facts count.
    pub lead: PersonId,
    /// All it is about.
    pub subjects: Vec<PersonId>,
    /// Everybody in it, with their part.
    pub parties: Vec<(PersonId, String)>,
    /// What happened, in the order of the days.
    pub events: Vec<Happening>,
    /// Facts of the case.
    pub facts: Vec<Fact>,
    /// What people decided about it, the latest last.
    pub choices: Vec<Choice>,
    /// Parts in which somebody was in another open case of this kind when this one was opened.
    pub repeats: Vec<String>,
}

/// A risk tool, answered once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// Which tool.
    pub tool: String,
    /// The day.
    pub on: Day,
    /// The band that counted.
    pub band: String,
    /// Its place among the tool's bands, 0 for the highest.
    pub rank: i64,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// What, as packs write it.
    pub event: String,
    /// The day.
    pub on: Day,
    /// The entry it was recorded with, where it is a fact.
    pub entry: Option<Uuid>,
}

/// What one entry says of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The field.
    pub field: String,
    /// The entry.
    pub entry: Uuid,
    /// The form it was recorded with.
    pub form: String,
    /// Whether the form repeats.
    pub repeats: bool,
    /// The day it is true of.
    pub on: Day,
    /// When it was written down.
    pub recorded_at: Instant,
    /// Codes, where it has any.
    pub codes: Vec<String>,
    /// A day, where it holds one.
    pub day: Option<Day>,
    /// Words or an amount as it is exported, where it holds them and they were asked for.
    pub words: String,
    /// Why there is no value; empty where there is one, or where an answer was taken back.
    pub absent: String,
}

impl Fact {
    /// Whether it has a value.
    pub fn has_value(&self) -> bool {
        !self.codes.is_empty() || self.day.is_some() || !self.words.is_empty()
    }
}

/// What somebody decided about a case and a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The one table it is about; empty for the whole return.
    pub table: String,
    /// The time it is about.
    pub period: Period,
    /// Whether the case is taken in.
    pub included: bool,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Instant,
}

impl Choice {
    fn is_about(&self, table: &str) -> bool {
        self.table.is_empty() || self.table == table
    }
}

impl CaseWorld {
    /// The risk band as it was on a day: the highest of what each tool said last by then, as the case page shows it
    /// today. Empty where nothing was weighed yet.
    pub fn band_on(&self, day: Day) -> &str {
        if self.weighed.is_empty() {
            return &self.band;
        }
        let then = || self.weighed.iter().filter(|one| one.on <= day);
        let last = then().filter(|one| then().rfind(|other| other.tool == one.tool) == Some(one));
        last.min_by_key(|one| (one.rank, std::cmp::Reverse(one.on))).map_or("", |one| &one.band)
    }

    /// The latest choice about a table and a day.
    fn chosen(&self, table: &str, on: Day) -> Option<&Choice> {
        self.choices.iter().rfind(|choice| choice.is_about(table) && choice.period.holds(on))
    }

    /// The choice by which it is left out of what lies on a day in a table, if it is.
    pub fn left_out(&self, table: &str, on: Day) -> Option<&Choice> {
        self.chosen(table, on).filter(|choice| !choice.included)
    }

    /// The choice by which it is put into a table whatever the table's rule says, and the day it is counted for: the
    /// last day that lies in the period and in the time the choice is about.
    pub fn put_in(&self, table: &str, period: Period) -> Option<(&Choice, Day)> {
        let forced = self.choices.iter().rev().filter(|choice| choice.included && choice.table == table);
        let mut dated = forced.map(|choice| (choice, choice.period.to.min(period.to)));
        dated.find(|(choice, on)| {
            period.holds(*on) && choice.period.holds(*on) && self.chosen(table, *on) == Some(*choice)
        })
    }

    /// When something happened. Opening and closing are known of every case, also of one that came from elsewhere; what
    /// no report opened was reported when it was opened.
    pub fn happened(&self, event: &Event) -> Vec<Happening> {
        let name = event.to_string();
        let found: Vec<Happening> = self.events.iter().filter(|one| one.event == name).cloned().collect();
        let own = match event {
            Event::Opened | Event::Reported => Some(self.opened_on),
            Event::Closed => self.closed_on,
            _ => None,
        };
        match own {
            Some(on) if found.is_empty() => vec![Happening { event: name, on, entry: None }],
            _ => found,
        }
    }
}
