//! The stylesheet and the script, compiled in and served under addresses that change with their content.

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::LazyLock;

pub(crate) const CSS: &str = include_str!("../assets/alongside.css");
pub(crate) const JS: &str = include_str!("../assets/alongside.js");

static STYLESHEET: LazyLock<String> = LazyLock::new(|| address(CSS, "css"));
static SCRIPT: LazyLock<String> = LazyLock::new(|| address(JS, "js"));

/// Routes of the assets. A browser keeps them for ever: a new content has a new address.
pub fn assets<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{file}", get(show_asset))
}

pub(crate) fn stylesheet() -> &'static str {
    &STYLESHEET
}

pub(crate) fn script() -> &'static str {
    &SCRIPT
}

async fn show_asset(Path(file): Path<String>) -> Response {
    let wanted = format!("/assets/{file}");
    let (body, kind) = if wanted == *STYLESHEET {
        (CSS, "text/css; charset=utf-8")
    } else if wanted == *SCRIPT {
        (JS, "text/javascript; charset=utf-8")
    } else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, body).into_response()
}

fn address(content: &str, extension: &str) -> String {
    let mut name = String::from("/assets/alongside-");
    for byte in Sha256::digest(content.as_bytes()).iter().take(6) {
        let _ = write!(name, "{byte:02x}");
    }
    name + "." + extension
}
