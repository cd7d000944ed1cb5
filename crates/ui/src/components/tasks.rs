//! Steps to finish, with "Looked at, not finished" kept apart from "Not looked at".

use crate::Tag;
use askama::Template;
use askama::filters::HtmlSafe;

/// Steps in the order they are best done.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "components/tasks/tasks.html")]
pub struct TaskList {
    /// One each.
    pub tasks: Vec<Task>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What is to be done.
    pub what: String,
    /// Where it is done; empty while it cannot be.
    pub href: String,
    /// A line under it; empty when there is none.
    pub hint: String,
    /// How far it is.
    pub state: Tag,
}

impl Task {
    /// A finished step.
    pub fn done(what: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(what, href, Tag::good("Done"))
    }

    /// A step that somebody began.
    pub fn begun(what: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(what, href, Tag::warn("Looked at, not finished"))
    }

    /// A step that nobody has opened.
    pub fn untouched(what: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(what, href, Tag::info("Not looked at"))
    }

    /// A step that waits for another; say which with [`Task::hint`].
    pub fn waiting(what: impl Into<String>) -> Self {
        Self::new(what, "", Tag::plain("Cannot start yet"))
    }

    /// Adds a line under the step.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    fn new(what: impl Into<String>, href: impl Into<String>, state: Tag) -> Self {
        Self { what: what.into(), href: href.into(), hint: String::new(), state }
    }
}

impl HtmlSafe for TaskList {}
