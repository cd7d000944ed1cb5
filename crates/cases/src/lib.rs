//! Cases: one piece of help from opening to closing, who is in it, what was done and what happens next.
//!
//! **Words.** A case has one or more *subjects* (a person, a couple, a family, a group) and other *parties* with
//! roles. A *contact* is successful or only attempted: an attempt is not a contact. When it *occurred* and when it
//! was *recorded* are kept apart. A *next action* is what is to happen: whose, and by when. A *caseload* is the
//! open cases of a worker or a team; its figures count every case, whoever asks.

pub mod allocation;
pub mod bundle;
pub mod closing;
pub mod decisions;
pub mod desk;
pub mod documents;
pub mod facts;
pub mod history;
pub mod intake;
pub mod kinds;
pub mod letters;
pub mod messages;
pub mod model;
pub mod outbox;
pub mod parties;
pub mod plan;
pub mod powers;
pub mod print;
pub mod promise;
pub mod queues;
pub mod recording;
pub mod risk;
pub mod slots;
pub mod store;
pub mod tools;
pub mod web;
pub mod work;

access::routes! {
    GET "/cases/{case_id}" => web::case::show_case, Case("read");
    GET "/cases/{case_id}/people" => parties::web::show_parties, Case("write");
    POST "/cases/{case_id}/people" => parties::web::add, Case("write");
    GET "/cases/{case_id}/stages" => work::web::stages::show_stages, Case("write");
    POST "/cases/{case_id}/stages" => work::web::stages::move_stage, Case("write");
    GET "/cases/{case_id}/clocks" => work::web::clocks::show_clocks, Case("read");
    POST "/cases/{case_id}/clocks" => work::web::clocks::change_clock, Case("write");
    GET "/cases/{case_id}/forms/{form}" => facts::web::show_form, Case("write");
    POST "/cases/{case_id}/forms/{form}" => facts::web::save_form, Case("write");
    POST "/cases/{case_id}/forms/{form}/draft" => facts::web::keep_draft, Case("write");
    POST "/cases/{case_id}/forms/{form}/entries/{entry_id}/withdraw" => facts::web::withdraw_entry, Case("write");
    GET "/cases/{case_id}/risk" => risk::web::show_risk, Case("read");
    GET "/cases/{case_id}/risk/answers" => risk::web::show_answers, Case("read");
    GET "/cases/{case_id}/risk/weigh" => risk::web::show_weigh, Case("write");
    POST "/cases/{case_id}/risk/weigh" => risk::web::add, Case("write");
    POST "/cases/{case_id}/risk/draft" => risk::web::keep_draft, Case("write");
    POST "/cases/{case_id}/risk/prompt" => risk::web::close_prompt, Case("write");
    GET "/cases/{case_id}/powers" => powers::web::show_powers, Case("read");
    GET "/cases/{case_id}/powers/new" => powers::web::show_new, Case("write");
    POST "/cases/{case_id}/powers/new" => powers::web::add, Case("write");
    GET "/cases/{case_id}/powers/use" => powers::web::show_use, Case("read");
    POST "/cases/{case_id}/powers/use" => powers::web::serve, Case("write");
    POST "/cases/{case_id}/powers/authorise" => powers::web::authorise, Case("write");
    POST "/cases/{case_id}/powers/breach" => powers::web::add_breach, Case("write");
    GET "/cases/{case_id}/decisions" => decisions::web::show_decisions, Case("read");
    GET "/cases/{case_id}/decisions/new" => decisions::web::show_new, Case("write");
    POST "/cases/{case_id}/decisions/new" => decisions::web::add, Case("write");
    GET "/cases/{case_id}/decisions/one" => decisions::web::show_decision, Case("read");
    POST "/cases/{case_id}/decisions/sign" => decisions::web::sign, Case("write");
    POST "/cases/{case_id}/decisions/told" => decisions::web::tell, Case("write");
    GET "/cases/{case_id}/close" => closing::web::show_close, Case("read");
    POST "/cases/{case_id}/close" => closing::web::save, Case("write");
    POST "/cases/{case_id}/close/actions" => closing::web::move_actions, Case("write");
    POST "/cases/{case_id}/close/sign" => closing::web::sign, Case("write");
    GET "/cases/{case_id}/reopen" => closing::web::show_reopen, Case("reopen");
    POST "/cases/{case_id}/reopen" => closing::web::reopen, Case("reopen");
    GET "/to-sign" => desk::to_sign::list_to_sign, OneOf(&[access::Role::Leader, access::Role::Manager]);
    GET "/cases/{case_id}/history" => history::web::show_history, Case("read");
    GET "/cases/{case_id}/messages" => messages::web::show_case, Case("read");
    POST "/cases/{case_id}/messages" => messages::web::send_case, Case("write");
    GET "/people/{person_id}/messages" => messages::web::show_person, Person("read");
    POST "/people/{person_id}/messages" => messages::web::send_person, Person("write");
    POST "/messages/{message_id}/read" => messages::web::read, SignedIn;
    GET "/kept-time" => slots::web::show_kept, Staff;
    POST "/kept-time" => slots::web::keep, Staff;
    POST "/kept-time/{slot_id}/remove" => slots::web::remove, Staff;
    GET "/queues/team/{team_id}" => queues::web::show_team, Staff;
    GET "/queues/team/{team_id}/queue.csv" => queues::web::team_csv, Staff;
    POST "/queues/team/{team_id}/order" => queues::web::order_team, Staff;
    GET "/queues/officer/{user_id}" => queues::web::show_officer, Staff;
    GET "/queues/officer/{user_id}/queue.csv" => queues::web::officer_csv, Staff;
    POST "/queues/officer/{user_id}/order" => queues::web::order_officer, Staff;
    GET "/admin/wordings" => risk::wording::list_wordings, OneOf(&[access::Role::Admin]);
    POST "/admin/wordings" => risk::wording::load_wording, OneOf(&[access::Role::Admin]);
    GET "/admin/packs" => kinds::web::list_kinds, OneOf(&[access::Role::Admin]);
    GET "/admin/packs/{pack}" => kinds::web::show_kind, OneOf(&[access::Role::Admin]);
    GET "/admin/packs/{pack}/edit" => kinds::web::edit::show_edit, OneOf(&[access::Role::Admin]);
    POST "/admin/packs/{pack}/edit" => kinds::web::edit::whole::check, OneOf(&[access::Role::Admin]);
    GET "/admin/packs/{pack}/text" => kinds::web::edit::whole::file, OneOf(&[access::Role::Admin]);
    POST "/admin/packs/{pack}/draft" => kinds::web::edit::whole::forget, OneOf(&[access::Role::Admin]);
    GET "/admin/packs/{pack}/edit/{part}" => kinds::web::edit::part::show_part, OneOf(&[access::Role::Admin]);
    POST "/admin/packs/{pack}/edit/{part}" => kinds::web::edit::part::save_part, OneOf(&[access::Role::Admin]);
    POST "/admin/packs/{pack}/edit/{part}/draft" => kinds::web::edit::part::keep_typed, OneOf(&[access::Role::Admin]);
    GET "/admin/packs/{pack}/review" => kinds::web::review::show_review, OneOf(&[access::Role::Admin]);
    POST "/admin/packs/{pack}/publish" => kinds::web::review::post_publish, OneOf(&[access::Role::Admin]);
    POST "/admin/packs/{pack}/withdraw" => kinds::web::withdraw, OneOf(&[access::Role::Admin]);
    POST "/admin/packs/{pack}/move" => kinds::web::move_cases, OneOf(&[access::Role::Admin]);
    GET "/people/{person_id}/cases" => web::list_cases::list_cases, Person("read");
    GET "/reports" => intake::web::list::list_reports, Staff;
    GET "/reports/new" => intake::web::new::show_new_report, Staff;
    POST "/reports/new" => intake::web::new::add_report, Staff;
    POST "/reports/suggest" => intake::web::new::suggest, Staff;
    POST "/reports/draft" => intake::web::new::keep_draft, Staff;
    GET "/reports/{report_id}" => intake::web::show::show_report, Staff;
    POST "/reports/{report_id}/score" => intake::web::decide::score, Staff;
    POST "/reports/{report_id}/against" => intake::web::against::against, Staff;
    POST "/reports/{report_id}/open" => intake::web::decide::open, Staff;
    POST "/reports/{report_id}/join" => intake::web::decide::join, Staff;
    POST "/reports/{report_id}/close" => intake::web::decide::close, Staff;
    GET "/allocate" => allocation::web::waiting::list_waiting, OneOf(allocation::web::LEADERS);
    GET "/allocate/waiting.csv" => allocation::web::waiting::waiting_csv, OneOf(allocation::web::LEADERS);
    GET "/cases/{case_id}/handover" => allocation::web::handover::show_handover, Case("write");
    POST "/cases/{case_id}/handover" => allocation::web::handover::hand_over, Case("write");
    POST "/cases/{case_id}/handover/accept" => allocation::web::handover::accept, Case("write");
    GET "/cases/{case_id}/workers" => allocation::web::workers::show_workers, Case("read");
    POST "/cases/{case_id}/co-workers" => allocation::web::workers::add_co_worker, Case("write");
    POST "/cases/{case_id}/co-workers/{user_id}/end" => allocation::web::workers::end_co_worker, Case("write");
    POST "/cases/{case_id}/conflict" => allocation::web::workers::add_conflict, Case("write");
    GET "/caseloads/officer/{user_id}/move" => allocation::web::caseload::show_move, OneOf(allocation::web::LEADERS);
    POST "/caseloads/officer/{user_id}/move" => allocation::web::caseload::move_caseload, OneOf(allocation::web::LEADERS);
    GET "/leave" => allocation::web::leave::list_leave, OneOf(allocation::web::LEADERS);
    POST "/leave" => allocation::web::leave::add_leave, OneOf(allocation::web::LEADERS);
    POST "/leave/{leave_id}/remove" => allocation::web::leave::remove_leave, OneOf(allocation::web::LEADERS);
    GET "/people/{person_id}/timeline" => web::timeline::show_timeline, Person("read");
    GET "/people/{person_id}/notes/new" => web::note::show_new_note, Person("write");
    POST "/people/{person_id}/notes/new" => web::note::add_note, Person("write");
    POST "/people/{person_id}/notes/reach" => recording::web::reach::to_record, Person("write");
    POST "/people/{person_id}/notes/draft" => web::note::keep_draft, Person("write");
    GET "/people/{person_id}/notes/{contact_id}/correct" => recording::web::correct::show_correct, Person("write");
    POST "/people/{person_id}/notes/{contact_id}/correct" => recording::web::correct::add_correction, Person("write");
    GET "/recording" => recording::web::delays::show_mine, Staff;
    GET "/cases/{case_id}/plan" => plan::web::show_plan, Case("read");
    GET "/cases/{case_id}/plan/print" => plan::web::print::show_print, Case("read");
    GET "/cases/{case_id}/plan/history" => plan::web::history::show_history, Case("read");
    GET "/cases/{case_id}/plan/start" => plan::web::start::show_start, Case("write");
    POST "/cases/{case_id}/plan/start" => plan::web::start::save_start, Case("write");
    GET "/cases/{case_id}/plan/goals/new" => plan::web::goal::show_new_goal, Case("write");
    POST "/cases/{case_id}/plan/goals/new" => plan::web::goal::add_goal, Case("write");
    GET "/cases/{case_id}/plan/goals/{goal_id}" => plan::web::goal::show_goal, Case("write");
    POST "/cases/{case_id}/plan/goals/{goal_id}" => plan::web::goal::change_goal, Case("write");
    GET "/cases/{case_id}/plan/goals/{goal_id}/steps/new" => plan::web::step::show_new_step, Case("write");
    POST "/cases/{case_id}/plan/goals/{goal_id}/steps/new" => plan::web::step::add_step, Case("write");
    GET "/cases/{case_id}/plan/steps/{step_id}" => plan::web::step::show_step, Case("write");
    POST "/cases/{case_id}/plan/steps/{step_id}" => plan::web::step::change_step, Case("write");
    GET "/cases/{case_id}/plan/steps/{step_id}/done" => plan::web::step::show_done, Case("write");
    POST "/cases/{case_id}/plan/steps/{step_id}/done" => plan::web::step::end_step, Case("write");
    GET "/cases/{case_id}/plan/agree" => plan::web::agree::show_agree, Case("write");
    POST "/cases/{case_id}/plan/agree" => plan::web::agree::save_agree, Case("write");
    GET "/cases/{case_id}/plan/exit" => plan::web::exit::show_exit, Case("write");
    POST "/cases/{case_id}/plan/exit" => plan::web::exit::save_exit, Case("write");
    GET "/cases/{case_id}/plan/help/new" => plan::web::help::show_offer, Case("write");
    POST "/cases/{case_id}/plan/help/new" => plan::web::help::add_offer, Case("write");
    GET "/cases/{case_id}/plan/help/{intervention_id}" => plan::web::help::show_help, Case("write");
    POST "/cases/{case_id}/plan/help/{intervention_id}" => plan::web::help::go_on, Case("write");
    POST "/cases/{case_id}/drafts/{draft}/{object_id}" => plan::web::sheet::keep_draft, Case("write");
    GET "/cases/{case_id}/contact" => promise::web::show_contact, Case("read");
    POST "/cases/{case_id}/contact/book" => promise::web::book, Case("write");
    GET "/cases/{case_id}/contact/agree" => promise::web::agree::show_agree, Case("write");
    POST "/cases/{case_id}/contact/agree" => promise::web::agree::save_agree, Case("write");
    GET "/plans/team/{team_id}" => plan::web::lists::show_team, Staff;
    GET "/plans/officer/{user_id}" => plan::web::lists::show_officer, Staff;
    POST "/people/{person_id}/actions/{action_id}/done" => web::action::mark_done, Person("write");
    GET "/cases/{case_id}/letters" => crate::letters::web::list_letters, Case("read");
    POST "/cases/{case_id}/letters" => crate::letters::web::begin_letter, Case("write");
    GET "/cases/{case_id}/letters/{letter_id}" => crate::letters::web::show::show_letter, Case("read");
    GET "/cases/{case_id}/letters/{letter_id}/edit" => crate::letters::web::edit::show_edit, Case("write");
    POST "/cases/{case_id}/letters/{letter_id}/edit" => crate::letters::web::edit::save, Case("write");
    POST "/cases/{case_id}/letters/{letter_id}/draft" => crate::letters::web::edit::keep_draft, Case("write");
    POST "/cases/{case_id}/letters/{letter_id}/approval" => crate::letters::web::show::decide, Case("write");
    POST "/cases/{case_id}/letters/{letter_id}/send" => crate::letters::web::send::send, Case("write");
    POST "/cases/{case_id}/letters/{letter_id}/drop" => crate::letters::web::show::drop_letter, Case("write");
    GET "/cases/{case_id}/letters/{letter_id}/copy" => crate::letters::web::show::show_copy, Case("read");
    GET "/people/{person_id}/visit" => print::web::show_visit, Person("read");
    GET "/cases/{case_id}/chronology" => print::web::show_chronology, Case("read");
    GET "/cases/{case_id}/bundle" => crate::bundle::web::choose_bundle, Case("read");
    POST "/cases/{case_id}/bundle" => crate::bundle::web::make_bundle, Case("read");
    GET "/cases/{case_id}/documents" => crate::documents::web::list_documents, Case("read");
    POST "/cases/{case_id}/documents" => crate::documents::web::add_document, Case("write");
    GET "/cases/{case_id}/documents/{document_id}" => crate::documents::web::show_document, Case("read");
    POST "/cases/{case_id}/documents/{document_id}/versions" => crate::documents::web::add_version, Case("write");
    GET "/cases/{case_id}/documents/{document_id}/versions/{version}" => crate::documents::web::show_file, Case("read");
}

