//! Quality of casework, while cases are live: what is good about it, what is missing, and what is done about that.
//!
//! **Words.** A *review* is a Mid Case Review: somebody who does not hold the case answers the criteria of a *form*,
//! beside the *proposals* that facts give. A *draw* picks the cases of a month. A *self-audit* is the worker's own
//! look at the cases whose facts say that something is missing, every two weeks. A *six-week review* is the
//! manager's look at every case a worker holds. *Supervision* is the recorded hour and a half of both.

pub mod audit;
pub mod auto;
pub mod draw;
pub mod forms;
pub mod model;
pub mod review;
pub mod six_week;
pub mod supervision;
pub mod web;

access::routes! {
    GET "/reviews" => review::web::list::show_reviews, Staff;
    POST "/reviews/draw" => review::web::list::draw, OneOf(&[access::Role::Leader, access::Role::Manager]);
    GET "/cases/{case_id}/reviews/{review_id}" => review::web::show::show_review, Case("read");
    POST "/cases/{case_id}/reviews/{review_id}" => review::web::form::save, Case("read");
    GET "/cases/{case_id}/reviews/{review_id}/form" => review::web::form::show_form, Case("read");
    POST "/cases/{case_id}/reviews/{review_id}/draft" => review::web::form::keep_draft, Case("read");
    POST "/cases/{case_id}/reviews/{review_id}/share" => review::web::show::share, Case("read");
    POST "/cases/{case_id}/reviews/{review_id}/response" => review::web::show::respond, Case("read");
    POST "/cases/{case_id}/reviews/{review_id}/close" => review::web::show::close, Case("read");
    GET "/reviews/audit" => audit::web::show_audit, Staff;
    POST "/reviews/audit/finish" => audit::web::finish, Staff;
    POST "/reviews/audit/{case_id}" => audit::web::answer, Case("write");
    GET "/reviews/six-week" => six_week::web::board::show_board, OneOf(cases::allocation::web::LEADERS);
    GET "/reviews/six-week/{user_id}" => six_week::web::show_review, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/six-week/{user_id}/finish" => six_week::web::finish, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/six-week/{user_id}/cases/{case_id}" => six_week::web::see_case, Case("write");
    GET "/reviews/six-week/{user_id}/past" => six_week::web::past::show_past, Staff;
    GET "/supervision" => supervision::web::mine::show_mine, Staff;
    POST "/supervision/agenda" => supervision::web::mine::add, Staff;
    GET "/supervision/board" => supervision::web::board::show_board, OneOf(&[access::Role::Leader, access::Role::Manager]);
    GET "/supervision/group" => supervision::web::group::show_group, OneOf(&[access::Role::Leader, access::Role::Manager]);
    POST "/supervision/group" => supervision::web::group::plan_group, OneOf(&[access::Role::Leader, access::Role::Manager]);
    GET "/supervision/{user_id}" => supervision::web::worker::show_worker, Own;
    POST "/supervision/{user_id}/plan" => supervision::web::worker::plan, Own;
    POST "/supervision/{user_id}/arrange" => supervision::web::worker::arrange, Own;
    POST "/supervision/actions/{action_id}" => supervision::web::session::talk::end_action, Own;
    GET "/supervision/sessions/{session_id}" => supervision::web::session::show_session, Own;
    GET "/supervision/sessions/{session_id}/print" => supervision::web::print::show_print, Own;
    POST "/supervision/sessions/{session_id}/start" => supervision::web::session::when::start, Own;
    POST "/supervision/sessions/{session_id}/move" => supervision::web::session::when::move_session, Own;
    POST "/supervision/sessions/{session_id}/not-held" => supervision::web::session::when::not_held, Own;
    POST "/supervision/sessions/{session_id}/held" => supervision::web::session::when::hold, Own;
    POST "/supervision/sessions/{session_id}/items" => supervision::web::session::talk::add_item, Own;
    POST "/supervision/sessions/{session_id}/actions" => supervision::web::session::talk::add_action, Own;
    POST "/supervision/sessions/{session_id}/record" => supervision::web::session::record::save, Own;
    POST "/supervision/sessions/{session_id}/record/draft" => supervision::web::session::record::keep, Own;
    POST "/supervision/sessions/{session_id}/reflection" => supervision::web::session::record::reflect, Own;
    POST "/supervision/sessions/{session_id}/reflection/draft" => supervision::web::session::record::keep_own, Own;
    POST "/supervision/sessions/{session_id}/agree" => supervision::web::session::record::agree, Own;
    GET "/supervision/sessions/{session_id}/cases/{case_id}" => supervision::web::decide::show_decide, Case("write");
    POST "/supervision/sessions/{session_id}/cases/{case_id}" => supervision::web::decide::decide, Case("write");
    POST "/supervision/sessions/{session_id}/cases/{case_id}/draft" => supervision::web::decide::keep_draft, Case("write");
}

/// Every SQL text of the slice.
pub fn statements() -> Vec<kernel::db::Known> {
    [
        auto::store::STATEMENTS,
        &draw::store::statements(),
        &review::store::statements(),
        audit::store::STATEMENTS,
        &six_week::store::statements(),
        &supervision::store::statements(),
    ]
    .concat()
}

/// Samples of this slice's pages.
pub fn samples() -> Vec<ui::SampleSet> {
    let mut all = vec![
        ui::SampleSet::of::<review::web::list::ListReviews>(),
        ui::SampleSet::of::<review::web::form::DoReview>(),
        ui::SampleSet::of::<review::web::show::ShowReview>(),
        ui::SampleSet::of::<audit::web::ShowAudit>(),
        ui::SampleSet::of::<six_week::web::ShowReview>(),
        ui::SampleSet::of::<six_week::web::board::ShowBoard>(),
        ui::SampleSet::of::<six_week::web::past::ShowPast>(),
    ];
    all.extend(supervision::samples());
    all
}
