//! Pages made of many slices: a person at a glance, my day, finding people; and the pages about the service.
//!
//! This slice owns no tables. It asks the slices below for what they know and puts it side by side.

pub mod web;

access::routes! {
    GET "/" => web::day::start, SignedIn;
    GET "/day" => web::day::show_day, SignedIn;
    POST "/day/matches/{alert_id}" => web::day::see_match, SignedIn;
    GET "/people" => web::find::show_search, Staff;
    POST "/people/search" => web::find::search, Staff;
    POST "/people/suggest" => web::find::suggest, Staff;
    GET "/people/search/{token}" => web::find::show_found, Own;
    GET "/people/{person_id}" => web::glance::show_person, Person("read");
    GET "/help" => web::about::help, Nothing;
    GET "/accessibility" => web::about::accessibility, Nothing;
    GET "/privacy" => web::about::privacy, Nothing;
    GET "/privacy/report" => web::about::show_report, SignedIn;
    POST "/privacy/report" => web::about::report, SignedIn;
    GET "/status" => web::about::status, Nothing;
}

/// Samples of this slice's pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<web::day::MyDay>(),
        ui::SampleSet::of::<web::find::FindPeople>(),
        ui::SampleSet::of::<web::glance::ShowPerson>(),
        ui::SampleSet::of::<web::about::About>(),
        ui::SampleSet::of::<web::about::ReportProblem>(),
    ]
}
