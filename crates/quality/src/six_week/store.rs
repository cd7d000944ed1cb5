//! SQL of six-week reviews: how they stand.

// An import that is not live shows nothing.
macro_rules! live {
    () => {
        "(c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))"
    };
}

mod write;

pub use write::{NewFound, begun, finish, record, see};

use super::model::{Coverage, State};
use access::{CaseId, Scope, TeamId, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Known},
    row,
};
use uuid::Uuid;

row! {
    /// A worker, and how their reviews stand.
    #[derive(Clone, Debug)]
    pub struct Head {
        /// Their name.
        pub name: String,
        /// Whether the asker leads a team that they are in.
        pub leads: bool,
        /// The day the last review was completed.
        pub completed_on: Option<Day>,
        /// Since when they hold the case that they have longest.
        pub holds_since: Option<Day>,
        /// Open cases that they hold now.
        pub holds: i64,
        /// The review that is begun and not complete.
        pub review_id: Option<Uuid>,
        /// The day it was begun.
        pub begun_on: Option<Day>,
        /// Who began it.
        pub begun_by: Option<String>,
        /// Cases it covers.
        pub held: i64,
        /// Of these, cases that were seen.
        pub seen: i64,
        /// Of these, cases that were closed or moved before they were seen.
        pub gone: i64,
        /// Open cases that they hold now and that it does not cover.
        pub came: i64,
    }
}

impl Head {
    /// What the review that is begun covers.
    pub fn coverage(&self) -> Coverage {
        Coverage { held: self.held, seen: self.seen, gone: self.gone }
    }
}

row! {
    /// A case of a review, with what a manager needs to know of it.
    #[derive(Clone, Debug)]
    pub struct ReviewLine {
        /// The case.
        pub case_id: CaseId,
        /// The reference people quote.
        pub reference: String,
        /// What kind of case.
        pub case_type: String,
        /// What it is about.
        pub title: String,
        /// The subject it is listed under.
        pub person: String,
        /// Latest successful contact.
        pub last_contact_at: Option<Instant>,
        /// The nearest last day of a running clock.
        pub clock_due_on: Option<Day>,
        /// Its risk band.
        pub band: String,
        /// What happens next.
        pub next_what: Option<String>,
        /// When.
        pub next_on: Option<Day>,
        /// When the exit plan expects it to end.
        pub exit_on: Option<Day>,
        /// What is missing, as codes; see [`findings`](crate::audit::model::findings).
        pub found: String,
        /// Whether the worker still holds it, and it is open.
        pub held: bool,
        /// What became of it in the review; nothing before one is begun.
        pub state: Option<State>,
        /// Whether it is on track.
        pub on_track: Option<bool>,
        /// What is to happen.
        pub action: Option<String>,
        /// By when.
        pub action_due_on: Option<Day>,
        /// Whether it should be closed.
        pub to_close: Option<bool>,
        /// Whether somebody else should have it.
        pub to_move: Option<bool>,
        /// Who looked.
        pub seen_by: Option<String>,
        /// When.
        pub seen_at: Option<Instant>,
    }
}

row! {
    /// A worker on the board of those who lead them.
    #[derive(Clone, Debug)]
    pub struct BoardLine {
        /// The team.
        pub team_id: TeamId,
        /// Its name.
        pub team: String,
        /// The worker.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// Whether they lead the team.
        pub manages: bool,
        /// Open cases that they hold, in every team.
        pub holds: i64,
        /// Since when they hold the case that they have longest.
        pub holds_since: Option<Day>,
        /// The day their last review was completed.
        pub completed_on: Option<Day>,
        /// The day one was begun that is not complete.
        pub begun_on: Option<Day>,
        /// Cases it covers.
        pub held: i64,
        /// Of these, cases that nobody has looked at.
        pub waits: i64,
    }
}

row! {
    /// A review of a worker's, for its history.
    #[derive(Clone, Debug)]
    pub struct PastReview {
        /// The review.
        pub review_id: Uuid,
        /// The day it was begun.
        pub begun_on: Day,
        /// Who began it.
        pub begun_by: String,
        /// The moment it was complete.
        pub completed_at: Option<Instant>,
        /// Who finished it.
        pub completed_by: Option<String>,
        /// Cases it covers.
        pub held: i64,
        /// Of these, cases that were seen.
        pub seen: i64,
        /// Of these, cases that were closed or moved before.
        pub gone: i64,
    }
}

