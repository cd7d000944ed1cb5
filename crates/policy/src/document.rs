//! Writes `docs/policy.md`: the policy as a table that an information-governance officer can read and sign.

use crate::{
    Policy,
    macros::NONE,
    rules::{Action, Rule},
};
use std::fmt::Write;

/// The whole page.
pub fn write(policy: &Policy) -> String {
    let mut out = String::from(
        "<!-- GENERATED from policy/ by crates/policy; do not edit. -->\n\n\
         # Who may see and change what\n\n\
         A request is let through when at least one permit holds and no forbid does. Every look and every refusal is \
         written to the audit with the name of the rule that decided. A role opens screens; only a relation below \
         opens a person or a case, also for administrators.\n",
    );
    for kind in kinds(policy) {
        let _infallible = write!(out, "\n## {kind}\n");
        table(&mut out, policy, kind, true);
        table(&mut out, policy, kind, false);
    }
    out.push_str("\n## What can be done\n\n| Action | What it is |\n| --- | --- |\n");
    for action in &policy.actions {
        row(&mut out, &[&action.name, &action.doc]);
    }
    for entity in &policy.entities {
        let _infallible = write!(out, "\n## Words about a {}\n\n{}\n\n", entity.name, entity.doc);
        out.push_str("| Word | What it holds |\n| --- | --- |\n");
        for (word, doc) in &entity.attributes {
            row(&mut out, &[&format!("`{word}`"), doc]);
        }
    }
    let _infallible = write!(
        out,
        "\nA relation holds from its start, that instant included, until its end, that instant excluded. When no \
         permit holds, the answer is `{}`: {}\n\n## The rules as they are written\n\n```cedar\n{}```\n",
        NONE.0, NONE.1, policy.text
    );
    out
}

fn kinds(policy: &Policy) -> impl Iterator<Item = &str> {
    let decided = |name: &str| policy.actions.iter().any(|a| a.kinds.iter().any(|k| k == name));
    policy.entities.iter().map(|e| e.name.as_str()).filter(move |name| decided(name))
}

/// One row for each rule, one column for each action.
fn table(out: &mut String, policy: &Policy, kind: &str, permits: bool) {
    let actions: Vec<&Action> = policy.actions.iter().filter(|a| a.kinds.iter().any(|k| k == kind)).collect();
    let rules = policy.rules.iter().filter(|r| r.permits == permits);
    let (title, mark) = if permits { ("Permit", "yes") } else { ("Forbid", "no") };
    out.push('\n');
    let mut head = vec![title, "In words"];
    head.extend(actions.iter().map(|a| a.name.as_str()));
    row(out, &head);
    row(out, &vec!["---"; head.len()]);
    for rule in rules.filter(|r| actions.iter().any(|a| r.is_about(kind, Some(&a.name)))) {
        let cell = |a: &&Action| if decides(rule, kind, a) { mark } else { "" };
        let id = format!("`{}`", rule.id);
        let mut cells = vec![id.as_str(), rule.basis.as_str()];
        cells.extend(actions.iter().map(cell));
        row(out, &cells);
    }
}

fn decides(rule: &Rule, kind: &str, action: &Action) -> bool {
    rule.is_about(kind, Some(&action.name))
}

fn row(out: &mut String, cells: &[&str]) {
    let _infallible = writeln!(out, "| {} |", cells.join(" | "));
}
