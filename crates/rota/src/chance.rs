//! Chance that is the same on every machine: xoshiro256++ (Blackman and Vigna, 2021), seeded by SplitMix64.

/// A sequence of numbers that its seed fixes.
pub struct Chance([u64; 4]);

impl Chance {
    /// The sequence of a seed.
    pub fn seeded(seed: u64) -> Self {
        let mut at = seed;
        Self(std::array::from_fn(|_| {
            at = at.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = at;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }))
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        let s = &mut self.0;
        let out = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        out
    }

    /// A number below `n`, which is not 0. The multiplication is biased by `n` in 2³², which no rota can show.
    pub fn below(&mut self, n: usize) -> usize {
        (((self.bits() >> 32) * n as u64) >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_seed_is_the_same_sequence() {
        let mut one = Chance::seeded(1);
        let mut same = Chance::seeded(1);
        let mut other = Chance::seeded(2);
        let first: Vec<u64> = (0..8).map(|_| one.bits()).collect();
        assert_eq!(first, (0..8).map(|_| same.bits()).collect::<Vec<_>>());
        assert_ne!(first[0], other.bits());
    }

    #[test]
    fn each_number_comes_up_as_often() {
        let mut chance = Chance::seeded(7);
        let mut seen = [0; 6];
        for _ in 0..60_000 {
            seen[chance.below(6)] += 1;
        }
        // Six standard deviations about 10,000.
        assert!(seen.iter().all(|n| (9_450..=10_550).contains(n)), "{seen:?}");
    }
}
