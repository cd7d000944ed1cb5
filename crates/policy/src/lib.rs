//! Turns the access policy, written in Cedar for people to read, into the SQL that the program runs.
//!
//! ```text
//! policy/alongside.cedar and .cedarschema
//!   └─ rules: read, and checked by Cedar
//!        ├─ fragment + dictionary: SQL ── macros ── crates/access/src/predicates.rs
//!        └─ document ── docs/policy.md
//! ```
//!
//! Cedar is not in the program: it checks the policy against its schema here, and in the tests it is the oracle
//! that the SQL must agree with. A policy that this crate cannot say in SQL is refused, never guessed at.

pub mod dictionary;
pub mod document;
pub mod fragment;
pub mod macros;
pub mod rules;
pub mod sql;

pub use rules::{Policy, Rule};

use std::path::{Path, PathBuf};

/// Why a policy could not be compiled.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Cedar refuses the text: it does not parse, or does not fit the schema.
    #[error("Cedar refuses the {0}: {1}")]
    Cedar(&'static str, String),
    /// A rule says something that has no SQL here.
    #[error("rule {rule} for {kind}: {what}")]
    Outside {
        /// The rule's `@id`.
        rule: String,
        /// The kind of record it was compiled for.
        kind: String,
        /// What cannot be said, and what to do.
        what: String,
    },
    /// The rules do not fit together, or lack an annotation.
    #[error("{0}")]
    Unfit(String),
    /// A file could not be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
}

/// What every function here returns.
pub type Result<T> = std::result::Result<T, Error>;

/// A file that is made from the policy.
pub struct Made {
    /// Its path in the repository.
    pub path: &'static str,
    /// What must be in it.
    pub text: String,
}

/// Both files, from the policy as it is in the repository.
pub fn make() -> Result<[Made; 2]> {
    let read = |name| {
        let path = repository().join(name);
        std::fs::read_to_string(&path).map_err(|e| Error::File(path, e))
    };
    let policy = Policy::read(&read("policy/alongside.cedarschema")?, &read("policy/alongside.cedar")?)?;
    Ok([
        Made { path: "crates/access/src/predicates.rs", text: macros::write(&policy)? },
        Made { path: "docs/policy.md", text: document::write(&policy) },
    ])
}

/// The top folder of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
