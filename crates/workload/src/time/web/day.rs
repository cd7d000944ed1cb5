//! A part of a day by quarter-hours.

use super::{Own, activities, nav, shell, time_words};
use crate::time::{
    model::{Activity, PARTS, Part, SLOT, What, merged, minute_of},
    store::own,
};
use access::{Actor, Changed, Db, Fault, Posted, Query};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cases::slots::clock;
use kernel::{Day, Form};
use people::web::{errors, submission};
use ui::{Choice, NavItem, Page, Shell, SubNav};

/// The quarter-hours of a part of a day.
#[derive(Template)]
#[template(path = "time/day.html")]
pub struct ShowDay {
    /// The frame.
    pub shell: Shell,
    /// The places of time studies.
    pub nav: SubNav,
    /// The parts of the day.
    pub parts: SubNav,
    /// The day before and after, where they are in the study: words and address.
    pub days: Vec<(String, String)>,
    /// The day and part, as they are sent.
    pub asked: (String, &'static str),
    /// Whether anything can be written down.
    pub open: bool,
    /// The quarter-hours.
    pub slots: Vec<SlotRow>,
    /// The activities.
    pub activities: Vec<Choice>,
    /// Their cases.
    pub cases: Vec<Choice>,
    /// Which sending this is.
    pub submission: String,
}

/// A quarter-hour.
#[derive(Clone, Debug)]
pub struct SlotRow {
    /// Its minute of the day.
    pub minute: i64,
    /// When it begins.
    pub when: String,
    /// What stands there and cannot be changed here; empty where it can.
    pub fixed: String,
    /// The activity; empty for none.
    pub activity: String,
    /// The case; empty for none.
    pub case: String,
    /// Whether they were interrupted.
    pub interrupted: bool,
    /// What is wrong with it.
    pub error: String,
}

/// The day and the part that are asked for: today and now where nothing is.
fn asked(form: &Form, actor: &Actor) -> (Day, Part) {
    let day = Day::parse(form.value("on")).unwrap_or_else(|_| Day::of(actor.now));
    let part = Part::parse(form.value("part")).unwrap_or_else(|| Part::at(minute_of(actor.now)));
    (day, part)
}

fn address(day: Day, part: Part) -> String {
    ui::query("/time/day", &[("on", &day.to_string()), ("part", part.code)])
}

fn rows(actor: &Actor, own: &Own, (day, part): (Day, Part), typed: Option<&Form>) -> Vec<SlotRow> {
    let free = own::free(&own.entries, own.running.as_ref(), (day, actor.now), part);
    let row = |minute: i64| {
        let entry =
            own.entries.iter().find(|e| e.from_minute < minute + SLOT && minute < e.from_minute + e.minutes);
        let mut row = SlotRow {
            minute,
            when: clock(minute),
            fixed: String::new(),
            activity: entry.map_or("", |e| e.activity.code()).to_owned(),
            case: entry.and_then(|e| e.case_id).map_or(String::new(), |case| case.to_string()),
            interrupted: entry.is_some_and(|e| e.interrupted),
            error: String::new(),
        };
        if !free.contains(&minute) {
            row.fixed = match entry {
                Some(e) => {
                    format!("{} by the clock: {}", time_words(e.from_minute, e.minutes), e.activity.label())
                }
                None if own.running.is_some()
                    && day == Day::of(actor.now)
                    && minute <= minute_of(actor.now) =>
                {
                    "The clock runs".to_owned()
                }
                None => "Not yet".to_owned(),
            };
        } else if let Some(form) = typed {
            form.value(&format!("what-{minute}")).clone_into(&mut row.activity);
            form.value(&format!("case-{minute}")).clone_into(&mut row.case);
            row.interrupted = form.value(&format!("interrupted-{minute}")) == "yes";
            form.error_of(&format!("what-{minute}")).unwrap_or_default().clone_into(&mut row.error);
        }
        row
    };
    part.slots().map(row).collect()
}

fn page(db: &Db, actor: &Actor, own: &Own, asked: (Day, Part), typed: Option<&Form>, done: &str) -> ShowDay {
    let (day, part) = asked;
    let today = Day::of(actor.now);
    let study = own.mine.as_ref().filter(|mine| mine.agreed_at.is_some());
    let within = |day: Day| study.is_some_and(|mine| day >= mine.from_on && day <= mine.until_on.min(today));
    let parts = PARTS.iter().map(|one| NavItem::new(address(day, *one), one.label)).collect();
    let near = [("Day before", day.plus(-1)), ("Day after", day.plus(1))];
    let errors = typed.map_or_else(ui::Errors::default, errors);
    ShowDay {
        shell: shell(actor, "My time by quarter-hours", done).intro(day.long()).errors(errors),
        nav: nav(actor, "/time"),
        parts: SubNav::new("Parts of the day", &address(day, part), parts),
        days: near
            .into_iter()
            .filter(|(_, day)| within(*day))
            .map(|(words, day)| (format!("{words}: {}", day.long()), address(day, part)))
            .collect(),
        asked: (day.to_string(), part.code),
        open: within(day),
        slots: if within(day) { rows(actor, own, asked, typed) } else { Vec::new() },
        activities: activities(),
        cases: own.choices(),
        submission: submission(db),
    }
}

/// Shows the quarter-hours of a part of a day.
pub async fn show_day(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowDay>, Fault> {
    let asked = asked(&query, &actor);
    let own = Own::read(&db, &actor, asked.0).await?;
    Ok(Page(page(&db, &actor, &own, asked, None, query.value("done"))))
}

/// The quarter-hours of a form, in order of time. A case or an interruption without an activity is an error.
fn read(form: &mut Form, part: Part) -> Vec<(i64, What)> {
    let mut slots = Vec::new();
    for minute in part.slots() {
        let field = format!("what-{minute}");
        let text = form.text(&field);
        let case_text = form.text(&format!("case-{minute}"));
        let interrupted = form.value(&format!("interrupted-{minute}")) == "yes";
        match (Activity::parse(&text), text.is_empty()) {
            (Some(activity), _) => {
                let case = case_text.parse().ok();
                slots.push((minute, What { activity, case, interrupted }));
            }
            (None, true) if case_text.is_empty() && !interrupted => {}
            (None, _) => form.error(&field, format!("Choose what you did at {}.", clock(minute))),
        }
    }
    slots
}

/// Keeps the quarter-hours of a part of a day in place of those before.
pub async fn fill(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let asked = asked(&posted.form, &actor);
    let slots = read(&mut posted.form, asked.1);
    if !posted.form.is_good() {
        let own = Own::read(&db, &actor, asked.0).await?;
        let page = page(&db, &actor, &own, asked, Some(&posted.form), "");
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let (spans, chance, now) = (merged(&slots), db.chance().clone(), actor.now);
    let location = db
        .act(&actor, "fillTime", &posted.submission, move |c, scope| {
            own::fill(c, scope, asked, &spans, || chance.uuid(now))?;
            Ok(Changed::to(format!("{}&done=filled", address(asked.0, asked.1)), "own time".to_owned()))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
