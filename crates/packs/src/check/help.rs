//! Contact, plan, risk, powers, and what sets actions going.

use super::{Checks, facts, path};
use crate::model::{ACTION_KINDS, ContactRule, Escalates, PlanShape, Power, ROLES, RiskTool, Trigger};
use kernel::calendar::Mode;

pub(super) fn check(c: &mut Checks<'_>) {
    let pack = c.pack;
    contact(c, &pack.contact);
    plan(c, &pack.plan);
    c.ids("triggers", "id", pack.triggers.iter().map(|x| x.id.as_str()));
    for (n, one) in pack.triggers.iter().enumerate() {
        trigger(c, &format!("triggers[{n}]"), one);
    }
    c.ids("risk", "id", pack.risk.iter().map(|x| x.id.as_str()));
    for (n, tool) in pack.risk.iter().enumerate() {
        risk(c, &format!("risk[{n}]"), tool);
    }
    c.ids("interventions", "id", pack.interventions.iter().map(|x| x.id.as_str()));
    for (n, one) in pack.interventions.iter().enumerate() {
        c.said(&format!("interventions[{n}]"), "label", &one.label);
    }
    c.ids("powers", "id", pack.powers.iter().map(|x| x.id.as_str()));
    for (n, one) in pack.powers.iter().enumerate() {
        power(c, &format!("powers[{n}]"), one);
    }
}

fn contact(c: &mut Checks<'_>, rule: &ContactRule) {
    c.said("contact", "source", &rule.source);
    let mut seen = Vec::new();
    for (n, promise) in rule.promises.iter().enumerate() {
        let at = format!("contact.promises[{n}]");
        let band = promise.band.as_str();
        if band != "any" {
            let bands = c.known.bands.clone();
            c.one_of(path(&at, "band"), "risk band", band, &bands);
        } else if n + 1 < rule.promises.len() {
            c.add(path(&at, "band"), "Nothing after any is ever reached.", "Put any last.");
        }
        if seen.contains(&band) {
            c.add(path(&at, "band"), format!("{band} is here twice."), "Take one of them out.");
        }
        seen.push(band);
        c.least(path(&at, "every_days"), promise.every_days, 1);
    }
    if !seen.contains(&"any") {
        c.add(
            "contact.promises",
            "Nobody is promised anything before the risk is weighed.",
            "End with { band = \"any\", every_days = … }.",
        );
    }
}

fn plan(c: &mut Checks<'_>, plan: &PlanShape) {
    c.said("plan", "name", &plan.name);
    c.said("plan", "review_source", &plan.review_source);
    facts::codes(c, "plan.areas", &plan.areas);
    c.one_of("plan.agreed_with", "part in a case", &plan.agreed_with, &ROLES);
    c.least("plan.review_days", plan.review_days, 1);
}

fn trigger(c: &mut Checks<'_>, at: &str, trigger: &Trigger) {
    c.said(at, "source", &trigger.source);
    c.some(path(at, "when"), &trigger.when, "condition");
    for (n, when) in trigger.when.iter().enumerate() {
        c.condition(&format!("{at}.when[{n}]"), when);
    }
    c.some(path(at, "actions"), &trigger.actions, "action");
    for (n, action) in trigger.actions.iter().enumerate() {
        let at = format!("{at}.actions[{n}]");
        c.said(&at, "what", &action.what);
        c.one_of(path(&at, "kind"), "kind of action", &action.kind, &ACTION_KINDS);
        if action.mode.counts_hours() {
            c.add(
                path(&at, "mode"),
                "An action is due on a day, not at an hour.",
                "Use D1, D0, WD, CM or CM1.",
            );
        }
        c.least(path(&at, "n"), action.n, i64::from(matches!(action.mode, Mode::D1 | Mode::Cm1)));
    }
}

