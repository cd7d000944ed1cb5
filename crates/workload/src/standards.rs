//! The service's casework standards in the team's own words, each with the page that shows whether it is kept, and how
//! each officer keeps it in their own way.

pub mod model;
pub mod store;
pub mod web;

use access::Role;

access::routes! {
    GET "/caseloads/standards" => web::list::show_standards, Staff;
    POST "/caseloads/standards" => web::list::add, OneOf(&[Role::Leader, Role::Manager]);
    GET "/caseloads/standards/{standard_id}" => web::one::show_standard, Staff;
    POST "/caseloads/standards/{standard_id}" => web::one::word, OneOf(&[Role::Leader, Role::Manager]);
    POST "/caseloads/standards/{standard_id}/withdraw" => web::one::withdraw, OneOf(&[Role::Leader, Role::Manager]);
    POST "/caseloads/standards/{standard_id}/method" => web::one::keep_method, Staff;
}

/// Every SQL text of standards.
pub fn statements() -> Vec<kernel::db::Known> {
    store::STATEMENTS.to_vec()
}

/// Samples of their pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![ui::SampleSet::of::<web::list::ListStandards>(), ui::SampleSet::of::<web::one::ShowStandard>()]
}
