//! What a series of months says: by how much scores changed, since when by more than chance, and what that cannot
//! say. Pure.
//!
//! Sources: NHS England, "Making data count" for the control chart ([`stats::spc`]); Anhøj and Olesen (2014) for the
//! run chart ([`stats::run_chart`]), which is drawn of fewer than twelve months.

use super::model::Sum;
use stats::{
    run_chart::{RunChart, run_chart},
    spc::{FEWEST, Method, Point, Signal, xmr},
};

/// A month with reviews that count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Such as `2026-11`.
    pub month: String,
    /// Its reviews.
    pub sum: Sum,
}

impl Month {
    /// The mean of its reviews; 0 of none, which a series does not hold.
    pub fn mean(&self) -> f64 {
        self.sum.mean().unwrap_or(0.0)
    }
}

/// How a series is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Nothing to draw.
    Empty,
    /// Fewer than twelve months: a median, and what the rules of run charts find where there are enough points.
    Run {
        /// The median of the months.
        median: f64,
        /// What is found; `None` where that takes more months.
        found: Option<RunChart>,
    },
    /// A control chart: a point for each month.
    Control(Vec<Point>),
}

/// Draws a series. `changes` are months from which a known change holds: mean and limits begin anew there.
pub fn chart(series: &[Month], changes: &[String]) -> Chart {
    let values: Vec<f64> = series.iter().map(Month::mean).collect();
    let Some(median) = stats::median(&values) else { return Chart::Empty };
    if values.len() < FEWEST {
        return Chart::Run { median, found: run_chart(&values) };
    }
    Chart::Control(xmr(&values, &Method { rebase_at: &starts(series, changes), ..Method::default() }))
}

/// The points at which changes begin: the first month with reviews from each change on.
pub fn starts(series: &[Month], changes: &[String]) -> Vec<usize> {
    let mut starts: Vec<usize> = changes
        .iter()
        .filter_map(|change| series.iter().position(|one| one.month >= *change))
        .filter(|at| *at > 0)
        .collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// What is said about a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The finding, in a sentence.
    pub headline: String,
    /// From what to what, in points.
    pub change: String,
    /// By which rules, and how sure that is.
    pub method: String,
    /// What it cannot say.
    pub cannot: String,
}

/// Says what a series shows; `words` gives a month's name.
pub fn finding(series: &[Month], chart: &Chart, last_part: usize, words: fn(&str) -> String) -> Finding {
    let (first, last) = match series {
        [] => {
            return Finding {
                headline: "No review counts in this choice yet.".to_owned(),
                change: String::new(),
                method: String::new(),
                cannot: String::new(),
            };
        }
        [.., last] => (&series[0], last),
    };
    let moved = points(last) - points(first);
    let change = if series.len() == 1 {
        format!("The mean of {} is {}.", words(&last.month), points(last))
    } else {
        format!(
            "From {} in {} to {} in {}: {}.",
            points(first),
            words(&first.month),
            points(last),
            words(&last.month),
            signed(moved)
        )
    };
    let (headline, method) = match chart {
        Chart::Control(all) => {
            (of_control(series, all, words), control_method(all, series.len() - last_part))
        }
        Chart::Run { found, .. } => {
            (of_run(series, found.as_ref()), run_method(series.len(), found.is_some()))
        }
        Chart::Empty => (String::new(), String::new()),
    };
    Finding { headline, change, method, cannot: cannot(moved) }
}

/// A month's mean in whole points.
#[expect(clippy::cast_possible_truncation, reason = "a mean of scores lies between 0 and 100")]
pub fn points(month: &Month) -> i64 {
    month.mean().round() as i64
}

/// `+21 points`: a difference of scores is in points, never in per cent.
pub fn signed(n: i64) -> String {
    let unit = if n.abs() == 1 { "point" } else { "points" };
    match n {
        0 => "no change".to_owned(),
        n if n > 0 => format!("+{n} {unit}"),
        n => format!("−{} {unit}", -n),
    }
}

/// The latest stretch of months that signal the same way: its first and last place, and whether it is upwards. `None` where no
/// month signals.
pub fn stretch(points: &[Point]) -> Option<(usize, usize, bool)> {
    let way = |at: usize| points[at].signal.map(Signal::is_up);
    let last = (0..points.len()).rev().find(|at| way(*at).is_some())?;
    let up = way(last)?;
    let mut first = last;
    while first > 0
        && way(first - 1) == Some(up)
        && points[first - 1].mean.to_bits() == points[last].mean.to_bits()
    {
        first -= 1;
    }
    Some((first, last, up))
}

