//! Where everything in the map goes.
//!
//! ```text
//!            [ top ]
//!     [left]    |    [right]     labels sit on an ellipse, in rows of equal height:
//!   [left] ---( me )--- [right]  one at the top (and one at the bottom when the number is even),
//!     [left]    |    [right]     the others in pairs, clockwise from the top
//!           [bottom]
//! ```
//! Rows of equal height are why labels cannot overlap up or down; the ellipse keeps the outer rows' labels
//! left and right of the middle far enough apart. A line ends at the inner edge of its label, and inner edges
//! lie further in the further out the row is, so no line crosses another label.

use super::{MOST, REGULAR, Strength, Tie, wrap};

/// Sizes of a drawing. The narrow one fits a phone of 360 pixels with its margins.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Width of the drawing.
    pub width: f64,
    /// Width of a label.
    pub label: f64,
    /// The class that the stylesheet shows or hides.
    pub class: &'static str,
}

/// For columns of 560 pixels and more.
pub const WIDE: Frame = Frame { width: 560.0, label: 158.0, class: "eco-wide" };
/// For everything narrower, down to 280 pixels.
pub const NARROW: Frame = Frame { width: 320.0, label: 108.0, class: "eco-narrow" };

/// Letters of a name; like the next, 12 pixels or more when the narrow drawing is only 280 pixels wide.
pub const NAME_SIZE: f64 = 14.0;
/// Letters of the line under the name.
pub const RELATION_SIZE: f64 = 13.8;
const LINE: f64 = 17.0;
const PAD: f64 = 7.0;
const GAP: f64 = 10.0;
/// Half the size of the circle in the middle.
pub const RADIUS: f64 = 36.0;

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Room {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Room {
    /// Whether two rectangles share any room.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}

/// One line of a label, with its baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it says.
    pub words: String,
    /// Where its letters stand.
    pub y: f64,
    /// Whether it is part of the name.
    pub name: bool,
}

/// A label with the line that ties it to the middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The label's room.
    pub room: Room,
    /// The label's middle.
    pub x: f64,
    /// Its lines of words.
    pub lines: Vec<Line>,
    /// Where the tie's line ends, left to right.
    pub end_x: f64,
    /// Where the tie's line ends, top to bottom.
    pub end_y: f64,
    /// The class of line and label.
    pub class: &'static str,
}

/// A drawing, ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The class that the stylesheet shows or hides.
    pub class: &'static str,
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
    /// The middle, left to right.
    pub cx: f64,
    /// The middle, top to bottom.
    pub cy: f64,
    /// Lines of the name in the middle.
    pub middle: Vec<Line>,
    /// The labels, clockwise from the top.
    pub nodes: Vec<Node>,
}

/// A label before it has a place.
struct Label {
    name: Vec<String>,
    relation: Vec<String>,
    class: &'static str,
}

impl Label {
    fn height(&self) -> f64 {
        (self.name.len() + self.relation.len()) as f64 * LINE + 2.0 * PAD
    }
}

/// Places a name and its ties in a frame.
pub fn layout(frame: &Frame, centre: &str, ties: &[Tie]) -> Drawing {
    let labels = labels(frame, ties);
    let tallest = labels.iter().map(Label::height).fold(0.0, f64::max);
    let places = places(labels.len(), frame, tallest + GAP);
    let top = places.iter().map(|(_, y)| *y).fold(-RADIUS, f64::min) - tallest / 2.0;
    let bottom = places.iter().map(|(_, y)| *y).fold(RADIUS, f64::max) + tallest / 2.0;
    let (cx, cy) = (frame.width / 2.0, 2.0 - top);
    let nodes = labels
        .into_iter()
        .zip(places)
        .map(|(label, (x, y))| node(frame, &label, (cx, cy), (cx + x, cy + y)))
        .collect();
    let middle = stack(&wrap(centre, NAME_SIZE, 2.0 * RADIUS - 8.0, 2), cy, true);
    Drawing { class: frame.class, width: frame.width, height: bottom - top + 4.0, cx, cy, middle, nodes }
}

/// The words of each label; people beyond the most shown become one label that counts them.
fn labels(frame: &Frame, ties: &[Tie]) -> Vec<Label> {
    let shown = if ties.len() > MOST { MOST - 1 } else { ties.len() };
    let width = frame.label - 2.0 * PAD;
    let mut labels: Vec<Label> = ties
        .iter()
        .take(shown)
        .map(|tie| Label {
            name: wrap(&tie.name, NAME_SIZE, width, 2),
            relation: relation_lines(tie, width),
            class: tie.strength.words(),
        })
        .collect();
    if shown < ties.len() {
        let name = wrap(&format!("+ {} more", ties.len() - shown), NAME_SIZE, width, 1);
        labels.push(Label { name, relation: Vec::new(), class: "more" });
    }
    labels
}

/// What somebody is to the person, then the strength in words unless it is the usual, strong one.
fn relation_lines(tie: &Tie, width: f64) -> Vec<String> {
    let mut lines = wrap(&tie.relation, RELATION_SIZE * REGULAR, width, 1);
    if tie.strength != Strength::Strong {
        lines.extend(wrap(tie.strength.words(), RELATION_SIZE * REGULAR, width, 1));
    }
    lines
}

/// Middles of `n` labels around the origin, clockwise from the top.
fn places(n: usize, frame: &Frame, row: f64) -> Vec<(f64, f64)> {
    let has_bottom = n > 0 && n.is_multiple_of(2);
    let pairs = n.saturating_sub(1 + usize::from(has_bottom)) / 2;
    // the top label keeps clear of the circle, also when there are few rows
    let clear = RADIUS + row / 2.0 + 22.0;
    let row = row.max(2.0 * clear / (pairs + 1) as f64);
    let reach = (row * (pairs + 1) as f64 / 2.0).max(clear);
    let side = (frame.width - frame.label) / 2.0 - 2.0;
    let at_row = |i: usize| {
        let y = row * (i as f64 - (pairs as f64 - 1.0) / 2.0);
        (side * (1.0 - (y / reach).powi(2)).sqrt(), y)
    };
    let mut places = Vec::with_capacity(n);
    places.extend((n > 0).then_some((0.0, -reach)));
    places.extend((0..pairs).map(at_row));
    places.extend(has_bottom.then_some((0.0, reach)));
    places.extend((0..pairs).rev().map(at_row).map(|(x, y)| (-x, y)));
    places
}

fn node(frame: &Frame, label: &Label, (cx, cy): (f64, f64), (x, y): (f64, f64)) -> Node {
    let height = label.height();
    let room = Room { x: x - frame.label / 2.0, y: y - height / 2.0, width: frame.label, height };
    let above_or_below = (x - cx).abs() < 1.0;
    let (end_x, end_y) = if above_or_below {
        (x, if y < cy { room.y + height } else { room.y })
    } else {
        (if x < cx { room.x + room.width } else { room.x }, y)
    };
    let words: Vec<String> = label.name.iter().chain(&label.relation).cloned().collect();
    let mut lines = stack(&words, y, false);
    for line in lines.iter_mut().take(label.name.len()) {
        line.name = true;
    }
    Node { room, x, lines, end_x, end_y, class: label.class }
}

/// Lines of words around a height; a letter stands about a third of its size under the middle of its line.
fn stack(words: &[String], middle: f64, name: bool) -> Vec<Line> {
    let first = middle - (words.len() as f64 - 1.0) * LINE / 2.0 + NAME_SIZE * 0.35;
    words
        .iter()
        .enumerate()
        .map(|(i, words)| Line { words: words.clone(), y: first + i as f64 * LINE, name })
        .collect()
}
