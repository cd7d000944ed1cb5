//! Whether the parts of a scenario fit together.

use super::{Change, Kind, Officer, Scenario};
use packs::Finding;

/// The most that is played: runs times days times officers. Ten times what the model is measured by.
const MOST: u64 = 60_000_000;

/// What has been found so far.
struct Found(Vec<Finding>);

impl Found {
    fn add(&mut self, field: impl Into<String>, words: &str, remedy: &str) {
        let (words, remedy) = (words.to_owned(), remedy.to_owned());
        self.0.push(Finding { field: field.into(), near: String::new(), words, remedy });
    }

    fn between(&mut self, field: impl Into<String>, value: f64, from: f64, to: f64) {
        if !(from..=to).contains(&value) {
            self.add(field, "That is out of range.", &format!("Write a number from {from} to {to}."));
        }
    }
}

pub(super) fn all(scenario: &Scenario) -> Vec<Finding> {
    let mut found = Found(Vec::new());
    if scenario.name.trim().is_empty() {
        found.add("name", "It has no name.", "Write the name that people see.");
    }
    found.between("days", f64::from(scenario.days), 7.0, 3_660.0);
    found.between("runs", f64::from(scenario.runs), 1.0, 20_000.0);
    found.between("risk", scenario.risk, 0.1, 99.0);
    found.between("review_hours", scenario.review_hours, 0.0, 10_000.0);
    found.between("admin_hours", scenario.admin_hours, 0.0, 10_000.0);
    let work = u64::from(scenario.runs) * u64::from(scenario.days) * (scenario.officers.len() as u64).max(1);
    if work > MOST {
        found.add("runs", "That would take minutes.", "Write fewer runs or fewer days.");
    }
    if scenario.officers.is_empty() {
        found.add("officers", "There is nobody to do the work.", "Name at least one officer.");
    }
    for (n, officer) in scenario.officers.iter().enumerate() {
        one_officer(&mut found, n, officer);
    }
    for (n, kind) in scenario.kinds.iter().enumerate() {
        one_kind(&mut found, scenario, n, kind);
    }
    if let Some(seasons) = &scenario.seasons {
        for (field, factors, n) in [("months", &seasons.months, 12), ("weekdays", &seasons.weekdays, 7)] {
            let sound =
                factors.is_empty() || factors.len() == n && factors.iter().all(|f| (0.0..=20.0).contains(f));
            if !sound {
                let remedy = format!("Write {n} numbers from 0 to 20, or leave it out.");
                found.add(format!("seasons.{field}"), "These are not the right numbers.", &remedy);
            }
        }
    }
    if let Some(ill) = &scenario.sickness {
        found.between("sickness.starts_percent", ill.starts_percent, 0.0, 50.0);
        found.between("sickness.mean_days", ill.mean_days, 1.0, 365.0);
    }
    found.between("standards.most_percent", scenario.standards.most_percent as f64, 50.0, 500.0);
    found.between(
        "standards.first_contact_days",
        f64::from(scenario.standards.first_contact_days),
        0.0,
        90.0,
    );
    if let Some(change) = &scenario.change {
        one_change(&mut found, scenario, change);
    }
    if let Some(desk) = &scenario.desk {
        found.between("desk.an_hour", desk.an_hour, 0.001, 10_000.0);
        found.between("desk.each_sees_an_hour", desk.each_sees_an_hour, 0.001, 10_000.0);
        found.between("desk.at_desk", f64::from(desk.at_desk), 1.0, 1_000.0);
    }
    if let Some(rule) = &scenario.rule {
        found.between("rule.people", rule.people, 0.0, 1e9);
        found.between("rule.cases_of_10_000", rule.cases_of_10_000, 0.0, 10_000.0);
        found.between("rule.cases_of_a_worker", rule.cases_of_a_worker, 0.1, 1e6);
        found.between("rule.cases_of_an_administrator", rule.cases_of_an_administrator, 0.1, 1e6);
    }
    found.0
}

