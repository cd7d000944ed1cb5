//! Pages for when something is not to be had: what happened, what to do, where to go on.

use crate::{Link, Page, Samples, Shell};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// A page that says what went wrong in plain words; answering it sends its status.
#[derive(Clone, Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The frame; its title is what happened.
    pub shell: Shell,
    /// The status sent with the page.
    pub status: StatusCode,
    /// What to do, a sentence each.
    pub advice: Vec<String>,
    /// Ways on.
    pub links: Vec<Link>,
}

impl ErrorPage {
    /// A page from its status, its heading and what to do.
    pub fn new(shell: Shell, status: StatusCode, heading: &str, advice: &[&str]) -> Self {
        let links = vec![Link::new("/", "Go to the start page"), Link::new("/help", "Get help")];
        let advice = advice.iter().map(|sentence| (*sentence).to_owned()).collect();
        Self { shell: shell.titled(heading, ""), status, advice, links }
    }

    /// Replaces the ways on.
    pub fn links(self, links: Vec<Link>) -> Self {
        Self { links, ..self }
    }

    /// No such page, or one this person may not know of: the two must look the same.
    pub fn not_found(shell: Shell) -> Self {
        let advice = [
            "The address may be mistyped, or what was here may have moved.",
            "If you followed a link from a colleague, you may not be working with this person. Ask them to add you.",
        ];
        Self::new(shell, StatusCode::NOT_FOUND, "We cannot find that page", &advice)
    }

    /// The role signed in with does not allow this act.
    pub fn not_allowed(shell: Shell) -> Self {
        let advice = [
            "Your role does not include this. Nothing was changed.",
            "Ask your team leader if you need it for your work.",
        ];
        Self::new(shell, StatusCode::FORBIDDEN, "You cannot do this", &advice)
    }

    /// Something broke on our side.
    pub fn failed(shell: Shell) -> Self {
        let advice = [
            "Something went wrong on our side. It has been recorded.",
            "What you saved before is safe. Go back and try again in a few minutes.",
        ];
        Self::new(shell, StatusCode::INTERNAL_SERVER_ERROR, "Sorry, there is a problem", &advice)
    }

    /// Busy or being looked after.
    pub fn unavailable(shell: Shell) -> Self {
        let advice =
            ["The service is busy or being updated.", "What you saved before is safe. Try again soon."];
        Self::new(shell, StatusCode::SERVICE_UNAVAILABLE, "The service is not available just now", &advice)
    }

    /// Too many requests from one place.
    pub fn too_many(shell: Shell) -> Self {
        let advice = ["There were too many tries in a short time. Wait a few minutes, then try again."];
        Self::new(shell, StatusCode::TOO_MANY_REQUESTS, "Please wait a few minutes", &advice)
    }
}

impl IntoResponse for ErrorPage {
    fn into_response(self) -> Response {
        let status = self.status;
        Page(self).with_status(status)
    }
}

impl Samples for ErrorPage {
    const NAME: &'static str = "error-page";

    fn samples() -> Vec<(&'static str, Self)> {
        let shell = Shell::default;
        vec![
            ("Not found", Self::not_found(shell())),
            ("Not allowed", Self::not_allowed(shell())),
            ("Failed", Self::failed(shell())),
            ("Not available", Self::unavailable(shell())),
            ("Too many tries", Self::too_many(shell())),
        ]
    }
}
