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

/// The system that ids of our template come from.
pub const SYSTEM: &str = "cases";
