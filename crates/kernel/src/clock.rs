//! The clock as a value.

use crate::{Day, Instant};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Tells the time: the machine's, or one that a test or a demo sets.
#[derive(Clone, Debug)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands still at `at` until it is moved.
    pub fn fixed(at: Instant) -> Self {
        Self(Some(Arc::new(AtomicI64::new(at.micros()))))
    }

    /// The moment now.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(&self) -> Instant {
        match &self.0 {
            None => Instant::from_timestamp(jiff::Timestamp::now()),
            Some(at) => Instant::from_micros(at.load(Ordering::SeqCst)),
        }
    }

    /// Today, on the wall in London.
    pub fn today(&self) -> Day {
        Day::of(self.now())
    }

    /// Moves a fixed clock on (back when negative); the machine's clock cannot be moved and stays.
    pub fn advance_seconds(&self, seconds: i64) {
        if let Some(at) = &self.0 {
            at.fetch_add(seconds.saturating_mul(1_000_000), Ordering::SeqCst);
        }
    }
}
