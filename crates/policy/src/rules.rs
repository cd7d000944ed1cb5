//! Reads the policy and its schema, lets Cedar check them, and keeps what the compiler needs.

use crate::{Error, Result};
use cedar_policy::{PolicySet, Schema, SchemaFragment, ValidationMode, Validator};
use serde_json::Value;
use std::{fmt::Display, str::FromStr};

/// The policy, checked against its schema.
pub struct Policy {
    /// The rules, in the order of the text.
    pub rules: Vec<Rule>,
    /// The kinds of record and who asks, in the order of the schema.
    pub entities: Vec<Entity>,
    /// What can be done, in the order of the schema.
    pub actions: Vec<Action>,
    /// The text of the rules.
    pub text: String,
    /// The rules as Cedar holds them: for the oracle.
    pub set: PolicySet,
}

/// One `permit` or `forbid`.
pub struct Rule {
    /// Its `@id`: what the audit and `decide_*` name.
    pub id: String,
    /// Its `@basis`: a sentence for people.
    pub basis: String,
    /// Whether it permits; else it forbids.
    pub permits: bool,
    /// The one kind of record it is about, or all.
    pub kind: Option<String>,
    /// The actions it is about, or all.
    pub actions: Option<Vec<String>>,
    /// Its `when` and `unless` clauses, all of which must hold.
    pub conditions: Vec<Condition>,
}

/// A `when` or `unless` clause.
pub struct Condition {
    /// Whether it must not hold.
    pub unless: bool,
    /// Its expression in Cedar's JSON.
    pub body: Value,
}

/// Something that can be done.
pub struct Action {
    /// Its name in Cedar: `readWho`.
    pub name: String,
    /// Its name in macros: `read_who`.
    pub snake: String,
    /// A phrase for people.
    pub doc: String,
    /// The kinds of record it can be done to, in the order of the schema.
    pub kinds: Vec<String>,
}

/// A type of the schema that has attributes.
pub struct Entity {
    /// Its name.
    pub name: String,
    /// A sentence for people.
    pub doc: String,
    /// Its attributes, each with a phrase for people, in the order of the schema.
    pub attributes: Vec<(String, String)>,
}

impl Policy {
    /// Reads both texts. Cedar's warnings count as errors: a rule that can never hold is a mistake.
    pub fn read(schema_text: &str, text: &str) -> Result<Self> {
        let (schema, warnings) =
            Schema::from_cedarschema_str(schema_text).map_err(|e| refused("schema", &e))?;
        if let Some(warning) = warnings.into_iter().next() {
            return Err(refused("schema", &warning));
        }
        let set = PolicySet::from_str(text).map_err(|e| refused("policy", &e))?;
        let checked = Validator::new(schema).validate(&set, ValidationMode::Strict);
        let complaints: Vec<String> = (checked.validation_errors().map(ToString::to_string))
            .chain(checked.validation_warnings().map(ToString::to_string))
            .collect();
        if !complaints.is_empty() {
            return Err(Error::Cedar("policy", complaints.join("; ")));
        }
        let (entities, actions) = vocabulary(schema_text)?;
        let rules = rules(&set, &actions)?;
        Ok(Self { rules, entities, actions, text: text.to_owned(), set })
    }

    /// The rules that decide about an action on a kind of record: permits or forbids.
    pub fn deciding<'a>(
        &'a self,
        kind: &'a str,
        action: &'a str,
        permits: bool,
    ) -> impl Iterator<Item = &'a Rule> {
        self.rules.iter().filter(move |rule| rule.permits == permits && rule.is_about(kind, Some(action)))
    }
}

impl Rule {
    /// Whether it can decide about a kind of record, and about an action if one is given.
    pub fn is_about(&self, kind: &str, action: Option<&str>) -> bool {
        let covers = |action| self.actions.as_ref().is_none_or(|all| all.iter().any(|a| a == action));
        self.kind.as_ref().is_none_or(|k| k == kind) && action.is_none_or(covers)
    }
}

fn rules(set: &PolicySet, known: &[Action]) -> Result<Vec<Rule>> {
    let mut found = Vec::new();
    for policy in set.policies() {
        // Cedar names static policies policy0, policy1, … in the order of the text.
        let name = policy.id().to_string();
        let place: usize = name.trim_start_matches("policy").parse().unwrap_or(usize::MAX);
        let annotation = |key| {
            policy
                .annotation(key)
                .map(str::to_owned)
                .ok_or_else(|| Error::Unfit(format!("{name} has no @{key}")))
        };
        let json = policy.to_json().map_err(|e| refused("policy", &e))?;
        let id = annotation("id")?;
        let rule = Rule {
            permits: json["effect"] == "permit",
            kind: kind(&id, &json)?,
            actions: actions(&id, &json["action"], known)?,
            conditions: conditions(&json["conditions"]),
            basis: annotation("basis")?,
            id,
        };
        found.push((place, rule));
    }
    found.sort_by_key(|(place, _)| *place);
    let rules: Vec<Rule> = found.into_iter().map(|(_, rule)| rule).collect();
    agree(&rules)?;
    Ok(rules)
}

