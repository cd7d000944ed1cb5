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

/// A relay that takes e-mail. The connection to it is encrypted where its address says so; `host:port` alone is not,
/// and stands on the same machine or network.
#[derive(Clone, Debug)]
pub struct SmtpOutbox {
    relay: SmtpTransport,
    from: String,
}

impl SmtpOutbox {
    /// A relay; e-mail is from `from`. `smtps://NAME:PASSWORD@host:465` is encrypted from the first byte,
    /// `smtp://NAME:PASSWORD@host:587?tls=required` after it has begun, and neither goes on without; certificates
    /// are checked against those the machine trusts. `host:port`, or `host` for port 25, is not encrypted, and takes
    /// no password. [`Error::Invalid`] for anything else; it does not repeat the address, which may hold a password.
    pub fn new(relay: &str, from: String) -> Result<Self> {
        if relay.contains("://") {
            if !is_encrypted(relay) {
                return Err(Error::invalid(
                    "The relay would get its name and password unencrypted: write it as smtps://host:465 or \
                     smtp://host:587?tls=required, or as host:port for one on this machine.",
                ));
            }
            let built = SmtpTransport::from_url(relay).map_err(|_| {
                Error::invalid(
                    "The relay's address cannot be read. Write % and @ in its password as %25 and %40.",
                )
            })?;
            return Ok(Self { relay: built.timeout(Some(MOST_TIME)).build(), from });
        }
        let (host, port) = relay.rsplit_once(':').unwrap_or((relay, "25"));
        let port: u16 = port
            .parse()
            .map_err(|_| Error::invalid("This is no relay: write it as host:port, like localhost:25."))?;
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let relay = SmtpTransport::builder_dangerous(host).port(port).timeout(Some(MOST_TIME)).build();
        Ok(Self { relay, from })
    }
}

/// Whether an address says that the connection is encrypted, with no way back.
fn is_encrypted(relay: &str) -> bool {
    let begun = relay.strip_prefix("smtp://").and_then(|rest| rest.split_once('?'));
    let whole = relay.starts_with("smtps://") && !relay.contains('?');
    whole || begun.is_some_and(|(_, query)| query == "tls=required")
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

#[cfg(test)]
mod tests {
    use super::SmtpOutbox;

    #[test]
    fn a_relay_with_a_password_is_encrypted_or_refused() {
        let made = |relay: &str| SmtpOutbox::new(relay, "no-reply@localhost".to_owned());
        for good in [
            "localhost",
            "localhost:2525",
            "[::1]:25",
            "smtps://post:secret@mail.example.org:465",
            "smtps://mail.example.org",
            "smtp://post:se%40cret@mail.example.org:587?tls=required",
        ] {
            assert!(made(good).is_ok(), "{good}");
        }
        for bad in [
            "localhost:many",
            "smtp://post:secret@mail.example.org:587",
            "smtp://post:secret@mail.example.org:587?tls=opportunistic",
            "http://mail.example.org",
            "smtps://post:secret@mail.example.org:465?tls=none",
        ] {
            let words = made(bad).err().map(|e| e.to_string());
            assert!(words.as_ref().is_some_and(|words| !words.contains("secret")), "{bad}: {words:?}");
        }
    }
}
