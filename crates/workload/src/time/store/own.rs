//! SQL of what somebody writes down of their own time. Nobody else's entries are read here, and results name nobody.

use crate::time::model::{Activity, Part, SLOT, Span, What, clocked, minute_of};
use access::{CaseId, Scope, TeamId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Val, Writes},
    row,
};
use uuid::Uuid;

row! {
    /// The study that runs for a team of somebody's, and whether they take part.
    #[derive(Clone, Debug)]
    pub struct Mine {
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
        /// Last day.
        pub until_on: Day,
        /// The team with which they take part, or would.
        pub team_id: TeamId,
        /// Its name.
        pub team: String,
        /// When they agreed.
        pub agreed_at: Option<Instant>,
    }
}

row! {
    /// What somebody wrote down.
    #[derive(Clone, Debug)]
    pub struct Entry {
        /// The entry.
        pub entry_id: Uuid,
        /// The day.
        pub on_day: Day,
        /// When it began, in minutes of the day.
        pub from_minute: i64,
        /// For how many minutes.
        pub minutes: i64,
        /// What.
        pub activity: Activity,
        /// For which case.
        pub case_id: Option<CaseId>,
        /// Whether they were interrupted.
        pub interrupted: bool,
        /// Whether it was started and stopped.
        pub by_clock: bool,
    }
}

row! {
    /// What somebody does now.
    #[derive(Clone, Debug)]
    pub struct Running {
        /// The study.
        pub exercise_id: Uuid,
        /// Since when.
        pub started_at: Instant,
        /// What.
        pub activity: Activity,
        /// For which case.
        pub case_id: Option<CaseId>,
    }
}

kernel::statements! {
    MINE: Mine = "SELECT e.exercise_id, e.name, e.purpose, e.notice, e.from_on, e.until_on, t.team_id, t.name,
            a.agreed_at
        FROM team_member m
        CROSS JOIN time_exercise_team x
        JOIN time_exercise e ON e.tenant_id = x.tenant_id AND e.exercise_id = x.exercise_id
        JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id
        LEFT JOIN time_agreement a ON a.tenant_id = e.tenant_id AND a.exercise_id = e.exercise_id
            AND a.user_id = m.user_id
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.from_at <= $3 AND m.until_at > $3
          AND x.tenant_id = m.tenant_id AND x.team_id = m.team_id
          AND e.from_on <= $4 AND e.until_on >= $4 AND e.ended_on IS NULL
        ORDER BY e.from_on, e.exercise_id, t.name, t.team_id
        LIMIT 1";
    AGREE: () = "INSERT INTO time_agreement (tenant_id, exercise_id, user_id, team_id, agreed_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant_id, exercise_id, user_id) DO NOTHING";
    ON_DAY: Entry = "SELECT t.entry_id, t.on_day, t.from_minute, t.minutes, t.activity, t.case_id, t.interrupted,
            t.by_clock
        FROM time_entry t
        WHERE t.tenant_id = $1 AND t.exercise_id = $2 AND t.user_id = $3 AND t.on_day = $4
        ORDER BY t.from_minute, t.entry_id
        LIMIT 300";
    OF_EXERCISE: Entry = "SELECT t.entry_id, t.on_day, t.from_minute, t.minutes, t.activity, t.case_id, t.interrupted,
            t.by_clock
        FROM time_entry t
        WHERE t.tenant_id = $1 AND t.exercise_id = $2 AND t.user_id = $3
        ORDER BY t.on_day, t.from_minute, t.entry_id
        LIMIT 5000";
    TOOK_PART: (Uuid, String, Day) = "SELECT e.exercise_id, e.name, e.from_on
        FROM time_agreement a
        JOIN time_exercise e ON e.tenant_id = a.tenant_id AND e.exercise_id = a.exercise_id
        WHERE a.tenant_id = $1 AND a.user_id = $2
        ORDER BY e.from_on DESC, e.exercise_id
        LIMIT 50";
    RUNNING: Running = "SELECT r.exercise_id, r.started_at, r.activity, r.case_id
        FROM time_running r
        WHERE r.tenant_id = $1 AND r.user_id = $2";
    START: () = "INSERT INTO time_running (tenant_id, user_id, exercise_id, started_at, activity, case_id)
        VALUES ($1, $2, $3, $4, $5, $6)";
    STOP: () = "DELETE FROM time_running
        WHERE tenant_id = $1 AND user_id = $2";
    CLEAR: () = "DELETE FROM time_entry
        WHERE tenant_id = $1 AND exercise_id = $2 AND user_id = $3 AND on_day = $4
          AND by_clock = FALSE AND from_minute >= $5 AND from_minute < $6";
    REMOVE: () = "DELETE FROM time_entry
        WHERE tenant_id = $1 AND exercise_id = $2 AND user_id = $3 AND entry_id = $4";
    CASES: (CaseId, String, String) = concat!("SELECT f.case_id, f.reference, n.full_name
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL AND ", access::may_read_case!(), "
        ORDER BY n.full_name, f.case_id
        LIMIT 150");
}

kernel::bulk! {
    /// Entries, a row each: the demo writes with it too.
    pub ENTRY = "INSERT INTO time_entry (
            tenant_id, entry_id, exercise_id, user_id, on_day, from_minute, minutes, activity, case_id, interrupted,
            by_clock, recorded_at) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "";
}

