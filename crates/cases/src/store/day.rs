//! What a worker's day is made of: what is theirs to do, what changed on their cases, how their caseload stands.

use crate::model::{ActionKind, Channel};
use access::{CaseId, PersonId, Scope};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// Something that is the worker's to do.
    #[derive(Clone, Debug)]
    pub struct MyAction {
        /// The action.
        pub action_id: Uuid,
        /// What kind.
        pub kind: ActionKind,
        /// What is to happen.
        pub what: String,
        /// The day it is due.
        pub due_on: Day,
        /// The time, where one is booked.
        pub due_at: Option<Instant>,
        /// The person it is for.
        pub person_id: PersonId,
        /// Their name.
        pub person: String,
        /// The case whose promised contact it is; `None` for an action. A promised contact is done by recording it.
        pub promised: Option<CaseId>,
    }
}

row! {
    /// Something a colleague wrote on one of the worker's cases.
    #[derive(Clone, Debug)]
    pub struct Change {
        /// The person.
        pub person_id: PersonId,
        /// Their name.
        pub person: String,
        /// How.
        pub channel: Channel,
        /// Who wrote it.
        pub worker: String,
        /// When it was written down.
        pub recorded_at: Instant,
        /// What it says.
        pub summary: String,
    }
}

kernel::statements! {
    // What is booked, and the contact that is promised next in each of the worker's cases, unless a contact or a visit
    // is booked there by that day.
    MINE: MyAction = concat!("SELECT x.action_id, x.kind, x.what, x.due_on, x.due_at, x.person_id, n.full_name, x.promised
        FROM (
            SELECT a.action_id, a.kind, a.what, a.due_on, a.due_at, a.person_id, CAST(NULL AS UUID) AS promised
            FROM next_action a
            WHERE a.tenant_id = $1 AND a.owner_id = $2 AND a.done_on IS NULL AND a.due_on <= $6
            UNION ALL
            SELECT f.case_id, 'contact', 'Promised contact', f.promise_due_on, CAST(NULL AS TIMESTAMPTZ), f.lead_person_id, f.case_id
            FROM case_file f
            WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL AND f.promise_due_on <= $6
              AND NOT EXISTS (
                  SELECT 1 FROM next_action b
                  WHERE b.tenant_id = f.tenant_id AND b.case_id = f.case_id AND b.done_on IS NULL
                    AND b.kind IN ('contact', 'visit') AND b.due_on <= f.promise_due_on)
        ) x
        JOIN person n ON n.tenant_id = $1 AND n.person_id = x.person_id
        JOIN person_access p ON p.tenant_id = $1 AND p.person_id = x.person_id
        WHERE ", access::may_read_person!(), "
        ORDER BY x.due_on, x.due_at NULLS LAST, x.action_id
        LIMIT 100");
    CHANGED: Change = concat!("SELECT n.person_id, n.full_name, k.channel, u.name, k.recorded_at, k.summary
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN contact k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
        JOIN person n ON n.tenant_id = k.tenant_id AND n.person_id = k.person_id
        JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.user_id
        WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL
          AND k.recorded_at > $6 AND k.user_id <> $2
          AND ", access::may_read_case!(), "
        ORDER BY k.recorded_at DESC, k.contact_id
        LIMIT 8");
    LOAD: (i64, i64, i64) = "SELECT count(*),
            CAST(COALESCE(sum(CASE WHEN f.last_contact_at IS NULL OR f.last_contact_at < $3 THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(sum(CASE WHEN EXISTS (
                SELECT 1 FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL)
                THEN 0 ELSE 1 END), 0) AS BIGINT)
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL
          AND (c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))";
}

/// What is the worker's to do, due by `until`, soonest first: one statement.
pub fn mine(c: &mut dyn Conn, scope: &Scope, until: Day) -> Result<Vec<MyAction>> {
    c.all(MINE, &scope.args(args![until]))
}

/// What colleagues wrote on the worker's cases since a moment: one statement.
pub fn changed(c: &mut dyn Conn, scope: &Scope, since: Instant) -> Result<Vec<Change>> {
    c.all(CHANGED, &scope.args(args![since]))
}

/// The worker's open cases; of these, nobody reached for 28 days, and nothing booked: one statement.
pub fn load(c: &mut dyn Conn, scope: &Scope) -> Result<(i64, i64, i64)> {
    c.one(LOAD, args![scope.tenant(), scope.user(), super::caseload::quiet_since(scope.now())])
}
