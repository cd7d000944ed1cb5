//! A scenario as text, so that what was played can be kept, read and played again.

use super::{Change, Kind, Officer, Scenario};
use std::fmt::Write as _;

/// The text of a scenario; reading it gives the same scenario again.
pub fn text(scenario: &Scenario) -> String {
    let s = scenario;
    let mut to = String::new();
    let _ = write!(
        to,
        "name = {}\nabout = {}\nbegins_on = \"{}\"\ndays = {}\nruns = {}\nrisk = {}\nreview_hours = {}\nadmin_hours = {}\n",
        quoted(&s.name),
        quoted(&s.about),
        s.begins_on,
        s.days,
        s.runs,
        number(s.risk),
        number(s.review_hours),
        number(s.admin_hours)
    );
    let _ = write!(
        to,
        "\n[standards]\nmost_percent = {}\nfirst_contact_days = {}\n",
        s.standards.most_percent, s.standards.first_contact_days
    );
    if let Some(ill) = &s.sickness {
        let (starts, days) = (number(ill.starts_percent), number(ill.mean_days));
        let _ = write!(to, "\n[sickness]\nstarts_percent = {starts}\nmean_days = {days}\n");
    }
    if let Some(seasons) = &s.seasons {
        let _ = write!(
            to,
            "\n[seasons]\nmonths = {}\nweekdays = {}\n",
            numbers(&seasons.months),
            numbers(&seasons.weekdays)
        );
    }
    if let Some(change) = &s.change {
        one_change(&mut to, change);
    }
    if let Some(desk) = &s.desk {
        let (an_hour, sees) = (number(desk.an_hour), number(desk.each_sees_an_hour));
        let _ = write!(
            to,
            "\n[desk]\nan_hour = {an_hour}\neach_sees_an_hour = {sees}\nat_desk = {}\n",
            desk.at_desk
        );
    }
    if let Some(rule) = &s.rule {
        let _ = write!(
            to,
            "\n[rule]\nsource = {}\npeople = {}\ncases_of_10_000 = {}\ncases_of_a_worker = {}\ncases_of_an_administrator = {}\n",
            quoted(&rule.source),
            number(rule.people),
            number(rule.cases_of_10_000),
            number(rule.cases_of_a_worker),
            number(rule.cases_of_an_administrator)
        );
    }
    s.kinds.iter().for_each(|kind| one_kind(&mut to, kind));
    s.officers.iter().for_each(|officer| one_officer(&mut to, officer));
    to
}

fn one_change(to: &mut String, change: &Change) {
    let _ = write!(
        to,
        "\n[change]\narrivals_percent = {}\nweights_percent = {}\nposts = {}\nadmin_hours = {}\n",
        number(change.arrivals_percent),
        number(change.weights_percent),
        change.posts,
        number(change.admin_hours)
    );
    if let Some(casework) = change.casework {
        let _ = writeln!(to, "casework = {}", number(casework));
    }
}

fn one_kind(to: &mut String, kind: &Kind) {
    let _ = write!(
        to,
        "\n[[kinds]]\nname = {}\nteam = {}\narrivals_a_week = {}\ndispersion = {}\n",
        quoted(&kind.name),
        quoted(&kind.team),
        number(kind.arrivals_a_week),
        number(kind.dispersion)
    );
    if let Some(mean) = kind.mean_days {
        let _ = writeln!(to, "mean_days = {}", number(mean));
    }
    if !kind.still_open.is_empty() {
        to.push_str("still_open = [\n");
        for point in &kind.still_open {
            let (days, percent) = (number(point.days), number(point.percent));
            let _ = writeln!(to, "  {{ days = {days}, percent = {percent} }},");
        }
        to.push_str("]\n");
    }
    if let Some(points) = kind.points {
        let _ = writeln!(to, "points = {}", number(points));
    }
    if let Some(hours) = kind.hours_a_week {
        let _ = writeln!(to, "hours_a_week = {}", number(hours));
    }
    if let Some(open) = &kind.open {
        let _ = writeln!(to, "open = {}", numbers(open));
    }
    if !kind.held_by.is_empty() {
        let _ = writeln!(to, "held_by = {:?}", kind.held_by);
    }
}

fn one_officer(to: &mut String, officer: &Officer) {
    let _ = write!(
        to,
        "\n[[officers]]\nname = {}\nteam = {}\nhours = {}\nreduced_hours = {}\ncasework = {}\nleave_days = {}\n",
        quoted(&officer.name),
        quoted(&officer.team),
        number(officer.hours),
        number(officer.reduced_hours),
        number(officer.casework),
        number(officer.leave_days)
    );
    if !officer.leave.is_empty() {
        to.push_str("leave = [\n");
        for leave in &officer.leave {
            let _ = writeln!(to, "  {{ from = \"{}\", until = \"{}\" }},", leave.from, leave.until);
        }
        to.push_str("]\n");
    }
    for (field, day) in [("joins_on", officer.joins_on), ("leaves_on", officer.leaves_on)] {
        if let Some(day) = day {
            let _ = writeln!(to, "{field} = \"{day}\"");
        }
    }
}

/// With a point, so that it is read as a number of that kind again.
fn number(n: f64) -> String {
    format!("{n:?}")
}

fn numbers(all: &[f64]) -> String {
    let all: Vec<String> = all.iter().map(|n| number(*n)).collect();
    format!("[{}]", all.join(", "))
}

/// As a basic string of TOML.
fn quoted(words: &str) -> String {
    let mut to = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' => to.push_str("\\\""),
            '\\' => to.push_str("\\\\"),
            '\n' => to.push_str("\\n"),
            '\t' => to.push_str("\\t"),
            other if other.is_control() => {
                let _ = write!(to, "\\u{:04X}", u32::from(other));
            }
            other => to.push(other),
        }
    }
    to.push('"');
    to
}
