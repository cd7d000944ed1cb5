//! How SQLite finds rows: never by reading all that a shared service holds.

use access::Settings;
use alongside::app;
use kernel::db::{ConnExt, Engine, Sql, Val};
use std::collections::BTreeSet;
use testkit::{Fixture, TestApp};

/// Statements that may read a whole table, and why.
const MAY: [(&str, &str); 10] = [
    ("access::store::FORGET_TRIES", "the tries of the last quarter of an hour"),
    ("access::store::ORGANISATION_NAMED", "a service has some dozens of organisations"),
    ("access::store::NAMED", "a command's, once"),
    ("access::store::TEAMS", "all teams are what it gives"),
    ("access::bulk::", "an import reads all teams and accounts once"),
    ("cases::store::caseload::BY_TEAM", "all open cases are what it counts"),
    ("people::store::bulk::RESTRICTED", "an import reads all restricted people once"),
    ("evidence::", "a report counts everything of a period"),
    ("imports::", "an import reads what it staged"),
    ("kernel::", "the schema's ledger is short"),
];

#[test]
fn no_statement_of_a_page_reads_a_whole_table() {
    let fixture = Fixture::migrated(Engine::Sqlite);
    let app = TestApp::build(&fixture, Settings::default(), app::router);
    let (mut wrong, mut excused) = (Vec::new(), BTreeSet::new());
    for known in app::statements() {
        for step in steps(&app, known.text) {
            match MAY.iter().find(|(name, _)| known.name.starts_with(name)) {
                Some((name, _)) => drop(excused.insert(*name)),
                None => wrong.push(format!("{}: {step}", known.name)),
            }
        }
    }
    assert!(wrong.is_empty(), "these read all that a service holds:\n{}", wrong.join("\n"));
    let idle: Vec<_> = MAY.iter().filter(|(name, _)| !excused.contains(name)).collect();
    assert!(idle.is_empty(), "these need no excuse: {idle:?}");
}

/// The steps of a statement's plan that read a whole table, or all of it that is the service's.
fn steps(app: &TestApp, text: &str) -> Vec<String> {
    let text: &'static str = Box::leak(format!("EXPLAIN QUERY PLAN {text}").into_boxed_str());
    let steps = app.read(move |c| {
        let none = vec![Val::Null; c.describe(text)?.parameters];
        c.all(Sql::<(i64, i64, i64, String)>::new(text), &none)
    });
    let steps: Vec<String> = steps.into_iter().map(|(.., step)| step).collect();
    // What the statement itself made may be read from end to end.
    let made: Vec<&str> = steps
        .iter()
        .filter_map(|s| s.strip_prefix("MATERIALIZE ").or_else(|| s.strip_prefix("CO-ROUTINE ")))
        .collect();
    let whole = |step: &str| {
        let scanned = step.strip_prefix("SCAN ").map(|rest| rest.split(' ').next().unwrap_or_default());
        step.ends_with("(tenant_id=?)")
            || scanned.is_some_and(|name| !made.contains(&name) && !step.contains("CONSTANT ROW"))
    };
    steps.iter().filter(|step| whole(step)).cloned().collect()
}
