//! SQL of work queues and of one's own order in them.

pub mod when;
pub mod why;

use super::Queue;
use crate::store::caseload::Whose;
use access::{CaseId, PersonId, Scope};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Val},
    row,
};

row! {
    /// A case in a queue.
    #[derive(Clone, Debug)]
    pub struct QueueLine {
        /// The case.
        pub case_id: CaseId,
        /// The reference.
        pub reference: String,
        /// What kind of case.
        pub case_type: String,
        /// The version of its pack; 0 for none.
        pub pack_version: i64,
        /// SHA-256 of the pack's text where it is the service's own.
        pub hash: Option<Vec<u8>>,
        /// What it is about.
        pub title: String,
        /// The subject it is listed under.
        pub person_id: PersonId,
        /// Their name.
        pub person: String,
        /// Whether the asker may open their record.
        pub may_open: bool,
        /// Who it is allocated to.
        pub worker: Option<String>,
        /// First day.
        pub opened_on: Day,
        /// Since when somebody was last reached, or since when a partner has it.
        pub since_at: Option<Instant>,
        /// Since when it is in the queue.
        pub since_on: Option<Day>,
        /// The last day of what is due.
        pub due_on: Option<Day>,
        /// The step, what the partner does, or the clock's id.
        pub what: Option<String>,
        /// Whose step it is, or what a clock's last day means.
        pub who: Option<String>,
        /// Its place in the asker's own order, if it has one.
        pub place: Option<i64>,
        /// Cases in the queue that the asker may see.
        pub total: i64,
    }
}

// The day something was done last, or else the first day of the case.
macro_rules! last_done {
    ($more:literal) => {
        concat!(
            "COALESCE((
                SELECT max(a.done_on) FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NOT NULL",
            $more,
            "),
                f.opened_on)"
        )
    };
}

// One column of the earliest open action that is of a kind.
macro_rules! first_action {
    ($column:literal, $more:expr) => {
        concat!(
            "(SELECT ",
            $column,
            " FROM next_action a
                LEFT JOIN app_user z ON z.tenant_id = a.tenant_id AND z.user_id = a.owner_id
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL",
            $more,
            "
                ORDER BY a.due_on, a.action_id
                LIMIT 1)"
        )
    };
}

// One column of the clock that is due first.
macro_rules! first_clock {
    ($column:literal) => {
        concat!(
            "(SELECT ",
            $column,
            " FROM case_clock k
                WHERE ",
            crate::queues::clock_due!("$9"),
            "
                ORDER BY k.due_on, k.clock, k.nth
                LIMIT 1)"
        )
    };
}

// One text for each queue and for each way of asking, as for caseloads: an OR over them would lose the index. The page
// is cut before anything is read that only the page needs. One's own order comes first, then what has waited longest.
macro_rules! queue {
    ($whose:literal, $queue:literal, $when:expr, $key:expr, $more:expr) => {
        concat!(
            "SELECT f.case_id, f.reference, f.case_type, f.pack_version, v.hash, f.title, f.lead_person_id,
            n.full_name, CASE WHEN ",
            access::may_read_person!(),
            " THEN TRUE ELSE FALSE END, u.name, f.opened_on,
            ",
            $more,
            ",
            x.place, x.total
        FROM (
            SELECT f.case_id AS found_id, q.place AS place, ",
            $key,
            " AS waited, f.opened_on AS began,
                count(*) OVER () AS total
            FROM case_file f
            JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
            LEFT JOIN queue_place q ON q.tenant_id = f.tenant_id AND q.user_id = $2 AND q.queue = '",
            $queue,
            "'
                AND q.case_id = f.case_id
            WHERE f.tenant_id = $1
              AND f.closed_on IS NULL
              AND ",
            $whose,
            " = $6
              AND ",
            $when,
            "
              AND ",
            access::may_read_case!(),
            "
            ORDER BY q.place NULLS LAST, 3 NULLS FIRST, f.opened_on, f.case_id
            LIMIT $7 OFFSET $8
        ) x
        JOIN case_file f ON f.tenant_id = $1 AND f.case_id = x.found_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        JOIN person_access p ON p.tenant_id = f.tenant_id AND p.person_id = f.lead_person_id
        LEFT JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        LEFT JOIN pack_version v ON v.tenant_id = f.tenant_id AND v.pack_id = f.case_type
            AND v.version = f.pack_version
        ORDER BY x.place NULLS LAST, x.waited NULLS FIRST, x.began, x.found_id"
        )
    };
}