/// The study that runs today for a team of the asker's: one statement.
pub fn mine(c: &mut dyn Conn, scope: &Scope) -> Result<Option<Mine>> {
    c.opt(MINE, args![scope.tenant(), scope.user(), scope.now(), Day::of(scope.now())])
}

/// The same, where the asker agreed to take part.
///
/// # Errors
/// Conflict where none runs, or they did not agree.
pub fn agreed(c: &mut dyn Conn, scope: &Scope) -> Result<Mine> {
    mine(c, scope)?.filter(|mine| mine.agreed_at.is_some()).ok_or_else(|| {
        Error::Conflict("No time study runs in which you take part. Open the page again.".to_owned())
    })
}

/// The asker takes part in the study that runs.
///
/// # Errors
/// Conflict where none runs.
pub fn agree(c: &mut dyn Conn, scope: &Scope) -> Result<Mine> {
    let Some(mine) = mine(c, scope)? else {
        return Err(Error::Conflict("No time study runs for a team of yours today.".to_owned()));
    };
    let (team, at) = (mine.team_id, scope.now());
    c.exec(AGREE, args![scope.tenant(), mine.exercise_id, scope.user(), team, at])?;
    Ok(mine)
}

/// The asker's entries of a day: one statement.
pub fn on_day(c: &mut dyn Conn, scope: &Scope, exercise: Uuid, day: Day) -> Result<Vec<Entry>> {
    c.all(ON_DAY, args![scope.tenant(), exercise, scope.user(), day])
}

/// All the asker's entries of a study: one statement.
pub fn of_exercise(c: &mut dyn Conn, scope: &Scope, exercise: Uuid) -> Result<Vec<Entry>> {
    c.all(OF_EXERCISE, args![scope.tenant(), exercise, scope.user()])
}

