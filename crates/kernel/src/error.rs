//! The one error type below the web: what went wrong, told so that the edge can say what to do.

use std::fmt;

/// Shorthand used all over the workspace.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such record, or one the caller may not know of: the two look the same on purpose.
    #[error("not found")]
    NotFound,
    /// The caller must sign in first.
    #[error("sign in first")]
    SignedOut,
    /// Input that cannot be used; the words say what to do instead.
    #[error("{0}")]
    Invalid(String),
    /// Somebody else changed the same thing since it was read.
    #[error("{0}")]
    Conflict(String),
    /// The same form was sent twice with different content.
    #[error("this form was sent before with other content")]
    Resent,
    /// Too much is waiting already; trying again in a moment helps.
    #[error("the service is busy")]
    Busy,
    /// The work did not finish in its time and was stopped; nothing was changed.
    #[error("this took too long and was stopped")]
    Deadline,
    /// The disk is full; reading goes on, writing does not.
    #[error("the disk is full")]
    DiskFull,
    /// The person who asked for long work stopped it.
    #[error("stopped on request")]
    Cancelled,
    /// The database refused for a passing reason and nothing was changed; the facade tries again.
    #[error("the database asked to try again: {0}")]
    Passing(String),
    /// The connection broke; the facade opens a new one and tries again where that is safe.
    #[error("the connection to the database broke: {0}")]
    Lost(String),
    /// Anything else from the database: a defect, shown as one.
    #[error("database: {0}")]
    Database(String),
    /// A file or socket failed.
    #[error("{0}: {1}")]
    Io(String, #[source] std::io::Error),
    /// A defect in the program.
    #[error("defect: {0}")]
    Defect(String),
}

impl Error {
    /// Input that cannot be used, with the remedy in words.
    pub fn invalid(remedy: impl fmt::Display) -> Self {
        Self::Invalid(remedy.to_string())
    }

    /// A state the program should never reach.
    pub fn defect(what: impl fmt::Display) -> Self {
        Self::Defect(what.to_string())
    }

    /// A failed file operation, with the file's name.
    pub fn io(what: impl fmt::Display, source: std::io::Error) -> Self {
        Self::Io(what.to_string(), source)
    }
}
