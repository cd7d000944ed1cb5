//! Two lives of cases, told as events, and every run of every clock that follows from the packs that ship.

use kernel::{
    Day,
    calendar::{Calendar, Division},
};
use packs::{
    clock::{Happened, run},
    model::Event,
};

/// Runs as `relief.1 2026-04-01 due 2026-05-26 met 2026-05-26`, of a story of lines `2026-04-01 fact:a`.
fn told(pack: &str, story: &str, today: &str) -> Vec<String> {
    let name = format!("{pack}.toml");
    let (_, text) = packs::SHIPPED.iter().find(|(file, _)| *file == name).unwrap();
    let pack = packs::read(text).unwrap();
    let happened: Vec<Happened> = story
        .lines()
        .filter_map(|line| line.trim().split_once(' '))
        .map(|(on, event)| Happened {
            event: Event::parse(event).unwrap(),
            on: Day::parse(on).unwrap(),
            at: None,
        })
        .collect();
    let closed = happened.iter().find(|h| h.event == Event::Closed).map(|h| h.on);
    let calendar = Calendar::new(Division::EnglandAndWales);
    let codes = |field: &str| match field {
        "review_of" => vec!["relief-steps".to_owned()],
        "reviewer" => vec!["officer".to_owned()],
        _ => Vec::new(),
    };
    run(&pack, &happened, &[], closed, Day::parse(today).unwrap(), &calendar, &codes)
        .into_iter()
        .map(|run| {
            let ended = run.ended_on.map_or(String::new(), |day| format!(" {day}"));
            format!(
                "{}.{} {} due {} {}{ended}",
                run.clock,
                run.nth,
                run.starts_on,
                run.due_on,
                run.state.code()
            )
        })
        .collect()
}

#[test]
fn from_a_referral_through_both_duties_to_a_review() {
    let story = "2026-03-02 fact:referral_received_on
        2026-03-03 contact
        2026-03-03 opened
        2026-03-03 fact:approached_on
        2026-03-03 fact:triage_outcome
        2026-03-03 fact:application_on
        2026-03-09 fact:assessed_on
        2026-03-09 fact:prevention_accepted_on
        2026-03-12 plan-agreed
        2026-04-01 fact:prevention_ended_on
        2026-04-01 fact:relief_accepted_on
        2026-04-01 fact:decision_notified_on
        2026-04-10 fact:php_reviewed_on
        2026-04-15 fact:review_requested_on
        2026-05-08 fact:review_outcome_notified_on
        2026-05-26 fact:relief_ended_on
        2026-06-10 decision:main-duty
        2026-06-11 fact:decision_notified_on";
    assert_eq!(
        told("homelessness-england", story, "2026-06-12"),
        [
            "referral.1 2026-03-02 due 2026-03-04 met 2026-03-03",
            "triage.1 2026-03-03 due 2026-03-03 met 2026-03-03",
            "assessment.1 2026-03-03 due 2026-03-10 met 2026-03-09",
            "php.1 2026-03-09 due 2026-03-23 met 2026-03-12",
            "php-review.1 2026-03-12 due 2026-04-13 met 2026-04-10",
            "php-review.2 2026-04-10 due 2026-05-11 running",
            "prevention.1 2026-03-09 due 2026-05-03 met 2026-04-01",
            "relief.1 2026-04-01 due 2026-05-26 met 2026-05-26",
            "main-decision.1 2026-05-26 due 2026-06-16 met 2026-06-10",
            "review.1 2026-04-01 due 2026-04-21 met 2026-04-15",
            "review.2 2026-06-11 due 2026-07-01 running",
            "review-decision.1 2026-04-15 due 2026-05-05 late 2026-05-08",
            "appeal.1 2026-05-08 due 2026-05-29 running",
        ]
    );
}

#[test]
fn from_a_request_to_the_second_yearly_review() {
    let story = "2026-04-02 fact:request_received_on
        2026-04-02 opened
        2026-04-07 contact
        2026-04-07 fact:needs_appear_on
        2026-04-08 fact:request_completed_on
        2026-04-08 allocated
        2026-04-20 fact:assessed_on
        2026-04-22 letter:assessment-copy
        2026-04-24 decision:care-eligibility
        2026-04-24 fact:eligible_on
        2026-05-13 fact:vap_requested_on
        2026-05-15 fact:manager_reviewed_on
        2026-05-28 decision:panel
        2026-05-29 fact:vap_told_on
        2026-06-01 plan-agreed
        2026-06-01 fact:dp_from
        2026-07-20 fact:reviewed_on
        2026-11-30 fact:dp_reviewed_on
        2027-07-20 fact:reviewed_on";
    assert_eq!(
        told("adult-social-care", story, "2027-07-21"),
        [
            "contact.1 2026-04-02 due 2026-04-07 met 2026-04-07",
            "assessment.1 2026-04-07 due 2026-05-05 met 2026-04-20",
            "eligibility.1 2026-04-20 due 2026-04-27 met 2026-04-24",
            "assessment-copy.1 2026-04-20 due 2026-04-27 met 2026-04-22",
            "support-plan.1 2026-04-24 due 2026-05-26 late 2026-06-01",
            "first-review.1 2026-06-01 due 2026-07-27 met 2026-07-20",
            "review.1 2026-06-01 due 2027-06-01 met 2026-07-20",
            "review.2 2026-07-20 due 2027-07-20 met 2027-07-20",
            "review.3 2027-07-20 due 2028-07-20 running",
            "direct-payment-first.1 2026-06-01 due 2026-12-01 met 2026-11-30",
            "direct-payment.1 2026-06-01 due 2027-06-01 met 2026-11-30",
            "direct-payment.2 2026-11-30 due 2027-11-30 running",
            "manager-review.1 2026-04-08 due 2026-05-20 met 2026-05-15",
            "manager-review.2 2026-05-15 due 2026-06-26 running",
            "panel.1 2026-05-13 due 2026-05-28 met 2026-05-28",
            "panel-told.1 2026-05-28 due 2026-06-01 met 2026-05-29",
        ]
    );
}
