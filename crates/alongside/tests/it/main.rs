//! Tests of the whole program.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where a step fails")]

mod budgets;
mod matrix;
mod packs;
mod plans;
mod samples;
mod statements;
mod whole;
