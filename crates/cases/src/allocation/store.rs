//! SQL of allocation: what is written here and in [`choices`]; what is read in [`candidates`], [`waiting`],
//! [`caseload`] and [`leave`].

pub mod candidates;
pub mod caseload;
pub mod choices;
pub mod leave;
pub mod waiting;

use super::model::{Part, Tell};
use access::{Action, Case, CaseId, Decide, Permit, PersonId, TeamId, UserId, relations};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A case as allocation looks at it.
    #[derive(Clone, Debug)]
    pub struct CaseFacts {
        /// The case.
        pub case_id: CaseId,
        /// The reference people quote.
        pub reference: String,
        /// What kind of case.
        pub case_type: String,
        /// The version of its pack; 0 for none.
        pub pack_version: i64,
        /// Its risk band; empty when nothing is weighed.
        pub band: String,
        /// What it is about.
        pub title: String,
        /// The team that holds it.
        pub team_id: TeamId,
        /// Its name.
        pub team: String,
        /// Who has it.
        pub worker_id: Option<UserId>,
        /// Their name.
        pub worker: Option<String>,
        /// Since when.
        pub worker_since: Option<Day>,
        /// The subject it is listed under.
        pub person_id: PersonId,
        /// As they wish to be called.
        pub known_as: String,
        /// First day.
        pub opened_on: Day,
        /// The nearest last day of a running clock.
        pub clock_due_on: Option<Day>,
        /// Last day, once closed.
        pub closed_on: Option<Day>,
    }
}

row! {
    /// A worker's time with a case.
    #[derive(Clone, Debug)]
    pub struct Held {
        /// The worker.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// Their part.
        pub part: Part,
        /// Their share of the work in a hundred.
        pub share: i64,
        /// First day.
        pub from_on: Day,
        /// Last day, once it ended.
        pub until_on: Option<Day>,
        /// Why they were given it.
        pub reason: String,
        /// Why it ended.
        pub ended_why: String,
        /// Who gave it.
        pub by: Option<String>,
    }
}

row! {
    struct Subject {
        person_id: PersonId,
        led: bool,
        member: bool,
    }
}

row! {
    struct Parting {
        person_id: PersonId,
        member_id: Option<Uuid>,
        stays: bool,
    }
}

