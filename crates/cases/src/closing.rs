//! Closing a case, watching whether somebody comes back, and opening it again.
//!
//! Nothing closes by itself: a worker closes, and where the pack wants it a team leader signs. A *closing* is a row;
//! a case that is opened again keeps its earlier ones. For the pack's number of days after closing a case is
//! *watched*: a new case about the same person in that time shows on both as coming back.

pub mod model;
pub mod store;
pub mod web;
