//! Tests of the slice on both engines.
#![expect(clippy::expect_used, reason = "a test stops where a step fails")]

mod audit;
mod auto;
mod draw;
mod review;
mod six_week;
mod supervision;