fn risk(c: &mut Checks<'_>, at: &str, tool: &RiskTool) {
    c.said(at, "name", &tool.name);
    c.said(at, "source", &tool.source);
    c.least(path(at, "version"), tool.version, 1);
    c.some(path(at, "questions"), &tool.questions, "question");
    c.ids(&path(at, "questions"), "id", tool.questions.iter().map(|x| x.id.as_str()));
    let (mut lowest, mut highest) = (0, 0);
    for (n, question) in tool.questions.iter().enumerate() {
        let at = format!("{at}.questions[{n}]");
        c.said(&at, "label", &question.label);
        c.ids(&path(&at, "answers"), "code", question.answers.iter().map(|x| x.code.as_str()));
        for (n, answer) in question.answers.iter().enumerate() {
            let at = format!("{at}.answers[{n}]");
            c.said(&at, "label", &answer.label);
            if !answer.at_least.is_empty() {
                let own: Vec<&str> = tool.bands.iter().map(|band| band.code.as_str()).collect();
                c.one_of(path(&at, "at_least"), "band of this tool", &answer.at_least, &own);
            }
        }
        let points = || question.answers.iter().map(|answer| answer.points);
        lowest += points().min().unwrap_or(0);
        highest += points().max().unwrap_or(1);
    }
    bands(c, at, tool, lowest, highest);
    if let Some(escalates) = &tool.escalates {
        again(c, &path(at, "escalates"), escalates);
    }
}

/// What is counted again and again must be able to happen again.
fn again(c: &mut Checks<'_>, at: &str, escalates: &Escalates) {
    let forms = c.known.forms.clone();
    if c.one_of(path(at, "form"), "form", &escalates.form, &forms)
        && c.pack.form(&escalates.form).is_some_and(|form| !form.repeats)
    {
        c.add(
            path(at, "form"),
            format!("{} is filled in once, so it cannot be counted.", escalates.form),
            "Name a form that repeats.",
        );
    }
    c.least(path(at, "times"), escalates.times, 1);
    c.least(path(at, "months"), escalates.months, 1);
    c.said(at, "prompt", &escalates.prompt);
}

fn bands(c: &mut Checks<'_>, at: &str, tool: &RiskTool, lowest: i64, highest: i64) {
    let bands = path(at, "bands");
    c.some(&bands, &tool.bands, "band");
    c.ids(&bands, "code", tool.bands.iter().map(|x| x.code.as_str()));
    for (n, band) in tool.bands.iter().enumerate() {
        let at = format!("{bands}[{n}]");
        c.said(&at, "label", &band.label);
        c.least(path(&at, "review_days"), band.review_days, 1);
        if n > 0 && tool.bands[n - 1].from <= band.from {
            c.add(
                path(&at, "from"),
                format!("It is never reached: the band above begins at {}.", tool.bands[n - 1].from),
                "Put the bands highest first.",
            );
        }
        let mut answers = tool.questions.iter().flat_map(|question| &question.answers);
        if band.from > highest && !answers.any(|answer| answer.at_least == band.code) {
            c.add(
                path(&at, "from"),
                format!("The answers make {highest} at most, so this is never reached."),
                format!("Write {highest} or less."),
            );
        }
    }
    if let Some(last) = tool.bands.last()
        && last.from != lowest
    {
        c.add(
            format!("{bands}[{}].from", tool.bands.len() - 1),
            format!("The lowest score is {lowest}, and the last band begins at {}.", last.from),
            format!("Write from = {lowest}."),
        );
    }
}

fn power(c: &mut Checks<'_>, at: &str, power: &Power) {
    c.said(at, "name", &power.name);
    c.said(at, "who", &power.who);
    if !power.informal {
        for (key, text) in [("test", &power.test), ("citation", &power.citation)] {
            if text.trim().is_empty() {
                c.add(
                    path(at, key),
                    format!("{} is a legal power and has no {key}.", power.id),
                    format!("Write its {key}, or say informal = true."),
                );
            }
        }
    }
    c.period(at, power.effective_from, power.effective_until);
    for (n, first) in power.first.iter().enumerate() {
        c.said(at, &format!("first[{n}]"), first);
    }
}
