//! Pages of giving.

pub mod allocate;
mod ask;
pub mod balance;
pub mod fairness;
pub mod hints;
mod samples;
mod words;
