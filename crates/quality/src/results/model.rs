//! What a review counts as, and what many add up to. Pure.

use crate::forms::ENOUGH;
use access::NOBODY;
use kernel::{Day, row};
use std::collections::BTreeMap;
use uuid::Uuid;

row! {
    /// What a review counts as.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Counted {
        /// The review.
        pub review_id: Uuid,
        /// The import that brought it; all zeros for a review made here.
        pub batch_id: Uuid,
        /// The month it counts in: `2026-11`.
        pub month: String,
        /// The day it was shared.
        pub counted_on: Day,
        /// The team; all zeros for none.
        pub team_id: Uuid,
        /// The area; all zeros for none.
        pub area_id: Uuid,
        /// Whose score it is.
        pub worker_id: Uuid,
        /// The kind of case; empty where nobody says.
        pub case_type: String,
        /// The form.
        pub form_id: String,
        /// Its version.
        pub form_version: i64,
        /// The case, where one is known.
        pub case_id: Option<Uuid>,
        /// Its reference.
        pub reference: String,
        /// The score, 0 to 100; none where nothing applies.
        pub score: Option<i64>,
        /// Critical criteria that are not met.
        pub critical: i64,
        /// Why it enters no average.
        pub left_out: LeftOut,
        /// Who reviewed.
        pub reviewer_id: Option<Uuid>,
    }
}

kernel::text_enum! {
    /// Why a review enters no average.
    pub enum LeftOut {
        /// It enters.
        No = "", "Counted";
        /// Somebody asked for it: it says nothing about cases in general.
        Directed = "directed", "Asked for, so it enters no average";
        /// Too little of its form applies.
        Insufficient = "insufficient", "Too little applies, so it enters no average";
        /// Another took its place.
        Replaced = "replaced", "Replaced by another";
    }
}

impl LeftOut {
    /// Whether a review of these facts enters averages; the first reason that holds, if not. `applicable` is the
    /// weight that applies, of 100.
    pub fn of(directed: bool, replaced: bool, score: Option<i64>, applicable: i64) -> Self {
        match (replaced, directed, score) {
            (true, ..) => Self::Replaced,
            (_, true, _) => Self::Directed,
            (_, _, Some(_)) if applicable >= ENOUGH => Self::No,
            _ => Self::Insufficient,
        }
    }
}

/// What a criterion of a review counts as: the stored code of its answer (`met`, `partly`, `not_met`, `na`), and
/// whether it differs from what facts proposed. By the criterion's id.
pub type Answers = BTreeMap<String, (String, bool)>;

/// Fewer reviews than this say nothing about one officer. Alongside default.
pub const FEW: i64 = 5;

/// Reviews added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many.
    pub reviews: i64,
    /// The sum of their scores.
    pub total: i64,
    /// The sum of the squares of their scores.
    pub squares: i64,
    /// Of these, reviews with something critical that is not met.
    pub critical: i64,
}

impl Sum {
    /// One review; nothing where it enters no average.
    pub fn one(of: &Counted) -> Self {
        match (of.left_out, of.score) {
            (LeftOut::No, Some(score)) => Self {
                reviews: 1,
                total: score,
                squares: score * score,
                critical: i64::from(of.critical > 0),
            },
            _ => Self::default(),
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            reviews: self.reviews + other.reviews,
            total: self.total + other.total,
            squares: self.squares + other.squares,
            critical: self.critical + other.critical,
        }
    }

    /// What takes these away again when it is added.
    #[must_use]
    pub fn taken(self) -> Self {
        Self { reviews: -self.reviews, total: -self.total, squares: -self.squares, critical: -self.critical }
    }

    /// The unweighted mean of the reviews: 0 to 100. `None` of none.
    pub fn mean(self) -> Option<f64> {
        (self.reviews > 0).then(|| self.total as f64 / self.reviews as f64)
    }

    /// The sum of squared distances from the mean; 0 of none.
    pub fn spread(self) -> f64 {
        let mean = self.mean().unwrap_or(0.0);
        (self.squares as f64 - mean * self.total as f64).max(0.0)
    }

    /// The standard deviation of the scores, divided by n − 1. `None` of fewer than two.
    pub fn deviation(self) -> Option<f64> {
        (self.reviews > 1).then(|| (self.spread() / (self.reviews - 1) as f64).sqrt())
    }
}

/// How scores spread inside groups, all groups together: in points. `None` where no group has two reviews.
pub fn within(groups: impl IntoIterator<Item = Sum>) -> Option<f64> {
    let (spread, free) = groups
        .into_iter()
        .filter(|sum| sum.reviews > 0)
        .fold((0.0, 0), |(spread, free), sum| (spread + sum.spread(), free + sum.reviews - 1));
    (free > 0).then(|| (spread / free as f64).sqrt())
}

/// Answers to one criterion, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// It is met.
    pub met: i64,
    /// Some of it is.
    pub partly: i64,
    /// It is not.
    pub not_met: i64,
    /// It does not apply.
    pub na: i64,
    /// Answers that differ from what facts proposed.
    pub overruled: i64,
}

