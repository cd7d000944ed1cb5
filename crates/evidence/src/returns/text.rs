//! Tables as they leave the service: rounded, as JSON, CSV or text.

use super::model::{Count, Period, World, count, round};
use crate::write::quoted;
use kernel::{Error, Result, csv_cell::guard};
use packs::{
    Pack,
    model::{Counted, Rounding, Table},
};
use serde::Serialize;
use std::fmt::Write;

/// A table as it is published.
#[derive(Clone, Debug, Serialize)]
pub struct ReturnTable {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where its rules come from.
    pub source: String,
    /// `cases`, `people` or `entries`.
    pub counts: &'static str,
    /// Whether figures are rounded to 5 and small ones withheld.
    pub rounded: bool,
    /// How many in all; none where it is withheld.
    pub total: Option<i64>,
    /// The same as it is shown.
    pub total_shown: String,
    /// Its rows.
    pub rows: Vec<ReturnRow>,
    /// Where nothing is known, by why.
    pub unknown: Vec<ReturnRow>,
    /// Cases that somebody left out.
    pub left_out: Option<i64>,
    /// Cases that somebody put in although the rule leaves them out.
    pub put_in: Option<i64>,
}

/// A row as it is published.
#[derive(Clone, Debug, Serialize)]
pub struct ReturnRow {
    /// Its code.
    pub code: String,
    /// In words.
    pub label: String,
    /// How many; none where it is withheld.
    pub n: Option<i64>,
    /// The same as it is shown: `*` where it is withheld.
    pub shown: String,
    /// Its share of all, worked out of exact figures; empty of nothing.
    pub percent: String,
}

impl ReturnTable {
    /// What people decided against the rules, in sentences; empty for nothing.
    pub fn by_hand(&self) -> String {
        let said = |n: Option<i64>, done: &str| match n {
            Some(0) => None,
            Some(n) => Some(format!("{} {done} by hand.", kernel::words::count(n, "case", "cases"))),
            None => Some(format!("Fewer than 5 cases, or none, are {done} by hand.")),
        };
        let said = [said(self.left_out, "left out"), said(self.put_in, "put in")];
        said.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// What a table counts, for one and for many.
pub(crate) fn counted(table: &Table) -> (&'static str, &'static str) {
    match table.counts {
        Counted::Cases => ("case", "cases"),
        Counted::People => ("person", "people"),
        Counted::Entries => ("entry", "entries"),
    }
}

impl ReturnTable {
    /// A counted table, as it may leave the service.
    pub fn new(table: &Table, count: &Count) -> Self {
        let rounding = table.rounding;
        let rows = |rows: &[super::model::Row]| {
            rows.iter()
                .map(|row| ReturnRow {
                    code: row.code.clone(),
                    label: row.label.clone(),
                    n: round::published(row.n, rounding),
                    shown: round::shown(row.n, rounding),
                    percent: round::percent(row.n, count.total, rounding),
                })
                .collect()
        };
        Self {
            id: table.id.clone(),
            title: table.title.clone(),
            source: table.source.clone(),
            counts: counted(table).1,
            rounded: rounding == Rounding::Fives,
            total: round::published(count.total, rounding),
            total_shown: round::shown(count.total, rounding),
            rows: rows(&count.rows),
            unknown: rows(&count.unknown),
            left_out: round::published(count.left_out, rounding),
            put_in: round::published(count.put_in, rounding),
        }
    }
}

/// The tables of a pack, or one of them, counted over a period. [`Error::Invalid`] when there is no such table.
pub fn tables(pack: &Pack, world: &World, period: Period, only: Option<&str>) -> Result<Vec<ReturnTable>> {
    let wanted: Vec<&Table> = pack.tables.iter().filter(|t| only.is_none_or(|id| id == t.id)).collect();
    if let (true, Some(id)) = (wanted.is_empty(), only) {
        let ids: Vec<&str> = pack.tables.iter().map(|table| table.id.as_str()).collect();
        return Err(Error::invalid(format!("There is no table {id}. Use {}.", ids.join(", "))));
    }
    Ok(wanted.into_iter().map(|table| ReturnTable::new(table, &count(pack, table, world, period))).collect())
}

/// What stands under figures that are not rounded.
fn note(table: &ReturnTable) -> &'static str {
    if table.rounded {
        "0 to 4 shown as *, others to the nearest 5; percentages from exact figures."
    } else {
        crate::write::NOT_FOR_PUBLICATION
    }
}

/// All tables with what they are about, on lines of their own.
pub(crate) fn json(pack: &Pack, period: Period, tables: &[ReturnTable]) -> Result<String> {
    #[derive(Serialize)]
    struct Whole<'a> {
        pack: &'a str,
        version: i64,
        from: String,
        to: String,
        tables: &'a [ReturnTable],
    }
    let (from, to) = (period.from.to_string(), period.to.to_string());
    let whole = Whole { pack: &pack.id, version: pack.version, from, to, tables };
    Ok(format!("{}\n", serde_json::to_string_pretty(&whole).map_err(Error::defect)?))
}

/// One row a line: table, code, words, number, percent.
pub(crate) fn csv(pack: &Pack, period: Period, tables: &[ReturnTable]) -> String {
    let mut out = String::from("pack,from,to,table,title,code,row,n,percent\r\n");
    for table in tables {
        let mut line = |code: &str, label: &str, n: &str, percent: &str| {
            let (from, to) = (period.from.to_string(), period.to.to_string());
            let cells = [&pack.id, &from, &to, &table.id, &table.title, code, label, n, percent];
            let cells = cells.map(|cell: &str| quoted(&guard(cell)));
            let _ = write!(out, "{}\r\n", cells.join(","));
        };
        for row in table.rows.iter().chain(&table.unknown) {
            let n = row.n.map_or("*".to_owned(), |n| n.to_string());
            line(&row.code, &row.label, &n, &row.percent);
        }
        let total = table.total.map_or("*".to_owned(), |n| n.to_string());
        line("total", &format!("All {}", table.counts), &total, "");
        line("note", note(table), "", "");
        if !table.by_hand().is_empty() {
            line("by_hand", &table.by_hand(), "", "");
        }
    }
    out
}

/// Lined up for a terminal.
pub(crate) fn words(pack: &Pack, period: Period, tables: &[ReturnTable]) -> String {
    let mut out = format!("{}, {}.\n", pack.name, period.words());
    for table in tables {
        let _ = writeln!(out, "\n{}  {}", table.id, table.title);
        for row in table.rows.iter().chain(&table.unknown) {
            let _ = writeln!(out, "  {:<60}{:>9} {:>7}", row.label, row.shown, row.percent);
        }
        let _ = writeln!(out, "  {:<60}{:>9}", format!("All {}", table.counts), table.total_shown);
        let _ = writeln!(out, "  {}", format!("{} {}", note(table), table.by_hand()).trim_end());
    }
    out
}
