//! SQL of messages.

use access::{Action, Case, CaseId, Decide, Permit, Person, PersonId, Scope, UserId};
use kernel::{
    Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

/// A message that somebody has not read yet, as their day shows it.
#[derive(Clone, Debug)]
pub struct Unread {
    /// The message.
    pub message_id: Uuid,
    /// Whom it is about.
    pub person_id: PersonId,
    /// The case it is about, if one.
    pub case_id: Option<CaseId>,
    /// The person's name.
    pub person: String,
    /// The case's reference; empty when it is about no case.
    pub reference: String,
    /// Who sent it.
    pub from: String,
    /// When.
    pub sent_at: Instant,
    /// What it says.
    pub words: String,
}

row! {
    struct Line {
        message_id: Uuid,
        words: String,
        reference: String,
        sent_at: Instant,
        from: String,
        user_id: UserId,
        to: String,
        read_at: Option<Instant>,
    }
}

/// A message in the record.
#[derive(Clone, Debug)]
pub struct Message {
    /// The message.
    pub message_id: Uuid,
    /// What it says.
    pub words: String,
    /// The case's reference; empty when it is about no case.
    pub reference: String,
    /// When it was sent.
    pub sent_at: Instant,
    /// Who sent it.
    pub from: String,
    /// To whom, and when they said that they had read it.
    pub to: Vec<(UserId, String, Option<Instant>)>,
}

row! {
    /// Somebody who may read the record.
    #[derive(Clone, Debug)]
    pub struct Colleague {
        /// Their account.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// What they do.
        pub job: String,
        /// Who employs them.
        pub organisation: String,
    }
}

// Whether the policy keeps the account `u` from the person `p`: a conflict, a restriction, or their own record.
macro_rules! kept_from {
    () => {
        "(p.person_id = u.own_person_id
                  OR EXISTS (
                      SELECT 1 FROM exclusion e
                      WHERE e.tenant_id = p.tenant_id AND e.person_id = p.person_id AND e.user_id = u.user_id
                        AND e.from_at <= $4 AND e.until_at > $4)
                  OR (p.restricted AND NOT EXISTS (
                      SELECT 1 FROM named_reader r
                      WHERE r.tenant_id = p.tenant_id AND r.person_id = p.person_id AND r.user_id = u.user_id
                        AND r.from_at <= $4 AND r.until_at > $4)))"
    };
}

