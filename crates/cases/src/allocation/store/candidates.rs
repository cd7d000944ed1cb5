//! Who may be given a case: the workers of its team, what they have, when they are away, whom they know.

use crate::allocation::model::{Barred, Candidate};
use access::{Action, Case, Decide, Permit, UserId};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    struct MemberRow {
        user_id: UserId,
        name: String,
        job_title: String,
        open: i64,
        high: i64,
        medium: i64,
        away_from: Option<Day>,
        away_until: Option<Day>,
        kept: bool,
        cleared: bool,
        leads: bool,
    }
}

row! {
    struct KnownRow {
        user_id: UserId,
        same: i64,
        first_on: Option<Day>,
        last_on: Option<Day>,
    }
}

// The first leave that is not over and begins within the days looked at.
macro_rules! leave {
    ($column:literal) => {
        concat!(
            "(SELECT ",
            $column,
            " FROM worker_leave l
                WHERE l.tenant_id = $1 AND l.user_id = u.user_id AND l.until_on >= $3 AND l.from_on <= $4
                ORDER BY l.from_on, l.leave_id
                LIMIT 1)"
        )
    };
}

kernel::statements! {
    // What a worker has is counted in every team, as on their own page. `kept` and `cleared` are what the policy
    // would say to them of the case's subjects.
    MEMBERS: MemberRow = concat!("SELECT u.user_id, u.name, u.job_title, x.open_cases, x.high, x.medium, ",
            leave!("l.from_on"), ", ", leave!("l.until_on"), ",
            EXISTS (
                SELECT 1 FROM case_person s
                JOIN person_access p ON p.tenant_id = s.tenant_id AND p.person_id = s.person_id
                WHERE s.tenant_id = $1 AND s.case_id = $2
                  AND (p.person_id = u.own_person_id
                      OR EXISTS (
                          SELECT 1 FROM exclusion e
                          WHERE e.tenant_id = p.tenant_id AND e.person_id = p.person_id AND e.user_id = u.user_id
                            AND e.from_at <= $5 AND e.until_at > $5)
                      OR (p.restricted AND NOT EXISTS (
                          SELECT 1 FROM named_reader r
                          WHERE r.tenant_id = p.tenant_id AND r.person_id = p.person_id AND r.user_id = u.user_id
                            AND r.from_at <= $5 AND r.until_at > $5)))),
            CASE WHEN a.sensitivity <= u.clearance AND NOT EXISTS (
                SELECT 1 FROM case_person s
                JOIN person_access p ON p.tenant_id = s.tenant_id AND p.person_id = s.person_id
                WHERE s.tenant_id = $1 AND s.case_id = $2 AND p.sensitivity > u.clearance)
            THEN TRUE ELSE FALSE END,
            EXISTS (
                SELECT 1 FROM role_grant g
                WHERE g.tenant_id = u.tenant_id AND g.user_id = u.user_id AND g.role IN ('leader', 'manager'))
        FROM (
            SELECT m.user_id, count(f.case_id) AS open_cases,
                CAST(COALESCE(sum(CASE WHEN f.band = 'high' THEN 1 ELSE 0 END), 0) AS BIGINT) AS high,
                CAST(COALESCE(sum(CASE WHEN f.band = 'medium' THEN 1 ELSE 0 END), 0) AS BIGINT) AS medium
            FROM case_access a
            JOIN team_member m ON m.tenant_id = a.tenant_id AND m.team_id = a.team_id
                AND m.from_at <= $5 AND m.until_at > $5
            LEFT JOIN case_file f ON f.tenant_id = m.tenant_id AND f.worker_id = m.user_id AND f.closed_on IS NULL
                AND EXISTS (
                    SELECT 1 FROM case_access k
                    WHERE k.tenant_id = f.tenant_id AND k.case_id = f.case_id
                      AND (k.batch_id IS NULL OR EXISTS (
                          SELECT 1 FROM batch b
                          WHERE b.tenant_id = k.tenant_id AND b.batch_id = k.batch_id AND b.live)))
            WHERE a.tenant_id = $1 AND a.case_id = $2
            GROUP BY m.user_id
        ) x
        JOIN case_access a ON a.tenant_id = $1 AND a.case_id = $2
        JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = x.user_id
        WHERE u.status = 'active'
          AND EXISTS (
              SELECT 1 FROM role_grant g
              WHERE g.tenant_id = u.tenant_id AND g.user_id = u.user_id
                AND g.role IN ('officer', 'leader', 'manager'))
        ORDER BY u.sort_name, u.user_id
        LIMIT 100");
    // Who reached somebody in the case or their household, or held a case they were in.
    KNOWN: KnownRow = "WITH known AS (
            SELECT s.person_id AS known_id, CAST(1 AS BIGINT) AS same
            FROM case_person s
            WHERE s.tenant_id = $1 AND s.case_id = $2
            UNION ALL
            SELECT o.person_id, CAST(0 AS BIGINT)
            FROM case_person s
            JOIN household_member h ON h.tenant_id = s.tenant_id AND h.person_id = s.person_id
            JOIN household_member o ON o.tenant_id = h.tenant_id AND o.household_id = h.household_id
                AND o.person_id <> h.person_id
            WHERE s.tenant_id = $1 AND s.case_id = $2)
        SELECT w.user_id, w.same, min(w.first_on), max(w.last_on)
        FROM (
            SELECT k.user_id, known.same, k.occurred_on AS first_on, k.occurred_on AS last_on
            FROM known
            JOIN contact k ON k.tenant_id = $1 AND k.person_id = known.known_id
            WHERE k.outcome = 'successful'
            UNION ALL
            SELECT f.worker_id, known.same, f.opened_on, COALESCE(f.closed_on, $3)
            FROM known
            JOIN case_party y ON y.tenant_id = $1 AND y.person_id = known.known_id
            JOIN case_file f ON f.tenant_id = y.tenant_id AND f.case_id = y.case_id
            WHERE f.worker_id IS NOT NULL AND f.case_id <> $2
            UNION ALL
            SELECT a.user_id, known.same, a.from_on, COALESCE(a.until_on, $3)
            FROM known
            JOIN case_party y ON y.tenant_id = $1 AND y.person_id = known.known_id
            JOIN allocation a ON a.tenant_id = y.tenant_id AND a.case_id = y.case_id
        ) w
        GROUP BY w.user_id, w.same
        ORDER BY w.same DESC, max(w.last_on) DESC, w.user_id
        LIMIT 200";
}

