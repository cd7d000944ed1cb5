//! SQL of what the rules look at: five statements, for one case or for a chunk of many.

mod rows;

use super::facts::Facts;
use access::{Action, Case, CaseId, Decide, Permit};
use cases::work::packs;
use kernel::{
    Error, Result, args,
    db::{Conn, ConnExt, Sql, Val},
};
use rows::{FactRow, HeadRow, HeldRow, TouchRow, WorkRow};
use std::collections::HashMap;

/// Cases read at once; a statement for many names as many.
pub const CHUNK: usize = 64;

// The ids of a chunk, from the second parameter on; a shorter chunk repeats its last one.
macro_rules! some {
    () => {
        "IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
            $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33,
            $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49,
            $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65)"
    };
}

// No limit: what is left out would change an answer unseen, and a chunk is small.
macro_rules! heads {
    ($which:expr) => {
        concat!(
            "SELECT f.case_id, f.case_type, f.pack_version, v.hash, t.division, f.opened_on, f.closed_on,
            f.lead_person_id, f.band, h.agreed_on, h.agreed_at, h.changed_at, h.review_on,
            COALESCE(a.agreed_with, ''), COALESCE(a.copy, ''), e.expected_on
        FROM case_file f
        JOIN tenant t ON t.tenant_id = f.tenant_id
        LEFT JOIN pack_version v
            ON v.tenant_id = f.tenant_id AND v.pack_id = f.case_type AND v.version = f.pack_version
        LEFT JOIN case_plan h ON h.tenant_id = f.tenant_id AND h.case_id = f.case_id
        LEFT JOIN plan_agreement a ON a.tenant_id = h.tenant_id AND a.agreement_id = h.agreement_id
        LEFT JOIN exit_plan e ON e.tenant_id = h.tenant_id AND e.exit_id = h.exit_id
        WHERE f.tenant_id = $1 AND f.case_id ",
            $which
        )
    };
}

