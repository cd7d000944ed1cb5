//! SQL of the case and its pack, as pages beside the case page read them.

pub mod cards;

use access::{Action, Case, CaseId, Decide, Permit, PersonId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// What every page of a case says about it.
    #[derive(Clone, Debug)]
    pub struct DeskRow {
        /// The reference people quote.
        pub reference: String,
        /// What it is about.
        pub title: String,
        /// What kind of case.
        pub case_type: String,
        /// The version of its pack; 0 when its type has none.
        pub pack_version: i64,
        /// The current risk band; empty when nothing is weighed.
        pub band: String,
        /// Whom it is about.
        pub person_id: PersonId,
        /// Their name.
        pub person: String,
        /// Who it is allocated to.
        pub worker_id: Option<UserId>,
        /// Their name.
        pub worker: Option<String>,
        /// First day.
        pub opened_on: Day,
        /// Last day, once closed.
        pub closed_on: Option<Day>,
        /// Whether somebody was reached.
        pub last_contact: bool,
        /// Whose bank holidays the service keeps.
        pub division: String,
    }
}

row! {
    /// Something that waits for somebody.
    #[derive(Clone, Debug)]
    pub struct Waiting {
        /// `closing`, `decision`, `power`, `letter`, `handover` or `reports`.
        pub kind: String,
        /// The record; for reports, the team.
        pub id: Uuid,
        /// The case; none for reports.
        pub case_id: Option<CaseId>,
        /// Its reference.
        pub reference: String,
        /// What waits: how the case ends, the kind of decision, the power, the letter, the note, the team.
        pub what: String,
        /// Who asked.
        pub by: String,
        /// When.
        pub at: Instant,
        /// How many: more than one for reports.
        pub n: i64,
    }
}

kernel::statements! {
    ROW: DeskRow = "SELECT f.reference, f.title, f.case_type, f.pack_version, f.band, f.lead_person_id,
            n.full_name, f.worker_id, u.name, f.opened_on, f.closed_on,
            CASE WHEN f.last_contact_at IS NULL THEN FALSE ELSE TRUE END, s.division
        FROM case_file f
        JOIN tenant s ON s.tenant_id = f.tenant_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        LEFT JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        WHERE f.tenant_id = $1 AND f.case_id = $2";
}

/// Every SQL text of the pages beside the case page.
pub(crate) fn statements() -> Vec<kernel::db::Known> {
    let risk = crate::risk::store::bulk_statements();
    [
        STATEMENTS,
        cards::STATEMENTS,
        crate::risk::store::STATEMENTS,
        crate::powers::store::STATEMENTS,
        crate::decisions::store::STATEMENTS,
        crate::closing::store::STATEMENTS,
        &risk,
    ]
    .concat()
}

/// What the case's row says: one statement.
pub(crate) fn row<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<DeskRow>
where
    Case: Decide<A>,
{
    c.one(ROW, args![permit.tenant(), permit.id()])
}
