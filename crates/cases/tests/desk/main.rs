//! Work queues with an order of one's own, messages, kept time, and the history of a case.
#![expect(clippy::expect_used, reason = "a test stops where a step fails")]

mod history;
mod kept;
mod messages;
mod queues;