/// Studies in which the asker took part, the latest first: one statement.
pub fn took_part(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<(Uuid, String, Day)>> {
    c.all(TOOK_PART, args![scope.tenant(), scope.user()])
}

/// What the asker does now: one statement.
pub fn running(c: &mut dyn Conn, scope: &Scope) -> Result<Option<Running>> {
    c.opt(RUNNING, args![scope.tenant(), scope.user()])
}

/// The asker's open cases that they may read: id, reference and name. One statement.
pub fn cases(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<(CaseId, String, String)>> {
    c.all(CASES, &scope.args(&[]))
}

/// Starts the clock for something; what ran before is stopped and kept.
///
/// # Errors
/// Conflict where no study runs; invalid where the case is not an open one of their own.
pub fn start(c: &mut dyn Conn, scope: &Scope, what: What, entry: Uuid) -> Result<()> {
    let mine = agreed(c, scope)?;
    own_case(&cases(c, scope)?, what.case)?;
    stop(c, scope, (false, scope.now()), entry)?;
    let row = args![scope.tenant(), scope.user(), mine.exercise_id, scope.now(), what.activity, what.case];
    c.exec(START, row).map(drop)
}

/// Stops the clock and keeps what it ran for, and whether they were interrupted. Nothing runs: nothing happens.
pub fn stop(
    c: &mut dyn Conn,
    scope: &Scope,
    (interrupted, until): (bool, Instant),
    entry: Uuid,
) -> Result<()> {
    let Some(running) = running(c, scope)? else { return Ok(()) };
    c.exec(STOP, args![scope.tenant(), scope.user()])?;
    let Some((day, from, minutes)) = clocked(running.started_at, until) else { return Ok(()) };
    let what = What { activity: running.activity, case: running.case_id, interrupted };
    let mut writes = Writes::new(args![scope.tenant()].to_vec());
    let key = (running.exercise_id, entry);
    writes.row(&ENTRY, row(scope, key, (day, Span { from, minutes, what }), true));
    writes.ready().run(c)
}

/// Puts the quarter-hours of a part of a day in place of those that were there; what the clock wrote stays.
///
/// # Errors
/// Invalid where a quarter-hour lies ahead, outside the study or in time that the clock wrote, and where a case is not
/// an open one of their own.
pub fn fill(
    c: &mut dyn Conn,
    scope: &Scope,
    (day, part): (Day, Part),
    spans: &[Span],
    mut id: impl FnMut() -> Uuid,
) -> Result<()> {
    let mine = agreed(c, scope)?;
    let (before, runs) = (on_day(c, scope, mine.exercise_id, day)?, running(c, scope)?);
    let free = free(&before, runs.as_ref(), (day, scope.now()), part);
    let cases = cases(c, scope)?;
    for span in spans {
        own_case(&cases, span.what.case)?;
        let mut slots = (span.from..span.from + span.minutes).step_by(15);
        if day < mine.from_on || day > mine.until_on || slots.any(|slot| !free.contains(&slot)) {
            return Err(Error::invalid("Some of that time is ahead or taken. Open the day again."));
        }
    }
    let key = args![scope.tenant(), mine.exercise_id, scope.user(), day, part.from, part.to];
    c.exec(CLEAR, key)?;
    let mut writes = Writes::new(args![scope.tenant()].to_vec());
    for span in spans {
        writes.row(&ENTRY, row(scope, (mine.exercise_id, id()), (day, *span), false));
    }
    writes.ready().run(c)
}

/// Writes what somebody did on a day of a study, for what comes in as a whole; [`fill`] is for somebody who fills it in.
pub fn keep(
    c: &mut dyn Conn,
    scope: &Scope,
    (exercise, day): (Uuid, Day),
    spans: &[(Uuid, Span)],
) -> Result<()> {
    let mut writes = Writes::new(args![scope.tenant()].to_vec());
    for (id, span) in spans {
        writes.row(&ENTRY, row(scope, (exercise, *id), (day, *span), false));
    }
    writes.ready().run(c)
}

/// The quarter-hours of a part of a day that can be filled in: they have gone by, and no clock wrote or runs in them.
pub fn free(entries: &[Entry], runs: Option<&Running>, (day, now): (Day, Instant), part: Part) -> Vec<i64> {
    let today = Day::of(now);
    let taken = |slot: i64| {
        entries.iter().any(|entry| {
            entry.by_clock && entry.from_minute < slot + SLOT && slot < entry.from_minute + entry.minutes
        }) || runs.is_some_and(|r| Day::of(r.started_at) == day && minute_of(r.started_at) < slot + SLOT)
    };
    let gone = |slot: i64| day < today || (day == today && slot + SLOT <= minute_of(now));
    part.slots().filter(|slot| gone(*slot) && !taken(*slot)).collect()
}

/// Takes an entry of the asker's away, while the study runs.
pub fn remove(c: &mut dyn Conn, scope: &Scope, entry: Uuid) -> Result<()> {
    let mine = agreed(c, scope)?;
    c.exec(REMOVE, args![scope.tenant(), mine.exercise_id, scope.user(), entry]).map(drop)
}

fn own_case(cases: &[(CaseId, String, String)], case: Option<CaseId>) -> Result<()> {
    match case {
        Some(case) if !cases.iter().any(|(own, ..)| *own == case) => {
            Err(Error::invalid("Choose an open case that you hold."))
        }
        _ => Ok(()),
    }
}

fn row(scope: &Scope, (exercise, entry): (Uuid, Uuid), (day, span): (Day, Span), clock: bool) -> [Val; 11] {
    let Span { from, minutes, what: What { activity, case, interrupted } } = span;
    let (by, at) = (scope.user(), scope.now());
    [
        entry.into(),
        exercise.into(),
        by.into(),
        day.into(),
        from.into(),
        minutes.into(),
        activity.into(),
        case.into(),
        interrupted.into(),
        clock.into(),
        at.into(),
    ]
}
