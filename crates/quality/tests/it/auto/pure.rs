//! The boundaries of the rules, by table, with no database.

use super::day;
use access::{CaseId, PersonId};
use cases::promise::model::Term;
use kernel::{
    Day,
    calendar::{Calendar, Division},
};
use packs::clock::State;
use quality::{
    auto::{
        Facts, Rule,
        facts::{Clock, Contact, Decision, Entry, Open, Plan, Stage},
        propose,
    },
    model::{Answer, Reason},
};
use std::{collections::BTreeMap, sync::Arc};

const LATER: Answer = Answer::NotApplicable(Reason::StageNotReached);

fn facts() -> Facts {
    Facts {
        case_id: CaseId::from_uuid(access::NOBODY),
        pack: packs::shipped_pack("asb").cloned().map(Arc::new),
        calendar: Calendar::new(Division::EnglandAndWales),
        opened_on: day("2026-03-02"),
        closed_on: None,
        lead: PersonId::from_uuid(access::NOBODY),
        band: String::new(),
        plan: Plan::default(),
        clocks: Vec::new(),
        stages: Vec::new(),
        events: Vec::new(),
        contacts: Vec::new(),
        promises: Vec::new(),
        parties: Vec::new(),
        actions: Vec::new(),
        decisions: Vec::new(),
        risks: Vec::new(),
        entries: Vec::new(),
        said: BTreeMap::new(),
    }
}

fn contact(on: Day, recorded_on: Day, reached: bool) -> Contact {
    Contact {
        person: PersonId::from_uuid(access::NOBODY),
        on,
        recorded_on,
        reached: Some(reached),
        note: false,
        corrects: false,
        corrected: false,
    }
}

fn answer(rule: Rule, facts: &Facts, today: &str) -> Answer {
    propose(rule, facts, day(today)).answer
}

#[test]
fn the_boundaries_of_b4() {
    // Windows, kept, tried; and the answer.
    let rows = [
        (0, 0, 0, LATER),
        (1, 1, 0, Answer::Met),
        (1, 0, 1, Answer::NotMet),
        (10, 9, 0, Answer::Met),
        (10, 8, 2, Answer::Met),
        (10, 8, 1, Answer::Partly),
        (10, 6, 0, Answer::Partly),
        (10, 5, 2, Answer::Partly),
        (10, 5, 1, Answer::NotMet),
        (100, 90, 0, Answer::Met),
        (100, 89, 1, Answer::Partly),
        (100, 59, 1, Answer::NotMet),
    ];
    let agreed = day("2025-01-01");
    for (windows, kept, tried, wanted) in rows {
        let mut facts = facts();
        let term = Term { agreed_on: agreed, every_days: 3, ended_on: None };
        facts.promises.push((facts.lead, term));
        for nth in 1..=(kept + tried) {
            let on = agreed.plus(3 * nth);
            facts.contacts.push(contact(on, on, nth <= kept));
        }
        // The day after the last window's last day, when that day is over; one day less is a window less.
        let today = agreed.plus(3 * windows + 1).to_string();
        assert_eq!(answer(Rule::ContactKept, &facts, &today), wanted, "{windows} {kept} {tried}");
    }
}

#[test]
fn a_correction_takes_the_place_of_a_contact_and_of_no_delay() {
    let mut facts = facts();
    facts.promises.push((facts.lead, Term { agreed_on: day("2026-03-02"), every_days: 7, ended_on: None }));
    let first = contact(day("2026-03-04"), day("2026-03-05"), true);
    facts.contacts.push(Contact { corrected: true, ..first.clone() });
    assert_eq!(answer(Rule::ContactKept, &facts, "2026-03-10"), Answer::NotMet, "it does not count any more");
    let again = Contact { corrects: true, recorded_on: day("2026-04-30"), ..first };
    facts.contacts.push(again);
    assert_eq!(answer(Rule::ContactKept, &facts, "2026-03-10"), Answer::Met);
    assert_eq!(answer(Rule::RecordedInTime, &facts, "2026-05-01"), Answer::Met, "written down the next day");
}

