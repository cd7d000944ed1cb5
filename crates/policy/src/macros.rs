//! Writes `crates/access/src/predicates.rs`: the rules as SQL, in macros that `concat!` takes.
//!
//! A rule is written once for each kind of record, as an arm of `rule_<kind>!`; `may_*!` and `decide_*!` only list
//! rules, so they read like the policy and cannot differ from one another.

use crate::{
    Error, Policy, Result,
    dictionary::{PARAMETERS, TABLES, Table},
    fragment,
    rules::{Action, Rule},
};
use std::fmt::Write;

/// What `decide_*` names when no permit holds, and its sentence.
pub const NONE: (&str, &str) = ("none", "No rule of the policy allows it.");

const HEAD: &str = r#"//! GENERATED from policy/ by crates/policy; do not edit.
//!
//! Who may see and change people and cases, as SQL for SQLite and PostgreSQL alike. `may_<action>_<kind>!()` is a
//! condition on a row of the kind's table, `decide_<action>_<kind>!()` the rule that decides: `'!<id>'` of the first
//! forbid that holds, else `'<id>'` of the first permit that holds, else `'!none'`. [`sentence`] says it to people.
//!
//! The parameters are always $1 tenant (BIGINT), $2 the user (UUID), $3 their clearance (BIGINT), $4 now
//! (TIMESTAMPTZ), $5 their own record as a person (UUID, all zeros when none). Each predicate names all five, so that
//! PostgreSQL knows their types whatever follows.

/// The policy as a table for people: `docs/policy.md`.
pub const POLICY_TABLE: &str = include_str!("../../../docs/policy.md");

/// A permit holds and no forbid does. The permits stand here by how little each has to read.
#[doc(hidden)]
#[macro_export]
macro_rules! policy_may {
    ($rule:ident: $permit:ident $(, $permits:ident)*; $($forbid:ident),*; $($named:literal),*) => {
        concat!(
            "(((\n", $crate::$rule!($permit), "\n)", $(" OR (\n", $crate::$rule!($permits), "\n)",)* ")",
            $(" AND NOT (\n", $crate::$rule!($forbid), "\n)",)*
            $(" AND ", $named, " IS NOT NULL",)* ")"
        )
    };
}

/// The first forbid that holds, else the first permit that holds.
#[doc(hidden)]
#[macro_export]
macro_rules! policy_decide {
    ($rule:ident: $($permit:ident),*; $($forbid:ident),*; $($named:literal),*) => {
        concat!(
            "(CASE", $(" WHEN ", $named, " IS NULL THEN '!none'",)*
            $(" WHEN\n", $crate::$rule!($forbid), "\nTHEN '!", stringify!($forbid), "'",)*
            $(" WHEN\n", $crate::$rule!($permit), "\nTHEN '", stringify!($permit), "'",)*
            " ELSE '!none' END)"
        )
    };
}
"#;

/// The whole file.
pub fn write(policy: &Policy) -> Result<String> {
    let mut out = HEAD.to_owned();
    for table in &TABLES {
        rules(&mut out, policy, table)?;
    }
    let mut listed = String::new();
    for (table, action) in pairs(policy)? {
        predicates(&mut out, policy, table, action)?;
        let (name, act) = (table.name, &action.snake);
        put(
            &mut listed,
            format_args!("    ({name:?}, {:?}, may_{act}_{name}!(), decide_{act}_{name}!()),\n", action.name),
        );
    }
    put(
        &mut out,
        format_args!(
            "\n/// Every predicate: kind, action, `may` and `decide`. For tests that prepare them all.\n\
             pub const PREDICATES: &[(&str, &str, &str, &str)] = &[\n{listed}];\n"
        ),
    );
    sentences(&mut out, policy);
    Ok(out)
}

/// Every kind of record with every action on it, in the order of the dictionary and the schema.
fn pairs(policy: &Policy) -> Result<Vec<(&'static Table, &Action)>> {
    let mut found = Vec::new();
    for action in &policy.actions {
        for kind in &action.kinds {
            let table = TABLES.iter().position(|t| t.kind == kind);
            let table =
                table.ok_or_else(|| Error::Unfit(format!("the dictionary has no table for {kind}")))?;
            found.push((table, action));
        }
    }
    found.sort_by_key(|(table, _)| *table);
    Ok(found.into_iter().map(|(table, action)| (&TABLES[table], action)).collect())
}

