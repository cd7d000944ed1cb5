//! What somebody does now and did today: the clock, started and stopped in two taps.

use super::{Own, case_in, length, nav, shell, time_words};
use crate::time::{
    model::{Activity, DAY, SLOT, What, is_forgotten, minute_of},
    store::own,
};
use access::{Actor, Changed, Db, Fault, Posted, Query};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cases::slots::clock;
use kernel::{Day, Error, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};
use uuid::Uuid;

/// Somebody's time today.
#[derive(Template)]
#[template(path = "time/today.html")]
pub struct ShowToday {
    /// The frame.
    pub shell: Shell,
    /// The places of time studies.
    pub nav: SubNav,
    /// The study that runs; none where none does.
    pub study: Option<Study>,
    /// What runs now.
    pub running: Option<Now>,
    /// Times at which it may have ended, where it was most likely forgotten.
    pub ends: Vec<Choice>,
    /// Whether something else can be started: nothing runs that was forgotten.
    pub may_start: bool,
    /// The activities.
    pub activities: &'static [Activity],
    /// Their cases.
    pub cases: Vec<Choice>,
    /// What they wrote down today.
    pub entries: Vec<Line>,
    /// How much that is.
    pub total: String,
    /// What was typed.
    pub form: Form,
    /// Which sendings these are: of agreeing or starting, and of stopping.
    pub submissions: [String; 2],
}

/// The study that runs.
#[derive(Clone, Debug)]
pub struct Study {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// The privacy notice.
    pub notice: String,
    /// From when until when, and for which team.
    pub when: String,
    /// Whether they agreed.
    pub agreed: bool,
}

/// What runs now.
#[derive(Clone, Debug)]
pub struct Now {
    /// What.
    pub what: String,
    /// For which case; empty for none.
    pub case: String,
    /// Since when and how long.
    pub since: String,
}

/// Something that was written down.
#[derive(Clone, Debug)]
pub struct Line {
    /// When.
    pub when: String,
    /// How long.
    pub length: String,
    /// What.
    pub what: String,
    /// For which case; empty for none.
    pub case: String,
    /// Whether they were interrupted.
    pub interrupted: bool,
    /// The entry.
    pub id: String,
}

fn page(db: &Db, actor: &Actor, own: &Own, form: Form, done: &str) -> ShowToday {
    let today = Day::of(actor.now);
    let study = own.mine.as_ref().map(|mine| Study {
        name: mine.name.clone(),
        purpose: mine.purpose.clone(),
        notice: mine.notice.clone(),
        when: format!("{} to {}, {}", mine.from_on.long(), mine.until_on.long(), mine.team),
        agreed: mine.agreed_at.is_some(),
    });
    let forgotten = own.running.as_ref().is_some_and(|r| is_forgotten(r.started_at, actor.now));
    let ends = own
        .running
        .as_ref()
        .filter(|_| forgotten)
        .map_or(Vec::new(), |r| ends(minute_of(r.started_at), last(r.started_at, actor.now)));
    let running = own.running.as_ref().map(|r| {
        let ran = r.started_at.seconds_until(actor.now) / 60;
        Now {
            what: r.activity.label().to_owned(),
            case: own.case_words(r.case_id),
            since: if forgotten {
                format!("Since {}", r.started_at.long())
            } else {
                format!("Since {}: {}", r.started_at.time_of_day(), length(ran))
            },
        }
    });
    let entries = own.entries.iter().map(|entry| Line {
        when: time_words(entry.from_minute, entry.minutes),
        length: length(entry.minutes),
        what: entry.activity.label().to_owned(),
        case: own.case_words(entry.case_id),
        interrupted: entry.interrupted,
        id: entry.entry_id.simple().to_string(),
    });
    ShowToday {
        // Where nothing can be written down there is no field that an error could stand on.
        shell: shell(actor, "My time", done).intro(today.long()).errors(
            if study.as_ref().is_some_and(|study| study.agreed) {
                errors(&form)
            } else {
                ui::Errors::default()
            },
        ),
        nav: nav(actor, "/time"),
        study,
        may_start: !forgotten,
        ends,
        running,
        activities: Activity::ALL,
        cases: own.choices(),
        entries: entries.collect(),
        total: length(own.entries.iter().map(|entry| entry.minutes).sum()),
        form,
        submissions: [(); 2].map(|()| submission(db)),
    }
}