#[test]
fn everybody_contact_was_agreed_with_counts() {
    let mut facts = facts();
    let grace = PersonId::from_uuid(uuid::Uuid::from_u128(7));
    let term = Term { agreed_on: day("2026-03-02"), every_days: 7, ended_on: None };
    facts.promises = vec![(facts.lead, term), (grace, term)];
    facts.contacts.push(contact(day("2026-03-04"), day("2026-03-04"), true));
    let proposal = propose(Rule::ContactKept, &facts, day("2026-03-10"));
    assert_eq!(proposal.answer, Answer::NotMet);
    assert!(proposal.why.starts_with("1 of 2 windows kept since 2 March 2026: 50%."), "{}", proposal.why);
}

#[test]
fn the_median_counts_working_days_over_a_weekend_and_a_bank_holiday() {
    // Good Friday and Easter Monday 2026 are 3 and 6 April.
    let rows: [(&[(&str, &str)], Answer); 10] = [
        (&[("2026-04-02", "2026-04-02")], Answer::Met),
        (&[("2026-04-02", "2026-04-07")], Answer::Met),
        (&[("2026-04-02", "2026-04-08")], Answer::Partly),
        (&[("2026-04-02", "2026-04-09")], Answer::NotMet),
        // A Saturday's visit, written down on the Tuesday after Easter Monday.
        (&[("2026-04-04", "2026-04-07")], Answer::Met),
        // One and two: one and a half.
        (&[("2026-04-02", "2026-04-07"), ("2026-04-02", "2026-04-08")], Answer::Partly),
        // None and two: one exactly.
        (&[("2026-04-02", "2026-04-02"), ("2026-04-02", "2026-04-08")], Answer::Met),
        // Two and three: two and a half.
        (&[("2026-04-02", "2026-04-08"), ("2026-04-02", "2026-04-09")], Answer::NotMet),
        // One long delay among three does not move it.
        (
            &[("2026-04-02", "2026-04-07"), ("2026-04-02", "2026-06-30"), ("2026-04-02", "2026-04-02")],
            Answer::Met,
        ),
        // Written down ahead of time counts as none.
        (&[("2026-04-08", "2026-04-02")], Answer::Met),
    ];
    for (records, wanted) in rows {
        let mut facts = facts();
        facts.contacts = records.iter().map(|(on, at)| contact(day(on), day(at), true)).collect();
        assert_eq!(answer(Rule::RecordedInTime, &facts, "2026-07-01"), wanted, "{records:?}");
    }
    // The second of January is a holiday in Scotland alone.
    let mut facts = facts();
    facts.contacts.push(contact(day("2025-12-31"), day("2026-01-05"), true));
    assert_eq!(answer(Rule::RecordedInTime, &facts, "2026-07-01"), Answer::Partly);
    facts.calendar = Calendar::new(Division::Scotland);
    assert_eq!(answer(Rule::RecordedInTime, &facts, "2026-07-01"), Answer::Met);
}

#[test]
fn the_boundaries_of_answered_incidents() {
    for (answered, all, wanted) in [
        (10, 10, Answer::Met),
        (9, 10, Answer::Met),
        (8, 10, Answer::Partly),
        (6, 10, Answer::Partly),
        (5, 10, Answer::NotMet),
        (0, 0, Answer::NotApplicable(Reason::Other)),
    ] {
        let mut facts = facts();
        facts.entries = (0..all)
            .map(|n| Entry {
                id: uuid::Uuid::from_u128(n),
                form: "incident".to_owned(),
                recorded_on: day("2026-03-04"),
                said: if n < answered { vec!["incident_answer".to_owned()] } else { Vec::new() },
            })
            .collect();
        assert_eq!(answer(Rule::IncidentsAnswered, &facts, "2026-06-01"), wanted, "{answered} of {all}");
    }
}

fn step(owned: bool) -> Open {
    Open { what: "Fit a lock".to_owned(), step: true, owned, due_on: day("2026-06-01") }
}

#[test]
fn steps_without_an_owner_by_share() {
    for (owned, all, wanted) in
        [(2, 2, Answer::Met), (2, 3, Answer::Partly), (1, 2, Answer::NotMet), (0, 0, Answer::Met)]
    {
        let mut facts = facts();
        (facts.plan.steps, facts.plan.goals) = (5, 1);
        facts.actions = (0..all).map(|n| step(n < owned)).collect();
        assert_eq!(answer(Rule::PlanSteps, &facts, "2026-05-01"), wanted, "{owned} of {all}");
    }
}

fn stage(id: &str, entered: &str, left: Option<&str>) -> Stage {
    Stage {
        id: id.to_owned(),
        entered_on: day(entered),
        left_on: left.map(day),
        skipped: false,
        reasoned: false,
    }
}

