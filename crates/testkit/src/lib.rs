//! For tests only: fresh databases on both engines, an application in process, signed-in people with verbs, page
//! checks on every answer, builders, and the linter of our SQL.
//!
//! ```no_run
//! testkit::on_both(|fixture| {
//!     let app = testkit::TestApp::with(fixture, access::routes());
//!     let maya = app.person("Maya Okafor").added();
//!     let priya = app.worker("Priya Shah").role(access::Role::Officer).works_with(maya).signed_in();
//!     priya.get("/sign-in").ok();
//! });
//! ```
//!
//! Nothing here returns an error: a step that fails stops the test with words that say what to do.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "the kit of tests: a step that fails must stop the test"
)]

#[cfg(feature = "app")]
mod answer;
#[cfg(feature = "app")]
mod app;
#[cfg(feature = "app")]
mod audit;
#[cfg(feature = "app")]
pub mod builders;
#[cfg(feature = "app")]
mod client;
mod engines;
#[cfg(feature = "app")]
mod page;
pub mod sql;

#[cfg(feature = "app")]
pub use answer::Answer;
#[cfg(feature = "app")]
pub use app::{SERVICE, TestApp};
#[cfg(feature = "app")]
pub use audit::{AuditRow, STATEMENTS, audit, audit_after};
#[cfg(feature = "app")]
pub use client::{Client, Wish};
pub use engines::{Fixture, VARIABLE, engines, on_both, on_both_bare, wait};
#[cfg(feature = "app")]
pub use page::Check;

/// Every worker's password in tests.
#[cfg(feature = "app")]
pub const PASSWORD: &str = builders::PASSWORD;

/// The moment at which every test begins: Friday 20 November 2026, ten in the morning in London.
pub const START: kernel::Instant = kernel::Instant::from_micros(1_795_168_800_000_000);

/// Every SQL text of the crates below the slices' tops. Crates above add theirs in `tests/house`.
#[cfg(feature = "app")]
pub fn all_statements() -> Vec<kernel::db::Known> {
    [
        kernel::db::migrate::STATEMENTS.to_vec(),
        kernel::job::STATEMENTS.to_vec(),
        access::statements(),
        people::store::statements(),
        cases::store::statements(),
        STATEMENTS.to_vec(),
    ]
    .concat()
}
