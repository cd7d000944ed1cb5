//! The rate of one officer, with the reason of each addend. Pure.

use kernel::{Day, words::count};

/// Months in practice in which somebody is new. Standards for employers of social workers in England count so too.
pub const NEW_MONTHS: i64 = 6;
/// Months of reviews that a mean is made of. Alongside default.
pub const LOOK_BACK: i64 = 6;
/// Fewer reviews than this make no mean. Alongside default.
pub const FEWEST: i64 = 3;
/// The most cases of one officer in a draw.
pub const MOST: i64 = 25;

/// What a service has settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Cases of everybody.
    pub base: i64,
    /// More in the first months in practice.
    pub newcomer: i64,
    /// More where most cases are of high risk.
    pub high: i64,
    /// More where the last reviews' mean is low.
    pub low: i64,
    /// Below which mean that is.
    pub low_score: i64,
    /// Whether draws take it; otherwise it is a proposal.
    pub in_draws: bool,
}

impl Default for Settings {
    /// Alongside defaults: two of everybody, one more for each reason, a mean below 50. Draws take two of everybody
    /// until a manager says otherwise.
    fn default() -> Self {
        Self { base: 2, newcomer: 1, high: 1, low: 1, low_score: 50, in_draws: false }
    }
}

/// What is known of an officer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The day they began in practice, where it is known.
    pub started_on: Option<Day>,
    /// Cases that may be drawn, or that they hold.
    pub cases: i64,
    /// Of these, cases of high risk.
    pub high: i64,
    /// Reviews of the last months that count.
    pub reviews: i64,
    /// The sum of their scores.
    pub scores: i64,
}

impl Known {
    /// The mean of the reviews, where there are enough of them.
    pub fn mean(&self) -> Option<f64> {
        (self.reviews >= FEWEST).then(|| self.scores as f64 / self.reviews as f64)
    }
}

/// How many cases of an officer a draw takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many.
    pub picks: i64,
    /// Each addend with its reason.
    pub why: Vec<String>,
}

/// The rate of an officer in a draw of the month that begins on `month`.
pub fn rate(settings: &Settings, known: &Known, month: Day) -> Rate {
    let mut rate = Rate { picks: settings.base, why: Vec::new() };
    let mut add = |n: i64, why: String| {
        if n > 0 {
            rate.picks += n;
            rate.why.push(format!("{n} more: {why}"));
        }
    };
    if let Some(on) = known.started_on.filter(|on| month < on.plus_months(NEW_MONTHS)) {
        add(settings.newcomer, format!("in the first six months in practice, since {}", on.long()));
    }
    if 2 * known.high > known.cases {
        add(
            settings.high,
            format!("{} of {} of high risk", known.high, count(known.cases, "case is", "cases are")),
        );
    }
    if let Some(mean) = known.mean().filter(|mean| *mean < settings.low_score as f64) {
        add(
            settings.low,
            format!(
                "the mean of {} in six months is {mean:.1}, below {}",
                count(known.reviews, "review", "reviews"),
                settings.low_score
            ),
        );
    }
    rate.picks = rate.picks.clamp(1, MOST);
    rate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_addend_has_its_reason() {
        let day = |text| Day::parse(text).expect("a day");
        let month = day("2026-11-01");
        let none = Known::default();
        let new = |text| Known { started_on: Some(day(text)), ..none };
        let risk = |high, cases| Known { cases, high, ..none };
        let scored = |reviews, scores| Known { reviews, scores, ..none };
        for (known, picks) in [
            (none, 2),
            (new("2026-05-02"), 3),
            // Six months are over on the first of November.
            (new("2026-05-01"), 2),
            (risk(5, 9), 3),
            (risk(4, 8), 2),
            (risk(1, 1), 3),
            (scored(4, 199), 3),
            (scored(4, 200), 2),
            // Two reviews say nothing.
            (scored(2, 20), 2),
            (Known { started_on: Some(month), cases: 3, high: 3, reviews: 3, scores: 90 }, 5),
        ] {
            let rate = rate(&Settings::default(), &known, month);
            assert_eq!(rate.picks, picks, "{known:?}");
            assert_eq!(rate.why.len(), usize::try_from(picks - 2).expect("a count"), "{known:?}");
        }
        let rate = rate(&Settings::default(), &scored(4, 172), month);
        assert_eq!(rate.why, ["1 more: the mean of 4 reviews in six months is 43.0, below 50"]);
    }

    #[test]
    fn a_reason_that_adds_nothing_is_not_named() {
        let settings = Settings { base: 3, high: 0, ..Settings::default() };
        let known = Known { cases: 2, high: 2, ..Known::default() };
        let month = Day::parse("2026-11-01").expect("a day");
        assert_eq!(rate(&settings, &known, month), Rate { picks: 3, why: Vec::new() });
    }
}
