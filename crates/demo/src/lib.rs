//! A believable partnership from a seed.

use kernel::{Day, Result};
use std::sync::atomic::AtomicBool;

/// What to make.
#[derive(Clone, Debug)]
pub struct Options {
    /// The same seed and day make the same rows.
    pub seed: u64,
    /// How many people.
    pub people: u64,
    /// The demo's present.
    pub as_at: Day,
    /// Everybody's password.
    pub password: String,
}

/// Somebody who can sign in.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Their role in words.
    pub role: String,
    /// What they type.
    pub sign_in: String,
    /// Their name.
    pub name: String,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// One for each role.
    pub sign_ins: Vec<SignIn>,
}

/// Makes it.
pub fn make(
    _db: &access::Db,
    _options: &Options,
    _progress: &mut dyn FnMut(u64, u64, &str),
    _cancelled: &AtomicBool,
) -> Result<Made> {
    Err(kernel::Error::defect("being written"))
}