impl PastReview {
    /// What it covers.
    pub fn coverage(&self) -> Coverage {
        Coverage { held: self.held, seen: self.seen, gone: self.gone }
    }
}

// The open cases `f` of a worker, with their access rows.
macro_rules! held_by {
    ($worker:literal) => {
        concat!(
            "FROM case_file f
                JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
                WHERE f.tenant_id = $1 AND f.worker_id = ",
            $worker,
            " AND f.closed_on IS NULL AND ",
            live!()
        )
    };
}

// How many cases of a review are so.
macro_rules! counted {
    ($review:literal, $state:literal) => {
        concat!(
            "(SELECT count(*) FROM six_week_case k
                WHERE k.tenant_id = $1 AND k.review_id = ",
            $review,
            $state,
            ")"
        )
    };
}

// Whether `$3` leads a team that `$2` is in at `$4`; nobody reviews themselves.
macro_rules! leads {
    () => {
        "EXISTS (
                SELECT 1
                FROM team_member m
                JOIN team_member t ON t.tenant_id = m.tenant_id AND t.team_id = m.team_id
                WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.from_at <= $4 AND m.until_at > $4
                  AND t.user_id = $3 AND t.manages AND t.from_at <= $4 AND t.until_at > $4
                  AND m.user_id <> t.user_id)"
    };
}

// What the page shows of cases: those of a worker before a review is begun, those that it covers after.
macro_rules! lines {
    ($from:literal, $where:literal) => {
        concat!(
            "SELECT f.case_id, f.reference, f.case_type, f.title, n.full_name, f.last_contact_at, f.clock_due_on, f.band,
            (SELECT a.what FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL
                ORDER BY a.due_on, a.action_id
                LIMIT 1),
            (SELECT min(a.due_on) FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL),
            (SELECT e.expected_on FROM case_plan h
                JOIN exit_plan e ON e.tenant_id = h.tenant_id AND e.exit_id = h.exit_id
                WHERE h.tenant_id = f.tenant_id AND h.case_id = f.case_id),
            ",
            crate::audit::store::found!("$7", "$8", "$9", "$10"),
            ",
            CASE WHEN f.worker_id = $6 AND f.closed_on IS NULL THEN TRUE ELSE FALSE END,
            k.state, k.on_track, k.action, k.action_due_on, k.to_close, k.to_move, s.name, k.seen_at
        ",
            $from,
            "
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        LEFT JOIN app_user s ON s.tenant_id = k.tenant_id AND s.user_id = k.seen_by
        WHERE ",
            $where,
            " AND ",
            access::may_read_case!(),
            "
        ORDER BY f.opened_on, f.case_id
        LIMIT 300"
        )
    };
}

