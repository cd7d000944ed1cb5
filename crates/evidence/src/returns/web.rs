//! Pages of returns.

mod case;
mod checks;
mod drill;
mod samples;

pub use case::{CaseReturns, ChoiceRow, PlaceRow, choose, show_case};
pub use checks::{CheckedCase, ChecksPage, WorkerRow, WrongRow, show_checks};
pub use drill::{DrillPage, DrillRow, show_cases};

use super::{
    export,
    model::{Period, World, event_words, rows},
    store::{self, Asked},
    text::{self, ReturnTable},
};
use access::{Actor, Db, Fault, Query, Role, Shown};
use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Day, Error, Form, Instant, Result, db::Conn};
use packs::{
    Pack,
    model::{Counted, During, Rounding, Table},
};
use std::sync::Arc;
use ui::{Choice, Page, Shell};

/// The tables of a return over a quarter or a year.
#[derive(Template)]
#[template(path = "returns.html")]
pub struct ReturnsPage {
    /// The frame.
    pub shell: Shell,
    /// Packs that have tables.
    pub packs: Vec<Choice>,
    /// The chosen one.
    pub pack: String,
    /// Quarters and years that may be asked for.
    pub periods: Vec<Choice>,
    /// The chosen one.
    pub period: String,
    /// The day whose knowledge counts, as typed; empty for today's.
    pub seen: String,
    /// What is shown.
    pub about: String,
    /// The tables.
    pub tables: Vec<TableCard>,
    /// Where the same figures are given as a file; empty when nothing is shown.
    pub csv: String,
    /// Where cases that need correcting are listed.
    pub checks: String,
    /// The files of the export, case by case: address and name; none where there are none, or the asker may not.
    pub exports: Vec<(String, String)>,
    /// Which cases the export holds.
    pub export_rule: Vec<String>,
}

/// Who may take the export out: whoever sends the return. It holds codes of every case in it, and no names.
pub const SENDERS: &[Role] = &[Role::Analyst];

/// A table as the page shows it.
pub struct TableCard {
    /// Its id, as an anchor too.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its source.
    pub source: String,
    /// How it is counted, sentence by sentence.
    pub how: Vec<String>,
    /// What is counted: `cases`.
    pub counts: &'static str,
    /// All of it.
    pub total: String,
    /// Where the cases behind it are listed.
    pub href: String,
    /// Its rows.
    pub rows: Vec<CardRow>,
    /// What people left out or put in; empty for nothing.
    pub by_hand: String,
}

/// A row as the page shows it.
pub struct CardRow {
    /// In words.
    pub label: String,
    /// The number.
    pub n: String,
    /// The share of all.
    pub percent: String,
    /// Where its cases are listed; empty where there are none.
    pub href: String,
}

/// What was asked for: which pack, which time, as known when.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub pack: String,
    pub period: Period,
    pub seen: Instant,
    pub seen_words: String,
}

impl Question {
    /// Reads it; the last whole quarter when no period is given.
    pub fn read(form: &mut Form, now: Instant) -> Self {
        let today = Day::of(now);
        let asked = form.text("period");
        let known = periods(today).into_iter().find(|(value, ..)| *value == asked);
        if known.is_none() && !asked.is_empty() {
            form.error("period", "Choose a period from the list.");
        }
        let last = Period::quarter(Period::quarter(today).from.plus(-1));
        let seen = form.opt_day("seen");
        if seen.is_some_and(|day| day > today) {
            form.error("seen", "Enter a day that has come.");
        }
        Self {
            pack: form.text("pack"),
            period: known.map_or(last, |(.., period)| period),
            seen: seen.filter(|day| *day < today).map_or(now, |day| day.plus(1).start()),
            seen_words: form.text("seen"),
        }
    }

    /// What the store is asked.
    pub fn asked(&self, pack: &Pack) -> Asked {
        Asked { pack: pack.id.clone(), period: self.period, seen: self.seen }
    }

    /// An address that asks the same.
    pub fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let period = value_of(self.period);
        let mut pairs = vec![("pack", self.pack.as_str()), ("period", period.as_str())];
        if !self.seen_words.is_empty() {
            pairs.push(("seen", self.seen_words.as_str()));
        }
        pairs.extend_from_slice(more);
        ui::query(path, &pairs)
    }
}

/// A period as addresses hold it.
fn value_of(period: Period) -> String {
    format!("{}_{}", period.from, period.to)
}

/// The periods that may be asked for: whole quarters and financial years, so that no two differ by a few days and
/// tell what rounding hides.
fn periods(today: Day) -> Vec<(String, String, Period)> {
    let mut found = Vec::new();
    let mut quarter = Period::quarter(today);
    for _ in 0..9 {
        found.push(quarter);
        quarter = Period::quarter(quarter.from.plus(-1));
    }
    let mut year = Period::year(today);
    for _ in 0..3 {
        found.push(year);
        year = Period::year(year.from.plus(-1));
    }
    found.into_iter().map(|period| (value_of(period), period.words(), period)).collect()
}

