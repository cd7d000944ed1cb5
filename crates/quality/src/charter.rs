//! The self-assessment against the Respect ASB Charter for Housing: seven commitments, each with figures from facts
//! and their lists, the service's own judgement, what is missing and what is done about it.
//!
//! The names of the commitments are the charter's; every other word is ours. The charter is voluntary. What counts as
//! evidence for which commitment is an Alongside default.

pub mod model;
pub mod store;
pub mod web;

/// Every SQL text of the charter.
pub fn statements() -> Vec<kernel::db::Known> {
    [store::STATEMENTS, store::evidence::STATEMENTS, &store::evidence::bulk_statements()].concat()
}

/// Samples of its pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<web::show::ShowCharter>(),
        ui::SampleSet::of::<web::commitment::ShowCommitment>(),
        ui::SampleSet::of::<web::list::ListEvidence>(),
        ui::SampleSet::of::<web::print::PrintCharter>(),
    ]
}
