//! Answers: pages, parts of pages, error pages, the review pages and the headers on all of them.

use crate::{ErrorPage, Page, SampleSet, Samples, Shell, design, fragment, security_headers, wants_fragment};
use askama::Template;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;

#[derive(Template)]
#[template(source = "<p>{{ words }}</p>", ext = "html")]
struct Words {
    words: Broken,
}

/// Words that cannot be written when they say so.
struct Broken(bool);

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 { Err(std::fmt::Error) } else { f.write_str("Hello") }
    }
}

impl Samples for Words {
    const NAME: &'static str = "words";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("Whole", Self { words: Broken(false) }), ("Broken", Self { words: Broken(true) })]
    }
}

async fn body(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

async fn get(address: &str) -> Response {
    let app: Router = design(vec![SampleSet::of::<Words>()]).layer(from_fn(security_headers));
    app.oneshot(Request::get(address).body(Body::empty()).unwrap()).await.unwrap()
}

#[tokio::test]
async fn a_page_can_have_another_status() {
    let response = Page(Words { words: Broken(false) }).with_status(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(body(response).await, "<p>Hello</p>");
}

#[tokio::test]
async fn a_template_that_fails_answers_in_plain_words() {
    for response in
        [Page(Words { words: Broken(true) }).into_response(), fragment(&Words { words: Broken(true) })]
    {
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert!(body(response).await.contains("Sorry, this page cannot be shown"));
    }
}

#[test]
fn a_script_asks_for_a_part() {
    let mut headers = HeaderMap::new();
    assert!(!wants_fragment(&headers));
    headers.insert("x-fragment", "1".parse().unwrap());
    assert!(wants_fragment(&headers));
}

#[tokio::test]
async fn error_pages_send_their_status_and_say_what_to_do() {
    let pages = [
        (ErrorPage::not_found(Shell::default()), 404, "We cannot find that page"),
        (ErrorPage::not_allowed(Shell::default()), 403, "You cannot do this"),
        (ErrorPage::failed(Shell::default()), 500, "Sorry, there is a problem"),
        (ErrorPage::unavailable(Shell::default()), 503, "The service is not available just now"),
        (ErrorPage::too_many(Shell::default()), 429, "Please wait a few minutes"),
    ];
    for (page, status, heading) in pages {
        assert!(!page.advice.is_empty() && !page.links.is_empty());
        let response = page.into_response();
        assert_eq!(response.status().as_u16(), status);
        let html = body(response).await;
        assert!(html.contains(&format!("<h1>{heading}</h1>")), "{html}");
        assert!(html.contains(&format!("<title>{heading} - Alongside</title>")), "{html}");
    }
}

#[tokio::test]
async fn the_review_page_lists_components_and_samples() {
    let html = body(get("/design").await).await;
    assert!(html.contains("id=\"c-ecomap\"") && html.contains("href=\"/design/pages/words/0\""), "{html}");
    assert_eq!(html.matches("<h1").count(), 1);
}

#[tokio::test]
async fn a_sample_is_shown_as_it_is() {
    assert_eq!(body(get("/design/pages/words/0").await).await, "<p>Hello</p>");
    assert!(body(get("/design/pages/words/1").await).await.starts_with("Cannot be shown"));
    assert_eq!(get("/design/pages/words/2").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(get("/design/pages/other/0").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    for address in ["/design", "/nowhere"] {
        let response = get(address).await;
        let headers = response.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; img-src"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"));
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["x-frame-options"], "DENY");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert!(headers.contains_key("permissions-policy"));
    }
}