/// Packs with tables on a day, and the one that is asked for: the first when none is.
pub(super) fn choose_pack(
    c: &mut dyn Conn,
    tenant: i64,
    question: &mut Question,
) -> Result<(Vec<Choice>, Arc<Pack>)> {
    let mut packs = cases::work::packs(c, tenant, question.period.to)?;
    packs.retain(|pack| !pack.tables.is_empty());
    let choices = packs.iter().map(|pack| Choice::new(&pack.id, &pack.name)).collect();
    let chosen = match question.pack.as_str() {
        "" => packs.into_iter().next(),
        id => packs.into_iter().find(|pack| pack.id == id),
    };
    let pack = chosen.ok_or(Error::NotFound)?;
    question.pack.clone_from(&pack.id);
    Ok((choices, pack))
}

struct Found {
    packs: Vec<Choice>,
    pack: Arc<Pack>,
    world: World,
    question: Question,
}

async fn ask(actor: &Actor, db: &Db, form: &mut Form) -> Result<Found, Fault> {
    let question = Question::read(form, actor.now);
    let detail = format!("return {} {}", question.pack, question.period.words());
    let found = db.report(actor, "report", detail, move |c, scope| {
        let mut question = question.clone();
        let (packs, pack) = choose_pack(c, scope.tenant(), &mut question)?;
        let world = store::world(c, scope.tenant(), &question.asked(&pack), false)?;
        Ok(Found { packs, pack, world, question })
    });
    Ok(found.await?)
}

/// Shows the tables.
pub async fn show_returns(actor: Actor, db: Db, Query(mut form): Query) -> Result<Response, Fault> {
    let found = ask(&actor, &db, &mut form).await?;
    let errors: ui::Errors = form.errors().iter().map(|(f, e)| (f.as_str(), e.as_str())).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shell = access::shell(&actor, "Returns", "Reports").errors(errors);
    let may_send = SENDERS.iter().any(|role| actor.roles.contains(role));
    Ok(Page(page(shell, &found, Day::of(actor.now), form.is_good(), may_send)).with_status(status))
}

fn page(shell: Shell, found: &Found, today: Day, good: bool, may_send: bool) -> ReturnsPage {
    let Found { packs, pack, world, question } = found;
    let period = question.period;
    let tables = text::tables(pack, world, period, None).unwrap_or_default();
    let cards = pack.tables.iter().zip(&tables).filter(|_| good);
    let then = if question.seen_words.is_empty() {
        String::new()
    } else {
        format!(" As recorded by {}.", question.seen_words)
    };
    ReturnsPage {
        shell,
        packs: packs.clone(),
        pack: pack.id.clone(),
        periods: periods(today).into_iter().map(|(value, words, _)| Choice::new(value, words)).collect(),
        period: value_of(period),
        seen: question.seen_words.clone(),
        about: format!("{}, {}.{then} Whole service.", pack.name, period.words()),
        tables: cards.map(|(table, counted)| card(pack, table, counted, question)).collect(),
        csv: if good { question.address("/evidence/returns.csv", &[]) } else { String::new() },
        checks: ui::query("/evidence/returns/checks", &[("pack", &pack.id)]),
        exports: if good && may_send { files(pack, question) } else { Vec::new() },
        export_rule: export::words(pack),
    }
}

fn files(pack: &Pack, question: &Question) -> Vec<(String, String)> {
    let mut names: Vec<String> = pack.exports.iter().map(export::file_name).collect();
    if !names.is_empty() {
        names.push(export::README.to_owned());
    }
    let at = |name: &String| question.address("/evidence/returns/export", &[("section", name.as_str())]);
    names.into_iter().map(|name| (at(&name), name)).collect()
}

fn card(pack: &Pack, table: &Table, counted: &ReturnTable, question: &Question) -> TableCard {
    let at = |row: Option<&str>| {
        let mut more = vec![("table", table.id.as_str())];
        more.extend(row.map(|row| ("row", row)));
        question.address("/evidence/returns/cases", &more)
    };
    let row = |row: &text::ReturnRow| CardRow {
        label: row.label.clone(),
        n: row.shown.clone(),
        percent: row.percent.clone(),
        href: if row.n == Some(0) { String::new() } else { at(Some(&row.code)) },
    };
    TableCard {
        id: table.id.clone(),
        title: table.title.clone(),
        source: table.source.clone(),
        how: how(pack, table),
        counts: counted.counts,
        total: counted.total_shown.clone(),
        href: if counted.total == Some(0) { String::new() } else { at(None) },
        rows: if table.by.is_empty() {
            Vec::new()
        } else {
            counted.rows.iter().chain(&counted.unknown).map(row).collect()
        },
        by_hand: counted.by_hand(),
    }
}

