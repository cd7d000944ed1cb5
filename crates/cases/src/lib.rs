//! Cases: one piece of help from opening to closing, who is in it, what was done and what happens next.
//!
//! **Words.** A case has one or more *subjects* (a person, a couple, a family, a group) and other *parties* with
//! roles. A *contact* is successful or only attempted: an attempt is not a contact. When it *occurred* and when it
//! was *recorded* are kept apart. A *next action* is what is to happen: whose, and by when. A *caseload* is the
//! open cases of a worker or a team; its figures count every case, whoever asks.

pub mod desk;
pub mod facts;
pub mod kinds;
pub mod model;
pub mod powers;
pub mod risk;
pub mod store;
pub mod web;
pub mod work;

access::routes! {
    GET "/cases/{case_id}" => web::case::show_case, Case("read");
    GET "/cases/{case_id}/stages" => work::web::stages::show_stages, Case("write");
    POST "/cases/{case_id}/stages" => work::web::stages::move_stage, Case("write");
    GET "/cases/{case_id}/clocks" => work::web::clocks::show_clocks, Case("write");
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
    GET "/admin/wordings" => risk::wording::list_wordings, OneOf(&[access::Role::Admin]);
    POST "/admin/wordings" => risk::wording::load_wording, OneOf(&[access::Role::Admin]);
    GET "/admin/packs" => kinds::web::list_kinds, OneOf(&[access::Role::Admin]);
    GET "/admin/packs/{pack}" => kinds::web::show_kind, OneOf(&[access::Role::Admin]);
    GET "/admin/packs/{pack}/edit" => kinds::web::edit::show_edit, OneOf(&[access::Role::Admin]);
    POST "/admin/packs/{pack}/edit" => kinds::web::edit::check, OneOf(&[access::Role::Admin]);
    POST "/admin/packs/{pack}/draft" => kinds::web::edit::keep_draft, OneOf(&[access::Role::Admin]);
    GET "/admin/packs/{pack}/review" => kinds::web::review::show_review, OneOf(&[access::Role::Admin]);
    POST "/admin/packs/{pack}/publish" => kinds::web::review::post_publish, OneOf(&[access::Role::Admin]);
    POST "/admin/packs/{pack}/withdraw" => kinds::web::withdraw, OneOf(&[access::Role::Admin]);
    POST "/admin/packs/{pack}/move" => kinds::web::move_cases, OneOf(&[access::Role::Admin]);
    GET "/people/{person_id}/cases" => web::list_cases::list_cases, Person("read");
    GET "/people/{person_id}/timeline" => web::timeline::show_timeline, Person("read");
    GET "/people/{person_id}/notes/new" => web::note::show_new_note, Person("write");
    POST "/people/{person_id}/notes/new" => web::note::add_note, Person("write");
    POST "/people/{person_id}/notes/draft" => web::note::keep_draft, Person("write");
    POST "/people/{person_id}/actions/{action_id}/done" => web::action::mark_done, Person("write");
    GET "/caseloads" => web::caseload::list_teams, Staff;
    GET "/caseloads/team/{team_id}" => web::caseload::show_team, Staff;
    GET "/caseloads/team/{team_id}/cases.csv" => web::caseload::team_csv, Staff;
    GET "/caseloads/officer/{user_id}" => web::caseload::show_officer, Staff;
    GET "/caseloads/officer/{user_id}/cases.csv" => web::caseload::officer_csv, Staff;
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
        ui::SampleSet::of::<kinds::web::review::ReviewKind>(),
        ui::SampleSet::of::<work::web::clocks::ShowClocks>(),
        ui::SampleSet::of::<web::list_cases::ListCases>(),
        ui::SampleSet::of::<web::timeline::ShowTimeline>(),
        ui::SampleSet::of::<web::note::NewNote>(),
        ui::SampleSet::of::<web::caseload::ListTeams>(),
        ui::SampleSet::of::<web::caseload::ShowCaseload>(),
    ]
}
