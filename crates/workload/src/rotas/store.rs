//! SQL of rotas: what they hold, and what was changed.

pub mod feeds;
pub mod make;

use super::{
    kept::Change,
    model::{Cell, Cells, Need, NeedKind, Person, Reason, Rota, State},
};
use access::{Scope, Team, TeamId, UserId};
use kernel::{
    Day, Error, Id, Result, args,
    db::{Conn, ConnExt},
    row,
};
use rota::problem::WEEK;
use uuid::Uuid;

row! {
    /// A rota without its people.
    #[derive(Clone, Debug)]
    pub struct Head {
        /// The rota.
        pub rota_id: Uuid,
        /// Whose.
        pub team_id: TeamId,
        /// The team's name.
        pub team: String,
        /// Its first day.
        pub from_on: Day,
        /// Its last day, a Sunday.
        pub until_on: Day,
        /// People whom the duty desk needs.
        pub desk: i64,
        /// What chance is drawn from.
        pub seed: i64,
        /// How it stands.
        pub state: State,
        /// Grows with each change.
        pub version: i64,
    }
}

row! {
    struct NeedRow {
        kind: NeedKind,
        name: String,
        half: i64,
        every: i64,
        first: i64,
        people: i64,
        skill: String,
    }
}

row! {
    #[derive(Clone)]
    struct PersonRow {
        rota_id: Uuid,
        user_id: UserId,
        name: String,
        leads: bool,
        senior: bool,
        dislikes: Option<i64>,
        skills: String,
        planned: String,
        cells: String,
    }
}

row! {
    struct ChangeRow {
        rota_id: Uuid,
        change_id: Uuid,
        user_id: UserId,
        slot: i64,
        was: String,
        reason: Reason,
        owed_until_on: Option<Day>,
        given_back_on: Option<Day>,
    }
}

row! {
    /// A team that somebody sees the rota of.
    #[derive(Clone, Debug)]
    pub struct TeamHere {
        /// The team.
        pub team_id: TeamId,
        /// Its name.
        pub name: String,
        /// Whether they make its rota.
        pub leads: bool,
    }
}

row! {
    /// Somebody's half-days in a published rota.
    #[derive(Clone, Debug)]
    pub struct Own {
        /// The rota.
        pub rota_id: Uuid,
        /// Its team's name.
        pub team: String,
        /// Its first day.
        pub from_on: Day,
        /// As it was published.
        pub planned: String,
        /// As it stands.
        pub cells: String,
    }
}

row! {
    /// Time that is owed to somebody.
    #[derive(Clone, Debug)]
    pub struct Owed {
        /// Whom.
        pub name: String,
        /// The rota in which it was taken.
        pub rota_id: Uuid,
        /// The half-day that was taken.
        pub slot: i64,
        /// The first day of that rota.
        pub from_on: Day,
        /// What it was.
        pub was: String,
        /// By when it is given back.
        pub owed_until_on: Day,
    }
}

macro_rules! head {
    ($which:literal) => {
        concat!(
            "SELECT r.rota_id, r.team_id, t.name, r.from_on, r.until_on, r.desk, r.seed, r.state, r.version
        FROM rota r
        JOIN team t ON t.tenant_id = r.tenant_id AND t.team_id = r.team_id
        WHERE r.tenant_id = $1 AND ",
            $which
        )
    };
}

macro_rules! people {
    ($which:literal) => {
        concat!(
            "SELECT p.rota_id, p.user_id, u.name, p.leads, p.senior, p.dislikes, p.skills, p.planned, p.cells
        FROM rota_person p
        JOIN app_user u ON u.tenant_id = p.tenant_id AND u.user_id = p.user_id
        WHERE p.tenant_id = $1 AND ",
            $which,
            "
        ORDER BY p.leads DESC, u.sort_name, p.user_id
        LIMIT 200"
        )
    };
}

