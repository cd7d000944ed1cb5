//! The audit: one row for each look, search, change and refusal, on disk before the answer leaves.
//!
//! An event holds ids, never names or free text. What it was about in words (search terms, old and new values)
//! lies in `audit_detail`, which can be erased; the event commits to it by a salted hash, so that it stays
//! provable what the detail was. Sealing the rows into a tree comes later and needs nothing added here.

use crate::{Actor, model::NOBODY};
use kernel::{
    Chance, Instant, Result, args,
    db::{Conn, ConnExt},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

kernel::statements! {
    // A commit whose answer was lost is tried again: the same event is then already there.
    ADD: () = "INSERT INTO audit_event (
            tenant_id, event_id, at_ts, actor_id, acting_agency_id, session_ref, action, object_type, object_id,
            person_id, outcome, basis, purpose, request_id, subjects, detail_commit)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        ON CONFLICT (tenant_id, event_id) DO NOTHING" => uncounted;
    ADD_DETAIL: () = "INSERT INTO audit_detail (tenant_id, event_id, salt, detail)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant_id, event_id) DO NOTHING" => uncounted;
}

/// One event, made before its transaction so that running that again writes the same.
#[derive(Clone, Debug)]
pub struct Event {
    pub(crate) tenant: i64,
    pub(crate) id: Uuid,
    pub(crate) at: Instant,
    pub(crate) actor: Uuid,
    pub(crate) organisation: Uuid,
    pub(crate) session: Uuid,
    pub(crate) request: Uuid,
    pub(crate) salt: [u8; 32],
    /// What was done or asked for: the policy's action, or `find`, `suggest`, `sign_in`…
    pub action: &'static str,
    /// The kind of record.
    pub object_type: &'static str,
    /// The record, all zeros for none.
    pub object: Uuid,
    /// The person it is about, all zeros for none or many.
    pub person: Uuid,
    /// Whether it was let happen.
    pub allowed: bool,
    /// The rule that decided.
    pub basis: String,
    /// The reason given, where one was asked for.
    pub purpose: String,
    /// Ids shown in a list.
    pub subjects: Vec<Uuid>,
    /// Search terms, or what changed; erasable.
    pub detail: String,
}

impl Event {
    /// An event of somebody signed in.
    pub fn by(actor: &Actor, chance: &Chance, action: &'static str) -> Self {
        Self {
            actor: actor.user.uuid(),
            organisation: actor.organisation.uuid(),
            session: actor.session,
            request: actor.request,
            ..Self::of_nobody(actor.tenant, actor.now, chance, action)
        }
    }

    /// An event before anybody is signed in, or of the program itself.
    pub fn of_nobody(tenant: i64, at: Instant, chance: &Chance, action: &'static str) -> Self {
        let mut salt = [0; 32];
        chance.fill(&mut salt);
        Self {
            tenant,
            id: chance.uuid(at),
            at,
            actor: NOBODY,
            organisation: NOBODY,
            session: NOBODY,
            request: NOBODY,
            salt,
            action,
            object_type: "none",
            object: NOBODY,
            person: NOBODY,
            allowed: true,
            basis: String::new(),
            purpose: String::new(),
            subjects: Vec::new(),
            detail: String::new(),
        }
    }

    /// Puts the account into an event made before it was known.
    pub fn with_actor(mut self, user: Uuid, organisation: Uuid, session: Uuid) -> Self {
        (self.actor, self.organisation, self.session) = (user, organisation, session);
        self
    }

    /// SHA-256 over salt and detail; over nothing where there is no detail, since then there is nothing to prove.
    fn commitment(&self) -> Vec<u8> {
        if self.detail.is_empty() {
            return Sha256::digest(b"").to_vec();
        }
        Sha256::new().chain_update(self.salt).chain_update(self.detail.as_bytes()).finalize().to_vec()
    }

    /// Writes the event; it is durable when the transaction is.
    pub fn write(&self, c: &mut dyn Conn) -> Result<()> {
        let subjects = (!self.subjects.is_empty())
            .then(|| self.subjects.iter().flat_map(|id| id.into_bytes()).collect::<Vec<u8>>());
        c.exec(
            ADD,
            args![
                self.tenant,
                self.id,
                self.at,
                self.actor,
                self.organisation,
                self.session,
                self.action,
                self.object_type,
                self.object,
                self.person,
                if self.allowed { "allowed" } else { "refused" },
                &self.basis,
                &self.purpose,
                self.request,
                subjects,
                self.commitment(),
            ],
        )?;
        if !self.detail.is_empty() {
            c.exec(ADD_DETAIL, args![self.tenant, self.id, &self.salt[..], self.detail.as_bytes()])?;
        }
        Ok(())
    }
}
