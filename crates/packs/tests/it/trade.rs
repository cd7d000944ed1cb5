//! What the trade expects of the packs that ship: known answers, and facts that are the same in all of them.

use kernel::{
    Day,
    calendar::{Calendar, Division, Mode},
};
use packs::{
    Pack,
    clock::{Change, ChangeKind, Happened, explain, run},
    model::{Basis, Ends, Event, RiskTool, Whose},
};
use std::collections::BTreeMap;

fn pack(id: &str) -> &'static Pack {
    packs::shipped_pack(id).unwrap()
}

fn tool(id: &str, of: &str) -> &'static RiskTool {
    pack(id).risk_tool(of).unwrap()
}

/// The band of the answers that stand at these places, one a question.
fn band(tool: &RiskTool, places: &[usize]) -> (i64, String) {
    assert_eq!(places.len(), tool.questions.len(), "one answer a question");
    let picked =
        || tool.questions.iter().zip(places).map(|(question, at)| (question, &question.answers[*at]));
    let score = picked().map(|(_, answer)| answer.points).sum();
    let chosen: Vec<(&str, &str)> =
        picked().map(|(question, answer)| (question.id.as_str(), answer.code.as_str())).collect();
    (score, tool.band_of(score, &chosen).unwrap().code.clone())
}

#[test]
fn the_matrix_has_ten_questions_of_three_points_and_the_bands_of_the_catalogue() {
    let matrix = tool("asb", "asb-matrix");
    assert_eq!(matrix.questions.len(), 10);
    let most = |points: fn(&packs::model::Question) -> i64| matrix.questions.iter().map(points).sum::<i64>();
    assert_eq!(most(|q| q.answers.iter().map(|a| a.points).max().unwrap()), 30);
    // 0 to 9, 10 to 17, 18 to 30.
    for (score, code) in
        [(0, "standard"), (9, "standard"), (10, "medium"), (17, "medium"), (18, "high"), (30, "high")]
    {
        assert_eq!(matrix.band(score).unwrap().code, code, "{score}");
    }
}

#[test]
fn fear_for_life_and_repeated_hate_are_high_whatever_the_score() {
    let matrix = tool("asb", "asb-matrix");
    let at = |id: &str| matrix.questions.iter().position(|q| q.id == id).unwrap();
    let mut places = [0; 10];
    assert_eq!(band(matrix, &places), (0, "standard".to_owned()));
    for id in ["effect", "hate"] {
        places[at(id)] = 3;
        assert_eq!(band(matrix, &places), (3, "high".to_owned()), "{id}");
        places[at(id)] = 2;
        assert_eq!(band(matrix, &places), (2, "standard".to_owned()), "{id}");
        places[at(id)] = 0;
    }
}

#[test]
fn the_checklist_has_24_questions_and_14_yes_are_high() {
    for id in ["asb", "safeguarding"] {
        let checklist = tool(id, "dash-24");
        assert_eq!(checklist.questions.len(), 24, "{id}");
        assert!(checklist.asks_source && checklist.wording_may_be_loaded, "{id}");
        for (yes, code) in
            [(0, "standard"), (9, "standard"), (10, "medium"), (13, "medium"), (14, "high"), (24, "high")]
        {
            assert_eq!(checklist.band(yes).unwrap().code, code, "{id}: {yes}");
        }
    }
    let labels = |id: &str| -> Vec<(&str, &str)> {
        let questions = &tool(id, "dash-24").questions;
        questions.iter().map(|q| (q.id.as_str(), q.label.as_str())).collect()
    };
    assert_eq!(labels("asb"), labels("safeguarding"), "one tool, whichever case it is asked in");
}

#[test]
fn clocks_of_powers_are_as_the_law_has_them() {
    let asb = pack("asb");
    let today = Day::parse("2026-06-01").unwrap();
    for (clock, power, mode, n, ends) in [
        ("closure-hearing", "closure-notice", Mode::H, 48, Ends::Lapses),
        ("closure-order-end", "closure-order", Mode::Cm1, 3, Ends::Automatic),
        ("closure-appeal", "closure-order", Mode::D1, 21, Ends::Lapses),
        ("absolute-after-closure", "closure-order", Mode::Cm1, 3, Ends::Lapses),
        ("absolute-review", "possession-absolute", Mode::D1, 7, Ends::Lapses),
        ("cpn-appeal", "cpn", Mode::D1, 21, Ends::Lapses),
        ("dispersal-end", "dispersal", Mode::H, 48, Ends::Automatic),
        ("pspo-end", "pspo", Mode::Cm1, 36, Ends::Automatic),
        ("injunction-child-end", "injunction-child", Mode::Cm1, 12, Ends::Automatic),
        ("cbo-review", "cbo-child", Mode::Cm1, 12, Ends::Overdue),
    ] {
        let rule = asb.clock(clock, today).unwrap();
        assert_eq!(rule.starts, Event::Power(power.to_owned()), "{clock}");
        assert_eq!((rule.mode, rule.n, rule.ends), (mode, n, ends), "{clock}");
        assert_eq!(rule.basis, Basis::Statute, "{clock}");
        assert!(rule.effective_from.is_some(), "{clock} says since when it holds");
    }
    // The review of the absolute ground cannot be extended; a closure order can.
    assert!(asb.clock("absolute-review", today).unwrap().extensions.is_empty());
    assert!(!asb.clock("closure-order-end", today).unwrap().extensions.is_empty());
}

