//! The two-weekly self-audit: each worker looks at their own cases, beside what the facts say is missing.
//!
//! A fortnight begins by itself; nothing has to be started. What a worker answers is theirs: a leader sees which cases
//! need help and which nobody answered for, never how fast or how often somebody looked.

pub mod model;
pub mod store;
pub mod web;
