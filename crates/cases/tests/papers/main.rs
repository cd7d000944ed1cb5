//! Letters, documents and the outbox, through the pages that people use, on both engines.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where a step fails"
)]

mod bundle;
mod documents;
mod letters;
mod outbox;