fn rules(out: &mut String, policy: &Policy, table: &Table) -> Result<()> {
    put(
        out,
        format_args!(
            "\n/// When a rule holds, for a row `{}` of `{}`.\n#[doc(hidden)]\n#[macro_export]\n\
             macro_rules! rule_{} {{\n",
            table.row, table.table, table.name
        ),
    );
    for rule in policy.rules.iter().filter(|r| applies(policy, r, table)) {
        let sql = fragment::compile(rule, table)?.tall(8);
        put(
            out,
            format_args!("    // {}\n    ({}) => {{\n        \"{sql}\"\n    }};\n", rule.basis, rule.id),
        );
    }
    out.push_str("}\n");
    Ok(())
}

/// Whether a rule decides about any action on this kind.
fn applies(policy: &Policy, rule: &Rule, table: &Table) -> bool {
    let possible = policy.actions.iter().filter(|a| a.kinds.iter().any(|k| k == table.kind));
    possible.into_iter().any(|a| rule.is_about(table.kind, Some(&a.name)))
}

fn predicates(out: &mut String, policy: &Policy, table: &Table, action: &Action) -> Result<()> {
    let chosen = |permits| -> Vec<&Rule> { policy.deciding(table.kind, &action.name, permits).collect() };
    let (permits, forbids) = (chosen(true), chosen(false));
    if permits.is_empty() {
        return Err(Error::Unfit(format!("nothing permits {} on {}", action.name, table.kind)));
    }
    let named = unnamed(permits.iter().chain(&forbids), table)?;
    let cheapest = cheapest_first(&permits, table)?;
    let ids = |rules: &[&Rule]| rules.iter().map(|r| r.id.as_str()).collect::<Vec<_>>().join(", ");
    let list = |permits: &[&Rule]| {
        let mut lines = vec![
            format!("rule_{}: {};", table.name, ids(permits)),
            format!("{};", ids(&forbids)),
            named.clone(),
        ];
        lines.retain(|line| !line.is_empty());
        lines.join("\n            ")
    };
    let (row, of, doc, name) =
        (table.row, table.table, &action.doc, format!("{}_{}", action.snake, table.name));
    for (what, means, list) in [
        (
            "may",
            format!("Whether the user may {doc}:\n/// a condition on a row `{row}` of `{of}`."),
            list(&cheapest),
        ),
        ("decide", format!("The rule that decides what `may_{name}!` says."), list(&permits)),
    ] {
        put(
            out,
            format_args!(
                "\n/// {means}\n#[macro_export]\nmacro_rules! {what}_{name} {{\n    \
                 () => {{\n        $crate::policy_{what}!(\n            {list}\n        )\n    }};\n}}\n",
            ),
        );
    }
    Ok(())
}

/// The rules by how many tables each joins, for conditions that end with the first one that holds. Which rule decides
/// goes by the policy's own order and is another question.
fn cheapest_first<'a>(permits: &[&'a Rule], table: &Table) -> Result<Vec<&'a Rule>> {
    let mut weighed = Vec::new();
    for rule in permits {
        weighed.push((fragment::compile(rule, table)?.tall(0).matches("JOIN ").count(), *rule));
    }
    weighed.sort_by_key(|(joins, _)| *joins);
    Ok(weighed.into_iter().map(|(_, rule)| rule).collect())
}

/// The parameters that none of the rules mentions, each with its type.
fn unnamed<'a>(rules: impl Iterator<Item = &'a &'a Rule>, table: &Table) -> Result<String> {
    let mut text = String::new();
    for rule in rules {
        text += &fragment::compile(rule, table)?.tall(0);
    }
    let missing = PARAMETERS.iter().filter(|(_, number, _)| !text.contains(&format!("${number}")));
    Ok(missing.map(|(name, ..)| format!("{:?}", fragment::cast(name))).collect::<Vec<_>>().join(", "))
}

fn sentences(out: &mut String, policy: &Policy) {
    out.push_str(
        "\n/// What a rule says to people, from its id as `decide_*!` gives it.\n\
         pub fn sentence(id: &str) -> &'static str {\n    match id.trim_start_matches('!') {\n",
    );
    let mut seen = Vec::new();
    let all = policy.rules.iter().map(|r| (r.id.as_str(), r.basis.as_str())).chain([NONE]);
    for (id, basis) in all {
        if !seen.contains(&id) {
            put(out, format_args!("        {id:?} => {basis:?},\n"));
            seen.push(id);
        }
    }
    out.push_str("        _ => \"A rule that the policy no longer has.\",\n    }\n}\n");
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // A String never refuses.
    let _infallible = out.write_fmt(text);
}
