//! What is written down about a contact: prompts, marks, corrections, and how soon it is written.
//!
//! **Words.** A record keeps apart what the person *said*, what the worker *saw* (fact), what the worker *thinks*
//! (opinion) and what others *reported*. A *correction* is an entry of its own: the entry it corrects stays and is
//! shown, and is not counted any more. *Delay* is the days from what happened until it was written down.

pub mod buckets;
pub mod model;
pub mod store;
pub mod web;

pub use buckets::Buckets;
