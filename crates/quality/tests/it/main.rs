//! Tests of the slice on both engines.
#![expect(clippy::expect_used, reason = "a test stops where a step fails")]

mod actor;
mod after;
mod audit;
mod auto;
mod charter;
mod checks;
mod draw;
mod forms;
mod programme;
mod replace;
mod results;
mod review;
mod satisfaction;
mod second;
mod six_week;
mod supervision;
