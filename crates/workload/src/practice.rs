//! What practice taught: notes, and reflective sessions, without anybody's name. Anybody of staff writes and reads them.

pub mod model;
pub mod store;
pub mod web;

access::routes! {
    GET "/practice" => web::list::list_practice, Staff;
    GET "/practice/new" => web::new::show_new, Staff;
    POST "/practice/new" => web::new::write, Staff;
    GET "/practice/{entry_id}" => web::one::show_entry, Staff;
    POST "/practice/{entry_id}" => web::one::correct, Staff;
}

/// Every SQL text of practice.
pub fn statements() -> Vec<kernel::db::Known> {
    store::STATEMENTS.to_vec()
}

/// Samples of its pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<web::list::ListPractice>(),
        ui::SampleSet::of::<web::new::NewPractice>(),
        ui::SampleSet::of::<web::one::ShowPractice>(),
    ]
}
