//! The files made from the policy are the ones in the repository.

use crate::{Told, answers::pairs, predicates};
use policy::{make, repository};
use std::{fs, process::Command};

#[test]
fn nothing_is_stale() -> Told<()> {
    for file in make()? {
        let there = fs::read_to_string(repository().join(file.path))?;
        assert!(
            there == file.text,
            "{} is stale: run cargo run --manifest-path crates/policy/Cargo.toml",
            file.path
        );
    }
    Ok(())
}

#[test]
fn the_predicates_are_formatted() -> Told<()> {
    let path = repository().join("crates/access/src/predicates.rs");
    let done = Command::new("rustfmt").args(["--check", "--edition", "2024"]).arg(path).output()?;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    Ok(())
}

#[test]
fn every_action_of_the_schema_has_its_predicate() -> Told<()> {
    let policy = crate::policy()?;
    let mut wanted: Vec<(String, String)> = Vec::new();
    for action in &policy.actions {
        wanted.extend(action.kinds.iter().map(|kind| (kind.to_lowercase(), action.name.clone())));
    }
    let mut found: Vec<_> = pairs().iter().map(|p| (p.kind.to_owned(), p.action.to_owned())).collect();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
    Ok(())
}

#[test]
fn every_predicate_names_every_parameter() {
    for pair in pairs() {
        for number in 1..=5 {
            let name = format!("${number}");
            assert!(
                pair.may.contains(&name) && pair.decide.contains(&name),
                "{} {}: {name}",
                pair.action,
                pair.kind
            );
        }
    }
}

#[test]
fn every_rule_has_its_sentence() -> Told<()> {
    for rule in &crate::policy()?.rules {
        assert_eq!(predicates::sentence(&rule.id), rule.basis);
        assert_eq!(predicates::sentence(&format!("!{}", rule.id)), rule.basis);
        assert!(predicates::POLICY_TABLE.contains(&format!("| `{}` | {} |", rule.id, rule.basis)));
    }
    assert_eq!(predicates::sentence("!none"), "No rule of the policy allows it.");
    assert_eq!(predicates::sentence("gone"), "A rule that the policy no longer has.");
    Ok(())
}

#[test]
fn the_lints_are_those_of_the_program() -> Told<()> {
    let ours = lints("crates/policy/Cargo.toml")?;
    assert!(ours.len() > 10, "{ours:?}");
    assert_eq!(ours, lints("Cargo.toml")?);
    Ok(())
}

/// The lines of a manifest's lint tables.
fn lints(manifest: &str) -> Told<Vec<String>> {
    let text = fs::read_to_string(repository().join(manifest))?;
    let mut inside = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line.contains("lints.");
        } else if inside && line.contains('=') && !line.starts_with('#') {
            lines.push(line.to_owned());
        }
    }
    Ok(lines)
}
