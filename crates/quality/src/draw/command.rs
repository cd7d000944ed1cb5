//! `alongside reviews draw`: the draw for a terminal, for another program, and for whoever checks one.

use super::{
    model::EACH,
    run::{self, Asked, Drawn},
    store,
};
use access::{Db, NOBODY, TeamId};
use kernel::{Day, Error, Result, words::fold};
use serde_json::json;
use std::{fmt::Write as _, io::Write};

/// How a draw is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A line for each case.
    Table,
    /// One JSON object: `month`, `team`, `eligible`, `frame_hash`, `seed`, `kept` and `picks`, each with `case`,
    /// `worker`, `place`, `high`, `second` and `key`; and `rates`, of whom another number of cases is drawn than of
    /// everybody.
    Json,
}

/// What a command asks for.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// `2026-11`.
    pub month: &'a str,
    /// A team by its name or id; the whole service where there is none.
    pub team: Option<&'a str>,
    /// The key of the order, word for word.
    pub seed: Option<&'a str>,
    /// Whether nothing is kept.
    pub dry_run: bool,
}

/// Draws, or tries it, and writes what was drawn.
///
/// # Errors
/// Invalid when there is no such month or team, the month has not begun or the seed is empty; Conflict when it was drawn
/// with another seed, or for a part of the service that overlaps.
pub fn draw(db: &Db, wish: &Wish<'_>, format: Format, out: &mut dyn Write) -> Result<()> {
    let team = wish.team.map(|name| team_named(db, name)).transpose()?;
    let asked = Asked {
        month: Asked::month_of(wish.month)?,
        team: team.as_ref().map(|(id, _)| *id),
        each: EACH,
        seed: wish.seed.map(str::to_owned),
        by: NOBODY,
    };
    if wish.seed.is_some_and(|seed| seed.trim().is_empty()) {
        return Err(Error::invalid("--seed is empty: write the key of the order, or leave --seed out."));
    }
    if !wish.dry_run && asked.month > Day::of(db.clock().now()) {
        let month = asked.month_words();
        return Err(Error::invalid(format!(
            "{month} has not begun: draw it from its first day on, or try it with --dry-run."
        )));
    }
    let drawn = if wish.dry_run { run::trial(db, &asked)? } else { run::draw(db, &asked)? };
    let of = team.map_or_else(|| "The whole service".to_owned(), |(_, name)| name);
    let text = match format {
        Format::Json => json_text(&drawn, &of)?,
        Format::Table => table(&drawn, &of),
    };
    out.write_all(text.as_bytes()).map_err(|e| Error::io("writing the draw", e))
}

fn json_text(drawn: &Drawn, team: &str) -> Result<String> {
    let picks: Vec<_> = drawn
        .picks
        .iter()
        .map(|pick| {
            json!({
                "case": pick.framed.reference,
                "worker": pick.framed.worker.to_string(),
                "place": pick.place,
                "high": pick.framed.high,
                "second": drawn.second.contains(&pick.framed.case),
                "key": pick.key,
            })
        })
        .collect();
    let rates: Vec<_> = drawn
        .rates
        .of
        .iter()
        .map(|(worker, rate)| json!({ "worker": worker.to_string(), "picks": rate.picks, "why": rate.why }))
        .collect();
    let whole = json!({
        "month": drawn.month,
        "team": team,
        "eligible": drawn.eligible,
        "frame_hash": drawn.frame_hash,
        "seed": drawn.seed,
        "kept": drawn.kept,
        "picks": picks,
        "rates": rates,
    });
    let mut text = serde_json::to_string_pretty(&whole).map_err(Error::defect)?;
    text.push('\n');
    Ok(text)
}

fn table(drawn: &Drawn, team: &str) -> String {
    let mut text = format!(
        "{team}, {}: {} of {} live cases drawn{}.\nSeed:  {}\nFrame: {} (SHA-256)\n\n",
        drawn.month,
        drawn.picks.len(),
        drawn.eligible,
        if drawn.kept { "" } else { " on trial; nothing is kept" },
        drawn.seed,
        drawn.frame_hash
    );
    for pick in &drawn.picks {
        let high = if pick.framed.high { "  high risk" } else { "" };
        let second = if drawn.second.contains(&pick.framed.case) { "  reviewed twice" } else { "" };
        let _infallible = writeln!(
            text,
            "{}  place {}  {}{high}{second}",
            pick.framed.reference,
            pick.place,
            &pick.key[..16]
        );
    }
    text
}

fn team_named(db: &Db, name: &str) -> Result<(TeamId, String)> {
    let tenant = db.tenant();
    let teams = db.facade().report_now(move |c| store::teams(c, tenant))?;
    let id = name.parse::<TeamId>().ok();
    let mut found: Vec<_> = teams
        .into_iter()
        .filter(|(team, known)| id.map_or(fold(known) == fold(name), |id| id == *team))
        .collect();
    match found.len() {
        1 => found.pop().ok_or(Error::NotFound),
        0 => {
            Err(Error::invalid(format!("There is no team {name}. Write its name as the caseload page does.")))
        }
        _ => Err(Error::invalid(format!("Several teams are called {name}. Give the team's id."))),
    }
}
