//! Short messages between those who work with somebody, about a case or about the person. They are part of the record:
//! whoever may read that may read them, also those to whom they were not sent. Sent to somebody who may not read the
//! record any more, a message stays hidden from them.

pub mod store;
pub mod web;

/// Marks ids of messages.
pub enum MessageId {}

/// The longest message, in letters. Alongside default: what is longer is a note.
pub const MOST_LETTERS: usize = 500;
