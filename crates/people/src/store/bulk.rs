//! What imports write here, many rows at a time, and how they take it back.

use crate::{
    model::{AddressKind, Channel, NameKind, Safety, postcode},
    tokens,
};
use access::{PersonId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Known, Writes},
    row,
    words::sort_name,
};
use uuid::Uuid;

kernel::bulk! {
    PERSON = "INSERT INTO person (
            tenant_id, person_id, known_as, full_name, sort_name, born_on, born_about, pronouns, language, needs,
            recorded_at, recorded_by, version) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)", "";
    NAME = "INSERT INTO person_name (tenant_id, person_id, name_id, kind, name) VALUES", "($1, ?, ?, ?, ?)", "";
    TOKEN = "INSERT INTO search_token (tenant_id, token, person_id) VALUES", "($1, ?, ?)",
        "ON CONFLICT (tenant_id, token, person_id) DO NOTHING";
    ADDRESS = "INSERT INTO address (
            tenant_id, person_id, address_id, kind, lines, postcode, withheld, access_code, place) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, '', ?)", "";
    METHOD = "INSERT INTO contact_method (
            tenant_id, person_id, method_id, channel, value, safety, rule, preferred) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, FALSE)", "";
    MEMBER = "INSERT INTO network_member (
            tenant_id, person_id, member_id, user_id, name, agency, phone, role, doing, is_lead, since_on, until_on) VALUES",
        "($1, ?, ?, ?, '', '', '', ?, ?, ?, ?, ?)", "";
    HOUSEHOLD = "INSERT INTO household (tenant_id, household_id, batch_id) VALUES", "($1, ?, $2)", "";
    HOUSEHOLD_MEMBER = "INSERT INTO household_member (tenant_id, household_id, person_id, is_head, relationship) VALUES",
        "($1, ?, ?, ?, ?)", "ON CONFLICT (tenant_id, household_id, person_id) DO NOTHING";
    ALERT = "INSERT INTO match_alert (tenant_id, alert_id, keeper_id, person_id, new_person_id, raised_at) VALUES",
        "($1, ?, ?, ?, ?, ?)", "";
}

row! {
    /// A restricted person, as a new record is compared with them.
    #[derive(Clone, Debug)]
    pub struct Kept {
        /// The person.
        pub person_id: PersonId,
        /// Their keeper.
        pub keeper_id: UserId,
        /// Name folded for sorting.
        pub sort_name: String,
        /// Date of birth.
        pub born_on: Day,
    }
}

/// Takes back the rows of a table about a batch's people up to one.
macro_rules! gone {
    ($table:literal) => {
        concat!(
            "DELETE FROM ", $table, " WHERE tenant_id = $1 AND person_id IN (",
            "SELECT a.person_id FROM person_access a WHERE a.tenant_id = $1 AND a.batch_id = $2 AND a.person_id <= $3)"
        )
    };
}

kernel::statements! {
    RESTRICTED: Kept = "SELECT n.person_id, a.keeper_id, n.sort_name, n.born_on
        FROM person_access a
        JOIN person n ON n.tenant_id = a.tenant_id AND n.person_id = a.person_id
        WHERE a.tenant_id = $1 AND a.restricted AND n.born_on IS NOT NULL
        ORDER BY n.person_id";
    TOUCHED: (i64,) = "SELECT count(*)
        FROM person_access a
        JOIN person n ON n.tenant_id = a.tenant_id AND n.person_id = a.person_id
        WHERE a.tenant_id = $1 AND a.batch_id = $2 AND n.version > 1";
    DROP_NAMES: () = gone!("person_name");
    DROP_TOKENS: () = gone!("search_token");
    DROP_ADDRESSES: () = gone!("address");
    DROP_METHODS: () = gone!("contact_method");
    DROP_MEMBERS: () = gone!("network_member");
    DROP_PLACES: () = gone!("household_member");
    DROP_PEOPLE: () = gone!("person");
    DROP_HOUSEHOLDS: () = "DELETE FROM household
        WHERE tenant_id = $1
          AND household_id IN (
              SELECT h.household_id
              FROM household h
              WHERE h.tenant_id = $1 AND h.batch_id = $2
              ORDER BY h.household_id
              LIMIT $3)";
    DROP_ALERTS: () = "DELETE FROM match_alert WHERE tenant_id = $1 AND alert_id >= $2 AND alert_id <= $3";
}

/// Every SQL text of this store.
pub fn statements() -> Vec<Known> {
    [STATEMENTS.to_vec(), bulk_statements()].concat()
}

/// A person as an import makes them.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The person.
    pub id: PersonId,
    /// Whole name.
    pub full_name: String,
    /// As they wish to be called; the first given name where empty.
    pub known_as: String,
    /// Date of birth.
    pub born_on: Option<Day>,
    /// Whether it is a guess or partly known.
    pub born_about: bool,
    /// Such as she/her.
    pub pronouns: String,
    /// Language, and whether an interpreter is needed.
    pub language: String,
    /// Communication and access needs.
    pub needs: String,
    /// When the record is made.
    pub recorded_at: Instant,
    /// Who makes it.
    pub recorded_by: UserId,
}

