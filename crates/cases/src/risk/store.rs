//! SQL of risk assessments, what they prompt, and loaded wordings.

use super::model::{Given, ToldBy};
use access::{Action, Case, CaseId, Decide, Permit, PersonId, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Val, Writes},
    row,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

row! {
    /// An assessment in a case's history.
    #[derive(Clone, Debug)]
    pub struct AssessmentLine {
        /// The assessment.
        pub assessment_id: Uuid,
        /// Which tool.
        pub tool: String,
        /// Its version then.
        pub tool_version: i64,
        /// Its name then.
        pub tool_name: String,
        /// Whether it was asked in a loaded wording.
        pub own_wording: bool,
        /// The sum.
        pub score: i64,
        /// The highest there was.
        pub most: i64,
        /// The band of the score.
        pub scored_band: String,
        /// The band that counts.
        pub band: String,
        /// That in words.
        pub band_label: String,
        /// Its place, 0 for the highest.
        pub band_rank: i64,
        /// Why another band was given.
        pub override_why: String,
        /// What the worker makes of it.
        pub summary: String,
        /// The day it was weighed.
        pub reviewed_on: Day,
        /// The day by which it is weighed again.
        pub next_on: Day,
        /// What it prompts.
        pub prompt: String,
        /// What became of that: empty, `open`, `done`, `dismissed`.
        pub prompt_state: String,
        /// Why.
        pub prompt_why: String,
        /// Who weighed it.
        pub by: String,
    }
}

row! {
    /// An answer as it was given.
    #[derive(Clone, Debug)]
    pub struct AnswerLine {
        /// Which question.
        pub question: String,
        /// The question as it was asked.
        pub asked: String,
        /// The answer's code.
        pub answer: String,
        /// The answer in words.
        pub answered: String,
        /// What it added.
        pub points: i64,
        /// Who says so; empty where it was not said.
        pub told_by: String,
        /// What was said about it.
        pub note: String,
    }
}

/// An assessment to be recorded.
#[derive(Clone, Debug)]
pub struct NewAssessment {
    /// The assessment.
    pub id: Uuid,
    /// The action that its review becomes.
    pub review: Uuid,
    /// The person whose risk it is.
    pub person: PersonId,
    /// Which tool, its version and name.
    pub tool: (String, i64, String),
    /// Whether a loaded wording was used.
    pub own_wording: bool,
    /// The sum and the highest there is.
    pub score: (i64, i64),
    /// The band of the score.
    pub scored_band: String,
    /// The band that counts: code, label, place from the highest.
    pub band: (String, String, i64),
    /// Why it is not the score's; empty where it is.
    pub override_why: String,
    /// What the worker makes of it.
    pub summary: String,
    /// The day it was weighed.
    pub reviewed_on: Day,
    /// The day by which it is weighed again.
    pub next_on: Day,
    /// Whose task that is.
    pub owner: UserId,
    /// What it prompts; empty for nothing.
    pub prompt: String,
    /// The answers, in the tool's order.
    pub answers: Vec<Given>,
}

