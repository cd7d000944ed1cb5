//! How answers and dates spread. Pure.

use kernel::{Day, Instant};

/// A review that took less than this was hardly read. Alongside default.
pub const FAST_SECONDS: i64 = 120;
/// Proposals that were judged before a rule is called one to mend.
pub const ENOUGH: i64 = 30;
/// The share in percent of overruled proposals from which a rule is one to mend. Alongside default.
pub const MEND: i64 = 20;

/// How often a criterion was answered how, and what became of what facts proposed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Spread {
    /// Met, partly met, not met, does not apply.
    pub answers: [i64; 4],
    /// Answers for which facts proposed one.
    pub proposed: i64,
    /// Of these, answers that differ from it.
    pub overruled: i64,
}

impl Spread {
    /// Answers in all.
    pub fn n(&self) -> i64 {
        self.answers.iter().sum()
    }

    /// A part in whole percent of all, rounded half up; 0 of nothing.
    pub fn percent(part: i64, of: i64) -> i64 {
        if of == 0 { 0 } else { (200 * part + of) / (2 * of) }
    }

    /// Whether the rule that proposes should be looked at: it was judged often enough, and overruled too often.
    pub fn is_to_mend(&self) -> bool {
        self.proposed >= ENOUGH && Self::percent(self.overruled, self.proposed) >= MEND
    }
}

/// How many fall on each day of a month, from the 1st to the 31st.
pub fn by_day(days: impl Iterator<Item = Day>) -> [i64; 31] {
    let mut all = [0; 31];
    for day in days {
        let place = usize::try_from(day.day()).unwrap_or(1).saturating_sub(1);
        if let Some(cell) = all.get_mut(place) {
            *cell += 1;
        }
    }
    all
}

/// How many fall on the last two days of their month.
pub fn at_the_end(days: impl Iterator<Item = Day>) -> i64 {
    i64::try_from(days.filter(|day| day.plus(2).month() != day.month()).count()).unwrap_or(i64::MAX)
}

/// Whether a review was done too fast: from opening its form to sharing it. `None` where it is not known.
pub fn is_fast(began: Option<Instant>, shared: Instant) -> Option<bool> {
    began.map(|began| began.plus_seconds(FAST_SECONDS) > shared)
}

/// How many of each number of days there are, from `first` to `last`; what lies beyond counts with the end.
pub fn by_number(numbers: impl Iterator<Item = i64>, first: i64, last: i64) -> Vec<(i64, i64)> {
    let mut all: Vec<(i64, i64)> = (first..=last).map(|n| (n, 0)).collect();
    for n in numbers {
        let place = usize::try_from(n.clamp(first, last) - first).unwrap_or(0);
        if let Some((_, count)) = all.get_mut(place) {
            *count += 1;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Spread, at_the_end, by_day, by_number, is_fast};
    use kernel::Day;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn a_spike_at_the_end_of_a_month_is_seen() {
        let days =
            ["2026-09-30", "2026-09-29", "2026-09-28", "2026-02-28", "2026-01-31", "2026-01-30"].map(day);
        assert_eq!(at_the_end(days.into_iter()), 5, "all but the 28th of September");
        let all = by_day(days.into_iter());
        assert_eq!((all[27], all[28], all[29], all[30]), (2, 1, 2, 1));
    }

    #[test]
    fn under_two_minutes_is_fast_and_two_minutes_is_not() {
        let began = day("2026-11-20").at(9, 0);
        assert_eq!(is_fast(Some(began), began.plus_seconds(119)), Some(true));
        assert_eq!(is_fast(Some(began), began.plus_seconds(120)), Some(false));
        assert_eq!(is_fast(None, began), None);
    }

    #[test]
    fn a_rule_is_to_be_mended_from_a_fifth_of_thirty() {
        let of = |proposed, overruled| Spread { answers: [0; 4], proposed, overruled }.is_to_mend();
        assert!(of(30, 6) && of(100, 20));
        assert!(!of(30, 5) && !of(29, 29) && !of(0, 0));
        assert_eq!([(1, 3), (1, 8), (0, 0)].map(|(part, of)| Spread::percent(part, of)), [33, 13, 0]);
    }

    #[test]
    fn what_lies_beyond_counts_with_the_end() {
        assert_eq!(by_number([-5, 0, 1, 1, 9].into_iter(), 0, 2), [(0, 2), (1, 2), (2, 1)]);
    }
}
