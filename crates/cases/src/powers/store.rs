//! SQL of the register of tools and powers, and of costs.

use super::model::TestMet;
use access::{Action, Case, CaseId, Decide, Permit, PersonId, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A tool or power that is considered or used in a case.
    #[derive(Clone, Debug)]
    pub struct UseLine {
        /// This use.
        pub use_id: Uuid,
        /// Which power of the pack.
        pub power: String,
        /// Its name then.
        pub name: String,
        /// Whether it is informal.
        pub informal: bool,
        /// Whether a team leader has to authorise it.
        pub authorise: bool,
        /// The legal test as it was shown.
        pub test: String,
        /// The law as it was shown.
        pub citation: String,
        /// The party it is used with or against; `None` where it is not a party, or nobody the asker may know.
        pub person: Option<String>,
        /// Whether the asker may know who that is.
        pub known: bool,
        /// Whom otherwise.
        pub whom: String,
        /// Whether the test is met; empty where it was not said.
        pub test_met: String,
        /// How it is met.
        pub evidence: String,
        /// What was done first.
        pub first_done: String,
        /// Why a formal power came first.
        pub formal_why: String,
        /// Who authorised it.
        pub authorised_by: Option<String>,
        /// When.
        pub authorised_on: Option<Day>,
        /// What they said.
        pub authorised_words: String,
        /// The day it was given or served.
        pub served_on: Option<Day>,
        /// The moment, where a clock counts hours from it.
        pub served_at: Option<Instant>,
        /// How.
        pub served_how: String,
        /// First day in force.
        pub starts_on: Option<Day>,
        /// Last day in force.
        pub ends_on: Option<Day>,
        /// What came of it.
        pub outcome: String,
        /// The day of the outcome.
        pub outcome_on: Option<Day>,
        /// Who wrote it down.
        pub by: String,
        /// Grows with each change.
        pub version: i64,
    }
}

row! {
    /// A breach.
    #[derive(Clone, Debug)]
    pub struct BreachLine {
        /// What was breached.
        pub use_id: Uuid,
        /// The day.
        pub on_day: Day,
        /// What happened.
        pub what: String,
        /// What was done about it.
        pub action: String,
        /// Who wrote it down.
        pub by: String,
    }
}

/// A use to be put into the register.
#[derive(Clone, Debug)]
pub struct NewUse {
    /// This use.
    pub id: Uuid,
    /// The power: id, name, test, citation.
    pub power: (String, String, String, String),
    /// Whether it is informal.
    pub informal: bool,
    /// Whether a team leader has to authorise it.
    pub authorise: bool,
    /// The party it is used with or against.
    pub person: Option<PersonId>,
    /// Whom otherwise.
    pub whom: String,
    /// Whether the test is met.
    pub test_met: Option<TestMet>,
    /// How it is met.
    pub evidence: String,
    /// What was done first.
    pub first_done: String,
    /// Why a formal power came first.
    pub formal_why: String,
    /// When it was served and how long it lasts.
    pub service: Service,
}

/// When something was served, how long it lasts and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// The day it was given or served.
    pub served_on: Option<Day>,
    /// The moment, where a clock counts hours from it.
    pub served_at: Option<Instant>,
    /// How.
    pub served_how: String,
    /// First day in force.
    pub starts_on: Option<Day>,
    /// Last day in force.
    pub ends_on: Option<Day>,
    /// What came of it.
    pub outcome: String,
    /// The day of the outcome.
    pub outcome_on: Option<Day>,
}

