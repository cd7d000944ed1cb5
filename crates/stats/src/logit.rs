//! Logistic regression on one number, with errors that hold when the cases of one officer are alike.

use crate::{interval::Interval, normal_quantile};

/// Steps after which a model that has not settled is given up: a few are enough where one exists.
const MOST_STEPS: usize = 50;
/// A step so small, in units of the coefficients, is the last one.
const SETTLED: f64 = 1e-12;

/// A fitted model: the log odds of a hit are `intercept + slope × x`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logit {
    /// The log odds where x is 0.
    pub intercept: f64,
    /// What one more of x adds to the log odds.
    pub slope: f64,
    /// The standard error of the intercept, robust to clusters.
    pub intercept_error: f64,
    /// The standard error of the slope, robust to clusters.
    pub slope_error: f64,
    /// Cases.
    pub n: usize,
    /// Clusters.
    pub clusters: usize,
}

impl Logit {
    /// The interval of the slope, by the normal distribution.
    pub fn slope_interval(&self, confidence: f64) -> Interval {
        let half = normal_quantile(f64::midpoint(1.0, confidence)) * self.slope_error;
        Interval { lower: self.slope - half, upper: self.slope + half }
    }
}

/// A symmetric matrix of two rows: first, off the diagonal, last.
#[derive(Clone, Copy)]
struct Two(f64, f64, f64);

impl Two {
    fn inverse(self) -> Option<Self> {
        let determinant = self.0 * self.2 - self.1 * self.1;
        let scale = self.0 * self.2;
        // Nearly singular: x is all one value, or hits and misses are told apart by x without fail.
        (determinant > scale * 1e-12)
            .then(|| Self(self.2 / determinant, -self.1 / determinant, self.0 / determinant))
    }

    fn times(self, (a, b): (f64, f64)) -> (f64, f64) {
        (self.0 * a + self.1 * b, self.1 * a + self.2 * b)
    }
}

/// Fits x, hit or miss, and the number of the cluster of each case, by Newton's method. The errors are those of
/// Liang and Zeger (1986), Biometrika 73, 13–22: the sandwich of scores summed within clusters, times G ÷ (G − 1) for
/// G clusters. `None` of fewer than two clusters, of hits or misses alone, where x never changes, and where x tells
/// hits from misses without fail, so that no slope fits.
pub fn fit(cases: &[(f64, bool, usize)]) -> Option<Logit> {
    let hits = cases.iter().filter(|(_, hit, _)| *hit).count();
    if hits == 0 || hits == cases.len() {
        return None;
    }
    // Centred, so that steps do not depend on how far x lies from 0; the intercept is moved back in the end.
    let centre = cases.iter().map(|(x, ..)| x).sum::<f64>() / cases.len() as f64;
    let (mut a, mut b) = (0.0, 0.0);
    let mut settled = None;
    for _ in 0..MOST_STEPS {
        let (mut score, mut information) = ((0.0, 0.0), Two(0.0, 0.0, 0.0));
        for (x, hit, _) in cases {
            let x = x - centre;
            let p = chance(a + b * x);
            let (left, weight) = (f64::from(*hit) - p, p * (1.0 - p));
            score = (score.0 + left, score.1 + left * x);
            information =
                Two(information.0 + weight, information.1 + weight * x, information.2 + weight * x * x);
        }
        let bread = information.inverse()?;
        let step = bread.times(score);
        (a, b) = (a + step.0, b + step.1);
        if !(a.is_finite() && b.is_finite()) || b.abs() * spread(cases, centre) > 500.0 {
            return None;
        }
        if step.0.abs() < SETTLED * (1.0 + a.abs()) && step.1.abs() < SETTLED * (1.0 + b.abs()) {
            settled = Some(bread);
            break;
        }
    }
    errors(cases, centre, (a, b), settled?)
}