#[test]
fn a_stage_is_skipped_with_a_reason_or_not_at_all() {
    let mut facts = facts();
    facts.stages = vec![
        stage("report", "2026-03-02", Some("2026-03-03")),
        stage("acknowledged", "2026-03-03", Some("2026-03-05")),
        stage("interview", "2026-03-05", Some("2026-03-10")),
        stage("plan", "2026-03-10", None),
    ];
    assert_eq!(answer(Rule::StagesInOrder, &facts, "2026-05-01"), Answer::Met);
    facts.stages.push(Stage { skipped: true, ..stage("perpetrator", "2026-03-12", Some("2026-03-12")) });
    let proposal = propose(Rule::StagesInOrder, &facts, day("2026-05-01"));
    assert_eq!(proposal.answer, Answer::NotMet);
    assert_eq!(proposal.why, "Skipped without a reason: Person complained about contacted.");
    facts.stages.last_mut().expect("it").reasoned = true;
    assert_eq!(answer(Rule::StagesInOrder, &facts, "2026-05-01"), Answer::Met);
    facts.stages.remove(1);
    assert_eq!(answer(Rule::StagesInOrder, &facts, "2026-05-01"), Answer::NotMet, "passed over");
}

fn clock(id: &str, state: State, due_on: &str) -> Clock {
    Clock {
        id: id.to_owned(),
        nth: 1,
        starts_on: day("2026-03-02"),
        due_on: day(due_on),
        state,
        ended_on: None,
    }
}

#[test]
fn a_clock_is_overdue_after_its_last_day_and_not_while_it_is_paused() {
    for (state, due, wanted) in [
        (State::Running, "2026-05-01", Answer::Met),
        (State::Running, "2026-04-30", Answer::NotMet),
        (State::Paused, "2026-04-30", Answer::Met),
        (State::Stopped, "2026-04-30", Answer::Met),
        (State::Late, "2026-04-30", Answer::Partly),
        (State::Met, "2026-04-30", Answer::Met),
    ] {
        let mut facts = facts();
        facts.clocks.push(clock("resolve", state, due));
        assert_eq!(answer(Rule::StagesInOrder, &facts, "2026-05-01"), wanted, "{state:?}");
        facts.closed_on = Some(day("2026-04-30"));
        let closed = if wanted == Answer::NotMet { Answer::Met } else { wanted };
        assert_eq!(answer(Rule::StagesInOrder, &facts, "2026-05-01"), closed, "as on its last day");
    }
}

#[test]
fn decisions_without_reasons_or_not_yet_made() {
    let decision = |made: bool, reasoned: bool| Decision {
        id: uuid::Uuid::from_u128(1),
        kind: "no-further-action".to_owned(),
        name: "No further action".to_owned(),
        made_on: made.then(|| day("2026-04-01")),
        reasoned,
    };
    for (made, reasoned, wanted) in
        [(true, true, Answer::Met), (false, true, Answer::Partly), (true, false, Answer::Partly)]
    {
        let mut facts = facts();
        facts.decisions.push(decision(made, reasoned));
        assert_eq!(answer(Rule::DecisionRecorded, &facts, "2026-05-01"), wanted);
    }
    // A stage that was left asked for a decision.
    let mut facts = facts();
    facts.stages.push(stage("closure", "2026-04-01", Some("2026-04-02")));
    assert_eq!(answer(Rule::DecisionRecorded, &facts, "2026-05-01"), Answer::NotMet);
}

#[test]
fn every_rule_has_a_code_of_its_own_and_words() {
    for rule in Rule::ALL {
        assert_eq!(Rule::parse(rule.code()), Some(rule));
        assert!(!rule.label().is_empty() && rule.label().len() < 90, "{}", rule.label());
    }
    for sentence in Rule::ALL.iter().flat_map(|rule| rule.how().split(". ")) {
        let words = sentence.split_whitespace().count();
        assert!((3..=25).contains(&words), "{words}: {sentence}");
    }
    assert_eq!(Rule::parse("beauty"), None);
    let bare = Facts { pack: None, ..facts() };
    for rule in Rule::ALL {
        let proposal = propose(rule, &bare, day("2026-03-03"));
        assert!(!proposal.why.is_empty(), "{rule:?} says why, also without a pack");
    }
}
