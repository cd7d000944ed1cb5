//! Agreement of two who answered alone, from counts of their answers. Pure.

use stats::agreement::{FEWEST, Kappa, Weights, ac1, kappa};
use std::collections::BTreeMap;

/// The answers in their order, and last the one that stands outside it.
const ANSWERS: [&str; 4] = ["not_met", "partly", "met", "na"];
/// Reviewers meet to calibrate where the lower end of kappa's interval is below this …
pub const LOW: f64 = 0.4;
/// … on so many criteria. Source of both: the plan of this service, an Alongside default.
pub const ON: usize = 3;

/// How often two gave a pair of answers to one criterion.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The form and its version.
    pub form: (String, i64),
    /// The criterion.
    pub criterion: String,
    /// What the first answered.
    pub first: String,
    /// What the second answered.
    pub second: String,
    /// How often.
    pub n: u64,
}

/// How far two agree.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Pairs of answers.
    pub n: u64,
    /// Of these, equal ones.
    pub equal: u64,
    /// Quadratic-weighted kappa of pairs in which the criterion applied for both; none under 30 of them, or where
    /// chance alone explains everything.
    pub kappa: Option<Kappa>,
    /// Gwet's AC1 over all four answers; none under 30 pairs.
    pub ac1: Option<f64>,
}

impl Agreement {
    /// Equal answers in percent, rounded half up; `None` of no pairs.
    pub fn percent(&self) -> Option<u64> {
        (self.n > 0).then(|| (200 * self.equal + self.n) / (2 * self.n))
    }

    /// Whether there are too few to say more than how many are equal.
    pub fn is_few(&self) -> bool {
        self.n < FEWEST
    }

    /// Whether the lower end of kappa's interval is too low.
    pub fn is_low(&self) -> bool {
        self.kappa.is_some_and(|kappa| kappa.interval.lower < LOW)
    }
}

/// The agreement on what was counted.
pub fn agreement<'p>(pairs: impl Iterator<Item = &'p Pair>) -> Agreement {
    let mut table = vec![vec![0_u64; 4]; 4];
    let place = |code: &str| ANSWERS.iter().position(|known| *known == code);
    for pair in pairs {
        if let (Some(i), Some(j)) = (place(&pair.first), place(&pair.second))
            && let Some(cell) = table.get_mut(i).and_then(|row| row.get_mut(j))
        {
            *cell += pair.n;
        }
    }
    let n: u64 = table.iter().flatten().sum();
    let equal = table.iter().enumerate().filter_map(|(i, row)| row.get(i)).sum();
    let ordered: Vec<Vec<u64>> =
        table.iter().take(3).map(|row| row.iter().take(3).copied().collect()).collect();
    let applied: u64 = ordered.iter().flatten().sum();
    Agreement {
        n,
        equal,
        kappa: if applied < FEWEST { None } else { kappa(&ordered, Weights::Quadratic) },
        ac1: if n < FEWEST { None } else { ac1(&table) },
    }
}

/// The agreement on each criterion, by form, version and criterion.
pub fn by_criterion(pairs: &[Pair]) -> BTreeMap<(String, i64, String), Agreement> {
    let mut of: BTreeMap<_, Vec<&Pair>> = BTreeMap::new();
    for pair in pairs {
        let key = (pair.form.0.clone(), pair.form.1, pair.criterion.clone());
        of.entry(key).or_default().push(pair);
    }
    of.into_iter().map(|(key, pairs)| (key, agreement(pairs.into_iter()))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Pair, agreement, by_criterion};

    fn pairs(of: &[(&str, &str, u64)]) -> Vec<Pair> {
        let pair = |(first, second, n): &(&str, &str, u64)| Pair {
            form: ("form".to_owned(), 1),
            criterion: "A1".to_owned(),
            first: (*first).to_owned(),
            second: (*second).to_owned(),
            n: *n,
        };
        of.iter().map(pair).collect()
    }

    #[test]
    fn agreement_is_that_of_a_table_worked_out_by_hand() {
        // 20 met/met, 10 not/not, 5 met/partly, 5 not/met. Of 40, 30 are equal.
        let all = pairs(&[
            ("met", "met", 20),
            ("not_met", "not_met", 10),
            ("met", "partly", 5),
            ("not_met", "met", 5),
        ]);
        let found = agreement(all.iter());
        assert_eq!((found.n, found.equal, found.percent()), (40, 30, Some(75)));
        // Rows (first): not 15, partly 0, met 25; columns (second): not 10, partly 5, met 25, of 40.
        // Seen: (30 + 5·¾)/40 = 0.84375. By chance: rows × columns with weights 1, ¾, 0:
        // (15·10 + 25·25)/1600 + ¾·(15·5 + 25·5)/1600 = 0.484375 + 0.09375 = 0.578125.
        let kappa = found.kappa.expect("enough");
        assert!((kappa.kappa - (0.843_75 - 0.578_125) / (1.0 - 0.578_125)).abs() < 1e-12, "{kappa:?}");
        // AC1 of four answers: shares not 12.5/40, partly 2.5/40, met 25/40, na 0.
        let chance =
            [12.5, 2.5, 25.0, 0.0].map(|n: f64| n / 40.0 * (1.0 - n / 40.0)).iter().sum::<f64>() / 3.0;
        let ac1 = found.ac1.expect("enough");
        assert!((ac1 - (0.75 - chance) / (1.0 - chance)).abs() < 1e-12, "{ac1}");
        assert!(found.is_low(), "{kappa:?}");
    }

    #[test]
    fn under_thirty_there_is_only_a_count() {
        let all = pairs(&[("met", "met", 28), ("na", "na", 1)]);
        let found = agreement(all.iter());
        assert!(found.is_few() && found.kappa.is_none() && found.ac1.is_none());
        assert_eq!(found.percent(), Some(100));
        // What does not apply for either is no pair of kappa's, and one of the others'.
        let more = pairs(&[("met", "met", 20), ("not_met", "met", 9), ("na", "na", 1)]);
        let more = agreement(more.iter());
        assert!(!more.is_few() && more.kappa.is_none() && more.ac1.is_some());
        assert_eq!(by_criterion(&all).len(), 1);
    }
}
