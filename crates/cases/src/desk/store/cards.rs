//! SQL of how far the work on cases is: one statement for a case with who is in it, one for all open cases of a person
//! with what is to happen for them.

use access::{Action, Case, CaseId, Decide, Permit, Person, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// Something about a case.
    #[derive(Clone, Debug)]
    pub struct CardRow {
        /// `party`, `case`, `action`, `plan`, `exit`, `step`, `risk`, `prompt`, `power`, `decision`, `letter`,
        /// `document` or `closing`.
        pub kind: String,
        /// The case; none for an action that belongs to none.
        pub case_id: Option<CaseId>,
        /// The record.
        pub id: Uuid,
        /// Its name or its words.
        pub words: String,
        /// The band, the state, whose it is.
        pub more: String,
        /// A party's name for sorting, a case's kind, an action's kind.
        pub other: String,
        /// The band's place, how far it is, how many; for a party whether the asker may know and open them.
        pub n: i64,
        /// Weighed, served, decided, agreed, due or opened on.
        pub on_day: Option<Day>,
        /// Weighed again by, last day in force, watched until, looked at again by, expected or promised by.
        pub to_day: Option<Day>,
        /// When it was sent or added, or the time that is booked.
        pub at: Option<Instant>,
        /// The worker whose it is, if one with an account.
        pub who: Option<UserId>,
    }
}

