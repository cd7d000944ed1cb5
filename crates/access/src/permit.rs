//! Permits: proof that the policy allowed one action on one record, in this transaction.

use crate::{
    Actor, Case, Person,
    guard::{AccessCode, AddressClass, Reveal},
    model::NOBODY,
};
use kernel::{
    Id, Result,
    db::{Conn, ConnExt, Sql, Val},
};
use std::marker::PhantomData;

/// Something that can be done to a record. The types below are all there are.
pub trait Action: Send + Sync + 'static {
    /// The action's name in the policy and in the audit.
    const NAME: &'static str;
}

macro_rules! actions {
    ($($(#[$meta:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$meta])* #[derive(Clone, Copy, Debug)] pub struct $name;
        impl Action for $name { const NAME: &'static str = $text; })*
    };
}
actions! {
    /// See that somebody is known, and whom to ask.
    ReadWho = "readWho";
    /// Open the record.
    Read = "read";
    /// Change the record.
    Write = "write";
    /// Open a closed case again.
    Reopen = "reopen";
    /// See a withheld address.
    ReadAddress = "readAddress";
    /// See an access code.
    ReadAccess = "readAccess";
}

/// A kind of record on which action `A` is decided by the policy.
pub trait Decide<A: Action>: Send + Sync + 'static {
    /// The kind's name in the audit.
    const KIND: &'static str;
    /// Decides for one record: `$1` to `$5` are [`Scope::args`], `$6` the record. Gives the id of the rule that
    /// decided, with `!` in front when it refused; no row when there is no such record.
    const DECIDE: Sql<(String,)>;
    /// The person the record is about, for the audit; nobody for kinds that may be about several.
    fn person(id: Id<Self>) -> uuid::Uuid;
}

macro_rules! decisions {
    ($($kind:ty, $text:literal, $action:ty, $name:ident, $table:literal, $key:literal, $decide:expr, $person:expr;)*) => {
        kernel::statements! {
            $($name: (String,) = concat!("SELECT ", $decide, " FROM ", $table, " WHERE ", $key) => uncounted;)*
        }
        $(impl Decide<$action> for $kind {
            const KIND: &'static str = $text;
            const DECIDE: Sql<(String,)> = $name;
            fn person(id: Id<Self>) -> uuid::Uuid { $person(id) }
        })*
    };
}
decisions! {
    Case, "case", Read, READ_CASE, "case_access c", "c.tenant_id = $1 AND c.case_id = $6", crate::decide_read_case!(), |_| NOBODY;
    Case, "case", Write, WRITE_CASE, "case_access c", "c.tenant_id = $1 AND c.case_id = $6", crate::decide_write_case!(), |_| NOBODY;
    Case, "case", Reopen, REOPEN_CASE, "case_access c", "c.tenant_id = $1 AND c.case_id = $6", crate::decide_reopen_case!(), |_| NOBODY;
    Person, "person", Read, READ_PERSON, "person_access p", "p.tenant_id = $1 AND p.person_id = $6", crate::decide_read_person!(), Id::uuid;
    Person, "person", Write, WRITE_PERSON, "person_access p", "p.tenant_id = $1 AND p.person_id = $6", crate::decide_write_person!(), Id::uuid;
    Person, "person", ReadWho, READ_WHO, "person_access p", "p.tenant_id = $1 AND p.person_id = $6", crate::decide_read_who_person!(), Id::uuid;
    Person, "person", ReadAddress, READ_ADDRESS, "person_access p", "p.tenant_id = $1 AND p.person_id = $6", crate::decide_read_address_person!(), Id::uuid;
    Person, "person", ReadAccess, READ_ACCESS, "person_access p", "p.tenant_id = $1 AND p.person_id = $6", crate::decide_read_access_person!(), Id::uuid;
}

/// A wish to do `A` to a record of kind `K`, made from an address by somebody signed in. It proves nothing yet:
/// only [`Db::view`](crate::Db::view) and [`Db::change`](crate::Db::change) turn it into a [`Permit`].
#[derive(Clone, Debug)]
pub struct Ref<K: ?Sized, A> {
    pub(crate) actor: Actor,
    pub(crate) id: Id<K>,
    pub(crate) action: PhantomData<fn() -> A>,
}

/// A wish concerning a case.
pub type CaseRef<A> = Ref<Case, A>;
/// A wish concerning a person.
pub type PersonRef<A> = Ref<Person, A>;

impl<K, A> Ref<K, A> {
    /// Who asks. What they may see beyond the record is still the policy's to say.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The address of the record asked for, to build links with.
    pub fn id(&self) -> Id<K> {
        self.id
    }
}

/// Who asks and when: what the predicates need.
#[derive(Clone, Debug)]
pub struct Scope {
    tenant: i64,
    user: uuid::Uuid,
    clearance: i64,
    now: kernel::Instant,
    own_person: uuid::Uuid,
}

impl Scope {
    pub(crate) fn of(actor: &Actor) -> Self {
        Self {
            tenant: actor.tenant,
            user: actor.user.uuid(),
            clearance: actor.clearance,
            now: actor.now,
            own_person: actor.own_person,
        }
    }

    /// Who did something in a past that is written down now, as a demo does. It has no clearance and no record of its
    /// own, and it permits nothing: permits are made from requests alone.
    pub fn told(tenant: i64, user: crate::UserId, at: kernel::Instant) -> Self {
        Self { tenant, user: user.uuid(), clearance: 0, now: at, own_person: crate::NOBODY }
    }

    /// The shared service.
    pub fn tenant(&self) -> i64 {
        self.tenant
    }

    /// The account that asks.
    pub fn user(&self) -> crate::UserId {
        Id::from_uuid(self.user)
    }

    /// The moment of the request.
    pub fn now(&self) -> kernel::Instant {
        self.now
    }

    /// Parameters `$1` to `$5` of every predicate, then `more` as `$6` and on.
    pub fn args(&self, more: &[Val]) -> Vec<Val> {
        let mut args = vec![
            Val::I64(self.tenant),
            Val::Uuid(self.user),
            Val::I64(self.clearance),
            Val::At(self.now),
            Val::Uuid(self.own_person),
        ];
        args.extend_from_slice(more);
        args
    }
}

/// Proof that the policy allowed `A` on one record of kind `K`. Only this crate makes one, and its making is
/// written to the audit in the same breath. It lives as long as the transaction's closure.
#[derive(Debug)]
pub struct Permit<K: ?Sized, A> {
    id: Id<K>,
    basis: String,
    scope: Scope,
    action: PhantomData<fn() -> A>,
}

impl<K: Decide<A>, A: Action> Permit<K, A> {
    /// The record.
    pub fn id(&self) -> Id<K> {
        self.id
    }

    /// The shared service.
    pub fn tenant(&self) -> i64 {
        self.scope.tenant
    }

    /// Who asks and when.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The rule that allowed it: `network`, `team`, `manager`.
    pub fn basis(&self) -> &str {
        &self.basis
    }
}

impl<A: Action> Permit<Person, A> {
    /// Leave to see a withheld address, if the policy gives it.
    pub fn reveal_address(&self, c: &mut dyn Conn) -> Result<Option<Reveal<AddressClass>>> {
        Ok(allowed::<Person, ReadAddress>(c, &self.scope, self.id)?.then(Reveal::new))
    }

    /// Leave to see an access code, if the policy gives it.
    pub fn reveal_access_code(&self, c: &mut dyn Conn) -> Result<Option<Reveal<AccessCode>>> {
        Ok(allowed::<Person, ReadAccess>(c, &self.scope, self.id)?.then(Reveal::new))
    }
}

/// What the policy said about one record.
pub(crate) enum Verdict<K, A> {
    Allowed(Permit<K, A>),
    /// The rule that refused: `conflict`, `restricted`, `none`, `missing`.
    Refused(String),
}

/// Asks the policy. The statement is not counted against a page's budget.
pub(crate) fn decide<K: Decide<A>, A: Action>(
    c: &mut dyn Conn,
    scope: &Scope,
    id: Id<K>,
) -> Result<Verdict<K, A>> {
    let found = c.opt(K::DECIDE, &scope.args(&[Val::from(id)]))?;
    Ok(match found {
        None => Verdict::Refused("missing".to_owned()),
        Some((rule,)) => match rule.strip_prefix('!') {
            Some(refused) => Verdict::Refused(refused.to_owned()),
            None => Verdict::Allowed(Permit { id, basis: rule, scope: scope.clone(), action: PhantomData }),
        },
    })
}

fn allowed<K: Decide<A>, A: Action>(c: &mut dyn Conn, scope: &Scope, id: Id<K>) -> Result<bool> {
    Ok(matches!(decide::<K, A>(c, scope, id)?, Verdict::Allowed(_)))
}
