//! What casework costs: a case in which much has happened, my day, a team's queues, the nightly look at all clocks,
//! and a letter as a PDF.

use crate::{
    Bench,
    http::Client,
    inside::{Inside, Somebody},
    pages::{Wish, cheapest},
    process::{Process, Server},
    scrape::{links, walk},
    table::{Figure, number},
    times::Times,
};
use access::CaseId;
use cases::{queues::Queue, work::sweep::sweep};
use kernel::{Error, Result, args, db::ConnExt};
use letters::{Paper, read_frame, write_frame};
use std::{
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};
use uuid::Uuid;

/// Cases that are filled.
const FILLED: usize = 5;
/// Notes written in each of them.
const NOTES: usize = 200;
/// Cases in a queue.
const QUEUE: f64 = 500.0;
/// Open cases that a night has to get through.
const NIGHT: f64 = 100_000.0;
/// The largest answer of the letters' worker.
const MOST_BYTES: usize = 16 << 20;

kernel::statements! {
    // What is measured is a night with so many open cases, not how they came to be open.
    OPEN_ALL: () = "UPDATE case_file
        SET closed_on = NULL, closed_recorded_at = NULL, outcome = ''
        WHERE tenant_id = 1 AND closed_on IS NOT NULL";
    // No team of the demo has so many open cases as a long queue needs: it is given more, with the right to see them.
    OPEN: (CaseId,) = "SELECT case_id
        FROM case_file
        WHERE tenant_id = 1 AND closed_on IS NULL
        ORDER BY case_id
        LIMIT 1000";
    GIVE: () = "UPDATE case_file SET team_id = $1 WHERE tenant_id = 1 AND case_id = $2";
    GIVE_ACCESS: () = "UPDATE case_access SET team_id = $1 WHERE tenant_id = 1 AND case_id = $2";
}

/// Measures pages of casework.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let database = bench.demo.copy("casework.db")?;
    let filled = fill(bench, database.path())?;
    let mut figures = vec![
        Figure::at_most(format!("Statements: a case with {NOTES} notes"), filled.case.1, 6.0, ""),
        Figure::at_most("Statements: my day", filled.day, 6.0, ""),
    ];
    let server = Server::start(&bench.program, database.path())?;
    server.quiet()?;
    let officer = bench.demo.account("officer")?;
    let client = Client::signed_in(server.address, &officer.sign_in, &bench.demo.password)?;
    let count = bench.size(500, 100);
    let (queue, length) = filled.queue;
    let pages = [
        (format!("A case with {NOTES} notes"), Some(3.0), filled.case.0),
        ("My day".to_owned(), None, vec!["/day".to_owned()]),
        (format!("A team's queue of {} cases", number(length)), Some(10.0), vec![queue]),
    ];
    for (name, goal, pages) in pages {
        let wishes: Vec<Wish> = pages.into_iter().map(Wish::Page).cycle().take(count).collect();
        let (cpu, times) = cheapest(&server, &client, &wishes)?;
        figures.push(match goal {
            Some(goal) => Figure::at_most(format!("{name}: CPU"), cpu, goal, " ms"),
            None => Figure::report(format!("{name}: CPU"), format!("{cpu:.2} ms")),
        });
        figures.push(Figure::report(format!("{name}: wall p50 / p95 / p99"), times.words()));
    }
    Ok(figures)
}

/// What was filled.
struct Filled {
    /// Pages of cases with many notes, and the statements of one.
    case: (Vec<String>, f64),
    /// Statements of my day.
    day: f64,
    /// The team's shortest queue of at least [`QUEUE`] cases, and its length.
    queue: (String, f64),
}

/// Writes many notes in some of an officer's cases, through the program's own form.
fn fill(bench: &Bench, database: &Path) -> Result<Filled> {
    let inside = Inside::open(database)?;
    let officer = bench.demo.account("officer")?;
    let somebody = inside.sign_in(officer, &bench.demo.password)?;
    let found = walk(&officer.name, &mut |path| somebody.find(path))?;
    let mut pages = Vec::new();
    for case in &found.cases {
        if pages.len() < FILLED && write_notes(&somebody, case)? {
            pages.push(case.clone());
        }
    }
    let Some(first) = pages.first() else {
        return Err(Error::invalid("the officer may write in no case"));
    };
    let team = found.team.first().and_then(|path| path.split('?').next()).unwrap_or_default();
    gather(&inside, team.rsplit('/').next().unwrap_or_default())?;
    let filled = Filled {
        case: (pages.clone(), somebody.count(first)?),
        day: somebody.count("/day")?,
        queue: queue(&somebody, &team.replace("/caseloads/", "/queues/"))?,
    };
    inside.close();
    Ok(filled)
}

/// Gives a team open cases of others.
fn gather(inside: &Inside, team: &str) -> Result<()> {
    let team = Uuid::parse_str(team).map_err(|_| Error::invalid("the officer has no team"))?;
    inside.db().facade().write_now(move |c| {
        for (case,) in c.all(OPEN, &[])? {
            c.exec(GIVE, args![team, case])?;
            c.exec(GIVE_ACCESS, args![team, case])?;
        }
        Ok(())
    })
}

