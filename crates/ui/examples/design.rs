//! Serves `/design` and a sample page on a local port, to look at them in a browser.

use axum::Router;
use axum::middleware::from_fn;

#[path = "support/sample.rs"]
mod sample;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8099".to_owned());
    let samples = vec![ui::SampleSet::of::<sample::ShowPerson>(), ui::SampleSet::of::<ui::ErrorPage>()];
    let app: Router =
        Router::new().merge(ui::design(samples)).merge(ui::assets()).layer(from_fn(ui::security_headers));
    let listener = tokio::net::TcpListener::bind(&address).await?;
    #[expect(clippy::print_stdout, reason = "a program for people at a terminal: it says where to look")]
    {
        println!("http://{address}/design");
    }
    axum::serve(listener, app).await
}
