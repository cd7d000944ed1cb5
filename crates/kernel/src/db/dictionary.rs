//! The data dictionary: what every table and column means, how sensitive it is and how long it is kept.
//!
//! It is read from the migrations themselves. A table's line and each column's line end in a comment of three
//! parts: `-- A sentence. | sensitivity | retention`. A test compares the result with both live schemas, so no
//! column can be added without one.

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
    tables.extend(SERIES.iter().flat_map(|step| self::tables(step.text)));
    tables
}

/// The tables that one step makes.
pub fn tables(step: &str) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    let mut inside = false;
    for line in step.lines() {
        let (code, comment) = line.split_once("--").unwrap_or((line, ""));
        let code = code.trim();
        let parts: Vec<String> = comment.split('|').map(|p| p.trim().to_owned()).collect();
        let part = |n: usize| parts.get(n).cloned().unwrap_or_default();
        if let Some(rest) = code.strip_prefix("CREATE TABLE ") {
            let name = rest.trim_start_matches("IF NOT EXISTS ").trim_end_matches(['(', ' ']).to_owned();
            found.push(Table { name, sentence: part(0), retention: part(1), columns: Vec::new() });
            inside = true;
        } else if code.starts_with(')') {
            inside = false;
        } else if inside && code.starts_with(|c: char| c.is_ascii_lowercase()) {
            let name = code.split_whitespace().next().unwrap_or_default().to_owned();
            let column = Column { name, sentence: part(0), sensitivity: part(1), retention: part(2) };
            if let Some(table) = found.last_mut() {
                table.columns.push(column);
            }
        }
    }
    found
}
