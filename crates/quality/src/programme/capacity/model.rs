//! How much time quality takes, and what is left undone. Pure.

use kernel::words::count;
use stats::median;

/// Minutes of a review while too few were timed. Alongside default.
pub const REVIEW_MINUTES: f64 = 25.0;
/// Minutes of a six-week review of one worker's cases while too few were timed. Alongside default.
pub const SIX_WEEK_MINUTES: f64 = 60.0;
/// Fewer timings than this say nothing. Alongside default.
pub const ENOUGH: usize = 12;
/// Longer than this is no timing: somebody left it open and came back. Alongside default: four hours.
pub const LONGEST: i64 = 4 * 3600;
/// The share of reviews that a second person does too, in percent. Alongside default.
pub const SECOND_PERCENT: i64 = 10;
/// Six-week reviews of a worker in a month: one in 42 days.
pub const SIX_WEEK_A_MONTH: f64 = 365.25 / 12.0 / 42.0;

/// Minutes that something takes, and where that is from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Minutes {
    /// How many.
    pub minutes: f64,
    /// Timings they are the median of.
    pub timed: usize,
    /// Whether they are the median; otherwise the default.
    pub measured: bool,
}

impl Minutes {
    /// The median of timings in seconds, or the default while there are too few.
    pub fn of(seconds: &[i64], default: f64) -> Self {
        let minutes: Vec<f64> =
            seconds.iter().filter(|s| (1..=LONGEST).contains(*s)).map(|s| *s as f64 / 60.0).collect();
        let timed = minutes.len();
        match median(&minutes) {
            Some(minutes) if timed >= ENOUGH => Self { minutes, timed, measured: true },
            _ => Self { minutes: default, timed, measured: false },
        }
    }

    /// Where it is from.
    pub fn source(self) -> String {
        if self.measured {
            format!("Median of {} timed, from beginning to sharing or end", self.timed)
        } else {
            format!("Alongside default: {} timed, fewer than {ENOUGH}", self.timed)
        }
    }
}

/// Half up.
pub fn whole(x: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "counts of reviews and tenths of hours: far below 2^53"
    )]
    let n = (x + 0.5).floor() as i64;
    n
}

/// Second reviews of so many, halves up.
pub fn second(reviews: i64, percent: i64) -> i64 {
    (reviews * percent + 50) / 100
}

/// Hours with one decimal.
pub fn hours(minutes: f64) -> String {
    let tenths = whole(minutes / 6.0);
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

/// The result in words: so many reviews of so many minutes each, and minutes there are for them in a month.
pub fn verdict(reviews: i64, each: f64, have: f64) -> String {
    let needed = reviews as f64 * each;
    let needs = format!(
        "{} at {} minutes need {} hours; you have {}",
        count(reviews, "review", "reviews"),
        number(each),
        hours(needed),
        hours(have)
    );
    if reviews == 0 {
        return "No review is needed: nobody holds a case.".to_owned();
    }
    if have >= needed {
        return format!("{needs}: all can be done, with {} hours to spare.", hours(have - needed));
    }
    let short = whole((needed - have) / each).clamp(1, reviews);
    format!("{needs}: {} will not be done.", count(short, "review", "reviews"))
}

/// `25` or `22.5`.
pub fn number(x: f64) -> String {
    let tenths = whole(x * 10.0);
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_stands_in_words() {
        assert_eq!(
            verdict(40, 25.0, 12.0 * 60.0),
            "40 reviews at 25 minutes need 16.7 hours; you have 12: 11 reviews will not be done."
        );
        assert_eq!(
            verdict(12, 30.0, 360.0),
            "12 reviews at 30 minutes need 6 hours; you have 6: all can be done, with 0 hours to spare."
        );
        assert!(verdict(12, 30.0, 350.0).ends_with("1 review will not be done."));
        assert!(verdict(3, 22.5, 0.0).contains("need 1.1 hours; you have 0: 3 reviews will not"));
        assert_eq!(verdict(0, 25.0, 60.0), "No review is needed: nobody holds a case.");
    }

    #[test]
    fn too_few_timings_are_no_measure() {
        let eleven = [600_i64; 11];
        assert_eq!(
            Minutes::of(&eleven, REVIEW_MINUTES),
            Minutes { minutes: 25.0, timed: 11, measured: false }
        );
        let mut twelve = vec![600_i64; 7];
        twelve.extend([1200; 5]);
        assert_eq!(
            Minutes::of(&twelve, REVIEW_MINUTES),
            Minutes { minutes: 10.0, timed: 12, measured: true }
        );
        // A night in between is no timing.
        twelve[0] = 16 * 3600;
        assert!(!Minutes::of(&twelve, REVIEW_MINUTES).measured);
    }

    #[test]
    fn a_tenth_is_reviewed_twice() {
        for (reviews, twice) in [(36, 4), (34, 3), (35, 4), (4, 0), (5, 1), (0, 0)] {
            assert_eq!(second(reviews, SECOND_PERCENT), twice, "{reviews}");
        }
    }
}
