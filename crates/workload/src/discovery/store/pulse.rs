//! SQL of the pulse. Who was asked and what was answered stand in two tables that nothing joins.

use access::{Scope, UserId};
use kernel::{
    Chance, Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Val, Writes},
    row,
};
use uuid::Uuid;

row! {
    /// A pulse.
    #[derive(Clone, Debug)]
    pub struct Pulse {
        /// The pulse.
        pub pulse_id: Uuid,
        /// First day on which it is answered.
        pub from_on: Day,
        /// Last day.
        pub until_on: Day,
        /// How many were asked.
        pub asked: i64,
        /// How many of them answered.
        pub answered: i64,
    }
}

kernel::statements! {
    ALL: Pulse = "SELECT p.pulse_id, p.from_on, p.until_on,
            (SELECT count(*) FROM pulse_asked a
                WHERE a.tenant_id = p.tenant_id AND a.pulse_id = p.pulse_id),
            (SELECT count(*) FROM pulse_asked a
                WHERE a.tenant_id = p.tenant_id AND a.pulse_id = p.pulse_id AND a.answered)
        FROM pulse p
        WHERE p.tenant_id = $1
        ORDER BY p.until_on DESC, p.pulse_id
        LIMIT 12";
    MINE: (Uuid, Day, Day) = "SELECT p.pulse_id, p.from_on, p.until_on
        FROM pulse p
        JOIN pulse_asked a ON a.tenant_id = p.tenant_id AND a.pulse_id = p.pulse_id
        WHERE p.tenant_id = $1 AND a.user_id = $2 AND p.from_on <= $3 AND p.until_on >= $3 AND a.answered = FALSE
        ORDER BY p.until_on, p.pulse_id
        LIMIT 1";
    STAFF: (UserId,) = "SELECT DISTINCT u.user_id
        FROM app_user u
        JOIN role_grant r ON r.tenant_id = u.tenant_id AND r.user_id = u.user_id
        WHERE u.tenant_id = $1 AND u.status = 'active' AND r.role IN ('officer', 'leader', 'manager')
        ORDER BY u.user_id
        LIMIT 20000";
    OPEN: () = "INSERT INTO pulse (tenant_id, pulse_id, from_on, until_on, opened_by)
        VALUES ($1, $2, $3, $4, $5)";
    ANSWERED: () = "UPDATE pulse_asked
        SET answered = TRUE
        WHERE tenant_id = $1 AND pulse_id = $2 AND user_id = $3 AND answered = FALSE";
    ANSWERS: (Uuid, i64, String) = "SELECT n.pulse_id, n.score, n.words
        FROM pulse_answer n
        WHERE n.tenant_id = $1
        ORDER BY n.pulse_id, n.answer_id
        LIMIT 50000";
}

kernel::bulk! {
    ASK = "INSERT INTO pulse_asked (tenant_id, pulse_id, user_id, answered) VALUES", "($1, $2, ?, FALSE)", "";
    /// Answers, a row each: the demo writes with it too.
    pub ANSWER = "INSERT INTO pulse_answer (tenant_id, pulse_id, answer_id, score, words) VALUES",
        "($1, $2, ?, ?, ?)", "";
}

/// All pulses, the latest first: one statement.
pub fn all(c: &mut dyn Conn, tenant: i64) -> Result<Vec<Pulse>> {
    c.all(ALL, args![tenant])
}

/// Every answer by pulse: one statement.
pub fn answers(c: &mut dyn Conn, tenant: i64) -> Result<Vec<(Uuid, i64, String)>> {
    c.all(ANSWERS, args![tenant])
}

/// The pulse that the asker can answer today: its id, first and last day. One statement.
pub fn mine(c: &mut dyn Conn, scope: &Scope) -> Result<Option<(Uuid, Day, Day)>> {
    c.opt(MINE, args![scope.tenant(), scope.user(), Day::of(scope.now())])
}

/// Opens a pulse for everybody who does casework or leads it today.
pub fn open(c: &mut dyn Conn, tenant: i64, id: Uuid, (from, until): (Day, Day), by: UserId) -> Result<()> {
    c.exec(OPEN, args![tenant, id, from, until, by])?;
    let mut writes = Writes::new(args![tenant, id].to_vec());
    for (user,) in c.all(STAFF, args![tenant])? {
        writes.row(&ASK, [Val::from(user)]);
    }
    writes.ready().run(c)
}

/// Keeps an answer: that the asker answered, and apart from it what was answered.
///
/// # Errors
/// Conflict where none is open, or they answered before.
pub fn answer(c: &mut dyn Conn, scope: &Scope, (points, words): (i64, &str), chance: &Chance) -> Result<()> {
    let Some((pulse, from, _)) = mine(c, scope)? else {
        return Err(Error::Conflict("Nothing is asked of you now, or you answered before.".to_owned()));
    };
    if c.exec(ANSWERED, args![scope.tenant(), pulse, scope.user()])? == 0 {
        return Err(Error::Conflict("You answered before.".to_owned()));
    }
    keep(c, scope.tenant(), pulse, from, &[(points, words)], chance)
}

/// Writes answers down, without names or times.
pub fn keep(
    c: &mut dyn Conn,
    tenant: i64,
    pulse: Uuid,
    from: Day,
    answers: &[(i64, &str)],
    chance: &Chance,
) -> Result<()> {
    let mut writes = Writes::new(args![tenant, pulse].to_vec());
    for (score, words) in answers {
        writes.row(&ANSWER, [untold(chance, from.start()).into(), (*score).into(), (*words).into()]);
    }
    writes.ready().run(c)
}

/// An id that does not tell when it was made: all of it is chance but the day on which the pulse began.
fn untold(chance: &Chance, began: Instant) -> Uuid {
    let made = chance.uuid(began);
    let (low, high) = (u128::from(chance.bits()), u128::from(chance.bits()));
    // Whatever counts up within a moment is drowned: version and variant stay as they are.
    let mask = 0x0000_0000_0000_0fff_3fff_ffff_ffff_ffff_u128;
    Uuid::from_u128((made.as_u128() & !mask) | (((high << 64) | low) & mask))
}