kernel::statements! {
    FACTS: CaseFacts = "SELECT f.case_id, f.reference, f.case_type, f.pack_version, f.band, f.title, f.team_id, t.name,
            f.worker_id, u.name, f.worker_since, f.lead_person_id, n.known_as, f.opened_on, f.clock_due_on,
            f.closed_on
        FROM case_file f
        JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        LEFT JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        WHERE f.tenant_id = $1 AND f.case_id = $2";
    TAKE: () = "UPDATE case_file
        SET worker_id = $3, worker_since = $4, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND worker_id IS NULL AND closed_on IS NULL";
    PASS: () = "UPDATE case_file
        SET worker_id = $3, worker_since = $4, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND worker_id = $5 AND closed_on IS NULL";
    FREE: () = "UPDATE case_file
        SET worker_id = NULL, worker_since = NULL, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND worker_id = $3 AND closed_on IS NULL";
    BEGIN: () = "INSERT INTO allocation (
            tenant_id, allocation_id, case_id, user_id, part, share, from_on, reason, ended_why, recorded_at,
            recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10)";
    SINCE: () = "UPDATE case_file
        SET worker_since = $4
        WHERE tenant_id = $1 AND case_id = $2 AND worker_id = $3";
    END_LEAD: () = "UPDATE allocation
        SET until_on = $3, ended_why = $4
        WHERE tenant_id = $1 AND case_id = $2 AND part = 'lead' AND until_on IS NULL";
    END_CO: () = "UPDATE allocation
        SET until_on = $4, ended_why = $5
        WHERE tenant_id = $1 AND case_id = $2 AND user_id = $3 AND part = 'co' AND until_on IS NULL";
    IS_FIRST: (bool,) = "SELECT CASE WHEN EXISTS (
            SELECT 1 FROM case_event e
            WHERE e.tenant_id = $1 AND e.case_id = $2 AND e.event = 'allocated' AND e.withdrawn_at IS NULL)
        THEN FALSE ELSE TRUE END";
    CLOCKS: (String, Day) = "SELECT clock, due_on
        FROM case_clock
        WHERE tenant_id = $1 AND case_id = $2 AND ended_on IS NULL
        ORDER BY due_on, clock, nth
        LIMIT 50";
    // For whoever comes: the case's subjects; whether somebody other than who goes leads the work with them; and
    // whether the one who comes works with them already.
    SUBJECTS: Subject = "SELECT s.person_id,
            EXISTS (
                SELECT 1 FROM network_member m
                WHERE m.tenant_id = s.tenant_id AND m.person_id = s.person_id AND m.is_lead
                  AND (m.user_id IS NULL OR m.user_id <> $4)
                  AND m.since_on <= $5 AND (m.until_on IS NULL OR m.until_on >= $5)),
            EXISTS (
                SELECT 1 FROM network_member m
                WHERE m.tenant_id = s.tenant_id AND m.person_id = s.person_id AND m.user_id = $3
                  AND m.until_on IS NULL)
        FROM case_person s
        WHERE s.tenant_id = $1 AND s.case_id = $2
        ORDER BY s.person_id
        LIMIT 50";
    // For whoever goes: their rows in the subjects' networks; and whether another open case keeps them there.
    PARTING: Parting = "SELECT s.person_id, m.member_id,
            EXISTS (
                SELECT 1 FROM case_person o
                JOIN case_file g ON g.tenant_id = o.tenant_id AND g.case_id = o.case_id
                WHERE o.tenant_id = s.tenant_id AND o.person_id = s.person_id AND g.closed_on IS NULL
                  AND (g.worker_id = $3 OR EXISTS (
                      SELECT 1 FROM allocation a
                      WHERE a.tenant_id = g.tenant_id AND a.case_id = g.case_id AND a.user_id = $3
                        AND a.until_on IS NULL)))
        FROM case_person s
        LEFT JOIN network_member m ON m.tenant_id = s.tenant_id AND m.person_id = s.person_id
            AND m.user_id = $3 AND m.until_on IS NULL
        WHERE s.tenant_id = $1 AND s.case_id = $2
        ORDER BY s.person_id, m.member_id
        LIMIT 100";
    MOVE_ACTIONS: () = "UPDATE next_action
        SET owner_id = $4, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND owner_id = $3 AND done_on IS NULL";
    HAND_OVER: () = "INSERT INTO handover (
            tenant_id, handover_id, case_id, from_user_id, to_user_id, on_day, reads_until, note, tell, tell_why,
            recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    ACCEPT: () = "UPDATE handover
        SET accepted_at = $4
        WHERE tenant_id = $1 AND case_id = $2 AND to_user_id = $3 AND accepted_at IS NULL";
    HISTORY: Held = "SELECT a.user_id, u.name, a.part, a.share, a.from_on, a.until_on, a.reason, a.ended_why, b.name
        FROM allocation a
        JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.user_id
        LEFT JOIN app_user b ON b.tenant_id = a.tenant_id AND b.user_id = a.recorded_by
        WHERE a.tenant_id = $1 AND a.case_id = $2
        ORDER BY a.until_on DESC NULLS FIRST, a.part DESC, a.from_on DESC, a.allocation_id
        LIMIT 60";
}

/// Every SQL text of allocation.
pub fn statements() -> Vec<kernel::db::Known> {
    [
        STATEMENTS,
        candidates::STATEMENTS,
        caseload::STATEMENTS,
        &choices::statements(),
        leave::STATEMENTS,
        waiting::STATEMENTS,
    ]
    .concat()
}

/// A worker who is given a case or a share in it.
#[derive(Clone, Debug)]
pub struct Giving {
    /// The allocation's own id.
    pub allocation_id: Uuid,
    /// Ids for the worker's rows in the networks of the case's subjects; as many as there may be subjects.
    pub member_ids: Vec<Uuid>,
    /// The case.
    pub case: CaseId,
    /// The worker.
    pub to: UserId,
    /// Holds it, or works beside who does.
    pub part: Part,
    /// Their share of the work in a hundred.
    pub share: i64,
    /// Why them.
    pub reason: String,
    /// The moment.
    pub at: Instant,
    /// Who gives it.
    pub by: UserId,
}

