//! Times of many tries.

use std::time::Duration;

/// How long each of many tries took.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Adds the times of more tries.
    pub fn add(&mut self, more: impl IntoIterator<Item = Duration>) {
        self.0.extend(more);
    }

    /// How many tries.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The least time that at least `percent` in a hundred tries did not exceed, in milliseconds; 0 of none.
    pub fn percentile(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    /// p50, p95 and p99 in words.
    pub fn words(&self) -> String {
        let [a, b, c] = [50, 95, 99].map(|p| self.percentile(p));
        format!("{a:.1} / {b:.1} / {c:.1} ms")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_the_nearest_rank() {
        let mut times = Times::default();
        assert!(times.percentile(99) == 0.0);
        times.add((1..=200).rev().map(Duration::from_millis));
        let found = [0, 50, 95, 99, 100].map(|p| times.percentile(p).round().to_string());
        assert_eq!(found, ["1", "100", "190", "198", "200"]);
        assert_eq!(times.count(), 200);
    }
}
