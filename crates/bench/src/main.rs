//! Measures the program and prints each figure beside its goal: what `./bench` runs.
//!
//! **Words.** A *measure* is one module here: it does something many times and gives *figures*. A figure with a
//! goal is ok or missed; the others are reported only, because they depend on the machine (times on the wall) or
//! on what else it is doing. Speed is a ratio within one run, or CPU time of the server's process; never a timed
//! test.
//!
//! The exit code is 0 when everything could be measured, whatever came of it, and 1 when something could not.

mod audit;
mod casework;
mod demo;
mod drawn;
mod http;
mod import;
mod inside;
mod loads;
mod model;
mod pages;
mod postgres;
mod process;
mod results;
mod rota;
mod scrape;
mod start;
mod statements;
mod table;
mod template;
mod times;
mod weight;
mod writes;

use demo::Demo;
use kernel::{Error, Result};
use std::{
    io::{Write, stderr, stdout},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};
use table::Figure;

/// What every measure works with.
pub struct Bench {
    /// The workspace.
    pub root: PathBuf,
    /// Where files are made.
    pub folder: PathBuf,
    /// The program.
    pub program: PathBuf,
    /// Whether to do less of everything.
    pub quick: bool,
    /// The database to measure on.
    pub demo: Demo,
}

impl Bench {
    /// One of two sizes.
    pub fn size<T>(&self, full: T, quick: T) -> T {
        if self.quick { quick } else { full }
    }
}

type Measure = fn(&Bench) -> Result<Vec<Figure>>;

/// The measures in the order in which they run, with the names `--only` takes.
const MEASURES: [(&str, Measure); 17] = [
    ("start", start::measure),
    ("pages", pages::measure),
    ("statements", statements::measure),
    ("weight", weight::measure),
    ("casework", casework::measure),
    ("night", casework::measure_night),
    ("letters", casework::measure_letters),
    ("results", results::measure),
    ("draw", drawn::measure),
    ("loads", loads::measure),
    ("rota", rota::measure),
    ("model", model::measure),
    ("audit", audit::measure),
    ("writes", writes::measure),
    ("hmis", import::measure_hmis),
    ("import", import::measure_cases),
    ("postgres", postgres::measure),
];

const HELP: &str = "Usage: ./bench [--quick] [--fresh] [--only MEASURE]...

  --quick         10,000 people and 50,000 rows instead of 100,000 and 1,000,000
  --fresh         make the database anew
  --only MEASURE  only this measure; may be given several times

Measures:";

/// What the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    quick: bool,
    fresh: bool,
    help: bool,
    only: Vec<String>,
}

impl Asked {
    fn read(args: impl IntoIterator<Item = String>) -> Result<Self> {
        let (mut asked, mut args) = (Self::default(), args.into_iter());
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--quick" => asked.quick = true,
                "--fresh" => asked.fresh = true,
                "--help" | "-h" => asked.help = true,
                "--only" => match args.next() {
                    Some(name) if MEASURES.iter().any(|(known, _)| *known == name) => asked.only.push(name),
                    name => {
                        let name = name.unwrap_or_default();
                        return Err(Error::invalid(format!(
                            "there is no measure {name:?}: see ./bench --help"
                        )));
                    }
                },
                other => return Err(Error::invalid(format!("{other:?} is no option: see ./bench --help"))),
            }
        }
        Ok(asked)
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(e) => {
            say(&format!("bench: {e}"));
            ExitCode::FAILURE
        }
    }
}

/// Whether everything could be measured.
fn run() -> Result<bool> {
    let asked = Asked::read(std::env::args().skip(1))?;
    let mut out = stdout();
    let write = |e| Error::io("standard output", e);
    if asked.help {
        writeln!(out, "{HELP} {}", MEASURES.map(|(name, _)| name).join(", ")).map_err(write)?;
        return Ok(true);
    }
    process::stop_all_when_asked()?;
    let bench = prepare(&asked)?;
    writeln!(out, "{}", table::head(&bench.demo.words())).map_err(write)?;
    let mut failed = Vec::new();
    for (name, measure) in MEASURES {
        if !asked.only.is_empty() && !asked.only.iter().any(|only| only == name) {
            continue;
        }
        let begun = Instant::now();
        let figures = measure(&bench);
        say(&format!("({name}: {:.0} s)", begun.elapsed().as_secs_f64()));
        match figures {
            Ok(figures) => figures.iter().try_for_each(|f| writeln!(out, "{}", f.line())).map_err(write)?,
            Err(e) => failed.push(format!("{name} could not be measured: {e}")),
        }
    }
    for words in &failed {
        writeln!(out, "{words}").map_err(write)?;
    }
    Ok(failed.is_empty())
}

fn prepare(asked: &Asked) -> Result<Bench> {
    let root = std::env::current_dir().map_err(|e| Error::io("the current folder", e))?;
    let program =
        std::env::current_exe().map_err(|e| Error::io("this program", e))?.with_file_name("alongside");
    if !program.exists() || !root.join("migrations").exists() {
        return Err(Error::invalid("start it as ./bench, which builds the program and knows where it is."));
    }
    let folder = root.join("var/bench");
    std::fs::create_dir_all(&folder).map_err(|e| Error::io(folder.display(), e))?;
    let people = if asked.quick { 10_000 } else { 100_000 };
    let demo = Demo::ready(&program, &folder, people, asked.fresh)?;
    Ok(Bench { root, folder, program, quick: asked.quick, demo })
}

/// Says how far it is, apart from the table.
pub fn say(words: &str) {
    let _closed = writeln!(stderr(), "{words}");
}

/// Removes a SQLite file with its log, if it is there.
pub fn remove_database(file: &Path) {
    for end in ["db", "db-wal", "db-shm"] {
        let _absent = std::fs::remove_file(file.with_extension(end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Result<Asked> {
        Asked::read(args.iter().map(|&arg| arg.to_owned()))
    }

    #[test]
    fn options_are_read() {
        let asked = read(&["--only", "pages", "--quick", "--only", "writes"]).unwrap();
        assert_eq!(
            asked,
            Asked { quick: true, only: vec!["pages".into(), "writes".into()], ..Asked::default() }
        );
    }

    #[test]
    fn what_is_no_option_or_measure_is_refused() {
        for args in [&["--fast"][..], &["--only"], &["--only", "tea"]] {
            let words = read(args).unwrap_err().to_string();
            assert!(words.contains("./bench --help"), "{words}");
        }
    }
}
