//! Our own template: one row for each person in a case.

mod accept;
mod check;
mod fields;
mod row;
mod seen;
mod write;

pub use check::check;
pub use fields::{COLUMNS, Field};
pub use write::write;

/// How many of our fields headings hold; 0 when they cannot be used.
pub fn fit(headers: &[String], said: &[(String, String)]) -> usize {
    fields::Mapping::fit(headers, said)
}

/// The system that ids of our template come from.
pub const SYSTEM: &str = "cases";
