//! `alongside report nm01`, `report returns` and `report h-clic`.

use super::{Format, day};
use clap::Args;
use kernel::{Day, Result};
use std::{io::Write, path::PathBuf};

/// The measure of new anti-social behaviour cases.
#[derive(Debug, Args)]
pub struct Nm01 {
    /// The financial year, such as 2025/26; the last whole one when not said
    #[arg(long, value_name = "YYYY/YY")]
    year: Option<String>,
    /// How many homes the landlord has; without it no rate is given
    #[arg(long, value_name = "N")]
    homes: Option<i64>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// The tables of a kind of case.
#[derive(Debug, Args)]
pub struct Returns {
    /// The kind of case: its pack
    pack: String,
    /// First day of the period
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Day,
    /// Last day of the period
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Day,
    /// One table alone
    #[arg(long, value_name = "ID")]
    table: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// The sections of an export, as CSV files.
#[derive(Debug, Args)]
pub struct HClic {
    /// The kind of case: its pack
    pack: String,
    /// First day of the period
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Day,
    /// Last day of the period
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Day,
    /// The folder the files go into; made when it is not there
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

impl Nm01 {
    pub(super) fn run(&self, db: &access::Db, out: &mut dyn Write) -> Result<()> {
        evidence::returns::command::nm01(db, self.year.as_deref(), self.homes, self.format.into(), out)
    }
}

impl Returns {
    pub(super) fn run(&self, db: &access::Db, out: &mut dyn Write) -> Result<()> {
        let days = (self.from, self.to);
        let (table, format) = (self.table.as_deref(), self.format.into());
        evidence::returns::command::returns(db, &self.pack, days, table, format, out)
    }
}

impl HClic {
    pub(super) fn run(&self, db: &access::Db, out: &mut dyn Write) -> Result<()> {
        evidence::returns::command::h_clic(db, &self.pack, (self.from, self.to), &self.out, out)
    }
}
