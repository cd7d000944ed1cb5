//! The database that is measured on: made once by `alongside demo`, kept, and copied for each measure.

use crate::{process::Process, remove_database, say, table::number};
use ::demo::{Options, SignIn, sign_ins};
use kernel::{Clock, Error, Result, db::migrate};
use std::{
    fs,
    hash::{DefaultHasher, Hasher},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The demo, as made.
#[derive(Clone, Debug)]
pub struct Demo {
    file: PathBuf,
    people: u64,
    /// The accounts, one a role.
    pub sign_ins: Vec<SignIn>,
    /// Everybody's password.
    pub password: String,
}

impl Demo {
    /// The kept demo of this size, made anew where there is none, or only one of another schema.
    pub fn ready(program: &Path, folder: &Path, people: u64, fresh: bool) -> Result<Self> {
        let stem = format!("demo-{people}");
        let file = folder.join(format!("{stem}-{:016x}.db", schema()));
        if fresh || !file.exists() {
            forget(folder, &format!("{stem}-"))?;
            make(program, &file, people)?;
        }
        let password = Options::at(Clock::system().today()).password;
        Ok(Self { file, people, sign_ins: sign_ins(), password })
    }

    /// The account of a role.
    pub fn account(&self, role: &str) -> Result<&SignIn> {
        let found = self.sign_ins.iter().find(|s| s.role.eq_ignore_ascii_case(role));
        found.ok_or_else(|| Error::invalid(format!("the demo has no account with the role {role}")))
    }

    /// A copy to work on, gone when dropped.
    pub fn copy(&self, name: &str) -> Result<Scratch> {
        let scratch = Scratch::new(&self.file.with_file_name(name));
        for end in ["db-wal", "db"] {
            let (from, to) = (self.file.with_extension(end), scratch.0.with_extension(end));
            move_or_copy(&from, &to, |from, to| fs::copy(from, to).map(drop))?;
        }
        Ok(scratch)
    }

    /// What is measured on, in words.
    pub fn words(&self) -> String {
        let megabytes = fs::metadata(&self.file).map_or(0.0, |m| m.len() as f64 / 1e6);
        format!(
            "On SQLite with synchronous=FULL and the audit on: {} people, {} MB.",
            number(self.people as f64),
            number(megabytes.round())
        )
    }
}

/// A database that is removed when dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Room for one beside `folder/name`; an old one is removed.
    pub fn new(path: &Path) -> Self {
        let path = path.with_extension("db");
        remove_database(&path);
        Self(path)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        remove_database(&self.0);
    }
}

/// A number that changes when the schema does.
fn schema() -> u64 {
    let mut hasher = DefaultHasher::new();
    for step in migrate::SERIES {
        hasher.write(step.text.as_bytes());
    }
    hasher.finish()
}

/// Removes what was kept under names that begin so.
fn forget(folder: &Path, begin: &str) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|e| Error::io(folder.display(), e))?;
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(begin) {
            fs::remove_file(entry.path()).map_err(|e| Error::io(entry.path().display(), e))?;
        }
    }
    Ok(())
}

/// Makes the demo; the file gets its name only when it is whole.
fn make(program: &Path, file: &Path, people: u64) -> Result<()> {
    say(&format!("Making a demo of {} people; it is kept for the next time.", number(people as f64)));
    let draft = Scratch::new(&file.with_file_name("making.db"));
    let mut process = Process::start(
        Command::new(program)
            .arg("--database")
            .arg(draft.path())
            .args(["demo", "--people", &people.to_string()])
            .stdout(Stdio::piped()),
    )?;
    for line in BufReader::new(process.output()?).lines() {
        say(&line.map_err(|e| Error::io("the demo's output", e))?);
    }
    process.wait()?;
    // The log goes first: without its log a database may lack its last rows.
    for end in ["db-wal", "db"] {
        move_or_copy(&draft.path().with_extension(end), &file.with_extension(end), |from, to| {
            fs::rename(from, to)
        })?;
    }
    Ok(())
}

/// Moves or copies a file, if it is there.
fn move_or_copy(from: &Path, to: &Path, how: impl Fn(&Path, &Path) -> std::io::Result<()>) -> Result<()> {
    if from.exists() { how(from, to).map_err(|e| Error::io(to.display(), e)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scratch_database_goes_with_its_log() {
        let scratch =
            Scratch::new(&std::env::temp_dir().join(format!("bench-scratch-{}", std::process::id())));
        let (file, log) = (scratch.path().to_owned(), scratch.path().with_extension("db-wal"));
        fs::write(&file, "x").unwrap();
        fs::write(&log, "x").unwrap();
        drop(scratch);
        assert!(!file.exists() && !log.exists());
    }
}
