//! The XmR chart as NHS England's Making Data Count draws it: limits from the moving range, four rules, and whether a
//! change is for the better.
//!
//! Source: NHS England, "Making data count", and the R package `NHSRplotthedots` that its analysts keep, whose own
//! output the tests hold.

/// Limits stand this many mean moving ranges from the mean: 3 ÷ d₂, d₂ = 2 ÷ √π, rounded as the method prints it.
const LIMIT: f64 = 2.66;
/// Near limits: two thirds of it.
const NEAR: f64 = 2.0 * LIMIT / 3.0;
/// A moving range beyond so many mean moving ranges is left out of the mean that the limits are made from.
const WILD: f64 = 3.267;
/// Points of a run or a trend that are more than chance.
const SEVEN: usize = 7;
/// Fewer points than this make no control chart: use a [run chart](crate::run_chart).
pub const FEWEST: usize = 12;

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Higher is better.
    Up,
    /// Lower is better.
    Down,
    /// Neither.
    Neither,
}

/// How a chart is made.
#[derive(Clone, Copy, Debug)]
pub struct Method<'a> {
    /// Which way is better.
    pub better: Better,
    /// Points at which a known change begins, from 0, rising: mean and limits begin anew there. 0 may be left out.
    pub rebase_at: &'a [usize],
    /// Mean and limits are made from so many first points of each part alone, when given.
    pub fix_after: Option<usize>,
    /// Whether wild moving ranges are left out of the limits. The method does so.
    pub screen: bool,
}

impl Default for Method<'_> {
    fn default() -> Self {
        Self { better: Better::Up, rebase_at: &[], fix_after: None, screen: true }
    }
}

/// Why a point is more than chance, in the order in which one reason is given when there are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Above the upper limit.
    Above,
    /// Below the lower limit.
    Below,
    /// Part of seven points each higher than the one before. Where one trend follows another, the step after a point
    /// says which way: so the method does it.
    Rising,
    /// Part of seven points each lower than the one before.
    Falling,
    /// One of two in three beyond the near limit, all three above the mean.
    NearAbove,
    /// One of two in three beyond the near limit, all three below the mean.
    NearBelow,
    /// Part of seven points above the mean.
    RunAbove,
    /// Part of seven points below the mean.
    RunBelow,
}

impl Signal {
    /// Whether it points upwards.
    pub fn is_up(self) -> bool {
        matches!(self, Self::Above | Self::Rising | Self::NearAbove | Self::RunAbove)
    }
}

/// A point of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The value.
    pub value: f64,
    /// The mean at this point.
    pub mean: f64,
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
    /// Why it is more than chance; `None` for common cause variation.
    pub signal: Option<Signal>,
    /// Whether the signal is for the better; `None` without a signal, or where neither way is better.
    pub better: Option<bool>,
}

/// The chart of a series. A part of fewer than two points has limits at its mean. Empty for an empty series.
pub fn xmr(values: &[f64], method: &Method<'_>) -> Vec<Point> {
    let mut starts: Vec<usize> = std::iter::once(0).chain(method.rebase_at.iter().copied()).collect();
    starts.retain(|start| *start < values.len());
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([values.len()]);
    starts.iter().zip(ends).flat_map(|(from, until)| part(&values[*from..until], method)).collect()
}

/// One part, between changes.
fn part(values: &[f64], method: &Method<'_>) -> Vec<Point> {
    let based = &values[..method.fix_after.unwrap_or(values.len()).min(values.len())];
    let centre = crate::mean(based).unwrap_or(0.0);
    let range = moving_range(based, method.screen);
    let level = Level { centre, range };
    let (signals, (lower, upper)) = (level.signals(values), level.limits(LIMIT));
    let points = values.iter().zip(signals).map(|(value, signal)| Point {
        value: *value,
        mean: centre,
        lower,
        upper,
        signal,
        better: signal.and_then(|signal| match method.better {
            Better::Up => Some(signal.is_up()),
            Better::Down => Some(!signal.is_up()),
            Better::Neither => None,
        }),
    });
    points.collect()
}

/// The mean moving range; wild ones are left out once, and the mean is made again.
fn moving_range(values: &[f64], screen: bool) -> f64 {
    let ranges: Vec<f64> = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let all = crate::mean(&ranges).unwrap_or(0.0);
    if !screen {
        return all;
    }
    let tame: Vec<f64> = ranges.into_iter().filter(|range| *range < WILD * all).collect();
    crate::mean(&tame).unwrap_or(all)
}

struct Level {
    centre: f64,
    range: f64,
}

impl Level {
    /// The ends so many mean moving ranges from the mean: lower, upper.
    fn limits(&self, far: f64) -> (f64, f64) {
        (self.centre - far * self.range, self.centre + far * self.range)
    }

    fn signals(&self, values: &[f64]) -> Vec<Option<Signal>> {
        let mut out = vec![None; values.len()];
        // The last rule first: a reason that comes earlier in the list is written over it.
        for (start, seven) in values.windows(SEVEN).enumerate() {
            let side = if seven.iter().all(|x| *x > self.centre) {
                Some(Signal::RunAbove)
            } else if seven.iter().all(|x| *x < self.centre) {
                Some(Signal::RunBelow)
            } else {
                continue;
            };
            out[start..start + SEVEN].fill(side);
        }
        let (lower, upper) = self.limits(LIMIT);
        let (near_lower, near_upper) = self.limits(NEAR);
        let near = |x: f64| match x {
            x if x > upper || x < lower => None,
            x if x > near_upper => Some(true),
            x if x < near_lower => Some(false),
            _ => None,
        };
        for (start, three) in values.windows(3).enumerate() {
            for (above, signal) in [(true, Signal::NearAbove), (false, Signal::NearBelow)] {
                let hits = || (0..3).filter(|n| near(three[*n]) == Some(above));
                let one_side = three.iter().all(|x| if above { *x > self.centre } else { *x < self.centre });
                if one_side && hits().count() >= 2 {
                    hits().for_each(|n| out[start + n] = Some(signal));
                }
            }
        }
        let trend = trends(values);
        for at in (0..values.len()).filter(|at| trend[*at]) {
            let step = if trend.get(at + 1) == Some(&true) { at + 1 } else { at };
            let rises = step > 0 && values[step] > values[step - 1];
            out[at] = Some(if rises { Signal::Rising } else { Signal::Falling });
        }
        for (value, signal) in values.iter().zip(&mut out) {
            if *value > upper {
                *signal = Some(Signal::Above);
            } else if *value < lower {
                *signal = Some(Signal::Below);
            }
        }
        out
    }
}

/// Which points are part of seven that each lie higher, or each lower, than the one before.
fn trends(values: &[f64]) -> Vec<bool> {
    let mut part = vec![false; values.len()];
    for (start, seven) in values.windows(SEVEN).enumerate() {
        let up = || seven.windows(2).all(|pair| pair[1] > pair[0]);
        let down = || seven.windows(2).all(|pair| pair[1] < pair[0]);
        if up() || down() {
            part[start..start + SEVEN].fill(true);
        }
    }
    part
}
