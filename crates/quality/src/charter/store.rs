//! SQL of self-assessments: judgements, what is missing and what is done about it. Figures stand in [`evidence`].

pub mod evidence;

use super::model::Judgement;
use access::UserId;
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A self-assessment.
    #[derive(Clone, Debug)]
    pub struct Assessment {
        /// The self-assessment.
        pub assessment_id: Uuid,
        /// First day of its figures.
        pub from_on: Day,
        /// Last day of them.
        pub to_on: Day,
        /// When it was begun.
        pub begun_at: Instant,
        /// Who began it.
        pub begun_by: String,
        /// When it was signed.
        pub signed_at: Option<Instant>,
        /// Who signed it.
        pub signed_by: Option<String>,
        /// Commitments that are judged.
        pub judged: i64,
        /// Of these, those that are met.
        pub met: i64,
    }
}

row! {
    /// The service's own judgement of one commitment.
    #[derive(Clone, Debug)]
    pub struct Judged {
        /// The commitment, 1 to 7.
        pub commitment: i64,
        /// How far it is kept.
        pub judgement: Judgement,
        /// Why.
        pub words: String,
        /// When.
        pub at: Instant,
        /// Who.
        pub by: String,
    }
}

row! {
    /// Something missing, and what is done about it.
    #[derive(Clone, Debug)]
    pub struct Planned {
        /// The line.
        pub plan_id: Uuid,
        /// The commitment.
        pub commitment: i64,
        /// What is missing.
        pub gap: String,
        /// What is done about it.
        pub what: String,
        /// Who sees to it.
        pub owner: String,
        /// By when.
        pub due_on: Day,
        /// The day it was done.
        pub done_on: Option<Day>,
        /// What shows it.
        pub done_words: String,
    }
}

macro_rules! assessment {
    ($when:literal) => {
        concat!(
            "SELECT a.assessment_id, a.from_on, a.to_on, a.begun_at, u.name, a.signed_at, v.name,
            (SELECT count(*) FROM charter_judgement j
                WHERE j.tenant_id = a.tenant_id AND j.assessment_id = a.assessment_id),
            (SELECT count(*) FROM charter_judgement j
                WHERE j.tenant_id = a.tenant_id AND j.assessment_id = a.assessment_id AND j.judgement = 'met')
        FROM charter_assessment a
        JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.begun_by
        LEFT JOIN app_user v ON v.tenant_id = a.tenant_id AND v.user_id = a.signed_by
        WHERE a.tenant_id = $1",
            $when
        )
    };
}

kernel::statements! {
    ALL: Assessment = assessment!("
        ORDER BY a.begun_at DESC, a.assessment_id
        LIMIT 50");
    ONE: Assessment = assessment!(" AND a.assessment_id = $2");
    JUDGED: Judged = "SELECT j.commitment, j.judgement, j.words, j.judged_at, u.name
        FROM charter_judgement j
        JOIN app_user u ON u.tenant_id = j.tenant_id AND u.user_id = j.judged_by
        WHERE j.tenant_id = $1 AND j.assessment_id = $2
        ORDER BY j.commitment
        LIMIT 7";
    PLANNED: Planned = "SELECT p.plan_id, p.commitment, p.gap, p.what, u.name, p.due_on, p.done_on, p.done_words
        FROM charter_plan p
        JOIN app_user u ON u.tenant_id = p.tenant_id AND u.user_id = p.owner_id
        WHERE p.tenant_id = $1 AND p.assessment_id = $2
        ORDER BY p.commitment, p.due_on, p.plan_id
        LIMIT 200";
    BEGIN: () = "INSERT INTO charter_assessment (tenant_id, assessment_id, from_on, to_on, begun_at, begun_by)
        VALUES ($1, $2, $3, $4, $5, $6)";
    // Holds it while it is written to, so that nobody signs it meanwhile.
    HOLD: () = "UPDATE charter_assessment
        SET begun_at = begun_at
        WHERE tenant_id = $1 AND assessment_id = $2 AND signed_at IS NULL";
    JUDGE: () = "INSERT INTO charter_judgement (
            tenant_id, assessment_id, commitment, judgement, words, judged_at, judged_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (tenant_id, assessment_id, commitment)
        DO UPDATE SET judgement = excluded.judgement, words = excluded.words, judged_at = excluded.judged_at,
            judged_by = excluded.judged_by";
    PLAN: () = "INSERT INTO charter_plan (
            tenant_id, plan_id, assessment_id, commitment, gap, what, owner_id, due_on, done_words, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9)";
    DONE: () = "UPDATE charter_plan
        SET done_on = $4, done_words = $5
        WHERE tenant_id = $1 AND plan_id = $2 AND assessment_id = $3 AND done_on IS NULL";
    SIGN: () = "UPDATE charter_assessment
        SET signed_at = $3, signed_by = $4
        WHERE tenant_id = $1 AND assessment_id = $2 AND signed_at IS NULL";
}

