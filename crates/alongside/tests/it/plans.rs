//! How SQLite finds rows: never by reading all that a shared service holds.

use access::Settings;
use alongside::app;
use kernel::db::{ConnExt, Engine, Sql, Val};
use std::collections::BTreeSet;
use testkit::{Fixture, TestApp};

/// Statements that may read a whole table, and why.
const MAY: [(&str, &str); 36] = [
    ("access::store::FORGET_TRIES", "the tries of the last quarter of an hour"),
    ("access::store::ORGANISATION_NAMED", "a service has some dozens of organisations"),
    ("access::store::NAMED", "a command's, once"),
    ("access::store::TEAMS", "all teams are what it gives"),
    ("access::bulk::", "imports read all teams and accounts once"),
    ("cases::store::caseload::BY_TEAM", "all open cases are what it counts"),
    ("cases::kinds::store::USED", "counts all cases by version, for the administrator's page alone"),
    ("cases::kinds::store::ASKED", "a service publishes some dozens of versions"),
    ("cases::work::store::packs::PUBLISHED", "a service publishes some dozens of versions"),
    ("cases::store::day::waiting::WAITING", "indexes of their own hold only what waits for a leader"),
    ("cases::risk::store::WORDINGS", "a service loads the wording of a few tools"),
    ("quality::draw::store::FRAME", "all live cases are what may be drawn"),
    ("quality::draw::store::TEAMS", "a service has some hundreds of teams, and a command looks one up"),
    ("quality::forms::store::PUBLISHED", "a service publishes some dozens of versions"),
    ("quality::forms::store::TEXTS", "a service publishes some dozens of versions, and reads each once"),
    ("quality::programme::", "the programme counts a whole service: all it holds, of some months"),
    ("quality::charter::", "the evidence counts everything of a period"),
    ("quality::results::store::read::TEAMS", "all teams are what it gives"),
    ("quality::review::agreed::store::PAIRS", "a tenth of a year's reviews is what it counts"),
    (
        "quality::review::checks::store::",
        "it counts all answers and dates of three months, for leaders and managers",
    ),
    ("evidence::", "reports count everything of a period"),
    ("imports::", "an import reads what it staged"),
    ("staff::store::CONTRACTS", "everybody's hours are what it gives"),
    ("workload::load::store::figures::", "what everybody carries is what it counts"),
    ("workload::load::store::notices::ALL", "notices are about a few people, and a manager sees them all"),
    ("workload::weights::store::PUBLISHED", "a service publishes some dozens of versions"),
    ("workload::time::store::ALL", "a service plans a few time studies a year"),
    (
        "workload::time::store::TEAMS",
        "a service has some hundreds of teams, and who plans chooses among them",
    ),
    ("workload::time::store::results::TEAM_OF", "new weights are tried on all open cases"),
    ("workload::time::store::twice::AGAIN", "it counts a year of facts, for leaders and managers"),
    ("workload::discovery::store::ALL", "a service begins a few discoveries a year"),
    ("workload::discovery::store::pulse::", "a pulse asks everybody, once a quarter"),
    (
        "workload::forecast::store::",
        "a team's cases of three years are what it counts, and scenarios are few",
    ),
    ("workload::standards::store::IN_FORCE", "a service has some dozens of standards"),
    ("workload::rotas::store::ALL_TEAMS", "a manager sees the rotas of all teams"),
    ("people::store::bulk::RESTRICTED", "imports read all restricted people once"),
];

#[test]
fn no_statement_of_a_page_reads_a_whole_table() {
    let fixture = Fixture::migrated(Engine::Sqlite);
    let app = TestApp::build(&fixture, Settings::default(), app::router);
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for known in app::statements() {
        let excuse = MAY.iter().find(|(name, _)| known.name.starts_with(name));
        let steps = steps(&app, known.text);
        // What a statement made for itself (`WITH typed AS`) is as short as it made it:
        // the steps that made it are in the list too.
        let made: Vec<String> = steps.iter().filter_map(|step| own_table(step)).collect();
        for step in steps {
            if made.contains(&step) {
                continue;
            }
            let table = step.starts_with("SCAN ")
                && !["CONSTANT ROW", "VALUES CLAUSE"].iter().any(|short| step.contains(short));
            if step.ends_with("(tenant_id=?)") || (table && !step.starts_with("SCAN (") && step.len() > 6) {
                match excuse {
                    Some((name, _)) => _ = used.insert(*name),
                    None => wrong.push(format!("{}: {step}", known.name)),
                }
            }
        }
    }
    let idle: Vec<&str> = MAY.iter().map(|(name, _)| *name).filter(|name| !used.contains(name)).collect();
    assert!(idle.is_empty(), "these excuse nothing any more: {}", idle.join(", "));
    assert!(wrong.is_empty(), "these read all that a service holds:\n{}", wrong.join("\n"));
}

#[test]
fn loads_are_read_where_they_are_found() {
    let fixture = Fixture::migrated(Engine::Sqlite);
    let app = TestApp::build(&fixture, Settings::default(), app::router);
    for name in ["OF_ONE", "OF_TEAM", "OF_ALL"] {
        let name = format!("workload::load::store::figures::{name}");
        let known = app::statements().into_iter().find(|known| known.name == name).expect("its name stands");
        let steps = steps(&app, known.text);
        for index in ["f USING COVERING INDEX case_file_worker", "a USING COVERING INDEX allocation_shared"] {
            assert!(steps.iter().any(|step| step.contains(index)), "{name} reads no {index}");
        }
    }
}

/// What SQLite does for a statement, a step a line.
fn steps(app: &TestApp, text: &str) -> Vec<String> {
    let text: &'static str = Box::leak(format!("EXPLAIN QUERY PLAN {text}").into_boxed_str());
    let all = app.read(move |c| {
        let none = vec![Val::Null; c.describe(text)?.parameters];
        c.all(Sql::<(i64, i64, i64, String)>::new(text), &none)
    });
    all.into_iter().map(|(.., step)| step).collect()
}

/// The step that would read the table this step makes, if it makes one.
fn own_table(step: &str) -> Option<String> {
    let name = step.strip_prefix("MATERIALIZE ").or_else(|| step.strip_prefix("CO-ROUTINE "))?;
    Some(format!("SCAN {name}"))
}