fn one_officer(found: &mut Found, n: usize, officer: &Officer) {
    found.between(format!("officers[{n}].hours"), officer.hours, 0.5, 60.0);
    found.between(format!("officers[{n}].reduced_hours"), officer.reduced_hours, 0.0, officer.hours.max(0.0));
    found.between(format!("officers[{n}].casework"), officer.casework, 1.0, 5_000.0);
    found.between(format!("officers[{n}].leave_days"), officer.leave_days, 0.0, 200.0);
    for (m, leave) in officer.leave.iter().enumerate() {
        if leave.until < leave.from {
            found.add(
                format!("officers[{n}].leave[{m}].until"),
                "It ends before it begins.",
                "Write the last day away.",
            );
        }
    }
    if officer.joins_on.zip(officer.leaves_on).is_some_and(|(joins, leaves)| leaves <= joins) {
        found.add(format!("officers[{n}].leaves_on"), "They leave before they join.", "Write a later day.");
    }
}

fn one_kind(found: &mut Found, scenario: &Scenario, n: usize, kind: &Kind) {
    let at = |field: &str| format!("kinds[{n}].{field}");
    found.between(at("arrivals_a_week"), kind.arrivals_a_week, 0.0, 10_000.0);
    found.between(at("dispersion"), kind.dispersion, 0.0, 100.0);
    if !kind.team.is_empty() && !scenario.officers.iter().any(|officer| officer.team == kind.team) {
        found.add(at("team"), "No officer is of this team.", "Write a team as it stands at an officer.");
    }
    match (kind.mean_days, kind.still_open.is_empty()) {
        (Some(mean), true) => found.between(at("mean_days"), mean, 0.1, 10_000.0),
        (None, false) => {
            let mut before = (0.0, 100.0);
            for (m, point) in kind.still_open.iter().enumerate() {
                if point.days <= before.0 || !(0.0..=before.1).contains(&point.percent) {
                    found.add(
                        at(&format!("still_open[{m}]")),
                        "Days go up and shares go down.",
                        "Write later days and no greater share than before.",
                    );
                }
                before = (point.days, point.percent);
            }
            if before.1 >= 100.0 {
                found.add(at("still_open"), "No case ends.", "Write a last share below 100.");
            }
        }
        _ => found.add(
            at("name"),
            "How long these cases last is said twice or not at all.",
            "Write mean_days or still_open, one of them.",
        ),
    }
    match (kind.points, kind.hours_a_week) {
        (Some(points), None) => found.between(at("points"), points, 0.01, 10_000.0),
        (None, Some(hours)) => found.between(at("hours_a_week"), hours, 0.01, 100.0),
        _ => found.add(
            at("name"),
            "What these cases weigh is said twice or not at all.",
            "Write points or hours_a_week, one of them.",
        ),
    }
    if kind.open.iter().flatten().any(|age| !(0.0..=36_600.0).contains(age)) {
        found.add(at("open"), "That is no number of days.", "Write days from 0 to 36600.");
    }
    let open = kind.open.as_ref().map_or(0, Vec::len);
    if !kind.held_by.is_empty()
        && (kind.held_by.len() != open || kind.held_by.iter().any(|who| *who > scenario.officers.len()))
    {
        found.add(
            at("held_by"),
            "It does not fit the open cases or the officers.",
            "Write one number for each open case: the place of an officer, or 0.",
        );
    }
}

fn one_change(found: &mut Found, scenario: &Scenario, change: &Change) {
    found.between("change.arrivals_percent", change.arrivals_percent, -100.0, 500.0);
    found.between("change.weights_percent", change.weights_percent, -90.0, 500.0);
    let most = scenario.officers.len() as f64 - 1.0;
    found.between("change.posts", change.posts as f64, -most.max(0.0), 100.0);
    found.between("change.admin_hours", change.admin_hours, -1_000.0, 10_000.0);
    if let Some(casework) = change.casework {
        found.between("change.casework", casework, 1.0, 100.0);
    }
}