fn of_control(series: &[Month], points: &[Point], words: fn(&str) -> String) -> String {
    let Some((first, last, up)) = stretch(points) else {
        return format!("Over these {} months scores changed no more than chance explains.", series.len());
    };
    let way = if up { "higher" } else { "lower" };
    let (from, until) = (words(&series[first].month), words(&series[last].month));
    let over = last + 1 < series.len();
    // A trend begins where scores are still as they were: from there on they move, and are not yet far off.
    if matches!(points[first].signal, Some(Signal::Rising | Signal::Falling)) {
        let (moved, move_on) = if up { ("rose", "rise") } else { ("fell", "fall") };
        return match beyond(&points[..=last]) {
            _ if over => format!(
                "From {from} to {until} scores {moved} by more than chance explains; since then chance explains them."
            ),
            Some(beyond) if beyond > first => {
                let (since, limit) =
                    (words(&series[beyond].month), if up { "above the upper" } else { "below the lower" });
                format!(
                    "Since {from} scores {move_on} by more than chance explains; since {since} they are {limit} limit."
                )
            }
            _ => format!("Since {from} scores {move_on} by more than chance explains."),
        };
    }
    match (first == last, over) {
        (true, false) => format!("In {until} the score is {way} than chance explains."),
        (false, false) => format!("Since {from} scores are {way} than chance explains."),
        (true, true) => {
            format!("In {from} the score was {way} than chance explains; since then chance explains it.")
        }
        (false, true) => format!(
            "From {from} to {until} scores were {way} than chance explains; since then chance explains them."
        ),
    }
}

/// From which of the points on all lie beyond the limit; `None` where the last does not.
fn beyond(points: &[Point]) -> Option<usize> {
    let is_beyond = |point: &&Point| matches!(point.signal, Some(Signal::Above | Signal::Below));
    let many = points.iter().rev().take_while(is_beyond).count();
    (many > 0).then(|| points.len() - many)
}

fn of_run(series: &[Month], found: Option<&RunChart>) -> String {
    let n = series.len();
    match found {
        None if n == 1 => "One month is too little to say whether scores change.".to_owned(),
        None => format!("{n} months are too few to tell a change from chance."),
        Some(found) if found.shifted() => {
            let way = if points(&series[n - 1]) > points(&series[0]) { "higher" } else { "lower" };
            format!("Over these {n} months scores came to be {way} by more than chance explains.")
        }
        Some(_) => format!("Over these {n} months scores changed no more than chance explains."),
    }
}

fn control_method(points: &[Point], last_part: usize) -> String {
    let signals = points.iter().filter(|point| point.signal.is_some()).count();
    let words = "Control chart (XmR), as NHS Making Data Count draws it: mean ± 2.66 mean moving ranges.";
    if last_part < FEWEST {
        format!(
            "{words} Since the last known change there are {last_part} months: fewer than 12, so these limits will \
             still move."
        )
    } else if signals * 2 > points.len() {
        format!(
            "{words} Most months are more than chance: if something was changed on purpose, record it as a known \
             change."
        )
    } else {
        words.to_owned()
    }
}

fn run_method(n: usize, enough: bool) -> String {
    let few = format!("A run chart, because a control chart takes 12 months and there are {n}.");
    if enough {
        format!("{few} Rules: Anhøj and Olesen, 2014.")
    } else {
        format!("{few} Its rules take ten.")
    }
}

fn cannot(moved: i64) -> String {
    let other = match moved {
        1.. => "Rising scores may also be learning the form, or reviewers who have become milder.",
        0 => "The same score may hide that cases became harder.",
        _ => "Falling scores may also be reviewers who have become stricter, or harder cases.",
    };
    format!("The chart does not say why. {other}")
}

#[cfg(test)]
mod tests {
    use super::{Chart, Month, Sum, chart, finding, signed, starts};

    fn series(values: &[i64]) -> Vec<Month> {
        let month = |n: usize| format!("{}-{:02}", 2024 + n / 12, n % 12 + 1);
        let one = |(n, score): (usize, &i64)| Month {
            month: month(n),
            sum: Sum { reviews: 10, total: score * 10, squares: score * score * 10, critical: 0 },
        };
        values.iter().enumerate().map(one).collect()
    }

