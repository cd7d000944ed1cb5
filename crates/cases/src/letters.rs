//! Letters: a template of the pack, merged, edited, checked, approved, sent, and kept as it was sent.
//!
//! **Words.** A letter has an *audience*, which decides what may stand in it, a *recipient*, who is in the case, and
//! a *way* it goes. What a template needs and the record does not hold is said by name and never printed as a blank.
//! Nothing goes to an address that is old, withheld or marked unsafe, and no text carries somebody else's address.

pub mod guard;
pub mod model;
pub mod paper;
pub mod plain;
pub mod printer;
pub mod render;
pub mod store;
pub mod web;
