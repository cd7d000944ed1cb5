//! The way of a case: its stages and clocks (C4), its decisions, what is looked at again, what statute sets.

use super::{Found, number};
use crate::{
    auto::{
        due,
        facts::{Clock, Facts},
        model::Evidence,
    },
    model::Reason,
};
use kernel::{Day, words::count};
use packs::{
    clock::State,
    model::{Basis, ClockRule, Ends, Event, Need, Stage},
};

/// C4: no stage that may not be skipped was passed over, none was skipped without a reason, and nothing is overdue.
/// What was late and is done, or came out of turn, is partly.
pub(super) fn in_order(facts: &Facts, today: Day) -> Found {
    if facts.pack.is_none() {
        return Found::not_applicable(Reason::Other, "This kind of case has no stages.");
    }
    let (stages, clocks) = (facts.at_stages(), facts.at_clocks());
    let shown = |words: String, href: &str| Evidence { words, href: href.to_owned() };
    let mut broken: Vec<Evidence> =
        passed_over(facts).into_iter().map(|name| shown(format!("Passed over: {name}"), &stages)).collect();
    broken.extend(
        unreasoned(facts).into_iter().map(|name| shown(format!("Skipped without a reason: {name}"), &stages)),
    );
    broken.extend(waited_for(facts).filter(|(clock, _)| due::is_overdue(clock, today)).map(
        |(clock, rule)| shown(format!("Overdue since {}: {}", clock.due_on.long(), rule.name), &clocks),
    ));
    let mut late: Vec<Evidence> = waited_for(facts)
        .filter(|(clock, _)| clock.state == State::Late)
        .map(|(clock, rule)| shown(format!("Late, due by {}: {}", clock.due_on.long(), rule.name), &clocks))
        .collect();
    late.extend(out_of_turn(facts).into_iter().map(|name| shown(format!("Out of turn: {name}"), &stages)));
    let things = |n: usize| count(number(n), "thing", "things");
    let found = match (broken.as_slice(), late.as_slice()) {
        ([], []) => Found::met("Stages came in order, none was passed over, and no clock is or was overdue.")
            .shown("Stages", stages),
        ([], [one]) => Found::partly(format!("{}. Nothing is overdue now.", one.words)),
        ([], late) => {
            Found::partly(format!("{} were late or out of turn. Nothing is overdue now.", things(late.len())))
        }
        ([one], _) => Found::not_met(format!("{}.", one.words)),
        (broken, _) => Found::not_met(format!("{} are overdue or were passed over.", things(broken.len()))),
    };
    found.shown_all(broken).shown_all(late)
}

/// Runs of clocks by whose last day something had to be done, with their rules.
fn waited_for(facts: &Facts) -> impl Iterator<Item = (&Clock, &ClockRule)> {
    runs(facts).filter(|(_, rule)| rule.ends == Ends::Overdue)
}

fn runs(facts: &Facts) -> impl Iterator<Item = (&Clock, &ClockRule)> {
    facts.clocks.iter().filter_map(|clock| {
        let rule = facts.pack.as_ref()?.clock(&clock.id, clock.starts_on)?;
        Some((clock, rule))
    })
}

fn main_stages(facts: &Facts) -> Vec<&Stage> {
    facts.pack.iter().flat_map(|pack| &pack.stages).filter(|stage| !stage.parallel).collect()
}

/// Names of stages before the furthest one that were neither entered nor may be skipped.
fn passed_over(facts: &Facts) -> Vec<&str> {
    let main = main_stages(facts);
    let was = |stage: &Stage| facts.stages.iter().any(|time| time.id == stage.id);
    let entered = |stage: &Stage| facts.stages.iter().any(|time| time.id == stage.id && !time.skipped);
    let Some(furthest) = main.iter().rposition(|stage| entered(stage)) else { return Vec::new() };
    let before = main.iter().take(furthest);
    before.filter(|stage| !stage.skippable && !was(stage)).map(|stage| stage.name.as_str()).collect()
}

