//! Chance as a value: secrets, record ids and drawn numbers.

use crate::{Id, Instant};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// A source of chance: the operating system's, or a seeded one that repeats itself.
#[derive(Clone)]
pub struct Chance(Arc<Mutex<State>>);

struct State {
    seeded: Option<ChaCha8Rng>,
    /// Millisecond and sub-millisecond part of the id made last: ids of one source never go back.
    last: u64,
}

impl Chance {
    /// Chance from the operating system: use it for secrets.
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(State { seeded: None, last: 0 })))
    }

    /// Chance that repeats itself for the same seed: for the demo and for tests.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(State { seeded: Some(ChaCha8Rng::seed_from_u64(seed)), last: 0 })))
    }

    /// Fills a buffer.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.lock().fill(bytes);
    }

    /// Sixty-four random bits.
    pub fn bits(&self) -> u64 {
        let mut b = [0; 8];
        self.fill(&mut b);
        u64::from_le_bytes(b)
    }

    /// A number below `n`, each equally likely to within one part in 2^40; 0 when `n` is 0.
    pub fn below(&self, n: u64) -> u64 {
        u64::try_from((u128::from(self.bits()) * u128::from(n)) >> 64).unwrap_or(0)
    }

    /// A secret for an address or a cookie: 26 characters, 130 bits, safe in a URL.
    pub fn token(&self) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut bytes = [0u8; 26];
        self.fill(&mut bytes);
        bytes.iter().map(|b| char::from(ALPHABET[usize::from(b & 31)])).collect()
    }

    /// A new record id: UUID version 7 of `at`. Ids of one source always grow, so that rows made together lie
    /// together on disk.
    pub fn id<K: ?Sized>(&self, at: Instant) -> Id<K> {
        Id::from_uuid(self.uuid(at))
    }

    /// The bare UUID of [`Chance::id`].
    pub fn uuid(&self, at: Instant) -> Uuid {
        let mut state = self.lock();
        let micros = u64::try_from(at.micros()).unwrap_or(0);
        // 48 bits of milliseconds, then 12 bits that tell 4096 parts of the millisecond.
        let stamp = ((micros / 1000) << 12) | ((micros % 1000) * 4096 / 1000);
        let stamp = stamp.max(state.last + 1);
        state.last = stamp;
        let mut tail = [0u8; 8];
        state.fill(&mut tail);
        let high = (u128::from(stamp >> 12) << 80) | (0x7 << 76) | (u128::from(stamp & 0xfff) << 64);
        let low = (u128::from(u64::from_le_bytes(tail)) & !(0b11 << 62)) | (0b10 << 62);
        Uuid::from_u128(high | low)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for chance")]
    fn fill(&mut self, bytes: &mut [u8]) {
        match &mut self.seeded {
            Some(rng) => rng.fill_bytes(bytes),
            // Without the kernel's chance no secret is safe, so stopping is right.
            None => {
                if getrandom::fill(bytes).is_err() {
                    std::process::abort();
                }
            }
        }
    }
}

impl std::fmt::Debug for Chance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chance")
    }
}
