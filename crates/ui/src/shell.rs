//! What every page says around its own words: title, navigation, who is signed in, notices, footer.
//!
//! A session builds one `Shell` for its request; a handler names the page with [`Shell::titled`] and puts
//! the shell in its page struct. The template `shell.html` reads nothing else.

use crate::{Errors, assets};
use askama::Template;
use askama::filters::HtmlSafe;

/// The frame of a page.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The page's own words: the `h1`, and the first part of the tab's title.
    pub title: String,
    /// The part of the service the page is in, second in the tab's title; empty when there is none.
    pub section: String,
    /// Replaces page and section in the tab's title, so that a name is not left on a shared screen.
    pub quiet_title: Option<String>,
    /// A sentence under the `h1`; empty when there is none.
    pub intro: String,
    /// The name of the service, as this organisation calls it.
    pub service: String,
    /// Main navigation, at most seven items.
    pub nav: Vec<NavItem>,
    /// Who is signed in; `None` on public pages, which then have no search and no navigation.
    pub who: Option<SignedIn>,
    /// What was just saved, said once at the top of the next page.
    pub notice: Option<String>,
    /// What was wrong with the form on this page; a page with errors says so first in its title.
    pub errors: Errors,
    /// Token for posts from this session; no field is written while it is empty.
    pub csrf: String,
    /// Whether the header offers the search for people.
    pub search: bool,
    /// When the session ends by itself; `None` leaves the warning out.
    pub idle: Option<Idle>,
    /// `Printed by Priya Shah, 20 November 2026 at 4.40pm`; only on paper.
    pub printed: String,
    /// Where "Exit this page" leads; `None` on staff pages.
    pub exit: Option<String>,
}

/// One place in a navigation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub label: String,
    /// Whether the reader is there now.
    pub current: bool,
}

/// Who is signed in, as the header says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedIn {
    /// The person's name.
    pub name: String,
    /// The role in force, in words.
    pub role: String,
    /// The organisation they act for.
    pub organisation: String,
}

/// A session's quiet time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idle {
    /// Seconds without a request after which the session ends; the warning comes five minutes before.
    pub seconds: u32,
    /// The address that extends the session when posted to.
    pub extend: String,
}

/// A link with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub label: String,
}

impl Link {
    /// A link from its address and its words.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into() }
    }
}

impl NavItem {
    /// A place the reader is not at; [`Shell::at`] and [`NavItem::here`] mark the current one.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), current: false }
    }

    /// The same place, marked as where the reader is.
    pub fn here(self) -> Self {
        Self { current: true, ..self }
    }
}

impl Default for Shell {
    fn default() -> Self {
        Self {
            title: String::new(),
            section: String::new(),
            quiet_title: None,
            intro: String::new(),
            service: "Alongside".to_owned(),
            nav: Vec::new(),
            who: None,
            notice: None,
            errors: Errors::default(),
            csrf: String::new(),
            search: true,
            idle: None,
            printed: String::new(),
            exit: None,
        }
    }
}

impl Shell {
    /// A shell for a page nobody has signed in to see.
    pub fn new(title: impl Into<String>, section: impl Into<String>) -> Self {
        Self::default().titled(title, section)
    }

    /// The session's shell, named for one page.
    pub fn titled(self, title: impl Into<String>, section: impl Into<String>) -> Self {
        Self { title: title.into(), section: section.into(), ..self }
    }

    /// Adds a sentence under the `h1`.
    pub fn intro(self, words: impl Into<String>) -> Self {
        Self { intro: words.into(), ..self }
    }

    /// Keeps the tab's title free of names: `quiet("Your plan")` reads "Your plan - Alongside".
    pub fn quiet(self, title: impl Into<String>) -> Self {
        Self { quiet_title: Some(title.into()), ..self }
    }

    /// Says who is signed in.
    pub fn signed_in(self, who: SignedIn) -> Self {
        Self { who: Some(who), ..self }
    }

    /// Sets the main navigation.
    pub fn nav(self, nav: Vec<NavItem>) -> Self {
        Self { nav, ..self }
    }

    /// Marks the navigation item with this address as where the reader is.
    pub fn at(mut self, href: &str) -> Self {
        for item in &mut self.nav {
            item.current = item.href == href;
        }
        self
    }

    /// Says what was just saved.
    pub fn notice(self, words: impl Into<String>) -> Self {
        Self { notice: Some(words.into()), ..self }
    }

    /// Shows what was wrong with the form on this page.
    pub fn errors(self, errors: Errors) -> Self {
        Self { errors, ..self }
    }

    /// The tab's title: `Error: X - section - Alongside`.
    pub fn tab_title(&self) -> String {
        let mut parts: Vec<&str> = match &self.quiet_title {
            Some(quiet) => vec![quiet],
            None => vec![&self.title, &self.section],
        };
        parts.push(&self.service);
        parts.retain(|part| !part.is_empty());
        let prefix = if self.errors.is_empty() { "" } else { "Error: " };
        format!("{prefix}{}", parts.join(" - "))
    }

    /// The hidden field that every form of this session carries: `{{ shell.csrf_field() }}`.
    pub fn csrf_field(&self) -> CsrfField {
        CsrfField { token: self.csrf.clone() }
    }

    /// Where the stylesheet is.
    pub fn stylesheet(&self) -> &'static str {
        assets::stylesheet()
    }

    /// Where the script is.
    pub fn script(&self) -> &'static str {
        assets::script()
    }
}

/// The hidden token of a form; writes nothing while the session has none.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"{% if !token.is_empty() %}<input type="hidden" name="csrf" value="{{ token }}">{% endif %}"#,
    ext = "html"
)]
pub struct CsrfField {
    token: String,
}

impl HtmlSafe for CsrfField {}
