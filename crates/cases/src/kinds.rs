//! Kinds of case as the service keeps them: reading a pack's text, trying a new one out, publishing it with a date,
//! taking it back while nobody uses it, and moving open cases to it.
//!
//! Whoever does this sees no people: what a new text would change is told in counts.

pub mod diff;
pub mod moving;
pub mod parts;
pub mod store;
pub mod trial;
pub mod web;
