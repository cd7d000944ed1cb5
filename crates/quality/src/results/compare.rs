//! Which differences between teams and between officers are more than chance. Pure.
//!
//! Teams and officers stand in a funnel, never in a ranking: limits are wide where there are few reviews. A score is a
//! number from 0 to 100 that spreads about as much in one place as in another, so the limits are those of a mean of
//! `n` scores. A share of reviews above some standard would throw away how far above, and we would have to invent
//! the standard. Where units differ by far more than chance, limits are widened (Spiegelhalter, 2005).
//! An officer's own mean is drawn towards the mean of all by as much as it is uncertain ([`stats::spread`]).

use super::model::{FEW, Sum, within};
use stats::{
    funnel,
    interval::{Interval, least_difference},
    spread::{Seen, spread},
};

/// Inside these limits chance explains nearly all.
pub const NEAR: f64 = 0.95;
/// Outside these, chance hardly explains it: 998 of 1000 lie inside.
pub const FAR: f64 = 0.998;
/// Where officers differ for sure, one is flagged who is estimated this many points from the mean of all.
const APART: f64 = 10.0;
/// The chance below which officers differ for sure.
const SURE: f64 = 0.01;

/// The funnel of units such as teams.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Funnel {
    /// The mean of all reviews of all units.
    pub mean: f64,
    /// How single scores spread inside a unit, in points.
    pub deviation: f64,
    /// By how much limits are widened; 1 for not at all.
    pub widened: f64,
}

/// Where a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Too few reviews to say.
    TooFew,
    /// Within what chance explains.
    Inside,
    /// Outside 95 % and inside 99.8 %: one unit in twenty is, by chance.
    Near,
    /// Above what chance explains.
    Above,
    /// Below what chance explains.
    Below,
}

impl Standing {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::TooFew => "Too few to say",
            Self::Inside => "Within chance",
            Self::Near => "Between the limits: look again next month",
            Self::Above => "Higher than chance explains",
            Self::Below => "Lower than chance explains",
        }
    }

    /// Whether it is more than chance.
    pub fn is_far(self) -> bool {
        matches!(self, Self::Above | Self::Below)
    }
}

impl Funnel {
    /// The funnel of units; `None` where there are fewer than two, or no unit whose scores vary.
    pub fn of(units: &[Sum]) -> Option<Self> {
        let units: Vec<Sum> = units.iter().copied().filter(|unit| unit.reviews > 0).collect();
        let deviation = within(units.iter().copied()).filter(|deviation| *deviation > 0.0)?;
        let mean = units.iter().copied().fold(Sum::default(), Sum::and).mean()?;
        let enough = units.iter().filter(|unit| unit.reviews >= FEW);
        let distances: Vec<f64> = enough
            .filter_map(|unit| Some((unit.mean()? - mean) / deviation * (unit.reviews as f64).sqrt()))
            .collect();
        let most = 1.0 + 2.0 * (2.0 / distances.len().max(1) as f64).sqrt();
        let over = funnel::overdispersion(&distances).filter(|phi| *phi > most);
        (units.len() > 1).then(|| Self { mean, deviation, widened: over.map_or(1.0, f64::sqrt) })
    }

    /// The limits of a unit of `n` reviews.
    pub fn limits(&self, n: i64, confidence: f64) -> Option<Interval> {
        funnel::mean(self.mean, self.deviation * self.widened, u64::try_from(n).ok()?, confidence)
    }

    /// Where a unit stands.
    pub fn standing(&self, unit: Sum) -> Standing {
        let outside = |confidence| {
            let limits = self.limits(unit.reviews, confidence)?;
            let mean = unit.mean()?;
            Some((mean < limits.lower, mean > limits.upper))
        };
        match (outside(NEAR), outside(FAR)) {
            _ if unit.reviews < FEW => Standing::TooFew,
            (_, Some((true, _))) => Standing::Below,
            (_, Some((_, true))) => Standing::Above,
            (Some((true, _) | (_, true)), _) => Standing::Near,
            _ => Standing::Inside,
        }
    }
}

/// What can be said of one officer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Officer {
    /// The estimate, drawn towards the mean of all; `None` of too few reviews.
    pub estimate: Option<f64>,
    /// Where they stand: above or below only where that is more than chance.
    pub standing: Standing,
}

/// What can be said of officers beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Officers {
    /// Each, in the order given.
    pub officers: Vec<Officer>,
    /// Reviews of each, on average, and the least difference in points that so many tell apart; `None` where too
    /// little varies.
    pub least: Option<(u64, f64)>,
}

/// Says what can be said of officers with these reviews.
pub fn officers(sums: &[Sum]) -> Officers {
    let enough: Vec<usize> = (0..sums.len()).filter(|at| sums[*at].reviews >= FEW).collect();
    let pooled = within(enough.iter().map(|at| sums[*at])).filter(|deviation| *deviation > 0.0);
    let seen: Vec<Seen> = enough.iter().filter_map(|at| Some(see(sums[*at], pooled?))).collect();
    let all = spread(&seen);
    let funnel = Funnel::of(&enough.iter().map(|at| sums[*at]).collect::<Vec<_>>());
    let mut out = vec![Officer { estimate: None, standing: Standing::TooFew }; sums.len()];
    for (n, at) in enough.iter().enumerate() {
        let mut standing = funnel.map_or(Standing::Inside, |funnel| funnel.standing(sums[*at]));
        let estimate = all.as_ref().and_then(|all| Some(all.officers.get(n)?.mean));
        if let (Some(all), Some(estimate)) = (&all, estimate)
            && all.p < SURE
            && (estimate - all.mean).abs() > APART
        {
            standing = if estimate > all.mean { Standing::Above } else { Standing::Below };
        }
        out[*at] = Officer { estimate, standing };
    }
    Officers { officers: out, least: least(sums, &enough, pooled) }
}

