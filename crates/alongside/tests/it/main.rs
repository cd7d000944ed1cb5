//! Tests of the whole program.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where a step fails")]

mod account;
mod asked;
mod budgets;
mod commands;
mod matrix;
mod packs;
mod plans;
mod samples;
mod signals;
mod statements;
mod whole;
