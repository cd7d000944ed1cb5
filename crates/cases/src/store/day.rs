//! What a worker's day is made of: what is theirs to do, what is new on their cases, how their caseload stands. What
//! waits for them is read in [`waiting`], what their own figures are counted from in [`figures`].

pub mod figures;
pub mod waiting;

use crate::{
    messages::store::Unread,
    model::{ActionKind, Channel},
    slots::Slot,
    work::packs,
};
pub use ::packs::model::Ends;
use access::{CaseId, PersonId, Scope};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

/// Something that is the worker's to do.
#[derive(Clone, Debug)]
pub struct MyAction {
    /// The action; the case, where it is a promised contact or a clock.
    pub action_id: Uuid,
    /// What kind.
    pub kind: ActionKind,
    /// What is to happen.
    pub what: String,
    /// The day it is due.
    pub due_on: Day,
    /// The time, where one is booked.
    pub due_at: Option<Instant>,
    /// The person it is for.
    pub person_id: PersonId,
    /// Their name.
    pub person: String,
    /// The case whose promised contact it is; `None` for an action. A promised contact is done by recording it.
    pub promised: Option<CaseId>,
    /// The case whose clock has its last day, and what happens at its end; `None` for anything else.
    pub clock: Option<(CaseId, Ends)>,
}

row! {
    struct MineRow {
        action_id: Uuid,
        kind: String,
        what: String,
        due_on: Day,
        due_at: Option<Instant>,
        person_id: PersonId,
        person: String,
        case_id: Option<CaseId>,
        starts_on: Option<Day>,
        ends: String,
        case_type: String,
        pack_version: i64,
        hash: Option<Vec<u8>>,
    }
}

row! {
    struct NewsRow {
        kind: String,
        id: Uuid,
        person_id: Option<PersonId>,
        case_id: Option<CaseId>,
        person: String,
        channel: String,
        who: String,
        at: Instant,
        words: String,
        weekday: i64,
        on_day: Option<Day>,
        from_minute: i64,
        to_minute: i64,
    }
}

/// Something a colleague wrote on one of the worker's cases.
#[derive(Clone, Debug)]
pub struct Change {
    /// The person.
    pub person_id: PersonId,
    /// Their name.
    pub person: String,
    /// How.
    pub channel: Channel,
    /// Who wrote it.
    pub worker: String,
    /// When it was written down.
    pub recorded_at: Instant,
    /// What it says.
    pub summary: String,
}

/// A new record that may be somebody whom only the worker keeps.
#[derive(Clone, Debug)]
pub struct MatchAlert {
    /// The alert.
    pub alert_id: Uuid,
    /// The restricted person's name.
    pub person: String,
    /// Who keeps the new record.
    pub made_by: String,
    /// When it was raised.
    pub raised_at: Instant,
}

/// What is new for a worker, and the time they keep.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// What colleagues wrote, the latest first.
    pub changes: Vec<Change>,
    /// Messages they have not read, the latest first.
    pub messages: Vec<Unread>,
    /// Time they keep for casework.
    pub slots: Vec<Slot>,
    /// Records that may be people only they keep, the latest first.
    pub matches: Vec<MatchAlert>,
}

row! {
    /// How a worker's open cases stand, one figure for each queue.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Load {
        /// Open cases.
        pub open: i64,
        /// Nobody was reached for 28 days; where nobody ever was, it is open for longer.
        pub quiet: i64,
        /// Nothing is booked.
        pub unbooked: i64,
        /// A clock is near or past its last day.
        pub clock: i64,
        /// A partner has something to do.
        pub partner: i64,
        /// A step of the plan is overdue.
        pub overdue: i64,
        /// There is no step of the plan to come.
        pub no_step: i64,
        /// There is no exit plan.
        pub no_exit: i64,
    }
}

macro_rules! sum {
    ($when:expr) => {
        concat!("CAST(COALESCE(sum(CASE WHEN ", $when, " THEN 1 ELSE 0 END), 0) AS BIGINT)")
    };
}

