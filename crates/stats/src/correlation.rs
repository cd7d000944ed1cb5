//! Whether two series move together, and whether their changes do. Two series that rise for any reason correlate, so
//! levels alone say nothing: see [`changes`].

use crate::{interval::Interval, normal_quantile};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Pearson's correlation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// The coefficient.
    pub r: f64,
    /// The chance of one as far from 0 if there were none, two-sided, by Student's t.
    pub p: f64,
    /// The 95 % interval by Fisher's transformation; `None` of fewer than four pairs.
    pub interval: Option<Interval>,
    /// Pairs.
    pub n: usize,
}

/// Pearson's correlation of pairs; `None` of fewer than three, or when one of the series never changes.
pub fn pearson(pairs: &[(f64, f64)]) -> Option<Correlation> {
    let count = pairs.len();
    if count < 3 {
        return None;
    }
    let (xs, ys): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let (mx, my) = (crate::mean(&xs)?, crate::mean(&ys)?);
    let (mut sxy, mut sxx, mut syy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        sxy += (x - mx) * (y - my);
        sxx += (x - mx).powi(2);
        syy += (y - my).powi(2);
    }
    if sxx <= 0.0 || syy <= 0.0 {
        return None;
    }
    let r = (sxy / (sxx * syy).sqrt()).clamp(-1.0, 1.0);
    let free = (count - 2) as f64;
    let t = r * (free / (1.0 - r * r)).sqrt();
    let p = StudentsT::new(0.0, 1.0, free).map_or(f64::NAN, |t_of| 2.0 * t_of.sf(t.abs()));
    let interval = (count > 3).then(|| {
        let (z, half) = (r.atanh(), normal_quantile(0.975) / ((count - 3) as f64).sqrt());
        Interval { lower: (z - half).tanh(), upper: (z + half).tanh() }
    });
    Some(Correlation { r, p, interval, n: count })
}

/// Changes from each pair to the next: what is left when a trend that both share is taken out.
pub fn changes(pairs: &[(f64, f64)]) -> Vec<(f64, f64)> {
    pairs.windows(2).map(|two| (two[1].0 - two[0].0, two[1].1 - two[0].1)).collect()
}

/// Spearman's rank correlation; equal values share the mean of their ranks.
pub fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    let (xs, ys): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let ranked: Vec<(f64, f64)> = ranks(&xs).into_iter().zip(ranks(&ys)).collect();
    pearson(&ranked).map(|c| c.r)
}

/// Kendall's tau-b.
pub fn kendall(pairs: &[(f64, f64)]) -> Option<f64> {
    let (mut score, mut apart_x, mut apart_y) = (0.0, 0.0, 0.0);
    for (n, a) in pairs.iter().enumerate() {
        for b in &pairs[..n] {
            let (x, y) = (sign(a.0 - b.0), sign(a.1 - b.1));
            score += x * y;
            apart_x += x.abs();
            apart_y += y.abs();
        }
    }
    let below = (apart_x * apart_y).sqrt();
    (below > 0.0).then(|| score / below)
}

fn sign(x: f64) -> f64 {
    if x == 0.0 { 0.0 } else { x.signum() }
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let rank = |x: &f64| {
        let below = values.iter().filter(|y| *y < x).count() as f64;
        let equal = values.iter().filter(|y| y.total_cmp(x).is_eq()).count() as f64;
        below + f64::midpoint(equal, 1.0)
    };
    values.iter().map(rank).collect()
}