kernel::statements! {
    HISTORY: AssessmentLine = "SELECT r.assessment_id, r.tool, r.tool_version, r.tool_name, r.own_wording, r.score, r.most,
            r.scored_band, r.band, r.band_label, r.band_rank, r.override_why, r.summary, r.reviewed_on, r.next_on,
            r.prompt, r.prompt_state, r.prompt_why, u.name
        FROM risk_assessment r
        JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.recorded_by
        WHERE r.tenant_id = $1 AND r.case_id = $2
        ORDER BY r.reviewed_on DESC, r.recorded_at DESC, r.assessment_id DESC
        LIMIT 200";
    ANSWERS: AnswerLine = "SELECT question, asked, answer, answered, points, told_by, note
        FROM risk_answer
        WHERE tenant_id = $1 AND case_id = $2 AND assessment_id = $3
        ORDER BY nth
        LIMIT 500";
    ADD: () = "INSERT INTO risk_assessment (
            tenant_id, case_id, assessment_id, person_id, tool, tool_version, tool_name, own_wording, score, most,
            scored_band, band, band_label, band_rank, override_why, summary, reviewed_on, next_on, prompt,
            prompt_state, prompt_why, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, '', $21, $22)";
    // The highest of the latest assessments of each tool: a low score of one tool does not hide a high one of another.
    SET_BAND: () = "UPDATE case_file
        SET band = COALESCE((
                SELECT x.band
                FROM (
                    SELECT r.band, r.band_rank, r.reviewed_on,
                        row_number() OVER (PARTITION BY r.tool ORDER BY r.reviewed_on DESC, r.recorded_at DESC) AS nth
                    FROM risk_assessment r
                    WHERE r.tenant_id = $1 AND r.case_id = $2
                ) x
                WHERE x.nth = 1
                ORDER BY x.band_rank, x.reviewed_on DESC
                LIMIT 1), ''),
            version = version + 1
        WHERE tenant_id = $1 AND case_id = $2";
    REVIEWED: () = "UPDATE next_action
        SET done_on = $4, outcome = 'The risk was weighed again.', version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND set_by = $3 AND done_on IS NULL";
    ADD_REVIEW: () = "INSERT INTO next_action (
            tenant_id, action_id, person_id, case_id, kind, what, owner_id, owner_name, due_on, outcome, recorded_at,
            recorded_by, set_by, version)
        VALUES ($1, $2, $3, $4, 'task', $5, $6, '', $7, '', $8, $9, $10, 1)";
    PROMPT: () = "UPDATE risk_assessment
        SET prompt_state = $4, prompt_why = $5, prompt_by = $6, prompt_at = $7
        WHERE tenant_id = $1 AND case_id = $2 AND assessment_id = $3 AND prompt_state = 'open'";
    INCIDENTS: (String, Day) = "SELECT form, occurred_on
        FROM fact_entry
        WHERE tenant_id = $1 AND case_id = $2 AND withdrawn_at IS NULL AND occurred_on > $3
        ORDER BY occurred_on DESC, entry_id
        LIMIT 500";
    ANSWERED: (String,) = "SELECT DISTINCT tool
        FROM risk_assessment
        WHERE tenant_id = $1 AND case_id = $2
        ORDER BY tool
        LIMIT 100";
    WORDING: (String, String) = "SELECT question, words
        FROM risk_wording
        WHERE tenant_id = $1 AND tool = $2
        ORDER BY question
        LIMIT 500";
    WORDINGS: (String, i64, Instant) = "SELECT tool, CAST(count(*) AS BIGINT), max(loaded_at)
        FROM risk_wording
        WHERE tenant_id = $1
        GROUP BY tool
        ORDER BY tool
        LIMIT 100";
    DROP_WORDING: () = "DELETE FROM risk_wording WHERE tenant_id = $1 AND tool = $2";
}

kernel::bulk! {
    ADD_ANSWERS = "INSERT INTO risk_answer (
            tenant_id, case_id, assessment_id, nth, question, asked, answer, answered, points, told_by, note)
        VALUES", "($1, $2, $3, ?, ?, ?, ?, ?, ?, ?, ?)", "";
    ADD_WORDING = "INSERT INTO risk_wording (tenant_id, tool, loaded_at, loaded_by, question, words) VALUES",
        "($1, $2, $3, $4, ?, ?)", "";
}

/// The case's assessments, latest first: one statement.
pub fn history<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<AssessmentLine>>
where
    Case: Decide<A>,
{
    c.all(HISTORY, args![permit.tenant(), permit.id()])
}

/// The answers of an assessment as they were asked and given: one statement.
pub fn answers<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Case, A>,
    assessment: Uuid,
) -> Result<Vec<AnswerLine>>
where
    Case: Decide<A>,
{
    c.all(ANSWERS, args![permit.tenant(), permit.id(), assessment])
}

/// Entries of forms since a day, form and day of each: what escalation rules count. One statement.
pub fn incidents<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Case, A>,
    since: Day,
) -> Result<Vec<(String, Day)>>
where
    Case: Decide<A>,
{
    c.all(INCIDENTS, args![permit.tenant(), permit.id(), since])
}

