//! Cedar's own answers. The facts come from the world by plain loops that share nothing with the SQL compiler.

use crate::{
    Told, texts,
    world::{Case, NOW, Person, Tie, User, World},
};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request,
    RestrictedExpression, Schema,
};
use policy::Policy;
use std::{collections::HashSet, str::FromStr};

/// What Cedar says to one request.
pub struct Answer {
    pub allowed: bool,
    /// Ids of the rules that determined it, in the order of the policy.
    pub because: Vec<String>,
}

impl Answer {
    /// What `decide_*` must say: the first rule that determined it.
    pub fn decided(&self) -> String {
        let first = self.because.first().map_or("none", String::as_str);
        if self.allowed { first.to_owned() } else { format!("!{first}") }
    }
}

/// Somebody who asks, or what they ask about.
pub struct Thing {
    uid: EntityUid,
    entity: Entity,
}

/// Cedar with the policy.
pub struct Oracle {
    policy: Policy,
    schema: Schema,
    authorizer: Authorizer,
}

impl Oracle {
    pub fn new() -> Told<Self> {
        let schema = Schema::from_cedarschema_str(&texts()?.0)?.0;
        Ok(Self { policy: crate::policy()?, schema, authorizer: Authorizer::new() })
    }

    /// The facts about a user and a record, checked against the schema.
    pub fn facts(&self, user: &Thing, record: &Thing) -> Told<Entities> {
        Ok(Entities::from_entities([user.entity.clone(), record.entity.clone()], Some(&self.schema))?)
    }

    /// Cedar's answer.
    pub fn ask(&self, user: &Thing, action: &str, record: &Thing, facts: &Entities) -> Told<Answer> {
        let action = uid("Action", action)?;
        let request = Request::new(user.uid.clone(), action, record.uid.clone(), Context::empty(), None)?;
        let response = self.authorizer.is_authorized(&request, &self.policy.set, facts);
        if let Some(error) = response.diagnostics().errors().next() {
            return Err(error.to_string().into());
        }
        let mut places = Vec::new();
        for name in response.diagnostics().reason() {
            places.push(name.to_string().trim_start_matches("policy").parse::<usize>()?);
        }
        places.sort_unstable();
        let because = places.into_iter().map(|n| self.policy.rules[n].id.clone()).collect();
        Ok(Answer { allowed: response.decision() == Decision::Allow, because })
    }
}

/// A user with their teams.
pub fn user(w: &World, u: &User) -> Told<Thing> {
    let mut teams = Vec::new();
    let mut manages = Vec::new();
    for (tie, leads) in &w.members {
        if tie.tenant == u.tenant && tie.user == u.id && in_force(tie) {
            teams.push(named("Team", u.tenant, tie.to)?);
            if *leads {
                manages.push(named("Team", u.tenant, tie.to)?);
            }
        }
    }
    thing(
        "User",
        (u.tenant, u.id),
        vec![
            ("tenant", one(uid("Tenant", &u.tenant.to_string())?)),
            ("clearance", RestrictedExpression::new_long(u.clearance)),
            ("teams", all(teams)),
            ("manages", all(manages)),
            ("person", one(named("Person", u.tenant, u.own)?)),
        ],
    )
}

/// A person with everybody who is anything to them.
pub fn person(w: &World, p: &Person) -> Told<Thing> {
    let mut colleagues = Vec::new();
    let mut managers = Vec::new();
    for (tenant, case, subject) in &w.subjects {
        if (*tenant, *subject) != (p.tenant, p.id) {
            continue;
        }
        for c in w.cases.iter().filter(|c| c.tenant == *tenant && c.id == *case && live(w, c.tenant, c.batch))
        {
            for (tie, leads) in &w.members {
                if tie.tenant != c.tenant || tie.to != c.team || !in_force(tie) {
                    continue;
                }
                if c.sensitivity <= 1 {
                    colleagues.push(named("User", tie.tenant, tie.user)?);
                }
                if *leads && c.sensitivity <= clearance(w, tie) {
                    managers.push(named("User", tie.tenant, tie.user)?);
                }
            }
        }
    }
    thing(
        "Person",
        (p.tenant, p.id),
        vec![
            ("tenant", one(uid("Tenant", &p.tenant.to_string())?)),
            ("sensitivity", RestrictedExpression::new_long(p.sensitivity)),
            ("live", RestrictedExpression::new_bool(live(w, p.tenant, p.batch))),
            ("network", all(network(w, p.tenant, &[p.id])?)),
            ("teamColleagues", all(colleagues)),
            ("teamManagers", all(managers)),
            ("excluded", all(excluded(w, p.tenant, &[p.id])?)),
            ("barred", all(barred(w, p.tenant, &[p.id])?)),
        ],
    )
}

