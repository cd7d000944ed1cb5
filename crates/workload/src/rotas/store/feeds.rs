//! Addresses under which a calendar reads a rota.

use super::{Head, Rota, whole};
use access::{Scope, TeamId, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row, text_enum,
};
use uuid::Uuid;

text_enum! {
    /// What a feed is of.
    pub enum FeedKind {
        /// Somebody's own half-days.
        Own = "own", "My own half-days";
        /// Everybody's of a team.
        Team = "team", "The whole team";
        /// Who is on duty.
        Duty = "duty", "Who is on duty";
    }
}

row! {
    /// A feed of somebody's.
    #[derive(Clone, Debug)]
    pub struct Feed {
        /// The feed.
        pub feed_id: Uuid,
        /// What it is of.
        pub kind: FeedKind,
        /// The team's name, where it is of one.
        pub team: Option<String>,
        /// When it was made.
        pub made_at: Instant,
    }
}

row! {
    struct Opened {
        kind: FeedKind,
        team_id: Option<TeamId>,
        made_by: UserId,
        name: Option<String>,
    }
}

kernel::statements! {
    MINE: Feed = "SELECT f.feed_id, f.kind, t.name, f.made_at
        FROM rota_feed f
        LEFT JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
        WHERE f.tenant_id = $1 AND f.made_by = $2 AND f.ended_at IS NULL
        ORDER BY f.made_at DESC, f.feed_id
        LIMIT 50";
    ADD: () = "INSERT INTO rota_feed (tenant_id, feed_id, kind, team_id, secret_hash, made_at, made_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    END: () = "UPDATE rota_feed
        SET ended_at = $4
        WHERE tenant_id = $1 AND feed_id = $2 AND made_by = $3 AND ended_at IS NULL";
    // It shows what whoever made it may see now: nothing once they left the team or the service.
    OPEN: Opened = "SELECT f.kind, f.team_id, f.made_by, t.name
        FROM rota_feed f
        JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.made_by
        LEFT JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
        WHERE f.tenant_id = $1 AND f.secret_hash = $2 AND f.ended_at IS NULL AND u.status = 'active'
          AND (f.kind = 'own'
            OR EXISTS (
                SELECT 1 FROM team_member m
                WHERE m.tenant_id = f.tenant_id AND m.user_id = f.made_by AND m.team_id = f.team_id
                  AND m.from_at <= $3 AND m.until_at > $3)
            OR EXISTS (
                SELECT 1 FROM role_grant g
                WHERE g.tenant_id = f.tenant_id AND g.user_id = f.made_by AND g.role = 'manager'))";
    OF_TEAM: Head = "SELECT r.rota_id, r.team_id, t.name, r.from_on, r.until_on, r.desk, r.seed, r.state, r.version
        FROM rota r
        JOIN team t ON t.tenant_id = r.tenant_id AND t.team_id = r.team_id
        WHERE r.tenant_id = $1 AND r.team_id = $2 AND r.until_on >= $3 AND r.state = 'published'
        ORDER BY r.from_on
        LIMIT 4";
    OF_USER: Head = "SELECT r.rota_id, r.team_id, t.name, r.from_on, r.until_on, r.desk, r.seed, r.state, r.version
        FROM rota_person p
        CROSS JOIN rota r
        JOIN team t ON t.tenant_id = r.tenant_id AND t.team_id = r.team_id
        WHERE p.tenant_id = $1 AND p.user_id = $2
          AND r.tenant_id = p.tenant_id AND r.rota_id = p.rota_id AND r.until_on >= $3 AND r.state = 'published'
        ORDER BY r.from_on
        LIMIT 4";
}

/// Somebody's feeds: one statement.
pub fn mine(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<Feed>> {
    c.all(MINE, args![scope.tenant(), scope.user()])
}

/// Makes a feed, by the hash of its secret.
pub fn add(
    c: &mut dyn Conn,
    scope: &Scope,
    id: Uuid,
    (kind, team): (FeedKind, Option<TeamId>),
    hash: &[u8],
) -> Result<()> {
    let (tenant, user, now) = (scope.tenant(), scope.user(), scope.now());
    c.exec(ADD, args![tenant, id, kind, team, hash.to_vec(), now, user]).map(drop)
}

/// Ends a feed of somebody's own.
///
/// # Errors
/// [`Error::NotFound`] when it is not theirs or ended before.
pub fn end(c: &mut dyn Conn, scope: &Scope, id: Uuid) -> Result<()> {
    match c.exec(END, args![scope.tenant(), id, scope.user(), scope.now()])? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// What a secret opens.
#[derive(Clone, Debug)]
pub struct Opening {
    /// What it is of.
    pub kind: FeedKind,
    /// Who made it.
    pub by: UserId,
    /// The team's name; empty for somebody's own.
    pub team: String,
    /// The rotas, with everybody on them.
    pub rotas: Vec<Rota>,
}

/// What a secret opens, with rotas that are not over on a day; `None` for a secret that opens nothing. Two statements, and
/// two for each rota.
pub fn open(
    c: &mut dyn Conn,
    tenant: i64,
    hash: &[u8],
    (now, from): (Instant, Day),
) -> Result<Option<Opening>> {
    let Some(opened) = c.opt(OPEN, args![tenant, hash.to_vec(), now])? else { return Ok(None) };
    let heads = match opened.team_id {
        Some(team) => c.all(OF_TEAM, args![tenant, team, from])?,
        None => c.all(OF_USER, args![tenant, opened.made_by, from])?,
    };
    let rotas: Result<Vec<Rota>> = heads.into_iter().map(|head| whole(c, tenant, head)).collect();
    Ok(Some(Opening {
        kind: opened.kind,
        by: opened.made_by,
        team: opened.name.unwrap_or_default(),
        rotas: rotas?,
    }))
}