// Everything that has its own page beside the case page, of the cases that a condition picks out.
macro_rules! cards {
    ($which:literal) => {
        concat!("SELECT 'risk' AS kind, x.case_id, x.assessment_id, x.tool_name, x.band_label, '', x.band_rank,
            x.reviewed_on, x.next_on, CAST(NULL AS TIMESTAMPTZ), CAST(NULL AS UUID)
        FROM (
            SELECT r.case_id, r.assessment_id, r.tool_name, r.band_label, r.band_rank, r.reviewed_on, r.next_on,
                row_number() OVER (
                    PARTITION BY r.case_id, r.tool ORDER BY r.reviewed_on DESC, r.recorded_at DESC) AS nth
            FROM risk_assessment r
            WHERE r.tenant_id = $1 AND r.case_id ", $which, "
        ) x
        WHERE x.nth = 1
        UNION ALL
        SELECT 'prompt', r.case_id, r.assessment_id, r.prompt, r.tool_name, '', 0, r.reviewed_on, NULL, NULL, NULL
        FROM risk_assessment r
        WHERE r.tenant_id = $1 AND r.case_id ", $which, " AND r.prompt_state = 'open'
        UNION ALL
        SELECT 'power', w.case_id, w.use_id, w.power_name,
            CASE WHEN w.authorise AND w.authorised_on IS NULL THEN 'waits' ELSE '' END, '', 0, w.served_on, w.ends_on,
            NULL, NULL
        FROM power_use w
        WHERE w.tenant_id = $1 AND w.case_id ", $which, " AND w.outcome = ''
        UNION ALL
        SELECT 'decision', d.case_id, d.decision_id, d.kind_name, d.decided, '',
            CASE d.state WHEN 'asked' THEN 0 WHEN 'sent_back' THEN 1
                ELSE CASE WHEN d.told_on IS NULL THEN 2 ELSE 3 END END, d.decided_on, NULL, NULL, NULL
        FROM case_decision d
        WHERE d.tenant_id = $1 AND d.case_id ", $which, "
          AND NOT EXISTS (
              SELECT 1 FROM case_decision l
              WHERE l.tenant_id = d.tenant_id AND l.case_id = d.case_id AND l.supersedes_id = d.decision_id)
        UNION ALL
        SELECT 'plan', h.case_id, h.case_id, '',
            CASE WHEN h.agreed_at IS NULL THEN 'never' WHEN h.changed_at > h.agreed_at THEN 'changed' ELSE '' END, '', 0,
            h.agreed_on, h.review_on, NULL, NULL
        FROM case_plan h
        WHERE h.tenant_id = $1 AND h.case_id ", $which, "
        UNION ALL
        SELECT 'exit', h.case_id, e.exit_id, e.safe_when, e.carries_on, '', 0, NULL, e.expected_on, NULL, NULL
        FROM case_plan h
        JOIN exit_plan e ON e.tenant_id = h.tenant_id AND e.exit_id = h.exit_id
        WHERE h.tenant_id = $1 AND h.case_id ", $which, "
        UNION ALL
        SELECT 'step', s.case_id, s.action_id, s.what, COALESCE(u.name, s.owner_name), '', 0, s.due_on, NULL, NULL,
            s.owner_id
        FROM next_action s
        LEFT JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.owner_id
        WHERE s.tenant_id = $1 AND s.case_id ", $which, " AND s.done_on IS NULL AND s.goal_id IS NOT NULL
        UNION ALL
        SELECT 'letter', x.case_id, x.letter_id, x.title, x.state, '', x.nth, NULL, NULL, x.sent_at, NULL
        FROM (
            SELECT l.case_id, l.letter_id, l.title, l.state, l.sent_at,
                row_number() OVER (PARTITION BY l.case_id ORDER BY l.made_at DESC, l.letter_id) AS nth
            FROM letter l
            WHERE l.tenant_id = $1 AND l.case_id ", $which, " AND l.state <> 'dropped'
        ) x
        WHERE x.nth <= 2 OR x.state IN ('waiting', 'approved')
        UNION ALL
        SELECT 'document', x.case_id, x.document_id, x.title, '', '', x.of_all, NULL, NULL, x.made_at, NULL
        FROM (
            SELECT o.case_id, o.document_id, o.title, o.made_at, count(*) OVER (PARTITION BY o.case_id) AS of_all,
                row_number() OVER (PARTITION BY o.case_id ORDER BY o.made_at DESC, o.document_id) AS nth
            FROM document o
            WHERE o.tenant_id = $1 AND o.case_id ", $which, "
        ) x
        WHERE x.nth = 1
        UNION ALL
        SELECT 'closing', k.case_id, k.closing_id, k.reason_words, k.state, '', 0, k.closed_on, k.watch_until, NULL, NULL
        FROM case_closing k
        WHERE k.tenant_id = $1 AND k.case_id ", $which, " AND k.state <> 'reopened'
        ")
    };
}

kernel::statements! {
    CARDS: CardRow = concat!(cards!("= $2"), "ORDER BY 1, 7, 8 DESC, 3
        LIMIT 300");
    // With who is in the case: their name, their part, whether the asker may know of them (1) and open them (2).
    ABOUT: CardRow = concat!(cards!("= $6"), "UNION ALL
        SELECT 'party', y.case_id, n.person_id, n.full_name, y.role, n.sort_name,
            CASE WHEN ", access::may_read_person!(), " THEN 2 WHEN ", access::may_read_who_person!(), " THEN 1 ELSE 0 END,
            NULL, NULL, NULL, NULL
        FROM case_party y
        JOIN person n ON n.tenant_id = y.tenant_id AND n.person_id = y.person_id
        JOIN person_access p ON p.tenant_id = n.tenant_id AND p.person_id = n.person_id
        WHERE y.tenant_id = $1 AND y.case_id = $6
        ORDER BY 1, 7, 8 DESC, 3
        LIMIT 400");
    // Of the open cases a person is in and the asker may read; and all that is to happen for the person.
    OF_PERSON: CardRow = concat!("WITH seen AS (
            SELECT DISTINCT y.case_id AS seen_id
            FROM case_party y
            JOIN case_access c ON c.tenant_id = y.tenant_id AND c.case_id = y.case_id
            WHERE y.tenant_id = $1 AND y.person_id = $6 AND c.is_open AND ", access::may_read_case!(), ")
        ", cards!("IN (SELECT z.seen_id FROM seen z)"), "UNION ALL
        SELECT 'case', f.case_id, f.case_id, f.title, f.stage, f.case_type, CASE WHEN f.worker_id = $2 THEN 0 ELSE 1 END,
            f.opened_on, f.promise_due_on, NULL, f.worker_id
        FROM case_file f
        WHERE f.tenant_id = $1 AND f.case_id IN (SELECT z.seen_id FROM seen z)
        UNION ALL
        SELECT 'action', a.case_id, a.action_id, a.what, COALESCE(u.name, a.owner_name), a.kind, 0, a.due_on, NULL, a.due_at,
            a.owner_id
        FROM next_action a
        LEFT JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.owner_id
        WHERE a.tenant_id = $1 AND a.person_id = $6 AND a.done_on IS NULL
          AND (a.case_id IS NULL OR EXISTS (
              SELECT 1 FROM case_access c
              WHERE c.tenant_id = a.tenant_id AND c.case_id = a.case_id AND ", access::may_read_case!(), "))
        ORDER BY 1, 7, 8 DESC, 3
        LIMIT 600");
}

/// How far the work on a case is: one statement.
pub fn of_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<CardRow>>
where
    Case: Decide<A>,
{
    c.all(CARDS, args![permit.tenant(), permit.id()])
}

/// The same, and who is in the case as the asker may know them: one statement.
pub fn about_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<CardRow>>
where
    Case: Decide<A>,
{
    c.all(ABOUT, &permit.scope().args(args![permit.id()]))
}

/// How far the work is on the open cases of a person that the asker may read, and what is to happen for the person: one
/// statement.
pub fn of_person<A: Action>(c: &mut dyn Conn, permit: &Permit<Person, A>) -> Result<Vec<CardRow>>
where
    Person: Decide<A>,
{
    c.all(OF_PERSON, &permit.scope().args(args![permit.id()]))
}
