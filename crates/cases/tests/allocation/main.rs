//! From a report to a worker: taking reports, what is decided on them, who gets a case, handing over.

mod caseload;
mod give;
mod handover;
mod reports;

use kernel::db::{ConnExt, Sql, Val};
use testkit::{Fixture, TestApp};

/// A small kind of case, published in the service's own name.
const GARDEN: &str = include_str!("../data/garden-help.toml");

fn app(fixture: &Fixture) -> TestApp {
    let app = TestApp::with(fixture, cases::routes());
    app.write(|c| {
        let add = Sql::<()>::new(
            "INSERT INTO pack_version (
                tenant_id, pack_id, version, effective_from, source, note, published_at, published_by)
            VALUES ($1, $2, $3, $4, $5, '', $6, $7)",
        );
        let day = kernel::Day::parse("2026-01-01")?;
        let args = kernel::args![1, "garden-help", 3, day, GARDEN, testkit::START, access::NOBODY];
        c.exec(add, args).map(drop)
    });
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
