//! SQL of the people slice: what is written here, what is read in [`find`] and [`glance`].

pub mod bulk;
pub mod find;
pub mod glance;
pub mod matching;
pub mod own;
pub mod reach;

use crate::model::{Level, NameKind, NewAddress, NewMember, NewMethod, NewPerson, Strength, postcode};
use crate::tokens;
use access::{PersonId, UserId, forever, relations};
use kernel::{
    Chance, Day, Instant, Result, args,
    db::{Conn, ConnExt},
    words::sort_name,
};
use std::collections::BTreeSet;
use uuid::Uuid;

kernel::statements! {
    ADD: () = "INSERT INTO person (
            tenant_id, person_id, known_as, full_name, sort_name, born_on, born_about, pronouns, language, needs,
            recorded_at, recorded_by, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
    ADD_NAME: () = "INSERT INTO person_name (tenant_id, person_id, name_id, kind, name) VALUES ($1, $2, $3, $4, $5)";
    ADD_TOKEN: () = "INSERT INTO search_token (tenant_id, token, person_id)
        VALUES ($1, $2, $3)
        ON CONFLICT (tenant_id, token, person_id) DO NOTHING";
    ADD_ADDRESS: () = "INSERT INTO address (
            tenant_id, person_id, address_id, kind, lines, postcode, withheld, access_code, from_on, until_on,
            place)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    ADD_METHOD: () = "INSERT INTO contact_method (
            tenant_id, person_id, method_id, channel, value, safety, rule, preferred)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ADD_MEMBER: () = "INSERT INTO network_member (
            tenant_id, person_id, member_id, user_id, name, agency, phone, role, doing, is_lead, since_on, until_on)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    ADD_HOUSEHOLD: () = "INSERT INTO household (tenant_id, household_id, batch_id) VALUES ($1, $2, $3)";
    ADD_HOUSEHOLD_MEMBER: () = "INSERT INTO household_member (
            tenant_id, household_id, person_id, is_head, relationship)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant_id, household_id, person_id) DO NOTHING";
    ADD_TIE: () = "INSERT INTO relationship (
            tenant_id, person_id, relationship_id, other_person_id, name, kind, strength, third_party)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ADD_MATTER: () = "INSERT INTO what_matters (tenant_id, person_id, matter_id, words, said_on, said_to, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    ADD_RISK: () = "INSERT INTO risk (
            tenant_id, person_id, risk_id, what, level, plan, reviewed_on, review_on, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    ADD_ALERT: () = "INSERT INTO alert (tenant_id, person_id, alert_id, words, from_on) VALUES ($1, $2, $3, $4, $5)";
    END_MEMBER: () = "UPDATE network_member
        SET until_on = $4
        WHERE tenant_id = $1 AND person_id = $2 AND member_id = $3 AND until_on IS NULL";
}

/// Every SQL text of the slice.
pub fn statements() -> Vec<kernel::db::Known> {
    let bulk = bulk::statements();
    [
        STATEMENTS,
        find::STATEMENTS,
        glance::STATEMENTS,
        matching::STATEMENTS,
        own::STATEMENTS,
        reach::STATEMENTS,
        &bulk,
    ]
    .concat()
}

/// Records a person with their legal name; the access row comes with it.
pub fn add(c: &mut dyn Conn, tenant: i64, p: &NewPerson, chance: &Chance) -> Result<()> {
    relations::add_person(
        c,
        tenant,
        relations::PersonAccess {
            person: p.person_id,
            sensitivity: p.sensitivity,
            restricted: p.restricted,
            keeper: p.keeper,
            batch: p.batch,
        },
    )?;
    let known_as =
        if p.known_as.is_empty() { p.full_name.split(' ').next().unwrap_or_default() } else { &p.known_as };
    c.exec(
        ADD,
        args![
            tenant,
            p.person_id,
            known_as,
            &p.full_name,
            sort_name(&p.full_name),
            p.born_on,
            p.born_about,
            &p.pronouns,
            &p.language,
            &p.needs,
            p.recorded_at,
            p.recorded_by
        ],
    )?;
    let mut tokens = tokens::of_name(&p.full_name);
    tokens.extend(tokens::of_name(known_as));
    tokens.extend(p.born_on.map(tokens::of_day));
    add_tokens(c, tenant, p.person_id, &tokens)?;
    if !p.known_as.is_empty() {
        c.exec(
            ADD_NAME,
            args![tenant, p.person_id, chance.uuid(p.recorded_at), NameKind::KnownAs, known_as],
        )?;
    }
    Ok(())
}

/// Adds another name.
pub fn add_name(
    c: &mut dyn Conn,
    tenant: i64,
    person: PersonId,
    id: Uuid,
    kind: NameKind,
    name: &str,
) -> Result<()> {
    c.exec(ADD_NAME, args![tenant, person, id, kind, name])?;
    add_tokens(c, tenant, person, &tokens::of_name(name))
}

/// Lets a person be found by more words.
pub fn add_tokens(c: &mut dyn Conn, tenant: i64, person: PersonId, tokens: &BTreeSet<String>) -> Result<()> {
    for token in tokens {
        c.exec(ADD_TOKEN, args![tenant, token, person])?;
    }
    Ok(())
}

