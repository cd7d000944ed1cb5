//! What a team would carry if things were otherwise: a scenario as text, what is made of it, and the answer.

pub mod answer;
pub mod fit;
pub mod scenario;
pub mod store;
pub mod web;

use access::Role;

access::routes! {
    GET "/caseloads/model" => web::show::show_model, OneOf(&[Role::Leader, Role::Manager]);
    POST "/caseloads/model" => web::show::keep, OneOf(&[Role::Leader, Role::Manager]);
    GET "/caseloads/model/compare" => web::compare::show_compare, OneOf(&[Role::Leader, Role::Manager]);
    GET "/caseloads/model/check" => web::check::show_check, OneOf(&[Role::Leader, Role::Manager]);
    GET "/caseloads/model/{scenario_id}" => web::kept::show_kept, OneOf(&[Role::Leader, Role::Manager]);
}

/// Every SQL text of the model.
pub fn statements() -> Vec<kernel::db::Known> {
    store::STATEMENTS.to_vec()
}

/// Samples of its pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<web::show::ShowModel>(),
        ui::SampleSet::of::<web::kept::ShowKept>(),
        ui::SampleSet::of::<web::compare::ShowCompare>(),
        ui::SampleSet::of::<web::check::ShowCheck>(),
    ]
}
