//! How sure a figure is: intervals of proportions and counts, and what a sample can tell apart.

use crate::normal_quantile;
use statrs::distribution::{Beta, ChiSquared, ContinuousCDF};

/// A lower and an upper end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

/// Wilson's score interval of a proportion `hits / of`. Source: Wilson (1927), JASA 22, 209–212. `None` of nothing.
pub fn wilson(hits: u64, of: u64, confidence: f64) -> Option<Interval> {
    if of == 0 || hits > of {
        return None;
    }
    wilson_share(hits as f64 / of as f64, of as f64, confidence)
}

/// The same of a share that is no count by itself, such as a share of time: `share` from 0 to 1, seen in `n` that do not
/// hang together. `None` where either makes no sense.
pub fn wilson_share(share: f64, n: f64, confidence: f64) -> Option<Interval> {
    if !(0.0..=1.0).contains(&share) || n <= 0.0 {
        return None;
    }
    let z = normal_quantile(f64::midpoint(1.0, confidence));
    let centre = share + z * z / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let below = 1.0 + z * z / n;
    Some(Interval { lower: ((centre - half) / below).max(0.0), upper: ((centre + half) / below).min(1.0) })
}

/// Clopper and Pearson's exact interval of a proportion. Source: Biometrika 26 (1934), 404–413. `None` of nothing.
pub fn exact_proportion(hits: u64, of: u64, confidence: f64) -> Option<Interval> {
    if of == 0 || hits > of {
        return None;
    }
    let (x, n, tail) = (hits as f64, of as f64, (1.0 - confidence) / 2.0);
    let beta = |a, b, p| Beta::new(a, b).ok().map(|beta| beta.inverse_cdf(p));
    Some(Interval {
        lower: if hits == 0 { 0.0 } else { beta(x, n - x + 1.0, tail)? },
        upper: if hits == of { 1.0 } else { beta(x + 1.0, n - x, 1.0 - tail)? },
    })
}

/// The exact interval of a count (Garwood's, by chi-square). Source: Garwood (1936), Biometrika 28, 437–442.
pub fn exact_count(count: u64, confidence: f64) -> Option<Interval> {
    let (n, tail) = (count as f64, (1.0 - confidence) / 2.0);
    let chi = |df, p| ChiSquared::new(df).ok().map(|chi| chi.inverse_cdf(p) / 2.0);
    Some(Interval {
        lower: if count == 0 { 0.0 } else { chi(2.0 * n, tail)? },
        upper: chi(2.0 * n + 2.0, 1.0 - tail)?,
    })
}

/// Byar's approximation of the same. Source: Breslow and Day (1987), vol. 2, p. 69. `None` of no events.
pub fn byar(count: u64, confidence: f64) -> Option<Interval> {
    let z = normal_quantile(f64::midpoint(1.0, confidence));
    let end = |n: f64, z: f64| n * (1.0 - 1.0 / (9.0 * n) + z / (3.0 * n.sqrt())).powi(3);
    (count > 0).then(|| Interval { lower: end(count as f64, -z), upper: end(count as f64 + 1.0, z) })
}

/// Half the width of the 95 % interval of a proportion `p` seen in `n` of `of`, drawn without putting back. `None`
/// where nothing was drawn or more than there is.
pub fn margin_of_sample(p: f64, n: u64, of: u64) -> Option<f64> {
    if n == 0 || n > of || of < 2 {
        return None;
    }
    let left = (of - n) as f64 / (of - 1) as f64;
    Some(normal_quantile(0.975) * (p * (1.0 - p) / n as f64 * left).sqrt())
}

/// The least difference between two means of `n` each that is found with 80 % power at the 5 % level, two-sided, when
/// single values spread by `deviation`. `None` of nothing.
pub fn least_difference(n: u64, deviation: f64) -> Option<f64> {
    let sum = normal_quantile(0.975) + normal_quantile(0.8);
    (n > 0).then(|| sum * deviation * (2.0 / n as f64).sqrt())
}
