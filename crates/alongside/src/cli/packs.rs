//! `alongside packs`: what kinds of case there are, and whether a pack's text holds together.

use super::print;
use clap::Subcommand;
use kernel::{Error, Result};
use packs::Pack;
use std::{
    borrow::Cow,
    fmt::Write as _,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

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
            let text = fs::read_to_string(file).map_err(|e| Error::io(file.display(), e))?;
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

/// A pack that ships, by its id, or one in a file.
pub(super) fn named(name: &str) -> Result<Cow<'static, Pack>> {
    if let Some(pack) = packs::shipped_pack(name) {
        return Ok(Cow::Borrowed(pack));
    }
    let file = Path::new(name);
    if file.extension().is_some_and(|ending| ending == "toml") {
        let text = fs::read_to_string(file).map_err(|e| Error::io(file.display(), e))?;
        return packs::read(&text).map(Cow::Owned).map_err(|problems| {
            Error::invalid(format!(
                "{name} has {} problems: see alongside packs check {name}.",
                problems.len()
            ))
        });
    }
    let known: Vec<&str> = packs::shipped().iter().map(|pack| pack.id.as_str()).collect();
    Err(Error::invalid(format!("There is no pack {name}. Use one of {}, or a file.toml.", known.join(", "))))
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
