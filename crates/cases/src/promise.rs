//! The promise of contact: how, how often and when somebody is contacted, as agreed with them, and whether it was
//! kept.
//!
//! **Words.** A *promise* is a version of what was agreed with one person of a case. It runs in *windows* as long
//! as its interval; a window is kept when they were reached in it. An attempt is not a contact. What a pack says
//! about how often is a default until something is agreed, and is shown as one.

pub mod model;
pub mod store;
pub mod web;
