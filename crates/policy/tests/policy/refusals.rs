//! What the compiler refuses, and how it says so; and what it makes of the parts no rule uses yet.

use crate::{Told, texts};
use policy::{
    Error, Policy,
    dictionary::{TABLES, Table, means},
    document, fragment, macros,
};

/// The policy with one more rule, named `extra`.
fn with(rule: &str) -> Told<Result<Policy, Error>> {
    let (schema, text) = texts()?;
    Ok(Policy::read(&schema, &format!("{text}\n@id(\"extra\") @basis(\"Extra.\") {rule}")))
}

/// How the last rule of a policy fails to compile for a case.
fn refusal(condition: &str) -> Told<String> {
    let policy = with(&format!(
        "permit (principal, action == Action::\"read\", resource is Case) when {{ {condition} }};"
    ))??;
    match macros::write(&policy) {
        Ok(_) => Err(format!("{condition} was not refused").into()),
        Err(e) => Ok(e.to_string()),
    }
}

/// The SQL of a condition on a case.
fn sql(condition: &str) -> Told<String> {
    let policy = with(&format!(
        "permit (principal, action == Action::\"read\", resource is Case) when {{ {condition} }};"
    ))??;
    let rule = policy.rules.last().ok_or("no rule")?;
    Ok(fragment::compile(rule, case())?.tall(0))
}

fn case() -> &'static Table {
    &TABLES[1]
}

#[test]
fn what_has_no_sql_is_refused_by_name() -> Told<()> {
    for (condition, complaint) in [
        (
            "if resource.isOpen then resource.live else resource.isOpen",
            "operator if-then-else is outside the SQL fragment",
        ),
        ("principal has tenant", "operator has is outside the SQL fragment"),
        ("resource.sensitivity + 1 <= principal.clearance", "+ cannot be part of a phrase of the dictionary"),
        ("resource.network.containsAll(resource.barred)", "operator containsAll is outside the SQL fragment"),
        (
            "resource.network.contains(principal) == true",
            "resource.network.contains(principal) is a condition, not a value",
        ),
        ("principal.teams == principal.manages", "the dictionary has no SQL for principal.teams"),
        ("resource.team == resource.team", "the dictionary has no SQL for resource.team"),
        ("resource.tenant == Tenant::\"1\"", "is not a whole number"),
        ("resource is Case", "operator is is outside the SQL fragment"),
        ("resource.live == resource.isOpen", "resource.live is a condition, not a value"),
    ] {
        let said = refusal(condition)?;
        assert!(said.starts_with("rule extra for Case: "), "{said}");
        assert!(said.contains(complaint), "{condition}: {said}");
    }
    Ok(())
}

#[test]
fn what_cedar_refuses_is_refused() -> Told<()> {
    for rule in [
        "permit (principal, action, resource) when { resource.nothing };",
        "permit (principal, action, resource is Case) when { resource.sensitivity == \"high\" };",
        "permit (principal, action, resource is Case) when { resource.subjects.contains(principal) };",
        // Never true, which Cedar only warns of.
        "permit (principal, action, resource is Case) when { resource.isOpen && false };",
        "permit (principal is User, action == Action::\"readAddress\", resource is Case);",
        "permit (principal",
    ] {
        assert!(matches!(with(rule)?, Err(Error::Cedar(..))), "{rule}");
    }
    Ok(())
}

#[test]
fn rules_that_do_not_fit_together_are_refused() -> Told<()> {
    for (rule, complaint) in [
        ("permit (principal == User::\"1\", action, resource);", "the principal must be any, or any User"),
        (
            "permit (principal, action, resource == Case::\"1\");",
            "the resource must be any, or any of one kind",
        ),
    ] {
        let said = with(rule)?.err().map(|e| e.to_string()).unwrap_or_default();
        assert!(said.contains(complaint), "{rule}: {said}");
    }
    let (schema, text) = texts()?;
    for (rule, complaint) in [
        ("permit (principal, action, resource);", "has no @id"),
        ("@id(\"new\") permit (principal, action, resource);", "has no @basis"),
        ("@id(\"New\") @basis(\"New.\") permit (principal, action, resource);", "must be lower-case letters"),
        ("@id(\"none\") @basis(\"New.\") permit (principal, action, resource);", "and not none"),
        (
            "@id(\"closed\") @basis(\"New.\") forbid (principal, action, resource is Person);",
            "differ in @basis or effect",
        ),
        (
            "@id(\"closed\") @basis(\"The case is closed.\") forbid (principal, action, resource);",
            "about one kind",
        ),
    ] {
        let said = Policy::read(&schema, &format!("{text}\n{rule}")).err().map(|e| e.to_string());
        assert!(said.as_ref().is_some_and(|s| s.contains(complaint)), "{rule}: {said:?}");
    }
    Ok(())
}

