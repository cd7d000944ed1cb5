//! What came of it, in one line.

use std::fmt;
use std::time::Duration;

use crate::Lost;

/// The count of all rounds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Power losses.
    pub crashes: usize,
    /// Writes the writer acknowledged, over all rounds.
    pub acknowledged: usize,
    /// Power losses after which acknowledged writes were missing from a sound file.
    pub losing_crashes: usize,
    /// How many writes those lost.
    pub lost_writes: usize,
    /// Power losses that left a file that cannot be read or contradicts itself.
    pub corrupt_files: usize,
    /// How long it all took.
    pub wall: Duration,
    /// The first thing that went wrong, with the round and what the shim said.
    pub first: Option<String>,
}

impl Report {
    /// Whether every acknowledged write was there after every power loss.
    pub fn kept_all(&self) -> bool {
        self.losing_crashes == 0 && self.corrupt_files == 0
    }

    /// Counts one bad outcome.
    pub(crate) fn add(&mut self, lost: &Lost, context: impl FnOnce() -> String) {
        match lost {
            Lost::Writes(writes) => {
                self.losing_crashes += 1;
                self.lost_writes += writes.len();
            }
            Lost::File(_) => self.corrupt_files += 1,
        }
        self.first.get_or_insert_with(|| format!("{}: {lost}", context()));
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { crashes, acknowledged, losing_crashes, lost_writes, corrupt_files, wall, .. } = self;
        let seconds = wall.as_secs_f64();
        write!(
            f,
            "{crashes} crashes, {acknowledged} acknowledged writes, {losing_crashes} crashes lost {lost_writes} \
             of them, {corrupt_files} corrupt files, {seconds:.1} s"
        )
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Writes(writes) => {
                let (first, last) = (writes.iter().min().unwrap_or(&0), writes.iter().max().unwrap_or(&0));
                write!(f, "{} writes lost, from {first} to {last}", writes.len())
            }
            Self::File(why) => write!(f, "file damaged: {why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_says_it_all() {
        let mut report = Report { crashes: 3, acknowledged: 90, ..Report::default() };
        assert!(report.kept_all());
        report.add(&Lost::Writes(vec![88, 89]), || "round 1".to_owned());
        report.add(&Lost::File("torn".to_owned()), || "round 2".to_owned());
        assert!(!report.kept_all());
        assert_eq!(
            report.to_string(),
            "3 crashes, 90 acknowledged writes, 1 crashes lost 2 of them, 1 corrupt files, 0.0 s"
        );
        assert_eq!(report.first.as_deref(), Some("round 1: 2 writes lost, from 88 to 89"));
    }
}