/// Days ahead in which leave is looked at.
const AHEAD: i64 = 14;

/// The workers of the case's team, in no order that matters: two statements.
pub fn of_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Candidate>>
where
    Case: Decide<A>,
{
    let (tenant, case, now) = (permit.tenant(), permit.id(), permit.scope().now());
    let today = Day::of(now);
    let known = c.all(KNOWN, args![tenant, case, today])?;
    let members = c.all(MEMBERS, args![tenant, case, today, today.plus(AHEAD), now])?;
    Ok(members
        .into_iter()
        .map(|row| {
            // Somebody in the case comes before somebody of their household: the rows are in that order.
            let before = known.iter().find(|known| known.user_id == row.user_id);
            Candidate {
                user: row.user_id,
                name: row.name,
                job: row.job_title,
                open: row.open,
                high: row.high,
                medium: row.medium,
                leave: row.away_from.zip(row.away_until),
                before: before.and_then(|known| known.first_on.zip(known.last_on)),
                same_person: before.is_some_and(|known| known.same == 1),
                leads: row.leads,
                barred: match (row.kept, row.cleared) {
                    (true, _) => Some(Barred::Kept),
                    (false, false) => Some(Barred::Clearance),
                    (false, true) => None,
                },
            }
        })
        .collect())
}
