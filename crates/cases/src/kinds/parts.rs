//! A pack's text in parts that a person edits one at a time: its head, its long lists, each stage, clock, form or
//! letter. Pure.
//!
//! A text that is no TOML has parts too, so that whoever broke it finds the place again.

use std::{collections::HashSet, ops::Range};

/// One part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What addresses call it: `stages.help`. Letters, digits, `-`, `_` and one dot; no two parts share one.
    pub key: String,
    /// What it is one of: `stages`; empty for the head.
    pub table: String,
    /// Its id: `help`; empty where it has none.
    pub id: String,
    /// Its lines, from 0. Together the parts of a text are all of its lines, in order.
    pub lines: Range<usize>,
}

impl Part {
    /// What people call it: `stages: help`; empty for the head.
    pub fn name(&self) -> String {
        if self.id.is_empty() { self.table.clone() } else { format!("{}: {}", self.table, self.id) }
    }
}

/// The parts of a text, in order; the first is its head, which may be empty.
pub fn parts(text: &str) -> Vec<Part> {
    let lines: Vec<&str> = text.lines().collect();
    let mut starts = vec![(0, String::new())];
    let (mut quoted, mut array) = (false, false);
    for (n, line) in lines.iter().enumerate() {
        let inside = quoted;
        quoted ^= (line.matches("\"\"\"").count() + line.matches("'''").count()) % 2 == 1;
        if inside {
            continue;
        }
        let table = &starts[starts.len() - 1].1;
        if let Some(name) = heading(line) {
            // `[risk.escalates]` goes on with the `[[risk]]` above it.
            let goes_on = name.split_once('.').is_some_and(|(parent, _)| parent == table);
            if !goes_on {
                starts.push((above(&lines, n), name.to_owned()));
            }
            array = false;
        } else if array && line.starts_with(']') {
            array = false;
            starts.push((n + 1, String::new()));
        } else if let Some(name) = long_list(line).filter(|_| table.is_empty()) {
            starts.push((above(&lines, n), name.to_owned()));
            array = true;
        }
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([lines.len()]).collect::<Vec<_>>();
    let mut taken = HashSet::new();
    let all = starts.into_iter().zip(ends).enumerate();
    // What stands between two lists of the head is mostly one empty line: it belongs to the list above.
    let mut found: Vec<Part> = Vec::new();
    for (n, ((from, table), until)) in all {
        let blank = lines[from..until].iter().all(|line| line.trim().is_empty());
        match found.last_mut().filter(|_| n > 0 && table.is_empty() && blank) {
            Some(before) => before.lines.end = until,
            None => found.push(named(&lines, table, from..until, &mut taken)),
        }
    }
    found
}

/// The part that an address names.
pub fn find(text: &str, key: &str) -> Option<Part> {
    parts(text).into_iter().find(|part| part.key == key)
}

/// The part a line is in; lines count from 1.
pub fn of_line(parts: &[Part], line: usize) -> Option<&Part> {
    parts.iter().find(|part| part.lines.contains(&line.saturating_sub(1))).or(parts.last())
}

/// The words of a part.
pub fn words(text: &str, part: &Part) -> String {
    let lines: Vec<&str> = text.lines().skip(part.lines.start).take(part.lines.len()).collect();
    lines.join("\n") + "\n"
}

/// The text with other words for one part. Line ends become `\n`.
pub fn with(text: &str, part: &Part, words: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let kept = lines[..part.lines.start].iter().copied();
    let mut new: Vec<&str> = kept.chain(words.lines()).collect();
    let after = &lines[part.lines.end.min(lines.len())..];
    // An empty line keeps the parts apart when the last one of the words was taken away.
    let apart = !after.is_empty() && new.last().is_some_and(|line| !line.trim().is_empty());
    new.extend(apart.then_some(""));
    new.extend(after);
    new.join("\n") + "\n"
}

/// The name in `[name]` or `[[name]]` at the beginning of a line.
fn heading(line: &str) -> Option<&str> {
    let inner = line.strip_prefix("[[").or_else(|| line.strip_prefix('['))?;
    let name = &inner[..inner.find(']')?];
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!name.is_empty() && name.chars().all(fits)).then_some(name)
}

