//! SQL of records: their marks, their corrections, and how soon a worker writes.

use super::{Buckets, model::Marks};
use crate::{
    model::{Channel, Direction, NewContact, Outcome},
    promise, work,
};
use access::{Action, Decide, Permit, Person, PersonId, Scope, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// An entry as it is opened for a correction.
    #[derive(Clone, Debug)]
    pub struct Entry {
        /// The person it is about.
        pub person_id: PersonId,
        /// The case it belongs to.
        pub case_id: Option<access::CaseId>,
        /// How.
        pub channel: Channel,
        /// Who began it.
        pub direction: Direction,
        /// Whether they were reached.
        pub outcome: Outcome,
        /// With whom, where not the person alone.
        pub with_whom: String,
        /// What was said and agreed.
        pub summary: String,
        /// When it happened.
        pub occurred_at: Instant,
        /// When it was written down.
        pub recorded_at: Instant,
        /// Who wrote it.
        pub worker: String,
        /// When it was corrected already.
        pub corrected_at: Option<Instant>,
    }
}

kernel::statements! {
    MARK: () = "UPDATE contact
        SET seen = $3, alone = $4, said = $5, saw = $6, thinks = $7, reported = $8
        WHERE tenant_id = $1 AND contact_id = $2";
    // The asker may read the person; an entry of a case needs leave for the case besides.
    ENTRY: Entry = concat!("SELECT k.person_id, k.case_id, k.channel, k.direction, k.outcome, k.with_whom, k.summary,
            k.occurred_at, k.recorded_at, u.name, k.corrected_at
        FROM contact k
        JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.user_id
        WHERE k.tenant_id = $1 AND k.person_id = $6 AND k.contact_id = $7
          AND (k.case_id IS NULL OR EXISTS (
              SELECT 1 FROM case_access c
              WHERE c.tenant_id = k.tenant_id AND c.case_id = k.case_id AND ", access::may_write_case!(), "))");
    CORRECTS: () = "UPDATE contact
        SET corrects_id = $3, corrects_why = $4
        WHERE tenant_id = $1 AND contact_id = $2";
    CORRECTED: () = "UPDATE contact
        SET corrected_at = $3
        WHERE tenant_id = $1 AND contact_id = $2 AND corrected_at IS NULL";
    LAST_AGAIN: () = "UPDATE case_file
        SET last_contact_at = (
            SELECT max(k.occurred_at) FROM contact k
            WHERE k.tenant_id = $1 AND k.case_id = $2 AND k.outcome = 'successful' AND k.corrected_at IS NULL)
        WHERE tenant_id = $1 AND case_id = $2";
    TAKE_BACK: () = "UPDATE case_event
        SET withdrawn_at = $3
        WHERE tenant_id = $1 AND source_id = $2 AND withdrawn_at IS NULL";
    MARKED: (bool,) = "SELECT CASE WHEN EXISTS (
                SELECT 1 FROM alert a
                WHERE a.tenant_id = $1 AND a.person_id = $2 AND a.from_on <= $3
                  AND (a.until_on IS NULL OR a.until_on >= $3))
            OR EXISTS (
                SELECT 1 FROM address d
                WHERE d.tenant_id = $1 AND d.person_id = $2 AND d.withheld
                  AND (d.until_on IS NULL OR d.until_on >= $3))
            THEN TRUE ELSE FALSE END
        FROM person n
        WHERE n.tenant_id = $1 AND n.person_id = $2";
    DELAYS: (Day, Instant) = "SELECT k.occurred_on, k.recorded_at
        FROM case_file f
        JOIN contact k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.worker_id = $2 AND k.user_id = $2 AND k.occurred_on >= $3
          AND k.channel <> 'note' AND k.corrects_id IS NULL
        ORDER BY k.occurred_on DESC, k.contact_id
        LIMIT 5000";
}

/// Writes down what an entry keeps apart, in the transaction that adds it.
pub fn mark(c: &mut dyn Conn, tenant: i64, contact: Uuid, marks: &Marks) -> Result<()> {
    if marks.is_empty() {
        return Ok(());
    }
    let alone = marks.alone.map_or("", super::model::Alone::code);
    c.exec(
        MARK,
        args![tenant, contact, &marks.seen, alone, &marks.said, &marks.saw, &marks.thinks, &marks.reported],
    )
    .map(drop)
}

/// An entry about the person, if the asker may write where it belongs: one statement.
pub fn entry<A: Action>(c: &mut dyn Conn, permit: &Permit<Person, A>, contact: Uuid) -> Result<Entry>
where
    Person: Decide<A>,
{
    c.opt(ENTRY, &permit.scope().args(args![permit.id(), contact]))?.ok_or(Error::NotFound)
}

/// Appends a correction: the new entry stands beside the old one, and the old one is not counted any more.
pub fn correct(c: &mut dyn Conn, tenant: i64, old: Uuid, n: &NewContact, why: &str) -> Result<()> {
    if c.exec(CORRECTED, args![tenant, old, n.recorded_at])? == 0 {
        return Err(Error::Conflict(
            "Somebody corrected this entry before you. Correct their correction.".to_owned(),
        ));
    }
    c.exec(TAKE_BACK, args![tenant, old, n.recorded_at])?;
    crate::store::add_contact(c, tenant, n)?;
    c.exec(CORRECTS, args![tenant, n.contact_id, old, why])?;
    let Some(case) = n.case else { return Ok(()) };
    c.exec(LAST_AGAIN, args![tenant, case])?;
    promise::store::refresh(c, tenant, case)?;
    work::settle(c, tenant, case, n.user, n.recorded_at)
}

/// Whether a person has a warning in force or an address that is withheld: one statement.
pub fn has_safety_marker<A: Action>(c: &mut dyn Conn, permit: &Permit<Person, A>) -> Result<bool>
where
    Person: Decide<A>,
{
    let today = Day::of(permit.scope().now());
    Ok(c.one(MARKED, args![permit.tenant(), permit.id(), today])?.0)
}

/// How soon a worker writes down contacts and attempts that happened since a day, on the cases allocated to them:
/// one statement. For their own eyes first; corrections are not counted, the entry they correct is.
pub fn delays(c: &mut dyn Conn, scope: &Scope, user: UserId, since: Day) -> Result<Buckets> {
    let mut delays = Buckets::of_delays();
    for (happened, recorded) in c.all(DELAYS, args![scope.tenant(), user, since])? {
        delays.add_delay(happened, Day::of(recorded));
    }
    Ok(delays)
}
