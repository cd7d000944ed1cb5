//! People: who they are, how to reach them safely, who works with them, what matters to them, what is risky.
//!
//! **Words.** The *identity spine* is what finding needs: names with their kinds, date of birth, telephone
//! numbers. The *network* is everybody who works with a person: workers, agencies, family. A *tie* is somebody or
//! something around the person, whether they help or not. *Safe contact* says how the person can be reached
//! without harm; it stands beside every number.
//!
//! Finding (`readWho`) is an action of its own: everybody who works here may learn that a person is known and whom
//! to ask, and nothing else. The pages made of many slices, At a glance among them, are in `together`.

pub mod matching;
pub mod model;
pub mod store;
pub mod tokens;
pub mod web;

access::routes! {
    GET "/people/new" => web::add::show_new_person, Staff;
    POST "/people/new" => web::add::add_person, Staff;
    GET "/people/{person_id}/matters/new" => web::record::show_new_matter, Person("write");
    POST "/people/{person_id}/matters/new" => web::record::add_matter, Person("write");
    GET "/people/{person_id}/risks/new" => web::record::show_new_risk, Person("write");
    POST "/people/{person_id}/risks/new" => web::record::add_risk, Person("write");
    GET "/people/{person_id}/reach" => web::reach::show_reach, Person("write");
    POST "/people/{person_id}/reach/address" => web::reach::save_address, Person("write");
    POST "/people/{person_id}/reach/way" => web::reach::save_way, Person("write");
    GET "/people/{person_id}/network/new" => web::network::show_new_member, Person("write");
    POST "/people/{person_id}/network/new" => web::network::add_member, Person("write");
}

/// Samples of this slice's pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<web::add::NewPersonPage>(),
        ui::SampleSet::of::<web::record::NewMatter>(),
        ui::SampleSet::of::<web::record::NewRiskPage>(),
        ui::SampleSet::of::<web::reach::ReachPage>(),
        ui::SampleSet::of::<web::network::NewMemberPage>(),
    ]
}