/// Makes a person; their access row comes before.
pub fn person(w: &mut Writes, p: Imported) {
    let known_as = if p.known_as.is_empty() { first_word(&p.full_name) } else { p.known_as };
    let sort = sort_name(&p.full_name);
    w.row(
        &PERSON,
        [
            p.id.into(),
            known_as.into(),
            p.full_name.into(),
            sort.into(),
            p.born_on.into(),
            p.born_about.into(),
            p.pronouns.into(),
            p.language.into(),
            p.needs.into(),
            p.recorded_at.into(),
            p.recorded_by.into(),
        ],
    );
}

fn first_word(name: &str) -> String {
    name.split(' ').next().unwrap_or_default().to_owned()
}

/// Adds another name.
pub fn name(w: &mut Writes, person: PersonId, id: Uuid, kind: NameKind, name: String) {
    w.row(&NAME, [person.into(), id.into(), kind.into(), name.into()]);
}

/// Lets a person be found by a word.
pub fn token(w: &mut Writes, person: PersonId, token: String) {
    w.row(&TOKEN, [token.into(), person.into()]);
}

/// Adds the one address an import knows: where they live now.
pub fn address(w: &mut Writes, person: PersonId, id: Uuid, lines: String, code: &str, withheld: bool) {
    let place = tokens::of_place(&lines).unwrap_or_default();
    w.row(
        &ADDRESS,
        [
            person.into(),
            id.into(),
            AddressKind::Home.into(),
            lines.into(),
            postcode(code).into(),
            withheld.into(),
            place.into(),
        ],
    );
}

/// Adds a way to reach somebody; with a rule it is safe only as the rule says.
pub fn method(w: &mut Writes, person: PersonId, id: Uuid, channel: Channel, value: String, rule: String) {
    let safety = if rule.is_empty() { Safety::NotAsked } else { Safety::Careful };
    w.row(&METHOD, [person.into(), id.into(), channel.into(), value.into(), safety.into(), rule.into()]);
}

/// A worker's part in a person's network, as an import knows it.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// What they are to the person.
    pub role: &'static str,
    /// What they do.
    pub doing: &'static str,
    /// Whether they lead.
    pub is_lead: bool,
    /// Since when.
    pub since_on: Day,
    /// Last day, once it has ended.
    pub until_on: Option<Day>,
}

/// Puts a worker into a person's network.
pub fn member(w: &mut Writes, person: PersonId, id: Uuid, user: UserId, part: Part) {
    w.row(
        &MEMBER,
        [
            person.into(),
            id.into(),
            user.into(),
            part.role.into(),
            part.doing.into(),
            part.is_lead.into(),
            part.since_on.into(),
            part.until_on.into(),
        ],
    );
}

/// Makes a household.
pub fn household(w: &mut Writes, id: Uuid) {
    w.row(&HOUSEHOLD, [id.into()]);
}

/// Puts a person into a household.
pub fn household_member(
    w: &mut Writes,
    household: Uuid,
    person: PersonId,
    is_head: bool,
    relationship: String,
) {
    w.row(&HOUSEHOLD_MEMBER, [household.into(), person.into(), is_head.into(), relationship.into()]);
}

/// Tells the keeper of a restricted person, and nobody else, that a new record seems to be that person.
pub fn alert(w: &mut Writes, id: Uuid, (keeper, person): (UserId, PersonId), new: PersonId, at: Instant) {
    w.row(&ALERT, [id.into(), keeper.into(), person.into(), new.into(), at.into()]);
}

/// Every restricted person with a date of birth. For comparing only: nothing of it is shown to anybody.
pub fn restricted(c: &mut dyn Conn, tenant: i64) -> Result<Vec<Kept>> {
    c.all(RESTRICTED, args![tenant])
}

/// How many of a batch's people somebody has changed since. What was added is for the importer to find, by ids.
pub fn touched(c: &mut dyn Conn, tenant: i64, batch: Uuid) -> Result<i64> {
    c.one(TOUCHED, args![tenant, batch]).map(|(n,)| n)
}

/// Takes back a batch's people up to one. Their cases are gone by then.
pub fn drop_people(c: &mut dyn Conn, tenant: i64, batch: Uuid, last: PersonId) -> Result<()> {
    for sql in [DROP_NAMES, DROP_TOKENS, DROP_ADDRESSES, DROP_METHODS, DROP_MEMBERS, DROP_PLACES, DROP_PEOPLE]
    {
        c.exec(sql, args![tenant, batch, last])?;
    }
    Ok(())
}

/// Takes back some of a batch's households, empty by then; how many went.
pub fn drop_households(c: &mut dyn Conn, tenant: i64, batch: Uuid, most: i64) -> Result<u64> {
    c.exec(DROP_HOUSEHOLDS, args![tenant, batch, most])
}

/// Takes back the alerts whose ids lie between two.
pub fn drop_alerts(c: &mut dyn Conn, tenant: i64, (first, last): (Uuid, Uuid)) -> Result<()> {
    c.exec(DROP_ALERTS, args![tenant, first, last]).map(drop)
}
