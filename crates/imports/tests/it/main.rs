//! Imports from the first look at a file to their undoing, on both engines.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a helper of tests that fails must stop the test"
)]

mod bad_input;
mod cases;
mod hmis;
mod kit;
mod life;
mod pages;
mod properties;
mod reviews;
mod undo;