/// The tools that were answered in a case, for what stages and closing need: one statement.
pub fn answered(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<BTreeSet<String>> {
    Ok(c.all(ANSWERED, args![tenant, case])?.into_iter().map(|(tool,)| tool).collect())
}

/// Records an assessment, moves the case's band, and puts the next review on the list in place of the one before.
/// The caller settles the case: its clocks may ask for the band.
pub fn add(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    n: &NewAssessment,
    at: Instant,
    by: UserId,
) -> Result<()> {
    let state = if n.prompt.is_empty() { "" } else { "open" };
    c.exec(
        ADD,
        args![
            tenant,
            case,
            n.id,
            n.person,
            &n.tool.0,
            n.tool.1,
            &n.tool.2,
            n.own_wording,
            n.score.0,
            n.score.1,
            &n.scored_band,
            &n.band.0,
            &n.band.1,
            n.band.2,
            &n.override_why,
            &n.summary,
            n.reviewed_on,
            n.next_on,
            &n.prompt,
            state,
            at,
            by
        ],
    )?;
    answers_of(tenant, case, n).ready().run(c)?;
    c.exec(SET_BAND, args![tenant, case])?;
    let set_by = format!("risk:{}", n.tool.0);
    c.exec(REVIEWED, args![tenant, case, &set_by, n.reviewed_on])?;
    let what = format!("Weigh the risk again: {}", n.tool.2);
    c.exec(ADD_REVIEW, args![tenant, n.review, n.person, case, what, n.owner, n.next_on, at, by, set_by])
        .map(drop)
}

fn answers_of(tenant: i64, case: CaseId, n: &NewAssessment) -> Writes {
    let mut writes = Writes::new(vec![Val::I64(tenant), Val::from(case), Val::from(n.id)]);
    for (nth, given) in (1_i64..).zip(&n.answers) {
        writes.row(
            &ADD_ANSWERS,
            [
                Val::I64(nth),
                Val::from(&given.question),
                Val::from(&given.asked),
                Val::from(&given.offer.code),
                Val::from(&given.offer.label),
                Val::I64(given.offer.points),
                Val::from(given.told_by.map_or("", ToldBy::code)),
                Val::from(&given.note),
            ],
        );
    }
    writes
}

/// Says what became of a prompt; [`Error::Conflict`] when somebody said so before.
pub fn close_prompt(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    assessment: Uuid,
    (state, why): (&str, &str),
    (by, at): (UserId, Instant),
) -> Result<()> {
    match c.exec(PROMPT, args![tenant, case, assessment, state, why, by, at])? {
        0 => {
            Err(Error::Conflict("Somebody dealt with this before you. Open the risk page again.".to_owned()))
        }
        _ => Ok(()),
    }
}

/// The wording a service loaded for a tool, by question; empty when none: one statement.
pub fn wording(c: &mut dyn Conn, tenant: i64, tool: &str) -> Result<BTreeMap<String, String>> {
    Ok(c.all(WORDING, args![tenant, tool])?.into_iter().collect())
}

/// Which tools have a loaded wording: tool, questions, since when. One statement.
pub fn wordings(c: &mut dyn Conn, tenant: i64) -> Result<Vec<(String, i64, Instant)>> {
    c.all(WORDINGS, args![tenant])
}

/// Loads a tool's wording in place of what was loaded before; none takes it away.
pub fn load_wording(
    c: &mut dyn Conn,
    tenant: i64,
    tool: &str,
    words: &[(String, String)],
    (by, at): (UserId, Instant),
) -> Result<()> {
    c.exec(DROP_WORDING, args![tenant, tool])?;
    let mut writes = Writes::new(vec![Val::I64(tenant), Val::from(tool), Val::At(at), Val::from(by)]);
    for (question, words) in words {
        writes.row(&ADD_WORDING, [Val::from(question), Val::from(words)]);
    }
    writes.ready().run(c)
}
