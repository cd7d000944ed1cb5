//! Stops work that is past its deadline.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// How often deadlines are looked at: a deadline is kept to within this.
const TICK: Duration = Duration::from_millis(50);

/// What one lane thread is doing: until when, and how to stop it.
#[derive(Default)]
pub(super) struct Slot(Mutex<State>);

#[derive(Default)]
struct State {
    until: Option<Instant>,
    stop: Option<Box<dyn Fn() + Send>>,
}

impl Slot {
    /// The connection changed: this is how to stop it now.
    pub(super) fn stopper(&self, stop: Box<dyn Fn() + Send>) {
        self.lock().stop = Some(stop);
    }

    /// Work begins that must end by `until`.
    pub(super) fn begin(&self, until: Instant) {
        self.lock().until = Some(until);
    }

    /// Work has ended.
    pub(super) fn end(&self) {
        self.lock().until = None;
    }

    /// Stops late work. The lock is held while stopping, so that the next work is never hit instead.
    fn check(&self, now: Instant) {
        let mut state = self.lock();
        if state.until.is_some_and(|until| until <= now) {
            state.until = None;
            if let Some(stop) = &state.stop {
                stop();
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs until `stopped`: looks at every slot, again and again.
pub(super) fn run(slots: &Mutex<Vec<Arc<Slot>>>, stopped: &AtomicBool) {
    while !stopped.load(Ordering::SeqCst) {
        std::thread::sleep(TICK);
        let now = Instant::now();
        for slot in slots.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            slot.check(now);
        }
    }
}
