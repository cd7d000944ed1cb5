//! Which differences between officers are real: a random-effects model, and each officer's mean drawn towards the
//! mean of all by as much as it is uncertain.
//!
//! Sources: DerSimonian and Laird (1986), Controlled Clinical Trials 7, 177–188; Efron and Morris (1975), JASA 70,
//! 311–319 for the shrinking.

use statrs::distribution::{ChiSquared, ContinuousCDF};

/// What was seen of one officer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Reviews.
    pub n: u64,
    /// Their mean score.
    pub mean: f64,
    /// The standard deviation of their scores.
    pub deviation: f64,
}

/// What is estimated of one officer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrunk {
    /// How much of the officer's own mean counts, from 0 to 1.
    pub reliability: f64,
    /// The estimate.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
}

/// What is estimated of all.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The mean of all.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
    /// Cochran's Q.
    pub q: f64,
    /// The chance of a Q as large if officers did not differ.
    pub p: f64,
    /// The share of what is seen that is no chance, I².
    pub share: f64,
    /// The variance between officers, τ².
    pub between: f64,
    /// Each officer, in the order given.
    pub officers: Vec<Shrunk>,
}

/// Estimates all from what was seen. `None` of fewer than two, or where somebody's scores do not vary at all, which
/// gives no error to weigh them by.
pub fn spread(seen: &[Seen]) -> Option<Spread> {
    let variances: Vec<f64> = seen.iter().map(|s| s.deviation * s.deviation / s.n as f64).collect();
    if seen.len() < 2 || variances.iter().any(|v| !v.is_finite() || *v <= 0.0) {
        return None;
    }
    let weights: Vec<f64> = variances.iter().map(|v| 1.0 / v).collect();
    let total: f64 = weights.iter().sum();
    let fixed = weighted(seen, &weights) / total;
    let q: f64 = seen.iter().zip(&weights).map(|(s, w)| w * (s.mean - fixed).powi(2)).sum();
    let free = (seen.len() - 1) as f64;
    let squares: f64 = weights.iter().map(|w| w * w).sum();
    let between = ((q - free) / (total - squares / total)).max(0.0);
    let weights: Vec<f64> = variances.iter().map(|v| 1.0 / (v + between)).collect();
    let total: f64 = weights.iter().sum();
    let mean = weighted(seen, &weights) / total;
    let officers = seen.iter().zip(&variances).map(|(s, v)| {
        let reliability = between / (between + v);
        Shrunk { reliability, mean: mean + reliability * (s.mean - mean), error: (reliability * v).sqrt() }
    });
    Some(Spread {
        mean,
        error: (1.0 / total).sqrt(),
        q,
        p: ChiSquared::new(free).map_or(f64::NAN, |chi| chi.sf(q)),
        share: if q > 0.0 { ((q - free) / q).max(0.0) } else { 0.0 },
        between,
        officers: officers.collect(),
    })
}

fn weighted(seen: &[Seen], weights: &[f64]) -> f64 {
    seen.iter().zip(weights).map(|(s, w)| w * s.mean).sum()
}

/// How strict each reviewer is, in points of score, once it is allowed for whom they reviewed: a score is the mean of
/// all, the officer's difference and the reviewer's, the differences held down by a ridge of 1.
///
/// `scores` are officer, reviewer, score; officers and reviewers count from 0 to below the two numbers given. Below 0
/// is stricter than the others. `None` without scores, or where no officer was reviewed by two: then an officer's
/// work and a reviewer's strictness cannot be told apart.
pub fn severity(scores: &[(usize, usize, f64)], officers: usize, reviewers: usize) -> Option<Vec<f64>> {
    const RIDGE: f64 = 1.0;
    if scores.iter().any(|(o, r, _)| *o >= officers || *r >= reviewers) {
        return None;
    }
    let mut first = vec![None; officers];
    if !scores.iter().any(|(o, r, _)| *first[*o].get_or_insert(*r) != *r) {
        return None;
    }
    let mut mean = scores.iter().map(|s| s.2).sum::<f64>() / scores.len() as f64;
    let (mut own, mut strict) = (vec![0.0; officers], vec![0.0; reviewers]);
    // Each in turn is made the best given the others, which goes to the one least-squares answer.
    for _ in 0..10_000 {
        let mut moved: f64 = 0.0;
        let rest = scores.iter().map(|(o, r, y)| y - own[*o] - strict[*r]);
        let new = rest.sum::<f64>() / scores.len() as f64;
        moved = moved.max((new - mean).abs());
        mean = new;
        let mut rest = vec![(0.0, RIDGE); officers];
        for (o, r, y) in scores {
            rest[*o].0 += y - mean - strict[*r];
            rest[*o].1 += 1.0;
        }
        moved = moved.max(settle(&mut own, &rest));
        let mut rest = vec![(0.0, RIDGE); reviewers];
        for (o, r, y) in scores {
            rest[*r].0 += y - mean - own[*o];
            rest[*r].1 += 1.0;
        }
        moved = moved.max(settle(&mut strict, &rest));
        if moved < 1e-10 {
            break;
        }
    }
    Some(strict)
}

/// Sets each value to its sum over its weight, and gives how far the one that moved most did.
fn settle(values: &mut [f64], rest: &[(f64, f64)]) -> f64 {
    values.iter_mut().zip(rest).fold(0.0, |most: f64, (value, (sum, n))| {
        let new = sum / n;
        let moved = (new - *value).abs();
        *value = new;
        most.max(moved)
    })
}
