//! SQL of thematic audits: the list, one audit, its sample and what was found. What changes them stands in [`write`].

pub mod write;

use super::model::{Rule, Tally, Value, Which};
use access::{Action, Case, CaseId, Decide, Permit, Scope, TeamId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Known},
    row,
};
use uuid::Uuid;

row! {
    /// An audit.
    #[derive(Clone, Debug)]
    pub struct Audit {
        /// The audit.
        pub audit_id: Uuid,
        /// What it is about.
        pub theme: String,
        /// What it asks.
        pub question: String,
        /// The kind of case in its frame.
        pub case_type: String,
        /// The team in its frame; all zeros for the whole service.
        pub team_id: TeamId,
        /// The team's name.
        pub team: Option<String>,
        /// Open, closed or both.
        pub which: Which,
        /// First day of opening.
        pub opened_from: Option<Day>,
        /// Last day of opening.
        pub opened_to: Option<Day>,
        /// First day of closing.
        pub closed_from: Option<Day>,
        /// Last day of closing.
        pub closed_to: Option<Day>,
        /// The band in its frame; empty for every one.
        pub band: String,
        /// Where its questions come from.
        pub tool: String,
        /// Cases in the frame.
        pub eligible: i64,
        /// SHA-256 of the frame.
        pub frame_hash: String,
        /// When the frame was kept.
        pub framed_at: Instant,
        /// Who began it.
        pub by: String,
        /// The key of the order.
        pub seed: String,
        /// By when it is to be done.
        pub due_on: Option<Day>,
        /// What was found in all.
        pub found: String,
        /// When it was finished.
        pub finished_at: Option<Instant>,
        /// Who finished it.
        pub finished_by: Option<String>,
        /// Cases of its sample.
        pub sampled: i64,
        /// Of these, cases somebody looked at.
        pub looked: i64,
        /// Its recommendations.
        pub asked: i64,
        /// Of these, those that are closed.
        pub closed: i64,
        /// Of these, those that are neither said to be done nor in time.
        pub late: i64,
    }
}

impl Audit {
    /// The rule of its frame.
    pub fn rule(&self) -> Rule {
        Rule {
            case_type: self.case_type.clone(),
            team: self.team.is_some().then_some(self.team_id),
            which: self.which,
            opened: (self.opened_from, self.opened_to),
            closed: (self.closed_from, self.closed_to),
            high: !self.band.is_empty(),
        }
    }
}

row! {
    /// A case of a sample that the asker may read.
    #[derive(Clone, Debug)]
    pub struct Sampled {
        /// The case.
        pub case_id: CaseId,
        /// Its reference.
        pub reference: String,
        /// What it is about.
        pub title: String,
        /// Whom it is about.
        pub person: String,
        /// Who holds it.
        pub worker_id: Option<UserId>,
        /// Their name.
        pub worker: Option<String>,
        /// Its place in the order.
        pub place: i64,
        /// What was found beyond the questions.
        pub words: String,
        /// When somebody looked at it.
        pub looked_at: Option<Instant>,
        /// Who.
        pub looked_by: Option<String>,
    }
}

row! {
    /// A recommendation.
    #[derive(Clone, Debug)]
    pub struct Recommendation {
        /// The recommendation.
        pub recommendation_id: Uuid,
        /// The audit.
        pub audit_id: Uuid,
        /// The audit's theme.
        pub theme: String,
        /// What is to change.
        pub words: String,
        /// Who sees to it.
        pub owner_id: UserId,
        /// Their name.
        pub owner: String,
        /// By when.
        pub due_on: Day,
        /// What shows that it is done.
        pub evidence: String,
        /// The day its owner said so.
        pub done_on: Option<Day>,
        /// Why that was not accepted the last time.
        pub refused: String,
        /// When somebody accepted it.
        pub accepted_at: Option<Instant>,
        /// Who.
        pub accepted_by: Option<String>,
    }
}

macro_rules! audit {
    ($when:literal) => {
        concat!(
            "SELECT a.audit_id, a.theme, a.question, a.case_type, a.team_id, t.name, a.state, a.opened_from,
            a.opened_to, a.closed_from, a.closed_to, a.band, a.tool, a.eligible, a.frame_hash, a.framed_at, u.name,
            a.seed, a.due_on, a.found, a.finished_at, v.name,
            (SELECT count(*) FROM thematic_case s WHERE s.tenant_id = a.tenant_id AND s.audit_id = a.audit_id),
            (SELECT count(*) FROM thematic_case s
                WHERE s.tenant_id = a.tenant_id AND s.audit_id = a.audit_id AND s.looked_at IS NOT NULL),
            (SELECT count(*) FROM recommendation r WHERE r.tenant_id = a.tenant_id AND r.audit_id = a.audit_id),
            (SELECT count(*) FROM recommendation r
                WHERE r.tenant_id = a.tenant_id AND r.audit_id = a.audit_id AND r.accepted_at IS NOT NULL),
            (SELECT count(*) FROM recommendation r
                WHERE r.tenant_id = a.tenant_id AND r.audit_id = a.audit_id AND r.done_on IS NULL AND r.due_on < $2)
        FROM thematic_audit a
        JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.framed_by
        LEFT JOIN app_user v ON v.tenant_id = a.tenant_id AND v.user_id = a.finished_by
        LEFT JOIN team t ON t.tenant_id = a.tenant_id AND t.team_id = a.team_id
        WHERE a.tenant_id = $1
          AND a.drawn_at IS NOT NULL",
            $when
        )
    };
}

