//! The program in this process, with its own routes: for counting statements and for filling a database through its
//! pages.

use crate::http::encode;
use ::demo::SignIn;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use kernel::{Clock, Error, Result, db::Place};
use std::path::Path;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// The most bytes a page may have here.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The program in this process, with somebody signed in or nobody.
pub struct Inside {
    router: Router,
    db: access::Db,
    runtime: Runtime,
    cookie: String,
}

/// Somebody who is signed in to it, or nobody.
pub struct Somebody<'a> {
    inside: &'a Inside,
    cookie: String,
}

/// What it answered.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where it sends on to; empty for nowhere.
    pub location: String,
    cookie: String,
    /// The page.
    pub page: String,
    /// How many statements it took.
    pub statements: f64,
}

impl Inside {
    /// Opens it on a database.
    pub fn open(database: &Path) -> Result<Self> {
        let facade = alongside::serve::open(&Place::File(database.to_owned()), 1, &Clock::system())?;
        let db = alongside::serve::with_settings(facade, false);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|e| Error::io("the async runtime", e))?;
        Ok(Self { router: alongside::app::router(db.clone()), db, runtime, cookie: String::new() })
    }

    /// The database.
    pub fn db(&self) -> &access::Db {
        &self.db
    }

    /// Closes the database.
    pub fn close(&self) {
        self.db.facade().close();
    }

    /// Signs somebody in.
    pub fn sign_in(&self, account: &SignIn, password: &str) -> Result<Somebody<'_>> {
        let nobody = Somebody { inside: self, cookie: self.cookie.clone() };
        let answer = nobody.post("/sign-in", &[("name", &account.sign_in), ("password", password)])?;
        if answer.cookie.is_empty() {
            return Err(Error::invalid(format!("{} could not sign in", account.sign_in)));
        }
        Ok(Somebody { inside: self, cookie: answer.cookie })
    }
}

impl Somebody<'_> {
    /// Asks for an address.
    pub fn get(&self, path: &str) -> Result<Answer> {
        self.ask(Request::get(path), String::new())
    }

    /// The page, or nothing where there is none for them.
    pub fn find(&self, path: &str) -> Result<Option<String>> {
        let answer = self.get(path)?;
        Ok((answer.status == 200).then_some(answer.page))
    }

    /// Statements of a page that must open.
    pub fn count(&self, path: &str) -> Result<f64> {
        let answer = self.get(path)?;
        if answer.status != 200 {
            return Err(Error::invalid(format!("{path} answered {}", answer.status)));
        }
        Ok(answer.statements)
    }

    /// A search's address, and the statements of the form and of the page.
    pub fn search(&self, terms: &str) -> Result<(String, f64, f64)> {
        let kept = self.post("/people/search", &[("q", terms)])?;
        let shown = self.count(&kept.location)?;
        Ok((kept.location, kept.statements, shown))
    }

    /// Sends a form.
    pub fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Result<Answer> {
        let request = Request::post(path)
            .header(header::ORIGIN, "http://bench.test")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request, encode(pairs))
    }

    fn ask(&self, request: axum::http::request::Builder, body: String) -> Result<Answer> {
        let request = request.header(header::HOST, "bench.test").header(header::COOKIE, &self.cookie);
        let request = request.body(Body::from(body)).map_err(Error::defect)?;
        let before = self.inside.db.facade().counted_statements();
        let (parts, bytes) = self.inside.runtime.block_on(async {
            let response =
                self.inside.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
            let (parts, body) = response.into_parts();
            to_bytes(body, MOST_BYTES).await.map(|bytes| (parts, bytes)).map_err(Error::defect)
        })?;
        let statements = self.inside.db.facade().counted_statements() - before;
        let text = |name| parts.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
        Ok(Answer {
            status: parts.status.as_u16(),
            location: text(header::LOCATION).to_owned(),
            cookie: text(header::SET_COOKIE).split(';').next().unwrap_or_default().to_owned(),
            page: String::from_utf8_lossy(&bytes).into_owned(),
            statements: u32::try_from(statements).map_or(f64::INFINITY, f64::from),
        })
    }
}
