//! SQL of facts that were recorded twice: the same field of a person, in two of their cases.

use access::PersonId;
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A fact of a person, and the same one recorded later in another case.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Again {
        /// The field.
        pub field: String,
        /// The person, to tell people apart: never shown.
        pub person_id: PersonId,
        /// When it was recorded first.
        pub first_at: Instant,
        /// With what it was recorded again.
        pub entry_id: Uuid,
        /// When it was recorded again.
        pub again_at: Instant,
    }
}

kernel::statements! {
    // Facts of a person are known in all their cases: writing them down again is work that nobody needs.
    AGAIN: Again = "SELECT DISTINCT a.field, a.person_id, a.recorded_at, b.entry_id, b.recorded_at
        FROM case_fact a
        JOIN case_fact b ON b.tenant_id = a.tenant_id AND b.person_id = a.person_id AND b.field = a.field
            AND b.of_person AND b.case_id <> a.case_id AND b.recorded_at > a.recorded_at
        JOIN fact_entry e ON e.tenant_id = b.tenant_id AND e.entry_id = b.entry_id
        WHERE a.tenant_id = $1 AND a.of_person AND a.absent = '' AND b.absent = ''
          AND b.recorded_at >= $2 AND b.recorded_at <= $3 AND e.withdrawn_at IS NULL
        ORDER BY a.field, a.person_id, b.entry_id, a.recorded_at
        LIMIT 200000";
}

/// Facts that were recorded again between two moments, each with every earlier time: one statement.
pub fn again(c: &mut dyn Conn, tenant: i64, (from, to): (Instant, Instant)) -> Result<Vec<Again>> {
    c.all(AGAIN, args![tenant, from, to])
}