    fn said(values: &[i64], changes: &[&str]) -> super::Finding {
        let (series, changes) = (series(values), changes.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>());
        let last = starts(&series, &changes).last().copied().unwrap_or(0);
        finding(&series, &chart(&series, &changes), last, str::to_owned)
    }

    /// A service that climbed from 32 to 81 in 8 months.
    const CLIMB: [i64; 8] = [32, 38, 45, 51, 58, 66, 74, 81];

    #[test]
    fn eight_months_are_a_run_chart_that_cannot_say() {
        let found = said(&CLIMB, &[]);
        assert_eq!(found.headline, "8 months are too few to tell a change from chance.");
        assert_eq!(found.change, "From 32 in 2024-01 to 81 in 2024-08: +49 points.");
        assert!(
            found.method.starts_with("A run chart, because a control chart takes 12 months and there are 8.")
        );
        assert!(found.cannot.contains("may also be learning the form"), "{}", found.cannot);
    }

    #[test]
    fn twenty_four_months_say_since_when() {
        // Sixteen months about 54, then eight about 75: the oracle's own shape.
        let values =
            [53, 55, 54, 56, 52, 54, 55, 53, 54, 56, 53, 55, 54, 52, 55, 54, 74, 76, 75, 77, 74, 76, 75, 75];
        let found = said(&values, &[]);
        assert_eq!(found.headline, "Since 2025-05 scores are higher than chance explains.");
        assert_eq!(found.change, "From 53 in 2024-01 to 75 in 2025-12: +22 points.");
        assert!(matches!(chart(&series(&values), &[]), Chart::Control(points) if points.len() == 24));
        // A known change is told to the chart: from there on chance explains all.
        let found = said(&values, &["2025-05"]);
        assert_eq!(found.headline, "Over these 24 months scores changed no more than chance explains.");
        assert!(found.method.contains("there are 8 months: fewer than 12"), "{}", found.method);
    }

    #[test]
    fn a_flat_baseline_and_the_climb_say_the_month() {
        let mut values = vec![31, 33, 32, 30, 34, 32, 31, 33, 32, 31, 33, 32];
        values.extend(CLIMB);
        // Their mean is 41.45, their mean moving range 68/19, the upper limit 50.97. Eight months rise from the 32 of
        // 2025-01, which lies below the mean and so is not "higher"; from the 51 of 2025-04 on all are above the limit.
        let found = said(&values, &[]);
        assert_eq!(
            found.headline,
            "Since 2025-01 scores rise by more than chance explains; since 2025-04 they are above the upper limit."
        );
        assert_eq!(found.change, "From 31 in 2024-01 to 81 in 2025-08: +50 points.");
    }

    #[test]
    fn what_is_over_is_said_as_over() {
        let values = [54, 56, 53, 55, 52, 55, 38, 53, 56, 54, 52, 55];
        let found = said(&values, &[]);
        assert_eq!(
            found.headline,
            "In 2024-07 the score was lower than chance explains; since then chance explains it."
        );
        let found = said(&[54, 55, 53, 54, 55, 53, 54, 55, 53, 54, 55, 20], &[]);
        assert_eq!(found.headline, "In 2024-12 the score is lower than chance explains.");
        assert!(found.cannot.contains("stricter"));
    }

    #[test]
    fn little_is_said_of_little() {
        assert_eq!(said(&[], &[]).headline, "No review counts in this choice yet.");
        assert_eq!(said(&[70], &[]).headline, "One month is too little to say whether scores change.");
        assert_eq!(said(&[70], &[]).change, "The mean of 2024-01 is 70.");
        let found = said(&[50, 51, 52, 53, 54, 60, 61, 62, 63, 64, 65], &[]);
        assert_eq!(
            found.headline,
            "Over these 11 months scores came to be higher by more than chance explains."
        );
        // Seven months that fall and end within the limits, and one that only fell for a while.
        let falls = [50, 58, 50, 58, 50, 58, 57, 56, 55, 54, 53, 52];
        assert_eq!(said(&falls, &[]).headline, "Since 2024-06 scores fall by more than chance explains.");
        let mut over = falls.to_vec();
        over.extend([56, 52, 57]);
        assert_eq!(
            said(&over, &[]).headline,
            "From 2024-06 to 2024-12 scores fell by more than chance explains; since then chance explains them."
        );
        assert_eq!([signed(1), signed(-2), signed(0)], ["+1 point", "−2 points", "no change"]);
    }
}
