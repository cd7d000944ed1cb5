//! `alongside packs`: what kinds of case there are, and whether a pack's text holds together.

use super::print;
use clap::Subcommand;
use kernel::{Error, Result};
use packs::Pack;
use std::{fmt::Write as _, fs, io::Write, path::PathBuf};

#[derive(Debug, Subcommand)]
pub(super) enum Packs {
    /// The kinds of case that ship
    List,
    /// Check a pack's text: line, field and remedy of all that is wrong
    Check {
        /// The file
        file: PathBuf,
    },
}

pub(super) fn run(asked: &Packs, out: &mut dyn Write) -> Result<u8> {
    match asked {
        Packs::List => {
            print(out, &listed())?;
            Ok(0)
        }
        Packs::Check { file } => {
            let text = fs::read_to_string(file).map_err(|e| Error::io(file.display().to_string(), e))?;
            match packs::read(&text) {
                Ok(pack) => {
                    print(out, &format!("{}: nothing is wrong.\n{}\n", file.display(), holds(&pack)))?;
                    Ok(0)
                }
                Err(problems) => {
                    let words: Vec<String> = problems.iter().map(ToString::to_string).collect();
                    print(out, &format!("{}\n", words.join("\n")))?;
                    Ok(2)
                }
            }
        }
    }
}

fn listed() -> String {
    let mut words = String::new();
    for pack in packs::shipped() {
        let from = pack.effective_from.long();
        let _infallible =
            writeln!(words, "{:<24} {} (version {}, from {from})", pack.id, pack.name, pack.version);
    }
    words
}

/// What a pack holds, in one sentence.
fn holds(pack: &Pack) -> String {
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let parts = [
        count(pack.stages.len(), "stage", "stages"),
        count(pack.fields.len(), "field", "fields"),
        count(pack.forms.len(), "form", "forms"),
        count(pack.lists.len(), "list", "lists"),
        count(pack.clocks.len(), "clock rule", "clock rules"),
        count(pack.triggers.len(), "trigger", "triggers"),
        count(pack.risk.len(), "risk tool", "risk tools"),
        count(pack.powers.len(), "power", "powers"),
        count(pack.decisions.len(), "decision", "decisions"),
        count(pack.letters.len(), "letter", "letters"),
        count(pack.tables.len(), "table", "tables"),
    ];
    format!("{} version {}, {}, holds {}.", pack.id, pack.version, pack.name, parts.join(", "))
}
