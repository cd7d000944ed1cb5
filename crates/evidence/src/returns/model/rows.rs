//! The rows of a table.

use super::Said;
use cases::facts::model::{Absent, code_words};
use packs::{
    Pack,
    model::{AGES, Field, FieldKind, Table},
};
use std::collections::BTreeMap;

/// A row that something stands in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// The only row of a table without rows.
    Whole,
    /// A code, or a number in words.
    Code(String),
    /// It is said why nothing is known.
    Absent(Absent),
    /// Nothing is recorded.
    NotRecorded,
}

impl Cell {
    /// The row's code.
    pub fn code(&self) -> &str {
        match self {
            Self::Whole => "",
            Self::Code(code) => code,
            Self::Absent(why) => why.code(),
            Self::NotRecorded => "not_recorded",
        }
    }
}

/// A row, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its code.
    pub code: String,
    /// In words.
    pub label: String,
    /// How many, exactly.
    pub n: i64,
}

/// Most codes that `count.FIELD` tells apart: the last row is this many or more.
const MANY: usize = 3;

/// The rows that what is known stands in.
pub(super) fn cells(known: &Said<'_>) -> Vec<Cell> {
    let table = known.table;
    match table.by.as_str() {
        "" => vec![Cell::Whole],
        "case.age" => vec![known.age().map_or(Cell::NotRecorded, |age| age_cell(table, age))],
        "case.subjects" => vec![Cell::Code(known.case.subjects.len().to_string())],
        "case.band" => match known.case.band_on(known.period.to) {
            "" => vec![Cell::NotRecorded],
            band => vec![Cell::Code(band.to_owned())],
        },
        by => match by.strip_prefix("count.") {
            Some(field) => vec![counted(known, field)],
            None => coded(known, by),
        },
    }
}

/// A row for each code; else why there is none.
fn coded(known: &Said<'_>, field: &str) -> Vec<Cell> {
    let facts = known.of(field);
    let mut cells: Vec<Cell> =
        facts.iter().flat_map(|fact| &fact.codes).map(|code| Cell::Code(code.clone())).collect();
    if cells.is_empty() {
        let why = facts.iter().find_map(|fact| Absent::parse(&fact.absent));
        cells.push(why.map_or(Cell::NotRecorded, Cell::Absent));
    }
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// How many codes a field has. Nothing said is not none.
fn counted(known: &Said<'_>, field: &str) -> Cell {
    match coded(known, field).as_slice() {
        [Cell::Absent(Absent::NotApplicable)] => Cell::Code("0".to_owned()),
        [only @ (Cell::Absent(_) | Cell::NotRecorded)] => only.clone(),
        codes => Cell::Code(codes.iter().filter(|cell| cell.code() != "none").count().min(MANY).to_string()),
    }
}

fn bands(table: &Table) -> &[i64] {
    if table.ages.is_empty() { &AGES } else { &table.ages }
}

fn age_cell(table: &Table, age: i64) -> Cell {
    let bands = bands(table);
    match bands.iter().rposition(|from| *from <= age) {
        Some(nth) => Cell::Code(age_words(bands, nth)),
        None => Cell::Code(under(bands)),
    }
}

fn under(bands: &[i64]) -> String {
    format!("under-{}", bands.first().copied().unwrap_or_default())
}

/// `18-24`, `75+`.
fn age_words(bands: &[i64], nth: usize) -> String {
    let from = bands.get(nth).copied().unwrap_or_default();
    bands.get(nth + 1).map_or_else(|| format!("{from}+"), |next| format!("{from}-{}", next - 1))
}

/// The rows a table has whatever was counted, in their order.
fn offered(pack: &Pack, table: &Table) -> Vec<(String, String)> {
    let same = |code: String| (code.clone(), code);
    match table.by.as_str() {
        "" => vec![(String::new(), table.title.clone())],
        "case.age" => (0..bands(table).len()).map(|nth| same(age_words(bands(table), nth))).collect(),
        "case.subjects" => Vec::new(),
        "case.band" => {
            let bands = pack.risk.iter().flat_map(|tool| &tool.bands);
            let mut found: Vec<(String, String)> = Vec::new();
            for band in bands {
                if !found.iter().any(|(code, _)| *code == band.code) {
                    found.push((band.code.clone(), band.label.clone()));
                }
            }
            found
        }
        by if by.starts_with("count.") => (0..=MANY)
            .map(|n| (n.to_string(), if n == MANY { format!("{n} or more") } else { n.to_string() }))
            .collect(),
        by => pack.field(by).map(|field| codes(pack, field)).unwrap_or_default(),
    }
}

fn codes(pack: &Pack, field: &Field) -> Vec<(String, String)> {
    if field.kind == FieldKind::YesNo {
        return [("yes", "Yes"), ("no", "No")]
            .map(|(code, words)| (code.to_owned(), words.to_owned()))
            .to_vec();
    }
    let list = pack.list(&field.list).map(|list| list.codes.as_slice()).unwrap_or_default();
    list.iter().filter(|code| !code.retired).map(|code| (code.code.clone(), code.label.clone())).collect()
}

/// The rows in the order of the list, then codes that are not offered any more; and those of nothing known.
pub(super) fn lay_out(pack: &Pack, table: &Table, mut tally: BTreeMap<Cell, i64>) -> (Vec<Row>, Vec<Row>) {
    let mut rows = Vec::new();
    for (code, label) in offered(pack, table) {
        let cell = if table.by.is_empty() { Cell::Whole } else { Cell::Code(code.clone()) };
        rows.push(Row { code, label, n: tally.remove(&cell).unwrap_or(0) });
    }
    let mut unknown = Vec::new();
    for (cell, n) in tally {
        let code = cell.code().to_owned();
        match cell {
            Cell::Whole => {}
            Cell::Code(_) => rows.push(Row { label: words(pack, table, &code), code, n }),
            Cell::Absent(why) => unknown.push(Row { code, label: why.label().to_owned(), n }),
            Cell::NotRecorded => unknown.push(Row { code, label: "Not recorded".to_owned(), n }),
        }
    }
    (rows, unknown)
}

/// A row's code in words.
pub fn words(pack: &Pack, table: &Table, code: &str) -> String {
    if let Some((_, label)) = offered(pack, table).into_iter().find(|(known, _)| known == code) {
        return label;
    }
    if let Some(why) = Absent::parse(code) {
        return why.label().to_owned();
    }
    match pack.field(&table.by) {
        _ if code == "not_recorded" => "Not recorded".to_owned(),
        Some(field) => code_words(pack, field, code),
        None => code.replace("under-", "Under "),
    }
}
