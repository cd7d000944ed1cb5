//! Stylesheet and script: where they are, how long they are kept.

use crate::assets;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use tower::ServiceExt;

async fn get(address: &str) -> Response {
    let app: Router = assets::assets();
    app.oneshot(Request::get(address).body(Body::empty()).unwrap()).await.unwrap()
}

#[tokio::test]
async fn both_are_kept_for_ever() {
    for (address, kind) in [(assets::stylesheet(), "text/css"), (assets::script(), "text/javascript")] {
        let response = get(address).await;
        assert_eq!(response.status(), StatusCode::OK, "{address}");
        assert!(response.headers()["content-type"].to_str().unwrap().starts_with(kind));
        assert_eq!(response.headers()["cache-control"], "public, max-age=31536000, immutable");
    }
}

#[tokio::test]
async fn an_address_with_another_hash_is_not_found() {
    assert_eq!(get("/assets/alongside-000000000000.css").await.status(), StatusCode::NOT_FOUND);
}

#[test]
fn the_address_carries_a_hash() {
    let name = assets::stylesheet().trim_start_matches("/assets/alongside-").trim_end_matches(".css");
    assert_eq!(name.len(), 12);
    assert!(name.chars().all(|c| c.is_ascii_hexdigit()), "{name}");
}
