//! The first days of a case: the report is acknowledged (A1), risk is weighed (A2).

use super::Found;
use crate::{
    auto::{
        due,
        facts::{Clock, Facts, Risk},
    },
    model::Reason,
};
use kernel::Day;
use packs::{
    Pack,
    clock::State,
    model::{ClockRule, Event, Need, OfReport},
};

/// A1: the clock that began with the report, and that somebody reached or a letter stops, ended in time. Where
/// several did, the one with the earliest last day counts.
pub(super) fn acknowledged(facts: &Facts, today: Day) -> Found {
    let Some((clock, name)) = first_answer(facts) else {
        return Found::not_applicable(
            Reason::Other,
            "No clock sets a day for acknowledging a report of this kind.",
        );
    };
    let by = clock.due_on.long();
    let ended = clock.ended_on.map_or_else(|| by.clone(), Day::long);
    let found = match clock.state {
        State::Met => Found::met(format!("Acknowledged on {ended}. The target was {by}.")),
        State::Late => Found::partly(format!("Acknowledged late, on {ended}. The target was {by}.")),
        State::Stopped => {
            Found::not_applicable(Reason::Other, format!("{name}: the clock ended with nothing to do."))
        }
        _ if due::is_overdue(clock, today) => {
            Found::not_met(format!("Not acknowledged. The target was {by}."))
        }
        _ => Found::not_applicable(
            Reason::StageNotReached,
            format!("Not acknowledged yet. The target is {by}."),
        ),
    };
    found.shown(format!("{name}: began {}, last day {by}", clock.starts_on.long()), facts.at_clocks())
}

fn first_answer(facts: &Facts) -> Option<(&Clock, &str)> {
    let pack = facts.pack.as_ref()?;
    let answers = facts.clocks.iter().filter_map(|clock| {
        let rule = pack.clock(&clock.id, clock.starts_on)?;
        (begins_with_report(pack, rule) && tells(rule)).then_some((clock, rule.name.as_str()))
    });
    answers.min_by_key(|(clock, _)| (clock.due_on, clock.nth))
}

fn begins_with_report(pack: &Pack, rule: &ClockRule) -> bool {
    match &rule.starts {
        Event::Opened | Event::Reported => true,
        Event::Fact(field) => {
            let report = pack.field(field).and_then(|field| field.report);
            matches!(report, Some(OfReport::Day | OfReport::OwnDay | OfReport::AgencyDay))
        }
        _ => false,
    }
}

fn tells(rule: &ClockRule) -> bool {
    rule.stops.iter().any(|stop| matches!(stop, Event::Contact | Event::Letter(_)))
}

/// A2: risk was weighed with a tool that a stage asks for, by the day that stage is due, and it is written what the
/// worker makes of it. Late, or with no words: partly.
pub(super) fn risk_assessed(facts: &Facts, today: Day) -> Found {
    let asked = asked_tools(facts);
    let weighed: Vec<&Risk> =
        facts.risks.iter().filter(|risk| asked.is_empty() || asked.contains(&risk.tool.as_str())).collect();
    let due = due::of_need(facts, today, |need| matches!(need, Need::Risk(_)));
    let (Some(first), Some(latest)) = (weighed.first(), weighed.last()) else {
        if facts.pack.as_ref().is_some_and(|pack| pack.risk.is_empty()) {
            return Found::not_applicable(Reason::Other, "This kind of case has no risk tool.");
        }
        return Found::missing("No risk is weighed.", due).shown("Risk", facts.at("/risk"));
    };
    let on = first.on.long();
    let late = due.day.filter(|by| first.on > *by);
    let found = match (late, latest.reasoned) {
        (None, true) => Found::met(format!("Weighed on {on}, with its score and reasons.")),
        (None, false) => Found::partly(format!("Weighed on {on}, with no reasons written.")),
        (Some(by), true) => Found::partly(format!("Weighed late, on {on}. It was due by {}.", by.long())),
        (Some(by), false) => Found::partly(format!(
            "Weighed late, on {on}, with no reasons written. It was due by {}.",
            by.long()
        )),
    };
    let (score, most) = latest.score;
    found.shown(
        format!("{}: {score} of {most}, {}, on {}", latest.name, latest.band, latest.on.long()),
        facts.at("/risk"),
    )
}

/// The tools that stages of the pack ask for; none: any tool counts.
fn asked_tools(facts: &Facts) -> Vec<&str> {
    let stages = facts.pack.iter().flat_map(|pack| &pack.stages);
    let needs = stages.flat_map(|stage| &stage.needs);
    needs
        .filter_map(|need| match need {
            Need::Risk(tool) => Some(tool.as_str()),
            _ => None,
        })
        .collect()
}
