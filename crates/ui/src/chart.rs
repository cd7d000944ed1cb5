//! Small charts that stand beside a number which already says it: hidden from screen readers, drawn as SVG.

use askama::Template;
use askama::filters::HtmlSafe;
use std::borrow::Borrow;
use std::fmt::Write;

/// A bar for a table's cell, on a scale to 160% with a line at 100%; what is over the line has its own colour.
#[derive(Clone, Copy, Debug, Template)]
#[template(path = "components/bar/bar.html")]
pub struct Bar {
    within: f64,
    over: f64,
    line: f64,
}

/// Where the scale ends: room to see how far over somebody is, without making 100% look small.
const SCALE: f64 = 160.0;

/// The bar of a percentage; put the number itself in the cell before it.
///
/// It borrows because templates pass their arguments by reference: `{{ ui::chart::bar(row.load) }}`.
pub fn bar(percent: impl Borrow<f64>) -> Bar {
    let percent = *percent.borrow();
    let percent = if percent.is_finite() { percent.clamp(0.0, SCALE) } else { 0.0 };
    let share = |part: f64| (part / SCALE * 1000.0).round() / 10.0;
    Bar { within: share(percent.min(100.0)), over: share((percent - 100.0).max(0.0)), line: share(100.0) }
}

/// A bar for a share of a whole, 0 to 100%.
#[derive(Clone, Copy, Debug, Template)]
#[template(
    source = r#"<svg class="load" width="100%" height="16" aria-hidden="true" focusable="false"><rect class="track" width="100%" height="16" rx="3"/><rect class="within" width="{{ percent }}%" height="16" rx="3"/></svg>"#,
    ext = "html"
)]
pub struct Share {
    percent: i64,
}

/// The bar of a share in whole percent; put the number itself in the cell before it.
pub fn share(percent: impl Borrow<i64>) -> Share {
    Share { percent: (*percent.borrow()).clamp(0, 100) }
}

/// A line of a few values with its last point marked; the words beside it carry the meaning.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<svg class="spark" width="120" height="32" viewBox="0 0 120 32" aria-hidden="true" focusable="false"><path d="{{ path }}"/><circle cx="{{ x }}" cy="{{ y }}" r="3.5"/></svg>"#,
    ext = "html"
)]
pub struct Spark {
    path: String,
    x: f64,
    y: f64,
}

/// The line of values on a scale from `low` to `high`.
pub fn spark(values: &[f64], low: f64, high: f64) -> Spark {
    let range = if high > low { high - low } else { 1.0 };
    let steps = values.len().saturating_sub(1).max(1) as f64;
    let tenth = |v: f64| (v * 10.0).round() / 10.0;
    let (mut path, mut x, mut y) = (String::new(), 4.0, 28.0);
    for (i, value) in values.iter().enumerate() {
        x = tenth(4.0 + i as f64 / steps * 112.0);
        y = tenth(28.0 - (value.clamp(low, high.max(low)) - low) / range * 24.0);
        let _ = write!(path, "{}{x} {y}", if i == 0 { 'M' } else { 'L' });
    }
    Spark { path, x, y }
}

impl HtmlSafe for Bar {}
impl HtmlSafe for Share {}
impl HtmlSafe for Spark {}
