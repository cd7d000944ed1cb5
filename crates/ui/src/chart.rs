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

/// Scores by day over their bands; the table beside it says the same.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<svg class="spark course" width="100%" height="168" aria-hidden="true" focusable="false">{% for band in bands %}<rect{% if band.shaded %} class="track"{% else %} fill="none"{% endif %} width="100%" y="{{ band.y }}" height="{{ band.height }}"/><text x="6" y="{{ band.words_y }}" font-size="12" fill="currentColor">{{ band.label }}</text>{% endfor %}{% for line in lines %}<line x1="{{ line.0 }}%" y1="{{ line.1 }}" x2="{{ line.2 }}%" y2="{{ line.3 }}" stroke="currentColor" stroke-width="2"/>{% endfor %}{% for dot in dots %}<circle cx="{{ dot.0 }}%" cy="{{ dot.1 }}" r="5"/>{% endfor %}</svg>"#,
    ext = "html"
)]
pub struct Course {
    bands: Vec<CourseBand>,
    lines: Vec<(f64, f64, f64, f64)>,
    dots: Vec<(f64, f64)>,
}

#[derive(Clone, Debug)]
struct CourseBand {
    label: String,
    shaded: bool,
    y: f64,
    height: f64,
    words_y: f64,
}

/// The course of a score. `points` are days (any count of days that grows) with scores, earliest first; `bands` are
/// the lowest score of each band with its label, highest first; `most` is the highest score there is.
pub fn course(points: &[(i64, i64)], bands: &[(i64, String)], most: i64) -> Course {
    const TOP: f64 = 8.0;
    const HIGH: f64 = 152.0;
    let tenth = |v: f64| (v * 10.0).round() / 10.0;
    let most = most.max(1) as f64;
    let y = |score: i64| tenth(TOP + (1.0 - (score as f64 / most).clamp(0.0, 1.0)) * HIGH);
    let first = points.first().map_or(0, |p| p.0);
    let days = (points.last().map_or(0, |p| p.0) - first).max(1) as f64;
    // A single score stands in the middle; room is left for the bands' names.
    let x = |day: i64| match points.len() {
        0 | 1 => 60.0,
        _ => tenth(24.0 + (day - first) as f64 / days * 73.0),
    };
    let dots: Vec<(f64, f64)> = points.iter().map(|(day, score)| (x(*day), y(*score))).collect();
    let lines = dots.windows(2).map(|pair| (pair[0].0, pair[0].1, pair[1].0, pair[1].1)).collect();
    let mut upper = TOP;
    let bands = bands
        .iter()
        .enumerate()
        .map(|(n, (from, label))| {
            let lower = y(*from);
            let band = CourseBand {
                label: label.clone(),
                shaded: n % 2 == 0,
                y: upper,
                height: tenth((lower - upper).max(0.0)),
                words_y: tenth(f64::midpoint(upper, lower) + 4.0),
            };
            upper = lower;
            band
        })
        .collect();
    Course { bands, lines, dots }
}

impl HtmlSafe for Course {}

/// What may come: a band with its middle, a line to stay under, and what came where that is known. The table beside it
/// says the same.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<svg class="spark" width="100%" height="168" viewBox="0 0 600 168" preserveAspectRatio="none" aria-hidden="true" focusable="false"><polygon points="{{ band }}" fill="currentColor" fill-opacity=".15"/>{% if let Some(y) = under %}<line x1="0" x2="600" y1="{{ y }}" y2="{{ y }}" stroke="currentColor" stroke-width="2" stroke-dasharray="8 5"/>{% endif %}<path d="{{ middle }}"/>{% if !came.is_empty() %}<polyline points="{{ came }}" fill="none" stroke="currentColor" stroke-width="3"/>{% endif %}</svg>"#,
    ext = "html"
)]
pub struct Fan {
    band: String,
    middle: String,
    under: Option<f64>,
    came: String,
}

/// The fan of low, middle and high values, earliest first; `under` is the line, `came` what came at the same times.
pub fn fan(values: &[[f64; 3]], under: Option<f64>, came: &[f64]) -> Fan {
    const HIGH: f64 = 160.0;
    let highest = values.iter().flatten().chain(came).chain(under.as_ref()).copied().fold(1.0, f64::max);
    let tenth = |v: f64| (v * 10.0).round() / 10.0;
    let y = |value: f64| tenth(4.0 + (1.0 - (value / highest).clamp(0.0, 1.0)) * HIGH);
    let x = |at: usize| tenth(at as f64 / values.len().saturating_sub(1).max(1) as f64 * 600.0);
    let (mut band, mut middle, mut seen) = (String::new(), String::new(), String::new());
    for (at, [low, ..]) in values.iter().enumerate() {
        let _ = write!(band, "{},{} ", x(at), y(*low));
    }
    for (at, [.., high]) in values.iter().enumerate().rev() {
        let _ = write!(band, "{},{} ", x(at), y(*high));
    }
    for (at, [_, half, _]) in values.iter().enumerate() {
        let _ = write!(middle, "{}{} {}", if at == 0 { 'M' } else { 'L' }, x(at), y(*half));
    }
    for (at, value) in came.iter().enumerate() {
        let _ = write!(seen, "{},{} ", x(at), y(*value));
    }
    Fan { band, middle, under: under.map(y), came: seen }
}

impl HtmlSafe for Fan {}
