//! Giving cases.

mod allocate;
mod balance;
mod fairness;
mod hints;
