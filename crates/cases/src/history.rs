//! The history of a case: what changed, who changed it, and when it was written down; corrections stand beside what
//! they correct. It is told from the rows themselves, which are never changed once written.

pub mod store;
pub mod web;
