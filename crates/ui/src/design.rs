//! `/design`: every component with its examples, and every page with its samples.

use crate::{Component, ErrorPage, NavItem, Page, SampleSet, Shell, components};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;

/// Routes of the review pages: `/design` and `/design/pages/{page}/{n}`.
pub fn design<S: Clone + Send + Sync + 'static>(samples: Vec<SampleSet>) -> Router<S> {
    let samples = Arc::new(samples);
    let listed = Arc::clone(&samples);
    Router::new()
        .route("/design", get(move || show_design(Arc::clone(&listed))))
        .route("/design/pages/{page}/{n}", get(move |path| show_sample(Arc::clone(&samples), path)))
}

/// The review page.
#[derive(Template)]
#[template(path = "design.html")]
struct ShowDesign {
    shell: Shell,
    components: Vec<Component>,
    samples: Arc<Vec<SampleSet>>,
}

async fn show_design(samples: Arc<Vec<SampleSet>>) -> Page<ShowDesign> {
    let shell = Shell::new("Components and pages", "design")
        .intro("Every component with its examples, and every page with made-up content.")
        .nav(vec![NavItem::new("/design", "Design").here()]);
    Page(ShowDesign { shell, components: components(), samples })
}

async fn show_sample(sets: Arc<Vec<SampleSet>>, Path((page, n)): Path<(String, usize)>) -> Response {
    let set = sets.iter().find(|set| set.page == page);
    match set.and_then(|set| set.samples.get(n)) {
        Some((_, html)) => Html(html.clone()).into_response(),
        None => ErrorPage::not_found(Shell::default()).into_response(),
    }
}
