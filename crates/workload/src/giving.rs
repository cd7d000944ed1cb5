//! Giving cases, fairly: who might take a waiting case and why, what the team would carry then, and what became of the
//! suggestions.
//!
//! **Words.** An *offer* is a worker of the case's team with what speaks for and against them. A *stop* is what rules
//! somebody out. Whose hours nobody has written down has no room that could be known: they are offered after the
//! others, by their open cases. A *choice* is kept with the suggestion it followed or did not.

pub mod balance;
pub mod fair;
pub mod hints;
pub mod model;
pub mod store;
pub mod web;

access::routes! {
    GET "/cases/{case_id}/allocate" => web::allocate::show_allocate, Case("write");
    POST "/cases/{case_id}/allocate" => web::allocate::allocate, Case("write");
    GET "/caseloads/fairness" => web::fairness::show_fairness, OneOf(cases::allocation::web::LEADERS);
    GET "/caseloads/team/{team_id}/balance" => web::balance::show_balance, OneOf(cases::allocation::web::LEADERS);
    GET "/caseloads/officer/{user_id}/hints" => web::hints::show_hints, Own;
}

/// Every SQL text of giving.
pub fn statements() -> Vec<kernel::db::Known> {
    [store::STATEMENTS, store::balance::STATEMENTS, store::fair::STATEMENTS, store::hints::STATEMENTS]
        .concat()
}

/// Samples of its pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<web::allocate::AllocateCase>(),
        ui::SampleSet::of::<web::balance::ShowBalance>(),
        ui::SampleSet::of::<web::fairness::ShowFairness>(),
        ui::SampleSet::of::<web::hints::ShowHints>(),
    ]
}