/// All self-assessments, latest first: one statement.
pub fn all(c: &mut dyn Conn, tenant: i64) -> Result<Vec<Assessment>> {
    c.all(ALL, args![tenant])
}

/// One of them: one statement.
pub fn one(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Assessment> {
    c.one(ONE, args![tenant, id])
}

/// What was judged, by commitment: one statement.
pub fn judged(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Vec<Judged>> {
    c.all(JUDGED, args![tenant, id])
}

/// What is missing and done about it: one statement.
pub fn planned(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Vec<Planned>> {
    c.all(PLANNED, args![tenant, id])
}

/// Begins a self-assessment of a period. One is open at a time.
pub fn begin(
    c: &mut dyn Conn,
    tenant: i64,
    id: Uuid,
    (from, to): (Day, Day),
    (by, at): (UserId, Instant),
) -> Result<()> {
    c.exec(BEGIN, args![tenant, id, from, to, at, by]).map(drop)
}

/// Judges a commitment, in place of what was judged before.
///
/// # Errors
/// Conflict when it is signed.
pub fn judge(
    c: &mut dyn Conn,
    tenant: i64,
    id: Uuid,
    (commitment, judgement, words): (i64, Judgement, &str),
    (by, at): (UserId, Instant),
) -> Result<()> {
    moved(c.exec(HOLD, args![tenant, id])?)?;
    c.exec(JUDGE, args![tenant, id, commitment, judgement, words, at, by]).map(drop)
}

/// Something missing that is about to be kept.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// The line.
    pub plan_id: Uuid,
    /// The commitment.
    pub commitment: i64,
    /// What is missing.
    pub gap: String,
    /// What is done about it.
    pub what: String,
    /// Who sees to it.
    pub owner: UserId,
    /// By when.
    pub due_on: Day,
}

/// Keeps what is missing and what is done about it.
///
/// # Errors
/// Conflict when the self-assessment is signed.
pub fn plan(c: &mut dyn Conn, tenant: i64, id: Uuid, n: &NewPlan, at: Instant) -> Result<()> {
    moved(c.exec(HOLD, args![tenant, id])?)?;
    let NewPlan { plan_id, commitment, gap, what, owner, due_on } = n;
    c.exec(PLAN, args![tenant, *plan_id, id, *commitment, gap, what, *owner, *due_on, at]).map(drop)
}

/// Marks that a line of the plan was done. A signed self-assessment's plan goes on.
///
/// # Errors
/// Conflict when it was done before.
pub fn done(c: &mut dyn Conn, tenant: i64, (id, plan): (Uuid, Uuid), (on, words): (Day, &str)) -> Result<()> {
    match c.exec(DONE, args![tenant, plan, id, on, words])? {
        0 => Err(Error::Conflict("It was done before. Open the commitment again.".to_owned())),
        _ => Ok(()),
    }
}

/// Signs it: from then on its judgements and figures stay.
///
/// # Errors
/// Conflict when it is signed already.
pub fn sign(c: &mut dyn Conn, tenant: i64, id: Uuid, (by, at): (UserId, Instant)) -> Result<()> {
    moved(c.exec(SIGN, args![tenant, id, at, by])?)
}

fn moved(changed: u64) -> Result<()> {
    if changed == 0 {
        Err(Error::Conflict(
            "This self-assessment is signed, so it stays as it is. Begin another.".to_owned(),
        ))
    } else {
        Ok(())
    }
}
