//! The page on which time is kept for casework.

use super::{
    Slot, WEEKDAYS,
    store::{self, Kept},
};
use crate::recording::web::fields::parse_time;
use access::{Actor, Changed, Db, Fault, Posted, Query, Shown, UserId};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, Id};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell};

/// Marks ids of kept time.
pub enum SlotId {}

/// The most days ahead for which time is kept once. Alongside default.
const MOST_AHEAD: i64 = 366;

/// Time kept for casework.
#[derive(Template)]
#[template(path = "kept_time.html")]
pub struct KeptTime {
    /// The frame.
    pub shell: Shell,
    /// What was typed.
    pub form: Form,
    /// Sendings: for the form, and for each time that may be taken away.
    pub submissions: Vec<String>,
    /// The asker and those of the teams they lead; empty where there is nobody to choose from.
    pub people: Vec<Choice>,
    /// The days of the week, and once.
    pub days: Vec<Choice>,
    /// Whose, when, and where it is taken away.
    pub rows: Vec<(String, String, String)>,
}

impl KeptTime {
    fn new(
        shell: Shell,
        (people, kept): (&[(UserId, String)], &[Kept]),
        form: Form,
        submissions: Vec<String>,
    ) -> Self {
        let choice = |(id, name): &(UserId, String)| Choice::new(id.to_string(), name);
        let weekly =
            WEEKDAYS.iter().zip(1..).map(|(name, n)| Choice::new(n.to_string(), format!("Every {name}")));
        Self {
            shell: shell.errors(errors(&form)),
            form,
            submissions,
            people: if people.len() > 1 { people.iter().map(choice).collect() } else { Vec::new() },
            days: weekly.chain([Choice::new("0", "Once, on the day below")]).collect(),
            rows: kept
                .iter()
                .map(|k| {
                    (k.name.clone(), k.slot().words(), format!("/kept-time/{}/remove", k.slot_id.simple()))
                })
                .collect(),
        }
    }
}

async fn page(db: &Db, actor: &Actor, form: Form) -> Result<KeptTime, Fault> {
    let (people, kept) = db
        .list(actor, "list", "kept time".to_owned(), |c, scope| {
            Ok(Shown { value: (store::people(c, scope)?, store::kept(c, scope)?), subjects: Vec::new() })
        })
        .await?;
    let shell = access::shell(actor, "Time kept for casework", "My day")
        .at("/day")
        .intro("It shows on the day of whoever keeps it, as reserved for casework.");
    let submissions = (0..=kept.len()).map(|_| submission(db)).collect();
    Ok(KeptTime::new(shell, (&people, &kept), form, submissions))
}

/// Shows the time that is kept, with the form: two statements.
pub async fn show_kept(db: Db, actor: Actor, Query(query): Query) -> Result<Page<KeptTime>, Fault> {
    let mut page = page(&db, &actor, Form::default()).await?;
    page.shell = match query.value("done") {
        "kept" => page.shell.notice("Kept for casework."),
        "gone" => page.shell.notice("Taken away."),
        _ => page.shell,
    };
    Ok(Page(page))
}

/// A time of day in minutes.
fn minutes(form: &mut Form, field: &str, missing: &str) -> Option<i64> {
    let text = form.text(field);
    let minute = parse_time(&text).map(|(hour, minute)| i64::from(hour) * 60 + i64::from(minute));
    if minute.is_none() {
        form.error(field, if text.is_empty() { missing } else { "Enter a time such as 9.30am or 14:00." });
    }
    minute
}

fn read_form(form: &mut Form, actor: &Actor, id: uuid::Uuid) -> Option<(UserId, Slot)> {
    let today = Day::of(actor.now);
    let user = match form.text("user").as_str() {
        "" => Some(actor.user),
        text => text.parse().ok(),
    };
    if user.is_none() {
        form.error("user", "Choose whose time it is.");
    }
    let weekday = form.one_of(
        "weekday",
        |text| text.parse::<i64>().ok().filter(|n| (0..=7).contains(n)),
        "Choose a day of the week, or once.",
    );
    let mut on_day = form.opt_day("on_day");
    match (weekday, on_day) {
        (Some(0), None) if form.error_of("on_day").is_none() => form.error("on_day", "Enter the day."),
        (Some(0), Some(day)) if day < today || today.days_until(day) > MOST_AHEAD => {
            form.error("on_day", "Enter a day from today on, within a year.");
        }
        (Some(1..), _) => on_day = None,
        _ => {}
    }
    let from = minutes(form, "from", "Enter when it begins.");
    let to = minutes(form, "to", "Enter when it ends.");
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        form.error("to", "Enter an end that is after the beginning.");
    }
    form.is_good().then_some(())?;
    let slot = Slot { slot_id: id, weekday: weekday?, on_day, from_minute: from?, to_minute: to? };
    Some((user?, slot))
}

/// Keeps time.
pub async fn keep(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let Some((user, slot)) = read_form(&mut posted.form, &actor, db.chance().uuid(actor.now)) else {
        return Ok(Page(page(&db, &actor, posted.form).await?).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let saved = db
        .act(&actor, "keepTime", &posted.submission, move |c, scope| {
            store::add(c, scope, user, &slot)?;
            Ok(Changed::to("/kept-time?done=kept", format!("time of {user}: {}", slot.words())))
        })
        .await;
    match saved {
        Ok(location) => Ok(Redirect::to(&location).into_response()),
        Err(kernel::Error::Conflict(words)) => {
            posted.form.error("from", words);
            let page = page(&db, &actor, posted.form).await?;
            Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(e) => Err(e.into()),
    }
}

/// Takes kept time away.
pub async fn remove(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let id: Id<SlotId> = crate::web::file::id_of(&params, "slot_id")?;
    let location = db
        .act(&actor, "dropTime", &posted.submission, move |c, scope| {
            store::remove(c, scope, id.uuid())?;
            Ok(Changed::to("/kept-time?done=gone", format!("kept time {id}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for KeptTime {
    const NAME: &'static str = "kept-time";
    fn samples() -> Vec<(&'static str, Self)> {
        let user = |n| Id::from_uuid(uuid::Uuid::from_u128(n));
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let kept = |n, name: &str, weekday| Kept {
            slot_id: uuid::Uuid::from_u128(n),
            user_id: user(n),
            name: name.to_owned(),
            weekday,
            on_day: None,
            from_minute: 780,
            to_minute: 990,
        };
        let page = |people: &[(UserId, String)], kept: &[Kept], form| {
            let submissions = vec![String::new(); kept.len() + 1];
            Self::new(Shell::new("Time kept for casework", "My day"), (people, kept), form, submissions)
        };
        let me = (user(1), "Priya Shah".to_owned());
        let mut wrong = Form::default();
        wrong.error("weekday", "Choose a day of the week, or once.");
        wrong.error("to", "Enter an end that is after the beginning.");
        let both = [me.clone(), (user(2), long.to_owned())];
        vec![
            ("a leader's", page(&both, &[kept(1, "Priya Shah", 2), kept(2, long, 5)], Form::default())),
            ("none", page(std::slice::from_ref(&me), &[], Form::default())),
            ("errors", page(&[me], &[], wrong)),
        ]
    }
}
