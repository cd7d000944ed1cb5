//! What leaves the house: written in the transaction that causes it, sent by a job, tried again until it is taken.
//!
//! A message is queued once under a name of its own, so nothing is sent twice because a form was. Whoever sends holds
//! the message for a time; a process that dies while it sends leaves it to the next. Sender and subject say nothing
//! of the matter.

pub mod command;
pub mod deliver;
pub mod files;
pub mod mail;
pub mod model;
pub mod store;

pub use deliver::{Runner, runner};
pub use model::{Attachment, Message, Outbox, Receipt};
