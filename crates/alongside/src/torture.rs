//! The writer that the power-loss tests crash: it writes audited contacts as fast as it can and says which are
//! safe. What it prints is a promise: `ack n` means that write `n` must survive.

use access::audit::Event;
use kernel::{
    Chance, Clock, Error, Result, args,
    db::{ConnExt, Db, Options, Place, migrate},
};
use std::{io::Write, sync::mpsc};

kernel::statements! {
    MARK: () = "INSERT INTO submission (tenant_id, submission_id, user_id, body_hash, location, at_ts)
        VALUES ($1, $2, $3, $4, '', $5)";
    // Writes that were never acknowledged may be there or not: go on behind the last that is.
    LAST: (String,) = "SELECT COALESCE(max(submission_id), '0') FROM submission WHERE tenant_id = $1";
}

/// Writes `count` audited rows from eight callers at once and prints `ack n` for each that is durable.
pub fn run(file: &str, synchronous: &'static str, count: u64, out: &mut dyn Write) -> Result<()> {
    let place = Place::File(file.into());
    // The log must be copied, and begin anew, within a crash test's few hundred writes.
    let db = Db::open(&place, &Options { synchronous, log: 10, ..Options::default() })?;
    let (clock, chance) = (Clock::system(), Chance::system());
    migrate::run(&db, migrate::SERIES, &clock)?;
    let last = db.report_now(|c| c.one(LAST, args![1i64]))?.0;
    let first = last.parse::<u64>().map_err(Error::defect)? + 1;
    let (tell, told) = mpsc::channel();
    for caller in 0..8u64 {
        let (db, clock, chance, tell) = (db.clone(), clock.clone(), chance.clone(), tell.clone());
        std::thread::spawn(move || {
            for step in 0..count / 8 {
                let n = first + step * 8 + caller;
                let event = Event::of_nobody(1, clock.now(), &chance, "torture");
                let at = clock.now();
                let done = db.write_now(move |c| {
                    c.exec(MARK, args![1i64, format!("{n:012}"), access::NOBODY, vec![0u8; 200], at])?;
                    event.write(c)
                });
                if done.is_err() || tell.send(n).is_err() {
                    return;
                }
            }
        });
    }
    drop(tell);
    for n in told {
        writeln!(out, "ack {n}").and_then(|()| out.flush()).map_err(|e| Error::io("standard output", e))?;
    }
    Ok(())
}
