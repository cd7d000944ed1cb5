//! `alongside clocks`: the clocks of a kind of case, and the dates that follow from a start.

use super::{packs::named, print};
use clap::{Args, Subcommand, ValueEnum};
use kernel::{
    Day, Error, Instant, Result,
    calendar::{Calendar, Division, Mode},
    form::parse_day,
};
use packs::{
    Pack,
    clock::{Explained, Start, explain},
    model::{ClockRule, FieldKind},
};
use serde_json::json;
use std::{fmt::Write as _, io::Write};

#[derive(Debug, Subcommand)]
pub(super) enum Clocks {
    /// The clocks of a pack, each with how it is counted and who sets it
    List {
        /// The pack: its id, or a file.toml
        pack: String,
    },
    /// Work out a clock's dates and say why
    Explain(Explain),
    /// Work the clocks of all open cases out anew, as the server does every night
    Sweep,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The pack: its id, or a file.toml
    pack: String,
    /// The clock's id
    clock: String,
    /// The day that starts it, or the moment (2026-11-22T18:00) where hours are counted
    #[arg(long, value_name = "DATE", value_parser = start)]
    from: Start,
    /// A fact that may change its length, once for each
    #[arg(long = "as", value_name = "FIELD=CODE")]
    facts: Vec<String>,
    /// Whose bank holidays count
    #[arg(long, default_value = "england-and-wales", value_name = "DIVISION", value_parser = division)]
    division: Division,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Json,
    Text,
}

/// A day, a moment on the wall in London, or an RFC 3339 moment.
fn start(text: &str) -> Result<Start, String> {
    let wall = |text: &str| {
        let (day, time) = text.split_once(['T', ' '])?;
        let mut parts = time.splitn(3, ':').map(str::parse::<i8>);
        let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
        let real =
            (0..24).contains(&hour) && (0..60).contains(&minute) && parts.all(|second| second == Ok(0));
        real.then_some(Day::parse(day).ok()?.at(hour, minute))
    };
    let moment = || wall(text).or_else(|| Instant::parse(text).ok()).map(Start::from);
    parse_day(text)
        .map(Start::from)
        .or_else(moment)
        .ok_or_else(|| "enter a real date, like 2026-11-22, or a moment, like 2026-11-22T18:00".to_owned())
}

fn division(text: &str) -> Result<Division, String> {
    Division::parse(text).map_err(|e| e.to_string())
}

pub(super) fn run(
    asked: &Clocks,
    open: impl FnOnce() -> Result<access::Db>,
    out: &mut dyn Write,
) -> Result<()> {
    match asked {
        Clocks::Sweep => {
            let swept = cases::work::sweep::sweep(&open()?, || true)?;
            let cases = kernel::words::count(swept.looked, "open case", "open cases");
            print(out, &format!("{cases} looked over, {} changed.\n", swept.changed))
        }
        Clocks::List { pack } => print(out, &listed(&*named(pack)?)),
        Clocks::Explain(asked) => {
            let pack = named(&asked.pack)?;
            let rule = rule(&pack, &asked.clock, asked.from.on)?;
            let facts = facts(&pack, &asked.facts)?;
            let codes = |field: &str| {
                facts
                    .iter()
                    .filter(|(known, _)| *known == field)
                    .map(|(_, code)| (*code).to_owned())
                    .collect()
            };
            let calendar = Calendar::new(asked.division);
            let explained = explain(rule, asked.from, rule.variant(&codes), &calendar)?;
            match asked.format {
                Format::Json => print(out, &as_json(&pack, &explained)),
                Format::Text => print(out, &as_text(&explained)),
            }
        }
    }
}

/// The rule of a clock on the day it starts; otherwise what there is, or since when.
fn rule<'p>(pack: &'p Pack, clock: &str, on: Day) -> Result<&'p ClockRule> {
    if let Some(rule) = pack.clock(clock, on) {
        return Ok(rule);
    }
    let rules: Vec<&ClockRule> = pack.clocks.iter().filter(|rule| rule.id == clock).collect();
    if rules.is_empty() {
        let mut known: Vec<&str> = pack.clocks.iter().map(|rule| rule.id.as_str()).collect();
        known.dedup();
        return Err(Error::invalid(format!(
            "{} has no clock {clock}. Use one of {}.",
            pack.id,
            known.join(", ")
        )));
    }
    let when: Vec<String> = rules.iter().filter_map(|rule| rule.held()).collect();
    Err(Error::invalid(format!(
        "No rule of {clock} holds on {}: there is one {}.",
        on.long(),
        when.join(", and ")
    )))
}