macro_rules! quiet_queue {
    ($whose:literal) => {
        queue!(
            $whose,
            "quiet",
            crate::queues::quiet!("$9", "$10"),
            "f.last_contact_at",
            "f.last_contact_at, f.opened_on, f.promise_due_on, NULL, NULL"
        )
    };
}
macro_rules! unbooked_queue {
    ($whose:literal) => {
        queue!(
            $whose,
            "unbooked",
            crate::queues::unbooked!(),
            last_done!(""),
            concat!("CAST(NULL AS TIMESTAMPTZ), ", last_done!(""), ", CAST(NULL AS DATE), NULL, NULL")
        )
    };
}
macro_rules! clock_queue {
    ($whose:literal) => {
        queue!(
            $whose,
            "clock",
            crate::queues::clock!("$9"),
            concat!("(SELECT min(k.due_on) FROM case_clock k WHERE ", crate::queues::clock_due!("$9"), ")"),
            concat!(
                "CAST(NULL AS TIMESTAMPTZ), ",
                first_clock!("k.starts_on"),
                ", ",
                first_clock!("k.due_on"),
                ",
            ",
                first_clock!("k.clock"),
                ", ",
                first_clock!("k.ends")
            )
        )
    };
}
macro_rules! action_queue {
    ($whose:literal, $queue:literal, $when:expr, $which:expr) => {
        queue!(
            $whose,
            $queue,
            $when,
            concat!(
                "(SELECT min(a.due_on) FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL",
                $which,
                ")"
            ),
            concat!(
                first_action!("a.recorded_at", $which),
                ", f.opened_on,
            ",
                first_action!("a.due_on", $which),
                ", ",
                first_action!("a.what", $which),
                ",
            ",
                first_action!("COALESCE(z.name, a.owner_name)", $which)
            )
        )
    };
}
macro_rules! no_step_queue {
    ($whose:literal) => {
        queue!(
            $whose,
            "no-step",
            crate::queues::no_step!(),
            last_done!(" AND a.goal_id IS NOT NULL"),
            concat!(
                "CAST(NULL AS TIMESTAMPTZ), ",
                last_done!(" AND a.goal_id IS NOT NULL"),
                ",
            CAST(NULL AS DATE), NULL, NULL"
            )
        )
    };
}
macro_rules! no_exit_queue {
    ($whose:literal) => {
        queue!(
            $whose,
            "no-exit",
            crate::queues::no_exit!(),
            "f.opened_on",
            "CAST(NULL AS TIMESTAMPTZ), f.opened_on, CAST(NULL AS DATE), NULL, NULL"
        )
    };
}

kernel::statements! {
    QUIET_WORKER: QueueLine = quiet_queue!("f.worker_id");
    QUIET_TEAM: QueueLine = quiet_queue!("f.team_id");
    UNBOOKED_WORKER: QueueLine = unbooked_queue!("f.worker_id");
    UNBOOKED_TEAM: QueueLine = unbooked_queue!("f.team_id");
    CLOCK_WORKER: QueueLine = clock_queue!("f.worker_id");
    CLOCK_TEAM: QueueLine = clock_queue!("f.team_id");
    PARTNER_WORKER: QueueLine = action_queue!("f.worker_id", "partner", crate::queues::partner!(), crate::queues::of_partner!());
    PARTNER_TEAM: QueueLine = action_queue!("f.team_id", "partner", crate::queues::partner!(), crate::queues::of_partner!());
    OVERDUE_WORKER: QueueLine = action_queue!("f.worker_id", "overdue", crate::queues::late_step!("$9"), " AND a.goal_id IS NOT NULL");
    OVERDUE_TEAM: QueueLine = action_queue!("f.team_id", "overdue", crate::queues::late_step!("$9"), " AND a.goal_id IS NOT NULL");
    NO_STEP_WORKER: QueueLine = no_step_queue!("f.worker_id");
    NO_STEP_TEAM: QueueLine = no_step_queue!("f.team_id");
    NO_EXIT_WORKER: QueueLine = no_exit_queue!("f.worker_id");
    NO_EXIT_TEAM: QueueLine = no_exit_queue!("f.team_id");
    // At the end of one's own order; what has a place keeps it.
    PUT: () = "INSERT INTO queue_place (tenant_id, user_id, queue, case_id, place)
        SELECT t.tenant_id, $2, $3, $4, COALESCE((
            SELECT max(q.place) FROM queue_place q
            WHERE q.tenant_id = $1 AND q.user_id = $2 AND q.queue = $3), 0) + 1
        FROM tenant t
        WHERE t.tenant_id = $1
        ON CONFLICT (tenant_id, user_id, queue, case_id) DO NOTHING";
    TAKE: () = "DELETE FROM queue_place
        WHERE tenant_id = $1 AND user_id = $2 AND queue = $3 AND case_id = $4";
    PLACES: (CaseId, i64) = "SELECT case_id, place
        FROM queue_place
        WHERE tenant_id = $1 AND user_id = $2 AND queue = $3 AND case_id IN ($4, $5)
        ORDER BY place, case_id
        LIMIT 2";
    SWAP: () = "UPDATE queue_place
        SET place = CASE WHEN case_id = $4 THEN CAST($5 AS BIGINT) ELSE CAST($7 AS BIGINT) END
        WHERE tenant_id = $1 AND user_id = $2 AND queue = $3 AND case_id IN ($4, $6)";
}

