//! SQL of surveys: those of a case, asking, codes and tries.

pub mod answers;
pub mod lists;
pub mod results;

use super::model::{Channel, Dropped, Kind, Safer, State, Way};
use access::{Action, Case, CaseId, Decide, Permit, PersonId, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A survey with what came of it.
    #[derive(Clone, Debug)]
    pub struct Survey {
        /// The survey.
        pub survey_id: Uuid,
        /// Whom it asks.
        pub person_id: PersonId,
        /// How they wish to be called.
        pub known_as: String,
        /// After the end, or during the case.
        pub kind: Kind,
        /// How they want to be asked, in words.
        pub how: String,
        /// When it was queued.
        pub queued_at: Instant,
        /// Who wanted it during the case.
        pub requested_by: Option<String>,
        /// How far it is.
        pub state: State,
        /// The way they were asked last, as a code; empty until then.
        pub asked_way: String,
        /// Why nobody asks any more, as a code.
        pub dropped_why: String,
        /// Calls and visits at which nobody could be asked.
        pub tries: i64,
        /// Until when the code works that was made last.
        pub code_until: Option<Instant>,
        /// How the answer came; none without one.
        pub channel: Option<Channel>,
        /// Whether they did not want to answer.
        pub refused: Option<bool>,
        /// The way they were helped, 1 to 5.
        pub handling: Option<i64>,
        /// What came of it, 1 to 5.
        pub outcome: Option<i64>,
        /// Being kept informed, 1 to 5.
        pub informed: Option<i64>,
        /// Whether they feel safer, as a code; empty where not said.
        pub safer: Option<String>,
        /// What else they said.
        pub words: Option<String>,
        /// Whether something asks for an answer.
        pub unhappy: Option<bool>,
        /// When they answered.
        pub answered_at: Option<Instant>,
        /// Who wrote it down; none where they did it by themselves.
        pub recorded_by: Option<String>,
        /// The next step it became.
        pub action_id: Option<Uuid>,
        /// What was done, and what they were told.
        pub told_words: Option<String>,
        /// When that was written down.
        pub told_at: Option<Instant>,
        /// By whom.
        pub told_by: Option<String>,
        /// When the case was opened again because of it.
        pub reopened_at: Option<Instant>,
    }
}

impl Survey {
    /// Whether they can still answer.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Queued | State::Sent)
    }

    /// The way they were asked last.
    pub fn way(&self) -> Option<Way> {
        Way::parse(&self.asked_way)
    }

    /// Whether they feel safer.
    pub fn feels_safer(&self) -> Option<Safer> {
        self.safer.as_deref().and_then(Safer::parse)
    }
}

macro_rules! survey {
    ($where:expr) => {
        concat!("SELECT r.survey_id, r.person_id, n.known_as, r.kind, r.channel, r.queued_at, q.name, r.state, r.asked_way,
            r.dropped_why,
            (SELECT count(*) FROM survey_try y WHERE y.tenant_id = r.tenant_id AND y.survey_id = r.survey_id),
            (SELECT max(k.expires_at) FROM survey_code k
                WHERE k.tenant_id = r.tenant_id AND k.survey_id = r.survey_id AND k.used_at IS NULL),
            a.channel, a.refused, a.handling, a.outcome, a.informed, a.safer, a.words, a.unhappy, a.answered_at,
            b.name, a.action_id, a.told_words, a.told_at, t.name, a.reopened_at
        FROM survey_request r
        JOIN person n ON n.tenant_id = r.tenant_id AND n.person_id = r.person_id
        LEFT JOIN app_user q ON q.tenant_id = r.tenant_id AND q.user_id = r.requested_by
        LEFT JOIN survey_answer a ON a.tenant_id = r.tenant_id AND a.survey_id = r.survey_id
        LEFT JOIN app_user b ON b.tenant_id = a.tenant_id AND b.user_id = a.recorded_by
        LEFT JOIN app_user t ON t.tenant_id = a.tenant_id AND t.user_id = a.told_by
        WHERE r.tenant_id = $1 AND r.case_id = $2", $where, "
        ORDER BY r.queued_at DESC, r.survey_id DESC
        LIMIT 50")
    };
}

kernel::statements! {
    OF_CASE: Survey = survey!("");
    ONE: Survey = survey!(" AND r.survey_id = $3");
    // One at a time: nobody is asked twice because two colleagues thought of it.
    REQUEST: () = "INSERT INTO survey_request (
            tenant_id, survey_id, case_id, person_id, channel, queued_at, state, kind, requested_by)
        SELECT f.tenant_id, $3, f.case_id, f.lead_person_id, $4, $5, 'queued', 'mid', $6
        FROM case_file f
        WHERE f.tenant_id = $1 AND f.case_id = $2
          AND NOT EXISTS (
              SELECT 1 FROM survey_request r
              WHERE r.tenant_id = f.tenant_id AND r.case_id = f.case_id AND r.state IN ('queued', 'sent'))";
    ASKED: () = "UPDATE survey_request
        SET state = 'sent', asked_way = $4, asked_month = CASE WHEN asked_month = '' THEN $5 ELSE asked_month END
        WHERE tenant_id = $1 AND case_id = $2 AND survey_id = $3 AND state IN ('queued', 'sent')";
    DROP: () = "UPDATE survey_request
        SET state = 'dropped', dropped_why = $4
        WHERE tenant_id = $1 AND case_id = $2 AND survey_id = $3 AND state IN ('queued', 'sent')";
    TRY: () = "INSERT INTO survey_try (tenant_id, survey_id, try_id, tried_at, tried_by)
        VALUES ($1, $2, $3, $4, $5)";
    END_CODES: () = "UPDATE survey_code
        SET expires_at = $3
        WHERE tenant_id = $1 AND survey_id = $2 AND used_at IS NULL AND expires_at > $3";
    CODE: () = "INSERT INTO survey_code (tenant_id, code_hash, survey_id, way, made_at, made_by, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// Every survey of a case, the latest first: one statement.
pub fn of_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Survey>>
where
    Case: Decide<A>,
{
    c.all(OF_CASE, args![permit.tenant(), permit.id()])
}

/// A survey of the case; not found when it is another case's: one statement.
pub fn one<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>, survey: Uuid) -> Result<Survey>
where
    Case: Decide<A>,
{
    c.one(ONE, args![permit.tenant(), permit.id(), survey])
}

