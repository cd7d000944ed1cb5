//! Letters, documents and the outbox, through the pages that people use, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops where a step fails")]

mod bundle;
mod documents;
mod letters;
mod outbox;
mod print;