/// The chance of a hit at some log odds.
fn chance(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// How far x lies from its centre, at most.
fn spread(cases: &[(f64, bool, usize)], centre: f64) -> f64 {
    cases.iter().map(|(x, ..)| (x - centre).abs()).fold(0.0, f64::max)
}

fn errors(cases: &[(f64, bool, usize)], centre: f64, (a, b): (f64, f64), bread: Two) -> Option<Logit> {
    let mut of_cluster: std::collections::BTreeMap<usize, (f64, f64)> = std::collections::BTreeMap::new();
    for (x, hit, cluster) in cases {
        let x = x - centre;
        let left = f64::from(*hit) - chance(a + b * x);
        let sum = of_cluster.entry(*cluster).or_default();
        *sum = (sum.0 + left, sum.1 + left * x);
    }
    let clusters = of_cluster.len();
    if clusters < 2 {
        return None;
    }
    let scale = clusters as f64 / (clusters - 1) as f64;
    let (mut aa, mut ab, mut bb) = (0.0, 0.0, 0.0);
    for sum in of_cluster.into_values() {
        let (u, v) = bread.times(sum);
        (aa, ab, bb) = (aa + u * u, ab + u * v, bb + v * v);
    }
    // The intercept where x is 0 is that at the centre, less the slope times the centre.
    let at_zero = aa - 2.0 * centre * ab + centre * centre * bb;
    Some(Logit {
        intercept: a - b * centre,
        slope: b,
        intercept_error: (scale * at_zero).max(0.0).sqrt(),
        slope_error: (scale * bb).sqrt(),
        n: cases.len(),
        clusters,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores ÷ 10, satisfied, officer: forty cases of eight officers, made up.
    fn made_up() -> Vec<(f64, bool, usize)> {
        let scores = [
            3.2, 4.8, 5.5, 6.1, 7.4, 2.9, 3.8, 5.0, 6.6, 8.2, 4.1, 4.9, 5.8, 7.0, 7.7, 3.5, 5.2, 6.3, 6.9,
            9.0, 2.4, 4.4, 5.6, 6.0, 8.8, 3.0, 4.6, 5.9, 7.2, 8.0, 3.7, 5.1, 6.4, 7.1, 8.5, 2.7, 4.3, 5.4,
            6.7, 7.9,
        ];
        let hits = "0010100011101110110101111000111011001101";
        let case = |(n, (x, hit)): (usize, (&f64, char))| (*x, hit == '1', n / 5);
        scores.iter().zip(hits.chars()).enumerate().map(case).collect()
    }

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-8, "{found} is not {wanted}");
    }

    #[test]
    fn a_model_is_fitted_as_it_was_elsewhere() {
        let found = fit(&made_up()).expect("a model");
        // Worked out apart from this code, with 40 digits, by iterated weighted least squares and a written-out sandwich.
        near(found.intercept, -3.368_904_944_019_9);
        near(found.slope, 0.661_020_523_644_4);
        near(found.intercept_error, 1.476_885_680_149_6);
        near(found.slope_error, 0.254_224_895_305_5);
        assert_eq!((found.n, found.clusters), (40, 8));
    }

    #[test]
    fn a_table_of_two_by_two_gives_the_odds_ratio_that_can_be_counted() {
        // 30 of 40 satisfied at 1, 10 of 30 at 0: the odds are 3 and one half, and their ratio is 6.
        let at = |x, hits, of, from: usize| (0..of).map(move |n| (x, n < hits, from + n));
        let cases: Vec<_> = at(1.0, 30, 40, 0).chain(at(0.0, 10, 30, 100)).collect();
        let found = fit(&cases).expect("a model");
        near(found.slope.exp(), 6.0);
        near(found.intercept.exp(), 0.5);
        // Each case a cluster: White's error, here that of Woolf, √(1/30 + 1/10 + 1/10 + 1/20), times √(70/69).
        near(found.slope_error, (1.0_f64 / 30.0 + 0.1 + 0.1 + 0.05).sqrt() * (70.0_f64 / 69.0).sqrt());
    }

    #[test]
    fn nothing_is_fitted_where_nothing_fits() {
        let apart: Vec<_> =
            (0..20).map(|n| (f64::from(n), n >= 10, usize::try_from(n).unwrap_or(0))).collect();
        assert_eq!(fit(&apart), None, "x tells hits from misses without fail");
        let alike: Vec<_> = (0..20).map(|n| (5.0, n % 2 == 0, n)).collect();
        assert_eq!(fit(&alike), None, "x never changes");
        let hits: Vec<_> = (0..20).map(|n| (f64::from(n), true, 0)).collect();
        assert_eq!((fit(&hits), fit(&[])), (None, None), "hits alone, and nothing");
        let one: Vec<_> = made_up().into_iter().map(|(x, hit, _)| (x, hit, 0)).collect();
        assert_eq!(fit(&one), None, "one cluster");
    }
}