kernel::statements! {
    HEAD: Head = concat!("SELECT u.name, CASE WHEN ", leads!(), " THEN TRUE ELSE FALSE END,
            (SELECT max(r.completed_on) FROM six_week_review r WHERE r.tenant_id = $1 AND r.user_id = $2),
            (SELECT min(COALESCE(f.worker_since, f.opened_on)) ", held_by!("$2"), "),
            (SELECT count(*) ", held_by!("$2"), "),
            o.review_id, o.begun_on, b.name,
            ", counted!("o.review_id", ""), ",
            ", counted!("o.review_id", " AND k.state = 'seen'"), ",
            ", counted!("o.review_id", " AND k.state = 'gone'"), ",
            (SELECT count(*) ", held_by!("$2"), "
                AND NOT EXISTS (
                    SELECT 1 FROM six_week_case k
                    WHERE k.tenant_id = $1 AND k.review_id = o.review_id AND k.case_id = f.case_id))
        FROM app_user u
        LEFT JOIN six_week_review o ON o.tenant_id = u.tenant_id AND o.user_id = u.user_id AND o.completed_on IS NULL
        LEFT JOIN app_user b ON b.tenant_id = o.tenant_id AND b.user_id = o.begun_by
        WHERE u.tenant_id = $1 AND u.user_id = $2");
    LEADS: (bool,) = concat!("SELECT CASE WHEN ", leads!(), " THEN TRUE ELSE FALSE END
        FROM app_user u
        WHERE u.tenant_id = $1 AND u.user_id = $2");
    NOT_BEGUN: ReviewLine = lines!("FROM case_file f
        LEFT JOIN six_week_case k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id AND k.review_id = $11",
        "f.tenant_id = $1 AND f.worker_id = $6 AND f.closed_on IS NULL");
    BEGUN: ReviewLine = lines!("FROM six_week_case k
        JOIN case_file f ON f.tenant_id = k.tenant_id AND f.case_id = k.case_id",
        "k.tenant_id = $1 AND k.review_id = $11");
    // The asker's own teams come first, whatever an engine would guess.
    BOARD: BoardLine = concat!("SELECT t.team_id, t.name, u.user_id, u.name, m.manages,
            (SELECT count(*) ", held_by!("u.user_id"), "),
            (SELECT min(COALESCE(f.worker_since, f.opened_on)) ", held_by!("u.user_id"), "),
            (SELECT max(r.completed_on) FROM six_week_review r
                WHERE r.tenant_id = $1 AND r.user_id = u.user_id),
            o.begun_on, ", counted!("o.review_id", ""), ", ", counted!("o.review_id", " AND k.state = 'waits'"), "
        FROM team_member l
        CROSS JOIN team_member m
        JOIN team t ON t.tenant_id = m.tenant_id AND t.team_id = m.team_id
        JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
        LEFT JOIN six_week_review o ON o.tenant_id = u.tenant_id AND o.user_id = u.user_id AND o.completed_on IS NULL
        WHERE l.tenant_id = $1 AND l.user_id = $2 AND l.manages AND l.from_at <= $3 AND l.until_at > $3
          AND m.tenant_id = l.tenant_id AND m.team_id = l.team_id
          AND m.from_at <= $3 AND m.until_at > $3
          AND u.status = 'active'
        ORDER BY t.name, t.team_id, u.sort_name, u.user_id
        LIMIT 500");
    PAST: PastReview = concat!("SELECT r.review_id, r.begun_on, b.name, r.completed_at, d.name,
            ", counted!("r.review_id", ""), ",
            ", counted!("r.review_id", " AND k.state = 'seen'"), ",
            ", counted!("r.review_id", " AND k.state = 'gone'"), "
        FROM six_week_review r
        JOIN app_user b ON b.tenant_id = r.tenant_id AND b.user_id = r.begun_by
        LEFT JOIN app_user d ON d.tenant_id = r.tenant_id AND d.user_id = r.completed_by
        WHERE r.tenant_id = $1 AND r.user_id = $2
        ORDER BY r.begun_on DESC, r.begun_at DESC
        LIMIT 40");
}

/// Every SQL text of this store.
pub fn statements() -> Vec<Known> {
    [STATEMENTS, &write::statements()].concat()
}

/// A worker and how their reviews stand; [`Error::NotFound`] when there is no such worker: one statement.
pub fn head(c: &mut dyn Conn, scope: &Scope, worker: UserId) -> Result<Head> {
    c.opt(HEAD, args![scope.tenant(), worker, scope.user(), scope.now()])?.ok_or(Error::NotFound)
}

/// Whether somebody leads a team that a worker is in: one statement.
pub fn leads(
    c: &mut dyn Conn,
    tenant: i64,
    (leader, worker): (UserId, UserId),
    now: Instant,
) -> Result<bool> {
    Ok(c.opt(LEADS, args![tenant, worker, leader, now])?.is_some_and(|(leads,)| leads))
}

/// The cases of a review that the asker may read, the longest open first; without a review, those that the worker
/// holds: one statement.
pub fn lines(
    c: &mut dyn Conn,
    scope: &Scope,
    worker: UserId,
    review: Option<Uuid>,
) -> Result<Vec<ReviewLine>> {
    let mut args = scope.args(args![worker]);
    args.extend(crate::audit::store::moments(scope.now()));
    args.push(review.unwrap_or(access::NOBODY).into());
    c.all(if review.is_some() { BEGUN } else { NOT_BEGUN }, &args)
}

/// Everybody in the teams that the asker leads, by team and name: one statement.
pub fn board(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<BoardLine>> {
    c.all(BOARD, args![scope.tenant(), scope.user(), scope.now()])
}

/// The reviews of a worker, the latest first, 40 at most: one statement.
pub fn past(c: &mut dyn Conn, tenant: i64, worker: UserId) -> Result<Vec<PastReview>> {
    c.all(PAST, args![tenant, worker])
}