// Those of `x` who may sign in and work here, without whoever asks.
macro_rules! colleagues {
    ($who:expr, $kept:expr) => {
        concat!(
            "SELECT u.user_id, u.name, u.job_title, o.name
        FROM (",
            $who,
            ") x
        JOIN app_user u ON u.tenant_id = $1 AND u.user_id = x.user_id
        JOIN organisation o ON o.tenant_id = u.tenant_id AND o.organisation_id = u.organisation_id
        WHERE u.status = 'active' AND u.user_id <> $3 AND x.level <= u.clearance AND ",
            $kept,
            "
        GROUP BY u.user_id, u.name, u.job_title, u.sort_name, o.name
        ORDER BY u.sort_name, u.user_id
        LIMIT 60"
        )
    };
}

macro_rules! messages {
    ($where:expr) => {
        concat!("SELECT m.message_id, m.words, COALESCE(f.reference, ''), m.sent_at, b.name, r.user_id, u.name, r.read_at
        FROM case_message m
        JOIN app_user b ON b.tenant_id = m.tenant_id AND b.user_id = m.sent_by
        JOIN message_reader r ON r.tenant_id = m.tenant_id AND r.message_id = m.message_id
        JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.user_id
        LEFT JOIN case_file f ON f.tenant_id = m.tenant_id AND f.case_id = m.case_id
        WHERE m.tenant_id = $1 AND ", $where, "
        ORDER BY m.sent_at DESC, m.message_id, u.sort_name, u.user_id
        LIMIT 200")
    };
}

kernel::statements! {
    // The rules of the policy for reading a case, asked of others: team and leaders of the case, those who work with
    // its subjects. A test asks the policy itself about each of them.
    OF_CASE: Colleague = colleagues!("SELECT m.user_id,
                CASE WHEN a.sensitivity <= 1 THEN 0 WHEN m.manages THEN a.sensitivity ELSE 9 END AS level
            FROM case_access a
            JOIN team_member m ON m.tenant_id = a.tenant_id AND m.team_id = a.team_id
            WHERE a.tenant_id = $1 AND a.case_id = $2 AND m.from_at <= $4 AND m.until_at > $4
            UNION ALL
            SELECT w.user_id, a.sensitivity
            FROM case_access a
            JOIN case_person s ON s.tenant_id = a.tenant_id AND s.case_id = a.case_id
            JOIN works_with w ON w.tenant_id = s.tenant_id AND w.person_id = s.person_id
            WHERE a.tenant_id = $1 AND a.case_id = $2 AND w.from_at <= $4 AND w.until_at > $4", concat!("NOT EXISTS (
              SELECT 1 FROM case_person s
              JOIN person_access p ON p.tenant_id = s.tenant_id AND p.person_id = s.person_id
              WHERE s.tenant_id = $1 AND s.case_id = $2 AND ", kept_from!(), ")"));
    OF_PERSON: Colleague = colleagues!("SELECT m.user_id,
                CASE WHEN k.sensitivity <= 1 AND p.sensitivity <= 1 THEN 0
                    WHEN m.manages THEN CASE WHEN k.sensitivity > p.sensitivity THEN k.sensitivity ELSE p.sensitivity END
                    ELSE 9 END AS level
            FROM person_access p
            JOIN case_person s ON s.tenant_id = p.tenant_id AND s.person_id = p.person_id
            JOIN case_access k ON k.tenant_id = s.tenant_id AND k.case_id = s.case_id
            JOIN team_member m ON m.tenant_id = k.tenant_id AND m.team_id = k.team_id
            WHERE p.tenant_id = $1 AND p.person_id = $2 AND m.from_at <= $4 AND m.until_at > $4
              AND (k.batch_id IS NULL OR EXISTS (
                  SELECT 1 FROM batch b WHERE b.tenant_id = k.tenant_id AND b.batch_id = k.batch_id AND b.live))
            UNION ALL
            SELECT w.user_id, p.sensitivity
            FROM person_access p
            JOIN works_with w ON w.tenant_id = p.tenant_id AND w.person_id = p.person_id
            WHERE p.tenant_id = $1 AND p.person_id = $2 AND w.from_at <= $4 AND w.until_at > $4", concat!("NOT EXISTS (
              SELECT 1 FROM person_access p
              WHERE p.tenant_id = $1 AND p.person_id = $2 AND ", kept_from!(), ")"));
    CASE: Line = messages!("m.case_id = $2");
    PERSON: Line = messages!(concat!("m.person_id = $6
          AND (m.case_id IS NULL OR EXISTS (
              SELECT 1 FROM case_access c
              WHERE c.tenant_id = m.tenant_id AND c.case_id = m.case_id AND ", access::may_read_case!(), "))"));
    ADD: () = "INSERT INTO case_message (tenant_id, message_id, person_id, case_id, words, sent_at, sent_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    // To several of those who may read it, in one statement: their ids stand one after the other.
    SEND: () = "INSERT INTO message_reader (tenant_id, message_id, user_id)
        SELECT u.tenant_id, $2, u.user_id
        FROM app_user u
        WHERE u.tenant_id = $1 AND u.user_id IN ($3, $4, $5, $6, $7, $8, $9, $10)";
    READ: () = "UPDATE message_reader
        SET read_at = $4
        WHERE tenant_id = $1 AND message_id = $2 AND user_id = $3 AND read_at IS NULL";
}

/// The most people a message is sent to. Alongside default.
pub const MOST_READERS: usize = 8;

/// Who may read a case, by name, without whoever asks: one statement.
pub fn of_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Colleague>>
where
    Case: Decide<A>,
{
    c.all(OF_CASE, args![permit.tenant(), permit.id(), permit.scope().user(), permit.scope().now()])
}

/// Who may read a person's record, by name, without whoever asks: one statement.
pub fn of_person<A: Action>(c: &mut dyn Conn, permit: &Permit<Person, A>) -> Result<Vec<Colleague>>
where
    Person: Decide<A>,
{
    c.all(OF_PERSON, args![permit.tenant(), permit.id(), permit.scope().user(), permit.scope().now()])
}

/// The messages about a case, the latest first: one statement.
pub fn about_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Message>>
where
    Case: Decide<A>,
{
    Ok(together(c.all(CASE, args![permit.tenant(), permit.id()])?))
}

/// The messages about a person, and about those of their cases that the asker may read, the latest first: one
/// statement.
pub fn about_person<A: Action>(c: &mut dyn Conn, permit: &Permit<Person, A>) -> Result<Vec<Message>>
where
    Person: Decide<A>,
{
    Ok(together(c.all(PERSON, &permit.scope().args(args![permit.id()]))?))
}

fn together(lines: Vec<Line>) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    for line in lines {
        let to = (line.user_id, line.to, line.read_at);
        match messages.last_mut().filter(|last| last.message_id == line.message_id) {
            Some(last) => last.to.push(to),
            None => messages.push(Message {
                message_id: line.message_id,
                words: line.words,
                reference: line.reference,
                sent_at: line.sent_at,
                from: line.from,
                to: vec![to],
            }),
        }
    }
    messages
}

/// Sends a message to some who may read what it is about; the caller has looked who may. [`Error::Invalid`] for
/// nobody, or for more than [`MOST_READERS`].
pub fn send(
    c: &mut dyn Conn,
    scope: &Scope,
    message: Uuid,
    (person, case): (PersonId, Option<CaseId>),
    words: &str,
    to: &[UserId],
) -> Result<()> {
    add(c, scope.tenant(), message, (person, case), (words, to), (scope.user(), scope.now()))
}

/// Writes a message down as it was sent, for what comes in as a whole; [`send`] is for somebody who sends one.
pub fn add(
    c: &mut dyn Conn,
    tenant: i64,
    message: Uuid,
    (person, case): (PersonId, Option<CaseId>),
    (words, to): (&str, &[UserId]),
    (by, at): (UserId, Instant),
) -> Result<()> {
    let Some(last) = to.last().filter(|_| to.len() <= MOST_READERS) else {
        return Err(Error::invalid("Choose one to eight colleagues."));
    };
    c.exec(ADD, args![tenant, message, person, case, words, at, by])?;
    let mut args = args![tenant, message].to_vec();
    // Unused places name the last one again.
    args.extend((0..MOST_READERS).map(|n| (*to.get(n).unwrap_or(last)).into()));
    c.exec(SEND, &args).map(drop)
}

/// Whoever asks has read a message that was sent to them; [`Error::NotFound`] when none was, or it was read before.
pub fn read(c: &mut dyn Conn, scope: &Scope, message: Uuid) -> Result<()> {
    match c.exec(READ, args![scope.tenant(), message, scope.user(), scope.now()])? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}
