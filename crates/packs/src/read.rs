//! Reading and checking a pack's text. A problem says where it is and what to do.

use crate::Pack;
use std::fmt;

/// Something wrong in a pack's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// Where in the pack, such as `stages[2].needs[0]`; empty where the text cannot be read at all.
    pub field: String,
    /// What is wrong.
    pub words: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}: {} {}", self.line, self.field, self.words, self.remedy)
    }
}

/// Reads a pack and checks that its parts fit together.
pub fn read(text: &str) -> Result<Pack, Vec<Problem>> {
    toml::from_str::<Pack>(text).map_err(|e| {
        let line = e.span().map_or(1, |span| text[..span.start].lines().count().max(1));
        vec![Problem {
            line,
            field: String::new(),
            words: e.message().to_owned(),
            remedy: "Correct this line.".to_owned(),
        }]
    })
}
