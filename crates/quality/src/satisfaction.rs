//! Satisfaction: what people say about the help, after the end and during the case, and what is done when they are
//! unhappy.
//!
//! A *survey* is queued when a case is closed, or when somebody wants the person asked during the case. Staff ask by
//! telephone or face to face; or the person answers by themselves with a *code*, on a page that anybody may open and
//! that says nothing about anybody. Nothing is sent to somebody in a way that is not safe for them: the guards of
//! letters decide. Who did not want to answer was asked, and did not answer.

pub mod figures;
pub mod model;
pub mod store;
pub mod together;
pub mod web;

/// Every SQL text of satisfaction.
pub(crate) fn statements() -> Vec<kernel::db::Known> {
    [store::STATEMENTS, store::answers::STATEMENTS, store::lists::STATEMENTS, store::results::STATEMENTS]
        .concat()
}

/// Samples of its pages.
pub(crate) fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<web::list::ListSurveys>(),
        ui::SampleSet::of::<web::case::CaseSurveys>(),
        ui::SampleSet::of::<web::survey::ShowSurvey>(),
        ui::SampleSet::of::<web::send::SentCode>(),
        ui::SampleSet::of::<web::public::EnterCode>(),
        ui::SampleSet::of::<web::public::AnswerSurvey>(),
        ui::SampleSet::of::<web::public::Thanks>(),
        ui::SampleSet::of::<web::results::ShowResults>(),
        ui::SampleSet::of::<web::said::ListSaid>(),
    ]
}
