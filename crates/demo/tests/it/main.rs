//! The demo: the same on both engines, believable, and made of facts alone.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test stops where a step fails"
)]

mod belief;
mod casework;
mod dump;
mod manners;
mod same;

use kernel::{
    Chance, Clock, Day,
    db::{ConnExt, FromRow, Sql},
};
use std::sync::atomic::AtomicBool;
use testkit::Fixture;

/// The demo's present in these tests.
pub fn as_at() -> Day {
    Day::new(2026, 11, 20).expect("a day")
}

/// An empty, migrated database behind the facade.
pub fn empty(fixture: &Fixture) -> access::Db {
    access::Db::new(
        fixture.open(),
        Clock::fixed(testkit::START),
        Chance::seeded(9),
        access::Settings::default(),
    )
}

/// A demo in it.
pub fn made(fixture: &Fixture, options: &demo::Options) -> access::Db {
    let db = empty(fixture);
    demo::make(&db, options, &mut |_, _, _| {}, &AtomicBool::new(false)).expect("a demo");
    db
}

/// The usual demo with another seed and so many people.
pub fn options(seed: u64, people: u64) -> demo::Options {
    demo::Options { seed, people, ..demo::Options::at(as_at()) }
}

/// All rows of a query.
pub fn all<R: FromRow + Send + 'static>(db: &access::Db, sql: &'static str) -> Vec<R> {
    db.facade().report_now(move |c| c.all(Sql::<R>::new(sql), &[])).expect(sql)
}

/// The one number of a query.
pub fn number(db: &access::Db, sql: &'static str) -> i64 {
    all::<(i64,)>(db, sql)[0].0
}
