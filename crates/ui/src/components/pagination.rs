//! A long list in pages, saying which part of it is shown.

use crate::query;
use askama::Template;
use askama::filters::HtmlSafe;

/// Where the reader is in a long list.
#[derive(Clone, Debug, Template)]
#[template(path = "components/pagination/pagination.html")]
pub struct Pagination {
    path: String,
    page: usize,
    last: usize,
    words: String,
}

impl Pagination {
    /// Page `page` (from 1) of a list of `total` things, `size` on a page; `things` names them: `people`.
    ///
    /// A page beyond the end counts as the last one.
    pub fn new(path: impl Into<String>, page: usize, size: usize, total: usize, things: &str) -> Self {
        let size = size.max(1);
        let last = total.div_ceil(size).max(1);
        let page = page.clamp(1, last);
        let (first_row, last_row) = ((page - 1) * size + 1, (page * size).min(total));
        let words = match total {
            0 => format!("No {things}"),
            1 => format!("1 {}", one(things)),
            _ if last == 1 => format!("{total} {things}"),
            _ => format!("{first_row} to {last_row} of {total} {things}"),
        };
        Self { path: path.into(), page, last, words }
    }

    /// The page shown, after clamping.
    pub fn page(&self) -> usize {
        self.page
    }

    /// The page before, when there is one.
    fn previous(&self) -> Option<Step> {
        (self.page > 1).then(|| self.step(self.page - 1))
    }

    /// The page after, when there is one.
    fn next(&self) -> Option<Step> {
        (self.page < self.last).then(|| self.step(self.page + 1))
    }

    /// The first, the last, and the two beside the current one; `None` is a gap.
    fn steps(&self) -> Vec<Option<Step>> {
        let mut steps = Vec::new();
        let mut before = 0;
        for n in (1..=self.last).filter(|n| *n == 1 || *n == self.last || n.abs_diff(self.page) <= 1) {
            if n > before + 1 {
                steps.push(None);
            }
            steps.push(Some(self.step(n)));
            before = n;
        }
        steps
    }

    fn step(&self, n: usize) -> Step {
        Step { n, href: query(&self.path, &[("page", &n.to_string())]), current: n == self.page }
    }
}

/// One of the things: `people` are one person, `entries` one entry, `cases` one case.
fn one(things: &str) -> String {
    match (things, things.strip_suffix("ies")) {
        ("people", _) => "person".to_owned(),
        (_, Some(stem)) => format!("{stem}y"),
        _ => things.trim_end_matches('s').to_owned(),
    }
}

/// A link to one page of the list.
struct Step {
    n: usize,
    href: String,
    current: bool,
}

impl HtmlSafe for Pagination {}
