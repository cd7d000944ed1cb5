//! What waits for a worker: what they sign or approve as the leader of a team, what was handed over to them, and
//! reports that nobody has decided on. Pages show it with [`crate::desk::to_sign`].

use crate::desk::store::Waiting;
use access::Scope;
use kernel::{
    Result,
    db::{Conn, ConnExt},
};

// Somebody who leads the team of the case `f` now: what is signed there waits for them.
macro_rules! leads {
    () => {
        "EXISTS (
              SELECT 1 FROM team_member m
              WHERE m.tenant_id = $1 AND m.team_id = f.team_id AND m.user_id = $2 AND m.manages AND m.from_at <= $4
                AND m.until_at > $4)"
    };
}

kernel::statements! {
    // A handover waits for whoever has the case now; a report for the teams of whoever asks, as one line a team.
    WAITING: Waiting = concat!("SELECT x.kind, x.id, x.case_id, f.reference, x.what, u.name, x.asked_at, CAST(1 AS BIGINT)
        FROM (
            SELECT 'closing' AS kind, k.closing_id AS id, k.tenant_id, k.case_id, k.reason_words AS what,
                k.asked_by, k.asked_at
            FROM case_closing k
            WHERE k.tenant_id = $1 AND k.state = 'asked'
            UNION ALL
            SELECT 'decision', d.decision_id, d.tenant_id, d.case_id, d.kind_name, d.asked_by, d.recorded_at
            FROM case_decision d
            WHERE d.tenant_id = $1 AND d.state = 'asked'
            UNION ALL
            SELECT 'power', w.use_id, w.tenant_id, w.case_id, w.power_name, w.recorded_by, w.recorded_at
            FROM power_use w
            WHERE w.tenant_id = $1 AND w.authorise AND w.authorised_by IS NULL AND w.outcome = ''
            UNION ALL
            SELECT 'letter', l.letter_id, l.tenant_id, l.case_id, l.title, l.changed_by, l.changed_at
            FROM letter l
            WHERE l.tenant_id = $1 AND l.state = 'waiting' AND l.made_by <> $2
        ) x
        JOIN case_file f ON f.tenant_id = x.tenant_id AND f.case_id = x.case_id
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN app_user u ON u.tenant_id = x.tenant_id AND u.user_id = x.asked_by
        WHERE x.asked_by <> $2 AND ", leads!(), "
          AND ", access::may_write_case!(), "
        UNION ALL
        SELECT 'handover', h.handover_id, h.case_id, f.reference, h.note, u.name, h.recorded_at, 1
        FROM handover h
        JOIN case_file f ON f.tenant_id = h.tenant_id AND f.case_id = h.case_id
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN app_user u ON u.tenant_id = h.tenant_id AND u.user_id = h.from_user_id
        WHERE h.tenant_id = $1 AND h.to_user_id = $2 AND h.accepted_at IS NULL AND f.worker_id = $2
          AND ", access::may_write_case!(), "
        UNION ALL
        SELECT 'reports', t.team_id, NULL, '', t.name, '', min(r.recorded_at), count(*)
        FROM team_member m
        JOIN team t ON t.tenant_id = m.tenant_id AND t.team_id = m.team_id
        JOIN report r ON r.tenant_id = m.tenant_id AND r.team_id = m.team_id
        JOIN person_access p ON p.tenant_id = r.tenant_id AND p.person_id = r.person_id
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.from_at <= $4 AND m.until_at > $4
          AND r.state IN ('pending', 'scored')
          AND ", access::may_read_who_person!(), "
        GROUP BY t.team_id, t.name
        ORDER BY 7, 2
        LIMIT 50");
}

/// What waits for whoever asks, the oldest first: one statement.
pub fn waiting(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<Waiting>> {
    c.all(WAITING, &scope.args(&[]))
}
