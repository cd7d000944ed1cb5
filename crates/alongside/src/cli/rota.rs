//! `alongside rota`: rotas made from a file.

use super::print;
use clap::{Args, Subcommand, ValueEnum};
use kernel::{Error, Result};
use rota::{Effort, Kind, Names, Problem, Solved, breaches, solve, text};
use serde_json::json;
use std::{fmt::Write as _, io::Write, path::PathBuf, time::Instant};

#[derive(Debug, Subcommand)]
pub(super) enum Rota {
    /// Search a rota for a problem in a file; the same seed gives the same rota
    Solve(Solve),
}

#[derive(Debug, Args)]
pub(super) struct Solve {
    /// The problem: officers, when they are at work, and when they can be supervised
    instance: PathBuf,
    /// What chance is drawn from
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Searches from the start, of which the best is kept (default: as many as take about six seconds)
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..=1000))]
    restarts: Option<u32>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Json,
    Text,
}

/// What a rota lacks most: places at the desk and at panels that nobody fills.
fn unmet(problem: &Problem, solved: &Solved) -> i32 {
    breaches(problem, &solved.plan, &Names::numbered())
        .iter()
        .filter(|breach| matches!(breach.kind, Kind::Desk | Kind::Panel))
        .map(|breach| breach.n)
        .sum()
}

/// Runs a command of this group; `going` is asked several times a second whether to go on. A search that is stopped
/// prints the best it has found, and ends with 130.
pub(super) fn run(asked: &Rota, out: &mut dyn Write, going: &dyn Fn() -> bool) -> Result<u8> {
    let Rota::Solve(asked) = asked;
    let name = asked.instance.display();
    let words = std::fs::read_to_string(&asked.instance)
        .map_err(|e| Error::invalid(format!("{name} cannot be read: {e}")))?;
    let problem = text::read(&words).map_err(|wrong| Error::invalid(format!("{name}, {wrong}")))?;
    let effort =
        Effort { restarts: asked.restarts.unwrap_or(Effort::default().restarts), ..Effort::default() };
    let (before, wall) = (cpu_seconds(), Instant::now());
    let solved = solve(&problem, &effort, asked.seed, &mut |_| going());
    let cpu = before.zip(cpu_seconds()).map_or_else(|| wall.elapsed().as_secs_f64(), |(from, to)| to - from);
    let unmet = unmet(&problem, &solved);
    let words = match asked.format {
        Format::Json => {
            let all = json!({
                "objective": solved.objective,
                "unmet": unmet,
                "cpu_seconds": cpu,
                "finished": solved.finished,
                "assignments": solved.plan.letters(),
            });
            format!("{all:#}\n")
        }
        Format::Text => told(&problem, &solved, unmet),
    };
    print(out, &words)?;
    Ok(if solved.finished { 0 } else { 130 })
}

fn told(problem: &Problem, solved: &Solved, unmet: i32) -> String {
    let mut words = if solved.finished { String::new() } else { "Stopped: the best so far.\n".to_owned() };
    let _ = write!(words, "Objective {} (lower is better), {unmet} places not filled.\n\n", solved.objective);
    for (who, letters) in problem.officers.iter().zip(solved.plan.letters()) {
        let weeks: Vec<&str> = (0..problem.weeks()).map(|week| &letters[10 * week..10 * week + 10]).collect();
        let _ = writeln!(words, "{:<12} {}", who.name, weeks.join(" "));
    }
    words.push_str("\nD duty, C casework, V visit, S supervision, P panel, F flexible, - away.\n");
    let found = breaches(problem, &solved.plan, &Names::numbered());
    if !found.is_empty() {
        words.push_str("\nWhat is not kept, the dearest first:\n");
    }
    for breach in found {
        let _ = writeln!(words, "{:>6}  {}", breach.cost, breach.words);
    }
    words
}

/// Seconds of processor time of this program so far; `None` where the system does not say.
fn cpu_seconds() -> Option<f64> {
    // Time on a processor in nanoseconds comes first; other threads do nothing meanwhile.
    let words = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: u64 = words.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds as f64 / 1e9)
}
