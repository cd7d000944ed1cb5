//! SQL of answers: one each, with the next step of somebody who is unhappy, and what was done about it.

use crate::satisfaction::model::{ANSWER_DAYS, Answer, Channel, Way};
use access::{CaseId, PersonId, UserId};
use cases::model::{ActionKind, NewAction};
use kernel::{
    Day, Error, Instant, Result, args,
    calendar::{Calendar, Division},
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// The survey that a code opens.
    #[derive(Clone, Copy, Debug)]
    pub struct Opened {
        /// The survey.
        pub survey_id: Uuid,
        /// The case.
        pub case_id: CaseId,
        /// How the code was given to them.
        pub way: Way,
    }
}

row! {
    struct Whose {
        person_id: PersonId,
        worker_id: Option<UserId>,
        division: String,
        leader_id: Option<UserId>,
    }
}

/// What came of asking somebody.
#[derive(Clone, Debug)]
pub struct NewAnswer {
    /// The survey.
    pub survey: Uuid,
    /// Its case.
    pub case: CaseId,
    /// How it came.
    pub channel: Channel,
    /// What they said; `None` when they did not want to say.
    pub answer: Option<Answer>,
    /// When.
    pub at: Instant,
    /// Who wrote it down; `None` when they answered by themselves.
    pub by: Option<UserId>,
    /// The id of the next step, should they be unhappy.
    pub action: Uuid,
}

kernel::statements! {
    OPENED: Opened = "SELECT k.survey_id, r.case_id, k.way
        FROM survey_code k
        JOIN survey_request r ON r.tenant_id = k.tenant_id AND r.survey_id = k.survey_id
        WHERE k.tenant_id = $1 AND k.code_hash = $2 AND k.used_at IS NULL AND k.expires_at > $3
          AND r.state IN ('queued', 'sent')";
    ANSWERED: () = "UPDATE survey_request
        SET state = 'answered',
            asked_way = CASE WHEN $4 <> '' THEN $4 ELSE asked_way END,
            asked_month = CASE WHEN asked_month = '' THEN $5 ELSE asked_month END
        WHERE tenant_id = $1 AND case_id = $2 AND survey_id = $3 AND state IN ('queued', 'sent')";
    USE_CODES: () = "UPDATE survey_code
        SET used_at = $3
        WHERE tenant_id = $1 AND survey_id = $2 AND used_at IS NULL";
    ADD: () = "INSERT INTO survey_answer (
            tenant_id, survey_id, channel, refused, handling, outcome, informed, safer, words, unhappy, answered_at,
            recorded_by, action_id, told_words)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '')";
    // Whoever has led the case's team longest.
    WHOSE: Whose = "SELECT f.lead_person_id, f.worker_id, s.division, (
                SELECT m.user_id FROM team_member m
                JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id AND u.status = 'active'
                WHERE m.tenant_id = f.tenant_id AND m.team_id = f.team_id AND m.manages AND m.from_at <= $3
                  AND m.until_at > $3
                ORDER BY m.from_at, m.user_id
                LIMIT 1)
        FROM case_file f
        JOIN tenant s ON s.tenant_id = f.tenant_id
        WHERE f.tenant_id = $1 AND f.case_id = $2";
    TOLD: () = "UPDATE survey_answer
        SET told_words = $3, told_at = $4, told_by = $5
        WHERE tenant_id = $1 AND survey_id = $2 AND unhappy AND told_at IS NULL";
    REOPENED: () = "UPDATE survey_answer
        SET reopened_at = $3
        WHERE tenant_id = $1 AND survey_id = $2 AND reopened_at IS NULL";
}

/// The survey that a code opens now; `None` for a code that is wrong, used or too old: one statement.
pub fn opened(c: &mut dyn Conn, tenant: i64, hash: &[u8], now: Instant) -> Result<Option<Opened>> {
    c.opt(OPENED, args![tenant, hash, now])
}

/// Keeps what somebody said, or that they did not want to, once. Somebody who is unhappy becomes a next step of
/// whoever leads the case's team, or of the case's worker where nobody does. Codes that are out work no more.
/// [`Error::Conflict`] when they answered before.
pub fn add(c: &mut dyn Conn, tenant: i64, n: &NewAnswer) -> Result<()> {
    let month: String = Day::of(n.at).to_string().chars().take(7).collect();
    // What staff wrote down tells how they asked last; who used a code was asked with it.
    let way =
        n.by.map_or("", |_| if n.channel == Channel::Face { Way::Face.code() } else { Way::Phone.code() });
    if c.exec(ANSWERED, args![tenant, n.case, n.survey, way, month])? == 0 {
        return Err(Error::Conflict(
            "An answer was kept before, or nobody asks any more. Open the survey again.".to_owned(),
        ));
    }
    c.exec(USE_CODES, args![tenant, n.survey, n.at])?;
    let said = n.answer.clone().unwrap_or_default();
    let unhappy = said.is_unhappy();
    let action = if unhappy { Some(raise(c, tenant, n)?) } else { None };
    let safer = said.safer.map_or("", |safer| safer.code());
    c.exec(
        ADD,
        args![
            tenant,
            n.survey,
            n.channel,
            n.answer.is_none(),
            said.handling,
            said.outcome,
            said.informed,
            safer,
            &said.words,
            unhappy,
            n.at,
            n.by,
            action
        ],
    )
    .map(drop)
}

/// The next step of whoever leads the team: read what they said, and tell them what will be done.
fn raise(c: &mut dyn Conn, tenant: i64, n: &NewAnswer) -> Result<Uuid> {
    let whose = c.one(WHOSE, args![tenant, n.case, n.at])?;
    let calendar = Calendar::new(Division::parse(&whose.division).unwrap_or(Division::EnglandAndWales));
    let new = NewAction {
        action_id: n.action,
        person: whose.person_id,
        case: Some(n.case),
        kind: ActionKind::Task,
        what: "They are unhappy with the help. Read the survey, and tell them what will be done.".to_owned(),
        owner: whose.leader_id.or(whose.worker_id),
        owner_name: String::new(),
        due_on: calendar.plus_working(Day::of(n.at), ANSWER_DAYS),
        due_at: None,
        recorded_at: n.at,
        recorded_by: n.by.unwrap_or(UserId::from_uuid(access::NOBODY)),
    };
    cases::store::add_action(c, tenant, &new)?;
    Ok(n.action)
}

/// Notes what was done for somebody who is unhappy and what they were told; their next step is done with it.
/// [`Error::Conflict`] when somebody wrote it down before.
pub fn told(
    c: &mut dyn Conn,
    tenant: i64,
    survey: Uuid,
    (person, action): (PersonId, Option<Uuid>),
    words: &str,
    (by, at): (UserId, Instant),
) -> Result<()> {
    if c.exec(TOLD, args![tenant, survey, words, at, by])? == 0 {
        return Err(Error::Conflict("Somebody wrote it down before. Open the survey again.".to_owned()));
    }
    let Some(action) = action else { return Ok(()) };
    match cases::store::mark_done(c, tenant, person, action, Day::of(at), "They were told what is done.") {
        // Ticked off, or ended when the case was closed.
        Err(Error::Conflict(_)) => Ok(()),
        other => other,
    }
}

/// Notes that the case was opened again because of the survey.
pub fn set_reopened(c: &mut dyn Conn, tenant: i64, survey: Uuid, at: Instant) -> Result<()> {
    c.exec(REOPENED, args![tenant, survey, at]).map(drop)
}
