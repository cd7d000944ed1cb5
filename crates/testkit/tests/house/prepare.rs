//! Every statement is prepared on both engines, and gives the columns that its row type reads.

use crate::every_statement;
use kernel::db::{Engine, Kind, Known};
use testkit::on_both;

fn server_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "bool",
        Kind::I64 => "int8",
        Kind::F64 => "float8",
        Kind::Text => "text",
        Kind::Bytes => "bytea",
        Kind::Uuid => "uuid",
        Kind::At => "timestamptz",
        Kind::On => "date",
    }
}

/// The highest `$n` of a statement.
fn parameters(known: &Known) -> usize {
    let numbers = known
        .text
        .split('$')
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default());
    numbers.filter_map(|n| n.parse().ok()).max().unwrap_or(0)
}

#[test]
fn every_statement_is_prepared_and_gives_what_its_row_type_reads() {
    on_both(|fixture| {
        let db = fixture.open();
        let mut found = Vec::new();
        for known in every_statement() {
            let wanted = (known.columns)();
            match db.write_now(move |c| c.describe(known.text)) {
                Err(e) => found.push(format!("{}: {e}", known.name)),
                Ok(said) => {
                    if said.parameters != parameters(&known) {
                        found.push(format!(
                            "{}: takes {} parameters and numbers {}",
                            known.name,
                            said.parameters,
                            parameters(&known)
                        ));
                    }
                    let types: Vec<&str> = wanted.iter().map(|kind| server_type(*kind)).collect();
                    let same = match db.engine() {
                        Engine::Sqlite => said.columns.len() == types.len(),
                        Engine::Postgres => said.columns == types,
                    };
                    if !same {
                        found.push(format!(
                            "{}: gives {:?}, its row type reads {types:?}",
                            known.name, said.columns
                        ));
                    }
                }
            }
        }
        assert!(found.is_empty(), "{} problems on {:?}:\n{}", found.len(), db.engine(), found.join("\n"));
    });
}

/// The looking bites: a column too few, a wrong type, a parameter too many, a table that is not there.
#[test]
fn what_does_not_fit_is_seen() {
    on_both(|fixture| {
        let db = fixture.open();
        let describe = |sql: &'static str| db.write_now(move |c| c.describe(sql));
        let said = describe("SELECT name, done, cancel FROM job JOIN lease USING (tenant_id, name)");
        assert!(said.is_err(), "job has no name: {said:?}");
        let said = describe(
            "SELECT kind, done, cancel, made_at, job_id FROM job WHERE tenant_id = $1 AND job_id = $2",
        )
        .unwrap();
        assert_eq!((said.parameters, said.columns.len()), (2, 5));
        if db.engine() == Engine::Postgres {
            assert_eq!(said.columns, ["text", "int8", "bool", "timestamptz", "uuid"]);
        }
        assert!(describe("SELECT nothing FROM nowhere").is_err());
    });
}