/// The page of a team's shortest queue of at least [`QUEUE`] cases; of its longest where none is so long.
fn queue(somebody: &Somebody<'_>, team: &str) -> Result<(String, f64)> {
    let quiet = [7, 14, 21, 28, 42, 56, 84, 120].map(|days| format!("{team}?queue=quiet&days={days}"));
    let others = Queue::ALL.iter().map(|queue| format!("{team}?queue={}", queue.code()));
    let mut found: Option<(String, f64)> = None;
    for path in quiet.into_iter().chain(others) {
        let page = somebody.find(&path)?.unwrap_or_default();
        let before = page.split(" cases: ").next().unwrap_or_default();
        let digits: String = before.chars().rev().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
        let length: String = digits.chars().rev().filter(char::is_ascii_digit).collect();
        let length: f64 = length.parse().unwrap_or(0.0);
        // The shortest that is long enough, or else the longest.
        let better =
            |known: f64| if known < QUEUE { length > known } else { (QUEUE..known).contains(&length) };
        if found.as_ref().is_none_or(|(_, known)| better(*known)) {
            found = Some((path, length));
        }
    }
    found.filter(|(_, length)| *length > 0.0).ok_or_else(|| Error::invalid("the team's queues are empty"))
}

/// Writes the notes; whether the case takes any.
fn write_notes(somebody: &Somebody<'_>, case: &str) -> Result<bool> {
    let page = somebody.find(case)?.unwrap_or_default();
    let form = links(&page).into_iter().map(|(href, _)| href).find(|href| href.contains("/notes/new"));
    let Some(form) = form else { return Ok(false) };
    let path = form.split('?').next().unwrap_or_default().to_owned();
    let id = case.rsplit('/').next().unwrap_or_default();
    for n in 0..NOTES {
        let summary = format!("Call {n}: the noise went on until late, and what was agreed was kept.");
        let answer = somebody.post(
            &path,
            &[
                ("case", id),
                ("channel", "phone"),
                ("direction", "out"),
                ("outcome", "successful"),
                ("summary", &summary),
            ],
        )?;
        if answer.status != 303 {
            return Err(Error::invalid(format!(
                "a note was answered with {}: {}",
                answer.status, answer.page
            )));
        }
    }
    Ok(true)
}

/// Measures the nightly look at the clocks of all open cases.
pub fn measure_night(bench: &Bench) -> Result<Vec<Figure>> {
    let database = bench.demo.copy("night.db")?;
    let inside = Inside::open(database.path())?;
    inside.db().facade().write_now(|c| c.exec(OPEN_ALL, &[]).map(drop))?;
    // What the opening changed is settled first: a night finds next to nothing to write.
    sweep(inside.db(), || true)?;
    // Nothing is extrapolated: where the demo has fewer cases, nights follow each other until so many were looked at.
    let (mut looked, mut changed, mut nights) = (0.0, 0.0, 0);
    let begun = Instant::now();
    while looked < NIGHT {
        let swept = sweep(inside.db(), || true)?;
        if swept.looked == 0 {
            return Err(Error::invalid("The demo has no open case for a night to look at."));
        }
        (looked, changed) = (looked + swept.looked as f64, changed + swept.changed as f64);
        nights += 1;
    }
    let took = begun.elapsed().as_secs_f64();
    inside.close();
    let name = "The nightly look at the clocks, for 100,000 open cases";
    let words = format!(
        "{} cases looked at in {took:.1} s, {} changed, in {}",
        number(looked),
        number(changed),
        kernel::words::count(nights, "night", "nights")
    );
    Ok(vec![Figure::at_most(name, took, 10.0, " s"), Figure::report("That is", words)])
}

/// Measures the making of letters: every letter of every pack, as the program prints it.
pub fn measure_letters(bench: &Bench) -> Result<Vec<Figure>> {
    let worker = bench.program.with_file_name("alongside-letters");
    let mut process = Process::start(Command::new(&worker).stdin(Stdio::piped()).stdout(Stdio::piped()))?;
    let (mut to, mut from) = (process.input()?, std::io::BufReader::new(process.output()?));
    let mut times = Times::default();
    let mut first = None;
    for letter in packs::shipped().iter().flat_map(|pack| &pack.letters) {
        let paper = Paper {
            title: letter.title.clone(),
            language: "en-GB".to_owned(),
            service: "Alongside in Fernshire".to_owned(),
            to: vec!["Leila Karimi".to_owned(), "12 Larch Court".to_owned(), "Fernshire".to_owned()],
            date: "22 November 2026".to_owned(),
            day: (2026, 11, 22),
            blocks: letters::blocks(&letter.body),
            ..Paper::default()
        };
        let bytes = serde_json::to_vec(&paper).map_err(Error::defect)?;
        let begun = Instant::now();
        let told = |e| Error::io("the letters' worker", e);
        write_frame(&mut to, "paper", &bytes).map_err(told)?;
        match read_frame(&mut from, MOST_BYTES).map_err(told)? {
            Some((kind, pdf)) if kind == "pdf" && pdf.starts_with(b"%PDF") => {}
            _ => return Err(Error::invalid(format!("the letter {} was not printed", letter.title))),
        }
        first.get_or_insert(begun.elapsed());
        times.add([begun.elapsed()]);
    }
    let first = first.map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    Ok(vec![
        Figure::at_most("A letter as a PDF: the slowest", times.percentile(100), 150.0, " ms"),
        Figure::report("That is, p50 / p95 / p99", format!("{} of {}", times.words(), times.count())),
        Figure::report("The first one of a new worker", format!("{first:.0} ms")),
    ])
}
