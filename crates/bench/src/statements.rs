//! How many statements a page runs: counted by the database facade, in this process, with the program's own routes.
//!
//! Reading the session, the permit, the audit and what begins and ends a transaction are not counted.

use crate::{
    Bench,
    http::encode,
    scrape::{Found, walk},
    table::{Figure, number},
};
use ::demo::SignIn;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use kernel::{Clock, Error, Result, db::Place};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// The most bytes a page may have here.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Measures the pages with a budget of their own, then every page as every role.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let database = bench.demo.copy("statements.db")?;
    let place = Place::File(database.path().to_owned());
    let facade = alongside::serve::open(&place, 1, &Clock::system())?;
    let db = alongside::serve::with_settings(facade, false);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let inside = Inside {
        router: alongside::app::router(db.clone()),
        db,
        runtime: runtime.map_err(|e| Error::io("the async runtime", e))?,
        cookie: String::new(),
    };
    let officer = bench.demo.account("officer")?;
    let as_officer = inside.sign_in(officer, &bench.demo.password)?;
    let found = walk(&officer.name, &mut |path| as_officer.find(path))?;
    let (person, name) = found.people.first().cloned().unwrap_or_default();
    let caseload = found.caseload.first().cloned().unwrap_or_default();
    let searched = as_officer.search(&name)?;
    let team = found.team.first().cloned().unwrap_or_default();
    let mut figures = vec![
        Figure::at_most("Statements: a person at a glance", as_officer.count(&person)?, 6.0, ""),
        Figure::at_most("Statements: an officer's caseload page", as_officer.count(&caseload)?, 3.0, ""),
        Figure::at_most("Statements: a team's caseload page", as_officer.count(&team)?, 3.0, ""),
        Figure::at_most("Statements: a search's page", searched.2, 3.0, ""),
        Figure::at_most("Statements: a search's form, before it", searched.1, 3.0, ""),
    ];
    let mut most = (0.0, String::new());
    let (mut tried, mut opened) = (0_u32, 0_u32);
    for account in &bench.demo.sign_ins {
        let somebody = inside.sign_in(account, &bench.demo.password)?;
        let token = as_officer.search(&name)?.0;
        for path in addresses(&found, &token) {
            let answer = somebody.get(&path)?;
            (tried, opened) = (tried + 1, opened + u32::from(answer.status == 200));
            if answer.statements > most.0 {
                most = (answer.statements, format!("{path} as {}", account.role));
            }
        }
    }
    figures.push(Figure::at_most("Statements: any page, the most", most.0, 12.0, ""));
    let words = format!("{} asked for, {} opened", number(f64::from(tried)), number(f64::from(opened)));
    figures.push(Figure::report("Pages of the route tables, as every role", words));
    figures.push(Figure::report("The page with the most", without_ids(&most.1)));
    inside.db.facade().close();
    Ok(figures)
}

/// The address of every page in the route tables whose parameters are known.
fn addresses(found: &Found, search: &str) -> Vec<String> {
    let last = |path: Option<&str>| {
        let id = path.unwrap_or_default().rsplit('/').next().unwrap_or_default();
        id.split('?').next().unwrap_or_default().to_owned()
    };
    let known = [
        ("{person_id}", last(found.people.first().map(|(path, _)| path.as_str()))),
        ("{case_id}", last(found.cases.first().map(String::as_str))),
        ("{team_id}", last(found.team.first().map(String::as_str))),
        ("{user_id}", last(found.caseload.first().map(String::as_str))),
        ("{token}", last(Some(search))),
    ];
    let routes = alongside::app::route_tables();
    let pages = routes.iter().filter(|row| row.method == "GET").map(|row| {
        known.iter().fold(row.path.to_owned(), |path, (parameter, value)| path.replace(parameter, value))
    });
    pages.filter(|path| !path.contains('{')).collect()
}

/// An address with its ids left out, for people to read.
fn without_ids(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.len() >= 26 && !part.contains(' ') { "…" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// The program in this process, with somebody signed in or nobody.
struct Inside {
    router: Router,
    db: access::Db,
    runtime: Runtime,
    cookie: String,
}

struct Somebody<'a> {
    inside: &'a Inside,
    cookie: String,
}

struct Answer {
    status: u16,
    location: String,
    cookie: String,
    page: String,
    statements: f64,
}

impl Inside {
    fn sign_in(&self, account: &SignIn, password: &str) -> Result<Somebody<'_>> {
        let nobody = Somebody { inside: self, cookie: self.cookie.clone() };
        let answer = nobody.post("/sign-in", &[("name", &account.sign_in), ("password", password)])?;
        if answer.cookie.is_empty() {
            return Err(Error::invalid(format!("{} could not sign in", account.sign_in)));
        }
        Ok(Somebody { inside: self, cookie: answer.cookie })
    }
}

impl Somebody<'_> {
    fn get(&self, path: &str) -> Result<Answer> {
        self.ask(Request::get(path), String::new())
    }

    /// The page, or nothing where there is none for them.
    fn find(&self, path: &str) -> Result<Option<String>> {
        let answer = self.get(path)?;
        Ok((answer.status == 200).then_some(answer.page))
    }

    /// Statements of a page that must open.
    fn count(&self, path: &str) -> Result<f64> {
        let answer = self.get(path)?;
        if answer.status != 200 {
            return Err(Error::invalid(format!("{path} answered {}", answer.status)));
        }
        Ok(answer.statements)
    }

    /// A search's address, and the statements of the form and of the page.
    fn search(&self, terms: &str) -> Result<(String, f64, f64)> {
        let kept = self.post("/people/search", &[("q", terms)])?;
        let shown = self.count(&kept.location)?;
        Ok((kept.location, kept.statements, shown))
    }

    fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Result<Answer> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_filled_in_where_every_parameter_is_known() {
        let found = Found {
            people: vec![("/people/p1".to_owned(), "A".to_owned())],
            cases: vec!["/cases/c1".to_owned()],
            team: vec!["/caseloads/team/t1?page=1".to_owned()],
            caseload: vec!["/caseloads/officer/u1?page=1".to_owned()],
        };
        let all = addresses(&found, "/people/search/s1");
        for wanted in
            ["/people/p1", "/cases/c1", "/caseloads/team/t1", "/caseloads/officer/u1", "/people/search/s1"]
        {
            assert!(all.iter().any(|path| path == wanted), "{wanted} is not in {all:?}");
        }
        assert!(all.iter().all(|path| !path.contains('{')), "{all:?}");
    }

    #[test]
    fn ids_are_left_out_of_what_people_read() {
        let path = "/people/0192f0c1-2b3c-7d4e-8f90-a1b2c3d4e5f6/timeline as Officer";
        assert_eq!(without_ids(path), "/people/…/timeline as Officer");
    }
}
