//! The series of schema steps.

use kernel::{
    Clock, Error,
    db::{
        Conn, ConnExt, Db, Engine, Migration, Sql,
        migrate::{self, SERIES},
    },
};
use testkit::{START, on_both, on_both_bare};

fn clock() -> Clock {
    Clock::fixed(START)
}

/// Everything a database says about its own shape, as lines of text.
fn shape(db: &Db) -> Vec<String> {
    const LITE: &str =
        "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name";
    const SERVER: [&str; 4] = [
        "SELECT concat_ws(' ', table_name, ordinal_position, column_name, data_type, collation_name, is_nullable)
         FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
        "SELECT CAST(conrelid AS regclass) || ' ' || pg_get_constraintdef(oid)
         FROM pg_constraint WHERE connamespace = CAST('public' AS regnamespace) ORDER BY 1",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
        "SELECT tablename || ' ' || qual FROM pg_policies ORDER BY 1",
    ];
    let queries: &[&'static str] = if db.engine() == Engine::Sqlite { &[LITE] } else { &SERVER };
    let mut lines = Vec::new();
    for query in queries {
        let query = Sql::<(String,)>::new(query);
        lines.extend(db.report_now(move |c| c.all(query, &[])).unwrap().into_iter().map(|(line,)| line));
    }
    lines
}

#[test]
fn a_schema_built_by_steps_is_the_one_built_fresh() {
    on_both_bare(|fixture| {
        let fresh = {
            let other = testkit::Fixture::migrated(fixture.engine());
            shape(&other.open())
        };
        let db = fixture.open();
        for n in 1..=SERIES.len() {
            // Each step is run by a program that knows no later one.
            let applied = migrate::run(&db, &SERIES[..n], &clock()).unwrap();
            assert_eq!(applied, [SERIES[n - 1].name]);
        }
        assert!(fresh.len() > 30, "{fresh:?}");
        assert_eq!(shape(&db), fresh);
    });
}

#[test]
fn running_twice_applies_nothing() {
    on_both(|fixture| {
        let db = fixture.open();
        assert!(migrate::run(&db, SERIES, &clock()).unwrap().is_empty());
        assert!(db.report_now(|c| migrate::missing(c, SERIES)).unwrap().is_empty());
    });
}

#[test]
fn what_is_missing_is_named() {
    on_both_bare(|fixture| {
        let db = fixture.open();
        migrate::run(&db, &SERIES[..1], &clock()).unwrap();
        let missing = db.report_now(|c| migrate::missing(c, SERIES)).unwrap();
        assert_eq!(missing, SERIES[1..].iter().map(|step| step.name).collect::<Vec<_>>());
    });
}

const BEFORE: &[Migration] = &[Migration {
    name: "0001_note",
    text: "CREATE TABLE note (\n  tenant_id {i64} NOT NULL PRIMARY KEY\n) {strict};",
}];
const AFTER: &[Migration] = &[Migration {
    name: "0001_note",
    text: "CREATE TABLE note (\n  tenant_id {i64} PRIMARY KEY\n) {strict};",
}];

#[test]
fn a_step_whose_text_was_changed_is_refused_by_name() {
    on_both_bare(|fixture| {
        let db = fixture.open();
        migrate::run(&db, BEFORE, &clock()).unwrap();
        let before = shape(&db);
        let refused = migrate::run(&db, AFTER, &clock()).unwrap_err();
        assert!(matches!(refused, Error::Invalid(_)), "{refused:?}");
        assert_eq!(
            refused.to_string(),
            "step 0001_note of this database was made from another text: use the program version that made it"
        );
        assert_eq!(shape(&db), before);
    });
}

const BROKEN: &[Migration] = &[
    Migration {
        name: "0001_note",
        text: "CREATE TABLE note (\n  tenant_id {i64} NOT NULL PRIMARY KEY\n) {strict};",
    },
    Migration {
        name: "0002_half",
        text: "CREATE TABLE half (\n  tenant_id {i64} NOT NULL PRIMARY KEY\n) {strict};\nCREATE TABLE note (x {i64}) {strict};",
    },
];

#[test]
fn a_step_that_fails_leaves_nothing_of_itself() {
    on_both_bare(|fixture| {
        let db = fixture.open();
        assert!(matches!(migrate::run(&db, BROKEN, &clock()), Err(Error::Database(_))));
        assert_eq!(db.report_now(|c| migrate::missing(c, BROKEN)).unwrap(), ["0002_half"]);
        assert!(!shape(&db).iter().any(|line| line.contains("half")));
    });
}

#[test]
fn only_the_engines_own_lines_are_kept() {
    let text = "all\n--@sqlite\nlite {uuid}\n--@pg\nserver {uuid}\n--@end\nagain {key}";
    assert_eq!(migrate::render(text, Engine::Sqlite), "all\nlite BLOB\nagain TEXT\n");
    assert_eq!(migrate::render(text, Engine::Postgres), "all\nserver UUID\nagain TEXT COLLATE \"C\"\n");
}

/// Every type that has an engine's form on one side has it on the other: no token is left over.
#[test]
fn no_token_is_left_in_a_step() {
    for step in SERIES {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let text = migrate::render(step.text, engine);
            let code: String = text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
            assert!(!code.contains(['{', '}']), "{} on {engine:?}", step.name);
        }
    }
}

/// Both hands of a facade that is opened for the kernel's tests: the engine is what the fixture says.
#[test]
fn a_connection_knows_its_engine() {
    on_both_bare(|fixture| {
        let engine = fixture.open().report_now(|c| Ok(Conn::engine(c))).unwrap();
        assert_eq!(engine, fixture.engine());
    });
}
