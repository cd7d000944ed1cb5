//! The components: each a small struct that renders its own folder under `pages/components/`.
//!
//! A component that wraps other words (a card, a table's scroll region, a form field) is a template macro
//! instead; `README.md` lists both kinds. All text given to a component is escaped.

pub mod choice;
pub mod dated;
pub mod filter;
pub mod network;
pub mod pagination;
pub mod person;
pub mod progress;
pub mod quote;
pub mod risk;
pub mod sort;
pub mod stats;
pub mod subnav;
pub mod summary;
pub mod tag;
pub mod tasks;
pub mod timeline;

mod examples;

pub use examples::{Component, Example, components};
