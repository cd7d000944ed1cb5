//! How many statements a page runs: counted by the database facade, in this process, with the program's own routes.
//!
//! Reading the session, the permit, the audit and what begins and ends a transaction are not counted.

use crate::{
    Bench,
    inside::Inside,
    scrape::{Found, walk},
    table::{Figure, number},
};
use kernel::Result;

/// Measures the pages with a budget of their own, then every page as every role.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let database = bench.demo.copy("statements.db")?;
    let inside = Inside::open(database.path())?;
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
    inside.close();
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
