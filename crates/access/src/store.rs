//! SQL for accounts, sessions, sent forms and drafts.

use crate::{OrganisationId, Role, TeamId, UserId};
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A session with the account behind it.
    pub(crate) struct SessionRow {
        pub session_id: Uuid,
        pub user_id: UserId,
        pub idle_until_at: Instant,
        pub ends_at: Instant,
        pub name: String,
        pub job_title: String,
        pub clearance: i64,
        pub own_person_id: Uuid,
        pub organisation_id: OrganisationId,
        pub organisation: String,
        pub service: String,
    }
}

row! {
    /// An account as sign-in needs it.
    pub struct Account {
        /// The account.
        pub user_id: UserId,
        /// The employer.
        pub organisation_id: OrganisationId,
        /// Argon2id hash; none for accounts that cannot sign in by password.
        pub password_hash: Option<String>,
        /// `active`, `locked`, `left` or `imported`.
        pub status: String,
    }
}

row! {
    /// A team as lists name it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct TeamName {
        /// The team.
        pub team_id: TeamId,
        /// Its name.
        pub name: String,
        /// The host organisation.
        pub organisation: String,
        /// Whether the asker is in it now.
        pub mine: bool,
    }
}

row! {
    /// A new account.
    #[derive(Clone, Debug)]
    pub struct NewUser {
        /// The account.
        pub user_id: UserId,
        /// The employer.
        pub organisation_id: OrganisationId,
        /// Name shown.
        pub name: String,
        /// What they do.
        pub job_title: String,
        /// Work telephone.
        pub phone: String,
        /// Sign-in name, folded.
        pub sign_in: String,
        /// Highest sensitivity they may see.
        pub clearance: i64,
        /// `active` or `imported`.
        pub status: String,
        /// The import that makes them.
        pub batch_id: Option<Uuid>,
    }
}

