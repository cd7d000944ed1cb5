//! The plan: its steps (B1), its agreement (B2), what would make it safe to end, and what comes next.

use super::{Found, number, of_share};
use crate::{
    auto::{
        due::{self, Due},
        facts::Facts,
        model::Evidence,
    },
    model::{Answer, Reason},
};
use kernel::{Day, words::count};
use packs::model::{Event, Need};

/// By when there had to be an agreed plan: the clock that agreeing it stops, else the stage that asks for one.
fn plan_due(facts: &Facts, today: Day) -> Due {
    due::of_events(facts, today, &[Event::PlanAgreed])
        .unwrap_or_else(|| due::of_need(facts, today, |need| matches!(need, Need::Plan | Need::PlanAgreed)))
}

fn is_begun(facts: &Facts) -> bool {
    facts.plan.steps > 0 || facts.plan.goals > 0
}

/// B1: there is a plan, and every open step is somebody's and has a day.
pub(super) fn steps(facts: &Facts, today: Day) -> Found {
    let href = facts.at("/plan");
    if !is_begun(facts) {
        return Found::missing("There is no plan.", plan_due(facts, today)).shown("Plan", href);
    }
    let open: Vec<_> = facts.actions.iter().filter(|action| action.step).collect();
    let all = number(open.len());
    let owned = number(open.iter().filter(|step| step.owned).count());
    let found = match (facts.plan.steps, all) {
        (0, _) => Found::partly("The plan has goals and no step."),
        (ended, 0) => Found::met(format!("{} in the plan, none of them open.", steps_words(ended))),
        _ if owned == all => Found::met(format!("{} open, each with an owner and a day.", steps_words(all))),
        _ => {
            let answer =
                if of_share((owned, all)) == Answer::NotMet { Answer::NotMet } else { Answer::Partly };
            Found::new(answer, format!("{owned} of {} open have an owner and a day.", steps_words(all)))
        }
    };
    let unowned = open
        .iter()
        .filter(|step| !step.owned)
        .map(|step| Evidence { words: format!("Nobody's yet: {}", step.what), href: href.clone() });
    let rest = open.iter().filter(|step| step.owned).map(|step| Evidence {
        words: format!("{}, by {}", step.what, step.due_on.long()),
        href: href.clone(),
    });
    found.shown_all(unowned.chain(rest))
}

fn steps_words(n: i64) -> String {
    count(n, "step", "steps")
}

/// B2: the plan is agreed with the person, has goals in their words, they have a copy, and it was not changed since.
pub(super) fn agreed(facts: &Facts, today: Day) -> Found {
    let plan = &facts.plan;
    let Some(on) = plan.agreed_on else {
        let what = if is_begun(facts) { "The plan is not agreed." } else { "There is no plan." };
        return Found::missing(what, plan_due(facts, today)).shown("Plan", facts.at("/plan"));
    };
    let lacks: Vec<&str> = [
        (plan.goals == 0, "it has no goal in their words"),
        (!plan.copy, "they have no copy"),
        (plan.changed, "it was changed since"),
    ]
    .into_iter()
    .filter_map(|(lacks, words)| lacks.then_some(words))
    .collect();
    let with = format!("Agreed with {} on {}", plan.agreed_with, on.long());
    let found = match lacks.as_slice() {
        [] => Found::met(format!("{with}, in their words, with a copy.")),
        lacks => Found::partly(format!("{with}, but {}.", lacks.join(", and "))),
    };
    found.shown(with, facts.at("/plan#agreement"))
}

/// An exit plan is there and its day has not passed. It is asked once a plan is agreed or had to be.
pub(super) fn exit(facts: &Facts, today: Day) -> Found {
    let plan = &facts.plan;
    let found = match (plan.exit_on, plan.agreed_on) {
        (Some(on), _) if on >= today => {
            Found::met(format!("There is an exit plan. Ending is expected by {}.", on.long()))
        }
        (Some(on), _) => Found::partly(format!(
            "There is an exit plan, and the day it expected has passed: {}.",
            on.long()
        )),
        (None, Some(on)) => {
            Found::not_met(format!("There is no exit plan, though the plan was agreed on {}.", on.long()))
        }
        (None, None) => Found::missing("There is no exit plan.", plan_due(facts, today)),
    };
    found.shown("Exit plan", facts.at("/plan#exit"))
}

/// Something is to happen, and nothing of it is overdue.
pub(super) fn next(facts: &Facts, today: Day) -> Found {
    if facts.closed_on.is_some() {
        return Found::not_applicable(Reason::Other, "The case is closed.");
    }
    let late: Vec<_> = facts.actions.iter().filter(|action| action.due_on < today).collect();
    let next = facts.actions.iter().find(|action| action.due_on >= today);
    let overdue = count(number(late.len()), "step is", "steps are");
    let found = match (next, late.is_empty()) {
        (Some(next), true) => Found::met(format!("Next: {}, by {}.", next.what, next.due_on.long())),
        (Some(next), false) => {
            Found::partly(format!("{overdue} overdue. Next: {}, by {}.", next.what, next.due_on.long()))
        }
        (None, false) => Found::not_met(format!("{overdue} overdue, and nothing else is planned.")),
        (None, true) => Found::not_met("Nothing is planned."),
    };
    let words = late.iter().map(|action| format!("Overdue since {}: {}", action.due_on.long(), action.what));
    let words = words.chain(next.map(|action| format!("{}, by {}", action.what, action.due_on.long())));
    let href = facts.at("");
    found.shown_all(words.map(|words| Evidence { words, href: href.clone() }))
}
