//! The cost ratio of a month, and whether it changed by more than chance. Pure.

use crate::{programme::capacity::model::whole, results::finding};
use kernel::words::{count, thousands};
use stats::spc::{self, Better, Method, Point, Signal};

/// What a council's audit asked for: from 12 % to 10 %. England's councils spent 12 % in 2010/11, from 8 to 17 %.
pub const TARGET: f64 = 10.0;
/// Where that began.
pub const BEFORE: f64 = 12.0;

/// What was entered for a month, in pounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Pay.
    pub pay: i64,
    /// Employer's costs.
    pub on_costs: i64,
    /// The share of overheads.
    pub overheads: i64,
    /// Gross spend on adult social care.
    pub spend: i64,
}

impl Cost {
    /// Gross cost of assessment and care management.
    pub fn gross(self) -> i64 {
        self.pay + self.on_costs + self.overheads
    }

    /// Its share of the gross spend, in percent; `None` where nothing was spent.
    pub fn percent(self) -> Option<f64> {
        (self.spend > 0).then(|| self.gross() as f64 / self.spend as f64 * 100.0)
    }

    /// The cost of one of so many assessments and reviews, in whole pounds; `None` of none.
    pub fn each(self, done: i64) -> Option<i64> {
        (done > 0).then(|| whole(self.gross() as f64 / done as f64))
    }
}

/// Pounds as people read them.
pub fn pounds(n: i64) -> String {
    format!("£{}", thousands(n))
}

/// What a series of shares in percent says, earliest first, each with its month in words.
pub fn said(series: &[(String, f64)]) -> String {
    let (Some(first), Some(last)) = (series.first(), series.last()) else {
        return "No month is entered yet.".to_owned();
    };
    let now =
        format!("{}: {:.1}% of adult social care went to assessment and care management.", last.0, last.1);
    let target = if last.1 <= TARGET {
        format!("That is at or below the target of {TARGET:.0}%.")
    } else {
        format!("The target is {TARGET:.0}%.")
    };
    if series.len() < spc::FEWEST {
        let n = i64::try_from(series.len()).unwrap_or(0);
        let few = count(n, "month is", "months are");
        return format!("{now} {target} {few} too few to tell a change from chance.");
    }
    let values: Vec<f64> = series.iter().map(|(_, value)| *value).collect();
    let points = spc::xmr(&values, &Method { better: Better::Down, ..Method::default() });
    let change = last.1 - first.1;
    let moved = format!(
        "It is {:.1} points {} than in {}.",
        change.abs(),
        if change <= 0.0 { "lower" } else { "higher" },
        first.0
    );
    let beyond = beyond(series, &points);
    format!("{now} {target} {moved} {beyond}")
}

/// What the chart says last: since when, or for how long, the share was not what chance explains.
fn beyond(series: &[(String, f64)], points: &[Point]) -> String {
    let Some((first, last, up)) = finding::stretch(points) else {
        return "No month differs by more than chance explains.".to_owned();
    };
    let (from, until) = (&series[first].0, &series[last].0);
    let over = last + 1 < series.len();
    let trend = matches!(points[first].signal, Some(Signal::Rising | Signal::Falling));
    let (is, was) = match (trend, up) {
        (true, true) => ("it rises by more", "it rose by more"),
        (true, false) => ("it falls by more", "it fell by more"),
        (false, true) => ("it is higher", "it was higher"),
        (false, false) => ("it is lower", "it was lower"),
    };
    match (first == last, over) {
        (true, false) => format!("In {until} {is} than chance explains."),
        (false, false) => format!("Since {from} {is} than chance explains."),
        (true, true) => format!("In {from} {was} than chance explains; since then chance explains it."),
        (false, true) => {
            format!("From {from} to {until} {was} than chance explains; since then chance explains it.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_national_figures_of_2010_come_out() {
        // £2.2 bn of £18.3 bn; 1.8 million assessments and reviews.
        let england =
            Cost { pay: 1_500_000_000, on_costs: 400_000_000, overheads: 300_000_000, spend: 18_300_000_000 };
        assert_eq!(england.gross(), 2_200_000_000);
        assert_eq!(format!("{:.0}", england.percent().expect("a share")), "12");
        assert_eq!(england.each(1_800_000), Some(1222));
        assert_eq!(england.each(0), None);
        assert_eq!(pounds(1_222_000), "£1,222,000");
    }

    #[test]
    fn a_change_is_told_from_chance_only_with_enough_months() {
        let series = |values: &[f64]| -> Vec<(String, f64)> {
            values.iter().zip(1..).map(|(v, n)| (format!("Month {n}"), *v)).collect()
        };
        assert_eq!(said(&[]), "No month is entered yet.");
        let few = said(&series(&[12.0, 11.8, 11.9]));
        assert!(few.ends_with("3 months are too few to tell a change from chance."), "{few}");
        let level = said(&series(&[12.0, 11.8, 12.1, 11.9, 12.2, 11.9, 12.0, 12.1, 11.8, 12.0, 12.1, 11.9]));
        assert!(level.ends_with("No month differs by more than chance explains."), "{level}");
        let fell =
            said(&series(&[12.0, 11.9, 12.1, 12.0, 11.9, 12.1, 12.0, 10.1, 9.9, 10.0, 10.1, 9.9, 10.0, 9.8]));
        assert!(fell.contains("Month 14: 9.8%") && fell.contains("at or below the target"), "{fell}");
        assert!(fell.contains("2.2 points lower than in Month 1."), "{fell}");
        assert!(fell.ends_with("Since Month 8 it is lower than chance explains."), "{fell}");
        // One month that stood out at the beginning is over, and is no change that came.
        let once =
            said(&series(&[12.9, 11.8, 12.1, 11.9, 12.2, 11.9, 12.0, 12.1, 11.8, 12.0, 12.1, 11.9, 12.0]));
        assert!(
            once.ends_with("In Month 1 it was higher than chance explains; since then chance explains it."),
            "{once}"
        );
    }
}
