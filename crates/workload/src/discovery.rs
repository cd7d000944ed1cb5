//! Discovery beside a time study: people who do the work are asked how it goes. What they said is gathered by theme,
//! without who said it; and once a quarter two short questions go to everybody.
//!
//! **Words.** A *discovery* has goals, a guide for its interviews, and findings. A *pulse* is the two questions. Of a
//! pulse it is kept who was asked and whether they answered; what they answered is kept apart, without a name or a time.

pub mod model;
pub mod store;
pub mod web;

use access::Role;

/// Those who see discoveries and the results of a pulse.
const LEADERS: &[Role] = cases::allocation::web::LEADERS;

access::routes! {
    GET "/time/discovery" => web::list::show_list, OneOf(LEADERS);
    POST "/time/discovery" => web::list::begin, OneOf(LEADERS);
    POST "/time/discovery/pulse" => web::list::open_pulse, OneOf(&[Role::Manager]);
    GET "/time/discovery/{discovery_id}" => web::show::show_discovery, OneOf(LEADERS);
    POST "/time/discovery/{discovery_id}" => web::show::add, OneOf(LEADERS);
    POST "/time/discovery/{discovery_id}/finish" => web::show::finish, OneOf(LEADERS);
    GET "/time/discovery/{discovery_id}/print" => web::show::show_print, OneOf(LEADERS);
    GET "/time/pulse" => web::pulse::show_pulse, Staff;
    POST "/time/pulse" => web::pulse::answer, Staff;
}

/// Every SQL text of discovery.
pub fn statements() -> Vec<kernel::db::Known> {
    [store::STATEMENTS, store::pulse::STATEMENTS, &store::pulse::bulk_statements()].concat()
}

/// Samples of its pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<web::list::ListDiscoveries>(),
        ui::SampleSet::of::<web::show::ShowDiscovery>(),
        ui::SampleSet::of::<web::show::PrintDiscovery>(),
        ui::SampleSet::of::<web::pulse::ShowPulse>(),
    ]
}
