//! Making a rota, and changing it.

use crate::rotas::{
    change::Changed,
    model::{Cells, Need, Reason, Rota, State},
};
use access::{TeamId, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Val, Writes},
    row,
};
use uuid::Uuid;

row! {
    /// Somebody of a team, with what a rota needs to know of them.
    #[derive(Clone, Debug)]
    pub struct Member {
        /// Who.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// Whether they lead the team.
        pub leads: bool,
        /// The half-days they work; empty where nobody has written that down.
        pub pattern: String,
        /// How far they are; empty where nobody has written that down.
        pub career: String,
    }
}

row! {
    /// Days on which somebody of a team is away.
    #[derive(Clone, Debug)]
    pub struct Away {
        /// Who.
        pub user_id: UserId,
        /// First day.
        pub from_on: Day,
        /// Last day.
        pub until_on: Day,
    }
}

kernel::statements! {
    MEMBERS: Member = "SELECT u.user_id, u.name, m.manages,
            COALESCE((
                SELECT s.pattern FROM staff_contract s
                WHERE s.tenant_id = u.tenant_id AND s.user_id = u.user_id AND s.from_on <= $4
                ORDER BY s.from_on DESC, s.contract_id DESC
                LIMIT 1), ''),
            COALESCE((
                SELECT s.career FROM staff_contract s
                WHERE s.tenant_id = u.tenant_id AND s.user_id = u.user_id AND s.from_on <= $4
                ORDER BY s.from_on DESC, s.contract_id DESC
                LIMIT 1), '')
        FROM team_member m
        JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
        WHERE m.tenant_id = $1 AND m.team_id = $2 AND m.from_at <= $3 AND m.until_at > $3 AND u.status = 'active'
        ORDER BY m.manages DESC, u.sort_name, u.user_id
        LIMIT 100";
    AWAY: Away = "SELECT l.user_id, l.from_on, l.until_on
        FROM team_member m
        CROSS JOIN worker_leave l
        WHERE m.tenant_id = $1 AND m.team_id = $2 AND m.from_at <= $3 AND m.until_at > $3
          AND l.tenant_id = m.tenant_id AND l.user_id = m.user_id AND l.until_on >= $4 AND l.from_on <= $5
        ORDER BY l.user_id, l.from_on, l.leave_id
        LIMIT 2000";
    ADD: () = "INSERT INTO rota (
            tenant_id, rota_id, team_id, from_on, until_on, desk, seed, state, version, made_at, made_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'searching', 1, $8, $9)";
    SET_SEED: () = "UPDATE rota
        SET seed = $4, state = 'searching', version = version + 1
        WHERE tenant_id = $1 AND rota_id = $2 AND version = $3 AND state <> 'published'";
    FOUND: () = "UPDATE rota
        SET state = 'ready', version = version + 1
        WHERE tenant_id = $1 AND rota_id = $2 AND state = 'searching'";
    PUBLISH: () = "UPDATE rota
        SET state = 'published', version = version + 1, published_at = $4, published_by = $5
        WHERE tenant_id = $1 AND rota_id = $2 AND version = $3 AND state = 'ready'";
    TOUCH: () = "UPDATE rota
        SET version = version + 1
        WHERE tenant_id = $1 AND rota_id = $2 AND version = $3 AND state = 'published'";
    OTHER: (Day, Day) = "SELECT r.from_on, r.until_on
        FROM rota r
        WHERE r.tenant_id = $1 AND r.team_id = $2 AND r.rota_id <> $3 AND r.state = 'published'
          AND r.until_on >= $4 AND r.from_on <= $5
        ORDER BY r.from_on
        LIMIT 1";
    SET_CELLS: () = "UPDATE rota_person SET cells = $4 WHERE tenant_id = $1 AND rota_id = $2 AND user_id = $3";
    AS_PLANNED: () = "UPDATE rota_person SET planned = cells WHERE tenant_id = $1 AND rota_id = $2";
    DROP_NEEDS: () = "DELETE FROM rota_need WHERE tenant_id = $1 AND rota_id = $2";
    DROP_PEOPLE: () = "DELETE FROM rota_person WHERE tenant_id = $1 AND rota_id = $2";
    DROP: () = "DELETE FROM rota WHERE tenant_id = $1 AND rota_id = $2 AND state <> 'published'";
    // What is owed longest is given back first.
    GIVE_BACK: () = "UPDATE rota_change
        SET given_back_on = $3
        WHERE tenant_id = $1 AND change_id = (
            SELECT o.change_id FROM rota_change o
            WHERE o.tenant_id = $1 AND o.user_id = $2 AND o.owed_until_on IS NOT NULL AND o.given_back_on IS NULL
            ORDER BY o.owed_until_on, o.change_id
            LIMIT 1)";
}