/// The last minute to which a clock that was forgotten can have run: now, or the end of its day.
fn last(started: kernel::Instant, now: kernel::Instant) -> i64 {
    if Day::of(started) == Day::of(now) { minute_of(now) } else { DAY }
}

/// The quarter-hours after a minute, up to another.
fn ends(from: i64, to: i64) -> Vec<Choice> {
    let first = (from / SLOT + 1) * SLOT;
    (first..=to).step_by(15).map(|minute| Choice::new(minute.to_string(), clock(minute))).collect()
}

/// Shows what runs and what was written down today.
pub async fn show_today(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowToday>, Fault> {
    let own = Own::read(&db, &actor, Day::of(actor.now)).await?;
    Ok(Page(page(&db, &actor, &own, Form::default(), query.value("done"))))
}

async fn refused(db: &Db, actor: &Actor, form: Form) -> Result<Response, Fault> {
    let own = Own::read(db, actor, Day::of(actor.now)).await?;
    Ok(Page(page(db, actor, &own, form, "")).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// Takes part, once the notice was read.
pub async fn agree(db: Db, actor: Actor, posted: Posted) -> Result<Response, Fault> {
    let location = db
        .act(&actor, "agreeTimeStudy", &posted.submission, |c, scope| {
            let mine = own::agree(c, scope)?;
            Ok(Changed::to("/time?done=agreed", format!("time study {}", mine.exercise_id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Starts the clock for something, and stops what ran.
pub async fn start(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let form = &mut posted.form;
    let activity = form.one_of("activity", Activity::parse, "Choose what you do.");
    let case = case_in(form, "case");
    let (Some(activity), true) = (activity, form.is_good()) else {
        return refused(&db, &actor, posted.form).await;
    };
    let (what, entry) = (What { activity, case, interrupted: false }, db.chance().uuid(actor.now));
    let location = db
        .act(&actor, "startClock", &posted.submission, move |c, scope| {
            own::start(c, scope, what, entry)?;
            Ok(Changed::to("/time?done=started", "own time".to_owned()))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Stops the clock.
pub async fn stop(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let own = Own::read(&db, &actor, Day::of(actor.now)).await?;
    let interrupted = posted.form.value("interrupted") == "yes";
    let mut until = actor.now;
    if let Some(running) = own.running.as_ref().filter(|r| is_forgotten(r.started_at, actor.now)) {
        let (from, to) = (minute_of(running.started_at), last(running.started_at, actor.now));
        let parse = |text: &str| text.parse::<i64>().ok().filter(|minute| (from + 1..=to).contains(minute));
        let Some(minute) = posted.form.one_of("until", parse, "Choose when you stopped.") else {
            return refused(&db, &actor, posted.form).await;
        };
        until = Day::of(running.started_at).start().plus_seconds(minute * 60);
    }
    let entry = db.chance().uuid(actor.now);
    let location = db
        .act(&actor, "stopClock", &posted.submission, move |c, scope| {
            own::stop(c, scope, (interrupted, until), entry)?;
            Ok(Changed::to("/time?done=stopped", "own time".to_owned()))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Takes an entry away.
pub async fn remove(db: Db, actor: Actor, posted: Posted) -> Result<Response, Fault> {
    let entry = Uuid::parse_str(&posted.form.text("entry"))
        .map_err(|_| Error::invalid("Press what to take away on the page of your time."))?;
    let location = db
        .act(&actor, "removeTime", &posted.submission, move |c, scope| {
            own::remove(c, scope, entry)?;
            Ok(Changed::to("/time?done=removed", "own time".to_owned()))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