kernel::statements! {
    // What is booked; the contact that is promised next in each of the worker's cases, unless a contact or a visit is
    // booked there by that day; and the clocks of these cases whose last day is today or was before.
    MINE: MineRow = concat!("SELECT x.action_id, x.kind, x.what, x.due_on, x.due_at, x.person_id, n.full_name, x.of_case,
            x.starts_on, x.ends, x.case_type, x.pack_version, v.hash
        FROM (
            SELECT a.action_id, a.kind, a.what, a.due_on, a.due_at, a.person_id, CAST(NULL AS UUID) AS of_case,
                CAST(NULL AS DATE) AS starts_on, '' AS ends, '' AS case_type, CAST(0 AS BIGINT) AS pack_version
            FROM next_action a
            WHERE a.tenant_id = $1 AND a.owner_id = $2 AND a.done_on IS NULL AND a.due_on <= $6
            UNION ALL
            SELECT f.case_id, 'promise', 'Promised contact', f.promise_due_on, CAST(NULL AS TIMESTAMPTZ), f.lead_person_id,
                f.case_id, NULL, '', '', 0
            FROM case_file f
            WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL AND f.promise_due_on <= $6
              AND NOT EXISTS (
                  SELECT 1 FROM next_action b
                  WHERE b.tenant_id = f.tenant_id AND b.case_id = f.case_id AND b.done_on IS NULL
                    AND b.kind IN ('contact', 'visit') AND b.due_on <= f.promise_due_on)
            UNION ALL
            SELECT f.case_id, 'clock', k.clock, k.due_on, k.due_at, f.lead_person_id, f.case_id, k.starts_on, k.ends,
                f.case_type, f.pack_version
            FROM case_file f
            JOIN case_clock k ON ", crate::queue_clock_runs!("$7"), "
            WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL AND f.clock_due_on <= $7
              AND k.due_on <= $7
        ) x
        LEFT JOIN pack_version v ON v.tenant_id = $1 AND v.pack_id = x.case_type AND v.version = x.pack_version
        JOIN person n ON n.tenant_id = $1 AND n.person_id = x.person_id
        JOIN person_access p ON p.tenant_id = $1 AND p.person_id = x.person_id
        WHERE ", access::may_read_person!(), "
        ORDER BY x.due_on, x.due_at NULLS LAST, x.action_id, x.what
        LIMIT 100");
    // What colleagues wrote, what they sent, the time that is kept for casework, and new records that match a record only
    // the worker keeps, so that one statement tells all. A message about a case is for those who may read the case, another
    // for those who may read the person.
    NEWS: NewsRow = concat!("SELECT 'wrote', x.contact_id, x.person_id, x.case_id, n.full_name, x.channel, u.name, x.recorded_at,
            x.summary, CAST(0 AS BIGINT), CAST(NULL AS DATE), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
        FROM (
            SELECT k.tenant_id, k.contact_id, k.person_id, k.case_id, k.channel, k.user_id, k.recorded_at, k.summary
            FROM case_file f
            JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
            JOIN contact k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
            WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL
              AND k.recorded_at > $6 AND k.user_id <> $2
              AND ", access::may_read_case!(), "
            ORDER BY k.recorded_at DESC, k.contact_id
            LIMIT 8
        ) x
        JOIN person n ON n.tenant_id = x.tenant_id AND n.person_id = x.person_id
        JOIN app_user u ON u.tenant_id = x.tenant_id AND u.user_id = x.user_id
        UNION ALL
        SELECT 'message', m.message_id, m.person_id, m.case_id, n.full_name, COALESCE(f.reference, ''), u.name, m.sent_at,
            m.words, 0, NULL, 0, 0
        FROM message_reader r
        JOIN case_message m ON m.tenant_id = r.tenant_id AND m.message_id = r.message_id
        JOIN person n ON n.tenant_id = m.tenant_id AND n.person_id = m.person_id
        JOIN person_access p ON p.tenant_id = m.tenant_id AND p.person_id = m.person_id
        JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.sent_by
        LEFT JOIN case_file f ON f.tenant_id = m.tenant_id AND f.case_id = m.case_id
        WHERE r.tenant_id = $1 AND r.user_id = $2 AND r.read_at IS NULL
          AND ((m.case_id IS NULL AND ", access::may_read_person!(), ") OR EXISTS (
              SELECT 1 FROM case_access c
              WHERE c.tenant_id = m.tenant_id AND c.case_id = m.case_id AND ", access::may_read_case!(), "))
        UNION ALL
        SELECT 'slot', s.slot_id, NULL, NULL, '', '', '', s.recorded_at, '', s.weekday, s.on_day, s.from_minute, s.to_minute
        FROM protected_slot s
        WHERE s.tenant_id = $1 AND s.user_id = $2 AND (s.on_day IS NULL OR s.on_day >= $7)
        UNION ALL
        SELECT 'match', y.alert_id, y.person_id, NULL, n.full_name, '', COALESCE(u.name, ''), y.raised_at, '', 0, NULL, 0, 0
        FROM (
            SELECT m.tenant_id, m.alert_id, m.person_id, m.new_person_id, m.raised_at
            FROM match_alert m
            WHERE m.tenant_id = $1 AND m.keeper_id = $2 AND m.seen_at IS NULL
            ORDER BY m.raised_at, m.alert_id
            LIMIT 20
        ) y
        JOIN person n ON n.tenant_id = y.tenant_id AND n.person_id = y.person_id
        JOIN person_access a ON a.tenant_id = y.tenant_id AND a.person_id = y.new_person_id
        LEFT JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.keeper_id
        ORDER BY 1, 8 DESC, 2
        LIMIT 100");
    LOAD: Load = concat!("SELECT count(*),
            ", sum!(crate::queues::quiet!("$3", "$5")), ",
            ", sum!(crate::queues::unbooked!()), ",
            ", sum!(crate::queues::clock!("$4")), ",
            ", sum!(crate::queues::partner!()), ",
            ", sum!(crate::queues::late_step!("$4")), ",
            ", sum!(crate::queues::no_step!()), ",
            ", sum!(crate::queues::no_exit!()), "
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL
          AND (c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))");
}

/// What is the worker's to do, due by `until`, soonest first, with the clocks that have their last day today or had it
/// before: one statement, and one for each text of a pack that was not read before.
pub fn mine(c: &mut dyn Conn, scope: &Scope, until: Day) -> Result<Vec<MyAction>> {
    let rows = c.all(MINE, &scope.args(args![until, Day::of(scope.now())]))?;
    rows.into_iter().map(|row| row.action(c, scope.tenant())).collect()
}

impl MineRow {
    /// A clock by the name that its pack gives it.
    fn action(self, c: &mut dyn Conn, tenant: i64) -> Result<MyAction> {
        let (mut what, mut clock) = (self.what, None);
        if let ("clock", Some(case), Some(starts)) = (self.kind.as_str(), self.case_id, self.starts_on) {
            let pack = packs::known(c, tenant, &self.case_type, self.pack_version, self.hash.as_deref())?;
            let rule = pack.as_ref().and_then(|pack| pack.clock(&what, starts));
            clock = Some((case, rule.map(|rule| rule.ends).unwrap_or_default()));
            what = rule.map_or(what, |rule| rule.name.clone());
        }
        Ok(MyAction {
            action_id: self.action_id,
            kind: match self.kind.as_str() {
                "promise" => ActionKind::Contact,
                kind => ActionKind::parse(kind).unwrap_or(ActionKind::Task),
            },
            what,
            due_on: self.due_on,
            due_at: self.due_at,
            person_id: self.person_id,
            person: self.person,
            promised: self.case_id.filter(|_| self.kind == "promise"),
            clock,
        })
    }
}

/// What colleagues wrote on the worker's cases since a moment, their messages that were not read, the time that is kept
/// from today on, and records that match one that only they keep: one statement.
pub fn news(c: &mut dyn Conn, scope: &Scope, since: Instant) -> Result<News> {
    let mut news = News::default();
    for row in c.all(NEWS, &scope.args(args![since, Day::of(scope.now())]))? {
        match row.kind.as_str() {
            "slot" => news.slots.push(Slot {
                slot_id: row.id,
                weekday: row.weekday,
                on_day: row.on_day,
                from_minute: row.from_minute,
                to_minute: row.to_minute,
            }),
            "message" => news.messages.extend(row.unread()),
            "match" => news.matches.push(MatchAlert {
                alert_id: row.id,
                person: row.person,
                made_by: row.who,
                raised_at: row.at,
            }),
            _ => news.changes.extend(row.change()),
        }
    }
    Ok(news)
}

impl NewsRow {
    fn unread(self) -> Option<Unread> {
        Some(Unread {
            message_id: self.id,
            person_id: self.person_id?,
            case_id: self.case_id,
            person: self.person,
            reference: self.channel,
            from: self.who,
            sent_at: self.at,
            words: self.words,
        })
    }

    fn change(self) -> Option<Change> {
        Some(Change {
            person_id: self.person_id?,
            person: self.person,
            channel: Channel::parse(&self.channel)?,
            worker: self.who,
            recorded_at: self.at,
            summary: self.words,
        })
    }
}

/// How the worker's open cases stand: one statement.
pub fn load(c: &mut dyn Conn, scope: &Scope) -> Result<Load> {
    let quiet = super::caseload::quiet_since(scope.now());
    c.one(LOAD, args![scope.tenant(), scope.user(), quiet, Day::of(scope.now()), Day::of(quiet)])
}