kernel::statements! {
    SESSION: SessionRow = "SELECT s.session_id, s.user_id, s.idle_until_at, s.ends_at,
            u.name, u.job_title, u.clearance, u.own_person_id, u.organisation_id, o.name, t.name
        FROM session s
        JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.user_id
        JOIN organisation o ON o.tenant_id = u.tenant_id AND o.organisation_id = u.organisation_id
        JOIN tenant t ON t.tenant_id = s.tenant_id
        WHERE s.tenant_id = $1
          AND s.token_hash = $2
          AND s.idle_until_at > $3
          AND s.ends_at > $3
          AND u.status = 'active'" => uncounted;
    ROLES: (Role,) = "SELECT role FROM role_grant WHERE tenant_id = $1 AND user_id = $2 ORDER BY role" => uncounted;
    START: () = "INSERT INTO session (tenant_id, token_hash, session_id, user_id, made_at, idle_until_at, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)" => uncounted;
    EXTEND: () = "UPDATE session SET idle_until_at = $3 WHERE tenant_id = $1 AND token_hash = $2" => uncounted;
    END: () = "DELETE FROM session WHERE tenant_id = $1 AND token_hash = $2" => uncounted;
    SWEEP: () = "DELETE FROM session WHERE tenant_id = $1 AND user_id = $2 AND ends_at <= $3" => uncounted;
    ACCOUNT: Account = "SELECT u.user_id, u.organisation_id, k.password_hash, u.status
        FROM app_user u
        LEFT JOIN credential k ON k.tenant_id = u.tenant_id AND k.user_id = u.user_id
        WHERE u.tenant_id = $1 AND u.sign_in = $2" => uncounted;
    TRIES: (i64, i64) = "SELECT
            (SELECT count(*) FROM sign_in_try n WHERE n.tenant_id = $1 AND n.sign_in = $2 AND n.at_ts > $4),
            (SELECT count(*) FROM sign_in_try n WHERE n.tenant_id = $1 AND n.source = $3 AND n.at_ts > $4)" => uncounted;
    NOTE_TRY: () = "INSERT INTO sign_in_try (tenant_id, try_id, sign_in, source, at_ts)
        VALUES ($1, $2, $3, $4, $5)" => uncounted;
    FORGET_TRIES: () = "DELETE FROM sign_in_try WHERE tenant_id = $1 AND (sign_in = $2 OR at_ts < $3)" => uncounted;
    SENT: (Uuid, Vec<u8>, String) = "SELECT user_id, body_hash, location
        FROM submission
        WHERE tenant_id = $1 AND submission_id = $2" => uncounted;
    NOTE_SENT: () = "INSERT INTO submission (tenant_id, submission_id, user_id, body_hash, location, at_ts)
        VALUES ($1, $2, $3, $4, $5, $6)" => uncounted;
    KEEP_DRAFT: () = "INSERT INTO draft (tenant_id, user_id, form, object_id, body, saved_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, user_id, form, object_id)
        DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at";
    DRAFT: (String, Instant) = "SELECT body, saved_at
        FROM draft
        WHERE tenant_id = $1 AND user_id = $2 AND form = $3 AND object_id = $4";
    DROP_DRAFT: () = "DELETE FROM draft WHERE tenant_id = $1 AND user_id = $2 AND form = $3 AND object_id = $4";
    ADD_TENANT: () = "INSERT INTO tenant (tenant_id, name, division, made_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant_id) DO NOTHING";
    NAME_TENANT: () = "UPDATE tenant SET name = $2 WHERE tenant_id = $1";
    TENANT: (String, String) = "SELECT name, division FROM tenant WHERE tenant_id = $1";
    ADD_ORGANISATION: () = "INSERT INTO organisation (tenant_id, organisation_id, name, kind) VALUES ($1, $2, $3, $4)";
    ADD_AREA: () = "INSERT INTO area (tenant_id, area_id, name) VALUES ($1, $2, $3)";
    ADD_USER: () = "INSERT INTO app_user (
            tenant_id, user_id, organisation_id, name, sort_name, job_title, phone, sign_in, clearance,
            own_person_id, status, batch_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    ADOPT: () = "UPDATE app_user
        SET name = $3, sort_name = $4, job_title = $5, sign_in = $6, organisation_id = $7, status = 'active',
            clearance = 1
        WHERE tenant_id = $1 AND user_id = $2 AND status = 'imported'";
    GRANT: () = "INSERT INTO role_grant (tenant_id, user_id, role) VALUES ($1, $2, $3)
        ON CONFLICT (tenant_id, user_id, role) DO NOTHING";
    SET_PASSWORD: () = "INSERT INTO credential (tenant_id, user_id, password_hash, set_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant_id, user_id) DO UPDATE SET password_hash = excluded.password_hash, set_at = excluded.set_at";
    ORGANISATION_NAMED: (OrganisationId,) = "SELECT organisation_id
        FROM organisation
        WHERE tenant_id = $1 AND name = $2
        ORDER BY organisation_id
        LIMIT 1";
    NAMED: (UserId,) = "SELECT user_id
        FROM app_user
        WHERE tenant_id = $1 AND status = 'active' AND (sign_in = $2 OR sort_name = $3)
        ORDER BY user_id
        LIMIT 2";
    TEAMS: TeamName = "SELECT t.team_id, t.name, o.name,
            EXISTS (
                SELECT 1 FROM team_member m
                WHERE m.tenant_id = t.tenant_id AND m.team_id = t.team_id AND m.user_id = $2
                  AND m.from_at <= $3 AND m.until_at > $3)
        FROM team t
        JOIN organisation o ON o.tenant_id = t.tenant_id AND o.organisation_id = t.organisation_id
        WHERE t.tenant_id = $1
          AND (
              t.batch_id IS NULL
              OR EXISTS (SELECT 1 FROM batch b WHERE b.tenant_id = t.tenant_id AND b.batch_id = t.batch_id AND b.live))
        ORDER BY t.name, t.team_id";
}

pub(crate) fn session(
    c: &mut dyn Conn,
    tenant: i64,
    token_hash: &[u8],
    now: Instant,
) -> Result<Option<SessionRow>> {
    c.opt(SESSION, args![tenant, token_hash, now])
}

