//! From a report to a worker: taking reports, what is decided on them, who gets a case, handing over.
#![expect(clippy::expect_used, reason = "a test stops where a step fails")]

mod caseload;
mod give;
mod handover;
mod joins;
mod reports;

use kernel::db::{ConnExt, Sql, Val};
use testkit::{Fixture, TestApp};

/// A small kind of case, published in the service's own name.
const GARDEN: &str = include_str!("../data/garden-help.toml");

fn app(fixture: &Fixture) -> TestApp {
    let app = TestApp::with(fixture, cases::routes().merge(workload::routes()));
    let garden = cases::work::store::packs::Publication {
        pack_id: "garden-help".to_owned(),
        version: 3,
        effective_from: kernel::Day::parse("2026-01-01").expect("a day"),
        source: GARDEN.to_owned(),
        note: String::new(),
        at: testkit::START,
        by: access::UserId::from_uuid(access::NOBODY),
    };
    assert!(app.write(move |c| cases::work::store::packs::publish(c, 1, &garden)));
    app
}

/// One column of one row.
fn text(app: &TestApp, sql: &'static str, args: &[Val]) -> String {
    let args = args.to_vec();
    app.read(move |c| Ok(c.opt(Sql::<(String,)>::new(sql), &args)?.map_or_else(String::new, |(text,)| text)))
}

/// A count.
fn count(app: &TestApp, sql: &'static str) -> i64 {
    app.read(move |c| Ok(c.one(Sql::<(i64,)>::new(sql), &[])?.0))
}
