//! Quality of casework, while cases are live: what is good about it, what is missing, and what is done about that.
//!
//! **Words.** A *review* is a Mid Case Review: somebody who does not hold the case answers the criteria of a *form*,
//! beside the *proposals* that facts give. A *draw* picks the cases of a month. A *self-audit* is the worker's own
//! look at the cases whose facts say that something is missing, every two weeks. A *six-week review* is the
//! manager's look at every case a worker holds. *Supervision* is the recorded hour and a half of both. A *survey* asks
//! people themselves how the help is or was.

pub mod audit;
pub mod auto;
pub mod charter;
pub mod draw;
pub mod forms;
pub mod model;
pub mod programme;
pub mod results;
pub mod review;
pub mod satisfaction;
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
    POST "/cases/{case_id}/reviews/{review_id}/share" => review::web::share::share, Case("read");
    POST "/cases/{case_id}/reviews/{review_id}/response" => review::web::answer::respond, Case("read");
    POST "/cases/{case_id}/reviews/{review_id}/alone" => review::web::share::alone, Case("read");
    POST "/cases/{case_id}/reviews/{review_id}/no-answer" => review::web::share::go_on, Case("read");
    POST "/cases/{case_id}/reviews/{review_id}/actions/{action_id}" => review::web::share::check, Case("read");
    POST "/cases/{case_id}/reviews/{review_id}/close" => review::web::share::close, Case("read");
    GET "/cases/{case_id}/reviews/{review_id}/decide" => review::web::decide::show_decide, Case("read");
    POST "/cases/{case_id}/reviews/{review_id}/decide" => review::web::decide::decide, Case("read");
    GET "/cases/{case_id}/reviews/{review_id}/replace" => review::web::replace::show_replace, Case("read");
    POST "/cases/{case_id}/reviews/{review_id}/replace" => review::web::replace::replace, Case("read");
    GET "/cases/{case_id}/reviews" => review::web::of_case::show_of_case, Case("read");
    POST "/cases/{case_id}/reviews" => review::web::of_case::ask, Case("read");
    GET "/reviews/agreement" => review::agreed::web::show_agreement, OneOf(&[access::Role::Leader, access::Role::Manager]);
    GET "/reviews/checks" => review::checks::web::show_checks, OneOf(&[access::Role::Leader, access::Role::Manager]);
    GET "/reviews/results" => results::web::show::show_results, OneOf(results::web::READERS);
    GET "/reviews/results.xlsx" => results::web::export::xlsx, OneOf(results::web::READERS);
    GET "/reviews/results.csv" => results::web::export::csv, OneOf(results::web::READERS);
    GET "/reviews/results/months.csv" => results::web::export::months, OneOf(results::web::READERS);
    GET "/reviews/results/list" => results::web::list::list_results, Staff;
    GET "/reviews/results/changes" => results::web::changes::show_changes, OneOf(results::web::READERS);
    POST "/reviews/results/changes" => results::web::changes::record, OneOf(&[access::Role::Manager]);
    POST "/reviews/results/changes/{change_id}/withdraw" => results::web::changes::withdraw, OneOf(&[access::Role::Manager]);
    GET "/reviews/results/{user_id}" => results::web::officer::show_officer, Own;
    GET "/reviews/audit" => audit::web::show_audit, Staff;
    POST "/reviews/audit/finish" => audit::web::finish, Staff;
    POST "/reviews/audit/{case_id}" => audit::web::answer, Case("write");
    GET "/reviews/six-week" => six_week::web::board::show_board, OneOf(cases::allocation::web::LEADERS);
    GET "/reviews/six-week/{user_id}" => six_week::web::show_review, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/six-week/{user_id}/finish" => six_week::web::finish, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/six-week/{user_id}/cases/{case_id}" => six_week::web::see_case, Case("write");
    GET "/reviews/six-week/{user_id}/past" => six_week::web::past::show_past, Staff;
    GET "/satisfaction" => satisfaction::web::list::show_surveys, Staff;
    GET "/satisfaction/results" => satisfaction::web::results::show_results, OneOf(&[access::Role::Leader, access::Role::Manager]);
    GET "/satisfaction/said" => satisfaction::web::said::show_said, OneOf(&[access::Role::Leader, access::Role::Manager]);
    GET "/cases/{case_id}/satisfaction" => satisfaction::web::case::show_case, Case("read");
    POST "/cases/{case_id}/satisfaction" => satisfaction::web::case::ask, Case("read");
    GET "/cases/{case_id}/satisfaction/{survey_id}" => satisfaction::web::survey::show_survey, Case("read");
    POST "/cases/{case_id}/satisfaction/{survey_id}" => satisfaction::web::asking::answer, Case("read");
    POST "/cases/{case_id}/satisfaction/{survey_id}/draft" => satisfaction::web::asking::keep_draft, Case("read");
    POST "/cases/{case_id}/satisfaction/{survey_id}/tries" => satisfaction::web::asking::tried, Case("read");
    POST "/cases/{case_id}/satisfaction/{survey_id}/code" => satisfaction::web::send::send, Case("read");
    POST "/cases/{case_id}/satisfaction/{survey_id}/drop" => satisfaction::web::asking::drop_it, Case("read");
    POST "/cases/{case_id}/satisfaction/{survey_id}/told" => satisfaction::web::unhappy::tell, Case("read");
    POST "/cases/{case_id}/satisfaction/{survey_id}/reopen" => satisfaction::web::unhappy::reopen, Case("reopen");
    GET "/survey" => satisfaction::web::public::show_enter, Nothing;
    POST "/survey" => satisfaction::web::public::post_code, Nothing;
    POST "/survey/answer" => satisfaction::web::public::post_answer, Nothing;
    GET "/survey/thanks" => satisfaction::web::public::show_thanks, Nothing;
    GET "/survey/{code}" => satisfaction::web::public::show_link, Nothing;
    GET "/reviews/forms" => forms::web::list_forms, OneOf(forms::web::READERS);
    GET "/reviews/forms/{review_form}" => forms::web::show_form, OneOf(forms::web::READERS);
    POST "/reviews/forms/{review_form}/copy" => forms::web::copy, OneOf(forms::web::EDITORS);
    POST "/reviews/forms/{review_form}/withdraw" => forms::web::withdraw, OneOf(forms::web::EDITORS);
    GET "/reviews/forms/{review_form}/edit" => forms::web::edit::show_edit, OneOf(forms::web::EDITORS);
    POST "/reviews/forms/{review_form}/edit" => forms::web::edit::save, OneOf(forms::web::EDITORS);
    POST "/reviews/forms/{review_form}/edit/draft" => forms::web::edit::keep_typed, OneOf(forms::web::EDITORS);
    GET "/reviews/forms/{review_form}/criteria" => forms::web::criterion::show_criterion, OneOf(forms::web::EDITORS);
    POST "/reviews/forms/{review_form}/criteria" => forms::web::criterion::save, OneOf(forms::web::EDITORS);
    POST "/reviews/forms/{review_form}/criteria/draft" => forms::web::criterion::keep_typed, OneOf(forms::web::EDITORS);
    GET "/reviews/forms/{review_form}/criteria/{criterion}" => forms::web::criterion::show_criterion, OneOf(forms::web::EDITORS);
    POST "/reviews/forms/{review_form}/criteria/{criterion}" => forms::web::criterion::save, OneOf(forms::web::EDITORS);
    POST "/reviews/forms/{review_form}/criteria/{criterion}/draft" => forms::web::criterion::keep_typed, OneOf(forms::web::EDITORS);
    POST "/reviews/forms/{review_form}/criteria/{criterion}/move" => forms::web::criterion::go, OneOf(forms::web::EDITORS);
    GET "/reviews/forms/{review_form}/text" => forms::web::whole::file, OneOf(forms::web::EDITORS);
    POST "/reviews/forms/{review_form}/text" => forms::web::whole::put_in, OneOf(forms::web::EDITORS);
    POST "/reviews/forms/{review_form}/draft" => forms::web::edit::forget, OneOf(forms::web::EDITORS);
    GET "/reviews/forms/{review_form}/check" => forms::web::publish::show_check, OneOf(forms::web::EDITORS);
    POST "/reviews/forms/{review_form}/publish" => forms::web::publish::post_publish, OneOf(forms::web::EDITORS);
    GET "/reviews/programme" => programme::thematic::web::list::show_programme, OneOf(cases::allocation::web::LEADERS);
    GET "/reviews/programme/new" => programme::thematic::web::new::show_new, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/programme/new" => programme::thematic::web::new::begin, OneOf(cases::allocation::web::LEADERS);
    GET "/reviews/programme/audits/{audit_id}" => programme::thematic::web::show::show_audit, OneOf(cases::allocation::web::LEADERS);
    GET "/reviews/programme/audits/{audit_id}/print" => programme::thematic::web::print::show_print, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/programme/audits/{audit_id}/found" => programme::thematic::web::show::find, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/programme/audits/{audit_id}/recommendations" => programme::thematic::web::show::recommend, OneOf(cases::allocation::web::LEADERS);
    GET "/reviews/programme/recommendations/{recommendation_id}" => programme::thematic::web::recommend::show_recommendation, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/programme/recommendations/{recommendation_id}" => programme::thematic::web::recommend::press, OneOf(cases::allocation::web::LEADERS);
    GET "/reviews/programme/rates" => programme::rate::web::show_rates, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/programme/rates" => programme::rate::web::settle, OneOf(&[access::Role::Manager]);
    GET "/reviews/programme/capacity" => programme::capacity::web::show_capacity, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/programme/hours" => programme::capacity::web::add_hours, OneOf(cases::allocation::web::LEADERS);
    GET "/reviews/programme/cost" => programme::cost::web::show_cost, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/programme/cost" => programme::cost::web::add, OneOf(&[access::Role::Manager]);
    GET "/cases/{case_id}/audits/{audit_id}" => programme::thematic::web::look::show_look, Case("read");
    POST "/cases/{case_id}/audits/{audit_id}" => programme::thematic::web::look::look, Case("read");
    GET "/reviews/charter" => charter::web::show::show_charter, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/charter" => charter::web::show::begin, OneOf(cases::allocation::web::LEADERS);
    GET "/reviews/charter/list" => charter::web::list::show_list, OneOf(cases::allocation::web::LEADERS);
    GET "/reviews/charter/print" => charter::web::print::show_print, OneOf(cases::allocation::web::LEADERS);
    GET "/reviews/charter/{assessment_id}" => charter::web::show::show_one, OneOf(cases::allocation::web::LEADERS);
    GET "/reviews/charter/{assessment_id}/print" => charter::web::print::show_one, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/charter/{assessment_id}/sign" => charter::web::show::sign, OneOf(&[access::Role::Manager]);
    GET "/reviews/charter/{assessment_id}/commitments/{commitment}" => charter::web::commitment::show_commitment, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/charter/{assessment_id}/commitments/{commitment}" => charter::web::commitment::judge, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/charter/{assessment_id}/commitments/{commitment}/plan" => charter::web::commitment::plan, OneOf(cases::allocation::web::LEADERS);
    POST "/reviews/charter/{assessment_id}/commitments/{commitment}/done" => charter::web::commitment::done, OneOf(cases::allocation::web::LEADERS);
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
        forms::store::STATEMENTS,
        &review::store::statements(),
        &results::store::statements(),
        audit::store::STATEMENTS,
        &six_week::store::statements(),
        &supervision::store::statements(),
        &satisfaction::statements(),
        &programme::statements(),
        &charter::statements(),
    ]
    .concat()
}

