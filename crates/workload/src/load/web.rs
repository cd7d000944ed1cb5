//! Pages of loads: the service, a team, an officer, how a figure comes about, hours, notices, a case's weight.

pub mod explain;
pub mod hours;
pub mod list;
pub mod notices;
pub mod officer;
pub mod service;
pub mod team;
pub mod weight;
pub mod words;

use cases::allocation::web::LEADERS;

access::routes! {
    GET "/caseloads" => service::list_teams, Staff;
    GET "/caseloads/team/{team_id}" => team::show_team, Staff;
    GET "/caseloads/team/{team_id}/cases.csv" => list::team_csv, Staff;
    GET "/caseloads/officer/{user_id}" => officer::show_officer, Staff;
    GET "/caseloads/officer/{user_id}/cases.csv" => list::officer_csv, Staff;
    GET "/caseloads/officer/{user_id}/load" => explain::show_load, Staff;
    GET "/caseloads/officer/{user_id}/hours" => hours::show_hours, Own;
    POST "/caseloads/officer/{user_id}/hours" => hours::set_contract, Own;
    POST "/caseloads/officer/{user_id}/reductions" => hours::add_reduction, Own;
    POST "/caseloads/officer/{user_id}/reductions/{reduction_id}/end" => hours::end_reduction, Own;
    POST "/caseloads/officer/{user_id}/strengths" => hours::set_strengths, Own;
    GET "/caseloads/notices" => notices::list_notices, OneOf(LEADERS);
    GET "/caseloads/notices/{notice_id}" => notices::show_notice, OneOf(LEADERS);
    POST "/caseloads/notices/{notice_id}" => notices::answer, OneOf(LEADERS);
    GET "/cases/{case_id}/weight" => weight::show_weight, Case("read");
    POST "/cases/{case_id}/weight" => weight::set_facts, Case("write");
    POST "/cases/{case_id}/weight/agreed" => weight::agree, Case("write");
    POST "/cases/{case_id}/weight/agreed/{adjustment_id}/end" => weight::end_agreed, Case("write");
}

/// Samples of these pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<service::ListTeams>(),
        ui::SampleSet::of::<team::ShowTeam>(),
        ui::SampleSet::of::<officer::ShowOfficer>(),
        ui::SampleSet::of::<explain::ShowLoad>(),
        ui::SampleSet::of::<hours::ShowHours>(),
        ui::SampleSet::of::<notices::ListNotices>(),
        ui::SampleSet::of::<notices::ShowNotice>(),
        ui::SampleSet::of::<weight::ShowWeight>(),
    ]
}
