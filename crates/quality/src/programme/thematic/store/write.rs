//! What changes a thematic audit.

use crate::programme::thematic::model::{Rule, Value, Which};
use access::{CaseId, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Ready, Writes},
};
use uuid::Uuid;

kernel::statements! {
    FRAME: (CaseId, String) = "SELECT f.case_id, f.reference
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        WHERE f.tenant_id = $1
          AND ($2 = '' OR f.case_type = $2)
          AND ($3 OR f.team_id = $4)
          AND f.opened_on >= $5
          AND f.opened_on <= $6
          AND (($7 AND f.closed_on IS NULL) OR ($8 AND f.closed_on >= $9 AND f.closed_on <= $10))
          AND ($11 = '' OR f.band = $11)
          AND (c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))
        ORDER BY f.reference
        LIMIT 100000";
    BEGIN: () = "INSERT INTO thematic_audit (
            tenant_id, audit_id, theme, question, case_type, team_id, state, opened_from, opened_to, closed_from,
            closed_to, band, tool, size, eligible, frame_hash, framed_at, framed_by, seed, due_on, found)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, '', $19, '')";
    SEED: () = "UPDATE thematic_audit SET seed = $3 WHERE tenant_id = $1 AND audit_id = $2 AND seed = ''";
    DRAWN: () = "UPDATE thematic_audit SET drawn_at = $3 WHERE tenant_id = $1 AND audit_id = $2 AND drawn_at IS NULL";
    LOOK: () = "UPDATE thematic_case
        SET words = $4, looked_at = $5, looked_by = $6
        WHERE tenant_id = $1 AND audit_id = $2 AND case_id = $3
          AND EXISTS (
              SELECT 1 FROM thematic_audit a
              WHERE a.tenant_id = $1 AND a.audit_id = $2 AND a.drawn_at IS NOT NULL AND a.finished_at IS NULL)
          AND NOT EXISTS (
              SELECT 1 FROM case_file f WHERE f.tenant_id = $1 AND f.case_id = $3 AND f.worker_id = $6)";
    CLEAR: () = "DELETE FROM thematic_finding WHERE tenant_id = $1 AND audit_id = $2 AND case_id = $3";
    FOUND: () = "UPDATE thematic_audit
        SET found = $3
        WHERE tenant_id = $1 AND audit_id = $2 AND drawn_at IS NOT NULL AND finished_at IS NULL";
    FINISH: () = "UPDATE thematic_audit
        SET finished_at = $3, finished_by = $4
        WHERE tenant_id = $1 AND audit_id = $2 AND found <> '' AND drawn_at IS NOT NULL AND finished_at IS NULL";
    RECOMMEND: () = "INSERT INTO recommendation (
            tenant_id, recommendation_id, audit_id, words, owner_id, due_on, evidence, refused, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, '', '', $7, $8)";
    DONE: () = "UPDATE recommendation
        SET evidence = $4, done_on = $5, refused = ''
        WHERE tenant_id = $1 AND recommendation_id = $2 AND owner_id = $3 AND accepted_at IS NULL";
    ACCEPT: () = "UPDATE recommendation
        SET accepted_at = $4, accepted_by = $3
        WHERE tenant_id = $1 AND recommendation_id = $2 AND owner_id <> $3 AND done_on IS NOT NULL
          AND accepted_at IS NULL";
    REFUSE: () = "UPDATE recommendation
        SET refused = $4, done_on = NULL
        WHERE tenant_id = $1 AND recommendation_id = $2 AND owner_id <> $3 AND done_on IS NOT NULL
          AND accepted_at IS NULL";
}

kernel::bulk! {
    QUESTION = "INSERT INTO thematic_question (tenant_id, audit_id, nth, words) VALUES", "($1, $2, ?, ?)", "";
    FRAMED = "INSERT INTO thematic_frame (tenant_id, audit_id, case_id, reference) VALUES", "($1, $2, ?, ?)", "";
    SAMPLED = "INSERT INTO thematic_case (tenant_id, audit_id, case_id, place, words) VALUES", "($1, $2, ?, ?, '')", "";
    FINDING = "INSERT INTO thematic_finding (tenant_id, audit_id, case_id, nth, value, words) VALUES",
        "($1, $2, $3, ?, ?, ?)", "";
}

