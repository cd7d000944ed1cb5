//! The program put together: every slice's routes, statements and samples, and the commands.
//!
//! `main.rs` only reads the command line and calls in here, so that tests use the same program.

pub mod app;
pub mod cli;
pub mod serve;
pub mod tools;
pub mod torture;
