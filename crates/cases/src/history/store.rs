//! SQL of a case's history.

use access::{Action, Case, Decide, Permit};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// A change.
    #[derive(Clone, Debug)]
    pub struct Change {
        /// What kind of change, such as `contact` or `form`.
        pub kind: String,
        /// More about its kind: a stage, a form, a channel, a state.
        pub code: String,
        /// What it says.
        pub words: String,
        /// Why, where a reason was given.
        pub why: String,
        /// The day it happened, where that is another thing than its writing.
        pub on_day: Option<Day>,
        /// When it was written down.
        pub at: Instant,
        /// Who wrote it down.
        pub who: Option<String>,
    }
}

kernel::statements! {
    // Notes and letters are told as that they were written: what they say stands on their own pages.
    ALL: Change = "SELECT x.kind, x.code, x.words, x.why, x.on_day, x.at, u.name
        FROM (
            SELECT 'opened' AS kind, '' AS code, f.title AS words, '' AS why, f.opened_on AS on_day,
                f.opened_recorded_at AS at, CAST(NULL AS UUID) AS by_id
            FROM case_file f
            WHERE f.tenant_id = $1 AND f.case_id = $2
            UNION ALL
            SELECT CASE WHEN s.skipped THEN 'skipped' ELSE 'stage' END, s.stage, '', s.reason, s.entered_on,
                s.recorded_at, s.recorded_by
            FROM case_stage s
            WHERE s.tenant_id = $1 AND s.case_id = $2
            UNION ALL
            SELECT 'worker', a.part, u.name, a.reason, a.from_on, a.recorded_at, a.recorded_by
            FROM allocation a
            JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.user_id
            WHERE a.tenant_id = $1 AND a.case_id = $2
            UNION ALL
            SELECT 'handover', h.tell, u.name, h.note, h.on_day, h.recorded_at, h.recorded_by
            FROM handover h
            JOIN app_user u ON u.tenant_id = h.tenant_id AND u.user_id = h.to_user_id
            WHERE h.tenant_id = $1 AND h.case_id = $2
            UNION ALL
            SELECT CASE WHEN k.corrects_id IS NULL THEN 'contact' ELSE 'correction' END, k.channel, '', k.corrects_why,
                k.occurred_on, k.recorded_at, k.user_id
            FROM contact k
            WHERE k.tenant_id = $1 AND k.case_id = $2
            UNION ALL
            SELECT 'form', e.form, '', '', e.occurred_on, e.recorded_at, e.recorded_by
            FROM fact_entry e
            WHERE e.tenant_id = $1 AND e.case_id = $2
            UNION ALL
            SELECT 'withdrawn', e.form, '', e.withdrawn_why, e.occurred_on, e.withdrawn_at, NULL
            FROM fact_entry e
            WHERE e.tenant_id = $1 AND e.case_id = $2 AND e.withdrawn_at IS NOT NULL
            UNION ALL
            SELECT 'risk', r.band, r.tool_name, r.override_why, r.reviewed_on, r.recorded_at, r.recorded_by
            FROM risk_assessment r
            WHERE r.tenant_id = $1 AND r.case_id = $2
            UNION ALL
            SELECT 'power', '', w.power_name, '', NULL, w.recorded_at, w.recorded_by
            FROM power_use w
            WHERE w.tenant_id = $1 AND w.case_id = $2
            UNION ALL
            SELECT 'decision', d.state, d.kind_name, d.decided, d.decided_on, d.recorded_at, d.asked_by
            FROM case_decision d
            WHERE d.tenant_id = $1 AND d.case_id = $2
            UNION ALL
            SELECT 'plan', h.part, h.words, '', NULL, h.changed_at, h.changed_by
            FROM plan_change h
            WHERE h.tenant_id = $1 AND h.case_id = $2
            UNION ALL
            SELECT 'agreed', g.how, g.agreed_with, g.copy_why, g.agreed_on, g.recorded_at, g.recorded_by
            FROM plan_agreement g
            WHERE g.tenant_id = $1 AND g.case_id = $2
            UNION ALL
            SELECT 'exit', '', e.safe_when, '', e.expected_on, e.recorded_at, e.recorded_by
            FROM exit_plan e
            WHERE e.tenant_id = $1 AND e.case_id = $2
            UNION ALL
            SELECT 'promise', m.channel, m.agreed_with, '', m.agreed_on, m.recorded_at, m.recorded_by
            FROM contact_promise m
            WHERE m.tenant_id = $1 AND m.case_id = $2
            UNION ALL
            SELECT 'clock', c.kind, c.clock, c.words, c.on_day, c.recorded_at, c.recorded_by
            FROM clock_change c
            WHERE c.tenant_id = $1 AND c.case_id = $2
            UNION ALL
            SELECT 'letter', '', l.title, '', NULL, l.sent_at, l.sent_by
            FROM letter l
            WHERE l.tenant_id = $1 AND l.case_id = $2 AND l.sent_at IS NOT NULL
            UNION ALL
            SELECT 'document', '', o.title, v.note, NULL, v.added_at, v.added_by
            FROM document o
            JOIN document_version v ON v.tenant_id = o.tenant_id AND v.document_id = o.document_id
            WHERE o.tenant_id = $1 AND o.case_id = $2
            UNION ALL
            SELECT 'message', '', m.words, '', NULL, m.sent_at, m.sent_by
            FROM case_message m
            WHERE m.tenant_id = $1 AND m.case_id = $2
            UNION ALL
            SELECT 'return', CASE WHEN r.included THEN 'in' ELSE 'out' END, '', r.reason, NULL, r.recorded_at,
                r.recorded_by
            FROM return_choice r
            WHERE r.tenant_id = $1 AND r.case_id = $2
            UNION ALL
            SELECT 'closed', '', f.outcome, '', f.closed_on, f.closed_recorded_at, NULL
            FROM case_file f
            WHERE f.tenant_id = $1 AND f.case_id = $2 AND f.closed_recorded_at IS NOT NULL
            UNION ALL
            SELECT 'asked', k.state, k.reason_words, k.sent_back_why, NULL, k.asked_at, k.asked_by
            FROM case_closing k
            WHERE k.tenant_id = $1 AND k.case_id = $2 AND k.asked_at IS NOT NULL
        ) x
        LEFT JOIN app_user u ON u.tenant_id = $1 AND u.user_id = x.by_id
        ORDER BY x.at DESC, x.kind, x.code, x.words
        LIMIT $3 OFFSET $4";
    // An opening again is told with its day: the row keeps no moment.
    REOPENED: Change = "SELECT 'reopened', '', k.reason_words, k.reopened_why, k.reopened_on, k.recorded_at, u.name
        FROM case_closing k
        LEFT JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.reopened_by
        WHERE k.tenant_id = $1 AND k.case_id = $2 AND k.reopened_on IS NOT NULL
        ORDER BY k.reopened_on DESC, k.closing_id
        LIMIT 20";
}

/// What changed in a case, what was written down last first; one more than `size` where there are more: one statement.
pub fn page<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Case, A>,
    size: i64,
    offset: i64,
) -> Result<Vec<Change>>
where
    Case: Decide<A>,
{
    c.all(ALL, args![permit.tenant(), permit.id(), size + 1, offset])
}

/// When and why a case was opened again, the latest first: one statement.
pub fn reopened<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Change>>
where
    Case: Decide<A>,
{
    c.all(REOPENED, args![permit.tenant(), permit.id()])
}