fn unreasoned(facts: &Facts) -> Vec<&str> {
    let stages = facts.pack.iter().flat_map(|pack| &pack.stages);
    let bare = |stage: &&Stage| facts.stages.iter().any(|t| t.id == stage.id && t.skipped && !t.reasoned);
    stages.filter(bare).map(|stage| stage.name.as_str()).collect()
}

/// Names of stages that do not repeat and were entered on a later day than one that comes after them.
fn out_of_turn(facts: &Facts) -> Vec<&str> {
    let main = main_stages(facts);
    let first = |stage: &Stage| {
        let times = facts.stages.iter().filter(|time| time.id == stage.id && !time.skipped);
        times.map(|time| time.entered_on).min()
    };
    let mut found = Vec::new();
    for (at, stage) in main.iter().enumerate().filter(|(_, stage)| !stage.repeats) {
        let Some(on) = first(stage) else { continue };
        if main.iter().skip(at + 1).filter_map(|after| first(after)).any(|after| after < on) {
            found.push(stage.name.as_str());
        }
    }
    found
}

/// Decisions that stages which were left ask for are made, with reasons; none is overdue. One that waits for a leader,
/// or has no reasons, is partly.
pub(super) fn decisions(facts: &Facts, today: Day) -> Found {
    let href = facts.at("/decisions");
    let missing = missing_decisions(facts, today);
    if let Some(first) = missing.first() {
        let n = number(missing.len());
        let why = match n {
            1 => format!("Not recorded: {first}."),
            _ => format!("{} are not recorded, {first} among them.", count(n, "decision", "decisions")),
        };
        return Found::not_met(why).shown_all(
            missing
                .iter()
                .map(|name| Evidence { words: format!("Not recorded: {name}"), href: href.clone() }),
        );
    }
    if facts.decisions.is_empty() {
        return Found::not_applicable(Reason::StageNotReached, "No decision was needed so far.");
    }
    let whole = |d: &&crate::auto::facts::Decision| d.made_on.is_some() && d.reasoned;
    let (good, all) = (facts.decisions.iter().filter(whole).count(), facts.decisions.len());
    let decisions = count(number(all), "decision", "decisions");
    let found = if good == all {
        Found::met(format!("{decisions} recorded, with reasons."))
    } else {
        Found::partly(format!("{good} of {decisions} made and with reasons."))
    };
    found.shown_all(facts.decisions.iter().rev().map(|decision| Evidence {
        words: match decision.made_on {
            Some(on) => format!("{}, {}", decision.name, on.long()),
            None => format!("{}, waits for a leader", decision.name),
        },
        href: facts.at(&format!("/decisions/one?id={}", decision.id.simple())),
    }))
}

/// Names of decisions that had to be made: those that stages which were left ask for, and clocks that are overdue and
/// that nothing but a decision stops. One that waits for a leader is not missing.
fn missing_decisions(facts: &Facts, today: Day) -> Vec<String> {
    let Some(pack) = &facts.pack else { return Vec::new() };
    let made = |kind: &str| facts.decisions.iter().any(|decision| decision.kind == kind);
    let left =
        |stage: &&Stage| facts.stages.iter().any(|t| t.id == stage.id && !t.skipped && t.left_on.is_some());
    let needs = pack.stages.iter().filter(left).flat_map(|stage| &stage.needs);
    let mut kinds: Vec<&str> = needs
        .filter_map(|need| match need {
            Need::Decision(kind) if !made(kind) => Some(kind.as_str()),
            _ => None,
        })
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    // A clock that waits for one of these says nothing more.
    let known =
        |stop: &Event| matches!(stop, Event::Decision(kind) if made(kind) || kinds.contains(&kind.as_str()));
    let decides = |rule: &ClockRule| {
        !rule.stops.is_empty()
            && rule.stops.iter().all(|stop| matches!(stop, Event::Decision(_)) && !known(stop))
    };
    let overdue = waited_for(facts).filter(|(clock, rule)| due::is_overdue(clock, today) && decides(rule));
    let mut names: Vec<String> = overdue.map(|(_, rule)| rule.name.clone()).collect();
    names.extend(kinds.iter().filter_map(|kind| pack.decision(kind)).map(|kind| kind.name.clone()));
    names.sort();
    names.dedup();
    names
}