/// "No later than 48 hours after service; Christmas Day does not count in the 48 hours" (Anti-social Behaviour, Crime and
/// Policing Act 2014 s.80(3) and (4)).
#[test]
fn christmas_day_is_left_out_of_the_hours_to_a_closure_hearing() {
    let asb = pack("asb");
    let calendar = Calendar::new(Division::EnglandAndWales);
    for (served, hour, due, skipped) in [
        ("2026-06-10", 15, "12 June 2026, 3pm", 0),
        ("2026-12-22", 10, "24 December 2026, 10am", 0),
        ("2026-12-23", 0, "25 December 2026, 12am", 0),
        ("2026-12-24", 10, "27 December 2026, 10am", 1),
        ("2026-12-25", 10, "28 December 2026, 12am", 1),
        ("2026-12-26", 0, "28 December 2026, 12am", 0),
    ] {
        let on = Day::parse(served).unwrap();
        let rule = asb.clock("closure-hearing", on).unwrap();
        let explained = explain(rule, on.at(hour, 0), None, &calendar).unwrap();
        assert_eq!(explained.due_at.unwrap().long(), due, "{served}");
        assert_eq!(explained.skipped.len(), skipped, "{served}");
        let told = explained.words.contains("25 December 2026 does not count.");
        assert_eq!(told, skipped == 1, "{}", explained.words);
    }
}

#[test]
fn no_period_of_safeguarding_is_shown_as_law() {
    // The Care Act sets none.
    for rule in &pack("safeguarding").clocks {
        assert!(!matches!(rule.basis, Basis::Statute | Basis::Guidance), "{}", rule.id);
    }
}

#[test]
fn safeguarding_figures_are_rounded_before_they_leave() {
    for table in &pack("safeguarding").tables {
        assert_eq!(table.rounding, packs::model::Rounding::Fives, "{}", table.id);
    }
}

#[test]
fn a_fact_of_the_person_is_the_same_in_every_pack() {
    let mut known: BTreeMap<&str, (&str, String)> = BTreeMap::new();
    for pack in packs::shipped() {
        for field in pack.fields.iter().filter(|field| field.of == Whose::Person) {
            let list = pack.list(&field.list).map(|list| &list.codes);
            let now = format!("{} {:?} {list:?}", field.label, field.kind);
            let (first, before) = known.entry(&field.id).or_insert_with(|| (&pack.id, now.clone()));
            assert_eq!(*before, now, "{} in {first} and {}", field.id, pack.id);
        }
    }
    assert!(known.contains_key("interpreter"), "there are such facts");
}

#[test]
fn letters_are_in_short_sentences() {
    for pack in packs::shipped() {
        for letter in &pack.letters {
            for line in letter.body.lines() {
                for sentence in line.split_inclusive(['.', '?', '!', ':']) {
                    let words = sentence.split_whitespace().count();
                    assert!(words <= 25, "{}, {}: {words} words: {sentence}", pack.id, letter.id);
                }
            }
        }
    }
}

/// A person who asks for a later interview is not rushed at the end: the look at the whole case moves as well. From a
/// report of Monday 2 March 2026, 10 working days end on 16 March and 45 on 7 May. A pause from the 4th to the 8th
/// takes three working days: 19 March; and three days on from 7 May is a Sunday, so Monday 11 May.
#[test]
fn a_later_interview_moves_the_look_at_the_whole_case() {
    let day = |text: &str| Day::parse(text).unwrap();
    let change = |kind, on: &str, reason: &str| Change {
        clock: "interview".to_owned(),
        nth: 1,
        kind,
        on: day(on),
        to: None,
        reason: reason.to_owned(),
    };
    let opened = Happened { event: Event::Opened, on: day("2026-03-02"), at: None };
    let due = |changes: &[Change]| {
        let calendar = Calendar::new(Division::EnglandAndWales);
        let runs = run(
            pack("asb"),
            std::slice::from_ref(&opened),
            changes,
            None,
            day("2026-03-12"),
            &calendar,
            &|_| Vec::new(),
        );
        ["interview", "resolve", "acknowledge"]
            .map(|clock| runs.iter().find(|run| run.clock == clock).unwrap().due_on.to_string())
    };
    assert_eq!(due(&[]), ["2026-03-16", "2026-05-07", "2026-03-09"]);
    let paused = [
        change(ChangeKind::Pause, "2026-03-04", "person-asked"),
        change(ChangeKind::Resume, "2026-03-09", ""),
    ];
    assert_eq!(due(&paused), ["2026-03-19", "2026-05-11", "2026-03-09"]);
}
