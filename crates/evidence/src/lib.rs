//! Figures worked out from what was recorded once, as part of the work. Nothing is typed in for a report.
//!
//! **Words.** A *stay* is a case seen from the person it is about: it begins when the case is opened and ends when
//! it is closed. A *leaver* had left by the end of the period asked about, a *stayer* had not. A *delay* is the
//! days from something happening to its being written down.
//!
//! Figures are of the whole service, a team or an organisation, never of what the asker may see, so everybody
//! reads the same number. They name nobody; they are exact, and say that they are not for publication.

pub mod command;
pub mod model;
pub mod returns;
pub mod store;
pub mod web;
mod write;

pub use web::StaysPage;
pub use write::Format;

/// Every SQL text of the slice.
pub fn statements() -> Vec<kernel::db::Known> {
    [store::STATEMENTS, returns::store::STATEMENTS, &returns::store::findings::statements()].concat()
}

access::routes! {
    GET "/evidence/stays" => web::show_stays, OneOf(web::READERS);
    GET "/evidence/stays.csv" => web::download_stays, OneOf(web::READERS);
    GET "/evidence/returns" => returns::web::show_returns, OneOf(web::READERS);
    GET "/evidence/returns.csv" => returns::web::download_returns, OneOf(web::READERS);
    GET "/evidence/returns/export" => returns::web::download_export, OneOf(returns::web::SENDERS);
    GET "/evidence/returns/cases" => returns::web::show_cases, OneOf(web::READERS);
    GET "/evidence/returns/checks" => returns::web::show_checks, Staff;
    GET "/cases/{case_id}/returns" => returns::web::show_case, Case("read");
    POST "/cases/{case_id}/returns" => returns::web::choose, Case("write");
}

/// Samples of this slice's pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<StaysPage>(),
        ui::SampleSet::of::<returns::web::ReturnsPage>(),
        ui::SampleSet::of::<returns::web::DrillPage>(),
        ui::SampleSet::of::<returns::web::ChecksPage>(),
        ui::SampleSet::of::<returns::web::CaseReturns>(),
    ]
}
