//! Both databases, with the tables as the program makes them.

use crate::{Told, world::World};
use kernel::db::{Engine as Kind, Val, migrate::render};
use postgres::{Client, NoTls, types::ToSql};
use std::{
    collections::{BTreeSet, HashMap},
    fs,
};
use uuid::Uuid;

/// A record: its tenant and id.
pub type Record = (i64, u128);

/// A database that holds one world at a time.
pub trait Engine {
    /// What the figures call it.
    fn name(&self) -> &'static str;
    /// Forgets what it held and takes in a world.
    fn load(&mut self, world: &World) -> Told<()>;
    /// Rows of a tenant and an id.
    fn list(&mut self, sql: &str, args: &[Val]) -> Told<BTreeSet<Record>>;
    /// Rows of a tenant, an id, whether it may, and what was decided.
    fn verdicts(&mut self, sql: &str, args: &[Val]) -> Told<Vec<(Record, bool, String)>>;
}

fn tables(kind: Kind) -> Told<String> {
    let text = fs::read_to_string(policy::repository().join("migrations/0002_access.sql"))?;
    Ok(render(&text, kind))
}

/// SQLite in memory.
pub struct Lite(rusqlite::Connection);

impl Lite {
    pub fn open() -> Told<Self> {
        let conn = rusqlite::Connection::open_in_memory()?;
        conn.set_prepared_statement_cache_capacity(64);
        // As in the program: without it SQLite plans a statement anew each time a parameter is bound that the
        // planner looked at, which costs more than running it.
        conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(Self(conn))
    }
}

impl Engine for Lite {
    fn name(&self) -> &'static str {
        "SQLite"
    }

    fn load(&mut self, world: &World) -> Told<()> {
        *self = Self::open()?;
        self.0.execute_batch(&tables(Kind::Sqlite)?)?;
        let change = self.0.transaction()?;
        for (sql, args) in world.rows() {
            let mut statement = change.prepare_cached(sql)?;
            bind(&mut statement, &args)?;
            statement.raw_execute()?;
        }
        Ok(change.commit()?)
    }

    fn list(&mut self, sql: &str, args: &[Val]) -> Told<BTreeSet<Record>> {
        let mut statement = self.0.prepare_cached(sql)?;
        bind(&mut statement, args)?;
        let mut rows = statement.raw_query();
        let mut found = BTreeSet::new();
        while let Some(row) = rows.next()? {
            found.insert((row.get(0)?, u128::from_be_bytes(row.get(1)?)));
        }
        Ok(found)
    }

    fn verdicts(&mut self, sql: &str, args: &[Val]) -> Told<Vec<(Record, bool, String)>> {
        let mut statement = self.0.prepare_cached(sql)?;
        bind(&mut statement, args)?;
        let mut rows = statement.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(((row.get(0)?, u128::from_be_bytes(row.get(1)?)), row.get(2)?, row.get(3)?));
        }
        Ok(found)
    }
}

/// Binds `$n` by its number, as the kernel does.
fn bind(statement: &mut rusqlite::Statement<'_>, args: &[Val]) -> Told<()> {
    for place in 1..=statement.parameter_count() {
        let name = statement.parameter_name(place).ok_or("a parameter without a name")?;
        let number: usize = name[1..].parse()?;
        statement.raw_bind_parameter(place, &args[number - 1])?;
    }
    Ok(())
}

/// PostgreSQL, in a schema of its own that goes with it.
pub struct Server {
    client: Client,
    schema: String,
    prepared: HashMap<String, postgres::Statement>,
}

impl Server {
    pub fn open() -> Told<Self> {
        let address = std::env::var("ALONGSIDE_TEST_POSTGRES").map_err(|_| {
            "ALONGSIDE_TEST_POSTGRES is not set: run the tests with ./test, which starts a PostgreSQL server and \
             sets it, or set it to the address of a server for tests"
        })?;
        let mut client = Client::connect(&address, NoTls)?;
        let schema = format!("policy_{}", std::process::id());
        client.batch_execute(&format!(
            "SET client_min_messages TO warning; DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}; \
             SET search_path TO {schema}; {}",
            tables(Kind::Postgres)?
        ))?;
        Ok(Self { client, schema, prepared: HashMap::new() })
    }

    fn query(&mut self, sql: &str, args: &[Val]) -> Told<Vec<postgres::Row>> {
        if !self.prepared.contains_key(sql) {
            self.prepared.insert(sql.to_owned(), self.client.prepare(sql)?);
        }
        let statement = &self.prepared[sql];
        let wanted = &args[..statement.params().len()];
        let args: Vec<&(dyn ToSql + Sync)> = wanted.iter().map(|v| v as &(dyn ToSql + Sync)).collect();
        Ok(self.client.query(statement, &args)?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A schema left behind by a broken connection is in nobody's way.
        let _gone = self.client.batch_execute(&format!("DROP SCHEMA {} CASCADE", self.schema));
    }
}

impl Engine for Server {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn load(&mut self, world: &World) -> Told<()> {
        self.client.batch_execute(
            "TRUNCATE tenant, batch, person_access, works_with, named_reader, exclusion, case_access, case_person \
             CASCADE; BEGIN",
        )?;
        for (sql, args) in world.rows() {
            self.query(sql, &args)?;
        }
        Ok(self.client.batch_execute("COMMIT")?)
    }

    fn list(&mut self, sql: &str, args: &[Val]) -> Told<BTreeSet<Record>> {
        let rows = self.query(sql, args)?;
        Ok(rows.iter().map(record).collect())
    }

    fn verdicts(&mut self, sql: &str, args: &[Val]) -> Told<Vec<(Record, bool, String)>> {
        let rows = self.query(sql, args)?;
        Ok(rows.iter().map(|row| (record(row), row.get(2), row.get(3))).collect())
    }
}

fn record(row: &postgres::Row) -> Record {
    (row.get(0), row.get::<_, Uuid>(1).as_u128())
}