macro_rules! recommendation {
    ($when:literal) => {
        concat!(
            "SELECT r.recommendation_id, r.audit_id, a.theme, r.words, r.owner_id, u.name, r.due_on, r.evidence,
            r.done_on, r.refused, r.accepted_at, v.name
        FROM recommendation r
        JOIN thematic_audit a ON a.tenant_id = r.tenant_id AND a.audit_id = r.audit_id
        JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.owner_id
        LEFT JOIN app_user v ON v.tenant_id = r.tenant_id AND v.user_id = r.accepted_by
        WHERE r.tenant_id = $1 AND ",
            $when
        )
    };
}

macro_rules! sampled {
    ($when:expr) => {
        concat!(
            "SELECT s.case_id, f.reference, f.title, n.known_as, f.worker_id, w.name, s.place, s.words, s.looked_at, v.name
        FROM thematic_case s
        JOIN case_file f ON f.tenant_id = s.tenant_id AND f.case_id = s.case_id
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        LEFT JOIN app_user w ON w.tenant_id = f.tenant_id AND w.user_id = f.worker_id
        LEFT JOIN app_user v ON v.tenant_id = s.tenant_id AND v.user_id = s.looked_by
        WHERE s.tenant_id = $1 AND ",
            $when
        )
    };
}

kernel::statements! {
    ALL: Audit = audit!("
        ORDER BY a.framed_at DESC, a.audit_id
        LIMIT 100");
    ONE: Audit = audit!(" AND a.audit_id = $3");
    QUESTIONS: (i64, String) = "SELECT nth, words
        FROM thematic_question
        WHERE tenant_id = $1 AND audit_id = $2
        ORDER BY nth
        LIMIT 40";
    TALLY: (i64, Value, i64) = "SELECT x.nth, x.value, count(*)
        FROM thematic_finding x
        WHERE x.tenant_id = $1 AND x.audit_id = $2
        GROUP BY x.nth, x.value
        ORDER BY x.nth, x.value
        LIMIT 200";
    SAMPLE: Sampled = sampled!(concat!("s.audit_id = $6 AND ", access::may_read_case!(), "
        ORDER BY s.place
        LIMIT 200"));
    CASE: Sampled = sampled!("s.audit_id = $3 AND s.case_id = $2");
    FINDINGS: (i64, Value, String) = "SELECT nth, value, words
        FROM thematic_finding
        WHERE tenant_id = $1 AND audit_id = $2 AND case_id = $3
        ORDER BY nth
        LIMIT 40";
    RECOMMENDED: Recommendation = recommendation!("r.audit_id = $2
        ORDER BY r.recorded_at, r.recommendation_id
        LIMIT 100");
    RECOMMENDATION: Recommendation = recommendation!("r.recommendation_id = $2");
}

/// Every SQL text of thematic audits.
pub fn statements() -> Vec<Known> {
    [STATEMENTS, write::STATEMENTS, &write::bulk_statements()].concat()
}

/// All audits that have a sample, latest first: one statement.
pub fn all(c: &mut dyn Conn, tenant: i64, today: Day) -> Result<Vec<Audit>> {
    c.all(ALL, args![tenant, today])
}

/// One audit: one statement.
pub fn one(c: &mut dyn Conn, tenant: i64, audit: Uuid, today: Day) -> Result<Audit> {
    c.one(ONE, args![tenant, today, audit])
}

/// Its questions in order: one statement.
pub fn questions(c: &mut dyn Conn, tenant: i64, audit: Uuid) -> Result<Vec<(i64, String)>> {
    c.all(QUESTIONS, args![tenant, audit])
}

/// What was found for each question over all cases: one statement.
pub fn tallies(c: &mut dyn Conn, tenant: i64, audit: Uuid) -> Result<Vec<(i64, Tally)>> {
    let mut all: Vec<(i64, Tally)> = Vec::new();
    for (nth, value, n) in c.all(TALLY, args![tenant, audit])? {
        if all.last().is_none_or(|(last, _)| *last != nth) {
            all.push((nth, Tally::default()));
        }
        if let Some((_, tally)) = all.last_mut() {
            tally.add(value, n);
        }
    }
    Ok(all)
}

/// The cases of its sample that the asker may read, in order: one statement.
pub fn sample(c: &mut dyn Conn, scope: &Scope, audit: Uuid) -> Result<Vec<Sampled>> {
    c.all(SAMPLE, &scope.args(args![audit]))
}

/// The case of a permit in a sample; not found where it is not in it: one statement.
pub fn sampled<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>, audit: Uuid) -> Result<Sampled>
where
    Case: Decide<A>,
{
    c.one(CASE, args![permit.tenant(), permit.id(), audit])
}

/// What was found in a case, by question: one statement.
pub fn findings(
    c: &mut dyn Conn,
    tenant: i64,
    audit: Uuid,
    case: CaseId,
) -> Result<Vec<(i64, Value, String)>> {
    c.all(FINDINGS, args![tenant, audit, case])
}

/// The recommendations of an audit: one statement.
pub fn recommended(c: &mut dyn Conn, tenant: i64, audit: Uuid) -> Result<Vec<Recommendation>> {
    c.all(RECOMMENDED, args![tenant, audit])
}

/// One recommendation: one statement.
pub fn recommendation(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Recommendation> {
    c.one(RECOMMENDATION, args![tenant, id])
}