/// The facts that were said, each a field of the pack and one of its codes.
fn facts<'a>(pack: &Pack, said: &'a [String]) -> Result<Vec<(&'a str, &'a str)>> {
    said.iter()
        .map(|said| {
            let wrong = |words: String| Error::invalid(format!("--as {said}: {words}"));
            let (id, code) =
                said.split_once('=').ok_or_else(|| wrong("write it like review_of=main-duty.".to_owned()))?;
            let field = pack.field(id).ok_or_else(|| wrong(format!("{} has no field {id}.", pack.id)))?;
            let codes: Vec<&str> = match field.kind {
                FieldKind::YesNo => vec!["yes", "no"],
                _ => pack
                    .list(&field.list)
                    .map_or(Vec::new(), |list| list.codes.iter().map(|code| code.code.as_str()).collect()),
            };
            if codes.contains(&code) {
                return Ok((id, code));
            }
            Err(wrong(format!("{id} has no code {code}. Use one of {}.", codes.join(", "))))
        })
        .collect()
}

fn as_text(e: &Explained) -> String {
    let mut words = format!("{}\nThe rule: {}\n", e.words, e.rule);
    if !e.ends_words.is_empty() {
        let _infallible = writeln!(words, "At the end: {}", e.ends_words);
    }
    words
}

fn as_json(pack: &Pack, e: &Explained) -> String {
    let mut all = json!({
        "pack": pack.id,
        "clock": e.clock,
        "name": e.name,
        "jurisdiction": pack.jurisdiction,
        "effective_from": e.effective_from.map(|day| day.to_string()),
        "effective_until": e.effective_until.map(|day| day.to_string()),
        "from": e.from.to_string(),
        "starts": e.starts.to_string(),
        "due": e.due.to_string(),
        "mode": e.mode.code(),
        "n": e.n,
        "rule": e.rule,
        "source": e.source,
        "basis": e.basis.code(),
        "confirmed": e.confirmed,
        "ends": e.ends.code(),
        "ends_words": e.ends_words,
        "words": e.words,
    });
    if !e.skipped.is_empty() {
        all["skipped"] = json!(e.skipped.iter().map(ToString::to_string).collect::<Vec<_>>());
    }
    for (key, at) in [("from_at", e.from_at), ("due_at", e.due_at)] {
        if let Some(at) = at {
            all[key] = json!(at.to_string());
        }
    }
    format!("{all:#}\n")
}

fn listed(pack: &Pack) -> String {
    let mut words = String::new();
    for rule in &pack.clocks {
        let held = rule.held().map_or(String::new(), |held| format!(" ({held})"));
        let unsure = if rule.confirmed { "" } else { " Our reading, not yet confirmed." };
        let _infallible = writeln!(
            words,
            "{}: {}, {}{held}. {}: {}.{unsure}",
            rule.id,
            rule.name,
            length(rule.mode, rule.n),
            rule.basis.label(),
            rule.citation
        );
        for variant in &rule.variants {
            let (field, codes) = (&variant.when.field, variant.when.is.join(" or "));
            let length = length(variant.mode.unwrap_or(rule.mode), variant.n);
            let _infallible = writeln!(words, "  {field} {codes}: {length}. {}.", variant.citation);
        }
    }
    words
}

/// `56 days, the first counts (D1)`.
fn length(mode: Mode, n: i64) -> String {
    let (one, many, how) = match mode {
        Mode::D1 => ("day", "days", ", the first counts"),
        Mode::D0 => ("day", "days", " after the first"),
        Mode::Wd => ("working day", "working days", ""),
        Mode::Wh => ("working hour", "working hours", ""),
        Mode::H => ("hour", "hours", ""),
        Mode::Cm => ("month", "months", " after the first day"),
        Mode::Cm1 => ("month", "months", ", the first day counts"),
    };
    format!("{n} {}{how} ({})", if n == 1 { one } else { many }, mode.code())
}
