//! Workload: what a case weighs ([`weights`]), what somebody has room for ([`capacity`]), who might take one more
//! ([`ranking`]), and what a team would carry if things were otherwise ([`model`]).
//!
//! A point is a hundredth's whole number throughout ([`Points`]), so that a sum is the same in any order and a score
//! that was shown can be worked out again to the digit.

pub mod capacity;
pub mod desk;
pub mod discovery;
pub mod flow;
pub mod forecast;
pub mod giving;
pub mod load;
pub mod model;
mod places;
mod points;
pub mod practice;
pub mod ranking;
pub mod rotas;
pub mod standards;
pub mod time;
pub mod weights;

pub use points::Points;

/// The route tables of the features, in one.
pub fn route_table() -> Vec<access::RouteRow> {
    [
        load::web::ROUTES,
        flow::web::ROUTES,
        weights::ROUTES,
        giving::ROUTES,
        time::ROUTES,
        discovery::ROUTES,
        forecast::ROUTES,
        standards::ROUTES,
        practice::ROUTES,
        rotas::ROUTES,
        //
    ]
    .concat()
}

/// The routes of the features.
pub fn routes() -> axum::Router<access::Db> {
    axum::Router::new()
        .merge(load::web::routes())
        .merge(flow::web::routes())
        .merge(weights::routes())
        .merge(giving::routes())
        .merge(time::routes())
        .merge(discovery::routes())
        .merge(forecast::routes())
        .merge(standards::routes())
        .merge(practice::routes())
        .merge(rotas::routes())
}

/// Every SQL text of the slice.
pub fn statements() -> Vec<kernel::db::Known> {
    [
        &load::store::statements(),
        flow::store::STATEMENTS,
        weights::store::STATEMENTS,
        &giving::statements(),
        &time::statements(),
        &discovery::statements(),
        &forecast::statements(),
        &standards::statements(),
        &practice::statements(),
        &rotas::statements(),
        //
    ]
    .concat()
}

/// Samples of this slice's pages.
pub fn samples() -> Vec<ui::SampleSet> {
    [
        load::web::samples(),
        flow::web::samples(),
        weights::samples(),
        giving::samples(),
        time::samples(),
        discovery::samples(),
        forecast::samples(),
        standards::samples(),
        practice::samples(),
        rotas::samples(),
        //
    ]
    .concat()
}
