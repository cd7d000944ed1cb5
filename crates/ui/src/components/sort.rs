//! Sorting a table by its headings: links that work without a script.

use crate::query;
use askama::Template;
use askama::filters::HtmlSafe;

/// How a table is sorted now, and what its headings' links must keep.
///
/// In a template, inside a `table` with the attribute `data-sortable`: `{{ sort.th("name", "Officer") }}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// Path and the rest of the query, such as `/caseloads?team=north`.
    pub path: String,
    /// The key of the column sorted by.
    pub by: String,
    /// Whether the largest comes first.
    pub down: bool,
}

impl Sort {
    /// Sorted by a column.
    pub fn new(path: impl Into<String>, by: impl Into<String>, down: bool) -> Self {
        Self { path: path.into(), by: by.into(), down }
    }

    /// Reads `?sort=load&down=1` for a table whose columns are `keys`; the first key is the rule when nothing fits.
    pub fn read(path: impl Into<String>, keys: &[&str], sort: &str, down: &str) -> Self {
        let by = keys.iter().find(|key| **key == sort).or(keys.first()).copied().unwrap_or_default();
        Self::new(path, by, down == "1")
    }

    /// The heading of a column of words.
    pub fn th(&self, key: &str, label: &str) -> Heading {
        self.heading(key, label, false)
    }

    /// The heading of a column of numbers.
    pub fn th_num(&self, key: &str, label: &str) -> Heading {
        self.heading(key, label, true)
    }

    /// A column sorts the natural way first: words upwards, numbers with the largest on top.
    fn heading(&self, key: &str, label: &str, numeric: bool) -> Heading {
        let current = self.by == key;
        let down_next = if current { !self.down } else { numeric };
        let (order, arrow) = match (current, self.down) {
            (false, _) => ("none", "↕"),
            (true, false) => ("ascending", "↑"),
            (true, true) => ("descending", "↓"),
        };
        let href = query(&self.path, &[("sort", key), ("down", if down_next { "1" } else { "" })]);
        Heading { label: label.to_owned(), href, numeric, order, arrow }
    }
}

/// A heading that sorts.
#[derive(Clone, Debug, Template)]
#[template(path = "components/sort/heading.html")]
pub struct Heading {
    label: String,
    href: String,
    numeric: bool,
    order: &'static str,
    arrow: &'static str,
}

impl HtmlSafe for Heading {}
