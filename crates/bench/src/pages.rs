//! What a page costs: CPU of the server's process, its own and the system's for it, for each request.
//!
//! Four officers' browsers ask at once over connections that stay open. A page's cost is the least of three runs:
//! whatever else the machine does can only add to it. Times on the wall are reported and are no goals.

use crate::{
    Bench,
    http::Client,
    process::Server,
    scrape::{Found, walk},
    table::{Figure, number},
    times::Times,
};
use kernel::{Chance, Error, Result};
use std::{
    thread,
    time::{Duration, Instant},
};

/// Browsers that ask at once.
const BROWSERS: usize = 4;
/// Runs of which the cheapest counts.
const RUNS: usize = 3;

/// One thing to ask the server for.
#[derive(Clone, Debug)]
pub enum Wish {
    /// A page.
    Page(String),
    /// A search: the form posted and the address it sends on to opened.
    Search(String),
}

impl Wish {
    /// Asks for it; anything but the page is an error.
    pub fn make(&self, client: &mut Client) -> Result<()> {
        match self {
            Self::Page(path) => client.get(path)?.is(200, path).map(drop),
            Self::Search(terms) => {
                let kept = client.post("/people/search", &[("q", terms)])?.is(303, "POST /people/search")?;
                let path = kept.header("location");
                client.get(path)?.is(200, path).map(drop)
            }
        }
    }
}

/// Measures the pages that have a goal.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let database = bench.demo.copy("pages.db")?;
    let server = Server::start(&bench.program, database.path())?;
    server.quiet()?;
    let officer = bench.demo.account("officer")?;
    let mut client = Client::signed_in(server.address, &officer.sign_in, &bench.demo.password)?;
    let found = walk(&officer.name, &mut |path| client.find(path))?;
    if found.caseload.is_empty() || found.team.is_empty() {
        return Err(Error::invalid("the officer's caseload or their team's has no page of 25 cases"));
    }
    let count = bench.size(1000, 200);
    let kinds = [
        ("A person at a glance", 3.0, glances(&found)),
        ("An officer's caseload page of 25", 5.0, found.caseload.iter().cloned().map(Wish::Page).collect()),
        ("A team's caseload page of 25", 5.0, found.team.iter().cloned().map(Wish::Page).collect()),
        ("A search: the form and the page it leads to", 5.0, searches(&found)),
    ];
    let mut figures = Vec::new();
    for (name, goal, wishes) in kinds {
        let wishes: Vec<Wish> = wishes.into_iter().cycle().take(count).collect();
        let (least, times) = cheapest(&server, &client, &wishes)?;
        figures.push(Figure::at_most(format!("{name}: CPU"), least, goal, " ms"));
        figures.push(Figure::report(format!("{name}: wall p50 / p95 / p99"), times.words()));
    }
    let (all, own) = server.memory()?;
    let words = format!("{} MB, {} MB of it its own", number(all.round()), number(own.round()));
    figures.push(Figure::report("Memory after that", words));
    let pages = found.caseload.len() + found.team.len();
    let people = format!("{} people, {pages} caseload pages", found.people.len());
    figures
        .push(Figure::report(format!("Asked by {BROWSERS} browsers, {RUNS} runs of {count}, over"), people));
    Ok(figures)
}

/// A look at everybody in the caseload.
pub fn glances(found: &Found) -> Vec<Wish> {
    found.people.iter().map(|(path, _)| Wish::Page(path.clone())).collect()
}

/// Searches as they are typed: a whole name, a family name, the beginning of one, a first name and an initial.
fn searches(found: &Found) -> Vec<Wish> {
    let chance = Chance::seeded(7);
    let asked = found.people.iter().map(|(_, name)| {
        let mut words = name.split_whitespace();
        let first = words.next().unwrap_or_default();
        let last = words.next_back().unwrap_or(first);
        let start = |word: &str, letters| word.chars().take(letters).collect::<String>();
        Wish::Search(match chance.below(4) {
            0 => name.clone(),
            1 => last.to_owned(),
            2 => start(last, 4),
            _ => format!("{first} {}", start(last, 1)),
        })
    });
    asked.collect()
}

/// CPU milliseconds for each wish in the cheapest of some runs, and all times on the wall. One short run goes before.
pub fn cheapest(server: &Server, client: &Client, wishes: &[Wish]) -> Result<(f64, Times)> {
    drive(server, client, &wishes[..wishes.len() / 5])?;
    let mut least = f64::INFINITY;
    let mut times = Times::default();
    for _ in 0..RUNS {
        let (cpu, run) = drive(server, client, wishes)?;
        least = least.min(cpu);
        times.add(run);
    }
    Ok((least, times))
}

/// Asks for everything once, from several browsers. CPU milliseconds for each wish, and its times on the wall.
fn drive(server: &Server, client: &Client, wishes: &[Wish]) -> Result<(f64, Vec<Duration>)> {
    let clients = (0..BROWSERS).map(|_| client.another()).collect::<Result<Vec<_>>>()?;
    let before = server.cpu_seconds()?;
    let share = wishes.len().div_ceil(BROWSERS);
    let times = thread::scope(|scope| {
        let running: Vec<_> = wishes
            .chunks(share)
            .zip(clients)
            .map(|(part, mut client)| {
                scope.spawn(move || part.iter().map(|wish| timed(wish, &mut client)).collect())
            })
            .collect();
        running.into_iter().map(joined).collect::<Result<Vec<Vec<Duration>>>>()
    })?;
    let cpu = (server.cpu_seconds()? - before) * 1000.0 / wishes.len() as f64;
    Ok((cpu, times.concat()))
}

/// How long one wish took.
pub fn timed(wish: &Wish, client: &mut Client) -> Result<Duration> {
    let begun = Instant::now();
    wish.make(client)?;
    Ok(begun.elapsed())
}

/// What a thread gave.
pub fn joined<T>(thread: thread::ScopedJoinHandle<'_, Result<T>>) -> Result<T> {
    thread.join().unwrap_or_else(|_| Err(Error::defect("a thread of the measure panicked")))
}
