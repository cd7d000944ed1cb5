//! Points and bands against known answers.

use super::*;
use kernel::calendar::Division;
use packs::model::{Answer, Escalates, Question};

fn band(code: &str, from: i64, review_days: i64) -> Band {
    let prompt = if code == "high" { "Refer to the panel." } else { "" };
    Band { code: code.into(), label: code.to_uppercase(), from, review_days, prompt: prompt.into() }
}

/// Twenty-four yes-or-no questions; bands 0-9, 10-13, 14 and more, as SafeLives' referral criteria have them.
fn checklist() -> RiskTool {
    let question = |n: i64| Question { id: format!("q{n}"), label: format!("Question {n}"), answers: vec![] };
    RiskTool {
        id: "checklist".into(),
        name: "Checklist".into(),
        version: 1,
        source: String::new(),
        note: String::new(),
        wording_may_be_loaded: true,
        asks_source: true,
        questions: (1..=24).map(question).collect(),
        bands: vec![band("high", 14, 5), band("medium", 10, 10), band("standard", 0, 20)],
        escalates: Some(Escalates {
            form: "incident".into(),
            times: 3,
            months: 12,
            prompt: "Consider a referral.".into(),
        }),
    }
}

fn answers(questions: &[Asked], yes: usize, not_known: usize) -> Vec<Given> {
    questions
        .iter()
        .enumerate()
        .map(|(n, q)| {
            let code = if n < yes {
                "yes"
            } else if n < yes + not_known {
                NOT_KNOWN
            } else {
                "no"
            };
            let offer = q.answers.iter().find(|a| a.code == code).expect("offered").clone();
            Given {
                question: q.id.clone(),
                asked: q.words.clone(),
                offer,
                told_by: None,
                note: String::new(),
            }
        })
        .collect()
}

#[test]
fn only_yes_counts_and_bands_begin_where_they_say() {
    let tool = checklist();
    let questions = asked(&tool, &BTreeMap::new());
    assert_eq!(most(&questions), 24);
    for (yes, not_known, band) in [
        (0, 0, "standard"),
        (9, 0, "standard"),
        (9, 15, "standard"),
        (10, 0, "medium"),
        (13, 11, "medium"),
        (14, 0, "high"),
        (24, 0, "high"),
    ] {
        let scored = weigh(&tool, &questions, &answers(&questions, yes, not_known)).expect("it has bands");
        assert_eq!(scored.score, i64::try_from(yes).unwrap());
        assert_eq!(scored.not_known, not_known);
        assert_eq!(tool.bands[scored.rank].code, band, "{yes} yes, {not_known} not known");
    }
}

#[test]
fn an_answer_may_ask_for_a_band_whatever_the_score() {
    let mut tool = checklist();
    tool.questions[0].answers = vec![
        Answer {
            code: "fear".into(),
            label: "In fear for their life".into(),
            points: 3,
            at_least: "high".into(),
        },
        Answer { code: "no".into(), label: "No".into(), points: 0, at_least: String::new() },
    ];
    let questions = asked(&tool, &BTreeMap::new());
    let codes: Vec<&str> = questions[0].answers.iter().map(|a| a.code.as_str()).collect();
    assert_eq!(codes, ["fear", "no", NOT_KNOWN], "not known is always offered");
    let mut given = answers(&questions, 0, 0);
    given[0].offer = questions[0].answers[0].clone();
    let scored = weigh(&tool, &questions, &given).expect("bands");
    assert_eq!((scored.score, scored.rank, scored.most), (3, 0, 26));
}

#[test]
fn a_loaded_wording_takes_the_place_of_ours() {
    let wording = BTreeMap::from([("q2".to_owned(), "The official words".to_owned())]);
    let questions = asked(&checklist(), &wording);
    assert_eq!(
        (questions[0].words.as_str(), questions[1].words.as_str()),
        ("Question 1", "The official words")
    );
}

#[test]
fn anybody_may_give_a_higher_band_and_a_leader_a_lower_one() {
    for (scored, wanted, leads, may) in [
        (1, 0, false, true),
        (1, 1, false, true),
        (1, 2, false, false),
        (1, 2, true, true),
        (0, 2, false, false),
    ] {
        assert_eq!(may_give(scored, wanted, leads), may, "{scored} {wanted} {leads}");
    }
}

#[test]
fn the_next_review_is_counted_in_working_days() {
    let calendar = Calendar::new(Division::EnglandAndWales);
    let day = |text: &str| Day::parse(text).expect("a day");
    // Friday to Friday; over Christmas 2026: 25 and 28 December are bank holidays.
    assert_eq!(next_review(day("2026-11-20"), &band("high", 0, 5), &calendar), day("2026-11-27"));
    assert_eq!(next_review(day("2026-12-23"), &band("high", 0, 5), &calendar), day("2027-01-04"));
}

#[test]
fn prompts_say_what_raised_them() {
    let tool = checklist();
    let day = |text: &str| Day::parse(text).expect("a day");
    let on = day("2026-11-20");
    assert_eq!(prompt(&tool, 2, None, &[], on), "");
    assert_eq!(prompt(&tool, 0, None, &[], on), "Refer to the panel.");
    let raised = prompt(&tool, 0, Some((2, "STANDARD")), &[], on);
    assert_eq!(
        raised,
        "The band went up from STANDARD to HIGH. Does the plan still fit? Refer to the panel."
    );
    assert_eq!(prompt(&tool, 2, Some((0, "HIGH")), &[], on), "", "going down prompts nothing");
    let report = |text: &str| ("incident".to_owned(), day(text));
    // The twelfth month counts back to the day after the same date of last year.
    let two = [report("2025-11-20"), report("2025-11-21"), report("2026-11-20")];
    assert_eq!(prompt(&tool, 2, None, &two, on), "");
    let three = [report("2025-11-21"), report("2026-02-01"), report("2026-11-20")];
    assert_eq!(prompt(&tool, 2, None, &three, on), "3 reports in 12 months: Consider a referral.");
    let others = [("visit".to_owned(), on), ("visit".to_owned(), on), ("visit".to_owned(), on)];
    assert_eq!(prompt(&tool, 2, None, &others, on), "", "another form's entries are none");
}
