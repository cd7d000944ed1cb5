//! Satisfaction beside Mid Case Review: whether people are more often satisfied where the review scored higher, and
//! whether both changed together. Two series that rise for any reason correlate, so levels alone are never compared
//! (analytics D4).

use stats::{
    correlation::{Correlation, pearson},
    interval::Interval,
    logit,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Fewer months with both figures than this, and nothing is said (domain 1.4).
pub const LEAST_MONTHS: usize = 12;
/// Fewer cases than this, and no model is made of them. Alongside default.
pub const LEAST_CASES: usize = 50;
/// Fewer officers than this, and its error cannot be told by them. Alongside default.
pub const LEAST_OFFICERS: usize = 10;
/// Months by which satisfaction may follow, at most (analytics D4).
const LAGS: usize = 4;

/// A month with both figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// Months since year 0, so that gaps are seen.
    pub number: i64,
    /// The mean score of its reviews, 0 to 100.
    pub score: f64,
    /// The share of satisfied, 0 to 1.
    pub satisfied: f64,
}

/// How changes of both go together when satisfaction follows by so many months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lag {
    /// Months by which it follows.
    pub months: usize,
    /// The correlation of the changes.
    pub found: Correlation,
}

/// What the odds of being satisfied are multiplied by for ten points more of score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Odds {
    /// By so much.
    pub ratio: f64,
    /// The 95 % interval, whose error is told by officers.
    pub interval: Interval,
    /// Cases.
    pub cases: usize,
    /// Officers.
    pub officers: usize,
}

/// `2026-11` as a number of months; `None` for anything else.
pub fn month_number(month: &str) -> Option<i64> {
    let (year, month) = month.split_once('-')?;
    let (year, month): (i64, i64) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then_some(year * 12 + month - 1)
}

/// Changes from one month to the next of both series, the change of satisfaction taken so many months later. Months
/// that do not follow each other give no change.
fn changes(months: &[Month], lag: usize) -> Vec<(f64, f64)> {
    let by: BTreeMap<i64, &Month> = months.iter().map(|month| (month.number, month)).collect();
    let step = |number: i64| Some((*by.get(&(number - 1))?, *by.get(&number)?));
    let pair = |number: &i64| {
        let (before, after) = step(*number)?;
        let (was, is) = step(*number + i64::try_from(lag).ok()?)?;
        Some((after.score - before.score, is.satisfied - was.satisfied))
    };
    by.keys().filter_map(pair).collect()
}

/// The correlation of monthly changes, for satisfaction that follows by none to three months; nothing of fewer than
/// [`LEAST_MONTHS`] months.
pub fn lags(months: &[Month]) -> Vec<Lag> {
    if months.len() < LEAST_MONTHS {
        return Vec::new();
    }
    let of = |lag| Some(Lag { months: lag, found: pearson(&changes(months, lag))? });
    (0..LAGS).filter_map(of).collect()
}

/// Satisfied on the score of that case's review, by logistic regression with errors robust to officers. `None` of
/// fewer than [`LEAST_CASES`] cases or [`LEAST_OFFICERS`] officers, or where no such model fits.
pub fn odds(pairs: &[(f64, bool, Uuid)]) -> Option<Odds> {
    let mut officers: Vec<Uuid> = pairs.iter().map(|(.., officer)| *officer).collect();
    officers.sort();
    officers.dedup();
    if pairs.len() < LEAST_CASES || officers.len() < LEAST_OFFICERS {
        return None;
    }
    let places: Vec<(f64, bool, usize)> = pairs
        .iter()
        .map(|(score, satisfied, officer)| {
            (score / 10.0, *satisfied, officers.binary_search(officer).unwrap_or_default())
        })
        .collect();
    let fitted = logit::fit(&places)?;
    let interval = fitted.slope_interval(0.95);
    Some(Odds {
        ratio: fitted.slope.exp(),
        interval: Interval { lower: interval.lower.exp(), upper: interval.upper.exp() },
        cases: pairs.len(),
        officers: officers.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(of: &[(f64, f64)]) -> Vec<Month> {
        let at = |(n, (score, satisfied)): (i64, &(f64, f64))| Month {
            number: 24_000 + n,
            score: *score,
            satisfied: *satisfied,
        };
        (0..).zip(of).map(at).collect()
    }

    #[test]
    fn months_are_numbered() {
        assert_eq!(month_number("2026-11"), Some(2026 * 12 + 10));
        assert_eq!(month_number("2027-01").zip(month_number("2026-12")).map(|(a, b)| a - b), Some(1));
        assert_eq!((month_number("2026-13"), month_number("2026")), (None, None));
    }

    #[test]
    fn changes_follow_by_their_lag_and_stop_at_gaps() {
        // Satisfaction does what the score did a month before.
        let mut all = months(&[(1.0, 0.0), (3.0, 1.0), (2.0, 3.0), (6.0, 2.0), (6.0, 6.0)]);
        assert_eq!(changes(&all, 1), [(2.0, 2.0), (-1.0, -1.0), (4.0, 4.0)]);
        assert_eq!(changes(&all, 0).len(), 4);
        all.remove(2);
        assert_eq!(changes(&all, 0).len(), 2, "a month is missing: two changes fewer");
    }

    #[test]
    fn the_made_up_series_rises_together_and_changes_against_each_other() {
        // The series of oracles/correlation.json: levels r = .955, changes r = -.732.
        let scores = [54, 56, 55, 58, 60, 59, 63, 62, 66, 67, 70, 69, 72, 74, 75, 76, 75];
        let shares = [61, 60, 63, 62, 64, 66, 65, 68, 67, 71, 70, 73, 72, 74, 77, 75, 78];
        let rows: Vec<(f64, f64)> =
            scores.into_iter().zip(shares).map(|(a, b)| (f64::from(a), f64::from(b))).collect();
        let found = lags(&months(&rows));
        assert!((found[0].found.r - -0.732_117_819_057_671).abs() < 1e-6, "{found:?}");
        assert_eq!((found[0].found.n, found.len()), (16, 4));
        assert!(lags(&months(&rows[..11])).is_empty(), "eleven months say nothing");
    }
}
