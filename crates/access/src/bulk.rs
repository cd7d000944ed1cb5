//! What imports write here, many rows at a time, and what they look up and take back.
//!
//! Every row carries its batch. Until [`publish_batch`](crate::relations::publish_batch) says that the batch is
//! live, the predicates show none of them.

use crate::{CaseId, OrganisationId, PersonId, TeamId, UserId};
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt, Known, Val, Writes},
    row,
    words::sort_name,
};
use uuid::Uuid;

kernel::bulk! {
    PERSON = "INSERT INTO person_access (tenant_id, person_id, sensitivity, restricted, keeper_id, batch_id) VALUES",
        "($1, ?, ?, ?, ?, $2)", "";
    CASE = "INSERT INTO case_access (tenant_id, case_id, team_id, sensitivity, is_open, batch_id) VALUES",
        "($1, ?, ?, ?, ?, $2)", "";
    SUBJECT = "INSERT INTO case_person (tenant_id, case_id, person_id) VALUES", "($1, ?, ?)",
        "ON CONFLICT (tenant_id, case_id, person_id) DO NOTHING";
    WORKS_WITH = "INSERT INTO works_with (tenant_id, user_id, person_id, from_at, until_at, batch_id) VALUES",
        "($1, ?, ?, ?, ?, $2)", "ON CONFLICT (tenant_id, user_id, person_id) DO NOTHING";
    READER = "INSERT INTO named_reader (tenant_id, person_id, user_id, from_at, until_at) VALUES",
        "($1, ?, ?, ?, ?)", "ON CONFLICT (tenant_id, person_id, user_id) DO NOTHING";
    ORGANISATION = "INSERT INTO organisation (tenant_id, organisation_id, name, kind, batch_id) VALUES",
        "($1, ?, ?, ?, $2)", "";
    TEAM = "INSERT INTO team (tenant_id, team_id, organisation_id, name, batch_id) VALUES", "($1, ?, ?, ?, $2)", "";
    USER = "INSERT INTO app_user (
            tenant_id, user_id, organisation_id, name, sort_name, job_title, phone, sign_in, clearance,
            own_person_id, status, batch_id) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, ?, 0, ?, 'imported', $2)", "";
}

row! {
    /// A team as an import finds it.
    #[derive(Clone, Debug)]
    pub struct TeamFound {
        /// The team.
        pub team_id: TeamId,
        /// Its name.
        pub name: String,
        /// Its host.
        pub organisation_id: OrganisationId,
        /// Somebody in it, a leader where there is one: whom to ask about its records.
        pub keeper: Option<UserId>,
    }
}

row! {
    /// A worker as an import finds them.
    #[derive(Clone, Debug)]
    pub struct UserFound {
        /// The worker.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// Their sign-in name.
        pub sign_in: String,
        /// Whether they may work here now.
        pub active: bool,
    }
}

row! {
    /// An organisation as an import finds it.
    #[derive(Clone, Debug)]
    pub struct OrganisationFound {
        /// The organisation.
        pub organisation_id: OrganisationId,
        /// Its name.
        pub name: String,
    }
}

row! {
    /// How many records of a batch somebody has touched or built upon.
    #[derive(Clone, Copy, Debug)]
    pub struct Built {
        /// Workers whom others joined with the batch's people.
        pub workers: i64,
        /// The batch's workers whom others joined with people, or who may sign in by now.
        pub users: i64,
    }
}

