//! Tests of the slice.
#![expect(clippy::expect_used, reason = "a test stops where a step fails")]

mod supervision;
