//! Answers against what is known: the oracles of the closed forms, a published rule, and what must hold of any answer.

use super::*;
use crate::forecast::scenario::{read, text};

const SHIPPED: [(&str, &str); 3] = [
    ("small-team", include_str!("../../../../../scenarios/small-team.toml")),
    ("lose-one-post", include_str!("../../../../../scenarios/lose-one-post.toml")),
    ("idva-capacity", include_str!("../../../../../scenarios/idva-capacity.toml")),
];

fn shipped(name: &str) -> Scenario {
    let (_, words) = SHIPPED.iter().find(|(one, _)| *one == name).unwrap();
    let mut scenario = read(words).map_err(|wrong| format!("{name}: {wrong:?}")).unwrap();
    scenario.runs = 24;
    scenario
}

#[test]
fn what_ships_is_read_and_written_and_read_again() {
    for (name, words) in SHIPPED {
        let scenario = read(words).map_err(|wrong| format!("{name}: {wrong:?}")).unwrap();
        assert_eq!(read(&text(&scenario)), Ok(scenario), "{name}");
    }
}

#[test]
fn the_closed_forms_are_the_published_ones() {
    let scenario = shipped("small-team");
    let closed = closed(&scenario).unwrap();
    // Thirty a month that last four months: 120 stand, 10.95 about that, 138 in 95 of 100.
    let kind = &closed[0];
    assert!((kind.standing.mean - 120.0).abs() < 0.01, "{kind:?}");
    assert!((kind.standing.deviation() - 10.954).abs() < 0.001);
    assert_eq!(kind.standing.quantile(0.95), 138);
    let answer = answer(&scenario, 1, 24).unwrap();
    let desk = answer.desk.unwrap();
    assert!((desk.waits - 0.449_388).abs() < 1e-5 && (desk.utilisation - 0.833_333).abs() < 1e-5);
    assert!((answer.today.outcome.cases - 120.0).abs() < 3.0 * answer.today.outcome.error);
}

#[test]
fn the_rule_of_thumb_gives_its_published_numbers() {
    let rule = shipped("idva-capacity").rule.unwrap().comes_to();
    assert!((rule.cases - 400.0).abs() < 1e-9);
    assert!((rule.workers - 4.0).abs() < 1e-9 && (rule.administrators - 1.0).abs() < 1e-9);
}

#[test]
fn the_same_seed_is_the_same_answer_to_the_byte() {
    let scenario = shipped("lose-one-post");
    let words = |seed| json(&scenario, &answer(&scenario, seed, 24).unwrap(), seed).to_string();
    assert_eq!(words(7), words(7));
    assert_ne!(words(7), words(8));
}

#[test]
fn a_post_fewer_is_never_better_and_more_posts_are_needed_for_less_risk() {
    let mut scenario = shipped("lose-one-post");
    let of = |scenario: &Scenario| answer(scenario, 3, 24).unwrap();
    let lost = of(&scenario);
    let changed = lost.changed.unwrap();
    assert!(changed.outcome.days_over > lost.today.outcome.days_over);
    // The same cases came: nobody's luck stands between the two.
    assert_eq!(changed.outcome.weeks, lost.today.outcome.weeks);
    assert!((lost.today.made.posts - changed.made.posts - 1.0).abs() < 1e-9);
    scenario.change = None;
    let mut before = f64::INFINITY;
    for risk in [1.0, 10.0, 50.0] {
        scenario.risk = risk;
        let needed = of(&scenario).today.needed.unwrap();
        assert!(needed <= before, "{risk}: {needed} after {before}");
        before = needed;
    }
    assert!(before > 0.5, "{before}");
}

#[test]
fn each_change_does_what_it_says() {
    let base = Scenario { change: None, ..shipped("small-team") };
    let with = |change: Change| make(&base, &change).unwrap();
    let none = with(Change::default());
    let room = |made: &Made| room(made).in_hundredths();
    // Ten hours of support are ten hours a week, forty points.
    let support = with(Change { admin_hours: 10.0, ..Change::default() });
    assert!((room(&support) - room(&none) - 4_000).abs() <= 8, "rounding of eight officers at most");
    let heavier = with(Change { weights_percent: 10.0, ..Change::default() });
    let weight = |made: &Made| made.play.kinds[0].weight.in_hundredths();
    assert_eq!(weight(&heavier) * 10, weight(&none) * 11);
    let more = with(Change { arrivals_percent: 10.0, ..Change::default() });
    assert!((more.play.kinds[0].arrivals / none.play.kinds[0].arrivals - 1.1).abs() < 1e-9);
    let kept = with(Change { casework: Some(60.0), ..Change::default() });
    assert!(room(&kept) > room(&none));
    let two = with(Change { posts: 2, ..Change::default() });
    assert_eq!(two.officers.len(), none.officers.len() + 2);
    assert!((two.posts - none.posts - 2.0).abs() < 1e-9);
}

#[test]
fn what_is_wrong_is_said_with_its_line_field_and_remedy() {
    let words = SHIPPED[0].1;
    let told = |from: &str, to: &str| {
        assert!(words.contains(from), "{from}");
        let wrong = read(&words.replacen(from, to, 1)).unwrap_err();
        (wrong[0].line, wrong[0].field.clone(), wrong[0].remedy.clone())
    };
    let (line, field, remedy) = told("mean_days = 121.75", "mean_days = -4");
    assert!(line > 10 && field == "kinds[0].mean_days" && remedy.contains("0.1"), "{line} {field} {remedy}");
    assert_eq!(told("mean_days = 121.75", "").1, "kinds[0].name");
    assert_eq!(told("hours = 37", "hours = 370").1, "officers[0].hours");
    assert_eq!(told("begins_on = \"2026-01-05\"", "begins_on = \"spring\"").1, "begins_on");
    assert!(told("days = 365", "dayz = 365").2.contains("Take it out"));
    assert_eq!(told("runs = 2000", "runs = 900000").1, "runs");
}
