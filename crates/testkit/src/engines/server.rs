//! PostgreSQL: a database for each test, copied from a template database.
//!
//! The service's own role owns them and is no superuser, so that the walls between tenants hold it too.

use super::{VARIABLE, fresh_name, migrate, template_name};
use kernel::db::Place;
use postgres::{Client, Config, NoTls, config::Host, error::SqlState};
use std::{str::FromStr, thread::sleep, time::Duration};

/// The role the service runs as.
const ROLE: &str = "alongside_app";

/// A new database without tables.
pub(super) fn empty() -> String {
    let (mut admin, name) = (superuser("postgres"), fresh_name());
    make_role(&mut admin);
    remove(&name);
    run(&mut admin, &format!("CREATE DATABASE {name} OWNER {ROLE}"));
    name
}

/// A new database with the whole schema.
pub(super) fn copy() -> String {
    let (mut admin, name, template) = (superuser("postgres"), fresh_name(), template_name());
    let known = admin.query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&template]);
    if known.expect("the server tells its databases").is_none() {
        make_template(&mut admin, &template);
    }
    remove(&name);
    // Copied as files: through the log, each of a thousand files is written page by page.
    run(&mut admin, &format!("CREATE DATABASE {name} TEMPLATE {template} OWNER {ROLE} STRATEGY FILE_COPY"));
    name
}

pub(super) fn remove(name: &str) {
    run(&mut superuser("postgres"), &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
}

/// The address of a database for the service's role.
pub(super) fn address(name: &str) -> String {
    let config = config();
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        _ => panic!("{VARIABLE} must name a host, like postgres://postgres@127.0.0.1:5432/postgres"),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    format!("postgres://{ROLE}@{host}:{port}/{name}")
}

pub(super) fn as_superuser(name: &str, sql: &str) {
    superuser(name).batch_execute(sql).expect("the superuser's statement runs");
}

/// Makes the template under another name first: it gets its own only when it is whole. Another test program
/// may be as far at the same moment; whoever comes second drops its own.
fn make_template(admin: &mut Client, template: &str) {
    let draft = empty();
    migrate(&Place::Server(address(&draft)));
    let renamed = retry(|| admin.batch_execute(&format!("ALTER DATABASE {draft} RENAME TO {template}")));
    match renamed {
        Ok(()) => {}
        // The server tells it in one of two ways, by how near to each other they were.
        Err(e) if matches!(e.code(), Some(s) if *s == SqlState::DUPLICATE_DATABASE || *s == SqlState::UNIQUE_VIOLATION) =>
        {
            remove(&draft);
        }
        Err(e) => panic!("the template cannot be put in place: {e:?}"),
    }
}

fn make_role(admin: &mut Client) {
    match admin.batch_execute(&format!("CREATE ROLE {ROLE} LOGIN")) {
        Ok(()) => {}
        // Somebody made it before, or is making it at this moment.
        Err(e) if matches!(e.code(), Some(s) if *s == SqlState::DUPLICATE_OBJECT || *s == SqlState::UNIQUE_VIOLATION) =>
            {}
        Err(e) => panic!("the role {ROLE} cannot be made: {e:?}"),
    }
}

fn run(admin: &mut Client, sql: &str) {
    retry(|| admin.batch_execute(sql)).unwrap_or_else(|e| panic!("{sql}: {e:?}"));
}

/// A session that has just ended may still be counted as using its database: wait for it.
fn retry(mut run: impl FnMut() -> Result<(), postgres::Error>) -> Result<(), postgres::Error> {
    for _ in 0..100 {
        match run() {
            Err(e) if e.code() == Some(&SqlState::OBJECT_IN_USE) => sleep(Duration::from_millis(50)),
            done => return done,
        }
    }
    run()
}

fn superuser(database: &str) -> Client {
    let mut config = config();
    config.dbname(database);
    config
        .connect(NoTls)
        .unwrap_or_else(|e| panic!("PostgreSQL cannot be reached: run ./test, which starts PostgreSQL ({e})"))
}

fn config() -> Config {
    let address = std::env::var(VARIABLE)
        .unwrap_or_else(|_| panic!("run ./test, which starts PostgreSQL ({VARIABLE} is not set)"));
    Config::from_str(&address).unwrap_or_else(|e| panic!("{VARIABLE} is no PostgreSQL address: {e}"))
}
