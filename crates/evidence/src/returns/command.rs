//! `alongside report nm01`, `returns` and `h-clic`: for a terminal or another program.
//!
//! Figures name nobody. The export holds case data: one audit row of the program itself holds the ids of the cases,
//! and its README says what it is.

use super::{
    export,
    model::{Period, count, round},
    store::{self, Asked},
    text,
};
use crate::Format;
use access::audit::Event;
use kernel::{Day, Error, Result};
use packs::Pack;
use serde::Serialize;
use std::{fmt::Write as _, fs, io::Write, path::Path, sync::Arc};

/// The table of new anti-social behaviour cases for the landlords' measure; the pack that has it counts.
const NM01: &str = "nm01";
/// Of these, those that involve hate.
const NM01_HATE: &str = "nm01-hate";

#[derive(Serialize)]
struct Nm01 {
    year: String,
    from: String,
    to: String,
    homes: Option<i64>,
    cases: i64,
    per_1000_homes: Option<f64>,
    hate_cases: i64,
    hate_per_1000_homes: Option<f64>,
}

/// Cases opened in a financial year for each 1,000 homes, and of these those that involve hate: measure NM01 of the
/// Regulator of Social Housing. The last whole year when none is said; without `homes` no rate is given. Every kind of
/// case that has the table counts.
pub fn nm01(
    db: &access::Db,
    year: Option<&str>,
    homes: Option<i64>,
    format: Format,
    out: &mut dyn Write,
) -> Result<()> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    let period = match year {
        Some(year) => Period::parse_year(year)
            .ok_or_else(|| Error::invalid(format!("{year} is no financial year. Write it like 2025/26.")))?,
        None => Period::year(Period::year(Day::of(now)).from.plus(-1)),
    };
    if homes.is_some_and(|homes| homes < 1) {
        return Err(Error::invalid("Write how many homes the landlord has: 1 or more."));
    }
    let (cases, hate) = db.facade().report_now(move |c| {
        let mut packs = cases::work::packs(c, tenant, period.to)?;
        packs.retain(|pack| pack.table(NM01).is_some());
        if packs.is_empty() {
            return Err(Error::invalid("No pack has the table nm01."));
        }
        let (mut cases, mut hate) = (0, 0);
        for pack in &packs {
            let world = store::world(c, tenant, &Asked { pack: pack.id.clone(), period, seen: now }, false)?;
            let n = |id| pack.table(id).map_or(0, |table| count(pack, table, &world, period).total);
            (cases, hate) = (cases + n(NM01), hate + n(NM01_HATE));
        }
        Ok((cases, hate))
    })?;
    let rate = |n| {
        let tenths = round::per_thousand(n, homes?).unwrap_or(0);
        Some(f64::from(i32::try_from(tenths).unwrap_or(i32::MAX)) / 10.0)
    };
    let figures = Nm01 {
        year: format!("{}/{:02}", period.from.year(), period.to.year() % 100),
        from: period.from.to_string(),
        to: period.to.to_string(),
        homes,
        cases,
        per_1000_homes: rate(cases),
        hate_cases: hate,
        hate_per_1000_homes: rate(hate),
    };
    let words = match format {
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&figures).map_err(Error::defect)?),
        Format::Csv => nm01_csv(&figures),
        Format::Table => nm01_words(&figures, period),
    };
    print(out, &words)
}

fn nm01_csv(n: &Nm01) -> String {
    let rate = |rate: Option<f64>| rate.map_or_else(String::new, |rate| format!("{rate:.1}"));
    format!(
        "figure,value\r\nhomes,{}\r\ncases,{}\r\nper_1000_homes,{}\r\nhate_cases,{}\r\nhate_per_1000_homes,{}\r\n",
        n.homes.map_or_else(String::new, |homes| homes.to_string()),
        n.cases,
        rate(n.per_1000_homes),
        n.hate_cases,
        rate(n.hate_per_1000_homes)
    )
}