/// The key of a list that goes over several lines: `fields = [`.
fn long_list(line: &str) -> Option<&str> {
    let (key, value) = line.split_once('=')?;
    let key = key.trim_end();
    let fits = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (fits && value.trim() == "[").then_some(key)
}

/// Where the comment right above a line begins, or the line itself.
fn above(lines: &[&str], at: usize) -> usize {
    lines[..at].iter().rposition(|line| !line.starts_with('#')).map_or(0, |before| before + 1).max(1)
}

/// A part with a key that no other has.
fn named(lines: &[&str], table: String, at: Range<usize>, taken: &mut HashSet<String>) -> Part {
    let own = lines[at.clone()].iter().skip_while(|line| heading(line).is_none()).skip(1);
    let id = own.take_while(|line| heading(line).is_none()).find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "id").then(|| value.trim().trim_matches('"').to_owned())
    });
    let id = id.filter(|_| !table.is_empty()).unwrap_or_default();
    let plain: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let stem = match (table.as_str(), plain.as_str()) {
        ("", _) => "head".to_owned(),
        (table, "") => table.replace('.', "_"),
        (table, id) => format!("{}.{id}", table.replace('.', "_")),
    };
    let again = (2..).map(|n| format!("{stem}-{n}"));
    let free = std::iter::once(stem.clone()).chain(again).find(|key| !taken.contains(key));
    let key = free.unwrap_or(stem);
    taken.insert(key.clone());
    Part { key, table, id, lines: at }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# What it is for\nid = \"larch\"\n\nroles = [\n  { role = \"subject\" },\n]\n\n# Questions\nfields = [\n]\nlast = 1\n\n# First\n[[stages]]\nid = \"help\"\nname = \"Help\"\n\n[[letters]]\nid = \"offer\"\nbody = \"\"\"\n[[stages]]\nDear\n\"\"\"\n\n[[risk]]\nid = \"harm\"\n[risk.escalates]\nat = 2\n\n[[stages]]\nname = \"No id\"\n\n[[stages]]\nid = \"help\"\n";

    #[test]
    fn a_text_falls_into_parts_that_together_are_all_of_it() {
        let found = parts(TEXT);
        let keys: Vec<&str> = found.iter().map(|part| part.key.as_str()).collect();
        let want = [
            "head",
            "roles",
            "fields",
            "head-2",
            "stages.help",
            "letters.offer",
            "risk.harm",
            "stages",
            "stages.help-2",
        ];
        assert_eq!(keys, want);
        assert_eq!(found.iter().map(|part| words(TEXT, part)).collect::<String>(), TEXT);
        assert!(
            words(TEXT, &found[2]).starts_with("# Questions\nfields"),
            "a comment goes with what it is about"
        );
        assert!(words(TEXT, &found[5]).contains("Dear"), "a heading inside a letter's words is none");
        assert_eq!(found[4].name(), "stages: help");
        assert_eq!(of_line(&found, 15).map(|part| part.key.as_str()), Some("stages.help"));
    }

    #[test]
    fn every_pack_that_ships_is_the_sum_of_its_parts() {
        for (name, text) in ::packs::SHIPPED {
            let found = parts(text);
            assert_eq!(found.iter().map(|part| words(text, part)).collect::<String>(), *text, "{name}");
            let most = found.iter().map(|part| words(text, part).len()).max();
            assert!(most < Some(40_000), "{name} has a part of {most:?} bytes, too much for one page");
            assert!(found.iter().all(|part| find(text, &part.key).as_ref() == Some(part)));
        }
    }

    #[test]
    fn one_part_is_written_anew_and_the_others_stay() {
        let part = find(TEXT, "stages.help").expect("there");
        assert_eq!(with(TEXT, &part, &words(TEXT, &part)), TEXT);
        let new = with(TEXT, &part, "[[stages]]\r\nid = \"other\"");
        assert!(new.contains("[[stages]]\nid = \"other\"\n\n[[letters]]"), "{new}");
        assert!(!new.contains("# First") && new.starts_with("# What it is for"));
        let gone = with(TEXT, &part, "");
        assert!(find(&gone, "stages.help").is_some_and(|part| part.lines.end == gone.lines().count()));
        assert_eq!(parts("").len(), 1);
        let torn = "id = \"\"\"\n[[stages]]\n";
        assert_eq!(parts(torn).len(), 1, "a text that is no TOML has parts too");
    }
}
