//! The dictionary and both live schemas say the same, and every column is described.

use kernel::db::{
    ConnExt, Db, Engine, Sql,
    dictionary::{self, RETENTION, SENSITIVITY},
};
use std::collections::BTreeSet;
use testkit::on_both;

/// `table.column` of every column the database has.
fn live(db: &Db) -> BTreeSet<String> {
    let query = Sql::<(String, String)>::new(match db.engine() {
        Engine::Sqlite => {
            "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON TRUE
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
        }
        Engine::Postgres => {
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
             WHERE table_schema = 'public'"
        }
    });
    let columns = db.report_now(move |c| c.all(query, &[])).unwrap();
    columns.into_iter().map(|(table, column)| format!("{table}.{column}")).collect()
}

fn described() -> BTreeSet<String> {
    let tables = dictionary::all();
    tables.iter().flat_map(|t| t.columns.iter().map(move |c| format!("{}.{}", t.name, c.name))).collect()
}

#[test]
fn every_column_of_both_schemas_is_in_the_dictionary_and_the_other_way_round() {
    on_both(|fixture| {
        let (live, described) = (live(&fixture.open()), described());
        assert!(live.len() > 200, "{}", live.len());
        let unsaid: Vec<_> = live.difference(&described).collect();
        assert!(unsaid.is_empty(), "columns without a line in migrations/: {unsaid:?}");
        let gone: Vec<_> = described.difference(&live).collect();
        assert!(gone.is_empty(), "the dictionary describes what is not there: {gone:?}");
    });
}

#[test]
fn every_table_and_column_has_a_sentence_a_sensitivity_and_a_retention() {
    for table in dictionary::all() {
        let name = &table.name;
        assert!(is_sentence(&table.sentence), "{name}: {:?} is no sentence with a full stop", table.sentence);
        assert!(
            RETENTION.contains(&table.retention.as_str()),
            "{name}: keep it how long? {:?}",
            table.retention
        );
        for column in &table.columns {
            let name = format!("{name}.{}", column.name);
            assert!(
                is_sentence(&column.sentence),
                "{name}: {:?} is no sentence with a full stop",
                column.sentence
            );
            assert!(SENSITIVITY.contains(&column.sensitivity.as_str()), "{name}: {:?}", column.sensitivity);
            assert!(RETENTION.contains(&column.retention.as_str()), "{name}: {:?}", column.retention);
        }
    }
}

fn is_sentence(words: &str) -> bool {
    words.ends_with('.') && words.len() > 3 && words.starts_with(|c: char| !c.is_lowercase())
}

#[test]
fn a_line_without_its_comment_is_seen() {
    let step =
        "CREATE TABLE seat ( -- A seat. | passing\n  name TEXT NOT NULL,\n  PRIMARY KEY (name)\n) {strict};";
    let tables = dictionary::tables(step);
    assert_eq!(tables.len(), 1);
    assert_eq!(tables[0].columns.len(), 1, "a key is no column");
    assert!(!is_sentence(&tables[0].columns[0].sentence));
    assert!(!SENSITIVITY.contains(&tables[0].columns[0].sensitivity.as_str()));
}

/// Both engines hold the same kinds of value in every column: what a step's token says.
#[test]
fn every_column_may_be_empty_on_both_engines_or_on_neither() {
    let mut seen: Vec<BTreeSet<String>> = Vec::new();
    on_both_kept(&mut seen);
    assert_eq!(seen[0], seen[1]);
}

fn on_both_kept(seen: &mut Vec<BTreeSet<String>>) {
    for fixture in testkit::engines() {
        let query = Sql::<(String, String)>::new(match fixture.engine() {
            Engine::Sqlite => {
                "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON TRUE
                 WHERE t.type = 'table' AND NOT c.\"notnull\" AND t.name NOT LIKE 'sqlite_%'"
            }
            Engine::Postgres => {
                "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
                 WHERE table_schema = 'public' AND is_nullable = 'YES'"
            }
        });
        let columns = fixture.open().report_now(move |c| c.all(query, &[])).unwrap();
        seen.push(columns.into_iter().map(|(table, column)| format!("{table}.{column}")).collect());
    }
}
