//! The words of this slice as types.

use access::{TeamId, UserId};
use kernel::{Instant, row, text_enum};
use uuid::Uuid;

text_enum! {
    /// Which importer a run is of.
    pub enum RunKind {
        /// Our own template.
        Cases = "cases", "Cases from our template";
        /// The HMIS CSV standard.
        Hmis = "hmis", "HMIS CSV folder";
        /// Past spreadsheets of reviews.
        Reviews = "reviews", "Past reviews of cases";
    }
}

text_enum! {
    /// How a run stands.
    pub enum RunState {
        /// Rows are being read and checked.
        Staging = "staging", "Being read";
        /// Checked; somebody must say whether it comes in.
        Checked = "checked", "Waiting for you";
        /// Being written, out of sight.
        Publishing = "publishing", "Coming in";
        /// In.
        Live = "live", "In";
        /// Being taken back before it was in.
        Cancelling = "cancelling", "Being cancelled";
        /// Taken back before it was in.
        Cancelled = "cancelled", "Cancelled";
        /// Being taken back after it was in.
        Undoing = "undoing", "Being undone";
        /// Taken back after it was in.
        Undone = "undone", "Undone";
        /// Could not be read or written.
        Failed = "failed", "Failed";
    }
}

row! {
    /// An import from staging to live or undone.
    #[derive(Clone, Debug)]
    pub struct Run {
        /// The run; also the batch of its rows.
        pub run_id: Uuid,
        /// Which importer.
        pub kind: RunKind,
        /// Name of the file or folder.
        pub name: String,
        /// SHA-256 of the whole content.
        pub file_hash: Vec<u8>,
        /// How it stands.
        pub state: RunState,
        /// Rows found.
        pub rows_total: i64,
        /// Rows that cannot come in.
        pub rows_bad: i64,
        /// Warnings found.
        pub warnings: i64,
        /// Whether somebody accepted leaving the bad rows out.
        pub excluded: bool,
        /// Staged records already written.
        pub published: i64,
        /// Who asked for it.
        pub made_by: UserId,
        /// When.
        pub made_at: Instant,
        /// When its rows began to show.
        pub live_at: Option<Instant>,
        /// The team that cases without one go to.
        pub team_id: Option<TeamId>,
        /// Mapping and choices, as lines of name=value.
        pub settings: String,
        /// What it holds, as lines of name=number.
        pub counts: String,
        /// What came of it.
        pub words: String,
    }
}

impl RunKind {
    /// As it is stored: the kind, and the importer where the kinds that are stored do not know it. Past reviews come
    /// in a file of a template of ours, as cases do.
    pub fn stored(self) -> (Self, &'static str) {
        match self {
            Self::Reviews => (Self::Cases, self.code()),
            _ => (self, ""),
        }
    }
}

impl Run {
    /// A setting; empty when it was not given.
    pub fn setting(&self, name: &str) -> &str {
        lines(&self.settings).find(|(n, _)| *n == name).map_or("", |(_, value)| value)
    }

    /// The settings whose names begin like this, with the rest of their names.
    pub fn settings_of<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        lines(&self.settings).filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value)))
    }

    /// What it holds: names and numbers.
    pub fn holds(&self) -> impl Iterator<Item = (&str, i64)> {
        lines(&self.counts).filter_map(|(name, n)| Some((name, n.parse().ok()?)))
    }

    /// A number of what it holds.
    pub fn count(&self, name: &str) -> i64 {
        self.holds().find(|(n, _)| *n == name).map_or(0, |(_, n)| n)
    }
}

/// Lines of name=value.
fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| line.split_once('='))
}

/// A line of name=value; line ends in the value become spaces.
pub fn line(name: &str, value: &str) -> String {
    format!("{name}={}\n", value.replace(['\n', '\r'], " "))
}
