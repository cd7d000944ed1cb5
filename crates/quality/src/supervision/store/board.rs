//! Figures of supervision over the teams that somebody leads: they count what took place, never what was said.
//! Six statements, however many workers there are.

use crate::supervision::model::{MovedFor, Theme};
use access::{Scope, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// A worker of a team that the asker leads.
    #[derive(Clone, Debug)]
    pub struct Member {
        /// The team's name.
        pub team: String,
        /// Their account.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// Whether they lead the team.
        pub leads: bool,
        /// The day they began in practice.
        pub started_on: Option<Day>,
        /// When their last one-to-one session that was held began.
        pub last_at: Option<Instant>,
        /// When the next one is planned for.
        pub next_at: Option<Instant>,
        /// Since when they are in the team.
        pub since_at: Instant,
    }
}

row! {
    /// One worker's sessions of a period.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Sessions {
        /// The worker.
        pub user_id: UserId,
        /// One-to-one sessions held.
        pub held: i64,
        /// One-to-one sessions not held.
        pub not_held: i64,
        /// Group, reflective and ad hoc sessions held.
        pub others: i64,
        /// Of the one-to-one sessions held, those interrupted.
        pub interrupted: i64,
        /// Those both agreed.
        pub agreed: i64,
        /// Decisions about cases made in them: each has its reasons.
        pub decisions: i64,
    }
}

row! {
    /// When one session that was held began and ended.
    #[derive(Clone, Copy, Debug)]
    pub struct Length {
        /// The worker.
        pub user_id: UserId,
        /// When it began.
        pub started_at: Instant,
        /// When it ended.
        pub ended_at: Instant,
    }
}

// The teams' people: whoever leads a team sees themselves in it too.
macro_rules! members {
    () => {
        "SELECT o.user_id
            FROM team_member m
            CROSS JOIN team_member o
            WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.manages AND m.from_at <= $3 AND m.until_at > $3
              AND o.tenant_id = m.tenant_id AND o.team_id = m.team_id AND o.from_at <= $3 AND o.until_at > $3"
    };
}

macro_rules! add_up {
    ($when:expr) => {
        concat!("CAST(COALESCE(sum(CASE WHEN ", $when, " THEN 1 ELSE 0 END), 0) AS BIGINT)")
    };
}

