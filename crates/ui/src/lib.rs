//! The design layer: one page shell, components with examples, one stylesheet, one small script.
//!
//! Slices own their pages; this crate owns how pages look and behave. A page is a struct with a field
//! `shell: ui::Shell`, a template that says `{% extends "shell.html" %}`, and a handler that answers
//! `ui::Page(page)`. `README.md` lists every component with its arguments, and `/design` shows them all.
//!
//! Not here, on purpose: no word of casework rules, no SQL, no clock, no script that a page needs to work.

mod assets;
pub mod chart;
mod components;
mod design;
pub mod ecomap;
mod error_page;
mod errors;
mod headers;
mod page;
mod samples;
mod shell;
mod words;

pub use assets::assets;
pub use components::choice::{Choice, choices};
pub use components::dated::{Dated, DatedList};
pub use components::filter::FilterTag;
pub use components::network::{Network, Worker};
pub use components::pagination::Pagination;
pub use components::person::{Action, Fact, PersonBanner};
pub use components::progress::Progress;
pub use components::quote::Quote;
pub use components::risk::{Risk, RiskList};
pub use components::sort::{Heading, Sort};
pub use components::stats::{Stat, Stats};
pub use components::subnav::SubNav;
pub use components::summary::{SummaryList, SummaryRow};
pub use components::tag::{Tag, Tone};
pub use components::tasks::{Task, TaskList};
pub use components::timeline::{Entry, Timeline};
pub use components::{Component, Example, components};
pub use design::design;
pub use ecomap::EcoMap;
pub use error_page::ErrorPage;
pub use errors::Errors;
pub use headers::{CONTENT_SECURITY_POLICY, security_headers};
pub use page::{Page, fragment, wants_fragment};
pub use samples::{SampleSet, Samples};
pub use shell::{CsrfField, Idle, Link, NavItem, Shell, SignedIn};
pub use words::{count, initials, query};

#[cfg(test)]
mod tests;
