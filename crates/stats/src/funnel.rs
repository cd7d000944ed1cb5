//! The funnel: limits that are wide where there is little to go by, so that a small team is not called good or bad for
//! being small.
//!
//! Source: Spiegelhalter (2005), "Funnel plots for comparing institutional performance", Statistics in Medicine 24,
//! 1185–1202.

use crate::interval::Interval;
use statrs::distribution::{Binomial, ChiSquared, ContinuousCDF, DiscreteCDF};

/// Limits of a proportion for a unit of `n`, when the target is `target`: exact binomial, interpolated. `None` of
/// nothing, or of a target that is no proportion.
pub fn proportion(target: f64, n: u64, confidence: f64) -> Option<Interval> {
    let tail = (1.0 - confidence) / 2.0;
    let units = (n > 0).then(|| Binomial::new(target, n).ok()).flatten()?;
    let end = |p: f64| {
        let hits = units.inverse_cdf(p);
        let reached = units.cdf(hits);
        let before = if hits == 0 { 0.0 } else { units.cdf(hits - 1) };
        let over = if reached > before { (reached - p) / (reached - before) } else { 0.0 };
        ((hits as f64 - over) / n as f64).clamp(0.0, 1.0)
    };
    Some(Interval { lower: end(tail), upper: end(1.0 - tail) })
}

/// Limits of the ratio of a count to what was expected: exact Poisson, by chi-square. `None` where nothing was expected.
pub fn ratio(expected: f64, confidence: f64) -> Option<Interval> {
    if expected <= 0.0 {
        return None;
    }
    let tail = (1.0 - confidence) / 2.0;
    let chi = |free, p| ChiSquared::new(free).ok().map(|chi| chi.inverse_cdf(p) / 2.0 / expected);
    Some(Interval { lower: chi(2.0 * expected, tail)?, upper: chi(2.0 * expected + 2.0, 1.0 - tail)? })
}

/// How far a unit's proportion lies from the target, in its own standard errors.
pub fn distance(hits: u64, n: u64, target: f64) -> Option<f64> {
    let error = (target * (1.0 - target) / n as f64).sqrt();
    (n > 0 && error > 0.0).then(|| (hits as f64 / n as f64 - target) / error)
}

/// How much more units differ than chance explains: the mean square of the distances, the outer tenths drawn in to the
/// tenth. Limits are widened by its root where it is above 1. `None` of nothing.
pub fn overdispersion(distances: &[f64]) -> Option<f64> {
    let (low, high) = (quantile(distances, 0.1)?, quantile(distances, 0.9)?);
    let squares: Vec<f64> = distances.iter().map(|z| z.clamp(low, high).powi(2)).collect();
    crate::mean(&squares)
}

/// A quantile, interpolated between the two nearest values (type 7 of Hyndman and Fan, 1996).
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in the list: no less than 0, and no more than its length"
)]
fn quantile(values: &[f64], p: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = p * sorted.len().checked_sub(1)? as f64;
    let below = at.floor() as usize;
    let next = sorted.get(below + 1).unwrap_or(&sorted[below]);
    Some(sorted[below] + (at - at.floor()) * (next - sorted[below]))
}

/// Limits of the mean of `n` values when the target is `target` and single values spread by `deviation` inside a unit:
/// normal, as means of scores are near enough from five values on. `None` of nothing.
pub fn mean(target: f64, deviation: f64, n: u64, confidence: f64) -> Option<Interval> {
    let half = crate::normal_quantile(f64::midpoint(1.0, confidence)) * deviation / (n as f64).sqrt();
    (n > 0).then_some(Interval { lower: target - half, upper: target + half })
}
