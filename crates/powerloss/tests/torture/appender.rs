//! Plain appending writes of several threads, with a sync after each and without.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

use powerloss::{Config, Lost, Report, torture};

use crate::{Outcome, example};

const FILE: &str = "lines.txt";

#[test]
fn synced_lines_stay() -> Outcome {
    let report = run("sync")?;
    assert!(report.kept_all() && report.acknowledged > 1000, "{report}\n{:?}", report.first);
    Ok(())
}

#[test]
fn lines_without_a_sync_go() -> Outcome {
    let report = run("trust")?;
    assert!(report.losing_crashes > 20, "{report}");
    Ok(())
}

fn run(how: &str) -> Result<Report, Box<dyn Error>> {
    let config = Config::new(example("appender")?, [FILE, how], FILE, env!("CARGO_TARGET_TMPDIR"));
    Ok(torture(&config, check)?)
}

/// The power may leave half a line or zeros between the lines; only what was acknowledged counts.
fn check(path: &Path, acknowledged: &BTreeSet<u64>) -> Result<(), Lost> {
    let text = fs::read(path).map_err(|error| Lost::File(error.to_string()))?;
    let text = String::from_utf8_lossy(&text);
    let number = |line: &str| line.strip_prefix("line ")?.strip_suffix(" of many")?.parse().ok();
    let found: BTreeSet<u64> = text.lines().filter_map(number).collect();
    let lost: Vec<u64> = acknowledged.difference(&found).copied().collect();
    if lost.is_empty() { Ok(()) } else { Err(Lost::Writes(lost)) }
}