fn nm01_words(n: &Nm01, period: Period) -> String {
    let mut words = format!("NM01, {}\n", period.words());
    let line = |words: &mut String, label: &str, value: String| {
        let _ = writeln!(words, "  {label:<32}{value:>9}");
    };
    let rate = |words: &mut String, rate: Option<f64>| {
        if let Some(rate) = rate {
            line(words, "For each 1,000 homes", format!("{rate:.1}"));
        }
    };
    line(&mut words, "Cases opened", n.cases.to_string());
    rate(&mut words, n.per_1000_homes);
    line(&mut words, "Of these, involving hate", n.hate_cases.to_string());
    rate(&mut words, n.hate_per_1000_homes);
    match n.homes {
        Some(homes) => line(&mut words, "Homes", homes.to_string()),
        None => words.push_str("No rate: say how many homes the landlord has with --homes.\n"),
    }
    words.push_str("A report about the same party while a case is open is no new case.\n");
    words
}

/// The tables of a pack over a period, or one of them.
pub fn returns(
    db: &access::Db,
    pack: &str,
    (from, to): (Day, Day),
    table: Option<&str>,
    format: Format,
    out: &mut dyn Write,
) -> Result<()> {
    let (period, only) = (Period::new(from, to)?, table.map(str::to_owned));
    let (pack, world) = read(db, pack, period, false)?;
    let tables = text::tables(&pack, &world, period, only.as_deref())?;
    let words = match format {
        Format::Json => text::json(&pack, period, &tables)?,
        Format::Csv => text::csv(&pack, period, &tables),
        Format::Table => text::words(&pack, period, &tables),
    };
    print(out, &words)
}

/// The sections of a pack's export as CSV files in a folder, with a README. The folder is made when it is not there.
/// One audit row says that the program did it, with the ids of the cases.
pub fn h_clic(
    db: &access::Db,
    pack: &str,
    (from, to): (Day, Day),
    folder: &Path,
    out: &mut dyn Write,
) -> Result<()> {
    let period = Period::new(from, to)?;
    let (pack, world) = read(db, pack, period, true)?;
    if pack.exports.is_empty() {
        return Err(Error::invalid(format!("{} has no export. Add [[exports]] to the pack.", pack.id)));
    }
    let mut event = Event::of_nobody(db.tenant(), db.clock().now(), db.chance(), "export return");
    event.object_type = "extract";
    event.subjects = export::cases(&pack, &world, period);
    event.detail = format!("{} {} into {}", pack.id, period.words(), folder.display());
    db.facade().write_now(move |c| event.write(c))?;
    let kept = |e| Error::io(folder.display().to_string(), e);
    fs::create_dir_all(folder).map_err(kept)?;
    let mut said = String::new();
    for section in &pack.exports {
        let (rows, csv) = export::csv(&pack, section, &world, period);
        let name = export::file_name(section);
        fs::write(folder.join(&name), csv).map_err(kept)?;
        let _ = writeln!(said, "{name}: {}", kernel::words::count(rows, "row", "rows"));
    }
    fs::write(folder.join("README.txt"), export::readme(&pack, &world, period)).map_err(kept)?;
    print(out, &said)
}

/// Checks all open cases of packs that have checks, as the server does every night.
pub fn check(db: &access::Db, out: &mut dyn Write) -> Result<()> {
    let looked = super::nightly::look(db, &|| true)?;
    let cases = kernel::words::count(looked.cases, "open case", "open cases");
    let words = format!(
        "{cases} checked, {} to correct: {} new. {} corrected since the last look.\n",
        looked.found, looked.new, looked.gone
    );
    print(out, &words)
}

/// The pack in force at the end of a period, and what happened in it.
fn read(
    db: &access::Db,
    pack: &str,
    period: Period,
    words: bool,
) -> Result<(Arc<Pack>, super::model::World)> {
    let (tenant, now, id) = (db.tenant(), db.clock().now(), pack.to_owned());
    db.facade().report_now(move |c| {
        let pack = match cases::work::current_pack(c, tenant, &id, period.to) {
            Err(Error::NotFound) => return Err(no_pack(&cases::work::packs(c, tenant, period.to)?, &id)),
            found => found?,
        };
        let world = store::world(c, tenant, &Asked { pack: id.clone(), period, seen: now }, words)?;
        Ok((pack, world))
    })
}

fn no_pack(packs: &[Arc<Pack>], id: &str) -> Error {
    let ids: Vec<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
    Error::invalid(format!("There is no pack {id} on the last day. Use {}.", ids.join(", ")))
}

fn print(out: &mut dyn Write, words: &str) -> Result<()> {
    out.write_all(words.as_bytes()).map_err(|e| Error::io("writing the report", e))
}
