//! The chosen part of a filter form: one tag for each choice, which takes it away.

/// One choice in force, with the address of the list without it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterTag {
    /// What was chosen: `Team: North`.
    pub label: String,
    /// The list without it.
    pub href: String,
}

impl FilterTag {
    /// A choice from its words and the address without it.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}
