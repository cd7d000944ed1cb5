//! A little table to work on: seats with a number on each.

use kernel::{
    Result, args,
    db::{Conn, ConnExt, Db, Migration, Options, migrate},
};
use testkit::Fixture;

/// The schema of these tests.
const STEPS: &[Migration] = &[Migration {
    name: "0001_seats",
    text: "CREATE TABLE seat ( -- A seat. | passing
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  name {key} NOT NULL, -- Its name. | none | passing
  number {i64} NOT NULL, -- The number on it. | none | passing
  PRIMARY KEY (tenant_id, name)
) {strict};",
}];

kernel::statements! {
    ADD: () = "INSERT INTO seat (tenant_id, name, number) VALUES ($1, $2, $3)";
    NUMBER: (i64,) = "SELECT number FROM seat WHERE tenant_id = $1 AND name = $2";
    SET: () = "UPDATE seat SET number = $3 WHERE tenant_id = $1 AND name = $2";
    NAMES: (String,) = "SELECT name FROM seat WHERE tenant_id = $1 ORDER BY name";
    /// Not pinned on purpose: only the wall stands between the tenants.
    pub ALL_TENANTS: (i64, String) = "SELECT tenant_id, name FROM seat ORDER BY tenant_id, name";
}

/// Opens a bare database and makes the table.
pub fn open(fixture: &Fixture, options: &Options) -> Db {
    let db = fixture.open_with(options);
    migrate::run(&db, STEPS, &kernel::Clock::fixed(testkit::START)).unwrap();
    db
}

/// The tests' options for one tenant.
pub fn tenant(tenant: i64) -> Options {
    Options { tenant, ..Fixture::options() }
}

pub fn add(c: &mut dyn Conn, tenant: i64, name: &str, number: i64) -> Result<()> {
    c.exec(ADD, args![tenant, name, number]).map(drop)
}

pub fn number(c: &mut dyn Conn, name: &str) -> Result<i64> {
    Ok(c.one(NUMBER, args![1, name])?.0)
}

pub fn set(c: &mut dyn Conn, name: &str, number: i64) -> Result<()> {
    c.exec(SET, args![1, name, number]).map(drop)
}

pub fn names(db: &Db) -> Vec<String> {
    db.report_now(|c| Ok(c.all(NAMES, args![1])?.into_iter().map(|(name,)| name).collect())).unwrap()
}
