//! The database that is measured on: made once by `alongside demo`, kept, and copied for each measure.

use crate::{process::Process, remove_database, say, table::number};
use kernel::{Error, Result, db::migrate};
use std::{
    fs,
    hash::{DefaultHasher, Hasher},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// One of the demo's accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Their role.
    pub role: String,
    /// Their sign-in name.
    pub sign_in: String,
    /// Their name.
    pub name: String,
}

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
        let words = file.with_extension("txt");
        if fresh || !file.exists() || !words.exists() {
            forget(folder, &format!("{stem}-"))?;
            let said = make(program, &file, people)?;
            // Its words come last: without them it does not count as made.
            fs::write(&words, said).map_err(|e| Error::io(words.display(), e))?;
        }
        let said = fs::read_to_string(&words).map_err(|e| Error::io(words.display(), e))?;
        let (sign_ins, password) = accounts(&said);
        if sign_ins.is_empty() || password.is_empty() {
            return Err(Error::invalid(format!(
                "{} names no accounts: run ./bench --fresh",
                words.display()
            )));
        }
        Ok(Self { file, people, sign_ins, password })
    }

    /// The account of a role.
    pub fn account(&self, role: &str) -> Result<&SignIn> {
        let found = self.sign_ins.iter().find(|s| s.role.eq_ignore_ascii_case(role));
        found.ok_or_else(|| Error::invalid(format!("the demo has no account with the role {role}")))
    }

    /// A copy to work on, gone when dropped.
    pub fn copy(&self, name: &str) -> Result<Scratch> {
        let scratch = Scratch::new(&self.file.with_file_name(name));
        for end in ["db", "db-wal"] {
            let (from, to) = (self.file.with_extension(end), scratch.0.with_extension(end));
            if from.exists() {
                fs::copy(&from, &to).map_err(|e| Error::io(to.display(), e))?;
            }
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
    migrate::SERIES.iter().for_each(|step| hasher.write(step.text.as_bytes()));
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

/// Makes the demo and gives what the command said.
fn make(program: &Path, file: &Path, people: u64) -> Result<String> {
    say(&format!("Making a demo of {} people; it is kept for the next time.", number(people as f64)));
    let mut process = Process::start(
        Command::new(program)
            .arg("--database")
            .arg(file)
            .args(["demo", "--people", &people.to_string()])
            .stdout(Stdio::piped()),
    )?;
    let mut said = String::new();
    for (n, line) in BufReader::new(process.output()?).lines().enumerate() {
        let line = line.map_err(|e| Error::io("the demo's output", e))?;
        if n % 50 == 0 {
            say(&line);
        }
        said.push_str(&line);
        said.push('\n');
    }
    process.wait()?;
    Ok(said)
}

/// Accounts and password as the command prints them: role, sign-in name and name in columns.
fn accounts(said: &str) -> (Vec<SignIn>, String) {
    let mut found = Vec::new();
    let mut password = String::new();
    for line in said.lines() {
        if let Some((_, rest)) = line.split_once("password of all of them is: ") {
            rest.trim().clone_into(&mut password);
        } else if line.starts_with("  ") {
            let cells: Vec<&str> = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
            if let [role, sign_in, name] = cells[..] {
                let [role, sign_in, name] = [role, sign_in, name].map(str::to_owned);
                found.push(SignIn { role, sign_in, name });
            }
        }
    }
    (found, password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_read_from_what_the_command_said() {
        let said = format!(
            "People: 1000 of 1200\n\nThe demo is ready.\n  {:<24} {:<22} {}\n  {:<24} {:<22} {}\n{}\n",
            "Team leader",
            "ruth.bell",
            "Ruth Bell",
            "Officer",
            "priya",
            "Priya Shah",
            "The password of all of them is: a long one"
        );
        let (found, password) = accounts(&said);
        assert_eq!(password, "a long one");
        let expected =
            SignIn { role: "Team leader".into(), sign_in: "ruth.bell".into(), name: "Ruth Bell".into() };
        assert_eq!((found.len(), &found[0]), (2, &expected));
    }

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
