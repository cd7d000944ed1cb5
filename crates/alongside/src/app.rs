//! Every slice's routes, statements and sample pages in one place.

use access::{Db, RouteRow};
use axum::{
    Extension, Router, extract::DefaultBodyLimit, http::HeaderMap, middleware, response::IntoResponse,
};
use cases::tools::Tools;
use kernel::db::Known;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};
use ui::SampleSet;

/// The most a form may send. Files have a limit of their own.
const MOST_BYTES: usize = 1024 * 1024;

/// The whole program as a service, without typesetter and virus check.
pub fn router(db: Db) -> Router {
    router_with(db, Tools::default())
}

/// The whole program as a service.
pub fn router_with(db: Db, tools: Tools) -> Router {
    Router::new()
        .merge(access::routes())
        .merge(people::routes())
        .merge(cases::routes().layer(Extension(tools)))
        .merge(imports::routes())
        .merge(quality::routes())
        .merge(workload::routes())
        .merge(evidence::routes())
        .merge(together::routes())
        .merge(ui::design(samples()))
        .merge(ui::assets())
        .fallback(not_found)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn(ui::security_headers))
        .layer(CatchPanicLayer::custom(|_| {
            access::Fault::from(kernel::Error::defect("a handler panicked")).into_response()
        }))
        .layer(CompressionLayer::new())
        .with_state(db)
}

/// Every route table, for the access matrix.
pub fn route_tables() -> Vec<RouteRow> {
    [
        access::ROUTES,
        people::ROUTES,
        cases::ROUTES,
        imports::ROUTES,
        quality::ROUTES,
        &workload::route_table(),
        evidence::ROUTES,
        together::ROUTES,
    ]
    .concat()
}

/// Every SQL text.
pub fn statements() -> Vec<Known> {
    [
        access::statements(),
        people::store::statements(),
        cases::store::statements(),
        imports::statements(),
        quality::statements(),
        staff::statements(),
        workload::statements(),
        evidence::statements(),
    ]
    .concat()
}

/// Sample pages of every slice.
pub fn samples() -> Vec<SampleSet> {
    let own = vec![SampleSet::of::<access::SignInPage>()];
    [
        own,
        people::samples(),
        cases::samples(),
        imports::samples(),
        quality::samples(),
        workload::samples(),
        evidence::samples(),
        together::samples(),
    ]
    .concat()
}

/// An address that is none looks like a record that may not be seen.
async fn not_found(_headers: HeaderMap) -> access::Fault {
    kernel::Error::NotFound.into()
}
