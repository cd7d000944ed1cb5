//! The places of one person or one case, under the banner.

use crate::NavItem;
use askama::Template;
use askama::filters::HtmlSafe;

/// Navigation among the pages about one thing.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "components/subnav/subnav.html")]
pub struct SubNav {
    /// What the places belong to, such as the person's name; read out, not seen.
    pub label: String,
    /// The places, one of them current.
    pub items: Vec<NavItem>,
}

impl SubNav {
    /// Places from pairs of address and label; the one with the address `here` is current.
    pub fn new(label: impl Into<String>, here: &str, items: Vec<NavItem>) -> Self {
        let items = items.into_iter().map(|item| NavItem { current: item.href == here, ..item }).collect();
        Self { label: label.into(), items }
    }
}

impl HtmlSafe for SubNav {}
