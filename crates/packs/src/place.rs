//! Where in a text something stands: lines for field paths such as `stages[2].needs[0]`, and paths for offsets.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A pack's text with the place of every key and value.
pub struct Places<'t> {
    text: &'t str,
    root: Option<Spanned<DeTable<'t>>>,
}

impl<'t> Places<'t> {
    /// Reads the places of a text; of a text that is no TOML none are known.
    pub fn of(text: &'t str) -> Self {
        Self { text, root: DeTable::parse(text).ok() }
    }

    /// The line of a field, from 1. Of a field that is left out: the line of what should hold it. With words to
    /// look for, the line of the value on which they stand.
    pub fn line(&self, field: &str, words: &str) -> usize {
        let Some(root) = &self.root else { return 1 };
        let mut span = root.span();
        let mut table = Some(root.get_ref());
        let mut value = None;
        for step in field.split(['.', '[']).filter(|step| !step.is_empty()) {
            let next = match step.strip_suffix(']') {
                Some(n) => n.parse().ok().and_then(|n: usize| items(value?)?.get(n)),
                None => table.and_then(|t| t.get(step)),
            };
            let Some(next) = next else { break };
            (span, value, table) = (next.span(), Some(next.get_ref()), next.get_ref().as_table());
        }
        // The document's own span is no place to send anybody to.
        let start = if value.is_none() { 0 } else { span.start };
        let within = self.text.get(span).and_then(|value| value.find(words)).unwrap_or(0);
        self.line_at(start + if value.is_none() { 0 } else { within })
    }

    /// The line of an offset, from 1.
    pub fn line_at(&self, offset: usize) -> usize {
        self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
    }

    /// The path of the innermost value that stands at an offset; empty when there is none.
    pub fn field_at(&self, offset: usize) -> String {
        self.root.as_ref().map(|root| in_table(root.get_ref(), offset)).unwrap_or_default()
    }
}

fn items<'v, 't>(value: &'v DeValue<'t>) -> Option<&'v [Spanned<DeValue<'t>>]> {
    value.as_array().map(|array| &**array)
}

/// The last value that begins at or before the offset and holds it. A table of an array spans its heading alone,
/// so that one is held by the keys in it.
fn in_table(table: &DeTable<'_>, offset: usize) -> String {
    let mut best: Option<(usize, String)> = None;
    for (key, value) in table {
        let name = key.get_ref();
        let on_key = key.span().start <= offset && offset < key.span().end.max(key.span().start + 1);
        if let Some((at, inner)) = in_value(value, offset) {
            keep(&mut best, at, join(name, &inner));
        } else if on_key {
            keep(&mut best, key.span().start, name.to_string());
        }
    }
    best.map(|(_, path)| path).unwrap_or_default()
}

fn in_value(value: &Spanned<DeValue<'_>>, offset: usize) -> Option<(usize, String)> {
    if let Some(table) = value.get_ref().as_table() {
        let inner = in_table(table, offset);
        if !inner.is_empty() {
            return Some((offset, inner));
        }
    }
    if let Some(all) = items(value.get_ref()) {
        let found = all.iter().enumerate().find_map(|(n, item)| {
            in_value(item, offset).map(|(at, inner)| (at, join(&format!("[{n}]"), &inner)))
        });
        if found.is_some() {
            return found;
        }
    }
    let span = value.span();
    (span.start <= offset && offset < span.end).then(|| (span.start, String::new()))
}

fn keep(best: &mut Option<(usize, String)>, at: usize, path: String) {
    if best.as_ref().is_none_or(|(known, _)| *known <= at) {
        *best = Some((at, path));
    }
}

fn join(outer: &str, inner: &str) -> String {
    if inner.is_empty() || inner.starts_with('[') {
        format!("{outer}{inner}")
    } else {
        format!("{outer}.{inner}")
    }
}
