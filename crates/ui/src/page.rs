//! A template as an answer.

use askama::Template;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

/// A whole page: 200, HTML, and never kept by a browser or a proxy, because pages name people.
#[derive(Clone, Debug)]
pub struct Page<T>(pub T);

impl<T: Template> Page<T> {
    /// The page with another status, such as 422 for a form with errors.
    pub fn with_status(self, status: StatusCode) -> Response {
        answer(&self.0, status)
    }
}

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        answer(&self.0, StatusCode::OK)
    }
}

/// A part of a page, for a script that replaces one region.
pub fn fragment<T: Template>(part: &T) -> Response {
    answer(part, StatusCode::OK)
}

/// Whether the request asks for a part of a page only, as the script's requests do.
pub fn wants_fragment(headers: &HeaderMap) -> bool {
    headers.contains_key("x-fragment")
}

/// What is left to say when a template fails: it needs no template.
const FAILED: &str = "<!DOCTYPE html><html lang=\"en-GB\"><meta charset=\"utf-8\"><title>Problem - Alongside</title>\
<h1>Sorry, this page cannot be shown</h1><p>Nothing you saved is lost. Try again in a few minutes.</p></html>";

fn answer<T: Template>(template: &T, status: StatusCode) -> Response {
    let keep_nothing = [(header::CACHE_CONTROL, "no-store")];
    match template.render() {
        Ok(html) => (status, keep_nothing, Html(html)).into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, keep_nothing, Html(FAILED)).into_response(),
    }
}