pub(crate) fn roles(c: &mut dyn Conn, tenant: i64, user: UserId) -> Result<Vec<Role>> {
    Ok(c.all(ROLES, args![tenant, user])?.into_iter().map(|(role,)| role).collect())
}

/// A new session; the account's lapsed ones go.
pub(crate) fn start_session(
    c: &mut dyn Conn,
    tenant: i64,
    token_hash: &[u8],
    session: Uuid,
    user: UserId,
    (now, idle_until, ends): (Instant, Instant, Instant),
) -> Result<()> {
    c.exec(SWEEP, args![tenant, user, now])?;
    c.exec(START, args![tenant, token_hash, session, user, now, idle_until, ends]).map(drop)
}

pub(crate) fn extend_session(
    c: &mut dyn Conn,
    tenant: i64,
    token_hash: &[u8],
    idle_until: Instant,
) -> Result<()> {
    c.exec(EXTEND, args![tenant, token_hash, idle_until]).map(drop)
}

pub(crate) fn end_session(c: &mut dyn Conn, tenant: i64, token_hash: &[u8]) -> Result<()> {
    c.exec(END, args![tenant, token_hash]).map(drop)
}

pub(crate) fn account(c: &mut dyn Conn, tenant: i64, sign_in: &str) -> Result<Option<Account>> {
    c.opt(ACCOUNT, args![tenant, sign_in])
}

/// Failed tries since a moment, for a sign-in name and for a network address.
pub(crate) fn tries(
    c: &mut dyn Conn,
    tenant: i64,
    sign_in: &str,
    source: &str,
    since: Instant,
) -> Result<(i64, i64)> {
    c.one(TRIES, args![tenant, sign_in, source, since])
}

pub(crate) fn note_try(
    c: &mut dyn Conn,
    tenant: i64,
    id: Uuid,
    sign_in: &str,
    source: &str,
    at: Instant,
) -> Result<()> {
    c.exec(NOTE_TRY, args![tenant, id, sign_in, source, at]).map(drop)
}

pub(crate) fn forget_tries(c: &mut dyn Conn, tenant: i64, sign_in: &str, older_than: Instant) -> Result<()> {
    c.exec(FORGET_TRIES, args![tenant, sign_in, older_than]).map(drop)
}

pub(crate) fn sent(
    c: &mut dyn Conn,
    tenant: i64,
    submission: &str,
) -> Result<Option<(Uuid, Vec<u8>, String)>> {
    c.opt(SENT, args![tenant, submission])
}

pub(crate) fn note_sent(
    c: &mut dyn Conn,
    tenant: i64,
    submission: &str,
    user: UserId,
    body_hash: &[u8],
    location: &str,
    at: Instant,
) -> Result<()> {
    c.exec(NOTE_SENT, args![tenant, submission, user, body_hash, location, at]).map(drop)
}

/// Keeps what somebody has typed into a form about a record.
pub fn keep_draft(
    c: &mut dyn Conn,
    tenant: i64,
    user: UserId,
    form: &str,
    object: Uuid,
    body: &str,
    at: Instant,
) -> Result<()> {
    c.exec(KEEP_DRAFT, args![tenant, user, form, object, body, at]).map(drop)
}

/// What somebody had typed, and when it was kept.
pub fn draft(
    c: &mut dyn Conn,
    tenant: i64,
    user: UserId,
    form: &str,
    object: Uuid,
) -> Result<Option<(String, Instant)>> {
    c.opt(DRAFT, args![tenant, user, form, object])
}

/// Forgets a draft: it was saved for good, or thrown away.
pub fn drop_draft(c: &mut dyn Conn, tenant: i64, user: UserId, form: &str, object: Uuid) -> Result<()> {
    c.exec(DROP_DRAFT, args![tenant, user, form, object]).map(drop)
}

/// Sets up the shared service itself; nothing happens when it is there.
pub fn add_tenant(c: &mut dyn Conn, tenant: i64, name: &str, division: &str, at: Instant) -> Result<()> {
    c.exec(ADD_TENANT, args![tenant, name, division, at]).map(drop)
}

