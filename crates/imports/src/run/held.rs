//! The job that a process works at, and saying that it still does.

use access::Db;
use kernel::{
    Error, Result,
    job::{self, Job, Progress, State},
};
use std::{
    fmt::Write,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How often a long step says that its process is still there.
const BEAT: Duration = Duration::from_millis(1500);

/// Whether long work is to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// On it goes.
    GoOn,
    /// It is to be taken back.
    Cancel,
    /// This process ends; another goes on with it.
    Leave,
}

/// Who follows long work: told how far it is, asked whether to go on.
pub trait Watch {
    /// How far it is.
    fn told(&mut self, progress: &Progress);
    /// Whether it is to go on.
    fn wish(&self) -> Wish;
}

/// A server at work: nobody looks on, and when the server ends the work is left for the next.
pub struct Serving<'a>(pub &'a AtomicBool);

impl Watch for Serving<'_> {
    fn told(&mut self, _: &Progress) {}

    fn wish(&self) -> Wish {
        if self.0.load(Ordering::SeqCst) { Wish::Leave } else { Wish::GoOn }
    }
}

/// What a step of long work gives when its process ends.
pub(super) fn leaving() -> Error {
    Error::Lost("this process ends".to_owned())
}

/// A job this process holds.
pub struct Held<'a> {
    /// The database.
    pub db: &'a Db,
    /// The job.
    pub job: Uuid,
    /// This process, as the job names it.
    pub holder: String,
    watch: &'a mut dyn Watch,
    since: Instant,
    last: Instant,
}

impl<'a> Held<'a> {
    /// A job that was claimed.
    pub fn new(db: &'a Db, job: &Job, watch: &'a mut dyn Watch) -> Self {
        let now = Instant::now();
        Self { db, job: job.job_id, holder: job.holder.clone(), watch, since: now, last: now }
    }

    /// Begins a new stretch of work, whose time is counted anew.
    pub fn begin(&mut self) {
        self.since = Instant::now();
    }

    /// Whether the work is to go on, as the error that ends it when it is not.
    pub fn goes_on(&self) -> Result<()> {
        match self.watch.wish() {
            Wish::GoOn => Ok(()),
            Wish::Cancel => Err(Error::Cancelled),
            Wish::Leave => Err(leaving()),
        }
    }

    /// Tells whoever follows how far the work is, now and then.
    pub fn tell(&mut self, progress: &Progress) -> bool {
        let due = self.last.elapsed() >= BEAT;
        if due {
            self.last = Instant::now();
            self.watch.told(progress);
        }
        due
    }

    /// Says how far the work is; often called, and written down now and then. [`Error::Cancelled`] when somebody
    /// wants it taken back.
    pub fn beat(&mut self, what: &str, done: i64, total: i64) -> Result<()> {
        self.goes_on()?;
        let progress = self.progress(what, done, total);
        if !self.tell(&progress) {
            return Ok(());
        }
        let (tenant, job, holder, now) =
            (self.db.tenant(), self.job, self.holder.clone(), self.db.clock().now());
        self.db.facade().write_now(move |c| job::beat(c, tenant, job, &holder, &progress, now))
    }

    /// How far the work is, in words with the time left.
    pub fn progress(&self, what: &str, done: i64, total: i64) -> Progress {
        let mut words = what.to_owned();
        if total > 0 {
            let _infallible = write!(words, " {}%", done.clamp(0, total) * 100 / total);
        }
        words.push_str(&left(self.since.elapsed(), done, total));
        Progress { done, total, words }
    }

    /// [`Error::Cancelled`] when somebody asked the job to stop.
    pub fn not_cancelled(&self) -> Result<()> {
        let (tenant, id) = (self.db.tenant(), self.job);
        match self.db.facade().report_now(move |c| job::find(c, tenant, id))? {
            Some(job) if job.cancel => Err(Error::Cancelled),
            _ => Ok(()),
        }
    }

    /// Ends the job.
    pub fn finish(&self, state: State, words: &str) -> Result<()> {
        let (tenant, job, holder, now) =
            (self.db.tenant(), self.job, self.holder.clone(), self.db.clock().now());
        let words = words.to_owned();
        self.db.facade().write_now(move |c| job::finish(c, tenant, job, &holder, (state, &words), now))
    }
}

/// The time left, in words; nothing while it cannot be told.
fn left(spent: Duration, done: i64, total: i64) -> String {
    if done <= 0 || total <= done || spent < Duration::from_secs(2) {
        return String::new();
    }
    let seconds = spent.as_secs_f64() / done as f64 * (total - done) as f64;
    match seconds {
        s if s < 1.5 => ", about 1 second left".to_owned(),
        s if s < 90.0 => format!(", about {s:.0} seconds left"),
        s => format!(", about {:.0} minutes left", s / 60.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_said_when_it_can_be_told() {
        assert_eq!(left(Duration::from_secs(1), 1, 100), "");
        assert_eq!(
            left(Duration::from_secs(10), 10, 100),
            ", about 90 seconds left".replace("90 seconds", "2 minutes")
        );
        assert_eq!(left(Duration::from_secs(10), 50, 100), ", about 10 seconds left");
        assert_eq!(left(Duration::from_secs(10), 100, 100), "");
    }
}
