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
    fs::File,
    io::Write,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// Callers that write at once.
pub const CALLERS: usize = 32;

kernel::statements! {
    MARK: () = "INSERT INTO submission (tenant_id, submission_id, user_id, body_hash, location, at_ts)
        VALUES ($1, $2, $3, $4, '', $5)";
    NEXT: (i64,) = "SELECT count(*) FROM submission WHERE tenant_id = 1";
}

/// How often the two ways take turns: a disk is now quick, now slow, and both must meet it so.
const TURNS: u32 = 5;

/// Measures both ways, turn about.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let time = Duration::from_millis(bench.size(1000, 400));
    let (together, alone) =
        (Store::open(bench, "together", Options::default().group)?, Store::open(bench, "alone", 1)?);
    let (mut many, mut few) = (0.0, 0.0);
    for _ in 0..TURNS {
        many += rate(&together.db, time)?;
        few += rate(&alone.db, time)?;
    }
    let name = format!("Audited writes of {CALLERS} callers, against one transaction each");
    let turns = f64::from(TURNS);
    let words = format!("{} against {}", number((many / turns).round()), number((few / turns).round()));
    let disk = flush(&bench.folder)?;
    Ok(vec![
        Figure::at_least(name, many / few, 10.0, " times"),
        Figure::report("That is, a second", words),
        Figure::report("The disk's own time to make one write durable", format!("{disk:.2} ms")),
    ])
}

/// A fresh database.
struct Store {
    db: Db,
    // Dropped after the database, whose file it removes.
    _file: Scratch,
}

impl Store {
    fn open(bench: &Bench, name: &str, group: usize) -> Result<Self> {
        let file = Scratch::new(&bench.folder.join(name));
        let place = Place::File(file.path().to_owned());
        let db = Db::open(&place, &Options { group, ..Options::default() })?;
        migrate::run(&db, migrate::SERIES, &Clock::system())?;
        Ok(Self { db, _file: file })
    }
}

/// Milliseconds in the middle to write a page and wait until it is on disk.
fn flush(folder: &Path) -> Result<f64> {
    let path = folder.join("flush.tmp");
    let failed = |e| Error::io(path.display(), e);
    let mut file = File::create(&path).map_err(failed)?;
    let mut times = crate::times::Times::default();
    for _ in 0..200 {
        let begun = Instant::now();
        file.write_all(&[0; 4096]).and_then(|()| file.sync_data()).map_err(failed)?;
        times.add([begun.elapsed()]);
    }
    std::fs::remove_file(&path).map_err(failed)?;
    Ok(times.percentile(50))
}

/// Writes a second, by callers that wait as the program's handlers do.
pub fn rate(db: &Db, time: Duration) -> Result<f64> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().worker_threads(2).build();
    let runtime = runtime.map_err(|e| Error::io("the async runtime", e))?;
    let begun = Instant::now();
    let next = Arc::new(AtomicU64::new(db.report_now(|c| c.one(NEXT, &[]))?.0.unsigned_abs()));
    let done = runtime.block_on(async {
        let callers: Vec<_> =
            (0..CALLERS).map(|_| tokio::spawn(caller(db.clone(), next.clone(), begun + time))).collect();
        let mut done = 0;
        for one in callers {
            done += one.await.map_err(Error::defect)??;
        }
        Ok::<u32, Error>(done)
    })?;
    if done == 0 {
        return Err(Error::invalid("nothing was written"));
    }
    Ok(f64::from(done) / begun.elapsed().as_secs_f64())
}

/// Writes one after the other until the time is over; how many.
async fn caller(db: Db, next: Arc<AtomicU64>, until: Instant) -> Result<u32> {
    let (clock, chance) = (Clock::system(), Chance::system());
    let mut done = 0;
    while Instant::now() < until {
        let (at, tenant) = (clock.now(), db.tenant());
        let event = Event::of_nobody(tenant, at, &chance, "bench");
        let mark = format!("{:012}", next.fetch_add(1, Ordering::SeqCst));
        db.write(move |c| {
            c.exec(MARK, args![tenant, &mark, access::NOBODY, vec![0u8; 32], at])?;
            event.write(c)
        })
        .await?;
        done += 1;
    }
    Ok(done)
}
