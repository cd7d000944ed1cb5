//! Imports: how long they take, and what others notice of one that runs beside them.

use crate::{
    Bench,
    demo::Scratch,
    http::Client,
    pages::{Wish, glances, joined, timed},
    process::{Process, Server},
    scrape::walk,
    table::{Figure, number},
    template,
    times::Times,
};
use kernel::{Clock, Error, Result, db::Place};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread::{scope, sleep},
    time::{Duration, Instant},
};

/// The folder of US HMIS files that the importer's own tests read.
const HMIS: &str = "crates/imports/tests/data/hmis/continuum";
/// People who look at pages meanwhile.
const VIEWERS: usize = 4;
/// How often each of them opens a page, however long the last one took.
const EVERY: Duration = Duration::from_millis(100);

/// The HMIS folder into a database that is not there yet.
pub fn measure_hmis(bench: &Bench) -> Result<Vec<Figure>> {
    let folder = bench.root.join(HMIS);
    if !folder.is_dir() {
        return Err(Error::invalid(format!("{HMIS} is not there")));
    }
    let mut least = f64::INFINITY;
    for _ in 0..3 {
        let database = Scratch::new(&bench.folder.join("hmis.db"));
        let begun = Instant::now();
        let warnings = Gone(bench.folder.join("hmis-warnings.csv"));
        let told = ["--warnings".as_ref(), warnings.0.as_os_str()];
        run(bench, database.path(), &["hmis".as_ref(), folder.as_os_str(), told[0], told[1]])?.wait()?;
        least = least.min(begun.elapsed().as_secs_f64());
    }
    Ok(vec![Figure::at_most("Import of the HMIS folder continuum", least, 5.0, " s")])
}

/// A large file of cases into a database that a server is serving to others.
pub fn measure_cases(bench: &Bench) -> Result<Vec<Figure>> {
    let rows: u32 = bench.size(1_000_000, 50_000);
    let file = bench.folder.join("cases.csv");
    let _large_files_go = [Gone(file.clone()), Gone(bench.folder.join("cases-problems.csv"))];
    let database = bench.demo.copy("import.db")?;
    let last = template::write(&bench.program, database.path(), &file, rows)?;
    let server = Server::start(&bench.program, database.path())?;
    server.quiet()?;
    let before = views(bench, &server, |_| {
        sleep(Duration::from_secs(bench.size(10, 3)));
        Ok(())
    })?;
    let mut took = 0.0;
    let during = views(bench, &server, |_| {
        let begun = Instant::now();
        run(bench, database.path(), &["cases".as_ref(), file.as_os_str()])?.wait()?;
        took = begun.elapsed().as_secs_f64();
        Ok(())
    })?;
    let (memory, _) = server.memory()?;
    drop(server);
    arrived(database.path(), &last)?;
    let name = format!("Import of {} cases, while others look at pages", number(f64::from(rows)));
    Ok(vec![
        Figure::at_most(name, took, 90.0, " s"),
        Figure::at_most("Views by other people meanwhile: p99", during.percentile(99), 250.0, " ms"),
        Figure::report("That is, p50 / p95 / p99", format!("{} of {}", during.words(), during.count())),
        Figure::report("The same views before it", format!("{} of {}", before.words(), before.count())),
        Figure::report("Memory of the server after it", format!("{} MB", number(memory.round()))),
    ])
}

/// A file that is removed when this goes.
struct Gone(PathBuf);

impl Drop for Gone {
    fn drop(&mut self) {
        let _absent = fs::remove_file(&self.0);
    }
}

/// Starts `alongside import`; what it says goes to `import.log`.
fn run(bench: &Bench, database: &Path, args: &[&std::ffi::OsStr]) -> Result<Process> {
    let log = bench.folder.join("import.log");
    let log = File::create(&log).map_err(|e| Error::io(log.display(), e))?;
    let again = log.try_clone().map_err(|e| Error::io("import.log", e))?;
    let mut command = Command::new(&bench.program);
    command.arg("--database").arg(database).arg("import").args(args);
    Process::start(command.stdin(Stdio::null()).stdout(log).stderr(again))
}

/// Has people look at pages while something is done, and gives how long each view took: from the moment it was due,
/// so that a view that had to wait for the one before counts its waiting too.
fn views(bench: &Bench, server: &Server, work: impl FnOnce(&Server) -> Result<()>) -> Result<Times> {
    let officer = bench.demo.account("officer")?;
    let mut client = Client::signed_in(server.address, &officer.sign_in, &bench.demo.password)?;
    let found = walk(&officer.name, &mut |path| client.find(path))?;
    let caseload = found.caseload.first().cloned().map(Wish::Page);
    let searched = found.people.first().map(|(_, name)| Wish::Search(name.clone()));
    let wishes: Vec<Wish> = glances(&found).into_iter().chain(caseload).chain(searched).collect();
    let stop = AtomicBool::new(false);
    let mut times = Times::default();
    scope(|scope| {
        let viewers: Vec<_> = (0..VIEWERS)
            .map(|n| {
                let (client, wishes, stop) = (client.another(), &wishes, &stop);
                scope.spawn(move || view(&mut client?, wishes, n * wishes.len() / VIEWERS, stop))
            })
            .collect();
        let done = work(server);
        stop.store(true, Ordering::SeqCst);
        for viewer in viewers {
            times.add(joined(viewer)?);
        }
        done
    })?;
    Ok(times)
}

/// One person's views, from the `first` wish on, until told to stop.
fn view(client: &mut Client, wishes: &[Wish], first: usize, stop: &AtomicBool) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    let mut due = Instant::now();
    for wish in wishes.iter().cycle().skip(first) {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        sleep(due.saturating_duration_since(Instant::now()));
        let waited = due.elapsed();
        times.push(waited + timed(wish, client)?);
        due += EVERY;
    }
    Ok(times)
}

/// Fails when the file's last case is not in the database.
fn arrived(database: &Path, reference: &str) -> Result<()> {
    let db = alongside::serve::open(&Place::File(database.to_owned()), 1, &Clock::system())?;
    let references = [reference.to_owned()];
    let found = db.report_now(move |c| cases::store::bulk::references(c, 1, &references))?;
    db.close();
    if found.is_empty() { Err(Error::invalid(format!("case {reference} did not arrive"))) } else { Ok(()) }
}