/// Samples of this slice's pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<web::case::ShowCase>(),
        ui::SampleSet::of::<facts::web::ShowForm>(),
        ui::SampleSet::of::<risk::web::ShowRisk>(),
        ui::SampleSet::of::<risk::web::ShowAnswers>(),
        ui::SampleSet::of::<risk::web::Weigh>(),
        ui::SampleSet::of::<risk::wording::ListWordings>(),
        ui::SampleSet::of::<powers::web::ShowPowers>(),
        ui::SampleSet::of::<powers::web::NewPower>(),
        ui::SampleSet::of::<powers::web::ShowUse>(),
        ui::SampleSet::of::<work::web::stages::ShowStages>(),
        ui::SampleSet::of::<kinds::web::ListKinds>(),
        ui::SampleSet::of::<kinds::web::ShowKind>(),
        ui::SampleSet::of::<kinds::web::edit::EditKind>(),
        ui::SampleSet::of::<kinds::web::edit::part::EditPart>(),
        ui::SampleSet::of::<kinds::web::review::ReviewKind>(),
        ui::SampleSet::of::<work::web::clocks::ShowClocks>(),
        ui::SampleSet::of::<web::list_cases::ListCases>(),
        ui::SampleSet::of::<decisions::web::ShowDecisions>(),
        ui::SampleSet::of::<decisions::web::NewDecisionPage>(),
        ui::SampleSet::of::<decisions::web::ShowDecision>(),
        ui::SampleSet::of::<desk::to_sign::ListToSign>(),
        ui::SampleSet::of::<history::web::ShowHistory>(),
        ui::SampleSet::of::<messages::web::ShowMessages>(),
        ui::SampleSet::of::<slots::web::KeptTime>(),
        ui::SampleSet::of::<queues::web::ShowQueue>(),
        ui::SampleSet::of::<closing::web::CloseCase>(),
        ui::SampleSet::of::<closing::web::ReopenPage>(),
        ui::SampleSet::of::<print::web::PrintSheet>(),
        ui::SampleSet::of::<web::timeline::ShowTimeline>(),
        ui::SampleSet::of::<web::note::NewNote>(),
        ui::SampleSet::of::<recording::web::correct::CorrectNote>(),
        ui::SampleSet::of::<recording::web::delays::MyRecording>(),
        ui::SampleSet::of::<parties::web::ShowParties>(),
        ui::SampleSet::of::<plan::web::ShowPlan>(),
        ui::SampleSet::of::<plan::web::start::PlanStart>(),
        ui::SampleSet::of::<plan::web::goal::PlanGoal>(),
        ui::SampleSet::of::<plan::web::step::PlanStep>(),
        ui::SampleSet::of::<plan::web::step::PlanDone>(),
        ui::SampleSet::of::<plan::web::agree::PlanAgree>(),
        ui::SampleSet::of::<plan::web::exit::PlanExit>(),
        ui::SampleSet::of::<plan::web::help::PlanOffer>(),
        ui::SampleSet::of::<plan::web::help::PlanHelp>(),
        ui::SampleSet::of::<plan::web::history::PlanHistory>(),
        ui::SampleSet::of::<plan::web::print::PlanPrint>(),
        ui::SampleSet::of::<plan::web::lists::ListPlans>(),
        ui::SampleSet::of::<promise::web::ShowContact>(),
        ui::SampleSet::of::<promise::web::agree::AgreeContact>(),
        ui::SampleSet::of::<intake::web::new::NewReportPage>(),
        ui::SampleSet::of::<intake::web::list::ListReports>(),
        ui::SampleSet::of::<intake::web::show::ShowReport>(),
        ui::SampleSet::of::<allocation::web::waiting::ListWaiting>(),
        ui::SampleSet::of::<allocation::web::handover::HandOver>(),
        ui::SampleSet::of::<allocation::web::workers::ShowWorkers>(),
        ui::SampleSet::of::<allocation::web::caseload::MoveCaseload>(),
        ui::SampleSet::of::<allocation::web::leave::ListLeave>(),
        ui::SampleSet::of::<crate::letters::web::ListLetters>(),
        ui::SampleSet::of::<crate::letters::web::edit::EditLetter>(),
        ui::SampleSet::of::<crate::letters::web::show::ShowLetter>(),
        ui::SampleSet::of::<crate::documents::web::ListDocuments>(),
        ui::SampleSet::of::<crate::documents::web::ShowDocument>(),
        ui::SampleSet::of::<crate::bundle::web::ChooseBundle>(),
    ]
}
