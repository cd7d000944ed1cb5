//! Durable writes: what group commit brings over a transaction for each write, on the same disk in the same run.
//!
//! A write here is what every change of the program writes at least: the form's submission and the audit's row. It
//! counts once it is on disk.

use crate::{
    Bench,
    demo::Scratch,
    table::{Figure, number},
};
use access::audit::Event;
use kernel::{
    Chance, Clock, Error, Result, args,
    db::{ConnExt, Db, Options, Place, migrate},
};
use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// Callers that write at once.
pub const CALLERS: usize = 32;

kernel::statements! {
    MARK: () = "INSERT INTO submission (tenant_id, submission_id, user_id, body_hash, location, at_ts)
        VALUES ($1, $2, $3, $4, '', $5)";
}

/// Measures both ways, turn about.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let time = Duration::from_millis(bench.size(3000, 1000));
    let (mut together, mut alone) = (0.0_f64, 0.0_f64);
    for _ in 0..2 {
        together = together.max(on_sqlite(&bench.folder, Options::default().group, time)?);
        alone = alone.max(on_sqlite(&bench.folder, 1, time)?);
    }
    Ok(vec![
        Figure::at_least(
            format!("Audited writes of {CALLERS} callers, against one at a time"),
            together / alone,
            10.0,
            " times",
        ),
        Figure::report(
            "That is, a second",
            format!("{} against {}", number(together.round()), number(alone.round())),
        ),
    ])
}

fn on_sqlite(folder: &Path, group: usize, time: Duration) -> Result<f64> {
    let scratch = Scratch::new(&folder.join("writes.db"));
    let place = Place::File(scratch.path().to_owned());
    let db = Db::open(&place, &Options { group, ..Options::default() })?;
    migrate::run(&db, migrate::SERIES, &Clock::system())?;
    let rate = rate(&db, time)?;
    db.close();
    Ok(rate)
}

/// Writes a second.
pub fn rate(db: &Db, time: Duration) -> Result<f64> {
    let begun = Instant::now();
    let until = begun + time;
    let done = thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS).map(|_| scope.spawn(|| caller(db, until))).collect();
        callers.into_iter().map(crate::pages::joined).sum::<Result<u32>>()
    })?;
    if done == 0 {
        return Err(Error::invalid("nothing was written"));
    }
    Ok(f64::from(done) / begun.elapsed().as_secs_f64())
}

/// Writes one after the other until the time is over; how many.
fn caller(db: &Db, until: Instant) -> Result<u32> {
    let (clock, chance) = (Clock::system(), Chance::system());
    let mut done = 0;
    while Instant::now() < until {
        let at = clock.now();
        let (event, mark) = (Event::of_nobody(db.tenant(), at, &chance, "bench"), chance.token());
        let tenant = db.tenant();
        db.write_now(move |c| {
            c.exec(MARK, args![tenant, &mark, access::NOBODY, vec![0u8; 32], at])?;
            event.write(c)
        })?;
        done += 1;
    }
    Ok(done)
}
