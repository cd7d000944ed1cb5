//! One row of our template as values.

use super::fields::{FIELDS, Field, Holds, Mapping};
use crate::{
    problem::Problem,
    read::{Row, Source},
    values,
};
use cases::model::PartyRole;
use kernel::{Day, words::fold};

/// A row's values, checked each by itself.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// Line of the file.
    pub line: u64,
    texts: Vec<String>,
    days: [Option<Day>; DAYS],
    /// Whether the address is withheld.
    pub withheld: bool,
    /// 0 to 3.
    pub sensitivity: u8,
    /// The person's part in the case; subject where nothing is said.
    pub role: Option<PartyRole>,
    /// What is odd about the row, in sentences.
    pub warning: String,
}

const DAYS: usize = 5;

fn day_slot(field: Field) -> usize {
    match field {
        Field::Opened => 0,
        Field::Closed => 1,
        Field::LastContact => 2,
        Field::NextDue => 3,
        _ => 4,
    }
}

impl Values {
    /// A field as it was written, without outer white space.
    pub fn text(&self, field: Field) -> &str {
        self.texts.get(field as usize).map_or("", String::as_str)
    }

    /// The same, taken out.
    pub fn take(&mut self, field: Field) -> String {
        self.texts.get_mut(field as usize).map(std::mem::take).unwrap_or_default()
    }

    /// A field that holds a day.
    pub fn day(&self, field: Field) -> Option<Day> {
        self.days[day_slot(field)]
    }

    /// The whole name, from one column or two.
    pub fn full_name(&self) -> String {
        let whole = self.text(Field::FullName);
        if !whole.is_empty() {
            return single_spaced(whole);
        }
        single_spaced(&format!("{} {}", self.text(Field::FirstName), self.text(Field::FamilyName)))
    }

    /// Notes what is odd about the row.
    pub fn odd(&mut self, words: &str) {
        if !self.warning.is_empty() && !words.is_empty() {
            self.warning.push(' ');
        }
        self.warning.push_str(words);
    }

    /// Takes a case's own values from the first of its rows where this one leaves them empty.
    pub fn inherit(&mut self, first: &Self) {
        self.odd(&first.warning);
        for field in Field::ALL.iter().filter(|f| f.of_case()) {
            if self.text(*field).is_empty() {
                first.text(*field).clone_into(&mut self.texts[*field as usize]);
                if field.column().holds == Holds::Day {
                    self.days[day_slot(*field)] = first.day(*field);
                }
            }
        }
    }

    /// Reads a row into these values; what is wrong with it goes to `found`.
    pub fn read(&mut self, row: &Row, source: &Source, mapping: &Mapping, found: &mut Vec<Problem>) {
        self.line = row.line;
        self.texts.resize_with(FIELDS, String::new);
        self.texts.iter_mut().for_each(String::clear);
        self.days = [None; DAYS];
        (self.withheld, self.sensitivity, self.role) = (false, 1, None);
        self.warning.clear();
        if row.cells.len() > source.headers.len()
            && row.cells.iter().skip(source.headers.len()).any(|c| !c.is_empty())
        {
            let (has, heads) = (row.cells.len(), source.headers.len());
            found.push(Problem::bad(
                row.line,
                "",
                "",
                format!("The row has {has} cells and the file {heads} columns."),
                "Put a value that holds a separator into quotes.",
            ));
            return;
        }
        for (field, column) in mapping.mapped() {
            let cell = unguarded(cell_as_written(row, column));
            if source.has_marks()
                && let Some(mark) = source.mark(row.line, column)
            {
                found.push(values::marked(row.line, column, &source.headers[column], cell, *mark));
            }
            found.extend(values::formula(row.line, &source.headers[column], cell_as_written(row, column)));
            if !cell.is_empty() {
                self.texts[field as usize].push_str(cell);
                self.value(field, &source.headers[column], found);
            }
        }
    }

    fn value(&mut self, field: Field, heading: &str, found: &mut Vec<Problem>) {
        let cell = &self.texts[field as usize];
        let mut bad = |problem: String, remedy: String| {
            found.push(Problem::bad(self.line, heading, cell, problem, remedy));
        };
        match field.column().holds {
            Holds::Text(most) => {
                // Bytes are never fewer than characters, so most cells need no counting.
                if cell.len() > most && cell.chars().count() > most {
                    bad("This is too long.".to_owned(), format!("Use {most} characters or fewer."));
                }
            }
            Holds::Day => match values::day(cell) {
                Ok(day) => self.days[day_slot(field)] = Some(day),
                Err((problem, remedy)) => bad(problem, remedy),
            },
            Holds::YesNo => match values::yes_no(cell) {
                Some(yes) => self.withheld = yes,
                None => bad("This is neither yes nor no.".to_owned(), "Write yes or no.".to_owned()),
            },
            Holds::Choice if field == Field::Role => {
                if let Some(role) = role(cell) {
                    self.role = Some(role);
                } else {
                    let known: Vec<&str> = PartyRole::ALL.iter().map(|r| r.label()).collect();
                    bad("No such role is known.".to_owned(), format!("Use one of: {}.", known.join(", ")));
                }
            }
            Holds::Choice => match sensitivity(cell) {
                Some(level) => self.sensitivity = level,
                None => bad(
                    "No such sensitivity is known.".to_owned(),
                    "Use universal, standard, sensitive or restricted.".to_owned(),
                ),
            },
        }
    }
}

fn cell_as_written(row: &Row, column: usize) -> &str {
    row.cells.get(column).unwrap_or_default().trim()
}

fn role(text: &str) -> Option<PartyRole> {
    let folded = fold(text);
    PartyRole::ALL
        .iter()
        .copied()
        .find(|role| fold(role.label()) == folded || fold(role.code()) == folded)
        .or_else(|| {
            Some(match folded.as_str() {
                "family" => PartyRole::Family,
                "perpetrator" | "alleged perp" | "respondent" => PartyRole::AllegedPerpetrator,
                "client" | "tenant" | "customer" | "main person" => PartyRole::Subject,
                "reporter" | "reporting person" => PartyRole::Complainant,
                _ => return None,
            })
        })
}

fn sensitivity(text: &str) -> Option<u8> {
    Some(match fold(text).as_str() {
        "universal" | "0" => 0,
        "standard" | "normal" | "1" => 1,
        "sensitive" | "2" => 2,
        "restricted" | "3" => 3,
        _ => return None,
    })
}

/// A cell without the apostrophe that keeps a spreadsheet from running it: our own files have it.
fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell)
}

fn single_spaced(text: &str) -> String {
    if !text.contains("  ")
        && text.trim().len() == text.len()
        && !text.contains(|c: char| c.is_whitespace() && c != ' ')
    {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
