//! Every open case of a worker with what its facts say is missing: the conditions of the queues, side by side.

use access::{CaseId, Scope, UserId};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// An open case with what is missing in it.
    #[derive(Clone, Debug)]
    pub struct Why {
        /// The case.
        pub case_id: CaseId,
        /// The reference.
        pub reference: String,
        /// What it is about.
        pub title: String,
        /// The subject it is listed under.
        pub person: String,
        /// A step of the plan should have been done.
        pub late_step: bool,
        /// A clock is near its last day, or past it.
        pub clock: bool,
        /// The risk band is the highest of its tool.
        pub high: bool,
        /// A promised contact is overdue.
        pub promise: bool,
        /// There is no exit plan.
        pub no_exit: bool,
        /// Nothing is booked.
        pub unbooked: bool,
    }
}

macro_rules! flag {
    ($when:expr) => {
        concat!("CASE WHEN ", $when, " THEN TRUE ELSE FALSE END")
    };
}

kernel::statements! {
    WHY: Why = concat!("SELECT f.case_id, f.reference, f.title, n.full_name,
            ", flag!(crate::queues::late_step!("$7")), ",
            ", flag!(crate::queues::clock!("$7")), ",
            ", flag!("EXISTS (
                SELECT 1 FROM risk_assessment r
                WHERE r.tenant_id = f.tenant_id AND r.case_id = f.case_id AND r.band = f.band AND r.band_rank = 0)"), ",
            ", flag!("f.promise_due_on < $7"), ",
            ", flag!(crate::queues::no_exit!()), ",
            ", flag!(crate::queues::unbooked!()), "
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        WHERE f.tenant_id = $1
          AND f.closed_on IS NULL
          AND f.worker_id = $6
          AND ", access::may_read_case!(), "
        ORDER BY f.opened_on, f.case_id
        LIMIT 100");
}

/// A worker's open cases that the asker may read, the longest open first, each with what is missing: one statement.
pub fn of_worker(c: &mut dyn Conn, scope: &Scope, worker: UserId) -> Result<Vec<Why>> {
    c.all(WHY, &scope.args(args![worker, Day::of(scope.now())]))
}