/// Adds an address. A refuge is withheld whatever is said.
pub fn add_address(c: &mut dyn Conn, tenant: i64, person: PersonId, id: Uuid, a: &NewAddress) -> Result<()> {
    let withheld = a.withheld || a.kind == crate::model::AddressKind::Refuge;
    let (code, place) = (postcode(&a.postcode), tokens::of_place(&a.lines).unwrap_or_default());
    let (lines, door) = (&a.lines, &a.access_code);
    let args = args![tenant, person, id, a.kind, lines, &code, withheld, door, a.from_on, a.until_on, &place];
    c.exec(ADD_ADDRESS, args).map(drop)
}

/// Adds a way to reach somebody; telephone numbers can be searched for.
pub fn add_method(c: &mut dyn Conn, tenant: i64, person: PersonId, id: Uuid, m: &NewMethod) -> Result<()> {
    c.exec(ADD_METHOD, args![tenant, person, id, m.channel, &m.value, m.safety, &m.rule, m.preferred])?;
    match tokens::of_phone(&m.value) {
        Some(token) => add_tokens(c, tenant, person, &BTreeSet::from([token])),
        None => Ok(()),
    }
}

/// Adds somebody to the people who work with a person. A worker with an account may then see them.
pub fn add_member(
    c: &mut dyn Conn,
    tenant: i64,
    person: PersonId,
    id: Uuid,
    m: &NewMember,
    batch: Option<Uuid>,
) -> Result<()> {
    if let Some(user) = m.user {
        let until = m.until_on.map_or_else(forever, |last| last.plus(1).start());
        relations::join(c, tenant, user, person, m.since_on.start(), until, batch)?;
    }
    c.exec(
        ADD_MEMBER,
        args![
            tenant, person, id, m.user, &m.name, &m.agency, &m.phone, &m.role, &m.doing, m.is_lead,
            m.since_on, m.until_on
        ],
    )
    .map(drop)
}

/// Ends somebody's work with a person; a worker with an account sees them no longer.
pub fn end_member(
    c: &mut dyn Conn,
    tenant: i64,
    person: PersonId,
    member: Uuid,
    user: Option<UserId>,
    at: Instant,
) -> Result<()> {
    if let Some(user) = user {
        relations::leave(c, tenant, user, person, at)?;
    }
    c.exec(END_MEMBER, args![tenant, person, member, Day::of(at)]).map(drop)
}

/// Makes a household.
pub fn add_household(c: &mut dyn Conn, tenant: i64, id: Uuid, batch: Option<Uuid>) -> Result<()> {
    c.exec(ADD_HOUSEHOLD, args![tenant, id, batch]).map(drop)
}

/// Puts a person into a household; `relationship` is empty for the head.
pub fn add_household_member(
    c: &mut dyn Conn,
    tenant: i64,
    household: Uuid,
    person: PersonId,
    is_head: bool,
    relationship: &str,
) -> Result<()> {
    c.exec(ADD_HOUSEHOLD_MEMBER, args![tenant, household, person, is_head, relationship]).map(drop)
}

/// Somebody or something around a person, to be recorded.
#[derive(Clone, Debug)]
pub struct NewTie {
    /// The other's record, if they have one.
    pub other: Option<PersonId>,
    /// Who or what it is.
    pub name: String,
    /// What they are to the person.
    pub kind: String,
    /// How close.
    pub strength: Strength,
    /// Whether naming them could harm.
    pub third_party: bool,
}

/// Adds a tie.
pub fn add_tie(c: &mut dyn Conn, tenant: i64, person: PersonId, id: Uuid, t: &NewTie) -> Result<()> {
    c.exec(ADD_TIE, args![tenant, person, id, t.other, &t.name, &t.kind, t.strength, t.third_party]).map(drop)
}

/// Adds what matters to a person, in their words.
pub fn add_matter(
    c: &mut dyn Conn,
    tenant: i64,
    person: PersonId,
    id: Uuid,
    (words, said_to): (&str, &str),
    said_on: Day,
    at: Instant,
) -> Result<()> {
    c.exec(ADD_MATTER, args![tenant, person, id, words, said_on, said_to, at]).map(drop)
}

/// A risk to be recorded.
#[derive(Clone, Debug)]
pub struct NewRisk {
    /// What may happen.
    pub what: String,
    /// How grave.
    pub level: Level,
    /// What is done about it.
    pub plan: String,
    /// When it was last looked at.
    pub reviewed_on: Day,
    /// When it is to be looked at next.
    pub review_on: Option<Day>,
    /// Who writes it down.
    pub by: UserId,
}

/// Adds a risk.
pub fn add_risk(c: &mut dyn Conn, tenant: i64, person: PersonId, id: Uuid, r: &NewRisk) -> Result<()> {
    c.exec(ADD_RISK, args![tenant, person, id, &r.what, r.level, &r.plan, r.reviewed_on, r.review_on, r.by])
        .map(drop)
}

/// Adds a warning shown wherever the person is shown.
pub fn add_alert(
    c: &mut dyn Conn,
    tenant: i64,
    person: PersonId,
    id: Uuid,
    words: &str,
    from: Day,
) -> Result<()> {
    c.exec(ADD_ALERT, args![tenant, person, id, words, from]).map(drop)
}
