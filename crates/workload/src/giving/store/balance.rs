//! A team's cases that may move, and what stands between its workers and them.

use access::{CaseId, Scope, TeamId, UserId};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// A case that may move.
    #[derive(Clone, Debug)]
    pub struct TeamCase {
        /// The case.
        pub case_id: CaseId,
        /// The reference people quote.
        pub reference: String,
        /// The subject it is listed under.
        pub person: String,
        /// Who holds it.
        pub worker_id: UserId,
        /// What it weighs, in hundredths of a point.
        pub points: i64,
        /// First day.
        pub opened_on: Day,
        /// How often its holder reached somebody in it.
        pub contacts: i64,
    }
}

row! {
    /// What stands between a worker and a case, or ties them to it.
    #[derive(Clone, Copy, Debug)]
    pub struct Tie {
        /// The case.
        pub case_id: CaseId,
        /// The worker.
        pub user_id: UserId,
        /// Whether they must not have it; else they know somebody in it.
        pub barred: bool,
    }
}

kernel::statements! {
    // Cases of a team that the asker may write to: none that is being reviewed, none with a clock that is near its end.
    CASES: TeamCase = concat!("SELECT f.case_id, f.reference, n.full_name, f.worker_id, f.points, f.opened_on,
            (SELECT count(*) FROM contact k
                WHERE k.tenant_id = f.tenant_id AND k.case_id = f.case_id AND k.user_id = f.worker_id
                  AND k.outcome = 'successful')
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        WHERE f.tenant_id = $1 AND f.team_id = $6 AND f.worker_id IS NOT NULL AND f.closed_on IS NULL
          AND f.points > 0
          AND NOT EXISTS (
              SELECT 1 FROM case_review r
              WHERE r.tenant_id = f.tenant_id AND r.case_id = f.case_id
                AND r.state IN ('drawn', 'in_review', 'shared', 'answered'))
          AND NOT EXISTS (
              SELECT 1 FROM case_clock x
              WHERE x.tenant_id = f.tenant_id AND x.case_id = f.case_id AND x.ended_on IS NULL
                AND x.state = 'running' AND x.near_on <= $7)
          AND ", access::may_write_case!(), "
        ORDER BY f.opened_on DESC, f.case_id
        LIMIT 2000");
    TIES: Tie = "SELECT f.case_id, m.user_id, TRUE
        FROM case_file f
        JOIN case_access a ON a.tenant_id = f.tenant_id AND a.case_id = f.case_id
        JOIN case_person s ON s.tenant_id = f.tenant_id AND s.case_id = f.case_id
        JOIN person_access p ON p.tenant_id = s.tenant_id AND p.person_id = s.person_id
        JOIN team_member m ON m.tenant_id = f.tenant_id AND m.team_id = f.team_id
        JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
        WHERE f.tenant_id = $1 AND f.team_id = $2 AND f.worker_id IS NOT NULL AND f.closed_on IS NULL
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
        SELECT f.case_id, k.user_id, FALSE
        FROM case_file f
        JOIN case_person s ON s.tenant_id = f.tenant_id AND s.case_id = f.case_id
        JOIN contact k ON k.tenant_id = s.tenant_id AND k.person_id = s.person_id
        JOIN team_member m ON m.tenant_id = f.tenant_id AND m.team_id = f.team_id AND m.user_id = k.user_id
        WHERE f.tenant_id = $1 AND f.team_id = $2 AND f.worker_id IS NOT NULL AND f.closed_on IS NULL
          AND k.outcome = 'successful' AND k.user_id <> f.worker_id
        GROUP BY f.case_id, k.user_id";
}

/// A team's cases that may move and that the asker may write to: one statement.
pub fn cases(c: &mut dyn Conn, scope: &Scope, team: TeamId) -> Result<Vec<TeamCase>> {
    c.all(CASES, &scope.args(args![team, Day::of(scope.now())]))
}

/// Who of a team must not have which of its cases, and who knows somebody in which: one statement.
pub fn ties(c: &mut dyn Conn, scope: &Scope, team: TeamId) -> Result<Vec<Tie>> {
    c.all(TIES, args![scope.tenant(), team, scope.now()])
}
