//! A whole caseload that is to move: its cases, who could have each, and who knows whom.

use access::{CaseId, PersonId, Scope, TeamId, UserId};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// A case of the caseload that the asker may write to.
    #[derive(Clone, Debug)]
    pub struct MovingCase {
        /// The case.
        pub case_id: CaseId,
        /// The reference people quote.
        pub reference: String,
        /// What it is about.
        pub title: String,
        /// The subject it is listed under.
        pub person_id: PersonId,
        /// Their name.
        pub person: String,
        /// The team that holds it.
        pub team_id: TeamId,
        /// Its risk band.
        pub band: String,
    }
}

row! {
    /// A worker of a team that holds cases of the caseload.
    #[derive(Clone, Debug)]
    pub struct TeamWorker {
        /// The team.
        pub team_id: TeamId,
        /// The worker.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// Their open cases, in every team.
        pub open_cases: i64,
        /// Whether they are away today.
        pub away: bool,
    }
}

row! {
    /// What stands between a worker and a case, or ties them to it.
    #[derive(Clone, Debug)]
    pub struct Tie {
        /// The case.
        pub case_id: CaseId,
        /// The worker.
        pub user_id: UserId,
        /// When they last reached somebody in it; none where they cannot take it.
        pub last_on: Option<Day>,
        /// Whether they cannot take it.
        pub barred: bool,
    }
}

/// Cases moved in one go: all or nothing, in one change.
pub const MOST: i64 = 200;

// Open cases of worker `$6` that the asker may write to.
macro_rules! writable {
    () => {
        concat!(
            "f.tenant_id = $1 AND f.worker_id = $6 AND f.closed_on IS NULL AND ",
            access::may_write_case!()
        )
    };
}

kernel::statements! {
    CASES: MovingCase = concat!("SELECT f.case_id, f.reference, f.title, f.lead_person_id, n.full_name, f.team_id, f.band
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        WHERE ", writable!(), "
        ORDER BY f.opened_on, f.case_id
        LIMIT $7");
    WORKERS: TeamWorker = "SELECT x.team_id, x.user_id, u.name,
            (SELECT count(*)
                FROM case_file f
                JOIN case_access k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
                WHERE f.tenant_id = $1 AND f.worker_id = x.user_id AND f.closed_on IS NULL
                  AND (k.batch_id IS NULL OR EXISTS (
                      SELECT 1 FROM batch b
                      WHERE b.tenant_id = k.tenant_id AND b.batch_id = k.batch_id AND b.live))),
            EXISTS (
                SELECT 1 FROM worker_leave l
                WHERE l.tenant_id = $1 AND l.user_id = x.user_id AND l.from_on <= $4 AND l.until_on >= $4)
        FROM (
            SELECT DISTINCT m.team_id, m.user_id
            FROM case_file g
            JOIN team_member m ON m.tenant_id = g.tenant_id AND m.team_id = g.team_id
            WHERE g.tenant_id = $1 AND g.worker_id = $2 AND g.closed_on IS NULL
              AND m.user_id <> $2 AND m.from_at <= $3 AND m.until_at > $3
        ) x
        JOIN app_user u ON u.tenant_id = $1 AND u.user_id = x.user_id
        WHERE u.status = 'active'
          AND EXISTS (
              SELECT 1 FROM role_grant g
              WHERE g.tenant_id = u.tenant_id AND g.user_id = u.user_id
                AND g.role IN ('officer', 'leader', 'manager'))
        ORDER BY u.sort_name, x.user_id, x.team_id
        LIMIT 500";
    // Who of the cases' teams cannot take which case; and who reached whom, and when last.
    TIES: Tie = "SELECT f.case_id, m.user_id, CAST(NULL AS DATE), TRUE
        FROM case_file f
        JOIN case_access a ON a.tenant_id = f.tenant_id AND a.case_id = f.case_id
        JOIN case_person s ON s.tenant_id = f.tenant_id AND s.case_id = f.case_id
        JOIN person_access p ON p.tenant_id = s.tenant_id AND p.person_id = s.person_id
        JOIN team_member m ON m.tenant_id = f.tenant_id AND m.team_id = f.team_id
        JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
        WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL
          AND (p.sensitivity > u.clearance
              OR a.sensitivity > u.clearance
              OR p.person_id = u.own_person_id
              OR EXISTS (
                  SELECT 1 FROM exclusion e
                  WHERE e.tenant_id = p.tenant_id AND e.person_id = p.person_id AND e.user_id = u.user_id
                    AND e.from_at <= $3 AND e.until_at > $3)
              OR (p.restricted AND NOT EXISTS (
                  SELECT 1 FROM named_reader r
                  WHERE r.tenant_id = p.tenant_id AND r.person_id = p.person_id AND r.user_id = u.user_id
                    AND r.from_at <= $3 AND r.until_at > $3)))
        UNION ALL
        SELECT f.case_id, k.user_id, max(k.occurred_on), FALSE
        FROM case_file f
        JOIN case_person s ON s.tenant_id = f.tenant_id AND s.case_id = f.case_id
        JOIN contact k ON k.tenant_id = s.tenant_id AND k.person_id = s.person_id
        WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL
          AND k.outcome = 'successful' AND k.user_id <> $2
        GROUP BY f.case_id, k.user_id";
}

/// The worker's open cases that the asker may write to, the oldest first, [`MOST`] and one at most: one statement.
pub fn cases(c: &mut dyn Conn, scope: &Scope, worker: UserId) -> Result<Vec<MovingCase>> {
    c.all(CASES, &scope.args(args![worker, MOST + 1]))
}

/// Workers of the teams that hold them, by name: one statement.
pub fn workers(c: &mut dyn Conn, scope: &Scope, worker: UserId) -> Result<Vec<TeamWorker>> {
    c.all(WORKERS, args![scope.tenant(), worker, scope.now(), Day::of(scope.now())])
}

/// Who cannot take which case, and who knows whom: one statement.
pub fn ties(c: &mut dyn Conn, scope: &Scope, worker: UserId) -> Result<Vec<Tie>> {
    c.all(TIES, args![scope.tenant(), worker, scope.now()])
}
