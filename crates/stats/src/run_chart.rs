//! The run chart: a median, and two signs that points do not lie about it by chance.
//!
//! Source: Anhøj and Olesen (2014), "Run charts revisited", PLoS ONE 9(11): e113825.

use statrs::distribution::{Binomial, DiscreteCDF};

/// What a run chart finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunChart {
    /// The median.
    pub median: f64,
    /// Points that do not lie on it.
    pub useful: usize,
    /// The longest run on one side, and the longest that chance explains.
    pub longest_run: (usize, usize),
    /// How often the line crosses the median, and the fewest that chance explains.
    pub crossings: (usize, usize),
}

impl RunChart {
    /// Whether there was more than chance.
    pub fn shifted(&self) -> bool {
        self.longest_run.0 > self.longest_run.1 || self.crossings.0 < self.crossings.1
    }
}

/// The longest run that chance explains among `n` useful points: log₂ n rounded, and three.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the logarithm of a count from 1 up: small, and not below 0"
)]
pub fn longest_run_limit(n: usize) -> usize {
    if n == 0 { 0 } else { ((n as f64).log2().round_ties_even() as usize) + 3 }
}

/// The fewest crossings that chance explains among `n` useful points: the 5 % quantile of so many coin tosses.
pub fn fewest_crossings(n: usize) -> usize {
    let tosses = u64::try_from(n.saturating_sub(1)).unwrap_or(0);
    Binomial::new(0.5, tosses).map_or(0, |coins| usize::try_from(coins.inverse_cdf(0.05)).unwrap_or(0))
}

/// The run chart of a series; `None` with fewer than ten useful points, which say nothing.
pub fn run_chart(values: &[f64]) -> Option<RunChart> {
    let median = crate::median(values)?;
    let sides: Vec<bool> =
        values.iter().filter(|x| (*x - median).abs() > f64::EPSILON).map(|x| *x > median).collect();
    let useful = sides.len();
    if useful < 10 {
        return None;
    }
    let runs: Vec<usize> = sides.chunk_by(|a, b| a == b).map(<[bool]>::len).collect();
    Some(RunChart {
        median,
        useful,
        longest_run: (runs.iter().copied().max().unwrap_or(0), longest_run_limit(useful)),
        crossings: (runs.len() - 1, fewest_crossings(useful)),
    })
}
