//! What the hints of somebody's own cases hang on.

use access::{CaseId, PersonId, Scope, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// An open case that somebody holds.
    #[derive(Clone, Debug)]
    pub struct HintCase {
        /// The case.
        pub case_id: CaseId,
        /// The reference people quote.
        pub reference: String,
        /// What kind of case.
        pub case_type: String,
        /// The subject it is listed under.
        pub person_id: PersonId,
        /// Their name.
        pub person: String,
        /// Its risk band.
        pub band: String,
        /// The nearest last day of a running clock.
        pub clock_due_on: Option<Day>,
        /// First day.
        pub opened_on: Day,
        /// Latest successful contact.
        pub last_contact_at: Option<Instant>,
        /// Days between contacts that were agreed; the shortest where there are several.
        pub every_days: Option<i64>,
        /// Whether a child is in it, lives with them or is affected.
        pub children: bool,
        /// Whether somebody is pregnant.
        pub pregnant: bool,
        /// Whether they sleep rough.
        pub rough: bool,
    }
}

// Whether a fact of the case, or of its person, stands.
macro_rules! fact {
    ($which:literal) => {
        concat!(
            "EXISTS (
                SELECT 1 FROM case_fact x
                WHERE x.tenant_id = f.tenant_id AND x.case_id = f.case_id AND x.superseded_at IS NULL AND ",
            $which,
            ") OR EXISTS (
                SELECT 1 FROM case_fact x
                WHERE x.tenant_id = f.tenant_id AND x.person_id = f.lead_person_id AND x.of_person
                  AND x.superseded_at IS NULL AND ",
            $which,
            ")"
        )
    };
}

kernel::statements! {
    CASES: HintCase = concat!("SELECT f.case_id, f.reference, f.case_type, f.lead_person_id, n.full_name, f.band,
            f.clock_due_on, f.opened_on, f.last_contact_at,
            (SELECT min(p.every_days) FROM contact_promise p
                WHERE p.tenant_id = f.tenant_id AND p.case_id = f.case_id AND p.ended_on IS NULL),
            CASE WHEN EXISTS (
                SELECT 1 FROM case_party y
                WHERE y.tenant_id = f.tenant_id AND y.case_id = f.case_id AND y.role = 'child')
              OR ", fact!("((x.field = 'dependent_children' AND x.hundredths > 0)
                  OR (x.field = 'child_affected' AND x.code_value = 'yes'))"), "
              THEN TRUE ELSE FALSE END,
            CASE WHEN ", fact!("x.field = 'pregnant' AND x.code_value = 'yes'"), " THEN TRUE ELSE FALSE END,
            CASE WHEN ", fact!("x.field IN ('accommodation_at_application', 'accommodation_now')
                  AND x.code_value = 'rough-sleeping'"), " THEN TRUE ELSE FALSE END
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        WHERE f.tenant_id = $1 AND f.worker_id = $6 AND f.closed_on IS NULL AND ", access::may_read_case!(), "
        ORDER BY f.opened_on, f.case_id
        LIMIT 500");
}

/// Open cases of somebody that the asker may see, the oldest first: one statement.
pub fn cases(c: &mut dyn Conn, scope: &Scope, user: UserId) -> Result<Vec<HintCase>> {
    c.all(CASES, &scope.args(args![user]))
}
