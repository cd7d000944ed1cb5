//! What two texts of a pack differ in, section by section. Pure.

use super::parts::{Part, of_line, parts};

/// Lines that differ, in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The part of the pack: `stages: help`; empty for its head.
    pub section: String,
    /// The line in the new text where it begins, from 1.
    pub line: usize,
    /// Lines that are no longer there.
    pub gone: Vec<String>,
    /// Lines that are new.
    pub new: Vec<String>,
}

/// Longest texts that are compared line by line; beyond that everything between the first and the last difference
/// counts as changed.
const MOST: usize = 3000;

/// What differs, in the order of the new text. Empty for equal texts.
pub fn diff(old: &str, new: &str) -> Vec<Change> {
    let parts = parts(new);
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let kept = if a.len().max(b.len()) > MOST { Vec::new() } else { common(a, b) };
    let (mut changes, mut at, mut bt) = (Vec::new(), 0, 0);
    for (i, j) in kept.into_iter().chain(std::iter::once((a.len(), b.len()))) {
        if i > at || j > bt {
            changes.push(Change {
                section: of_line(&parts, head + bt.min(b.len().saturating_sub(1)) + 1)
                    .map(Part::name)
                    .unwrap_or_default(),
                line: head + bt + 1,
                gone: a[at..i].iter().map(|line| (*line).to_owned()).collect(),
                new: b[bt..j].iter().map(|line| (*line).to_owned()).collect(),
            });
        }
        (at, bt) = (i + 1, j + 1);
    }
    changes
}

/// Pairs of equal lines in order: a longest common part.
fn common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut longest = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_told_by_section_and_line() {
        let old = "id = \"a\"\n\n[[stages]]\nid = \"one\"\nname = \"One\"\n\n[[stages]]\nid = \"two\"\nname = \"Two\"\n";
        let new = old
            .replace("\"Two\"", "\"Second\"")
            .replace("name = \"One\"\n", "name = \"One\"\nrepeats = true\n");
        let found = diff(old, &new);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].section.as_str(), found[0].line), ("stages: one", 6));
        assert_eq!((found[0].gone.len(), found[0].new.as_slice()), (0, &["repeats = true".to_owned()][..]));
        assert_eq!((found[1].section.as_str(), found[1].line), ("stages: two", 10));
        assert_eq!(found[1].gone, ["name = \"Two\""]);
        assert!(diff(old, old).is_empty());
        assert_eq!(diff("", "a\n").len(), 1);
        assert_eq!(diff("a\nb\n", "")[0].gone, ["a", "b"]);
    }
}
