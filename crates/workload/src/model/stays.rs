//! How long cases last, to draw from.

use super::draw::share;
use libm::log;
use rota::Chance;
use stats::survival::Curve;

/// How long cases last, in days, as a table to draw from.
#[derive(Clone, Debug, PartialEq)]
pub struct Stays {
    /// From which day on a share lasts, the first at 0; and the area under the curve up to there.
    steps: Vec<Step>,
    /// The share still there when last looked at ends by chance alike each day: how many a day.
    rate: f64,
    /// The mean.
    mean: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    from: f64,
    lasting: f64,
    area: f64,
}

impl Stays {
    /// By a curve in days. After the longest that was seen, cases end as often as they did on average over all the time
    /// that was seen: an Alongside default, and only as good as that. `None` where none ended, or all at once.
    pub fn of(curve: &Curve) -> Option<Self> {
        let ended: f64 = curve.steps().iter().map(|step| step.ended as f64).sum();
        let mut steps = vec![Step { from: 0.0, lasting: 1.0, area: 0.0 }];
        for step in curve.steps() {
            let last = steps[steps.len() - 1];
            let area = last.area + last.lasting * (step.time - last.from);
            steps.push(Step { from: step.time, lasting: step.lasting, area });
        }
        let last = steps[steps.len() - 1];
        let watched = curve.watched();
        if ended <= 0.0 || watched <= 0.0 {
            return None;
        }
        let rate = ended / watched;
        let mean = last.area + last.lasting * (curve.longest() - last.from) + last.lasting / rate;
        // What is still there at the end of the curve goes on from its longest time.
        if last.lasting > 0.0 {
            let area = last.area + last.lasting * (curve.longest() - last.from);
            steps.push(Step { from: curve.longest(), lasting: last.lasting, area });
        }
        Some(Self { steps, rate, mean })
    }

    /// Where only the mean is known: cases end as often each day, however old they are. `None` unless it is above 0.
    pub fn about(mean: f64) -> Option<Self> {
        let first = Step { from: 0.0, lasting: 1.0, area: 0.0 };
        (mean.is_finite() && mean > 0.0).then(|| Self { steps: vec![first], rate: 1.0 / mean, mean })
    }

    /// By shares that are still open after so many days, in the order of days; between them they end evenly at the
    /// later one. After the last, cases end as often as they did on average until then. `None` where days or shares
    /// are out of order, or none ends.
    pub fn by(shares: &[(f64, f64)]) -> Option<Self> {
        let mut steps = vec![Step { from: 0.0, lasting: 1.0, area: 0.0 }];
        for (from, lasting) in shares.iter().copied() {
            let last = steps[steps.len() - 1];
            if !(from > last.from && (0.0..=last.lasting).contains(&lasting)) {
                return None;
            }
            steps.push(Step { from, lasting, area: last.area + last.lasting * (from - last.from) });
        }
        let last = steps[steps.len() - 1];
        let rate = (1.0 - last.lasting) / last.area.max(f64::MIN_POSITIVE);
        (last.lasting < 1.0).then(|| Self { steps, rate, mean: last.area + last.lasting / rate })
    }

    /// The mean, in days.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// How long one lasts.
    pub(super) fn draw(&self, chance: &mut Chance) -> f64 {
        let left = 1.0 - share(chance);
        // The first step by which no more than that last.
        let at = self.steps.partition_point(|step| step.lasting > left);
        self.steps.get(at).map_or_else(|| self.longer(share(chance)), |step| step.from)
    }

    /// How much is left of one that is met at any moment: the longer they last, the oftener they are met.
    pub(super) fn rest(&self, chance: &mut Chance) -> f64 {
        let area = share(chance) * self.mean;
        let at = self.steps.partition_point(|step| step.area <= area) - 1;
        let step = self.steps[at];
        if at + 1 == self.steps.len() && step.lasting > 0.0 {
            return self.longer((area - step.area) * self.rate / step.lasting);
        }
        // Rounding may lead to the very end of a curve that comes down to nothing.
        if step.lasting > 0.0 { step.from + (area - step.area) / step.lasting } else { step.from }
    }

    /// How much is left of one that is so many days old.
    pub(super) fn left(&self, age: f64, chance: &mut Chance) -> f64 {
        let there = self.steps[self.steps.partition_point(|step| step.from <= age).max(1) - 1].lasting;
        let left = (1.0 - share(chance)) * there;
        let at = self.steps.partition_point(|step| step.lasting > left);
        let until = self.steps.get(at).map_or_else(|| self.longer(share(chance)), |step| step.from);
        // Older than any that was seen: as often as beyond the longest.
        if until > age { until - age } else { -log(1.0 - share(chance)) / self.rate }
    }

    /// Beyond the longest that was seen.
    fn longer(&self, share: f64) -> f64 {
        let last = self.steps[self.steps.len() - 1].from;
        last - log(1.0 - share.min(1.0 - f64::EPSILON)) / self.rate
    }
}