/// How a case changes hands.
#[derive(Clone, Debug)]
pub struct Handing {
    /// The handover's own id.
    pub handover_id: Uuid,
    /// Who has it.
    pub from: UserId,
    /// Last day on which they may still read it.
    pub reads_until: Day,
    /// What the next worker has to know.
    pub note: String,
    /// How the client is told.
    pub tell: Tell,
    /// Why it is not safe to tell them, where it is not.
    pub tell_why: String,
}

/// The case as allocation looks at it: one statement.
pub fn facts<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<CaseFacts>
where
    Case: Decide<A>,
{
    c.one(FACTS, args![permit.tenant(), permit.id()])
}

/// Who has the case, who works on it, and who did, those of today first: one statement.
pub fn history<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Held>>
where
    Case: Decide<A>,
{
    c.all(HISTORY, args![permit.tenant(), permit.id()])
}

/// The clocks that run in a case, and their last days, the nearest first: one statement.
pub fn clocks(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<Vec<(String, Day)>> {
    c.all(CLOCKS, args![tenant, case])
}

/// Gives a waiting case to a worker, who may then see its subjects. True when it is the first time somebody has it.
/// [`Error::Conflict`] when somebody has it already: nothing is changed then.
pub fn give(c: &mut dyn Conn, tenant: i64, g: &Giving) -> Result<bool> {
    if c.exec(TAKE, args![tenant, g.case, g.to, Day::of(g.at)])? == 0 {
        return Err(taken());
    }
    let (first,) = c.one(IS_FIRST, args![tenant, g.case])?;
    begin(c, tenant, g, access::NOBODY)?;
    Ok(first)
}

/// Writes down who was given a case that was recorded together with its worker, and with who works with its subjects:
/// neither is changed. For what comes in as a whole; [`give`] is for a case that waits.
pub fn record(c: &mut dyn Conn, tenant: i64, g: &Giving) -> Result<()> {
    let on = Day::of(g.at);
    c.exec(BEGIN, args![tenant, g.allocation_id, g.case, g.to, g.part, g.share, on, &g.reason, g.at, g.by])?;
    c.exec(SINCE, args![tenant, g.case, g.to, on]).map(drop)
}

/// Passes a case on from the worker who has it; their open actions on it go with it, and after `reads_until` they
/// see its subjects no more, unless another case keeps them there. [`Error::Conflict`] when somebody else has it by
/// now.
pub fn hand_over(c: &mut dyn Conn, tenant: i64, g: &Giving, h: &Handing) -> Result<()> {
    let today = Day::of(g.at);
    if c.exec(PASS, args![tenant, g.case, g.to, today, h.from])? == 0 {
        return Err(taken());
    }
    c.exec(END_LEAD, args![tenant, g.case, today, "Handed over"])?;
    // Whoever shared in the case and now holds it is no co-worker any more.
    c.exec(END_CO, args![tenant, g.case, g.to, today, "Holds it now"])?;
    begin(c, tenant, g, h.from.uuid())?;
    part_with(c, tenant, g.case, h.from, h.reads_until.at(23, 59))?;
    c.exec(MOVE_ACTIONS, args![tenant, g.case, h.from, g.to])?;
    c.exec(
        HAND_OVER,
        args![
            tenant,
            h.handover_id,
            g.case,
            h.from,
            g.to,
            today,
            h.reads_until,
            &h.note,
            h.tell,
            &h.tell_why,
            g.at,
            g.by
        ],
    )
    .map(drop)
}

/// Whoever the case was handed over to has read what the next worker has to know; [`Error::Conflict`] when nothing was
/// handed over to them, or they said so before.
pub fn accept(c: &mut dyn Conn, permit: &Permit<Case, access::Write>) -> Result<()> {
    let scope = permit.scope();
    match c.exec(ACCEPT, args![permit.tenant(), permit.id(), scope.user(), scope.now()])? {
        0 => Err(Error::Conflict("No handover of this case waits for you.".to_owned())),
        _ => Ok(()),
    }
}

/// Adds a co-worker; [`Error::Conflict`] when they work on it already.
pub fn add_co_worker(c: &mut dyn Conn, permit: &Permit<Case, access::Write>, g: &Giving) -> Result<()> {
    let now = history(c, permit)?;
    if now.iter().any(|held| held.user_id == g.to && held.until_on.is_none()) {
        return Err(Error::Conflict("They work on this case already.".to_owned()));
    }
    begin(c, permit.tenant(), g, access::NOBODY)
}

/// A co-worker stops; [`Error::Conflict`] when they had stopped.
pub fn end_co_worker(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    user: UserId,
    at: Instant,
    why: &str,
) -> Result<()> {
    if c.exec(END_CO, args![tenant, case, user, Day::of(at), why])? == 0 {
        return Err(Error::Conflict("They do not work on this case any more.".to_owned()));
    }
    part_with(c, tenant, case, user, at)
}

/// Keeps a worker away from everybody the case is about: a conflict of interest. What they had of it ends, and the
/// case waits again if they held it.
pub fn keep_away(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    user: UserId,
    reason: &str,
    at: Instant,
) -> Result<()> {
    const WHY: &str = "Conflict of interest";
    let today = Day::of(at);
    if c.exec(FREE, args![tenant, case, user])? > 0 {
        c.exec(END_LEAD, args![tenant, case, today, WHY])?;
    }
    c.exec(END_CO, args![tenant, case, user, today, WHY])?;
    for parting in c.all(PARTING, args![tenant, case, user])? {
        if let Some(member) = parting.member_id {
            people::store::end_member(c, tenant, parting.person_id, member, None, at)?;
        }
        relations::leave(c, tenant, user, parting.person_id, at)?;
        relations::exclude(c, tenant, parting.person_id, user, reason, at)?;
    }
    Ok(())
}

/// Writes the allocation; the worker works with the case's subjects from now on, and leads where nobody else but
/// `gone` does.
fn begin(c: &mut dyn Conn, tenant: i64, g: &Giving, gone: Uuid) -> Result<()> {
    let today = Day::of(g.at);
    c.exec(
        BEGIN,
        args![tenant, g.allocation_id, g.case, g.to, g.part, g.share, today, &g.reason, g.at, g.by],
    )?;
    let subjects = c.all(SUBJECTS, args![tenant, g.case, g.to, gone, today])?;
    for (subject, id) in subjects.into_iter().zip(&g.member_ids) {
        if subject.member {
            relations::join(c, tenant, g.to, subject.person_id, g.at, access::forever(), None)?;
            continue;
        }
        let (role, doing) = match g.part {
            Part::Lead => ("Case worker", "Holds the case."),
            Part::Co => ("Co-worker", "Works on the case beside who holds it."),
        };
        let member = people::model::NewMember {
            user: Some(g.to),
            name: String::new(),
            agency: String::new(),
            phone: String::new(),
            role: role.to_owned(),
            doing: doing.to_owned(),
            is_lead: g.part == Part::Lead && !subject.led,
            since_on: today,
            until_on: None,
        };
        people::store::add_member(c, tenant, subject.person_id, *id, &member, None)?;
    }
    Ok(())
}

/// A worker stops working with the case's subjects at a moment, unless another open case keeps them there.
fn part_with(c: &mut dyn Conn, tenant: i64, case: CaseId, user: UserId, at: Instant) -> Result<()> {
    for parting in c.all(PARTING, args![tenant, case, user])? {
        if parting.stays {
            continue;
        }
        if let Some(member) = parting.member_id {
            people::store::end_member(c, tenant, parting.person_id, member, None, at)?;
        }
        relations::leave(c, tenant, user, parting.person_id, at)?;
    }
    Ok(())
}

/// Somebody has the case already, or somebody else by now.
pub fn taken() -> Error {
    Error::Conflict(
        "Somebody gave this case to a worker before you. Open it again to see who has it. Nothing was changed."
            .to_owned(),
    )
}
