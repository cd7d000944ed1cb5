//! How soon the program is there, and what it holds while nobody asks.

use crate::{
    Bench,
    http::Client,
    process::{Process, Server},
    table::Figure,
};
use kernel::Result;
use std::{
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// Starts of which the quickest counts.
const RUNS: usize = 5;

/// Measures start and idle memory.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let database = bench.demo.copy("start.db")?;
    let mut started = Duration::MAX;
    for _ in 0..RUNS {
        started = started.min(Server::start(&bench.program, database.path())?.started_in);
    }
    // As ./run does it once built: the demo is asked for and already there, then the server opens.
    let begun = Instant::now();
    let mut demo = Command::new(&bench.program);
    demo.arg("--database").arg(database.path()).args(["demo", "--if-empty"]).stdout(Stdio::null());
    Process::start(&mut demo)?.wait()?;
    let server = Server::start(&bench.program, database.path())?;
    Client::new(server.address)?.page("/sign-in")?;
    let opened = begun.elapsed();
    sleep(Duration::from_secs(bench.size(5, 2)));
    let (memory, _) = server.memory()?;
    Ok(vec![
        Figure::at_most("From start to listening", started.as_secs_f64(), 1.0, " s"),
        Figure::at_most(
            "./run with a database, once built: to the first page",
            opened.as_secs_f64(),
            2.0,
            " s",
        ),
        Figure::at_most("Memory when idle", memory, 100.0, " MB"),
    ])
}