/// Has somebody asked during the case, in a way they want; [`Error::Conflict`] when they are to be asked already.
pub fn request(
    c: &mut dyn Conn,
    tenant: i64,
    (case, survey): (CaseId, Uuid),
    how: &str,
    (by, at): (UserId, Instant),
) -> Result<()> {
    match c.exec(REQUEST, args![tenant, case, survey, how, at, by])? {
        0 => Err(Error::Conflict("They are to be asked already. Open the list again.".to_owned())),
        _ => Ok(()),
    }
}

/// Notes that somebody was asked, and how; the month counts from the first time. [`Error::Conflict`] when they
/// answered meanwhile or nobody asks any more.
pub fn asked(c: &mut dyn Conn, tenant: i64, key: (CaseId, Uuid), way: Way, at: Instant) -> Result<()> {
    let month: String = Day::of(at).to_string().chars().take(7).collect();
    changed(c.exec(ASKED, args![tenant, key.0, key.1, way, month])?)
}

/// Notes a call or visit at which nobody could be asked.
pub fn not_reached(
    c: &mut dyn Conn,
    tenant: i64,
    key: (CaseId, Uuid),
    (way, id): (Way, Uuid),
    (by, at): (UserId, Instant),
) -> Result<()> {
    asked(c, tenant, key, way, at)?;
    c.exec(TRY, args![tenant, key.1, id, at, by]).map(drop)
}

/// Stops asking, with the reason; codes that are out work no more.
pub fn drop_it(
    c: &mut dyn Conn,
    tenant: i64,
    (case, survey): (CaseId, Uuid),
    why: Dropped,
    at: Instant,
) -> Result<()> {
    changed(c.exec(DROP, args![tenant, case, survey, why])?)?;
    c.exec(END_CODES, args![tenant, survey, at]).map(drop)
}

/// A code that is made.
#[derive(Clone, Debug)]
pub struct NewCode {
    /// SHA-256 of it.
    pub hash: Vec<u8>,
    /// How it goes.
    pub way: Way,
    /// When it is made.
    pub at: Instant,
    /// By whom.
    pub by: UserId,
    /// Until when it works.
    pub until: Instant,
}

/// Keeps a code and notes that somebody was asked with it; earlier codes of the survey work no more.
pub fn add_code(c: &mut dyn Conn, tenant: i64, key: (CaseId, Uuid), n: &NewCode) -> Result<()> {
    asked(c, tenant, key, n.way, n.at)?;
    c.exec(END_CODES, args![tenant, key.1, n.at])?;
    c.exec(CODE, args![tenant, &n.hash[..], key.1, n.way, n.at, n.by, n.until]).map(drop)
}

fn changed(rows: u64) -> Result<()> {
    match rows {
        0 => Err(Error::Conflict(
            "They answered meanwhile, or nobody asks any more. Open the survey again.".to_owned(),
        )),
        _ => Ok(()),
    }
}