kernel::statements! {
    OWN_TEAMS: TeamHere = "SELECT t.team_id, t.name, m.manages
        FROM team_member m
        JOIN team t ON t.tenant_id = m.tenant_id AND t.team_id = m.team_id
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.from_at <= $3 AND m.until_at > $3
        ORDER BY t.name, t.team_id
        LIMIT 200";
    ALL_TEAMS: TeamHere = "SELECT t.team_id, t.name, TRUE
        FROM team t
        WHERE t.tenant_id = $1
          AND EXISTS (
              SELECT 1 FROM team_member m
              WHERE m.tenant_id = t.tenant_id AND m.team_id = t.team_id AND m.from_at <= $2 AND m.until_at > $2)
        ORDER BY t.name, t.team_id
        LIMIT 500";
    ONE: Head = head!("r.rota_id = $2");
    CURRENT: Head = head!("r.team_id = $2 AND r.until_on >= $3 AND r.from_on <= $3 AND r.state = 'published'
        ORDER BY r.until_on
        LIMIT 1");
    // Published ones that are not long over, and drafts: the latest first.
    OF_TEAM: Head = head!("r.team_id = $2 AND r.until_on >= $3
        ORDER BY r.until_on DESC, r.rota_id
        LIMIT 30");
    PAST: Head = head!("r.team_id = $2 AND r.until_on >= $3 AND r.from_on <= $4 AND r.state = 'published'
        ORDER BY r.until_on DESC
        LIMIT 100");
    PAST_PEOPLE: PersonRow = "SELECT p.rota_id, p.user_id, u.name, p.leads, p.senior, p.dislikes, p.skills, p.planned, p.cells
        FROM rota r
        CROSS JOIN rota_person p
        JOIN app_user u ON u.tenant_id = p.tenant_id AND u.user_id = p.user_id
        WHERE r.tenant_id = $1 AND r.team_id = $2 AND r.until_on >= $3 AND r.from_on <= $4 AND r.state = 'published'
          AND p.tenant_id = r.tenant_id AND p.rota_id = r.rota_id
        ORDER BY p.leads DESC, u.sort_name, p.user_id
        LIMIT 5000";
    PAST_CHANGES: ChangeRow = "SELECT c.rota_id, c.change_id, c.user_id, c.slot, c.was, c.reason, c.owed_until_on, c.given_back_on
        FROM rota r
        CROSS JOIN rota_change c
        WHERE r.tenant_id = $1 AND r.team_id = $2 AND r.until_on >= $3 AND r.from_on <= $4 AND r.state = 'published'
          AND c.tenant_id = r.tenant_id AND c.rota_id = r.rota_id
        ORDER BY c.changed_at, c.change_id
        LIMIT 50000";
    NEEDS: NeedRow = "SELECT n.kind, n.name, n.half, n.every, n.first, n.people, n.skill
        FROM rota_need n
        WHERE n.tenant_id = $1 AND n.rota_id = $2
        ORDER BY n.place
        LIMIT 50";
    PEOPLE: PersonRow = people!("p.rota_id = $2");
    CHANGES: ChangeRow = "SELECT c.rota_id, c.change_id, c.user_id, c.slot, c.was, c.reason, c.owed_until_on, c.given_back_on
        FROM rota_change c
        WHERE c.tenant_id = $1 AND c.rota_id = $2
        ORDER BY c.changed_at, c.change_id
        LIMIT 20000";
    OWN: Own = "SELECT r.rota_id, t.name, r.from_on, p.planned, p.cells
        FROM rota_person p
        CROSS JOIN rota r
        JOIN team t ON t.tenant_id = r.tenant_id AND t.team_id = r.team_id
        WHERE p.tenant_id = $1 AND p.user_id = $2
          AND r.tenant_id = p.tenant_id AND r.rota_id = p.rota_id AND r.until_on >= $3 AND r.state = 'published'
        ORDER BY r.from_on, r.rota_id
        LIMIT 20";
    OWN_OWED: Owed = "SELECT u.name, c.rota_id, c.slot, r.from_on, c.was, c.owed_until_on
        FROM rota_change c
        JOIN rota r ON r.tenant_id = c.tenant_id AND r.rota_id = c.rota_id
        JOIN app_user u ON u.tenant_id = c.tenant_id AND u.user_id = c.user_id
        WHERE c.tenant_id = $1 AND c.user_id = $2 AND c.owed_until_on IS NOT NULL AND c.given_back_on IS NULL
        ORDER BY c.owed_until_on, c.change_id
        LIMIT 50";
    TEAM_OWED: Owed = "SELECT u.name, c.rota_id, c.slot, r.from_on, c.was, c.owed_until_on
        FROM rota r
        CROSS JOIN rota_change c
        JOIN app_user u ON u.tenant_id = c.tenant_id AND u.user_id = c.user_id
        WHERE r.tenant_id = $1 AND r.team_id = $2 AND r.until_on >= $3
          AND c.tenant_id = r.tenant_id AND c.rota_id = r.rota_id
          AND c.owed_until_on IS NOT NULL AND c.given_back_on IS NULL
        ORDER BY c.owed_until_on, c.change_id
        LIMIT 100";
    // Contacts that were promised in cases of somebody who is away, within those days.
    DUE: (Uuid, String, Day) = "SELECT f.case_id, f.reference, f.promise_due_on
        FROM case_file f
        WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL
          AND f.promise_due_on >= $3 AND f.promise_due_on <= $4
        ORDER BY f.promise_due_on, f.reference
        LIMIT 50";
}

/// The teams whose rota somebody sees: their own, or all for a manager; one statement.
pub fn teams(c: &mut dyn Conn, scope: &Scope, manager: bool) -> Result<Vec<TeamHere>> {
    if manager {
        c.all(ALL_TEAMS, args![scope.tenant(), scope.now()])
    } else {
        c.all(OWN_TEAMS, args![scope.tenant(), scope.user(), scope.now()])
    }
}

/// One rota: three statements. [`Error::NotFound`] when there is none.
pub fn find(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Rota> {
    let head = c.opt(ONE, args![tenant, id])?.ok_or(Error::NotFound)?;
    whole(c, tenant, head)
}

/// A team's rota on a day, if one is published: one to three statements.
pub fn current(c: &mut dyn Conn, tenant: i64, team: TeamId, day: Day) -> Result<Option<Rota>> {
    match c.opt(CURRENT, args![tenant, team, day])? {
        Some(head) => whole(c, tenant, head).map(Some),
        None => Ok(None),
    }
}

/// A team's rotas that end on a day or later, the latest first: one statement.
pub fn of_team(c: &mut dyn Conn, tenant: i64, team: TeamId, from: Day) -> Result<Vec<Head>> {
    c.all(OF_TEAM, args![tenant, team, from])
}

/// A head with its needs and people: two statements.
pub(super) fn whole(c: &mut dyn Conn, tenant: i64, head: Head) -> Result<Rota> {
    let needs = c.all(NEEDS, args![tenant, head.rota_id])?;
    let people = c.all(PEOPLE, args![tenant, head.rota_id])?;
    Ok(made(head, needs, people))
}

fn size(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}

fn made(head: Head, needs: Vec<NeedRow>, people: Vec<PersonRow>) -> Rota {
    let need = |n: NeedRow| Need {
        kind: n.kind,
        name: n.name,
        half: size(n.half),
        every: size(n.every),
        first: size(n.first),
        people: i32::try_from(n.people).unwrap_or(0),
        skill: n.skill,
    };
    Rota {
        id: head.rota_id,
        team: head.team_id,
        team_name: head.team,
        from: head.from_on,
        weeks: size((head.from_on.days_until(head.until_on) + 1) / 7),
        desk: i32::try_from(head.desk).unwrap_or(0),
        seed: head.seed,
        state: head.state,
        version: head.version,
        needs: needs.into_iter().map(need).collect(),
        people: people.into_iter().map(person).collect(),
    }
}

fn person(p: PersonRow) -> Person {
    Person {
        user: p.user_id,
        name: p.name,
        leads: p.leads,
        senior: p.senior,
        dislikes: p.dislikes.and_then(|day| usize::try_from(day).ok()),
        skills: p.skills.lines().map(str::to_owned).collect(),
        planned: Cells::read(&p.planned),
        cells: Cells::read(&p.cells),
    }
}

/// What was changed of a rota, the earliest first: one statement.
pub fn changes(c: &mut dyn Conn, tenant: i64, rota: &Rota) -> Result<Vec<Change>> {
    let rows = c.all(CHANGES, args![tenant, rota.id])?;
    Ok(rows.iter().filter_map(|row| change(rota, row)).collect())
}

/// `None` of somebody who is on the rota no more.
fn change(rota: &Rota, row: &ChangeRow) -> Option<Change> {
    Some(Change {
        id: row.change_id,
        who: rota.people.iter().position(|person| person.user == row.user_id)?,
        slot: usize::try_from(row.slot).ok()?,
        was: row.was.chars().next().and_then(Cell::of_letter)?,
        reason: row.reason,
        owed_until: row.owed_until_on,
        given_back: row.given_back_on,
    })
}

/// Somebody's half-days in published rotas that are not over on a day: one statement.
pub fn own(c: &mut dyn Conn, tenant: i64, user: UserId, from: Day) -> Result<Vec<Own>> {
    c.all(OWN, args![tenant, user, from])
}

/// A team's published rotas of some time, the earliest first, each with what was changed of it, and without what comes
/// again and again: three statements.
pub fn past(
    c: &mut dyn Conn,
    tenant: i64,
    team: TeamId,
    (from, until): (Day, Day),
) -> Result<Vec<(Rota, Vec<Change>)>> {
    let mut heads = c.all(PAST, args![tenant, team, from, until])?;
    heads.reverse();
    let people = c.all(PAST_PEOPLE, args![tenant, team, from, until])?;
    let rows = c.all(PAST_CHANGES, args![tenant, team, from, until])?;
    let read = |head: Head| {
        let id = head.rota_id;
        let rota = made(head, Vec::new(), people.iter().filter(|one| one.rota_id == id).cloned().collect());
        let changes =
            rows.iter().filter(|one| one.rota_id == id).filter_map(|row| change(&rota, row)).collect();
        (rota, changes)
    };
    Ok(heads.into_iter().map(read).collect())
}

/// What is owed to somebody: one statement.
pub fn owed_to(c: &mut dyn Conn, tenant: i64, user: UserId) -> Result<Vec<Owed>> {
    c.all(OWN_OWED, args![tenant, user])
}

/// What is owed to people of a team, from rotas that end on a day or later: one statement.
pub fn owed_in(c: &mut dyn Conn, tenant: i64, team: Id<Team>, from: Day) -> Result<Vec<Owed>> {
    c.all(TEAM_OWED, args![tenant, team, from])
}

/// Contacts promised in somebody's cases within some days: case, reference, day. One statement.
pub fn due(
    c: &mut dyn Conn,
    tenant: i64,
    user: UserId,
    (from, until): (Day, Day),
) -> Result<Vec<(Uuid, String, Day)>> {
    c.all(DUE, args![tenant, user, from, until])
}

/// Half-days that were taken and are owed, in words of their rota.
impl Owed {
    /// The day of the half-day that was taken.
    pub fn day(&self) -> Day {
        super::model::day_of(self.from_on, usize::try_from(self.slot).unwrap_or(0))
    }

    /// What it was.
    pub fn what(&self) -> &'static str {
        self.was.chars().next().and_then(Cell::of_letter).map_or("", Cell::label)
    }

    /// Morning or afternoon.
    pub fn half(&self) -> &'static str {
        super::model::half_name(usize::try_from(self.slot).unwrap_or(0) % WEEK)
    }
}
