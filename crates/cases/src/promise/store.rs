//! SQL of contact promises, and of the day that each case keeps for its lists.

use super::model::{Term, nearest};
use crate::model::Channel;
use access::{Action, Case, CaseId, Decide, Permit, PersonId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A version of what was agreed with somebody.
    #[derive(Clone, Debug)]
    pub struct Promise {
        /// To whom.
        pub person_id: PersonId,
        /// How.
        pub channel: Channel,
        /// Days between contacts at most.
        pub every_days: i64,
        /// When it is safe; empty when any time is.
        pub safe_times: String,
        /// With whom it was agreed.
        pub agreed_with: String,
        /// On which day.
        pub agreed_on: Day,
        /// The day another took its place.
        pub ended_on: Option<Day>,
        /// Who wrote it down.
        pub recorded_by: String,
        /// When.
        pub recorded_at: Instant,
    }
}

impl Promise {
    /// What counts of it.
    pub fn term(&self) -> Term {
        Term { agreed_on: self.agreed_on, every_days: self.every_days, ended_on: self.ended_on }
    }
}

row! {
    /// A way to reach somebody of a case.
    #[derive(Clone, Debug)]
    pub struct WayOf {
        /// Whom.
        pub person_id: PersonId,
        /// By what.
        pub channel: people::model::Channel,
        /// The number or address.
        pub value: String,
        /// Whether it is safe.
        pub safety: people::model::Safety,
        /// How and when; empty when none.
        pub rule: String,
        /// Whether it is the way they asked for.
        pub preferred: bool,
    }
}

row! {
    struct InForce {
        person_id: PersonId,
        every_days: i64,
        agreed_on: Day,
        last_reached: Option<Day>,
    }
}

kernel::statements! {
    OF_CASE: Promise = "SELECT k.person_id, k.channel, k.every_days, k.safe_times, k.agreed_with, k.agreed_on, k.ended_on,
            COALESCE(u.name, ''), k.recorded_at
        FROM contact_promise k
        LEFT JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.recorded_by
        WHERE k.tenant_id = $1 AND k.case_id = $2
        ORDER BY k.person_id, k.agreed_on, k.recorded_at, k.promise_id
        LIMIT 200";
    TRIES: (PersonId, Day, bool) = "SELECT k.person_id, k.occurred_on,
            CASE WHEN k.outcome = 'successful' THEN TRUE ELSE FALSE END
        FROM contact k
        WHERE k.tenant_id = $1 AND k.case_id = $2 AND k.outcome <> 'none' AND k.corrected_at IS NULL
        ORDER BY k.occurred_on DESC, k.contact_id
        LIMIT 2000";
    IN_FORCE: InForce = "SELECT k.person_id, k.every_days, k.agreed_on,
            (SELECT max(x.occurred_on) FROM contact x
                WHERE x.tenant_id = k.tenant_id AND x.case_id = k.case_id AND x.person_id = k.person_id
                  AND x.outcome = 'successful' AND x.corrected_at IS NULL AND x.occurred_on > k.agreed_on)
        FROM contact_promise k
        WHERE k.tenant_id = $1 AND k.case_id = $2 AND k.ended_on IS NULL
        ORDER BY k.person_id
        LIMIT 100";
    WAYS: WayOf = "SELECT m.person_id, m.channel, m.value, m.safety, m.rule, m.preferred
        FROM contact_method m
        WHERE m.tenant_id = $1
          AND m.until_on IS NULL
          AND m.person_id IN (
              SELECT k.person_id FROM contact_promise k
              WHERE k.tenant_id = $1 AND k.case_id = $2 AND k.ended_on IS NULL)
        ORDER BY m.person_id, m.preferred DESC, m.method_id
        LIMIT 200";
    SET_DUE: () = "UPDATE case_file
        SET promise_due_on = $3
        WHERE tenant_id = $1 AND case_id = $2";
    END: () = "UPDATE contact_promise
        SET ended_on = $4
        WHERE tenant_id = $1 AND case_id = $2 AND person_id = $3 AND ended_on IS NULL";
    ADD: () = "INSERT INTO contact_promise (
            tenant_id, promise_id, case_id, person_id, channel, every_days, safe_times, agreed_with, agreed_on,
            recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
}

/// A promise to be recorded.
#[derive(Clone, Debug)]
pub struct NewPromise {
    /// The version.
    pub promise_id: Uuid,
    /// To whom.
    pub person: PersonId,
    /// How.
    pub channel: Channel,
    /// Days between contacts at most, 1 to 366.
    pub every_days: i64,
    /// When it is safe; empty when any time is.
    pub safe_times: String,
    /// With whom it was agreed.
    pub agreed_with: String,
    /// On which day.
    pub agreed_on: Day,
    /// When it is written down.
    pub recorded_at: Instant,
    /// Who writes it down.
    pub recorded_by: UserId,
}

/// Every version of what was agreed in a case, by person and then oldest first: one statement.
pub fn of_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Promise>>
where
    Case: Decide<A>,
{
    c.all(OF_CASE, args![permit.tenant(), permit.id()])
}

/// Contacts and attempts of a case, the latest 2,000: whom, when, whether they were reached: one statement.
pub fn tries<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<(PersonId, Day, bool)>>
where
    Case: Decide<A>,
{
    c.all(TRIES, args![permit.tenant(), permit.id()])
}

/// All ways to reach whoever something is agreed with in the case: one statement.
pub fn ways<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<WayOf>>
where
    Case: Decide<A>,
{
    c.all(WAYS, args![permit.tenant(), permit.id()])
}

/// Records what was agreed; the version before it ends that day, and the case's next promised contact moves.
pub fn add(c: &mut dyn Conn, tenant: i64, case: CaseId, n: &NewPromise) -> Result<()> {
    c.exec(END, args![tenant, case, n.person, n.agreed_on])?;
    c.exec(
        ADD,
        args![
            tenant,
            n.promise_id,
            case,
            n.person,
            n.channel,
            n.every_days,
            &n.safe_times,
            &n.agreed_with,
            n.agreed_on,
            n.recorded_at,
            n.recorded_by
        ],
    )?;
    crate::plan::store::write::grow(c, tenant, case)?;
    refresh(c, tenant, case)
}

/// Works out anew by when the next promised contact of a case is due, from its promises and contacts: two
/// statements, one where nothing is promised. Recording a contact does it; whoever writes contacts in another way
/// calls it after.
pub fn refresh(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<()> {
    let promised: Vec<(PersonId, Term, Option<Day>)> = c
        .all(IN_FORCE, args![tenant, case])?
        .into_iter()
        .map(|p| {
            let term = Term { agreed_on: p.agreed_on, every_days: p.every_days, ended_on: None };
            (p.person_id, term, p.last_reached)
        })
        .collect();
    match nearest(&promised) {
        None => Ok(()),
        Some(due) => c.exec(SET_DUE, args![tenant, case, due]).map(drop),
    }
}
