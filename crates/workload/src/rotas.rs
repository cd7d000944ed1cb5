//! Rotas: who does what in each half-day of the weeks to come. Duty is shared, casework and supervision are protected,
//! and what takes protected time is known and given back.
//!
//! **Words.** A rota has *weeks* of ten *half-days*, Monday morning first; a *slot* is the number of one, from 0. *Protected*
//! are casework, supervision and reflective practice. `rota` (the crate) searches; this slice says what it searches for,
//! keeps what it finds, and changes it.

pub mod change;
pub mod ical;
pub mod kept;
pub mod model;
pub mod problem;
pub mod search;
pub mod store;
pub mod web;

/// Those who make rotas.
const LEADERS: &[access::Role] = cases::allocation::web::LEADERS;

access::routes! {
    GET "/rota" => web::week::show_week, Staff;
    GET "/rota/mine" => web::mine::show_mine, Staff;
    GET "/rota/protected" => web::kept::show_kept, Staff;
    GET "/rota/calendars" => web::feeds::show_calendars, Staff;
    POST "/rota/calendars" => web::feeds::make, Staff;
    POST "/rota/calendars/end" => web::feeds::end, Staff;
    GET "/rota/feed/{secret}" => web::feeds::read, Nothing;
    GET "/rota/all" => web::draft::list, OneOf(LEADERS);
    GET "/rota/new" => web::make::show_new, OneOf(LEADERS);
    POST "/rota/new" => web::make::start, OneOf(LEADERS);
    GET "/rota/change" => web::change::show_change, OneOf(LEADERS);
    POST "/rota/change" => web::change::save, OneOf(LEADERS);
    GET "/rota/cover" => web::cover::show_cover, OneOf(LEADERS);
    POST "/rota/cover" => web::cover::save, OneOf(LEADERS);
    GET "/rota/{rota_id}" => web::draft::show, Own;
    GET "/rota/{rota_id}/progress" => web::draft::show_progress, OneOf(LEADERS);
    POST "/rota/{rota_id}/again" => web::draft::again, OneOf(LEADERS);
    POST "/rota/{rota_id}/stop" => web::draft::stop, OneOf(LEADERS);
    POST "/rota/{rota_id}/publish" => web::draft::publish, OneOf(LEADERS);
    POST "/rota/{rota_id}/remove" => web::draft::remove, OneOf(LEADERS);
}

/// Every SQL text of rotas.
pub fn statements() -> Vec<kernel::db::Known> {
    [store::STATEMENTS, store::make::STATEMENTS, store::feeds::STATEMENTS, &store::make::bulk_statements()]
        .concat()
}

/// Samples of their pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<web::week::ShowWeek>(),
        ui::SampleSet::of::<web::mine::ShowMine>(),
        ui::SampleSet::of::<web::kept::ShowKept>(),
        ui::SampleSet::of::<web::feeds::ShowCalendars>(),
        ui::SampleSet::of::<web::draft::ListRotas>(),
        ui::SampleSet::of::<web::draft::ShowRota>(),
        ui::SampleSet::of::<web::make::NewRota>(),
        ui::SampleSet::of::<web::change::CheckChange>(),
        ui::SampleSet::of::<web::cover::PlanCover>(),
    ]
}