/// Name and bank-holiday division of the service; `None` before it is set up.
pub fn tenant(c: &mut dyn Conn, tenant: i64) -> Result<Option<(String, String)>> {
    c.opt(TENANT, args![tenant])
}

/// Gives the service another name.
pub fn name_tenant(c: &mut dyn Conn, tenant: i64, name: &str) -> Result<()> {
    c.exec(NAME_TENANT, args![tenant, name]).map(drop)
}

/// Adds an organisation; `kind` is one of the codes of the table.
pub fn add_organisation(
    c: &mut dyn Conn,
    tenant: i64,
    id: OrganisationId,
    name: &str,
    kind: &str,
) -> Result<()> {
    c.exec(ADD_ORGANISATION, args![tenant, id, name, kind]).map(drop)
}

/// Adds an area.
pub fn add_area(c: &mut dyn Conn, tenant: i64, id: Uuid, name: &str) -> Result<()> {
    c.exec(ADD_AREA, args![tenant, id, name]).map(drop)
}

/// Adds an account.
pub fn add_user(c: &mut dyn Conn, tenant: i64, user: &NewUser) -> Result<()> {
    c.exec(
        ADD_USER,
        args![
            tenant,
            user.user_id,
            user.organisation_id,
            &user.name,
            kernel::words::sort_name(&user.name),
            &user.job_title,
            &user.phone,
            &user.sign_in,
            user.clearance,
            crate::NOBODY,
            &user.status,
            user.batch_id,
        ],
    )
    .map(drop)
}

/// Gives somebody a role.
pub fn grant(c: &mut dyn Conn, tenant: i64, user: UserId, role: Role) -> Result<()> {
    c.exec(GRANT, args![tenant, user, role]).map(drop)
}

/// Who a worker is whom an import brought, once they have an account.
#[derive(Clone, Copy, Debug)]
pub struct Adopted<'a> {
    /// Name shown.
    pub name: &'a str,
    /// What they do.
    pub job_title: &'a str,
    /// Sign-in name, folded.
    pub sign_in: &'a str,
    /// The employer.
    pub organisation: OrganisationId,
}

/// Makes an account of a worker whom an import brought; what stands under them stays. [`Error::Conflict`] when they have
/// one by now.
pub fn adopt(c: &mut dyn Conn, tenant: i64, user: UserId, who: &Adopted<'_>) -> Result<()> {
    let sort = kernel::words::sort_name(who.name);
    match c.exec(ADOPT, args![tenant, user, who.name, sort, who.job_title, who.sign_in, who.organisation])? {
        0 => Err(kernel::Error::Conflict("This worker has an account by now.".to_owned())),
        _ => Ok(()),
    }
}

/// Sets a password, already hashed by [`sign_in::hash`](crate::sign_in::hash).
pub fn set_password(c: &mut dyn Conn, tenant: i64, user: UserId, hash: &str, at: Instant) -> Result<()> {
    c.exec(SET_PASSWORD, args![tenant, user, hash, at]).map(drop)
}

/// Every team, by name, and whether `user` is in it.
pub fn teams(c: &mut dyn Conn, tenant: i64, user: UserId, now: Instant) -> Result<Vec<TeamName>> {
    c.all(TEAMS, args![tenant, user, now])
}

/// The one active account with this name or sign-in name, already folded; `None` when there is none or several.
pub fn user_named(c: &mut dyn Conn, tenant: i64, folded: &str) -> Result<Option<UserId>> {
    let found = c.all(NAMED, args![tenant, folded, kernel::words::sort_name(folded)])?;
    Ok(if let [(user,)] = found.as_slice() { Some(*user) } else { None })
}

/// Whether somebody has this sign-in name, already folded.
pub fn account_exists(c: &mut dyn Conn, tenant: i64, sign_in: &str) -> Result<bool> {
    Ok(account(c, tenant, sign_in)?.is_some())
}

/// The organisation of that name.
pub fn organisation_named(c: &mut dyn Conn, tenant: i64, name: &str) -> Result<Option<OrganisationId>> {
    Ok(c.opt(ORGANISATION_NAMED, args![tenant, name])?.map(|(id,)| id))
}