#[test]
fn the_schema_must_explain_itself() -> Told<()> {
    let (schema, text) = texts()?;
    let bare = schema.replace("@doc(\"read the record\")", "");
    let said = Policy::read(&bare, &text).err().map(|e| e.to_string());
    assert_eq!(said.as_deref(), Some("read has no @doc in the schema"));
    Ok(())
}

#[test]
fn an_action_that_nothing_permits_is_refused() -> Told<()> {
    let (schema, text) = texts()?;
    let more = format!(
        "{schema}\n@doc(\"share\") action share appliesTo {{ principal: [User], resource: [Case] }};"
    );
    let said = macros::write(&Policy::read(&more, &text)?).err().map(|e| e.to_string());
    assert_eq!(said.as_deref(), Some("nothing permits share on Case"));
    Ok(())
}

#[test]
fn a_group_of_actions_is_refused() -> Told<()> {
    let (schema, text) = texts()?;
    let more = schema
        .replace("action readAccess applies", "action all;\n@doc(\"x\")\naction readAccess in [all] applies");
    let text = text.replace("action == Action::\"readWho\"", "action in Action::\"all\"");
    let said = Policy::read(&more, &text).err().map(|e| e.to_string()).unwrap_or_default();
    assert_eq!(said, "rule finder: all is a group; name its actions");
    Ok(())
}

#[test]
fn a_new_kind_needs_a_table() -> Told<()> {
    let (schema, text) = texts()?;
    let more = schema.replace("resource: [Person, Case]", "resource: [Person, Case, Note]")
        + "@doc(\"A note.\") entity Note = { @doc(\"t\") tenant: Tenant, @doc(\"s\") sensitivity: Long,
            @doc(\"l\") live: Bool, @doc(\"n\") network: Set<User>, @doc(\"e\") excluded: Set<User>,
            @doc(\"b\") barred: Set<User> };";
    let policy = Policy::read(&more, &text)?;
    let said = macros::write(&policy).err().map(|e| e.to_string());
    assert_eq!(said.as_deref(), Some("the dictionary has no table for Note"));
    assert!(document::write(&policy).contains("\n## Note\n"));
    assert!(means("Note", "resource.live").is_none());
    Ok(())
}

#[test]
fn conditions_are_written_tall_and_plain() -> Told<()> {
    for (condition, wanted) in [
        (
            "resource.isOpen && resource.sensitivity < 2 && principal.clearance != 0",
            "c.is_open\nAND c.sensitivity < 2\nAND CAST($3 AS BIGINT) <> 0",
        ),
        (
            "resource.isOpen || resource.sensitivity >= 2 || resource.sensitivity == 0",
            "c.is_open\nOR c.sensitivity >= 2\nOR c.sensitivity = 0",
        ),
        (
            "resource.isOpen && (resource.sensitivity > 2 || 1 == resource.sensitivity)",
            "c.is_open\nAND (\n    c.sensitivity > 2\n    OR 1 = c.sensitivity\n)",
        ),
        ("!resource.isOpen", "NOT c.is_open"),
        ("!!resource.isOpen", "c.is_open"),
        ("!(resource.sensitivity <= 1)", "c.sensitivity > 1"),
        (
            "!(resource.isOpen && resource.sensitivity <= 1)",
            "NOT (\n    c.is_open\n    AND c.sensitivity <= 1\n)",
        ),
        (
            "resource.sensitivity < principal.clearance } unless { resource.isOpen",
            "c.sensitivity < $3\nAND NOT c.is_open",
        ),
    ] {
        assert_eq!(sql(condition)?, wanted, "{condition}");
    }
    Ok(())
}