kernel::statements! {
    MEMBERS: Member = "SELECT t.name, u.user_id, u.name, o.manages, w.started_on,
            (SELECT max(s.started_at)
                FROM supervision_attendee a
                JOIN supervision_session s ON s.tenant_id = a.tenant_id AND s.session_id = a.session_id
                WHERE a.tenant_id = u.tenant_id AND a.user_id = u.user_id AND s.state = 'held'
                  AND s.kind = 'one_to_one'),
            (SELECT min(s.planned_at)
                FROM supervision_attendee a
                JOIN supervision_session s ON s.tenant_id = a.tenant_id AND s.session_id = a.session_id
                WHERE a.tenant_id = u.tenant_id AND a.user_id = u.user_id AND s.state IN ('planned', 'started')
                  AND s.kind = 'one_to_one'),
            o.from_at
        FROM team_member m
        CROSS JOIN team_member o
        JOIN team t ON t.tenant_id = o.tenant_id AND t.team_id = o.team_id
        JOIN app_user u ON u.tenant_id = o.tenant_id AND u.user_id = o.user_id
        LEFT JOIN supervised_worker w ON w.tenant_id = u.tenant_id AND w.user_id = u.user_id
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.manages AND m.from_at <= $3 AND m.until_at > $3
          AND o.tenant_id = m.tenant_id AND o.team_id = m.team_id AND o.from_at <= $3 AND o.until_at > $3
          AND u.status = 'active'
        ORDER BY t.name, t.team_id, CASE WHEN o.manages THEN 0 ELSE 1 END, u.sort_name, u.user_id
        LIMIT 300";
    SESSIONS: Sessions = concat!("SELECT a.user_id,
            ", add_up!("s.kind = 'one_to_one' AND s.state = 'held'"), ",
            ", add_up!("s.kind = 'one_to_one' AND s.state = 'not_held'"), ",
            ", add_up!("s.kind <> 'one_to_one' AND s.state = 'held'"), ",
            ", add_up!("s.kind = 'one_to_one' AND s.state = 'held' AND s.interruptions > 0"), ",
            ", add_up!("s.state = 'held' AND s.agreed_at IS NOT NULL AND a.agreed_at IS NOT NULL"), ",
            CAST(COALESCE(sum((
                SELECT count(*) FROM supervision_decision d
                WHERE d.tenant_id = s.tenant_id AND d.session_id = s.session_id)), 0) AS BIGINT)
        FROM supervision_attendee a
        JOIN supervision_session s ON s.tenant_id = a.tenant_id AND s.session_id = a.session_id
        WHERE a.tenant_id = $1 AND s.planned_at >= $4 AND a.user_id IN (", members!(), ")
        GROUP BY a.user_id
        ORDER BY a.user_id
        LIMIT 300");
    LENGTHS: Length = concat!("SELECT a.user_id, s.started_at, s.ended_at
        FROM supervision_attendee a
        JOIN supervision_session s ON s.tenant_id = a.tenant_id AND s.session_id = a.session_id
        WHERE a.tenant_id = $1 AND s.planned_at >= $4 AND s.state = 'held' AND s.kind = 'one_to_one'
          AND a.user_id IN (", members!(), ")
        ORDER BY a.user_id, s.session_id
        LIMIT 5000");
    MOVED: (UserId, MovedFor, i64) = concat!("SELECT a.user_id, v.moved_for, count(*)
        FROM supervision_attendee a
        JOIN supervision_session s ON s.tenant_id = a.tenant_id AND s.session_id = a.session_id
        JOIN supervision_move v ON v.tenant_id = s.tenant_id AND v.session_id = s.session_id
        WHERE a.tenant_id = $1 AND s.planned_at >= $4 AND s.kind = 'one_to_one' AND a.user_id IN (", members!(), ")
        GROUP BY a.user_id, v.moved_for
        ORDER BY a.user_id, v.moved_for
        LIMIT 1000");
    CARRIED: (UserId, i64, i64) = concat!("SELECT x.user_id, count(*), ",
        add_up!("EXISTS (
                SELECT 1
                FROM supervision_attendee a
                JOIN supervision_session l ON l.tenant_id = a.tenant_id AND l.session_id = a.session_id
                WHERE a.tenant_id = x.tenant_id AND a.user_id = x.user_id AND l.state = 'held'
                  AND l.kind = 'one_to_one' AND l.session_id <> x.session_id AND l.started_at > x.recorded_at)"), "
        FROM supervision_action x
        WHERE x.tenant_id = $1 AND x.ended_on IS NULL AND x.user_id IN (", members!(), ")
        GROUP BY x.user_id
        ORDER BY x.user_id
        LIMIT 300");
    THEMES: (Theme, i64) = concat!("SELECT h.theme, count(*)
        FROM supervision_theme h
        WHERE h.tenant_id = $1 AND h.session_id IN (
            SELECT a.session_id
            FROM supervision_attendee a
            JOIN supervision_session s ON s.tenant_id = a.tenant_id AND s.session_id = a.session_id
            WHERE a.tenant_id = $1 AND s.state = 'held' AND s.planned_at >= $4 AND a.user_id IN (", members!(), "))
        GROUP BY h.theme
        ORDER BY count(*) DESC, h.theme
        LIMIT 50");
}

/// The figures of the teams that somebody leads.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Their people, team by team, leaders first.
    pub members: Vec<Member>,
    /// Their sessions.
    pub sessions: Vec<Sessions>,
    /// How long each was.
    pub lengths: Vec<Length>,
    /// How often their sessions were moved, for whom.
    pub moved: Vec<(UserId, MovedFor, i64)>,
    /// Their open actions, and those of them that were carried over.
    pub actions: Vec<(UserId, i64, i64)>,
    /// What the sessions were about, the most frequent first.
    pub themes: Vec<(Theme, i64)>,
}

/// Figures of the sessions planned for `since` or later, over the teams that the asker leads: six statements.
pub fn figures(c: &mut dyn Conn, scope: &Scope, since: Instant) -> Result<Figures> {
    let who = args![scope.tenant(), scope.user(), scope.now()];
    let when = args![scope.tenant(), scope.user(), scope.now(), since];
    Ok(Figures {
        members: c.all(MEMBERS, who)?,
        sessions: c.all(SESSIONS, when)?,
        lengths: c.all(LENGTHS, when)?,
        moved: c.all(MOVED, when)?,
        actions: c.all(CARRIED, who)?,
        themes: c.all(THEMES, when)?,
    })
}
