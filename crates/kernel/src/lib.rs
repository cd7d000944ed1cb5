//! What every slice stands on: ids, clock, chance, days and working days, errors, forms, and the database.
//!
//! Not a word of casework is here. Time and chance come in as values ([`Clock`], [`Chance`]); nothing else in
//! the workspace may ask the machine for either. The database is reached only through [`db::Db`].

pub mod calendar;
pub mod chance;
pub mod clock;
pub mod csv_cell;
pub mod day;
pub mod db;
pub mod error;
pub mod form;
pub mod id;
pub mod instant;
pub mod job;
pub mod words;

pub use chance::Chance;
pub use clock::Clock;
pub use day::Day;
pub use error::{Error, Result};
pub use form::Form;
pub use id::Id;
pub use instant::Instant;
