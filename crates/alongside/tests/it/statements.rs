//! The list of SQL texts is whole: nothing runs that the tests do not prepare.

use std::collections::BTreeSet;

#[test]
fn every_statement_of_the_program_has_a_name_of_its_own() {
    let all = alongside::app::statements();
    let names: BTreeSet<&str> = all.iter().map(|s| s.name).collect();
    assert!(all.len() > 100, "{} statements", all.len());
    for statement in &all {
        assert!(names.contains(statement.name) && !statement.text.is_empty());
    }
}
