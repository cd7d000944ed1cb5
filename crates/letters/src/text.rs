//! The text of a letter as people type it, read into parts.

use crate::Block;

/// Reads paragraphs between blank lines, `# ` for headings, `- ` for lists and `| a | b |` for tables whose first
/// row is the headings. Anything else is a paragraph; no text is ever dropped.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut fresh = true;
    for line in text.lines() {
        let line = line.trim_end();
        if line.trim().is_empty() {
            fresh = true;
            continue;
        }
        if let Some(heading) = line.strip_prefix("# ") {
            found.push(Block::Heading { text: heading.trim().to_owned() });
            fresh = true;
            continue;
        }
        let joined = !fresh && join(found.last_mut(), line);
        if !joined {
            found.push(begin(line));
        }
        fresh = false;
    }
    found
}

/// The part that a line begins.
fn begin(line: &str) -> Block {
    if let Some(item) = item(line) {
        return Block::List { items: vec![item.to_owned()] };
    }
    match cells(line) {
        Some(head) => Block::Table { caption: String::new(), head, rows: Vec::new() },
        None => Block::Words { text: line.to_owned() },
    }
}

/// Adds a line to the part before it; tells whether it belongs there.
fn join(before: Option<&mut Block>, line: &str) -> bool {
    match (before, item(line), cells(line)) {
        (Some(Block::List { items }), Some(item), _) => items.push(item.to_owned()),
        // A line that goes on with an item.
        (Some(Block::List { items }), None, None) if line.starts_with(' ') => {
            if let Some(last) = items.last_mut() {
                *last = format!("{last} {}", line.trim());
            }
        }
        (Some(Block::Table { head, rows, .. }), None, Some(mut row)) => {
            // `|---|---|` under the headings is how some people write tables.
            if row.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| "-: ".contains(c))) {
                return true;
            }
            row.resize(head.len().max(row.len()), String::new());
            head.resize(row.len(), String::new());
            for earlier in rows.iter_mut() {
                earlier.resize(row.len(), String::new());
            }
            rows.push(row);
        }
        (Some(Block::Words { text }), None, None) => {
            text.push('\n');
            text.push_str(line);
        }
        _ => return false,
    }
    true
}

fn item(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("- ").map(str::trim)
}

fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(|cell| cell.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Block {
        Block::Words { text: text.to_owned() }
    }

    #[test]
    fn a_letter_is_read_as_people_type_it() {
        let text = "Dear Mina\n\nWe met on Monday.\nIt was good.\n\n# What we agreed\n- You call the school\n- We fit\n  a lock\nYours\n\n| What | When |\n|---|---|\n| Lock | Friday |\n| Call |";
        assert_eq!(
            blocks(text),
            [
                words("Dear Mina"),
                words("We met on Monday.\nIt was good."),
                Block::Heading { text: "What we agreed".to_owned() },
                Block::List { items: vec!["You call the school".to_owned(), "We fit a lock".to_owned()] },
                words("Yours"),
                Block::Table {
                    caption: String::new(),
                    head: vec!["What".to_owned(), "When".to_owned()],
                    rows: vec![
                        vec!["Lock".to_owned(), "Friday".to_owned()],
                        vec!["Call".to_owned(), String::new()]
                    ],
                },
            ]
        );
        assert_eq!(blocks(" \n\n"), []);
    }

    /// Whatever is typed, every letter and digit of it is printed.
    #[test]
    fn nothing_typed_is_dropped() {
        for text in ["#no heading", "-no item", "| half a table", "||", "- ", "# ", "a\n- b\nc\n| d |\ne"] {
            let printed = format!("{:?}", blocks(text));
            for c in text.chars().filter(|c| c.is_alphanumeric()) {
                assert!(printed.contains(c), "{text:?}: {printed}");
            }
        }
    }
}
