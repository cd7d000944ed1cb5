//! What a page weighs when it is opened for the first time: itself, its stylesheets and its scripts, compressed.

use crate::{
    Bench,
    http::Client,
    process::Server,
    scrape::{assets, walk},
    table::{Figure, number},
};
use kernel::{Error, Result};

/// The most bytes of a first load: 25 KB.
const MOST: f64 = 25_000.0;

/// Measures the main pages.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let database = bench.demo.copy("weight.db")?;
    let server = Server::start(&bench.program, database.path())?;
    let officer = bench.demo.account("officer")?;
    let mut client = Client::signed_in(server.address, &officer.sign_in, &bench.demo.password)?;
    let found = walk(&officer.name, &mut |path| client.find(path))?;
    let (person, name) = found.people.first().cloned().unwrap_or_default();
    let kept = client.post("/people/search", &[("q", &name)])?.is(303, "POST /people/search")?;
    let own = |path: &String| path.clone();
    let pages = [
        ("Sign in", "/sign-in".to_owned()),
        ("My day", "/day".to_owned()),
        ("A search's results", kept.header("location").to_owned()),
        ("A person at a glance", person.clone()),
        ("A person's timeline", format!("{person}/timeline")),
        ("A new note", format!("{person}/notes/new")),
        ("A case", found.cases.first().map(own).unwrap_or_default()),
        ("A caseload", found.caseload.first().map(own).unwrap_or_default()),
        ("A self-audit", "/reviews/audit".to_owned()),
        ("A team's caseload", found.team.first().map(own).unwrap_or_default()),
    ];
    let mut figures = Vec::new();
    for (name, path) in pages {
        let bytes = first_load(&mut client, &path)? as f64;
        figures.push(Figure::at_most(
            format!("{name}: first load, compressed"),
            bytes / 1000.0,
            MOST / 1000.0,
            " KB",
        ));
    }
    let assets = assets(&client.page("/day")?);
    let weights = assets.iter().map(|path| compressed(&mut client, path)).collect::<Result<Vec<_>>>()?;
    let words = format!("{} KB", number(weights.iter().sum::<usize>() as f64 / 1000.0));
    figures.push(Figure::report("Of that the same on every page, then kept by the browser", words));
    Ok(figures)
}

/// Bytes of a page and everything it loads.
fn first_load(client: &mut Client, path: &str) -> Result<usize> {
    let parts = assets(&client.page(path)?);
    if parts.is_empty() {
        return Err(Error::invalid(format!("{path} has no stylesheet")));
    }
    let mut bytes = compressed(client, path)?;
    for part in parts {
        bytes += compressed(client, &part)?;
    }
    Ok(bytes)
}

/// Bytes of one answer as it crosses the network.
fn compressed(client: &mut Client, path: &str) -> Result<usize> {
    let answer = client.get_compressed(path)?.is(200, path)?;
    if answer.header("content-encoding") == "gzip" {
        Ok(answer.body.len())
    } else {
        Err(Error::invalid(format!("{path} does not come compressed")))
    }
}
