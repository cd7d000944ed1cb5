//! A few words with a tone: the words say it, the colour only helps.

use askama::Template;
use askama::filters::HtmlSafe;
use std::fmt;

/// How a tag, a notice or a tile is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No judgement.
    #[default]
    Plain,
    /// For information.
    Info,
    /// Done, safe, in order.
    Good,
    /// Needs a look.
    Warn,
    /// Danger, overdue, failed.
    Bad,
}

/// The tone's class in the stylesheet.
impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "plain",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        })
    }
}

/// Words with a tone.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(source = r#"{% import "components/tag/tag.html" as t %}{{ t::tag(words, tone) }}"#, ext = "html")]
pub struct Tag {
    /// What it says.
    pub words: String,
    /// How it is coloured.
    pub tone: Tone,
}

impl Tag {
    /// A tag of any tone.
    pub fn new(words: impl Into<String>, tone: Tone) -> Self {
        Self { words: words.into(), tone }
    }

    /// A tag without judgement.
    pub fn plain(words: impl Into<String>) -> Self {
        Self::new(words, Tone::Plain)
    }

    /// A tag for information.
    pub fn info(words: impl Into<String>) -> Self {
        Self::new(words, Tone::Info)
    }

    /// A tag for what is in order.
    pub fn good(words: impl Into<String>) -> Self {
        Self::new(words, Tone::Good)
    }

    /// A tag for what needs a look.
    pub fn warn(words: impl Into<String>) -> Self {
        Self::new(words, Tone::Warn)
    }

    /// A tag for danger, lateness, failure.
    pub fn bad(words: impl Into<String>) -> Self {
        Self::new(words, Tone::Bad)
    }
}

impl HtmlSafe for Tag {}
