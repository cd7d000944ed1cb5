//! SQL of time studies: planning them, and what somebody writes down of their own time.

pub mod own;
pub mod results;
pub mod twice;

use access::{Scope, TeamId, UserId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Val, Writes},
    row,
};
use uuid::Uuid;

row! {
    /// A time study.
    #[derive(Clone, Debug)]
    pub struct Exercise {
        /// The study.
        pub exercise_id: Uuid,
        /// Its name.
        pub name: String,
        /// What it is for.
        pub purpose: String,
        /// The privacy notice.
        pub notice: String,
        /// First day.
        pub from_on: Day,
        /// Last day, as planned.
        pub until_on: Day,
        /// The last day, where it was ended before that.
        pub ended_on: Option<Day>,
        /// Who planned it.
        pub planned_by: Option<String>,
        /// People who take part.
        pub agreed: i64,
        /// Of these, people who wrote something down.
        pub recorded: i64,
    }
}

impl Exercise {
    /// The last day on which anything is written down.
    pub fn last_on(&self) -> Day {
        self.ended_on.map_or(self.until_on, |on| on.min(self.until_on))
    }

    /// Whether it is over on a day: the last day has gone, or somebody ended it.
    pub fn is_over(&self, today: Day) -> bool {
        self.ended_on.is_some() || self.until_on < today
    }

    /// Days that it ran.
    pub fn days(&self) -> i64 {
        self.from_on.days_until(self.last_on()) + 1
    }
}

macro_rules! exercise {
    ($when:literal) => {
        concat!(
            "SELECT e.exercise_id, e.name, e.purpose, e.notice, e.from_on, e.until_on, e.ended_on, u.name,
            (SELECT count(*) FROM time_agreement a
                WHERE a.tenant_id = e.tenant_id AND a.exercise_id = e.exercise_id),
            (SELECT count(*) FROM time_agreement a
                WHERE a.tenant_id = e.tenant_id AND a.exercise_id = e.exercise_id
                  AND EXISTS (
                    SELECT 1 FROM time_entry t
                    WHERE t.tenant_id = a.tenant_id AND t.exercise_id = a.exercise_id AND t.user_id = a.user_id))
        FROM time_exercise e
        LEFT JOIN app_user u ON u.tenant_id = e.tenant_id AND u.user_id = e.planned_by
        WHERE e.tenant_id = $1",
            $when
        )
    };
}

kernel::statements! {
    ALL: Exercise = exercise!("
        ORDER BY e.until_on DESC, e.exercise_id
        LIMIT 50");
    ONE: Exercise = exercise!(" AND e.exercise_id = $2");
    TEAMS_OF: (TeamId, String) = "SELECT t.team_id, t.name
        FROM time_exercise_team x
        JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id
        WHERE x.tenant_id = $1 AND x.exercise_id = $2
        ORDER BY t.name, t.team_id
        LIMIT 200";
    // A manager plans for every team, who leads a team for theirs.
    TEAMS: (TeamId, String) = "SELECT t.team_id, t.name
        FROM team t
        WHERE t.tenant_id = $1
          AND EXISTS (
              SELECT 1 FROM team_member m
              WHERE m.tenant_id = t.tenant_id AND m.team_id = t.team_id AND m.from_at <= $3 AND m.until_at > $3
                AND ($4 = TRUE OR (m.user_id = $2 AND m.manages)))
        ORDER BY t.name, t.team_id
        LIMIT 500";
    BUSY: (TeamId, String) = "SELECT t.team_id, t.name
        FROM time_exercise e
        CROSS JOIN time_exercise_team x
        JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id
        WHERE e.tenant_id = $1 AND e.from_on <= $3 AND e.until_on >= $2 AND e.ended_on IS NULL
          AND x.tenant_id = e.tenant_id AND x.exercise_id = e.exercise_id
        ORDER BY t.name, t.team_id
        LIMIT 500";
    PLAN: () = "INSERT INTO time_exercise (
            tenant_id, exercise_id, name, purpose, notice, from_on, until_on, planned_at, planned_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    END: () = "UPDATE time_exercise
        SET ended_on = $3
        WHERE tenant_id = $1 AND exercise_id = $2 AND ended_on IS NULL AND until_on >= $3";
}

kernel::bulk! {
    PLAN_TEAM = "INSERT INTO time_exercise_team (tenant_id, exercise_id, team_id) VALUES", "($1, $2, ?)", "";
}

/// All time studies, the latest first: one statement.
pub fn all(c: &mut dyn Conn, tenant: i64) -> Result<Vec<Exercise>> {
    c.all(ALL, args![tenant])
}

/// One of them: one statement.
pub fn one(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Exercise> {
    c.one(ONE, args![tenant, id])
}

/// The teams that take part: one statement.
pub fn teams_of(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<Vec<(TeamId, String)>> {
    c.all(TEAMS_OF, args![tenant, id])
}

/// The teams for which somebody plans a study; `all` for a manager: one statement.
pub fn teams(c: &mut dyn Conn, scope: &Scope, all: bool) -> Result<Vec<(TeamId, String)>> {
    c.all(TEAMS, args![scope.tenant(), scope.user(), scope.now(), all])
}

/// A study that is about to be planned.
#[derive(Clone, Debug)]
pub struct NewExercise {
    /// The study.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// The privacy notice.
    pub notice: String,
    /// First day.
    pub from_on: Day,
    /// Last day.
    pub until_on: Day,
    /// The teams that take part.
    pub teams: Vec<TeamId>,
}

/// Plans a study.
///
/// # Errors
/// Conflict where one of its teams has another study on one of its days: nobody writes down for two.
pub fn plan(c: &mut dyn Conn, tenant: i64, new: &NewExercise, (by, at): (UserId, Instant)) -> Result<()> {
    let busy = c.all(BUSY, args![tenant, new.from_on, new.until_on])?;
    if let Some((_, name)) = busy.iter().find(|(team, _)| new.teams.contains(team)) {
        return Err(Error::Conflict(format!(
            "{name} has a time study on some of these days already. Choose other days or leave the team out."
        )));
    }
    let NewExercise { id, name, purpose, notice, from_on, until_on, teams } = new;
    c.exec(PLAN, args![tenant, *id, name, purpose, notice, *from_on, *until_on, at, by])?;
    let mut writes = Writes::new(args![tenant, *id].to_vec());
    for team in teams {
        writes.row(&PLAN_TEAM, [Val::from(*team)]);
    }
    writes.ready().run(c)
}

/// Ends a study: from then on nobody writes anything down in it, and its results can be read.
///
/// # Errors
/// Conflict when it is over.
pub fn end(c: &mut dyn Conn, tenant: i64, id: Uuid, today: Day) -> Result<()> {
    match c.exec(END, args![tenant, id, today])? {
        0 => Err(Error::Conflict("This time study is over. Open it again to read its results.".to_owned())),
        _ => Ok(()),
    }
}
