//! The programme of quality: what is looked at, how often, with whose time, and what it costs.
//!
//! **Words.** A *thematic audit* looks at a sample of cases with one question. Its *frame* is every case that fits the
//! rule; the *sample* is drawn from it as Mid Case Reviews are. A *recommendation* has an owner and is closed when
//! somebody else accepts what shows that it is done. The *rate* is how many cases of an officer a draw takes.
//! *Capacity* sets the reviews that are needed against the hours there are. The *cost ratio* is what assessment and
//! care management cost of all that adult social care costs.

pub mod capacity;
pub mod cost;
pub mod rate;
pub mod store;
pub mod thematic;

/// Every SQL text of the programme.
pub fn statements() -> Vec<kernel::db::Known> {
    [
        &thematic::store::statements(),
        store::STATEMENTS,
        &rate::store::statements(),
        capacity::store::STATEMENTS,
        cost::store::STATEMENTS,
    ]
    .concat()
}

/// Samples of its pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<thematic::web::list::Programme>(),
        ui::SampleSet::of::<thematic::web::new::NewAuditPage>(),
        ui::SampleSet::of::<thematic::web::show::ShowAudit>(),
        ui::SampleSet::of::<thematic::web::print::PrintAudit>(),
        ui::SampleSet::of::<thematic::web::look::LookAt>(),
        ui::SampleSet::of::<thematic::web::recommend::ShowRecommendation>(),
        ui::SampleSet::of::<rate::web::ShowRates>(),
        ui::SampleSet::of::<capacity::web::ShowCapacity>(),
        ui::SampleSet::of::<cost::web::ShowCost>(),
    ]
}
