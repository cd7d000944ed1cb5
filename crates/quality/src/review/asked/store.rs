//! SQL of reviews that somebody asks for.

use access::{Action, Case, CaseId, Decide, Permit, Scope, UserId};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// What asking for a review needs to know of a case.
    #[derive(Clone, Debug)]
    pub struct Of {
        /// Its reference.
        pub reference: String,
        /// Whom it is about, as they wish to be called.
        pub known_as: String,
        /// Its kind.
        pub case_type: String,
        /// Who holds it.
        pub worker_id: Option<UserId>,
        /// Last day, once closed.
        pub closed_on: Option<Day>,
    }
}

kernel::statements! {
    OF: Of = "SELECT f.reference, n.known_as, f.case_type, f.worker_id, f.closed_on
        FROM case_file f
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        WHERE f.tenant_id = $1 AND f.case_id = $2";
    ASK: () = "INSERT INTO case_review (
            tenant_id, review_id, case_id, team_id, worker_id, form_id, form_version, month, place, directed, why,
            drawn_on, state, praise, voice, response, disagrees, version, second, asked_by)
        SELECT f.tenant_id, $3, f.case_id, f.team_id, f.worker_id, $4, $5, $6, 0, TRUE, $7, $8, 'drawn', '', '', '',
            FALSE, 1, FALSE, $9
        FROM case_file f
        WHERE f.tenant_id = $1 AND f.case_id = $2
          AND f.worker_id IS NOT NULL
          AND f.worker_id <> $9
          AND f.closed_on IS NULL
          AND NOT EXISTS (
              SELECT 1
              FROM case_review r
              WHERE r.tenant_id = $1 AND r.case_id = $2 AND r.state IN ('drawn', 'in_review'))";
}

/// The case: one statement.
pub fn of<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Of>
where
    Case: Decide<A>,
{
    c.one(OF, args![permit.tenant(), permit.id()])
}

/// Asks for a review of a case.
///
/// # Errors
/// Conflict when the case is closed, the asker's own or nobody's, or a review of it waits already.
pub fn ask(
    c: &mut dyn Conn,
    scope: &Scope,
    (case, review): (CaseId, Uuid),
    form: (&str, i64),
    why: &str,
) -> Result<()> {
    let today = Day::of(scope.now());
    let month: String = today.to_string().chars().take(7).collect();
    let done =
        c.exec(ASK, args![scope.tenant(), case, review, form.0, form.1, &month, why, today, scope.user()])?;
    crate::review::store::moved(
        done,
        "A review of this case waits already, or nobody else holds it. Open the case's reviews again.",
    )
}
