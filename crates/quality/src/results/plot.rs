//! The two pictures of results, as SVG: a chart over months, and a funnel. Each is drawn twice, for wide and for
//! narrow screens, so that its letters stay readable. Beside each stands a table with the same numbers.

use super::{
    compare::{FAR, Funnel, NEAR},
    finding::{Chart, Month},
    web::whole,
};
use askama::Template;
use askama::filters::HtmlSafe;
use std::fmt::Write;

/// A picture in two sizes.
#[derive(Clone, Debug, Template)]
#[template(
    source = r##"<div class="ecomap">{% for p in sizes %}<svg class="{{ p.class }}" viewBox="0 0 {{ p.width }} {{ p.height }}" role="img" aria-labelledby="{{ p.id }}"><title id="{{ p.id }}">{{ p.title }}</title><g fill="none" stroke="currentColor"><path d="{{ p.grid }}" stroke-opacity=".2"/><path d="{{ p.dotted }}" stroke-dasharray="2 4"/><path d="{{ p.dashed }}" stroke-dasharray="7 4"/><path d="{{ p.thin }}"/></g><path d="{{ p.line }}" fill="none" stroke="#12436d" stroke-width="2.5"/>{% for d in p.dots %}<circle class="within" cx="{{ d.0 }}" cy="{{ d.1 }}" r="4"/>{% endfor %}{% for d in p.squares %}<path class="over" d="M{{ d.0 }} {{ d.1 }}m-5-5h10v10h-10z"/>{% endfor %}{% for t in p.texts %}<text x="{{ t.x }}" y="{{ t.y }}" text-anchor="{{ t.anchor }}">{{ t.text }}</text>{% endfor %}</svg>{% endfor %}</div>"##,
    ext = "html"
)]
pub struct Plot {
    sizes: Vec<Size>,
}

impl HtmlSafe for Plot {}

/// One size of a picture.
#[derive(Clone, Debug, Default)]
struct Size {
    class: &'static str,
    id: String,
    title: String,
    width: f64,
    height: f64,
    /// Where the plot ends on the right.
    right: f64,
    grid: String,
    dotted: String,
    dashed: String,
    thin: String,
    line: String,
    dots: Vec<(f64, f64)>,
    squares: Vec<(f64, f64)>,
    texts: Vec<Words>,
}

#[derive(Clone, Debug)]
struct Words {
    x: f64,
    y: f64,
    anchor: &'static str,
    text: String,
}

const LEFT: f64 = 36.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 28.0;

fn tenth(v: f64) -> f64 {
    (v * 10.0).round() / 10.0
}

