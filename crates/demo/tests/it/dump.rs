//! Every row of every table in words: alike on both engines when the rows are.

use kernel::{
    Result,
    db::{Conn, Row, dictionary, migrate::SERIES},
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Of each table the number of its rows and the SHA-256 of all of them in order.
pub fn dump(db: &access::Db) -> BTreeMap<String, (usize, Vec<u8>)> {
    let tables =
        SERIES.iter().flat_map(|step| dictionary::tables(step.text).into_iter().map(|t| (t, step.text)));
    tables
        .map(|(table, text)| {
            let columns: Vec<(String, String)> =
                table.columns.iter().map(|c| (c.name.clone(), kind_of(text, &table.name, &c.name))).collect();
            let name = table.name.clone();
            let mut rows = db.facade().report_now(move |c| rows(c, &name, &columns)).expect("rows");
            rows.sort_unstable();
            let mut hash = Sha256::new();
            for row in &rows {
                hash.update(row.as_bytes());
            }
            (table.name, (rows.len(), hash.finalize().to_vec()))
        })
        .collect()
}

/// The type a migration gives a column, such as `{uuid}` or `TEXT`.
fn kind_of(text: &str, table: &str, column: &str) -> String {
    let mut lines = text.lines().skip_while(|l| !l.starts_with(&format!("CREATE TABLE {table} (")));
    let line = lines.find(|l| l.split_whitespace().next() == Some(column)).expect("the column's line");
    line.split_whitespace().nth(1).expect("the column's type").trim_matches(',').to_owned()
}

fn rows(c: &mut dyn Conn, table: &str, columns: &[(String, String)]) -> Result<Vec<String>> {
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let sql = format!("SELECT {} FROM {table} WHERE tenant_id = 1", names.join(", "));
    let mut found = Vec::new();
    c.each_row(&sql, false, &[], &mut |row| {
        let cells: Result<Vec<String>> =
            columns.iter().enumerate().map(|(i, (_, kind))| cell(row, i, kind)).collect();
        found.push(cells?.join("\u{1f}") + "\n");
        Ok(())
    })?;
    Ok(found)
}

fn cell(row: &dyn Row, i: usize, kind: &str) -> Result<String> {
    Ok(match kind {
        "{uuid}" => format!("{:?}", row.uuid(i)?),
        "{at}" => format!("{:?}", row.instant(i)?),
        "{on}" => format!("{:?}", row.day(i)?),
        "{bool}" => format!("{:?}", row.boolean(i)?),
        "{i64}" => format!("{:?}", row.integer(i)?),
        "{f64}" => format!("{:?}", row.real(i)?),
        "{bytes}" => format!("{:?}", row.bytes(i)?),
        "TEXT" | "{key}" => format!("{:?}", row.text(i)?),
        other => panic!("teach this test the type {other}"),
    })
}
