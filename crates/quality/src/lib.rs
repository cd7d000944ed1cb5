//! Quality of casework, while cases are live: what is good about it, what is missing, and what is done about that.
//!
//! **Words.** A *review* is a Mid Case Review: somebody who does not hold the case answers the criteria of a *form*,
//! beside the *proposals* that facts give. A *draw* picks the cases of a month. A *self-audit* is the worker's own
//! look at the cases whose facts say that something is missing, every two weeks. A *six-week review* is the
//! manager's look at every case a worker holds. *Supervision* is the recorded hour and a half of both.

pub mod model;
pub mod web;

/// Every SQL text of the slice.
pub fn statements() -> Vec<kernel::db::Known> {
    Vec::new()
}

/// Samples of this slice's pages.
pub fn samples() -> Vec<ui::SampleSet> {
    Vec::new()
}
