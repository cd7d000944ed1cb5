//! The data dictionary: what every table and column means, how sensitive it is and how long it is kept.
//!
//! It is read from the migrations themselves. A table's line and each column's line end in a comment of three
//! parts: `-- A sentence. | sensitivity | retention`. A column that a later step adds stands on one line of its own
//! (`ALTER TABLE t ADD COLUMN c …; -- …`). A test compares the result with both live schemas, so no column can be
//! added without one.

use super::migrate::{LEDGER_TABLE, SERIES};

/// How sensitive a column may be, least first.
pub const SENSITIVITY: [&str; 5] = ["none", "internal", "personal", "special", "protected"];

/// How long rows are kept: what ends their keeping. The schedule itself comes with the retention engine.
pub const RETENTION: [&str; 7] = ["structure", "account", "person", "case", "audit", "import", "passing"];

/// One table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// What a row is, in a sentence.
    pub sentence: String,
    /// One of [`RETENTION`].
    pub retention: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds, in a sentence.
    pub sentence: String,
    /// One of [`SENSITIVITY`].
    pub sensitivity: String,
    /// One of [`RETENTION`].
    pub retention: String,
}

/// The whole dictionary.
pub fn all() -> Vec<Table> {
    let mut tables = tables(LEDGER_TABLE);
    for table in &mut tables {
        "A step of the schema that has been applied.".clone_into(&mut table.sentence);
        "structure".clone_into(&mut table.retention);
    }
    for step in SERIES {
        tables.extend(self::tables(step.text));
        for (name, column) in added(step.text) {
            if let Some(table) = tables.iter_mut().find(|table| table.name == name) {
                table.columns.push(column);
            }
        }
    }
    tables
}

/// The columns that one step adds to tables of earlier steps, each with its table.
fn added(step: &str) -> Vec<(String, Column)> {
    let of_line = |line: &str| {
        let (code, comment) = line.split_once("--")?;
        let (table, rest) = code.strip_prefix("ALTER TABLE ")?.split_once(" ADD COLUMN ")?;
        Some((table.to_owned(), column(rest, comment)))
    };
    step.lines().filter_map(of_line).collect()
}

/// A column from its definition and its comment.
fn column(code: &str, comment: &str) -> Column {
    let mut parts = comment.split('|').map(|part| part.trim().to_owned());
    let mut part = || parts.next().unwrap_or_default();
    Column {
        name: code.split_whitespace().next().unwrap_or_default().to_owned(),
        sentence: part(),
        sensitivity: part(),
        retention: part(),
    }
}

/// The tables that one step makes.
pub fn tables(step: &str) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    let mut inside = false;
    for line in step.lines() {
        let (code, comment) = line.split_once("--").unwrap_or((line, ""));
        let code = code.trim();
        if let Some(rest) = code.strip_prefix("CREATE TABLE ") {
            let name = rest.trim_start_matches("IF NOT EXISTS ").trim_end_matches(['(', ' ']).to_owned();
            let (sentence, retention) = comment.split_once('|').unwrap_or((comment, ""));
            found.push(Table {
                name,
                sentence: sentence.trim().to_owned(),
                retention: retention.trim().to_owned(),
                columns: Vec::new(),
            });
            inside = true;
        } else if code.starts_with(')') {
            inside = false;
        } else if inside
            && code.starts_with(|c: char| c.is_ascii_lowercase())
            && let Some(table) = found.last_mut()
        {
            table.columns.push(column(code, comment));
        }
    }
    found
}
