//! SQL of the outbox.

use super::model::{HELD_SECONDS, NewMessage, State, Way, wait_seconds};
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A message that is to be sent.
    #[derive(Clone, Debug)]
    pub struct Due {
        /// The message.
        pub message_id: Uuid,
        /// How it goes.
        pub way: Way,
        /// Address lines, number or e-mail address.
        pub recipient: String,
        /// Subject line.
        pub subject: String,
        /// The words.
        pub body: String,
        /// How often it was tried before.
        pub tries: i64,
        /// What the letter's copy is, if it carries one.
        pub media: Option<String>,
        /// The copy.
        pub content: Option<Vec<u8>>,
    }
}

row! {
    /// A message in a list. It names nobody: a list of the outbox is for whoever runs the service.
    #[derive(Clone, Debug)]
    pub struct Line {
        /// The message.
        pub message_id: Uuid,
        /// How it goes.
        pub way: Way,
        /// How far it is.
        pub state: State,
        /// How often it was tried.
        pub tries: i64,
        /// When it was queued.
        pub queued_at: Instant,
        /// When it is tried next.
        pub due_at: Instant,
        /// When it was taken.
        pub sent_at: Option<Instant>,
        /// Why the last try failed.
        pub problem: String,
        /// What whoever took it said.
        pub receipt: String,
    }
}

kernel::statements! {
    QUEUE: () = "INSERT INTO outbox (
            tenant_id, message_id, way, letter_id, once, recipient, subject, body, state, tries, due_at, holder,
            problem, receipt, queued_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', 0, $9, '', '', '', $9)
        ON CONFLICT (tenant_id, once) DO NOTHING";
    NEXT: (Uuid,) = "SELECT message_id
        FROM outbox
        WHERE tenant_id = $1 AND state = 'queued' AND due_at <= $2
        ORDER BY due_at, message_id
        LIMIT 1";
    HOLD: () = "UPDATE outbox
        SET holder = $4, due_at = $5, tries = tries + 1
        WHERE tenant_id = $1 AND message_id = $2 AND state = 'queued' AND due_at <= $3";
    DUE: Due = "SELECT o.message_id, o.way, o.recipient, o.subject, o.body, o.tries, k.media, k.content
        FROM outbox o
        LEFT JOIN letter_copy k ON k.tenant_id = o.tenant_id AND k.letter_id = o.letter_id
        WHERE o.tenant_id = $1 AND o.message_id = $2";
    TAKEN: () = "UPDATE outbox
        SET state = 'sent', sent_at = $4, receipt = $5, problem = '', holder = ''
        WHERE tenant_id = $1 AND message_id = $2 AND holder = $3 AND state = 'queued'";
    FAILED: () = "UPDATE outbox
        SET state = $4, due_at = $5, problem = $6, holder = ''
        WHERE tenant_id = $1 AND message_id = $2 AND holder = $3 AND state = 'queued'";
    RETRY: () = "UPDATE outbox
        SET state = 'queued', due_at = $3, tries = 0, holder = ''
        WHERE tenant_id = $1 AND message_id = $2 AND state = 'failed'";
    RETRY_ALL: () = "UPDATE outbox
        SET state = 'queued', due_at = $2, tries = 0, holder = ''
        WHERE tenant_id = $1 AND state = 'failed'";
    LIST: Line = "SELECT message_id, way, state, tries, queued_at, due_at, sent_at, problem, receipt
        FROM outbox
        WHERE tenant_id = $1 AND state = $2
        ORDER BY queued_at DESC, message_id
        LIMIT $3";
}

/// Queues a message, once.
pub fn queue(c: &mut dyn Conn, tenant: i64, n: &NewMessage) -> Result<()> {
    c.exec(
        QUEUE,
        args![tenant, n.message_id, n.way, n.letter, &n.once, &n.recipient, &n.subject, &n.body, n.at],
    )
    .map(drop)
}

/// Takes up the message that has waited longest; nobody else tries it for two minutes.
pub(super) fn take(c: &mut dyn Conn, tenant: i64, holder: &str, now: Instant) -> Result<Option<Due>> {
    let Some((message,)) = c.opt(NEXT, args![tenant, now])? else { return Ok(None) };
    let until = now.plus_seconds(HELD_SECONDS);
    if c.exec(HOLD, args![tenant, message, now, holder, until])? == 0 {
        return Ok(None);
    }
    c.opt(DUE, args![tenant, message])
}

/// Notes that a message was taken.
pub(super) fn taken(
    c: &mut dyn Conn,
    tenant: i64,
    (message, holder): (Uuid, &str),
    receipt: &str,
    at: Instant,
) -> Result<()> {
    c.exec(TAKEN, args![tenant, message, holder, at, receipt]).map(drop)
}

/// Notes why a message was not taken; it is tried again later unless it is given up.
pub(super) fn failed(
    c: &mut dyn Conn,
    tenant: i64,
    (message, holder): (Uuid, &str),
    (problem, given_up, tries): (&str, bool, i64),
    now: Instant,
) -> Result<()> {
    let state = if given_up { State::Failed } else { State::Queued };
    let due = now.plus_seconds(wait_seconds(tries));
    c.exec(FAILED, args![tenant, message, holder, state, due, problem]).map(drop)
}

/// Has a message that was given up tried again, or all of them; tells how many.
pub(super) fn retry(c: &mut dyn Conn, tenant: i64, message: Option<Uuid>, now: Instant) -> Result<u64> {
    match message {
        Some(message) => c.exec(RETRY, args![tenant, message, now]),
        None => c.exec(RETRY_ALL, args![tenant, now]),
    }
}

/// Messages in a state, newest first: one statement.
pub fn list(c: &mut dyn Conn, tenant: i64, state: State, most: i64) -> Result<Vec<Line>> {
    c.all(LIST, args![tenant, state, most])
}
