//! The audit as a test reads it.

use kernel::{
    Instant, args,
    db::{ConnExt, Db},
};
use uuid::Uuid;

kernel::row! {
    /// Who and what, of one event.
    struct Deed {
        event: Uuid,
        at: Instant,
        actor: Uuid,
        organisation: Uuid,
        session: Uuid,
        request: Uuid,
        action: String,
        object_type: String,
        object: Uuid,
        person: Uuid,
        outcome: String,
        basis: String,
        purpose: String,
        subjects: Option<Vec<u8>>,
        commitment: Vec<u8>,
        salt: Option<Vec<u8>>,
        detail: Option<Vec<u8>>,
    }
}

kernel::statements! {
    AFTER: Deed = "SELECT e.event_id, e.at_ts, e.actor_id, e.acting_agency_id, e.session_ref, e.request_id, e.action,
            e.object_type, e.object_id, e.person_id, e.outcome, e.basis, e.purpose, e.subjects, e.detail_commit,
            d.salt, d.detail
        FROM audit_event e
        LEFT JOIN audit_detail d ON d.tenant_id = e.tenant_id AND d.event_id = e.event_id
        WHERE e.tenant_id = $1 AND e.event_id > $2
        ORDER BY e.event_id" => uncounted;
}

/// One event of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// The event.
    pub event: Uuid,
    /// When.
    pub at: Instant,
    /// Who; all zeros for nobody.
    pub actor: Uuid,
    /// For which organisation.
    pub organisation: Uuid,
    /// In which session.
    pub session: Uuid,
    /// In which request.
    pub request: Uuid,
    /// What was done or asked for.
    pub action: String,
    /// To what kind of record.
    pub object_type: String,
    /// To which record; all zeros for none.
    pub object: Uuid,
    /// About which person; all zeros for none or many.
    pub person: Uuid,
    /// Whether it was let happen.
    pub allowed: bool,
    /// The rule that decided.
    pub basis: String,
    /// The reason given.
    pub purpose: String,
    /// Ids shown in a list, unpacked; empty for none.
    pub subjects: Vec<Uuid>,
    /// The commitment to the detail.
    pub commitment: Vec<u8>,
    /// Salt of the commitment; empty when there is no detail.
    pub salt: Vec<u8>,
    /// The detail; empty when there is none.
    pub detail: String,
}

impl AuditRow {
    /// `read case allowed network`: what most tests ask about.
    pub fn summary(&self) -> String {
        let outcome = if self.allowed { "allowed" } else { "refused" };
        format!("{} {} {outcome} {}", self.action, self.object_type, self.basis).trim_end().to_owned()
    }
}

/// Every event of the audit, oldest first.
pub fn audit(db: &Db) -> Vec<AuditRow> {
    audit_after(db, Uuid::nil())
}

/// The events after one, oldest first: for tests that look at the audit often.
pub fn audit_after(db: &Db, event: Uuid) -> Vec<AuditRow> {
    let tenant = db.tenant();
    let rows = db.report_now(move |c| c.all(AFTER, args![tenant, event])).expect("the audit can be read");
    rows.into_iter().map(unpack).collect()
}

fn unpack(row: Deed) -> AuditRow {
    let packed = row.subjects.unwrap_or_default();
    assert!(
        packed.len().is_multiple_of(16),
        "ids of a list are packed 16 bytes each, these are {} bytes",
        packed.len()
    );
    let subjects = packed.chunks(16).map(|id| Uuid::from_slice(id).expect("16 bytes")).collect();
    AuditRow {
        event: row.event,
        at: row.at,
        actor: row.actor,
        organisation: row.organisation,
        session: row.session,
        request: row.request,
        action: row.action,
        object_type: row.object_type,
        object: row.object,
        person: row.person,
        allowed: row.outcome == "allowed",
        basis: row.basis,
        purpose: row.purpose,
        subjects,
        commitment: row.commitment,
        salt: row.salt.unwrap_or_default(),
        detail: String::from_utf8(row.detail.unwrap_or_default()).expect("a detail is text"),
    }
}
