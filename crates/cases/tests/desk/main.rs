//! Work queues with an order of one's own, messages, kept time, and the history of a case.

mod history;
mod kept;
mod messages;
mod queues;