/// How a table is counted, in sentences.
pub(super) fn how(pack: &Pack, table: &Table) -> Vec<String> {
    let event = event_words(pack, &table.event);
    let mut said = vec![match (&table.until, table.during) {
        (None, _) => format!("{event}, on a day of the period."),
        (Some(_), During::LastDay) => {
            format!("{event}, by the last day, and not over by then. It is over when the case closes, too.")
        }
        (Some(_), During::AnyDay) => {
            format!("{event}, and still so on a day of the period. It is over when the case closes, too.")
        }
    }];
    said.push(match table.counts {
        Counted::Cases => "Each case counts once, as it stood last in the period.".to_owned(),
        Counted::People => "Each person the cases are about counts once.".to_owned(),
        Counted::Entries => "Each entry counts, and once in each row that it names.".to_owned(),
    });
    for only in &table.only {
        let label = pack.field(&only.field).map_or("Risk band", |field| field.label.as_str());
        let codes: Vec<String> = only.is.iter().map(|code| code_words(pack, &only.field, code)).collect();
        said.push(format!("Only where “{label}” is {}.", codes.join(" or ")));
    }
    for except in &table.except {
        let label = pack.field(&except.field).map_or("Risk band", |field| field.label.as_str());
        let codes: Vec<String> = except.is.iter().map(|code| code_words(pack, &except.field, code)).collect();
        said.push(format!("Not where “{label}” is {}.", codes.join(" or ")));
    }
    if table.by == "case.age" {
        said.push("Age on the last day of the period, or at death where that is recorded.".to_owned());
    }
    if !table.once_by.is_empty() {
        said.push("A case about the same party as one that was open already is no new case.".to_owned());
    }
    if table.rounding == Rounding::Fives {
        said.push(
            "0 to 4 are shown as *, other numbers to the nearest 5. Percentages come from exact numbers."
                .to_owned(),
        );
    }
    said
}

fn code_words(pack: &Pack, field: &str, code: &str) -> String {
    match pack.field(field) {
        Some(field) => cases::facts::model::code_words(pack, field, code),
        None => code.to_owned(),
    }
}

/// A row of a table in words.
pub(super) fn row_words(pack: &Pack, table: &Table, row: &str) -> String {
    rows::words(pack, table, row)
}

/// Gives a section of the export as a file, or what stands beside the files: `section=` its file's name. One audit row
/// holds the ids of the cases.
pub async fn download_export(actor: Actor, db: Db, Query(mut form): Query) -> Result<Response, Fault> {
    let question = Question::read(&mut form, actor.now);
    if let Some((_, words)) = form.errors().first() {
        return Err(Error::invalid(words.clone()).into());
    }
    let wanted = form.text("section");
    let detail = format!("{wanted} of {} {}", question.pack, question.period.words());
    let (name, text) = db
        .extract(&actor, "export return", detail, move |c, scope| {
            let mut question = question.clone();
            let (_, pack) = choose_pack(c, scope.tenant(), &mut question)?;
            let period = question.period;
            let world = store::world(c, scope.tenant(), &question.asked(&pack), true)?;
            let section = pack.exports.iter().find(|section| export::file_name(section) == wanted);
            let text = match section {
                Some(section) => export::csv(&pack, section, &world, period).1,
                None if wanted == export::README && !pack.exports.is_empty() => {
                    export::readme(&pack, &world, period)
                }
                None => {
                    return Err(Error::invalid("Choose a file on the page of the return, and try again."));
                }
            };
            let name = format!("{}-{}-to-{}-{wanted}", pack.id, period.from, period.to);
            Ok(Shown { value: (name, text), subjects: export::cases(&pack, &world, period) })
        })
        .await?;
    let media = if std::path::Path::new(&name).extension().is_some_and(|end| end == "csv") {
        "text/csv; charset=utf-8"
    } else {
        "text/plain; charset=utf-8"
    };
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, text).into_response())
}

/// Gives the same figures as a file.
pub async fn download_returns(actor: Actor, db: Db, Query(mut form): Query) -> Result<Response, Fault> {
    let found = ask(&actor, &db, &mut form).await?;
    if let Some((_, words)) = form.errors().first() {
        return Err(Error::invalid(words.clone()).into());
    }
    let period = found.question.period;
    let tables = text::tables(&found.pack, &found.world, period, None)?;
    let name = format!("{}-{}-to-{}.csv", found.pack.id, period.from, period.to);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, text::csv(&found.pack, period, &tables)).into_response())
}
