//! The relationship tables: slices say here who works with whom, and the predicates read it.

use crate::{CaseId, OrganisationId, PersonId, TeamId, UserId, forever};
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt},
};
use uuid::Uuid;

kernel::statements! {
    ADD_PERSON: () = "INSERT INTO person_access (tenant_id, person_id, sensitivity, restricted, keeper_id, batch_id)
        VALUES ($1, $2, $3, $4, $5, $6)";
    ADD_CASE: () = "INSERT INTO case_access (tenant_id, case_id, team_id, sensitivity, is_open, batch_id)
        VALUES ($1, $2, $3, $4, $5, $6)";
    ADD_SUBJECT: () = "INSERT INTO case_person (tenant_id, case_id, person_id)
        VALUES ($1, $2, $3)
        ON CONFLICT (tenant_id, case_id, person_id) DO NOTHING";
    JOIN: () = "INSERT INTO works_with (tenant_id, user_id, person_id, from_at, until_at, batch_id)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, user_id, person_id) DO UPDATE SET until_at = excluded.until_at";
    LEAVE: () = "UPDATE works_with
        SET until_at = $4
        WHERE tenant_id = $1 AND user_id = $2 AND person_id = $3 AND until_at > $4";
    EXCLUDE: () = "INSERT INTO exclusion (tenant_id, person_id, user_id, reason, from_at, until_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, person_id, user_id) DO UPDATE SET until_at = excluded.until_at, reason = excluded.reason";
    NAME: () = "INSERT INTO named_reader (tenant_id, person_id, user_id, from_at, until_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant_id, person_id, user_id) DO UPDATE SET until_at = excluded.until_at";
    OPEN_BATCH: () = "INSERT INTO batch (tenant_id, batch_id, live) VALUES ($1, $2, FALSE)
        ON CONFLICT (tenant_id, batch_id) DO NOTHING";
    PUBLISH_BATCH: () = "UPDATE batch SET live = TRUE WHERE tenant_id = $1 AND batch_id = $2";
    ADD_TEAM: () = "INSERT INTO team (tenant_id, team_id, organisation_id, area_id, name) VALUES ($1, $2, $3, $4, $5)";
    ADD_TEAM_MEMBER: () = "INSERT INTO team_member (tenant_id, user_id, team_id, manages, from_at, until_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, user_id, team_id) DO UPDATE SET until_at = excluded.until_at";
}

/// What decides who may see a new person.
#[derive(Clone, Copy, Debug)]
pub struct PersonAccess {
    /// The person.
    pub person: PersonId,
    /// 0 universal, 1 standard, 2 sensitive, 3 restricted.
    pub sensitivity: i64,
    /// Whether only named workers may see them.
    pub restricted: bool,
    /// Whom to ask.
    pub keeper: UserId,
    /// The import that makes them, if one.
    pub batch: Option<Uuid>,
}

/// Makes a person's access row. It comes before the person's own row.
pub fn add_person(c: &mut dyn Conn, tenant: i64, p: PersonAccess) -> Result<()> {
    c.exec(ADD_PERSON, args![tenant, p.person, p.sensitivity, p.restricted, p.keeper, p.batch]).map(drop)
}

/// What decides who may see a new case.
#[derive(Clone, Copy, Debug)]
pub struct CaseAccess {
    /// The case.
    pub case: CaseId,
    /// The team that holds it.
    pub team: TeamId,
    /// 0 universal, 1 standard, 2 sensitive, 3 restricted.
    pub sensitivity: i64,
    /// Whether it is open.
    pub open: bool,
    /// The import that makes it, if one.
    pub batch: Option<Uuid>,
}

/// Makes a case's access row. It comes before the case's own row.
pub fn add_case(c: &mut dyn Conn, tenant: i64, a: CaseAccess) -> Result<()> {
    c.exec(ADD_CASE, args![tenant, a.case, a.team, a.sensitivity, a.open, a.batch]).map(drop)
}

/// Makes somebody a subject of a case: who may see them may see it.
pub fn add_subject(c: &mut dyn Conn, tenant: i64, case: CaseId, person: PersonId) -> Result<()> {
    c.exec(ADD_SUBJECT, args![tenant, case, person]).map(drop)
}

/// A worker begins to work with a person (`until` = [`forever`] while it lasts).
pub fn join(
    c: &mut dyn Conn,
    tenant: i64,
    user: UserId,
    person: PersonId,
    from: Instant,
    until: Instant,
    batch: Option<Uuid>,
) -> Result<()> {
    c.exec(JOIN, args![tenant, user, person, from, until, batch]).map(drop)
}

/// A worker stops working with a person.
pub fn leave(c: &mut dyn Conn, tenant: i64, user: UserId, person: PersonId, at: Instant) -> Result<()> {
    c.exec(LEAVE, args![tenant, user, person, at]).map(drop)
}

/// Keeps a worker out of a person's records from now on: a conflict of interest.
pub fn exclude(
    c: &mut dyn Conn,
    tenant: i64,
    person: PersonId,
    user: UserId,
    reason: &str,
    from: Instant,
) -> Result<()> {
    c.exec(EXCLUDE, args![tenant, person, user, reason, from, forever()]).map(drop)
}

/// Names a worker as one of the few who may see a restricted person.
pub fn name_reader(
    c: &mut dyn Conn,
    tenant: i64,
    person: PersonId,
    user: UserId,
    from: Instant,
) -> Result<()> {
    c.exec(NAME, args![tenant, person, user, from, forever()]).map(drop)
}

/// Opens a batch whose rows do not show yet.
pub fn open_batch(c: &mut dyn Conn, tenant: i64, batch: Uuid) -> Result<()> {
    c.exec(OPEN_BATCH, args![tenant, batch]).map(drop)
}

/// Makes all of a batch's rows show, at once.
pub fn publish_batch(c: &mut dyn Conn, tenant: i64, batch: Uuid) -> Result<()> {
    c.exec(PUBLISH_BATCH, args![tenant, batch]).map(drop)
}

/// Makes a team.
pub fn add_team(
    c: &mut dyn Conn,
    tenant: i64,
    team: TeamId,
    host: OrganisationId,
    area: Option<Uuid>,
    name: &str,
) -> Result<()> {
    c.exec(ADD_TEAM, args![tenant, team, host, area, name]).map(drop)
}

/// Puts a worker into a team.
pub fn add_team_member(
    c: &mut dyn Conn,
    tenant: i64,
    user: UserId,
    team: TeamId,
    manages: bool,
    from: Instant,
) -> Result<()> {
    c.exec(ADD_TEAM_MEMBER, args![tenant, user, team, manages, from, forever()]).map(drop)
}
