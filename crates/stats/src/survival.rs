//! How long something lasts when for some it has not ended yet: the product-limit estimate. Who is still there counts
//! for as long as they were seen; leaving them out makes everything look shorter than it is.
//!
//! Sources: Kaplan and Meier (1958), JASA 53, 457–481; Greenwood (1926) for the error; the interval on the scale of
//! log(−log), which never leaves 0 to 1: Kalbfleisch and Prentice (1980), section 1.3; the mean up to a time: Klein and
//! Moeschberger (2003), section 4.5.

use crate::{interval::Interval, normal_quantile};

/// One that was watched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stay {
    /// How long, in whichever unit.
    pub time: f64,
    /// Whether it ended then; otherwise it was still there when last looked at.
    pub ended: bool,
}

/// A time at which some ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The time.
    pub time: f64,
    /// How many were there until then.
    pub at_risk: u64,
    /// How many of them ended.
    pub ended: u64,
    /// The share that lasts longer.
    pub lasting: f64,
    /// Its standard error, by Greenwood.
    pub error: f64,
    /// Its interval; `None` once nothing lasts longer.
    pub interval: Option<Interval>,
}

/// A mean and its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
}

/// The share that lasts, over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    steps: Vec<Step>,
    longest: f64,
    watched: f64,
}

impl Curve {
    /// By all that were watched, with intervals of this confidence. `None` of nobody, or where a time is no number or
    /// below 0.
    pub fn of(stays: &[Stay], confidence: f64) -> Option<Self> {
        if stays.iter().any(|stay| !stay.time.is_finite() || stay.time < 0.0) {
            return None;
        }
        let mut stays = stays.to_vec();
        stays.sort_by(|a, b| a.time.total_cmp(&b.time));
        let longest = stays.last()?.time;
        let z = normal_quantile(f64::midpoint(1.0, confidence));
        let (mut steps, mut there, mut lasting, mut greenwood) = (Vec::new(), stays.len(), 1.0, 0.0);
        for same in stays.chunk_by(|a, b| a.time.total_cmp(&b.time).is_eq()) {
            let (n, d) = (there as f64, same.iter().filter(|stay| stay.ended).count());
            if d > 0 {
                let left = n - d as f64;
                lasting *= left / n;
                greenwood += d as f64 / (n * left);
                steps.push(Step {
                    time: same[0].time,
                    at_risk: there as u64,
                    ended: d as u64,
                    lasting,
                    error: if lasting > 0.0 { lasting * greenwood.sqrt() } else { 0.0 },
                    interval: (lasting > 0.0).then(|| interval(lasting, greenwood, z)),
                });
            }
            there -= same.len();
        }
        Some(Self { steps, longest, watched: stays.iter().map(|stay| stay.time).sum() })
    }

    /// The times at which some ended, the earliest first.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The longest that was seen, whether it ended then or not.
    pub fn longest(&self) -> f64 {
        self.longest
    }

    /// How long all of them together were watched.
    pub fn watched(&self) -> f64 {
        self.watched
    }

    /// The share that lasts longer than a time. `None` after the last that was seen, where some were still there.
    pub fn lasting(&self, time: f64) -> Option<f64> {
        let before = self.steps.partition_point(|step| step.time <= time);
        let share = before.checked_sub(1).map_or(1.0, |last| self.steps[last].lasting);
        (time <= self.longest || share == 0.0).then_some(share)
    }

    /// The first time by which a share `p` has ended. `None` where it never came to that.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        self.steps.iter().find(|step| step.lasting <= 1.0 - p + 1e-12).map(|step| step.time)
    }

    /// The time by which half have ended. `None` where fewer than half did.
    pub fn median(&self) -> Option<f64> {
        self.quantile(0.5)
    }

    /// How long things last on average, what lasts longer than `until` counted as that long. `None` where nothing was
    /// seen for so long.
    pub fn mean_until(&self, until: f64) -> Option<Mean> {
        self.lasting(until)?;
        let (mut mean, mut variance, mut end) = (0.0, 0.0, until);
        // From the end back: the area that each step has to its right is its weight in the error.
        for step in self.steps.iter().rev().filter(|step| step.time < until) {
            mean += step.lasting * (end - step.time);
            end = step.time;
            let (there, ended) = (step.at_risk as f64, step.ended as f64);
            if step.lasting > 0.0 {
                variance += mean * mean * ended / (there * (there - ended));
            }
        }
        Some(Mean { mean: mean + end, error: variance.sqrt() })
    }
}

fn interval(lasting: f64, greenwood: f64, z: f64) -> Interval {
    let spread = (z * greenwood.sqrt() / lasting.ln().abs()).exp();
    Interval { lower: lasting.powf(spread), upper: lasting.powf(1.0 / spread) }
}