impl Size {
    /// An empty plot with a scale from 0 to 100; `room` is kept on the right for the names of lines.
    fn new((class, width, height): (&'static str, f64, f64), id: &str, title: &str, room: f64) -> Self {
        let mut size = Self {
            class,
            id: format!("{id}-{class}"),
            title: title.to_owned(),
            width,
            height,
            right: width - room,
            ..Self::default()
        };
        for score in [0, 25, 50, 75, 100] {
            let y = size.y(f64::from(score));
            let _infallible = write!(size.grid, "M{LEFT} {y}H{}", size.right);
            size.say(LEFT - 6.0, y + 4.0, "end", score.to_string());
        }
        size
    }

    fn say(&mut self, x: f64, y: f64, anchor: &'static str, text: String) {
        self.texts.push(Words { x: tenth(x), y: tenth(y), anchor, text });
    }

    fn y(&self, score: f64) -> f64 {
        let share = 1.0 - (score / 100.0).clamp(0.0, 1.0);
        tenth(TOP + share * (self.height - TOP - BOTTOM))
    }

    /// The place of the `at`th of `n` points.
    fn x(&self, at: usize, n: usize) -> f64 {
        let step = (self.right - LEFT - 16.0) / n.saturating_sub(1).max(1) as f64;
        tenth(LEFT + 8.0 + at as f64 * step)
    }
}

/// The sizes of a picture: class, width, height.
const SIZES: [(&str, f64, f64); 2] = [("eco-wide", 640.0, 280.0), ("eco-narrow", 360.0, 240.0)];

/// The chart of a series; `label` names a month shortly, and known changes stand at `starts` with a letter each.
pub fn over_time(
    series: &[Month],
    chart: &Chart,
    starts: &[usize],
    label: fn(&str) -> String,
    title: &str,
) -> Plot {
    let values: Vec<f64> = series.iter().map(Month::mean).collect();
    let sizes = SIZES.map(|shape| {
        let wide = shape.1 > 500.0;
        let mut size = Size::new(shape, "plot-time", title, if wide { 92.0 } else { 40.0 });
        for (at, value) in values.iter().enumerate() {
            let (x, y) = (size.x(at, values.len()), size.y(*value));
            let _infallible = write!(size.line, "{}{x} {y}", if at == 0 { 'M' } else { 'L' });
            let special = matches!(chart, Chart::Control(points) if points[at].signal.is_some());
            if special { size.squares.push((x, y)) } else { size.dots.push((x, y)) }
        }
        levels(&mut size, chart, values.len(), wide);
        for (n, start) in starts.iter().enumerate() {
            let x = tenth(f64::midpoint(
                size.x(start.saturating_sub(1), values.len()),
                size.x(*start, values.len()),
            ));
            let _infallible = write!(size.dotted, "M{x} {TOP}V{}", size.height - BOTTOM);
            size.say(x, TOP - 4.0, "middle", letter(n));
        }
        months(&mut size, series, label, wide);
        size
    });
    Plot { sizes: sizes.into() }
}

/// `A` for the first change, `B` for the second.
pub fn letter(n: usize) -> String {
    u8::try_from(n % 26).map_or(String::new(), |n| char::from(b'A' + n).to_string())
}

/// Mean and limits of each part, with their names on the right.
fn levels(size: &mut Size, chart: &Chart, n: usize, wide: bool) {
    let right = size.right;
    let name = |size: &mut Size, score: f64, words: &str| {
        let words = if wide { format!("{words} {}", whole(score)) } else { whole(score) };
        let y = size.y(score) + 4.0;
        size.say(right + 5.0, y, "start", words);
    };
    match chart {
        Chart::Empty => {}
        Chart::Run { median, .. } => {
            let y = size.y(*median);
            let _infallible = write!(size.thin, "M{LEFT} {y}H{right}");
            name(size, *median, "Median");
        }
        Chart::Control(points) => {
            let same = |a: &stats::spc::Point, b: &stats::spc::Point| a.mean.to_bits() == b.mean.to_bits();
            let mut at = 0;
            for part in points.chunk_by(same) {
                let (from, to) = (size.x(at, n) - 6.0, size.x(at + part.len() - 1, n) + 6.0);
                at += part.len();
                let first = part[0];
                let y = size.y(first.mean);
                let _infallible = write!(size.thin, "M{from} {y}H{to}");
                for limit in [first.lower, first.upper] {
                    let y = size.y(limit);
                    let _infallible = write!(size.dashed, "M{from} {y}H{to}");
                }
            }
            if let Some(last) = points.last() {
                let gap = (last.upper - last.mean).abs() > 7.0;
                name(size, last.mean, "Mean");
                if gap {
                    name(size, last.upper.min(100.0), "Upper");
                    name(size, last.lower.max(0.0), "Lower");
                }
            }
        }
    }
}

/// Names of months under the axis: first, last, and some between.
fn months(size: &mut Size, series: &[Month], label: fn(&str) -> String, wide: bool) {
    let n = series.len();
    let most = if wide { 5 } else { 3 };
    let step = n.div_ceil(most).max(1);
    for (at, month) in series.iter().enumerate().filter(|(at, _)| at % step == 0) {
        let (x, y) = (size.x(at, n), size.height - 8.0);
        size.say(x, y, if at == 0 { "start" } else { "middle" }, label(&month.month));
    }
}

/// The funnel of units: reviews across, mean score upwards; those outside the wide limits are squares with a name.
/// `units` are name, reviews, mean, and whether they are outside.
pub fn funnel(of: &Funnel, units: &[(String, i64, f64, bool)], title: &str) -> Plot {
    let most = units.iter().map(|unit| unit.1).max().unwrap_or(1).max(10);
    let sizes = SIZES.map(|shape| {
        let mut size = Size::new(shape, "plot-funnel", title, 16.0);
        let width = size.right - LEFT;
        let x = |n: f64| tenth(LEFT + n / (most as f64 * 1.05) * width);
        for (confidence, dotted) in [(NEAR, true), (FAR, false)] {
            let path = edge(of, most, confidence, &x, &size);
            if dotted { size.dotted = path } else { size.dashed = path }
        }
        let y = size.y(of.mean);
        let _infallible = write!(size.thin, "M{LEFT} {y}H{}", size.right);
        for (name, n, mean, far) in units {
            let place = (x(*n as f64), size.y(*mean));
            if *far {
                size.squares.push(place);
                let anchor = if place.0 > size.width / 2.0 { "end" } else { "start" };
                size.say(place.0, place.1 - 9.0, anchor, name.clone());
            } else {
                size.dots.push(place);
            }
        }
        let low = size.height - 8.0;
        size.say(LEFT, low, "start", "Few reviews".to_owned());
        let right = size.right;
        size.say(right, low, "end", format!("{most} reviews"));
        size
    });
    Plot { sizes: sizes.into() }
}

/// Both limits of a confidence, as one path.
fn edge(of: &Funnel, most: i64, confidence: f64, x: &impl Fn(f64) -> f64, size: &Size) -> String {
    let steps = 24;
    let places: Vec<i64> = (0..=steps).map(|n| (most * n / steps).max(super::model::FEW)).collect();
    let mut path = String::new();
    for upper in [true, false] {
        let mut begun = false;
        for n in &places {
            let Some(limits) = of.limits(*n, confidence) else { continue };
            let y = size.y(if upper { limits.upper } else { limits.lower });
            let _infallible = write!(path, "{}{} {y}", if begun { 'L' } else { 'M' }, x(*n as f64));
            begun = true;
        }
    }
    path
}
