//! SQL of the address record: addresses and ways to reach a person, as they are and as they were.

use super::add_tokens;
use crate::{
    model::{AddressKind, Channel, NewAddress, NewMethod, Safety, postcode},
    tokens,
};
use access::{Action, Decide, Permit, Person, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use std::collections::BTreeSet;
use uuid::Uuid;

row! {
    /// An address as it is recorded.
    #[derive(Clone, Debug)]
    pub struct AddressLine {
        /// The address.
        pub address_id: Uuid,
        /// What it is to them.
        pub kind: AddressKind,
        /// In one line, without the postcode.
        pub lines: String,
        /// Postcode; empty when none.
        pub postcode: String,
        /// Whether only those who work with them may see it.
        pub withheld: bool,
        /// Key safe or door code; empty when none.
        pub access_code: String,
        /// Since when, if known.
        pub from_on: Option<Day>,
        /// Last day, once they have left.
        pub until_on: Option<Day>,
    }
}

row! {
    /// A way to reach somebody as it is recorded.
    #[derive(Clone, Debug)]
    pub struct WayLine {
        /// The way.
        pub method_id: Uuid,
        /// By what.
        pub channel: Channel,
        /// The number or address.
        pub value: String,
        /// Whether it is safe.
        pub safety: Safety,
        /// How and when; empty when none.
        pub rule: String,
        /// Whether it is the way they asked for.
        pub preferred: bool,
        /// The day it was ended, if it was.
        pub until_on: Option<Day>,
    }
}

row! {
    /// A change to the record.
    #[derive(Clone, Debug)]
    pub struct ChangeLine {
        /// `address` or `way`.
        pub what: String,
        /// `added`, `corrected` or `ended`.
        pub done: String,
        /// What stood there before; empty when it was added.
        pub before: String,
        /// Whether only those who may see a withheld address may see it.
        pub withheld: bool,
        /// Why; empty when it was added.
        pub why: String,
        /// When.
        pub changed_at: Instant,
        /// Who.
        pub by: String,
    }
}

kernel::statements! {
    ADDRESSES: AddressLine = "SELECT address_id, kind, lines, postcode, withheld, access_code, from_on, until_on
        FROM address
        WHERE tenant_id = $1 AND person_id = $2
        ORDER BY until_on DESC NULLS FIRST, from_on DESC NULLS LAST, address_id DESC
        LIMIT 100";
    WAYS: WayLine = "SELECT method_id, channel, value, safety, rule, preferred, until_on
        FROM contact_method
        WHERE tenant_id = $1 AND person_id = $2
        ORDER BY until_on DESC NULLS FIRST, preferred DESC, method_id
        LIMIT 100";
    CHANGES: ChangeLine = "SELECT h.what, h.done, h.before_words, h.withheld, h.why, h.changed_at, COALESCE(u.name, '')
        FROM reach_change h
        LEFT JOIN app_user u ON u.tenant_id = h.tenant_id AND u.user_id = h.changed_by
        WHERE h.tenant_id = $1 AND h.person_id = $2
        ORDER BY h.changed_at DESC, h.change_id DESC
        LIMIT 100";
    SET_ADDRESS: () = "UPDATE address
        SET kind = $4, lines = $5, postcode = $6, withheld = $7, access_code = $8, from_on = $9, until_on = $10,
            place = $11
        WHERE tenant_id = $1 AND person_id = $2 AND address_id = $3";
    SET_WAY: () = "UPDATE contact_method
        SET channel = $4, value = $5, safety = $6, rule = $7, preferred = $8, until_on = $9
        WHERE tenant_id = $1 AND person_id = $2 AND method_id = $3";
    ONE_PREFERRED: () = "UPDATE contact_method
        SET preferred = FALSE
        WHERE tenant_id = $1 AND person_id = $2 AND method_id <> $3 AND preferred";
    KEEP: () = "INSERT INTO reach_change (
            tenant_id, person_id, change_id, what, done, before_words, withheld, why, changed_at, changed_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
}

/// The record of a person.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Addresses, those that hold now first.
    pub addresses: Vec<AddressLine>,
    /// Ways to reach them, those in use first.
    pub ways: Vec<WayLine>,
    /// What was changed, latest first.
    pub changes: Vec<ChangeLine>,
}

/// The whole record: three statements.
pub fn record<A: Action>(c: &mut dyn Conn, permit: &Permit<Person, A>) -> Result<Reach>
where
    Person: Decide<A>,
{
    let args = args![permit.tenant(), permit.id()];
    Ok(Reach { addresses: c.all(ADDRESSES, args)?, ways: c.all(WAYS, args)?, changes: c.all(CHANGES, args)? })
}

/// A change, to be kept beside what it made.
#[derive(Clone, Debug)]
pub struct NewChange {
    /// The change.
    pub change_id: Uuid,
    /// `added`, `corrected` or `ended`.
    pub done: &'static str,
    /// What stood there before.
    pub before: String,
    /// Whether only those who may see a withheld address may see it.
    pub withheld: bool,
    /// Why.
    pub why: String,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: UserId,
}

fn keep<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Person, A>,
    what: &'static str,
    n: &NewChange,
) -> Result<()>
where
    Person: Decide<A>,
{
    let (tenant, person) = (permit.tenant(), permit.id());
    let args = args![tenant, person, n.change_id, what, n.done, &n.before, n.withheld, &n.why, n.at, n.by];
    c.exec(KEEP, args).map(drop)
}

/// Sets an address that is there, or adds it, and keeps what stood there before. A refuge is withheld whatever is
/// said.
pub fn save_address<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Person, A>,
    (id, a): (Uuid, &NewAddress),
    change: &NewChange,
) -> Result<()>
where
    Person: Decide<A>,
{
    let (tenant, person) = (permit.tenant(), permit.id());
    let withheld = a.withheld || a.kind == AddressKind::Refuge;
    let (code, lines, access) = (postcode(&a.postcode), &a.lines, &a.access_code);
    let place = tokens::of_place(lines).unwrap_or_default();
    let args =
        args![tenant, person, id, a.kind, lines, &code, withheld, access, a.from_on, a.until_on, &place];
    if c.exec(SET_ADDRESS, args)? == 0 {
        super::add_address(c, tenant, person, id, a)?;
    }
    keep(c, permit, "address", change)
}

/// Sets a way that is there, or adds it, and keeps what stood there before. One way at most is the one they asked
/// for; telephone numbers can be searched for, old ones too.
pub fn save_way<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Person, A>,
    (id, m, until_on): (Uuid, &NewMethod, Option<Day>),
    change: &NewChange,
) -> Result<()>
where
    Person: Decide<A>,
{
    let (tenant, person) = (permit.tenant(), permit.id());
    let args = args![tenant, person, id, m.channel, &m.value, m.safety, &m.rule, m.preferred, until_on];
    if c.exec(SET_WAY, args)? == 0 {
        super::add_method(c, tenant, person, id, m)?;
    } else if let Some(token) = tokens::of_phone(&m.value) {
        add_tokens(c, tenant, person, &BTreeSet::from([token]))?;
    }
    if m.preferred {
        c.exec(ONE_PREFERRED, args![tenant, person, id])?;
    }
    keep(c, permit, "way", change)
}
