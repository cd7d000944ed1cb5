//! Chance, repeatable from a seed.

/// A biased coin: how likely a sector is to be kept is itself drawn once per power loss, so that
/// "all but one" and "none but one" come up as often as "about half".
pub struct Coin {
    state: u64,
    keep_eighths: u64,
}

impl Coin {
    /// The coin of this seed.
    pub fn new(seed: u64) -> Self {
        let mut coin = Self { state: seed, keep_eighths: 0 };
        coin.keep_eighths = coin.draw() % 9;
        coin
    }

    /// Whether the next sector is kept.
    pub fn keep(&mut self) -> bool {
        self.draw() % 8 < self.keep_eighths
    }

    /// SplitMix64.
    pub fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