// Clocks, stages and what happened; contacts stand with what was agreed about them.
macro_rules! work {
    ($which:expr) => {
        concat!("SELECT k.case_id, 'clock', k.clock, k.nth, k.starts_on, k.ended_on, k.due_on, k.state
        FROM case_clock k
        WHERE k.tenant_id = $1 AND k.case_id ", $which, "
        UNION ALL
        SELECT s.case_id, 'stage', s.stage, CASE WHEN s.skipped THEN 1 ELSE 0 END, s.entered_on, s.left_on, NULL,
            CASE WHEN s.reason <> '' THEN 'reasoned' ELSE '' END
        FROM case_stage s
        WHERE s.tenant_id = $1 AND s.case_id ", $which, "
        UNION ALL
        SELECT e.case_id, 'event', e.event, 0, e.on_day, NULL, NULL, ''
        FROM case_event e
        WHERE e.tenant_id = $1 AND e.case_id ", $which, " AND e.withdrawn_at IS NULL AND e.event <> 'contact'
        ORDER BY 5, 6 NULLS LAST, 2, 3, 4")
    };
}

macro_rules! touches {
    ($which:expr) => {
        concat!("SELECT p.case_id, 'promise', p.person_id, p.agreed_on, p.ended_on, p.every_days, '', p.recorded_at,
            FALSE, FALSE
        FROM contact_promise p
        WHERE p.tenant_id = $1 AND p.case_id ", $which, "
        UNION ALL
        SELECT k.case_id, CASE WHEN k.channel = 'note' THEN 'note' ELSE 'contact' END, k.person_id, k.occurred_on,
            NULL, 0, k.outcome, k.recorded_at,
            CASE WHEN k.corrects_id IS NOT NULL THEN TRUE ELSE FALSE END,
            CASE WHEN k.corrected_at IS NOT NULL THEN TRUE ELSE FALSE END
        FROM contact k
        WHERE k.tenant_id = $1 AND k.case_id ", $which, "
        ORDER BY 4, 8, 3, 2")
    };
}

macro_rules! held {
    ($which:expr) => {
        concat!("SELECT r.case_id, 'risk', r.assessment_id, r.tool, r.tool_name, r.band_label,
            CASE WHEN r.summary <> '' OR r.override_why <> '' THEN TRUE ELSE FALSE END, r.reviewed_on, r.next_on,
            r.score, r.most, r.recorded_at
        FROM risk_assessment r
        WHERE r.tenant_id = $1 AND r.case_id ", $which, "
        UNION ALL
        SELECT d.case_id, 'decision', d.decision_id, d.kind, d.kind_name, d.state,
            CASE WHEN d.why <> '' THEN TRUE ELSE FALSE END, d.decided_on, NULL, 0, 0, d.recorded_at
        FROM case_decision d
        WHERE d.tenant_id = $1 AND d.case_id ", $which, "
          AND NOT EXISTS (
              SELECT 1 FROM case_decision l
              WHERE l.tenant_id = d.tenant_id AND l.case_id = d.case_id AND l.supersedes_id = d.decision_id
                AND l.state = 'made')
        UNION ALL
        SELECT a.case_id, 'action', a.action_id, CASE WHEN a.goal_id IS NOT NULL THEN 'step' ELSE '' END, a.what, '',
            CASE WHEN a.owner_id IS NOT NULL OR a.owner_name <> '' OR a.owner_kind IN ('person', 'family')
                THEN TRUE ELSE FALSE END, a.due_on, NULL, 0, 0, a.recorded_at
        FROM next_action a
        WHERE a.tenant_id = $1 AND a.case_id ", $which, " AND a.done_on IS NULL
        UNION ALL
        SELECT y.case_id, 'party', y.person_id, y.role, '', '', FALSE, NULL, NULL, 0, 0, NULL
        FROM case_party y
        WHERE y.tenant_id = $1 AND y.case_id ", $which, "
        UNION ALL
        SELECT g.case_id, 'goals', NULL, '', '', '', FALSE, NULL, NULL, count(*), 0, NULL
        FROM plan_goal g
        WHERE g.tenant_id = $1 AND g.case_id ", $which, " AND g.state <> 'dropped'
        GROUP BY g.case_id
        UNION ALL
        SELECT z.case_id, 'steps', NULL, '', '', '', FALSE, NULL, NULL, count(*), 0, NULL
        FROM next_action z
        WHERE z.tenant_id = $1 AND z.case_id ", $which, " AND z.goal_id IS NOT NULL
        GROUP BY z.case_id
        ORDER BY 8 NULLS LAST, 12 NULLS LAST, 3 NULLS LAST, 2")
    };
}

// What has a value now; and the codes that are known of the person from other cases.
macro_rules! facts {
    ($which:expr) => {
        concat!("SELECT n.case_id, n.entry_id, n.form, n.recorded_at, x.field, x.code_value,
            CASE WHEN x.repeats THEN TRUE ELSE FALSE END
        FROM fact_entry n
        LEFT JOIN case_fact x
            ON x.tenant_id = n.tenant_id AND x.entry_id = n.entry_id AND x.superseded_at IS NULL AND x.absent = ''
        WHERE n.tenant_id = $1 AND n.case_id ", $which, " AND n.withdrawn_at IS NULL
        UNION ALL
        SELECT f.case_id, x.entry_id, '', x.recorded_at, x.field, x.code_value, FALSE
        FROM case_file f
        JOIN case_fact x ON x.tenant_id = f.tenant_id AND x.person_id = f.lead_person_id AND x.of_person
        WHERE f.tenant_id = $1 AND f.case_id ", $which, " AND x.case_id <> f.case_id AND x.superseded_at IS NULL
          AND x.code_value IS NOT NULL
        ORDER BY 4, 2, 5 NULLS LAST, 6 NULLS LAST")
    };
}

kernel::statements! {
    HEAD: HeadRow = heads!("= $2");
    WORK: WorkRow = work!("= $2");
    TOUCH: TouchRow = touches!("= $2");
    HELD: HeldRow = held!("= $2");
    FACT: FactRow = facts!("= $2");
    HEADS: HeadRow = heads!(some!());
    WORKS: WorkRow = work!(some!());
    TOUCHES: TouchRow = touches!(some!());
    HELDS: HeldRow = held!(some!());
    FACTS: FactRow = facts!(some!());
}

/// The texts that read together, for one case or for a chunk.
struct Texts {
    head: Sql<HeadRow>,
    work: Sql<WorkRow>,
    touch: Sql<TouchRow>,
    held: Sql<HeldRow>,
    fact: Sql<FactRow>,
}

const ONE: Texts = Texts { head: HEAD, work: WORK, touch: TOUCH, held: HELD, fact: FACT };
const MANY: Texts = Texts { head: HEADS, work: WORKS, touch: TOUCHES, held: HELDS, fact: FACTS };

/// All that the rules look at, of one case: five statements, and one more for a pack of the service's own that was not
/// read before.
pub fn facts<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Facts>
where
    Case: Decide<A>,
{
    let (tenant, case) = (permit.tenant(), permit.id());
    read(c, tenant, &ONE, args![tenant, case])?.pop().ok_or(Error::NotFound)
}

/// The same for many cases, in the order asked for; those that are not there are left out. Five statements for each
/// [`CHUNK`] cases. It asks nobody's leave: for what the program works out by itself, such as a draw.
pub fn facts_of_many(c: &mut dyn Conn, tenant: i64, cases: &[CaseId]) -> Result<Vec<Facts>> {
    let mut all = Vec::with_capacity(cases.len());
    for chunk in cases.chunks(CHUNK) {
        let Some(last) = chunk.last() else { continue };
        let mut asked: Vec<Val> = vec![tenant.into()];
        asked.extend(chunk.iter().map(|case| Val::from(*case)));
        asked.resize(CHUNK + 1, Val::from(*last));
        all.extend(read(c, tenant, &MANY, &asked)?);
    }
    let place: HashMap<CaseId, usize> = cases.iter().enumerate().map(|(at, case)| (*case, at)).collect();
    all.sort_by_key(|facts| place.get(&facts.case_id).copied());
    Ok(all)
}

fn read(c: &mut dyn Conn, tenant: i64, texts: &Texts, asked: &[Val]) -> Result<Vec<Facts>> {
    let mut all = HashMap::new();
    for row in c.all(texts.head, asked)? {
        let pack = packs::known(c, tenant, &row.case_type, row.pack_version, row.hash.as_deref())?;
        all.insert(row.case_id, row.facts(pack));
    }
    for row in c.all(texts.work, asked)? {
        if let Some(facts) = all.get_mut(&row.case_id) {
            row.add(facts);
        }
    }
    for row in c.all(texts.touch, asked)? {
        if let Some(facts) = all.get_mut(&row.case_id) {
            row.add(facts);
        }
    }
    for row in c.all(texts.held, asked)? {
        if let Some(facts) = all.get_mut(&row.case_id) {
            row.add(facts);
        }
    }
    for row in c.all(texts.fact, asked)? {
        if let Some(facts) = all.get_mut(&row.case_id) {
            row.add(facts);
        }
    }
    Ok(all.into_values().collect())
}
