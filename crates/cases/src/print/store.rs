//! SQL of what is printed and nothing else reads.

use access::{Case, Permit, Person, Read};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// Something that happened in a case.
    #[derive(Clone, Debug)]
    pub struct Happened {
        /// What: as packs write it (`stage:risk`, `opened`), or `power used`, `help STEP`, `case PART`, `case left` and
        /// [`LETTER`].
        pub event: String,
        /// The day; `None` for a letter.
        pub on_day: Option<Day>,
        /// The moment, where it is known.
        pub at: Option<Instant>,
        /// Who wrote it down; empty for the program.
        pub by: String,
        /// Its name: a power, help, a worker; empty where the event says it.
        pub what: String,
        /// What was said about it: how it was served, why somebody got the case.
        pub words: String,
        /// What came of it.
        pub more: String,
    }
}

/// A letter that was sent.
pub const LETTER: &str = "letter sent";

kernel::statements! {
    // What was recorded as an event, and what has a record of its own, so that one statement tells all.
    HAPPENED: Happened = "SELECT x.event, x.on_day, x.at, COALESCE(u.name, ''), x.what, x.words, x.more
        FROM (
            SELECT e.event, e.on_day, CAST(NULL AS TIMESTAMPTZ) AS at, e.recorded_by AS by_id, e.recorded_at,
                e.event_id AS id, '' AS what, '' AS words, '' AS more
            FROM case_event e
            WHERE e.tenant_id = $1 AND e.case_id = $2 AND e.withdrawn_at IS NULL
            UNION ALL
            SELECT 'power used', w.served_on, w.served_at, w.recorded_by, w.recorded_at, w.use_id, w.power_name,
                w.served_how, w.outcome
            FROM power_use w
            WHERE w.tenant_id = $1 AND w.case_id = $2 AND w.served_on IS NOT NULL
            UNION ALL
            SELECT 'help ' || s.kind, s.on_day, NULL, s.recorded_by, s.recorded_at, s.step_id, i.label, s.words, ''
            FROM intervention i
            JOIN intervention_step s ON s.tenant_id = i.tenant_id AND s.intervention_id = i.intervention_id
            WHERE i.tenant_id = $1 AND i.case_id = $2
            UNION ALL
            SELECT 'case ' || a.part, a.from_on, NULL, a.recorded_by, a.recorded_at, a.allocation_id, z.name, a.reason, ''
            FROM allocation a
            JOIN app_user z ON z.tenant_id = a.tenant_id AND z.user_id = a.user_id
            WHERE a.tenant_id = $1 AND a.case_id = $2
            UNION ALL
            SELECT 'case left', a.until_on, NULL, NULL, a.recorded_at, a.allocation_id, z.name, a.ended_why, ''
            FROM allocation a
            JOIN app_user z ON z.tenant_id = a.tenant_id AND z.user_id = a.user_id
            WHERE a.tenant_id = $1 AND a.case_id = $2 AND a.until_on IS NOT NULL AND a.ended_why <> ''
            UNION ALL
            SELECT 'letter sent', NULL, l.sent_at, l.sent_by, l.changed_at, l.letter_id, l.title, '', ''
            FROM letter l
            WHERE l.tenant_id = $1 AND l.case_id = $2 AND l.sent_at IS NOT NULL
        ) x
        LEFT JOIN app_user u ON u.tenant_id = $1 AND u.user_id = x.by_id
        ORDER BY x.on_day NULLS LAST, x.recorded_at, x.id
        LIMIT 4000";
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
