//! What is agreed and what is written down: plan, promise, recording.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where a step fails")]

mod plan;
mod promise;
mod recording;