kernel::statements! {
    USES: UseLine = concat!("SELECT w.use_id, w.power, w.power_name, w.informal, w.authorise, w.test, w.citation,
            n.full_name, CASE WHEN ", access::may_read_who_person!(), " THEN TRUE ELSE FALSE END, w.whom, w.test_met,
            w.evidence, w.first_done, w.formal_why, a.name, w.authorised_on, w.authorised_words, w.served_on,
            w.served_at, w.served_how, w.starts_on, w.ends_on, w.outcome, w.outcome_on, u.name, w.version
        FROM power_use w
        JOIN app_user u ON u.tenant_id = w.tenant_id AND u.user_id = w.recorded_by
        LEFT JOIN app_user a ON a.tenant_id = w.tenant_id AND a.user_id = w.authorised_by
        LEFT JOIN person n ON n.tenant_id = w.tenant_id AND n.person_id = w.person_id
        LEFT JOIN person_access p ON p.tenant_id = w.tenant_id AND p.person_id = w.person_id
        WHERE w.tenant_id = $1 AND w.case_id = $6
        ORDER BY w.recorded_at DESC, w.use_id DESC
        LIMIT 200");
    BREACHES: BreachLine = "SELECT b.use_id, b.on_day, b.what, b.action, u.name
        FROM power_breach b
        JOIN app_user u ON u.tenant_id = b.tenant_id AND u.user_id = b.recorded_by
        WHERE b.tenant_id = $1 AND b.case_id = $2
        ORDER BY b.on_day DESC, b.recorded_at DESC, b.breach_id
        LIMIT 500";
    ADD: () = "INSERT INTO power_use (
            tenant_id, case_id, use_id, power, power_name, informal, authorise, test, citation, person_id, whom,
            test_met, evidence, first_done, formal_why, authorised_words, served_on, served_how, starts_on, ends_on,
            outcome, outcome_on, recorded_at, recorded_by, version, served_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', $16, $17, $18, $19, $20, $21,
            $22, $23, 1, $24)";
    SERVE: () = "UPDATE power_use
        SET test_met = $5, evidence = $6, served_on = $7, served_how = $8, starts_on = $9, ends_on = $10,
            outcome = $11, outcome_on = $12, served_at = $13, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND use_id = $3 AND version = $4";
    AUTHORISE: () = "UPDATE power_use
        SET authorised_by = $4, authorised_on = $5, authorised_words = $6, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND use_id = $3 AND authorise AND authorised_by IS NULL";
    ADD_BREACH: () = "INSERT INTO power_breach (
            tenant_id, case_id, use_id, breach_id, on_day, what, action, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    COSTS: (String, i64) = "SELECT f.field, CAST(sum(f.hundredths) AS BIGINT)
        FROM case_fact f
        JOIN fact_entry e ON e.tenant_id = f.tenant_id AND e.entry_id = f.entry_id
        WHERE f.tenant_id = $1 AND f.case_id = $2 AND f.superseded_at IS NULL AND f.hundredths IS NOT NULL
          AND e.withdrawn_at IS NULL
        GROUP BY f.field
        ORDER BY f.field
        LIMIT 200";
}

/// The register of a case, latest first: one statement.
pub fn uses<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<UseLine>>
where
    Case: Decide<A>,
{
    c.all(USES, &permit.scope().args(args![permit.id()]))
}

/// The breaches of a case, latest first: one statement.
pub fn breaches<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<BreachLine>>
where
    Case: Decide<A>,
{
    c.all(BREACHES, args![permit.tenant(), permit.id()])
}

/// Sums of the case's numbers and amounts by field, in hundredths; entries taken back do not count. One statement.
/// Which fields are money the pack says.
pub fn costs<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<(String, i64)>>
where
    Case: Decide<A>,
{
    c.all(COSTS, args![permit.tenant(), permit.id()])
}

/// Puts a use into the register.
pub fn add(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    n: &NewUse,
    (by, at): (UserId, Instant),
) -> Result<()> {
    let (power, name, test, citation) = &n.power;
    let s = &n.service;
    c.exec(
        ADD,
        args![
            tenant,
            case,
            n.id,
            power,
            name,
            n.informal,
            n.authorise,
            test,
            citation,
            n.person,
            &n.whom,
            n.test_met.map_or("", TestMet::code),
            &n.evidence,
            &n.first_done,
            &n.formal_why,
            s.served_on,
            &s.served_how,
            s.starts_on,
            s.ends_on,
            &s.outcome,
            s.outcome_on,
            at,
            by,
            s.served_at
        ],
    )
    .map(drop)
}

/// Changes when it was served, how long it lasts and what came of it; [`Error::Conflict`] when somebody changed it
/// since `version`.
pub fn serve(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    (id, version): (Uuid, i64),
    (met, evidence): (Option<TestMet>, &str),
    s: &Service,
) -> Result<()> {
    let changed = c.exec(
        SERVE,
        args![
            tenant,
            case,
            id,
            version,
            met.map_or("", TestMet::code),
            evidence,
            s.served_on,
            &s.served_how,
            s.starts_on,
            s.ends_on,
            &s.outcome,
            s.outcome_on,
            s.served_at
        ],
    )?;
    match changed {
        0 => Err(Error::Conflict(
            "Somebody changed this since you opened it. Open it again to see both.".to_owned(),
        )),
        _ => Ok(()),
    }
}

/// Authorises a use; [`Error::Conflict`] when that was done before or is not needed.
pub fn authorise(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    id: Uuid,
    (by, on): (UserId, Day),
    words: &str,
) -> Result<()> {
    match c.exec(AUTHORISE, args![tenant, case, id, by, on, words])? {
        0 => Err(Error::Conflict("This does not wait for a team leader any more.".to_owned())),
        _ => Ok(()),
    }
}

/// Records a breach.
pub fn add_breach(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    (use_id, breach): (Uuid, Uuid),
    (on, what, action): (Day, &str, &str),
    (by, at): (UserId, Instant),
) -> Result<()> {
    c.exec(ADD_BREACH, args![tenant, case, use_id, breach, on, what, action, at, by]).map(drop)
}