/// An audit that is about to begin.
#[derive(Clone, Debug)]
pub struct NewAudit {
    /// The audit.
    pub audit_id: Uuid,
    /// What it is about.
    pub theme: String,
    /// What it asks.
    pub question: String,
    /// The rule of its frame.
    pub rule: Rule,
    /// The form its questions come from, with its version; empty for none.
    pub tool: String,
    /// The questions, in order.
    pub questions: Vec<String>,
    /// How many cases are asked for.
    pub size: i64,
    /// By when it is to be done.
    pub due_on: Option<Day>,
    /// Who begins it and when.
    pub by: (UserId, Instant),
}

/// Every case that a rule lets in, by reference: one statement.
pub fn frame(c: &mut dyn Conn, tenant: i64, rule: &Rule) -> Result<Vec<(CaseId, String)>> {
    let first = |day: Option<Day>| day.or(Day::new(1900, 1, 1));
    let last = |day: Option<Day>| day.or(Day::new(2999, 12, 31));
    let team = rule.team.map_or(access::NOBODY, access::TeamId::uuid);
    c.all(
        FRAME,
        args![
            tenant,
            &rule.case_type,
            rule.team.is_none(),
            team,
            first(rule.opened.0),
            last(rule.opened.1),
            rule.which != Which::Closed,
            rule.which != Which::Open,
            first(rule.closed.0),
            last(rule.closed.1),
            if rule.high { "high" } else { "" }
        ],
    )
}

/// Keeps an audit with its questions and its frame's hash. It shows nowhere until it is [`drawn`].
pub fn begin(c: &mut dyn Conn, tenant: i64, n: &NewAudit, (eligible, hash): (i64, &str)) -> Result<()> {
    let (rule, team) = (&n.rule, n.rule.team.map_or(access::NOBODY, access::TeamId::uuid));
    c.exec(
        BEGIN,
        args![
            tenant,
            n.audit_id,
            &n.theme,
            &n.question,
            &rule.case_type,
            team,
            rule.which,
            rule.opened.0,
            rule.opened.1,
            rule.closed.0,
            rule.closed.1,
            if rule.high { "high" } else { "" },
            &n.tool,
            n.size,
            eligible,
            hash,
            n.by.1,
            n.by.0,
            n.due_on
        ],
    )?;
    let mut writes = Writes::new(vec![tenant.into(), n.audit_id.into()]);
    for (words, nth) in n.questions.iter().zip(1_i64..) {
        writes.row(&QUESTION, [nth.into(), words.clone().into()]);
    }
    writes.ready().run(c)
}

/// A part of a frame, to be written.
pub fn frame_rows(tenant: i64, audit: Uuid, part: &[(CaseId, String)]) -> Ready {
    let mut writes = Writes::new(vec![tenant.into(), audit.into()]);
    for (case, reference) in part {
        writes.row(&FRAMED, [(*case).into(), reference.clone().into()]);
    }
    writes.ready()
}

/// Gives an audit its seed, once.
pub fn set_seed(c: &mut dyn Conn, tenant: i64, audit: Uuid, seed: &str) -> Result<()> {
    c.exec(SEED, args![tenant, audit, seed]).map(drop)
}

/// Keeps the sample, in order, and lets the audit show.
pub fn drawn(c: &mut dyn Conn, tenant: i64, audit: Uuid, sample: &[CaseId], at: Instant) -> Result<()> {
    let mut writes = Writes::new(vec![tenant.into(), audit.into()]);
    for (case, place) in sample.iter().zip(1_i64..) {
        writes.row(&SAMPLED, [(*case).into(), place.into()]);
    }
    writes.ready().run(c)?;
    c.exec(DRAWN, args![tenant, audit, at]).map(drop)
}

