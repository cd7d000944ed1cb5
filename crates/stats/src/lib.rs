//! Statistics for judging quality and evidence, as published. Pure: numbers in, numbers out.
//!
//! | module | answers |
//! |---|---|
//! | [`spc`] | did the months change by more than chance? |
//! | [`run_chart`] | the same, for fewer months than a control chart needs |
//! | [`agreement`] | do two reviewers judge alike? |
//! | [`spread`] | which differences between officers are real? |
//! | [`funnel`] | which teams lie outside what chance explains at their size? |
//! | [`interval`] | how sure is a proportion, a count, a mean of a sample? |
//! | [`correlation`] | do two series move together? |
//! | [`logit`] | is a hit more likely where a number is higher? |
//! | [`survival`] | how long does something last, when for some it has not ended yet? |
//! | [`queueing`] | how much work stands, and how long does it wait? |
//!
//! Every function gives `None`, and no number that misleads, where there is too little to go by.

pub mod agreement;
pub mod correlation;
pub mod funnel;
pub mod interval;
pub mod logit;
pub mod queueing;
pub mod run_chart;
pub mod spc;
pub mod spread;
pub mod survival;

/// The quantile of the standard normal distribution; `p` between 0 and 1, exclusive.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    use statrs::distribution::{ContinuousCDF, Normal};
    Normal::standard().inverse_cdf(p)
}

/// The mean; `None` of nothing. What rounding left over is added in a second pass, so that the mean of values that are
/// all the same is that value, and a point that lies on the mean is found to lie on it.
pub fn mean(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let near = (!values.is_empty()).then(|| values.iter().sum::<f64>() / n)?;
    Some(near + values.iter().map(|x| x - near).sum::<f64>() / n)
}

/// The standard deviation of a sample (divided by n − 1); `None` of fewer than two.
pub fn deviation(values: &[f64]) -> Option<f64> {
    let centre = mean(values)?;
    let squares: f64 = values.iter().map(|x| (x - centre).powi(2)).sum();
    (values.len() > 1).then(|| (squares / (values.len() - 1) as f64).sqrt())
}

/// The median; `None` of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => sorted.get(middle).copied(),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

/// The lower quartile, the median and the upper quartile, between values in proportion (type 7 of Hyndman and Fan 1996,
/// as R and spreadsheets do); `None` of nothing.
pub fn quartiles(values: &[f64]) -> Option<[f64; 3]> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    Some([1, 2, 3].map(|quarter| {
        let (below, part) = (last * quarter / 4, (last * quarter % 4) as f64 / 4.0);
        let above = sorted[(below + 1).min(last)];
        sorted[below] + (above - sorted[below]) * part
    }))
}
