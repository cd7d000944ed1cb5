//! A map of the people around a person, drawn on the server, with the same said in a sentence and a list.
//!
//! Line style is the strength of a tie, as social work draws it (after Hartman): solid and plain for strong,
//! dotted for weak, thick and red for strained. A weak or strained tie also says so in its label, so nobody
//! has to tell lines apart. The drawing exists in two widths, and the stylesheet shows the one that fits, so
//! that its letters are never smaller than 12 pixels.

mod layout;
mod measure;

pub use layout::{Drawing, Frame, Line, NAME_SIZE, NARROW, Node, RADIUS, RELATION_SIZE, Room, WIDE, layout};
pub use measure::{REGULAR, text_width, wrap};

use crate::count;
use askama::Template;
use askama::filters::HtmlSafe;

/// The most labels a map shows; beyond it the last one counts the rest.
pub const MOST: usize = 14;

/// How strong a tie is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strength {
    /// Close and helpful.
    #[default]
    Strong,
    /// There, but thin.
    Weak,
    /// Hurts, or costs more than it gives.
    Strained,
}

impl Strength {
    /// The word for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Weak => "weak",
            Self::Strained => "strained",
        }
    }
}

/// Somebody around the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tie {
    /// Who.
    pub name: String,
    /// What they are to the person: `mother`, `housing officer`.
    pub relation: String,
    /// How strong the tie is.
    pub strength: Strength,
    /// A sentence about it, for the list; empty when there is none.
    pub note: String,
}

impl Tie {
    /// A tie without a sentence.
    pub fn new(name: impl Into<String>, relation: impl Into<String>, strength: Strength) -> Self {
        Self { name: name.into(), relation: relation.into(), strength, note: String::new() }
    }

    /// Adds a sentence about it.
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}

/// The map: `{{ eco_map }}` in a template.
#[derive(Clone, Debug, Template)]
#[template(path = "components/ecomap/ecomap.html")]
pub struct EcoMap {
    id: String,
    centre: String,
    ties: Vec<Tie>,
    drawings: [Drawing; 2],
}

impl EcoMap {
    /// A map with an id that is unique on the page, the name in the middle, and who is around.
    pub fn new(id: impl Into<String>, centre: impl Into<String>, ties: Vec<Tie>) -> Self {
        let centre = centre.into();
        let drawings = [layout(&WIDE, &centre, &ties), layout(&NARROW, &centre, &ties)];
        Self { id: id.into(), centre, ties, drawings }
    }

    /// The drawing in one sentence.
    pub fn sentence(&self) -> String {
        let of = |strength| self.ties.iter().filter(|tie| tie.strength == strength).count();
        let parts: Vec<String> = [Strength::Strong, Strength::Weak, Strength::Strained]
            .into_iter()
            .filter(|strength| of(*strength) > 0)
            .map(|strength| format!("{} {}", of(strength), strength.words()))
            .collect();
        let people = count(self.ties.len(), "person", "people");
        if parts.is_empty() {
            return format!("{people} recorded around {}.", self.centre);
        }
        format!("{people} around {}. Ties: {}.", self.centre, parts.join(", "))
    }
}

impl HtmlSafe for EcoMap {}