impl Tally {
    /// One answer, by its stored code.
    pub fn one(value: &str, overruled: bool) -> Self {
        let is = |code: &str| i64::from(value == code);
        Self {
            met: is("met"),
            partly: is("partly"),
            not_met: is("not_met"),
            na: is("na"),
            overruled: i64::from(overruled),
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            met: self.met + other.met,
            partly: self.partly + other.partly,
            not_met: self.not_met + other.not_met,
            na: self.na + other.na,
            overruled: self.overruled + other.overruled,
        }
    }

    /// What takes these away again when it is added.
    #[must_use]
    pub fn taken(self) -> Self {
        Self {
            met: -self.met,
            partly: -self.partly,
            not_met: -self.not_met,
            na: -self.na,
            overruled: -self.overruled,
        }
    }

    /// Answers where it applies.
    pub fn applies(self) -> i64 {
        self.met + self.partly + self.not_met
    }

    /// 100 × (met + ½ partly) ÷ answers where it applies, rounded half up. `None` where it never applies.
    pub fn percent(self) -> Option<i64> {
        let of = self.applies();
        (of > 0).then(|| (100 * (2 * self.met + self.partly) + of) / (2 * of))
    }
}

/// The key of a sum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SumKey {
    /// The month.
    pub month: String,
    /// The team.
    pub team_id: Uuid,
    /// The officer.
    pub worker_id: Uuid,
    /// The area.
    pub area_id: Uuid,
    /// The kind of case.
    pub case_type: String,
    /// The form.
    pub form_id: String,
    /// The import, or all zeros.
    pub batch_id: Uuid,
}

/// The key of a tally.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TallyKey {
    /// The form.
    pub form_id: String,
    /// The month.
    pub month: String,
    /// The team.
    pub team_id: Uuid,
    /// The version of the form.
    pub form_version: i64,
    /// The criterion.
    pub criterion: String,
    /// The import, or all zeros.
    pub batch_id: Uuid,
}

impl Counted {
    /// Where it is added up.
    pub fn key(&self) -> SumKey {
        SumKey {
            month: self.month.clone(),
            team_id: self.team_id,
            worker_id: self.worker_id,
            area_id: self.area_id,
            case_type: self.case_type.clone(),
            form_id: self.form_id.clone(),
            batch_id: self.batch_id,
        }
    }

    /// Where one of its criteria is added up.
    pub fn tally_key(&self, criterion: &str) -> TallyKey {
        TallyKey {
            form_id: self.form_id.clone(),
            month: self.month.clone(),
            team_id: self.team_id,
            form_version: self.form_version,
            criterion: criterion.to_owned(),
            batch_id: self.batch_id,
        }
    }

    /// Whether it was made here.
    pub fn is_own(&self) -> bool {
        self.batch_id == NOBODY
    }
}

#[cfg(test)]
mod tests {
    use super::{LeftOut, Sum, Tally, within};

    fn sum(scores: &[i64]) -> Sum {
        let one = |score: &i64| Sum { reviews: 1, total: *score, squares: score * score, critical: 0 };
        scores.iter().map(one).fold(Sum::default(), Sum::and)
    }

    #[test]
    fn what_enters_averages() {
        for (directed, replaced, score, applicable, is) in [
            (false, false, Some(70), 100, LeftOut::No),
            (false, false, Some(0), 50, LeftOut::No),
            (false, false, Some(70), 49, LeftOut::Insufficient),
            (false, false, None, 0, LeftOut::Insufficient),
            (true, false, Some(70), 100, LeftOut::Directed),
            (true, false, Some(70), 10, LeftOut::Directed),
            (true, true, Some(70), 100, LeftOut::Replaced),
        ] {
            assert_eq!(LeftOut::of(directed, replaced, score, applicable), is);
        }
    }

    #[test]
    fn a_teams_mean_is_the_mean_of_its_reviews() {
        // One officer with two reviews of 90, one with one of 30: 70, and not the 60 of their means.
        assert_eq!(sum(&[90, 90]).and(sum(&[30])).mean(), Some(70.0));
        assert_eq!(Sum::default().mean(), None);
        assert_eq!(sum(&[50]).and(sum(&[50]).taken()), Sum::default());
    }

    #[test]
    fn spread_is_what_a_sample_says() {
        assert!((sum(&[2, 4, 4, 4, 5, 5, 7, 9]).spread() - 32.0).abs() < 1e-12);
        assert!(
            (sum(&[2, 4, 4, 4, 5, 5, 7, 9]).deviation().expect("eight") - (32.0_f64 / 7.0).sqrt()).abs()
                < 1e-12
        );
        // Two groups that differ by 100 and do not vary inside: nothing within.
        assert_eq!(within([sum(&[0, 0]), sum(&[100, 100])]), Some(0.0));
        // 2 of spread on 1 degree, and 8 on 1: the root of 5.
        assert_eq!(within([sum(&[1, 3]), sum(&[10, 14])]), Some(5.0_f64.sqrt()));
        assert_eq!(within([sum(&[1]), sum(&[10])]), None);
    }

    #[test]
    fn a_criterion_is_worth_what_its_answers_are() {
        let of = |met, partly, not_met, na| Tally { met, partly, not_met, na, overruled: 0 }.percent();
        assert_eq!(
            [of(1, 1, 1, 9), of(3, 0, 0, 0), of(0, 1, 3, 0), of(0, 0, 0, 4)],
            [Some(50), Some(100), Some(13), None]
        );
    }
}