/// What was seen of one; whoever has the same score each time gets the spread of all, for nobody is so even.
fn see(sum: Sum, pooled: f64) -> Seen {
    Seen {
        n: sum.reviews.unsigned_abs(),
        mean: sum.mean().unwrap_or(0.0),
        deviation: sum.deviation().filter(|deviation| *deviation > 0.0).unwrap_or(pooled),
    }
}

fn least(sums: &[Sum], enough: &[usize], pooled: Option<f64>) -> Option<(u64, f64)> {
    let people = u64::try_from(enough.len()).ok().filter(|people| *people > 1)?;
    let reviews: u64 = enough.iter().map(|at| sums[*at].reviews.unsigned_abs()).sum();
    let each = (reviews + people / 2) / people;
    Some((each, least_difference(each, pooled?)?))
}

#[cfg(test)]
mod tests {
    use super::{Funnel, Standing, officers};
    use crate::results::model::Sum;

    /// `n` reviews, half of them `by` above the mean and half below.
    fn unit(n: i64, mean: i64, by: i64) -> Sum {
        let squares = n / 2 * ((mean - by).pow(2) + (mean + by).pow(2));
        Sum { reviews: n, total: n * mean, squares, critical: 0 }
    }

    #[test]
    fn a_small_team_may_lie_further_off() {
        let mut units = vec![unit(100, 60, 15); 6];
        units.push(unit(6, 71, 15));
        let funnel = Funnel::of(&units).expect("a funnel");
        assert!((funnel.widened - 1.0).abs() < 1e-12);
        // The mean of all 606 reviews, and not of the seven teams' means.
        assert!((funnel.mean - 36_426.0 / 606.0).abs() < 1e-9, "{funnel:?}");
        // The same eleven points say nothing of six reviews, and much of a hundred.
        assert_eq!(funnel.standing(units[6]), Standing::Inside);
        assert_eq!(funnel.standing(unit(100, 71, 15)), Standing::Above);
        assert_eq!(funnel.standing(unit(100, 64, 15)), Standing::Near);
        assert_eq!(funnel.standing(unit(100, 52, 15)), Standing::Below);
        assert_eq!(funnel.standing(unit(4, 0, 0)), Standing::TooFew);
        let limits = funnel.limits(100, 0.95).expect("limits");
        assert!(
            (limits.upper - limits.lower - 2.0 * 1.959_963_984_540_054 * funnel.deviation / 10.0).abs()
                < 1e-9
        );
        assert_eq!(Funnel::of(&[unit(100, 60, 15)]), None);
    }

    #[test]
    fn limits_are_widened_where_teams_differ_by_far_more_than_chance() {
        let far: Vec<Sum> = [40, 50, 60, 70, 80].iter().map(|mean| unit(100, *mean, 10)).collect();
        let funnel = Funnel::of(&far).expect("a funnel");
        assert!(funnel.widened > 5.0, "{funnel:?}");
        assert!(far.iter().all(|unit| !funnel.standing(*unit).is_far()));
    }

    #[test]
    fn twelve_reviews_each_tell_seventeen_points_apart() {
        // Six at 45 and six at 75 about a mean of 60: spread so that the deviation is 15.
        let even = |mean: i64| Sum {
            reviews: 12,
            total: 12 * mean,
            squares: 12 * mean * mean + 11 * 225,
            critical: 0,
        };
        let found = officers(&[even(60), even(64), even(58), unit(4, 95, 5)]);
        let (n, least) = found.least.expect("enough");
        assert_eq!((n, least.round()), (12, 17.0));
        assert!((least - 17.156).abs() < 0.01, "{least}");
        // Nobody is flagged, and of four reviews nothing is said.
        assert!(found.officers.iter().all(|officer| !officer.standing.is_far()));
        assert_eq!((found.officers[3].estimate, found.officers[3].standing), (None, Standing::TooFew));
        // An estimate lies between the officer's own mean and that of all.
        assert!(found.officers[1].estimate.is_some_and(|mean| (60.0..=64.0).contains(&mean)));
    }

    #[test]
    fn whoever_is_far_off_is_flagged() {
        let units: Vec<Sum> = [60, 61, 59, 60, 62, 20].iter().map(|mean| unit(20, *mean, 15)).collect();
        let found = officers(&units);
        let far: Vec<usize> = (0..6).filter(|at| found.officers[*at].standing.is_far()).collect();
        assert_eq!(far, [5]);
        assert_eq!(found.officers[5].standing, Standing::Below);
        assert!(officers(&[]).officers.is_empty());
        assert_eq!(officers(&[unit(20, 60, 15)]).least, None);
    }
}
