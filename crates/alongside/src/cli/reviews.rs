//! `alongside reviews draw`.

use clap::{Args, Subcommand, ValueEnum};
use kernel::Result;
use quality::draw::command::{self, Wish};
use std::io::Write;

/// Reviews of live cases.
#[derive(Debug, Subcommand)]
pub enum Reviews {
    /// Draw the cases of a month, or try it
    Draw(Draw),
}

/// Draws live cases: the frame is hashed and kept before the seed is drawn
#[derive(Debug, Args)]
pub struct Draw {
    /// The month
    #[arg(long, value_name = "YYYY-MM")]
    month: String,
    /// One team, by its name or id (default: the whole service)
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// The key of the order, word for word (default: drawn by chance)
    #[arg(long, value_name = "SEED")]
    seed: Option<String>,
    /// Only say what would be drawn
    #[arg(long)]
    dry_run: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Table,
    Json,
}

impl Reviews {
    pub(super) fn run(&self, db: &access::Db, out: &mut dyn Write) -> Result<()> {
        let Self::Draw(asked) = self;
        let (team, seed) = (asked.team.as_deref(), asked.seed.as_deref());
        let wish = Wish { month: &asked.month, team, seed, dry_run: asked.dry_run };
        let format = match asked.format {
            Format::Table => command::Format::Table,
            Format::Json => command::Format::Json,
        };
        command::draw(db, &wish, format, out)
    }
}
