//! The report of stays as text: JSON for programs, CSV for spreadsheets, a table for people at a terminal.

use crate::model::{Buckets, Split, Stays, Window};
use kernel::{Error, Result, csv_cell::guard};
use std::fmt::Write;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
    /// For people.
    Table,
}

impl Format {
    /// Reads the name of a format; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "json" => Self::Json,
            "csv" => Self::Csv,
            "table" => Self::Table,
            _ => return None,
        })
    }
}

/// What a figure of everybody is called.
pub(crate) const EVERYBODY: &str = "Whole service";

/// Stands in whatever leaves the service.
pub(crate) const NOT_FOR_PUBLICATION: &str =
    "Exact figures, small numbers included: not for publication without suppression.";

/// A team as reports name it.
pub(crate) fn team_words(team: &str, organisation: &str) -> String {
    format!("{team}, {organisation}")
}

/// The keys of the report, in their order, on lines of their own.
pub(crate) fn json(report: &Stays) -> Result<String> {
    let text = serde_json::to_string_pretty(report).map_err(Error::defect)?;
    Ok(format!("{text}\n"))
}

/// One number a line: what it is, of whom or of which range, the number. Empty where there is none.
pub(crate) fn csv(report: &Stays, contacts: Option<&Buckets>, window: Window, of: &str) -> String {
    let mut out = String::from("figure,of,value\r\n");
    let mut line = |figure: &str, of: &str, value: &str| {
        let cells = [figure, of, value].map(|cell| quoted(&guard(cell)));
        let _ = write!(out, "{}\r\n", cells.join(","));
    };
    line("for", "", of);
    line("from", "", &window.from().to_string());
    line("to", "", &window.to().to_string());
    for (figure, n) in counts(report) {
        line(figure, "", &n.to_string());
    }
    for (figure, split) in [("mean_days", report.mean_days), ("median_days", report.median_days)] {
        for (of, days) in halves(split) {
            line(figure, of, &days.map(|d| d.to_string()).unwrap_or_default());
        }
    }
    let of_contacts = contacts.map(|buckets| ("contact_delay", buckets));
    for (figure, buckets) in ranges(report).into_iter().chain(of_contacts) {
        for (label, n) in buckets.iter() {
            line(figure, label, &n.to_string());
        }
    }
    line("ends_before_it_begins", "", &report.backwards.to_string());
    line("recorded_before_it_happened", "entries", &report.ahead.0.to_string());
    line("recorded_before_it_happened", "exits", &report.ahead.1.to_string());
    line("note", "", NOT_FOR_PUBLICATION);
    out
}

/// Lined up for a terminal.
pub(crate) fn table(report: &Stays, window: Window, of: &str) -> String {
    let days = |d: Option<i64>| d.map_or_else(|| "-".to_owned(), |d| d.to_string());
    let mut out = format!("Stays from {} to {}. {of}.\n\n", window.from().long(), window.to().long());
    let _ = writeln!(out, "{:<22}{:>8}{:>9}{:>9}", "", "Persons", "Leavers", "Stayers");
    let _ = writeln!(out, "{:<22}{:>8}{:>9}{:>9}", "People", report.persons, report.leavers, report.stayers);
    for (label, split) in [("Mean days", report.mean_days), ("Median days", report.median_days)] {
        let _ = writeln!(out, "{label:<22}{:>8}{:>9}{:>9}", "", days(split.leavers), days(split.stayers));
    }
    let _ = writeln!(out, "\n{:<22}{:>8}", "Length of stay, days", "Persons");
    for (label, n) in report.length.iter() {
        let _ = writeln!(out, "{label:<22}{n:>8}");
    }
    let _ = writeln!(out, "\n{:<22}{:>8}{:>9}", "Recorded after, days", "Entries", "Exits");
    for ((label, entries), (_, exits)) in report.entry_delay.iter().zip(report.exit_delay.iter()) {
        let _ = writeln!(out, "{label:<22}{entries:>8}{exits:>9}");
    }
    if report.backwards > 0 {
        let _ = writeln!(out, "\n{}", backwards_words(report.backwards));
    }
    if let Some(words) = ahead_words(report) {
        let _ = writeln!(out, "\n{words}");
    }
    let _ = writeln!(out, "\n{NOT_FOR_PUBLICATION}");
    out
}

/// What is said where beginnings or ends were written down before they happened.
pub(crate) fn ahead_words(report: &Stays) -> Option<String> {
    let (entries, exits) = report.ahead;
    (entries + exits > 0).then(|| {
        format!(
            "{entries} of {} beginnings and {exits} of {} ends were recorded before they happened. They count as \
             recorded the same day. Where there are many, the dates they came with are wrong.",
            report.entry_delay.total(),
            report.exit_delay.total()
        )
    })
}

/// What is said where stays end before they begin.
pub(crate) fn backwards_words(n: i64) -> String {
    let stays = if n == 1 {
        "1 stay ends before it begins".to_owned()
    } else {
        format!("{n} stays end before they begin")
    };
    format!("{stays}. They are counted as recorded, with a length below 0. Correct the dates on the case.")
}

fn counts(report: &Stays) -> [(&'static str, i64); 3] {
    [("persons", report.persons), ("leavers", report.leavers), ("stayers", report.stayers)]
}

fn halves(split: Split) -> [(&'static str, Option<i64>); 2] {
    [("leavers", split.leavers), ("stayers", split.stayers)]
}

fn ranges(report: &Stays) -> [(&'static str, &Buckets); 3] {
    [("length", &report.length), ("entry_delay", &report.entry_delay), ("exit_delay", &report.exit_delay)]
}

/// A cell as RFC 4180 wants it.
pub(crate) fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