kernel::statements! {
    TEAMS: TeamFound = "SELECT t.team_id, t.name, t.organisation_id, (
                SELECT m.user_id
                FROM team_member m
                WHERE m.tenant_id = t.tenant_id AND m.team_id = t.team_id AND m.from_at <= $2 AND m.until_at > $2
                ORDER BY m.manages DESC, m.user_id
                LIMIT 1)
        FROM team t
        WHERE t.tenant_id = $1
          AND (
              t.batch_id IS NULL
              OR EXISTS (SELECT 1 FROM batch b WHERE b.tenant_id = t.tenant_id AND b.batch_id = t.batch_id AND b.live))
        ORDER BY t.team_id";
    USERS: UserFound = "SELECT u.user_id, u.name, u.sign_in, CASE WHEN u.status = 'active' THEN TRUE ELSE FALSE END
        FROM app_user u
        WHERE u.tenant_id = $1 AND (u.batch_id IS NULL OR u.status <> 'imported')
        ORDER BY u.user_id";
    ORGANISATIONS: OrganisationFound = "SELECT organisation_id, name
        FROM organisation
        WHERE tenant_id = $1
        ORDER BY organisation_id";
    SIGN_IN_TAKEN: (String,) = "SELECT sign_in
        FROM app_user
        WHERE tenant_id = $1 AND sign_in >= $2 AND sign_in < $3
        ORDER BY sign_in";
    PEOPLE: (PersonId,) = "SELECT person_id
        FROM person_access
        WHERE tenant_id = $1 AND batch_id = $2
        ORDER BY person_id
        LIMIT $3";
    CASES: (CaseId,) = "SELECT case_id
        FROM case_access
        WHERE tenant_id = $1 AND batch_id = $2
        ORDER BY case_id
        LIMIT $3";
    DROP_SUBJECTS: () = "DELETE FROM case_person
        WHERE tenant_id = $1
          AND case_id IN (
              SELECT a.case_id FROM case_access a WHERE a.tenant_id = $1 AND a.batch_id = $2 AND a.case_id <= $3)";
    DROP_CASES: () = "DELETE FROM case_access WHERE tenant_id = $1 AND batch_id = $2 AND case_id <= $3";
    DROP_WORKERS: () = "DELETE FROM works_with
        WHERE tenant_id = $1
          AND batch_id = $2
          AND person_id IN (
              SELECT a.person_id FROM person_access a WHERE a.tenant_id = $1 AND a.batch_id = $2 AND a.person_id <= $3)";
    DROP_READERS: () = "DELETE FROM named_reader
        WHERE tenant_id = $1
          AND person_id IN (
              SELECT a.person_id FROM person_access a WHERE a.tenant_id = $1 AND a.batch_id = $2 AND a.person_id <= $3)";
    DROP_PEOPLE: () = "DELETE FROM person_access WHERE tenant_id = $1 AND batch_id = $2 AND person_id <= $3";
    DROP_USERS: () = "DELETE FROM app_user WHERE tenant_id = $1 AND batch_id = $2";
    DROP_TEAMS: () = "DELETE FROM team WHERE tenant_id = $1 AND batch_id = $2";
    DROP_ORGANISATIONS: () = "DELETE FROM organisation WHERE tenant_id = $1 AND batch_id = $2";
    DROP_SERVICE: () = "DELETE FROM tenant
        WHERE tenant_id = $1
          AND NOT EXISTS (SELECT 1 FROM organisation o WHERE o.tenant_id = $1)
          AND NOT EXISTS (SELECT 1 FROM area a WHERE a.tenant_id = $1)";
    HIDE: () = "UPDATE batch SET live = FALSE WHERE tenant_id = $1 AND batch_id = $2";
    DROP_BATCH: () = "DELETE FROM batch WHERE tenant_id = $1 AND batch_id = $2";
    BUILT: Built = "SELECT
            (SELECT count(*)
             FROM person_access a
             JOIN works_with w ON w.tenant_id = a.tenant_id AND w.person_id = a.person_id
             WHERE a.tenant_id = $1 AND a.batch_id = $2 AND (w.batch_id IS NULL OR w.batch_id <> $2)),
            (SELECT count(*)
             FROM app_user u
             WHERE u.tenant_id = $1
               AND u.batch_id = $2
               AND (
                   u.status <> 'imported'
                   OR EXISTS (
                       SELECT 1
                       FROM works_with w
                       WHERE w.tenant_id = u.tenant_id
                         AND w.user_id = u.user_id
                         AND (w.batch_id IS NULL OR w.batch_id <> $2))))";
}

/// Every SQL text of this store.
pub fn statements() -> Vec<Known> {
    [STATEMENTS.to_vec(), bulk_statements()].concat()
}

/// Makes an organisation.
pub fn organisation(w: &mut Writes, id: OrganisationId, name: String, kind: &'static str) {
    w.row(&ORGANISATION, [id.into(), name.into(), kind.into()]);
}

/// Makes a team.
pub fn team(w: &mut Writes, id: TeamId, host: OrganisationId, name: String) {
    w.row(&TEAM, [id.into(), host.into(), name.into()]);
}

/// Makes a worker who is named in records and cannot sign in.
pub fn user(
    w: &mut Writes,
    id: UserId,
    employer: OrganisationId,
    name: String,
    phone: String,
    sign_in: String,
) {
    let sort = sort_name(&name);
    let nobody = crate::NOBODY;
    w.row(
        &USER,
        [
            id.into(),
            employer.into(),
            name.into(),
            sort.into(),
            Val::from("Named in an import"),
            phone.into(),
            sign_in.into(),
            nobody.into(),
        ],
    );
}

/// Makes a person's access row; it comes before the person's own.
pub fn person(w: &mut Writes, id: PersonId, sensitivity: i64, restricted: bool, keeper: UserId) {
    w.row(&PERSON, [id.into(), sensitivity.into(), restricted.into(), keeper.into()]);
}