/// One sentence for each id, and an id means one thing for each kind of record.
fn agree(rules: &[Rule]) -> Result<()> {
    for (i, a) in rules.iter().enumerate() {
        if a.id == "none" || !a.id.chars().all(|c| c.is_ascii_lowercase()) {
            return Err(Error::Unfit(format!("@id {:?} must be lower-case letters, and not none", a.id)));
        }
        for b in rules[..i].iter().filter(|b| b.id == a.id) {
            if a.basis != b.basis || a.permits != b.permits {
                return Err(Error::Unfit(format!("two rules named {} differ in @basis or effect", a.id)));
            }
            if a.kind.is_none() || b.kind.is_none() || a.kind == b.kind {
                return Err(Error::Unfit(format!("two rules named {} are about one kind of record", a.id)));
            }
        }
    }
    Ok(())
}

fn conditions(json: &Value) -> Vec<Condition> {
    let clauses = json.as_array().map(Vec::as_slice).unwrap_or_default();
    clauses.iter().map(|c| Condition { unless: c["kind"] == "unless", body: c["body"].clone() }).collect()
}

fn kind(id: &str, json: &Value) -> Result<Option<String>> {
    let scope = |var: &str| (json[var]["op"].as_str().unwrap_or_default(), json[var]["entity_type"].as_str());
    match scope("principal") {
        ("All", None) | ("is", Some("User")) => {}
        _ => return Err(Error::Unfit(format!("rule {id}: the principal must be any, or any User"))),
    }
    match (scope("resource"), json["resource"].get("in")) {
        (("All", None), _) => Ok(None),
        (("is", Some(kind)), None) => Ok(Some(kind.to_owned())),
        _ => Err(Error::Unfit(format!("rule {id}: the resource must be any, or any of one kind"))),
    }
}

fn actions(id: &str, scope: &Value, known: &[Action]) -> Result<Option<Vec<String>>> {
    let one = [scope["entity"].clone()];
    let named = match (scope["op"].as_str(), scope["entities"].as_array()) {
        (Some("All"), _) => return Ok(None),
        (Some("in"), Some(list)) => list.as_slice(),
        _ => one.as_slice(),
    };
    let name = |entity: &Value| {
        let name = entity["id"].as_str().unwrap_or_default();
        let found = known.iter().find(|a| a.name == name);
        let found =
            found.ok_or_else(|| Error::Unfit(format!("rule {id}: {name} is a group; name its actions")));
        found.map(|a| a.name.clone())
    };
    named.iter().map(name).collect::<Result<Vec<_>>>().map(Some)
}

/// The types with attributes and the actions, from the schema in Cedar's JSON.
fn vocabulary(text: &str) -> Result<(Vec<Entity>, Vec<Action>)> {
    let (fragment, _) = SchemaFragment::from_cedarschema_str(text).map_err(|e| refused("schema", &e))?;
    let json = fragment.to_json_value().map_err(|e| refused("schema", &e))?;
    let at = |word: &str| text.find(word).unwrap_or_default();
    let doc = |name: &str, json: &Value| {
        let doc = json["annotations"]["doc"].as_str().map(str::to_owned);
        doc.ok_or_else(|| Error::Unfit(format!("{name} has no @doc in the schema")))
    };
    let mut entities = Vec::new();
    for (name, json) in ordered(text, &json[""]["entityTypes"], "entity ", " = {") {
        let body = &text[at(&format!("entity {name} "))..];
        let attributes = ordered(body, &json["shape"]["attributes"], "  ", ": ");
        if !attributes.is_empty() {
            let attributes =
                attributes.into_iter().map(|(word, json)| Ok((word.clone(), doc(&word, &json)?)));
            entities.push(Entity {
                doc: doc(&name, &json)?,
                attributes: attributes.collect::<Result<_>>()?,
                name,
            });
        }
    }
    let mut actions = Vec::new();
    for (name, json) in ordered(text, &json[""]["actions"], "action ", " ") {
        let kinds = json["appliesTo"]["resourceTypes"].as_array().map(Vec::as_slice).unwrap_or_default();
        let kinds: Vec<String> = kinds.iter().filter_map(|k| k.as_str().map(str::to_owned)).collect();
        if !kinds.is_empty() {
            actions.push(Action { doc: doc(&name, &json)?, snake: snake(&name), kinds, name });
        }
    }
    Ok((entities, actions))
}

/// The members of an object in the order that people chose, which JSON forgets: where each name stands in the text.
fn ordered(text: &str, json: &Value, before: &str, after: &str) -> Vec<(String, Value)> {
    let mut all: Vec<_> =
        json.as_object().into_iter().flatten().map(|(k, v)| (k.clone(), v.clone())).collect();
    all.sort_by_key(|(name, _)| text.find(&format!("{before}{name}{after}")));
    all
}

fn snake(name: &str) -> String {
    name.chars().fold(String::new(), |mut out, c| {
        if c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
        out
    })
}

fn refused(what: &'static str, e: &impl Display) -> Error {
    Error::Cedar(what, e.to_string())
}