/// A case with everybody who is anything to its subjects.
pub fn case(w: &World, c: &Case) -> Told<Thing> {
    let mut subjects = Vec::new();
    for (tenant, case, person) in &w.subjects {
        if *tenant == c.tenant && *case == c.id {
            subjects.push(*person);
        }
    }
    let mut people = Vec::new();
    for n in &subjects {
        people.push(named("Person", c.tenant, *n)?);
    }
    thing(
        "Case",
        (c.tenant, c.id),
        vec![
            ("tenant", one(uid("Tenant", &c.tenant.to_string())?)),
            ("team", one(named("Team", c.tenant, c.team)?)),
            ("sensitivity", RestrictedExpression::new_long(c.sensitivity)),
            ("isOpen", RestrictedExpression::new_bool(c.open)),
            ("live", RestrictedExpression::new_bool(live(w, c.tenant, c.batch))),
            ("subjects", all(people)),
            ("network", all(network(w, c.tenant, &subjects)?)),
            ("excluded", all(excluded(w, c.tenant, &subjects)?)),
            ("barred", all(barred(w, c.tenant, &subjects)?)),
        ],
    )
}

fn in_force(tie: &Tie) -> bool {
    tie.from <= NOW && NOW < tie.until
}

fn live(w: &World, tenant: i64, batch: Option<u128>) -> bool {
    match batch {
        None => true,
        Some(id) => w.batches.iter().any(|(t, b, live)| *t == tenant && *b == id && *live),
    }
}

fn clearance(w: &World, tie: &Tie) -> i64 {
    let found = w.users.iter().find(|u| u.tenant == tie.tenant && u.id == tie.user);
    found.map_or(-1, |u| u.clearance)
}

fn network(w: &World, tenant: i64, people: &[u128]) -> Told<Vec<EntityUid>> {
    let mut found = Vec::new();
    for (tie, batch) in &w.works_with {
        if tie.tenant == tenant && people.contains(&tie.to) && in_force(tie) && live(w, tenant, *batch) {
            found.push(named("User", tenant, tie.user)?);
        }
    }
    Ok(found)
}

fn excluded(w: &World, tenant: i64, people: &[u128]) -> Told<Vec<EntityUid>> {
    let mut found = Vec::new();
    for tie in &w.exclusions {
        if tie.tenant == tenant && people.contains(&tie.to) && in_force(tie) {
            found.push(named("User", tenant, tie.user)?);
        }
    }
    Ok(found)
}

/// Whoever is not a named reader of each of these people who is restricted.
fn barred(w: &World, tenant: i64, people: &[u128]) -> Told<Vec<EntityUid>> {
    let mut found = Vec::new();
    for u in w.users.iter().filter(|u| u.tenant == tenant) {
        for p in w.people.iter().filter(|p| p.tenant == tenant && p.restricted && people.contains(&p.id)) {
            let mut readers = w.named_readers.iter().filter(|t| t.tenant == tenant && t.to == p.id);
            if !readers.any(|t| t.user == u.id && in_force(t)) {
                found.push(named("User", tenant, u.id)?);
                break;
            }
        }
    }
    Ok(found)
}

fn thing(
    kind: &str,
    (tenant, id): (i64, u128),
    attributes: Vec<(&str, RestrictedExpression)>,
) -> Told<Thing> {
    let uid = named(kind, tenant, id)?;
    let attributes = attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Ok(Thing { entity: Entity::new(uid.clone(), attributes, HashSet::new())?, uid })
}

fn one(uid: EntityUid) -> RestrictedExpression {
    RestrictedExpression::new_entity_uid(uid)
}

fn all(uids: Vec<EntityUid>) -> RestrictedExpression {
    RestrictedExpression::new_set(uids.into_iter().map(one))
}

/// Two services may hold the same id, so Cedar's name of a thing says whose it is.
fn named(kind: &str, tenant: i64, id: u128) -> Told<EntityUid> {
    uid(kind, &format!("{tenant}/{id}"))
}

fn uid(kind: &str, name: &str) -> Told<EntityUid> {
    Ok(EntityUid::from_type_name_and_id(EntityTypeName::from_str(kind)?, EntityId::new(name)))
}