/// Risk and plan are looked at again by the days that were set; some but not all of them, partly.
pub(super) fn reviewed(facts: &Facts, today: Day) -> Found {
    let mut set: Vec<(String, Day, String)> = Vec::new();
    for (at, risk) in facts.risks.iter().enumerate() {
        if !facts.risks.iter().skip(at + 1).any(|later| later.tool == risk.tool) {
            set.push((risk.name.clone(), risk.next_on, facts.at("/risk")));
        }
    }
    if let Some(by) = facts.plan.review_on {
        set.push(("Plan".to_owned(), by, facts.at("/plan")));
    }
    set.sort_by_key(|(_, by, _)| *by);
    let past = set.iter().filter(|(_, by, _)| *by < today).count();
    let found = match (set.first(), past) {
        (None, _) => {
            return Found::not_applicable(
                Reason::StageNotReached,
                "No day is set on which risk or plan is looked at again.",
            );
        }
        (Some((what, by, _)), 0) => {
            Found::met(format!("Nothing is overdue. Next: {what}, by {}.", by.long()))
        }
        (Some((what, by, _)), past) if past < set.len() => {
            Found::partly(format!("{what}: it was to be looked at again by {}.", by.long()))
        }
        (Some((what, by, _)), _) => {
            Found::not_met(format!("Nothing was looked at again in time. {what}: due by {}.", by.long()))
        }
    };
    found.shown_all(
        set.into_iter().map(|(what, by, href)| Evidence { words: format!("{what}: by {}", by.long()), href }),
    )
}

/// No clock that statute sets is overdue or was late. Late is partly, and so is a duty that ended by itself with
/// nothing written about it. A right that lapses and a duty that may be ended by notice are nobody's to miss.
pub(super) fn duties(facts: &Facts, today: Day) -> Found {
    let runs: Vec<_> =
        runs(facts).filter(|(_, rule)| rule.basis == Basis::Statute && rule.ends != Ends::Lapses).collect();
    if runs.is_empty() {
        return Found::not_applicable(Reason::Other, "No clock that statute sets has run.");
    }
    let passed = |ends: Ends| {
        let of =
            move |(clock, rule): &&(&Clock, &ClockRule)| rule.ends == ends && due::is_overdue(clock, today);
        runs.iter().filter(of).collect::<Vec<_>>()
    };
    let (overdue, by_itself) = (passed(Ends::Overdue), passed(Ends::Automatic));
    let late: Vec<_> = runs
        .iter()
        .filter(|(clock, rule)| rule.ends == Ends::Overdue && clock.state == State::Late)
        .collect();
    let found = match (overdue.first(), late.first(), by_itself.first()) {
        (Some((clock, rule)), ..) => {
            Found::not_met(format!("{} is overdue since {}.", rule.name, clock.due_on.long()))
        }
        (None, Some((clock, rule)), _) => {
            Found::partly(format!("{} was late. Its last day was {}.", rule.name, clock.due_on.long()))
        }
        (None, None, Some((clock, rule))) => Found::partly(format!(
            "{} had its last day on {}, and its end is not recorded.",
            rule.name,
            clock.due_on.long()
        )),
        (None, None, None) => Found::met(format!(
            "{} that statute sets, none missed.",
            count(number(runs.len()), "clock", "clocks")
        )),
    };
    let mut shown: Vec<_> = overdue.into_iter().chain(late).chain(by_itself).collect();
    if shown.is_empty() {
        shown = runs.iter().collect();
    }
    let href = facts.at_clocks();
    found.shown_all(shown.into_iter().map(|(clock, rule)| Evidence {
        words: format!("{}: last day {}", rule.name, clock.due_on.long()),
        href: href.clone(),
    }))
}
