//! `alongside report nm01`, `returns` and `h-clic`: for a terminal or another program.
//!
//! Figures name nobody. The export holds case data and is run by those who hold the database already, so it writes
//! no audit row; its README says what it is.

use super::{
    export,
    model::{Period, count, round},
    store::{self, Asked},
    text,
};
use crate::Format;
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
    homes: i64,
    cases: i64,
    per_1000_homes: f64,
    hate_cases: i64,
    hate_per_1000_homes: f64,
}

/// Cases opened in a financial year for each 1,000 homes, and of these those that involve hate: measure NM01 of the
/// Regulator of Social Housing.
pub fn nm01(db: &access::Db, year: &str, homes: i64, format: Format, out: &mut dyn Write) -> Result<()> {
    let period = Period::parse_year(year)
        .ok_or_else(|| Error::invalid(format!("{year} is no financial year. Write it like 2025/26.")))?;
    if homes < 1 {
        return Err(Error::invalid("Write how many homes the landlord has: 1 or more."));
    }
    let (tenant, now) = (db.tenant(), db.clock().now());
    let (cases, hate) = db.facade().report_now(move |c| {
        let packs = cases::work::packs(c, tenant, period.to)?;
        let pack = packs.iter().find(|pack| pack.table(NM01).is_some());
        let pack = pack.ok_or_else(|| Error::invalid("No pack has the table nm01."))?;
        let world = store::world(c, tenant, &Asked { pack: pack.id.clone(), period, seen: now }, false)?;
        let n = |id| pack.table(id).map_or(0, |table| count(pack, table, &world, period).total);
        Ok((n(NM01), n(NM01_HATE)))
    })?;
    let rate =
        |n| f64::from(i32::try_from(round::per_thousand(n, homes).unwrap_or(0)).unwrap_or(i32::MAX)) / 10.0;
    let figures = Nm01 {
        year: year.to_owned(),
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
        Format::Csv => format!(
            "figure,value\r\nhomes,{homes}\r\ncases,{cases}\r\nper_1000_homes,{:.1}\r\nhate_cases,{hate}\r\nhate_per_1000_homes,{:.1}\r\n",
            figures.per_1000_homes, figures.hate_per_1000_homes
        ),
        Format::Table => format!(
            "NM01, {}\n  Cases opened                    {cases:>9}\n  For each 1,000 homes            {:>9.1}\n  Of these, involving hate        {hate:>9}\n  For each 1,000 homes            {:>9.1}\n  Homes                           {homes:>9}\nA report about the same party while a case is open is no new case.\n",
            period.words(),
            figures.per_1000_homes,
            figures.hate_per_1000_homes
        ),
    };
    print(out, &words)
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