/// Makes a case's access row; it comes before the case's own.
pub fn case(w: &mut Writes, id: CaseId, team: TeamId, sensitivity: i64, open: bool) {
    w.row(&CASE, [id.into(), team.into(), sensitivity.into(), open.into()]);
}

/// Makes somebody a subject of a case.
pub fn subject(w: &mut Writes, case: CaseId, person: PersonId) {
    w.row(&SUBJECT, [case.into(), person.into()]);
}

/// A worker works with a person for a time; nothing happens when they do already.
pub fn works_with(w: &mut Writes, user: UserId, person: PersonId, from: Instant, until: Instant) {
    w.row(&WORKS_WITH, [user.into(), person.into(), from.into(), until.into()]);
}

/// Names a worker as one of the few who may see a restricted person.
pub fn reader(w: &mut Writes, person: PersonId, user: UserId, from: Instant) {
    w.row(&READER, [person.into(), user.into(), from.into(), crate::forever().into()]);
}

/// Every team that shows.
pub fn teams(c: &mut dyn Conn, tenant: i64, now: Instant) -> Result<Vec<TeamFound>> {
    c.all(TEAMS, args![tenant, now])
}

/// Every worker but those whom an import brought and who have no account.
pub fn users(c: &mut dyn Conn, tenant: i64) -> Result<Vec<UserFound>> {
    c.all(USERS, args![tenant])
}

/// Every organisation.
pub fn organisations(c: &mut dyn Conn, tenant: i64) -> Result<Vec<OrganisationFound>> {
    c.all(ORGANISATIONS, args![tenant])
}

/// The sign-in names that begin like this and are taken.
pub fn sign_ins(c: &mut dyn Conn, tenant: i64, prefix: &str) -> Result<Vec<String>> {
    let end = format!("{prefix}\u{10ffff}");
    Ok(c.all(SIGN_IN_TAKEN, args![tenant, prefix, end])?.into_iter().map(|(name,)| name).collect())
}

/// The first people of a batch, by id.
pub fn people_of(c: &mut dyn Conn, tenant: i64, batch: Uuid, most: i64) -> Result<Vec<PersonId>> {
    Ok(c.all(PEOPLE, args![tenant, batch, most])?.into_iter().map(|(id,)| id).collect())
}

/// The first cases of a batch, by id.
pub fn cases_of(c: &mut dyn Conn, tenant: i64, batch: Uuid, most: i64) -> Result<Vec<CaseId>> {
    Ok(c.all(CASES, args![tenant, batch, most])?.into_iter().map(|(id,)| id).collect())
}

/// Takes back a batch's cases up to one, as far as this crate knows them. The cases' own rows are gone by then.
pub fn drop_cases(c: &mut dyn Conn, tenant: i64, batch: Uuid, last: CaseId) -> Result<()> {
    c.exec(DROP_CASES, args![tenant, batch, last]).map(drop)
}

/// Takes back who is a subject of a batch's cases up to one.
pub fn drop_subjects(c: &mut dyn Conn, tenant: i64, batch: Uuid, last: CaseId) -> Result<()> {
    c.exec(DROP_SUBJECTS, args![tenant, batch, last]).map(drop)
}

/// Takes back a batch's people up to one, as far as this crate knows them. The people's own rows are gone by then.
pub fn drop_people(c: &mut dyn Conn, tenant: i64, batch: Uuid, last: PersonId) -> Result<()> {
    for sql in [DROP_WORKERS, DROP_READERS, DROP_PEOPLE] {
        c.exec(sql, args![tenant, batch, last])?;
    }
    Ok(())
}

/// Takes back a batch's workers, teams and organisations, and the batch. Nothing refers to them by then.
pub fn drop_rest(c: &mut dyn Conn, tenant: i64, batch: Uuid) -> Result<()> {
    for sql in [DROP_USERS, DROP_TEAMS, DROP_ORGANISATIONS, DROP_BATCH] {
        c.exec(sql, args![tenant, batch])?;
    }
    Ok(())
}

/// Takes back a service that an import made for itself, unless somebody has put an organisation or an area into it since.
/// Teams and accounts need an organisation.
pub fn drop_service(c: &mut dyn Conn, tenant: i64) -> Result<()> {
    c.exec(DROP_SERVICE, args![tenant]).map(drop)
}

/// Hides all of a batch's rows at once.
pub fn hide_batch(c: &mut dyn Conn, tenant: i64, batch: Uuid) -> Result<()> {
    c.exec(HIDE, args![tenant, batch]).map(drop)
}

/// What others have built upon a batch.
pub fn built(c: &mut dyn Conn, tenant: i64, batch: Uuid) -> Result<Built> {
    c.one(BUILT, args![tenant, batch])
}
