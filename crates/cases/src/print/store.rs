//! SQL of what is printed and nothing else reads.

use crate::store::read::ActionLine;
use access::{Case, Permit, Person, Read};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// Something that happened in a case, as packs write it.
    #[derive(Clone, Debug)]
    pub struct Happened {
        /// What: `stage:risk`, `opened`.
        pub event: String,
        /// The day.
        pub on_day: Day,
        /// Who wrote it down; empty for the program.
        pub by: String,
    }
}

kernel::statements! {
    HAPPENED: Happened = "SELECT e.event, e.on_day, COALESCE(u.name, '')
        FROM case_event e
        LEFT JOIN app_user u ON u.tenant_id = e.tenant_id AND u.user_id = e.recorded_by
        WHERE e.tenant_id = $1 AND e.case_id = $2 AND e.withdrawn_at IS NULL
        ORDER BY e.on_day, e.recorded_at, e.event_id
        LIMIT 2000";
    OPEN_ACTIONS: ActionLine = concat!("SELECT a.action_id, a.kind, a.what, a.owner_id,
            COALESCE(u.name, a.owner_name), a.due_on, a.due_at, a.done_on, a.outcome, a.person_id
        FROM next_action a
        LEFT JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.owner_id
        WHERE a.tenant_id = $1 AND a.person_id = $6 AND a.done_on IS NULL
          AND (a.case_id IS NULL OR EXISTS (
              SELECT 1 FROM case_access c
              WHERE c.tenant_id = a.tenant_id AND c.case_id = a.case_id AND ", access::may_read_case!(), "))
        ORDER BY a.due_on, a.due_at NULLS LAST, a.action_id
        LIMIT 60");
    SAFE_TIMES: (String,) = concat!("SELECT k.safe_times
        FROM contact_promise k
        JOIN case_access c ON c.tenant_id = k.tenant_id AND c.case_id = k.case_id
        WHERE k.tenant_id = $1 AND k.person_id = $6 AND k.ended_on IS NULL AND k.safe_times <> ''
          AND ", access::may_read_case!(), "
        ORDER BY k.agreed_on DESC, k.promise_id
        LIMIT 1");
}

/// What happened in a case, oldest first: one statement.
pub fn happened(c: &mut dyn Conn, permit: &Permit<Case, Read>) -> Result<Vec<Happened>> {
    c.all(HAPPENED, args![permit.tenant(), permit.id()])
}

/// What is to happen for a person, soonest first: one statement.
pub fn open_actions(c: &mut dyn Conn, permit: &Permit<Person, Read>) -> Result<Vec<ActionLine>> {
    c.all(OPEN_ACTIONS, &permit.scope().args(args![permit.id()]))
}

/// When it is safe to reach the person, as agreed last in a case that the asker may read; empty where nothing was
/// agreed. One statement.
pub fn safe_times(c: &mut dyn Conn, permit: &Permit<Person, Read>) -> Result<String> {
    let row = c.opt(SAFE_TIMES, &permit.scope().args(args![permit.id()]))?;
    Ok(row.map_or(String::new(), |(times,)| times))
}
