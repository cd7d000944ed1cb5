//! The linter over all our SQL, and over what it must catch.

use crate::every_statement;
use kernel::db::{dictionary, migrate::SERIES};
use std::collections::BTreeSet;
use testkit::sql::{lint_statement, lint_step};

fn tables() -> BTreeSet<String> {
    dictionary::all().into_iter().map(|table| table.name).collect()
}

#[test]
fn every_statement_keeps_the_discipline() {
    let tables = tables();
    let found: Vec<String> = every_statement()
        .into_iter()
        .flat_map(|known| {
            lint_statement(known.text, &tables)
                .into_iter()
                .map(move |problem| format!("{}: {problem}", known.name))
        })
        .collect();
    assert!(found.is_empty(), "{} problems:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_step_of_the_schema_keeps_the_discipline() {
    for step in SERIES {
        let found = lint_step(step.text);
        assert!(found.is_empty(), "{}:\n{}", step.name, found.join("\n"));
    }
}

#[test]
fn no_name_is_used_for_two_statements() {
    let mut seen = BTreeSet::new();
    for known in every_statement() {
        // An INSERT of many rows is there once for each number of rows that it is tried with.
        assert!(seen.insert((known.name, known.text)), "{} is there twice", known.name);
    }
    assert!(seen.len() > 60, "{}", seen.len());
}

/// What is wrong, in words that the finding has, and a statement that has it.
const BAD: &[(&str, &str)] = &[
    ("pin the tenant", "SELECT name FROM team WHERE team_id = $2"),
    ("pin the tenant", "SELECT name FROM team WHERE tenant_id = 1"),
    ("pin the tenant", "UPDATE team SET name = $2 WHERE team_id = $1"),
    ("pin the tenant", "DELETE FROM session"),
    ("pin the tenant", "INSERT INTO team (name, tenant_id) VALUES ($2, $1)"),
    ("pin the tenant", "INSERT INTO team (tenant_id, name) VALUES ($2, $1)"),
    (
        "2 tables are named and 1 tenants",
        "SELECT t.name FROM team t JOIN area a ON a.area_id = t.area_id WHERE t.tenant_id = $1",
    ),
    (
        "3 tables are named and 2 tenants",
        "SELECT name FROM team t WHERE t.tenant_id = $1 AND EXISTS (SELECT 1 FROM team_member m
         JOIN app_user u ON u.user_id = m.user_id AND u.tenant_id = m.tenant_id WHERE m.team_id = t.team_id)",
    ),
    ("FOR UPDATE", "SELECT name FROM team WHERE tenant_id = $1 FOR UPDATE"),
    ("FOR UPDATE", "SELECT name FROM team WHERE tenant_id = $1 for\n  update skip locked"),
    ("ILIKE", "SELECT name FROM team WHERE tenant_id = $1 AND name ILIKE $2"),
    ("LIKE", "SELECT name FROM team WHERE tenant_id = $1 AND name LIKE $2"),
    ("DATE_TRUNC", "SELECT date_trunc('month', at_ts) FROM audit_event WHERE tenant_id = $1"),
    ("TO_CHAR", "SELECT to_char(at_ts, 'YYYY') FROM audit_event WHERE tenant_id = $1"),
    ("CAST(x AS type)", "SELECT name::text FROM team WHERE tenant_id = $1"),
    ("time is a parameter", "DELETE FROM session WHERE tenant_id = $1 AND ends_at < now()"),
    ("time is a parameter", "DELETE FROM session WHERE tenant_id = $1 AND ends_at < CURRENT_TIMESTAMP"),
    ("chance is a parameter", "SELECT name FROM team WHERE tenant_id = $1 ORDER BY random()"),
    ("lease", "SELECT pg_advisory_lock(1)"),
    ("poll", "NOTIFY changes"),
    ("SERIALIZABLE", "LOCK TABLE team"),
    ("ids are made in the program", "SELECT nextval('team_seq')"),
    ("name the columns", "SELECT * FROM team WHERE tenant_id = $1"),
    ("behind the authorizer", "INSERT OR REPLACE INTO team (tenant_id, name) VALUES ($1, $2)"),
    ("behind the authorizer", "REPLACE INTO team (tenant_id, name) VALUES ($1, $2)"),
    ("only SQLite", "INSERT OR IGNORE INTO team (tenant_id, name) VALUES ($1, $2)"),
    ("sum(", "SELECT sum(done) FROM job WHERE tenant_id = $1"),
    ("sum(", "SELECT CAST(count(*) AS BIGINT), sum(done) FROM job WHERE tenant_id = $1"),
    ("avg(", "SELECT avg(done) FROM job WHERE tenant_id = $1"),
    ("ORDER BY", "SELECT name FROM team WHERE tenant_id = $1 LIMIT $2"),
    ("ORDER BY", "SELECT name FROM (SELECT name FROM team WHERE tenant_id = $1 ORDER BY name) x LIMIT $2"),
    ("ORDER BY", "SELECT name FROM (SELECT name FROM team WHERE tenant_id = $1 LIMIT $2) x ORDER BY name"),
    ("JSON", "SELECT json_group_array(name) FROM team WHERE tenant_id = $1"),
];