/// What somebody found in a case.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The audit.
    pub audit: Uuid,
    /// The case.
    pub case: CaseId,
    /// By question: the answer and why.
    pub found: Vec<(i64, Value, String)>,
    /// What was found beyond the questions.
    pub words: String,
    /// Who looked and when.
    pub by: (UserId, Instant),
}

/// Keeps what was found in a case, in place of what was found before.
///
/// # Errors
/// Conflict when the audit is finished, or the case is the auditor's own.
pub fn look(c: &mut dyn Conn, tenant: i64, l: &Looked) -> Result<()> {
    let kept = c.exec(LOOK, args![tenant, l.audit, l.case, &l.words, l.by.1, l.by.0])?;
    moved(kept, "The audit is finished, or this case is your own. Somebody else has to look at it.")?;
    c.exec(CLEAR, args![tenant, l.audit, l.case])?;
    let mut writes = Writes::new(vec![tenant.into(), l.audit.into(), l.case.into()]);
    for (nth, value, words) in &l.found {
        writes.row(&FINDING, [(*nth).into(), (*value).into(), words.clone().into()]);
    }
    writes.ready().run(c)
}

/// Keeps what was found in all.
///
/// # Errors
/// Conflict when the audit is finished.
pub fn set_found(c: &mut dyn Conn, tenant: i64, audit: Uuid, words: &str) -> Result<()> {
    moved(c.exec(FOUND, args![tenant, audit, words])?, "The audit is finished. Open it again.")
}

/// Finishes an audit: from then on its findings stay as they are.
///
/// # Errors
/// Conflict when nothing was found in all, or it is finished already.
pub fn finish(c: &mut dyn Conn, tenant: i64, audit: Uuid, (by, at): (UserId, Instant)) -> Result<()> {
    let done = c.exec(FINISH, args![tenant, audit, at, by])?;
    moved(done, "Write first what was found in all. A finished audit stays as it is.")
}

/// A recommendation that is about to be kept.
#[derive(Clone, Debug)]
pub struct NewRecommendation {
    /// The recommendation.
    pub id: Uuid,
    /// The audit.
    pub audit: Uuid,
    /// What is to change.
    pub words: String,
    /// Who sees to it.
    pub owner: UserId,
    /// By when.
    pub due_on: Day,
}

/// Keeps a recommendation.
pub fn recommend(
    c: &mut dyn Conn,
    tenant: i64,
    n: &NewRecommendation,
    (by, at): (UserId, Instant),
) -> Result<()> {
    c.exec(RECOMMEND, args![tenant, n.id, n.audit, &n.words, n.owner, n.due_on, at, by]).map(drop)
}

/// Keeps what shows that a recommendation is done: its owner says so.
///
/// # Errors
/// Conflict when it is somebody else's, or closed.
pub fn done(
    c: &mut dyn Conn,
    tenant: i64,
    id: Uuid,
    (by, at): (UserId, Instant),
    evidence: &str,
) -> Result<()> {
    let kept = c.exec(DONE, args![tenant, id, by, evidence, Day::of(at)])?;
    moved(kept, "Only its owner says that it is done, until it is closed.")
}

/// Accepts what shows that a recommendation is done: it is closed.
///
/// # Errors
/// Conflict when its owner accepts, nobody said that it is done, or it is closed.
pub fn accept(c: &mut dyn Conn, tenant: i64, id: Uuid, (by, at): (UserId, Instant)) -> Result<()> {
    let kept = c.exec(ACCEPT, args![tenant, id, by, at])?;
    moved(kept, "Somebody other than its owner accepts it, once the owner says that it is done.")
}

/// Does not accept it: it is open again, with the reason.
///
/// # Errors
/// As for [`accept`].
pub fn refuse(c: &mut dyn Conn, tenant: i64, id: Uuid, by: UserId, why: &str) -> Result<()> {
    let kept = c.exec(REFUSE, args![tenant, id, by, why])?;
    moved(kept, "Somebody other than its owner looks at it, once the owner says that it is done.")
}

fn moved(changed: u64, words: &str) -> Result<()> {
    if changed == 0 { Err(Error::Conflict(words.to_owned())) } else { Ok(()) }
}