kernel::bulk! {
    ADD_NEED = "INSERT INTO rota_need (tenant_id, rota_id, place, kind, name, half, every, first, people, skill) VALUES",
        "($1, $2, ?, ?, ?, ?, ?, ?, ?, ?)", "";
    ADD_PERSON = "INSERT INTO rota_person (tenant_id, rota_id, user_id, leads, senior, dislikes, skills, planned, cells) VALUES",
        "($1, $2, ?, ?, ?, ?, ?, '', ?)", "";
    ADD_CHANGE = "INSERT INTO rota_change (
            tenant_id, rota_id, changed_at, changed_by, reason, words, change_id, user_id, slot, was, becomes,
            owed_until_on) VALUES",
        "($1, $2, $3, $4, $5, $6, ?, ?, ?, ?, ?, ?)", "";
}

/// A team's people, whoever leads it first, with their hours as on a day: one statement.
pub fn members(
    c: &mut dyn Conn,
    tenant: i64,
    team: TeamId,
    (now, on): (Instant, Day),
) -> Result<Vec<Member>> {
    c.all(MEMBERS, args![tenant, team, now, on])
}

/// When people of a team are away between two days: one statement.
pub fn away(
    c: &mut dyn Conn,
    tenant: i64,
    team: TeamId,
    now: Instant,
    (from, until): (Day, Day),
) -> Result<Vec<Away>> {
    c.all(AWAY, args![tenant, team, now, from, until])
}

/// A rota that is about to be searched.
#[derive(Clone, Debug)]
pub struct NewRota {
    /// The rota.
    pub id: Uuid,
    /// Whose.
    pub team: TeamId,
    /// Its first day, a Monday.
    pub from: Day,
    /// Weeks.
    pub weeks: i64,
    /// People whom the duty desk needs.
    pub desk: i64,
    /// What chance is drawn from.
    pub seed: i64,
    /// What comes again and again.
    pub needs: Vec<Need>,
    /// Who is on it.
    pub people: Vec<NewPerson>,
}

/// Somebody on a rota that is about to be searched.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Who.
    pub user: UserId,
    /// Whether they lead the team.
    pub leads: bool,
    /// Whether they can be the senior of the duty desk.
    pub senior: bool,
    /// The weekday on which they would rather not be on duty.
    pub dislikes: Option<i64>,
    /// The skills that panels ask for.
    pub skills: Vec<String>,
    /// What is known before anything is given out.
    pub cells: Cells,
}

/// Keeps it.
pub fn add(c: &mut dyn Conn, tenant: i64, new: &NewRota, (at, by): (Instant, UserId)) -> Result<()> {
    let until = new.from.plus(new.weeks * 7 - 1);
    c.exec(ADD, args![tenant, new.id, new.team, new.from, until, new.desk, new.seed, at, by])?;
    let mut writes = Writes::new(args![tenant, new.id].to_vec());
    for (need, place) in new.needs.iter().zip(1_i64..) {
        let n = |n: usize| Val::I64(i64::try_from(n).unwrap_or(0));
        writes.row(
            &ADD_NEED,
            [
                Val::I64(place),
                need.kind.into(),
                (&need.name).into(),
                n(need.half),
                n(need.every),
                n(need.first),
                Val::I64(need.people.into()),
                (&need.skill).into(),
            ],
        );
    }
    for person in &new.people {
        writes.row(
            &ADD_PERSON,
            [
                person.user.into(),
                person.leads.into(),
                person.senior.into(),
                person.dislikes.into(),
                person.skills.join("\n").into(),
                person.cells.letters().into(),
            ],
        );
    }
    writes.ready().run(c)
}

