//! Notices that somebody carries far more than they have room for, and what their managers answered.

use access::UserId;
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row, text_enum,
};
use uuid::Uuid;

text_enum! {
    /// What will change for somebody who carries too much.
    pub enum Change {
        /// They are given no case for a time.
        Fewer = "fewer", "No new cases for a time";
        /// Cases go to others.
        Moved = "moved", "Cases are moved to others";
        /// Somebody helps.
        Support = "support", "Somebody helps with some of the work";
        /// Other duties are taken from them.
        Reduced = "reduced", "Other duties are taken from them";
        /// Nothing changes, for a reason.
        Accepted = "accepted", "Nothing changes, for the reason given";
    }
}

row! {
    /// A notice with its last answer.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Notice {
        /// The notice.
        pub notice_id: Uuid,
        /// Who carries too much.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// The day it was seen.
        pub opened_on: Day,
        /// What they carried then, in hundredths of a point.
        pub points: i64,
        /// What they had room for then, in hundredths of a point.
        pub room: i64,
        /// The day by which an answer is due.
        pub due_on: Day,
        /// The day it went to the service manager, if it did.
        pub climbed_on: Option<Day>,
        /// The day they carried less again, if they do.
        pub ended_on: Option<Day>,
        /// What will change, by the last answer.
        pub change: Option<Change>,
        /// How, in words.
        pub words: Option<String>,
        /// When they look at it again.
        pub look_again_on: Option<Day>,
        /// When it was answered last.
        pub answered_at: Option<Instant>,
        /// By whom.
        pub answered_by: Option<String>,
    }
}

row! {
    /// A notice that is open.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Open {
        /// The notice.
        pub notice_id: Uuid,
        /// Who carries too much.
        pub user_id: UserId,
        /// The day by which an answer is due.
        pub due_on: Day,
        /// Whether it went to the service manager.
        pub climbed: bool,
        /// Whether it was answered.
        pub answered: bool,
    }
}

macro_rules! notices {
    ($($where:expr),+) => {
        concat!(
            "SELECT n.notice_id, n.user_id, u.name, n.opened_on, n.points, n.room, n.due_on, n.climbed_on, n.ended_on,
            a.change, a.words, a.look_again_on, a.answered_at, b.name
        FROM load_notice n
        JOIN app_user u ON u.tenant_id = n.tenant_id AND u.user_id = n.user_id
        LEFT JOIN load_answer a ON a.tenant_id = n.tenant_id AND a.notice_id = n.notice_id
            AND NOT EXISTS (
                SELECT 1 FROM load_answer l
                WHERE l.tenant_id = a.tenant_id AND l.notice_id = a.notice_id
                  AND (l.answered_at > a.answered_at
                    OR (l.answered_at = a.answered_at AND l.answer_id > a.answer_id)))
        LEFT JOIN app_user b ON b.tenant_id = a.tenant_id AND b.user_id = a.answered_by
        WHERE n.tenant_id = $1 AND ",
            $($where,)+
            "
        ORDER BY CASE WHEN n.ended_on IS NULL THEN 0 ELSE 1 END, n.due_on, u.sort_name, n.notice_id
        LIMIT 200"
        )
    };
}

// Those whom somebody leads: they are in a team of which the asker is a leader now.
macro_rules! led {
    () => {
        "n.user_id IN (
                SELECT o.user_id FROM team_member m
                CROSS JOIN team_member o
                WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.manages AND m.from_at <= $3 AND m.until_at > $3
                  AND o.tenant_id = m.tenant_id AND o.team_id = m.team_id AND o.from_at <= $3 AND o.until_at > $3)"
    };
}

