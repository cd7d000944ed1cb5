//! Decisions with their reasons: what, why, what else was considered, who, when, under what rule, and who was told.
//!
//! A decision that is made is never changed or deleted; a later one takes its place and both stay. Where the pack
//! wants a team leader, an officer writes it and a leader makes it or sends it back.

pub mod review;
pub mod store;
pub mod web;
