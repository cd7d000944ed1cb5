//! Sending what is queued: one message at a time, each held while it is tried.

use super::{
    files::FileOutbox,
    mail::SmtpOutbox,
    model::{Attachment, MOST_TRIES, Message, Outbox, Receipt, Way},
    store::{self, Due},
};
use access::Db;
use kernel::{Error, Result};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

/// How often a worker without work looks for some.
const LOOK: Duration = Duration::from_secs(2);

/// What carries each way: e-mail by a relay where there is one, everything else as files.
#[derive(Clone, Debug)]
pub struct Carriers {
    /// The folder of messages.
    pub files: FileOutbox,
    /// The relay.
    pub relay: Option<SmtpOutbox>,
}

impl Outbox for Carriers {
    fn send(&self, message: &Message) -> Result<Receipt> {
        match (&self.relay, message.way) {
            (Some(relay), Way::Email) => relay.send(message),
            _ => self.files.send(message),
        }
    }
}

/// Sends everything that is due; tells how many messages were taken and how many were not.
pub fn send_due(db: &Db, outbox: &dyn Outbox) -> Result<(u64, u64)> {
    let holder = db.chance().token();
    let (mut sent, mut failed) = (0, 0);
    while let Some(taken) = send_one(db, outbox, &holder)? {
        if taken {
            sent += 1;
        } else {
            failed += 1;
        }
    }
    Ok((sent, failed))
}

/// Tries the message that has waited longest; `None` when nothing is due, else whether it was taken.
fn send_one(db: &Db, outbox: &dyn Outbox, holder: &str) -> Result<Option<bool>> {
    let (tenant, now, by) = (db.tenant(), db.clock().now(), holder.to_owned());
    let due = db.facade().write_now(move |c| store::take(c, tenant, &by, now))?;
    let Some(due) = due else { return Ok(None) };
    let (id, tries, by) = (due.message_id, due.tries, holder.to_owned());
    // Outside any transaction: a relay may take its time.
    let done = outbox.send(&message(due, now));
    let (taken, now) = (done.is_ok(), db.clock().now());
    db.facade().write_now(move |c| match &done {
        Ok(receipt) => store::taken(c, tenant, (id, &by), &receipt.0, now),
        Err(e) => {
            let given_up = tries >= MOST_TRIES || matches!(e, Error::Invalid(_));
            store::failed(c, tenant, (id, &by), (&e.to_string(), given_up, tries), now)
        }
    })?;
    Ok(Some(taken))
}

fn message(due: Due, at: kernel::Instant) -> Message {
    let attachment = match (due.media, due.content, due.way) {
        (Some(media), Some(content), Way::Email | Way::Post) if media != "text/plain" => {
            let name = if media == "application/pdf" { "letter.pdf" } else { "letter.html" };
            Some(Attachment { name: name.to_owned(), media, content })
        }
        _ => None,
    };
    Message {
        message_id: due.message_id,
        way: due.way,
        recipient: due.recipient,
        subject: due.subject,
        body: due.body,
        attachment,
        at,
    }
}

/// The server's worker. Dropped, it leaves its work for the next one and ends.
pub struct Runner {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// Starts the worker.
pub fn runner(db: &Db, outbox: Carriers) -> Result<Runner> {
    let (db, stop) = (db.clone(), Arc::new(AtomicBool::new(false)));
    let told = stop.clone();
    let thread = std::thread::Builder::new()
        .name("outbox".to_owned())
        .spawn(move || {
            while !told.load(Ordering::SeqCst) {
                if let Err(e) = send_due(&db, &outbox) {
                    tracing::error!("the outbox could not be sent: {e}");
                }
                std::thread::park_timeout(LOOK);
            }
        })
        .map_err(|e| Error::io("the thread of the outbox", e))?;
    Ok(Runner { stop, thread: Some(thread) })
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("the thread of the outbox had panicked");
            }
        }
    }
}
