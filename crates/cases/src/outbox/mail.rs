//! E-mail: composed once, for files and for a relay alike.

use super::model::{Message, Outbox, Receipt};
use kernel::{Error, Result};
use lettre::{
    SmtpTransport, Transport,
    message::{Attachment, Mailbox, MultiPart, SinglePart, header::ContentType},
};
use std::time::{Duration, UNIX_EPOCH};

/// How long a relay may take. Alongside default.
const MOST_TIME: Duration = Duration::from_secs(30);

/// A relay that takes e-mail. The connection to it is not encrypted: it stands on the same machine or network.
#[derive(Clone, Debug)]
pub struct SmtpOutbox {
    relay: SmtpTransport,
    from: String,
}

impl SmtpOutbox {
    /// A relay written `host:port`, or `host` for port 25; e-mail is from `from`.
    pub fn new(relay: &str, from: String) -> Result<Self> {
        let (host, port) = relay.rsplit_once(':').unwrap_or((relay, "25"));
        let port: u16 = port.parse().map_err(|_| {
            Error::invalid(format!("{relay} is no relay: write it as host:port, like localhost:25."))
        })?;
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let relay = SmtpTransport::builder_dangerous(host).port(port).timeout(Some(MOST_TIME)).build();
        Ok(Self { relay, from })
    }
}

impl Outbox for SmtpOutbox {
    fn send(&self, message: &Message) -> Result<Receipt> {
        let mail = compose(message, &self.from)?;
        match self.relay.send(&mail) {
            Ok(answer) => {
                Ok(Receipt(answer.message().next().unwrap_or_default().chars().take(200).collect()))
            }
            // The relay will never take it: trying again does not help.
            Err(e) if e.is_permanent() => Err(Error::invalid(format!("The relay refused the message: {e}"))),
            Err(e) => Err(Error::io("the mail relay", std::io::Error::other(e.to_string()))),
        }
    }
}

/// An e-mail with the message's own id, so that whoever has it already knows it again. The sender is an address
/// without a name.
pub(super) fn compose(message: &Message, from: &str) -> Result<lettre::Message> {
    let mailbox = |text: &str| -> Result<Mailbox> {
        text.trim()
            .parse()
            .map_err(|_| Error::invalid("This is no e-mail address. Correct it in the record."))
    };
    let host = from.rsplit_once('@').map_or("localhost", |(_, host)| host);
    let at = Duration::from_micros(u64::try_from(message.at.micros()).unwrap_or(0));
    let builder = lettre::Message::builder()
        .from(mailbox(from)?)
        .to(mailbox(&message.recipient)?)
        .subject(&message.subject)
        .date(UNIX_EPOCH + at)
        .message_id(Some(format!("<{}@{host}>", message.message_id.simple())));
    let words = SinglePart::plain(message.body.clone());
    let mail = match &message.attachment {
        None => builder.singlepart(words),
        Some(file) => {
            let media = ContentType::parse(&file.media).map_err(|_| Error::defect("a media type"))?;
            let file = Attachment::new(file.name.clone()).body(file.content.clone(), media);
            builder.multipart(MultiPart::mixed().singlepart(words).singlepart(file))
        }
    };
    mail.map_err(|e| Error::invalid(format!("The e-mail cannot be written: {e}")))
}
