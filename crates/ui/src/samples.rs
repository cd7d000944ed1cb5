//! Pages with made-up content, so that every page can be seen and checked without a database.

use askama::Template;

/// Made-up content for a page: full, empty, with errors, with very long names.
pub trait Samples: Template + Sized {
    /// The page's name in addresses and lists: `show-person`.
    const NAME: &'static str;

    /// Each sample with a few words about it.
    fn samples() -> Vec<(&'static str, Self)>;
}

/// The samples of one page, written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleSet {
    /// The page's name.
    pub page: &'static str,
    /// Each sample's words and its HTML; a template that fails leaves its error here, so a check finds it.
    pub samples: Vec<(&'static str, String)>,
}

impl SampleSet {
    /// The samples of a page type.
    pub fn of<T: Samples>() -> Self {
        let write = |page: T| page.render().unwrap_or_else(|error| format!("Cannot be shown: {error}"));
        let samples = T::samples().into_iter().map(|(words, page)| (words, write(page))).collect();
        Self { page: T::NAME, samples }
    }
}
