//! The commands `alongside outbox list`, `send` and `retry`. They name no recipient.

use super::{
    deliver::{Carriers, send_due},
    model::State,
    store,
};
use access::Db;
use kernel::{Error, Result, words::count};
use std::io::Write;
use uuid::Uuid;

/// The most messages a list shows.
const MOST: i64 = 200;

/// Lists messages: those that wait and those that failed, or those that were sent.
pub fn list(db: &Db, sent: bool, out: &mut dyn Write) -> Result<()> {
    let tenant = db.tenant();
    let states: &'static [State] = if sent { &[State::Sent] } else { &[State::Failed, State::Queued] };
    let mut lines = Vec::new();
    for state in states {
        lines.extend(db.facade().report_now(move |c| store::list(c, tenant, *state, MOST))?);
    }
    let written = lines.iter().try_for_each(|line| {
        let more = match line.state {
            State::Sent => line.receipt.clone(),
            _ => line.problem.clone(),
        };
        let tries = count(line.tries, "try", "tries");
        let id = line.message_id.simple();
        writeln!(out, "{id}  {}  {}  {}  {tries}  {more}", line.state, line.way, line.queued_at)
    });
    let written = written.and_then(|()| if lines.is_empty() { writeln!(out, "Nothing.") } else { Ok(()) });
    written.map_err(|e| Error::io("standard output", e))
}

/// Sends everything that is due now; the exit code is 1 when something was not taken.
pub fn send(db: &Db, outbox: &Carriers, out: &mut dyn Write) -> Result<u8> {
    let (sent, failed) = send_due(db, outbox)?;
    writeln!(out, "Sent {sent}, not taken {failed}.").map_err(|e| Error::io("standard output", e))?;
    Ok(u8::from(failed > 0))
}

/// Has messages that were given up tried again: one, or all.
pub fn retry(db: &Db, message: Option<&str>, out: &mut dyn Write) -> Result<()> {
    let message = message
        .map(|text| {
            Uuid::try_parse(text).map_err(|_| {
                Error::invalid(format!("{text} is no message: `alongside outbox list` names them."))
            })
        })
        .transpose()?;
    let (tenant, now) = (db.tenant(), db.clock().now());
    let n = db.facade().write_now(move |c| store::retry(c, tenant, message, now))?;
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    writeln!(out, "{} will be tried again.", count(n, "message", "messages"))
        .map_err(|e| Error::io("standard output", e))
}