kernel::statements! {
    OPEN: Open = "SELECT n.notice_id, n.user_id, n.due_on,
            CASE WHEN n.climbed_on IS NULL THEN FALSE ELSE TRUE END,
            CASE WHEN EXISTS (
                SELECT 1 FROM load_answer a WHERE a.tenant_id = n.tenant_id AND a.notice_id = n.notice_id)
                THEN TRUE ELSE FALSE END
        FROM load_notice n
        WHERE n.tenant_id = $1 AND n.ended_on IS NULL
        ORDER BY n.user_id, n.notice_id
        LIMIT 100000";
    // For managers everybody's; for leaders those of the teams they lead; with those that ended since a day.
    ALL: Notice = notices!("(n.ended_on IS NULL OR n.ended_on >= $2)");
    LED: Notice = notices!("(n.ended_on IS NULL OR n.ended_on >= $4) AND ", led!());
    ONE: Notice = notices!("n.notice_id = $2");
    OF_USER: Notice = notices!("n.user_id = $2 AND n.ended_on IS NULL");
    MAY: (bool,) = concat!("SELECT CASE WHEN EXISTS (
            SELECT 1 FROM load_notice n WHERE n.tenant_id = $1 AND n.notice_id = $4 AND ", led!(), ")
        THEN TRUE ELSE FALSE END");
    BEGIN: () = "INSERT INTO load_notice (
            tenant_id, notice_id, user_id, opened_on, points, room, due_on)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    END: () = "UPDATE load_notice SET ended_on = $3 WHERE tenant_id = $1 AND notice_id = $2 AND ended_on IS NULL";
    CLIMB: () = "UPDATE load_notice
        SET climbed_on = $3
        WHERE tenant_id = $1 AND notice_id = $2 AND climbed_on IS NULL";
    ANSWER: () = "INSERT INTO load_answer (
            tenant_id, answer_id, notice_id, change, words, look_again_on, answered_at, answered_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

/// The notices that are open: one statement.
pub fn open(c: &mut dyn Conn, tenant: i64) -> Result<Vec<Open>> {
    c.all(OPEN, args![tenant])
}

/// Notices with their last answers, open ones first, with those that ended since a day; for a leader (`led_by`) of the
/// people they lead. One statement.
pub fn list(
    c: &mut dyn Conn,
    tenant: i64,
    led_by: Option<UserId>,
    since: Day,
    now: Instant,
) -> Result<Vec<Notice>> {
    match led_by {
        Some(leader) => c.all(LED, args![tenant, leader, now, since]),
        None => c.all(ALL, args![tenant, since]),
    }
}

/// A notice: one statement.
pub fn one(c: &mut dyn Conn, tenant: i64, notice: Uuid) -> Result<Notice> {
    c.one(ONE, args![tenant, notice])
}

/// Somebody's open notice, if there is one: one statement.
pub fn of_user(c: &mut dyn Conn, tenant: i64, user: UserId) -> Result<Option<Notice>> {
    Ok(c.all(OF_USER, args![tenant, user])?.pop())
}

/// Whether somebody leads the one a notice is about: one statement.
pub fn leads(c: &mut dyn Conn, tenant: i64, leader: UserId, now: Instant, notice: Uuid) -> Result<bool> {
    Ok(c.one(MAY, args![tenant, leader, now, notice])?.0)
}

/// A notice to be opened.
#[derive(Clone, Copy, Debug)]
pub struct NewNotice {
    /// The notice.
    pub id: Uuid,
    /// Who carries too much.
    pub user: UserId,
    /// The day.
    pub on: Day,
    /// What they carry, in hundredths of a point.
    pub points: i64,
    /// What they have room for, in hundredths of a point.
    pub room: i64,
    /// The day by which an answer is due.
    pub due_on: Day,
}

/// Opens a notice.
pub fn begin(c: &mut dyn Conn, tenant: i64, n: &NewNotice) -> Result<()> {
    c.exec(BEGIN, args![tenant, n.id, n.user, n.on, n.points, n.room, n.due_on]).map(drop)
}

/// Ends a notice: they carry less.
pub fn end(c: &mut dyn Conn, tenant: i64, notice: Uuid, on: Day) -> Result<()> {
    c.exec(END, args![tenant, notice, on]).map(drop)
}

/// Passes a notice on that nobody answered in time.
pub fn climb(c: &mut dyn Conn, tenant: i64, notice: Uuid, on: Day) -> Result<()> {
    c.exec(CLIMB, args![tenant, notice, on]).map(drop)
}

/// An answer to a notice.
#[derive(Clone, Debug)]
pub struct NewAnswer {
    /// The answer.
    pub id: Uuid,
    /// The notice.
    pub notice: Uuid,
    /// What will change.
    pub change: Change,
    /// How, in words.
    pub words: String,
    /// When they look at it again.
    pub look_again_on: Day,
    /// When it was said.
    pub at: Instant,
    /// Who said so.
    pub by: UserId,
}

/// Keeps an answer; what was answered before stays.
pub fn answer(c: &mut dyn Conn, tenant: i64, n: &NewAnswer) -> Result<()> {
    let args = args![tenant, n.id, n.notice, n.change, &n.words, n.look_again_on, n.at, n.by];
    c.exec(ANSWER, args).map(drop)
}
