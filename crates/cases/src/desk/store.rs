//! SQL of the case and its pack, as pages beside the case page read them.

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
    /// A line of one of the cards.
    #[derive(Clone, Debug)]
    pub struct CardRow {
        /// `risk`, `prompt`, `power`, `decision` or `closing`.
        pub kind: String,
        /// The record.
        pub id: Uuid,
        /// Its name: the tool, the power, the kind of decision, how it ends.
        pub words: String,
        /// The band, the state, what was decided.
        pub more: String,
        /// The band's place, or how far a decision is: 0 asked, 1 sent back, 2 nobody told, 3 told.
        pub n: i64,
        /// Weighed, served, decided or closed on.
        pub on_day: Option<Day>,
        /// Weighed again by, last day in force, watched until.
        pub to_day: Option<Day>,
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
    CARDS: CardRow = "SELECT 'risk', x.assessment_id, x.tool_name, x.band_label, x.band_rank, x.reviewed_on, x.next_on
        FROM (
            SELECT r.assessment_id, r.tool_name, r.band_label, r.band_rank, r.reviewed_on, r.next_on,
                row_number() OVER (PARTITION BY r.tool ORDER BY r.reviewed_on DESC, r.recorded_at DESC) AS nth
            FROM risk_assessment r
            WHERE r.tenant_id = $1 AND r.case_id = $2
        ) x
        WHERE x.nth = 1
        UNION ALL
        SELECT 'prompt', r.assessment_id, r.prompt, r.tool_name, 0, r.reviewed_on, NULL
        FROM risk_assessment r
        WHERE r.tenant_id = $1 AND r.case_id = $2 AND r.prompt_state = 'open'
        UNION ALL
        SELECT 'power', w.use_id, w.power_name,
            CASE WHEN w.authorise AND w.authorised_on IS NULL THEN 'waits' ELSE '' END, 0, w.served_on, w.ends_on
        FROM power_use w
        WHERE w.tenant_id = $1 AND w.case_id = $2 AND w.outcome = ''
        UNION ALL
        SELECT 'decision', d.decision_id, d.kind_name, d.decided,
            CASE d.state WHEN 'asked' THEN 0 WHEN 'sent_back' THEN 1
                ELSE CASE WHEN d.told_on IS NULL THEN 2 ELSE 3 END END, d.decided_on, NULL
        FROM case_decision d
        WHERE d.tenant_id = $1 AND d.case_id = $2
          AND NOT EXISTS (
              SELECT 1 FROM case_decision l
              WHERE l.tenant_id = $1 AND l.case_id = $2 AND l.supersedes_id = d.decision_id)
        UNION ALL
        SELECT 'closing', k.closing_id, k.reason_words, k.state, 0, k.closed_on, k.watch_until
        FROM case_closing k
        WHERE k.tenant_id = $1 AND k.case_id = $2 AND k.state <> 'reopened'
        ORDER BY 1, 5, 6 DESC, 2
        LIMIT 100";
}

/// Lines of the cards of a case: one statement.
pub(super) fn card_rows<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<CardRow>>
where
    Case: Decide<A>,
{
    c.all(CARDS, args![permit.tenant(), permit.id()])
}

/// Every SQL text of the pages beside the case page.
pub(crate) fn statements() -> Vec<kernel::db::Known> {
    let risk = crate::risk::store::bulk_statements();
    [
        STATEMENTS,
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
