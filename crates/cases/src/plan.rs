//! The plan of a case: where it starts from, goals in the person's words, steps with an owner and a day, its
//! agreements, what would make it safe to end, and the help that was given.
//!
//! **Words.** A *goal* is in the person's own words. A *step* is a row of next actions that belongs to a goal: one
//! list for plan, My day and case. An *agreement* keeps the plan as it read that day; a later change does not touch
//! it, and the plan then says that it was changed. An *exit plan* says what would make it safe to end, when, and
//! who carries on; every version is kept. An *intervention* is help that was offered.

pub mod help;
pub mod model;
pub mod shape;
pub mod store;
pub mod web;