#[test]
fn the_linter_bites() {
    let tables = tables();
    for (words, sql) in BAD {
        let found = lint_statement(sql, &tables);
        assert!(found.iter().any(|problem| problem.contains(words)), "{sql}\nfound {found:?}, not {words:?}");
    }
}

const GOOD: &[&str] = &[
    "SELECT CAST(coalesce(sum(done), 0) AS BIGINT) FROM job WHERE tenant_id = $1",
    "SELECT name FROM team WHERE tenant_id = $1 ORDER BY name, team_id LIMIT $2",
    "INSERT INTO team (tenant_id, team_id, name) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, team_id) DO UPDATE SET name = excluded.name",
    "SELECT t.name FROM team t JOIN area a ON a.tenant_id = t.tenant_id AND a.area_id = t.area_id WHERE t.tenant_id = $1",
    "WITH mine AS (SELECT team_id FROM team_member WHERE tenant_id = $1) SELECT team_id FROM mine",
    "INSERT INTO team (tenant_id, team_id, organisation_id, name) SELECT $1, $2, $3, $4",
    "UPDATE team SET name = 'now() for update' WHERE tenant_id = $1 -- SELECT *\n",
    "SELECT name FROM schema_step ORDER BY name",
];

#[test]
fn the_linter_lets_good_sql_be() {
    for sql in GOOD {
        let found = lint_statement(sql, &tables());
        assert!(found.is_empty(), "{sql}\n{found:?}");
    }
}

const BAD_STEPS: &[(&str, &str)] = &[
    (
        "its first column is tenant_id",
        "CREATE TABLE seat (\n  name TEXT NOT NULL,\n  PRIMARY KEY (tenant_id, name)\n) {strict};",
    ),
    (
        "begin PRIMARY with tenant_id",
        "CREATE TABLE seat (\n  tenant_id {i64} NOT NULL,\n  name TEXT NOT NULL,\n  PRIMARY KEY (name, tenant_id)\n) {strict};",
    ),
    (
        "begin UNIQUE with tenant_id",
        "CREATE TABLE seat (\n  tenant_id {i64} NOT NULL,\n  name TEXT NOT NULL,\n  UNIQUE (name)\n) {strict};",
    ),
    (
        "begin FOREIGN with tenant_id",
        "CREATE TABLE seat (\n  tenant_id {i64} NOT NULL,\n  FOREIGN KEY (room_id) REFERENCES room (room_id)\n) {strict};",
    ),
    (
        "of the other table",
        "CREATE TABLE seat (\n  tenant_id {i64} NOT NULL,\n  FOREIGN KEY (tenant_id, room_id) REFERENCES room (room_id, tenant_id)\n) {strict};",
    ),
    (
        "of the other table",
        "CREATE TABLE seat (\n  tenant_id {i64} NOT NULL,\n  room_id {uuid} REFERENCES room (room_id)\n) {strict};",
    ),
    (
        "write the key as (tenant_id, name)",
        "CREATE TABLE seat (\n  tenant_id {i64} NOT NULL,\n  name TEXT PRIMARY KEY\n) {strict};",
    ),
    (
        "write the key as (tenant_id, name)",
        "CREATE TABLE seat (\n  tenant_id {i64} NOT NULL,\n  name TEXT NOT NULL UNIQUE\n) {strict};",
    ),
    ("end it with", "CREATE TABLE seat (\n  tenant_id {i64} NOT NULL\n);"),
    ("begin it with tenant_id", "CREATE INDEX seat_name ON seat (name);"),
    ("begin it with tenant_id", "CREATE UNIQUE INDEX seat_name ON seat (name, tenant_id);"),
    (
        "ids are made in the program",
        "CREATE TABLE seat (\n  tenant_id {i64} NOT NULL,\n  n BIGSERIAL\n) {strict};",
    ),
    ("store function", "CREATE TRIGGER t AFTER INSERT ON seat BEGIN SELECT 1; END;"),
    ("common table expression", "CREATE TEMP TABLE seat (\n  tenant_id {i64} NOT NULL\n) {strict};"),
    (
        "time is a parameter",
        "CREATE TABLE seat (\n  tenant_id {i64} NOT NULL,\n  at_ts {at} DEFAULT CURRENT_TIMESTAMP\n) {strict};",
    ),
    ("pin the tenant", "UPDATE team SET name = 'North';"),
];

#[test]
fn the_linter_bites_steps() {
    for (words, sql) in BAD_STEPS {
        let found = lint_step(sql);
        assert!(found.iter().any(|problem| problem.contains(words)), "{sql}\nfound {found:?}, not {words:?}");
    }
}
