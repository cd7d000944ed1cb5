//! The words of the outbox as types, and when a message is tried again.

use crate::letters::model::LetterId;
use kernel::{Instant, Result};
use uuid::Uuid;

kernel::text_enum! {
    /// How a message goes.
    pub enum Way {
        /// Printed and posted.
        Post = "post", "Post";
        /// By e-mail.
        Email = "email", "E-mail";
        /// By text message.
        Text = "text", "Text message";
    }
}

kernel::text_enum! {
    /// How far a message is.
    pub enum State {
        /// Waits to be sent, or to be tried again.
        Queued = "queued", "Queued";
        /// Taken by whoever carries it.
        Sent = "sent", "Sent";
        /// Given up; somebody has to look.
        Failed = "failed", "Failed";
    }
}

/// How often a message is tried. Alongside default.
pub const MOST_TRIES: i64 = 8;

/// Seconds for which a message is held by whoever sends it.
pub const HELD_SECONDS: i64 = 120;

/// A message to be queued.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// The message.
    pub message_id: Uuid,
    /// How it goes.
    pub way: Way,
    /// The letter it carries.
    pub letter: Option<LetterId>,
    /// Names what is sent: queued again under the same name, it is one message.
    pub once: String,
    /// Address lines, number or e-mail address.
    pub recipient: String,
    /// Subject line.
    pub subject: String,
    /// The words.
    pub body: String,
    /// When it is queued.
    pub at: Instant,
}

/// A message as a carrier takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The message: carriers that know it do not send it again.
    pub message_id: Uuid,
    /// How it goes.
    pub way: Way,
    /// Address lines, number or e-mail address.
    pub recipient: String,
    /// Subject line.
    pub subject: String,
    /// The words.
    pub body: String,
    /// A file with it.
    pub attachment: Option<Attachment>,
    /// The moment it is sent.
    pub at: Instant,
}

/// A file that goes with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name: it says nothing of the matter.
    pub name: String,
    /// What it is.
    pub media: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// What whoever took a message said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt(pub String);

/// Something that carries messages out of the house. An error means that the message was not taken and is to be tried
/// again, but for [`kernel::Error::Invalid`]: that one will never be taken.
pub trait Outbox: Send + Sync {
    /// Sends one message, or says why not.
    fn send(&self, message: &Message) -> Result<Receipt>;
}

/// Seconds until a message is tried again after so many tries: a minute, two, four, … six hours at most.
pub fn wait_seconds(tries: i64) -> i64 {
    // Twenty doublings are past the longest wait.
    let doublings = (tries - 1).clamp(0, 20);
    (60_i64 << doublings).min(6 * 3600)
}

#[cfg(test)]
mod tests {
    use super::wait_seconds;

    #[test]
    fn each_try_waits_longer_than_the_last() {
        let waits: Vec<i64> = [0, 1, 2, 3, 8, 9, 10, 40, 64, 1000].map(wait_seconds).into();
        assert_eq!(waits, [60, 60, 120, 240, 7680, 15360, 21600, 21600, 21600, 21600]);
    }
}
