//! Whether two who judge the same thing judge alike, beyond what chance alone would give.

use crate::{interval::Interval, normal_quantile};

/// Fewer pairs than this are too few to say anything.
pub const FEWEST: u64 = 30;

/// How much a disagreement between two answers weighs; answers are ranks from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// Any two different answers disagree wholly.
    Unweighted,
    /// By their distance.
    Linear,
    /// By the square of their distance: for answers in an order.
    Quadratic,
}

/// Cohen's kappa.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kappa {
    /// The coefficient: 0 as by chance, 1 alike.
    pub kappa: f64,
    /// Its standard error for large samples.
    pub error: f64,
    /// The 95 % interval from it.
    pub interval: Interval,
    /// Pairs.
    pub n: u64,
}

/// Cohen's kappa of a square table of counts (rows: one, columns: the other). Source: Cohen (1968), Psychological
/// Bulletin 70, 213–220; its error: Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72, 323–327.
///
/// `None` of an empty table, one that is not square, or where chance alone explains everything.
pub fn kappa(table: &[Vec<u64>], weights: Weights) -> Option<Kappa> {
    let shares = Shares::of(table)?;
    let far = (shares.size - 1).max(1) as f64;
    let weight = |i: usize, j: usize| {
        let apart = i.abs_diff(j) as f64 / far;
        match weights {
            Weights::Unweighted => f64::from(u8::from(i == j)),
            Weights::Linear => 1.0 - apart,
            Weights::Quadratic => 1.0 - apart * apart,
        }
    };
    let seen = shares.sum(|i, j| shares.cell[i][j] * weight(i, j));
    let chance = shares.sum(|i, j| shares.row[i] * shares.column[j] * weight(i, j));
    if 1.0 - chance < 1e-12 {
        return None;
    }
    let kappa = (seen - chance) / (1.0 - chance);
    let of_row: Vec<f64> =
        (0..shares.size).map(|i| (0..shares.size).map(|j| weight(i, j) * shares.column[j]).sum()).collect();
    let of_column: Vec<f64> =
        (0..shares.size).map(|j| (0..shares.size).map(|i| weight(i, j) * shares.row[i]).sum()).collect();
    let squares = shares
        .sum(|i, j| shares.cell[i][j] * (weight(i, j) - (of_row[i] + of_column[j]) * (1.0 - kappa)).powi(2));
    let variance =
        (squares - (kappa - chance * (1.0 - kappa)).powi(2)) / (shares.n as f64 * (1.0 - chance).powi(2));
    let error = variance.max(0.0).sqrt();
    let half = normal_quantile(0.975) * error;
    Some(Kappa { kappa, error, interval: Interval { lower: kappa - half, upper: kappa + half }, n: shares.n })
}

/// Gwet's AC1 of the same table: it does not fall when nearly all answers are the same, as kappa does. Source: Gwet
/// (2008), British Journal of Mathematical and Statistical Psychology 61, 29–48.
pub fn ac1(table: &[Vec<u64>]) -> Option<f64> {
    let shares = Shares::of(table)?;
    if shares.size < 2 {
        return None;
    }
    let alike: f64 = (0..shares.size).map(|i| shares.cell[i][i]).sum();
    let usual = (0..shares.size).map(|i| f64::midpoint(shares.row[i], shares.column[i]));
    let chance = usual.map(|share| share * (1.0 - share)).sum::<f64>() / (shares.size - 1) as f64;
    (1.0 - chance > 1e-12).then(|| (alike - chance) / (1.0 - chance))
}

/// Fleiss's kappa of more than two who judge: a row for each thing judged, how many gave each answer. Source: Fleiss
/// (1971), Psychological Bulletin 76, 378–382. `None` when rows differ in how many judged, or fewer than two did.
pub fn fleiss(table: &[Vec<u64>]) -> Option<f64> {
    let judges: u64 = table.first()?.iter().sum();
    let width = table.first()?.len();
    let even = table.iter().all(|row| row.len() == width && row.iter().sum::<u64>() == judges);
    if judges < 2 || !even {
        return None;
    }
    let (things, judges) = (table.len() as f64, judges as f64);
    let of_row = |row: &Vec<u64>| {
        let squares: f64 = row.iter().map(|n| (*n as f64).powi(2)).sum();
        (squares - judges) / (judges * (judges - 1.0))
    };
    let seen = table.iter().map(of_row).sum::<f64>() / things;
    let share = |j: usize| table.iter().map(|row| row[j] as f64).sum::<f64>() / (things * judges);
    let chance: f64 = (0..width).map(|j| share(j).powi(2)).sum();
    (1.0 - chance > 1e-12).then(|| (seen - chance) / (1.0 - chance))
}

/// A table as shares of its sum.
struct Shares {
    size: usize,
    n: u64,
    cell: Vec<Vec<f64>>,
    row: Vec<f64>,
    column: Vec<f64>,
}

impl Shares {
    fn of(table: &[Vec<u64>]) -> Option<Self> {
        let size = table.len();
        let n: u64 = table.iter().flatten().sum();
        if n == 0 || table.iter().any(|row| row.len() != size) {
            return None;
        }
        let cell: Vec<Vec<f64>> =
            table.iter().map(|row| row.iter().map(|k| *k as f64 / n as f64).collect()).collect();
        let row = cell.iter().map(|row: &Vec<f64>| row.iter().sum()).collect();
        let column = (0..size).map(|j| cell.iter().map(|row| row[j]).sum()).collect();
        Some(Self { size, n, cell, row, column })
    }

    fn sum(&self, f: impl Fn(usize, usize) -> f64) -> f64 {
        (0..self.size).map(|i| (0..self.size).map(|j| f(i, j)).sum::<f64>()).sum()
    }
}
