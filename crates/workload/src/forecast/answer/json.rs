//! The answer as JSON, with figures rounded so that every machine writes the same.

use super::{Answer, Closed, Played, room};
use crate::{Points, forecast::scenario::Scenario, model::Spread};
use serde_json::{Value, json};

/// All that was answered. Loads and rooms are points; chances and shares of days run from 0 to 1.
pub fn json(scenario: &Scenario, answer: &Answer, seed: u64) -> Value {
    json!({
        "name": scenario.name,
        "seed": seed,
        "runs": scenario.runs,
        "days": scenario.days,
        "begins_on": scenario.begins_on.to_string(),
        "risk": rounded(scenario.risk / 100.0),
        "today": played(scenario, &answer.today),
        "changed": answer.changed.as_ref().map(|changed| played(scenario, changed)),
        "closed_forms": {
            "kinds": answer.closed.iter().map(closed).collect::<Vec<Value>>(),
            "cases": rounded(answer.closed.iter().map(|kind| kind.standing.mean).sum()),
            "deviation": rounded(answer.closed.iter().map(|kind| kind.standing.mean).sum::<f64>().sqrt()),
            "points": rounded(answer.closed.iter().map(|kind| kind.points).sum()),
            "posts": answer.posts_by_formula.map(rounded),
        },
        "desk": answer.desk.map(|desk| json!({
            "utilisation": rounded(desk.utilisation),
            "chance_to_wait": rounded(desk.waits),
            "mean_wait_hours": rounded(desk.wait),
            "mean_queue": rounded(desk.queue),
        })),
        "rule": answer.rule.map(|rule| json!({
            "cases": rounded(rule.cases),
            "workers": rounded(rule.workers),
            "administrators": rounded(rule.administrators),
        })),
    })
}

fn played(scenario: &Scenario, played: &Played) -> Value {
    let (made, outcome) = (&played.made, &played.outcome);
    let teams = made.teams.iter().zip(&outcome.teams);
    let officers = made.officers.iter().zip(&made.play.officers).zip(&outcome.officers);
    let mut standards = vec![json!({
        "standard": format!("nobody carries more than {} percent of their room", scenario.standards.most_percent),
        "missed_on_days": rounded(outcome.days_far),
        "chance_of_missing": rounded(outcome.ever_far),
    })];
    if scenario.standards.first_contact_days > 0 {
        standards.push(json!({
            "standard": format!("first contact within {} days", scenario.standards.first_contact_days),
            "missed_in_cases": rounded(outcome.late),
            "chance_of_missing": rounded(outcome.ever_late),
        }));
    }
    json!({
        "team": spread(outcome.team),
        "room": points(room(made)),
        "teams": teams.map(|(name, load)| json!({ "name": name, "load": spread(*load) })).collect::<Vec<Value>>(),
        "officers": officers.map(|((name, officer), load)| json!({
            "name": name,
            "team": made.teams.get(officer.team),
            "room": points(officer.room),
            "load": spread(*load),
        })).collect::<Vec<Value>>(),
        "days_over": rounded(outcome.days_over),
        "chance_over": rounded(outcome.ever_over),
        "days_short_of_people": rounded(outcome.days_short),
        "standards": standards,
        "cases": rounded(outcome.cases),
        "cases_error": rounded(outcome.error),
        "posts": rounded(made.posts),
        "posts_needed": played.needed.map(rounded),
        "weeks": outcome.weeks.iter().map(|week| json!({
            "load": spread(week.load),
            "cases": week.cases,
        })).collect::<Vec<Value>>(),
    })
}

fn closed(kind: &Closed) -> Value {
    json!({
        "name": kind.name,
        "arrivals_a_week": rounded(kind.a_week),
        "mean_days": rounded(kind.days),
        "cases": rounded(kind.standing.mean),
        "deviation": rounded(kind.standing.deviation()),
        "p95": kind.standing.quantile(0.95),
        "points": rounded(kind.points),
    })
}

fn spread(load: Spread) -> Value {
    json!({ "p10": points(load.p10), "p50": points(load.p50), "p90": points(load.p90) })
}

fn points(points: Points) -> f64 {
    points.in_hundredths() as f64 / 100.0
}

/// To four decimals.
fn rounded(n: f64) -> f64 {
    (n * 10_000.0).round() / 10_000.0
}
