//! Time studies: for some days the workers of some teams write down what they do, by a clock that they start and stop
//! or by quarter-hours. From that come shares by activity, minutes of a case by kind and stage, and, on a manager's
//! word, the next weights.
//!
//! **Words.** An *exercise* is such a study; people see "time study". Whoever takes part reads its privacy notice
//! first, once. What somebody wrote down is shown to nobody else: results are of five people at least.

pub mod model;
pub mod results;
pub mod store;
pub mod web;
pub mod weigh;

use access::Role;

/// Those who plan time studies and read their results.
const LEADERS: &[Role] = cases::allocation::web::LEADERS;

access::routes! {
    GET "/time" => web::today::show_today, Staff;
    POST "/time/agree" => web::today::agree, Staff;
    POST "/time/start" => web::today::start, Staff;
    POST "/time/stop" => web::today::stop, Staff;
    POST "/time/remove" => web::today::remove, Staff;
    GET "/time/day" => web::day::show_day, Staff;
    POST "/time/day" => web::day::fill, Staff;
    GET "/time/mine" => web::mine::show_mine, Staff;
    GET "/time/twice" => web::twice::show_twice, OneOf(LEADERS);
    GET "/time/exercises" => web::list::show_list, OneOf(LEADERS);
    POST "/time/exercises" => web::list::plan, OneOf(LEADERS);
    GET "/time/exercises/{exercise_id}" => web::show::show_exercise, OneOf(LEADERS);
    GET "/time/exercises/{exercise_id}/weights" => web::weights::show_weights, OneOf(&[Role::Manager]);
    POST "/time/exercises/{exercise_id}/weights" => web::weights::publish, OneOf(&[Role::Manager]);
    POST "/time/exercises/{exercise_id}/end" => web::list::end, OneOf(LEADERS);
}

/// Every SQL text of time studies.
pub fn statements() -> Vec<kernel::db::Known> {
    [
        store::STATEMENTS,
        &store::bulk_statements(),
        store::own::STATEMENTS,
        store::results::STATEMENTS,
        store::twice::STATEMENTS,
        &store::own::bulk_statements(),
    ]
    .concat()
}

/// Samples of their pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<web::today::ShowToday>(),
        ui::SampleSet::of::<web::day::ShowDay>(),
        ui::SampleSet::of::<web::list::ListExercises>(),
        ui::SampleSet::of::<web::show::ShowExercise>(),
        ui::SampleSet::of::<web::mine::ShowMine>(),
        ui::SampleSet::of::<web::weights::NextWeights>(),
        ui::SampleSet::of::<web::twice::ShowTwice>(),
    ]
}