/// What a queue is asked for with.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// Which queue.
    pub queue: Queue,
    /// Whose cases.
    pub whose: Whose,
    /// Days without contact.
    pub days: i64,
}

/// `size` cases of a queue from `offset` that the asker may read: those in their own order first, then what has waited
/// longest. One statement.
pub fn list(c: &mut dyn Conn, scope: &Scope, ask: Ask, size: i64, offset: i64) -> Result<Vec<QueueLine>> {
    let today = Day::of(scope.now());
    let (worker, team, more): (_, _, Vec<Val>) = match ask.queue {
        Queue::Quiet => {
            let since = scope.now().plus_seconds(-ask.days * 24 * 3600);
            (QUIET_WORKER, QUIET_TEAM, vec![since.into(), Day::of(since).into()])
        }
        Queue::Unbooked => (UNBOOKED_WORKER, UNBOOKED_TEAM, Vec::new()),
        Queue::Clock => (CLOCK_WORKER, CLOCK_TEAM, vec![today.into()]),
        Queue::Partner => (PARTNER_WORKER, PARTNER_TEAM, Vec::new()),
        Queue::Overdue => (OVERDUE_WORKER, OVERDUE_TEAM, vec![today.into()]),
        Queue::NoStep => (NO_STEP_WORKER, NO_STEP_TEAM, Vec::new()),
        Queue::NoExit => (NO_EXIT_WORKER, NO_EXIT_TEAM, Vec::new()),
    };
    let sql = if matches!(ask.whose, Whose::Worker(_)) { worker } else { team };
    let mut args = scope.args(args![ask.whose.id(), size, offset]);
    args.extend(more);
    c.all(sql, &args)
}

/// Puts a case at the end of the asker's own order in a queue; nothing where it has a place.
pub fn put(c: &mut dyn Conn, scope: &Scope, queue: Queue, case: CaseId) -> Result<()> {
    c.exec(PUT, args![scope.tenant(), scope.user(), queue, case]).map(drop)
}

/// Takes a case out of the asker's own order.
pub fn take(c: &mut dyn Conn, scope: &Scope, queue: Queue, case: CaseId) -> Result<()> {
    c.exec(TAKE, args![scope.tenant(), scope.user(), queue, case]).map(drop)
}

/// Two cases of the asker's own order change places; nothing where one of them has none.
pub fn swap(c: &mut dyn Conn, scope: &Scope, queue: Queue, one: CaseId, other: CaseId) -> Result<()> {
    let places = c.all(PLACES, args![scope.tenant(), scope.user(), queue, one, other])?;
    let of = |case: CaseId| places.iter().find(|(id, _)| *id == case).map(|(_, place)| *place);
    match (of(one), of(other)) {
        (Some(mine), Some(theirs)) if one != other => {
            c.exec(SWAP, args![scope.tenant(), scope.user(), queue, one, theirs, other, mine]).map(drop)
        }
        _ => Ok(()),
    }
}
