//! The application in process, over a fresh database.

use crate::{Answer, Client, Fixture, START, engines::runtime};
use access::{OrganisationId, Settings};
use axum::{Router, body::Body, http::Request};
use kernel::{Chance, Clock, Result, db::Conn};
use std::cell::RefCell;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// What the service is called in tests.
pub const SERVICE: &str = "Alongside in Fernshire";

/// Routes over a database, with a clock that stands still at [`START`] until it is moved and chance that repeats
/// itself.
pub struct TestApp {
    db: access::Db,
    router: Router,
    runtime: Runtime,
    pub(crate) home: RefCell<Option<OrganisationId>>,
}

impl TestApp {
    /// A slice's own routes, and those to sign in.
    pub fn with(fixture: &Fixture, routes: Router<access::Db>) -> Self {
        Self::with_settings(fixture, routes, Settings::default())
    }

    /// The same with other settings, such as HTTPS.
    pub fn with_settings(fixture: &Fixture, routes: Router<access::Db>, settings: Settings) -> Self {
        Self::build(fixture, settings, |db| access::routes().merge(routes).with_state(db))
    }

    /// A whole application: `make` gets the database and gives all routes and layers.
    pub fn build(fixture: &Fixture, settings: Settings, make: impl FnOnce(access::Db) -> Router) -> Self {
        let app = Self::over(fixture.open(), Chance::seeded(2026), settings, make);
        app.write(|c| access::store::add_tenant(c, 1, SERVICE, "england-and-wales", START));
        app
    }

    /// A whole application over a database that has its service and people already. The clock stands at [`START`].
    pub fn over(
        facade: kernel::db::Db,
        chance: Chance,
        settings: Settings,
        make: impl FnOnce(access::Db) -> Router,
    ) -> Self {
        let db = access::Db::new(facade, Clock::fixed(START), chance, settings);
        let router = make(db.clone());
        Self { db, router, runtime: runtime(), home: RefCell::default() }
    }

    /// The database as handlers see it.
    pub fn db(&self) -> &access::Db {
        &self.db
    }

    /// The clock; move it with `advance_seconds`.
    pub fn clock(&self) -> &Clock {
        self.db.clock()
    }

    /// The chance.
    pub fn chance(&self) -> &Chance {
        self.db.chance()
    }

    /// A fresh bare id of this moment.
    pub fn uuid(&self) -> uuid::Uuid {
        self.chance().uuid(self.clock().now())
    }

    /// Runs a store function in a change of its own.
    pub fn write<T: Send + 'static>(&self, f: impl FnMut(&mut dyn Conn) -> Result<T> + Send + 'static) -> T {
        self.db.facade().write_now(f).expect("the store function does its work")
    }

    /// Runs a store function that reads.
    pub fn read<T: Send + 'static>(&self, f: impl FnMut(&mut dyn Conn) -> Result<T> + Send + 'static) -> T {
        self.db.facade().report_now(f).expect("the store function finds what it reads")
    }

    /// Waits for a future on this application's runtime.
    pub fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// A browser in which nobody is signed in.
    pub fn nobody(&self) -> Client<'_> {
        Client::new(self)
    }

    /// Every row of the audit, oldest first.
    pub fn audit(&self) -> Vec<crate::AuditRow> {
        crate::audit(self.db.facade())
    }

    /// Its events after one, oldest first.
    pub fn audit_after(&self, event: uuid::Uuid) -> Vec<crate::AuditRow> {
        crate::audit_after(self.db.facade(), event)
    }

    /// Counted statements so far.
    pub(crate) fn statements(&self) -> u64 {
        self.db.facade().counted_statements()
    }

    /// Sends requests all at once and gives their answers in order.
    pub(crate) fn send(&self, requests: Vec<Request<Body>>) -> Vec<Answer> {
        let before = self.statements();
        let answers = self.runtime.block_on(async {
            let sent: Vec<_> = requests
                .into_iter()
                .map(|request| tokio::spawn(self.router.clone().oneshot(request)))
                .collect();
            let mut answers = Vec::new();
            for one in sent {
                let response = one.await.expect("no handler panics").unwrap_or_else(|never| match never {});
                answers.push(Answer::read(response).await);
            }
            answers
        });
        let statements = self.statements() - before;
        answers.into_iter().map(|answer| Answer { statements, ..answer }).collect()
    }
}
