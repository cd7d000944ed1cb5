//! SQL of what is printed and nothing else reads.

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

/// When it is safe to reach the person, as agreed last in a case that the asker may read; empty where nothing was
/// agreed. One statement.
pub fn safe_times(c: &mut dyn Conn, permit: &Permit<Person, Read>) -> Result<String> {
    let row = c.opt(SAFE_TIMES, &permit.scope().args(args![permit.id()]))?;
    Ok(row.map_or(String::new(), |(times,)| times))
}
