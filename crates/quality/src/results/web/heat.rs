//! Criteria by team or by month, and those that are missed often: what to train.

use super::{
    asked::Asked,
    criterion_words,
    parts::{Names, criterion_list},
    short,
};
use crate::{
    forms::Forms,
    results::{
        model::{FEW, Tally},
        store::read::{CriterionPart, Pattern},
    },
};
use access::NOBODY;
use kernel::words::count;
use std::collections::BTreeMap;
use ui::Tone;

/// More teams than this, and the columns are months. Alongside default.
const TEAMS: usize = 8;
/// Below these a criterion is marked. Alongside default.
const LOW: i64 = 60;
const FAIR: i64 = 80;
/// Fewer of the last reviews than this show no pattern. Alongside default.
const FEWEST: i64 = 10;
/// A pattern is a criterion that is not met in one of so many of the last reviews.
const ONE_IN: i64 = 5;

/// Criteria with their figures.
#[derive(Default)]
pub struct Heat {
    /// The form, and what the columns are.
    pub about: String,
    /// The columns: teams or months.
    pub columns: Vec<String>,
    /// The criteria, in the order of the form.
    pub rows: Vec<HeatRow>,
}

/// A criterion.
pub struct HeatRow {
    /// Its id and words.
    pub words: String,
    /// One cell a column, then all of them.
    pub cells: Vec<HeatCell>,
}

/// A figure.
pub struct HeatCell {
    /// Of 100; empty where there are too few answers to say.
    pub figure: String,
    /// Answers it rests on.
    pub n: i64,
    /// The list of its reviews.
    pub href: String,
    /// How it reads at a glance.
    pub tone: Tone,
}

/// A criterion that is missed often.
pub struct Need {
    /// Its id and words.
    pub words: String,
    /// How often.
    pub often: String,
    /// The list of its reviews.
    pub href: String,
}

/// What a criterion of a form asks for; the same words in two versions are one criterion.
pub struct Wording<'w> {
    /// The service's forms.
    pub forms: &'w Forms,
    /// The form.
    pub form: &'w str,
    /// Words of a spreadsheet's own list.
    pub past: &'w [(String, String)],
}

impl Wording<'_> {
    fn of(&self, version: i64, criterion: &str) -> String {
        let words = criterion_words(self.forms, self.form, version, criterion);
        let past = || self.past.iter().find(|(id, _)| id == criterion).map(|(_, words)| words.clone());
        if words.is_empty() {
            past().unwrap_or_else(|| criterion.to_owned())
        } else {
            format!("{criterion}. {words}")
        }
    }

    /// Its place in the form, or in the spreadsheet.
    fn place(&self, version: i64, criterion: &str) -> usize {
        let form = self.forms.version(self.form, version);
        let own = form.and_then(|form| form.criteria.iter().position(|known| known.id == criterion));
        own.or_else(|| self.past.iter().position(|(id, _)| id == criterion)).unwrap_or(usize::MAX)
    }
}

/// The table of a form's criteria.
pub fn heat(parts: &[CriterionPart], asked: &Asked, names: &Names<'_>, wording: &Wording<'_>) -> Heat {
    let from = heat_from(asked);
    let team = asked.choice.team;
    let parts: Vec<&CriterionPart> =
        parts.iter().filter(|part| team == NOBODY || part.team_id == team).collect();
    let mut teams: Vec<(String, String)> =
        parts.iter().map(|part| (names.team(part.team_id), part.team_id.simple().to_string())).collect();
    teams.sort();
    teams.dedup();
    let by_team = (2..=TEAMS).contains(&teams.len());
    let mut columns: Vec<(String, String)> = if by_team {
        teams
    } else {
        parts.iter().map(|part| (part.month.clone(), part.month.clone())).collect()
    };
    columns.sort();
    columns.dedup();
    let mut rows: BTreeMap<(usize, String, String), Vec<Tally>> = BTreeMap::new();
    for part in &parts {
        let key = (
            wording.place(part.form_version, &part.criterion),
            wording.of(part.form_version, &part.criterion),
            part.criterion.clone(),
        );
        let column = if by_team { part.team_id.simple().to_string() } else { part.month.clone() };
        let Some(at) = columns.iter().position(|(_, value)| *value == column) else { continue };
        let cells = rows.entry(key).or_insert_with(|| vec![Tally::default(); columns.len() + 1]);
        for at in [at, columns.len()] {
            cells[at] = cells[at].and(part.tally());
        }
    }
    let rows = rows.into_iter().map(|((_, words, criterion), tallies)| {
        let cells = tallies.iter().enumerate().map(|(at, tally)| {
            let column = columns.get(at).map_or("", |(_, value)| value.as_str());
            let more: Vec<(&str, &str)> = match (column.is_empty(), by_team) {
                (true, _) => vec![("from", from.as_str())],
                (_, true) => vec![("from", from.as_str()), ("team", column)],
                (_, false) => vec![("from", column), ("to", column)],
            };
            cell(*tally, criterion_list(asked, &criterion, "", &more))
        });
        HeatRow { words, cells: cells.collect() }
    });
    Heat {
        about: format!(
            "{}, the last six months of the period, by {}.",
            super::form_name(wording.forms, wording.form),
            if by_team { "team" } else { "month" }
        ),
        rows: rows.collect(),
        columns: columns.iter().map(|(name, _)| if by_team { name.clone() } else { short(name) }).collect(),
    }
}

/// The first month of the table: six at most, for what was missed long ago is no need of today.
pub fn heat_from(asked: &Asked) -> String {
    let last = asked.choice.until.plus_months(-5).to_string().chars().take(7).collect::<String>();
    last.max(asked.choice.from.clone())
}

fn cell(tally: Tally, href: String) -> HeatCell {
    let n = tally.applies();
    let figure = tally.percent().filter(|_| n >= FEW);
    let tone = match figure {
        Some(percent) if percent < LOW => Tone::Bad,
        Some(percent) if percent < FAIR => Tone::Warn,
        Some(_) => Tone::Good,
        None => Tone::Plain,
    };
    HeatCell { figure: figure.map_or(String::new(), |percent| percent.to_string()), n, href, tone }
}

/// Patterns across cases: criteria not met in at least a fifth of the last fifty reviews, and a sentence about it.
pub fn needs(patterns: &[Pattern], asked: &Asked, wording: &Wording<'_>) -> (Vec<Need>, String) {
    let mut found: BTreeMap<(usize, String, String), (i64, i64)> = BTreeMap::new();
    for pattern in patterns {
        let key = (
            wording.place(pattern.form_version, &pattern.criterion),
            wording.of(pattern.form_version, &pattern.criterion),
            pattern.criterion.clone(),
        );
        let of = found.entry(key).or_default();
        *of = (of.0 + pattern.not_met, of.1 + pattern.reviews);
    }
    let last = found.values().map(|(_, of)| *of).max().unwrap_or(0);
    if last < FEWEST {
        return (Vec::new(), format!("{}: too few to show a pattern.", count(last, "review", "reviews")));
    }
    let rows: Vec<Need> = found
        .into_iter()
        .filter(|(_, (not_met, of))| not_met * ONE_IN >= *of && *not_met > 0 && *of >= FEWEST)
        .map(|((_, words, criterion), (not_met, of))| Need {
            words,
            often: format!("Not met in {not_met} of the last {of}"),
            href: criterion_list(asked, &criterion, "not_met", &[]),
        })
        .collect();
    let words = if rows.is_empty() {
        format!("No criterion was missed in a fifth of the last {last} reviews.")
    } else {
        format!("Missed in at least a fifth of the last {last} reviews: train these.")
    };
    (rows, words)
}