/// Samples of this slice's pages.
pub fn samples() -> Vec<ui::SampleSet> {
    let mut all = vec![
        ui::SampleSet::of::<review::web::list::ListReviews>(),
        ui::SampleSet::of::<review::web::form::DoReview>(),
        ui::SampleSet::of::<review::web::show::ShowReview>(),
        ui::SampleSet::of::<forms::web::ListForms>(),
        ui::SampleSet::of::<forms::web::ShowForm>(),
        ui::SampleSet::of::<forms::web::edit::EditForm>(),
        ui::SampleSet::of::<forms::web::criterion::EditCriterion>(),
        ui::SampleSet::of::<forms::web::publish::CheckForm>(),
        ui::SampleSet::of::<review::web::decide::DecideReview>(),
        ui::SampleSet::of::<review::web::replace::ReplaceReview>(),
        ui::SampleSet::of::<review::web::of_case::CaseReviews>(),
        ui::SampleSet::of::<review::agreed::web::ShowAgreement>(),
        ui::SampleSet::of::<review::checks::web::ShowChecks>(),
        ui::SampleSet::of::<results::web::show::ShowResults>(),
        ui::SampleSet::of::<results::web::list::ListResults>(),
        ui::SampleSet::of::<results::web::officer::ShowOfficer>(),
        ui::SampleSet::of::<results::web::changes::ShowChanges>(),
        ui::SampleSet::of::<audit::web::ShowAudit>(),
        ui::SampleSet::of::<six_week::web::ShowReview>(),
        ui::SampleSet::of::<six_week::web::board::ShowBoard>(),
        ui::SampleSet::of::<six_week::web::past::ShowPast>(),
    ];
    all.extend(supervision::samples());
    all.extend(satisfaction::samples());
    all.extend(programme::samples());
    all.extend(charter::samples());
    all
}
