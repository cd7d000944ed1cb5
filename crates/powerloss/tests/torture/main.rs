//! Is the instrument neither blind nor a liar? Writers that sync must lose nothing, writers that do not must
//! be caught, and a run that was no power loss must not count as one.
#![cfg(target_os = "linux")]

mod appender;
mod sqlite;

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use powerloss::{Config, TortureError, torture};

type Outcome = Result<(), Box<dyn Error>>;

/// `target/<profile>/examples/<name>`, from `target/<profile>/deps/<this test>`. Cargo builds the examples
/// along with all tests, but not for `--test torture` alone.
fn example(name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let test = std::env::current_exe()?;
    let profile = test.ancestors().nth(2).ok_or("this test is not in a target directory")?;
    Ok(profile.join("examples").join(name))
}

fn shell(script: &str) -> Config {
    Config::new("/bin/sh", ["-c", script], "none", env!("CARGO_TARGET_TMPDIR"))
}

#[test]
fn a_writer_that_ends_by_itself_is_an_error() {
    for script in ["echo ack 1; echo oops >&2", "echo ack 1; echo oops >&2; exit 3"] {
        let outcome = torture(&shell(script), |_, _| Ok(()));
        assert!(
            matches!(&outcome, Err(TortureError::Ended { round: 0, stderr, .. }) if stderr == "oops\n"),
            "{outcome:?}"
        );
    }
}

#[test]
fn a_writer_that_does_not_write_is_an_error() {
    let config = Config { patience: Duration::from_millis(200), ..shell("echo waiting >&2; exec sleep 60") };
    let outcome = torture(&config, |_, _| Ok(()));
    assert!(
        matches!(&outcome, Err(TortureError::Stuck { round: 0, stderr, .. }) if stderr == "waiting\n"),
        "{outcome:?}"
    );
}

#[test]
fn a_writer_that_is_not_there_is_an_error() {
    let config = Config { program: "/nowhere/writer".into(), ..shell("") };
    assert!(matches!(
        torture(&config, |_, _| Ok(())),
        Err(TortureError::Io { doing: "find the writer", .. })
    ));
}
