//! `alongside model`: what a team would carry, from a file.

use super::print;
use clap::{Args, Subcommand, ValueEnum};
use kernel::{Error, Result};
use std::{fmt::Write as _, io::Write, path::PathBuf};
use workload::forecast::{
    answer::{Answer, Played, TRIES, answer, json},
    scenario::{Scenario, read},
};

#[derive(Debug, Subcommand)]
pub(super) enum Model {
    /// Play a scenario through; the same file and seed give the same answer
    Run(Run),
}

#[derive(Debug, Args)]
pub(super) struct Run {
    /// The scenario: what comes in, how long it lasts, who there is, and what if
    scenario: PathBuf,
    /// What chance is drawn from
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// How often it is played (default: as the scenario says)
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..=20_000))]
    runs: Option<u32>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Json,
    Text,
}

/// Runs a command of this group.
pub(super) fn run(asked: &Model, out: &mut dyn Write) -> Result<()> {
    let Model::Run(asked) = asked;
    let name = asked.scenario.display();
    let words = std::fs::read_to_string(&asked.scenario)
        .map_err(|e| Error::invalid(format!("{name} cannot be read: {e}")))?;
    let mut scenario = read(&words).map_err(|wrong| {
        let all: Vec<String> = wrong.iter().map(|one| format!("{name}, {one}")).collect();
        Error::invalid(all.join("\n"))
    })?;
    scenario.runs = asked.runs.unwrap_or(scenario.runs);
    let answered = answer(&scenario, asked.seed, TRIES)
        .ok_or_else(|| Error::invalid(format!("{name}: nothing can be played of this scenario.")))?;
    let words = match asked.format {
        Format::Json => format!("{:#}\n", json(&scenario, &answered, asked.seed)),
        Format::Text => told(&scenario, &answered),
    };
    print(out, &words)
}

fn told(scenario: &Scenario, answer: &Answer) -> String {
    let mut to = format!("{}, {} days played {} times\n", scenario.name, scenario.days, scenario.runs);
    one(&mut to, "As it is", scenario, &answer.today);
    if let Some(changed) = &answer.changed {
        one(&mut to, "With the change", scenario, changed);
    }
    to.push_str("\nWhat the closed forms say, without any change\n");
    for kind in &answer.closed {
        let (l, sd) = (kind.standing.mean, kind.standing.deviation());
        let _ = writeln!(
            to,
            "  {}: {:.2} a week × {:.1} days = {l:.1} open cases, give or take {sd:.1}",
            kind.name, kind.a_week, kind.days
        );
    }
    if let Some(posts) = answer.posts_by_formula {
        let _ = writeln!(to, "  Full-time posts by hours alone: {posts:.1}");
    }
    if let Some(desk) = answer.desk {
        let (waits, minutes) = (100.0 * desk.waits, 60.0 * desk.wait);
        let _ =
            writeln!(to, "  At the desk {waits:.0} in 100 wait, {minutes:.0} minutes on average over all");
    }
    if let Some(rule) = answer.rule {
        let _ = writeln!(
            to,
            "  By the rule of thumb: {:.0} cases a year, {:.1} workers, {:.1} administrators",
            rule.cases, rule.workers, rule.administrators
        );
    }
    to
}

fn one(to: &mut String, what: &str, scenario: &Scenario, played: &Played) {
    let (outcome, made) = (&played.outcome, &played.made);
    let percent = |share: f64| 100.0 * share;
    let _ = write!(
        to,
        "\n{what}\n  Somebody has more than they have room for on {:.1} days in 100, and on any day at all in {:.1} of 100 runs\n  \
         Nobody carries more than {} percent: not kept on {:.1} days in 100\n",
        percent(outcome.days_over),
        percent(outcome.ever_over),
        scenario.standards.most_percent,
        percent(outcome.days_far)
    );
    if scenario.standards.first_contact_days > 0 {
        let days = scenario.standards.first_contact_days;
        let _ =
            writeln!(to, "  First contact in {days} days: late in {:.1} cases of 100", percent(outcome.late));
    }
    let _ = writeln!(to, "  {:.1} full-time posts, {} needed", made.posts, needed(played));
    let _ = writeln!(
        to,
        "  {:<28} {:>8} {:>8} {:>8}",
        "Points in runs of 100:", "10 below", "50 below", "90 below"
    );
    let teams = made.teams.iter().zip(&outcome.teams).filter(|(name, _)| !name.is_empty());
    let officers = made.officers.iter().zip(&outcome.officers);
    let all = "Everybody".to_owned();
    for (name, load) in std::iter::once((&all, &outcome.team)).chain(teams).chain(officers) {
        let [low, middle, high] = [load.p10, load.p50, load.p90].map(|points| points.to_string());
        let _ = writeln!(to, "  {name:<28} {low:>8} {middle:>8} {high:>8}");
    }
}

fn needed(played: &Played) -> String {
    played.needed.map_or_else(|| "more than can be said are".to_owned(), |posts| format!("{posts:.1}"))
}