/// Begins another search of a draft.
///
/// # Errors
/// Conflict when it changed since it was seen.
pub fn again(c: &mut dyn Conn, tenant: i64, rota: &Rota, seed: i64) -> Result<()> {
    seen(c.exec(SET_SEED, args![tenant, rota.id, rota.version, seed])?)
}

/// Keeps what a search found; nothing where the rota is gone or searched no more.
pub fn found(c: &mut dyn Conn, tenant: i64, rota: &Rota) -> Result<()> {
    match c.exec(FOUND, args![tenant, rota.id])? {
        0 => Ok(()),
        _ => keep(c, tenant, rota),
    }
}

/// Publishes a draft.
///
/// # Errors
/// Conflict when it changed since it was seen, or another rota of the team is in force in some of its weeks.
pub fn publish(c: &mut dyn Conn, tenant: i64, rota: &Rota, (at, by): (Instant, UserId)) -> Result<()> {
    let until = rota.from.plus(rota.weeks as i64 * 7 - 1);
    if let Some((from, until)) = c.opt(OTHER, args![tenant, rota.team, rota.id, rota.from, until])? {
        return Err(Error::Conflict(format!(
            "{} has a published rota from {} to {}. Make one that begins after it.",
            rota.team_name,
            from.long(),
            until.long()
        )));
    }
    seen(c.exec(PUBLISH, args![tenant, rota.id, rota.version, at, by])?)?;
    c.exec(AS_PLANNED, args![tenant, rota.id]).map(drop)
}

/// Throws a draft away.
///
/// # Errors
/// Conflict when it is published.
pub fn remove(c: &mut dyn Conn, tenant: i64, rota: &Rota) -> Result<()> {
    if rota.state == State::Published {
        return Err(Error::Conflict("A published rota stays. Change its half-days instead.".to_owned()));
    }
    c.exec(DROP_NEEDS, args![tenant, rota.id])?;
    c.exec(DROP_PEOPLE, args![tenant, rota.id])?;
    seen(c.exec(DROP, args![tenant, rota.id])?)
}

/// A change as it is kept.
#[derive(Clone, Debug)]
pub struct NewChange {
    /// The change.
    pub id: Uuid,
    /// What changes.
    pub changed: Changed,
    /// By when time is given back, where protected time is taken.
    pub owed_until: Option<Day>,
}

/// Saves changes of a published rota: the half-days, why, what is owed, and what is given back.
///
/// # Errors
/// Conflict when it changed since it was seen.
pub fn save(
    c: &mut dyn Conn,
    tenant: i64,
    (before, then): (&Rota, &Rota),
    (reason, words): (Reason, &str),
    changes: &[NewChange],
    (at, by): (Instant, UserId),
) -> Result<()> {
    seen(c.exec(TOUCH, args![tenant, before.id, before.version])?)?;
    keep(c, tenant, then)?;
    let mut writes = Writes::new(args![tenant, before.id, at, by, reason, words].to_vec());
    for one in changes {
        let Changed { who, slot, was, becomes } = one.changed;
        writes.row(
            &ADD_CHANGE,
            [
                one.id.into(),
                before.people[who].user.into(),
                Val::I64(i64::try_from(slot).unwrap_or(0)),
                was.letter().to_string().into(),
                becomes.letter().to_string().into(),
                one.owed_until.into(),
            ],
        );
    }
    writes.ready().run(c)?;
    for one in changes.iter().filter(|one| one.changed.gives()) {
        let user = before.people[one.changed.who].user;
        c.exec(GIVE_BACK, args![tenant, user, before.day(one.changed.slot)])?;
    }
    Ok(())
}

fn keep(c: &mut dyn Conn, tenant: i64, rota: &Rota) -> Result<()> {
    rota.people.iter().try_for_each(|person| {
        c.exec(SET_CELLS, args![tenant, rota.id, person.user, person.cells.letters()]).map(drop)
    })
}

fn seen(rows: u64) -> Result<()> {
    match rows {
        0 => Err(Error::Conflict(
            "Somebody changed this rota since you opened it. Look at it again, then decide.".to_owned(),
        )),
        _ => Ok(()),
    }
}
