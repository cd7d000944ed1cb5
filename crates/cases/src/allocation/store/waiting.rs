//! The list of cases that wait in the asker's teams, and its figures. Figures count every live case whoever asks;
//! the list holds the predicate.

use access::{CaseId, Scope};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// A case that waits.
    #[derive(Clone, Debug)]
    pub struct WaitingLine {
        /// The case.
        pub case_id: CaseId,
        /// The reference people quote.
        pub reference: String,
        /// What kind of case.
        pub case_type: String,
        /// What it is about.
        pub title: String,
        /// The subject it is listed under.
        pub person: String,
        /// The team that holds it.
        pub team: String,
        /// Its risk band; empty when nothing is weighed.
        pub band: String,
        /// First day.
        pub opened_on: Day,
        /// The nearest last day of a running clock.
        pub clock_due_on: Option<Day>,
        /// Clocks that run in it.
        pub clocks: i64,
    }
}

row! {
    /// Figures over the cases that wait.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Figures {
        /// Cases that wait.
        pub waiting: i64,
        /// Of these, cases the asker may see.
        pub seen: i64,
        /// Of these, in the high band.
        pub high: i64,
        /// In the medium band.
        pub medium: i64,
        /// In the standard band.
        pub standard: i64,
        /// With a clock whose last day has passed.
        pub late: i64,
        /// First day of the one that waits longest.
        pub oldest: Option<Day>,
    }
}

kernel::statements! {
    LIST: WaitingLine = concat!("SELECT f.case_id, f.reference, f.case_type, f.title, n.full_name, t.name, f.band,
            f.opened_on, f.clock_due_on,
            (SELECT count(*) FROM case_clock k
                WHERE k.tenant_id = f.tenant_id AND k.case_id = f.case_id AND k.ended_on IS NULL)
        FROM team_member m
        JOIN case_file f ON f.tenant_id = m.tenant_id AND f.team_id = m.team_id
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.from_at <= $4 AND m.until_at > $4
          AND f.worker_id IS NULL AND f.closed_on IS NULL
          AND ", access::may_read_case!(), "
        ORDER BY CASE f.band WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, f.opened_on, f.case_id
        LIMIT $6 OFFSET $7");
    FIGURES: Figures = concat!("SELECT count(*),
            CAST(COALESCE(sum(CASE WHEN ", access::may_read_case!(), " THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(sum(CASE WHEN f.band = 'high' THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(sum(CASE WHEN f.band = 'medium' THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(sum(CASE WHEN f.band = 'standard' THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(sum(CASE WHEN f.clock_due_on < $6 THEN 1 ELSE 0 END), 0) AS BIGINT),
            min(f.opened_on)
        FROM team_member m
        JOIN case_file f ON f.tenant_id = m.tenant_id AND f.team_id = m.team_id
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.from_at <= $4 AND m.until_at > $4
          AND f.worker_id IS NULL AND f.closed_on IS NULL
          AND (c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))");
}

/// Cases that wait in the asker's teams and that they may see, gravest and oldest first: one statement.
pub fn list(c: &mut dyn Conn, scope: &Scope, size: i64, offset: i64) -> Result<Vec<WaitingLine>> {
    c.all(LIST, &scope.args(args![size, offset]))
}

/// Figures over all that wait in the asker's teams, whether they may see them or not: one statement.
pub fn figures(c: &mut dyn Conn, scope: &Scope) -> Result<Figures> {
    c.one(FIGURES, &scope.args(args![Day::of(scope.now())]))
}
